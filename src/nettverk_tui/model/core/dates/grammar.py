"""Every date that can begin at a place: the forms by their first word, with a weekday before or after them.

A form yields each end it could have; `finding` takes the longest that nothing contradicts. docs/capture.md explains
the meaning of each form to users: it is the same wherever a date is typed.
"""

from collections.abc import Callable, Iterable, Iterator

from nettverk_tui.model.core.dates.calendar import moved, one_day
from nettverk_tui.model.core.dates.date_words import (
    BEFORE_THIS,
    COMING,
    ENDS_OF,
    LAST,
    MONTH_OF,
    NEAR_DAYS,
    NEXT,
    NUMBERS,
    ORDINALS,
    PARTS,
    STRETCHES,
    THIS,
    WEEKDAY_OF,
    WHOLE_WEEKDAYS,
)
from nettverk_tui.model.core.dates.days import day_first, feast, named, near, numbered, year_first
from nettverk_tui.model.core.dates.holidays import FEASTS
from nettverk_tui.model.core.dates.periods import month, part, period, stretch, week
from nettverk_tui.model.core.dates.tokens import Found, Here, Kind

_Form = Callable[[Here, int], Iterable[Found]]

#: The kinds of dates that a weekday beside them is checked against.
_DAYS: frozenset[Kind] = frozenset({"full", "short", "named", "numbered", "near", "feast", "ahead", "ago"})
_IN_NUMBERS: frozenset[Kind] = frozenset({"full", "short", "named", "numbered", "week"})
#: Words allowed between a date and the word that announces it.
_LINKS = frozenset({"på", "on", "til", "i", "in", "den", "the", "nå", "no"})
_AT_DIGITS: tuple[_Form, ...] = (year_first, day_first, named, period, feast)


def _by_word() -> dict[str, tuple[_Form, ...]]:
    """Return the forms by the words they can begin with."""
    begins: tuple[tuple[_Form, Iterable[str]], ...] = (
        (near, (words[0] for words in NEAR_DAYS)),
        (named, ("den", "the", *MONTH_OF, *ORDINALS, "tjue", "tyve", "twenty", "thirty", "tretti")),
        (numbered, ("den", "the")),
        (feast, (*ORDINALS, *(words[0] for words in FEASTS))),
        (week, ("uke", "veke", "week", "wk")),
        (month, MONTH_OF),
        (stretch, ("the", "den", "det", *NEXT, *THIS, *BEFORE_THIS, *LAST, *STRETCHES)),
        (part, ("i", "the", "at", "ut", "løpet", *PARTS, *ENDS_OF)),
        (period, ("om", "in", "for", "+", "half", *NUMBERS)),
    )
    forms_of: dict[str, tuple[_Form, ...]] = {}
    for form, words in begins:
        for word in dict.fromkeys(words):
            forms_of[word] = (*forms_of.get(word, ()), form)
    return forms_of


_BY_WORD = _by_word()
_BEFORE = ("før", "before")
_AFTER_NOW = frozenset({"på", *COMING})
_BEFORE_A_WEEKDAY = frozenset({"på", "on", *NEXT, *THIS, *BEFORE_THIS, *LAST, *COMING, *WEEKDAY_OF})
#: The words that a date can begin with.
FIRST_WORDS = frozenset({*_BY_WORD, *_BEFORE, *_BEFORE_A_WEEKDAY, "nå", "no"})


def dates_at(here: Here, *, linked: bool = False) -> Iterator[Found]:
    """Yield every date that could begin with the first token; `linked`: also after words such as *på* and *i*."""
    yield from _dates(here, 0)
    if here.word(0) in _BEFORE:
        yield from (_day_before(found) for found in _dates(here, 1))
    elif linked and here.word(0) in _LINKS:
        yield from _dates(here, 1)
        if here.word(1) in _LINKS:
            yield from _dates(here, 2)


