"""The menu of a page: entries of a key and words, over the foot of the page until one is chosen."""

from collections.abc import Sequence
from typing import NamedTuple

from textual import events
from textual.content import Content
from textual.message import Message
from textual.style import Style
from textual.widgets import Static

#: The least width of a column of entries, in cells.
_COLUMN = 32
#: The lines of the page kept visible above the menu.
_LEFT_FREE = 4


class MenuEntry(NamedTuple):
    """An entry of the menu: chosen by `keys`, shown as `label` and `words`; `place` is the node that has the action."""

    keys: Sequence[str]
    label: str
    words: str
    action: str
    place: object
    #: True where it acts on the current row.
    of_row: bool = False


class Menu(Static):
    """The entries shown, and the cursor among them. Keys come from the keyboard of the page."""

    DEFAULT_CSS = """
    Menu { dock: bottom; layer: menu; height: auto; background: $panel; padding: 0 1; border-top: heavy $accent; }
    """

    class Clicked(Message):
        """An entry was clicked on."""

        def __init__(self, entry: MenuEntry) -> None:
            super().__init__()
            self.entry = entry

    def __init__(self, entries: Sequence[MenuEntry], title: str, width: int, height: int) -> None:
        """Take the entries and the size of the page, in cells."""
        super().__init__(markup=False)
        self.entries, self._title, self._width = entries, title, width
        self.cursor = 0
        self._columns = max((width - 2) // _COLUMN, 1)
        rows = -(-len(entries) // self._columns)
        self._rows = min(rows, max(height - _LEFT_FREE, 3))
        self._label = max(len(entry.label) for entry in entries) + 2
        # Entries that do not fit are reached with the cursor, a page of columns at a time.
        self._top = 0

    def on_mount(self) -> None:
        self._draw()

    @property
    def in_hand(self) -> MenuEntry:
        """The entry under the cursor."""
        return self.entries[self.cursor]

    def chosen_by(self, key: str) -> MenuEntry | None:
        """Return the entry that a key chooses, or None."""
        return next((entry for entry in self.entries if key in entry.keys), None)

    def move(self, key: str) -> None:
        """Move the cursor by an arrow key, Home or End; raises KeyError for other keys."""
        step = {"up": -1, "down": 1, "left": -self._rows, "right": self._rows, "home": -999, "end": 999}[key]
        self.cursor = min(max(self.cursor + step, 0), len(self.entries) - 1)
        page = self._rows * self._columns
        self._top = self.cursor // page * page
        self._draw()

    def say(self, words: str) -> None:
        """Show words in place of the title."""
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
