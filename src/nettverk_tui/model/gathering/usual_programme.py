"""The usual programme of a gathering, made from the templates: items, steps, pauses, and the order of the groups."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, time, timedelta

import msgspec

from nettverk_tui.model.core.records import Gathering, Group, Network, ProgrammeItem, ProgrammeStep
from nettverk_tui.model.core.rows import Rows
from nettverk_tui.model.core.values import ItemKind, Language
from nettverk_tui.model.gathering.day_plan import LONGEST_DAY_MS
from nettverk_tui.model.gathering.relay import (
    DayTemplate,
    Gatherings,
    ItemTemplate,
    Pauses,
    Relays,
    RelayTemplate,
    StepTemplate,
)
from nettverk_tui.model.gathering.timekeeping import MINUTE
from nettverk_tui.model.network.plan import gatherings_of, groups_of

#: Most minutes in one day; beyond that, items of the usual second day are left out.
ONE_DAY = LONGEST_DAY_MS // MINUTE
#: Kinds that are never left out, even with fewer days than usual.
_ENDS_A_DAY: frozenset[ItemKind] = frozenset({"promises", "closing"})
#: Start of a day that no template has.
_LATER_DAYS_START = time(9)
_NOON = time(12)

#: Converts a local date (ISO) and time to UTC milliseconds.
Moment = Callable[[str, time], int]


def day_starts(gathering: Gathering, gatherings: Gatherings, moment: Moment) -> Sequence[int]:
    """Return the start of each day (UTC ms): the first as given for the gathering, if it is; the others as usual."""
    first, last = date.fromisoformat(gathering.starts_on), date.fromisoformat(gathering.ends_on)
    usual = [day.starts for day in gatherings.gathering(gathering.kind).days]
    starts = []
    for number in range((last - first).days + 1):
        at = usual[number] if number < len(usual) else _LATER_DAYS_START
        starts.append(moment((first + timedelta(days=number)).isoformat(), at))
    if gathering.starts_at is not None:
        starts[0] = gathering.starts_at
    return starts


def presenting(rows: Rows, gathering: Gathering) -> Sequence[Group]:
    """Return the groups that take part, in the order they present: that of the gathering before, rotated by one.

    Groups that had no turn then come last, in the order of their letters; so does every group the first time.
    """
    groups = {group.id: group for group in groups_of(rows, gathering.network_id) if group.state != "completed"}
    order = [id for id in _order_before(rows, gathering) if id in groups]
    return [groups[id] for id in dict.fromkeys([*order[1:], *order[:1], *groups])]


def _order_before(rows: Rows, gathering: Gathering) -> Sequence[str | None]:
    """Return the groups of the latest earlier gathering with turns, in the order of those."""
    earlier = [other for other in gatherings_of(rows, gathering.network_id) if other.number < gathering.number]
    for other in reversed(earlier):
        turns = [item for item in rows.find(ProgrammeItem, gathering_id=other.id) if item.kind == "relay"]
        if turns:
            return [item.group_id for item in sorted(turns, key=lambda item: item.position)]
    return ()


def usual_programme(
    rows: Rows,
    gathering: Gathering,
    gatherings: Gatherings,
    relays: Relays,
    new_id: Callable[[], str],
    moment: Moment,
) -> Sequence[ProgrammeItem | ProgrammeStep]:
    """Return the usual programme of a gathering of this network, in its language, with its groups and days."""
    network = rows.get(Network, gathering.network_id)
    starts = day_starts(gathering, gatherings, moment)
    return plan_gathering(
        gathering,
        presenting(rows, gathering),
        gatherings,
        relays,
        new_id,
        network.language if network is not None else "nb",
        starts,
        [_minute_of_day(start, moment, gathering, number) for number, start in enumerate(starts)],
    )


def _minute_of_day(start: int, moment: Moment, gathering: Gathering, number: int) -> int:
    """Return the local minute of the day of a moment, counted from noon of its date."""
    on = date.fromisoformat(gathering.starts_on) + timedelta(days=number)
    return _minute(_NOON) + (start - moment(on.isoformat(), _NOON)) // MINUTE


class _Slot(msgspec.Struct, frozen=True):
    """A future item with its steps; `group_id` only if it is the relay of one group."""

    item: ItemTemplate
    steps: tuple[StepTemplate, ...]
    group_id: str | None = None

    @property
    def minutes(self) -> int:
        return sum(step.minutes for step in self.steps)


def plan_gathering(
    gathering: Gathering,
    groups: Sequence[Group],
    gatherings: Gatherings,
    relays: Relays,
    new_id: Callable[[], str],
    language: Language = "nb",
    day_starts: Sequence[int] = (),
    begins: Sequence[int] = (),
) -> list[ProgrammeItem | ProgrammeStep]:
    """Return the usual programme of a gathering, each item followed by its steps, positions counted from 1.

    `groups` come in the order they present, without those that have withdrawn. Titles are stored in `language`; an
    item without one is called by its kind. `day_starts` are UTC milliseconds, one a day: the first item of the second
    day gets that as its fixed start. With fewer days than usual, the items of the other days follow on if all of them
    fit into one day; if not, they are prepared but left out, all but the end. With more days, the turns are divided.
    `begins` are the local minutes of the day when each day begins, so that lunch is at noon; the template's if empty.
    """
    template = gatherings.gathering(gathering.kind)
    relay = relays.relay(template.relay) if template.relay else None
    days = [(day, _slots(day, groups, relay)) for day in template.days]
    if len(day_starts) > len(days):
        days = [*days[:-1], *_divided_day(*days[-1])]
    prepared = len(days) > len(day_starts) > 0 and _minutes_of(days) > ONE_DAY
    records: list[ProgrammeItem | ProgrammeStep] = []
    position = 0
    for number, (day, slots) in enumerate(days):
        fixed = day_starts[number] if 0 < number < len(day_starts) else None
        left_out = prepared and number >= len(day_starts)
        minute = begins[number] if number < len(begins) else _minute(day.starts)
        for slot in _with_pauses(slots, minute, gatherings.pauses):
            position += 1
            waits = left_out and slot.item.kind not in _ENDS_A_DAY
            records += _records(slot, gathering.id, position, new_id, language, fixed, waits)
            fixed = None
    return records


def _minutes_of(days: Sequence[tuple[DayTemplate, Sequence[_Slot]]]) -> int:
    return sum(slot.minutes for _, slots in days for slot in slots)


def _divided_day(day: DayTemplate, slots: list[_Slot]) -> list[tuple[DayTemplate, list[_Slot]]]:
    """Divide one day into two: the first half of the turns, and the rest with the items after them."""
    turns = [number for number, slot in enumerate(slots) if slot.group_id is not None]
    if len(turns) < 2 or sum(slot.minutes for slot in slots) <= ONE_DAY // 2:
        return [(day, slots)]
    middle = turns[(len(turns) + 1) // 2]
    return [(day, slots[:middle]), (day, slots[middle:])]


def _records(
    slot: _Slot,
    gathering_id: str,
    position: int,
    new_id: Callable[[], str],
    language: Language,
    fixed: int | None,
    left_out: bool,
) -> Iterator[ProgrammeItem | ProgrammeStep]:
    item = ProgrammeItem(
        id=new_id(),
        gathering_id=gathering_id,
        position=position,
        kind=slot.item.kind,
        title=slot.item.title.in_language(language) if slot.item.title else "",
        group_id=slot.group_id,
        fixed_start_at=fixed,
        protected=slot.item.protected,
        skipped=left_out,
    )
    yield item
    for number, step in enumerate(slot.steps, start=1):
        yield ProgrammeStep(
            id=new_id(),
            item_id=item.id,
            position=number,
            kind=step.kind,
            planned_ms=step.minutes * MINUTE,
            floor_ms=step.floor * MINUTE,
            charged=step.charged,
        )


def _slots(day: DayTemplate, groups: Sequence[Group], relay: RelayTemplate | None) -> list[_Slot]:
    slots: list[_Slot] = []
    for item in day.items:
        if item.kind == "relay" and relay:
            slots += [_Slot(item, relay.steps, group.id) for group in groups]
        else:
            slots.append(_plenary(item, len(groups) if item.per_group else 1))
    return [slot for slot in slots if slot.steps]


def _plenary(item: ItemTemplate, times: int = 1) -> _Slot:
    """Return an item of one step that is charged to no group; without steps if `times` is 0 (promises of no groups)."""
    if not times:
        return _Slot(item, ())
    return _Slot(item, (StepTemplate("plenary", item.minutes * times, item.floor * times, charged=False),))


def _with_pauses(slots: Sequence[_Slot], minute: int, pauses: Pauses) -> Iterator[_Slot]:
    """Return the day with a pause at the boundary nearest to `sitting` minutes after the last one."""
    if not any(slot.group_id is not None for slot in slots):
        yield from slots
        return
    sitting, had_lunch = 0, False
    remaining = sum(slot.minutes for slot in slots)
    for slot in slots:
        too_long = sitting + slot.minutes - pauses.sitting > abs(pauses.sitting - sitting)
        if sitting and too_long and remaining >= pauses.rest:
            lunch = not had_lunch and minute >= _minute(pauses.lunch_from)
            pause = _plenary(pauses.lunch if lunch else pauses.coffee)
            yield pause
            had_lunch = had_lunch or lunch
            minute += pause.minutes
            sitting = 0
        yield slot
        minute += slot.minutes
        sitting += slot.minutes
        remaining -= slot.minutes


def _minute(at: time) -> int:
    return at.hour * 60 + at.minute
