"""A chart as a value, independent of language and surface; `terminal` and `print` draw it.

Texts are Messages, so that one value can be shown on screen in bokmål and in a document in English. A guide (centre
line, target) has one value per datum, None without one: a line that is frozen, split into phases or
different at every point is the same kind of value as a straight one.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Literal

import msgspec

from nettverk_tui.model.core.messages import N_, Message
from nettverk_tui.model.core.quantity import quantity
from nettverk_tui.model.core.records import Event, Indicator, Measurement
from nettverk_tui.model.core.values import Direction, Layer
from nettverk_tui.model.measurement import spc_text
from nettverk_tui.model.measurement.measure_text import interval_text, level_text, summary
from nettverk_tui.model.measurement.measures import (
    BeforeAfter,
    Point,
    before_after,
    line_points,
    points,
    unit,
    useful,
)
from nettverk_tui.model.measurement.run_rules import Rule
from nettverk_tui.model.measurement.spc import Analysis, ChartSettings, analyse, analyse_indicator
from nettverk_tui.model.measurement.spc_text import RULE_SETS

GuideRole = Literal["centre", "lower", "upper", "target"]
#: The mark of a point: beyond the limits, part of another signal, or left out by choice.
Mark = Literal["", "outside", "signal", "excluded"]

#: Too few crossings concern the whole phase: all its points would be marked.
_SPREAD_OUT: frozenset[Rule] = frozenset({"crossings"})


class Datum(msgspec.Struct, frozen=True):
    """One place along the chart. Without `value` it is a gap; `upper` alone means that the value is lower than that.

    Numerator, denominator and note (the user's words) are for the table beside a chart.
    """

    value: float | None
    on: str | None = None
    upper: float | None = None
    mark: Mark = ""
    numerator: float | None = None
    denominator: float | None = None
    note: str = ""


class Guide(msgspec.Struct, frozen=True):
    """A line to compare the data with: one value per datum."""

    role: GuideRole
    label: Message
    values: tuple[float | None, ...]


class Note(msgspec.Struct, frozen=True):
    """An event, at its date."""

    on: str
    label: Message


class Bar(msgspec.Struct, frozen=True):
    """Before, or after; `text` is the value and its base, or that there is none."""

    label: Message
    value: float | None
    text: Message


class Chart(msgspec.Struct, frozen=True):
    """All data needed to draw a chart. `title` and `unit` are the user's words, shown unchanged.

    Either `data` or `bars` is drawn; a chart with neither is its summary. `whole`: the values are counts, and so are
    the numbers of the axis. `direction` is the way the group wants to go. The target of bars is a guide of one value.
    `source` is the origin of the data, in the user's words, `rules` the source of the signals' rules. `details` are for
    print, and shown on request.
    """

    title: str
    unit: str
    summary: Message
    data: tuple[Datum, ...] = ()
    guides: tuple[Guide, ...] = ()
    notes: tuple[Note, ...] = ()
    bars: tuple[Bar, ...] = ()
    whole: bool = False
    direction: Direction | None = None
    source: str = ""
    rules: str = ""
    details: tuple[Message, ...] = ()


def indicator_chart(
    indicator: Indicator,
    measurements: Iterable[Measurement],
    events: Iterable[Event] = (),
    *,
    layers: Collection[Layer] = ("network", "across"),
    asked: ChartSettings | None = None,
    left_out: Collection[int] = (),
) -> Chart:
    """Return the chart of one indicator: a line over time, or bars before and after if there is no more than that.

    Started changes are noted if they belong to the group and to one of `layers`: those of the facilitators' layer
    must be asked for by name. `asked`: another analysis than the indicator's own, without the points (from
    1) that are `left_out`; raises CannotChart as `analyse` does.
    """
    measurements = tuple(measurements)
    every = points(indicator, measurements)
    line, said = line_points(every), summary(indicator, measurements)
    if asked is None:
        analysis, _ = analyse_indicator(indicator, line)
    else:
        line = tuple(
            msgspec.structs.replace(point, excluded=point.excluded or at in left_out)
            for at, point in enumerate(line or every, start=1)
        )
        analysis = analyse(line, asked)
        said = spc_text.summary(analysis, unit(indicator))
    bars = () if line else _bars(indicator, before_after(indicator, measurements))
    return Chart(
        title=indicator.name,
        unit=unit(indicator),
        summary=said,
        data=_data(line, analysis),
        guides=(*_guides(analysis, unit(indicator)), *_target(indicator, len(line) if line else int(bool(bars)))),
        notes=_notes(indicator, events, layers) if line else (),
        bars=bars,
        whole=indicator.kind == "count" and _all_whole(line),
        direction=indicator.direction,
        source=indicator.data_source,
        rules=_rules(analysis),
        details=tuple(text for text in (interval_text(indicator, measurements),) if text is not None),
    )


def series_chart(title: str, unit: str, line: Sequence[Point], asked: ChartSettings, notes: Mapping[int, str]) -> Chart:
    """Return the chart of any series, with notes by point number. Raises CannotChart as `analyse` does."""
    analysis = analyse(line, asked)
    data = [msgspec.structs.replace(datum, note=notes.get(at, "")) for at, datum in enumerate(_data(line, analysis))]
    return Chart(
        title=title,
        unit=unit,
        summary=spc_text.summary(analysis, unit),
        data=tuple(data),
        guides=_guides(analysis, unit),
        notes=tuple(
            Note(datum.on, Message("{text}", {"text": datum.note}))
            for datum in data
            if datum.note and datum.on is not None
        ),
        whole=_all_whole(line) and not any(point.denominator for point in line),
        rules=_rules(analysis),
    )


def _all_whole(line: Sequence[Point]) -> bool:
    """Return whether all values are whole numbers, as counts are."""
    return all(value == int(value) for value in useful(line))


def _data(line: Sequence[Point], analysis: Analysis) -> tuple[Datum, ...]:
    """Return the points with their marks."""
    signalled = {at for signal in analysis.signals for at in signal.points if signal.rule not in _SPREAD_OUT}
    return tuple(
        Datum(
            value=point.value,
            on=point.on,
            upper=point.upper,
            mark=(
                "excluded"
                if point.excluded
                else "outside"
                if analysis.outside[at]
                else "signal"
                if at in signalled
                else ""
            ),
            numerator=point.numerator,
            denominator=point.denominator,
        )
        for at, point in enumerate(line)
    )


def _guides(analysis: Analysis, shown: str) -> tuple[Guide, ...]:
    """Return centre line and limits, by name and value; if the value varies, by the last one."""
    guides = []
    known = [value for value in analysis.centre if value is not None]
    if known:
        name = N_("median {value}") if analysis.kind == "run" else N_("mean {value}")
        guides.append(Guide("centre", Message(name, {"value": quantity(known[-1], shown)}), analysis.centre))
    if analysis.has_limits:
        low, high = (next(v for v in reversed(side) if v is not None) for side in (analysis.lower, analysis.upper))
        ends = {"lower": quantity(low, shown), "upper": quantity(high, shown)}
        varying = len({value for value in analysis.upper if value is not None}) > 1
        label = Message(N_("limits, last {lower} to {upper}") if varying else N_("limits {lower} to {upper}"), ends)
        guides += [Guide("lower", label, analysis.lower), Guide("upper", label, analysis.upper)]
    return tuple(guides)


def _rules(analysis: Analysis) -> str:
    """Return the source of the signals' rules; empty if no signals are looked for."""
    return "" if analysis.kind == "line" else RULE_SETS[analysis.rules]


def _bars(indicator: Indicator, change: BeforeAfter) -> tuple[Bar, ...]:
    if not (change.before.measured or change.after.measured):
        return ()
    sides = ((Message(N_("before")), change.before), (Message(N_("after")), change.after))
    unknown = Message(N_("not measured"))
    return tuple(Bar(label, level.value, level_text(indicator, level) or unknown) for label, level in sides)


def _target(indicator: Indicator, length: int) -> tuple[Guide, ...]:
    if indicator.target is None or not length:
        return ()
    label = Message(N_("target {value}"), {"value": quantity(indicator.target, unit(indicator))})
    return (Guide("target", label, (indicator.target,) * length),)


def _notes(indicator: Indicator, events: Iterable[Event], layers: Collection[Layer]) -> tuple[Note, ...]:
    ours = [
        event
        for event in events
        if event.kind == "change_started"
        and event.group_id == indicator.group_id
        and event.layer in layers
        and not event.deleted
    ]
    return tuple(
        Note(event.on, Message("{text}", {"text": event.text}) if event.text.strip() else Message(N_("change started")))
        for event in sorted(ours, key=lambda event: event.on)
    )
