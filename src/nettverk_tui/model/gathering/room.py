"""The state of a gathering at one moment: its groups and people, its programme, and its clock."""

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

#: Progress of an item of the programme: finished, begun and left, current, or not entered yet.
ItemProgress = Literal["done", "begun", "now", "to_come"]


class Room(msgspec.Struct, frozen=True):
    """The state of a gathering that all parts of the live screen share, read at once and immutable."""

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
        """The current place of the clock, or None."""
        return self.programme.place(self.clock.step_id)

    @property
    def previous(self) -> Gathering | None:
        """The gathering before this one, or None."""
        return self.earlier[-1] if self.earlier else None

    def progress(self, item: ProgrammeItem) -> ItemProgress:
        """Return the progress of an item; no item of a closed gathering is current."""
        if self.here is not None and self.here.item.id == item.id and self.clock.phase != "closed":
            return "now"
        if not self.programme.held(item.id, self.clock):
            return "to_come"
        return "done" if self.programme.finished(item.id, self.clock) else "begun"

    def group(self, id: str | None) -> Group | None:
        """Return the group with this id, or None."""
        return next((group for group in self.groups if group.id == id), None)

    def lettered(self, letter: str) -> Group | None:
        """Return the group with this letter, small or capital, or None."""
        return next((group for group in self.groups if group.letter.casefold() == letter.casefold()), None)

    def mark_of(self, member_id: str | None = None, facilitator_id: str | None = None) -> Attendance | None:
        """Return the attendance of a person, or None if it is not marked."""
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
        """Whether a member is marked as present."""
        mark = self.mark_of(member_id=member_id)
        return mark is not None and mark.presence == "present" and mark.left_at is None


def read_room(rows: Rows, gathering_id: str) -> Room | None:
    """Read the room of a gathering; None if there is no such gathering."""
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
    """Return the other gatherings of the file that have begun and are not closed, each with its clock."""
    others = (other for other in rows.find(Gathering, state="open") if other.id != gathering.id)
    return [(other, fold(rows.find(ClockEvent, gathering_id=other.id))) for other in others]


def current_members(rows: Rows, group: Group, gathering: Gathering) -> tuple[Member, ...]:
    """Return the members of a group on the day of a gathering."""
    return tuple(
        member
        for member in rows.find(Member, group_id=group.id)
        if (member.from_on is None or member.from_on <= gathering.ends_on)
        and (member.to_on is None or member.to_on >= gathering.starts_on)
    )


def open_parked(rows: Rows, gathering: Gathering) -> Sequence[Note]:
    """Return the open parked questions of a gathering."""
    return [note for note in rows.find(Note, gathering_id=gathering.id, kind="parked") if note.state == "open"]


def _project(rows: Rows, group: Group) -> Project | None:
    projects = rows.find(Project, group_id=group.id)
    return projects[0] if projects else None
