"""The recorder: turns the text of the capture line into a stored entry, and an entry back into text for editing.

The line only holds text, `model.capture` only understands it; here the two meet the room and the store.
"""

from collections.abc import Callable

import msgspec

from nettverk_tui.model import capture
from nettverk_tui.model.capture.to_command import Speaker, command_for, giver_in
from nettverk_tui.model.commands import Command, Place
from nettverk_tui.model.core.messages import Message, Refusal
from nettverk_tui.model.core.records import RECORD_OF, TABLES, Advice, Said
from nettverk_tui.model.core.text import clean, is_blank
from nettverk_tui.model.gathering.feedback_round import entries_said
from nettverk_tui.store.store import new_id
from nettverk_tui.tui.base.interpretation import Interpretation, alike_words, offered_words, stored_words, warned_words
from nettverk_tui.tui.screens.runner.context import RoomContext
from nettverk_tui.tui.screens.runner.half_written import Editing, HalfWritten, Purpose
from nettverk_tui.tui.screens.runner.interface import QuestionKind, Runner
from nettverk_tui.tui.screens.runner.questions import (
    QUESTIONS,
    Question,
    answer_command,
    question_words,
    seen_version,
)
from nettverk_tui.tui.screens.runner.speakers import Speakers
from nettverk_tui.tui.widgets.capture_line import CaptureLine


