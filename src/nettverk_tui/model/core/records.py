"""The records of a network's file: one frozen type a table, and nothing about how they are stored.

The field annotations are the whole schema: `store.schema` turns them into STRICT tables with a CHECK for every
closed set. Conventions, everywhere: `*_at` is UTC in milliseconds since 1970, `*_on` a local date `YYYY-MM-DD`,
`*_ms` a duration in milliseconds. A missing value is None, never zero or an empty word.
"""

from typing import Annotated, Literal, TypeVar

import msgspec

from nettverk_tui.model.core.entry_kinds import EventKind, NoteKind
from nettverk_tui.model.core.values import (
    ActionState,
    AdviceAnswer,
    AdviceOutcome,
    CandidateState,
    Channel,
    ChartKind,
    ClockKind,
    ContinuationKind,
    Direction,
    DueKind,
    GatheringKind,
    GatheringState,
    Giver,
    GroupState,
    IndicatorKind,
    ItemKind,
    Language,
    Layer,
    MeetingKind,
    MethodStep,
    MinutesState,
    Origin,
    ParkedState,
    Phase,
    Presence,
    Rater,
    RatingAnswer,
    ResourceKind,
    RippleKind,
    Role,
    RuleSet,
    Secured,
    Settling,
    StaffKind,
    StatusField,
    StepKind,
    Theme,
)


def _references(table: str) -> msgspec.Meta:
    return msgspec.Meta(extra={"references": table})


NetworkId = Annotated[str, _references("network")]
GroupId = Annotated[str, _references("improvement_group")]
MemberId = Annotated[str, _references("member")]
FacilitatorId = Annotated[str, _references("facilitator")]
ProjectId = Annotated[str, _references("project")]
MilestoneId = Annotated[str, _references("milestone")]
GatheringId = Annotated[str, _references("gathering")]
ItemId = Annotated[str, _references("programme_item")]
StepId = Annotated[str, _references("programme_step")]
AdviceId = Annotated[str, _references("advice")]
IndicatorId = Annotated[str, _references("indicator")]


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """A row of a table. `version`, `created_at` and `changed_at` are stamps: set by the store, not restored by undo."""

    id: str
    version: int = 1
    created_at: int = 0
    changed_at: int = 0
    deleted: bool = False
    origin: Origin | None = None


STAMPS = frozenset({"version", "created_at", "changed_at"})


class Network(Record, frozen=True, kw_only=True):
    """A learning network, from the first letter to the last report."""

    name: str
    purpose: str = ""
    region: str = ""
    owner: str = ""
    funders: str = ""
    coordinator: str = ""
    unit_word: str = ""
    from_on: str | None = None
    to_on: str | None = None
    language: Language = "nb"
    groups_per_room: int = 6
    checklist: str = "critical-factors-2008"
    demo: bool = False
    erase_after_on: str | None = None
    #: Time zone of its clock times, such as `Europe/Oslo`, independent of the computer's. Empty: unknown.
    zone: str = ""
    #: Limits of early warning, and weeks that do not count; empty for the defaults (`model.network.thresholds_text`).
    limits: str = ""
    quiet_weeks: str = ""
    guidance: Secured = "not_asked"
    coordination: Secured = "not_asked"
    continuation: Secured = "not_asked"
    data_access: Secured = "not_asked"
    expertise: Secured = "not_asked"


class Milestone(Record, frozen=True, kw_only=True):
    """A step of the network's plan."""

    network_id: NetworkId
    position: int
    text: str
    planned_on: str | None = None


class MilestoneReached(Record, frozen=True, kw_only=True):
    """The day when one group reached a milestone."""

    milestone_id: MilestoneId
    group_id: GroupId
    reached_on: str


