"""The rules for the due date of an action: words that announce a date, and a date at the end of the line."""

import re
from collections.abc import Iterable
from datetime import date
from itertools import islice

from nettverk_tui.model.capture.parse_state import ParseState
from nettverk_tui.model.capture.parsed_line import Due
from nettverk_tui.model.core.dates import USUAL, Kind, Written, can_begin, date_at, other_weekdays, whole_date
from nettverk_tui.model.core.messages import N_, Message
from nettverk_tui.model.core.text import clean

_MARK = r"(?:med\s)?frist(?:en)?(?:\ser)?|deadline(?:\sis)?|due(?:\s(?:by|on))?"
_ALWAYS = rf"(?:{_MARK})(?:[ \t]?[:=])?|innen|innan|senest|seinast"
#: The words before any date; a bare colon touches it: `:fre`.
_ANNOUNCED = re.compile(
    rf"(?<!\w)(?:(?:{_ALWAYS}|(?P<by>by)|(?P<within>within))[ \t]{{1,3}}|frist:)|(?<!\S):(?=\S)",
    re.IGNORECASE,
)
#: English *by* also means *by how much*, and *within* goes with how long.
_BY: frozenset[Kind] = USUAL - {"length"}
_WITHIN: frozenset[Kind] = frozenset({"length", "ahead", "stretch", "part"})

_GATHERING = r"(?:neste\s(?:samling(?:en|a)?|gang|gong)|(?:the\s)?next\s(?:gathering|time))"
_GATHERING_ENDS = r"(?![\w/]|[.,][0-9])"
_NEXT_GATHERING = re.compile(
    rf"(?:(?<!\w)(?:{_ALWAYS}|by|til|før|to|until|before)[ \t]{{1,3}}|(?<!\S):){_GATHERING}{_GATHERING_ENDS}",
    re.IGNORECASE,
)

#: Forms of a date at the end of the line without a word before it, and after a name: `@Liv 15/12`.
_BY_ITSELF: frozenset[Kind] = frozenset(
    {"full", "named", "near", "ahead", "weekday", "stretch", "part", "before", "short"}
)
_BEHIND_A_NAME: frozenset[Kind] = USUAL - {"length", "month"}
_BEFORE_THE_SENTENCE: frozenset[Kind] = frozenset({"full", "short", "named"})
#: After these words it belongs to the sentence: *tallene fra 1.1.2027*, *hver fredag*, *mandag og tirsdag*.
_PART_OF_THE_SENTENCE = re.compile(
    r"(?:(?<!\w)(?:og|eller|samt|hver|kvar|før|before|fra|frå|siden|sidan|etter|mot|av|per|pr|til|i|and|or|every|each|from|since"
    r"|after|of|until|to|than|enn)\.?|[-–/&+])\s{0,3}\Z",
    re.IGNORECASE,
)
#: A time of day may follow; it stays.
_CLOCK = re.compile(
    r"[ ,]{1,3}(?:kl\.?|klokka|klokken|at)\s?[0-9]{1,2}(?:[.:][0-9]{2})?(?:\s?[–-]\s?[0-9]{1,2}(?:[.:][0-9]{2})?)?",
    re.IGNORECASE,
)
_ONE_NAME = re.compile(r"[^\W\d_]+\.?")
#: The characters searched for a date at the end of the line, limited as it happens at every key.
_TAIL = 80
_WORD = re.compile(r"[0-9]+|[^\W\d_]+")
_MOST_MARKS = 100

#: Words after *frist* that make it a word of the sentence: *frist for søknaden*.
_NO_MARK = r"(?:for|med|av|og|eller|som|hos|fra|frå|with|and|or|of|from|that|to)(?!\w)"
_MARKED = re.compile(
    rf"(?<!\w)(?P<mark>{_MARK})(?P<colon>[ \t]?[:=])?(?:[ \t]{{1,3}}|(?<=:))(?!{_NO_MARK})"
    r"(?P<words>[^\s,;()@#%]+(?:[ \t][^\s,;()@#%]+){0,3})|(?<!\w)(?:frist|deadline):?\s*\Z",
    re.IGNORECASE,
)


def due_date(state: ParseState) -> None:
    """Take the first date after a word that announces one: `frist 6/3`, `innen fredag`, `:fre`, `by next Friday`."""
    if state.kind != "action":
        return
    for match in islice(_ANNOUNCED.finditer(state.line, state.begin), _MOST_MARKS):
        kinds = _BY if match["by"] else _WITHIN if match["within"] else USUAL
        found = date_at(state.line, match.end(), _today(state), "ahead", kinds, linked=True)
        if found is None or not state.is_free(match.start(), found.end):
            continue
        if state.due is not None and found.on is not None:
            words = state.line[match.start() : found.end].strip()
            state.warn("due_date", Message(N_("The first date counts, not “{words}”."), {"words": words}))
        else:
            _accept(state, "due_date", match.start(), found)


def _today(state: ParseState) -> date:
    return date.fromisoformat(state.context.today)


def _accept(state: ParseState, rule: str, start: int, found: Written) -> None:
    if found.on is None:
        state.impossible.append((start, found.end))
        return
    state.due = Due("date", found.on.isoformat(), found.on.weekday())
    state.take(rule, start, found.end)
    if found.remark is not None:
        state.warn(rule, found.remark)


