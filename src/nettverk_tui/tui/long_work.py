"""Work beside the screen that takes more than a second: a line at the foot says how far it is, and it can be ended."""

import time
from collections.abc import Callable

from textual.content import Content
from textual.widgets import Static

from nettverk_tui.language import Translator
from nettverk_tui.store.progress import Ended
from nettverk_tui.tui.running import Window

#: Work that takes less needs no line.
_AFTER_SECONDS = 1.0
_LOOK_SECONDS = 0.5
#: A shorter part says nothing about how long the rest takes.
_LEAST_SHARE = 0.02


class LongWork:
    """What is done in a thread of its own; `tell` is its progress, and the thread's only way to here."""

    def __init__(self, words: str, *, endable: bool = False, ticks: Callable[[], float] = time.monotonic) -> None:
        self.words, self.endable = words, endable
        self.is_done = False
        self._share, self._ticks, self._begun = 0.0, ticks, ticks()
        self._ended = False

    def tell(self, share: float) -> None:
        """How far it is, from 0 to 1. Raises Ended when somebody has ended the work."""
        self._share = share
        if self._ended:
            raise Ended

    def end(self) -> None:
        """Let it end at the next word about how far it is."""
        self._ended = True

    def line(self, t: Translator) -> str:
        """What the foot says of it; nothing of work that is done or has only just begun."""
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
    """The line itself; it follows the screen that is seen, and goes when the work is done."""

    DEFAULT_CSS = "WorkLine { dock: bottom; height: 1; background: $panel; color: $text-warning; }"


def follow(app: Window, work: LongWork) -> None:
    """Show how far the work is until it is done."""

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
