"""Dates as people write them in bokmål, nynorsk and English, and which year they mean; not what the date is for."""

import calendar
import re
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from itertools import chain
from typing import Literal, NamedTuple

from nettverk_tui.model.capture.words import DAY_UNITS, MONTH_UNITS, MONTHS, WEEK_UNITS, WEEKDAYS, one_of

#: *ahead*: something to be done; *back*: something that has been.
Looking = Literal["ahead", "back"]

#: A date without a year may be so far on the unlikely side of today before another year is meant.
SLACK = timedelta(days=30)

#: The last working day stands for a whole week.
_FRIDAY = 5


class Form(NamedTuple):
    """One way to write a date. `meaning` gives None for a date that does not exist."""

    pattern: str
    meaning: Callable[[re.Match[str], date, Looking], date | None]


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _moved(today: date, days: int) -> date | None:
    try:
        return today + timedelta(days=days)
    except OverflowError:
        return None


def _meant(candidates: list[date], today: date, looking: Looking) -> date | None:
    """Of the same date in several years, in order, the one that is meant on this day."""
    if looking == "ahead":
        recent = [one for one in candidates if timedelta(0) <= today - one <= SLACK]
        return recent[-1] if recent else next((one for one in candidates if one > today), None)
    soon = [one for one in candidates if timedelta(0) <= one - today <= SLACK]
    return soon[0] if soon else next((one for one in reversed(candidates) if one < today), None)


def _in_the_year_meant(
    make: Callable[[int], date | None], stand_in: Callable[[int], date | None], today: date, looking: Looking
) -> date | None:
    """The year is chosen by a stand-in that exists every year, so that 29 February never jumps to a leap year."""
    years = {found: year for year in range(today.year - 1, today.year + 2) if (found := stand_in(year))}
    meant = _meant(sorted(years), today, looking)
    return make(years[meant]) if meant else None


def on_day(month: int, day: int, year: int | None, today: date, looking: Looking) -> date | None:
    """The day with this number; without a year the one that is meant looking that way from today."""
    if year is not None:
        return _day(year, month, day)
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None

    def stand_in(year: int) -> date | None:
        return _day(year, month, min(day, calendar.monthrange(2001, month)[1]))

    return _in_the_year_meant(lambda year: _day(year, month, day), stand_in, today, looking)


def _year(digits: str | None) -> int | None:
    if not digits:
        return None
    return int(digits) + (2000 if len(digits) == 2 else 0)


def _numeric(match: re.Match[str], today: date, looking: Looking) -> date | None:
    if match["iso"]:
        year, month, day = (int(part) for part in match["iso"].split("-"))
        return _day(year, month, day)
    month = int(match["slash_month"] or match["dot_month"])
    return on_day(month, int(match["day"]), _year(match["slash_year"] or match["dot_year"]), today, looking)


_MONTH_NUMBER = {name: number for number, names in enumerate(MONTHS, 1) for name in names}
_WEEKDAY_NUMBER = {name: number for number, names in enumerate(WEEKDAYS) for name in names}


def _named(match: re.Match[str], today: date, looking: Looking) -> date | None:
    month = _MONTH_NUMBER.get((match["month"] or match["first_month"]).casefold(), 0)
    return on_day(month, int(match["day"] or match["second_day"]), _year(match["year"]), today, looking)


def _weekday(match: re.Match[str], today: date, looking: Looking) -> date | None:
    number = _WEEKDAY_NUMBER.get(match["weekday"].casefold())
    if number is None:
        return None
    if looking == "back":
        days = (today.weekday() - number) % 7
        return _moved(today, -(days or 7) if match["past"] else -days)
    if match["next"]:
        return _moved(today, 7 - today.weekday() + number)
    return _moved(today, (number - today.weekday() - 1) % 7 + 1)


def _week(match: re.Match[str], today: date, looking: Looking) -> date | None:
    week = int(match["week"])

    def friday(year: int) -> date | None:
        try:
            return date.fromisocalendar(year, week, _FRIDAY)
        except ValueError:
            return None

    def stand_in(year: int) -> date | None:
        return friday(year) if week != 53 else _day(year, 12, 31)

    year = _year(match["year"])
    return friday(year) if year else _in_the_year_meant(friday, stand_in, today, looking)


