"""A chart as a value: what is drawn and what it says, in no language and on no surface; `terminal` and print draw it.

Texts are Messages, so that one value can stand on the screen in bokmål and in a document in English. A guide (centre
line, target) has one value for each datum, None where there is none: a line that is frozen, split into phases or
different at every point is the same kind of value as a straight one.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import Literal

import msgspec

from nettverk_tui.model.measure_text import level_text, summary
from nettverk_tui.model.measures import BeforeAfter, Point, before_after, centre, points, unit, useful
from nettverk_tui.model.messages import N_, Message
from nettverk_tui.model.quantity import quantity
from nettverk_tui.model.records import Direction, Event, Indicator, Layer, Measurement

GuideRole = Literal["centre", "target"]

#: Fewer dated values than these, and nothing but *before* and *after*: two bars say more than a line.
_POINTS_FOR_LINE = 3


class Datum(msgspec.Struct, frozen=True):
    """One place along the chart. No `value` is a gap; `upper` alone says that the value is lower than that."""

    value: float | None
    on: str | None = None
    upper: float | None = None


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


def indicator_chart(
    indicator: Indicator,
    measurements: Iterable[Measurement],
    events: Iterable[Event] = (),
    *,
    layers: Collection[Layer] = ("network", "across"),
) -> Chart:
    """The chart of one indicator: a line over time, or bars before and after where there is no more than that.

    Changes that were started are noted, if they belong to the group and to one of `layers`: what the facilitators keep
    to themselves must be asked for by name.
    """
    measurements = tuple(measurements)
    line = _along_the_line(points(indicator, measurements))
    change = before_after(indicator, measurements)
    bars = () if line else _bars(indicator, change)
    values = useful(line)
    return Chart(
        title=indicator.name,
        unit=unit(indicator),
        summary=summary(indicator, measurements),
        data=tuple(Datum(point.value, point.on, point.upper) for point in line),
        guides=_guides(indicator, line, bars),
        notes=_notes(indicator, events, layers) if line else (),
        bars=bars,
        whole=indicator.kind == "count" and all(value == int(value) for value in values),
        direction=indicator.direction,
    )


def _along_the_line(all_points: Sequence[Point]) -> tuple[Point, ...]:
    """The points worth a line; a level without a date, before or after, has no place along it."""
    line = tuple(point for point in all_points if point.phase == "series" or point.on is not None)
    series = any(point.phase == "series" for point in line)
    if not useful(line) or (not series and len(useful(line)) < _POINTS_FOR_LINE):
        return ()
    return line


def _bars(indicator: Indicator, change: BeforeAfter) -> tuple[Bar, ...]:
    if not (change.before.measured or change.after.measured):
        return ()
    sides = ((Message(N_("before")), change.before), (Message(N_("after")), change.after))
    unknown = Message(N_("not measured"))
    return tuple(Bar(label, level.value, level_text(indicator, level) or unknown) for label, level in sides)


def _guides(indicator: Indicator, line: Sequence[Point], bars: Sequence[Bar]) -> tuple[Guide, ...]:
    shown, length = unit(indicator), len(line) if line else int(bool(bars))
    middle = centre(line)
    guides = []
    if middle is not None:
        label = Message(N_("median {value}"), {"value": quantity(middle, shown)})
        guides.append(Guide("centre", label, (middle,) * length))
    if indicator.target is not None and length:
        label = Message(N_("target {value}"), {"value": quantity(indicator.target, shown)})
        guides.append(Guide("target", label, (indicator.target,) * length))
    return tuple(guides)


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
