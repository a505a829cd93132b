"""The outlook of a day that runs: time used and left, the items still to come, and the likely end.

Moments are UTC milliseconds, durations milliseconds.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Literal

import msgspec

from nettverk_tui.model.core.records import Gathering, ProgrammeItem, ProgrammeStep
from nettverk_tui.model.gathering.timekeeping import MINUTE, NIGHT_MS, Clock, Place, Programme, budget_ms

Pace = Literal["on_time", "wind_up", "over"]
#: Wind up: the last minute or fifth of a step, whichever is shorter; steps up to two minutes get none (ours).
WIND_UP_MOST_MS = MINUTE
WIND_UP_SHARE = 5
WIND_UP_ABOVE_MS = 2 * MINUTE


class Outlook(msgspec.Struct, frozen=True):
    """The reading of the clock at one moment, as the top of the screen shows it."""

    spent_ms: int
    budget_ms: int
    pace: Pace
    ends_at: int | None
    behind_plan_ms: int | None
    behind_start_ms: int | None
    #: The likely end of the current item.
    item_ends_at: int | None = None

    @property
    def left_ms(self) -> int:
        """The time left of the step; negative if it is over."""
        return self.budget_ms - self.spent_ms


def outlook(programme: Programme, clock: Clock, gathering: Gathering, now: int) -> Outlook:
    """Return the time used and left in the step, and the likely end of the current day.

    The likely end is now, plus the time left of this step (at least zero) and of those still to come: the rest of this
    item and all items whose turn has not come. `behind_plan_ms` is measured from the planned start, `behind_start_ms`
    from the real one.
    """
    current = programme.place(clock.step_id)
    spent = clock.spent_ms(current.step.id, now) if current else 0
    budget = budget_ms(current.step, clock) if current else 0
    free_at = now + max(budget - spent, 0)
    item_ends_at = None
    if current is not None and clock.phase in ("running", "paused"):
        rest = (place.step for place in still_to_come(programme, clock) if place.item.id == current.item.id)
        item_ends_at = free_at + sum(_left_ms(step, clock, now) for step in rest)
    today = this_day(programme, clock, gathering)
    ends_at = _likely_end(programme, clock, gathering, today, free_at, now)
    planned = [place for place in programme.planned if place.item.id in today]
    return Outlook(
        spent_ms=spent,
        budget_ms=budget,
        pace=pace(spent, budget),
        ends_at=ends_at,
        behind_plan_ms=_behind(ends_at, gathering.starts_at, planned),
        behind_start_ms=_behind(ends_at, clock.started_at, planned),
        item_ends_at=item_ends_at,
    )


def _likely_end(
    programme: Programme, clock: Clock, gathering: Gathering, today: frozenset[str], free_at: int, now: int
) -> int | None:
    """Return the likely end of the items of `today`; `free_at` is the likely end of the current step."""
    if clock.phase == "closed":
        return clock.closed_at
    if clock.phase == "waiting":
        if gathering.starts_at is None:
            return None
        first_day = [place for place in programme.places if place.item.id in today]
        return _end(max(now, gathering.starts_at), first_day, _planned_ms)
    coming = [place for place in still_to_come(programme, clock) if place.item.id in today]
    return _end(free_at, coming, lambda step: _left_ms(step, clock, now))


def _behind(ends_at: int | None, begins: int | None, planned: Iterable[Place]) -> int | None:
    """Return how much later (ms) the day ends than if it had begun at `begins` and kept its plan."""
    if ends_at is None or begins is None:
        return None
    return ends_at - _end(begins, planned, _planned_ms)


def _planned_ms(step: ProgrammeStep) -> int:
    return step.planned_ms


def pace(spent_ms: int, budget: int) -> Pace:
    """Return the pace of a step; both arguments are milliseconds."""
    left_ms = budget - spent_ms
    if left_ms < 0:
        return "over"
    if budget > WIND_UP_ABOVE_MS and left_ms <= min(WIND_UP_MOST_MS, budget // WIND_UP_SHARE):
        return "wind_up"
    return "on_time"


def until_next_second(ms: int) -> int:
    """Return the milliseconds until the next whole second, when all screens with a clock are drawn."""
    return 1000 - ms % 1000


def this_day(programme: Programme, clock: Clock, gathering: Gathering) -> frozenset[str]:
    """Return the ids of the items planned for the current day; before the start, for the first."""
    current = programme.place(clock.step_id)
    days: list[list[str]] = [[]]
    at = gathering.starts_at if gathering.starts_at is not None else clock.started_at
    for place in programme.planned:
        fixed = place.item.fixed_start_at if place.step.position == 1 else None
        if fixed is not None and at is not None and fixed - at >= NIGHT_MS and days[-1]:
            days.append([])
        at = fixed if at is None else max(at, fixed or at)
        at = None if at is None else at + place.step.planned_ms
        days[-1].append(place.item.id)
    if current is None:
        return frozenset(days[0])
    return frozenset(next((day for day in days if current.item.id in day), days[-1]))


def still_to_come(programme: Programme, clock: Clock) -> tuple[Place, ...]:
    """Return the later places of the current item, and all places of items whose turn has not come.

    In the closing, items passed over before it are no longer to come: they are carried over.
    """
    current, behind = programme.place(clock.step_id), programme.left_behind(clock)
    closing = current if current is not None and current.item.kind == "closing" else None
    coming: list[Place] = []
    for item in programme.items:
        if closing is not None and item.position < closing.item.position:
            continue
        places = programme.of_item(item.id)
        if current is not None and item.id == current.item.id:
            coming.extend(places[places.index(current) + 1 :])
        elif item.id not in behind:
            coming.extend(places)
    return tuple(coming)


def item_starts(programme: Programme, clock: Clock, now: int) -> Sequence[tuple[ProgrammeItem, int]]:
    """Return the likely starts of the items still to come, in order; none before its fixed start."""
    current = programme.place(clock.step_id)
    at = now + (_left_ms(current.step, clock, now) if current is not None else 0)
    starts: list[tuple[ProgrammeItem, int]] = []
    for place in still_to_come(programme, clock):
        if place.step.position == 1:
            at = max(at, place.item.fixed_start_at or at)
            starts.append((place.item, at))
        at += _left_ms(place.step, clock, now)
    return starts


def _end(begins: int, places: Iterable[Place], duration: Callable[[ProgrammeStep], int]) -> int:
    """Return the end of the last place, from the moment `begins`; no item begins before its fixed start."""
    at = begins
    for place in places:
        if place.item.fixed_start_at is not None and place.step.position == 1:
            at = max(at, place.item.fixed_start_at)
        at += duration(place.step)
    return at


def _left_ms(step: ProgrammeStep, clock: Clock, now: int) -> int:
    return max(budget_ms(step, clock) - clock.spent_ms(step.id, now), 0)
