"""Days by their number or their name: 10.12, 2026-12-10, *10. desember*, *den 10.*, *i morgen*, *langfredag*."""

from collections.abc import Iterator
from datetime import date

from nettverk_tui.model.core.dates.calendar import (
    day,
    in_the_year_meant,
    month_of,
    months_later,
    moved,
    numbered_week,
    one_day,
    whole_year,
    year_of,
)
from nettverk_tui.model.core.dates.date_words import (
    MONTH_OF,
    NEAR_DAYS,
    NUMBERS,
    ONLY_NORWEGIAN,
    ORDINALS,
    SHORT_MONTHS,
)
from nettverk_tui.model.core.dates.holidays import COUNTED, FEASTS, LONGEST_FEAST
from nettverk_tui.model.core.dates.tokens import Found, Here, is_number, is_year

_MARKS = (".", "st", "nd", "rd", "th")
_SIGNS = ("-", "/", ".")


def year_first(here: Here, at: int) -> Iterator[Found]:
    """Read 2026-12-10, 2026/12/10, 20261210 and 2026-W50; 2026-12 is a month and 2026 by itself a year."""
    year = here.word(at)
    if is_number(year, 8) and len(year) == 8:
        yield Found(at + 1, "compact", one_day(day(int(year[:4]), int(year[4:6]), int(year[6:]))))
    if not is_number(year, 4) or len(year) != 4:
        return
    sign, month = here.touching(at + 1), here.touching(at + 2)
    if sign in _SIGNS and is_number(month):
        if here.touching(at + 3) == sign and is_number(here.touching(at + 4)):
            on = day(int(year), int(month), int(here.word(at + 4)))
            yield Found(at + 5, "full", one_day(on))
        elif sign == "-" and len(month) == 2:
            yield Found(at + 3, "month", month_of(int(year), int(month)))
    if sign == "-" and month == "w" and is_number(here.touching(at + 3)):
        span = numbered_week(int(year), int(here.word(at + 3)))
        if here.touching(at + 4) == "-" and here.touching(at + 5) in tuple("1234567"):
            chosen = moved(span.first, int(here.word(at + 5)) - 1) if span is not None else None
            yield Found(at + 6, "full", one_day(chosen))
        yield Found(at + 4, "week", span, monday=span.first if span is not None else None)
    if is_year(year):
        yield Found(at + 1, "year", year_of(int(year)))


def day_first(here: Here, at: int) -> Iterator[Found]:
    """Read 10.12, 10/12, 10.12.26, 10/12-2026, 10-12-2026, 10. 12. 2026: always the day before the month."""
    number, sign, month = here.word(at), here.touching(at + 1), here.word(at + 2)
    spaced = here.touching(at + 2) == ""
    if not is_number(number) or sign not in _SIGNS or not is_number(month) or (spaced and sign != "."):
        return
    end = at + 3
    for end_of_year, year in _years_behind(here, end, sign):
        yield _in_numbers(here, end_of_year, number, month, year)
    if sign == "-":
        return
    if sign == "." and here.touching(end) == "." and not is_number(here.touching(end + 1), 9):
        yield _in_numbers(here, end + 1, number, month, None)
    if not spaced:
        yield _in_numbers(here, end, number, month, None)


def _years_behind(here: Here, at: int, sign: str) -> Iterator[tuple[int, str]]:
    """Read .2026, .26, -26, /26, or 2026 after a space; with hyphens four digits only, as 10-12-26 is ambiguous."""
    between, year = here.touching(at), here.word(at + 1)
    if between in (sign, "-") and (here.touching(at + 1) or (between == "." and is_year(year))):
        if is_number(year, 4) and len(year) in ((4,) if sign == "-" else (2, 4)):
            yield at + 2, year
    elif not between and sign != "-" and is_year(here.word(at)):
        yield at + 1, here.word(at)


def _in_numbers(here: Here, end: int, number: str, month: str, year: str | None) -> Found:
    on = _on_day(here, int(month), int(number), year)
    plausible = 1 <= int(month) <= 12 and 1 <= int(number) <= 31
    return Found(end, "full" if year is not None else "short", one_day(on), plausible)


def _on_day(here: Here, month: int, number: int, year: str | None) -> date | None:
    """Return the day of a month; without a year in its most likely year, seen from today."""
    if year is not None:
        return day(whole_year(year, here.today), month, number)
    longest = month_of(2001, month)
    if longest is None or not 1 <= number <= 31:
        return None
    shortened = min(number, longest.last.day)
    return in_the_year_meant(
        lambda year: day(year, month, number), lambda year: day(year, month, shortened), here.today, here.looking
    )


