"""The whole network at a glance: factors, warnings, charts of all groups, progress, who advised whom, and the hours.

For the facilitators: it shows every group. What the room may see is on the second screen.
"""

from collections.abc import Callable, Sequence
from textwrap import wrap
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from nettverk_tui.charts.cells import fit
from nettverk_tui.charts.chart import indicator_chart
from nettverk_tui.charts.heat import heat_lines
from nettverk_tui.charts.pen import Pen
from nettverk_tui.charts.terminal import render
from nettverk_tui.model.board import (
    ADVISER,
    UNKNOWN,
    advice_flow,
    factors_over_time,
    progress_over_time,
    resource_use,
)
from nettverk_tui.model.heat_map import heat_map
from nettverk_tui.model.messages import N_
from nettverk_tui.model.quantity import number
from nettverk_tui.model.records import Gathering, Group, Indicator, Measurement, Network, Rating, ResourceKind
from nettverk_tui.model.signals import open_signals
from nettverk_tui.model.text import one_line
from nettverk_tui.resources import Knowledge
from nettverk_tui.store.store import Store
from nettverk_tui.tui.bindings import bindings, foot
from nettverk_tui.tui.screens.base import BaseScreen
from nettverk_tui.tui.screens.desk import Desk
from nettverk_tui.tui.screens.desk_tasks import Happening
from nettverk_tui.tui.screens.hints import hints
from nettverk_tui.tui.screens.signal_words import SIGNS, fact

_KINDS: dict[ResourceKind, str] = {
    "group_meetings": N_("group meetings"),
    "writing": N_("writing"),
    "staff_meetings": N_("staff meetings"),
    "gatherings": N_("gatherings"),
    "guidance": N_("guidance"),
    "overnight": N_("overnight stays"),
    "travel": N_("travel"),
}
_PAGES = (
    N_("Where the groups stand"),
    N_("What to ask about"),
    N_("What they have measured"),
    N_("Progress from gathering to gathering"),
    N_("Each group’s factors"),
    N_("Who advised whom"),
    N_("Hours"),
)
#: A small chart, and the air between two of them.
_CHART_WIDTH, _CHART_HEIGHT, _GAP = 36, 10, 3


