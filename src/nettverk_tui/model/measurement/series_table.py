"""A series of measurements from any table: one row a point, in order of date if every row has one."""

import re
from collections import Counter
from collections.abc import Mapping
from datetime import date
from fractions import Fraction

import msgspec

from nettverk_tui.model.core.dates import DAYS, Kind, other_weekdays, whole_date
from nettverk_tui.model.core.messages import N_, Message
from nettverk_tui.model.core.table import Headings, RowFault, Table
from nettverk_tui.model.core.text import clean, one_line
from nettverk_tui.model.core.values import ChartKind, Language
from nettverk_tui.model.measurement.measures import Point
from nettverk_tui.model.measurement.value_text import Value, fault_of, is_nothing, read_number, read_value

#: The time after a date, as registers and other programs write it.
_TIME_OF_DAY = re.compile(r"[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?$")
#: Forms of a day, or of a month (its first day).
_MEASURED: frozenset[Kind] = DAYS - {"feast"} | frozenset[Kind]({"month", "short_month"})
#: A point a day for 80 years.
MOST_POINTS = 30_000

COLUMNS: Mapping[str, Mapping[Language, tuple[str, ...]]] = {
    "value": {"nb": ("verdi", "måling"), "nn": ("verdi", "måling"), "en": ("value",)},
    "numerator": {"nb": ("teller",), "nn": ("teljar",), "en": ("numerator",)},
    "denominator": {"nb": ("nevner",), "nn": ("nemnar",), "en": ("denominator",)},
    "date": {"nb": ("dato", "dag"), "nn": ("dato", "dag"), "en": ("date", "day")},
    "note": {"nb": ("merknad", "kommentar"), "nn": ("merknad", "kommentar"), "en": ("note", "comment")},
}
HEADINGS = Headings(
    COLUMNS,
    identifies=lambda known: "value" in known or {"numerator", "denominator"} <= known,
    most_rows=MOST_POINTS,
)


class Series(msgspec.Struct, frozen=True):
    """The points, notes by index of a point from 0, faults of rows, and remarks for the user.

    If there are numerators and denominators, a value is x/n as a fraction of one.
    """

    points: tuple[Point, ...]
    notes: Mapping[int, str] = {}
    faults: tuple[RowFault, ...] = ()
    remarks: tuple[Message, ...] = ()

    @property
    def ratio(self) -> bool:
        """Whether values are x of n."""
        return any(point.denominator is not None for point in self.points)

    @property
    def share(self) -> bool:
        """Whether values are parts of a whole, to be shown in per cent."""
        pairs = [(point.numerator, point.denominator) for point in self.points if point.numerator is not None]
        return self.ratio and all(n is not None and x <= n for x, n in pairs)


def read_series(table: Table, today: date, kind: ChartKind = "auto") -> Series:
    """Return the series in a table. With `kind` *p* a numerator above its denominator is a fault."""
    rows: list[tuple[int, Point, str]] = []
    faults: list[RowFault] = []
    remarks: list[Message] = []
    ratio = {"numerator", "denominator"} <= table.known
    for number, (line, row) in enumerate(zip(table.lines, table.rows, strict=True)):
        broken = table.broken_in(number)
        wrong = [RowFault(line, column, message) for column, message in broken.items()]
        value = _value(line, row, ratio, kind, wrong, remarks)
        on = _day(line, row, today, wrong)
        remarks += [_of_line(line, message) for message in other_weekdays(row.get("date", ""), today, "back")]
        faults += wrong
        if not wrong and value is not None:
            rows.append((line, _point(value, on), clean(row.get("note", "")).strip()))
    rows, said = _in_order(rows)
    remarks += said
    if ratio and "value" in table.known:
        remarks.append(Message(N_("Numerator and denominator are used; the column of values is left aside.")))
    return Series(
        points=tuple(point for _, point, _ in rows),
        notes={at: note for at, (_, _, note) in enumerate(rows) if note},
        faults=tuple(faults),
        remarks=tuple(remarks),
    )


def _value(
    line: int, row: Mapping[str, str], ratio: bool, kind: ChartKind, faults: list[RowFault], remarks: list[Message]
) -> Value | None:
    if not ratio:
        read = read_value(row.get("value", ""))
        if isinstance(read, Message):
            faults.append(RowFault(line, "value", read))
            return None
        fault = fault_of(read, None)
        if fault is not None:
            faults.append(RowFault(line, "value", fault))
        return read
    numbers: dict[str, float | None] = {}
    for column in ("numerator", "denominator"):
        text = row.get(column, "")
        number = None if is_nothing(text) else read_number(text)
        if isinstance(number, Message):
            faults.append(RowFault(line, column, number))
        else:
            numbers[column] = number
    x, n = numbers.get("numerator"), numbers.get("denominator")
    if x == n == 0:
        remarks.append(Message(N_("Line {line}: nothing of nothing is taken as missing."), {"line": line}))
        return Value()
    if x is not None and n is None and "denominator" in numbers:
        faults.append(RowFault(line, "denominator", Message(N_("The denominator is missing."))))
    read = Value(numerator=x, denominator=n)
    fault = fault_of(read, "proportion" if kind == "p" else "rate")
    if fault is not None:
        faults.append(RowFault(line, "denominator" if (n or 0) <= 0 else "numerator", fault))
    return read


def _of_line(line: int, remark: Message) -> Message:
    return Message(N_("Line {line}: {why}"), {"line": line, "why": remark})


def _day(line: int, row: Mapping[str, str], today: date, faults: list[RowFault]) -> str | None:
    text = clean(row.get("date", "")).strip()
    if not text:
        return None
    on = read_cell_day(text, today)
    if on is None:
        message = Message(N_("“{text}” is no date: write it as 12.1.2027 or 2027-01-12."), {"text": one_line(text, 30)})
        faults.append(RowFault(line, "date", message))
        return None
    return on.isoformat()


def read_cell_day(text: str, today: date) -> date | None:
    """Return the date in a cell: the first day of a month, the day of a time; None if there is none."""
    found = whole_date(_TIME_OF_DAY.sub("", text), today, "back", _MEASURED)
    return found.first if found is not None else None


def _point(value: Value, on: str | None) -> Point:
    x, n = value.numerator, value.denominator
    if value.below is not None:
        return Point(on, None, None, n, value.below, value.below)
    if x is None or n is None:
        return Point(on, value.value, None, n)
    return Point(on, float(Fraction(x) / Fraction(n)), x, n)


_Rows = list[tuple[int, Point, str]]


def _in_order(rows: _Rows) -> tuple[_Rows, list[Message]]:
    """Return the rows in order of date if every row has one, and remarks on the dates."""
    dates = [point.on for _, point, _ in rows]
    known = [on for on in dates if on is not None]
    said: list[Message] = []
    if known and len(known) < len(dates):
        said.append(Message(N_("Some rows have no date: they stand in the order of the file.")))
        return [(line, msgspec.structs.replace(point, on=None), note) for line, point, note in rows], said
    if known != sorted(known):
        said.append(Message(N_("The rows were not in order of date; the chart is.")))
        rows = sorted(rows, key=lambda row: row[1].on or "")
    twice = [on for on, times in Counter(known).items() if times > 1]
    if twice:
        said.append(Message(N_("More than one value on the same date: {dates}."), {"dates": ", ".join(twice[:5])}))
    return rows, said
