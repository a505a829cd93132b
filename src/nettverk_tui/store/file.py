"""Opening the file: checks, upgrades of the schema, and the settings every connection gets.

The journal mode is TRUNCATE with full synchronisation; `docs/decisions/0002-journal-mode-truncate.md` says why not WAL.
"""

import os
import re
import sqlite3
from collections.abc import Sequence
from importlib import resources
from pathlib import Path
from typing import Any

from nettverk_tui.model.core.messages import N_, Message
from nettverk_tui.store.locks import is_lock
from nettverk_tui.store.progress import Progress, during, unseen
from nettverk_tui.store.schema import APPLICATION_ID, DERIVED_SINCE

OLDEST_SQLITE = (3, 37, 0)
#: How long (ms) a key waits for another window's write before the footer says so.
KEY_TIMEOUT_MS = 200
#: How long (ms) opening and other work that does not block typing may wait.
BATCH_TIMEOUT_MS = 5_000
#: SQLite's instructions per page while it checks a file: measured on one of 100 MB.
_INSTRUCTIONS_A_PAGE = 400


class CannotOpen(Exception):
    """The file cannot be used; `message` says why, and what to do. Nothing was created or changed."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.text)
        self.message = message


class NotOurs(CannotOpen):
    """The first bytes are not those of a file of this program; they may be the part that is damaged."""


def migrations() -> Sequence[tuple[int, str]]:
    """Return number and script of every released step of the schema, in order."""
    folder = resources.files("nettverk_tui.store").joinpath("migrations")
    found = [
        (int(match[1]), entry.read_text("utf-8"))
        for entry in folder.iterdir()
        if (match := re.fullmatch(r"(\d{4})_\w+\.sql", entry.name))
    ]
    return sorted(found)


def newest_version() -> int:
    """Return the version of the schema this program writes."""
    return migrations()[-1][0]


def check_is_ours(path: Path) -> None:
    """Raise CannotOpen unless `path` is a file of this program that this version can use.

    Reads the first bytes only: opening a foreign file with SQLite could leave something beside it.
    """
    name = {"name": path.name}
    try:
        if path.is_dir():
            raise CannotOpen(Message(N_("{name} is a folder. Name a file in it."), name))
        if not path.exists():
            raise CannotOpen(Message(N_("{name} does not exist. Check the name, or make a new file."), name))
        if not path.is_file():
            raise CannotOpen(Message(N_("{name} is no ordinary file."), name))
        with path.open("rb") as opened:
            header = opened.read(100)
    except OSError as problem:
        raise CannotOpen(Message(N_("{name} cannot be read. Check who may open it."), name)) from problem
    if len(header) < 100 or not header.startswith(b"SQLite format 3\x00"):
        raise NotOurs(Message(N_("{name} is not a network file. It was left as it is."), name))
    if int.from_bytes(header[68:72], "big") != APPLICATION_ID:
        raise NotOurs(Message(N_("{name} belongs to another program. It was left as it is."), name))
    if int.from_bytes(header[60:64], "big") > newest_version():
        raise CannotOpen(
            Message(N_("{name} was made by a newer version of nettverk. Upgrade nettverk to open it."), name)
        )


class Cursor(sqlite3.Cursor):
    """A cursor for a file that may be damaged."""

    def execute(self, sql: str, parameters: Any = (), /) -> "Cursor":
        """Execute a statement. Raises sqlite3.Error also for names that are not UTF-8, unlike Python's module."""
        try:
            super().execute(sql, parameters)
        except UnicodeDecodeError as problem:
            raise sqlite3.DatabaseError("a name in the schema is not UTF-8") from problem
        return self


class Connection(sqlite3.Connection):
    """A connection that executes all statements with `Cursor`."""

    def cursor(self, factory: Any = Cursor) -> Any:
        """Make a cursor."""
        return super().cursor(factory)

    def execute(self, sql: str, parameters: Any = (), /) -> Cursor:
        """Execute a statement. Raises sqlite3.Error."""
        cursor: Cursor = self.cursor()
        return cursor.execute(sql, parameters)


