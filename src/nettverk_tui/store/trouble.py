"""What the disk and SQLite have against it, in words that say what to do."""

import errno
import sqlite3

from nettverk_tui.model.messages import N_, Message

_FULL = N_("the disk is full; make room and try again")
_READ_ONLY = N_("the file may only be read here; ask who looks after this computer, or copy it to a folder of your own")
_BUSY = N_("another window is writing; try again in a moment")
_NO_ANSWER = N_("the disk does not answer as it should; save a copy on another one")

#: How SQLite's messages begin; its error codes are only in Python 3.11's exceptions where SQLite itself raised them.
_SQLITE = {
    "database or disk is full": _FULL,
    "attempt to write a readonly database": _READ_ONLY,
    "unable to open database file": _READ_ONLY,
    "disk I/O error": _NO_ANSWER,
    "database is locked": _BUSY,
}
_SYSTEM = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EFBIG: _FULL,
    errno.EACCES: _READ_ONLY,
    errno.EPERM: _READ_ONLY,
    errno.EROFS: _READ_ONLY,
    errno.EIO: _NO_ANSWER,
}  # fmt: skip


def in_words(problem: BaseException) -> Message:
    """A clause that fits after a colon; what nobody has thought of is said as it came."""
    if isinstance(problem, OSError) and problem.errno in _SYSTEM:
        return Message(_SYSTEM[problem.errno])
    if isinstance(problem, sqlite3.Error):
        for beginning, words in _SQLITE.items():
            if str(problem).startswith(beginning):
                return Message(words)
    said = problem.strerror if isinstance(problem, OSError) and problem.strerror else str(problem)
    return Message(N_("{problem}; try again"), {"problem": said})
