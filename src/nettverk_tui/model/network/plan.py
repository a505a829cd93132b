"""The values of a network as planned or imported: groups, members, gatherings; and reading them from the rows."""

import re
from collections.abc import Sequence

import msgspec

from nettverk_tui.model.core.records import Gathering, Group, Member, Network
from nettverk_tui.model.core.rows import Rows
from nettverk_tui.model.core.values import GroupState, Language, StaffKind

_DOCTOR = re.compile(r"(?:\w*lege|doctor|gp|physician|general practitioner)\b", re.IGNORECASE)


class PlannedMember(msgspec.Struct, frozen=True):
    """A member of a group; `words` are those in brackets that are no role."""

    name: str
    profession: str = ""
    leader: bool = False
    writer: bool = False
    data: bool = False

    @property
    def staff_kind(self) -> StaffKind:
        """The kind of staff by the profession: doctors are counted apart."""
        return "doctor" if _DOCTOR.match(self.profession) else "coworker"


class PlannedGroup(msgspec.Struct, frozen=True):
    """One group: its letter, unit, improvement area and members."""

    letter: str
    unit: str
    area: str = ""
    members: tuple[PlannedMember, ...] = ()


class PlannedGathering(msgspec.Struct, frozen=True):
    """One gathering: its days (ISO dates) and, if given, its local start (`09:00`)."""

    starts_on: str
    ends_on: str
    at: str | None = None


class NetworkPlan(msgspec.Struct, frozen=True):
    """The contents of the form that sets up a network."""

    name: str
    region: str = ""
    language: Language = "nb"
    advisers: tuple[str, ...] = ()
    groups: tuple[PlannedGroup, ...] = ()
    gatherings: tuple[PlannedGathering, ...] = ()


class ImportedMember(msgspec.Struct, frozen=True):
    """One person of a row, and the line of the row."""

    line: int
    who: PlannedMember
    from_on: str | None = None
    to_on: str | None = None


class ImportedGroup(msgspec.Struct, frozen=True):
    """One group; empty texts and None mean: not given. Without a `letter` it is found by its unit."""

    line: int
    letter: str
    unit: str
    municipality: str = ""
    area: str = ""
    employees: int | None = None
    operating_model: str = ""
    staff_meetings: str = ""
    members: tuple[ImportedMember, ...] = ()


class PlannedMilestone(msgspec.Struct, frozen=True):
    """A milestone, and its day (ISO date), if it has one."""

    text: str
    planned_on: str | None = None


class Charter(msgspec.Struct, frozen=True):
    """The contents of the page of a network."""

    purpose: str = ""
    owner: str = ""
    funders: str = ""
    coordinator: str = ""
    from_on: str | None = None
    to_on: str | None = None
    groups_per_room: int = 6
    limits: str = ""
    quiet_weeks: str = ""
    zone: str = ""
    milestones: tuple[PlannedMilestone, ...] = ()


class DetailedMember(msgspec.Struct, frozen=True):
    """One member with its dates; `who` is None if the line was emptied: the member has left."""

    id: str
    who: PlannedMember | None
    from_on: str | None = None
    to_on: str | None = None


class StateChange(msgspec.Struct, frozen=True):
    """The new state of a group, with date and cause, if they were given."""

    state: GroupState
    on: str | None = None
    cause: str = ""


class GroupPage(msgspec.Struct, frozen=True):
    """The contents of the page of a group."""

    unit: str
    municipality: str = ""
    area: str = ""
    operating_model: str = ""
    staff_meetings: str = ""
    employees: int | None = None
    state: StateChange = StateChange("active")
    members: tuple[DetailedMember, ...] = ()


# --- an existing network


def groups_of(rows: Rows, network_id: str) -> Sequence[Group]:
    """Return the groups that have not withdrawn, in order."""
    groups = (group for group in rows.find(Group, network_id=network_id) if group.state != "withdrawn")
    return sorted(groups, key=lambda group: group.position)


def members_of(rows: Rows, group_id: str) -> Sequence[Member]:
    """Return the members of a group who have not left."""
    return [member for member in rows.find(Member, group_id=group_id) if member.to_on is None]


def zone_of(rows: Rows, gathering_id: str) -> str:
    """Return the time zone of the network of a gathering; empty if it has none."""
    gathering = rows.get(Gathering, gathering_id)
    network = rows.get(Network, gathering.network_id) if gathering is not None else None
    return network.zone if network is not None else ""


def gatherings_of(rows: Rows, network_id: str) -> Sequence[Gathering]:
    """Return the gatherings of a network in order."""
    return sorted(rows.find(Gathering, network_id=network_id), key=lambda gathering: gathering.number)
