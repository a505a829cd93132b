"""The line that notes the start of a change on the charts of a group: a date, and a name."""

from typing import TYPE_CHECKING, cast

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message as Posted
from textual.widgets import Static

from nettverk_tui.model.commands import AddEvent
from nettverk_tui.model.core.dates import other_weekdays
from nettverk_tui.model.core.messages import Message
from nettverk_tui.model.measurement.measure_lines import day_first
from nettverk_tui.store.drafts import Draft
from nettverk_tui.store.store import Store, new_id
from nettverk_tui.tui.widgets.answer_line import AnswerLine
from nettverk_tui.tui.widgets.capture_line import OPEN

if TYPE_CHECKING:
    from nettverk_tui.tui.base.screen import BaseScreen


class ChangeStart(Horizontal):
    """The line. Enter stores it, Escape leaves it; a half-typed text is kept as a draft."""

    class Closed(Posted):
        """The line was closed."""

    def __init__(self, store: Store) -> None:
        super().__init__(id="numbers-start")
        self._store = store
        #: The id of the group on the page.
        self.group_id = ""
        self.display = False

    def compose(self) -> ComposeResult:
        yield Static(id="numbers-prompt")
        yield AnswerLine(id="answer")

    @property
    def is_open(self) -> bool:
        """True while the line is written."""
        return bool(self.display)

    @property
    def _page(self) -> "BaseScreen[object]":
        return cast("BaseScreen[object]", self.screen)

    @property
    def _draft(self) -> str:
        return f"numbers-started:{self.group_id}"

    def open(self) -> None:
        """Open the line, with its draft if there is one."""
        self.query_one("#numbers-prompt", Static).update(f" {self._page.translator('Change started')} {OPEN} ")
        line, draft = self.query_one(AnswerLine), self._store.drafts.get(self._draft)
        line.set_text(draft.text if draft is not None else "")
        self.display = True
        line.focus()
        self._understand()

    def settle(self) -> None:
        """Keep the half-typed text as a draft."""
        text = self.query_one(AnswerLine).text
        self._store.drafts.keep(Draft(field=self._draft, id=self._draft, text=text, at=self._store.now()))

    def _understand(self) -> tuple[str, str] | None:
        """Return the day and the name of the change; None, with the reason shown, if it is not understood."""
        page, text = self._page, self.query_one(AnswerLine).text.strip()
        t = page.translator
        today = t.local(self._store.now()).date()
        on_day, words = day_first(text, today)
        if not text or on_day is None:
            page.tell(t("The date, and what was started: 12.1.2027 new routine"))
            return None
        if isinstance(on_day, Message):
            page.tell(t.message(on_day), wrong=True)
            return None
        if on_day > today.isoformat():
            page.tell(t("{day} has not been yet: note it when it has begun.", day=t.days(on_day, on_day)), wrong=True)
            return None
        remarks = map(t.message, other_weekdays(text, today, "back"))
        page.tell(" · ".join(part for part in (t.days(on_day, on_day), words, *remarks) if part))
        return on_day, words

    @on(AnswerLine.Changed)
    def _typed(self, event: AnswerLine.Changed) -> None:
        event.stop()
        if self.is_open:
            self.settle()
            self._understand()

    @on(AnswerLine.Given)
    def _given(self) -> None:
        understood, page = self._understand(), self._page
        if understood is None:
            return
        on_day, words = understood
        command = AddEvent(id=new_id(), group_id=self.group_id, kind="change_started", on=on_day, text=words)
        refused = page.why_not_stored(self._store, command)
        if refused is not None:
            page.tell(page.translator.message(refused), wrong=True)
            return
        self._store.drafts.forget(self._draft)
        self._close()

    @on(AnswerLine.Left)
    def _left(self, event: AnswerLine.Left) -> None:
        event.stop()
        self._close()

    def _close(self) -> None:
        self.display = False
        self.screen.set_focus(None)
        self.post_message(self.Closed())