def _dates(here: Here, at: int) -> Iterator[Found]:
    for found in _weekday(here, at):
        yield found
        yield from _beside_a_weekday(here, found)
    for found in _without_weekday(here, at):
        yield found
        yield from _before_a_weekday(here, at, found)


def _without_weekday(here: Here, at: int) -> Iterator[Found]:
    word = here.word(at)
    for form in _AT_DIGITS if word[:1].isdecimal() else _BY_WORD.get(word, ()):
        yield from form(here, at)


def _day_before(found: Found) -> Found:
    """Return the last day before a date: *før jul*, *before week 50*."""
    span = one_day(moved(found.span.first, -1)) if found.span is not None else None
    return found._replace(kind="before", span=span, weekday=None)


def _weekday(here: Here, at: int) -> Iterator[Found]:
    """Read a weekday.

    *fredag* is the next Friday and never today; *neste fredag* that of next week, *forrige fredag* that of last week,
    *sist fredag* the most recent. Looking back, *fredag* is the most recent, today included.
    """
    relation, name = here.word(at), at + 1
    if relation in ("nå", "no", "the") and here.word(name) in _AFTER_NOW:
        relation, name = here.word(name), name + 1
    if relation in WEEKDAY_OF:
        relation, name = "", at
    elif relation not in _BEFORE_A_WEEKDAY:
        return
    number = WEEKDAY_OF.get(here.word(name))
    if number is None:
        return
    since = (here.today.weekday() - number) % 7
    if relation in NEXT or relation in BEFORE_THIS:
        days = number - here.today.weekday() + (7 if relation in NEXT else -7)
    elif relation in LAST:
        days = -(since or 7)
    elif here.looking == "back" and relation not in COMING:
        days = -since
    else:
        days = 7 - since
    span = one_day(moved(here.today, days))
    if here.word(name) not in WHOLE_WEEKDAYS and here.touching(name + 1) == ".":
        yield Found(name + 2, "weekday", span, core=(name, number))
    yield Found(name + 1, "weekday", span, core=(name, number))


def _beside_a_weekday(here: Here, weekday: Found) -> Iterator[Found]:
    """Read *fredag 11. desember*, *fredag den 11.*, *fredag i uke 50*, *fredag om tre uker*."""
    name = here.word(weekday.core[0] if weekday.core is not None else 0)
    number, whole = WEEKDAY_OF[name], name in WHOLE_WEEKDAYS
    at = weekday.end + (here.word(weekday.end) == ",")
    for place in (at, at + 1) if here.word(at) in ("i", "in") else (at,):
        for found in (*_without_weekday(here, place), *numbered(here, place, by_itself=False)):
            # *Tor i går* is about a man called Tor: a short weekday goes with numbers only.
            if whole or found.kind in _IN_NUMBERS:
                yield from _with_weekday(found, place, found.end, number)


def _before_a_weekday(here: Here, start: int, found: Found) -> Iterator[Found]:
    """Read *10. desember (torsdag)*, *uke 50 fredag*, *om tre uker på fredag*."""
    at, bracket = found.end, here.word(found.end) == "("
    at += bracket or here.word(at) == ","
    at += here.word(at) in ("på", "on")
    number = WEEKDAY_OF.get(here.word(at))
    # *man*, *tor* and *sun* are other words too: inside a line only a full weekday belongs to the date.
    belongs = here.word(at) in WHOLE_WEEKDAYS or here.ends_before(at + 1)
    if number is not None and belongs and (not bracket or here.word(at + 1) == ")"):
        yield from _with_weekday(found, start, at + 1 + bracket, number)


def _with_weekday(found: Found, start: int, end: int, number: int) -> Iterator[Found]:
    """Combine a date and a weekday: of a week it chooses the day, a single day is checked against it."""
    core = (start, found.end)
    if found.monday is not None:
        yield Found(end, "weekday", one_day(moved(found.monday, number)), core=core)
    elif found.kind in _DAYS:
        another = found.span is not None and found.span.on.weekday() != number
        yield found._replace(end=end, core=core, weekday=number if another else None)
