"""The gathering of the minutes: its place among the others, its groups, its clock, and its people."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import TypeVar

from nettverk_tui.documents.minutes.contents import GroupName, Person
from nettverk_tui.model.core.records import ClockEvent, Facilitator, Gathering, Group, Member, ProgrammeItem, Said
from nettverk_tui.model.gathering.days_held import held_days
from nettverk_tui.model.gathering.timekeeping import LIVE_ROOM, Clock, Programme, fold, programme_rows
from nettverk_tui.model.overview.visibility import NetworkRows

S = TypeVar("S", bound=Said)


class GatheringDay:
    """One gathering as the network may see it; also a gathering of two days."""

    def __init__(self, rows: NetworkRows, gathering: Gathering, zone: datetime.tzinfo | None) -> None:
        self.rows = rows
        self.gathering = gathering
        self.zone = zone
        found = rows.find(Gathering, network_id=gathering.network_id)
        self.gatherings = sorted(found, key=lambda other: other.number)
        self.earlier = [other for other in self.gatherings if other.number < gathering.number]
        self.later = [other for other in self.gatherings if other.number > gathering.number]
        self.numbers: Mapping[str | None, int] = {other.id: other.number for other in self.gatherings}
        groups = rows.find(Group, network_id=gathering.network_id)
        self.groups = sorted(groups, key=lambda group: (group.position, group.letter))

    # --- when

    @cached_property
    def clock(self) -> Clock:
        """Return the clock of the gathering."""
        return fold(self.rows.find(ClockEvent, gathering_id=self.gathering.id))

    @cached_property
    def begun_at(self) -> int | None:
        """The start of the clock in UTC ms, else the planned start."""
        return self.gathering.starts_at if self.clock.started_at is None else self.clock.started_at

    @cached_property
    def held_on(self) -> tuple[str, str]:
        """The first and last day of the gathering as it was held, ISO dates."""
        return self.held(self.gathering)

    def held(self, gathering: Gathering) -> tuple[str, str]:
        """Return the first and last day of one of the gatherings as it was held, ISO dates."""
        programme = Programme.of(*programme_rows(self.rows, gathering.id))
        return held_days(gathering, programme, fold(self.rows.find(ClockEvent, gathering_id=gathering.id)), self.local)

    def local(self, at: int) -> datetime.datetime:
        """Return a moment (UTC ms) in the gathering's time zone."""
        return datetime.datetime.fromtimestamp(at / 1000, datetime.UTC).astimezone(self.zone)

    @cached_property
    def ends_at(self) -> int | None:
        """The moment (UTC ms) after which nothing belongs to this gathering any more; None while it may still go on."""
        return self._end_of(self.gathering)

    @cached_property
    def since(self) -> int:
        """The end of the gathering before this one (UTC ms): what is settled from then on is followed up here."""
        return (self._end_of(self.earlier[-1]) or 0) if self.earlier else 0

    def _end_of(self, gathering: Gathering) -> int | None:
        later = (other for other in self.gatherings if other.number > gathering.number)
        if gathering.state != "closed" and all(other.state == "planned" for other in later):
            return None
        day_after = datetime.date.fromisoformat(gathering.ends_on) + datetime.timedelta(days=1)
        midnight = datetime.datetime.combine(day_after, datetime.time(), self.zone)
        closed_at = fold(self.rows.find(ClockEvent, gathering_id=gathering.id)).closed_at
        return max(int(midnight.timestamp() * 1000), closed_at or 0)

    def origin(self, gathering_id: str | None) -> int | None:
        """Return the number of the gathering something comes from; None if it is this one."""
        return None if gathering_id == self.gathering.id else self.numbers.get(gathering_id)

    # --- the programme

    @cached_property
    def items(self) -> Sequence[ProgrammeItem]:
        """Return the items of the programme."""
        return self.rows.find(ProgrammeItem, gathering_id=self.gathering.id)

    @cached_property
    def plan(self) -> Programme:
        """Return the programme with its steps."""
        return Programme.of(*programme_rows(self.rows, self.gathering.id))

    def turns(self, group: Group) -> list[ProgrammeItem]:
        """Return the group's own items of the programme, also those taken out of the day.

        Items of another room, on paper, are not included.
        """
        turns = [item for item in self.items if item.kind == "relay" and item.room == LIVE_ROOM]
        return [item for item in turns if item.group_id == group.id]

    def had_its_turn(self, group: Group) -> bool:
        """Return whether any turn of the group was held."""
        return any(self.plan.held(item.id, self.clock) for item in self.turns(group))

    # --- who

    def letter(self, group_id: str | None) -> str | None:
        """Return a group's letter, or None where there is no such group."""
        group = self.rows.get(Group, group_id)
        return group.letter if group else None

    def place_of(self, letter: str | None) -> int:
        """Return the place in the order of the groups; entries of no group come last."""
        letters = [group.letter for group in self.groups]
        return letters.index(letter) if letter in letters else len(letters)

    def person(self, member_id: str | None, facilitator_id: str | None) -> Person | None:
        """Return the facilitator or the member, or None where neither is known."""
        facilitator = self.rows.get(Facilitator, facilitator_id)
        if facilitator is not None:
            return Person(name=facilitator.name, profession=facilitator.organisation)
        member = self.rows.get(Member, member_id)
        if member is None:
            return None
        return Person(
            name=member.name, profession=member.profession, staff_kind=member.staff_kind, leader=member.leader
        )

    # --- what was said

    def here(self, kind: type[S], group: Group | None) -> list[S]:
        """Return the entries of this gathering in one group's time or, with None, in no known group's."""
        found = in_order(self.rows.find(kind, gathering_id=self.gathering.id))
        if group is not None:
            return [row for row in found if row.group_id == group.id]
        known = {group.id for group in self.groups}
        return [row for row in found if row.group_id not in known]


def in_order(rows: Iterable[S]) -> list[S]:
    """Return the entries in the order of their time."""
    return sorted(rows, key=lambda row: row.at)


def group_name(group: Group) -> GroupName:
    """Return a group's name for headings and lists."""
    return GroupName(letter=group.letter, unit=group.unit)
