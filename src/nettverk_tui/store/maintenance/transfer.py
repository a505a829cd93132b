"""Reading and writing a file's rows unchanged: for exports that lose nothing."""

import contextlib
import math
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from nettverk_tui.model.core.records import RECORD_OF
from nettverk_tui.store import file, journal
from nettverk_tui.store.derived import Derived
from nettverk_tui.store.file import CannotOpen
from nettverk_tui.store.maintenance.lost_pages import Found, Key, columns_of
from nettverk_tui.store.maintenance.lost_pages import read as read_pages
from nettverk_tui.store.maintenance.raw_pages import Pages
from nettverk_tui.store.progress import Progress, unseen
from nettverk_tui.store.reading import not_opened
from nettverk_tui.store.schema import DERIVED_SINCE
from nettverk_tui.store.snapshot import snapshot
from nettverk_tui.store.storage_advice import advice_on


class Refused(Exception):
    """A row the file refuses: its place in its table, counted from 1, and the reason."""

    def __init__(self, table: str, number: int, problem: Exception) -> None:
        super().__init__(str(problem))
        self.table, self.number = table, number


class NotWritten(Exception):
    """The new file could not be written; `words` gives the reason as a clause for after a colon."""

    def __init__(self, problem: Exception) -> None:
        super().__init__(str(problem))
        self.words = advice_on(problem)


class Missing(NamedTuple):
    """The losses of a damaged file: rows that its journal names, and entries of the journal.

    With `and_more` the journal itself has gaps: the number of entries after the last readable one is not known.
    """

    rows: int
    entries: int
    and_more: bool


class Source:
    """A file to read completely, as it is at one moment, also a damaged one.

    Rows that the trees of a damaged file do not lead to are read from its pages. `gaps` are the tables where that
    was needed, or that have values no version of this program wrote. Raises CannotOpen, and Busy; with `insisting`
    also a file with wrong first bytes is read, for they may be damaged.
    """

    def __init__(self, path: Path, progress: Progress = unseen, *, insisting: bool = False) -> None:
        self._path = path
        self._connection: sqlite3.Connection | None = None
        self.gaps: set[str] = set()
        try:
            self._connection = snapshot(path, progress, damaged=True)
        except file.NotOurs:
            if not insisting:
                raise
        except sqlite3.OperationalError as problem:
            raise CannotOpen(not_opened(path, problem)) from problem
        except sqlite3.DatabaseError:
            # Not even the list of its tables can be read.
            pass
        self.schema = self._schema()
        self.file = dict(next(iter(self.rows("file")), {}))
        self.file.pop("only", None)

    def _schema(self) -> int:
        if self._connection is not None:
            with contextlib.suppress(sqlite3.DatabaseError):
                return int(self._connection.execute("PRAGMA user_version").fetchone()[0])
        return file.newest_version()

    def rows(self, table: str) -> Iterator[dict[str, Any]]:
        """Yield the rows in the order they were created, with all columns unchanged."""
        last = None
        try:
            for row in self._through_the_tree(table):
                last = row.pop("_rowid")
                yield self._plain(table, row)
        except sqlite3.DatabaseError:
            # A page cannot be read: the others may still be readable.
            self.gaps.add(table)
            for number, values in sorted(self.lost.rows.get(table, {}).items()):
                if last is None or number > last:
                    yield dict(values)

    def _through_the_tree(self, table: str) -> Iterator[dict[str, Any]]:
        if not self._columns[table]:
            # The table was added in a later version.
            return
        if self._connection is None:
            raise sqlite3.DatabaseError
        rows = self._connection.execute(f"SELECT rowid AS _rowid, * FROM {table} ORDER BY rowid")
        if not self._columns[table] <= {name for name, *_ in rows.description}:
            # The table's root is damaged; its pages may be sound.
            raise sqlite3.DatabaseError
        for row in rows:
            yield dict(row)

    def _plain(self, table: str, row: dict[str, Any]) -> dict[str, Any]:
        for name, value in row.items():
            if isinstance(value, bytes) or (isinstance(value, float) and not math.isfinite(value)):
                self.gaps.add(table)
                row[name] = value.decode("utf-8", "replace") if isinstance(value, bytes) else None
        return row

    @cached_property
    def _columns(self) -> Mapping[str, Set[str]]:
        columns = columns_of(min(self.schema, file.newest_version()))
        return {table: {column.name for column in of_table} for table, of_table in columns.items()}

    @cached_property
    def lost(self) -> Found:
        """Return the rows of all sound pages, whether a tree leads to them or not."""
        return self.read_lost(unseen)

    def read_lost(self, progress: Progress) -> Found:
        """Return the rows of all sound pages, reporting progress."""
        with Pages(self._path) as pages:
            return read_pages(pages, set(self._known()), progress)

    def _known(self) -> Iterator[Key]:
        for table in RECORD_OF:
            with contextlib.suppress(sqlite3.DatabaseError):
                for row in self._through_the_tree(table):
                    yield table, row["id"]

    def count(self) -> int:
        """Return about how many rows there are, the journal's included."""
        count = 0
        for table in (*RECORD_OF, "journal"):
            with contextlib.suppress(sqlite3.DatabaseError):
                if self._connection is not None:
                    count += self._connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        return count

    def missing(self) -> Missing:
        """Return what the journal names and `rows` lacks, and which of its own entries are gone."""
        entries = {row["seq"]: row for row in self.rows("journal")}
        read = {(table, row["id"]) for table in RECORD_OF for row in self.rows(table)}
        return Missing(len(journal.told(entries).keys() - read), journal.lost(entries), "journal" in self.gaps)

    def close(self) -> None:
        """Close the file."""
        if self._connection is not None:
            self._connection.close()


