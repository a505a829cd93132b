"""The programme of a gathering, planned: items, times and order, and what does not fit."""
