"""A group's timeline: everything known of the group, newest first, by kind and by factor."""

from collections.abc import Sequence
from pathlib import Path
from textwrap import wrap
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from nettverk_tui.charts.chart import indicator_chart
from nettverk_tui.charts.heat import heat_lines
from nettverk_tui.charts.pen import Pen
from nettverk_tui.charts.terminal import render
from nettverk_tui.model.commands import Command, DeleteSaid, RemoveHappening, SetOutcome
from nettverk_tui.model.core.messages import N_
from nettverk_tui.model.core.records import (
    TABLES,
    Action,
    Advice,
    Contact,
    Dismissal,
    Event,
    FollowUpRating,
    Group,
    GroupMeeting,
    Indicator,
    Measurement,
    MilestoneReached,
    Network,
    Rating,
    Said,
)
from nettverk_tui.model.core.text import one_line
from nettverk_tui.model.core.values import AdviceOutcome
from nettverk_tui.model.network.plan import gatherings_of
from nettverk_tui.model.overview.board import factors_over_time
from nettverk_tui.model.overview.timeline import KINDS, Kind, TimelineEntry, filtered, timeline
from nettverk_tui.model.warnings import open_warnings
from nettverk_tui.resources import Knowledge
from nettverk_tui.store.store import Store
from nettverk_tui.tui.base.action_page import ActionPage
from nettverk_tui.tui.base.desk import Task
from nettverk_tui.tui.base.desk_tasks import Happening, Rewording, words_field
from nettverk_tui.tui.base.hints import HelpPage
from nettverk_tui.tui.base.reader import Reader
from nettverk_tui.tui.bindings import Context, bindings
from nettverk_tui.tui.labels import OUTCOME_DIGITS, OUTCOMES
from nettverk_tui.tui.screens.timeline.words import entry_name, entry_words
from nettverk_tui.tui.warning_labels import SIGNS, fact
from nettverk_tui.tui.widgets.long_list import Line, LongList

_KIND_NAMES: dict[Kind | None, str] = {
    None: N_("everything"),
    "gathering": N_("gatherings"),
    "said": N_("what was said"),
    "advice": N_("advice"),
    "action": N_("actions"),
    "between": N_("guidance and meetings"),
    "event": N_("events"),
    "number": N_("measurements"),
    "warning": N_("what there was to ask about"),
}
#: The narrowest window, in columns, that shows the factors beside the entries.
_WIDE = 110
#: The lowest window, in lines, with room for the questions; the facts are shown in any.
_TALL = 30
_BESIDE, _CHART_HEIGHT = 48, 12

_HELP = HelpPage(
    N_("The timeline of a group"),
    (
        N_("Everything that is known of the group, newest first. % is only for the facilitators."),
        N_("In a wide window the factors stand beside it, from gathering to gathering."),
    ),
    ("timeline",),
)


