"""Commands for attendance, and for the forms of a group."""

from nettverk_tui.model.commands.base import Command
from nettverk_tui.model.core.values import Layer, Presence, Rater, RatingAnswer, StatusField


class MarkAttendance(Command, frozen=True, kw_only=True):
    """Mark a person as present, absent or (None) not marked."""

    attendance_id: str
    gathering_id: str
    member_id: str | None = None
    facilitator_id: str | None = None
    presence: Presence | None
    at: int | None = None


class MarkSeveral(Command, frozen=True, kw_only=True):
    """Mark a whole group at once: one key, one undo."""

    marks: tuple[MarkAttendance, ...]


class MarkLeft(Command, frozen=True, kw_only=True):
    """Mark when a person left before the end; None: stayed."""

    attendance_id: str
    at: int | None


class ShareRatings(Command, frozen=True, kw_only=True):
    """Set whether a group lets the network see its ratings; it is asked once."""

    group_id: str
    shares: bool | None
    seen: int


class SetStatusText(Command, frozen=True, kw_only=True):
    """Set one field of the status presentation, when the field is left. `seen` is 0 if there was no row."""

    id: str
    gathering_id: str
    group_id: str
    field: StatusField
    text: str
    seen: int
    layer: Layer | None = None


class Rate(Command, frozen=True, kw_only=True):
    """Answer one factor; None removes the answer. The wording's version is stored with it."""

    id: str
    gathering_id: str
    group_id: str
    item: str
    rater: Rater
    answer: RatingAnswer | None
    level: int | None = None
    wording_version: int = 1


class GiveReason(Command, frozen=True, kw_only=True):
    """Give the reason for a rating."""

    id: str
    seen: int
    reason: str
