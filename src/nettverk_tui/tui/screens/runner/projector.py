"""The record that the runner publishes for the second screen, written again when its contents have changed."""

import contextlib
from collections.abc import Mapping
from typing import TYPE_CHECKING

from nettverk_tui.model.core.messages import N_, Message
from nettverk_tui.tui.screens.runner.interface import Runner

if TYPE_CHECKING:
    from nettverk_tui.model.gathering.room import Room
    from nettverk_tui.tui.second_screen.published import View

_WORDS: Mapping[str, str] = {
    "follow": N_("Second screen: what is being done"),
    "programme": N_("Second screen: the programme"),
    "chart": N_("Second screen: the group’s chart"),
    "heat": N_("Second screen: the heat map of the groups that agreed"),
    "blank": N_("Second screen: blank"),
}
_MINUTE_MS = 60_000


class Projector:
    """`view` is the facilitator's choice. Nothing is made before the first tick after the screen is drawn."""

    def __init__(self, runner: Runner) -> None:
        self._runner = runner
        self.view: View = "follow"
        self._before: View = "follow"
        self._made_of: tuple[object, ...] = ()
        self._room: Room | None = None
        self._written = ""
        #: The reason why the room does not see the chosen view; None if it does.
        self._why: Message | None = None
        #: True while a view chosen here is not written yet.
        self._chosen = False

    def tick(self) -> None:
        """Write the record if anything it is made of has changed."""
        runner = self._runner
        factor = runner.panel.factor_in_focus() if runner.overlay is None and runner.viewing is None else None
        if runner.store.read_only is not None:
            return
        # The room is read again whenever a change is stored.
        made_of = (factor, self.view, runner.now() // _MINUTE_MS)
        if runner.room is self._room and made_of == self._made_of:
            return
        import msgspec

        from nettverk_tui.tui.second_screen.published import publish, why_not_shown

        record = publish(runner.rows, runner.room, runner.knowledge, runner.now(), self.view, factor)
        text = msgspec.json.encode(msgspec.structs.replace(record, window=runner.store.window)).decode()
        if self._is_led_elsewhere():
            # If that window dies, this one writes at its next change, or within the minute.
            self._written = ""
        elif text != self._written:
            if not runner.store.publish(text):
                return
            self._written = text
        why = why_not_shown(record)
        if why is not None and why != self._why and not self._chosen:
            runner.tell(self._words(why))
        self._why, self._chosen = why, False
        self._made_of, self._room = made_of, runner.room

    def _is_led_elsewhere(self) -> bool:
        """Return True if another living window has the screen: two must not take it from each other at every key."""
        import msgspec

        from nettverk_tui.tui.second_screen.published import Published

        text = None if self._chosen else self._runner.store.published_elsewhere()
        if text is None:
            return False
        with contextlib.suppress(msgspec.DecodeError):
            return msgspec.json.decode(text, type=Published).window in self._runner.store.other_windows()
        return False

    def choose_next(self) -> None:
        """Choose the next of the views."""
        from nettverk_tui.tui.second_screen.published import VIEWS

        self._choose(VIEWS[(VIEWS.index(self.view) + 1) % len(VIEWS)])

    def blank(self) -> None:
        """Show only a clock on the second screen, or the earlier view again."""
        self._choose(self._before if self.view == "blank" else "blank")

    def _choose(self, view: "View") -> None:
        if self.view != "blank":
            self._before = self.view
        self.view, self._chosen = view, True
        self.tick()
        self._runner.tell(self._words(self._why))

    def _words(self, why: Message | None) -> str:
        """Return the name of the view, and the reason if it is not shown."""
        t, shown = self._runner.t, self._runner.t(_WORDS[self.view])
        if self._runner.store.read_only is not None:
            return t("This file is only read here: the second screen is led from elsewhere.")
        return f"{shown} – {t.message(why)}" if why is not None else shown
