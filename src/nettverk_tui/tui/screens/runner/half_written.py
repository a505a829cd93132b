"""The texts of the line that are not stored yet: kept with their purpose, and brought back after a crash."""

import msgspec

from nettverk_tui.model import capture
from nettverk_tui.model.commands import Place
from nettverk_tui.model.core.records import RECORD_OF, Action, Advice, Note, Said, Statement
from nettverk_tui.store.drafts import Draft
from nettverk_tui.tui.screens.runner.interface import QuestionKind, Runner
from nettverk_tui.tui.screens.runner.questions import QUESTIONS, Question
from nettverk_tui.tui.widgets.capture_line import CaptureLine


class Editing(msgspec.Struct, frozen=True):
    """The stored entry that the line changes, the version its author saw, and the text it began from."""

    table: str
    id: str
    seen: int
    line: str


#: The purpose of a text: the answer to a question, a change to an entry, or (None) a new entry.
Purpose = Question | Editing | None


class InterruptedLine(msgspec.Struct, frozen=True):
    """A half-written entry, set aside until a question is answered; its draft stays in the drafts."""

    text: str
    id: str
    place: Place


class HalfWritten:
    """The drafts of one gathering's line, each named after its purpose (docs/decisions/0012-drafts.md)."""

    def __init__(self, runner: Runner, line: CaptureLine) -> None:
        self._runner, self._line = runner, line
        #: The drafts of changes that wait until another window has written.
        self._waits: set[str] = set()
        self._aside: InterruptedLine | None = None

    def name(self, purpose: Purpose) -> str:
        """Return the name of the draft for this purpose at this gathering."""
        here = self._runner.gathering_id
        if isinstance(purpose, Question):
            return f"ask:{here}:{purpose.kind}:{purpose.id}"
        if isinstance(purpose, Editing):
            return f"edit:{here}:{purpose.table}:{purpose.id}"
        return f"line:{here}"

    def keep(self, purpose: Purpose) -> None:
        """Remember the current text of the line."""
        line = self._line
        self._runner.store.drafts.keep(
            Draft(
                field=self.name(purpose),
                id=line.entry_id,
                text=line.text,
                where=line.place,
                seen=purpose.seen if purpose is not None else 0,
                at=self._runner.now(),
            )
        )

    def forget(self, purpose: Purpose) -> None:
        """Drop the draft: its text is stored, or was taken away."""
        self._runner.store.drafts.forget(self.name(purpose))

    # --- interrupted by a question

    def set_aside(self) -> None:
        """Set the text of the line aside until a question is answered."""
        self._aside = InterruptedLine(self._line.text, self._line.entry_id, self._line.place)

    def take_up(self) -> None:
        """Bring the text that was set aside back into the line; without one, empty the line."""
        aside, self._aside = self._aside, None
        self._line.entry_id = aside.id if aside is not None else ""
        if aside is not None:
            self._line.place = aside.place
        self._line.set_text(aside.text if aside is not None else "")

    # --- waiting for another window

    def let_wait(self, purpose: Purpose) -> str:
        """Set the text aside until it can be stored, apart from all that is typed later; return its draft's name."""
        drafts, field = self._runner.store.drafts, self.name(purpose)
        draft = drafts.get(field)
        if draft is not None and purpose is None:
            # The next text is a draft of the line too.
            drafts.forget(field)
            draft = msgspec.structs.replace(draft, field=f"{field}~{draft.id}")
            drafts.keep(draft)
            field = draft.field
        self._waits.add(field)
        return field

    def no_longer_waits(self, field: str, *, stored: bool) -> None:
        """End the wait of a draft, and drop the draft if it is `stored`."""
        self._waits.discard(field)
        if stored:
            self._runner.store.drafts.forget(field)

    # --- coming back

    def take_next(self) -> tuple[Draft, Purpose] | None:
        """Take out the next text that can be continued, with its purpose; skip one that was stored after all."""
        for draft in self._runner.store.drafts.all():
            if draft.field in self._waits:
                continue
            kind, _, rest = draft.field.partition(":")
            gathering_id, _, rest = rest.partition(":")
            if gathering_id.partition("~")[0] != self._runner.gathering_id or kind not in ("line", "edit", "ask"):
                continue
            self._runner.store.drafts.forget(draft.field)
            purpose = self._purpose(kind, rest.partition("~")[0], draft)
            if purpose is not None or not self._is_stored(draft.id):
                return draft, purpose
        return None

    def _purpose(self, kind: str, rest: str, draft: Draft) -> Purpose:
        table, _, id = rest.partition(":")
        row = self._runner.rows.get(RECORD_OF[table], id) if table in RECORD_OF else None
        asked: QuestionKind | None = next((known for known in QUESTIONS if known == table), None)
        if kind == "edit" and isinstance(row, Said) and not row.deleted:
            return Editing(table, id, draft.seen, capture.to_line(row))
        return Question(asked, id, draft.seen) if kind == "ask" and asked is not None else None

    def _is_stored(self, id: str) -> bool:
        return any(self._runner.rows.get(known, id) is not None for known in (Note, Advice, Action, Statement))
