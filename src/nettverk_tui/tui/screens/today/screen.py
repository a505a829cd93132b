"""The tasks between gatherings: calls to make, overdue actions, questions to ask, gaps in the next gathering."""

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from nettverk_tui.charts.cells import fit
from nettverk_tui.language import Translator
from nettverk_tui.model.capture import date_in
from nettverk_tui.model.commands import Command, PutAside
from nettverk_tui.model.core.messages import N_, Message
from nettverk_tui.model.core.records import Action, Group, Network
from nettverk_tui.model.core.text import one_line
from nettverk_tui.model.overview.today import Section, TodayLine, today_lines
from nettverk_tui.model.warnings import Thresholds, thresholds_of
from nettverk_tui.resources import Knowledge
from nettverk_tui.store.store import Store
from nettverk_tui.tui.base.action_page import ActionPage
from nettverk_tui.tui.base.desk import Task
from nettverk_tui.tui.base.desk_tasks import Happening, half_written
from nettverk_tui.tui.base.hints import HelpPage
from nettverk_tui.tui.base.interpretation import remark_words
from nettverk_tui.tui.base.reader import Reader
from nettverk_tui.tui.bindings import Context, bindings
from nettverk_tui.tui.warning_labels import SIGNS, spelled_out
from nettverk_tui.tui.widgets.long_list import Line, LongList

_HEADS: dict[Section, str] = {
    "call": N_("Call"),
    "overdue": N_("Overdue"),
    "ask": N_("Ask about"),
    "measure": N_("Not measured"),
    "prepare": N_("Prepare"),
    "cleared": N_("No longer so, since a week ago"),
}


class AnswerTask(Task):
    """Answer a line with what was found out, or put it off until a date."""

    def __init__(self, line: TodayLine, network: Network, today: str, t: Translator) -> None:
        super().__init__(t("Answer"), f"today:{line.key}")
        self._line, self._network, self._today = line, network, today

    def _until(self, text: str) -> str | None:
        """Return the date if the text is one and nothing else."""
        due = date_in(text, self._today)
        return due.on if due is not None and due.kind == "date" else None

    def words(self, text: str, cursor: int, t: Translator) -> Sequence[str]:
        until = self._until(text)
        if not text.strip():
            return [t("What you found out (it comes back on a new fact only), or a date to be reminded: 6/3")]
        if until is not None:
            return [t("Put off until {day}", day=t.day(until, self._today)), *remark_words(text, self._today, t)]
        return super().words(text, cursor, t) or [t("An answer: it comes back on a new fact only.")]

    def command(self, text: str, id: str) -> Command | Message:
        until = self._until(text)
        return PutAside(
            id=id,
            network_id=self._network.id,
            group_id=self._line.group_id,
            key=self._line.key,
            on=self._today,
            text="" if until is not None else text.strip(),
            until_on=until,
        )


_HELP = HelpPage(
    N_("What waits today"),
    (
        N_(
            "Whom to call, what is overdue, what to ask about and what the next gathering lacks;"
            " what needs it most comes first."
        ),
        N_("! needs it first. New: it was not so a week ago. Enter opens the place a line is about."),
        N_("Tab a: what you found out; the line comes back on a new fact only. A date alone puts it off until then."),
        N_(
            "Only what was recorded is known: a call that nobody wrote down is not here. Weeks of holiday do not count."
        ),
    ),
    ("today",),
)


