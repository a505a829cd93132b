"""A chart from a table in a file, or from a group's measurements; and its numbers for other programs."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from nettverk_tui.charts.chart import Chart, indicator_chart, series_chart
from nettverk_tui.exchange.imports.cells import CannotRead, read_sheet
from nettverk_tui.language import Translator
from nettverk_tui.model.core.messages import N_, Message
from nettverk_tui.model.core.records import Event, Indicator, Measurement
from nettverk_tui.model.core.rows import Rows
from nettverk_tui.model.core.table import RowFault
from nettverk_tui.model.core.values import ChartKind, RuleSet
from nettverk_tui.model.measurement.measures import Point, line_points, points
from nettverk_tui.model.measurement.series_table import HEADINGS, read_series
from nettverk_tui.model.measurement.spc import Analysis, CannotChart, ChartSettings, analyse, chart_settings
from nettverk_tui.model.measurement.spc_text import summary


class Look(msgspec.Struct, frozen=True):
    """Options of the user; points are counted from 1, and None means the default or the indicator's own setting."""

    kind: ChartKind | None = None
    rules: RuleSet | None = None
    freeze: int | None = None
    parts: tuple[int, ...] = ()
    exclude: tuple[int, ...] = ()
    screen: bool = False


class Drawing(msgspec.Struct, frozen=True):
    """The numbers of a chart and its picture, and remarks on the data."""

    analysis: Analysis
    unit: str
    chart: Chart
    remarks: tuple[Message, ...] = ()


class BadRows(Exception):
    """Rows that cannot be read; a chart without them would mislead."""

    def __init__(self, faults: Sequence[RowFault]) -> None:
        super().__init__(f"{len(faults)} rows")
        self.faults = faults

    def words(self, t: Translator) -> Sequence[str]:
        """Return a sentence for every row."""
        return [
            t(
                "line {line}, {column}: {why}",
                line=fault.line,
                column=HEADINGS.name(fault.column, t.language),
                why=t.message(fault.message),
            )
            for fault in self.faults
        ]


def from_file(path: Path, look: Look, today: date) -> Drawing:
    """Return the chart of a table. Raises CannotRead, BadRows, CannotChart and OSError."""
    table = read_sheet(path, HEADINGS, ("value", "date"))
    series = read_series(table, today, look.kind or "auto")
    if series.faults:
        raise BadRows(series.faults)
    if not any(point.value is not None for point in series.points):
        raise CannotRead(N_("{name} has no values to draw a chart of."), name=path.name)
    line = _with_exclusions(series.points, look)
    asked = _asked(ChartSettings(), look, len(line))
    analysis = analyse(line, asked)
    notes, name = series.notes, path.stem
    if series.share and asked.kind != "u":
        # A share is shown in per cent, and computed as a fraction of one.
        line = tuple(_in_percent(point) for point in line)
        chart = series_chart(name, "%", line, msgspec.structs.replace(asked, factor=100), notes)
    else:
        chart = series_chart(name, "", line, asked, notes)
    return Drawing(analysis, "", chart, series.remarks)


def _in_percent(point: Point) -> Point:
    value, upper = point.value, point.upper
    return msgspec.structs.replace(
        point,
        value=None if value is None else 100 * value,
        upper=None if upper is None else 100 * upper,
    )


def from_network(rows: Rows, indicator: Indicator, look: Look) -> Drawing:
    """Return the chart of an indicator, with its own settings or those of `look`. Raises CannotRead and CannotChart."""
    measurements = rows.find(Measurement, indicator_id=indicator.id)
    every = points(indicator, measurements)
    line = line_points(every) or every
    if not any(point.value is not None for point in line):
        raise CannotRead(N_("Nothing has been measured of {name} yet."), name=indicator.name)
    line = _with_exclusions(line, look)
    plain = look == Look()
    asked = _asked(chart_settings(indicator, line), look, len(line))
    events = rows.find(Event, group_id=indicator.group_id)
    chart = indicator_chart(indicator, measurements, events, asked=None if plain else asked, left_out=look.exclude)
    return Drawing(analyse(line, asked), chart.unit, chart)


def _with_exclusions(line: Sequence[Point], look: Look) -> tuple[Point, ...]:
    for number in look.exclude:
        _there_is(number, len(line))
    return tuple(
        msgspec.structs.replace(point, excluded=True) if at + 1 in look.exclude else point
        for at, point in enumerate(line)
    )


def _asked(asked: ChartSettings, look: Look, count: int) -> ChartSettings:
    for number in (*look.parts, *([look.freeze] if look.freeze else [])):
        _there_is(number, count)
    if look.parts:
        asked = msgspec.structs.replace(asked, starts=frozenset(look.parts))
    if look.freeze is not None:
        if any(part < look.freeze for part in look.parts):
            raise CannotChart(Message(N_("--freeze must end before the first --part: a baseline lies in one phase.")))
        asked = msgspec.structs.replace(asked, baseline=frozenset(range(look.freeze)))
    return msgspec.structs.replace(
        asked,
        kind=look.kind or asked.kind,
        rules=look.rules or asked.rules,
        screen=look.screen or asked.screen,
    )


def _there_is(number: int, count: int) -> None:
    if number > count:
        raise CannotChart(Message(N_("There is no point {number}: there are {n}."), {"number": number, "n": count}))


def as_object(drawing: Drawing, t: Translator) -> Mapping[str, Any]:
    """Return the numbers as one object for other programs; places are counted from 1."""
    found = drawing.analysis
    return {
        "kind": found.kind,
        "rules": found.rules,
        "unit": drawing.unit,
        "value": list(found.value),
        "centre": list(found.centre),
        "lower": list(found.lower),
        "upper": list(found.upper),
        "outside": list(found.outside),
        "parts": [
            {
                "first": phase.first + 1,
                "last": phase.last + 1,
                "n_useful": phase.runs.useful,
                "longest_run": phase.runs.longest,
                "longest_run_max": phase.runs.longest_max,
                "crossings": phase.runs.crossings,
                "crossings_min": phase.runs.crossings_min,
                "signal": phase.signal,
            }
            for phase in found.phases
        ],
        "signals": [{"rule": signal.rule, "points": [at + 1 for at in signal.points]} for signal in found.signals],
        "summary": t.message(summary(found, drawing.unit)).replace("\N{NO-BREAK SPACE}", " "),
    }
