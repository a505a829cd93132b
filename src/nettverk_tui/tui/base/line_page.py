"""A page between gatherings with a line at its foot: letters go to the line, Tab opens the menu."""

from abc import abstractmethod
from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.screen import ScreenResultType
from textual.widget import Widget
from textual.widgets import Static

from nettverk_tui.tui.base.desk import Desk, Task, desk_foot
from nettverk_tui.tui.base.reader import Reader
from nettverk_tui.tui.bindings import Context, Key, foot


class LinePage(Reader[ScreenResultType]):
    """The base of the list, Today, a timeline, the board and the bank.

    A subclass draws itself in `redraw` and returns from `begins` the task that a letter begins. Its last two lines are
    those of `foot_lines`: a `Desk` and the keys.
    """

    #: Nothing has the focus: keys go to the page, and to a text only while it is written.
    AUTO_FOCUS = ""
    has_menu = True
    digits_act = True
    context: ClassVar[Context]

    # --- for subclasses to define

    @abstractmethod
    def begins(self) -> Task | None:
        """Return the task that a letter typed here begins; None where there is nothing to write about."""

    def stored(self, id: str) -> None:
        """React to a closed line with the entry `id`, after the page was redrawn."""

    # --- the foot

    @staticmethod
    def foot_lines() -> tuple[Desk, Static]:
        """Return the last two lines of the page."""
        return Desk(), Static(classes="page-keys")

    @property
    def desk(self) -> Desk:
        """The line at the foot."""
        return self.query_one(Desk)

    def foot_keys(self) -> Sequence[Key]:
        """Return the keys named at the foot while the line is closed."""
        return foot(self.context)

    def tell(self, words: str, *, wrong: bool = False) -> None:
        if self.query(Desk):
            self.tell_at_foot(desk_foot() if self.desk.is_open else self.foot_keys(), words, wrong=wrong)

    # --- the line

    def open_line(self, text: str) -> bool:
        if not self.desk.is_open:
            task = self.begins()
            if task is None:
                return True
            self.desk.begin(task)
        self.set_focus(self.desk.line)
        if text:
            self.desk.type_on(text)
        return True

    def close_line(self) -> None:
        self.desk.leave()

    def is_line(self, text: Widget) -> bool:
        return text is self.desk.line

    def answers(self, text: str) -> bool:
        return self.desk.answers(text)

    def settle(self) -> None:
        self.desk.settle()

    def action_write(self) -> None:
        """Open the line without a letter, with its draft."""
        self.open_line("")

    @on(Desk.Closed)
    def _desk_closed(self, event: Desk.Closed) -> None:
        event.stop()
        if not self.desk.is_open:
            self.redraw()
            self.stored(event.id)
            self.tell(event.words)
