"""The rules for a measurement: its indicator, value, phase and date."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from itertools import islice

import msgspec

from nettverk_tui.model.capture.context import IndicatorName
from nettverk_tui.model.capture.names import fold
from nettverk_tui.model.capture.parse_state import ParseState
from nettverk_tui.model.capture.parsed_line import Measured
from nettverk_tui.model.capture.rules.meetings import not_yet
from nettverk_tui.model.capture.vocabulary import NEW_INDICATOR, PHASE_WORDS, one_of
from nettverk_tui.model.core.dates import Kind, Written, dates_in
from nettverk_tui.model.core.messages import N_, Message

_APART = r"(?<![\w/.,:–-])"
#: Forms of a day inside the text, and of a whole month.
_DAYS: frozenset[Kind] = frozenset({"full", "short", "named", "near", "ago"})
_MONTHS: frozenset[Kind] = frozenset({"month", "short_month"})

_PHASE_OF = {word: phase for phase, words in PHASE_WORDS.items() for word in words}
_PHASE = re.compile(rf"(?<!\w)(?P<word>{one_of(_PHASE_OF)})(?!\w):?", re.IGNORECASE)

#: Anything that might be meant as a number; `_number` decides.
_ANY_NUMBER = r"[0-9]{1,20}(?:[ \u00a0\u202f][0-9]{3}(?![0-9])){0,6}(?:[.,'][0-9]{1,20}){0,6}(?:e[+-]?[0-9]{1,9})?"
_VALUE = re.compile(
    rf"{_APART}(?P<below><[ \t]?)?(?P<value>[+−-]?{_ANY_NUMBER})"
    rf"(?:[ \t]?(?:/|av|of|out\sof)[ \t]?(?P<denominator>{_ANY_NUMBER}))?"
    r"(?P<percent>\s?(?:%|(?:prosent|percent|per\scent|pst)(?!\w)))?(?![\w/]|[.,–-][0-9])",
    re.IGNORECASE,
)
_NOT_A_NUMBER = re.compile(r"(?<!\w)(?:nan|inf|infinity)(?!\w)", re.IGNORECASE)
_ANYTHING_LIKE_A_VALUE = re.compile(rf"{_VALUE.pattern}|{_NOT_A_NUMBER.pattern}", re.IGNORECASE)
#: Decimal comma, no grouping, no exponent: other forms are ambiguous.
_NUMBER = re.compile(r"[+−-]?[0-9]{1,12}(?:,[0-9]{1,6})?")

_MONTHS_OF_A_YEAR = 12
#: The words before the name of a new indicator.
_NEW = re.compile(r"(?:ny|nytt|new)(?:\s(?:indikator|indicator|mål|measure))?\s?:\s*", re.IGNORECASE)
_NO_SUCH_INDICATOR = N_(
    "Group {letter} measures nothing called “{name}”. If it is new, write {new} {name}. It measures: {choices}."
)
_POSITION = re.compile(r"[\s,;]{0,99}(?:(?:nr|no)\.?\s?|#)?(?P<position>[0-9]{1,2})(?::|(?=\s))", re.IGNORECASE)
_WORD = re.compile(r"\S+")
_AROUND_NAME = " \t\n,;:–-"


def _for_measurements(rule: Callable[[ParseState], None]) -> Callable[[ParseState], None]:
    def only(state: ParseState) -> None:
        if state.kind == "measurement":
            rule(state)

    return only


@_for_measurements
def indicator_name(state: ParseState) -> None:
    """Take the full name of an indicator of the group at the start; it may hold numbers, or words such as *før*."""
    rest = state.masked()
    begin = len(rest) - len(rest[state.begin :].lstrip(_AROUND_NAME))
    for indicator in sorted(_of_the_group(state), key=lambda indicator: -len(indicator.name)):
        match = re.compile(re.escape(indicator.name) + r"(?!\w):?", re.IGNORECASE).match(rest, begin)
        if indicator.name and match and state.is_free(*match.span()):
            _set_indicator(state, indicator)
            state.take("indicator_name", *match.span())
            return


@_for_measurements
def indicator_position(state: ParseState) -> None:
    """Take the number of an indicator in the group's list, before the value: `2 29 %`, `nr 2: 29 %`.

    If the group has only one indicator, another number is the value itself.
    """
    rest = state.masked()
    match = _POSITION.match(rest, state.begin)
    if match is None or measured(state).indicator_id or not _ANYTHING_LIKE_A_VALUE.search(rest, match.end()):
        return
    number = int(match["position"])
    found = [indicator for indicator in _of_the_group(state) if indicator.position == number]
    if found:
        _set_indicator(state, found[0])
        state.take("indicator_position", match.end() - len(match[0].lstrip(_AROUND_NAME)), match.end())
    elif len(_of_the_group(state)) > 1:
        state.block("indicator_position", Message(N_("No indicator has number {number}."), {"number": number}))


@_for_measurements
def indicator_words(state: ParseState) -> None:
    """Take the words before the value: an indicator's name, abbreviated or left out, or the name of a new one."""
    if measured(state).indicator_id or state.obstacle:
        return
    rest = state.masked()
    values = [span.start for span in state.spans.values() if span.rule == "value"]
    end = min(values, default=len(rest))
    typed = rest[state.begin : end].strip(_AROUND_NAME)
    indicators = _of_the_group(state)
    found = [indicator for indicator in indicators if _shortens(typed, indicator.name)]
    if len(found) == 1:
        _set_indicator(state, found[0])
    elif found:
        choices = ", ".join(f"{indicator.position} {indicator.name}" for indicator in found)
        state.block("indicator_words", Message(N_("Which indicator is it: {choices}?"), {"choices": choices}))
    elif typed:
        _set_new_indicator(state, " ".join(typed.split()))
    if len(found) < 2:
        # Word by word: a date or *før* between them has been taken already.
        for word in _WORD.finditer(rest, state.begin, end) if typed else ():
            state.take("indicator_words", *word.span())
    if found:
        state.fired["indicator_words"] = None