class BoardScreen(BaseScreen[None]):
    """One network; read again when something is stored."""

    BINDINGS: ClassVar[list[BindingType]] = list(bindings("board"))
    CSS_PATH = "reader.tcss"

    def __init__(self, store: Store, network: Network, knowledge: Knowledge) -> None:
        super().__init__()
        self._store, self._network, self._knowledge = store, network, knowledge
        self._page = 0
        self._by_need = False
        self._items = False

    def compose(self) -> ComposeResult:
        yield Static(id="reader-title")
        with VerticalScroll(id="reader-body"):
            yield Static(id="board")
        yield Desk(self._store)
        yield Static(id="reader-keys")

    def on_mount(self) -> None:
        self.query_one("#reader-body").focus()
        self.draw()

    def on_resize(self) -> None:
        self.draw()

    def file_changed(self) -> None:
        self.draw()

    # --- drawing

    def draw(self) -> None:
        """The page in hand."""
        t = self.translator
        pages = (self._standing, self._warnings, self._charts, self._progress, self._factors, self._advice, self._hours)
        title = t("{page} ({number} of {n})", page=t(_PAGES[self._page]), number=self._page + 1, n=len(pages))
        self.query_one("#reader-title", Static).update(self.titled(f"{title} · {one_line(self._network.name, 40)}"))
        page: Callable[[int, int], Sequence[str]] = pages[self._page]
        lines = page(max(self.size.width - 4, 20), max(self.size.height - 3, 8))
        shown = Text("\n").join(map(Text.from_ansi, lines or [t("There is nothing to show here yet.")]))
        self.query_one("#board", Static).update(shown)
        self.query_one("#reader-keys", Static).update(hints(foot("board"), t, self.size.width))

    @property
    def _pen(self) -> Pen:
        return Pen(self.translator.message, self.translator.months, colours=True)

    def _groups(self) -> Sequence[Group]:
        found = self._store.rows.find(Group, network_id=self._network.id)
        return sorted((each for each in found if each.state != "withdrawn"), key=lambda each: each.letter)

    def _gatherings(self) -> Sequence[Gathering]:
        """Those at which somebody has rated something."""
        found = sorted(self._store.rows.find(Gathering, network_id=self._network.id), key=lambda each: each.number)
        return [each for each in found if self._store.rows.find(Rating, gathering_id=each.id)]

    def _names(self) -> dict[str, str]:
        return self._knowledge.checklist.short_names(self.translator.language)

    def _standing(self, width: int, height: int) -> Sequence[str]:
        groups, gatherings = self._groups(), self._gatherings()
        if not gatherings or not groups:
            return []
        # Items need a column each; where there is no room they are seen as categories.
        for items in (True, False) if self._items else (False,):
            heat = heat_map(self._store.rows, gatherings, groups, self._knowledge.checklist, items=items)
            if self._by_need:
                heat = type(heat)(heat.columns, tuple(sorted(heat.rows, key=lambda row: row.need)))
            lines = heat_lines(heat, self._names(), width, height, self._pen)
            if lines:
                return lines
        return [self.translator("This needs a larger window.")]

    def _warnings(self, width: int, height: int) -> Sequence[str]:  # noqa: ARG002
        t = self.translator
        today = t.local(self._store.now()).date().isoformat()
        lines: list[str] = []
        for group in self._groups():
            found = open_signals(self._store.rows, group, self._knowledge.checklist, today)
            lines.append(self._pen.bold(f"{group.letter}  {one_line(group.unit, 60)}"))
            for each in found:
                said = fact(each, t, self._knowledge.checklist, today)
                lines += _indented(f"{SIGNS[each.level]} {said}", width, 3, 5)
                lines += _indented(t.message(each.question), width, 5, 5)
            lines += [] if found else [f"   {t('Nothing gives reason to ask.')}"]
            lines.append("")
        legend = t(
            "! ask first  ? ask. A reason for a conversation, no verdict; what nobody wrote down may well be done."
        )
        return [*lines, *_indented(legend, width, 0, 0)] if lines else []

    def _charts(self, width: int, height: int) -> Sequence[str]:  # noqa: ARG002
        rows, t = self._store.rows, self.translator
        small: list[list[str]] = []
        for group in self._groups():
            indicators = sorted(rows.find(Indicator, group_id=group.id), key=lambda each: each.position)
            for indicator in indicators[:1]:
                chart = indicator_chart(indicator, rows.find(Measurement, indicator_id=indicator.id))
                picture = render(chart, _CHART_WIDTH, _CHART_HEIGHT, "colour", say=t.message, months=t.months)
                head = self._pen.bold(fit(f"{group.letter}  {one_line(group.unit, 40)}", _CHART_WIDTH))
                lines = [head, *picture.split("\n")]
                small.append(lines + [""] * (_CHART_HEIGHT + 2 - len(lines)))
        across = max((width + _GAP) // (_CHART_WIDTH + _GAP), 1)
        made: list[str] = []
        for first in range(0, len(small), across):
            for parts in zip(*small[first : first + across], strict=True):
                made.append((" " * _GAP).join(_wide(part, _CHART_WIDTH) for part in parts).rstrip())
        return made

    def _progress(self, width: int, height: int) -> Sequence[str]:
        gatherings = self._gatherings()
        heat = progress_over_time(self._store.rows, gatherings, self._groups(), self._knowledge.checklist)
        return heat_lines(heat, self._gathering_names(gatherings), width, height, self._pen) if gatherings else []

    def _gathering_names(self, gatherings: Sequence[Gathering]) -> dict[str, str]:
        t = self.translator
        return {str(each.number): t("Gathering {number}", number=each.number) for each in gatherings}

    def _factors(self, width: int, height: int) -> Sequence[str]:  # noqa: ARG002
        gatherings, lines, names = self._gatherings(), list[str](), self._names()
        for group in self._groups() if gatherings else ():
            heat = factors_over_time(self._store.rows, gatherings, group, self._knowledge.checklist)
            title = self._pen.bold(f"{group.letter}  {one_line(group.unit, 60)}")
            lines += [title, *heat_lines(heat, names, width, len(heat.rows) + 2, self._pen), ""]
        return lines

    def _advice(self, width: int, height: int) -> Sequence[str]:  # noqa: ARG002
        t, groups = self.translator, self._groups()
        flow = advice_flow(self._store.rows, groups)
        if not flow:
            return []
        letters = [group.letter for group in groups]
        givers = {**{letter: letter for letter in letters}, ADVISER: t("advisers"), UNKNOWN: t("not written down")}
        gutter = max(map(len, givers.values())) + 2
        lines = [t("Rows gave, columns received."), ""]
        lines.append(self._pen.bold(" " * gutter + "".join(f"{letter:>5}" for letter in letters) + f"{'Σ':>7}"))
        for giver, name in givers.items():
            counts = [flow.get((giver, letter), 0) for letter in letters]
            cells = [
                "·" if giver == letter else str(count or "–") for letter, count in zip(letters, counts, strict=True)
            ]
            if any(counts) or giver in letters:
                lines.append(f"{name:<{gutter}}" + "".join(f"{cell:>5}" for cell in cells) + f"{sum(counts):>7}")
        return lines

    def _hours(self, width: int, height: int) -> Sequence[str]:  # noqa: ARG002
        t = self.translator
        found = resource_use(self._store.rows, self._network.id)
        if not found:
            return []
        most = max(each.participants + each.advisers for each in found)
        bar = max(min(width - 60, 40), 8)
        heads = (t("participants"), t("advisers"))
        lines = [self._pen.bold(f"{'':<22}{heads[0]:>16}{heads[1]:>16}"), ""]
        for each in found:
            hours = [t.message(number(value)) if value else "–" for value in (each.participants, each.advisers)]
            filled = "█" * round(bar * each.participants / most) + "░" * round(bar * each.advisers / most)
            lines.append(
                f"{fit(t(_KINDS[each.kind]), 21):<22}{hours[0]:>16}{hours[1]:>16}  {self._pen.paint(filled, 6)}"
            )
        return [*lines, "", t("Only hours that were written down; nothing is estimated.")]

    # --- keys

    def action_page(self, step: int) -> None:
        """The next page, or the one before."""
        self._page = (self._page + step) % len(_PAGES)
        self.query_one("#reader-body", VerticalScroll).scroll_home(animate=False)
        self.draw()

    def action_sort(self) -> None:
        """By letter, or those first that need it most."""
        self._by_need, self._page = not self._by_need, 0
        self.draw()

    def action_items(self) -> None:
        """Categories, or each factor."""
        self._items, self._page = not self._items, 0
        self.draw()

    def action_write(self) -> None:
        """What happened with a group of the network; the line names it."""
        self.query_one(Desk).begin(Happening(self._store, self._network, self._knowledge, self.translator))

    @on(Desk.Closed)
    def _written(self, event: Desk.Closed) -> None:
        event.stop()
        self.query_one("#reader-body").focus()
        self.draw()
        if event.words:
            self.query_one("#reader-keys", Static).update(Content.styled(f" {event.words}", "$text-warning"))

    def action_turn(self, way: str) -> None:
        """Undo or redo."""

        def tell(words: str, wrong: bool = False) -> None:
            style = "bold $text-error" if wrong else "$text-warning"
            self.query_one("#reader-keys", Static).update(Content.styled(f" {words}", style))

        self.turn(self._store, way, tell, self.draw)

    def action_search(self) -> None:
        """Search everything that was said."""
        from nettverk_tui.tui.screens.search import SearchScreen

        self.app.push_screen(SearchScreen(self._store, self._knowledge, self._network))

    def action_close(self) -> None:
        """Back."""
        self.dismiss(None)

    def action_help(self) -> None:
        """What the pages are."""
        from nettverk_tui.tui.screens.help import HelpScreen, board_help

        self.app.push_screen(HelpScreen(*board_help(self.translator)))


def _indented(text: str, width: int, first: int, then: int) -> Sequence[str]:
    return wrap(text, width, initial_indent=" " * first, subsequent_indent=" " * then)


def _wide(line: str, width: int) -> str:
    """The line, filled up to a width; escape codes take no cells."""
    return line + " " * (width - Text.from_ansi(line).cell_len)
