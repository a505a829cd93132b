"""The whole network at a glance: factors, warnings, charts of all groups, progress, who advised whom, and the hours.

For the facilitators: it shows every group. What the room may see is on the second screen.
"""

from functools import cached_property
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from nettverk_tui.model.core.messages import N_
from nettverk_tui.model.core.records import Network
from nettverk_tui.model.core.text import one_line
from nettverk_tui.resources import Knowledge
from nettverk_tui.store.store import Store
from nettverk_tui.tui.base.desk import Task
from nettverk_tui.tui.base.desk_tasks import Happening
from nettverk_tui.tui.base.hints import HelpPage
from nettverk_tui.tui.base.line_page import LinePage
from nettverk_tui.tui.bindings import Context, bindings
from nettverk_tui.tui.screens.board.pages import PAGES, BoardPages

_HELP = HelpPage(
    N_("The network at a glance"),
    (
        N_("For the facilitators: it shows every group. What the room may see is chosen with Tab S in a gathering."),
        N_("A category stands at its lowest factor, by its own rating; progress stands apart. No level is a mean."),
        N_("A dot was not rated. An arrow says which way it went since the last time it was."),
        N_(
            "What to ask about: each line says its fact, whose it is and of when."
            " Completed and withdrawn groups have none."
        ),
        N_(
            "The evidence is one network of six offices, looked back upon:"
            " a factor had weakened each time progress fell."
            " It does not say that it came first, nor how often a weak factor brought no fall. The limits are ours."
        ),
        N_("One network and a handful of groups: read it as questions to ask, not as a league table."),
    ),
    ("board",),
)


class BoardScreen(LinePage[None]):
    """The pages of one network; read again when something is stored."""

    BINDINGS: ClassVar[list[BindingType]] = list(bindings("board"))
    context: ClassVar[Context] = "board"
    help_page = _HELP

    def __init__(self, store: Store, network: Network, knowledge: Knowledge) -> None:
        super().__init__()
        self._store, self._network, self._knowledge = store, network, knowledge
        self._page = 0

    def compose(self) -> ComposeResult:
        yield Static(classes="page-title")
        with VerticalScroll(id="reader-body"):
            yield Static(id="board")
        yield from self.foot_lines()

    def on_mount(self) -> None:
        self.query_one("#reader-body").focus()
        self.redraw()

    def on_resize(self) -> None:
        self.redraw()

    @cached_property
    def contents(self) -> BoardPages:
        """Return the maker of the pages, with the checklist in use."""
        return BoardPages(self._store, self._network, self._knowledge, self.translator)

    # --- drawing

    def redraw(self) -> None:
        """Draw the page in hand."""
        t = self.translator
        title = t("{page} ({number} of {n})", page=t(PAGES[self._page]), number=self._page + 1, n=len(PAGES))
        self.query_one(".page-title", Static).update(self.titled(f"{title} · {one_line(self._network.name, 40)}"))
        lines = self.contents.draw(self._page, max(self.size.width - 4, 20), max(self.size.height - 3, 8))
        shown = Text("\n").join(map(Text.from_ansi, lines or [t("There is nothing to show here yet.")]))
        self.query_one("#board", Static).update(shown)
        self.tell("")

    # --- keys

    def action_compare(self) -> None:
        """Compare the next pair of gatherings; the newest pair comes first."""
        page = PAGES.index("Two gatherings side by side")
        self.contents.compare += self._page == page
        self._page = page
        self.redraw()

    def action_page(self, step: int) -> None:
        """Turn to the next page, or to the one before."""
        self._page = (self._page + step) % len(PAGES)
        self.query_one("#reader-body", VerticalScroll).scroll_home(animate=False)
        self.redraw()

    def action_sort(self) -> None:
        """Sort the groups by letter, or those with the greatest need first."""
        self.contents.by_need, self._page = not self.contents.by_need, 0
        self.redraw()

    def action_items(self) -> None:
        """Show categories, or each factor."""
        self.contents.items, self._page = not self.contents.items, 0
        self.redraw()

    def begins(self) -> Task:
        """Return the task of noting an event of a group; the line names the group."""
        return Happening(self._store, self._network, self._knowledge, self.translator)

    def stored(self, id: str) -> None:  # noqa: ARG002
        # The arrows scroll the page again.
        self.query_one("#reader-body").focus()

    def action_search(self) -> None:
        """Search everything that was said."""
        self.app.push_screen(self.pages.search(self._store, self._knowledge, self._network))