class Candidate(Record, frozen=True, kw_only=True):
    """A unit that was invited, and its answer."""

    network_id: NetworkId
    unit: str
    municipality: str = ""
    state: CandidateState = "invited"
    reason: str = ""
    three_members: bool = False
    several_professions: bool = False
    whole_period: bool = False
    will_share: bool = False
    backing: Secured = "not_asked"
    ownership: Secured = "not_asked"
    calm: Secured = "not_asked"


class Facilitator(Record, frozen=True, kw_only=True):
    """A leader of the network; in the 2008 article the facilitators are also the advisers."""

    network_id: NetworkId
    name: str
    organisation: str = ""


class Group(Record, frozen=True, kw_only=True):
    """An improvement group and the unit it comes from."""

    network_id: NetworkId
    letter: str
    position: int
    unit: str
    municipality: str = ""
    employees: int | None = None
    operating_model: str = ""
    staff_meetings: str = ""
    state: GroupState = "active"
    shares_ratings: bool | None = None


class Member(Record, frozen=True, kw_only=True):
    """A member of an improvement group; the name may be left out."""

    group_id: GroupId
    name: str = ""
    profession: str = ""
    staff_kind: StaffKind = "coworker"
    leader: bool = False
    writer: bool = False
    data: bool = False
    rotating: bool = False
    from_on: str | None = None
    to_on: str | None = None


class Project(Record, frozen=True, kw_only=True):
    """A group's improvement project: the columns of table 1 in the 2008 article."""

    group_id: GroupId
    area: str
    aim: str = ""
    measures: str = ""
    result: str = ""
    remark: str = ""
    method_step: MethodStep = "choose_task"


class FlowChart(Record, frozen=True, kw_only=True):
    """A version of the drawing of a work process."""

    project_id: ProjectId
    number: int = 1
    content: str = ""
    discussed_on: str | None = None


class Gathering(Record, frozen=True, kw_only=True):
    """One gathering of a network."""

    network_id: NetworkId
    number: int
    kind: GatheringKind
    starts_on: str
    ends_on: str
    starts_at: int | None = None
    place: str = ""
    chair: str = ""
    minute_taker: str = ""
    recipients: str = ""
    state: GatheringState = "planned"


class ProgrammeItem(Record, frozen=True, kw_only=True):
    """One item of a gathering's programme. The clock runs in room 1; the other rooms write on paper."""

    gathering_id: GatheringId
    position: int
    kind: ItemKind
    title: str = ""
    group_id: GroupId | None = None
    fixed_start_at: int | None = None
    protected: bool = False
    skipped: bool = False
    room: int = 1


class ProgrammeStep(Record, frozen=True, kw_only=True):
    """A timed step of an item: its planned time, its time after catching up (`adapted_ms`), and its minimum."""

    item_id: ItemId
    position: int
    kind: StepKind
    planned_ms: int
    adapted_ms: int | None = None
    floor_ms: int = 0
    charged: bool = True


class ClockEvent(Record, frozen=True, kw_only=True):
    """An event of the clock. `at` is when it took effect, `recorded` when the key was pressed."""

    gathering_id: GatheringId
    seq: int
    lane: Literal["programme"] = "programme"
    kind: ClockKind
    item_id: ItemId | None = None
    step_id: StepId | None = None
    at: int
    recorded: int
    amount_ms: int = 0


class Settlement(Record, frozen=True, kw_only=True):
    """The settlement of the overrun of one group's turn, and the size of the overrun then."""

    gathering_id: GatheringId
    item_id: ItemId
    way: Settling
    ms: int


class Attendance(Record, frozen=True, kw_only=True):
    """The presence of one person at a gathering. No record: not marked, and not present."""

    gathering_id: GatheringId
    group_id: GroupId | None = None
    member_id: MemberId | None = None
    facilitator_id: FacilitatorId | None = None
    guest: str = ""
    profession: str = ""
    presence: Presence
    arrived_at: int | None = None
    left_at: int | None = None
    cause: str = ""
    layer: Layer = "group"


