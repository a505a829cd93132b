"""A list of entries with a cursor, of any length: only the visible lines are drawn."""

from collections.abc import Sequence

from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip
from textual.visual import Visual

from nettverk_tui.tui.widgets.hanging import hanging

#: A line and the number of its entry; None for a heading.
Line = tuple[Content, int | None]

#: The first cell of the entry under the cursor.
MARK = Content.styled("▸", "bold $text-accent")


class LongList(ScrollView, can_focus=False):
    """Entries of one or more lines, with headings between them. The first cell of an entry is kept for the cursor.

    The list takes no focus: the keys of the page move the cursor (`base.list_keys`), and so do wheel and click, except
    while it is disabled.
    With `bold` the entry under the cursor is bold, except in parts styled *not bold*; with `hang` long lines are broken
    with a hanging indent.
    """

    # Lines are cut, not broken, also with letters two cells wide: the list counts its lines.
    DEFAULT_CSS = """
    LongList {
        height: 1fr; width: 1fr; overflow-x: hidden; scrollbar-size-vertical: 1;
        text-wrap: nowrap; text-overflow: ellipsis;
        &.inset { padding: 0 1; }
    }
    """

    class Moved(Message):
        """The mouse moved the cursor."""

    class Chosen(Message):
        """The entry under the cursor was clicked."""

    class Dragged(Message):
        """The entry number `entry` was dragged onto the entry number `to`."""

        def __init__(self, entry: int, to: int) -> None:
            super().__init__()
            self.entry, self.to = entry, to

    def __init__(self, id: str, *, bold: bool = False, hang: bool = False, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.cursor = 0
        self._bold, self._hang = bold, hang
        self._given: Sequence[Line] = ()
        self._lines: Sequence[Line] = ()
        #: The first and the last line of each entry.
        self._spans: dict[int, tuple[int, int]] = {}
        #: The entry on which the mouse button went down.
        self._pressed: int | None = None

    @property
    def count(self) -> int:
        """The number of entries."""
        return len(self._spans)

    @property
    def page(self) -> int:
        """The number of entries a page key moves by: half the height in lines, as entries have two or three lines."""
        return max(self.size.height // 2, 1)

    def show(self, lines: Sequence[Line], cursor: int | None = None) -> None:
        """Show new lines, with the cursor on the entry number `cursor`, or on the same number as before."""
        self._given = lines
        self._lay_out()
        self.move_to(self.cursor if cursor is None else cursor)

    def _lay_out(self) -> None:
        width = self.size.width
        if self._hang and width:
            self._lines = [(part, number) for line, number in self._given for part in hanging(line, width)]
        else:
            self._lines = self._given
        self._spans = {}
        for row, (_, number) in enumerate(self._lines):
            if number is not None:
                self._spans[number] = (self._spans.get(number, (row, row))[0], row)
        self.virtual_size = Size(width, len(self._lines))
        self.refresh()

    def move(self, step: int) -> None:
        """Move the cursor by `step` entries; a single step first scrolls by lines to hidden parts of a tall entry."""
        mine, top, height = self._spans.get(self.cursor), self._top, max(self.size.height, 1)
        if step == 1 and mine and mine[1] >= top + height:
            self._scroll(top + 1)
        elif step == -1 and top > 0 and (self.cursor == 0 or (mine and mine[0] < top)):
            self._scroll(top - 1)
        else:
            self.move_to(self.cursor + step)

    def move_to(self, number: int) -> None:
        """Move the cursor to the entry `number`, or to the last one, and scroll to its first line."""
        self.cursor = min(max(number, 0), max(self.count - 1, 0))
        mine, height = self._spans.get(self.cursor), max(self.size.height, 1)
        if mine is None or (self.cursor == 0 and mine[1] < height):
            # Headings above the first entry are shown with it.
            self._scroll(0)
        else:
            lowest = max(mine[1] - height + 1, 0)
            self._scroll(min(max(self._top, lowest), max(mine[0] - 1, 0)))

    @property
    def _top(self) -> int:
        return int(self.scroll_offset.y)

    def _scroll(self, top: int) -> None:
        self.scroll_to(y=top, animate=False, force=True, immediate=True)
        self.refresh()

    def on_resize(self) -> None:
        self._lay_out()
        self.move_to(self.cursor)

    def render_line(self, y: int) -> Strip:
        row, width = self._top + y, self.size.width
        if row >= len(self._lines):
            return Strip.blank(width, self.rich_style)
        line, number = self._lines[row]
        if number is not None and number == self.cursor:
            if row == self._spans[number][0]:
                line = MARK + line[1:]
            line = line.stylize_before("bold") if self._bold else line
        span = self.text_selection.get_span(row) if self.text_selection is not None else None
        if span is not None:
            start, end = span
            line = line.stylize(self.screen.get_visual_style("screen--selection"), start, len(line) if end < 0 else end)
        (strip,) = Visual.to_strips(self, line, width, 1, self.visual_style, apply_selection=False, pad=True)
        return strip.apply_offsets(0, row)

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """Return the selected text and the line ending."""
        return selection.extract("\n".join(line.plain for line, _ in self._lines)), "\n"

    def selection_updated(self, selection: Selection | None) -> None:  # noqa: ARG002
        """Draw the selection."""
        self.refresh()

    def _entry_at(self, event: events.MouseEvent) -> int | None:
        offset = event.get_content_offset(self)
        return self._lines[row][1] if offset and (row := self._top + offset.y) < len(self._lines) else None

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Note the entry: a click ends on the same one, dragging on another."""
        self._pressed = self._entry_at(event)

    def on_leave(self) -> None:
        """Forget the entry: the list does not see a button that goes up outside it."""
        self._pressed = None

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Move the cursor to the clicked entry; choose it where the cursor is on it already."""
        number, pressed, self._pressed = self._entry_at(event), self._pressed, None
        if number is None or pressed is None:
            return
        if number != pressed:
            self.post_message(self.Dragged(pressed, number))
        elif number == self.cursor:
            self.post_message(self.Chosen())
        else:
            self.move_to(number)
            self.post_message(self.Moved())

    def _on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        self._wheel(event, 1)

    def _on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        self._wheel(event, -1)

    def _wheel(self, event: events.MouseEvent, step: int) -> None:
        """Move the cursor, as the keys do; Textual's own wheel would scroll away from it."""
        event.stop()
        event.prevent_default()
        if not self.disabled:
            self.move(step)
            self.post_message(self.Moved())
