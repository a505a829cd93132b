"""Use of time: planned, adapted and actual, by item, by kind of step and by group; and habits learned from it.

Durations are milliseconds. Steps that were never entered do not count, nor do those only passed through on the way to
another.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from statistics import median
from typing import TypeVar

import msgspec

from nettverk_tui.model.core.records import ClockEvent, Gathering, ProgrammeItem, ProgrammeStep
from nettverk_tui.model.core.rows import Rows
from nettverk_tui.model.core.values import ItemKind, StepKind
from nettverk_tui.model.gathering.day_plan import Plan, PlannedItem
from nettverk_tui.model.gathering.timekeeping import MINUTE, Clock, Place, Programme, budget_ms, fold, programme_rows
from nettverk_tui.model.network.plan import gatherings_of

#: A step shorter than this (ms) was passed through, not held.
PASSED_MS = 30_000
#: Times held, and distance from the plan, that are needed before a habit is proposed (our own judgement).
LEAST_TIMES = 3
LEAST_MS = MINUTE
LEAST_SHARE = 5
#: Items with a typical length; that of teaching and group work depends on the plan.
_SAME_EACH_TIME: frozenset[ItemKind] = frozenset({"welcome", "reflection", "closing"})


_Kind = TypeVar("_Kind")


class ItemTime(msgspec.Struct, frozen=True):
    """Planned, adapted and actual time of one item, and the moment it was first entered."""

    item: ProgrammeItem
    planned_ms: int
    adapted_ms: int
    actual_ms: int
    entered_at: int | None


def item_times(programme: Programme, clock: Clock, now: int) -> Sequence[ItemTime]:
    """Return the times of every item, in the programme's order."""
    times = []
    for item in programme.items:
        steps = [place.step for place in programme.of_item(item.id)]
        entered = [clock.entered[step.id] for step in steps if step.id in clock.entered]
        times.append(
            ItemTime(
                item,
                sum(step.planned_ms for step in steps),
                sum(budget_ms(step, clock) for step in steps),
                sum(clock.spent_ms(step.id, now) for step in steps),
                min(entered, default=None),
            )
        )
    return times


class Used(msgspec.Struct, frozen=True):
    """Planned, adapted and actual time of one kind of step, or of a group, and the number of steps."""

    planned_ms: int = 0
    adapted_ms: int = 0
    actual_ms: int = 0
    times: int = 0

    def __add__(self, other: "Used") -> "Used":
        return Used(
            self.planned_ms + other.planned_ms,
            self.adapted_ms + other.adapted_ms,
            self.actual_ms + other.actual_ms,
            self.times + other.times,
        )


def by_step_kind(programme: Programme, clock: Clock, now: int) -> Mapping[StepKind, Used]:
    """Return the time used by kind of step in the groups' turns, in the order of the first turn."""
    turns = (place for place in programme.places if place.item.kind == "relay")
    return _summed(turns, lambda place: place.step.kind, clock, now)


def by_group(programme: Programme, clock: Clock, now: int) -> Mapping[str, Used]:
    """Return the time used by group id, in the order of presenting; `times` counts steps."""
    turns = (place for place in programme.places if place.item.kind == "relay" and place.item.group_id)
    return _summed(turns, lambda place: place.item.group_id or "", clock, now)


def _summed(places: Iterable[Place], kind: Callable[[Place], _Kind], clock: Clock, now: int) -> Mapping[_Kind, Used]:
    sums: dict[_Kind, Used] = {}
    for place in places:
        if place.step.id in clock.entered:
            used = Used(place.step.planned_ms, budget_ms(place.step, clock), clock.spent_ms(place.step.id, now), 1)
            sums[kind(place)] = sums.get(kind(place), Used()) + used
    return sums


class Habit(msgspec.Struct, frozen=True):
    """The usual and the planned time of one kind of step or item: medians over `times` of them."""

    kind: StepKind | ItemKind
    planned_ms: int
    took_ms: int
    times: int


def habits(rows: Rows, network_id: str, before: int) -> Sequence[Habit]:
    """Return the habits of the closed gatherings before this number that differ clearly from their plans."""
    planned: dict[StepKind | ItemKind, list[int]] = {}
    took: dict[StepKind | ItemKind, list[int]] = {}
    for gathering in gatherings_of(rows, network_id):
        if gathering.number < before and gathering.state == "closed":
            for kind, step, spent in _held(rows, gathering):
                planned.setdefault(kind, []).append(step.planned_ms)
                took.setdefault(kind, []).append(spent)
    found = [
        Habit(kind, round(median(planned[kind])), round(median(times) / MINUTE) * MINUTE, len(times))
        for kind, times in took.items()
    ]
    return [habit for habit in found if _differs_clearly(habit)]


def _held(rows: Rows, gathering: Gathering) -> Iterable[tuple[StepKind | ItemKind, ProgrammeStep, int]]:
    clock = fold(rows.find(ClockEvent, gathering_id=gathering.id))
    for place in Programme.of(*programme_rows(rows, gathering.id)).places:
        spent = clock.spent_ms(place.step.id, clock.closed_at or 0)
        kind = _kind(place.item, place.step)
        if kind is not None and spent >= PASSED_MS and place.step.planned_ms:
            yield kind, place.step, spent


def _kind(item: ProgrammeItem, step: ProgrammeStep) -> StepKind | ItemKind | None:
    if item.kind == "relay":
        return step.kind
    return item.kind if item.kind in _SAME_EACH_TIME else None


def _differs_clearly(habit: Habit) -> bool:
    beside = abs(habit.took_ms - habit.planned_ms)
    return habit.times >= LEAST_TIMES and beside >= LEAST_MS and beside * LEAST_SHARE >= habit.planned_ms


def to_learn(plan: Plan, observed: Sequence[Habit]) -> Sequence[Habit]:
    """Return the habits that this plan does not follow yet."""
    return [habit for habit in observed if learned(plan, [habit]) != plan]


def learned(plan: Plan, observed: Sequence[Habit]) -> Plan:
    """Return the plan with the usual times of its steps and items."""
    took = {habit.kind: habit.took_ms for habit in observed}

    def relearned(planned: PlannedItem, step: ProgrammeStep) -> ProgrammeStep:
        kind = _kind(planned.item, step)
        ms = took.get(kind) if kind is not None else None
        if ms is None or ms == step.planned_ms:
            return step
        return msgspec.structs.replace(step, planned_ms=ms, floor_ms=min(step.floor_ms, ms))

    return Plan(
        tuple(
            PlannedItem(planned.item, tuple(relearned(planned, step) for step in planned.steps))
            for planned in plan.items
        )
    )
