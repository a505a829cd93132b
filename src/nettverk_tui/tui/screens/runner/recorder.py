"""The recorder's desk: from what stands in the capture line to a stored entry, and back again for editing.

The line only holds text, `model.capture` only understands it; here the two meet the room and the store.
"""

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Literal

import msgspec

from nettverk_tui.model import capture
from nettverk_tui.model.capture.entry import Speaker, command_for
from nettverk_tui.model.commands import (
    AnswerAdvice,
    BackdateStep,
    Command,
    EditAction,
    EditText,
    GiveReason,
    MoveAction,
    Place,
    Refile,
    SetNextGathering,
    SettleAction,
    SettleParked,
    StartClock,
)
from nettverk_tui.model.feedback_round import all_said
from nettverk_tui.model.messages import N_, Message, Refusal
from nettverk_tui.model.records import RECORD_OF, TABLES, Action, Advice, Indicator, Note, Rating, RippleEffect, Said
from nettverk_tui.model.text import clean, is_blank
from nettverk_tui.model.timekeeping import MINUTE
from nettverk_tui.store.drafts import Draft
from nettverk_tui.store.store import new_id
from nettverk_tui.tui.widgets.capture_line import CaptureLine

if TYPE_CHECKING:
    from nettverk_tui.tui.screens.runner.screen import RunnerScreen

QuestionKind = Literal["drop", "move", "reason", "why", "parked", "next", "ago"]
#: Two entries this alike are worth a word; they are never held back.
_ALIKE = 0.9
_ALIKE_MOST = 400


class Question(msgspec.Struct, frozen=True):
    """Something a panel asks for in the line instead of an entry: no dialog while people speak."""

    kind: QuestionKind
    id: str
    words: str


class Editing(msgspec.Struct, frozen=True):
    """The stored entry the line now changes."""

    table: str
    id: str
    version: int


