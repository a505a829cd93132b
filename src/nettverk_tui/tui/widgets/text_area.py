"""A text area for writing while others speak: cleaned text only, and no keys beyond editing and those of the table."""

import unicodedata
from collections import deque
from dataclasses import replace
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingsMap, BindingType
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import TextArea

from nettverk_tui.model.core.text import clean
from nettverk_tui.model.decisions.entries import LONGEST_TEXT
from nettverk_tui.tui.bindings import Context, bindings

_EDITING = {
    "cursor_left", "cursor_right", "cursor_word_left", "cursor_word_right", "cursor_line_start", "cursor_line_end",
    "cursor_up", "cursor_down", "delete_left", "delete_right", "delete_word_left", "delete_word_right", "cut", "copy",
    "paste", "undo", "redo", "delete_to_start_of_line", "cursor_left(True)", "cursor_right(True)",
    "cursor_line_start(True)", "cursor_line_end(True)", "cursor_word_left(True)", "cursor_word_right(True)",
}  # fmt: skip


#: This many keys in so few seconds are no typing, nor a macro: they are a paste that the terminal did not mark.
_PASTED_KEYS, _PASTED_SECONDS = 1_000, 2.0
#: The paste is over after this many looks, so many seconds apart, without a key. The clock alone would not do: a
#: loaded machine may stop for seconds in the middle of a paste, but then it does not look either.
_QUIET_LOOKS, _LOOK_SECONDS = 4, 0.25


def letter_of(event: events.Key) -> str | None:
    """Return the character that a key writes, or None; a no-break space (Alt+Space on many keyboards) is a space."""
    character = event.character
    if character is None or event.is_printable:
        return character
    return " " if unicodedata.category(character) == "Zs" else None


class CleanTextArea(TextArea, inherit_bindings=False):
    """A text area where a paste is cleaned, and taken as a whole or, when it is too long, refused as a whole.

    Its keys are those of editing, and those that the table of keys has for its context.
    """

    # Page keys and function keys belong to the room: a clicker must advance it also while a text is written. Ctrl+A
    # selects everything, as everywhere but in a shell.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+a", "select_all", show=False),
        *(
            replace(binding, key=binding.key.replace(",ctrl+a", ""))
            for binding in TextArea.BINDINGS
            if isinstance(binding, Binding) and binding.action in _EDITING
        ),
    ]

    #: Off: a blinking cursor on a wall distracts the whole room.
    cursor_blink = reactive(False, init=False)

    class PasteRefused(Message):
        """A paste of `length` characters was too long; none of it was taken, and no typed text was lost."""

        def __init__(self, length: int) -> None:
            super().__init__()
            self.length = length

    class Completed(Message):
        """Tab was pressed, to complete the word under the cursor."""

    class Left(Message):
        """Escape was pressed; the text stays."""

    class Full(Message):
        """The text is full; letters typed beyond `LONGEST_TEXT` were not taken."""

    def __init__(
        self,
        context: Context,
        text: str = "",
        *,
        name: str | None = None,
        id: str | None = None,
        placeholder: str = "",
    ) -> None:
        super().__init__(
            text, name=name, id=id, soft_wrap=True, compact=True, highlight_cursor_line=False, placeholder=placeholder
        )
        self.context: Context = context
        # Those of the table come first: ↑ in the capture line is no movement of the cursor.
        self._bindings = BindingsMap([*bindings(context), *self.BINDINGS])
        #: Letters of one burst, to be written at once: a megabyte letter by letter would take an hour.
        self._typed: list[str] = []
        self._key_times: deque[float] = deque(maxlen=_PASTED_KEYS)
        #: True while keys come from an unmarked paste, in which Enter only ends a line.
        self._pasting = False
        self._quiet_looks = 0

    @property
    def is_empty(self) -> bool:
        """True where there is no text, written or waiting."""
        return not self.text and not self._typed

    def writes(self, event: events.Key) -> bool:
        """Return True where a key is written as text, and does nothing else."""
        if event.key == "enter":
            return self._pasting or self.makes_lines
        return letter_of(event) is not None

    def take_key(self, event: events.Key) -> bool:
        """Take a key as text; for other keys, write the waiting letters and return False."""
        self._notice_paste(event.time)
        if not self.writes(event):
            self.write_typed()
            return False
        self._type("\n" if event.key == "enter" else letter_of(event) or "")
        return True

    #: True where Enter makes a new line, as in a list of measurements; elsewhere it is a key of the page.
    makes_lines: ClassVar[bool] = False

    def on_key(self, event: events.Key) -> None:
        """Prevent a key that was not taken by the page's keyboard from being written."""
        event.prevent_default()

    def _notice_paste(self, at: float) -> None:
        times = self._key_times
        times.append(at)
        self._quiet_looks = 0
        if not self._pasting and len(times) == _PASTED_KEYS and at - times[0] < _PASTED_SECONDS:
            self._pasting = True
            self._looking = self.set_interval(_LOOK_SECONDS, self._look_whether_it_is_over)

    def _look_whether_it_is_over(self) -> None:
        self._quiet_looks += 1
        if self._quiet_looks >= _QUIET_LOOKS:
            self._pasting = False
            self._key_times.clear()
            self._looking.stop()

    def _type(self, character: str) -> None:
        if not self._typed:
            # Queued after the keys that wait already.
            self.call_later(self.write_typed)
        self._typed.append(character)

    def write_typed(self) -> None:
        """Write the waiting letters at the cursor, up to `LONGEST_TEXT`; post `Full` where some did not fit."""
        typed, self._typed = "".join(self._typed), []
        if not typed:
            return
        start, end = self.selection
        room = LONGEST_TEXT - len(self.text) + len(self.selected_text)
        if room > 0:
            self.replace(typed[:room], start, end, maintain_selection_offset=False)
        if len(typed) > room:
            self.post_message(self.Full())

    def take_paste(self, pasted: str) -> None:
        """Insert a paste at the cursor; post `PasteRefused` and take none of it where it is too long."""
        self.write_typed()
        text = clean(pasted).strip("\n")
        if len(self.text) + len(text) > LONGEST_TEXT:
            self.post_message(self.PasteRefused(len(text)))
            return
        if text:
            self.insert(text)

    def action_cursor_line_end(self, select: bool = False) -> None:
        """Move the cursor to the end of the row; from there, to the end of the text."""
        before = self.cursor_location
        super().action_cursor_line_end(select)
        if self.cursor_location == before:
            self.move_cursor(self.document.end, select=select)

    def action_complete(self) -> None:
        """Complete the word under the cursor."""
        self.post_message(self.Completed())

    def action_leave(self) -> None:
        """Leave the text, which stays."""
        self.post_message(self.Left())

    def set_text(self, text: str) -> None:
        """Show a text with the cursor at its end, without posting `Changed`, as it was not typed."""
        with self.prevent(TextArea.Changed):
            self.load_text(clean(text))
        self.move_cursor(self.document.end)
