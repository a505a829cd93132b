"""A line for the answer to one question: Enter gives it, Escape leaves the line."""

from textual.message import Message

from nettverk_tui.tui.bindings import Context
from nettverk_tui.tui.widgets.text_area import CleanTextArea


class AnswerLine(CleanTextArea):
    """The line for one answer. The screen shows the question, and reads the text at `Given`."""

    class Given(Message):
        """Enter was pressed."""

    def __init__(self, id: str, context: Context = "answer") -> None:
        super().__init__(context, id=id)

    def action_give(self) -> None:
        """Give the text as the answer."""
        self.post_message(self.Given())
