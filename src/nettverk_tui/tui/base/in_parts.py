"""A large change stored part by part, so that the screen and other windows can act between the parts."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.app import App

from nettverk_tui.model.core.messages import N_, Message, Refusal
from nettverk_tui.store.locks import Busy
from nettverk_tui.store.parts import Parts, Progress, Stopped
from nettverk_tui.store.store import NotSaved, Store

if TYPE_CHECKING:
    from textual.timer import Timer


#: The least pause between two parts, in seconds: it lets keys through where no other window has the file open.
_BREATH = 0.01


class InParts:
    """One large change in progress. It goes on until it has ended, whichever screen is shown.

    `tell` gets the progress after each part; `ended` gets the reason it was not stored, or None.
    """

    def __init__(
        self,
        app: App[None],
        store: Store,
        parts: Parts,
        tell: Callable[[Progress], None],
        ended: Callable[[Message | None], None],
    ) -> None:
        self._app, self._store, self._parts = app, store, parts
        self._tell, self._ended = tell, ended
        self._timer: Timer | None = None
        self._step(lambda: next(parts))

    def stop(self) -> None:
        """Undo the parts already stored, and end."""
        if self._timer is not None:
            self._timer.stop()
        self._step(lambda: self._parts.throw(Stopped()))

    def _step(self, go_on: Callable[[], Progress]) -> None:
        try:
            progress = go_on()
        except StopIteration as end:
            self._ended(end.value.message if isinstance(end.value, Refusal) else None)
        except Busy:
            self._ended(Message(N_("Another window is writing. Try again in a moment.")))
        except NotSaved as problem:
            self._ended(problem.message)
        else:
            self._tell(progress)
            pause = max(self._store.pause(), _BREATH)
            self._timer = self._app.set_timer(pause, lambda: self._step(lambda: next(self._parts)))
