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


class RecordKind(msgspec.Struct, frozen=True, kw_only=True):
    """The answer a record type gives to each part of the program that goes through all records.

    A part that leaves a record out has a reason here (`not_…`); an empty reason means that it has it, and
    `tests/test_records.py` fails where it has not. Export, import, undo and erasing need no answer: they follow the
    fields, and the same test holds them to it for every record.
    """

    #: The name of its table, and of its list in an export.
    table: str
    #: At most one row that is not deleted for each combination of these fields.
    unique: tuple[str, ...] = ()
    #: A command that writes it (`model/commands/`), by name.
    command: str = ""
    not_written: str = ""
    #: What a document for the whole network may show of it (`model/overview/visibility.py`): *all*, what its own
    #: layer allows, *some* fields by a rule of its own, or *nothing*: then it is for the facilitators.
    network_reads: Literal["all", "by layer", "some", "nothing"]
    #: `FINDABLE` in `model/search/searchable.py`.
    not_searched: str = ""
    #: `model/overview/timeline.py`.
    not_in_timeline: str = ""
    #: The view in `store/views.py` that shows it with names in the place of ids.
    view: str = ""
    no_view: str = ""
    #: `exchange/demo/`.
    not_in_demo: str = ""


_NO_WAY_IN = "only the demo has it: no command and no page for it yet"
_NAMES = "names and codes only: their own pages and lists find them"
_NUMBERS = "numbers, times and choices: no words of people"
_NETWORK = "belongs to the network, and the timeline is of one group"
_NOW = "describes how things are, and has no day of its own"
_PLAN = "the programme and its clock: the gathering is one entry of the timeline"
_PAIR = "two ids and little more: its table is read as it is"
_MADE_WHEN_ASKED = "minutes are made from the rows when asked for; no version is frozen yet"
_NO_VIEW = "no view has been made yet: read its table"

