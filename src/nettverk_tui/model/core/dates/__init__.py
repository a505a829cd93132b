"""Dates as people write them in bokmål, nynorsk and English: one reader for every place where a date is typed.

Forms (`days`, `stretches`, `grammar`), what they mean on the calendar (`reckoning`, `feasts`), and where they stand in
a text (`reading`). Not here: what a date is for, and which words announce one.
"""

from nettverk_tui.model.core.dates.calendar import SLACK, Looking
from nettverk_tui.model.core.dates.finding import (
    DAYS,
    TIMES,
    USUAL,
    Written,
    can_begin,
    date_at,
    dates_in,
    other_weekdays,
    whole_date,
)
from nettverk_tui.model.core.dates.tokens import Kind

__all__ = [
    "DAYS",
    "SLACK",
    "TIMES",
    "USUAL",
    "Kind",
    "Looking",
    "Written",
    "can_begin",
    "date_at",
    "dates_in",
    "other_weekdays",
    "whole_date",
]
