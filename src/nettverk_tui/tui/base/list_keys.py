"""The movement keys of a page with a list: the actions of the keys *in a list* in `bindings`."""

from abc import abstractmethod

from textual import on
from textual.widget import Widget

from nettverk_tui.tui.widgets.long_list import LongList


class ListKeys(Widget):
    """A page with one `LongList`."""

    @property
    def entries(self) -> LongList:
        """The list."""
        return self.query_one(LongList)

    @abstractmethod
    def tell(self, words: str, *, wrong: bool = False) -> None:
        """Show words at the foot of the page, as every page does; without words, its keys."""

    def cursor_moved(self) -> None:
        """Follow the cursor after a movement by keys or mouse: words about the entry it has left are cleared."""
        self.tell("")

    def action_cursor(self, step: int) -> None:
        """Move the cursor by `step` entries."""
        self.entries.move(step)
        self.cursor_moved()

    def action_page(self, way: int) -> None:
        """Move the cursor by a page: 1 forward, -1 back."""
        self.action_cursor(way * self.entries.page)

    def action_end(self, way: int) -> None:
        """Move the cursor to the last entry (1) or the first (-1)."""
        self.action_cursor(way * self.entries.count)

    @on(LongList.Moved)
    def _mouse_moved(self) -> None:
        self.cursor_moved()
