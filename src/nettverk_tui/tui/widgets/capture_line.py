"""The capture line: one line, always there. It holds text, its id and the place it was begun, and no grammar."""

from collections.abc import Callable
from typing import ClassVar

from textual.binding import BindingType
from textual.message import Message

from nettverk_tui.model.commands import Place
from nettverk_tui.tui.bindings import bindings
from nettverk_tui.tui.widgets.text_area import CleanTextArea

#: What stands before a line that letters go to as soon as one comes, and before one that is written in.
CLOSED, OPEN = "›", "»"


class CaptureLine(CleanTextArea, inherit_bindings=False):
    """Group, step and factor are bound at the first key, so that *next* while somebody writes moves nothing typed."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("line"), *CleanTextArea.BINDINGS]

    class Left(Message):
        """Escape was pressed; the text stays."""

    class Completed(Message):
        """Tab was pressed."""

    class Recalled(Message):
        """Up was pressed in an empty line."""

    def __init__(self) -> None:
        super().__init__(id="line")
        self.place = Place()
        self.entry_id = ""
        #: What Enter does; called at once, so that keys that come in the same burst find an empty line.
        self.when_stored: Callable[[], None] | None = None

    @property
    def cursor_at(self) -> int:
        """Where the cursor stands in the text, as one number."""
        row, column = self.cursor_location
        return sum(len(part) + 1 for part in self.text.split("\n")[:row]) + column

    def location(self, at: int) -> tuple[int, int]:
        """The line and the column of a place in the text."""
        before = self.text[:at].split("\n")
        return len(before) - 1, len(before[-1])

    def add(self, text: str) -> None:
        """Go on with a text typed beside the line: a new word, where it holds some already."""
        before = self.text
        self.set_text(f"{before}{'' if not before or before[-1].isspace() else ' '}{text}")

    def put(self, words: str, start: int, end: int) -> None:
        """Put words in the place of those from `start` to `end`."""
        self.replace(words, self.location(start), self.location(end))

    def action_store(self) -> None:
        """Store the line."""
        if self.when_stored is not None:
            self.when_stored()

    def action_leave(self) -> None:
        """Go back to running the gathering."""
        self.post_message(self.Left())

    def action_complete(self) -> None:
        """Complete the name under the cursor."""
        self.post_message(self.Completed())

    def action_recall(self) -> None:
        """Bring the last entry back, or move up in a text of several lines."""
        if not self.text:
            self.post_message(self.Recalled())
        else:
            self.action_cursor_up()
