"""The rules about a measurement typed in the line: which indicator, which value, before or after, and when."""

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
#: Days in the middle of what is measured, and whole months.
_DAYS: frozenset[Kind] = frozenset({"full", "short", "named", "near", "ago"})
_MONTHS: frozenset[Kind] = frozenset({"month", "short_month"})

_PHASE_OF = {word: phase for phase, words in PHASE_WORDS.items() for word in words}
_PHASE = re.compile(rf"(?<!\w)(?P<word>{one_of(_PHASE_OF)})(?!\w):?", re.IGNORECASE)

#: Whatever somebody might mean as a number; only what `_number` accepts is one.
_ANY_NUMBER = r"[0-9]{1,20}(?:[ \u00a0\u202f][0-9]{3}(?![0-9])){0,6}(?:[.,'][0-9]{1,20}){0,6}(?:e[+-]?[0-9]{1,9})?"
_VALUE = re.compile(
    rf"{_APART}(?P<below><[ \t]?)?(?P<value>[+−-]?{_ANY_NUMBER})"
    rf"(?:[ \t]?(?:/|av|of|out\sof)[ \t]?(?P<denominator>{_ANY_NUMBER}))?"
    r"(?P<percent>\s?(?:%|(?:prosent|percent|per\scent|pst)(?!\w)))?(?![\w/]|[.,–-][0-9])",
    re.IGNORECASE,
)
_NOT_A_NUMBER = re.compile(r"(?<!\w)(?:nan|inf|infinity)(?!\w)", re.IGNORECASE)
_ANYTHING_LIKE_A_VALUE = re.compile(rf"{_VALUE.pattern}|{_NOT_A_NUMBER.pattern}", re.IGNORECASE)
#: Decimal comma, no grouping, no exponent: the rest could be read in two ways.
_NUMBER = re.compile(r"[+−-]?[0-9]{1,12}(?:,[0-9]{1,6})?")

_MONTHS_OF_A_YEAR = 12
#: Before the name of what nobody has measured yet.
_NEW = re.compile(r"(?:ny|nytt|new)(?:\s(?:indikator|indicator|mål|measure))?\s?:\s*", re.IGNORECASE)
_NO_SUCH_INDICATOR = N_(
    "Group {letter} measures nothing called “{name}”. If it is new, write {new} {name}. It measures: {choices}."
)
_POSITION = re.compile(r"[\s,;]{0,99}(?:(?:nr|no)\.?\s?|#)?(?P<position>[0-9]{1,2})(?::|(?=\s))", re.IGNORECASE)
_WORD = re.compile(r"\S+")
_AROUND_NAME = " \t\n,;:–-"


def _for_measurements(rule: Callable[[ParseState], None]) -> Callable[[ParseState], None]:
    def only(reading: ParseState) -> None:
        if reading.kind == "measurement":
            rule(reading)

    return only


@_for_measurements
def indicator_name(reading: ParseState) -> None:
    """The whole name of an indicator of the group, first in the line; it may hold numbers, or words such as *før*."""
    rest = reading.masked()
    begin = len(rest) - len(rest[reading.begin :].lstrip(_AROUND_NAME))
    for indicator in sorted(_of_the_group(reading), key=lambda one: -len(one.name)):
        match = re.compile(re.escape(indicator.name) + r"(?!\w):?", re.IGNORECASE).match(rest, begin)
        if indicator.name and match and reading.is_free(*match.span()):
            _set_indicator(reading, indicator)
            reading.take("indicator_name", *match.span())
            return


@_for_measurements
def indicator_position(reading: ParseState) -> None:
    """The number of an indicator in the group's list, before the value: `2 29 %`, `nr 2: 29 %`. Where there is only one
    to choose, another number is the value itself."""
    rest = reading.masked()
    match = _POSITION.match(rest, reading.begin)
    if match is None or measured(reading).indicator_id or not _ANYTHING_LIKE_A_VALUE.search(rest, match.end()):
        return
    number = int(match["position"])
    found = [one for one in _of_the_group(reading) if one.position == number]
    if found:
        _set_indicator(reading, found[0])
        reading.take("indicator_position", match.end() - len(match[0].lstrip(_AROUND_NAME)), match.end())
    elif len(_of_the_group(reading)) > 1:
        reading.block("indicator_position", Message(N_("No indicator has number {number}."), {"number": number}))


@_for_measurements
def indicator_words(reading: ParseState) -> None:
    """Words before the value: those of one indicator's name, shortened or left out, or else the name of a new one."""
    if measured(reading).indicator_id or reading.obstacle:
        return
    rest = reading.masked()
    values = [span.start for span in reading.spans.values() if span.rule == "value"]
    end = min(values, default=len(rest))
    typed = rest[reading.begin : end].strip(_AROUND_NAME)
    indicators = _of_the_group(reading)
    found = [one for one in indicators if _shortens(typed, one.name)]
    if len(found) == 1:
        _set_indicator(reading, found[0])
    elif found:
        choices = ", ".join(f"{one.position} {one.name}" for one in found)
        reading.block("indicator_words", Message(N_("Which indicator is it: {choices}?"), {"choices": choices}))
    elif typed:
        _set_new_indicator(reading, " ".join(typed.split()))
    if len(found) < 2:
        # Word by word: a date or *før* between them has been taken already.
        for word in _WORD.finditer(rest, reading.begin, end) if typed else ():
            reading.take("indicator_words", *word.span())
    if found:
        reading.fired["indicator_words"] = None


