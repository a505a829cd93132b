"""A snapshot of the file at one moment, to be read while others go on typing.

In journal mode TRUNCATE a reader excludes COMMIT, so one long read would block every Enter. A copy is made slice by
slice instead, each under a lock of a few milliseconds; a waiting writer comes first, for its lock keeps new readers
out. SQLite restarts the copy when another connection has stored something in between. After some restarts it is
copied in one go, for a file that is written all the time: docs/performance.md has the measurements.
"""

import sqlite3
import time
from functools import partial
from pathlib import Path

from nettverk_tui.store import file
from nettverk_tui.store.locks import Busy
from nettverk_tui.store.progress import Progress, unseen

#: 1 MB in SQLite's default page size: 1 to 3 ms.
_SLICE_PAGES = 256
_MOST_BEGINNINGS = 8
#: How long another window may hold the lock before Busy is raised.
_PATIENCE_SECONDS = 30
_PAUSE_SECONDS = 0.01


class _NeverAtRest(Exception):
    """The copy was restarted too often."""


def copy(source: sqlite3.Connection, target: sqlite3.Connection, progress: Progress = unseen) -> None:
    """Copy the content of one file at one moment into another. Raises Busy and sqlite3.Error.

    `target` is not flushed to the disk, as that would be under the lock of the last slice: the caller does it.
    """
    # Not OFF: an abandoned copy is rolled back before the next one begins.
    target.execute("PRAGMA journal_mode = MEMORY")
    target.execute("PRAGMA synchronous = OFF")
    watch = _Watch(progress)
    try:
        source.backup(target, pages=_SLICE_PAGES, progress=watch.in_slices, sleep=_PAUSE_SECONDS)
    except _NeverAtRest:
        source.backup(target, pages=-1, progress=watch.in_one_go, sleep=_PAUSE_SECONDS)


class _Watch:
    """Count restarts and waiting time between two slices of a copy."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._beginnings, self._left = 0, 0
        self._waits_since: float | None = None

    def in_slices(self, status: int, left: int, of: int) -> None:
        if left > self._left:
            self._beginnings += 1
            if self._beginnings > _MOST_BEGINNINGS:
                raise _NeverAtRest
        self._left = left
        self.in_one_go(status, left, of)

    def in_one_go(self, status: int, left: int, of: int) -> None:
        if status not in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            self._waits_since = None
        elif self._waits_since is None:
            self._waits_since = time.monotonic()
        elif time.monotonic() - self._waits_since > _PATIENCE_SECONDS:
            raise Busy
        self._progress((of - left) / max(of, 1))


def snapshot(path: Path, progress: Progress = unseen, *, damaged: bool = False) -> sqlite3.Connection:
    """Return a connection to a temporary copy, deleted when closed. Raises CannotOpen, Busy and sqlite3.Error.

    Without room for a copy the file itself is read, in one transaction: writers may have to wait for it.
    """
    file.check_is_ours(path)
    source = file.connect(path, writing=False, damaged=damaged)
    try:
        # No name: on the disk if needed, and deleted with its connection, also after a kill.
        target = sqlite3.connect("", isolation_level=None, factory=file.Connection)
        try:
            copy(source, target, progress)
        except BaseException as problem:
            target.close()
            if not _is_full(problem):
                raise
            source.execute("BEGIN")
            source.execute("SELECT 1 FROM sqlite_master").fetchone()
            return _prepared(source, damaged=damaged)
    except BaseException:
        source.close()
        raise
    source.close()
    return _prepared(target, damaged=damaged)


def _is_full(problem: BaseException) -> bool:
    return isinstance(problem, sqlite3.OperationalError) and ("full" in str(problem) or "open" in str(problem))


def _prepared(connection: sqlite3.Connection, *, damaged: bool) -> sqlite3.Connection:
    connection.row_factory = sqlite3.Row
    # Bytes that are not UTF-8 are damage to report, not a query that fails.
    connection.text_factory = partial(str, encoding="utf-8", errors="replace")
    for pragma in ("trusted_schema = OFF", "cell_size_check = ON", *(["writable_schema = ON"] if damaged else [])):
        connection.execute(f"PRAGMA {pragma}")
    return connection
