"""A file opened for reading only: no window of the app, no copy, no draft and no note of this computer."""

import sqlite3
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from nettverk_tui.model.core.messages import N_, Message
from nettverk_tui.model.journal.undo import JournalEntry
from nettverk_tui.store import file, journal
from nettverk_tui.store.backup import copies_folder
from nettverk_tui.store.file import connect
from nettverk_tui.store.progress import Progress, unseen
from nettverk_tui.store.rows import FileRows
from nettverk_tui.store.storage_advice import advice_on

if TYPE_CHECKING:
    from nettverk_tui.store.derived.search_index import SearchIndex


class Reading:
    """A file open for reading through `rows`."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self.rows = FileRows(connection)
        self.file_id = str(connection.execute("SELECT id FROM file").fetchone()["id"])
        self._connection = connection

    @classmethod
    def open(cls, path: Path, *, older: bool = False, progress: Progress = unseen) -> "Reading":
        """Open a file for reading. Raises CannotOpen, also for a file that needs an upgrade unless `older` is set.

        Rows of an older file have the default values in newer fields.
        """
        connection = connected(path, writing=False, progress=progress)
        try:
            if not older and connection.execute("PRAGMA user_version").fetchone()[0] != file.newest_version():
                words = N_("{name} was made by an older version. Open it in the app first: that upgrades it.")
                raise file.CannotOpen(Message(words, {"name": path.name}))
            return cls(path, connection)
        except BaseException:
            connection.close()
            raise

    @classmethod
    def glance(cls, path: Path) -> "Reading":
        """Open a file to read a few rows, without checking all of it. Raises CannotOpen.

        Raises sqlite3.Error if it is damaged, or another window is writing at this moment.
        """
        file.check_is_ours(path)
        connection = connect(path, writing=False, timeout_ms=file.KEY_TIMEOUT_MS)
        try:
            return cls(path, connection)
        except BaseException:
            connection.close()
            raise

    @cached_property
    def search(self) -> "SearchIndex":
        """The search index."""
        from nettverk_tui.store.derived.search_index import SearchIndex

        return SearchIndex(self._connection)

    def has_been_used(self) -> bool:
        """Return whether anything has been stored since the file was seeded."""
        return journal.has_been_used(self._connection)

    def journal(self) -> Iterator[JournalEntry]:
        """Yield all entries, oldest first."""
        seq = 0
        while entries := journal.since(self._connection, seq):
            yield from entries
            seq = entries[-1].seq

    def last_seq(self) -> int:
        """Return the number of the newest entry."""
        return journal.last_seq(self._connection)

    def last_link(self) -> str:
        """Return the journal's last link: equal in a copy that has the same entries."""
        return journal.last_link(self._connection)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()


def connected(path: Path, *, writing: bool = True, progress: Progress = unseen) -> sqlite3.Connection:
    """Return a connection to a sound file of this program. Raises CannotOpen."""
    file.check_is_ours(path)
    try:
        connection = connect(path, writing=writing)
        try:
            whole = file.looks_whole(connection, progress)
        except BaseException:
            connection.close()
            raise
    except sqlite3.OperationalError as problem:
        raise file.CannotOpen(not_opened(path, problem)) from problem
    except sqlite3.DatabaseError as problem:
        raise file.CannotOpen(_damaged(path)) from problem
    if not whole:
        connection.close()
        raise file.CannotOpen(_damaged(path))
    return connection


def not_opened(path: Path, problem: Exception) -> Message:
    """Return the message for a file that SQLite could not open."""
    return Message(N_("{name} cannot be opened: {problem}."), {"name": path.name, "problem": advice_on(problem)})


def _damaged(path: Path) -> Message:
    return Message(
        N_(
            "{name} is damaged. It was left as it is; good copies lie in {folder}. `nettverk restore` puts one back,"
            " `nettverk rescue` saves what can be read."
        ),
        {"name": path.name, "folder": copies_folder(path).name},
    )
