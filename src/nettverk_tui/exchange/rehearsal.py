"""A rehearsal: a copy of a network's file on a fast clock, deleted afterwards. It never writes to the file itself."""

import contextlib
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from nettverk_tui.model.core.lookup import FoundGathering
from nettverk_tui.store import backup
from nettverk_tui.store.reading import connected
from nettverk_tui.store.store import Store, wall_clock

#: Limits of the clock's speed, as a factor.
SLOWEST, FASTEST = 1, 120


class FastClock(msgspec.Struct, frozen=True):
    """A clock that begins at a moment (UTC ms) and goes `speed` times as fast as the real one."""

    begins: int
    speed: int
    ticks: Callable[[], float]
    at_first: float

    def __call__(self) -> int:
        """Return the rehearsal's present time, in UTC ms."""
        return self.begins + int((self.ticks() - self.at_first) * 1000 * self.speed)


def fast_clock(begins: int, speed: int, ticks: Callable[[], float] = time.monotonic) -> FastClock:
    """Return a clock from now on, beginning at `begins` (UTC ms). `speed` is clamped to 1 to 120."""
    return FastClock(begins, min(max(speed, SLOWEST), FASTEST), ticks, ticks())


@contextlib.contextmanager
def rehearsal(path: Path, found: FoundGathering, speed: int) -> Iterator[Store]:
    """Open a store on a temporary copy, at the gathering's planned start. Raises CannotOpen, CopyFailed."""
    begins = found.gathering.starts_at or wall_clock()
    with tempfile.TemporaryDirectory(prefix="nettverk-rehearsal-", ignore_cleanup_errors=True) as folder:
        copy = Path(folder) / path.name
        with contextlib.closing(connected(path, writing=False)) as connection:
            backup.write_copy(connection, copy)
        # A home of its own, so that the installation's note about the file is not changed either.
        store = Store.open(copy, now=fast_clock(begins, speed), home=Path(folder) / "home")
        try:
            yield store
        finally:
            store.close()