class StatusText(Record, frozen=True, kw_only=True):
    """One of the four fields of a group's status presentation."""

    gathering_id: GatheringId
    group_id: GroupId
    field: StatusField
    text: str
    layer: Layer = "network"


class ProjectStage(Record, frozen=True, kw_only=True):
    """Project stage, 0.5 to 5.0 in half steps, kept in tenths; another instrument than factor R3."""

    gathering_id: GatheringId
    group_id: GroupId
    rater: Rater
    tenths: int


class Rating(Record, frozen=True, kw_only=True):
    """One answer to one factor: `level` 1 to 4 only where `answer` is *level*."""

    gathering_id: GatheringId
    group_id: GroupId
    item: str
    rater: Rater
    answer: RatingAnswer
    level: int | None = None
    reason: str = ""
    wording_version: int = 1
    layer: Layer = "group"


class Said(Record, frozen=True, kw_only=True):
    """The base of all entries said in the room: where, when, and who may read them."""

    gathering_id: GatheringId | None = None
    group_id: GroupId | None = None
    step: StepKind | None = None
    factor: str | None = None
    at: int
    text: str
    layer: Layer = "network"


class Note(Said, frozen=True, kw_only=True):
    """A note, decision, parked question or good example."""

    kind: NoteKind = "note"
    state: ParkedState = "open"
    answer: str = ""


class Advice(Said, frozen=True, kw_only=True):
    """Advice to the group in `group_id`, the receiver. No `answer` means: not answered yet."""

    giver: Giver
    giver_group_id: GroupId | None = None
    giver_facilitator_id: FacilitatorId | None = None
    answer: AdviceAnswer | None = None
    answer_reason: str = ""
    outcome: AdviceOutcome | None = None
    outcome_gathering_id: GatheringId | None = None


class Action(Said, frozen=True, kw_only=True):
    """A promise to do something. `who` is the word typed, even if it names no known person.

    *Next gathering* is the one after its own; for a moved action the first that begins after `due_on`.
    """

    who: str = ""
    who_member_id: MemberId | None = None
    who_facilitator_id: FacilitatorId | None = None
    who_group_id: GroupId | None = None
    who_role: Role | None = None
    who_unknown: bool = False
    due: DueKind | None = None
    due_on: str | None = None
    state: ActionState = "open"
    closed_at: int | None = None
    times_moved: int = 0
    outcome: str = ""
    advice_id: AdviceId | None = None


class Statement(Said, frozen=True, kw_only=True):
    """A statement about a ripple effect. Its table keeps the name it has in files that exist, `ripple_effect`."""

    kind: RippleKind | None = None
    theme: Theme | None = None


class Contact(Record, frozen=True, kw_only=True):
    """Guidance of a group between gatherings."""

    group_id: GroupId
    facilitator_id: FacilitatorId | None = None
    on: str
    channel: Channel = "phone"
    minutes: int | None = None
    topic: str = ""
    agreed: str = ""
    next_on: str | None = None
    layer: Layer = "facilitators"


class GroupMeeting(Record, frozen=True, kw_only=True):
    """A meeting of the improvement group, or a staff meeting where the work was discussed."""

    group_id: GroupId
    on: str
    kind: MeetingKind = "group"
    minutes: int | None = None
    outside_hours: bool | None = None
    who: str = ""
    text: str = ""
    layer: Layer = "group"


class Indicator(Record, frozen=True, kw_only=True):
    """An indicator that a group measures."""

    group_id: GroupId
    name: str
    kind: IndicatorKind = "measurement"
    unit: str = ""
    direction: Direction | None = None
    target: float | None = None
    data_source: str = ""
    position: int = 1
    baseline_from_on: str | None = None
    baseline_to_on: str | None = None
    chart: ChartKind = "auto"
    rules: RuleSet = "anhoej"


