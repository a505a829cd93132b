"""Between gatherings, through the capture line."""

from nettverk_tui.model.commands.base import Command
from nettverk_tui.model.core.entry_kinds import EventKind
from nettverk_tui.model.core.values import Channel, Layer, MeetingKind, Phase, Rater


class AddContact(Command, frozen=True, kw_only=True):
    """Guidance of a group."""

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
    """A meeting of the group, or a staff meeting where the work was discussed."""

    id: str
    group_id: str
    on: str
    kind: MeetingKind
    minutes: int | None = None
    outside_hours: bool | None = None
    text: str = ""
    layer: Layer = "group"


class AddMeasurement(Command, frozen=True, kw_only=True):
    """One value; the indicator is made when the group has none of that name."""

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
    """A warning is answered with some words, or a line of Today put off to a date."""

    id: str
    network_id: str
    group_id: str | None
    key: str
    on: str
    text: str = ""
    until_on: str | None = None


class AddEvent(Command, frozen=True, kw_only=True):
    """Something happened to a group; stalled, resumed and withdrawn also set its state."""

    id: str
    group_id: str
    kind: EventKind
    on: str
    text: str = ""
    cause: str = ""
    layer: Layer | None = None
    #: Who leads the group from that day: a member, or, with an id of its own, somebody of this name who joins it.
    leader_id: str | None = None
    leader: str = ""


class KeepRecheck(Command, frozen=True, kw_only=True):
    """A factor was asked about again between gatherings."""

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
    """What was written down between gatherings was wrong, and goes. `table` is one of those of this module."""

    table: str
    id: str
    seen: int


class ReachMilestone(Command, frozen=True, kw_only=True):
    """A group has reached a milestone of the plan, once."""

    id: str
    milestone_id: str
    group_id: str
    on: str
