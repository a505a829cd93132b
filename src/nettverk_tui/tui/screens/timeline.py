"""A group's timeline: everything that is known of it, newest first, by kind and by factor."""

from collections.abc import Sequence
from textwrap import wrap
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from nettverk_tui.charts.heat import heat_lines
from nettverk_tui.charts.pen import Pen
from nettverk_tui.model.board import factors_over_time
from nettverk_tui.model.capture.preview import CHANNEL_NAMES, KIND_NAMES
from nettverk_tui.model.messages import N_
from nettverk_tui.model.network_plan import gatherings_of
from nettverk_tui.model.records import (
    Action,
    Advice,
    Contact,
    Event,
    Facilitator,
    Group,
    GroupMeeting,
    MilestoneReached,
    Note,
    Rating,
    SetAside,
    StatusText,
)
from nettverk_tui.model.signals import open_signals
from nettverk_tui.model.text import one_line
from nettverk_tui.model.timeline import KINDS, Entry, Kind, filtered, timeline
from nettverk_tui.resources import Knowledge
from nettverk_tui.store.store import Store
from nettverk_tui.tui.bindings import bindings, foot
from nettverk_tui.tui.screens.base import BaseScreen
from nettverk_tui.tui.screens.hints import hints
from nettverk_tui.tui.screens.runner.words import ACTION_STATES, ANSWERS, EVENTS, OUTCOMES
from nettverk_tui.tui.screens.signal_words import SIGNS, fact

_KIND_NAMES: dict[Kind | None, str] = {
    None: N_("everything"),
    "gathering": N_("gatherings"),
    "said": N_("what was said"),
    "advice": N_("advice"),
    "action": N_("actions"),
    "between": N_("guidance and meetings"),
    "event": N_("events"),
    "number": N_("measurements"),
}
_FIELDS = {
    "done": N_("Status: done"),
    "result": N_("Status: result"),
    "obstacles": N_("Status: obstacles"),
    "question": N_("Status: the question"),
}
#: The narrowest window in which the factors stand beside the entries.
_WIDE = 110
_BESIDE = 48


