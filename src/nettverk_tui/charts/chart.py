"""A chart as a value: what is drawn and what it says, in no language and on no surface; `terminal` and print draw it.

Texts are Messages, so that one value can stand on the screen in bokmål and in a document in English. A guide (centre
line, target) has one value for each datum, None where there is none: a line that is frozen, split into phases or
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
#: What a point is marked as: beyond the limits, part of another signal, or left out by choice.
Mark = Literal["", "outside", "signal", "excluded"]

#: Too few crossings are a trait of the whole phase: marking all its points would mark none.
_SPREAD_OUT: frozenset[Rule] = frozenset({"crossings"})


class Datum(msgspec.Struct, frozen=True):
    """One place along the chart. No `value` is a gap; `upper` alone says that the value is lower than that.

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
    """A line to read the data against: one value for each datum."""

    role: GuideRole
    label: Message
    values: tuple[float | None, ...]


class Note(msgspec.Struct, frozen=True):
    """Something that happened, at its date."""

    on: str
    label: Message


class Bar(msgspec.Struct, frozen=True):
    """Before, or after; `text` is the value with what it rests on, or that there is none."""

    label: Message
    value: float | None
    text: Message


class Chart(msgspec.Struct, frozen=True):
    """What a surface needs to draw it. `title` and `unit` are the user's words, shown letter for letter.

    Either `data` or `bars` is drawn; a chart with neither is its summary. `whole`: the values are counts, and so are
    the numbers of the axis. `direction` is where the group wants to go. The target of bars is a guide of one value.
    `source` is where the data come from, in the user's words, `rules` whose rules the signals are by. `details` are for
    print, and for those who ask.
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
    """The chart of one indicator: a line over time, or bars before and after where there is no more than that.

    Changes that were started are noted, if they belong to the group and to one of `layers`: what the facilitators keep
    to themselves must be asked for by name. `asked`: another look than the indicator's own, without the points (from
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
        details=tuple(each for each in (interval_text(indicator, measurements),) if each is not None),
    )


def series_chart(title: str, unit: str, line: Sequence[Point], asked: ChartSettings, notes: Mapping[int, str]) -> Chart:
    """The chart of any series, whose points may be noted by their places. Raises CannotChart as `analyse` does."""
    analysis = analyse(line, asked)
    data = [msgspec.structs.replace(each, note=notes.get(at, "")) for at, each in enumerate(_data(line, analysis))]
    return Chart(
        title=title,
        unit=unit,
        summary=spc_text.summary(analysis, unit),
        data=tuple(data),
        guides=_guides(analysis, unit),
        notes=tuple(
            Note(each.on, Message("{text}", {"text": each.note})) for each in data if each.note and each.on is not None
        ),
        whole=_all_whole(line) and not any(point.denominator for point in line),
        rules=_rules(analysis),
    )


def _all_whole(line: Sequence[Point]) -> bool:
    """Whether all values are whole numbers, as counts are."""
    return all(value == int(value) for value in useful(line))


def _data(line: Sequence[Point], analysis: Analysis) -> tuple[Datum, ...]:
    """The points as they are drawn, each with its mark."""
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
    """Centre line and limits, by name and value; with several values by the last of them."""
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
    """Whose rules the signals are by, where any are looked for."""
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