def ordinal(here: Here, at: int) -> tuple[int, int] | None:
    """Read the number of a day (10, 10., 10th, *tiende*, *twenty-first*); return it and the place after it."""
    word = here.word(at)
    if is_number(word):
        return int(word), at + 1 + (here.touching(at + 1) in _MARKS)
    if word in NUMBERS:
        for count in (2, 3):
            joined = "".join(here.words(at, count)).replace("-", "")
            if joined in ORDINALS:
                return ORDINALS[joined], at + count
    return (ORDINALS[word], at + 1) if word in ORDINALS else None


def named(here: Here, at: int) -> Iterator[Found]:
    """Read 10. desember, den 10. des. 2026, the tenth of December, December 10th, 2026."""
    at += here.word(at) in ("den", "the")
    first = ordinal(here, at)
    if first is not None:
        number, at = first
        at += here.word(at) == "of"
        month, end = MONTH_OF.get(here.word(at)), at + 1
        short = here.word(at) in SHORT_MONTHS
    else:
        # In Norwegian the day never follows the month: *mars 14* is March, and another number.
        month = MONTH_OF.get(here.word(at)) if here.word(at) not in ONLY_NORWEGIAN else None
        at += 1 + (here.touching(at + 1) == ".")
        second = ordinal(here, at) if month is not None else None
        if second is None:
            return
        number, end = second
        # *March 6.* ends a sentence.
        end, short = end - (here.word(end - 1) == "."), False
    if month is None:
        return
    for end_of_day in (end + 1, end) if here.touching(end) == "." else (end,):
        for end_of_year, year in _years_after_name(here, end_of_day):
            yield Found(end_of_year, "named", one_day(_on_day(here, month, number, year)))
        if end_of_day == end or short:
            yield Found(end_of_day, "named", one_day(_on_day(here, month, number, None)))


def _years_after_name(here: Here, at: int) -> Iterator[tuple[int, str]]:
    """Read 2026, -26, '26, and 26 unless a word follows that it could be counting."""
    at += here.word(at) == ","
    sign = here.word(at) in ("-", "'", "/")
    year = here.touching(at + 1) if sign else here.word(at)
    end = at + 1 + sign
    if is_year(year) or (len(year) == 2 and is_number(year) and (sign or here.ends_before(end))):
        yield end, year


def numbered(here: Here, at: int, *, by_itself: bool = True) -> Iterator[Found]:
    """Read *den 10.* and *the 10th*; after a weekday `10.` is enough. The next such day from today, or the latest."""
    article = here.word(at) in ("den", "the")
    found = ordinal(here, at + article)
    if found is None or (by_itself and not article):
        return
    number, end = found
    marked = here.word(end - 1) in _MARKS
    if not 1 <= number <= 31 or not (marked or here.ends_before(end)):
        return
    this_month = here.today.replace(day=1)
    for later in range(14) if here.looking == "ahead" else range(0, -14, -1):
        month = months_later(this_month, later)
        on = day(month.year, month.month, number) if month is not None else None
        if on is not None and (on >= here.today if here.looking == "ahead" else on <= here.today):
            yield Found(end, "numbered", one_day(on))
            # *den 10.* may end a sentence.
            return


def near(here: Here, at: int) -> Iterator[Found]:
    """Read *i dag*, *i morgon*, *the day after tomorrow*."""
    for count in (4, 3, 2, 1):
        days = NEAR_DAYS.get(here.words(at, count))
        if days is not None:
            yield Found(at + count, "near", one_day(moved(here.today, days)))
            return


def feast(here: Here, at: int) -> Iterator[Found]:
    """Read *jul*, *2. påskedag*, *pinse 2027*, *New Year's Eve*."""
    counted, later = ordinal(here, at), 0
    if counted is not None and here.word(counted[1]) in COUNTED and 1 <= counted[0] <= 4:
        later, at = counted[0] - 1, counted[1]
    for count in range(LONGEST_FEAST, 0, -1):
        falls = FEASTS.get(here.words(at, count))
        if falls is None:
            continue
        end = at + count
        if is_year(here.word(end)):
            first = falls(int(here.word(end)))
            yield Found(end + 1, "feast", one_day(moved(first, later) if first is not None else None))
        first = in_the_year_meant(falls, falls, here.today, here.looking)
        yield Found(end, "feast", one_day(moved(first, later) if first is not None else None))
        return
