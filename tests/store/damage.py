"""Damaged files, and the rows that are on pages still whole.

The pages of rows are read from SQLite itself (dbstat), on the file before it is damaged.
"""

import contextlib
import random
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import apsw

from nettverk_tui.model.core.records import TABLES

Key = tuple[str, str]
PAGE = 4096
_GARBAGE = 16 * 1024


class Damage(NamedTuple):
    """A kind of damage, and the seed of its place."""

    kind: str
    seed: int


EVERY_KIND = [Damage(kind, seed) for kind in ("truncated", "garbage", "zeroed page") for seed in range(8)]


class Damaged(NamedTuple):
    """The content of a damaged file, and the numbers of its damaged pages, counted from 1."""

    content: bytes
    gone: frozenset[int]


def damaged(content: bytes, damage: Damage) -> Damaged:
    """The same file after the damage."""
    chance = random.Random(f"{damage.kind} {damage.seed}")
    if damage.kind == "truncated":
        end = chance.randrange(PAGE, len(content))
        return Damaged(content[:end], _pages(end, len(content)))
    if damage.kind == "garbage":
        start = chance.randrange(len(content) - _GARBAGE)
        end = start + _GARBAGE
        return Damaged(content[:start] + chance.randbytes(_GARBAGE) + content[end:], _pages(start, end))
    start = chance.randrange(len(content) // PAGE) * PAGE
    return Damaged(content[:start] + bytes(PAGE) + content[start + PAGE :], _pages(start, start + PAGE))


def flipped(content: bytes, seed: int) -> bytes:
    """The same file with one bit changed."""
    bit = random.Random(f"flip {seed}").randrange(8 * len(content))
    changed = bytearray(content)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


def _pages(start: int, end: int) -> frozenset[int]:
    return frozenset(range(start // PAGE + 1, (end - 1) // PAGE + 2))


def pages_of_rows(path: Path) -> dict[Key, frozenset[int]]:
    """The pages each row is stored on, by table and id."""
    with contextlib.closing(apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)) as connection:
        return {(table, id): pages for table in TABLES.values() for id, pages in _of_table(connection, table)}


def _of_table(connection: apsw.Connection, table: str) -> Iterator[tuple[str, frozenset[int]]]:
    leaves, beside = [], defaultdict(list)
    query = "SELECT path, pageno, pagetype, ncell FROM dbstat WHERE name = ? ORDER BY path"
    for path, number, kind, cells in connection.execute(query, (table,)):
        if kind == "leaf":
            leaves.append((path, number, cells))
        elif kind == "overflow":
            # "/1c2/000+000000": of the first row of the leaf "/1c2/".
            beside[path.rpartition("+")[0]].append(number)
    ids = (id for (id,) in connection.execute(f"SELECT id FROM {table} ORDER BY rowid"))
    for path, number, cells in leaves:
        for cell in range(cells):
            yield next(ids), frozenset([number, *beside[f"{path}{cell:03x}"]])
    assert next(ids, None) is None