def _set_new_indicator(state: ParseState, typed: str) -> None:
    """Set the name of a new indicator; ask first, since it may be another spelling of an existing one."""
    name = _NEW.sub("", typed, count=1)
    state.measured = msgspec.structs.replace(measured(state), indicator_name=name)
    group = state.context.group(state.group_id)
    if name != typed or group is None or not measured(state).has_value:
        return
    values = {
        "letter": group.letter,
        "name": name,
        "new": NEW_INDICATOR[state.context.language],
        "choices": ", ".join(f"{indicator.position} {indicator.name}" for indicator in _of_the_group(state)) or "–",
    }
    state.block("indicator_words", Message(_NO_SUCH_INDICATOR, values))


def _shortens(typed: str, name: str) -> bool:
    """Return whether the typed words begin words of the name, in the same order; no words abbreviate every name."""
    words = iter(fold(name).split())
    return all(any(word.startswith(beginning) for word in words) for beginning in fold(typed).split())


def _of_the_group(state: ParseState) -> list[IndicatorName]:
    return [indicator for indicator in state.context.indicators if indicator.group_id == state.group_id]


@_for_measurements
def phase(state: ParseState) -> None:
    """Take `før` or `etter`: measured before or after the change; without either it is a point of a series."""
    match = state.find(_PHASE)
    found = _PHASE_OF.get(match["word"].casefold()) if match else None
    if match is not None and found is not None:
        state.measured = msgspec.structs.replace(measured(state), phase=found)
        state.take("phase", *match.span())


