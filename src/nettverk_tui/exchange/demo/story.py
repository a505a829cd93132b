"""The demo network as it is written down in data/demo: the shape of its files, not what becomes of it.

Dates are those of 2005. Names stand for people: a member's first name within the group, a facilitator's anywhere.
"""

import re
import tomllib
from collections.abc import Mapping
from datetime import date, time
from functools import cache
from typing import Annotated, Literal, TypeVar

import msgspec

from nettverk_tui.model.faults import our_words
from nettverk_tui.model.records import (
    AdviceAnswer,
    AdviceOutcome,
    CandidateState,
    Channel,
    ContinuationKind,
    Direction,
    EventKind,
    GatheringKind,
    GroupState,
    IndicatorKind,
    ItemKind,
    MethodStep,
    Origin,
    ParkedState,
    Phase,
    ResourceKind,
    RippleKind,
    StaffKind,
    Theme,
)
from nettverk_tui.resources import DataFault, data_folder

LETTERS = ("A", "B", "C", "D", "E", "F")

Letter = Literal["A", "B", "C", "D", "E", "F"]
Number = Annotated[int, msgspec.Meta(ge=1, le=5)]
#: Minutes and seconds, `12:30`.
Span = Annotated[str, msgspec.Meta(pattern=r"^\d+:[0-5]\d$")]
#: As in the app: 1 to 4 are levels, 0 is not rated, x not relevant.
Answer = Annotated[int, msgspec.Meta(ge=0, le=4)] | Literal["x"]


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Anything that becomes a record: illustrative unless it says that it is from the article."""

    origin: Origin = "illustrative"


class NetworkStory(Part, frozen=True, kw_only=True):
    name: str
    purpose: str
    region: str
    owner: str
    funders: str
    coordinator: str
    groups_per_room: int
    from_on: date = msgspec.field(name="from")
    to_on: date = msgspec.field(name="to")


class FacilitatorStory(Part, frozen=True, kw_only=True):
    name: str
    organisation: str


class CandidateStory(Part, frozen=True, kw_only=True):
    unit: str
    municipality: str
    state: CandidateState
    reason: str
    three_members: bool = True
    several_professions: bool = True
    whole_period: bool = True
    will_share: bool = True


class Candidates(Part, frozen=True, kw_only=True):
    """`municipalities` were invited in all; the offices in those that did not answer have no names."""

    municipalities: int
    interested: tuple[CandidateStory, ...]


class MilestoneStory(Part, frozen=True, kw_only=True):
    text: str
    planned: date


class ResourceStory(Part, frozen=True, kw_only=True):
    kind: ResourceKind
    text: str = ""
    hours: float | None = None
    kroner: float | None = None
    advisers: bool = False
    outside_hours: bool | None = None


class RippleStory(Part, frozen=True, kw_only=True):
    text: str
    theme: Theme | None = None
    kind: RippleKind | None = None


class FactStory(Part, frozen=True, kw_only=True):
    """How it went on: said when the given gathering ended, or known later."""

    text: str
    gathering: Number | None = None
    on: date | None = None


class NetworkFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """network.toml."""

    network: NetworkStory
    facilitators: tuple[FacilitatorStory, ...]
    candidates: Candidates
    milestones: tuple[MilestoneStory, ...]
    resources: tuple[ResourceStory, ...]
    ripples: tuple[RippleStory, ...]
    facts: tuple[FactStory, ...]


class StillStand(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The clock paused in one step (counted from 1) of an item."""

    step: int
    after: Span
    length: Span


