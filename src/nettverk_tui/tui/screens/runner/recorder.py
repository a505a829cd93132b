"""The recorder's desk: from what stands in the capture line to a stored entry, and back again for editing.

The line only holds text, `model.capture` only understands it; here the two meet the room and the store.
"""

import msgspec

from nettverk_tui.model import capture
from nettverk_tui.model.capture.near_duplicates import near_duplicate
from nettverk_tui.model.capture.to_command import Speaker, command_for, edit_for
from nettverk_tui.model.commands import (
    Command,
    ConvertSaid,
    EditText,
    Place,
)
from nettverk_tui.model.core.identity import looks_like_identity_number
from nettverk_tui.model.core.messages import N_, Message, Refusal
from nettverk_tui.model.core.records import RECORD_OF, TABLES, Action, Advice, Note, Said, Statement
from nettverk_tui.model.core.text import clean, is_blank
from nettverk_tui.model.gathering.feedback_round import entries_said
from nettverk_tui.store.drafts import Draft
from nettverk_tui.store.store import new_id
from nettverk_tui.tui.base.interpretation import offered_words, stored_words, understood_words
from nettverk_tui.tui.screens.runner.context import surroundings
from nettverk_tui.tui.screens.runner.interface import QuestionKind, Runner
from nettverk_tui.tui.screens.runner.questions import (
    QUESTIONS,
    Question,
    answer_command,
    answer_words,
    seen_version,
    subject,
)
from nettverk_tui.tui.widgets.capture_line import CaptureLine


class Editing(msgspec.Struct, frozen=True):
    """The stored entry the line now changes, and the line it began from."""

    table: str
    id: str
    version: int
    line: str


class InterruptedLine(msgspec.Struct, frozen=True):
    """An entry half written, waiting for a question to be answered; its draft stays in the drafts."""

    text: str
    id: str
    place: Place