@_for_measurements
def value(state: ParseState) -> None:
    """Take `29 %`, `14/48`, `14 av 48`, `1,5`, `<5`; block ambiguous numbers (1.5, 1 234, 1e3)."""
    if state.obstacle is not None:
        return
    match = _VALUE.search(state.masked(), state.begin)
    if match is None:
        odd = state.find(_NOT_A_NUMBER)
        if odd is not None:
            state.block("value", _not_understood(odd[0]))
        return
    number, out_of = _number(match["value"]), _number(match["denominator"])
    if number is None or (match["denominator"] and out_of is None):
        state.block("value", _not_understood(match[0].strip()))
        return
    if out_of is not None and out_of <= 0:
        state.block("value", Message(N_("A share is of more than nothing: {words}."), {"words": match[0].strip()}))
        return
    if out_of is not None and number > out_of:
        state.block("value", Message(N_("That is more than all of them: {words}."), {"words": match[0].strip()}))
        return
    state.measured = msgspec.structs.replace(
        measured(state),
        below=number if match["below"] else None,
        numerator=number if out_of is not None and not match["below"] else None,
        value=number if out_of is None and not match["below"] else None,
        denominator=out_of,
        percent=match["percent"] is not None,
    )
    state.take("value", *match.span())


def _number(words: str | None) -> float | None:
    if words is None or not _NUMBER.fullmatch(words):
        return None
    return float(words.replace(",", ".").replace("−", "-"))


def _not_understood(words: str) -> Message:
    return Message(N_("Write the number with digits, and a comma for decimals: {words}."), {"words": words})


@_for_measurements
def measured_on(state: ParseState) -> None:
    """Take a date that cannot be a value: 12.3., 12/3-27, 2027-03-12, 12. mars, tor 12.3, i går."""
    for found in _dates(state, _DAYS):
        words = state.line[found.start : found.end]
        sure = found.kind != "short" or words.endswith(".") or not words[0].isdecimal()
        if sure and found.plausible and state.is_free(found.start, found.end):
            _set_day(state, "measured_on", found)
            return


@_for_measurements
def period(state: ParseState) -> None:
    """Take `6/3` or `6.3` after the value as a day; `mars 2027`, or `mars` at an edge of the text, as a month."""
    if measured(state).on is not None:
        return
    value_ends = min((span.end for span in state.spans.values() if span.rule == "value"), default=len(state.line))
    for found in _dates(state, _DAYS | _MONTHS):
        words = state.line[found.start : found.end]
        if not state.is_free(found.start, found.end) or not found.plausible:
            continue
        if found.kind == "short" and found.start >= value_ends:
            _set_day(state, "period", found)
            return
        if found.kind in _MONTHS and (words[-4:].isdecimal() or state.ends_at(found.end)):
            _set_day(state, "period", found)
            return


def _dates(state: ParseState, kinds: frozenset[Kind]) -> Iterator[Written]:
    """Return the first 20 dates in the stretches that no rule has taken."""
    today = date.fromisoformat(state.context.today)
    return islice(dates_in(state.masked(), today, "back", kinds, state.begin), 20)


def _set_day(state: ParseState, rule: str, found: Written) -> None:
    if found.first is None:
        words = state.line[found.start : found.end].strip()
        state.block(rule, Message(N_("There is no such date: {words}."), {"words": words}))
        return
    whole_month = found.kind in _MONTHS
    state.measured = msgspec.structs.replace(measured(state), on=found.first.isoformat(), whole_month=whole_month)
    state.take(rule, found.start, found.end)
    if found.remark is not None:
        state.warn(rule, found.remark)
    if found.first.isoformat() > state.context.today:
        state.block(rule, not_yet(found.first))


def measured(state: ParseState) -> Measured:
    """Return the measurement so far."""
    return state.measured or Measured()


def finished(state: ParseState) -> Measured:
    """Return the finished measurement: a point of a series without a date is of today, other phases need no date."""
    found = measured(state)
    if found.on is None and found.phase == "series" and found.has_value:
        return msgspec.structs.replace(found, on=state.context.today)
    return found


def _set_indicator(state: ParseState, indicator: IndicatorName) -> None:
    found = {"indicator_id": indicator.id, "indicator_name": indicator.name}
    state.measured = msgspec.structs.replace(measured(state), **found)