RECORDS: dict[type[Record], RecordKind] = {
    Network: RecordKind(
        table="network",
        command="ArrangeNetwork",
        network_reads="all",
        not_searched=_NAMES,
        not_in_timeline=_NETWORK,
        view="v_groups",
    ),
    Milestone: RecordKind(
        table="milestone",
        command="DescribeNetwork",
        network_reads="nothing",
        not_in_timeline=_NETWORK,
        no_view=_NO_VIEW,
    ),
    MilestoneReached: RecordKind(
        table="milestone_reached",
        unique=("milestone_id", "group_id"),
        command="ReachMilestone",
        network_reads="nothing",
        not_searched=_NUMBERS,
        no_view=_PAIR,
    ),
    Candidate: RecordKind(
        table="candidate", command="KeepCandidate", network_reads="nothing", not_in_timeline=_NETWORK, no_view=_NO_VIEW
    ),
    Facilitator: RecordKind(
        table="facilitator",
        command="ArrangeNetwork",
        network_reads="all",
        not_searched=_NAMES,
        not_in_timeline=_NETWORK,
        view="v_attendance",
    ),
    Group: RecordKind(
        table="improvement_group",
        unique=("network_id", "letter"),
        command="ArrangeNetwork",
        network_reads="all",
        not_searched=_NAMES,
        not_in_timeline=_NOW,
        view="v_groups",
    ),
    Member: RecordKind(
        table="member",
        command="ImportGroups",
        network_reads="all",
        not_searched=_NAMES,
        not_in_timeline=_NOW,
        view="v_members",
    ),
    Project: RecordKind(
        table="project", command="DescribeGroup", network_reads="all", not_in_timeline=_NOW, view="v_groups"
    ),
    FlowChart: RecordKind(
        table="flow_chart",
        not_written=_NO_WAY_IN,
        network_reads="nothing",
        not_in_timeline=_NO_WAY_IN,
        no_view=_NO_VIEW,
    ),
    Gathering: RecordKind(
        table="gathering",
        unique=("network_id", "number"),
        command="ArrangeNetwork",
        network_reads="all",
        not_searched=_NAMES,
        view="v_status",
    ),
    ProgrammeItem: RecordKind(
        table="programme_item",
        command="PlanGathering",
        network_reads="all",
        not_searched=_NAMES,
        not_in_timeline=_PLAN,
        view="v_clock",
    ),
    ProgrammeStep: RecordKind(
        table="programme_step",
        command="PlanGathering",
        network_reads="all",
        not_searched=_NUMBERS,
        not_in_timeline=_PLAN,
        view="v_clock",
    ),
    ClockEvent: RecordKind(
        table="clock_event",
        unique=("gathering_id", "seq"),
        command="MoveClock",
        network_reads="all",
        not_searched=_NUMBERS,
        not_in_timeline=_PLAN,
        view="v_clock",
    ),
    Settlement: RecordKind(
        table="settlement",
        unique=("gathering_id", "item_id"),
        command="SettleOverrun",
        network_reads="nothing",
        not_searched=_NUMBERS,
        not_in_timeline=_PLAN,
        no_view=_PAIR,
        not_in_demo="no turn of the demo ends in an overrun that was settled",
    ),
    Attendance: RecordKind(
        table="attendance",
        unique=("gathering_id", "member_id"),
        command="MarkAttendance",
        network_reads="some",
        not_searched=_NAMES,
        not_in_timeline="who was there is on the page of the gathering",
        view="v_attendance",
    ),
    StatusText: RecordKind(
        table="status_text",
        unique=("gathering_id", "group_id", "field"),
        command="SetStatusText",
        network_reads="by layer",
        view="v_status",
    ),
    ProjectStage: RecordKind(
        table="project_stage",
        unique=("gathering_id", "group_id", "rater"),
        not_written=_NO_WAY_IN,
        network_reads="nothing",
        not_searched=_NUMBERS,
        not_in_timeline=_NO_WAY_IN,
        no_view=_NO_VIEW,
    ),
    Rating: RecordKind(
        table="rating",
        unique=("gathering_id", "group_id", "item", "rater"),
        command="Rate",
        network_reads="some",
        view="v_ratings",
    ),
    Note: RecordKind(table="note", command="AddNote", network_reads="by layer", view="v_notes"),
    Advice: RecordKind(table="advice", command="AddAdvice", network_reads="by layer", view="v_advice"),
    Action: RecordKind(table="action", command="AddAction", network_reads="by layer", view="v_actions"),
    Statement: RecordKind(table="ripple_effect", command="AddStatement", network_reads="by layer", no_view=_NO_VIEW),
    Contact: RecordKind(table="contact", command="AddContact", network_reads="nothing", view="v_contacts"),
    GroupMeeting: RecordKind(
        table="group_meeting", command="AddGroupMeeting", network_reads="nothing", no_view=_NO_VIEW
    ),
    Indicator: RecordKind(
        table="indicator",
        command="DescribeIndicator",
        network_reads="nothing",
        not_searched=_NAMES,
        not_in_timeline="its measurements are entries, under its name",
        view="v_measurements",
    ),
    Measurement: RecordKind(
        table="measurement", command="RecordMeasurements", network_reads="nothing", view="v_measurements"
    ),
    Event: RecordKind(table="event", command="AddEvent", network_reads="nothing", no_view=_NO_VIEW),
    FollowUpRating: RecordKind(
        table="recheck",
        command="KeepRecheck",
        network_reads="nothing",
        no_view=_NO_VIEW,
        not_in_demo="no factor of the demo is asked about again between gatherings",
    ),
    Dismissal: RecordKind(
        table="set_aside",
        command="PutAside",
        network_reads="nothing",
        no_view=_NO_VIEW,
        not_in_demo="the lines of Today in the demo are all unanswered",
    ),
    ResourceUse: RecordKind(
        table="resource_use",
        not_written=_NO_WAY_IN,
        network_reads="nothing",
        not_searched=_NO_WAY_IN,
        not_in_timeline=_NO_WAY_IN,
        no_view=_NO_VIEW,
    ),
    Continuation: RecordKind(
        table="continuation",
        not_written=_NO_WAY_IN,
        network_reads="nothing",
        not_in_timeline=_NO_WAY_IN,
        no_view=_NO_VIEW,
    ),
    Minutes: RecordKind(
        table="minutes",
        unique=("gathering_id", "number"),
        not_written=_MADE_WHEN_ASKED,
        network_reads="all",
        not_searched="repeats what is found where it was written",
        not_in_timeline="a document about a gathering, which is an entry",
        no_view=_NO_VIEW,
        not_in_demo=_MADE_WHEN_ASKED,
    ),
}
TABLES: dict[type[Record], str] = {record: kind.table for record, kind in RECORDS.items()}
RECORD_OF = {table: record for record, table in TABLES.items()}
#: At most one live row for each combination of these fields.
UNIQUE: dict[type[Record], tuple[str, ...]] = {record: kind.unique for record, kind in RECORDS.items() if kind.unique}
