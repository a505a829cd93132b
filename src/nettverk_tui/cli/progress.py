"""How far long work is, on standard error where that is a terminal, and Ctrl+C ends it with nothing half-done."""

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

#: Work that takes less needs no bar.
_AFTER_SECONDS = 1.0
#: What a shell expects of a program that Ctrl+C has ended.
_ENDED = 130


@contextlib.contextmanager
def shown(t: Translator, words: str, *, quiet: bool = False) -> Iterator["Progress"]:
    """The progress of work, to be handed to it; `words` say what is done. It can be ended also where it is `quiet`.

    Where Ctrl+C ends the work the program ends with a sentence and 130. It ends at the next word about how far the work
    is, so that it never ends between two things that belong together; work that can no longer be ended is finished.
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
    """What is known of the work."""

    def __init__(self, words: str, *, seen: bool) -> None:
        self._words = words
        self._bar: Bar | None = None
        self._share = 0.0
        self._asked_to_end = self._told_to_end = self._closed = False
        self._lock = threading.Lock()
        # Also work that has nothing to say for long is shown.
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
            # Twice, and the work has said nothing meanwhile. If it has, it is ending, or can only be finished.
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
    """A bar that has begun: what, how much of it, how long it may still take. It goes when the work is done."""
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
    """Ctrl+C calls this instead of breaking in wherever the program stands."""
    # A program that was started with `nohup` or beside a shell's own work is not meant to hear it.
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
