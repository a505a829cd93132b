"""The time of a gathering: planned, adapted and used, by item, kind of step and group."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from nettverk_tui.model.core.messages import N_
from nettverk_tui.model.core.records import Settlement
from nettverk_tui.model.core.text import one_line
from nettverk_tui.model.gathering.fair_day import balances
from nettverk_tui.model.gathering.room import Room, read_room
from nettverk_tui.model.gathering.time_report import Used, by_group, by_step_kind, item_times
from nettverk_tui.resources import Knowledge
from nettverk_tui.store.store import Store
from nettverk_tui.tui.base.hints import HelpPage
from nettverk_tui.tui.base.reader import Reader
from nettverk_tui.tui.bindings import bindings
from nettverk_tui.tui.labels import SETTLED
from nettverk_tui.tui.planned_day import name_of, short_name
from nettverk_tui.tui.widgets.hanging import HangingText

_NAME, _COLUMN, _LAST = 34, 10, 15

_HELP = HelpPage(
    N_("Times"),
    (
        N_("Planned: before the day. Adapted: what it was changed to on the way. Used: what it took."),
        N_("Own time is what counts as the group’s: not questions from others, the advisers or the changeover."),
        N_("A share is the group’s part of all own time so far, as it was planned. The differences add up to nothing."),
    ),
    ("reader",),
)


class TimeReportScreen(Reader[None]):
    """Three tables, read again when something is stored."""

    BINDINGS: ClassVar[list[BindingType]] = list(bindings("reader"))
    help_page = _HELP

    def __init__(self, store: Store, gathering_id: str, knowledge: Knowledge) -> None:
        super().__init__()
        self._store, self._gathering_id, self._knowledge = store, gathering_id, knowledge

    def compose(self) -> ComposeResult:
        yield Static(classes="page-title")
        with VerticalScroll(id="reader-body"):
            yield HangingText(id="times")
        yield Static(Content.styled(f" Esc {self.translator('back')}", "$foreground-muted"), classes="page-keys")

    def on_mount(self) -> None:
        self.query_one("#reader-body").focus()
        self.redraw()

    def redraw(self) -> None:
        t, room = self.translator, read_room(self._store.rows, self._gathering_id)
        if room is None:
            return
        title = t("What the time of gathering {number} went to", number=room.gathering.number)
        self.query_one(".page-title", Static).update(Content.assemble((f" {title}  ", "bold"), self.rehearsal_sign))
        lines = (
            self._lines(room)
            if room.clock.started_at is not None
            else [Content(f" {t('The gathering has not begun: there is nothing to tell yet.')}")]
        )
        self.query_one("#times", Static).update(Content("\n").join(lines))

    def _lines(self, room: Room) -> Sequence[Content]:
        t, now = self.translator, self._store.now()
        groups = {group.id: group for group in room.groups}
        items = [
            (
                name_of(item_time.item, groups, self._knowledge, t),
                Used(
                    item_time.planned_ms,
                    item_time.adapted_ms,
                    item_time.actual_ms,
                    int(item_time.entered_at is not None),
                ),
            )
            for item_time in item_times(room.programme, room.clock, now)
        ]
        steps = [
            (self._knowledge.relays.step(kind).name.in_language(t.language), used)
            for kind, used in by_step_kind(room.programme, room.clock, now).items()
        ]
        turns = [
            (f"{groups[id].letter}  {one_line(groups[id].unit)}", used)
            for id, used in by_group(room.programme, room.clock, now).items()
            if id in groups
        ]
        return [
            *self._table(t("Items"), items),
            *self._table(t("Steps of the turns, all together"), steps),
            *self._table(t("Groups, the steps they came to"), turns),
            *self._fairness(room, now),
        ]

    def _table(self, head: str, rows: Sequence[tuple[str, Used]]) -> Iterable[Content]:
        t = self.translator
        if not rows:
            return
        columns = (t("planned"), t("adapted"), t("used"), t("used − planned"))
        yield Content.assemble(
            (f" {one_line(head, _NAME):<{_NAME}}", "bold"),
            ("".join(f"{column:>{_COLUMN}}" for column in columns[:-1]), "$foreground-muted"),
            (f"{columns[-1]:>{_LAST}}", "$foreground-muted"),
        )
        for name, used in rows:
            yield self._row(name, used)
        yield self._row(t("together"), sum((used for _, used in rows), Used())).stylize("bold")
        yield Content("")

    def _row(self, name: str, used: Used) -> Content:
        t, over = self.translator, used.actual_ms - used.planned_ms
        numbers = [t.duration(used.planned_ms), t.duration(used.adapted_ms)]
        if not used.times:
            # An item that was not held: it used no time, and saved none either.
            return Content(
                f" {one_line(name, _NAME - 1):<{_NAME}}{numbers[0]:>{_COLUMN}}{numbers[1]:>{_COLUMN}}{'–':>{_COLUMN}}"
            )
        numbers.append(t.duration(used.actual_ms))
        sign = "+" if over >= 1000 else ""
        cells = "".join(f"{number:>{_COLUMN}}" for number in numbers)
        return Content.assemble(
            f" {one_line(name, _NAME - 1):<{_NAME}}{cells}",
            (f"{sign + t.duration(over):>{_LAST}}", "$text-warning" if over > 0 else ""),
        )

    def _fairness(self, room: Room, now: int) -> Iterable[Content]:
        """Return the lines on own time against the share, and on how overruns were settled."""
        t = self.translator
        found = balances(room.programme, room.clock, now)
        if len(found) < 2:
            return
        yield Content.styled(f" {t('Own time, against the share of all own time (+ more, − less)')}", "bold")
        groups = {group.id: group for group in room.groups}
        settled = {
            settlement.item_id: settlement
            for settlement in self._store.rows.find(Settlement, gathering_id=room.gathering.id)
        }
        for balance in found:
            name = short_name(balance.item, groups, self._knowledge, t)
            sign = "+" if balance.ms >= 1000 else ""
            words = t(
                "used {used}, {balance} against its share",
                used=t.duration(balance.charged_ms),
                balance=sign + t.duration(balance.ms),
            )
            settlement = settled.get(balance.item.id)
            if settlement is not None:
                over, way = t.duration(settlement.ms), t(SETTLED[settlement.way])
                words = f"{words} · {t('{minutes} more than it had: {way}', minutes=over, way=way)}"
            yield Content(f"  {name:<4}{words}")
