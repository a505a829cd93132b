"""A text area for people who write while others speak: cleaned text only, and no keys of its own beyond editing."""

from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.message import Message
from textual.widgets import TextArea

from nettverk_tui.model.decisions.said import LONGEST_TEXT
from nettverk_tui.model.text import clean

_EDITING = {
    "cursor_left", "cursor_right", "cursor_word_left", "cursor_word_right", "cursor_line_start", "cursor_line_end",
    "cursor_up", "cursor_down", "delete_left", "delete_right", "delete_word_left", "delete_word_right", "cut", "copy",
    "paste", "undo", "redo", "delete_to_start_of_line", "cursor_left(True)", "cursor_right(True)",
    "cursor_line_start(True)", "cursor_line_end(True)", "cursor_word_left(True)", "cursor_word_right(True)",
}  # fmt: skip


class CleanTextArea(TextArea, inherit_bindings=False):
    """Takes text through the one door: a paste is cleaned, kept whole, and refused whole when it is too long."""

    # Page keys and function keys belong to the room: a clicker must advance it while somebody writes.
    BINDINGS: ClassVar[list[BindingType]] = [
        binding for binding in TextArea.BINDINGS if getattr(binding, "action", "") in _EDITING
    ]

    #: The key that was offered here last: the app must tell a key that only passes through from one meant for this.
    offered: events.Key | None = None

    class PasteRefused(Message):
        """A paste was too long; nothing of it was taken, nothing typed was lost."""

        def __init__(self, length: int) -> None:
            super().__init__()
            self.length = length

    async def _on_key(self, event: events.Key) -> None:
        self.offered = event
        # Enter stores; it never makes a line. The base class would insert one, and does the rest of the keys.
        if event.key == "enter":
            event.prevent_default()

    async def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        text = clean(event.text).strip("\n")
        if len(self.text) + len(text) > LONGEST_TEXT:
            self.post_message(self.PasteRefused(len(text)))
            return
        if text:
            self.insert(text)

    def set_text(self, text: str) -> None:
        """Show a text with the cursor at its end, without a word to anybody: nobody typed it."""
        with self.prevent(TextArea.Changed):
            self.load_text(clean(text))
        self.move_cursor(self.document.end)