def _period(match: re.Match[str], today: date, _looking: Looking) -> date | None:
    count, unit = int(match["count"]), match["unit"].casefold()
    if unit in MONTH_UNITS:
        months = today.year * 12 + today.month - 1 + count
        year, month = divmod(months, 12)
        return _day(year, month + 1, min(today.day, calendar.monthrange(year, month + 1)[1])) if year < 9999 else None
    return _moved(today, count * (7 if unit in WEEK_UNITS else 1))


_NEAR_DAYS = {
    "i dag": 0, "idag": 0, "today": 0,
    "i morgen": 1, "imorgen": 1, "i morgon": 1, "imorgon": 1, "tomorrow": 1,
    "i overmorgen": 2, "i overmorgon": 2,
    "i går": -1, "igår": -1, "yesterday": -1,
    "i forgårs": -2, "iforgårs": -2, "i førgår": -2, "the day before yesterday": -2,
}  # fmt: skip


def _near_day(match: re.Match[str], today: date, _looking: Looking) -> date | None:
    days = _NEAR_DAYS.get(" ".join(match["near"].casefold().split()))
    return _moved(today, days) if days is not None else None


def _month(match: re.Match[str], today: date, looking: Looking) -> date | None:
    month = _MONTH_NUMBER.get(match["month"].casefold(), 0)
    return on_day(month, 1, _year(match["year"]), today, looking)


_A_MONTH = one_of(chain.from_iterable(MONTHS))
_A_YEAR = "(?:19|20)[0-9]{2}"

#: 6/3, 6.3., 6/3-27, 6.3.2027, 2027-03-06
NUMERIC = Form(
    r"(?:(?P<iso>[0-9]{4}-[0-9]{2}-[0-9]{2})|(?P<day>[0-9]{1,2})(?:"
    r"/(?P<slash_month>[0-9]{1,2})(?:[/-](?P<slash_year>[0-9]{4}|[0-9]{2}))?"
    r"|\.(?P<dot_month>[0-9]{1,2})(?:\.(?P<dot_year>[0-9]{4}|[0-9]{2})?)?))",
    _numeric,
)
#: 6. mars, 6 mars 2027, March 6, the 6th of March
NAMED = Form(
    rf"(?:den\s|the\s)?(?:(?P<day>[0-9]{{1,2}})(?:\.|st|nd|rd|th)?\s?(?:of\s)?(?P<month>{_A_MONTH})"
    rf"|(?P<first_month>{_A_MONTH})\s(?P<second_day>[0-9]{{1,2}})(?:st|nd|rd|th)?)(?!\w)"
    rf"(?:\.?,?\s(?P<year>{_A_YEAR}))?",
    _named,
)


def _weekday_form(names: Iterable[str]) -> Form:
    return Form(
        r"(?:(?P<next>neste|next)\s|(?P<past>forrige|førre|sist|last)\s"
        rf"|(?:førstkommende|kommende|this|coming|på|on)\s)?(?P<weekday>{one_of(names)})",
        _weekday,
    )


#: fre, fredag, neste fredag (the one of next week)
WEEKDAY = _weekday_form(chain.from_iterable(WEEKDAYS))
#: fredag, forrige fredag: for places where *man* and *sun* are ordinary words
WHOLE_WEEKDAY = _weekday_form(name for name in chain.from_iterable(WEEKDAYS) if name.endswith(("dag", "day")))
#: uke 12, veke 12, week 12 2027: its Friday
WEEK = Form(r"(?:uke|veke|week|wk)\s?(?P<week>[0-9]{1,2})(?:[/\s](?P<year>20[0-9]{2}))?", _week)
#: +2u, +10d, +1m, 2 uker, om 2 veker, in 2 weeks
PERIOD = Form(
    rf"(?:\+\s?|om\s|in\s)?(?P<count>[0-9]{{1,3}})\s?(?P<unit>{one_of((*DAY_UNITS, *WEEK_UNITS, *MONTH_UNITS))})",
    _period,
)
#: i dag, i morgen, i går
NEAR_DAY = Form(rf"(?P<near>{one_of(_NEAR_DAYS)})", _near_day)
#: mars, mars 2027: its first day
MONTH = Form(rf"(?P<month>{_A_MONTH})(?:\s(?P<year>{_A_YEAR}))?", _month)

#: What may not follow a date: more of a word or a number, or what makes the number a percentage.
ENDS = r"(?![\w/]|[.,][0-9]|\s?%(?!\w)|\s(?:prosent|percent|per\scent))"
