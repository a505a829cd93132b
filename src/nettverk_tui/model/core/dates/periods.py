"""Weeks, months and years, parts of them, and how long from now: *uke 50*, *neste uke*, *om to uker*, *ut måneden*."""

from collections.abc import Iterator
from datetime import date, timedelta

from nettverk_tui.model.core.dates.calendar import (
    Span,
    day,
    in_the_year_meant,
    month_of,
    months_later,
    moved,
    numbered_week,
    one_day,
    week_of,
    year_of,
)
from nettverk_tui.model.core.dates.date_words import (
    BEFORE_THIS,
    DAY,
    ENDS_OF,
    LAST,
    MONTH,
    MONTH_OF,
    NEXT,
    NUMBERS,
    PARTS,
    SHORT_MONTHS,
    SHORT_UNITS,
    STRETCHES,
    THIS,
    THIS_ONE,
    UNITS,
    WEEK,
    YEAR,
)
from nettverk_tui.model.core.dates.tokens import Found, Here, Kind, is_number, is_year


def week(here: Here, at: int) -> Iterator[Found]:
    """Read *uke 50*, *veke 50 2027*, *uke 50–51*."""
    if here.word(at) not in ("uke", "veke", "week", "wk"):
        return
    at += 1
    if here.word(at) in ("nr", "no", "nummer", "number"):
        at += 1 + (here.touching(at + 1) == ".")
    counted = _count(here, at)
    if counted is None:
        return
    number, at = counted
    yield _week(here, at, number, None)
    if here.touching(at) == "/" and is_year(here.touching(at + 1)):
        yield _week(here, at + 2, number, here.word(at + 1))
    elif is_year(here.word(at)):
        yield _week(here, at + 1, number, here.word(at))
    elif here.word(at) in ("-", "–") and is_number(here.word(at + 1)) and number < int(here.word(at + 1)) <= 53:
        last = _week(here, at + 2, int(here.word(at + 1)), None)
        begins = _week(here, at, number, None).span
        if begins is not None and last.span is not None:
            last = last._replace(span=last.span._replace(first=begins.first))
        yield last


def _week(here: Here, end: int, number: int, year: str | None) -> Found:
    def stand_in(year: int) -> date | None:
        span = numbered_week(year, number)
        return day(year, 12, 31) if number == 53 else span.on if span is not None else None

    if year is not None:
        span = numbered_week(int(year), number)
    else:
        span = in_the_year_meant(lambda year: numbered_week(year, number), stand_in, here.today, here.looking)
    return Found(end, "week", span, monday=span.first if span is not None else None)


def month(here: Here, at: int) -> Iterator[Found]:
    """Read *mars*, *mars 2027*."""
    number = MONTH_OF.get(here.word(at))
    if number is None:
        return
    short = here.word(at) in SHORT_MONTHS
    last = here.looking == "ahead"

    def edge(year: int) -> date | None:
        span = month_of(year, number)
        return None if span is None else span.last if last else span.first

    for end in (at + 2, at + 1) if short and here.touching(at + 1) == "." else (at + 1,):
        if is_year(here.word(end)):
            yield Found(end + 1, "short_month" if short else "month", month_of(int(here.word(end)), number))
        span = in_the_year_meant(lambda year: month_of(year, number), edge, here.today, here.looking)
        yield Found(end, "short_month" if short else "month", span)


# --- previous, current, next


def stretch(here: Here, at: int) -> Iterator[Found]:
    """Read *neste uke*, *denne måneden*, *next year*, *uka etter neste*."""
    at += here.word(at) in ("the", "den", "det")
    relation = here.word(at)
    later = 1 if relation in NEXT else 0 if relation in THIS else -1 if relation in BEFORE_THIS | LAST else None
    unit = STRETCHES.get(relation if later is None else here.word(at + 1))
    if unit is None:
        return
    if later is not None:
        yield _relative(here, at + 2, unit, later)
    elif here.word(at + 1) in ("etter", "after") and here.word(at + 2) in NEXT:
        yield _relative(here, at + 3, unit, 2)


def _relative(here: Here, end: int, unit: str, later: int) -> Found:
    span: Span | None
    if unit == WEEK:
        span = week_of(here.today, later)
        if span is not None and span.on < here.today <= span.last:
            # On a Saturday the week still has its Sunday.
            span = span._replace(on=span.last)
    elif unit == YEAR:
        span = year_of(here.today.year + later)
    else:
        first = months_later(here.today.replace(day=1), later)
        span = month_of(first.year, first.month) if first is not None else None
    return Found(end, "stretch", span, monday=span.first if span is not None and unit == WEEK else None)


