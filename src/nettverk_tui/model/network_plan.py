"""A network as it is planned: groups with members, gatherings with days; and the same in one that stands."""

import re
from collections.abc import Sequence

import msgspec

from nettverk_tui.model.records import Gathering, Group, Language, Member, StaffKind
from nettverk_tui.model.rows import Rows

_DOCTOR = re.compile(r"(?:\w*lege|doctor|gp|physician|general practitioner)\b", re.IGNORECASE)


class PlannedMember(msgspec.Struct, frozen=True):
    """A member of a group; `words` are what stood in brackets and is no role."""

    name: str
    profession: str = ""
    leader: bool = False
    writer: bool = False
    data: bool = False

    @property
    def staff_kind(self) -> StaffKind:
        """Doctors are counted apart."""
        return "doctor" if _DOCTOR.match(self.profession) else "coworker"


class PlannedGroup(msgspec.Struct, frozen=True):
    """One group: its letter, unit, improvement area and members."""

    letter: str
    unit: str
    area: str = ""
    members: tuple[PlannedMember, ...] = ()


class PlannedGathering(msgspec.Struct, frozen=True):
    """One gathering: its days (ISO) and, if it was given, when it begins (local time, `09:00`)."""

    starts_on: str
    ends_on: str
    at: str | None = None


class NetworkPlan(msgspec.Struct, frozen=True):
    """What the form holds when it can be read."""

    name: str
    region: str = ""
    language: Language = "nb"
    advisers: tuple[str, ...] = ()
    groups: tuple[PlannedGroup, ...] = ()
    gatherings: tuple[PlannedGathering, ...] = ()


# --- a network that stands


def groups_of(rows: Rows, network_id: str) -> Sequence[Group]:
    """The groups that take part, in their order."""
    found = (group for group in rows.find(Group, network_id=network_id) if group.state != "withdrawn")
    return sorted(found, key=lambda group: group.position)


def members_of(rows: Rows, group_id: str) -> Sequence[Member]:
    """The members of a group who have not left."""
    return [member for member in rows.find(Member, group_id=group_id) if member.to_on is None]


def gatherings_of(rows: Rows, network_id: str) -> Sequence[Gathering]:
    """The gatherings in their order."""
    return sorted(rows.find(Gathering, network_id=network_id), key=lambda each: each.number)
