"""The fair day: the time each group has used against its share, and three ways to settle an overrun.

Only charged steps count: talk by the advisers, questions from others and changeovers are charged to no group.
Durations are milliseconds and add up exactly; only the screen rounds.
"""

from collections.abc import Mapping, Sequence

import msgspec

from nettverk_tui.model.core.records import ProgrammeItem, Settlement
from nettverk_tui.model.core.rows import Rows
from nettverk_tui.model.core.values import Settling
from nettverk_tui.model.gathering.outlook import still_to_come
from nettverk_tui.model.gathering.timekeeping import Clock, Place, Programme, budget_ms

#: Smallest overrun that needs to be settled.
LEAST_MS = 15_000


class Balance(msgspec.Struct, frozen=True):
    """A group's charged time, its share of all that has been charged, and the difference: above zero is too much."""

    item: ProgrammeItem
    charged_ms: int
    share_ms: int

    @property
    def ms(self) -> int:
        """Charged less share; the balances of a day sum to zero."""
        return self.charged_ms - self.share_ms


def balances(programme: Programme, clock: Clock, now: int) -> Sequence[Balance]:
    """Return the balance of each group whose turn has begun, in the programme's order.

    The share of a group is its part of the time planned for all of them so far: a group with a longer turn in the plan
    may use more, and a step that is still running counts only as far as it has come.
    """
    turns = [item for item in programme.items if item.kind == "relay" and _charged(programme, item, clock)]
    charged = [sum(clock.spent_ms(place.step.id, now) for place in _charged(programme, item, clock)) for item in turns]
    planned = [sum(_planned_so_far(place, clock, now) for place in _charged(programme, item, clock)) for item in turns]
    shares = divided(sum(charged), planned)
    return [Balance(*figures) for figures in zip(turns, charged, shares, strict=True)]


def _charged(programme: Programme, item: ProgrammeItem, clock: Clock) -> Sequence[Place]:
    return [place for place in programme.of_item(item.id) if place.step.charged and place.step.id in clock.entered]


def _planned_so_far(place: Place, clock: Clock, now: int) -> int:
    if place.step.id != clock.step_id:
        return place.step.planned_ms
    return min(place.step.planned_ms, clock.spent_ms(place.step.id, now))


