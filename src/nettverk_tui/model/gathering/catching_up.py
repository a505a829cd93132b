"""Catching up: ways to shorten, drop or move items when the day runs late, each with its new times.

These are proposals only: each is shown with its new times, and the user chooses. Durations and moments are milliseconds
and add up exactly; only the screen rounds.
"""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Literal

import msgspec

from nettverk_tui.model.core.records import Gathering, ProgrammeItem
from nettverk_tui.model.core.values import ItemKind
from nettverk_tui.model.gathering.outlook import item_starts, outlook, still_to_come, this_day
from nettverk_tui.model.gathering.timekeeping import Clock, Place, Programme, budget_ms

#: Smallest delay (ms) worth catching up.
LEAST_MS = 15_000
#: Kinds that are only shortened by a proposal of their own.
_CHOSEN: frozenset[ItemKind] = frozenset({"break", "buffer", "reflection"})

ProposalKind = Literal["shorten", "drop_buffer", "shorten_item", "move_group", "end_later"]


class Lateness(msgspec.Struct, frozen=True):
    """The delay of the day: `ms` late for the next `item` with a fixed start, or (None) for the planned end.

    `planned_at` is the moment planned for it, `likely_at` the one expected now.
    """

    ms: int
    item: ProgrammeItem | None
    planned_at: int
    likely_at: int
    #: The steps still to come before it: only they can be shortened.
    places: tuple[Place, ...]


class Proposal(msgspec.Struct, frozen=True):
    """One way to catch up. `minutes` has new budgets (ms) by step id; `left_ms` is the delay that remains.

    `starts` are the new starts of the items still to come this day, `ends_at` is the new end of the day.
    """

    kind: ProposalKind
    item: ProgrammeItem | None
    minutes: Mapping[str, int]
    skipped: tuple[str, ...]
    saved_ms: int
    left_ms: int
    starts: tuple[tuple[ProgrammeItem, int], ...]
    ends_at: int | None


def lateness(programme: Programme, clock: Clock, gathering: Gathering, now: int) -> Lateness | None:
    """Return the delay of the day; None if it is below `LEAST_MS`, or the clock is not running."""
    if clock.phase not in ("running", "paused"):
        return None
    today = this_day(programme, clock, gathering)
    coming = tuple(place for place in still_to_come(programme, clock) if place.item.id in today)
    late_for = _late_for_fixed(programme, clock, now)
    if late_for is not None:
        item, late = late_for
        before = [place for place in coming if place.item.position < item.position]
        planned_at = item.fixed_start_at or 0
        return Lateness(late, item, planned_at, planned_at + late, tuple(before))
    read = outlook(programme, clock, gathering, now)
    behind = read.behind_start_ms if read.behind_plan_ms is None else read.behind_plan_ms
    if behind is None or behind < LEAST_MS or read.ends_at is None:
        return None
    return Lateness(behind, None, read.ends_at - behind, read.ends_at, coming)


def _late_for_fixed(programme: Programme, clock: Clock, now: int) -> tuple[ProgrammeItem, int] | None:
    for item, at in item_starts(programme, clock, now):
        if item.fixed_start_at is not None and at - item.fixed_start_at >= LEAST_MS:
            return item, at - item.fixed_start_at
    return None


