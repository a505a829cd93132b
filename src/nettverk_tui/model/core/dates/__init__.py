"""Dates as people write them in bokmål, nynorsk and English: one reader for every place where a date is typed.

Forms of dates (`days`, `periods`, `grammar`), their place on the calendar (`calendar`, `holidays`), and their place in
a text (`finding`). Not here: the purpose of a date, and the words that announce one.
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
