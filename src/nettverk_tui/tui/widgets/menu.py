"""What can be done here: a letter and words a line, over the foot of a page, until one of them is chosen."""

from collections.abc import Sequence
from typing import NamedTuple

from textual import events
from textual.content import Content
from textual.message import Message
from textual.style import Style
from textual.widgets import Static

#: Columns of entries stand side by side where each has so many cells.
_COLUMN = 32
#: Lines of the page that stay in sight above it.
_LEFT_FREE = 4


class MenuEntry(NamedTuple):
    """One thing that can be done. `keys` choose it, `label` and `words` say so, `place` is where the action is."""

    keys: Sequence[str]
    label: str
    words: str
    action: str
    place: object
    #: Whether it is about the row in hand.
    of_row: bool = False


class Menu(Static):
    """The page's keyboard says which key came; here is what is shown, and where the cursor stands."""

    DEFAULT_CSS = """
    Menu { dock: bottom; layer: menu; height: auto; background: $panel; padding: 0 1; border-top: heavy $accent; }
    """

    class Clicked(Message):
        """An entry was clicked on."""

        def __init__(self, entry: MenuEntry) -> None:
            super().__init__()
            self.entry = entry

    def __init__(self, entries: Sequence[MenuEntry], title: str, width: int, height: int) -> None:
        """`width` and `height` are those of the page, in cells."""
        super().__init__(markup=False)
        self.entries, self._title, self._width = entries, title, width
        self.cursor = 0
        self._columns = max((width - 2) // _COLUMN, 1)
        rows = -(-len(entries) // self._columns)
        self._rows = min(rows, max(height - _LEFT_FREE, 3))
        self._label = max(len(each.label) for each in entries) + 2
        # What does not fit side by side is reached by the cursor, a page of columns at a time.
        self._top = 0

    def on_mount(self) -> None:
        self._draw()

    @property
    def in_hand(self) -> MenuEntry:
        """The entry under the cursor."""
        return self.entries[self.cursor]

    def chosen_by(self, key: str) -> MenuEntry | None:
        """The entry that a key chooses."""
        return next((each for each in self.entries if key in each.keys), None)

    def move(self, key: str) -> None:
        """Move the cursor as an arrow, Home or End says."""
        step = {"up": -1, "down": 1, "left": -self._rows, "right": self._rows, "home": -999, "end": 999}[key]
        self.cursor = min(max(self.cursor + step, 0), len(self.entries) - 1)
        page = self._rows * self._columns
        self._top = self.cursor // page * page
        self._draw()

    def say(self, words: str) -> None:
        """Say something in the place of the title."""
        self._title = words
        self._draw()

    def _draw(self) -> None:
        cell = max((self._width - 2) // self._columns, 10)
        shown = self.entries[self._top : self._top + self._rows * self._columns]
        lines = [Content.styled(self._title, "bold")]
        for row in range(min(self._rows, len(shown))):
            cells = [self._cell(at, cell) for at in range(self._top + row, self._top + len(shown), self._rows)]
            lines.append(Content.assemble(*cells))
        self.update(Content("\n").join(lines))

    def _cell(self, at: int, width: int) -> Content:
        entry, here = self.entries[at], at == self.cursor
        label = f"{entry.label:<{self._label}}"
        text = entry.words[: width - self._label - 2]
        cell = Content.assemble(("▸" if here else " ", "bold"), (label, "bold $text-accent"), text)
        cell = Content.assemble(cell, " " * max(width - cell.cell_length, 0))
        return (cell.stylize("bold reverse") if here else cell).stylize(Style.from_meta({"entry": at}))

    def on_click(self, event: events.Click) -> None:
        at = event.style.meta.get("entry")
        if isinstance(at, int):
            self.post_message(self.Clicked(self.entries[at]))
