"""Work in a thread beside the screen: a line at the foot shows progress, and it can be cancelled."""

import time
from collections.abc import Callable

from textual.content import Content
from textual.widgets import Static

from nettverk_tui.language import Translator
from nettverk_tui.store.progress import Ended
from nettverk_tui.tui.running import Window

#: Seconds; shorter work needs no line.
_AFTER_SECONDS = 1.0
_LOOK_SECONDS = 0.5
#: A smaller share done is too little to estimate the rest from.
_LEAST_SHARE = 0.02


class LongWork:
    """Work in a thread of its own; `tell` is its progress, and the only thing the thread touches here."""

    def __init__(self, words: str, *, endable: bool = False, ticks: Callable[[], float] = time.monotonic) -> None:
        self.words, self.endable = words, endable
        self.is_done = False
        self._share, self._ticks, self._begun = 0.0, ticks, ticks()
        self._ended = False

    def tell(self, share: float) -> None:
        """Report progress, from 0 to 1. Raises Ended when the work has been cancelled."""
        self._share = share
        if self._ended:
            raise Ended

    def end(self) -> None:
        """Cancel: the thread ends at its next report."""
        self._ended = True

    def line(self, t: Translator) -> str:
        """Return the line at the foot; empty when the work is done or has only just begun."""
        elapsed = self._ticks() - self._begun
        if self.is_done or elapsed < _AFTER_SECONDS:
            return ""
        share = min(self._share, 1.0)
        done = f"{self.words}: {t.percent(round(100 * share))}"
        if share > _LEAST_SHARE:
            left = t.duration(round(1000 * elapsed * (1 - share) / share))
            done = t("{done}, about {left} left", done=done, left=left)
        return t("{done}  Esc ends it", done=done) if self.endable else done


class WorkLine(Static):
    """The line itself; it moves to the screen on top, and goes when the work is done."""

    DEFAULT_CSS = "WorkLine { dock: bottom; height: 1; background: $panel; color: $text-warning; }"


def follow(app: Window, work: LongWork) -> None:
    """Show the progress of the work until it is done."""

    def look() -> None:
        if not app.is_running or work.is_done:
            timer.stop()
        words = work.line(app.translator)
        for screen in app.screen_stack:
            for line in screen.query(WorkLine):
                if screen is not app.screen or not words:
                    line.remove()
        if words and app.screen.is_mounted:
            shown = Content(f" {words}")
            there = app.screen.query(WorkLine)
            if there:
                there.first().update(shown)
            else:
                app.screen.mount(WorkLine(shown))

    timer = app.set_interval(_LOOK_SECONDS, look)