def proposals(programme: Programme, clock: Clock, gathering: Gathering, now: int) -> Sequence[Proposal]:
    """Return the ways to catch up, the gentlest first; *end later* is always the last. Empty if nothing is late."""
    late = lateness(programme, clock, gathering, now)
    if late is None:
        return ()
    drafts: list[Proposal] = []
    today = this_day(programme, clock, gathering)

    def propose(
        kind: ProposalKind,
        item: ProgrammeItem | None = None,
        minutes: Mapping[str, int] | None = None,
        skipped: tuple[str, ...] = (),
    ) -> None:
        changed = adapted(programme, clock, minutes or {}, skipped)
        after = lateness(changed, clock, gathering, now)
        same = after is not None and after.item == late.item
        left_ms = after.ms if after is not None and same else 0
        drafts.append(
            Proposal(
                kind=kind,
                item=item,
                minutes=minutes or {},
                skipped=skipped,
                saved_ms=late.ms - left_ms,
                left_ms=left_ms,
                starts=tuple((item, at) for item, at in item_starts(changed, clock, now) if item.id in today),
                ends_at=outlook(changed, clock, gathering, now).ends_at,
            )
        )

    for item in _items(late.places, "buffer"):
        propose("drop_buffer", item, skipped=(item.id,))
    for item in (*_items(late.places, "break"), *_items(late.places, "reflection")):
        shorter = shortened(late.ms, _of(late.places, item), clock)
        if shorter:
            propose("shorten_item", item, shorter)
    adaptable = [place for place in late.places if not place.item.protected and place.item.kind not in _CHOSEN]
    shorter = shortened(late.ms, adaptable, clock)
    if shorter:
        propose("shorten", minutes=shorter)
    groups = _items(late.places, "relay")
    whole = [item for item in groups if len(_of(late.places, item)) == len(programme.of_item(item.id))]
    if whole:
        propose("move_group", whole[-1], skipped=(whole[-1].id,))
    propose("end_later")
    return [proposal for proposal in drafts if proposal.kind == "end_later" or proposal.saved_ms > 0]


def _items(places: Iterable[Place], kind: ItemKind) -> Sequence[ProgrammeItem]:
    return list({place.item.id: place.item for place in places if place.item.kind == kind}.values())


def _of(places: Iterable[Place], item: ProgrammeItem) -> Sequence[Place]:
    return [place for place in places if place.item.id == item.id]


def shortened(need_ms: int, places: Iterable[Place], clock: Clock) -> Mapping[str, int]:
    """Return new budgets (ms) by step id, together shorter by `need_ms`, or by as much as the floors allow.

    Each step is shortened in proportion to its budget; the part that a step at its floor cannot give is spread over the
    rest. Protected items are not shortened.
    """
    steps = [place.step for place in places if not place.item.protected]
    budgets = {step.id: budget_ms(step, clock) for step in steps}
    floors = {step.id: min(step.floor_ms, budgets[step.id]) for step in steps}
    giving = {id: budget for id, budget in budgets.items() if budget > floors[id]}
    target: dict[str, Fraction] = {}
    need = Fraction(min(need_ms, sum(budget - floors[id] for id, budget in giving.items())))
    while giving:
        keep = 1 - need / sum(giving.values())
        at_floor = [id for id, budget in giving.items() if budget * keep <= floors[id]]
        if not at_floor:
            target |= {id: budget * keep for id, budget in giving.items()}
            break
        for id in at_floor:
            target[id] = Fraction(floors[id])
            need -= giving.pop(id) - floors[id]
    return _whole(target)


def _whole(target: Mapping[str, Fraction]) -> Mapping[str, int]:
    """Round to whole milliseconds with the same sum: those with the largest remainder are rounded up."""
    rounded = {id: value.numerator // value.denominator for id, value in target.items()}
    missing = round(sum(target.values()) - sum(rounded.values()))
    by_remainder = sorted(target, key=lambda id: target[id] - rounded[id], reverse=True)
    return {id: value + (id in by_remainder[:missing]) for id, value in rounded.items()}


def adapted(programme: Programme, clock: Clock, minutes: Mapping[str, int], skipped: Iterable[str]) -> Programme:
    """Return the programme with these budgets (ms, minutes given on the way included) and without these items."""
    out = frozenset(skipped)

    def place_with(place: Place, adapted_ms: int) -> Place:
        return Place(place.item, msgspec.structs.replace(place.step, adapted_ms=adapted_ms))

    places = [
        place_with(place, minutes[place.step.id] - clock.extra.get(place.step.id, 0))
        if place.step.id in minutes
        else place
        for place in programme.places
    ]
    dropped = [place_with(place, 0) for place in places if place.item.id in out]
    return Programme(tuple(place for place in places if place.item.id not in out), (*programme.dropped, *dropped))
