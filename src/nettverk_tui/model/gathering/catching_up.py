"""Catching up: what could be shortened, dropped or moved when the day runs late, and the times that would follow.

Nothing here is done by itself: each proposal is shown with its new times, and somebody chooses. Durations and moments
are milliseconds and add up exactly; only the screen rounds.
"""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Literal

import msgspec

from nettverk_tui.model.core.records import Gathering, ProgrammeItem
from nettverk_tui.model.core.values import ItemKind
from nettverk_tui.model.gathering.timekeeping import (
    Clock,
    Place,
    Programme,
    budget_ms,
    item_starts,
    outlook,
    still_to_come,
    this_day,
)

#: Nobody shortens anything for less.
LEAST_MS = 15_000
#: Shortened by a choice of their own, never in passing.
_CHOSEN: frozenset[ItemKind] = frozenset({"break", "buffer", "reflection"})

ProposalKind = Literal["shorten", "drop_buffer", "shorten_item", "move_group", "end_later"]


class Lateness(msgspec.Struct, frozen=True):
    """How late the day is for what comes next at a fixed time, or (`item` is None) for its planned end.

    `planned_at` is when that was to be, `likely_at` when it would be as things stand.
    """

    ms: int
    item: ProgrammeItem | None
    planned_at: int
    likely_at: int
    #: The steps still to come before that: only they can be shortened for it.
    places: tuple[Place, ...]


class Proposal(msgspec.Struct, frozen=True):
    """One way to catch up. `minutes` has new budgets (ms) by step id; `left_ms` is what it leaves still late.

    `starts` is when each item that is still to come this day would begin, and `ends_at` when the day would end.
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
    """What there is to catch up; None when the day is less than `LEAST_MS` late, or has no clock running."""
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
    """The ways to catch up, the gentlest first; *end later* is always the last. Empty when nothing is late."""
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
    """New budgets by step id, shorter by `need_ms` together, or by as much as the floors allow.

    Each gives in proportion to what it has; what a step at its floor cannot give is spread over the rest. Protected
    items give nothing.
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
    """Whole milliseconds with the same sum: those with the largest remainder are rounded up."""
    rounded = {id: value.numerator // value.denominator for id, value in target.items()}
    missing = round(sum(target.values()) - sum(rounded.values()))
    by_remainder = sorted(target, key=lambda id: target[id] - rounded[id], reverse=True)
    return {id: value + (id in by_remainder[:missing]) for id, value in rounded.items()}


def adapted(programme: Programme, clock: Clock, minutes: Mapping[str, int], skipped: Iterable[str]) -> Programme:
    """The programme with these budgets (ms) and without these items. Minutes given on the way are part of a budget."""
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
