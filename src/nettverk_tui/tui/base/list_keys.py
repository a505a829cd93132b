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
        """Follow the cursor: called after each movement, also of the mouse."""

    def action_cursor(self, step: int) -> None:
        """Move to the next or the previous entry."""
        self.entries.move(step)
        self.cursor_moved()

    def action_page(self, way: int) -> None:
        """Move by a page."""
        self.action_cursor(way * self.entries.page)

    def action_end(self, way: int) -> None:
        """Move to the first or the last entry."""
        self.action_cursor(way * self.entries.count)

    @on(LongList.Moved)
    def _mouse_moved(self) -> None:
        self.cursor_moved()
