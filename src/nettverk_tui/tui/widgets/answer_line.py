"""A line at the foot of a screen for the answer to one question: Enter gives it, Escape leaves the line."""

from typing import ClassVar

from textual.binding import BindingType
from textual.message import Message

from nettverk_tui.tui.bindings import bindings
from nettverk_tui.tui.widgets.text_area import CleanTextArea


class AnswerLine(CleanTextArea, inherit_bindings=False):
    """The line for one answer. The screen shows the question, and reads the text at `Given`."""

    BINDINGS: ClassVar[list[BindingType]] = [*CleanTextArea.BINDINGS, *bindings("answer")]

    class Given(Message):
        """Enter was pressed."""

    class Left(Message):
        """Escape was pressed."""

    def action_give(self) -> None:
        """Give the text as the answer."""
        self.post_message(self.Given())

    def action_leave(self) -> None:
        """Leave the line without an answer."""
        self.post_message(self.Left())
