"""The live gathering: one screen that follows the clock, shows the current step, and takes in entries.

It holds no rules. Keys become commands, the store decides, and everything shown is read again from the file.
"""

import contextlib
from collections.abc import Callable
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.content import Content
from textual.widgets import Static

from nettverk_tui.model.commands import Command
from nettverk_tui.model.commands import Place as SaidPlace
from nettverk_tui.model.core.messages import N_
from nettverk_tui.model.core.records import Network
from nettverk_tui.model.core.rows import Rows
from nettverk_tui.model.core.text import one_line
from nettverk_tui.model.gathering.room import Room, read_room, unfinished
from nettverk_tui.model.gathering.timekeeping import Place
from nettverk_tui.resources import Knowledge
from nettverk_tui.store.locks import Busy
from nettverk_tui.store.store import Store
from nettverk_tui.tui.bindings import Key, bindings
from nettverk_tui.tui.screens.runner.panel import Panel
from nettverk_tui.tui.screens.runner.panels import PANELS, panel_for
from nettverk_tui.tui.screens.runner.projector import Projector
from nettverk_tui.tui.screens.runner.recorder import Recorder
from nettverk_tui.tui.screens.runner.timekeeper import Timekeeper
from nettverk_tui.tui.screens.runner.top_bar import TopBar
from nettverk_tui.tui.screens.runner.tour import Tour
from nettverk_tui.tui.screens.runner.waiting import Step, Waiting
from nettverk_tui.tui.screens.runner.writing_screen import WritingScreen
from nettverk_tui.tui.widgets.capture_line import CaptureLine
from nettverk_tui.tui.widgets.echo import Echo
from nettverk_tui.tui.widgets.field import Field

_TICK_SECONDS = 0.5
_RETRY_SECONDS = 0.25
#: The second screen is to follow within half a second, and looks five times a second.
_PUBLISH_SECONDS = 0.25


