"""The contents of a gathering's minutes, before any language or format: all formats are made from these values.

Typed text is here as typed; values the program knows are here as identifiers (`take_along`, `done`).
"""

import msgspec

from nettverk_tui.model.core.values import (
    ActionState,
    AdviceAnswer,
    AdviceOutcome,
    DueKind,
    GatheringKind,
    ItemKind,
    MinutesState,
    ParkedState,
    RatingAnswer,
    Role,
    StaffKind,
    StatusField,
    Theme,
)


class Part(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The base of all parts of a document's contents."""


class GroupName(Part, frozen=True, kw_only=True):
    """A group's name in headings and lists."""

    letter: str
    unit: str


class Person(Part, frozen=True, kw_only=True):
    """A person as far as known: if the name is empty, the profession or the kind of staff is shown."""

    name: str = ""
    profession: str = ""
    staff_kind: StaffKind | None = None
    leader: bool = False


class Attendee(Part, frozen=True, kw_only=True):
    """A person who attended or sent apologies; times (UTC ms) only for coming late or leaving early."""

    person: Person
    arrived_at: int | None = None
    left_at: int | None = None


class Party(Part, frozen=True, kw_only=True):
    """People who belong together: a group, the facilitators, or (`group` None, not facilitators) other guests."""

    group: GroupName | None = None
    facilitators: bool = False
    people: tuple[Attendee, ...]


class Previous(Part, frozen=True, kw_only=True):
    """The gathering before, and whether its minutes are recorded as approved."""

    number: int
    starts_on: str
    approved: bool


class ResponsibleCell(Part, frozen=True, kw_only=True):
    """The responsible one: the first of person, role and group that is known, else the word typed."""

    typed: str = ""
    person: Person | None = None
    group: str | None = None
    role: Role | None = None
    unknown: bool = False


class Task(Part, frozen=True, kw_only=True):
    """An action in its state at the end of the gathering.

    `number` is the gathering it came from, if another; `due_number` the gathering it is due at, if known.
    """

    text: str
    group: str | None = None
    factor: str | None = None
    who: ResponsibleCell = ResponsibleCell()
    due: DueKind | None = None
    due_on: str | None = None
    due_number: int | None = None
    state: ActionState = "open"
    outcome: str = ""
    number: int | None = None


class AdviceGiven(Part, frozen=True, kw_only=True):
    """Advice with its outcome.

    `giver` is the adviser's name or the group's letter, empty if only the kind of giver is known; without
    either the giver is unknown.
    """

    text: str
    group: str | None = None
    factor: str | None = None
    from_adviser: bool = False
    from_group: bool = False
    giver: str = ""
    answer: AdviceAnswer | None = None
    reason: str = ""
    outcome: AdviceOutcome | None = None


class Remark(Part, frozen=True, kw_only=True):
    """A note, decision or good example."""

    text: str
    factor: str | None = None


class Parked(Part, frozen=True, kw_only=True):
    """A parked question; `number` is the gathering it came from, if another."""

    text: str
    group: str | None = None
    factor: str | None = None
    state: ParkedState = "open"
    answer: str = ""
    number: int | None = None


class StatementLine(Part, frozen=True, kw_only=True):
    """A statement about a ripple effect, always without its speaker."""

    text: str
    theme: Theme | None = None


class StatusLine(Part, frozen=True, kw_only=True):
    """One field of the status presentation."""

    field: StatusField
    text: str


class Rated(Part, frozen=True, kw_only=True):
    """A group's own answer to a factor, beside its last earlier level (None: never rated, or in another wording)."""

    item: str
    answer: RatingAnswer
    level: int | None = None
    previous: int | None = None
    reason: str = ""


class ProgrammeLine(Part, frozen=True, kw_only=True):
    """One item of the day, planned and actual; times in UTC ms, durations in ms, None if not known."""

    kind: ItemKind
    title: str = ""
    group: str | None = None
    planned_at: int | None = None
    planned_ms: int = 0
    held: bool = False
    started_at: int | None = None
    used_ms: int | None = None


class Said(Part, frozen=True, kw_only=True):
    """The entries of one group's time, or (without a group) of everybody's."""

    advice: tuple[AdviceGiven, ...] = ()
    tasks: tuple[Task, ...] = ()
    decisions: tuple[Remark, ...] = ()
    examples: tuple[Remark, ...] = ()
    notes: tuple[Remark, ...] = ()


class Project(Part, frozen=True, kw_only=True):
    """A group's improvement project."""

    area: str
    aim: str = ""


class GroupPart(Part, frozen=True, kw_only=True):
    """The section of one group."""

    group: GroupName
    municipality: str = ""
    projects: tuple[Project, ...] = ()
    status: tuple[StatusLine, ...] = ()
    rated: tuple[Rated, ...] = ()
    said: Said = Said()


class NextGathering(Part, frozen=True, kw_only=True):
    """Time and place of the next gathering."""

    number: int
    starts_on: str
    ends_on: str
    starts_at: int | None = None
    place: str = ""


class MinutesContents(Part, frozen=True, kw_only=True):
    """The whole of the minutes, in the order of the document."""

    network: str
    region: str = ""
    demo: bool = False
    number: int
    kind: GatheringKind
    state: MinutesState = "draft"
    approved_at: int | None = None
    starts_on: str
    ends_on: str
    starts_at: int | None = None
    ended_at: int | None = None
    #: Whether it was planned for more than one day, and how many days later than planned it was held.
    several_days: bool = False
    moved_days: int = 0
    #: The network's time zone for clock times; empty if it has none.
    zone: str = ""
    place: str = ""
    chair: str = ""
    minute_taker: str = ""
    recipients: str = ""
    present: tuple[Party, ...] = ()
    absent: tuple[Party, ...] = ()
    previous: Previous | None = None
    followed_up: tuple[Task, ...] = ()
    earlier_advice: tuple[AdviceGiven, ...] = ()
    programme: tuple[ProgrammeLine, ...] = ()
    groups: tuple[GroupPart, ...] = ()
    joint: Said = Said()
    statements: tuple[StatementLine, ...] = ()
    parked: tuple[Parked, ...] = ()
    not_held: tuple[GroupName, ...] = ()
    next: NextGathering | None = None
    to_do: tuple[Task, ...] = ()
