"""The clock of a gathering as a fold of stored events, and the programme that it runs through.

Nothing here counts seconds: every number follows from the events and the *now* passed in, so a killed program, a
suspended laptop and a second window read the same time. Moments are UTC milliseconds, durations milliseconds.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Literal

import msgspec

from nettverk_tui.model.core.records import ClockEvent, ProgrammeItem, ProgrammeStep
from nettverk_tui.model.core.rows import Rows

Phase = Literal["waiting", "running", "paused", "closed"]

MINUTE = 60_000
#: The room of the clock; the others write on paper.
LIVE_ROOM = 1
#: A wait of this length before a fixed start is a night: the item after it begins another day.
NIGHT_MS = 6 * 60 * MINUTE


class Clock(msgspec.Struct, frozen=True):
    """The state of the clock. `spent` has the time (ms) by step id until `since`; the running stretch comes on top.

    `extra` are minutes given or taken (ms), `entered` first entries (moments), both by step id. `route` are step ids in
    the order they were entered; `settled_at` is the moment of the last event that moves time.
    """

    phase: Phase = "waiting"
    item_id: str | None = None
    step_id: str | None = None
    since: int | None = None
    started_at: int | None = None
    closed_at: int | None = None
    spent: Mapping[str, int] = {}
    extra: Mapping[str, int] = {}
    entered: Mapping[str, int] = {}
    route: tuple[str, ...] = ()
    settled_at: int | None = None
    last: ClockEvent | None = None

    def spent_ms(self, step_id: str, now: int) -> int:
        """Return the time used in a step so far; a computer clock that was set back takes no time away."""
        spent = self.spent.get(step_id, 0)
        if self.phase == "running" and step_id == self.step_id and self.since is not None:
            spent += max(now - self.since, 0)
        return spent

    @property
    def visited(self) -> frozenset[str]:
        """Ids of the steps that have been entered."""
        return frozenset(self.entered)


def fold(events: Iterable[ClockEvent]) -> Clock:
    """Return the clock after these events, taken in order of `seq`."""
    clock = Clock()
    for event in sorted(events, key=lambda event: event.seq):
        clock = _after(clock, event)
    return clock


def _after(clock: Clock, event: ClockEvent) -> Clock:
    replace = msgspec.structs.replace
    if event.kind == "adjust":
        step = event.step_id or clock.step_id
        if step is None:
            return clock
        extra = {**clock.extra, step: clock.extra.get(step, 0) + event.amount_ms}
        return replace(clock, extra=extra, last=event)
    spent = dict(clock.spent)
    if clock.step_id is not None:
        spent[clock.step_id] = clock.spent_ms(clock.step_id, event.at)
    clock = replace(clock, spent=spent, settled_at=event.at, last=event)
    if event.kind in ("start", "go"):
        entered, route = dict(clock.entered), clock.route
        if event.step_id is not None:
            entered.setdefault(event.step_id, event.at)
            route = (*route, event.step_id)
        return replace(
            clock,
            phase="running",
            item_id=event.item_id,
            step_id=event.step_id,
            since=event.at,
            started_at=event.at if clock.started_at is None else clock.started_at,
            entered=entered,
            route=route,
        )
    if event.kind == "pause":
        return replace(clock, phase="paused", since=None)
    if event.kind == "resume":
        return replace(clock, phase="running", since=event.at)
    if event.kind == "close":
        return replace(clock, phase="closed", since=None, closed_at=event.at)
    # Reopened: a day that had never begun waits again.
    return replace(clock, phase="waiting" if clock.step_id is None else "paused", since=None, closed_at=None)


class Place(msgspec.Struct, frozen=True):
    """One step and its item: a position of the clock."""

    item: ProgrammeItem
    step: ProgrammeStep


def in_order(places: Iterable[Place]) -> tuple[Place, ...]:
    """Sort places in the order of the day."""
    return tuple(sorted(places, key=lambda place: (place.item.position, place.item.id, place.step.position)))


class Programme(msgspec.Struct, frozen=True, dict=True):
    """The items of a day in the room of the clock, in order, each with its steps.

    `dropped` were in the plan and taken out on the day: their steps are adapted to zero. An item that was prepared but
    left out before the day is in neither.
    """

    places: tuple[Place, ...]
    dropped: tuple[Place, ...] = ()

    @classmethod
    def of(cls, items: Iterable[ProgrammeItem], steps: Iterable[ProgrammeStep]) -> "Programme":
        """Make a programme from the rows of a gathering, in any order."""
        by_id = {item.id: item for item in items if item.room == LIVE_ROOM}
        all_places = in_order(Place(by_id[step.item_id], step) for step in steps if step.item_id in by_id)
        return cls(
            tuple(place for place in all_places if not place.item.skipped),
            tuple(place for place in all_places if place.item.skipped and place.step.adapted_ms == 0),
        )

    @cached_property
    def planned(self) -> tuple[Place, ...]:
        """The places of the plan in order, those dropped on the day included."""
        return in_order((*self.places, *self.dropped))

    @cached_property
    def items(self) -> tuple[ProgrammeItem, ...]:
        """The items in order."""
        return tuple(places[0].item for places in self._of_item.values())

    @cached_property
    def _of_item(self) -> Mapping[str | None, tuple[Place, ...]]:
        of_item: dict[str | None, tuple[Place, ...]] = {}
        for place in self.places:
            of_item[place.item.id] = (*of_item.get(place.item.id, ()), place)
        return of_item

    @cached_property
    def _of_step(self) -> Mapping[str | None, Place]:
        return {place.step.id: place for place in self.places}

    def place(self, step_id: str | None) -> Place | None:
        """Return the place of a step, or None."""
        return self._of_step.get(step_id)

    def of_item(self, item_id: str | None) -> tuple[Place, ...]:
        """Return the places of one item, in order."""
        return self._of_item.get(item_id, ())

    def held(self, item_id: str, clock: Clock) -> bool:
        """Whether any step of the item has been entered."""
        return any(place.step.id in clock.entered for place in self.of_item(item_id))

    def left_behind(self, clock: Clock) -> frozenset[str]:
        """Return the ids of the items whose turn has come, the current one included.

        Going back out of the first step of an item undoes its turn: *next* leads into it again.
        """
        at = {place.step.id: number for number, place in enumerate(self.places)}
        behind: set[str] = set()
        before: int | None = None
        for number in (at[step] for step in clock.route if step in at):
            if before == number + 1 and self.places[before].item != self.places[number].item:
                behind.discard(self.places[before].item.id)
            behind.add(self.places[number].item.id)
            before = number
        return frozenset(behind)

    def finished(self, item_id: str, clock: Clock) -> bool:
        """Whether the last step of the item has been entered; its changeover does not count."""
        steps = [place.step for place in self.of_item(item_id) if place.step.kind != "changeover"]
        return bool(steps) and steps[-1].id in clock.entered

    def next(self, clock: Clock) -> Place | None:
        """Return the place after *next*: the item's next step, else the next item whose turn has not come, else any."""
        current = self.place(clock.step_id)
        if current is None:
            return self.places[0] if self.places else None
        steps = self.of_item(current.item.id)
        at = steps.index(current)
        if at + 1 < len(steps):
            return steps[at + 1]
        return self._first_to_come(clock, after=current)

    def back(self, clock: Clock) -> Place | None:
        """Return the place after *back*: the step before in the programme, or None."""
        current = self.place(clock.step_id)
        if current is None:
            return None
        at = self.places.index(current)
        return self.places[at - 1] if at else None

    def next_group(self, clock: Clock) -> Place | None:
        """Return the first step of the next group whose turn has not come; groups passed over come last."""
        return self._first_to_come(clock, after=self.place(clock.step_id), kinds=frozenset({"relay"}))

    def passed_over(self, clock: Clock, place: Place, now: int) -> Sequence[ProgrammeItem]:
        """Return the breaks and fixed starts that a move to a later place would pass over, to ask about them.

        The item of the place itself is among them if it is at least a minute before its fixed start.
        """
        current, items, behind = self.place(clock.step_id), self.items, self.left_behind(clock)
        at = items.index(current.item) + 1 if current is not None else 0
        to = items.index(place.item)
        passed = [
            item
            for item in items[at:to]
            if item.id not in behind and (item.kind == "break" or item.fixed_start_at is not None)
        ]
        early = (place.item.fixed_start_at or now) - now >= MINUTE
        return [*passed, place.item] if early else passed

    def _first_to_come(self, clock: Clock, after: Place | None, kinds: frozenset[str] | None = None) -> Place | None:
        items, behind = self.items, self.left_behind(clock)
        at = items.index(after.item) + 1 if after is not None else 0
        for item in (*items[at:], *items[:at]):
            of_kind = kinds is None or item.kind in kinds
            if of_kind and item.id not in behind and (after is None or item.id != after.item.id):
                places = self.of_item(item.id)
                if places:
                    return places[0]
        return None


def programme_rows(rows: Rows, gathering_id: str) -> tuple[Sequence[ProgrammeItem], Sequence[ProgrammeStep]]:
    """Return the items and steps of a gathering, unsorted, including those of other rooms and those left out."""
    items = rows.find(ProgrammeItem, gathering_id=gathering_id)
    return items, [step for item in items for step in rows.find(ProgrammeStep, item_id=item.id)]


def allotted_ms(step: ProgrammeStep) -> int:
    """Return the time of a step now: adapted if the day has changed it, else planned."""
    return step.planned_ms if step.adapted_ms is None else step.adapted_ms


def budget_ms(step: ProgrammeStep, clock: Clock) -> int:
    """Return the budget of a step: adapted or planned, plus minutes given or taken; never below zero."""
    return max(allotted_ms(step) + clock.extra.get(step.id, 0), 0)
