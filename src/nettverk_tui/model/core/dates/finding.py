"""Finding dates in a text: the longest at a place, every one of a line, or one that is the whole text."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence, Set
from datetime import date
from functools import lru_cache
from typing import get_args

import msgspec

from nettverk_tui.model.core.dates.calendar import Looking, day
from nettverk_tui.model.core.dates.grammar import FIRST_WORDS, dates_at
from nettverk_tui.model.core.dates.tokens import Found, Here, Kind, tokens_of
from nettverk_tui.model.core.messages import N_, Message
from nettverk_tui.model.core.text import clean

#: The kinds read in running text; the others usually mean something else: 2026 calls, *mar*, a telephone number.
USUAL: frozenset[Kind] = frozenset(get_args(Kind)) - {"year", "short_month", "compact"}
#: The kinds that can begin or end a period: a year by itself too.
TIMES: frozenset[Kind] = frozenset(get_args(Kind)) - {"length"}
#: The kinds that name one day, for forms and tables.
DAYS: frozenset[Kind] = USUAL - {"week", "length", "stretch", "part", "month"} | {"compact"}

#: A date may not be followed by this: the rest of a word or a number, or a percent sign.
_ENDS = re.compile(r"(?![\w/]|[.,:][0-9]|\s?%(?!\w)|\s(?:prosent|percent|per\scent|pst)(?!\w))")
#: After a day and a month in digits, these make them an amount or a fraction.
_AMOUNT = re.compile(
    r"\s?(?:kg|mg|g|mmol|ml|dl|l|cm|mm|km|kr|mill|timer?|timar|t|min|minutt(?:er)?|minutes?|hours?|poeng|points?|°"
    r"|av|of|deler|delar)(?!\w)|\.\w",
    re.IGNORECASE,
)
#: No date may follow the first, no date in digits the second: § 10.12, kl. 10.12, version 3.11.
_NOT_BEFORE = frozenset("/.,:§<>=+–-")
_NOT_BEFORE_DIGITS = re.compile(
    r"(?:§|(?<!\w)(?:kl|at|v|ver|versjon|version|punkt|pkt|kap|kapittel|chapter|nr|no|side|page|s|p|ca)\.?)\s{0,3}\Z",
    re.IGNORECASE,
)
_LOOK_BACK = 14
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
#: A text with more possible beginnings of a date is a document, and is not searched at every key.
_MOST_PLACES = 300
_WORD = re.compile(r"[0-9]+|[^\W\d_]+")

_WEEKDAYS = (
    N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday"), N_("Friday"), N_("Saturday"), N_("Sunday"),
)  # fmt: skip


class Written(msgspec.Struct, frozen=True):
    """A date in a text, from character `start` to `end`.

    `on` is its single day, None if there is no such date; `first` and `last` are the range it covers, such as a week or
    a month. `plausible` is False where it is hardly a date: 14/48. `remark` reports a wrong weekday beside it.
    """

    start: int
    end: int
    kind: Kind
    on: date | None
    first: date | None
    last: date | None
    plausible: bool
    remark: Message | None


def date_at(
    text: str, at: int, today: date, looking: Looking, kinds: Set[Kind] = USUAL, *, linked: bool = False
) -> Written | None:
    """Return the longest date that begins at `at` or after spaces; `linked`: also after *på*, *i* and the like."""
    tokens, starts = tokens_of(text)
    here = Here(tokens, bisect_left(starts, at), today, looking)
    best: Found | None = None
    for found in dates_at(here, linked=linked):
        if found.kind in kinds and (best is None or found.end > best.end):
            end = tokens[here.begin + found.end - 1].end
            if _ENDS.match(text, end) and not (found.kind == "short" and _AMOUNT.match(text, end)):
                best = found
                if here.begin + found.end == len(tokens):
                    # No other can be longer.
                    break
    return _written(text, here, best) if best is not None else None


def _written(text: str, here: Here, found: Found) -> Written:
    remark, span, tokens = None, found.span, here.tokens[here.begin : here.begin + found.end]
    if span is not None and found.weekday is not None and found.core is not None:
        words = text[tokens[found.core[0]].start : tokens[found.core[1] - 1].end]
        remark = Message(
            N_("{words} is a {weekday}."), {"words": words, "weekday": Message(_WEEKDAYS[span.on.weekday()])}
        )
    return Written(
        tokens[0].start,
        tokens[found.end - 1].end,
        found.kind,
        span.on if span is not None else None,
        span.first if span is not None else None,
        span.last if span is not None else None,
        found.plausible,
        remark,
    )


def dates_in(text: str, today: date, looking: Looking, kinds: Set[Kind] = USUAL, begin: int = 0) -> Iterator[Written]:
    """Yield the dates of a text in order, nonexistent ones too; numbers that their neighbours explain are left out."""
    at, tried = begin, 0
    for word in _WORD.finditer(text, begin):
        if word.start() < at or not can_begin(text, word.start(), word[0]):
            continue
        tried += 1
        if tried > _MOST_PLACES:
            return
        found = date_at(text, word.start(), today, looking, kinds)
        if found is not None:
            yield found
            at = found.end


def can_begin(text: str, at: int, word: str) -> bool:
    """Whether a date can begin with this word at this place."""
    before = text[at - 1 : at]
    if before in _NOT_BEFORE or before == "_" or before.isalnum():
        return False
    if word.isdecimal():
        return not _NOT_BEFORE_DIGITS.search(text[max(at - _LOOK_BACK, 0) : at])
    # Inside a line *Tor* is a man's name: Norwegian weekdays have no capital.
    return word.casefold() in FIRST_WORDS and word != "Tor"


@lru_cache(maxsize=2048)
def whole_date(
    text: str, today: date, looking: Looking, kinds: frozenset[Kind] = USUAL, *, linked: bool = False
) -> Written | None:
    """Return the date that makes up the whole text, but for a full stop at its end; None if it is no date.

    Cached: a page is read whole at every key, and a table has few dates in many rows.
    """
    words = " ".join(clean(text).split())
    if "full" in kinds and _ISO.fullmatch(words):
        # The form that spreadsheets export, by the thousand.
        on = day(int(words[:4]), int(words[5:7]), int(words[8:]))
        return Written(0, len(words), "full", on, on, on, True, None)
    found = date_at(words, 0, today, looking, kinds, linked=linked)
    return found if found is not None and words[found.end :] in ("", ".") else None


def other_weekdays(text: str, today: date, looking: Looking = "ahead") -> Sequence[Message]:
    """Return remarks on dates of a text that have the wrong weekday beside them."""
    if not any(map(str.isalpha, text)):
        return ()
    return tuple(found.remark for found in dates_in(text, today, looking) if found.remark is not None)
