"""The strokes of a line chart: data, guides and events as cells; the surface decides on their marks and colours."""

from collections.abc import Sequence
from itertools import groupby
from typing import Literal, NamedTuple

from nettverk_tui.charts.axis import PlaceAxis, ValueAxis, day_number
from nettverk_tui.charts.chart import Chart, GuideRole, Note

StrokeRole = Literal["event", "line", "point", "below", "outside", "signal", "excluded"] | GuideRole

_MARKS: tuple[Literal["excluded", "signal", "outside"], ...] = ("excluded", "signal", "outside")

#: Events up to this many days outside the data are drawn, or up to half the span of the data if that is more.
_DAYS_AROUND = 31


class Stroke(NamedTuple):
    """Cells as (column, row), row 0 at the bottom. The cells of a `line` are the ends of straight pieces."""

    role: StrokeRole
    cells: Sequence[tuple[int, int]]


class Places(NamedTuple):
    """The places of data and notes along the chart: day numbers, or 1, 2, 3 … if a datum has no date."""

    data: tuple[int, ...]
    notes: tuple[tuple[int, Note], ...]
    dated: bool

    def axis(self, width: int) -> PlaceAxis:
        """Return the axis that holds all places."""
        every = [*self.data, *(place for place, _ in self.notes)]
        return PlaceAxis(min(every), max(every), width)


def places_of(chart: Chart) -> Places:
    """Return the places of a chart with data. Notes too far from the data are left out, and all notes without dates."""
    days = [day for datum in chart.data if (day := day_number(datum.on)) is not None]
    if len(days) < len(chart.data):
        return Places(tuple(range(len(chart.data))), (), dated=False)
    around = max((max(days) - min(days)) // 2, _DAYS_AROUND)
    notes = [
        (day, note)
        for note in chart.notes
        if (day := day_number(note.on)) is not None and min(days) - around <= day <= max(days) + around
    ]
    return Places(tuple(days), tuple(notes), dated=True)


def drawn_values(chart: Chart) -> list[float]:
    """Return all values that need a row."""
    guided = (value for guide in chart.guides for value in guide.values)
    known = (value for datum in chart.data for value in (datum.value, datum.upper))
    return [value for value in (*known, *guided) if value is not None]


def strokes(chart: Chart, places: Places, across: PlaceAxis, up: ValueAxis, rows: int) -> list[Stroke]:
    """Return the strokes of the chart, the hindmost first."""
    columns = [across.column(place) for place in places.data]
    behind = [Stroke("event", [(across.column(place), row) for row in range(rows)]) for place, _ in places.notes]
    guides = [Stroke(guide.role, _guide_cells(guide.values, columns, across.width, up)) for guide in chart.guides]
    cells = [
        (column, None if datum.value is None else up.row(datum.value))
        for column, datum in zip(columns, chart.data, strict=True)
    ]
    cells = thinned(cells, 2 * across.width)
    points = [(column, row) for column, row in cells if row is not None]
    below = [
        (column, up.row(datum.upper))
        for column, datum in zip(columns, chart.data, strict=True)
        if datum.value is None and datum.upper is not None
    ]
    lines = [Stroke("line", run) for run in _runs(cells)]
    # A mark is never left out: it is drawn in front of the thinned points.
    marks = [
        Stroke(mark, [(columns[at], up.row(datum.value)) for at, datum in marked if datum.value is not None])
        for mark in _MARKS
        if (marked := [(at, datum) for at, datum in enumerate(chart.data) if datum.mark == mark])
    ]
    return [*behind, *guides, *lines, Stroke("below", below), Stroke("point", points), *marks]


def thinned(cells: Sequence[tuple[int, int | None]], most: int) -> list[tuple[int, int | None]]:
    """Keep the lowest and the highest of every column's cells, in their order, if there are more than `most`.

    A column without any value remains a gap.
    """
    if len(cells) <= most:
        return list(cells)
    kept: list[tuple[int, int | None]] = []
    for column, group in groupby(cells, key=lambda cell: cell[0]):
        rows = [row for _, row in group if row is not None]
        extremes = sorted({rows.index(min(rows)), rows.index(max(rows))}) if rows else []
        kept.extend((column, rows[at]) for at in extremes)
        if not rows:
            kept.append((column, None))
    return kept


def _runs(cells: Sequence[tuple[int, int | None]]) -> list[list[tuple[int, int]]]:
    """Return the pieces between the gaps."""
    runs: list[list[tuple[int, int]]] = [[]]
    for column, row in cells:
        if row is None:
            runs.append([])
        else:
            runs[-1].append((column, row))
    return [run for run in runs if len(run) > 1]


def _guide_cells(
    values: Sequence[float | None], columns: Sequence[int], width: int, up: ValueAxis
) -> list[tuple[int, int]]:
    """Return the cells of a guide: in every column the value of the nearest datum."""
    cells, at = [], 0
    rows = [None if value is None else up.row(value) for value in values]
    for column in range(width):
        while at + 1 < len(columns) and abs(columns[at + 1] - column) <= abs(columns[at] - column):
            at += 1
        row = rows[at]
        if row is not None:
            cells.append((column, row))
    return cells
