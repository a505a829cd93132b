"""SQLite's lock errors, raised as Busy."""

import contextlib
import sqlite3
from collections.abc import Iterator


class Busy(Exception):
    """Another window is writing. Nothing was read or stored; try again in a moment."""


def is_lock(problem: sqlite3.Error) -> bool:
    """Return whether SQLite gave up because another window has the file locked."""
    return isinstance(problem, sqlite3.OperationalError) and "locked" in str(problem)


@contextlib.contextmanager
def locks_told() -> Iterator[None]:
    """Turn SQLite's lock errors into Busy; its other errors stay what they are."""
    try:
        yield
    except sqlite3.OperationalError as problem:
        raise (Busy() if is_lock(problem) else problem) from problem
