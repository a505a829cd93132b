"""The rules about when an action is due: the words that announce a date, one rule for each way to write it."""

import re
from collections.abc import Callable
from datetime import date

from nettverk_tui.model.capture.dates import (
    ENDS,
    NAMED,
    NEAR_DAY,
    NUMERIC,
    PERIOD,
    WEEK,
    WEEKDAY,
    Form,
)
from nettverk_tui.model.capture.reading import Reading
from nettverk_tui.model.capture.understood import Due
from nettverk_tui.model.messages import N_, Message
from nettverk_tui.model.text import clean

_ALWAYS = r"(?:med\s)?frist(?:en)?(?:\ser)?:?|innen|innan|senest|seinast|due(?:\s(?:by|on|in))?:?|deadline(?:\sis)?:?"
#: What may stand before any date; a bare colon touches it: `:fre`.
_BEFORE_DATE = rf"(?:(?<!\w)(?:{_ALWAYS}|by)[ \t]{{1,3}}|(?<!\S):)"
#: English *by* also means *by how much*.
_BEFORE_PERIOD = rf"(?:(?<!\w)(?:{_ALWAYS}|within)[ \t]{{1,3}}|(?<!\S):)"
_BEFORE_GATHERING = rf"(?:(?<!\w)(?:{_ALWAYS}|by|til|før|to|until|before)[ \t]{{1,3}}|(?<!\S):)"
_GATHERING = r"(?:neste\s(?:samling(?:en|a)?|gang|gong)|(?:the\s)?next\s(?:gathering|time))"


def due_rule(name: str, form: Form, before: str = _BEFORE_DATE, *, bare: bool = False) -> Callable[[Reading], None]:
    """A rule for one form. `bare`: at the end of the line it needs no word before it, and then it stays in the text."""
    announced = re.compile(before + form.pattern + ENDS, re.IGNORECASE)
    alone = re.compile(r"(?<![\w/.,:-])" + form.pattern + ENDS, re.IGNORECASE) if bare else None

    def rule(reading: Reading) -> None:
        if reading.kind != "action" or reading.due is not None:
            return
        today = date.fromisoformat(reading.around.today)
        for match in announced.finditer(reading.line, reading.begin):
            if reading.is_free(*match.span()) and _accept(reading, name, match, form.meaning(match, today, "ahead")):
                return
        for match in alone.finditer(reading.line, reading.begin) if alone else ():
            told = any(start <= match.start() and match.end() <= end for start, end in reading.impossible)
            here = reading.is_free(*match.span()) and reading.ends_at(match.end()) and not told
            if here and _accept(reading, name, match, form.meaning(match, today, "ahead"), stays=True):
                return

    return rule


def _accept(reading: Reading, name: str, match: re.Match[str], on: date | None, *, stays: bool = False) -> bool:
    if on is None:
        reading.impossible.append(match.span())
        return False
    reading.due = Due("date", on.isoformat(), on.weekday())
    reading.take(name, *match.span(), kept_from=match.start() if stays else None)
    return True


due_numeric = due_rule("due_numeric", NUMERIC)
due_named = due_rule("due_named", NAMED, bare=True)
due_weekday = due_rule("due_weekday", WEEKDAY)
due_week = due_rule("due_week", WEEK)
due_period = due_rule("due_period", PERIOD, _BEFORE_PERIOD)
due_near_day = due_rule("due_near_day", NEAR_DAY, bare=True)

_NEXT_GATHERING = re.compile(_BEFORE_GATHERING + _GATHERING + ENDS, re.IGNORECASE)


def due_gathering(reading: Reading) -> None:
    """`frist neste samling`: due when that one closes, whether or not its date is known."""
    match = reading.find(_NEXT_GATHERING) if reading.kind == "action" and reading.due is None else None
    if match is None:
        return
    on = reading.around.next_gathering_on
    reading.due = Due("next_gathering", on, date.fromisoformat(on).weekday() if on else None)
    reading.take("due_gathering", *match.span())


_FORMS = tuple(
    (re.compile(rf"(?:(?:{_ALWAYS}|by|within|til|to)\s|:)?{form.pattern}", re.IGNORECASE), form)
    for form in (NUMERIC, NAMED, WEEKDAY, WEEK, PERIOD, NEAR_DAY)
)
_GATHERING_ALONE = re.compile(rf"(?:(?:{_ALWAYS}|by|til|to)\s|:)?{_GATHERING}", re.IGNORECASE)


def date_in(text: str, today: str) -> Due | None:
    """A date written alone, in any of the ways of an action, with or without the word before it; None for all else.

    `today` is an ISO date. *Next gathering* has no date here.
    """
    words = " ".join(clean(text).split())
    if _GATHERING_ALONE.fullmatch(words):
        return Due("next_gathering", None, None)
    for pattern, form in _FORMS:
        match = pattern.fullmatch(words)
        on = form.meaning(match, date.fromisoformat(today), "ahead") if match else None
        if on is not None:
            return Due("date", on.isoformat(), on.weekday())
    return None


def impossible_date(reading: Reading) -> None:
    """A date that does not exist stays in the text, and is asked about."""
    for start, end in reading.impossible:
        words = reading.line[start:end].strip(" :")
        reading.warn("impossible_date", Message(N_("There is no such date: {words}."), {"words": words}))


def past_due(reading: Reading) -> None:
    """A date that has been is stored as it was written, and said."""
    if reading.due is not None and reading.due.on is not None and reading.due.on < reading.around.today:
        reading.warn("past_due", Message(N_("That date has been: {date}."), {"date": reading.due.on}))