class Recorder:
    """What the line is for at the moment: a new entry, a change to one, or the answer to a question."""

    def __init__(self, runner: "RunnerScreen", line: CaptureLine) -> None:
        self.runner = runner
        self.line = line
        self.speaker = Speaker()
        self.question: Question | None = None
        self.editing: Editing | None = None
        self.advice_id: str | None = None
        self.set_aside = ""
        self.set_aside_place = Place()

    # --- beginning

    def begin(self, text: str, advice_id: str | None = None) -> None:
        """Open the line, with a text to go on from."""
        if text and not self.line.is_empty and self.question is None:
            # What is half typed is never overwritten: it goes first.
            self.runner.tell(self.runner.t("The line holds a text already. Enter stores it, then try again."))
            self.line.focus()
            return
        if text:
            self.advice_id = advice_id
            self.line.set_text(text)
        self.line.focus()

    def ask(self, kind: QuestionKind, id: str, words: str, initial: str = "") -> None:
        """Let the line answer a question; what stood in it comes back afterwards."""
        if self.question is None and self.editing is None and not self.line.is_empty:
            self.set_aside, self.set_aside_place = self.line.text, self.line.place
        self._forget()
        self.question = Question(kind, id, words)
        self.line.set_text(initial)
        self.line.focus()
        self.runner.tell(words)

    def edit(self, said: Said) -> None:
        """Bring something stored back into the line as it could have been typed."""
        if not self.line.is_empty and self.editing is None:
            self.runner.tell(self.runner.t("The line holds a text already. Enter stores it, then try again."))
            self.line.focus()
            return
        self.question = None
        self.editing = Editing(TABLES[type(said)], said.id, said.version)
        self.line.entry_id = said.id
        self.line.place = Place(
            gathering_id=said.gathering_id, group_id=said.group_id, step=said.step, factor=said.factor
        )
        self.line.set_text(self._typed(said))
        self.line.focus()

    def recall(self) -> None:
        """The last entry again."""
        last = self.last()
        if last is not None:
            self.edit(last)

    def last(self) -> Said | None:
        """The entry said last at this gathering."""
        said = all_said(self.runner.rows, self.runner.room.gathering)
        return said[-1] if said else None

    def _typed(self, said: Said) -> str:
        """The line that would give this entry."""
        sign = {"decision": "! ", "parked": "? ", "example": "* "}.get(said.kind, "") if isinstance(said, Note) else ""
        if isinstance(said, Note) and said.layer == "facilitators":
            sign = "% "
        if isinstance(said, RippleEffect):
            sign = '" '
        if isinstance(said, Advice):
            sign = "> "
        if not isinstance(said, Action):
            return f"{sign}{said.text}"
        parts = [f"+ {said.text}"]
        names = [name.strip() for name in said.who.split(",")]
        parts += [f"@{name}" for name in names if name and f"@{name}" not in said.text]
        if said.due == "next_gathering":
            parts.append(self.runner.t("due next gathering"))
        elif said.due_on is not None:
            parts.append(self.runner.t("due {date}", date=said.due_on))
        return " ".join(parts)

    # --- while typing

    def changed(self) -> None:
        """A key: bind the place at the first one, remember the text, say how it is understood."""
        line = self.line
        if line.is_empty:
            self._forget_draft()
            if self.editing is not None:
                self.editing = None
            line.entry_id = ""
            self.runner.preview([] if self.question is None else [self.question.words])
            return
        if not line.entry_id:
            line.entry_id = new_id()
            line.place = self.runner.place_now()
        self.runner.keep_draft(
            Draft(field=self._field(), id=line.entry_id, text=line.text, where=line.place, at=self.runner.now())
        )
        if self.question is not None:
            self.runner.preview([self.question.words])
        else:
            self.runner.preview(self._preview())

    def _field(self) -> str:
        if self.question is not None:
            return f"ask:{self.question.kind}:{self.question.id}"
        if self.editing is not None:
            return f"edit:{self.editing.table}:{self.editing.id}"
        return "line"

    def _preview(self) -> list[str]:
        t, around = self.runner.t, self.surroundings()
        if self._completing():
            offers = capture.complete(self.line.text, self.cursor, around)
            if offers:
                return ["Tab: " + "  ".join(offer.label for offer in offers[:5])]
        understood = capture.understand(self.line.text, around)
        return self.runner.understood_words(understood, t, around)

    @property
    def cursor(self) -> int:
        """Where the cursor stands in the text, as one number."""
        row, column = self.line.cursor_location
        return sum(len(part) + 1 for part in self.line.text.split("\n")[:row]) + column

    def _completing(self) -> bool:
        before = self.line.text[: self.cursor]
        words = before.split()
        return bool(words) and not before[-1:].isspace() and words[-1][0] in "@=#"

    def complete(self) -> None:
        """Take the first name offered."""
        offers = capture.complete(self.line.text, self.cursor, self.surroundings())
        if not offers:
            return
        offer, text = offers[0], self.line.text
        start = self._location(text, offer.start)
        self.line.replace(offer.insert, start, self._location(text, offer.end))

    @staticmethod
    def _location(text: str, at: int) -> tuple[int, int]:
        before = text[:at].split("\n")
        return len(before) - 1, len(before[-1])

    def surroundings(self) -> capture.Surroundings:
        """What the line knows of the room, at the place where it was begun."""
        place = self.line.place if self.line.entry_id else self.runner.place_now()
        last = self.last()
        return surroundings(self.runner, place, last.text if last is not None else None)

    # --- Enter

    def store(self) -> None:
        """Store the line, answer the question, or change the entry."""
        if self.question is not None:
            self._answer(self.question)
            return
        if is_blank(self.line.text):
            self.runner.tell(self.runner.t("The line is empty. Esc goes back."))
            return
        understood = capture.understand(self.line.text, self.surroundings())
        if understood.obstacle is not None:
            self.runner.refuse(understood.obstacle)
        elif self.editing is not None:
            self._store_edit(self.editing, understood)
        elif understood.kind in ("continuation", "correction"):
            last = self.last()
            if last is not None:
                command = EditText(table=TABLES[type(last)], id=last.id, seen=last.version, text=understood.text)
                self.runner.send(command, self._stored)
        else:
            self._store_new(understood)

    def _store_new(self, understood: capture.Understood) -> None:
        command = command_for(
            understood,
            id=self.line.entry_id,
            where=self.line.place,
            speaker=self._speaker(),
            new_id=new_id,
            advice_id=self.advice_id,
        )
        if isinstance(command, Refusal):
            self.runner.refuse(command.message)
            return
        alike = self._alike(understood)
        self.runner.send(command, lambda: self._stored(alike))

    def _speaker(self) -> Speaker:
        """In the advisers' own step nobody needs to say that an adviser speaks."""
        if self.line.place.step == "advisers" and self.speaker.giver == "unknown":
            return Speaker(giver="adviser")
        return self.speaker

    def _alike(self, understood: capture.Understood) -> str:
        text = understood.text.casefold()[:_ALIKE_MOST]
        for said in all_said(self.runner.rows, self.runner.room.gathering)[-60:]:
            other = said.text.casefold()[:_ALIKE_MOST]
            matcher = SequenceMatcher(None, text, other, autojunk=False)
            if said.group_id == understood.group_id and matcher.quick_ratio() > _ALIKE and matcher.ratio() > _ALIKE:
                return self.runner.t("Stored. It is very like “{text}”.", text=said.text[:40])
        return ""

    def _store_edit(self, editing: Editing, understood: capture.Understood) -> None:
        said = self.runner.rows.get(RECORD_OF[editing.table], editing.id)
        if not isinstance(said, Said):
            return
        command: Command = EditText(table=editing.table, id=editing.id, seen=editing.version, text=understood.text)
        if isinstance(said, Action):
            due = understood.due
            command = EditAction(
                id=editing.id,
                seen=editing.version,
                text=understood.text,
                who=understood.doer(),
                due=due.kind if due is not None else None,
                due_on=due.on if due is not None and due.kind == "date" else None,
            )
        factor, layer = understood.factor or said.factor, understood.layer or said.layer
        if said.version != editing.version:
            # Changed in another window meanwhile: both wordings are kept, this one as an entry of its own.
            self.editing = None
            self.line.entry_id = new_id()
            self._store_new(understood)
            self.runner.tell(self.runner.t("The entry was changed in another window. Yours is stored beside it."))
            return

        def then() -> None:
            self._stored()
            fresh = self.runner.rows.get(RECORD_OF[editing.table], editing.id)
            if isinstance(fresh, Said) and (fresh.factor, fresh.layer) != (factor, layer) and understood.rules:
                self.runner.send(
                    Refile(
                        table=editing.table,
                        id=editing.id,
                        seen=fresh.version,
                        group_id=fresh.group_id,
                        factor=factor,
                        layer=fresh.layer if understood.layer is None else layer,
                    )
                )

        self.runner.send(command, then)

    def _stored(self, word: str = "") -> None:
        """The entry is in the file: an empty line again, and what was set aside comes back."""
        self._forget()
        self.line.set_text("")
        self.runner.tell(word or self.runner.t("Stored."), quiet=not word)

    def _forget_draft(self) -> None:
        self.runner.forget_draft(self._field())

    def _forget(self) -> None:
        self._forget_draft()
        self.editing = None
        self.advice_id = None
        self.line.entry_id = ""

    def leave(self) -> None:
        """Back to the panel; an entry's text stays, a question is dropped."""
        if self.question is not None:
            self._end_question()
        self.runner.focus_panel()

    def _end_question(self) -> None:
        self._forget_draft()
        self.question = None
        self.line.entry_id = ""
        text, self.set_aside = self.set_aside, ""
        self.line.set_text(text)
        if text:
            self.line.place = self.set_aside_place
            self.line.entry_id = new_id()
        self.runner.tell("")

    # --- questions

    def _answer(self, question: Question) -> None:
        text = clean(self.line.text).strip()
        command = self._answer_command(question, text)
        if isinstance(command, Message):
            self.runner.refuse(command)
            return
        if command is None:
            self._answered()
            return
        self.runner.send(command, self._answered)

    def _answered(self) -> None:
        self._end_question()
        self.runner.focus_panel()

    def _answer_command(self, question: Question, text: str) -> Command | Message | None:
        rows, room = self.runner.rows, self.runner.room
        match question.kind:
            case "drop":
                action = rows.get(Action, question.id)
                if action is None:
                    return None
                return SettleAction(id=action.id, seen=action.version, state="dropped", outcome=text)
            case "reason":
                rating = rows.get(Rating, question.id)
                return GiveReason(id=rating.id, seen=rating.version, reason=text) if rating is not None else None
            case "why":
                advice = rows.get(Advice, question.id)
                if advice is None:
                    return None
                return AnswerAdvice(id=advice.id, seen=advice.version, answer=advice.answer, reason=text)
            case "parked":
                note = rows.get(Note, question.id)
                if note is None:
                    return None
                return SettleParked(id=note.id, seen=note.version, state="answered", answer=text)
            case "move":
                return self._move(question.id, text)
            case "next":
                on = self._date(text)
                if on is None:
                    return Message(N_("No date was understood. Write 6/3, 6. mars, fri, +2w or 2027-03-06."))
                return SetNextGathering(gathering_id=room.gathering.id, next_id=new_id(), on=on)
            case "ago":
                return self._started_ago(text)

    def _move(self, action_id: str, text: str) -> Command | Message | None:
        action = self.runner.rows.get(Action, action_id)
        if action is None:
            return None
        due = self._due(text)
        if due is None:
            return Message(N_("No date was understood. Write 6/3, 6. mars, fri, +2w or 2027-03-06."))
        on = due.on if due.kind == "date" else None
        return MoveAction(id=action.id, seen=action.version, due=due.kind, due_on=on)

    def _due(self, text: str) -> "capture.Due | None":
        """A date as it may be written in an action, with or without the word before it."""
        around = surroundings(self.runner, self.runner.place_now(), None)
        for line in (f"+ x {text}", f"+ x frist {text}"):
            understood = capture.understand(line, around)
            if understood.due is not None:
                return understood.due
        return None

    def _date(self, text: str) -> str | None:
        due = self._due(text)
        return due.on if due is not None and due.kind == "date" else None

    def _started_ago(self, text: str) -> Command | Message:
        digits = text.removesuffix("min").strip()
        if not digits.isascii() or not digits.isdigit() or int(digits) > 600:
            return Message(N_("Write how many minutes ago it began, such as 5."))
        room, at = self.runner.room, self.runner.now() - int(digits) * MINUTE
        first = room.programme.places[0].step.id
        if room.clock.phase == "waiting":
            return StartClock(event_id=new_id(), gathering_id=room.gathering.id, step_id=first, at=at)
        return BackdateStep(gathering_id=room.gathering.id, step_id=room.clock.step_id or first, at=at)

    # --- after a crash

    def restore(self, drafts: Sequence[Draft]) -> None:
        """Put half-typed text back where it was."""
        for draft in drafts:
            kind, _, rest = draft.field.partition(":")
            if kind == "line":
                self.line.entry_id = draft.id
                self.line.place = draft.where
                self.line.set_text(draft.text)
            elif kind == "edit":
                table, _, id = rest.partition(":")
                row = self.runner.rows.get(RECORD_OF[table], id) if table in RECORD_OF else None
                if isinstance(row, Said) and self.line.is_empty:
                    self.edit(row)
                    self.line.set_text(draft.text)
            elif kind == "ask":
                self.set_aside = self.set_aside or draft.text
        if self.line.is_empty and self.set_aside:
            text, self.set_aside = self.set_aside, ""
            self.line.set_text(text)
        if not self.line.is_empty:
            self.runner.tell(self.runner.t("This was half written when the program ended. i goes on with it."))