class TimelineScreen(BaseScreen[None]):
    """One group; the others are a key away. Read again when something is stored."""

    BINDINGS: ClassVar[list[BindingType]] = list(bindings("timeline"))
    CSS_PATH = "reader.tcss"

    def __init__(self, store: Store, group: Group, others: Sequence[str], knowledge: Knowledge) -> None:
        super().__init__()
        self._store, self._group, self._others, self._knowledge = store, group, list(others), knowledge
        self._kind: Kind | None = None
        self._category: str | None = None

    def compose(self) -> ComposeResult:
        yield Static(id="reader-title")
        with VerticalScroll(id="reader-body"):
            yield Static(id="timeline")
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
        """The entries that the filters leave."""
        t = self.translator
        today = t.local(self._store.now()).date().isoformat()
        entries = timeline(self._store.rows, self._group, today)
        shown = filtered(entries, self._kind, self._category)
        what = t(_KIND_NAMES[self._kind])
        if self._category is not None:
            what += f", {self._knowledge.checklist.category(self._category).name.in_language(t.language)}"
        title = f"{self._group.letter}  {one_line(self._group.unit, 36)} · {what}"
        count = t("{n} of {all}", n=len(shown), all=len(entries))
        self.query_one("#reader-title", Static).update(self.titled(title, f"  {count}"))
        width = max(self.size.width - 4, 20)
        beside = self._factors() if width >= _WIDE else []
        room = width - (_BESIDE + 2 if beside else 0)
        lines = self._lines(shown, room, today)
        if self._kind is None and self._category is None:
            lines = [*self._warnings(room, today), *lines]
        if not lines:
            lines = [Content(f" {t('There is nothing to show here yet.')}")]
        self.query_one("#timeline", Static).update(self._side_by_side(lines, beside, width - _BESIDE))
        self.query_one("#reader-keys", Static).update(hints(foot("timeline"), t, self.size.width))

    def _lines(self, entries: Sequence[Entry], width: int, today: str) -> list[Content]:
        t, lines, on = self.translator, list[Content](), ""
        for each in entries:
            if each.on != on:
                on = each.on
                lines.append(Content.styled(f" {t.date(on)}", "bold"))
            head, tail = self._head(each, today), self._tail(each, today)
            factor = f" #{each.factor}" if each.factor else ""
            words = " · ".join(filter(None, (" ".join(each.text.split()), tail)))
            body = f"{head}{factor}: {words}" if words else f"{head}{factor}"
            private = each.layer == "facilitators"
            # The sign of the capture line: what is only for the facilitators.
            first = f" {'%' if private else ' '} "
            wrapped = wrap(body, width, initial_indent=first, subsequent_indent=" " * 7)
            lines += [Content.styled(line, "$foreground-muted" if private else "") for line in wrapped]
        return lines

    def _warnings(self, width: int, today: str) -> list[Content]:
        """What all this gives reason to ask about, before it."""
        t, checklist, lines = self.translator, self._knowledge.checklist, list[Content]()
        for each in open_signals(self._store.rows, self._group, checklist, today):
            said = f"{fact(each, t, checklist, today)} · {t.message(each.question)}"
            first = f" % {SIGNS[each.level]} "
            lines += [Content(line) for line in wrap(said, width, initial_indent=first, subsequent_indent=" " * 7)]
        return [Content.styled(f" {t('What to ask about')}", "bold"), *lines, Content("")] if lines else []

    def _head(self, entry: Entry, today: str) -> str:
        t, record = self.translator, entry.record
        match record:
            case Contact():
                return f"{t(KIND_NAMES['contact'])} ({t(CHANNEL_NAMES[record.channel])})"
            case GroupMeeting():
                return t(KIND_NAMES["staff_meeting" if record.kind == "staff" else "meeting"])
            case Event():
                return t(EVENTS[record.kind])
            case SetAside():
                return t("Put off until {day}", day=t.day(record.until_on, today)) if record.until_on else t("Answered")
            case Note():
                return t(KIND_NAMES[record.kind])
            case Advice():
                return t(KIND_NAMES["advice"])
            case Action():
                return t(KIND_NAMES["action"])
            case StatusText():
                return t(_FIELDS[record.field])
            case Rating():
                level = record.level if record.level is not None else "–"
                return t("Reason, at {level}", level=level)
            case MilestoneReached():
                return t("Milestone reached")
        if entry.kind == "gathering":
            return t("Gathering {number}", number=entry.number or 0)
        return t(KIND_NAMES["measurement"] if entry.kind == "number" else KIND_NAMES["statement"])

    def _tail(self, entry: Entry, today: str) -> str:
        """What became of it."""
        t, record = self.translator, entry.record
        match record:
            case Advice():
                outcome = [t(OUTCOMES[record.outcome])] if record.answer == "take_along" else []
                return ", ".join([t("from {giver}", giver=self._giver(record)), t(ANSWERS[record.answer]), *outcome])
            case Action():
                moved = [t("moved ×{n}", n=record.times_moved)] if record.times_moved else []
                return ", ".join(filter(None, (record.who, t(ACTION_STATES[record.state]), *moved, record.outcome)))
            case Contact():
                return t("next {day}", day=t.day(record.next_on, today)) if record.next_on else ""
        return ""

    def _giver(self, advice: Advice) -> str:
        group = self._store.rows.get(Group, advice.giver_group_id)
        facilitator = self._store.rows.get(Facilitator, advice.giver_facilitator_id)
        if group is not None:
            return group.letter
        if facilitator is not None:
            return facilitator.name
        return self.translator("an adviser") if advice.giver == "adviser" else self.translator("giver not said")

    def _factors(self) -> list[Text]:
        """How the factors went, from gathering to gathering."""
        rows, checklist = self._store.rows, self._knowledge.checklist
        gatherings = [
            each for each in gatherings_of(rows, self._group.network_id) if rows.find(Rating, gathering_id=each.id)
        ]
        if not gatherings:
            return []
        names = checklist.short_names(self.translator.language)
        heat = factors_over_time(rows, gatherings, self._group, checklist)
        pen = Pen(self.translator.message, self.translator.months, colours=True)
        return [Text.from_ansi(line) for line in heat_lines(heat, names, _BESIDE, len(heat.rows) + 2, pen)]

    @staticmethod
    def _side_by_side(lines: Sequence[Content], beside: Sequence[Text], at: int) -> Content:
        if not beside:
            return Content("\n").join(lines)
        padded = [*lines, *[Content("")] * (len(beside) - len(lines))]
        joined = []
        for number, line in enumerate(padded):
            if number < len(beside):
                joined.append(
                    Content.assemble(line, " " * max(at - line.cell_length, 1), Content.from_rich_text(beside[number]))
                )
            else:
                joined.append(line)
        return Content("\n").join(joined)

    # --- keys

    def action_kind(self, step: int) -> None:
        """Another kind of entry, or all."""
        choices: list[Kind | None] = [None, *KINDS]
        self._kind = choices[(choices.index(self._kind) + step) % len(choices)]
        self._from_the_top()

    def action_category(self) -> None:
        """Entries about one category of factors, or all."""
        choices: list[str | None] = [None, *(each.id for each in self._knowledge.checklist.categories)]
        self._category = choices[(choices.index(self._category) + 1) % len(choices)]
        self._from_the_top()

    def action_group(self, step: int) -> None:
        """The next group, or the one before."""
        at = (self._others.index(self._group.id) + step) % len(self._others)
        self._group = self._store.rows.get(Group, self._others[at]) or self._group
        self._from_the_top()

    def _from_the_top(self) -> None:
        self.query_one("#reader-body", VerticalScroll).scroll_home(animate=False)
        self.draw()

    def action_close(self) -> None:
        """Back."""
        self.dismiss(None)

    def action_help(self) -> None:
        """What stands here."""
        from nettverk_tui.tui.screens.help import HelpScreen, timeline_help

        self.app.push_screen(HelpScreen(*timeline_help(self.translator)))