class RunnerScreen(WritingScreen):
    """One gathering, live. Raises LookupError if the file has no such gathering."""

    BINDINGS: ClassVar[list[BindingType]] = list(bindings("runner"))
    CSS_PATH = "runner.tcss"
    AUTO_FOCUS = ".panel"
    has_menu = True
    digits_act = True

    def __init__(self, store: Store, gathering_id: str, knowledge: Knowledge) -> None:
        super().__init__()
        self.store = store
        self.knowledge = knowledge
        self.gathering_id = gathering_id
        room = read_room(store.rows, gathering_id)
        if room is None:
            raise LookupError(gathering_id)
        self.room: Room = room
        self.viewing: str | None = None
        self.overlay: str | None = None
        self._follows = False
        self._shown: tuple[str | None, str | None] = (None, None)
        self._panels = {kind: kind() for kind in PANELS}
        self.panel: Panel = self._panels[panel_for(None, None)]
        self._switching = False
        self.timekeeper = Timekeeper(self)
        self.waiting = Waiting(self)
        self.projector = Projector(self)

    def compose(self) -> ComposeResult:
        yield TopBar()
        yield Container(*self._panels.values(), id="body")
        yield from self.compose_writing()
        yield Echo(id="echo")
        yield Tour()
        yield Static(classes="page-keys")

    def on_mount(self) -> None:
        line = self.query_one(CaptureLine)
        line.placeholder = self.placeholder
        self.recorder = Recorder(self, line)
        line.when_stored = self.recorder.store
        self._show_panel()
        self._draw_top()
        self._tick_later()
        self.set_interval(_PUBLISH_SECONDS, self._publish)
        # Before the first key can reach the line: a key typed into an empty line takes its draft away.
        self._resume()

    def on_resize(self) -> None:
        self._draw_top()
        self.draw_keys()

    # --- the interface for panels

    @property
    def rows(self) -> Rows:
        """The file, for reading."""
        return self.store.rows

    @property
    def network_zone(self) -> str:
        return self.room.network.zone

    def now(self) -> int:
        """Return the current time (ms, UTC)."""
        return self.store.now()

    @property
    def today(self) -> str:
        """The local date."""
        return self.t.local(self.now()).date().isoformat()

    @property
    def place(self) -> Place | None:
        """The step on show: the clock's, unless another was chosen."""
        programme = self.room.programme
        if self.viewing is not None:
            return programme.place(self.viewing)
        here = self.room.here
        if here is not None:
            return here
        return programme.places[0] if programme.places else None

    def place_now(self) -> SaidPlace:
        """Return the place that an entry said now belongs to."""
        place = self.place
        return SaidPlace(
            gathering_id=self.gathering_id,
            group_id=place.item.group_id if place is not None else None,
            step=place.step.kind if place is not None else None,
            factor=self.panel.factor_in_focus() if self.overlay is None else None,
        )

    @property
    def step_id(self) -> str:
        """The step on show."""
        return self.place.step.id if self.place is not None else ""

    # --- sending commands

    def send(
        self,
        command: Command,
        then: Callable[[], None] | None = None,
        waits: Callable[[], None] | None = None,
        fails: Callable[[], None] | None = None,
    ) -> bool:
        """Carry out a command, and call `then` when it is stored; return False if it was refused or must wait."""
        return self.waiting.do(Step(partial(self.store.apply, command), then, waits, fails))

    def reread(self) -> None:
        """Read everything on show again; reads that fail while another window writes are repeated a moment later."""
        if self._switching:
            return
        try:
            self._reread()
        except Busy:
            self.set_timer(_RETRY_SECONDS, self.reread)

    def _reread(self) -> None:
        room = read_room(self.rows, self.gathering_id)
        if room is None:
            return
        self.room = room
        self._stay_with_writer()
        place = self.place
        if self._shown != (self.overlay, place.step.id if place is not None else None):
            self._show_panel()
        else:
            self.panel.place = place
            self.panel.refresh_panel()
        self._draw_top()

    def _stay_with_writer(self) -> None:
        """Keep the focus in a field that is being written in: letters typed next would be taken for commands."""
        shown = self.panel.place
        moved = shown is not None and self.place is not None and self.place.step.id != shown.step.id
        if shown is not None and moved and self.overlay is None and isinstance(self.focused, Field):
            self.viewing, self._follows = shown.step.id, True
            self.tell(self.t("The clock has moved on. Esc stores the field and follows it."))

    def _show_panel(self) -> None:
        """Change panels. The old one stores the text of its fields, which must not show it again."""
        place = self.place
        self._shown = (self.overlay, place.step.id if place is not None else None)
        writing = isinstance(self.focused, CaptureLine)
        self.recorder.speakers.step_changed()
        self._switching = True
        try:
            self.panel.leave()
        finally:
            self._switching = False
        self.panel = self._panels[panel_for(self.overlay, place)]
        self.panel.enter(place)
        if not writing:
            self.set_focus(self.panel)
        self.draw_keys()

    # --- drawing

    def _draw_top(self) -> None:
        self.query_one(TopBar).show(
            self.room,
            self.place,
            viewing=self.viewing is not None,
            now=self.now(),
            knowledge=self.knowledge,
            t=self.t,
            rehearsal=self.nettverk.rehearsal,
        )

    def on_descendant_focus(self) -> None:
        if self._follows and not isinstance(self.focused, Field):
            self._follows, self.viewing = False, None
            self.reread()

    # --- time passing

    def _tick_later(self) -> None:
        self.set_timer(self.timekeeper.until_tick(_TICK_SECONDS), self._tick)

    def _tick(self) -> None:
        self._tick_later()
        self.timekeeper.tick()
        self._draw_top()
        with contextlib.suppress(Busy):
            self.query_one(Tour).look(self)

    def _publish(self) -> None:
        with contextlib.suppress(Busy):
            self.projector.tick()

    def file_changed(self) -> None:
        self.reread()

    def _resume(self) -> None:
        """Put back half-typed text, and say how far the day has come."""
        if self.room.network.demo:
            self.tell(self.t("F12: a tour of two minutes. Try anything: this is the demo."))
        for notice in self.store.notices():
            self.tell(self.t.message(notice))
        self._say_unfinished()
        self.recorder.restore()
        # Asked once for each opening of the file: coming back from the list is no absence.
        alive, self.store.last_sign_of_life = self.store.last_sign_of_life, None
        self.timekeeper.resume(alive)

    def _say_unfinished(self) -> None:
        """Say before this gathering begins that another is still going on, or was never closed."""
        t = self.t
        for other, clock in unfinished(self.rows, self.room.gathering):
            network = self.rows.get(Network, other.network_id)
            number = t("Gathering {number}", number=other.number)
            elsewhere = network is not None and network.id != self.room.network.id
            name = f"{number} · {one_line(network.name, 30)}" if elsewhere and network is not None else number
            if clock.phase == "running":
                self.tell(t("{gathering} is not closed, and its clock is running.", gathering=name))
            else:
                self.tell(t("{gathering} is not closed yet: its closing does that.", gathering=name))

    # --- the clock's keys

    def go_to(self, place: Place | None) -> None:
        """Move the clock to a step."""
        self.viewing = self.overlay = None
        self.timekeeper.go_to(place)

    def action_start_pause(self) -> None:
        """Start the day, pause it, or go on."""
        self.timekeeper.start_or_pause()

    def action_next_step(self) -> None:
        """Move the clock to the next step."""
        self.go_to(self.room.programme.next(self.room.clock))

    def action_previous_step(self) -> None:
        """Move the clock to the previous step."""
        place = self.room.programme.back(self.room.clock)
        if place is None:
            self.tell(self.t("This is the beginning of the programme."))
        else:
            self.go_to(place)

    def action_next_group(self) -> None:
        """Move the clock to the next group's turn."""
        place = self.room.programme.next_group(self.room.clock)
        if place is None:
            turns = any(item.kind == "relay" for item in self.room.programme.items)
            words = N_("Every group has had its turn.") if turns else N_("No group has a turn in this programme.")
            self.tell(self.t(words))
        else:
            self.viewing = self.overlay = None
            self.timekeeper.go_to_group(place)

    def action_adjust(self, minutes: int) -> None:
        """Give this step a minute more or less."""
        self.timekeeper.adjust(minutes)

    def action_started_ago(self) -> None:
        """Ask how many minutes ago the step began."""
        self.ask_in_line("ago", self.gathering_id)

    def action_forget_gap(self) -> None:
        """Take the unused time out of the step, as offered in the footer."""
        self.timekeeper.forget_gap()

    # --- other views

    def action_show(self, what: str) -> None:
        """Show attendance, the entries, or the programme; the same key goes back."""
        self.overlay = None if self.overlay == what else what
        self.reread()

    def action_back(self) -> None:
        """Go back to the clock's step; from there, leave the tour."""
        if self.overlay is None and self.viewing is None and self.query_one(Tour).end():
            return
        self.overlay = self.viewing = None
        self.tell("")
        self.reread()

    def view(self, place: Place) -> None:
        """Show a step without moving the clock."""
        here = self.room.here
        self.viewing = None if here is not None and here.step.id == place.step.id else place.step.id
        self.overlay = None
        self.reread()

    @property
    def network_looked_on(self) -> Network | None:
        return self.rows.get(Network, self.room.gathering.network_id)

    def action_minutes(self) -> None:
        """Show the minutes as they are now."""
        self.app.push_screen(self.pages.minutes(self.store, self.gathering_id, self.knowledge))

    def help(self) -> tuple[str, Content]:
        """Return title and text on this step and its keys."""
        from nettverk_tui.tui.screens.runner.help import step_help

        return step_help(self.place, self.panel.context, self.knowledge, self.t)

    def action_tour(self) -> None:
        """Begin the tour, or go on in it; its offer has been taken up."""
        self.tell("")
        self.query_one(Tour).step(self)

    def action_second_screen(self) -> None:
        """Choose the next view of the second screen."""
        self.projector.choose_next()

    def action_blank_screen(self) -> None:
        """Blank the second screen, or show its earlier view again."""
        self.projector.blank()

    def action_leave(self) -> None:
        """Go to the list of gatherings; the clock goes on."""
        self.nettverk.show_home()

    # --- undo

    def action_turn(self, way: str) -> None:
        """Undo the last change, or redo the last undone one."""
        # Text left half written by a killed program is its writer's last change. Stored when undo has moved the clock
        # away from it, it would be an entry after the undo, which could not be done again.
        self.panel.store_left()
        self.viewing = None
        self.turn(self.store, way, self.reread)

    def cursor_position(self) -> tuple[Panel, int]:
        return self.panel, self.panel.cursor

    def restore_cursor(self, position: tuple[Panel, int]) -> None:
        panel, cursor = position
        if panel is self.panel:
            panel.cursor = cursor
            panel.draw()

    def is_of_row(self, key: Key, place: object) -> bool:  # noqa: ARG002
        return place is self.panel

    # --- sending

    def carry_out_turn(self, store: Store, way: str, id: str, redraw: Callable[[], object], done: str) -> None:  # noqa: ARG002
        """Undo or redo as everywhere; if another window has locked the file, do so a moment later."""
        turn = self.store.undo if way == "undo" else self.store.redo
        self.waiting.do(Step(lambda: turn(id), lambda: self.tell(done)))