class Recorder:
    """The current purpose of the line: a new entry, a change to one, or the answer to a question."""

    def __init__(self, runner: Runner, line: CaptureLine) -> None:
        self.runner = runner
        self.line = line
        self.speakers = Speakers(runner)
        self.question: Question | None = None
        self.editing: Editing | None = None
        self.advice_id: str | None = None
        self._context = RoomContext(runner)
        self._interpretation = Interpretation()
        self._half_written = HalfWritten(runner, line)
        #: The state of the line at the last look.
        self._noted: tuple[object, ...] = ()

    @property
    def _purpose(self) -> Purpose:
        return self.question or self.editing

    # --- beginning

    def begin(self, text: str, advice_id: str | None = None) -> None:
        """Open the line with a text to continue."""
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
        """Open the line and add the text typed beside it to its text."""
        self.runner.set_focus(self.line)
        if text:
            self.line.add(text)
        self.changed()

    def answers(self, text: str) -> bool:
        """Return True if a text answers the line's question."""
        if self.question is None:
            return False
        command = answer_command(self.question, text, self.runner)
        return command is not None and not isinstance(command, Message)

    def _is_free(self) -> bool:
        """Return True if the line may be given a text; half-typed text is never overwritten, it has to go first."""
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
        """Let the line answer a question; its earlier text comes back afterwards."""
        if self.editing is not None:
            if not self._is_free():
                return
        elif self.question is None and not self.line.is_empty:
            self._half_written.set_aside()
        self.question = Question(kind, id, seen_version(self.runner.rows, kind, id))
        self.line.placeholder = f"{self.runner.t(QUESTIONS[kind])} …"
        self.line.entry_id = ""
        self.line.set_text(initial)
        self.runner.set_focus(self.line)
        self.changed()

    def edit(self, said: Said) -> None:
        """Bring a stored entry back into the line as it could have been typed."""
        if not self._is_free():
            return
        text = capture.to_line(said)
        self.editing = Editing(TABLES[type(said)], said.id, said.version, text)
        self.line.entry_id = said.id
        if isinstance(said, Advice):
            self.speakers.bound = Speaker(said.giver, said.giver_group_id, said.giver_facilitator_id)
        self.line.place = Place(
            gathering_id=said.gathering_id, group_id=said.group_id, step=said.step, factor=said.factor
        )
        self.line.set_text(text)
        # Behind the words: text typed next belongs to them, not to the name or the date that follow.
        self.line.move_cursor(self.line.location(text.rfind(said.text) + len(said.text)))
        self.runner.set_focus(self.line)
        self.changed()

    def recall(self) -> None:
        """Bring back the last entry; one for the facilitators only from the list, out of the room's sight."""
        last = self._context.last()
        if last is not None and last.layer != "facilitators":
            self.edit(last)

    # --- while typing

    def changed(self) -> None:
        """React to a key: bind the place at the first one, keep the text, say how it is understood."""
        self._note()
        self.runner.preview(self._preview())

    def settle(self) -> None:
        """Catch up before a key that is no letter, if the text has changed or other words were shown under the line."""
        if self._noted != self._state() or not self.runner.previewing:
            self.changed()

    def _state(self) -> tuple[object, ...]:
        line = self.line
        return line.text, line.cursor_location, line.entry_id, self.question, self.editing, self.runner.room

    def _note(self) -> None:
        """Bind a begun line to its place and its speaker, and keep its text."""
        self._bind_and_keep()
        self._noted = self._state()

    def _bind_and_keep(self) -> None:
        line = self.line
        if line.is_empty:
            self._half_written.forget(self._purpose)
            if self.editing is None:
                line.entry_id = ""
            return
        if not line.entry_id:
            line.entry_id = new_id()
            line.place = self.runner.place_now()
            self.speakers.bind()
        self._half_written.keep(self._purpose)

    def _preview(self) -> list[str]:
        t = self.runner.t
        if self.question is not None:
            return question_words(self.question, self.line.text, self.runner)
        changes = [t("CHANGES AN ENTRY")] if self.editing is not None else []
        if self.line.is_empty:
            return changes
        around = self.surroundings()
        if offered := offered_words(self.line.text, self.line.cursor_at, around):
            return [offered]
        return [*changes, *self._interpretation.words(self.line.text, t, around, self.speaking())]

    def complete(self) -> None:
        """Take the first name offered."""
        offers = capture.complete(self.line.text, self.line.cursor_at, self.surroundings())
        if offers:
            self.line.put(offers[0].insert, offers[0].start, offers[0].end)

    def surroundings(self) -> capture.CaptureContext:
        """Return the room as the line sees it, from the place where the line was begun."""
        place = self.line.place if self.line.entry_id else self.runner.place_now()
        # While an entry is changed there is no other one to continue.
        return self._context.at(place, goes_on=self.editing is None)

    def speaking(self) -> Speaker:
        """Return the giver of advice: bound when the line is begun, like its place; forgotten after the step."""
        return self.speakers.bound if self.line.entry_id else self.speakers.now()

    # --- Enter

    def store(self) -> None:
        """Store the line, answer the question, or change the entry."""
        # Keys in one burst: Enter may come before the message that the text has changed, which binds its id and place.
        if self._noted != self._state():
            self._note()
        if self.question is not None:
            self._answer(self.question)
            return
        if is_blank(self.line.text):
            self._forget()
            self.line.set_text("")
            self.runner.preview([])
            self.runner.focus_panel()
            return
        self._context.look_elsewhere()
        around = self.surroundings()
        understood = self._interpretation.of(self.line.text, around)
        if understood.obstacle is not None:
            self.runner.refuse(understood.obstacle)
        elif self.editing is not None:
            self._store_edit(self.editing, understood, around)
        elif understood.kind in ("continuation", "correction"):
            self._store_change(understood, around)
        else:
            self._store_new(understood, around)

    def _store_change(self, understood: capture.ParsedLine, around: capture.CaptureContext) -> None:
        """Continue or correct the entry said last."""
        # Loaded with the first change.
        from nettverk_tui.tui.screens.runner.changes import change_of_last

        last = self._context.last()
        if last is not None:
            self._send(change_of_last(understood, last, around), self._stored, entry=(type(last), last.id))

    def _store_new(self, understood: capture.ParsedLine, around: capture.CaptureContext) -> None:
        id, speaker = self.line.entry_id, self.speaking()
        command = command_for(
            understood, id=id, where=self.line.place, speaker=speaker, new_id=new_id, advice_id=self.advice_id
        )
        if isinstance(command, Refusal):
            self.runner.refuse(command.message)
            return
        if (giver := giver_in(understood)) is not None:
            self.speakers.named(giver)

        def stored() -> None:
            t, rows, gathering = self.runner.t, self.runner.rows, self.runner.room.gathering
            warning = warned_words(understood, t) or alike_words(understood, t, id, entries_said(rows, gathering))
            self._stored(warning, stored_words(understood, t, around, speaker))

        record = understood.record
        self._send(command, stored, entry=(record, id) if record is not None else None)

    def _store_edit(self, editing: Editing, understood: capture.ParsedLine, around: capture.CaptureContext) -> None:
        said = self.runner.rows.get(RECORD_OF[editing.table], editing.id)
        if not isinstance(said, Said):
            return
        if said.version != editing.seen:
            # Changed in another window meanwhile: both wordings are kept, this one as an entry of its own.
            self._forget()
            self.line.entry_id = new_id()
            self._store_new(understood, around)
            self.runner.tell(self.runner.t("The entry was changed in another window. Yours is stored beside it."))
            return
        from nettverk_tui.tui.screens.runner.changes import change_of

        command = change_of(said, editing, understood, self.line.place)
        if isinstance(command, Refusal):
            self.runner.refuse(command.message)
        else:
            self._send(command, self._stored)

    def _send(
        self,
        command: Command,
        then: Callable[[], None],
        waits: Callable[[], None] = lambda: None,
        entry: tuple[type[Said], str] | None = None,
    ) -> bool:
        """Send a command; `entry` becomes the entry said last when it is stored.

        While another window keeps it waiting (`waits`), the line is free for the next text, and `then` is left out.
        """
        kept: list[str] = []

        def stored() -> None:
            if entry is not None:
                self._context.stored(*entry)
            if kept:
                self._half_written.no_longer_waits(kept[0], stored=True)
            else:
                then()

        def let_wait() -> None:
            kept.append(self._let_wait())
            waits()

        return self.runner.send(command, stored, let_wait, lambda: self._waited_in_vain(kept))

    def _let_wait(self) -> str:
        field = self._half_written.let_wait(self._purpose)
        self.question = self.editing = self.advice_id = None
        self._half_written.take_up()
        return field

    def _waited_in_vain(self, kept: list[str]) -> None:
        """End the wait of texts that could not be stored; they come back when the line is free."""
        for field in kept:
            self._half_written.no_longer_waits(field, stored=False)
            if self.line.is_empty and self.question is None and self.editing is None:
                self._restore_next()

    def say_again(self) -> None:
        """Say how the line being written is understood, after other words were shown in that place."""
        if not self.line.is_empty and isinstance(self.runner.focused, CaptureLine):
            self.runner.preview(self._preview())

    def _stored(self, word: str = "", told: str = "") -> None:
        """Empty the line after its entry is stored, or bring in another text that waited for the line to be free."""
        self._forget()
        self.line.set_text("")
        self.runner.focus_panel()
        if not self._restore_next():
            self.runner.tell(word or told or self.runner.t("Stored."), quiet=not word)

    def _forget(self) -> None:
        self._half_written.forget(self._purpose)
        self.editing = self.advice_id = None
        self.line.entry_id = ""

    def leave(self) -> None:
        """Go back to the panel. An entry's text stays; a question and an unchanged or emptied edit are dropped."""
        if self.question is not None:
            self._end_question()
        elif self.editing is not None and self.line.text in ("", self.editing.line):
            self._forget()
            self.line.set_text("")
            self.runner.tell("")
        self.runner.focus_panel()

    def _end_question(self) -> None:
        """End the question, answered or dropped; the text that was set aside comes back."""
        self._half_written.forget(self._purpose)
        self.question = None
        self.line.placeholder = self.runner.placeholder
        self._half_written.take_up()
        self.runner.tell("")

    # --- questions

    def _answer(self, question: Question) -> None:
        command = answer_command(question, clean(self.line.text).strip(), self.runner)
        if isinstance(command, Message):
            self.runner.refuse(command)
        elif command is None:
            self._answered()
        elif not self._send(command, self._answered, waits=self.runner.focus_panel) and self.question is question:
            # Refused because it was changed elsewhere: the text stays, and the next Enter stores it all the same.
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
        """Bring the next waiting text into the line; return False if there is none."""
        found = self._half_written.take_next()
        if found is None:
            return False
        draft, purpose = found
        if isinstance(purpose, Question):
            self.question = purpose
        elif isinstance(purpose, Editing):
            self.editing = purpose
        self.line.entry_id, self.line.place = draft.id, draft.where
        self.line.set_text(draft.text)
        self._half_written.keep(purpose)
        self.runner.preview(self._preview())
        self.runner.tell(self.runner.t("The line holds what was half written before. A letter goes on with it."))
        return True
