"""Days, weeks, months, years and feasts of the calendar, and which year a date without one means."""

import calendar
from collections.abc import Callable
from datetime import date, timedelta
from typing import Literal, NamedTuple, TypeVar

#: *ahead*: something to be done; *back*: something that has been.
Looking = Literal["ahead", "back"]

#: A date without a year may be so far on the unlikely side of today before another year is meant.
SLACK = timedelta(days=30)
#: A year of two digits so far ahead is one of the last century: 99 is 1999 until 2049.
_CENTURY_AHEAD = 50


class Span(NamedTuple):
    """A stretch of days, and the one it stands for where a single day is asked for."""

    first: date
    last: date
    on: date


def one_day(on: date | None) -> Span | None:
    """A day as a stretch."""
    return Span(on, on, on) if on is not None else None


def day(year: int, month: int, number: int) -> date | None:
    """The date, if there is one."""
    try:
        return date(year, month, number)
    except ValueError:
        return None


def moved(today: date, days: int) -> date | None:
    """So many days later."""
    try:
        return today + timedelta(days=days)
    except OverflowError:
        return None


def months_later(today: date, months: int) -> date | None:
    """The same day so many months later, or the last of the month where that has no such day."""
    year, month = divmod(today.year * 12 + today.month - 1 + months, 12)
    if not date.min.year <= year <= date.max.year:
        return None
    return date(year, month + 1, min(today.day, calendar.monthrange(year, month + 1)[1]))


def week(monday: date | None) -> Span | None:
    """A week by its Monday; it stands for its Friday, the last working day."""
    friday, sunday = (moved(monday, days) if monday is not None else None for days in (4, 6))
    return Span(monday, sunday, friday) if monday is not None and friday is not None and sunday is not None else None


def week_of(today: date, later: int = 0) -> Span | None:
    """The week of a day, or one so many weeks later."""
    return week(moved(today, 7 * later - today.weekday()))


def numbered_week(year: int, number: int) -> Span | None:
    """An ISO week, if the year has it."""
    try:
        return week(date.fromisocalendar(year, number, 1))
    except ValueError:
        return None


def month_of(year: int, month: int) -> Span | None:
    """A month; it stands for its last day."""
    first = day(year, month, 1)
    if first is None:
        return None
    last = first.replace(day=calendar.monthrange(year, month)[1])
    return Span(first, last, last)


def year_of(year: int) -> Span | None:
    """A year; it stands for its last day."""
    first, last = day(year, 1, 1), day(year, 12, 31)
    return Span(first, last, last) if first is not None and last is not None else None


def whole_year(digits: str, today: date) -> int:
    """The year that four or two digits write."""
    year = int(digits)
    if len(digits) == 4:
        return year
    return year + (1900 if year + 2000 > today.year + _CENTURY_AHEAD else 2000)


# --- without a year


def _meant(candidates: list[date], today: date, looking: Looking) -> date | None:
    """Of the same date in several years, in order, the one that is meant on this day."""
    if looking == "ahead":
        recent = [day for day in candidates if timedelta(0) <= today - day <= SLACK]
        return recent[-1] if recent else next((day for day in candidates if day > today), None)
    soon = [day for day in candidates if timedelta(0) <= day - today <= SLACK]
    return soon[0] if soon else next((day for day in reversed(candidates) if day < today), None)


_Made = TypeVar("_Made")


def in_the_year_meant(
    make: Callable[[int], _Made | None], stand_in: Callable[[int], date | None], today: date, looking: Looking
) -> _Made | None:
    """The year is chosen by a stand-in that exists every year, so that 29 February never jumps to a leap year."""
    years = {found: year for year in range(today.year - 1, today.year + 2) if (found := stand_in(year))}
    meant = _meant(sorted(years), today, looking)
    return make(years[meant]) if meant else None
