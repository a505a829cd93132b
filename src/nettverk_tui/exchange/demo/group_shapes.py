"""The shape of the demo's group files: the group, its work, and its words at every gathering."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal

import msgspec

from nettverk_tui.exchange.demo.shapes import Letter, Number, ResourceStory, SpokenPart, StoryPart
from nettverk_tui.model.core.entry_kinds import EventKind, NoteKind
from nettverk_tui.model.core.values import (
    AdviceAnswer,
    AdviceOutcome,
    Channel,
    ContinuationKind,
    Direction,
    GroupState,
    IndicatorKind,
    MethodStep,
    Phase,
    RippleKind,
    StaffKind,
    Theme,
)

#: As in the app: 1 to 4 are levels, 0 is not rated, x not relevant.
Answer = Annotated[int, msgspec.Meta(ge=0, le=4)] | Literal["x"]


class MemberStory(StoryPart, frozen=True, kw_only=True):
    name: str
    profession: str
    kind: StaffKind = "coworker"
    roles: tuple[Literal["leader", "writer", "data"], ...] = ()
    rotating: bool = False
    from_on: date | None = msgspec.field(default=None, name="from")
    to_on: date | None = msgspec.field(default=None, name="to")


class ProjectStory(StoryPart, frozen=True, kw_only=True):
    area: str
    aim: str
    measures: str
    result: str
    remark: str = ""


class FlowChartStory(StoryPart, frozen=True, kw_only=True):
    content: str
    gathering: Number
    discussed: date


class PointStory(StoryPart, frozen=True, kw_only=True):
    on: date
    phase: Phase = "series"
    value: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    change_percent: float | None = None
    text: str = ""


class IndicatorStory(StoryPart, frozen=True, kw_only=True):
    name: str
    kind: IndicatorKind
    data_source: str
    points: tuple[PointStory, ...]
    unit: str = ""
    direction: Direction | None = None
    target: float | None = None


class EventStory(StoryPart, frozen=True, kw_only=True):
    kind: EventKind
    on: date
    text: str
    cause: str = ""


class MeetingStory(StoryPart, frozen=True, kw_only=True):
    on: date
    text: str


class ContactStory(StoryPart, frozen=True, kw_only=True):
    on: date
    channel: Channel
    by: str
    topic: str
    minutes: int | None = None
    agreed: str = ""
    next: date | None = None


class Between(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Records between gatherings. `milestones` are the days the network's milestones were reached, in order."""

    milestones: tuple[date, ...]
    group_minutes: int
    outside_hours: bool
    group_meetings: tuple[date | MeetingStory, ...]
    staff_meetings: tuple[MeetingStory, ...]
    contacts: tuple[ContactStory, ...]


class ContinuationStory(StoryPart, frozen=True, kw_only=True):
    kind: ContinuationKind
    text: str
    on: date | None = None
    inspired_by: Letter | None = None


class GroupWords(SpokenPart, frozen=True, kw_only=True):
    """Entries by or about a group."""

    kind: NoteKind | Literal["statement"]
    theme: Theme | None = None
    ripple: RippleKind | None = None


class AdviceStory(StoryPart, frozen=True, kw_only=True):
    """Advice from a group or a facilitator. The outcome was told at `outcome_at`, else at the next gathering."""

    giver: str = msgspec.field(name="from")
    factor: str
    text: str
    answer: AdviceAnswer | None = None
    reason: str = ""
    outcome: AdviceOutcome | None = None
    outcome_at: Number | None = None


class Move(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A due date that was moved, on a day, to another."""

    on: date
    to: date


class ActionStory(StoryPart, frozen=True, kw_only=True):
    """An action. Without a date it is due at the next gathering.

    `done` is a date or, as `dropped`, the number of the gathering where it was told.
    `advice` is the number, from 1, of the advice it came from.
    """

    text: str
    who: str
    due: date | None = None
    moved: tuple[Move, ...] = ()
    done: date | Number | None = None
    dropped: Number | None = None
    outcome: str = ""
    advice: int | None = None


class StatusStory(StoryPart, frozen=True, kw_only=True):
    done: str
    result: str
    obstacles: str
    question: str


class Stage(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Project stage, 0.5 to 5.0, by rater."""

    group: float
    adviser: float


class GroupGathering(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One group at one gathering. `absent`: full name → cause; `arrived_late`: minutes after the start."""

    number: Number
    method_step: MethodStep
    ratings: Mapping[str, Answer]
    adviser: Mapping[str, Answer]
    reasons: Mapping[str, str] = {}
    adviser_reasons: Mapping[str, str] = {}
    stage: Stage | None = None
    absent: Mapping[str, str] = {}
    arrived_late: int = 0
    status: StatusStory | None = None
    said: tuple[GroupWords, ...] = ()
    advice: tuple[AdviceStory, ...] = ()
    actions: tuple[ActionStory, ...] = ()


class GroupStory(StoryPart, frozen=True, kw_only=True):
    """The content of group_a.toml and the other groups' files."""

    letter: Letter
    unit: str
    municipality: str
    employees: int
    operating_model: str
    staff_meetings: str
    end_state: GroupState
    members: tuple[MemberStory, ...]
    project: ProjectStory
    flow_charts: tuple[FlowChartStory, ...]
    indicators: tuple[IndicatorStory, ...]
    events: tuple[EventStory, ...]
    between: Between
    resources: tuple[ResourceStory, ...]
    continuation: tuple[ContinuationStory, ...]
    gatherings: tuple[GroupGathering, ...]
    shares_ratings: bool | None = None

    def member(self, first_name: str) -> MemberStory | None:
        """Return the member with that first name, or None."""
        return next((member for member in self.members if member.name.split()[0] == first_name), None)
