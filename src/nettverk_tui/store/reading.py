"""A file opened to read from and nothing else: no window of the app, no copy, no draft and no note of this computer."""

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
from nettverk_tui.store.trouble import in_words

if TYPE_CHECKING:
    from nettverk_tui.store.derived.search_index import SearchIndex


class Reading:
    """An open file to read from, through `rows`."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self.rows = FileRows(connection)
        self.file_id = str(connection.execute("SELECT id FROM file").fetchone()["id"])
        self._connection = connection

    @classmethod
    def open(cls, path: Path, *, older: bool = False, progress: Progress = unseen) -> "Reading":
        """Open a file for reading. Raises CannotOpen; also where it first has to be upgraded, unless `older` will do.

        A row of an older file has the usual values in the fields that came later.
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
        """Open a file for a look at a few rows, without reading it whole to see whether it is. Raises CannotOpen.

        Raises sqlite3.Error where it is damaged, or another window is writing at this very moment.
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
        """What was said, so that it is found again."""
        from nettverk_tui.store.derived.search_index import SearchIndex

        return SearchIndex(self._connection)

    def has_been_used(self) -> bool:
        """Whether anything has been stored since the file was seeded."""
        return journal.has_been_used(self._connection)

    def journal(self) -> Iterator[JournalEntry]:
        """Every entry, oldest first."""
        seq = 0
        while entries := journal.since(self._connection, seq):
            yield from entries
            seq = entries[-1].seq

    def last_seq(self) -> int:
        """The number of the newest entry."""
        return journal.last_seq(self._connection)

    def last_link(self) -> str:
        """The journal's last link: the same in a copy that has nothing more and nothing less."""
        return journal.last_link(self._connection)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()


def connected(path: Path, *, writing: bool = True, progress: Progress = unseen) -> sqlite3.Connection:
    """A connection to a file that is ours and whole. Raises CannotOpen."""
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
    """Why SQLite could not open the file."""
    return Message(N_("{name} cannot be opened: {problem}."), {"name": path.name, "problem": in_words(problem)})


def _damaged(path: Path) -> Message:
    return Message(
        N_(
            "{name} is damaged. It was left as it is; good copies lie in {folder}. `nettverk restore` puts one back,"
            " `nettverk rescue` saves what can be read."
        ),
        {"name": path.name, "folder": copies_folder(path).name},
    )
