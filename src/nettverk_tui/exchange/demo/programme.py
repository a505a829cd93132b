"""A gathering's programme and clock: the story's minutes as records, and when every step ran."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import msgspec

from nettverk_tui.exchange.demo.shapes import BreakHere, GatheringStory, ItemStory, span_ms
from nettverk_tui.model.core.records import ClockEvent, ProgrammeItem, ProgrammeStep
from nettverk_tui.model.core.values import ClockKind, StepKind
from nettverk_tui.model.gathering.relay import Relays, StepTemplate
from nettverk_tui.model.gathering.timekeeping import MINUTE

NewId = Callable[[], str]
#: A step of the day: letter of the group or kind of the item, and kind of the step.
Place = tuple[str, StepKind]


class Opening(msgspec.Struct, frozen=True):
    """Planned start of the days, and when the clock was started. `stands`: the present item of a running gathering."""

    starts: tuple[int, ...]
    began: int | None = None
    stands: BreakHere | None = None


class Slot(msgspec.Struct, frozen=True):
    """An item with its steps, and its actual times."""

    story: ItemStory
    item: ProgrammeItem
    steps: tuple[ProgrammeStep, ...]


class Run(msgspec.Struct, frozen=True):
    """The clock's events, and begin and end of all steps that were held."""

    began: int
    events: tuple[ClockEvent, ...]
    spans: Mapping[Place, tuple[int, int]]


class DemoDay(msgspec.Struct, frozen=True):
    """A gathering: its plan, and its run if it has begun."""

    story: GatheringStory
    id: str
    opening: Opening
    slots: tuple[Slot, ...]
    run: Run | None


def make_day(
    story: GatheringStory, opening: Opening, group_ids: Mapping[str, str], relays: Relays, new_id: NewId
) -> DemoDay:
    """Return the programme of a gathering as records with ids, and the events of its clock."""
    id = new_id()
    slots: list[Slot] = []
    at = opening.starts[0]
    for position, told in enumerate(story.items, start=1):
        if told.day is not None:
            at = opening.starts[told.day - 1]
        item = ProgrammeItem(
            id=new_id(),
            gathering_id=id,
            position=position,
            kind=told.kind,
            title=told.title,
            group_id=group_ids[told.group] if told.group else None,
            fixed_start_at=at if told.fixed or told.day is not None else None,
            protected=told.protected,
            skipped=told.skipped and opening.began is not None,
            origin="illustrative",
        )
        slots.append(Slot(told, item, _steps(story, told, item.id, relays, new_id)))
        at += sum(step.planned_ms for step in slots[-1].steps)
    return DemoDay(story, id, opening, tuple(slots), _run(id, opening, slots, new_id))


def length_ms(story: GatheringStory, stands: BreakHere) -> int:
    """Return how long ago a gathering that is now at this item began, in ms."""
    before = story.items[: stands.item - 1]
    pauses = sum(span_ms(item.pause.length) for item in before if item.pause)
    return sum(sum(item.actual_ms) for item in before) + pauses + span_ms(stands.after) + span_ms(stands.since)


def _steps(
    story: GatheringStory, told: ItemStory, item_id: str, relays: Relays, new_id: NewId
) -> tuple[ProgrammeStep, ...]:
    if told.kind == "relay":
        templates = relays.relay("last" if story.kind == "last" else "usual").steps
    else:
        minutes = told.planned or 0
        # A buffer can be cut to nothing, other items to two thirds.
        floor = 0 if told.kind == "buffer" else minutes * 2 // 3
        templates = (StepTemplate("plenary", minutes, floor, charged=False),)
    return tuple(
        ProgrammeStep(
            id=new_id(),
            item_id=item_id,
            position=number,
            kind=template.kind,
            planned_ms=template.minutes * MINUTE,
            floor_ms=template.floor * MINUTE,
            charged=template.charged,
            origin="illustrative",
        )
        for number, template in enumerate(templates, start=1)
    )


def _run(gathering_id: str, opening: Opening, slots: Sequence[Slot], new_id: NewId) -> Run | None:
    """Run the day: to its end, or to its present item. The clock is paused overnight."""
    if opening.began is None:
        return None
    clock = _Clock(gathering_id, opening.began, new_id)
    for slot in slots:
        if slot.item.skipped:
            continue
        if slot.story.day is not None:
            clock.write("pause")
            clock.at = opening.starts[slot.story.day - 1]
        if opening.stands is not None and slot.item.position == opening.stands.item:
            clock.enter(slot.steps[0])
            clock.go_on(span_ms(opening.stands.after))
            clock.write("pause")
            break
        for step, actual_ms in zip(slot.steps, slot.story.actual_ms, strict=True):
            clock.hold(slot, step, actual_ms)
    else:
        clock.write("close")
    return Run(opening.began, tuple(clock.events), clock.spans)


class _Clock:
    """Goes through a day and records its events."""

    def __init__(self, gathering_id: str, at: int, new_id: NewId) -> None:
        self.at = at
        self.events: list[ClockEvent] = []
        self.spans: dict[Place, tuple[int, int]] = {}
        self._gathering_id = gathering_id
        self._new_id = new_id

    def write(self, kind: ClockKind, **more: Any) -> None:
        """Record an event at this moment."""
        self.events.append(
            ClockEvent(
                id=self._new_id(),
                gathering_id=self._gathering_id,
                seq=len(self.events) + 1,
                kind=kind,
                at=self.at,
                recorded=self.at,
                origin="illustrative",
                **more,
            )
        )

    def enter(self, step: ProgrammeStep) -> None:
        """Begin the step."""
        self.write("go" if self.events else "start", item_id=step.item_id, step_id=step.id)

    def hold(self, slot: Slot, step: ProgrammeStep, actual_ms: int) -> None:
        """Hold a whole step, with the pauses and adjustments in the middle of it."""
        began, left = self.at, actual_ms
        self.enter(step)
        pause, adjust = slot.story.pause, slot.story.adjust
        if adjust is not None and adjust.step == step.position:
            left -= self.go_on(actual_ms // 2)
            self.write("adjust", item_id=step.item_id, step_id=step.id, amount_ms=adjust.minutes * MINUTE)
        if pause is not None and pause.step == step.position:
            left -= self.go_on(span_ms(pause.after))
            self.write("pause")
            self.go_on(span_ms(pause.length))
            self.write("resume")
        self.go_on(left)
        # Of several items of a kind only the first is looked up: the first group work, the first break.
        self.spans.setdefault((slot.story.group or slot.story.kind, step.kind), (began, self.at))

    def go_on(self, duration_ms: int) -> int:
        """Let time pass."""
        self.at += duration_ms
        return duration_ms