def part(here: Here, at: int) -> Iterator[Found]:
    """Read *slutten av måneden*, *ut uka*, *i løpet av mars*, *midten av neste måned*, *end of week 50*."""
    at += here.word(at) in ("i", "the", "at")
    word = here.word(at)
    if word in ENDS_OF:
        yield _part_of(_relative(here, at + 1, ENDS_OF[word], 0), "end")
        return
    if word == "ut":
        which, at = "end", at + 1
    elif word == "løpet":
        which, at = "end", at + 2
    elif word in PARTS:
        which, at = PARTS[word], at + 1 + (here.word(at + 1) in ("av", "på", "of"))
    else:
        return
    for place in (at, at + 1) if here.word(at) in ("the", "den") else (at,):
        if here.word(place) in THIS_ONE:
            yield _part_of(_relative(here, place + 1, STRETCHES[here.word(place)], 0), which)
        for form in (stretch, week, month, *((period,) if word == "løpet" else ())):
            yield from (_part_of(found, which) for found in form(here, place))


def _part_of(found: Found, which: str) -> Found:
    """Return a part of a period as a day: the middle of a month is the 15th, of a week Wednesday, of a year 30 June."""
    span = found.span
    if span is not None and which != "end":
        days = (span.last - span.first).days
        middle = (
            span.first + timedelta(days=2 if days < 7 else 14) if days < 32 else span.first.replace(month=6, day=30)
        )
        span = span._replace(on=span.first if which == "start" else middle)
    return found._replace(kind="part", span=span, monday=None)


# --- how long from now


def period(here: Here, at: int) -> Iterator[Found]:
    """Read *om tre uker*, *in 2 weeks*, *to uker fra nå*; *for to uker siden*; +2u and *to uker* are lengths."""
    preposition = here.word(at)
    counted = _length(here, at + (preposition in ("om", "in", "+", "for")))
    if counted is None:
        return
    number, unit, end = counted
    if preposition not in ("om", "in", "+") and here.word(end) in ("siden", "sidan", "ago"):
        yield _from_today(here, end + 1, "ago", -number, unit)
    if preposition == "for":
        return
    tail = _from_now(here, end)
    if tail > end:
        yield _from_today(here, tail, "ahead", number, unit)
    yield _from_today(here, end, "ahead" if preposition in ("om", "in", "+") else "length", number, unit)


def _from_today(here: Here, end: int, kind: Kind, count: int, unit: str) -> Found:
    """Return the day `count` units later. Whole weeks also give a week, so that a weekday can choose the day."""
    span = None
    if unit in (DAY, WEEK):
        days = count * (7 if unit == WEEK else 1)
        on = moved(here.today, days)
        span = week_of(here.today, days // 7) if days % 7 == 0 and kind != "length" else None
    else:
        on = months_later(here.today, count * (12 if unit == YEAR else 1))
    return Found(end, kind, one_day(on), monday=span.first if span is not None else None)


def _from_now(here: Here, end: int) -> int:
    """Return the place after *fra nå*, *frå i dag*, *from today* or *’ time*, or `end` if none of them follows."""
    if here.touching(end) == "'" and here.word(end + 1) == "time":
        return end + 2
    if here.word(end) == "time" and here.word(end - 1) in ("days", "weeks", "months"):
        return end + 1
    if here.word(end) in ("fra", "frå", "from"):
        if here.words(end + 1, 2) == ("i", "dag"):
            return end + 3
        if here.word(end + 1) in ("nå", "no", "now", "today", "idag"):
            return end + 2
    return end


def _length(here: Here, at: int) -> tuple[int, str, int] | None:
    """Read a length (*to uker*, 14 d, *et halvt år*, *a fortnight*): the count, the unit, and the place after it."""
    article, second = here.word(at) in ("et", "eit", "a"), here.word(at + 1)
    if article and second == "fortnight":
        return 14, DAY, at + 2
    if article and second in ("halvår", "halvt"):
        return 6, MONTH, at + (2 if second == "halvår" else 3)
    if here.words(at, 3) == ("half", "a", "year"):
        return 6, MONTH, at + 3
    counted = _count(here, at)
    if counted is None:
        return None
    count, end = counted
    word = here.word(end)
    unit = UNITS.get(word) or (SHORT_UNITS.get(word) if is_number(here.word(at), 3) else None)
    return (count, unit, end + 1) if unit is not None else None


def _count(here: Here, at: int) -> tuple[int, int] | None:
    """Read a count (3, *tre*, *tjuefem*, *twenty-five*, *et par*): the number, and the place after it."""
    word = here.word(at)
    if is_number(word, 3):
        return int(word), at + 1
    if word in ("et", "eit", "ei", "a") and here.word(at + 1) in ("par", "couple"):
        return 2, at + 2 + (here.word(at + 2) == "of")
    if word not in NUMBERS:
        return None
    for count in (3, 2):
        joined = "".join(here.words(at, count)).replace("-", "")
        if joined in NUMBERS and joined != word:
            return NUMBERS[joined], at + count
    return NUMBERS[word], at + 1
