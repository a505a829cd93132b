"""The base of all panels of the runner: rows to point at, a cursor, and a way to ask the screen for things.

A panel reads what it shows from the rows and turns it into lines; keys become commands, which the screen sends.
"""

import textwrap
from collections.abc import Sequence
from typing import ClassVar, NamedTuple, cast

from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.style import Style
from textual.widgets import Static

from nettverk_tui.language import Translator
from nettverk_tui.model.core.records import Group, Record
from nettverk_tui.model.gathering.room import Room
from nettverk_tui.model.gathering.timekeeping import Place
from nettverk_tui.tui.bindings import Context
from nettverk_tui.tui.screens.runner.interface import Runner
from nettverk_tui.tui.widgets.hanging import hanging

MUTED = "$foreground-muted"
STRONG = "bold"


class Line(NamedTuple):
    """One line of a panel; `row` is set on lines the cursor can point at (the first line of each thing)."""

    content: Content
    row: int | None = None


class Panel(VerticalScroll, can_focus=True, inherit_bindings=False):
    """A scrolling list of lines with a cursor. Subclasses read in `read` and describe in `lines`."""

    context: ClassVar[Context] = "plain"

    def __init__(self) -> None:
        super().__init__(classes="panel")
        self.place: Place | None = None
        self.cursor = 0
        self._shown: Sequence[Line] = ()
        self.display = False

    def compose(self) -> ComposeResult:
        yield Static(id="panel-text")

    def on_resize(self) -> None:
        self.refresh_panel()

    # --- coming and going: panels are made once, so that a key typed right after *next* finds its panel

    def enter(self, place: Place | None) -> None:
        """Show this place from now on; no frame is drawn before the panel has been read and filled."""
        self.place = place
        self.cursor = 0
        self.display = True
        self.runner.lay_out()
        self.reset()
        self.read()
        self.refresh_panel()
        self.scroll_home(animate=False)

    def store_left(self) -> None:
        """Store text that is half stored, unless it is being written."""

    def leave(self) -> None:
        """Hide the panel: store text that is half stored, and leave none to be seen if the next place is late."""
        self.display = False
        self.wipe()

    def wipe(self) -> None:
        """Take away all text of the previous place."""
        self.query_one("#panel-text", Static).update("")

    def reset(self) -> None:
        """Forget all that belonged to the previous place."""

    def line_answered(self) -> None:
        """Take note that a question the panel asked in the line is answered."""

    def settle(self) -> None:
        """Take note of the current contents of the panel's texts."""

    # --- what a panel knows

    @property
    def runner(self) -> Runner:
        """The screen that holds the panel."""
        return cast(Runner, self.screen)

    @property
    def room(self) -> Room:
        """The room as last read."""
        return self.runner.room

    @property
    def t(self) -> Translator:
        """The reader's language."""
        return self.runner.t

    @property
    def group(self) -> Group | None:
        """The group whose relay this is."""
        return self.room.group(self.place.item.group_id) if self.place is not None else None

    @property
    def text_width(self) -> int:
        """The columns available for a line."""
        return max(self.scrollable_content_region.width, 20)

    # --- for subclasses to define

    def read(self) -> None:
        """Read the data to show; called before `lines` whenever something changed."""

    def things(self) -> Sequence[Record]:
        """Return the things that the cursor can point at, in the order of the lines' rows."""
        return ()

    def lines(self) -> Sequence[Line]:
        """Return the panel's text."""
        return ()

    # --- showing

    def refresh_panel(self) -> None:
        """Read and draw again."""
        if self.display and self.size.width:
            chosen = self.chosen()
            self.read()
            self._follow(chosen)
            self.draw()

    def chosen(self) -> Record | None:
        """The thing under the cursor."""
        things = self.things()
        return things[self.cursor] if self.cursor < len(things) else None

    def _follow(self, thing: Record | None) -> None:
        """Keep the cursor on the same thing, even if it has moved: another window may have written."""
        ids = [shown.id for shown in self.things()]
        if thing is not None and thing.id in ids:
            self.cursor = ids.index(thing.id)

    def draw(self) -> None:
        """Draw the data that was read."""
        lines = self._fitted(self.lines())
        rows = [line.row for line in lines if line.row is not None]
        self.cursor = min(max(self.cursor, 0), max(rows, default=0))
        self._shown = lines
        body = self.query_one("#panel-text", Static)
        body.update(Content("\n").join([self._pointed(line) for line in lines]))
        self._show_cursor()

    def _fitted(self, lines: Sequence[Line]) -> Sequence[Line]:
        """Fit lines into the space beside a scrollbar; a row gets a cell for the cursor in front."""
        width = max(self.size.width - 1, 20)
        return [
            Line(part, line.row if number == 0 else None)
            for line in lines
            for number, part in enumerate(hanging(line.content, width - (line.row is not None)))
        ]

    def _pointed(self, line: Line) -> Content:
        if line.row is None:
            return line.content
        sign = "▸" if line.row == self.cursor else " "
        marked = Content.assemble((sign, "bold $text-accent"), line.content)
        if line.row == self.cursor:
            marked = marked.stylize("bold")
        return marked.stylize(Style.from_meta({"row": line.row}))

    def _show_cursor(self) -> None:
        at = next((number for number, line in enumerate(self._shown) if line.row == self.cursor), None)
        if at is None:
            return
        height = self.scrollable_content_region.height
        top = int(self.scroll_offset.y)
        if at < top + 1:
            self.scroll_to(y=max(at - 2, 0), animate=False)
        elif at > top + height - 3:
            self.scroll_to(y=at - height + 3, animate=False)

    def on_click(self, event: events.Click) -> None:
        row = event.style.meta.get("row")
        if isinstance(row, int):
            self.cursor = row
            self.draw()

    def action_cursor(self, step: int) -> None:
        """Move the cursor, or scroll if there is nothing to point at."""
        before = self.cursor
        if any(line.row is not None for line in self._shown):
            self.cursor += step
            self.draw()
        if self.cursor == before:
            # Text below the last thing or above the first can be read too.
            self.scroll_relative(y=step, animate=False)

    def factor_in_focus(self) -> str | None:
        """Return the factor that text typed now belongs to."""
        return None


def muted(text: str) -> Content:
    """Return the text in a muted style."""
    return Content.styled(text, MUTED)


def heading(text: str) -> Line:
    """Return a heading inside a panel."""
    return Line(Content.styled(f" {text}", STRONG))


def plain(text: str) -> Line:
    """Return a line of plain text."""
    return Line(Content(f"  {text}"))


def blank() -> Line:
    """Return an empty line."""
    return Line(Content(""))


def wrapped(
    text: str, width: int, *, indent: int = 4, row: int | None = None, lead: Content | None = None
) -> list[Line]:
    """Wrap a text over as many lines as it needs; `lead` comes before the first, the rest are indented.

    A line with a row gets a cell for the cursor in front; the others get it as a space, so that they are aligned.
    """
    first = lead if lead is not None else Content(" " * indent)
    parts: list[str] = []
    for number, paragraph in enumerate(text.split("\n")):
        before = " " * (first.cell_length if number == 0 else indent)
        parts += textwrap.wrap(
            paragraph, max(width - 2, 20), initial_indent=before, subsequent_indent=" " * indent
        ) or [before]
    head = Content.assemble("" if row is not None else " ", first, parts[0][first.cell_length :])
    return [Line(head, row), *(Line(Content(f" {part}")) for part in parts[1:])]


def styled(lines: Sequence[Line], style: str) -> list[Line]:
    """Return the same lines in a style; rows stay rows."""
    return [Line(line.content.stylize(style), line.row) for line in lines]
