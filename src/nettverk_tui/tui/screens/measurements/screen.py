"""The measurements of a group: its indicators, the chart of the one in hand, and its measurements as lines to edit.

The lines are those of the paper sheet, or of a spreadsheet's copy: one measurement each. They are read while they are
typed, the chart follows, and leaving them stores them as one change.
"""

from collections.abc import Sequence
from datetime import date
from typing import ClassVar, get_args

import msgspec
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static

from nettverk_tui.charts.chart import indicator_chart
from nettverk_tui.model.commands import Command, DescribeIndicator, RecordMeasurements, RemoveIndicator
from nettverk_tui.model.core.messages import N_, Message
from nettverk_tui.model.core.records import Event, Group, Indicator, Measurement
from nettverk_tui.model.core.text import one_line
from nettverk_tui.model.core.values import ChartKind, RuleSet
from nettverk_tui.model.journal.page_undo import PageWork
from nettverk_tui.model.measurement.indicator_page import CHARTS, KINDS
from nettverk_tui.model.measurement.indicator_values import IndicatorPage
from nettverk_tui.model.measurement.measure_lines import Read, in_order, written
from nettverk_tui.model.measurement.measure_text import interval_text
from nettverk_tui.model.measurement.spc_text import RULE_SETS
from nettverk_tui.store.drafts import Draft
from nettverk_tui.store.store import Store
from nettverk_tui.tui.base.hints import HelpPage, hints
from nettverk_tui.tui.base.list_keys import ListKeys
from nettverk_tui.tui.base.screen import BaseScreen
from nettverk_tui.tui.bindings import Context, bindings, foot
from nettverk_tui.tui.screens.measurements.change_start import ChangeStart
from nettverk_tui.tui.screens.measurements.chart_pane import ChartPane
from nettverk_tui.tui.screens.measurements.lines import MeasurementLines, first_fault
from nettverk_tui.tui.widgets.long_list import Line, LongList
from nettverk_tui.tui.widgets.text_area import CleanTextArea

#: The delay of the chart after a key, in seconds: drawing takes tens of milliseconds.
_REDRAW_SECONDS = 0.3


_HELP = HelpPage(
    N_("Measurements"),
    (
        N_("Before and after come first: a sum over all of them, never a mean of percentages, and n beside it."),
        N_(
            "From ten measurements off the median on the series is a run chart. A signal is more than chance explains;"
            " it says nothing of the cause, and no signal is no proof that nothing has changed."
        ),
        N_(
            "One measurement a line: date, value, and if you like before, after or follow-up, new phase, left out, and"
            " a note. 29 %, 14/48, 1,5, <5; a dash is missing, and missing is never zero."
        ),
        N_("Columns copied from a spreadsheet can be pasted: date, value; or date, numerator, denominator."),
        N_("A line that is corrected keeps its history; Ctrl+Z takes the last change back."),
    ),
    ("numbers", "lines"),
)


