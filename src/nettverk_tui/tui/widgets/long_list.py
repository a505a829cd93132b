"""A list of entries of any length, of which only the lines in the window are drawn."""

from collections.abc import Sequence

from textual.content import Content
from textual.message import Message
from textual.widgets import Static

#: A line, and the number of the entry it belongs to; None for a heading.
Line = tuple[Content, int | None]


class LongList(Static):
    """The screen says what the lines are; here is where the cursor stands and what is seen around it.

    The first letter of a line is left free for the cursor. The screen's keys move it: the list has no focus of its own.
    """

    # A line with letters of two cells is cut, and not broken: the list counts its lines.
    DEFAULT_CSS = "LongList { height: 1fr; width: 1fr; text-wrap: nowrap; text-overflow: ellipsis; }"

    class Moved(Message):
        """The wheel moved the cursor."""

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self.cursor = 0
        self._lines: Sequence[Line] = ()
        self._top = 0

    @property
    def count(self) -> int:
        """How many entries there are."""
        return max((number for _, number in self._lines if number is not None), default=-1) + 1

    @property
    def page(self) -> int:
        """How far a page key goes: half a window of lines, for entries have two or three."""
        return max(self.size.height // 2, 1)

    def show(self, lines: Sequence[Line]) -> None:
        """Other lines; the cursor stays at its number where there is one."""
        self._lines = lines
        self.move_to(self.cursor)

    def move(self, step: int) -> None:
        """To another entry; one that is taller than the window is read to its end first, and what is above all too."""
        mine, height = self._rows_in_hand(), max(self.size.height, 1)
        if step == 1 and mine and mine[-1] >= self._top + height:
            self._top += 1
            self._draw()
        elif step == -1 and self._top > 0 and (self.cursor == 0 or (mine and mine[0] < self._top)):
            self._top -= 1
            self._draw()
        else:
            self.move_to(self.cursor + step)

    def move_to(self, number: int) -> None:
        """To the entry with that number, or the last one, with its beginning in the window."""
        self.cursor = min(max(number, 0), max(self.count - 1, 0))
        mine, height = self._rows_in_hand(), max(self.size.height, 1)
        if not mine or (self.cursor == 0 and mine[-1] < height):
            # What stands above the first entry is read from the top.
            self._top = 0
        else:
            lowest = max(mine[-1] - height + 1, 0)
            self._top = min(max(self._top, lowest), max(mine[0] - 1, 0))
        self._draw()

    def _rows_in_hand(self) -> Sequence[int]:
        return [row for row, (_, number) in enumerate(self._lines) if number == self.cursor]

    def on_resize(self) -> None:
        self.move_to(self.cursor)

    def _draw(self) -> None:
        height, mine = max(self.size.height, 1), self._rows_in_hand()
        self.update(
            Content("\n").join(
                Content.assemble(("▸", "bold $text-accent"), line[1:]) if mine and row == mine[0] else line
                for row, (line, _) in enumerate(self._lines[self._top : self._top + height], self._top)
            )
        )

    def on_mouse_scroll_down(self) -> None:
        """The wheel moves the cursor, as the keys do."""
        self.move(1)
        self.post_message(self.Moved())

    def on_mouse_scroll_up(self) -> None:
        """The wheel moves the cursor, as the keys do."""
        self.move(-1)
        self.post_message(self.Moved())
