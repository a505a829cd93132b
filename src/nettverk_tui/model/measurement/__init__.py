"""Measurements: series, before and after, run charts and control charts; `*_text` and `*_lines` hold their words."""