class Adjustment(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Minutes given to one step (counted from 1) while it ran."""

    step: int
    minutes: int


class ItemStory(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One item: `actual` has one time for each step, or is a single one. `day` and `at` where a new day begins."""

    kind: ItemKind
    title: str = ""
    group: Letter | None = None
    planned: int | None = None
    actual: Span | tuple[Span, ...] = ()
    fixed: bool = False
    protected: bool = False
    skipped: bool = False
    day: int | None = None
    at: time | None = None
    pause: StillStand | None = None
    adjust: Adjustment | None = None

    @property
    def actual_ms(self) -> tuple[int, ...]:
        """Milliseconds used in each step."""
        return tuple(map(span_ms, (self.actual,) if isinstance(self.actual, str) else self.actual))


class BreakHere(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where a gathering under way stands: in this item (counted from 1), paused `after` some time, `since` a while."""

    item: int
    after: Span
    since: Span


class Words(Part, frozen=True, kw_only=True):
    """Said at a gathering. `private`: for the facilitators only. A parked question got its state at the gathering
    itself, or was answered at the one it was `settled`.
    """

    text: str
    private: bool = False
    state: ParkedState = "open"
    answer: str = ""
    settled: Number | None = None


class PlenaryWords(Words, frozen=True, kw_only=True):
    """Said in plenary, in the first item of the kind `where`."""

    kind: Literal["note", "decision", "parked", "example"]
    where: ItemKind = msgspec.field(name="in")


class Guest(Part, frozen=True, kw_only=True):
    name: str
    profession: str


class GatheringStory(Part, frozen=True, kw_only=True):
    number: Number
    kind: GatheringKind
    on: tuple[date, ...]
    starts: time
    late: Span
    place: str
    chair: str
    minute_taker: str
    recipients: str
    items: tuple[ItemStory, ...]
    said: tuple[PlenaryWords, ...] = ()
    guests: tuple[Guest, ...] = ()
    stands: BreakHere | None = None


class GatheringsFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """gatherings.toml."""

    gatherings: tuple[GatheringStory, ...]


class MemberStory(Part, frozen=True, kw_only=True):
    name: str
    profession: str
    kind: StaffKind = "coworker"
    roles: tuple[Literal["leader", "writer", "data"], ...] = ()
    rotating: bool = False
    from_on: date | None = msgspec.field(default=None, name="from")
    to_on: date | None = msgspec.field(default=None, name="to")


class ProjectStory(Part, frozen=True, kw_only=True):
    area: str
    aim: str
    measures: str
    result: str
    remark: str = ""


class FlowChartStory(Part, frozen=True, kw_only=True):
    content: str
    gathering: Number
    discussed: date


class PointStory(Part, frozen=True, kw_only=True):
    on: date
    phase: Phase = "series"
    value: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    change_percent: float | None = None
    text: str = ""


class IndicatorStory(Part, frozen=True, kw_only=True):
    name: str
    kind: IndicatorKind
    data_source: str
    points: tuple[PointStory, ...]
    unit: str = ""
    direction: Direction | None = None
    target: float | None = None


class EventStory(Part, frozen=True, kw_only=True):
    kind: EventKind
    on: date
    text: str
    cause: str = ""


class MeetingStory(Part, frozen=True, kw_only=True):
    on: date
    text: str


class ContactStory(Part, frozen=True, kw_only=True):
    on: date
    channel: Channel
    by: str
    topic: str
    minutes: int | None = None
    agreed: str = ""
    next: date | None = None


class Between(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What happened between gatherings. `milestones` are the days the network's milestones were reached, in order."""

    milestones: tuple[date, ...]
    group_minutes: int
    outside_hours: bool
    group_meetings: tuple[date | MeetingStory, ...]
    staff_meetings: tuple[MeetingStory, ...]
    contacts: tuple[ContactStory, ...]


class ContinuationStory(Part, frozen=True, kw_only=True):
    kind: ContinuationKind
    text: str
    on: date | None = None
    inspired_by: Letter | None = None


class GroupWords(Words, frozen=True, kw_only=True):
    """Said by or about a group."""

    kind: Literal["note", "decision", "parked", "example", "statement"]
    theme: Theme | None = None
    ripple: RippleKind | None = None


class AdviceStory(Part, frozen=True, kw_only=True):
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


class ActionStory(Part, frozen=True, kw_only=True):
    """Without a date it is due at the next gathering.

    `done` is a date or, as `dropped`, the number of the gathering where it was said.
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


class StatusStory(Part, frozen=True, kw_only=True):
    done: str
    result: str
    obstacles: str
    question: str


class Stage(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Project stage, 0.5 to 5.0, as each rater set it."""

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


class GroupStory(Part, frozen=True, kw_only=True):
    """group_a.toml and its siblings."""

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
        """The member called that, or None."""
        return next((member for member in self.members if member.name.split()[0] == first_name), None)


class Story(msgspec.Struct, frozen=True):
    """The whole year."""

    network: NetworkFile
    gatherings: tuple[GatheringStory, ...]
    groups: tuple[GroupStory, ...]


T = TypeVar("T")


@cache
def load_story() -> Story:
    """All files of data/demo. Raises `DataFault` for the first that cannot be used."""
    return Story(
        network=_load("network.toml", NetworkFile),
        gatherings=_load("gatherings.toml", GatheringsFile).gatherings,
        groups=tuple(_load(f"group_{letter.lower()}.toml", GroupStory) for letter in LETTERS),
    )


def _load(name: str, kind: type[T]) -> T:
    return parse((data_folder() / "demo" / name).read_text(encoding="utf-8"), f"demo/{name}", kind)


def parse(text: str, path: str, kind: type[T]) -> T:
    """One file's text as a value. Raises `DataFault` with the place of what is wrong."""
    raw = tomllib.loads(text)
    try:
        return msgspec.convert(raw, kind)
    except msgspec.ValidationError as error:
        fault = our_words(error, raw)
        raise DataFault(path, fault.where, fault.message) from error


def span_ms(span: str) -> int:
    """`12:30` in milliseconds."""
    minutes, seconds = map(int, re.findall(r"\d+", span))
    return (minutes * 60 + seconds) * 1000
