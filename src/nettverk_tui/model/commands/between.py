"""Commands for the time between gatherings, given on the capture line."""

from nettverk_tui.model.commands.base import Command
from nettverk_tui.model.core.entry_kinds import EventKind
from nettverk_tui.model.core.values import Channel, Layer, MeetingKind, Phase, Rater


class AddContact(Command, frozen=True, kw_only=True):
    """Add a guidance contact with a group."""

    id: str
    group_id: str
    on: str
    channel: Channel
    minutes: int | None = None
    topic: str = ""
    agreed: str = ""
    next_on: str | None = None
    facilitator_id: str | None = None
    layer: Layer = "facilitators"


class AddGroupMeeting(Command, frozen=True, kw_only=True):
    """Add a meeting of the group, or a staff meeting where the work was discussed."""

    id: str
    group_id: str
    on: str
    kind: MeetingKind
    minutes: int | None = None
    outside_hours: bool | None = None
    text: str = ""
    layer: Layer = "group"


class AddMeasurement(Command, frozen=True, kw_only=True):
    """Add one measurement; the indicator is made if the group has none of that name."""

    id: str
    group_id: str
    indicator_id: str
    indicator_name: str
    on: str | None
    phase: Phase
    value: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    below: float | None = None
    percent: bool = False
    text: str = ""


class PutAside(Command, frozen=True, kw_only=True):
    """Answer a warning with some words, or put a line of Today off to a date."""

    id: str
    network_id: str
    group_id: str | None
    key: str
    on: str
    text: str = ""
    until_on: str | None = None


class AddEvent(Command, frozen=True, kw_only=True):
    """Add an event of a group; stalled, resumed and withdrawn also set its state."""

    id: str
    group_id: str
    kind: EventKind
    on: str
    text: str = ""
    cause: str = ""
    layer: Layer | None = None
    #: The leader of the group from that day: a member, or a new member with this id and name.
    leader_id: str | None = None
    leader: str = ""


class KeepRecheck(Command, frozen=True, kw_only=True):
    """Add the level of a factor that was asked about between gatherings."""

    id: str
    group_id: str
    item: str
    on: str
    level: int
    reason: str = ""
    rater: Rater = "group"
    wording_version: int = 1
    layer: Layer = "group"


class RemoveHappening(Command, frozen=True, kw_only=True):
    """Remove an entry made between gatherings. `table` is one of those of this module."""

    table: str
    id: str
    seen: int


class ReachMilestone(Command, frozen=True, kw_only=True):
    """Record that a group has reached a milestone of the plan."""

    id: str
    milestone_id: str
    group_id: str
    on: str
