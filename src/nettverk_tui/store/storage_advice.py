"""Storage errors, turned into advice for the user."""

import errno
import sqlite3
from pathlib import Path

from nettverk_tui.model.core.messages import N_, Message

_FULL = N_("the disk is full; make room and try again")
_READ_ONLY = N_("the file may only be read here; ask who looks after this computer, or copy it to a folder of your own")
_BUSY = N_("another window is writing; try again in a moment")
_NO_ANSWER = N_("the disk does not answer as it should; save a copy on another one")
_NOT_THERE = N_("it is not there; look whether it was moved or deleted, and whether its folder is there")
_CANNOT_OPEN = N_("it cannot be opened; look whether its folder is there, and may be written in")
_NOT_WHAT_IT_WAS = N_(
    "the file was cut short, or another program has written over it; end nettverk, and put a good copy back with"
    " `nettverk restore`"
)
_NOWHERE = N_("it leads nowhere; name another place")
_MISSING = N_("there is nothing by that name; look whether it is spelt right")
_TOO_LONG = N_("the name is longer than the system takes; choose a shorter one")
_DAMAGED = N_("the file is damaged; `nettverk rescue` saves what can be read")

#: SQLite's error names, longer ones first; Python sets them where SQLite itself raised the error.
_NAMES = {
    "SQLITE_FULL": _FULL,
    "SQLITE_READONLY_DBMOVED": _NOT_THERE,
    "SQLITE_READONLY": _READ_ONLY,
    "SQLITE_CANTOPEN": _CANNOT_OPEN,
    "SQLITE_IOERR_SHORT_READ": _NOT_WHAT_IT_WAS,
    "SQLITE_IOERR": _NO_ANSWER,
    "SQLITE_CORRUPT": _NOT_WHAT_IT_WAS,
    "SQLITE_NOTADB": _NOT_WHAT_IT_WAS,
}
#: How SQLite's messages begin.
_WORDS = {
    "database or disk is full": _FULL,
    "attempt to write a readonly database": _READ_ONLY,
    "unable to open database file": _CANNOT_OPEN,
    "disk I/O error": _NO_ANSWER,
    "database disk image is malformed": _DAMAGED,
    "database is locked": _BUSY,
    "file is not a database": _NOT_WHAT_IT_WAS,
    # An emptied file is an empty database to SQLite.
    "no such table": _NOT_WHAT_IT_WAS,
}
_SYSTEM = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EFBIG: _FULL,
    errno.EACCES: _READ_ONLY,
    errno.EPERM: _READ_ONLY,
    errno.EROFS: _READ_ONLY,
    errno.EIO: _NO_ANSWER,
    errno.ENOENT: _MISSING,
    errno.ENOTDIR: _NOT_THERE,
    errno.EBADF: _NOWHERE,
    errno.ENXIO: _NOWHERE,
    errno.ENAMETOOLONG: _TOO_LONG,
}  # fmt: skip


#: Errors of the system and SQLite when a disk, a file or a stream fails.
STORAGE_ERRORS = (OSError, sqlite3.Error)


def advice_on(problem: BaseException) -> Message:
    """Return a clause that fits after a colon; an unknown error is quoted as it is."""
    if isinstance(problem, OSError) and problem.errno in _SYSTEM:
        return Message(_SYSTEM[problem.errno])
    if isinstance(problem, sqlite3.Error) and (words := _sqlite_advice(problem)) is not None:
        return Message(words)
    said = problem.strerror if isinstance(problem, OSError) and problem.strerror else str(problem)
    return Message(N_("{problem}; try again"), {"problem": said})


def _sqlite_advice(problem: sqlite3.Error) -> str | None:
    name = getattr(problem, "sqlite_errorname", None) or ""
    for beginning, words in _NAMES.items():
        if name.startswith(beginning):
            return words
    return next((words for beginning, words in _WORDS.items() if str(problem).startswith(beginning)), None)


def storage_error_in(error: BaseException | None) -> sqlite3.Error | None:
    """Return the storage error in an error's chain of causes; None if it is a fault of the program."""
    while error is not None:
        if isinstance(error, sqlite3.Error) and _sqlite_advice(error) is not None:
            return error
        error = error.__cause__ or error.__context__
    return None


class Standing:
    """The identity of an open file at its path: whether it was moved, deleted or replaced."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._opened = self._identity()

    def _identity(self) -> tuple[int, int] | None:
        try:
            found = self._path.stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino

    def lost(self) -> Message | None:
        """Return where the file has gone, as a clause that says what to do; None while it is in its place."""
        there = self._identity()
        if there == self._opened:
            return None
        if there is None:
            words = N_("{name} is no longer in {folder}: it was moved or deleted. Put it back there, then try again")
            return Message(words, {"name": self._path.name, "folder": str(self._path.parent)})
        return self.replaced()

    def replaced(self) -> Message:
        """Return the clause for a path that now holds another file, or other contents."""
        words = N_(
            "another file lies in the place of {name}, or an older state of it. End nettverk, and open the one you mean"
        )
        return Message(words, {"name": self._path.name})
