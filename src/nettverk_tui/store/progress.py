"""Progress of long work, and a way to end it: reported by the store, shown by the command line or the app.

A `Progress` takes the share that is done, from 0 to 1. An exception it raises ends the work, which leaves nothing
half-done: it works on a new file that replaces the old one at the end, or in one transaction.
"""

import contextlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")

Progress = Callable[[float], None]

#: SQLite's instructions between two reports: some milliseconds of its work.
_INSTRUCTIONS = 10_000
#: Rows between two reports.
_ROWS = 500


class Ended(Exception):
    """The work was ended by the user. Nothing was changed."""


def unseen(_: float) -> None:
    """Ignore the progress."""


def to_the_end(progress: Progress) -> Progress:
    """Return the progress of work that has already changed something and cannot be ended any more."""

    def tell(share: float) -> None:
        with contextlib.suppress(Ended):
            progress(share)

    return tell


def part(progress: Progress, begins: float, ends: float) -> Progress:
    """Return the progress of a part of the work, from one share of the whole to another (0 to 1)."""
    return lambda share: progress(begins + (ends - begins) * min(share, 1.0))


def parts(progress: Progress, *weights: float) -> Iterator[Progress]:
    """Yield the progress of the parts, in order; a part's share of the time is its weight."""
    whole, done = sum(weights), 0.0
    for weight in weights:
        yield part(progress, done / whole, (done + weight) / whole)
        done += weight


def counted(rows: Iterable[T], of: int, progress: Progress) -> Iterator[T]:
    """Yield the rows, reporting now and then how many of them there have been."""
    for number, row in enumerate(rows):
        if number % _ROWS == 0:
            progress(number / max(of, 1))
        yield row


@contextlib.contextmanager
def during(connection: sqlite3.Connection, progress: Progress, instructions: float) -> Iterator[None]:
    """Report progress while SQLite executes a statement that returns nothing before it is done.

    `instructions` is the estimated number of SQLite's instructions.
    """
    looks, ended = 0, []

    def look() -> int:
        nonlocal looks
        looks += 1
        try:
            progress(looks * _INSTRUCTIONS / max(instructions, 1))
        except BaseException as problem:
            # Python's sqlite3 swallows exceptions raised here; a result other than 0 ends the statement.
            ended.append(problem)
            return 1
        return 0

    connection.set_progress_handler(look, _INSTRUCTIONS)
    try:
        yield
    except sqlite3.Error:
        if ended:
            raise ended[0] from None
        raise
    finally:
        connection.set_progress_handler(None, 0)
