"""Commands for entries said in the room, and for their later answers and outcomes."""

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
    """Add a note, decision, parked question or good example."""

    id: str
    where: Place
    kind: NoteKind
    text: str
    layer: Layer


class AddStatement(Command, frozen=True, kw_only=True):
    """Add a statement about a ripple effect."""

    id: str
    where: Place
    text: str
    layer: Layer
    theme: Theme | None = None


class AddAdvice(Command, frozen=True, kw_only=True):
    """Add advice to the group in `where`."""

    id: str
    where: Place
    text: str
    layer: Layer
    giver: Giver
    giver_group_id: str | None = None
    giver_facilitator_id: str | None = None


class AddAction(Command, frozen=True, kw_only=True):
    """Add an action."""

    id: str
    where: Place
    text: str
    layer: Layer
    who: ActionOwner = ActionOwner()
    due: DueKind | None = None
    due_on: str | None = None
    advice_id: str | None = None


class EditText(Command, frozen=True, kw_only=True):
    """Change the text of an entry. `table` is the table's name in the file; a field that is None keeps its value.

    Only advice has a giver.
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
    """Change words, person and date of an action; factor and layer stay if they are None."""

    id: str
    seen: int
    text: str
    who: ActionOwner
    due: DueKind | None = None
    due_on: str | None = None
    factor: str | None = None
    layer: Layer | None = None


class Refile(Command, frozen=True, kw_only=True):
    """Move an entry to another group, factor or layer."""

    table: str
    id: str
    seen: int
    group_id: str | None
    factor: str | None
    layer: Layer


class ConvertSaid(Command, frozen=True, kw_only=True):
    """Convert an entry to another kind: its row is deleted, a new one has the same words."""

    table: str
    id: str
    seen: int
    into: Command


class DeleteSaid(Command, frozen=True, kw_only=True):
    """Delete an entry."""

    table: str
    id: str
    seen: int


class AnswerAdvice(Command, frozen=True, kw_only=True):
    """Set the receiver's answer to advice; None makes it unanswered again."""

    id: str
    seen: int
    answer: AdviceAnswer | None
    reason: str = ""


class SetOutcome(Command, frozen=True, kw_only=True):
    """Set the outcome of advice taken along."""

    id: str
    seen: int
    outcome: AdviceOutcome | None
    gathering_id: str | None = None


class GiveAdviceAgain(Command, frozen=True, kw_only=True):
    """Change the giver of advice."""

    id: str
    seen: int
    giver: Giver
    giver_group_id: str | None = None
    giver_facilitator_id: str | None = None


class Reword(Command, frozen=True, kw_only=True):
    """Change the words of one field of a row: a correction, or its former words."""

    table: str
    id: str
    seen: int
    field: str
    value: str


class SettleAction(Command, frozen=True, kw_only=True):
    """Set an action to done, dropped (with a reason) or open again."""

    id: str
    seen: int
    state: ActionState
    outcome: str = ""


class MoveAction(Command, frozen=True, kw_only=True):
    """Set a new date for an action; its moves are counted.

    `gathering_id` is the gathering it is moved at: *next gathering* is the one after that.
    """

    id: str
    seen: int
    due: DueKind
    due_on: str | None = None
    gathering_id: str | None = None


class SettleParked(Command, frozen=True, kw_only=True):
    """Set a parked question to answered, carried to the next gathering, dropped, or open again."""

    id: str
    seen: int
    state: ParkedState
    answer: str = ""
