"""What a person can ask the file to do: one small value each. What it changes is decided in `decisions`.

A command carries what its author saw (`seen`: the version of the row, or the step the clock stood at), so that one
made on an older state is refused with a sentence instead of overwriting. Ids of new rows are made by the author, so
that the same command twice changes nothing the second time.
"""

import msgspec

from nettverk_tui.model.records import (
    ActionState,
    AdviceAnswer,
    AdviceOutcome,
    Channel,
    DueKind,
    EventKind,
    Giver,
    Layer,
    MeetingKind,
    NoteKind,
    ParkedState,
    Phase,
    Presence,
    ProgrammeItem,
    ProgrammeStep,
    Rater,
    RatingAnswer,
    Role,
    StatusField,
    StepKind,
    Theme,
)


class Command(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """The base of all commands; its class name is the journal's `kind`."""


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Where a word was said; bound at its first key, not at Enter."""

    gathering_id: str | None = None
    group_id: str | None = None
    step: StepKind | None = None
    factor: str | None = None


class Who(msgspec.Struct, frozen=True, kw_only=True):
    """Who an action is for: the word typed, and what it named, if anything."""

    word: str = ""
    member_id: str | None = None
    facilitator_id: str | None = None
    group_id: str | None = None
    role: Role | None = None
    unknown: bool = False


# --- the clock


class StartClock(Command, frozen=True, kw_only=True):
    """Begin the day at the first step; `at` may lie in the past (the forgotten start)."""

    event_id: str
    gathering_id: str
    step_id: str
    at: int


class MoveClock(Command, frozen=True, kw_only=True):
    """Leave the step the author saw and enter another: next, back and next group alike."""

    event_id: str
    gathering_id: str
    step_id: str
    seen_step: str | None


class PauseClock(Command, frozen=True, kw_only=True):
    """Stop the clock."""

    event_id: str
    gathering_id: str


class ResumeClock(Command, frozen=True, kw_only=True):
    """Let the clock run again."""

    event_id: str
    gathering_id: str


class AdjustStep(Command, frozen=True, kw_only=True):
    """Give the running step more or fewer minutes."""

    event_id: str
    gathering_id: str
    step_id: str
    amount_ms: int


class BackdateStep(Command, frozen=True, kw_only=True):
    """The running step really began at `at`: the forgotten *next*."""

    gathering_id: str
    step_id: str
    at: int


class ForgetGap(Command, frozen=True, kw_only=True):
    """Nothing happened from `since` to `until` (the laptop slept, the program was closed): take it out of the step."""

    pause_id: str
    resume_id: str
    gathering_id: str
    since: int
    until: int


class AdaptProgramme(Command, frozen=True, kw_only=True):
    """Give steps still to come other minutes (`minutes`: ms by step id, what was given on the way included), and take
    items out of the day. `seen_step` is where the clock stood for its author."""

    gathering_id: str
    seen_step: str | None
    minutes: dict[str, int]
    skipped: tuple[str, ...] = ()


class CloseGathering(Command, frozen=True, kw_only=True):
    """End the day; what was not held stays listed."""

    event_id: str
    gathering_id: str


class ReopenGathering(Command, frozen=True, kw_only=True):
    """Go on with a day that was closed."""

    event_id: str
    gathering_id: str


class PlanGathering(Command, frozen=True, kw_only=True):
    """Give a gathering its programme: items, each with its steps. Refused when it has one already."""

    gathering_id: str
    programme: tuple[ProgrammeItem | ProgrammeStep, ...]


class SetNextGathering(Command, frozen=True, kw_only=True):
    """Date (and when it begins, and where) of the gathering after this one; made if there is none."""

    gathering_id: str
    next_id: str
    on: str
    place: str | None = None
    starts_at: int | None = None


# --- the room


class MarkAttendance(Command, frozen=True, kw_only=True):
    """Present, absent or (None) not marked."""

    attendance_id: str
    gathering_id: str
    member_id: str | None = None
    facilitator_id: str | None = None
    presence: Presence | None
    at: int | None = None


class MarkSeveral(Command, frozen=True, kw_only=True):
    """A whole group at once: one key, one undo."""

    marks: tuple[MarkAttendance, ...]


class MarkLeft(Command, frozen=True, kw_only=True):
    """Somebody left before the end (or, with None, did not)."""

    attendance_id: str
    at: int | None


class ShareRatings(Command, frozen=True, kw_only=True):
    """Whether a group lets the network see its ratings: asked once."""

    group_id: str
    shares: bool | None
    seen: int


# --- what is said


class AddNote(Command, frozen=True, kw_only=True):
    """A note, decision, parked question or good example."""

    id: str
    where: Place
    kind: NoteKind
    text: str
    layer: Layer


class AddStatement(Command, frozen=True, kw_only=True):
    """Somebody's words about a ripple effect."""

    id: str
    where: Place
    text: str
    layer: Layer
    theme: Theme | None = None


class AddAdvice(Command, frozen=True, kw_only=True):
    """Advice to the group in `where`."""

    id: str
    where: Place
    text: str
    layer: Layer
    giver: Giver
    giver_group_id: str | None = None
    giver_facilitator_id: str | None = None


class AddAction(Command, frozen=True, kw_only=True):
    """Somebody will do something."""

    id: str
    where: Place
    text: str
    layer: Layer
    who: Who = Who()
    due: DueKind | None = None
    due_on: str | None = None
    advice_id: str | None = None


class EditText(Command, frozen=True, kw_only=True):
    """New words for something said. `table` is the table's name in the file; what is None stays as it was.

    A giver is for advice only.
    """

    table: str
    id: str
    seen: int
    text: str
    factor: str | None = None
    layer: Layer | None = None
    giver: Giver | None = None
    giver_group_id: str | None = None
    giver_facilitator_id: str | None = None


class EditAction(Command, frozen=True, kw_only=True):
    """New words, person and date for an action; factor and layer stay where they are None."""

    id: str
    seen: int
    text: str
    who: Who
    due: DueKind | None = None
    due_on: str | None = None
    factor: str | None = None
    layer: Layer | None = None


class Refile(Command, frozen=True, kw_only=True):
    """Move something said to another group, factor or layer."""

    table: str
    id: str
    seen: int
    group_id: str | None
    factor: str | None
    layer: Layer


class ConvertSaid(Command, frozen=True, kw_only=True):
    """Make something said into another kind: the old row goes, a new one comes, with the same words."""

    table: str
    id: str
    seen: int
    into: Command


class DeleteSaid(Command, frozen=True, kw_only=True):
    """Take away something said."""

    table: str
    id: str
    seen: int


class AnswerAdvice(Command, frozen=True, kw_only=True):
    """The receiver's answer; None makes it unanswered again."""

    id: str
    seen: int
    answer: AdviceAnswer | None
    reason: str = ""


class SetOutcome(Command, frozen=True, kw_only=True):
    """What came of advice taken along."""

    id: str
    seen: int
    outcome: AdviceOutcome | None
    gathering_id: str | None = None


class GiveAdviceAgain(Command, frozen=True, kw_only=True):
    """Another giver for advice already written down."""

    id: str
    seen: int
    giver: Giver
    giver_group_id: str | None = None
    giver_facilitator_id: str | None = None


class SettleAction(Command, frozen=True, kw_only=True):
    """An action is done, dropped (why) or open again."""

    id: str
    seen: int
    state: ActionState
    outcome: str = ""


class MoveAction(Command, frozen=True, kw_only=True):
    """A new date for an action; how often it moved is counted.

    `gathering_id` is the gathering it is moved at: *next gathering* is the one after that.
    """

    id: str
    seen: int
    due: DueKind
    due_on: str | None = None
    gathering_id: str | None = None


class SettleParked(Command, frozen=True, kw_only=True):
    """A parked question is answered, carried to the next gathering, dropped, or open again."""

    id: str
    seen: int
    state: ParkedState
    answer: str = ""


# --- forms


class SetStatusText(Command, frozen=True, kw_only=True):
    """One field of the status presentation; committed when the field is left. `seen` is 0 where there was none."""

    id: str
    gathering_id: str
    group_id: str
    field: StatusField
    text: str
    seen: int
    layer: Layer | None = None


class Rate(Command, frozen=True, kw_only=True):
    """One answer to one factor; None takes the answer away. The wording's version is stored with it."""

    id: str
    gathering_id: str
    group_id: str
    item: str
    rater: Rater
    answer: RatingAnswer | None
    level: int | None = None
    wording_version: int = 1


class GiveReason(Command, frozen=True, kw_only=True):
    """Why a factor was rated so."""

    id: str
    seen: int
    reason: str


# --- between gatherings, through the capture line


class AddContact(Command, frozen=True, kw_only=True):
    """Guidance of a group."""

    id: str
    group_id: str
    on: str
    channel: Channel
    minutes: int | None = None
    topic: str = ""
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


class AddEvent(Command, frozen=True, kw_only=True):
    """Something happened to a group; stalled, resumed and withdrawn also set its state."""

    id: str
    group_id: str
    kind: EventKind
    on: str
    text: str = ""
    cause: str = ""