def due_gathering(state: ParseState) -> None:
    """Take `frist neste samling`: due when that gathering closes, whether or not its date is known."""
    match = state.find(_NEXT_GATHERING) if state.kind == "action" and state.due is None else None
    if match is None:
        return
    on = state.context.next_gathering_on
    state.due = Due("next_gathering", on, date.fromisoformat(on).weekday() if on else None)
    state.take("due_gathering", *match.span())


def due_at_the_edge(state: ParseState) -> None:
    """Take a date at the end of the line: `Ring apoteket 6. mars`, `… på fredag`, `… @Liv 15/12`."""
    if state.kind != "action" or state.due is not None or state.impossible:
        return
    start, end = state.sentence()
    today, line = _today(state), state.line
    for word in _WORD.finditer(line, max(start, end - _TAIL), end):
        if not can_begin(line, word.start(), word[0]):
            continue
        named = _name_before(state, word.start())
        found = date_at(line, word.start(), today, "ahead", _BEHIND_A_NAME if named else _BY_ITSELF, linked=named)
        if found is None or not state.is_free(found.start, found.end):
            continue
        if not (state.ends_at(found.end) or _CLOCK.fullmatch(line, found.end, state.sentence()[1])):
            continue
        if not named and _PART_OF_THE_SENTENCE.search(line, max(found.start - 16, 0), found.start):
            return
        if named or _says_when(line, found):
            # A past date cannot be a due date here.
            if found.on is None or found.on >= today:
                _accept(state, "due_at_the_edge", found.start, found)
            return
    if state.mentions and start < end:
        found = date_at(line, start, today, "ahead", _BEFORE_THE_SENTENCE) if _name_before(state, start) else None
        if found is not None and found.on is not None and state.is_free(found.start, found.end):
            _accept(state, "due_at_the_edge", found.start, found)


def _name_before(state: ParseState, at: int) -> bool:
    """Return whether only spaces and a comma separate a name with @ from this index."""
    before = state.line[:at].rstrip(" \t,")
    return any(mention.end == len(before) for mention in state.mentions)


def _says_when(line: str, found: Written) -> bool:
    """Return whether a date form is unambiguous at the end of a line.

    *på fredag*, *fredag 10.12*, *neste uke*, *i løpet av mars* are; *fredag*, *10.12*, *neste måned* may be anything.
    """
    words = line[found.start : found.end]
    if found.kind == "weekday":
        return _ONE_NAME.fullmatch(words) is None
    if found.kind == "short":
        return not words[0].isdecimal()
    if found.kind == "part":
        return words.casefold().startswith(("i ", "at ", "ut "))
    days = (found.last - found.first).days if found.first is not None and found.last is not None else 0
    return days < 7


def impossible_date(state: ParseState) -> None:
    """Warn of a date that does not exist; it stays in the text."""
    for start, end in state.impossible:
        words = state.line[start:end].strip(" :")
        state.warn("impossible_date", Message(N_("There is no such date: {words}."), {"words": words}))


def no_date(state: ParseState) -> None:
    """Warn of words after `frist` that are no date; they stay in the text."""
    if state.kind != "action" or state.due is not None or state.impossible:
        return
    match = state.find(_MARKED)
    if match is None:
        return
    if match["words"] is None:
        state.warn("no_date", Message(N_("When is it due? Write 15/12, fri, week 50, +2w or next gathering.")))
    else:
        told = {"words": match["words"].rstrip(".!?")}
        state.warn(
            "no_date", Message(N_("“{words}” is no date. Write 15/12, fri, week 50, +2w or next gathering."), told)
        )


def past_due(state: ParseState) -> None:
    """Warn of a due date in the past; it is stored as written."""
    if state.due is not None and state.due.on is not None and state.due.on < state.context.today:
        state.warn("past_due", date_has_passed(state.due.on))


def date_has_passed(on: str) -> Message:
    """Return the warning about an ISO date in the past where a future one is expected."""
    return Message(N_("That date has been: {date}."), {"date": on})


# --- a date by itself, as an answer

_PREFIX = re.compile(rf"(?:(?:{_ALWAYS}|by|within)[ \t]{{1,3}}|:)", re.IGNORECASE)
_GATHERING_ALONE = re.compile(rf"(?:(?:{_ALWAYS}|by|til|to)\s|:)?{_GATHERING}\.?", re.IGNORECASE)


def date_in(text: str, today: str) -> Due | None:
    """Return the date that is the whole text, in any form of a due date, with or without its word; else None.

    `today` is an ISO date. *Next gathering* has no date here.
    """
    words = " ".join(clean(text).split())
    if _GATHERING_ALONE.fullmatch(words):
        return Due("next_gathering", None, None)
    prefix = _PREFIX.match(words)
    found = whole_date(words[prefix.end() :] if prefix else words, date.fromisoformat(today), "ahead", linked=True)
    return Due("date", found.on.isoformat(), found.on.weekday()) if found is not None and found.on is not None else None


def remarks_on(text: str, today: str) -> Iterable[Message]:
    """Yield remarks on a date that is the whole text: the weekday does not match, or the date has passed."""
    yield from other_weekdays(text, date.fromisoformat(today))
    due = date_in(text, today)
    if due is not None and due.on is not None and due.on < today:
        yield date_has_passed(due.on)
