"""Pages of rows that no tree leads to any more, assigned to their tables.

A page does not name its table, but few tables have its columns and accept its values, and of those only one has
references to existing rows. A page that fits several tables equally well is left out.
"""

import contextlib
import sqlite3
from collections.abc import Mapping, Sequence, Set
from typing import Any, NamedTuple

import msgspec

from nettverk_tui.model.core.records import RECORD_OF, STAMPS, Record
from nettverk_tui.model.decisions.change import references
from nettverk_tui.store.file import upgrade
from nettverk_tui.store.maintenance.raw_pages import Pages, Row
from nettverk_tui.store.progress import Progress, unseen

Key = tuple[str, str]
Values = Mapping[str, Any]
_Numbered = Mapping[int, Values]
#: Wanted tables that have no record type.
_WITHOUT_RECORD = ("file", "journal")
#: Python's types of the values SQLite stores in a column of that type.
_KEPT_AS: Mapping[str, tuple[type, ...]] = {"TEXT": (str,), "INTEGER": (int,), "REAL": (float, int)}


class Column(NamedTuple):
    """A column: types of its values, and whether it is the rowid."""

    name: str
    kinds: tuple[type, ...]
    optional: bool
    is_number: bool


class Found(NamedTuple):
    """The rows of each table by rowid, and how many rows fit several tables."""

    rows: Mapping[str, Mapping[int, Values]]
    unplaced: int


def read(pages: Pages, known: Set[Key], progress: Progress = unseen) -> Found:
    """Return all rows on sound pages of the file. `known` are rows whose table is known otherwise."""
    columns = columns_of()
    rows: dict[str, dict[int, Values]] = {table: {} for table in columns}
    unplaced: list[dict[str, _Numbered]] = []
    for number, page in pages.rows():
        progress(number / pages.count)
        fitting: dict[str, _Numbered] = {
            table: found for table in columns if (found := _fitting(page, table, columns[table])) is not None
        }
        if fitting:
            unplaced.append(fitting)
    known = set(known)
    while unplaced:
        # A page that is assigned gives others rows to refer to.
        later = []
        for fitting in unplaced:
            table = _table_of(fitting, known)
            if table is None:
                later.append(fitting)
                continue
            rows[table].update(fitting[table])
            known.update((table, row["id"]) for row in fitting[table].values())
        if len(later) == len(unplaced):
            break
        unplaced = later
    return Found(rows, sum(len(next(iter(fitting.values()))) for fitting in unplaced))


def columns_of(version: int | None = None) -> Mapping[str, Sequence[Column]]:
    """Return the columns of the tables in a file of that version, by default the newest; none for later tables."""
    with contextlib.closing(sqlite3.connect(":memory:", isolation_level=None)) as fresh:
        upgrade(fresh, to=version)
        return {
            table: [
                Column(name, _KEPT_AS[kind], not required and not key, bool(key) and kind == "INTEGER")
                for _, name, kind, required, _default, key in fresh.execute(f"PRAGMA table_info({table})")
            ]
            for table in (*RECORD_OF, *_WITHOUT_RECORD)
        }


def _fitting(page: Sequence[Row], table: str, columns: Sequence[Column]) -> _Numbered | None:
    """Return the rows with the table's column names; None if one has other columns, or other types of values."""
    found = {}
    for number, values in page:
        # A row older than a column lacks it at the end; the stamps come after all the first columns.
        row = {column.name: value for column, value in zip(columns, values, strict=False)}
        if len(values) > len(columns) or not (row.keys() >= STAMPS or len(values) == len(columns)):
            return None
        for column in columns[: len(values)]:
            if column.is_number and row[column.name] is None:
                # The rowid is not stored twice.
                row[column.name] = number
            elif not (column.optional if row[column.name] is None else isinstance(row[column.name], column.kinds)):
                return None
        if table in RECORD_OF and not _fits(RECORD_OF[table], row):
            return None
        found[number] = row
    return found


def _fits(kind: type[Record], row: Values) -> bool:
    """Return whether these values make a valid record."""
    try:
        msgspec.convert({field: row[field] for field in kind.__struct_fields__ if field in row}, kind, strict=False)
    except msgspec.ValidationError:
        return False
    return True


def _table_of(fitting: Mapping[str, _Numbered], known: Set[Key]) -> str | None:
    """Return the only table that fits, or the one whose rows are known or refer to known rows; None if undecided."""
    if len(fitting) == 1:
        return next(iter(fitting))
    ties = {table: sum(_is_tied(table, row, known) for row in rows.values()) for table, rows in fitting.items()}
    best = max(ties, key=lambda table: ties[table])
    return best if list(ties.values()).count(ties[best]) == 1 and ties[best] else None


def _is_tied(table: str, row: Values, known: Set[Key]) -> bool:
    if (table, row["id"]) in known:
        return True
    kind = RECORD_OF.get(table)
    named = [(parent, row.get(field)) for field, parent in references(kind).items()] if kind is not None else []
    return any(id is not None for _, id in named) and all(id is None or (of, id) in known for of, id in named)
