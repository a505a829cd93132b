"""Measurements from a table, whatever its file format: one row a measurement, of one indicator or of many.

`Target` fills in missing columns (group, indicator). A stored measurement with the same date and phase is not imported
twice: the same value changes nothing, another value corrects it.
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
#: The most new indicators of one table; more are a sign of a wrong column.
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
    """Network, group and indicator of rows that do not name them."""

    network: Network
    group: str | None = None
    indicator: str | None = None


class MeasuredRow(msgspec.Struct, frozen=True):
    """One row to import, and the stored measurement it corrects (None: it is new)."""

    line: int
    letter: str
    indicator: str
    measured: MeasuredLine
    before: Measurement | None = None

    @property
    def same(self) -> bool:
        """Whether it equals the stored measurement."""
        return self.before is not None and _numbers(self.before) == _numbers(self.measured)


class MeasuredTable(msgspec.Struct, frozen=True):
    """The result of importing a table."""

    series: tuple[ImportedSeries, ...]
    rows: tuple[MeasuredRow, ...]
    new_indicators: tuple[str, ...]
    faults: tuple[RowFault, ...]


def read_measurements(
    table: Table, rows: Rows, target: Target, today: date, new_id: Callable[[], str]
) -> MeasuredTable:
    """Compare the rows of a table with the stored measurements of a network, without changing them."""
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
    """The rows of one indicator; `stored` is the stored indicator, None if it is new."""

    def __init__(
        self, group: Group, id: str, name: str, stored: Indicator | None, known: Sequence[Measurement]
    ) -> None:
        self.group, self.id, self.name, self.stored = group, id, name, stored
        self.known = {(measurement.on, measurement.phase): measurement for measurement in known}
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
            value = _value(row, series.stored.kind if series.stored is not None else None, counted)
            measured = self._measured(row, value)
            place = (measured.on, measured.phase)
            earlier = series.lines.get(place)
            if earlier is not None:
                if _numbers(earlier[1]) == _numbers(measured):
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
            stored = found_one if isinstance(found_one, Indicator) else None
            same = self._of_id.get(stored.id) if stored is not None else None
            if same is not None:
                # Two names may refer to one indicator.
                return same
            if stored is None and self._new >= MOST_NEW_INDICATORS:
                words = N_("More than {most} new indicators: is this the column of their names?")
                raise _Wrong("indicator", Message(words, {"most": MOST_NEW_INDICATORS}))
            self._new += stored is None
            known = in_order(self._rows.find(Measurement, indicator_id=stored.id)) if stored is not None else ()
            id = stored.id if stored is not None else self._new_id()
            made = _Series(group, id, stored.name if stored is not None else name, stored, known)
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
        """Refuse the numerators above their denominators of a new indicator, unless half are: then it is a rate."""
        over = [
            (place, line)
            for place, (line, measured) in series.lines.items()
            if measured.denominator is not None and (measured.numerator or 0) > measured.denominator
        ]
        if series.stored is not None or 2 * len(over) >= len(series.lines):
            return
        for place, line in over:
            _, measured = series.lines.pop(place)
            fault = fault_of(Value(numerator=measured.numerator, denominator=measured.denominator), "proportion")
            if fault is not None:
                self.faults.append(RowFault(line, "numerator", fault))
        series.kinds.discard("rate")

    def result(self) -> MeasuredTable:
        found: list[MeasuredRow] = []
        imported: list[ImportedSeries] = []
        for series in self._series.values():
            self._refuse_typos(series)
            rows = [
                MeasuredRow(line, series.group.letter, series.name, _as_correction(measured, before), before)
                for place, (line, measured) in series.lines.items()
                for before in (series.known.get(place),)
            ]
            found += rows
            lines = tuple(row.measured for row in rows if not row.same)
            page = None
            if series.stored is None and lines:
                kind: IndicatorKind = next(iter(series.kinds)) if len(series.kinds) == 1 else "measurement"
                kind = "rate" if series.kinds == {"rate", "proportion"} else kind
                page = IndicatorPage(series.name, kind)
            if lines:
                imported.append(ImportedSeries(series.group.id, series.id, lines, page))
        return MeasuredTable(
            tuple(imported),
            tuple(sorted(found, key=lambda row: row.line)),
            tuple(
                f"{series.group.letter}: {series.name}"
                for series in self._series.values()
                if series.stored is None and series.lines
            ),
            tuple(sorted(self.faults, key=lambda fault: fault.line)),
        )


def _as_correction(measured: MeasuredLine, before: Measurement | None) -> MeasuredLine:
    """Return a line as a correction of a stored measurement, which keeps its marks."""
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


def _numbers(row: MeasuredLine | Measurement) -> tuple[object, ...]:
    return (row.value, row.numerator, row.denominator, row.below)


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