class MeasurementsScreen(BaseScreen[None], ListKeys):
    """The indicators of one group; keys lead to the other groups."""

    BINDINGS: ClassVar[list[BindingType]] = list(bindings("numbers"))
    CSS_PATH = "measurements.tcss"
    # The lines take the keys only while they are open.
    AUTO_FOCUS = ""
    has_menu = True
    help_page = _HELP

    def __init__(self, store: Store, group: Group, others: Sequence[str] = ()) -> None:
        super().__init__()
        self.store, self._group, self._others = store, group, list(others) or [group.id]
        self._indicators: list[Indicator] = []
        #: The number of the indicator in hand; while its lines are open the list shows it alone.
        self._at = 0
        self._stored: Sequence[Measurement] = ()
        self._asked_to_leave = False
        self._redraw: Timer | None = None

    def compose(self) -> ComposeResult:
        yield Static(classes="page-title")
        yield LongList(id="numbers-list", bold=True, hang=True, classes="inset")
        with Horizontal(id="numbers-body"):
            yield MeasurementLines("lines", id="numbers-lines")
            yield ChartPane(id="numbers-chart")
        yield ChangeStart(self.store)
        yield Static(id="numbers-says")
        yield Static(classes="page-keys")

    def on_mount(self) -> None:
        self.query_one(MeasurementLines).display = False
        self._read()
        if self._half_typed() is not None:
            self.action_write()
        else:
            self.redraw()

    def on_resize(self) -> None:
        self.draw()

    def file_changed(self) -> None:
        """Read again after another window has stored something; the text being written stays."""
        self._read()
        self.draw()

    # --- content

    @property
    def indicator(self) -> Indicator | None:
        """Return the indicator in hand."""
        return self._indicators[self._at] if self._indicators else None

    @property
    def writing(self) -> bool:
        """Return True while the lines are open."""
        return bool(self.query_one(MeasurementLines).display)

    @property
    def _start(self) -> ChangeStart:
        return self.query_one(ChangeStart)

    def _read(self) -> None:
        rows = self.store.rows
        self._group = rows.get(Group, self._group.id) or self._group
        self._start.group_id = self._group.id
        self._indicators = sorted(
            rows.find(Indicator, group_id=self._group.id), key=lambda indicator: indicator.position
        )
        self._at = max(0, min(self._at, len(self._indicators) - 1))
        indicator = self.indicator
        found = rows.find(Measurement, indicator_id=indicator.id) if indicator is not None else ()
        self._stored = in_order(found)

    def _draft_name(self) -> str:
        return f"numbers:{self.indicator.id if self.indicator is not None else ''}"

    def _half_typed(self) -> Draft | None:
        return self.store.drafts.get(self._draft_name())

    def settle(self) -> None:
        if self.writing:
            name, text = self._draft_name(), self.query_one(MeasurementLines).text
            self.store.drafts.keep(Draft(field=name, id=name, text=text, at=self.store.now()))
        elif self._start.is_open:
            self._start.settle()

    @property
    def _today(self) -> date:
        return self.translator.local(self.store.now()).date()

    def _lines_read(self) -> Read | None:
        if self.indicator is None:
            return None
        return self.query_one(MeasurementLines).read(self.indicator, self._stored, self._today, self.translator)

    # --- drawing

    def draw(self) -> None:
        """Draw the whole page."""
        t = self.translator
        title = f"{t('Measurements')} · {t('Group {letter}', letter=self._group.letter)} · {self._group.unit}"
        self.query_one(".page-title", Static).update(self.titled(title))
        self.entries.show(self._names(), 0 if self.writing else self._at)
        context: Context = "lines" if self.writing else "answer" if self._start.is_open else "numbers"
        self.entries.disabled = context != "numbers"
        self.query_one(".page-keys", Static).update(hints(foot(context), t, self.size.width))
        if self.writing:
            self._say_lines()
        self._draw_chart()

    def _names(self) -> Sequence[Line]:
        t = self.translator
        if not self._indicators:
            words = t("Nothing is measured yet: Tab n makes the first indicator.")
            return [(Content.styled(words, "$foreground-muted"), None)]
        if self.writing:
            return [(self._indicator_line(self._at), 0)]
        return [(self._indicator_line(number), number) for number in range(len(self._indicators))]

    def _indicator_line(self, number: int) -> Content:
        t, indicator = self.translator, self._indicators[number]
        count = len(self.store.rows.find(Measurement, indicator_id=indicator.id))
        arrow = {"up": " ↑", "down": " ↓", None: ""}[indicator.direction]
        about = f"{KINDS[indicator.kind][t.language]}{arrow}, {count}"
        name = one_line(indicator.name, max(self.size.width - len(about) - 12, 10))
        return Content.assemble(f"  {number + 1} {name}", (f"  {about}", "not bold $foreground-muted"))

    def _draw_chart(self) -> None:
        """Draw the chart of the indicator in hand; while the lines are open, from their text."""
        self._redraw = None
        chart = None
        if self.indicator is not None:
            found = self._lines_read() if self.writing else None
            measurements = found.measurements if found is not None else self._stored
            happened = self.store.rows.find(Event, group_id=self._group.id)
            chart = indicator_chart(self.indicator, tuple(measurements), happened)
        self.query_one(ChartPane).show(chart, self.translator)

    def _say(self, words: Content) -> None:
        self.query_one("#numbers-says", Static).update(words)

    def tell(self, words: str, *, wrong: bool = False) -> None:
        self._say(Content.styled(words, "bold $text-error" if wrong else "bold $text-accent"))

    def _say_lines(self) -> None:
        """Say how the lines are understood."""
        found = self._lines_read()
        if found is not None:
            self._say(self.query_one(MeasurementLines).understood(found, self._today, self.translator))

    # --- keys of the list

    def cursor_moved(self) -> None:
        self._at = self.entries.cursor
        self.redraw()

    def action_cursor(self, step: int) -> None:
        """Move to the next indicator, or the one before; the first follows the last."""
        if self._indicators:
            self._at = (self._at + step) % len(self._indicators)
        self.redraw()

    def action_group(self, step: int) -> None:
        """Show the next group, or the one before; the text being written is stored first."""
        if self.writing:
            self._leave_lines()
            if self.writing:
                return
        at = self._others.index(self._group.id) + step
        group = self.store.rows.get(Group, self._others[at % len(self._others)])
        if group is not None:
            self._group, self._at = group, 0
        self.redraw()

    def redraw(self) -> None:
        self._read()
        said = interval_text(self.indicator, self._stored) if self.indicator is not None else None
        words = self.translator.message(said) if said is not None else ""
        self._say(Content.styled(words, "$foreground-muted"))
        self.draw()

    def action_new(self) -> None:
        """Open the form of a new indicator."""
        self._open_page(None)

    def action_edit(self) -> None:
        """Open the form of the indicator: the thing measured, the direction wanted, the chart."""
        if self.indicator is not None:
            self._open_page(self.indicator)

    def _open_page(self, indicator: Indicator | None) -> None:
        def back(stored: bool | None) -> None:
            self._read()
            if stored and indicator is None:
                self._at = len(self._indicators) - 1
            self.redraw()
            if stored and indicator is None:
                self.action_write()

        self.app.push_screen(self.pages.indicator(self.store, self._group, indicator, self.translator.language), back)

    def action_started(self) -> None:
        """Note the start of a change on the charts: a date, and a name."""
        self._start.open()
        self.draw()

    @on(ChangeStart.Closed)
    def _start_closed(self) -> None:
        self.redraw()

    def action_remove(self) -> None:
        """Remove the indicator with its measurements, after Enter has confirmed it."""
        indicator, t = self.indicator, self.translator
        if indicator is not None:
            words = t("Remove {name} with its {n} measurements? Enter: yes", name=indicator.name, n=len(self._stored))
            self.ask(words, lambda: self._send(RemoveIndicator(id=indicator.id, seen=indicator.version)))

    def action_chart_kind(self) -> None:
        """Show the series as another kind of chart."""
        if self.indicator is not None:
            kinds: tuple[ChartKind, ...] = get_args(ChartKind)
            kind = kinds[(kinds.index(self.indicator.chart) + 1) % len(kinds)]
            rules: RuleSet = (
                "anhoej" if kind in ("auto", "run") and self.indicator.rules == "nhs" else self.indicator.rules
            )
            if self._look(chart=kind, rules=rules):
                self.tell(self.translator("Chart: {kind}", kind=CHARTS[kind][self.translator.language]))

    def action_rules(self) -> None:
        """Judge the series by another set of rules."""
        if self.indicator is not None:
            sets = [
                rule_set
                for rule_set in get_args(RuleSet)
                if rule_set != "nhs" or self.indicator.chart not in ("auto", "run")
            ]
            rules = (
                sets[(sets.index(self.indicator.rules) + 1) % len(sets)] if self.indicator.rules in sets else sets[0]
            )
            if self._look(rules=rules):
                self.tell(self.translator("Rules: {rules}", rules=RULE_SETS[rules]))

    def _look(self, **fields: str) -> bool:
        indicator = self.indicator
        if indicator is None:
            return False
        page = IndicatorPage(**{field: getattr(indicator, field) for field in IndicatorPage.__struct_fields__})
        page = msgspec.structs.replace(page, **fields)
        return self._send(
            DescribeIndicator(id=indicator.id, group_id=self._group.id, seen=indicator.version, page=page)
        )

    def _send(self, command: Command) -> bool:
        refused = self.why_not_stored(self.store, command)
        self.redraw()
        if refused is not None:
            self._refused(refused)
        return refused is None

    def _refused(self, why: Message) -> None:
        self.tell(self.translator.message(why), wrong=True)

    @property
    def page_work(self) -> PageWork:
        """Return the scope of undo: indicators and measurements of this group, and the start of its change."""
        kinds = frozenset({"RecordMeasurements", "DescribeIndicator", "RemoveIndicator", "AddEvent"})
        return PageWork(self._group.id, kinds=kinds, events=frozenset({"change_started"}))

    # --- the lines

    def action_write(self) -> None:
        """Open the lines, to write measurements or correct them."""
        if self.indicator is None:
            self.action_new()
            return
        lines, draft = self.query_one(MeasurementLines), self._half_typed()
        text = "\n".join(written(one, self.translator.language) for one in self._stored)
        lines.set_text(draft.text if draft is not None else f"{text}\n" if text else "")
        lines.display = True
        lines.focus()
        self._asked_to_leave = False
        self.call_after_refresh(self.draw)

    @on(MeasurementLines.Changed, "#numbers-lines")
    def _typed(self, event: CleanTextArea.Changed) -> None:
        event.stop()
        if not self.writing:
            return
        self._asked_to_leave = False
        self.settle()
        self._say_lines()
        if self._redraw is None:
            self._redraw = self.set_timer(_REDRAW_SECONDS, self._draw_chart)

    @on(CleanTextArea.Full)
    @on(CleanTextArea.PasteRefused)
    def _too_much(self) -> None:
        self.tell(self.translator("That is more than there is room for here: import it from a file."), wrong=True)

    @on(MeasurementLines.Left)
    def _leave_lines(self) -> None:
        """Store the lines if all can be read; else warn once, and then keep them as a draft."""
        found, indicator, t = self._lines_read(), self.indicator, self.translator
        if found is None or indicator is None:
            return
        if found.faults and not self._asked_to_leave:
            self._asked_to_leave = True
            self.tell(f"{first_fault(found, t)} {t('Esc again: back; the lines stay as they are typed.')}", wrong=True)
            return
        if not found.faults:
            command = RecordMeasurements(indicator_id=indicator.id, lines=tuple(found.lines), removed=found.removed)
            refused = self.why_not_stored(self.store, command) if found.lines or found.removed else None
            if refused is not None:
                self._refused(refused)
                return
            self.store.drafts.forget(self._draft_name())
        self.query_one(MeasurementLines).display = False
        self.set_focus(None)
        self.redraw()
        if found.lines or found.removed:
            self.tell(t("Stored.") if not found.faults else t("Not stored: the lines are there again when you write."))