def connect(
    path: Path, *, writing: bool = True, timeout_ms: int = BATCH_TIMEOUT_MS, damaged: bool = False
) -> sqlite3.Connection:
    """Return a connection with the settings of docs/decisions/0002-journal-mode-truncate.md. Readers open read-write.

    `damaged` allows reading a file that is shorter than its header says, or whose schema has a lost definition.

    A reader in read-only mode could not roll back the journal of a writer that was killed, and every read would
    fail. `query_only` keeps a reader from writing instead.
    """
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        raise CannotOpen(
            Message(
                N_("This Python has SQLite {version}; nettverk needs 3.37 or newer. Install a newer Python."),
                {"version": sqlite3.sqlite_version},
            )
        )
    if not path.exists():
        # SQLite would create an empty one.
        raise CannotOpen(Message(N_("{name} does not exist. Check the name, or make a new file."), {"name": path.name}))
    # isolation_level None: the store begins and ends every transaction itself.
    connection = sqlite3.connect(path, timeout=timeout_ms / 1000, isolation_level=None, factory=Connection)
    connection.row_factory = sqlite3.Row
    try:
        if damaged:
            connection.execute("PRAGMA writable_schema = ON")
        for pragma in (
            "journal_mode = TRUNCATE",
            "synchronous = FULL",
            "foreign_keys = ON",
            "trusted_schema = OFF",
            "cell_size_check = ON",
            "secure_delete = ON",
        ):
            connection.execute(f"PRAGMA {pragma}")
        mode = connection.execute("PRAGMA journal_mode").fetchone()[0]
        if mode != "truncate":
            raise CannotOpen(
                Message(
                    N_("{name} cannot be kept safely here (journal mode {mode})."), {"name": path.name, "mode": mode}
                )
            )
        if not writing:
            connection.execute("PRAGMA query_only = ON")
    except BaseException:
        connection.close()
        raise
    return connection


def integrity(connection: sqlite3.Connection, most: int, progress: Progress = unseen) -> Sequence[str]:
    """Return SQLite's findings in the file, at most `most`; empty if it is sound."""
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    with during(connection, progress, _INSTRUCTIONS_A_PAGE * pages):
        found = connection.execute(f"PRAGMA integrity_check({most})").fetchall()
    return [str(row[0]) for row in found if row[0] != "ok"]


def looks_whole(connection: sqlite3.Connection, progress: Progress = unseen) -> bool:
    """Return whether SQLite's quick check finds nothing. Table by table: every check keeps others from storing."""
    named = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND rootpage > 0").fetchall()
    for number, (name,) in enumerate(named):
        progress(number / len(named))
        if connection.execute("SELECT * FROM pragma_quick_check(?)", (name,)).fetchone()[0] != "ok":
            return False
    return True


def can_be_written(connection: sqlite3.Connection) -> bool:
    """Return whether the disk lets this file be changed, without changing it. True also while another window writes."""
    try:
        connection.execute("BEGIN IMMEDIATE")
        try:
            # SQLite creates its journal at the first change, not before.
            connection.execute("UPDATE file SET made_at = made_at")
        finally:
            connection.execute("ROLLBACK")
    except sqlite3.OperationalError as problem:
        return is_lock(problem)
    return True


def create(path: Path) -> None:
    """Create an empty file readable by its owner only. Raises CannotOpen if the name is taken or the folder refuses."""
    try:
        if path.exists() or path.is_symlink():
            raise CannotOpen(
                Message(N_("{name} exists already. It was left as it is; choose another name."), {"name": path.name})
            )
        path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except OSError as problem:
        raise CannotOpen(
            Message(
                N_("{name} cannot be made in {folder}. Choose a folder you may write in."),
                {"name": path.name, "folder": str(path.parent)},
            )
        ) from problem


def upgrade(connection: sqlite3.Connection, to: int | None = None, progress: Progress = unseen) -> None:
    """Upgrade the schema to this program's version, or to the version `to`, one transaction a version."""
    before = int(connection.execute("PRAGMA user_version").fetchone()[0])
    for version, script in migrations():
        if version <= before or (to is not None and version > to):
            continue
        connection.execute("BEGIN IMMEDIATE")
        try:
            # Another window may have done the step while this one waited.
            if int(connection.execute("PRAGMA user_version").fetchone()[0]) < version:
                for statement in script.split(";\n"):
                    if statement.strip():
                        connection.execute(statement)
                if version == DERIVED_SINCE:
                    _make_what_is_derived(connection, progress)
                connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                connection.execute(f"PRAGMA user_version = {version}")
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


def _make_what_is_derived(connection: sqlite3.Connection, progress: Progress) -> None:
    # The index reads rows, and the module that reads rows imports this one.
    from nettverk_tui.store.derived import Derived

    Derived(connection).rebuild(progress)
