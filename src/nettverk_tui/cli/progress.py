"""Progress of long work on standard error, if that is a terminal; Ctrl+C ends the work with nothing half-done."""

import contextlib
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from types import FrameType
from typing import TYPE_CHECKING

from nettverk_tui.language import Translator

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

    from nettverk_tui.store.progress import Progress

#: Shorter work shows no bar.
_AFTER_SECONDS = 1.0
#: Exit status that a shell expects after Ctrl+C.
_ENDED = 130


@contextlib.contextmanager
def shown(t: Translator, words: str, *, quiet: bool = False) -> Iterator["Progress"]:
    """Give the progress function for work; `words` describe it. With `quiet` it only handles Ctrl+C.

    After Ctrl+C the program ends with a sentence and 130. It ends at the next report of progress, never in
    the middle of a step; work that can no longer be ended is finished.
    """
    from nettverk_tui.store.progress import Ended

    watch = _Watch(words, seen=not quiet and sys.stderr.isatty())
    try:
        with _interrupts(watch.interrupted):
            yield watch.tell
    except Ended:
        watch.close()
        print(t("Ended. Nothing was changed."), file=sys.stderr)
        raise SystemExit(_ENDED) from None
    finally:
        watch.close()


class _Watch:
    """The state of the work."""

    def __init__(self, words: str, *, seen: bool) -> None:
        self._words = words
        self._bar: Bar | None = None
        self._share = 0.0
        self._asked_to_end = self._told_to_end = self._closed = False
        self._lock = threading.Lock()
        # Work that reports nothing for long is shown, too.
        self._timer = threading.Timer(_AFTER_SECONDS, self._show)
        self._timer.daemon = True
        if seen:
            self._timer.start()

    def tell(self, share: float) -> None:
        from nettverk_tui.store.progress import Ended

        if self._asked_to_end:
            self._told_to_end = True
            raise Ended
        self._share = share
        if self._bar is not None:
            self._bar.update(self._bar.task_ids[0], completed=share)

    def _show(self) -> None:
        with self._lock:
            if not self._closed:
                self._bar = _bar(self._words)
                self._bar.update(self._bar.task_ids[0], completed=self._share)

    def interrupted(self) -> None:
        if self._asked_to_end and not self._told_to_end:
            # The second Ctrl+C without a report in between. With one, the work is ending, or can only be finished.
            raise KeyboardInterrupt
        self._asked_to_end = True

    def close(self) -> None:
        self._timer.cancel()
        with self._lock:
            self._closed = True
            if self._bar is not None:
                self._bar.stop()
                self._bar = None


def _bar(words: str) -> "Bar":
    """Return a started bar: description, share done, time left. It disappears when the work is done."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    bar = Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TaskProgressColumn(),
        TimeRemainingColumn(compact=True),
        console=Console(stderr=True),
        transient=True,
    )
    bar.add_task(words, total=1.0)
    bar.start()
    return bar


@contextlib.contextmanager
def _interrupts(interrupted: Callable[[], None]) -> Iterator[None]:
    """Call `interrupted` at Ctrl+C instead of raising KeyboardInterrupt."""
    # A program started with `nohup` or in a shell's background must not react to it.
    is_deaf = signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    if is_deaf or threading.current_thread() is not threading.main_thread():
        yield
        return

    def handle(_number: int, _frame: FrameType | None) -> None:
        interrupted()

    before = signal.signal(signal.SIGINT, handle)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