class TimelineScreen(ActionPage):
    """The timeline of one group; keys lead to the others. Read again when something is stored."""

    CSS_PATH = Reader.with_css(Path(__file__).with_name("timeline.tcss"))
    BINDINGS: ClassVar[list[BindingType]] = list(bindings("timeline"))
    context: ClassVar[Context] = "timeline"
    help_page = _HELP

    def __init__(
        self, store: Store, group: Group, others: Sequence[str], knowledge: Knowledge, at: str | None = None
    ) -> None:
        """`at` is the id of a row to begin at."""
        super().__init__(store)
        self._begin_at = at
        self._group, self._others, self._knowledge = group, list(others), knowledge
        self._kind: Kind | None = None
        self._category: str | None = None
        self._shown: Sequence[TimelineEntry] = ()

    def compose(self) -> ComposeResult:
        yield Static(classes="page-title")
        with Horizontal(id="reader-body"):
            yield LongList(id="timeline")
            yield Static(id="timeline-beside")
        yield from self.foot_lines()

    def on_mount(self) -> None:
        self.tell("")
        self.call_after_refresh(self.redraw)

    def on_screen_resume(self) -> None:
        if self._shown:
            self.redraw()

    def on_resize(self) -> None:
        self.call_after_refresh(self.redraw)

    def file_changed(self) -> None:
        if not self.desk.is_open:
            self.redraw()

    def _network(self) -> Network | None:
        return self.store.rows.get(Network, self._group.network_id)

    # --- drawing

    def redraw(self) -> None:
        """Show the entries that pass the filters, and the factors beside them; the cursor stays with its entry."""
        if not self.is_mounted:
            return
        t, today = self.translator, self.today
        in_hand = self._in_hand()
        self._group = self.store.rows.get(Group, self._group.id) or self._group
        entries = timeline(self.store.rows, self._group, today)
        self._shown = filtered(entries, self._kind, self._category)
        if self._kind == "warning":
            # Past warnings are no entries, and have no category.
            self._category = None
        what = t(_KIND_NAMES[self._kind])
        if self._category is not None:
            what += f", {self._knowledge.checklist.category(self._category).name.in_language(t.language)}"
        title = f"{self._group.letter}  {one_line(self._group.unit, 36)} · {what}"
        count = t("{n} of {all}", n=len(self._shown), all=len(entries))
        self.query_one(".page-title", Static).update(self.titled(title, f"  {count}"))
        wide = self.size.width - 4 >= _WIDE
        beside = self.query_one("#timeline-beside", Static)
        beside.display = wide
        if wide:
            beside.update(Content("\n").join(map(Content.from_rich_text, [*self._factors(), *self._chart()])))
        room = max(self.size.width - 4 - (_BESIDE + 2 if wide else 0), 20)
        lines = self._past_warnings(room, today) if self._kind == "warning" else self._entry_lines(room, today)
        if self._kind is None and self._category is None:
            lines = [*((line, None) for line in self._warnings(room, today)), *lines]
        hidden = len(entries) > len(self._shown)
        none = (
            t("Nothing of this kind: Tab k and Tab f choose others.")
            if hidden
            else t("There is nothing to show here yet.")
        )
        self.entries.show(lines or [(Content(f" {none}"), None)])
        # The cursor stays with its entry, also when new ones appear above it.
        wanted = self._begin_at or (in_hand.record.id if in_hand is not None else "")
        self._begin_at = None
        self._point_at(wanted)

    def _point_at(self, id: str) -> None:
        found = [number for number, entry in enumerate(self._shown) if entry.record.id == id]
        if found:
            self.entries.move_to(found[0])

    def _entry_lines(self, width: int, today: str) -> list[Line]:
        t, lines, on = self.translator, list[Line](), ""
        for row, entry in enumerate(self._shown):
            if entry.on != on:
                on = entry.on
                lines.append((Content.styled(f" {t.date(on)}", "bold"), None))
            words = entry_words(entry, self.store.rows, t, today)
            private = entry.layer == "facilitators"
            # The sign of the capture line for entries that are only for the facilitators.
            first = f" {'%' if private else ' '} "
            wrapped = wrap(words, width, initial_indent=first, subsequent_indent=" " * 7)
            lines += [(Content.styled(line, "$foreground-muted" if private else ""), row) for line in wrapped]
        return lines

    def _warnings(self, width: int, today: str) -> list[Content]:
        """Return the open warnings, in tall windows with their questions; they precede the entries."""
        t, checklist, lines = self.translator, self._knowledge.checklist, list[Content]()
        for warning in open_warnings(self.store.rows, self._group, checklist, today):
            said = fact(warning, t, checklist, today)
            if self.size.height >= _TALL:
                said += f" · {t.message(warning.question)}"
            first = f" % {SIGNS[warning.level]} "
            lines += [Content(line) for line in wrap(said, width, initial_indent=first, subsequent_indent=" " * 7)]
        return [Content.styled(f" {t('What to ask about')}", "bold"), *lines, Content("")] if lines else []

    def _past_warnings(self, width: int, today: str) -> list[Line]:
        """Return the warnings of two years with their periods, newest first."""
        from nettverk_tui.model.warnings.warning_periods import warning_periods

        t, checklist, lines = self.translator, self._knowledge.checklist, list[Line]()
        for row, period in enumerate(warning_periods(self.store.rows, self._group, checklist, today)):
            still = t("still so") if period.until_on is None else t("until {day}", day=t.date(period.until_on))
            said = f"{SIGNS[period.signal.level]} {fact(period.signal, t, checklist, today)} · {still}"
            wrapped = wrap(said, width, initial_indent=" % ", subsequent_indent=" " * 7)
            lines += [(Content(line), row) for line in wrapped]
        return lines

    def _factors(self) -> list[Text]:
        """Return the levels of the factors from gathering to gathering."""
        rows, checklist = self.store.rows, self._knowledge.checklist
        gatherings = [
            gathering
            for gathering in gatherings_of(rows, self._group.network_id)
            if rows.find(Rating, gathering_id=gathering.id)
        ]
        if not gatherings:
            return []
        names = checklist.short_names(self.translator.language)
        heat = factors_over_time(rows, gatherings, self._group, checklist)
        pen = Pen(self.translator.message, self.translator.months, colours=True)
        return [Text.from_ansi(line) for line in heat_lines(heat, names, _BESIDE, len(heat.rows) + 2, pen)]

    def _chart(self) -> list[Text]:
        """Return the chart of the first indicator, in the room left under the factors."""
        rows, t = self.store.rows, self.translator
        indicators = sorted(rows.find(Indicator, group_id=self._group.id), key=lambda indicator: indicator.position)
        if not indicators:
            return []
        chart = indicator_chart(indicators[0], rows.find(Measurement, indicator_id=indicators[0].id))
        picture = render(chart, _BESIDE, _CHART_HEIGHT, "colour", say=t.message, months=t.months)
        return [Text(""), *(Text.from_ansi(line) for line in picture.split("\n"))]

    # --- keys

    def action_kind(self, step: int) -> None:
        """Show another kind of entry, or all."""
        choices: list[Kind | None] = [None, *KINDS]
        self._kind = choices[(choices.index(self._kind) + step) % len(choices)]
        self._from_the_top()

    def action_category(self) -> None:
        """Show the entries about one category of factors, or all."""
        choices: list[str | None] = [None, *(category.id for category in self._knowledge.checklist.categories)]
        self._category = choices[(choices.index(self._category) + 1) % len(choices)]
        self._from_the_top()

    def action_group(self, step: int) -> None:
        """Show the next group, or the one before."""
        at = (self._others.index(self._group.id) + step) % len(self._others)
        self._group = self.store.rows.get(Group, self._others[at]) or self._group
        self._from_the_top()

    def _from_the_top(self) -> None:
        self._shown = ()
        self.entries.cursor = 0
        self.tell("")
        self.redraw()

    # --- acting on an entry

    def _in_hand(self) -> TimelineEntry | None:
        known = self._kind != "warning" and self.entries.cursor < len(self._shown)
        return self._shown[self.entries.cursor] if known else None

    def action_in_hand(self) -> Action | None:
        entry = self._in_hand()
        return entry.record if entry is not None and isinstance(entry.record, Action) else None

    def action_outcome(self, outcome: AdviceOutcome) -> None:
        """Set the outcome of the advice in hand; the same key again takes it back."""
        entry, t = self._in_hand(), self.translator
        advice = entry.record if entry is not None else None
        if not isinstance(advice, Advice):
            self.tell(t("Point at a piece of advice first."))
            return
        new = None if advice.outcome == outcome else outcome
        outcome_words = t(OUTCOMES[new]).capitalize()
        done = t("{outcome}: {text}. Ctrl+Z takes it back.", outcome=outcome_words, text=one_line(advice.text, 40))
        self.send(SetOutcome(id=advice.id, seen=advice.version, outcome=new), done)

    def action_edit(self) -> None:
        """Change the words of the entry in hand; its place, its day and all else stay."""
        entry = self._in_hand()
        field = words_field(entry.record) if entry is not None else None
        if entry is None or field is None:
            self.tell(self.translator("This has no words to change here."))
            return
        self.desk.begin(Rewording(entry.record, field, self.translator))

    def action_remove(self) -> None:
        """Remove the entry in hand."""
        entry, t = self._in_hand(), self.translator
        record = entry.record if entry is not None else None
        removable = (Contact, GroupMeeting, Event, FollowUpRating, MilestoneReached, Dismissal)
        if isinstance(record, Said):
            command: Command = DeleteSaid(table=TABLES[type(record)], id=record.id, seen=record.version)
        elif isinstance(record, removable):
            command = RemoveHappening(table=TABLES[type(record)], id=record.id, seen=record.version)
        else:
            self.tell(t("This is not taken away here: it belongs to a gathering or to the measurements."))
            return
        self.send(command, t("Taken away. Ctrl+Z brings it back."))

    def action_history(self) -> None:
        """Open the history of the entry in hand."""
        entry = self._in_hand()
        if entry is not None:
            title = one_line(entry.text, 50) or entry_name(entry, self.translator, self.today)
            self.app.push_screen(self.pages.history(self.store, entry.record, title))

    def action_number(self, digit: int) -> None:
        """Act by digit: an action is done, moved or dropped; advice gets its outcome."""
        entry = self._in_hand()
        if entry is not None and isinstance(entry.record, Advice):
            self.action_outcome(OUTCOME_DIGITS[digit - 1])
        elif digit <= 3:
            super().action_number(digit)
        else:
            self.tell(self.translator("Point at a piece of advice first."))

    def begins(self) -> Task | None:
        """Return the task of noting an event of the group; None without a network."""
        network = self._network()
        if network is None:
            return None
        return Happening(self.store, network, self._knowledge, self.translator, self._group)

    def stored(self, id: str) -> None:
        if any(entry.record.id == id for entry in timeline(self.store.rows, self._group, self.today)):
            # A stored entry is shown, whatever the filters were.
            self._kind = self._category = None
            self.redraw()
            self._point_at(id)

    def action_search(self) -> None:
        """Search everything that was said."""
        self.app.push_screen(self.pages.search(self.store, self._knowledge, self._network()))
