"""The movement keys of a page with a list: the actions of the keys *in a list* in `bindings`."""

from textual import on
from textual.widget import Widget

from nettverk_tui.tui.widgets.long_list import LongList


class ListKeys(Widget):
    """A page with one `LongList`."""

    @property
    def entries(self) -> LongList:
        """The list."""
        return self.query_one(LongList)

    def cursor_moved(self) -> None:
        """Follow the cursor; called after each movement by keys or mouse."""

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
