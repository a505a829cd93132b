"""The plan of a gathering before it is run: the start of each item, its latest start, and faults of the plan.

A plan is a value; `plan_edits` makes new plans from it. Items left out of the day and those of other rooms keep their
places, but take no time. Durations are milliseconds, moments UTC milliseconds; `day_of` gives the local date of a
moment, so that changes to and from summer time need no arithmetic here.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import Literal

import msgspec

from nettverk_tui.model.core.records import ProgrammeItem, ProgrammeStep
from nettverk_tui.model.core.values import ItemKind
from nettverk_tui.model.gathering.timekeeping import LIVE_ROOM, MINUTE, NIGHT_MS, allotted_ms

#: Longest item; anything longer is a typing error.
LONGEST_ITEM_MS = 10 * 60 * MINUTE
#: Longest day, by our own judgement.
LONGEST_DAY_MS = 8 * 60 * MINUTE
#: Shortest gap before a fixed start that is mentioned.
SPARE_MS = 15 * MINUTE
#: Longest stretch without a pause, by our own judgement (the rule of the templates is about 90 minutes).
LONGEST_SITTING_MS = 150 * MINUTE
MOST_ROOMS = 4
#: Kinds of items that can be left out of a day, the least important first.
_GOES: tuple[ItemKind, ...] = ("buffer", "reflection", "teaching", "group_work", "promises", "break", "relay")

DayOf = Callable[[int], str]


class PlannedItem(msgspec.Struct, frozen=True):
    """One item with its steps."""

    item: ProgrammeItem
    steps: tuple[ProgrammeStep, ...]

    @property
    def ms(self) -> int:
        """Its duration now: adapted where the day has changed it, else planned."""
        return sum(allotted_ms(step) for step in self.steps)

    @property
    def floor_ms(self) -> int:
        """Its shortest duration; a protected item cannot be shortened."""
        return self.ms if self.item.protected else min(sum(step.floor_ms for step in self.steps), self.ms)

    @property
    def live(self) -> bool:
        """Whether it is part of the day and held in the room of the clock."""
        return not self.item.skipped and self.item.room == LIVE_ROOM


class Plan(msgspec.Struct, frozen=True, dict=True):
    """The items of a gathering in order, including those left out and those of other rooms."""

    items: tuple[PlannedItem, ...]

    @classmethod
    def of(cls, items: Iterable[ProgrammeItem], steps: Iterable[ProgrammeStep]) -> "Plan":
        """Make a plan from the rows of a gathering, in any order."""
        of_item: dict[str, list[ProgrammeStep]] = {}
        for step in sorted(steps, key=lambda step: step.position):
            of_item.setdefault(step.item_id, []).append(step)
        ordered = sorted(items, key=lambda item: (item.position, item.id))
        return cls(tuple(PlannedItem(item, tuple(of_item.get(item.id, ()))) for item in ordered))

    @cached_property
    def live(self) -> tuple[PlannedItem, ...]:
        """The items of the day in the room of the clock."""
        return tuple(planned for planned in self.items if planned.live)

    @cached_property
    def turns(self) -> tuple[PlannedItem, ...]:
        """The groups' relays in the room of the clock, in the order they present."""
        return tuple(planned for planned in self.live if planned.item.kind == "relay")

    def find(self, item_id: str) -> PlannedItem | None:
        """Return the item with this id, or None."""
        return next((planned for planned in self.items if planned.item.id == item_id), None)

    def index(self, item_id: str) -> int:
        """Return the place of an item, from 0. Raises ValueError for an unknown id."""
        return [planned.item.id for planned in self.items].index(item_id)


class Timed(msgspec.Struct, frozen=True):
    """The times of an item. `late_ms` is its delay after its fixed start, `spare_ms` the wait before that.

    `latest_at` is the latest start that keeps the next fixed start; None if none follows.
    """

    planned: PlannedItem
    starts_at: int
    ends_at: int
    latest_at: int | None
    spare_ms: int
    late_ms: int


def timed(plan: Plan, starts_at: int) -> Sequence[Timed]:
    """Return the items of the day with their times; `starts_at` is the start of the gathering."""
    at, placed = starts_at, []
    for planned in plan.live:
        fixed = planned.item.fixed_start_at
        spare = late = 0
        if fixed is not None:
            spare, late = max(fixed - at, 0), max(at - fixed, 0)
            at = max(at, fixed)
        placed.append(Timed(planned, at, at + planned.ms, None, spare, late))
        at += planned.ms
    return _back_timed(placed)


def _back_timed(times: Sequence[Timed]) -> Sequence[Timed]:
    """Add the latest start of each item, counted back from the fixed starts, each day by itself."""
    limited: list[Timed] = []
    limit: int | None = None
    for placed in reversed(times):
        limit = None if limit is None else limit - placed.planned.ms
        fixed = placed.planned.item.fixed_start_at
        if fixed is not None:
            limit = fixed if limit is None else min(limit, fixed)
        limited.append(msgspec.structs.replace(placed, latest_at=limit))
        if placed.spare_ms >= NIGHT_MS:
            limit = None
    return limited[::-1]


# --- faults of a plan

FindingKind = Literal[
    "late", "order", "overlap", "outside", "long_day", "no_second_day", "no_pause", "spare", "twice", "missing", "crowd"
]