class Measurement(Record, frozen=True, kw_only=True):
    """One value of an indicator; missing stays missing. A percentage may lack its denominator."""

    indicator_id: IndicatorId
    on: str | None = None
    phase: Phase = "series"
    value: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    below: float | None = None
    change_percent: float | None = None
    text: str = ""
    excluded: bool = False
    new_phase: bool = False


class Event(Record, frozen=True, kw_only=True):
    """An event of a group: a change of leader, a pause, and the like."""

    group_id: GroupId
    kind: EventKind
    on: str
    text: str = ""
    cause: str = ""
    layer: Layer = "facilitators"


class FollowUpRating(Record, frozen=True, kw_only=True):
    """A new level (1 to 4) of one factor, asked for between gatherings, most often by telephone."""

    group_id: GroupId
    item: str
    on: str
    level: int
    rater: Rater = "group"
    reason: str = ""
    wording_version: int = 1
    layer: Layer = "group"


class Dismissal(Record, frozen=True, kw_only=True):
    """A dismissed line of Today: answered until its fact changes, or put off to a date.

    `key` names the fact; `model.warnings` and `model.overview.today` make it.
    """

    network_id: NetworkId
    group_id: GroupId | None = None
    key: str
    on: str
    text: str = ""
    until_on: str | None = None
    layer: Layer = "facilitators"


class ResourceUse(Record, frozen=True, kw_only=True):
    """Hours or money spent."""

    network_id: NetworkId
    group_id: GroupId | None = None
    kind: ResourceKind
    hours: float | None = None
    kroner: float | None = None
    advisers: bool = False
    outside_hours: bool | None = None
    text: str = ""


class Continuation(Record, frozen=True, kw_only=True):
    """The way the work goes on after the end of the network."""

    group_id: GroupId
    kind: ContinuationKind
    on: str | None = None
    text: str = ""
    inspired_by_group_id: GroupId | None = None


class Minutes(Record, frozen=True, kw_only=True):
    """A frozen version of a gathering's minutes."""

    gathering_id: GatheringId
    number: int
    state: MinutesState
    language: Language
    text: str
    payload: str = ""
    frozen_at: int


R = TypeVar("R", bound=Record)

TABLES: dict[type[Record], str] = {
    Network: "network",
    Milestone: "milestone",
    MilestoneReached: "milestone_reached",
    Candidate: "candidate",
    Facilitator: "facilitator",
    Group: "improvement_group",
    Member: "member",
    Project: "project",
    FlowChart: "flow_chart",
    Gathering: "gathering",
    ProgrammeItem: "programme_item",
    ProgrammeStep: "programme_step",
    ClockEvent: "clock_event",
    Settlement: "settlement",
    Attendance: "attendance",
    StatusText: "status_text",
    ProjectStage: "project_stage",
    Rating: "rating",
    Note: "note",
    Advice: "advice",
    Action: "action",
    Statement: "ripple_effect",
    Contact: "contact",
    GroupMeeting: "group_meeting",
    Indicator: "indicator",
    Measurement: "measurement",
    Event: "event",
    FollowUpRating: "recheck",
    Dismissal: "set_aside",
    ResourceUse: "resource_use",
    Continuation: "continuation",
    Minutes: "minutes",
}
RECORD_OF = {table: record for record, table in TABLES.items()}

#: At most one live row for each combination of these fields.
UNIQUE: dict[type[Record], tuple[str, ...]] = {
    Group: ("network_id", "letter"),
    Gathering: ("network_id", "number"),
    ClockEvent: ("gathering_id", "seq"),
    Settlement: ("gathering_id", "item_id"),
    Attendance: ("gathering_id", "member_id"),
    StatusText: ("gathering_id", "group_id", "field"),
    ProjectStage: ("gathering_id", "group_id", "rater"),
    Rating: ("gathering_id", "group_id", "item", "rater"),
    MilestoneReached: ("milestone_id", "group_id"),
    Minutes: ("gathering_id", "number"),
}