def write(
    path: Path,
    schema: int,
    about: Mapping[str, Any],
    rows: Iterable[tuple[str, Sequence[Mapping[str, Any]]]],
    progress: Progress = unseen,
) -> None:
    """Create a file with these rows, in this order. Raises Refused for a row, and NotWritten if the disk fails.

    `progress` is called while derived tables are made; before, the caller's rows may use it.
    """
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        with contextlib.closing(file.connect(path)) as connection:
            _fill(connection, schema, about, rows, progress)
    except (sqlite3.Error, OSError) as problem:
        raise NotWritten(problem) from problem


def _fill(
    connection: sqlite3.Connection,
    schema: int,
    about: Mapping[str, Any],
    rows: Iterable[tuple[str, Sequence[Mapping[str, Any]]]],
    progress: Progress,
) -> None:
    file.upgrade(connection, to=schema)
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("BEGIN IMMEDIATE")
    _insert(connection, "file", [{"only": 1, **about}])
    for table, values in rows:
        _insert(connection, table, values)
    if schema >= DERIVED_SINCE:
        Derived(connection).rebuild(progress)
    connection.execute("COMMIT")
    file.upgrade(connection, progress=progress)


def _insert(connection: sqlite3.Connection, table: str, rows: Sequence[Mapping[str, Any]]) -> None:
    columns = [row["name"] for row in connection.execute(f"PRAGMA table_info({table})")]
    for number, row in enumerate(rows, start=1):
        unknown = row.keys() - set(columns)
        if unknown:
            raise Refused(table, number, ValueError(f"{table} has no {', '.join(sorted(unknown))}"))
        names = [name for name in columns if name in row]
        gaps = ", ".join("?" * len(names))
        quoted = ", ".join(f'"{name}"' for name in names)
        try:
            connection.execute(f"INSERT INTO {table} ({quoted}) VALUES ({gaps})", [row[name] for name in names])
        except UnicodeEncodeError as problem:
            raise Refused(table, number, ValueError("half a letter (a lone surrogate) is no text")) from problem
        except (sqlite3.IntegrityError, sqlite3.InterfaceError, sqlite3.ProgrammingError, OverflowError) as problem:
            raise Refused(table, number, problem) from problem
