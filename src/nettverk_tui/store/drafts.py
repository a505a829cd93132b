"""Unsent text: a small file per window beside the network's file, written at every key, deleted when it is stored.

It is a file of its own because a draft needs no flush to the disk to survive a killed program, and because a draft in
the main file would wake every other window. Its window keeps it locked: a draft file that can be locked has lost its
window. So the drafts also tell which windows are open.
"""

import contextlib
import glob
import os
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from nettverk_tui.model.commands import Place
from nettverk_tui.model.core.messages import N_, Message
from nettverk_tui.store.storage_advice import advice_on

_SUFFIX = ".draft"
_TABLE = "CREATE TABLE IF NOT EXISTS draft (field TEXT PRIMARY KEY, file TEXT, content TEXT) STRICT"


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """Text that has not been stored: its field, the id its row will have, and the version its author saw."""

    field: str
    id: str
    text: str
    where: Place = Place()
    seen: int = 0
    at: int = 0


class Drafts:
    """The drafts of one window, in memory and in its file; in memory only if the folder cannot be written to."""

    def __init__(self, file: Path, window: str, file_id: str) -> None:
        self.path = sidecar(file, window)
        self._file_id = file_id
        self._held: dict[str, Draft] = {}
        #: Why the drafts of this window would be lost with it at the moment, as a clause; None while they are saved.
        self.problem: Message | None = None
        self._connection = self._opened()

    def _opened(self) -> sqlite3.Connection | None:
        connection: sqlite3.Connection | None = None
        try:
            # Create it with its mode first: SQLite would make it, and its journal, readable for all.
            os.close(os.open(self.path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
            connection = sqlite3.connect(self.path, timeout=0, isolation_level=None)
            # Exclusive locking lasts from the first write until the window ends, however it ends.
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            connection.execute("PRAGMA journal_mode = TRUNCATE")
            connection.execute("PRAGMA synchronous = OFF")
            connection.execute(_TABLE)
            connection.execute("BEGIN EXCLUSIVE")
            connection.execute("COMMIT")
        except (sqlite3.Error, OSError):
            # A full disk: leave nothing of the file behind.
            if connection is not None:
                connection.close()
            _remove(self.path)
            return None
        return connection

    @property
    def kept(self) -> bool:
        """Return whether drafts survive this window."""
        return self._connection is not None

    def get(self, field: str) -> Draft | None:
        """Return the draft of a field."""
        return self._held.get(field)

    def all(self) -> Sequence[Draft]:
        """Return the drafts, oldest first."""
        return sorted(self._held.values(), key=lambda draft: draft.at)

    def keep(self, draft: Draft) -> None:
        """Save the present text of a field. A full disk is reported in `problem` and does not stop typing."""
        self._held[draft.field] = draft
        with self._told():
            self._put(draft)

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as problem:
            self.problem = advice_on(problem)

    def look(self) -> None:
        """Check whether a problem is over, and whether the file of this window still exists. Cheap."""
        if self._connection is None:
            return
        if not self.path.exists():
            self._begin_anew()
        elif self.problem is not None:
            self._write_all()

    def _begin_anew(self) -> None:
        """Make a new file with the drafts in memory: the old one was deleted from outside."""
        another = self._opened()
        if another is None:
            self.problem = Message(N_("{name} was taken away"), {"name": self.path.name})
            return
        if self._connection is not None:
            self._connection.close()
        self._connection = another
        self._write_all()

    def _write_all(self) -> None:
        assert self._connection is not None
        self.problem = None
        with self._told():
            self._connection.execute("DELETE FROM draft")
            for draft in self._held.values():
                self._put(draft)

    def _put(self, draft: Draft) -> None:
        if self._connection is not None:
            self._connection.execute(
                "INSERT OR REPLACE INTO draft VALUES (?, ?, ?)",
                (draft.field, self._file_id, msgspec.json.encode(draft).decode()),
            )

    def forget(self, field: str) -> None:
        """Delete the draft of a field that is empty or stored."""
        if self._held.pop(field, None) is not None and self._connection is not None:
            with self._told():
                self._connection.execute("DELETE FROM draft WHERE field = ?", (field,))

    def adopt(self, file: Path) -> None:
        """Take over the drafts of closed windows. Two texts for one field are both kept.

        The newer one goes into the field; the other gets the field's name with `~` and a number, and is offered when
        the field is free. A file that cannot be read is renamed, never deleted.
        """
        for path in _sidecars(file):
            if path == self.path:
                continue
            try:
                found = _read_orphan(path, self._file_id)
            except (sqlite3.Error, msgspec.DecodeError):
                with contextlib.suppress(OSError):
                    path.replace(path.with_suffix(".unreadable"))
                continue
            if found is None:
                continue
            for draft in found:
                self._take_over(draft)
            with contextlib.suppress(sqlite3.Error):
                for draft in self._held.values():
                    self._put(draft)
                # Save it here before the old file is deleted.
                if self.kept:
                    _remove(path)

    def _take_over(self, draft: Draft) -> None:
        known = self._held.get(draft.field)
        if known is not None and known.text != draft.text:
            older, draft = sorted((known, draft), key=lambda text: text.at)
            number = sum(field.startswith(f"{draft.field}~") for field in self._held) + 1
            aside = msgspec.structs.replace(older, field=f"{draft.field}~{number}")
            self._held[aside.field] = aside
        self._held[draft.field] = draft

    def close(self) -> None:
        """Close the window; its file stays only if it still holds a text."""
        if self._connection is None:
            return
        self._connection.close()
        self._connection = None
        if not self._held:
            _remove(self.path)


def left_behind(file: Path, file_id: str) -> bool:
    """Return whether a closed window left text, which the next window will take over."""
    for path in _sidecars(file):
        try:
            if _read_orphan(path, file_id):
                return True
        except (sqlite3.Error, msgspec.DecodeError):
            # A file that cannot be read may hold text.
            return True
    return False


def left(file: Path, file_id: str) -> Sequence[Draft]:
    """Return the drafts of closed windows; files that cannot be read are skipped."""
    found: list[Draft] = []
    for path in _sidecars(file):
        with contextlib.suppress(sqlite3.Error, msgspec.DecodeError):
            found += _read_orphan(path, file_id) or ()
    return found


def unread(file: Path) -> Sequence[Path]:
    """Return the draft files that could not be read and were renamed."""
    return sorted(file.parent.glob(f".{glob.escape(file.name)}.*.unreadable"))


def sweep(file: Path, file_id: str) -> None:
    """Delete the draft files of closed windows that hold no text."""
    for path in _sidecars(file):
        with contextlib.suppress(sqlite3.Error, msgspec.DecodeError):
            found = _read_orphan(path, file_id)
            if found is not None and not found:
                _remove(path)


def sidecar(file: Path, window: str) -> Path:
    """Return the path of a window's draft file."""
    return file.with_name(f".{file.name}.{window}{_SUFFIX}")


def living_windows(file: Path) -> Sequence[str]:
    """Return the windows that have the file open now, this one included."""
    return [
        path.name.removeprefix(f".{file.name}.").removesuffix(_SUFFIX)
        for path in _sidecars(file)
        if not _can_lock(path)
    ]


def _sidecars(file: Path) -> Sequence[Path]:
    prefix = f".{file.name}."
    try:
        names = [path for path in file.parent.iterdir() if path.name.startswith(prefix) and path.suffix == _SUFFIX]
    except OSError:
        return []
    return sorted(names)


def _can_lock(path: Path) -> bool:
    try:
        connection = sqlite3.connect(path, timeout=0, isolation_level=None)
    except sqlite3.Error:
        return True
    try:
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("ROLLBACK")
    except sqlite3.OperationalError as problem:
        return "locked" not in str(problem)
    except sqlite3.Error:
        return True
    finally:
        connection.close()
    return True


def _read_orphan(path: Path, file_id: str) -> Sequence[Draft] | None:
    """Return the drafts of a closed window; None for an open window, and for one that had another file open here.

    Raises sqlite3.Error or msgspec.DecodeError for a file that cannot be read.
    """
    with contextlib.closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as connection:
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as problem:
            if "locked" in str(problem):
                return None
            raise
        if connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'draft'").fetchone() is None:
            return []
        rows = connection.execute("SELECT file, content FROM draft").fetchall()
        if any(file != file_id for file, _ in rows):
            return None
        return [msgspec.json.decode(content, type=Draft) for _, content in rows]


def _remove(path: Path) -> None:
    with contextlib.suppress(OSError):
        for leftover in (path, path.with_name(path.name + "-journal")):
            leftover.unlink(missing_ok=True)
