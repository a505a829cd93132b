"""Opening a file for writing: copy, upgrade, id, and the reasons why it may only be read."""

import contextlib
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import uuid6

from nettverk_tui.model.core.messages import N_, Message
from nettverk_tui.store import backup, file
from nettverk_tui.store.progress import Progress, parts, unseen
from nettverk_tui.store.reading import connected, not_opened


def identity(connection: sqlite3.Connection, now: int) -> str:
    """Return the file's own id; create it if the program was killed while it created the file."""
    row = connection.execute("SELECT id FROM file").fetchone()
    if row is None:
        made = "INSERT INTO file (only, id, made_at, made_by) VALUES (1, ?, ?, 'nettverk') ON CONFLICT DO NOTHING"
        connection.execute(made, (str(uuid6.uuid7()), now))
        row = connection.execute("SELECT id FROM file").fetchone()
    return str(row[0])


class Prepared(NamedTuple):
    """The result of checking, copying and upgrading a file: the failure of the copy, if it failed."""

    copy_failed: backup.CopyFailed | None


def prepare(path: Path, now: int, progress: Progress = unseen) -> Prepared:
    """Do the slow part of opening a file beforehand, in any thread. Raises CannotOpen."""
    connection, prepared = opened(path, now, progress)
    connection.close()
    return prepared


def opened(path: Path, now: int, progress: Progress = unseen) -> tuple[sqlite3.Connection, Prepared]:
    """Return a connection to a sound file, copied if changed, and of this version. Raises CannotOpen."""
    of_looking, of_copy, of_upgrade = parts(progress, 2, 10, 10)
    connection = connected(path, progress=of_looking)
    with closed_on_error(connection):
        copy_failed = copied(connection, path, now, of_copy)
        upgraded(connection, path, copy_failed.words if copy_failed is not None else None, of_upgrade)
    return connection, Prepared(copy_failed)


def copied(connection: sqlite3.Connection, path: Path, now: int, progress: Progress) -> backup.CopyFailed | None:
    """Copy the file if it has changed; return the failure, since a full disk must not prevent reading."""
    try:
        backup.copy_if_changed(connection, path, datetime.fromtimestamp(now / 1000, UTC), progress)
    except backup.CopyFailed as problem:
        return problem
    return None


def journal_damaged(path: Path, seq: int) -> Message:
    """Return the message for a file whose journal is damaged from the entry `seq` on."""
    return Message(
        N_("{name} is damaged: entry {number} of its journal is not as it was written. Good copies lie in {folder}."),
        {"name": path.name, "number": seq, "folder": backup.copies_folder(path).name},
    )


def upgraded(
    connection: sqlite3.Connection, path: Path, copy_problem: Message | None, progress: Progress = unseen
) -> None:
    """Upgrade the schema; without a copy nothing is migrated. Raises CannotOpen."""
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if copy_problem is not None and version != file.newest_version():
        raise file.CannotOpen(
            Message(
                N_("{name} must be upgraded, but no copy could be made first: {problem}."),
                {"name": path.name, "problem": copy_problem},
            )
        )
    try:
        file.upgrade(connection, progress=progress)
    except sqlite3.Error as problem:
        raise file.CannotOpen(not_opened(path, problem)) from problem


def why_read_only(connection: sqlite3.Connection, path: Path) -> Message | None:
    """Return why nothing can be stored, or None; a file with rules of another program in it is only read."""
    foreign = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchone()
    if foreign is not None:
        connection.execute("PRAGMA query_only = ON")
        words = N_("{name} can only be read: another program has put the trigger {trigger} into it.")
        return Message(words, {"name": path.name, "trigger": foreign[0]})
    if file.can_be_written(connection):
        return None
    words = N_("{name} can only be read here, and nothing new can be stored. Copy it to a folder of your own.")
    return Message(words, {"name": path.name})


@contextlib.contextmanager
def closed_on_error(connection: sqlite3.Connection) -> Iterator[None]:
    """Close the connection if opening fails."""
    try:
        yield
    except BaseException:
        connection.close()
        raise
