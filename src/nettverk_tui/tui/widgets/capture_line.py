"""The capture line, always visible. It holds a text, its entry id and the place it was begun in, and no grammar."""

from collections.abc import Callable

from textual.message import Message

from nettverk_tui.model.commands import Place
from nettverk_tui.tui.widgets.text_area import CleanTextArea

#: The signs before a closed line, which the next letter opens, and before an open one.
CLOSED, OPEN = "›", "»"


class CaptureLine(CleanTextArea):
    """A text bound to group, step and factor at its first key, so that *next* while writing does not move it.

    It is no `AnswerLine`: Enter is carried out at once, and the text has a place and the id of its entry.
    """

    DEFAULT_CSS = """
    CaptureLine {
        width: 1fr; height: auto; min-height: 1; max-height: 4; border: none; padding: 0; background: $boost;
        scrollbar-size-vertical: 1;
    }
    """

    class Recalled(Message):
        """Up was pressed in an empty line."""

    def __init__(self) -> None:
        super().__init__("line", id="line")
        self.place = Place()
        self.entry_id = ""
        #: Called by Enter at once, so that later keys of the same burst find an empty line.
        self.when_stored: Callable[[], None] | None = None

    @property
    def cursor_at(self) -> int:
        """The position of the cursor, in characters from the start of the text."""
        row, column = self.cursor_location
        return sum(len(part) + 1 for part in self.text.split("\n")[:row]) + column

    def location(self, at: int) -> tuple[int, int]:
        """Return the line and the column of a position in the text."""
        before = self.text[:at].split("\n")
        return len(before) - 1, len(before[-1])

    def add(self, text: str) -> None:
        """Append a text typed outside the line, after a space where the line holds a word already."""
        before = self.text
        self.set_text(f"{before}{'' if not before or before[-1].isspace() else ' '}{text}")

    def put(self, words: str, start: int, end: int) -> None:
        """Replace the text from `start` to `end` with other words."""
        self.replace(words, self.location(start), self.location(end))

    def action_store(self) -> None:
        """Store the line."""
        if self.when_stored is not None:
            self.when_stored()

    def action_recall(self) -> None:
        """Bring the last entry back, or move up in a text of several lines."""
        if not self.text:
            self.post_message(self.Recalled())
        else:
            self.action_cursor_up()
