"""How far long work is, and a way to end it: what the store tells, and the command line or the app shows.

A `Progress` takes the share that is done, from 0 to 1. What it raises ends the work, and the work leaves nothing
half-done: it is carried out on something new that takes its place at the end, or in one transaction.
"""

import contextlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")

Progress = Callable[[float], None]

#: SQLite's instructions between two looks: some milliseconds of its work.
_INSTRUCTIONS = 10_000
#: Rows between two looks.
_ROWS = 500


class Ended(Exception):
    """Somebody has ended the work. Nothing was changed."""


def unseen(_: float) -> None:
    """Nobody looks, and nobody ends it."""


def to_the_end(progress: Progress) -> Progress:
    """The progress of work that has changed something already and can only be finished."""

    def tell(share: float) -> None:
        with contextlib.suppress(Ended):
            progress(share)

    return tell


def part(progress: Progress, begins: float, ends: float) -> Progress:
    """The progress of a part of the work, which reaches from one share of the whole to another."""
    return lambda share: progress(begins + (ends - begins) * min(share, 1.0))


def parts(progress: Progress, *weights: float) -> Iterator[Progress]:
    """The progress of each part, in their order; a part takes as much of the time as its weight says."""
    whole, done = sum(weights), 0.0
    for weight in weights:
        yield part(progress, done / whole, (done + weight) / whole)
        done += weight


def counted(rows: Iterable[T], of: int, progress: Progress) -> Iterator[T]:
    """The rows, and a word now and then about how many of them there have been."""
    for number, row in enumerate(rows):
        if number % _ROWS == 0:
            progress(number / max(of, 1))
        yield row


@contextlib.contextmanager
def during(connection: sqlite3.Connection, progress: Progress, instructions: float) -> Iterator[None]:
    """Tell while SQLite works on a statement that gives nothing before it is done.

    `instructions` says about how many of SQLite's own it will take.
    """
    looks, ended = 0, []

    def look() -> int:
        nonlocal looks
        looks += 1
        try:
            progress(looks * _INSTRUCTIONS / max(instructions, 1))
        except BaseException as problem:
            # Python's sqlite3 swallows what is raised here; anything but 0 ends the statement.
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
