"""What the disk and SQLite have against it, in words that say what to do."""

import errno
import os
import sqlite3
from pathlib import Path

from nettverk_tui.model.messages import N_, Message

_FULL = N_("the disk is full; make room and try again")
_READ_ONLY = N_("the file may only be read here; ask who looks after this computer, or copy it to a folder of your own")
_NO_ANSWER = N_("the disk does not answer as it should; save a copy on another one")
_NOWHERE = N_("it leads nowhere; name another place")
_MISSING = N_("there is nothing by that name; look whether it is spelt right")
_NOT_ORDINARY = N_("it is no ordinary file; copy what is in it to one")
_TOO_LONG = N_("the name is longer than the system takes; choose a shorter one")
_DAMAGED = N_("the file is damaged; `nettverk rescue` saves what can be read")

#: How SQLite's messages begin; its error codes are only in Python 3.11's exceptions where SQLite itself raised them.
_SQLITE = {
    "database or disk is full": _FULL,
    "attempt to write a readonly database": _READ_ONLY,
    "unable to open database file": _READ_ONLY,
    "disk I/O error": _NO_ANSWER,
    "database disk image is malformed": _DAMAGED,
}
_SYSTEM = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EFBIG: _FULL,
    errno.EACCES: _READ_ONLY,
    errno.EPERM: _READ_ONLY,
    errno.EROFS: _READ_ONLY,
    errno.EIO: _NO_ANSWER,
    errno.EBADF: _NOWHERE,
    errno.ENXIO: _NOWHERE,
    errno.ENOENT: _MISSING,
    errno.ENAMETOOLONG: _TOO_LONG,
    errno.ENODEV: _NOT_ORDINARY,
}  # fmt: skip


#: What the system and SQLite raise where a disk, a file or a stream does not do as it is told.
TROUBLE = (OSError, sqlite3.Error)


def check_ordinary(path: Path) -> None:
    """Raise OSError for a pipe or a device: reading it might never end. What is not there says so when it is opened."""
    if path.exists() and not path.is_file() and not path.is_dir():
        raise OSError(errno.ENODEV, os.strerror(errno.ENODEV), str(path))


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
