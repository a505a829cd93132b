"""Write measurements as lines of text for editing, one a line, and read them back.

    12.1.2027   14/48   før   av hånd
    2027-02-12  <5
    mars 2027   –               ny fase

Also reads lines copied from a spreadsheet: columns divided by tabs, with or without the date, numerator and denominator
in columns of their own.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

import msgspec

from nettverk_tui.model.core.dates import Kind, date_at
from nettverk_tui.model.core.messages import N_, Message
from nettverk_tui.model.core.records import Indicator, Measurement
from nettverk_tui.model.core.text import clean, one_line
from nettverk_tui.model.core.values import Language, Phase
from nettverk_tui.model.measurement.indicator_values import MeasuredLine
from nettverk_tui.model.measurement.value_text import Value, fault_of, is_nothing, read_number, read_value
from nettverk_tui.model.network.form import typed_day

MOST_LINES = 2_000

_PHASES: Mapping[Phase, Mapping[Language, str]] = {
    "before": {"nb": "før", "nn": "før", "en": "before"},
    "after": {"nb": "etter", "nn": "etter", "en": "after"},
    "follow_up": {"nb": "oppfølging", "nn": "oppfølging", "en": "follow-up"},
}
_MARKS: Mapping[str, Mapping[Language, str]] = {
    "new_phase": {"nb": "ny fase", "nn": "ny fase", "en": "new phase"},
    "excluded": {"nb": "holdt utenfor", "nn": "halde utanfor", "en": "left out"},
}
_CHANGE: Mapping[Language, str] = {"nb": "endring", "nn": "endring", "en": "change"}

#: Phases by their words in all languages.
PHASE_OF: Mapping[str, Phase] = {word: phase for phase, words in _PHASES.items() for word in words.values()}
_MARK_OF = {word: mark for mark, words in _MARKS.items() for word in words.values()}
_WORD = re.compile(
    rf"^(?P<word>{'|'.join(sorted((*PHASE_OF, *_MARK_OF), key=len, reverse=True))})(?=[\s;,]|$)[\s;,]*", re.IGNORECASE
)
_CHANGED = re.compile(rf"^(?:{'|'.join(set(_CHANGE.values()))})\s+(?P<number>\S+)\s*%?(?=\s|$)", re.IGNORECASE)
#: The longest value at the start of the text: `14 av 48` is one, `29 % av hånd` is `29 %` and a note.
_NUMBER = r"[<+−-]?\s?\d[\d.,]*(?:[ \u00a0\u202f]\d{3}(?!\d))*(?:e[+-]?\d+)?"
_VALUE = re.compile(
    rf"^(?P<value>{_NUMBER}(?:\s*/\s*\S+|\s+(?:av|of)\s+\d\S*)?(?:\s?%|\s(?:prosent|per cent))?)(?=\s|$)"
)
_BEGINS_A_VALUE = re.compile(rf"{_NUMBER}|[–-]")
#: Forms of a date at the start of a line; ambiguous words (*man*, *jul*) are no dates here.
_DATES: frozenset[Kind] = frozenset(
    {"full", "short", "named", "near", "week", "ago", "month", "short_month", "compact"}
)


class Read(NamedTuple):
    """The lines read, the removed rows (id to version), and the faults by line index from 0."""

    lines: Sequence[MeasuredLine]
    removed: Mapping[str, int]
    faults: Mapping[int, Message]
    #: All measurements as edited, for the preview.
    measurements: Sequence[Measurement]


def in_order(measurements: Iterable[Measurement]) -> Sequence[Measurement]:
    """Return the undeleted measurements by date; without one, *before* first and others last."""
    return sorted(
        (measurement for measurement in measurements if not measurement.deleted),
        key=lambda measurement: (
            0 if measurement.on else -1 if measurement.phase == "before" else 1,
            measurement.on or "",
        ),
    )


def written(measurement: Measurement, language: Language) -> str:
    """Return the line of a measurement, in the form that `read` takes."""
    day = typed_day(measurement.on) if measurement.on is not None else ""
    parts = [day, _value_written(measurement, language)]
    if measurement.phase != "series":
        parts.append(_PHASES[measurement.phase][language])
    parts += [words[language] for mark, words in _MARKS.items() if getattr(measurement, mark)]
    parts.append(" ".join(measurement.text.split()))
    return "  ".join(part for part in parts if part)


def _value_written(measurement: Measurement, language: Language) -> str:
    if measurement.change_percent is not None:
        return f"{_CHANGE[language]} {_digits(measurement.change_percent)} %"
    under = f"/{_digits(measurement.denominator)}" if measurement.denominator is not None else ""
    if measurement.below is not None:
        return f"<{_digits(measurement.below)}{under}"
    if measurement.numerator is not None:
        return f"{_digits(measurement.numerator)}{under}"
    if measurement.value is not None:
        return _digits(measurement.value)
    return "–" if not measurement.text else ""


def _digits(number: float) -> str:
    return (str(int(number)) if number == int(number) else repr(number).replace(".", ",")).replace("-", "−")


def read(
    text: str,
    indicator: Indicator,
    known: Sequence[Measurement],
    today: date,
    new_id: Callable[[], str],
    language: Language,
) -> Read:
    """Compare edited lines with the stored measurements.

    An unchanged line keeps its row. A changed line keeps the row with its date and phase. The rows of missing lines are
    removed, unless any line has a fault.
    """
    left = {measurement.id: measurement for measurement in in_order(known)}
    unchanged: dict[str, list[str]] = {}
    for measurement in left.values():
        unchanged.setdefault(written(measurement, language), []).append(measurement.id)
    rows = [line.strip() for line in clean(text).split("\n")]
    faults: dict[int, Message] = {}
    typed: list[tuple[int, MeasuredLine]] = []
    edited: list[Measurement] = []
    for at, row in enumerate(rows):
        if unchanged.get(row):
            edited.append(left.pop(unchanged[row].pop(0)))
        elif row:
            line = _line(row, indicator, today)
            if isinstance(line, Message):
                faults[at] = line
            else:
                typed.append((at, line))
    if len(rows) > MOST_LINES:
        faults[MOST_LINES] = Message(N_("More than {most} lines: import them from a file."), {"most": MOST_LINES})
    taken = {(measurement.on, measurement.phase) for measurement in edited}
    lines = []
    for at, line in typed:
        place = (line.on, line.phase)
        if line.phase == "series" and line.on is not None and place in taken:
            faults[at] = Message(N_("There are two values on {day}: keep one of them."), {"day": typed_day(line.on)})
            continue
        taken.add(place)
        same = next((row for row in left.values() if (row.on, row.phase) == place), None)
        if same is not None:
            del left[same.id]
        line = msgspec.structs.replace(
            line, id=same.id if same is not None else new_id(), seen=same.version if same is not None else 0
        )
        lines.append(line)
        edited.append(line.as_row(indicator.id))
    # A line that cannot be read may belong to a row without a line.
    removed = {} if faults else {measurement.id: measurement.version for measurement in left.values()}
    return Read(lines, removed, faults, in_order(edited))


def _line(row: str, indicator: Indicator, today: date) -> MeasuredLine | Message:
    on, rest = day_first(row, today)
    if isinstance(on, Message):
        return on
    if on is not None and on > today.isoformat():
        return Message(N_("{day} has not been yet: what was measured has a day behind it."), {"day": typed_day(on)})
    changed = _CHANGED.match(rest)
    if changed is not None:
        number = read_number(changed["number"])
        if isinstance(number, Message):
            return number
        return _marked(MeasuredLine("", on=on, change_percent=number), rest[changed.end() :])
    value, rest = _value(rest, indicator)
    if isinstance(value, Message):
        return value
    fault = fault_of(value, indicator.kind)
    if fault is not None:
        return fault
    line = MeasuredLine(
        "",
        on=on,
        value=value.value,
        numerator=value.numerator,
        denominator=value.denominator,
        below=value.below,
    )
    return _marked(line, rest)


def day_first(row: str, today: date) -> tuple[str | Message | None, str]:
    """Return the ISO date at the start of a line and the rest; a date without a year is the last one past."""
    found = date_at(row, 0, today, "back", _DATES)
    if found is not None and found.first is not None:
        rest = row[found.end :].lstrip(" \t:,;")
        # 3/9 alone, or before words, is a value.
        counted = found.kind == "short" and "/" in row[: found.end] and not _BEGINS_A_VALUE.match(rest)
        if row[found.end : found.end + 1] in ("", " ", "\t", ":", ",", ";") and not counted:
            return found.first.isoformat(), rest
    if re.match(r"\d{1,4}[.-]\d{1,2}[.-]\d{1,4}(?!\d)", row):
        message = N_("“{text}” is no date: write it as 12.1.2027 or 2027-01-12.")
        return Message(message, {"text": one_line(row.split()[0], 30)}), row
    return None, row.lstrip("\t ")


def _value(rest: str, indicator: Indicator) -> tuple[Value | Message, str]:
    cells = [cell.strip() for cell in rest.split("\t")]
    if len(cells) > 1 and indicator.kind in ("proportion", "rate"):
        above, under = read_value(cells[0]), read_value(cells[1])
        apart = isinstance(above, Value) and isinstance(under, Value) and under.value is not None
        if apart and isinstance(above, Value) and isinstance(under, Value) and above.value is not None:
            return Value(numerator=above.value, denominator=under.value), " ".join(cells[2:])
    first = cells[0].split(" ")[0]
    if is_nothing(first):
        return Value(), " ".join(rest.replace("\t", " ").split())[len(first) :].strip()
    rest = " ".join(rest.replace("\t", " ").split())
    match = _VALUE.match(rest)
    if match is None:
        if indicator.kind == "qualitative" or _WORD.match(rest):
            return Value(), rest
        return read_value(first), rest
    return read_value(match["value"]), rest[match.end() :].strip()


def _marked(line: MeasuredLine, rest: str) -> MeasuredLine:
    """Return the line with the phase and marks that follow the value; the remaining text is its note."""
    rest = rest.strip()
    while match := _WORD.match(rest):
        word = match["word"].casefold()
        line = (
            msgspec.structs.replace(line, phase=PHASE_OF[word])
            if word in PHASE_OF
            else msgspec.structs.replace(line, **{_MARK_OF[word]: True})
        )
        rest = rest[match.end() :]
    return msgspec.structs.replace(line, text=" ".join(rest.split()))