def divided(total: int, weights: Sequence[int]) -> Sequence[int]:
    """Divide `total` into whole parts in proportion to weights, with the same sum; equal parts if all weights are 0."""
    weights = weights if sum(weights) > 0 else [1] * len(weights)
    parts = [total * weight // sum(weights) for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda at: -(total * weights[at] % sum(weights)))
    for at in by_remainder[: total - sum(parts)]:
        parts[at] += 1
    return parts


class OwnTime(msgspec.Struct, frozen=True):
    """The own time a group has used, and the own time it has had so far; the difference is its overrun."""

    item: ProgrammeItem
    used_ms: int
    had_ms: int

    @property
    def ms(self) -> int:
        """Used less had: positive if the group is over its time."""
        return self.used_ms - self.had_ms


def own_times(programme: Programme, clock: Clock, now: int) -> Sequence[OwnTime]:
    """Return the own time of each group whose turn has begun, in the programme's order."""
    times = (_own_time(programme, clock, item, now) for item in programme.items if item.kind == "relay")
    return [own_time for own_time in times if own_time is not None]


def _own_time(programme: Programme, clock: Clock, item: ProgrammeItem, now: int) -> OwnTime | None:
    """Return the own time of a turn: a charged step below its budget makes up for one above it.

    A step that was never entered counts as saved time only after the turn.
    """
    current = programme.place(clock.step_id)
    over_with = current is not None and current.item.id != item.id
    own = [
        place
        for place in programme.of_item(item.id)
        if place.step.charged and (over_with or place.step.id in clock.entered)
    ]
    if not any(place.step.id in clock.entered for place in own):
        return None
    used = sum(clock.spent_ms(place.step.id, now) for place in own)
    return OwnTime(item, used, sum(_had_so_far(place, clock, now) for place in own))


class Overrun(msgspec.Struct, frozen=True):
    """The overrun of a group's own time, the groups still to come, and the first buffer that could pay for it.

    `been_up` are the other groups, who had their turn: they can get no time today.
    """

    item: ProgrammeItem
    ms: int
    to_come: tuple[ProgrammeItem, ...]
    been_up: tuple[ProgrammeItem, ...]
    buffer: ProgrammeItem | None
    #: The time left in the buffer.
    buffer_ms: int
    #: The part of the overrun owed to each other group.
    each_ms: int

    @property
    def ways(self) -> Sequence[Settling]:
        """The ways to settle it that are possible."""
        ways: list[Settling] = ["let_be"]
        if self.buffer is not None:
            ways.append("buffer")
        if self.to_come:
            ways.append("owed")
        return ways


def overrun(programme: Programme, clock: Clock, item_id: str | None, now: int) -> Overrun | None:
    """Return the overrun of a group's turn; None below `LEAST_MS`, and for items that are no turn."""
    places = programme.of_item(item_id)
    if not places or places[0].item.kind != "relay":
        return None
    item = places[0].item
    own = _own_time(programme, clock, item, now)
    over = own.ms if own is not None else 0
    if over < LEAST_MS:
        return None
    coming = still_to_come(programme, clock)
    turns = {place.item.id: place.item for place in coming if place.step.charged and place.item.id != item.id}
    buffers = [place for place in coming if place.item.kind == "buffer" and budget_ms(place.step, clock) > 0]
    first = buffers[0].item if buffers else None
    others = _others(programme, item)
    to_come = tuple(turn for turn in turns.values() if turn.kind == "relay")
    return Overrun(
        item,
        over,
        to_come,
        tuple(item for item in others if item not in to_come),
        first,
        sum(budget_ms(place.step, clock) for place in buffers if place.item == first),
        over // len(others) if others else 0,
    )


def _others(programme: Programme, item: ProgrammeItem) -> Sequence[ProgrammeItem]:
    return [other for other in programme.items if other.kind == "relay" and other.id != item.id]


def settled_items(rows: Rows, gathering_id: str) -> frozenset[str]:
    """Return the ids of the items whose overrun has been settled, in any way."""
    return frozenset(settlement.item_id for settlement in rows.find(Settlement, gathering_id=gathering_id))


def unsettled_overruns(programme: Programme, clock: Clock, settled: frozenset[str], now: int) -> Sequence[Overrun]:
    """Return the overruns of past turns that are not settled yet, in the order of the programme."""
    if clock.phase not in ("running", "paused"):
        return []
    current = programme.place(clock.step_id)
    over = (
        overrun(programme, clock, item.id, now)
        for item in programme.items
        if item.id not in settled and programme.held(item.id, clock) and (current is None or item.id != current.item.id)
    )
    return [overrun for overrun in over if overrun is not None]


def _had_so_far(place: Place, clock: Clock, now: int) -> int:
    budget = budget_ms(place.step, clock)
    return budget if place.step.id != clock.step_id else min(budget, clock.spent_ms(place.step.id, now))


def settlement_budgets(programme: Programme, clock: Clock, over: Overrun, way: Settling) -> Mapping[str, int]:
    """Return the new budgets (ms) by step id that settle an overrun; empty if nothing changes.

    *buffer*: the buffer is shortened by the overrun, at most to zero. *owed*: each other group is owed an equal part;
    those still to come get theirs today, spread over their charged steps, and the day ends later by the time given.
    """
    if way == "buffer" and over.buffer is not None:
        places = programme.of_item(over.buffer.id)
        left_ms = max(over.buffer_ms - over.ms, 0)
        parts = divided(left_ms, [budget_ms(place.step, clock) for place in places])
        return {place.step.id: part for place, part in zip(places, parts, strict=True)}
    if way != "owed":
        return {}
    others = _others(programme, over.item)
    owed = dict(zip((item.id for item in others), divided(over.ms, [1] * len(others)), strict=True))
    minutes: dict[str, int] = {}
    coming = still_to_come(programme, clock)
    for item in over.to_come:
        own = [place.step for place in coming if place.item.id == item.id and place.step.charged]
        budgets = [budget_ms(step, clock) for step in own]
        for step, budget, more in zip(own, budgets, divided(owed[item.id], budgets), strict=True):
            minutes[step.id] = budget + more
    return minutes
