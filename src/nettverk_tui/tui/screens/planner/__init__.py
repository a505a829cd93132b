"""The programme of a gathering, planned: items, times and order, and its problems."""
