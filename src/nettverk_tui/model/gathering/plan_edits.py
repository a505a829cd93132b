"""Edits of a plan: each returns a new plan, and `changed_rows` the rows to change in the file.

Before the day an edit changes planned times. Once the day has begun (`begun`) planned times are kept, and new minutes
are stored as adapted times. Durations are milliseconds.
"""

from collections.abc import Callable, Iterable, Sequence

import msgspec

from nettverk_tui.model.core.records import ProgrammeItem, ProgrammeStep
from nettverk_tui.model.gathering.day_plan import LONGEST_ITEM_MS, Plan, PlannedItem
from nettverk_tui.model.gathering.fair_day import divided
from nettverk_tui.model.gathering.timekeeping import LIVE_ROOM, MINUTE, allotted_ms


def _with(plan: Plan, item_id: str, change: Callable[[PlannedItem], PlannedItem]) -> Plan:
    return Plan(tuple(change(planned) if planned.item.id == item_id else planned for planned in plan.items))


def _in_place(items: Iterable[PlannedItem]) -> Plan:
    """Return a plan with positions renumbered from 1."""
    return Plan(
        tuple(
            PlannedItem(msgspec.structs.replace(planned.item, position=number), planned.steps)
            for number, planned in enumerate(items, start=1)
        )
    )


def edited(plan: Plan, item_id: str, **fields: object) -> Plan:
    """Set fields of one item: title, fixed_start_at, protected, room."""
    return _with(
        plan, item_id, lambda planned: PlannedItem(msgspec.structs.replace(planned.item, **fields), planned.steps)
    )


def left_out(plan: Plan, item_id: str, *, begun: bool) -> Plan:
    """Leave an item out of the day; it stays prepared. Once the day has begun its steps are adapted to zero."""
    return _with(plan, item_id, lambda planned: _skipped(planned, True, 0 if begun else None))


def taken_in(plan: Plan, item_id: str) -> Plan:
    """Take an item that was left out into the day again."""
    return _with(plan, item_id, lambda planned: _skipped(planned, False, None))


def _skipped(planned: PlannedItem, skipped: bool, adapted_ms: int | None) -> PlannedItem:
    replace = msgspec.structs.replace
    return PlannedItem(
        replace(planned.item, skipped=skipped), tuple(replace(step, adapted_ms=adapted_ms) for step in planned.steps)
    )


def with_minutes(plan: Plan, item_ids: Iterable[str], ms: Sequence[int], *, begun: bool) -> Plan:
    """Set durations (ms) of items: one for the whole, spread over its steps, or one a step.

    Before the day this sets the planned times, once it has begun the adapted ones. A step planned below its floor gets
    that as its floor. Raises ValueError if the number of durations is neither 1 nor that of the steps.
    """
    wanted = frozenset(item_ids)
    return Plan(tuple(_resized(planned, ms, begun) if planned.item.id in wanted else planned for planned in plan.items))


def _resized(planned: PlannedItem, ms: Sequence[int], begun: bool) -> PlannedItem:
    now = [allotted_ms(step) for step in planned.steps]
    parts = ms if len(ms) != 1 else _spread(ms[0], now)
    if len(parts) != len(planned.steps):
        raise ValueError("one duration for the whole, or one for each step")
    replace = msgspec.structs.replace
    steps = [
        replace(step, adapted_ms=part)
        if begun
        else replace(step, planned_ms=part, adapted_ms=None, floor_ms=min(step.floor_ms, part))
        for step, part in zip(planned.steps, parts, strict=True)
    ]
    return PlannedItem(planned.item, tuple(steps))


def _spread(total: int, weights: Sequence[int]) -> Sequence[int]:
    """Divide a total (ms) by weights, into whole minutes if the total is in minutes, to avoid times such as 4:17."""
    if total % MINUTE:
        return divided(total, weights)
    return [part * MINUTE for part in divided(total // MINUTE, weights)]


def nudged(plan: Plan, item_id: str, minutes: int, *, begun: bool) -> Plan:
    """Make an item whole minutes longer or shorter, one minute at a time, in proportion to the floors of its steps.

    In proportion to its length, each single minute would go to the longest step. Limits: zero and the longest item.
    """
    planned = plan.find(item_id)
    if planned is None:
        return plan
    now = [allotted_ms(step) for step in planned.steps]
    weights = [max(step.floor_ms, MINUTE) for step in planned.steps]
    for _ in range(abs(minutes)):
        if minutes > 0 and sum(now) + MINUTE <= LONGEST_ITEM_MS:
            now[max(range(len(now)), key=lambda at: weights[at] / (now[at] + MINUTE))] += MINUTE
        elif minutes < 0 and any(now):
            at = max(range(len(now)), key=lambda at: now[at] / weights[at])
            now[at] = max(now[at] - MINUTE, 0)
    return with_minutes(plan, [item_id], now, begun=begun)


def moved(plan: Plan, item_id: str, to: int) -> Plan:
    """Move an item to another place in the order, counted from 0."""
    items = list(plan.items)
    planned = items.pop(plan.index(item_id))
    items.insert(min(max(to, 0), len(items)), planned)
    return _in_place(items)


def rotated(plan: Plan, begun: frozenset[str] = frozenset()) -> Plan:
    """Rotate the groups by one place among the turns that have not begun: the first becomes the last.

    The turns keep their places in the day, so that one before lunch stays before lunch.
    """
    free = [planned for planned in plan.turns if planned.item.id not in begun]
    after = dict(zip((planned.item.id for planned in free), [*free[1:], *free[:1]], strict=True))
    return _in_place(after.get(planned.item.id, planned) for planned in plan.items)


def inserted(plan: Plan, planned: PlannedItem, at: int) -> Plan:
    """Insert a new item at this place in the order, counted from 0."""
    items = list(plan.items)
    items.insert(min(max(at, 0), len(items)), planned)
    return _in_place(items)


def without(plan: Plan, item_id: str) -> Plan:
    """Remove an item from the plan; `left_out` keeps it in the plan."""
    return _in_place(planned for planned in plan.items if planned.item.id != item_id)


def in_rooms(plan: Plan, rooms: int) -> Plan:
    """Distribute the groups' turns over a number of rooms, neighbours in the order together."""
    turns = [planned for planned in plan.items if planned.item.kind == "relay" and not planned.item.skipped]
    sizes = divided(len(turns), [1] * rooms)
    of_room = [room for room, size in enumerate(sizes, start=LIVE_ROOM) for _ in range(size)]
    room = dict(zip((planned.item.id for planned in turns), of_room, strict=True))
    return Plan(
        tuple(
            PlannedItem(msgspec.structs.replace(planned.item, room=room[planned.item.id]), planned.steps)
            if planned.item.id in room
            else planned
            for planned in plan.items
        )
    )


def changed_rows(before: Plan, after: Plan) -> tuple[ProgrammeItem | ProgrammeStep, ...]:
    """Return the rows that differ, new ones and (with `deleted` set) removed ones, items before their steps."""
    old = {(type(row), row.id): row for row in _rows(before)}
    new = {(type(row), row.id): row for row in _rows(after)}
    changed = [row for key, row in new.items() if old.get(key) != row]
    gone = [msgspec.structs.replace(row, deleted=True) for key, row in old.items() if key not in new]
    return (*changed, *gone)


def _rows(plan: Plan) -> Iterable[ProgrammeItem | ProgrammeStep]:
    for planned in plan.items:
        yield planned.item
        yield from planned.steps
