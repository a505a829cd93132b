"""The tasks of the desk: something that happened, a new date, a reason."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from nettverk_tui.language import Translator
from nettverk_tui.model import capture
from nettverk_tui.model.capture.network_context import between_gatherings
from nettverk_tui.model.capture.to_command import WHICH_GROUP, Speaker, command_for
from nettverk_tui.model.commands import Command, MoveAction, Place, Reword, SettleAction
from nettverk_tui.model.core.messages import N_, Message, Refusal
from nettverk_tui.model.core.records import TABLES, Action, Event, Group, Network, Record
from nettverk_tui.model.core.text import clean, one_line
from nettverk_tui.model.decisions.entries import words_in
from nettverk_tui.resources import Knowledge
from nettverk_tui.store.store import Store, new_id
from nettverk_tui.tui.base.desk import Task
from nettverk_tui.tui.base.interpretation import (
    NO_DATE,
    Interpretation,
    due_words,
    offered_words,
    remark_words,
    stored_words,
)

if TYPE_CHECKING:
    from nettverk_tui.model.capture.completion import Completion

#: Between gatherings the writer is an adviser.
_ADVISER = Speaker(giver="adviser")
_LEAD = N_("Plain text is a guidance contact, today by telephone: 20 min about the numbers, agreed: …, next 6/3")


class Happening(Task):
    """Something that happened between gatherings, in the capture line's grammar; plain text is a guidance contact."""

    def __init__(
        self, store: Store, network: Network, knowledge: Knowledge, t: Translator, group: Group | None = None
    ) -> None:
        prompt = group.letter if group is not None else ""
        id = group.id if group is not None else None
        super().__init__(prompt, f"desk:{network.id}:{id or ''}", place=Place(group_id=id))
        today = t.local(store.now()).date().isoformat()
        self._checklist = knowledge.checklist
        self.around = between_gatherings(
            store.rows, network, knowledge.checklist, today=today, language=t.language, group_id=id
        )
        self._interpretation = Interpretation()
        self._stored: capture.ParsedLine | None = None

    def words(self, text: str, cursor: int, t: Translator) -> Sequence[str]:
        if not text:
            return [t(_LEAD)]
        if offered := offered_words(text, cursor, self.around):
            return [offered]
        return self._interpretation.words(text, t, self.around, _ADVISER)

    def completions(self, text: str, cursor: int) -> "Sequence[Completion]":
        return capture.complete(text, cursor, self.around)

    def command(self, text: str, id: str) -> Command | Message:
        understood = self._interpretation.of(text, self.around)
        command = command_for(
            understood,
            id=id,
            where=self.place,
            speaker=_ADVISER,
            new_id=new_id,
            wording_of=lambda item: self._checklist.item(item).wording_version,
        )
        if understood.kind in capture.SAID and understood.group_id is None:
            # A statement without gathering and group would never be shown again.
            return WHICH_GROUP
        self._stored = understood
        return command.message if isinstance(command, Refusal) else command

    def asks(self, t: Translator) -> str:
        return t("What happened …")

    def stored(self, t: Translator) -> str:
        if self._stored is None:
            return super().stored(t)
        told = stored_words(self._stored, t, self.around, _ADVISER)
        return f"{told}. {t('Ctrl+Z takes it back.')}"


def half_written(store: Store, network: Network, t: Translator) -> str:
    """Return the words that name half-written lines, left most often by a computer that stopped; empty without any."""
    start = f"desk:{network.id}:"
    ids = [draft.field.removeprefix(start) for draft in store.drafts.all() if draft.field.startswith(start)]
    if not ids:
        return ""
    letters = sorted(group.letter for id in ids if (group := store.rows.get(Group, id)) is not None)
    if not letters:
        return t("A line is half written: Tab i in the list goes on with it.")
    return t("A line about {letters} is half written: Tab i there goes on with it.", letters=t.listed(letters))


class AboutAction(Task):
    """A question about an action: the answer becomes a command, or a message with the reason it cannot."""

    def __init__(
        self, action: Action, kind: str, prompt: str, ask: str, t: Translator, make: Callable[[str], Command | Message]
    ) -> None:
        self._t = t
        super().__init__(prompt, f"desk:{kind}:{action.id}")
        self._about, self._ask, self._make = one_line(action.text, 40), ask, make
        self._done = ""

    def words(self, text: str, cursor: int, t: Translator) -> Sequence[str]:
        made = self._make(clean(text).strip()) if text.strip() else None
        understood = due_words(made, t) if isinstance(made, MoveAction) else t(self._ask)
        if isinstance(made, Message):
            understood = t.message(made)
        return [*super().words(text, cursor, t), f"«{self._about}»", understood, *self.remarks(text, t)]

    def remarks(self, text: str, t: Translator) -> Sequence[str]:  # noqa: ARG002
        """Return more words on the answer, such as warnings."""
        return ()

    def stored(self, t: Translator) -> str:
        return f"{self._done}. {t('Ctrl+Z takes it back.')}" if self._done else super().stored(t)

    def asks(self, t: Translator) -> str:
        return f"{t(self._ask)} …"

    def command(self, text: str, id: str) -> Command | Message:  # noqa: ARG002
        made = self._make(clean(text).strip())
        self._done = due_words(made, self._t) if isinstance(made, MoveAction) else ""
        return made


class Moving(AboutAction):
    """A new date of an action, with warnings about odd dates while it is typed."""

    def __init__(self, today: str, *about: Any) -> None:
        super().__init__(*about)
        self._today = today

    def remarks(self, text: str, t: Translator) -> Sequence[str]:
        return remark_words(text, self._today, t)


def moving(action: Action, today: str, t: Translator) -> Task:
    """Return the task that asks for a new date of an action."""

    def make(text: str) -> Command | Message:
        due = capture.date_in(text, today)
        if due is None:
            return NO_DATE
        on = due.on if due.kind == "date" else None
        return MoveAction(id=action.id, seen=action.version, due=due.kind, due_on=on)

    ask = N_("New date: 6/3, fri, +2w or next gathering")
    return Moving(today, action, "move", t("New date"), ask, t, make)


def dropping(action: Action, t: Translator) -> Task:
    """Return the task that asks why an action is dropped."""

    def make(text: str) -> Command | Message:
        return SettleAction(id=action.id, seen=action.version, state="dropped", outcome=text)

    return AboutAction(action, "drop", t("Drop"), N_("Why dropped? (for the minutes; may be left out)"), t, make)


def words_field(record: Record) -> str | None:
    """Return the name of the field with the written text of a record; None where it cannot be changed alone."""
    if isinstance(record, Event):
        return "cause" if record.cause and not record.text else "text"
    known = words_in(type(record))
    return next((field for field in ("text", "topic", "reason") if field in known), None)


class Rewording(Task):
    """A change of the words in one field of a stored record."""

    def __init__(self, record: Record, field: str, t: Translator) -> None:
        super().__init__(t("Change"), f"desk:reword:{record.id}", initial=getattr(record, field))
        self._record, self._field = record, field

    def words(self, text: str, cursor: int, t: Translator) -> Sequence[str]:
        return [*super().words(text, cursor, t), t("Only the words are changed; Enter stores.")]

    def command(self, text: str, id: str) -> Command | Message:  # noqa: ARG002
        record = self._record
        return Reword(
            table=TABLES[type(record)], id=record.id, seen=record.version, field=self._field, value=clean(text).strip()
        )
