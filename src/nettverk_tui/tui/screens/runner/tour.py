"""A tour of two minutes: one sentence at the foot of the gathering, which changes once its task has been done."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from textual.content import Content
from textual.widgets import Static

from nettverk_tui.model.core.messages import N_
from nettverk_tui.tui.bindings import Context
from nettverk_tui.tui.screens.runner.interface import Runner

#: The data the tour looks at: the screen, and the kinds of entries stored since the stop was shown.
_Done = Callable[[Runner, Sequence[str]], bool]


def _at(*contexts: Context) -> _Done:
    return lambda runner, _: runner.overlay is None and runner.panel.context in contexts


def _shows(overlay: str) -> _Done:
    return lambda runner, _: runner.overlay == overlay


def _stored(*kinds: str) -> _Done:
    return lambda _, stored: any(kind in kinds for kind in stored)


class Stop(NamedTuple):
    """A task, and the test that it has been done. `at` is the panel it is shown in; None is any panel."""

    words: str
    done: _Done
    at: Context | None = None


STOPS: Sequence[Stop] = (
    Stop(N_("The room is ready. PgDn goes on in the programme, to a group’s opening card."), _at("card")),
    Stop(
        N_("This was promised last time. ↑ and ↓ point, 1: done, 2: another date, 3: dropped."),
        _stored("SettleAction", "MoveAction", "SetOutcome"),
        "card",
    ),
    Stop(
        N_("PgDn: the group presents its status. The time of the step runs at the top."),
        _at("status"),
        "card",
    ),
    Stop(N_("PgDn: the critical factors, those with a star at every gathering."), _at("factors"), "status"),
    Stop(
        N_("1 to 4 answers, and the next factor is in hand. Tab shows what else can be done."),
        _stored("Rate"),
        "factors",
    ),
    Stop(
        N_("Just write: + Ring apoteket @leder :fri, and press Enter: an action with who and when."),
        _stored("AddAction"),
    ),
    Stop(N_("Ctrl+Z (or Tab u) says what it would take back. Enter does it."), _stored("undo")),
    Stop(
        N_("PgDn until the others give advice. Write C: before what C says; C speaks until another letter is named."),
        _at("round", "advice"),
    ),
    Stop(N_("Write what they say. In this step plain text is advice."), _stored("AddAdvice")),
    Stop(
        N_("F6: the programme, with the times as they will be. ⇧← and ⇧→ take and give a minute."), _shows("programme")
    ),
    Stop(N_("F5: everything that was said; Enter corrects it, Tab has the rest."), _shows("log")),
    Stop(
        N_(
            "That is all there is to it. F3 has the minutes, F1 helps at every step. Nothing needs saving."
            " Esc ends the tour."
        ),
        lambda *_: False,
    ),
)


class Tour(Static):
    """The current stop of the tour; hidden while the tour is not under way."""

    def __init__(self) -> None:
        super().__init__(id="tour")
        self._stop: int | None = None
        self._since = 0

    def on_mount(self) -> None:
        self.display = False

    def step(self, runner: Runner) -> None:
        """Begin the tour; while it is under way, go on to the next stop; after the last one, end it."""
        self._go(runner, 0 if self._stop is None else self._stop + 1)

    def look(self, runner: Runner) -> None:
        """Go on to the next stop if this one's task has been done."""
        if self._stop is not None:
            stored = [
                entry.kind if entry.category == "do" else entry.category for entry in runner.store.since(self._since)
            ]
            if STOPS[self._stop].done(runner, stored):
                self._go(runner, self._stop + 1)
            elif (further := self._further(runner, self._stop)) is not None:
                self._go(runner, further)

    @staticmethod
    def _further(runner: Runner, stop: int) -> int | None:
        """Return the later stop of the panel that the user has moved on to; None if this stop still applies."""
        here = runner.panel.context
        if runner.overlay is not None or STOPS[stop].at in (None, here):
            return None
        return next((number for number in range(stop + 1, len(STOPS)) if STOPS[number].at == here), None)

    def end(self) -> bool:
        """End the tour; return False if it was not under way."""
        under_way, self._stop, self.display = self._stop is not None, None, False
        return under_way

    def _go(self, runner: Runner, stop: int) -> None:
        self._stop = stop if stop < len(STOPS) else None
        self._since = runner.store.last_seq()
        self.display = self._stop is not None
        if self._stop is not None:
            t = runner.t
            where = t("tour {n} of {all}", n=self._stop + 1, all=len(STOPS))
            self.update(Content.assemble((f" {where} ", "bold reverse"), f" {t(STOPS[self._stop].words)}"))
