"""A file's rows as they lie in it, out and in again: for exports that lose nothing."""

import contextlib
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from nettverk_tui.store import file
from nettverk_tui.store.derived import Derived
from nettverk_tui.store.schema import DERIVED_SINCE
from nettverk_tui.store.trouble import in_words

#: Rows are numbered from 1 on. After so many numbers with nothing there is no more, unless the file says it has higher
#: ones; and a damaged file may say anything.
_GIVE_UP_AFTER, _HIGHEST = 10_000, 10_000_000


class Refused(Exception):
    """A row the file does not take: which one of its table, counted from 1, and why."""

    def __init__(self, table: str, number: int, problem: Exception) -> None:
        super().__init__(str(problem))
        self.table, self.number = table, number


class NotWritten(Exception):
    """The disk did not take the new file; `words` say why, after a colon."""

    def __init__(self, problem: Exception) -> None:
        super().__init__(str(problem))
        self.words = in_words(problem)


class Source:
    """A file to read whole, also one that is damaged: what cannot be read is passed over. Raises CannotOpen, and
    sqlite3.DatabaseError where nothing at all can be read.
    """

    def __init__(self, path: Path) -> None:
        file.check_is_ours(path)
        self._connection = file.connect(path, writing=False)
        # Bytes that are no text are damage, not a query that fails.
        self._connection.text_factory = partial(str, encoding="utf-8", errors="replace")
        try:
            self.schema = int(self._connection.execute("PRAGMA user_version").fetchone()[0])
            self.file = dict(next(iter(self.rows("file")), {}))
        except BaseException:
            self._connection.close()
            raise
        self.file.pop("only", None)

    def rows(self, table: str) -> Iterator[dict[str, Any]]:
        """Every row in the order they were made, every column as it lies there."""
        last = 0
        while True:
            try:
                for row in self._connection.execute(
                    f"SELECT rowid AS _rowid, * FROM {table} WHERE rowid > ? ORDER BY rowid", (last,)
                ):
                    values = dict(row)
                    last = values.pop("_rowid")
                    yield values
                return
            except sqlite3.DatabaseError:
                # A page that cannot be read: on with the next row that can.
                found = self._next_readable(table, last)
                if found is None:
                    return
                last, values = found
                yield values

    def _next_readable(self, table: str, last: int) -> tuple[int, dict[str, Any]] | None:
        for number in range(last + 1, max(last + _GIVE_UP_AFTER, self._last_number(table)) + 1):
            with contextlib.suppress(sqlite3.DatabaseError):
                row = self._connection.execute(f"SELECT * FROM {table} WHERE rowid = ?", (number,)).fetchone()
                if row is not None:
                    return number, dict(row)
        return None

    def _last_number(self, table: str) -> int:
        with contextlib.suppress(sqlite3.DatabaseError):
            last = int(self._connection.execute(f"SELECT coalesce(max(rowid), 0) FROM {table}").fetchone()[0])
            return min(last, _HIGHEST)
        return 0

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()


def write(
    path: Path, schema: int, about: Mapping[str, Any], rows: Iterable[tuple[str, Sequence[Mapping[str, Any]]]]
) -> None:
    """A new file with these rows, in this order. Raises Refused for a row, and NotWritten where the disk refuses."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        with contextlib.closing(file.connect(path)) as connection:
            _fill(connection, schema, about, rows)
    except (sqlite3.Error, OSError) as problem:
        raise NotWritten(problem) from problem


def _fill(
    connection: sqlite3.Connection,
    schema: int,
    about: Mapping[str, Any],
    rows: Iterable[tuple[str, Sequence[Mapping[str, Any]]]],
) -> None:
    file.upgrade(connection, to=schema)
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("BEGIN IMMEDIATE")
    _insert(connection, "file", [{"only": 1, **about}])
    for table, values in rows:
        _insert(connection, table, values)
    if schema >= DERIVED_SINCE:
        Derived(connection).rebuild()
    connection.execute("COMMIT")
    file.upgrade(connection)


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