class Finding(msgspec.Struct, frozen=True):
    """A remark on the plan, and for a fault also ways to mend it.

    `other`: the item with a fixed start before this one, if any.
    `ms`: the delay, length or gap. `gives_ms`: the time gained by shortening the items before to their floors.
    `enough`: the items that would each be enough if left out.
    """

    kind: FindingKind
    item: ProgrammeItem | None = None
    other: ProgrammeItem | None = None
    ms: int = 0
    at: int = 0
    gives_ms: int = 0
    enough: tuple[ProgrammeItem, ...] = ()
    groups: tuple[str, ...] = ()

    @property
    def serious(self) -> bool:
        """Whether the day cannot be held as planned."""
        return self.kind in ("late", "order", "overlap", "outside", "long_day", "no_second_day", "twice")


def findings(
    plan: Plan,
    starts_at: int,
    days: tuple[str, str],
    taking_part: Sequence[str],
    in_a_room: int,
    day_of: DayOf,
) -> Sequence[Finding]:
    """Return all remarks on a plan, faults first.

    `days` are the first and last local ISO date of the gathering, `taking_part` the ids of the groups that should have
    a turn, `in_a_room` is the largest number of groups that share a room well.
    """
    times = timed(plan, starts_at)
    all_findings = [
        *_fixed_points(times),
        *_days(times, days, day_of),
        *_turns(plan, taking_part, in_a_room),
        *_sitting(times),
        *(Finding("spare", placed.planned.item, ms=placed.spare_ms) for placed in _with_spare(times, day_of)),
    ]
    return sorted(all_findings, key=lambda finding: not finding.serious)


def _fixed_points(times: Sequence[Timed]) -> Iterable[Finding]:
    before: list[Timed] = []
    for placed in times:
        item = placed.planned.item
        if item.fixed_start_at is None:
            before.append(placed)
            continue
        fixed = before[0] if before and before[0].planned.item.fixed_start_at is not None else None
        if placed.late_ms:
            other = fixed.planned.item if fixed is not None else None
            if other is not None and item.fixed_start_at <= (other.fixed_start_at or 0):
                yield Finding("order", item, other, ms=placed.late_ms, at=item.fixed_start_at)
            elif fixed is not None and len(before) == 1:
                yield Finding("overlap", item, other, ms=placed.late_ms, at=fixed.ends_at)
            else:
                yield _late(placed, [earlier.planned for earlier in before], fixed)
        before = [placed]


def _late(placed: Timed, before: Sequence[PlannedItem], fixed: Timed | None) -> Finding:
    can_go = [
        earlier
        for earlier in before
        if not earlier.item.protected
        and earlier.item.fixed_start_at is None
        and earlier.item.kind in _GOES
        and earlier.ms >= placed.late_ms
    ]
    enough = sorted(can_go, key=lambda planned: (_GOES.index(planned.item.kind), planned.ms))
    return Finding(
        "late",
        placed.planned.item,
        fixed.planned.item if fixed is not None else None,
        ms=placed.late_ms,
        at=placed.starts_at,
        gives_ms=sum(planned.ms - planned.floor_ms for planned in before),
        enough=tuple(planned.item for planned in enough[:2]),
    )


def _days(times: Sequence[Timed], days: tuple[str, str], day_of: DayOf) -> Iterable[Finding]:
    by_day = in_days(times, day_of)
    for placed in times:
        fixed = placed.planned.item.fixed_start_at
        if fixed is not None and not days[0] <= day_of(fixed) <= days[1]:
            yield Finding("outside", placed.planned.item, at=fixed)
    for day in by_day:
        length = day[-1].ends_at - day[0].starts_at
        if length > LONGEST_DAY_MS or day_of(max(day[-1].ends_at - 1, day[0].starts_at)) != day_of(day[0].starts_at):
            shorter = sum(placed.planned.ms - placed.planned.floor_ms for placed in day)
            yield Finding("long_day", day[0].planned.item, ms=length, at=day[-1].ends_at, gives_ms=shorter)
    if days[0] != days[1] and len(by_day) == 1 and times:
        yield Finding("no_second_day")


def in_days(times: Sequence[Timed], day_of: DayOf) -> Sequence[Sequence[Timed]]:
    """Group the items by day: a fixed start on a later date begins a new one."""
    days: list[list[Timed]] = []
    for placed in times:
        fixed = placed.planned.item.fixed_start_at
        if not days or (fixed is not None and day_of(fixed) > day_of(days[-1][0].starts_at)):
            days.append([])
        days[-1].append(placed)
    return days


def _with_spare(times: Sequence[Timed], day_of: DayOf) -> Iterable[Timed]:
    nights = {day[0].planned.item.id for day in in_days(times, day_of)}
    return (placed for placed in times if placed.spare_ms >= SPARE_MS and placed.planned.item.id not in nights)


def _turns(plan: Plan, taking_part: Sequence[str], in_a_room: int) -> Iterable[Finding]:
    with_turn = [
        planned.item.group_id for planned in plan.items if planned.item.kind == "relay" and not planned.item.skipped
    ]
    if not with_turn:
        return
    twice = tuple(id for id in dict.fromkeys(with_turn) if id is not None and with_turn.count(id) > 1)
    if twice:
        yield Finding("twice", groups=twice)
    missing = tuple(id for id in taking_part if id not in with_turn)
    if missing:
        yield Finding("missing", groups=missing)
    if len(plan.turns) > in_a_room:
        yield Finding("crowd", ms=len(plan.turns))


def _sitting(times: Sequence[Timed]) -> Iterable[Finding]:
    sitting = 0
    for placed in times:
        if placed.planned.item.kind == "break" or placed.spare_ms >= SPARE_MS:
            sitting = 0
        if placed.planned.item.kind != "break":
            longer = sitting + placed.planned.ms
            if sitting <= LONGEST_SITTING_MS < longer:
                yield Finding("no_pause", placed.planned.item, ms=longer)
            sitting = longer
