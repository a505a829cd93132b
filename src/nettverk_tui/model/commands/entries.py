"""What is said, and what becomes of it."""

from nettverk_tui.model.commands.base import ActionOwner, Command, Place
from nettverk_tui.model.core.entry_kinds import NoteKind
from nettverk_tui.model.core.values import (
    ActionState,
    AdviceAnswer,
    AdviceOutcome,
    DueKind,
    Giver,
    Layer,
    ParkedState,
    Theme,
)


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
    who: ActionOwner = ActionOwner()
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
    who: ActionOwner
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


class Reword(Command, frozen=True, kw_only=True):
    """One field of a row has other words: a correction, or what it said before."""

    table: str
    id: str
    seen: int
    field: str
    value: str


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
