"""A list where each key is an edit, stored at once; below it findings, and a line for the answer a key asks for.

The planner and recruitment use it. A page that is read as a whole before anything is stored is a `form`.
"""

from abc import abstractmethod
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from nettverk_tui.model.commands import Command
from nettverk_tui.model.core.messages import Message
from nettverk_tui.store.drafts import Draft
from nettverk_tui.store.store import Store
from nettverk_tui.tui.base.hints import hints
from nettverk_tui.tui.base.list_keys import ListKeys
from nettverk_tui.tui.base.screen import BaseScreen
from nettverk_tui.tui.bindings import Context, foot
from nettverk_tui.tui.widgets.answer_line import AnswerLine
from nettverk_tui.tui.widgets.capture_line import OPEN
from nettverk_tui.tui.widgets.long_list import Line, LongList
from nettverk_tui.tui.widgets.text_area import CleanTextArea


class ListPage(BaseScreen[None], ListKeys):
    """The base of such lists. The draft of a half-typed answer is kept under `drafts_name`.

    A subclass draws itself with `show`, opens the line with `ask_for`, and carries out the answer in `answer`.
    """

    CSS_PATH = Path(__file__).with_name("list_page.tcss")
    #: Nothing has the focus: keys go to the page, and to the line only while a question is open.
    AUTO_FOCUS = ""
    has_menu = True
    context: ClassVar[Context]

    def __init__(self, store: Store, drafts_name: str) -> None:
        super().__init__()
        self.store, self._drafts_name = store, drafts_name
        #: The open question and the id it is about; both empty while the line is closed.
        self.question, self.asked_about = "", ""

    # --- for subclasses to define

    @abstractmethod
    def detail(self) -> str:
        """Return the details of the entry under the cursor."""

    @abstractmethod
    def take_up(self, what: str, about: str, text: str) -> bool:
        """Reopen the line with a half-typed answer; return False where the thing it was about is gone."""

    def understood(self, text: str) -> str | Message:  # noqa: ARG002
        """Return how an answer is understood so far, or a Message with the reason it is not."""
        return ""

    @abstractmethod
    def answer(self, text: str) -> bool:
        """Carry out an answer; return False to leave the line open, with the words told."""

    # --- drawing

    def compose(self) -> ComposeResult:
        yield Static(classes="page-title")
        yield LongList(id="list-lines", bold=True)
        yield Static(id="list-detail")
        yield Static(id="list-findings")
        with Horizontal(id="list-answer"):
            yield Static("›", id="list-prompt")
            yield AnswerLine(id="answer")
        yield Static(id="list-says")
        yield Static(classes="page-keys")

    def on_mount(self) -> None:
        self.query_one("#list-answer").display = False
        self.redraw()
        start = f"{self._drafts_name}:"
        for draft in self.store.drafts.all():
            if draft.field.startswith(start):
                what, _, about = draft.field.removeprefix(start).partition(":")
                if self.take_up(what, about, draft.text):
                    return
                self.store.drafts.forget(draft.field)

    def on_resize(self) -> None:
        if self.is_mounted:
            self.redraw()

    def show(
        self, title: Content, lines: Sequence[Line], cursor: int | None = None, findings: Sequence[Content] = ()
    ) -> None:
        """Show the page, with the cursor on the entry number `cursor`, or on the same number as before."""
        self.query_one(".page-title", Static).update(Content.assemble(self.rehearsal_sign, title))
        self.entries.show(lines, cursor)
        self._show_detail()
        self.query_one("#list-findings", Static).update(Content("\n").join(findings))
        keys = foot("answer") if self.question else foot(self.context)
        self.query_one(".page-keys", Static).update(hints(keys, self.translator, self.size.width))

    def _show_detail(self) -> None:
        self.query_one("#list-detail", Static).update(Content.styled(self.detail(), "$foreground-muted"))

    def point_at(self, number: int) -> None:
        """Move the cursor to the entry `number`."""
        self.entries.move_to(number)
        self._show_detail()

    def cursor_moved(self) -> None:
        super().cursor_moved()
        self._show_detail()

    def tell(self, words: str, *, wrong: bool = False) -> None:
        """Show words under the list until the next key."""
        style = "bold $text-error" if wrong else "$text-accent"
        self.query_one("#list-says", Static).update(Content.styled(f" {words}" if words else "", style))

    # --- storing

    def send(self, command: Command, done: str = "") -> bool:
        """Carry out a command and redraw; show `done`, or the reason of a refusal. Return True where it was stored."""
        refused = self.why_not_stored(self.store, command)
        self.redraw()
        self.tell(self.translator.message(refused) if refused is not None else done, wrong=refused is not None)
        return refused is None

    # --- the line at the foot

    def _draft_name(self) -> str:
        return f"{self._drafts_name}:{self.question}:{self.asked_about}"

    def ask_for(self, what: str, about: str, prompt: str, text: str, *, replace: bool = False) -> None:
        """Open the line for the answer to the question `what` about the thing with the id `about`.

        With `replace` the text is selected, so that typing replaces it.
        """
        self.question, self.asked_about = what, about
        self.query_one("#list-prompt", Static).update(f" {prompt} {OPEN}")
        line = self.query_one(AnswerLine)
        line.set_text(text)
        if replace:
            line.select_all()
        self.query_one("#list-answer").display = True
        # The answer is about the entry under the cursor.
        self.entries.disabled = True
        line.focus()
        self.redraw()
        self._understand()

    @on(AnswerLine.Changed)
    def _typed(self) -> None:
        self.settle()
        if self.question:
            self._understand()

    def settle(self) -> None:
        if self.question:
            text = self.query_one(AnswerLine).text
            draft = Draft(field=self._draft_name(), id=self.asked_about, text=text, at=self.store.now())
            self.store.drafts.keep(draft)

    def _understand(self) -> None:
        words = self.understood(self.query_one(AnswerLine).text)
        wrong = isinstance(words, Message)
        self.tell(self.translator.message(words) if isinstance(words, Message) else words, wrong=wrong)

    @on(AnswerLine.Given)
    def _given(self) -> None:
        if self.question and self.answer(self.query_one(AnswerLine).text):
            self._finish()

    @on(AnswerLine.Left)
    def _left(self) -> None:
        self.tell("")
        self._finish()

    def _finish(self) -> None:
        self.store.drafts.forget(self._draft_name())
        self.question = self.asked_about = ""
        self.query_one(AnswerLine).set_text("")
        self.query_one("#list-answer").display = False
        self.entries.disabled = False
        self.set_focus(None)
        self.redraw()

    @on(CleanTextArea.Full)
    @on(CleanTextArea.PasteRefused)
    def _too_much(self) -> None:
        self.tell(self.translator("That is more than a line here can hold. Nothing of it was taken."), wrong=True)