class TodayScreen(ActionPage):
    """A list to work down; Enter opens the place a line is about, and coming back the list is read again."""

    CSS_PATH = Reader.with_css(Path(__file__).with_name("today.tcss"))
    BINDINGS: ClassVar[list[BindingType]] = list(bindings("today"))
    context: ClassVar[Context] = "today"
    help_page = _HELP

    def __init__(self, store: Store, network: Network, knowledge: Knowledge) -> None:
        super().__init__(store)
        self._network, self._knowledge = network, knowledge
        self._found: Sequence[TodayLine] = ()

    def compose(self) -> ComposeResult:
        yield Static(classes="page-title")
        yield LongList(id="today", bold=True, classes="inset")
        yield Static(id="today-about")
        yield from self.foot_lines()

    def on_mount(self) -> None:
        self.redraw()
        self.tell(half_written(self.store, self._network, self.translator))

    def on_screen_resume(self) -> None:
        if not self.desk.is_open:
            self.redraw()
            self.tell(half_written(self.store, self._network, self.translator))

    def on_resize(self) -> None:
        self._draw()

    def file_changed(self) -> None:
        # The list stays as it is while a text about one of its lines is being written.
        if not self.desk.is_open:
            self.redraw()

    @property
    def _limits(self) -> Thresholds:
        # Read each time: another window may have changed them.
        return thresholds_of(self.store.rows.get(Network, self._network.id))

    def redraw(self) -> None:
        """Read the list again; the cursor stays with its line."""
        in_hand = self._found[self.entries.cursor].key if self._found else ""
        self._found = today_lines(self.store.rows, self._network, self._knowledge.checklist, self.today, self._limits)
        # The cursor stays with its line, also when lines above it come and go.
        same = next((number for number, line in enumerate(self._found) if line.key == in_hand), None)
        self.tell("")
        self._draw(same)

    # --- drawing

    def _draw(self, cursor: int | None = None) -> None:
        t = self.translator
        day = t.day(self.today, self.today)
        title = t("Today, {day}", day=day)
        self.query_one(".page-title", Static).update(self.titled(f"{title} · {one_line(self._network.name, 50)}"))
        self.entries.show(self._lines(), cursor)
        self.query_one("#today-about", Static).update(self._about())

    def _lines(self) -> Sequence[Line]:
        t, letters = self.translator, {group.id: group.letter for group in self._groups()}
        if not self._found:
            return [(Content(""), None), (Content(f" {t('Nothing is waiting. No group needs you today.')}"), None)]
        lines: list[Line] = []
        section = ""
        width = max(self.size.width - 4, 20)
        for number, line in enumerate(self._found):
            if line.section != section:
                section = line.section
                lines += [(Content(""), None)] if lines else []
                lines.append((Content.styled(f" {t(_HEADS[line.section])}", "bold"), None))
            sign = SIGNS["ask_first"] if line.pressing else " "
            letter = letters.get(line.group_id or "", "")
            new = f" · {t('new')}" if line.new else ""
            text = fit(f"{sign} {letter:<2} {' '.join(self._words(line).split())}{new}", width - 2)
            lines.append((Content(f"  {text}"), number))
        return lines

    def _words(self, line: TodayLine) -> str:
        t, today = self.translator, self.today
        values = dict(line.fact.values)
        if "date" in values:
            values["date"] = t.day(str(values["date"]), today)
        said = Message(line.fact.text, values)
        words = spelled_out(said, t, self._knowledge.checklist)
        if line.signal is None:
            return words
        # Two raters may see the same: the source of the answer tells them apart.
        return " · ".join((words, t.message(line.signal.source), t.day(line.on, today)))

    def _about(self) -> Content:
        """Return the line in hand in full, with its source and the question to ask."""
        if not self._found:
            return Content("")
        t, line = self.translator, self._found[self.entries.cursor]
        said = [self._words(line)]
        if line.signal is not None and line.section != "cleared":
            said.append(t.message(line.signal.question))
        return Content.styled(" · ".join(said), "$foreground-muted")

    def _groups(self) -> Sequence[Group]:
        return sorted(self.store.rows.find(Group, network_id=self._network.id), key=lambda group: group.position)

    # --- keys

    def cursor_moved(self) -> None:
        super().cursor_moved()
        self.query_one("#today-about", Static).update(self._about())

    def action_open(self) -> None:
        """Open the place the line is about."""
        if not self._found:
            return
        line = self._found[self.entries.cursor]
        groups = self._groups()
        group = next((one for one in groups if one.id == line.group_id), None)
        others = [one.id for one in groups]
        if group is not None and line.leads_to == "numbers":
            self.app.push_screen(self.pages.numbers(self.store, group, others))
        elif group is not None:
            at = line.action.id if line.action is not None else None
            self.app.push_screen(self.pages.timeline(self.store, group, others, self._knowledge, at))
        elif line.gathering_id is not None and line.leads_to == "plan":
            self.app.push_screen(self.pages.planner(self.store, line.gathering_id, self._knowledge))
        elif line.gathering_id is not None and line.leads_to == "forms":
            self.app.push_screen(self.pages.group_form(self.store, line.gathering_id, self._knowledge))
        elif line.gathering_id is not None:
            self.nettverk.open_gathering(line.gathering_id)

    def action_in_hand(self) -> Action | None:
        return self._found[self.entries.cursor].action if self._found else None

    def action_answer(self) -> None:
        """Note what was found out, or put the line off to a date."""
        if self._found:
            self.desk.begin(AnswerTask(self._found[self.entries.cursor], self._network, self.today, self.translator))

    def begins(self) -> Task:
        """Return the task of noting an event, by default of the group of the line in hand."""
        wanted = self._found[self.entries.cursor].group_id if self._found else None
        group = self.store.rows.get(Group, wanted)
        return Happening(self.store, self._network, self._knowledge, self.translator, group)

    def action_timeline(self) -> None:
        """Open the timeline of the group the line is about."""
        groups = self._groups()
        wanted = self._found[self.entries.cursor].group_id if self._found else None
        group = next((one for one in groups if one.id == wanted), None)
        if group is None:
            self.tell(self.translator("Point at a group’s line first."))
            return
        self.app.push_screen(self.pages.timeline(self.store, group, [one.id for one in groups], self._knowledge))

    def action_search(self) -> None:
        """Search everything that was said."""
        self.app.push_screen(self.pages.search(self.store, self._knowledge, self._network))
