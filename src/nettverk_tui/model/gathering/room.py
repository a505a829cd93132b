"""The room at one moment: who belongs to the gathering, what its programme is, and where the clock stands."""

from collections.abc import Mapping, Sequence
from typing import Literal

import msgspec

from nettverk_tui.model.core.records import (
    Attendance,
    ClockEvent,
    Facilitator,
    Gathering,
    Group,
    Member,
    Network,
    Note,
    ProgrammeItem,
    Project,
)
from nettverk_tui.model.core.rows import Rows
from nettverk_tui.model.gathering.timekeeping import Clock, Place, Programme, fold, programme_rows

#: How far an item of the programme has come: to its end, begun and left, in hand, or not entered yet.
Standing = Literal["done", "begun", "now", "to_come"]


class Room(msgspec.Struct, frozen=True):
    """What every part of the live screen needs to know, read in one go and never changed."""

    network: Network
    gathering: Gathering
    earlier: tuple[Gathering, ...]
    following: Gathering | None
    groups: tuple[Group, ...]
    members: Mapping[str, tuple[Member, ...]]
    facilitators: tuple[Facilitator, ...]
    projects: Mapping[str, Project]
    attendance: tuple[Attendance, ...]
    programme: Programme
    clock: Clock
    parked: int

    @property
    def here(self) -> Place | None:
        """Where the clock stands."""
        return self.programme.place(self.clock.step_id)

    @property
    def previous(self) -> Gathering | None:
        """The gathering before this one."""
        return self.earlier[-1] if self.earlier else None

    def standing(self, item: ProgrammeItem) -> Standing:
        """How far an item of the programme has come; once the gathering is closed none is the one in hand."""
        if self.here is not None and self.here.item.id == item.id and self.clock.phase != "closed":
            return "now"
        if not self.programme.held(item.id, self.clock):
            return "to_come"
        return "done" if self.programme.finished(item.id, self.clock) else "begun"

    def group(self, id: str | None) -> Group | None:
        """The group with that id."""
        return next((group for group in self.groups if group.id == id), None)

    def lettered(self, letter: str) -> Group | None:
        """The group with that letter, small or capital."""
        return next((group for group in self.groups if group.letter.casefold() == letter.casefold()), None)

    def mark_of(self, member_id: str | None = None, facilitator_id: str | None = None) -> Attendance | None:
        """How a person is marked today, or None."""
        return next(
            (
                attendance
                for attendance in self.attendance
                if (member_id is not None and attendance.member_id == member_id)
                or (facilitator_id is not None and attendance.facilitator_id == facilitator_id)
            ),
            None,
        )

    def is_present(self, member_id: str) -> bool:
        """Whether a member is in the room; not marked is not present."""
        mark = self.mark_of(member_id=member_id)
        return mark is not None and mark.presence == "present" and mark.left_at is None


def read_room(rows: Rows, gathering_id: str) -> Room | None:
    """The room of a gathering, or None where there is no such gathering."""
    gathering = rows.get(Gathering, gathering_id)
    network = rows.get(Network, gathering.network_id) if gathering is not None and not gathering.deleted else None
    if gathering is None or network is None:
        return None
    series = sorted(rows.find(Gathering, network_id=network.id), key=lambda gathering: gathering.number)
    groups = sorted(rows.find(Group, network_id=network.id), key=lambda group: (group.position, group.letter))
    return Room(
        network=network,
        gathering=gathering,
        earlier=tuple(other for other in series if other.number < gathering.number),
        following=next((other for other in series if other.number > gathering.number), None),
        groups=tuple(groups),
        members={group.id: current_members(rows, group, gathering) for group in groups},
        facilitators=tuple(rows.find(Facilitator, network_id=network.id)),
        projects={group.id: project for group in groups if (project := _project(rows, group)) is not None},
        attendance=tuple(rows.find(Attendance, gathering_id=gathering.id)),
        programme=Programme.of(*programme_rows(rows, gathering.id)),
        clock=fold(rows.find(ClockEvent, gathering_id=gathering.id)),
        parked=len(open_parked(rows, gathering)),
    )


def unfinished(rows: Rows, gathering: Gathering) -> Sequence[tuple[Gathering, Clock]]:
    """The other gatherings of the file that have begun and are not closed, each with its clock."""
    others = (other for other in rows.find(Gathering, state="open") if other.id != gathering.id)
    return [(other, fold(rows.find(ClockEvent, gathering_id=other.id))) for other in others]


def current_members(rows: Rows, group: Group, gathering: Gathering) -> tuple[Member, ...]:
    """The members of a group on the day of a gathering."""
    return tuple(
        member
        for member in rows.find(Member, group_id=group.id)
        if (member.from_on is None or member.from_on <= gathering.ends_on)
        and (member.to_on is None or member.to_on >= gathering.starts_on)
    )


def open_parked(rows: Rows, gathering: Gathering) -> Sequence[Note]:
    """The parked questions of a gathering that nobody has settled."""
    return [note for note in rows.find(Note, gathering_id=gathering.id, kind="parked") if note.state == "open"]


def _project(rows: Rows, group: Group) -> Project | None:
    projects = rows.find(Project, group_id=group.id)
    return projects[0] if projects else None