def _set_new_indicator(reading: ParseState, typed: str) -> None:
    """What nobody has measured is asked about: it may be one of the others, written in another way."""
    name = _NEW.sub("", typed, count=1)
    reading.measured = msgspec.structs.replace(measured(reading), indicator_name=name)
    group = reading.around.group(reading.group_id)
    if name != typed or group is None or not measured(reading).has_value:
        return
    values = {
        "letter": group.letter,
        "name": name,
        "new": NEW_INDICATOR[reading.around.language],
        "choices": ", ".join(f"{one.position} {one.name}" for one in _of_the_group(reading)) or "–",
    }
    reading.block("indicator_words", Message(_NO_SUCH_INDICATOR, values))


def _shortens(typed: str, name: str) -> bool:
    """Whether each word typed begins a word of the name, in the same order; nothing typed shortens every name."""
    words = iter(fold(name).split())
    return all(any(word.startswith(beginning) for word in words) for beginning in fold(typed).split())


def _of_the_group(reading: ParseState) -> list[IndicatorName]:
    return [one for one in reading.around.indicators if one.group_id == reading.group_id]


@_for_measurements
def phase(reading: ParseState) -> None:
    """`før` or `etter`: measured before or after the change; a point of a series where neither is written."""
    match = reading.find(_PHASE)
    found = _PHASE_OF.get(match["word"].casefold()) if match else None
    if match is not None and found is not None:
        reading.measured = msgspec.structs.replace(measured(reading), phase=found)
        reading.take("phase", *match.span())


@_for_measurements
def value(reading: ParseState) -> None:
    """`29 %`, `14/48`, `14 av 48`, `1,5`, `<5`. What can be read in two ways (1.5, 1 234, 1e3) is asked back."""
    if reading.obstacle is not None:
        return
    match = _VALUE.search(reading.masked(), reading.begin)
    if match is None:
        odd = reading.find(_NOT_A_NUMBER)
        if odd is not None:
            reading.block("value", _not_understood(odd[0]))
        return
    number, out_of = _number(match["value"]), _number(match["denominator"])
    if number is None or (match["denominator"] and out_of is None):
        reading.block("value", _not_understood(match[0].strip()))
        return
    if out_of is not None and out_of <= 0:
        reading.block("value", Message(N_("A share is of more than nothing: {words}."), {"words": match[0].strip()}))
        return
    if out_of is not None and number > out_of:
        reading.block("value", Message(N_("That is more than all of them: {words}."), {"words": match[0].strip()}))
        return
    reading.measured = msgspec.structs.replace(
        measured(reading),
        below=number if match["below"] else None,
        numerator=number if out_of is not None and not match["below"] else None,
        value=number if out_of is None and not match["below"] else None,
        denominator=out_of,
        percent=match["percent"] is not None,
    )
    reading.take("value", *match.span())


def _number(words: str | None) -> float | None:
    if words is None or not _NUMBER.fullmatch(words):
        return None
    return float(words.replace(",", ".").replace("−", "-"))


def _not_understood(words: str) -> Message:
    return Message(N_("Write the number with digits, and a comma for decimals: {words}."), {"words": words})


@_for_measurements
def measured_on(reading: ParseState) -> None:
    """A day that cannot be a value: 12.3., 12/3-27, 2027-03-12, 12. mars, tor 12.3, i går."""
    for found in _dates(reading, _DAYS):
        words = reading.line[found.start : found.end]
        sure = found.kind != "short" or words.endswith(".") or not words[0].isdecimal()
        if sure and found.plausible and reading.is_free(found.start, found.end):
            _set_day(reading, "measured_on", found)
            return


@_for_measurements
def period(reading: ParseState) -> None:
    """`6/3` or `6.3` after the value is a day, and `mars` at an edge of what is written, or `mars 2027`, a month."""
    if measured(reading).on is not None:
        return
    value_ends = min((span.end for span in reading.spans.values() if span.rule == "value"), default=len(reading.line))
    for found in _dates(reading, _DAYS | _MONTHS):
        words = reading.line[found.start : found.end]
        if not reading.is_free(found.start, found.end) or not found.plausible:
            continue
        if found.kind == "short" and found.start >= value_ends:
            _set_day(reading, "period", found)
            return
        if found.kind in _MONTHS and (words[-4:].isdecimal() or reading.ends_at(found.end)):
            _set_day(reading, "period", found)
            return


def _dates(reading: ParseState, kinds: frozenset[Kind]) -> Iterator[Written]:
    """The first dates in what nothing has been taken of; a line of more is a document."""
    today = date.fromisoformat(reading.around.today)
    return islice(dates_in(reading.masked(), today, "back", kinds, reading.begin), 20)


def _set_day(reading: ParseState, rule: str, found: Written) -> None:
    if found.first is None:
        words = reading.line[found.start : found.end].strip()
        reading.block(rule, Message(N_("There is no such date: {words}."), {"words": words}))
        return
    whole_month = found.kind in _MONTHS
    reading.measured = msgspec.structs.replace(measured(reading), on=found.first.isoformat(), whole_month=whole_month)
    reading.take(rule, found.start, found.end)
    if found.remark is not None:
        reading.warn(rule, found.remark)
    if found.first.isoformat() > reading.around.today:
        reading.block(rule, not_yet(found.first))


def measured(reading: ParseState) -> Measured:
    """What is known of the measurement so far."""
    return reading.measured or Measured()


def concluded(reading: ParseState) -> Measured:
    """The measurement; a point of a series is of today where no day is written, before and after may go without."""
    found = measured(reading)
    if found.on is None and found.phase == "series" and found.has_value:
        return msgspec.structs.replace(found, on=reading.around.today)
    return found


def _set_indicator(reading: ParseState, indicator: IndicatorName) -> None:
    found = {"indicator_id": indicator.id, "indicator_name": indicator.name}
    reading.measured = msgspec.structs.replace(measured(reading), **found)