def surroundings(runner: "RunnerScreen", place: Place, previous: str | None) -> capture.Surroundings:
    """The room as the capture line sees it from a place."""
    room = runner.room
    units = {group.id: group for group in room.groups}
    people = [
        capture.Person(
            id=member.id,
            kind="member",
            name=member.name,
            unit=units[group_id].unit,
            group_id=group_id,
            present=room.is_present(member.id),
        )
        for group_id, members in room.members.items()
        for member in members
        if member.name
    ]
    advisers = [
        capture.Person(id=each.id, kind="facilitator", name=each.name, unit=each.organisation, present=True)
        for each in room.facilitators
    ]
    return capture.Surroundings(
        today=runner.today,
        language=runner.t.language,
        step=place.step,
        group_id=place.group_id,
        factor=place.factor,
        groups=tuple(capture.GroupName(group.id, group.letter, group.unit) for group in room.groups),
        people=(*people, *advisers),
        factors=capture.factor_names(runner.knowledge.checklist),
        indicators=tuple(
            capture.IndicatorName(each.id, group.id, each.position, each.name, each.unit)
            for group in room.groups
            for each in runner.rows.find(Indicator, group_id=group.id)
        ),
        previous=previous,
        next_gathering_on=room.following.starts_on if room.following is not None else None,
    )
