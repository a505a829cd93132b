"""Measurements from a table, whatever kind of file it lay in: one row a measurement, of one indicator or of many.

Columns that are not there are filled by the one who imports (which group, which indicator). What is there already, on
the same date and in the same phase, is not imported twice: the same value changes nothing, another one corrects it.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

import msgspec

from nettverk_tui.model.core.lookup import find_group, find_indicator
from nettverk_tui.model.core.messages import N_, Message
from nettverk_tui.model.core.records import Group, Indicator, Measurement, Network
from nettverk_tui.model.core.rows import Rows
from nettverk_tui.model.core.table import Headings, RowFault, Table
from nettverk_tui.model.core.text import clean, one_line
from nettverk_tui.model.core.values import IndicatorKind, Language, Phase
from nettverk_tui.model.measurement.indicator_values import ImportedSeries, IndicatorPage, MeasuredLine
from nettverk_tui.model.measurement.measure_lines import PHASE_OF, in_order
from nettverk_tui.model.measurement.series_table import COLUMNS as SERIES_COLUMNS
from nettverk_tui.model.measurement.series_table import read_cell_day
from nettverk_tui.model.measurement.value_text import Value, fault_of, is_nothing, read_number, read_value

MOST_MEASUREMENTS = 100_000
#: More than these in one table are no indicators: a column of something else is taken for their names.
MOST_NEW_INDICATORS = 1_000

COLUMNS: Mapping[str, Mapping[Language, tuple[str, ...]]] = {
    "group": {"nb": ("gruppe", "bokstav"), "nn": ("gruppe", "bokstav"), "en": ("group", "letter")},
    "indicator": {"nb": ("indikator",), "nn": ("indikator",), "en": ("indicator",)},
    **SERIES_COLUMNS,
    "phase": {"nb": ("fase", "før/etter"), "nn": ("fase", "før/etter"), "en": ("phase", "before/after")},
}
HEADINGS = Headings(
    COLUMNS,
    identifies=lambda known: (
        ("value" in known or {"numerator", "denominator"} <= known)
        and bool(known & {"date", "indicator", "group", "phase"})
    ),
    most_rows=MOST_MEASUREMENTS,
)


class Target(msgspec.Struct, frozen=True):
    """Where rows belong that do not say it themselves."""

    network: Network
    group: str | None = None
    indicator: str | None = None


class MeasuredRow(msgspec.Struct, frozen=True):
    """One row that can be imported: what it says, and what stands there now (None: it is new)."""

    line: int
    letter: str
    indicator: str
    measured: MeasuredLine
    before: Measurement | None = None

    @property
    def same(self) -> bool:
        """Whether it is there already."""
        return self.before is not None and _told(self.before) == _told(self.measured)


class MeasuredTable(msgspec.Struct, frozen=True):
    """What importing a table would do."""

    series: tuple[ImportedSeries, ...]
    rows: tuple[MeasuredRow, ...]
    new_indicators: tuple[str, ...]
    faults: tuple[RowFault, ...]


def read_measurements(
    table: Table, rows: Rows, target: Target, today: date, new_id: Callable[[], str]
) -> MeasuredTable:
    """The rows of a table against what the network has."""
    reading = _Reading(rows, target, today, new_id)
    for number, (line, row) in enumerate(zip(table.lines, table.rows, strict=True)):
        broken = table.broken_in(number)
        faults = [RowFault(line, column, message) for column, message in broken.items()]
        reading.faults += faults
        if not faults:
            reading.row(line, row, counted={"numerator", "denominator"} <= table.known)
    return reading.result()


class _Wrong(Exception):
    def __init__(self, column: str, message: Message) -> None:
        super().__init__(message.text)
        self.column, self.message = column, message


class _Series:
    """The indicator that rows go to: it stands, or is made of them."""

    def __init__(
        self, group: Group, id: str, name: str, stands: Indicator | None, known: Sequence[Measurement]
    ) -> None:
        self.group, self.id, self.name, self.stands = group, id, name, stands
        self.known = {(one.on, one.phase): one for one in known}
        self.lines: dict[tuple[str | None, Phase], tuple[int, MeasuredLine]] = {}
        self.kinds: set[IndicatorKind] = set()


class _Reading:
    def __init__(self, rows: Rows, target: Target, today: date, new_id: Callable[[], str]) -> None:
        self._rows, self._target, self._today, self._new_id = rows, target, today, new_id
        self._groups: dict[str, Group] = {}
        self._series: dict[tuple[str, str], _Series] = {}
        self._of_id: dict[str, _Series] = {}
        self._new = 0
        self.faults: list[RowFault] = []

    def row(self, line: int, row: Mapping[str, str], *, counted: bool) -> None:
        try:
            series = self._series_of(row)
            value = _value(row, series.stands.kind if series.stands is not None else None, counted)
            measured = self._measured(row, value)
            place = (measured.on, measured.phase)
            earlier = series.lines.get(place)
            if earlier is not None:
                if _told(earlier[1]) == _told(measured):
                    return
                raise _Wrong(
                    "date",
                    Message(
                        N_("Line {line} has another value for the same indicator on the same date."),
                        {"line": earlier[0]},
                    ),
                )
            series.lines[place] = (line, measured)
            series.kinds.add(_kind(value))
        except _Wrong as wrong:
            self.faults.append(RowFault(line, wrong.column, wrong.message))

    def _series_of(self, row: Mapping[str, str]) -> _Series:
        letter = clean(row.get("group", "")).strip() or self._target.group
        name = " ".join(clean(row.get("indicator", "")).split()) or self._target.indicator
        if letter is None:
            raise _Wrong("group", Message(N_("Which group is it? Add a column, or --group.")))
        if name is None:
            raise _Wrong("indicator", Message(N_("Which indicator is it? Add a column, or --indicator.")))
        if letter not in self._groups:
            found = find_group(self._rows, self._target.network, letter)
            if isinstance(found, Message):
                raise _Wrong("group", found)
            self._groups[letter] = found
        group = self._groups[letter]
        key = (group.id, name.casefold())
        if key not in self._series:
            found_one = find_indicator(self._rows, group, name)
            stands = found_one if isinstance(found_one, Indicator) else None
            same = self._of_id.get(stands.id) if stands is not None else None
            if same is not None:
                # Two names may mean one indicator.
                return same
            if stands is None and self._new >= MOST_NEW_INDICATORS:
                words = N_("More than {most} new indicators: is this the column of their names?")
                raise _Wrong("indicator", Message(words, {"most": MOST_NEW_INDICATORS}))
            self._new += stands is None
            known = in_order(self._rows.find(Measurement, indicator_id=stands.id)) if stands is not None else ()
            id = stands.id if stands is not None else self._new_id()
            made = _Series(group, id, stands.name if stands is not None else name, stands, known)
            self._series[key] = self._of_id[id] = made
        return self._series[key]

    def _measured(self, row: Mapping[str, str], value: Value) -> MeasuredLine:
        text = clean(row.get("date", "")).strip()
        on = read_cell_day(text, self._today) if text else None
        if text and on is None:
            raise _Wrong(
                "date",
                Message(N_("“{text}” is no date: write it as 12.1.2027 or 2027-01-12."), {"text": one_line(text, 30)}),
            )
        if on is not None and on > self._today:
            message = N_("{day} has not been yet: what was measured has a day behind it.")
            raise _Wrong("date", Message(message, {"day": text}))
        word = clean(row.get("phase", "")).strip().casefold()
        if word and word not in PHASE_OF:
            choices = ", ".join(dict.fromkeys(PHASE_OF))
            message = N_("“{text}” is none of these: {choices}.")
            raise _Wrong("phase", Message(message, {"text": one_line(word, 30), "choices": choices}))
        return MeasuredLine(
            self._new_id(),
            on=on.isoformat() if on is not None else None,
            phase=PHASE_OF.get(word, "series"),
            value=value.value,
            numerator=value.numerator,
            denominator=value.denominator,
            below=value.below,
            text=" ".join(clean(row.get("note", "")).split()),
        )

    def _refuse_typos(self, series: _Series) -> None:
        """Of a new indicator, a few numerators above their denominators are slips; where half of them are, a rate."""
        over = [
            (place, line)
            for place, (line, measured) in series.lines.items()
            if measured.denominator is not None and (measured.numerator or 0) > measured.denominator
        ]
        if series.stands is not None or 2 * len(over) >= len(series.lines):
            return
        for place, line in over:
            _, measured = series.lines.pop(place)
            fault = fault_of(Value(numerator=measured.numerator, denominator=measured.denominator), "proportion")
            if fault is not None:
                self.faults.append(RowFault(line, "numerator", fault))
        series.kinds.discard("rate")

    def result(self) -> MeasuredTable:
        found: list[MeasuredRow] = []
        series: list[ImportedSeries] = []
        for each in self._series.values():
            self._refuse_typos(each)
            rows = [
                MeasuredRow(line, each.group.letter, each.name, _over(measured, before), before)
                for place, (line, measured) in each.lines.items()
                for before in (each.known.get(place),)
            ]
            found += rows
            lines = tuple(row.measured for row in rows if not row.same)
            page = None
            if each.stands is None and lines:
                kind: IndicatorKind = next(iter(each.kinds)) if len(each.kinds) == 1 else "measurement"
                kind = "rate" if each.kinds == {"rate", "proportion"} else kind
                page = IndicatorPage(each.name, kind)
            if lines:
                series.append(ImportedSeries(each.group.id, each.id, lines, page))
        return MeasuredTable(
            tuple(series),
            tuple(sorted(found, key=lambda row: row.line)),
            tuple(f"{e.group.letter}: {e.name}" for e in self._series.values() if e.stands is None and e.lines),
            tuple(sorted(self.faults, key=lambda fault: fault.line)),
        )


def _over(measured: MeasuredLine, before: Measurement | None) -> MeasuredLine:
    """The same line as a correction of what stands; its marks are kept."""
    if before is None:
        return measured
    return msgspec.structs.replace(
        measured,
        id=before.id,
        seen=before.version,
        text=measured.text or before.text,
        excluded=before.excluded,
        new_phase=before.new_phase,
    )


def _told(one: MeasuredLine | Measurement) -> tuple[object, ...]:
    return (one.value, one.numerator, one.denominator, one.below)


def _kind(value: Value) -> IndicatorKind:
    if value.denominator is not None:
        return "rate" if (value.numerator or 0) > value.denominator else "proportion"
    return "proportion" if value.percent else "measurement"


def _value(row: Mapping[str, str], kind: IndicatorKind | None, counted: bool) -> Value:
    if counted and not (is_nothing(row.get("numerator", "")) and not is_nothing(row.get("value", ""))):
        numbers: dict[str, float | None] = {}
        for column in ("numerator", "denominator"):
            text = row.get(column, "")
            number = None if is_nothing(text) else read_number(text)
            if isinstance(number, Message):
                raise _Wrong(column, number)
            numbers[column] = number
        value = Value(numerator=numbers["numerator"], denominator=numbers["denominator"])
        if value.numerator is not None and value.denominator is None:
            raise _Wrong("denominator", Message(N_("The denominator is missing.")))
        column = "denominator" if value.denominator is not None and value.denominator <= 0 else "numerator"
    else:
        read = read_value(row.get("value", ""))
        if isinstance(read, Message):
            raise _Wrong("value", read)
        value, column = read, "value"
    fault = fault_of(value, kind)
    if fault is not None:
        raise _Wrong(column, fault)
    return value