class Recorder:
    """What the line is for at the moment: a new entry, a change to one, or the answer to a question."""

    def __init__(self, runner: Runner, line: CaptureLine) -> None:
        self.runner = runner
        self.line = line
        self._chosen: tuple[str, Speaker] = ("", Speaker())
        self._bound = Speaker()
        self._own: tuple[type[Said], str] | None = None
        self.question: Question | None = None
        self.editing: Editing | None = None
        self.advice_id: str | None = None
        self.set_aside: InterruptedLine | None = None
        #: The drafts of what waits for another window to have written.
        self._waits: set[str] = set()

    # --- beginning

    def begin(self, text: str, advice_id: str | None = None) -> None:
        """Open the line, with a text to go on from."""
        if text and not self._is_free():
            return
        self.runner.set_focus(self.line)
        if text:
            self.advice_id = advice_id
            self.line.set_text(text)
            self.changed()
        else:
            self.runner.preview(self._preview())

    def write(self, text: str) -> None:
        """Open the line with what was typed beside it, after what stands there."""
        self.runner.set_focus(self.line)
        if text:
            self.line.add(text)
        self.changed()

    def answers(self, text: str) -> bool:
        """Whether a text answers what the line asks."""
        if self.question is None:
            return False
        command = answer_command(self.question, text, self.runner, self.surroundings())
        return command is not None and not isinstance(command, Message)

    def _is_free(self) -> bool:
        """Whether the line may be given a text. What is half typed is never overwritten: it goes first."""
        if self.question is not None:
            self._end_question()
        unchanged = self.editing is not None and self.line.text == self.editing.line
        if self.line.is_empty or unchanged:
            self._forget()
            return True
        self.runner.set_focus(self.line)
        self.runner.tell(self.runner.t("The line holds a text already. Enter stores it, then try again."))
        return False

    def ask(self, kind: QuestionKind, id: str, initial: str = "") -> None:
        """Let the line answer a question; what stood in it comes back afterwards."""
        if self.editing is not None:
            if not self._is_free():
                return
        elif self.question is None and not self.line.is_empty:
            self.set_aside = InterruptedLine(self.line.text, self.line.entry_id, self.line.place)
        self.question = Question(kind, id, seen_version(self.runner.rows, kind, id))
        self.line.placeholder = f"{self.runner.t(QUESTIONS[kind])} …"
        self.line.entry_id = ""
        self.line.set_text(initial)
        self.runner.set_focus(self.line)
        self.changed()

    def edit(self, said: Said) -> None:
        """Bring something stored back into the line as it could have been typed."""
        if not self._is_free():
            return
        text = capture.to_line(said)
        self.editing = Editing(TABLES[type(said)], said.id, said.version, text)
        self.line.entry_id = said.id
        if isinstance(said, Advice):
            self._bound = Speaker(said.giver, said.giver_group_id, said.giver_facilitator_id)
        self.line.place = Place(
            gathering_id=said.gathering_id, group_id=said.group_id, step=said.step, factor=said.factor
        )
        self.line.set_text(text)
        # Behind the words: what is typed on belongs to them, not to the name or the date that follow.
        self.line.move_cursor(self.line.location(text.rfind(said.text) + len(said.text)))
        self.runner.set_focus(self.line)
        self.changed()

    def recall(self) -> None:
        """The last entry again; one for the facilitators is brought back from the list only, where nobody looks on."""
        last = self.last()
        if last is not None and last.layer != "facilitators":
            self.edit(last)

    def last(self) -> Said | None:
        """The entry this window stored last, else the last one of the gathering: two writers never share a cursor."""
        own = self.runner.rows.get(*self._own) if self._own is not None else None
        if own is not None and not own.deleted:
            return own
        said = entries_said(self.runner.rows, self.runner.room.gathering)
        return said[-1] if said else None

    # --- while typing

    def changed(self) -> None:
        """A key: bind the place at the first one, remember the text, say how it is understood."""
        line = self.line
        if line.is_empty:
            self._forget_draft()
            if self.editing is None:
                line.entry_id = ""
        else:
            if not line.entry_id:
                line.entry_id = new_id()
                line.place = self.runner.place_now()
                self._bound = self._speaker_now()
            self._keep_draft()
        self.runner.preview(self._preview())

    def _keep_draft(self) -> None:
        self.runner.store.drafts.keep(
            Draft(
                field=self._field(),
                id=self.line.entry_id,
                text=self.line.text,
                where=self.line.place,
                seen=self.question.seen if self.question else self.editing.version if self.editing else 0,
                at=self.runner.now(),
            )
        )

    def _field(self) -> str:
        """The draft's name: what the line is for, at this gathering."""
        if self.question is not None:
            return f"ask:{self.runner.gathering_id}:{self.question.kind}:{self.question.id}"
        if self.editing is not None:
            return f"edit:{self.runner.gathering_id}:{self.editing.table}:{self.editing.id}"
        return f"line:{self.runner.gathering_id}"

    def _preview(self) -> list[str]:
        t = self.runner.t
        if self.question is not None:
            warned = looks_like_identity_number(self.line.text)
            warning = [t("This looks like a national identity number: leave it out.")] if warned else []
            about = [*warning, *subject(self.runner.rows, self.question)]
            return [*about, *answer_words(self.question, self.line.text, self.runner.today, t)]
        changes = [t("CHANGES AN ENTRY")] if self.editing is not None else []
        if self.line.is_empty:
            return changes
        around = self.surroundings()
        if offered := offered_words(self.line.text, self.line.cursor_at, around):
            return [offered]
        understood = capture.understand(self.line.text, around)
        return [*changes, *understood_words(understood, t, around, self.speaking())]

    def complete(self) -> None:
        """Take the first name offered."""
        offers = capture.complete(self.line.text, self.line.cursor_at, self.surroundings())
        if offers:
            self.line.put(offers[0].insert, offers[0].start, offers[0].end)

    def surroundings(self) -> capture.CaptureContext:
        """What the line knows of the room, at the place where it was begun."""
        place = self.line.place if self.line.entry_id else self.runner.place_now()
        # While an entry is changed there is no other one to go on with.
        last = self.last() if self.editing is None else None
        return surroundings(self.runner, place, last.text if last is not None else None)

    # --- Enter

    def store(self) -> None:
        """Store the line, answer the question, or change the entry."""
        # Keys in one burst: Enter may come before the word that the text has changed, which binds its id and place.
        self.changed()
        if self.question is not None:
            self._answer(self.question)
            return
        if is_blank(self.line.text):
            self._forget()
            self.line.set_text("")
            self.runner.preview([])
            self.runner.focus_panel()
            return
        understood = capture.understand(self.line.text, self.surroundings())
        if understood.obstacle is not None:
            self.runner.refuse(understood.obstacle)
        elif self.editing is not None:
            self._store_edit(self.editing, understood)
        elif understood.kind in ("continuation", "correction"):
            self._store_change(understood)
        else:
            self._store_new(understood)

    def _store_change(self, understood: capture.ParsedLine) -> None:
        """Go on with, or correct, the entry said last; a name corrected in an action is a new person too."""
        last = self.last()
        if last is None:
            return
        command: Command = EditText(table=TABLES[type(last)], id=last.id, seen=last.version, text=understood.text)
        if isinstance(last, Action) and understood.correction is not None:
            wrong, right = understood.correction.wrong, understood.correction.right
            corrected = msgspec.structs.replace(last, text=understood.text, who=last.who.replace(wrong, right, 1))
            again = edit_for(capture.understand(capture.to_line(corrected), self.surroundings()), last, last.version)
            command = command if isinstance(again, Refusal) else again
        self._send(command, type(last), last.id)

    def _store_new(self, understood: capture.ParsedLine) -> None:
        command = command_for(
            understood,
            id=self.line.entry_id,
            where=self.line.place,
            speaker=self.speaking(),
            new_id=new_id,
            advice_id=self.advice_id,
        )
        if isinstance(command, Refusal):
            self.runner.refuse(command.message)
            return
        kind = _record_of(understood.kind)
        if understood.giver is not None:
            # Who has been named goes on speaking until another is.
            giver = Speaker(understood.giver, understood.giver_group_id, understood.giver_facilitator_id)
            self._chosen = (self.runner.step_id, giver)
        told = stored_words(understood, self.runner.t, self.surroundings(), self.speaking())
        self._send(command, kind, self.line.entry_id, self._warned(understood) or self._alike(understood), told)

    def _send(self, command: Command, kind: type[Said] | None, id: str, word: str = "", told: str = "") -> None:
        """Send what the line says. While another window keeps it waiting, the line is free for what comes next.

        Afterwards a `word` of warning is said, or what was stored, as it is `told`.
        """
        kept: list[str] = []

        def then() -> None:
            self._own = (kind, id) if kind is not None else self._own
            if kept:
                self._no_longer_waits(kept[0], stored=True)
            else:
                self._stored(word, told)

        self.runner.send(command, then, lambda: kept.append(self._let_wait()), lambda: self._waited_in_vain(kept))

    def _let_wait(self) -> str:
        """Put the text by until it can be stored: nothing that is typed now belongs to it. Returns its draft's name."""
        drafts, field = self.runner.store.drafts, self._field()
        draft = drafts.get(field)
        if draft is not None and field == f"line:{self.runner.gathering_id}":
            # What comes next is a draft of the line too.
            drafts.forget(field)
            draft = msgspec.structs.replace(draft, field=f"{field}~{draft.id}")
            drafts.keep(draft)
            field = draft.field
        self._waits.add(field)
        aside, self.set_aside = self.set_aside, None
        self.question = self.editing = self.advice_id = None
        self.line.entry_id = aside.id if aside is not None else ""
        if aside is not None:
            self.line.place = aside.place
        self.line.set_text(aside.text if aside is not None else "")
        return field

    def _no_longer_waits(self, field: str, *, stored: bool) -> None:
        self._waits.discard(field)
        if stored:
            self.runner.store.drafts.forget(field)

    def _waited_in_vain(self, kept: list[str]) -> None:
        """It could not be stored: the text comes back when the line is free."""
        for field in kept:
            self._no_longer_waits(field, stored=False)
            if self.line.is_empty and self.question is None and self.editing is None:
                self._restore_next()

    def say_again(self) -> None:
        """How the line that is being written is understood, after something else was said there."""
        if not self.line.is_empty and isinstance(self.runner.focused, CaptureLine):
            self.runner.preview(self._preview())

    def _warned(self, understood: capture.ParsedLine) -> str:
        t = self.runner.t
        if not understood.warnings:
            return ""
        return t("Stored. {warning} Space and ↑ bring it back.", warning=t.message(understood.warnings[0]))

    def choose_speaker(self, speaker: Speaker) -> None:
        """Who gives advice from now on, in this step; also for a line begun before it was said."""
        self._chosen = (self.runner.step_id, speaker)
        self._bound = speaker

    def step_changed(self) -> None:
        """Another step is looked at: who spoke in the last one is forgotten."""
        if self._chosen[0] != self.runner.step_id:
            self._chosen = ("", Speaker())

    def speaking(self) -> Speaker:
        """Who gives advice: bound when the line is begun, like its place, and forgotten when the step is over."""
        return self._bound if self.line.entry_id else self._speaker_now()

    def _speaker_now(self) -> Speaker:
        step_id, speaker = self._chosen
        if step_id == self.runner.step_id and speaker.giver != "unknown":
            return speaker
        # In the advisers' own step nobody needs to say that an adviser speaks.
        return Speaker(giver="adviser") if self.runner.place_now().step == "advisers" else Speaker()

    def _alike(self, understood: capture.ParsedLine) -> str:
        said = entries_said(self.runner.rows, self.runner.room.gathering)
        found = near_duplicate(understood.text, understood.kind, understood.group_id, said)
        return self.runner.t("Stored. It is very like “{text}”.", text=found.text[:40]) if found is not None else ""

    def _store_edit(self, editing: Editing, understood: capture.ParsedLine) -> None:
        said = self.runner.rows.get(RECORD_OF[editing.table], editing.id)
        if not isinstance(said, Said):
            return
        if said.version != editing.version:
            # Changed in another window meanwhile: both wordings are kept, this one as an entry of its own.
            self._forget()
            self.line.entry_id = new_id()
            self._store_new(understood)
            self.runner.tell(self.runner.t("The entry was changed in another window. Yours is stored beside it."))
            return
        command = edit_for(understood, said, editing.version)
        id = editing.id
        if understood.kind != capture.kind_of(said):
            id = new_id()
            into = command_for(understood, id=id, where=self.line.place, speaker=Speaker(), new_id=new_id)
            if isinstance(into, Refusal) or understood.kind not in capture.SAID:
                self.runner.refuse(Message(N_("An entry cannot become that. Esc leaves it as it was.")))
                return
            command = ConvertSaid(table=editing.table, id=editing.id, seen=editing.version, into=into)
        if isinstance(command, Refusal):
            self.runner.refuse(command.message)
        else:
            self._send(command, None, id)

    def _stored(self, word: str = "", told: str = "") -> None:
        """The entry is in the file: an empty line again, or another text that waited for the line to be free."""
        self._forget()
        self.line.set_text("")
        self.runner.focus_panel()
        if not self._restore_next():
            self.runner.tell(word or told or self.runner.t("Stored."), quiet=not word)

    def _forget_draft(self) -> None:
        self.runner.store.drafts.forget(self._field())

    def _forget(self) -> None:
        self._forget_draft()
        self.editing = None
        self.advice_id = None
        self.line.entry_id = ""

    def leave(self) -> None:
        """Back to the panel. An entry's text stays; a question and an unchanged or emptied edit are dropped."""
        if self.question is not None:
            self._end_question()
        elif self.editing is not None and self.line.text in ("", self.editing.line):
            self._forget()
            self.line.set_text("")
            self.runner.tell("")
        self.runner.focus_panel()

    def _end_question(self) -> None:
        """The question is answered or dropped: what was set aside comes back."""
        self._forget_draft()
        self.question = None
        self.line.placeholder = self.runner.placeholder
        aside, self.set_aside = self.set_aside, None
        self.line.entry_id = aside.id if aside is not None else ""
        if aside is not None:
            self.line.place = aside.place
        self.line.set_text(aside.text if aside is not None else "")
        self.runner.tell("")

    # --- questions

    def _answer(self, question: Question) -> None:
        command = answer_command(question, clean(self.line.text).strip(), self.runner, self.surroundings())
        if isinstance(command, Message):
            self.runner.refuse(command)
        elif command is None:
            self._answered()
        else:
            self._send_answer(command, question)

    def _send_answer(self, command: Command, question: Question) -> None:
        kept: list[str] = []

        def then() -> None:
            if kept:
                self._no_longer_waits(kept[0], stored=True)
            else:
                self._answered()

        def waits() -> None:
            kept.append(self._let_wait())
            self.runner.focus_panel()

        sent = self.runner.send(command, then, waits, lambda: self._waited_in_vain(kept))
        if not sent and self.question is question:
            # Refused because it was changed elsewhere: the text stays, and the next Enter is meant.
            seen = seen_version(self.runner.rows, question.kind, question.id)
            self.question = msgspec.structs.replace(question, seen=seen)

    def _answered(self) -> None:
        self._end_question()
        self.runner.focus_panel()
        self.runner.panel.line_answered()

    # --- after a crash

    def restore(self) -> None:
        """Put half-typed text back where it was: an entry, a change to one, or an answer with its question."""
        if self._restore_next():
            self.runner.focus_panel()

    def _restore_next(self) -> bool:
        """Bring the next text that waits into the line; False when none does."""
        here = self.runner.gathering_id
        for draft in self.runner.store.drafts.all():
            if draft.field in self._waits:
                continue
            kind, _, rest = draft.field.partition(":")
            gathering_id, _, rest = rest.partition(":")
            if gathering_id.partition("~")[0] != here or kind not in ("line", "edit", "ask"):
                continue
            self.runner.store.drafts.forget(draft.field)
            if self._restored(kind, rest.partition("~")[0], draft):
                self._keep_draft()
                self.runner.preview(self._preview())
                words = self.runner.t("The line holds what was half written before. A letter goes on with it.")
                self.runner.tell(words)
                return True
        return False

    def _restored(self, kind: str, rest: str, draft: Draft) -> bool:
        """Whether there is still something to go on with; an entry that was stored after all is not."""
        table, _, id = rest.partition(":")
        row = self.runner.rows.get(RECORD_OF[table], id) if table in RECORD_OF else None
        asked: QuestionKind | None = next((known for known in QUESTIONS if known == table), None)
        if kind == "edit" and isinstance(row, Said) and not row.deleted:
            self.editing = Editing(table, id, draft.seen, capture.to_line(row))
        elif kind == "ask" and asked is not None:
            self.question = Question(asked, id, draft.seen)
        elif any(self.runner.rows.get(known, draft.id) is not None for known in (Note, Advice, Action, Statement)):
            return False
        self.line.entry_id, self.line.place = draft.id, draft.where
        self.line.set_text(draft.text)
        return True


def _record_of(kind: capture.CaptureKind) -> type[Said] | None:
    """What something said is stored as; None for what is not said."""
    described = capture.DESCRIBED.get(kind)
    record = RECORD_OF[described.table] if described is not None else None
    return record if record is not None and issubclass(record, Said) else None
