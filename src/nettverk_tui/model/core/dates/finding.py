"""A date found in a text: the longest one at a place, each of those in a line, or one that is the whole text."""

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

#: All ways but those that in a text are other things: 2026 calls, *mar*, *des*, a telephone number.
USUAL: frozenset[Kind] = frozenset(get_args(Kind)) - {"year", "short_month", "compact"}
#: All that the beginning or the end of a time can be: a year by itself too.
TIMES: frozenset[Kind] = frozenset(get_args(Kind)) - {"length"}
#: The ways to write one day, as a form or a table asks for.
DAYS: frozenset[Kind] = USUAL - {"week", "length", "stretch", "part", "month"} | {"compact"}

#: What may not follow a date: more of a word or a number, or what makes the number a percentage.
_ENDS = re.compile(r"(?![\w/]|[.,:][0-9]|\s?%(?!\w)|\s(?:prosent|percent|per\scent|pst)(?!\w))")
#: What makes an amount or a share of a day and a month in digits.
_AMOUNT = re.compile(
    r"\s?(?:kg|mg|g|mmol|ml|dl|l|cm|mm|km|kr|mill|timer?|timar|t|min|minutt(?:er)?|minutes?|hours?|poeng|points?|°"
    r"|av|of|deler|delar)(?!\w)|\.\w",
    re.IGNORECASE,
)
#: What may not stand before a date in the middle of a line, and before digits: § 10.12, kl. 10.12, version 3.11.
_NOT_BEFORE = frozenset("/.,:§<>=+–-")
_NOT_BEFORE_DIGITS = re.compile(
    r"(?:§|(?<!\w)(?:kl|at|v|ver|versjon|version|punkt|pkt|kap|kapittel|chapter|nr|no|side|page|s|p|ca)\.?)\s{0,3}\Z",
    re.IGNORECASE,
)
_LOOK_BACK = 14
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
#: A text with more places where a date could begin is a document, not looked through at every key.
_MOST_PLACES = 300
_WORD = re.compile(r"[0-9]+|[^\W\d_]+")

_WEEKDAYS = (
    N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday"), N_("Friday"), N_("Saturday"), N_("Sunday"),
)  # fmt: skip


class Written(msgspec.Struct, frozen=True):
    """A date in a text, from `start` to `end`. `on` is the one day it stands for, None where there is no such date;
    `first` and `last` are what it covers: a week, a month. `plausible` is False where it hardly is a date: 14/48.

    `remark` says that the weekday beside it is another than its own.
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
    """The longest date that begins here, after spaces; `linked`: also behind *på*, *i* and their like."""
    tokens, starts = tokens_of(text)
    here = Here(tokens, bisect_left(starts, at), today, looking)
    best: Found | None = None
    for found in dates_at(here, linked=linked):
        if found.kind in kinds and (best is None or found.end > best.end):
            end = tokens[here.begin + found.end - 1].end
            if _ENDS.match(text, end) and not (found.kind == "short" and _AMOUNT.match(text, end)):
                best = found
                if here.begin + found.end == len(tokens):
                    # None is longer.
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
    """The dates in a text, in order, that nothing beside them makes something else; also those that do not exist."""
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
    """Whether a date can begin with this word where it stands."""
    before = text[at - 1 : at]
    if before in _NOT_BEFORE or before == "_" or before.isalnum():
        return False
    if word.isdecimal():
        return not _NOT_BEFORE_DIGITS.search(text[max(at - _LOOK_BACK, 0) : at])
    # In the middle of a line Tor is a man: no weekday has a capital in Norwegian.
    return word.casefold() in FIRST_WORDS and word != "Tor"


@lru_cache(maxsize=2048)
def whole_date(
    text: str, today: date, looking: Looking, kinds: frozenset[Kind] = USUAL, *, linked: bool = False
) -> Written | None:
    """The date that the text is, and nothing else; a full stop may end it. None where it is none.

    A page is read whole at every key, and a table has few dates in many rows, hence the cache.
    """
    words = " ".join(clean(text).split())
    if "full" in kinds and _ISO.fullmatch(words):
        # So they come from spreadsheets, by the thousand.
        on = day(int(words[:4]), int(words[5:7]), int(words[8:]))
        return Written(0, len(words), "full", on, on, on, True, None)
    found = date_at(words, 0, today, looking, kinds, linked=linked)
    return found if found is not None and words[found.end :] in ("", ".") else None


def other_weekdays(text: str, today: date, looking: Looking = "ahead") -> Sequence[Message]:
    """What is to be said of the weekdays beside the dates in a text."""
    if not any(map(str.isalpha, text)):
        return ()
    return tuple(found.remark for found in dates_in(text, today, looking) if found.remark is not None)
