"""Reading files from outside: ordinary files only, and never more bytes than allowed."""

import os
import stat
import tomllib
from pathlib import Path
from typing import Any

from nettverk_tui.model.core.messages import N_, Message

_MB = 1_000_000
#: Most dots in one line of TOML.
_MOST_DOTS = 50


class Unreadable(Exception):
    """A file that was not read; `message` says why."""

    def __init__(self, text: str, **values: Any) -> None:
        super().__init__(text)
        self.message = Message(text, values)


def read_bytes(path: Path, most: int) -> bytes:
    """Return the bytes of an ordinary file of at most `most` bytes. Raises Unreadable, and OSError.

    A device or a pipe is not even opened: reading it might wait, or go on, for ever.
    """
    _see_that_it_is_ordinary(path, path.stat().st_mode)
    # It may have been replaced by a pipe since.
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(descriptor, "rb") as opened:
        found = os.fstat(descriptor)
        _see_that_it_is_ordinary(path, found.st_mode)
        # Files the system generates as they are read have size 0.
        content = opened.read(most + 1) if found.st_size <= most else None
    if content is None or len(content) > most:
        size = f"{most / _MB:g}"
        words = N_("{name} is larger than {most} MB, and such a file never is: is it the right one?")
        raise Unreadable(words, name=path.name, most=size)
    return content


def read_toml(path: Path, most: int) -> dict[str, Any]:
    """Return the content of a TOML file of at most `most` bytes. Raises Unreadable, OSError, and ValueError."""
    text = read_bytes(path, most).decode("utf-8-sig")
    # Parsing time grows with the square of a key's parts: 20,000 of them take half a minute.
    too_deep = any(line.count(".") > _MOST_DOTS for line in text.splitlines())
    try:
        read = {} if too_deep else tomllib.loads(text)
    except RecursionError:
        too_deep = True
    if too_deep:
        raise Unreadable(N_("{name}: lists and tables are nested too deep."), name=path.name)
    return read


def _see_that_it_is_ordinary(path: Path, mode: int) -> None:
    if stat.S_ISDIR(mode):
        raise Unreadable(N_("{name} is a folder. Name a file in it."), name=path.name)
    if not stat.S_ISREG(mode):
        raise Unreadable(N_("{name} is no ordinary file."), name=path.name)
