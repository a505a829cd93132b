"""Days, weeks, months and years of the calendar, and the year of a date written without one."""

import calendar
from collections.abc import Callable
from datetime import date, timedelta
from typing import Literal, NamedTuple, TypeVar

#: Direction of a date without a year: *ahead* for plans, *back* for past events.
Looking = Literal["ahead", "back"]

#: A date without a year may be this far on the unlikely side of today before another year is assumed.
SLACK = timedelta(days=30)
#: A two-digit year more than this many years ahead belongs to the last century: 99 is 1999 until 2049.
_CENTURY_AHEAD = 50


class Span(NamedTuple):
    """A range of days, `first` to `last`, and `on`, the day used where a single one is needed."""

    first: date
    last: date
    on: date


def one_day(on: date | None) -> Span | None:
    """Return a range of one day."""
    return Span(on, on, on) if on is not None else None


def day(year: int, month: int, number: int) -> date | None:
    """Return a date, or None if it does not exist."""
    try:
        return date(year, month, number)
    except ValueError:
        return None


def moved(today: date, days: int) -> date | None:
    """Return the day this many days later (earlier if negative), or None outside the calendar."""
    try:
        return today + timedelta(days=days)
    except OverflowError:
        return None


def months_later(today: date, months: int) -> date | None:
    """Return the same day this many months later, or the last of that month if it is shorter."""
    year, month = divmod(today.year * 12 + today.month - 1 + months, 12)
    if not date.min.year <= year <= date.max.year:
        return None
    return date(year, month + 1, min(today.day, calendar.monthrange(year, month + 1)[1]))


def week(monday: date | None) -> Span | None:
    """Return the week that begins on this Monday; as a single day it is its Friday, the last working day."""
    friday, sunday = (moved(monday, days) if monday is not None else None for days in (4, 6))
    return Span(monday, sunday, friday) if monday is not None and friday is not None and sunday is not None else None


def week_of(today: date, later: int = 0) -> Span | None:
    """Return the week of a day, or the one this many weeks later."""
    return week(moved(today, 7 * later - today.weekday()))


def numbered_week(year: int, number: int) -> Span | None:
    """Return an ISO week, or None if the year does not have it."""
    try:
        return week(date.fromisocalendar(year, number, 1))
    except ValueError:
        return None


def month_of(year: int, month: int) -> Span | None:
    """Return a month; as a single day it is its last day."""
    first = day(year, month, 1)
    if first is None:
        return None
    last = first.replace(day=calendar.monthrange(year, month)[1])
    return Span(first, last, last)


def year_of(year: int) -> Span | None:
    """Return a year; as a single day it is 31 December."""
    first, last = day(year, 1, 1), day(year, 12, 31)
    return Span(first, last, last) if first is not None and last is not None else None


def whole_year(digits: str, today: date) -> int:
    """Return the year written with four or two digits."""
    year = int(digits)
    if len(digits) == 4:
        return year
    return year + (1900 if year + 2000 > today.year + _CENTURY_AHEAD else 2000)


# --- dates without a year


def _meant(candidates: list[date], today: date, looking: Looking) -> date | None:
    """Return the most likely of the same date in several years (ascending), seen from `today`."""
    if looking == "ahead":
        recent = [candidate for candidate in candidates if timedelta(0) <= today - candidate <= SLACK]
        return recent[-1] if recent else next((candidate for candidate in candidates if candidate > today), None)
    soon = [candidate for candidate in candidates if timedelta(0) <= candidate - today <= SLACK]
    return soon[0] if soon else next((candidate for candidate in reversed(candidates) if candidate < today), None)


_Made = TypeVar("_Made")


def in_the_year_meant(
    make: Callable[[int], _Made | None], stand_in: Callable[[int], date | None], today: date, looking: Looking
) -> _Made | None:
    """Return the date in its most likely year, chosen by `stand_in`.

    `stand_in` gives a nearby date that exists every year, so that 29 February never jumps to a leap year.
    """
    years = {found: year for year in range(today.year - 1, today.year + 2) if (found := stand_in(year))}
    meant = _meant(sorted(years), today, looking)
    return make(years[meant]) if meant else None
