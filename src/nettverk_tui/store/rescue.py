"""What can still be read from a damaged file, put into a new one. The damaged file is only read.

SQLite's own `.recover` is not in most people's sqlite3. Rows are read as far as their pages can be, and those
whose pages are gone are taken from the journal, which has every value that was ever given.
"""

import contextlib
import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from nettverk_tui.model.decisions.change import references
from nettverk_tui.model.messages import N_, Message
from nettverk_tui.model.records import RECORD_OF, STAMPS, TABLES, Record
from nettverk_tui.store import journal
from nettverk_tui.store.file import CannotOpen, upgrade
from nettverk_tui.store.store import Store
from nettverk_tui.store.transfer import Source


class Rescued(msgspec.Struct, frozen=True):
    """What came out: rows read from their tables, rows made again from the journal, and rows that had to be left."""

    read: int
    from_the_journal: int
    left: tuple[str, ...]


def rescue(damaged: Path, target: Path) -> Rescued:
    """Read what can be read and write it into a new file at `target`.

    The new file has every row, and no history before the rescue: nothing in it can be undone. Raises CannotOpen where
    nothing can be read, or there is a file at `target`.
    """
    try:
        source = Source(damaged)
    except sqlite3.DatabaseError as problem:
        raise CannotOpen(_nothing(damaged)) from problem
    with contextlib.closing(source):
        read = {
            (table, row["id"]): row for table in RECORD_OF for row in source.rows(table) if isinstance(row["id"], str)
        }
        told = _told(source)
    from_the_journal = told.keys() - read.keys()
    # The journal has its values with their sums. Where it is whole it is right, and where two rows want one place too.
    standing = {key: {**read.get(key, {}), **told.get(key, {})} for key in [*told, *(read.keys() - told.keys())]}
    records, left = _records(standing)
    if not records:
        raise CannotOpen(_nothing(damaged))
    store = Store.create(target)
    try:
        store.seed(records, "Rescue")
    except BaseException:
        store.close()
        target.unlink(missing_ok=True)
        raise
    store.close()
    kept = {(TABLES[type(record)], record.id) for record in records}
    return Rescued(len(kept & read.keys()), len(kept & from_the_journal), tuple(left))


def _nothing(path: Path) -> Message:
    return Message(N_("Nothing can be read from {name}. Restore one of its copies."), {"name": path.name})


def _told(source: Source) -> Mapping[tuple[str, str], Mapping[str, Any]]:
    """The last value the journal gave each field, from those entries whose sum is right."""
    told: dict[tuple[str, str], dict[str, Any]] = {}
    for row in source.rows("journal"):
        if row["payload"] is None or not journal.is_whole(row["payload"], row["payload_hash"]):
            continue
        for change in journal.changes_of(row["payload"]):
            values = told.setdefault((change.table, change.id), {"id": change.id})
            values.update({field: after for field, (_, after) in change.fields.items() if field not in STAMPS})
    return told


def _records(standing: Mapping[tuple[str, str], Mapping[str, Any]]) -> tuple[list[Record], list[str]]:
    """The rows as records that keep the file's rules, parents first, and a line for each that cannot."""
    records: dict[tuple[str, str], Record] = {}
    left: list[str] = []
    with contextlib.closing(sqlite3.connect(":memory:", isolation_level=None)) as scratch:
        # The rules stand in the schema: a row that it takes here it takes in the new file.
        upgrade(scratch)
        for kind, table in TABLES.items():
            for id, values in [(id, values) for (of, id), values in standing.items() if of == table]:
                record = _record(kind, values)
                if record is not None and _is_taken(scratch, record):
                    records[table, id] = record
                else:
                    left.append(f"{table} {id}")
    _leave_orphans(records, left)
    return list(records.values()), left


def _is_taken(scratch: sqlite3.Connection, record: Record) -> bool:
    values = msgspec.structs.asdict(record)
    columns = ", ".join(f'"{field}"' for field in values)
    gaps = ", ".join("?" * len(values))
    try:
        scratch.execute(f"INSERT INTO {TABLES[type(record)]} ({columns}) VALUES ({gaps})", list(values.values()))
    except (sqlite3.Error, OverflowError):
        return False
    return True


def _record(kind: type[Record], values: Mapping[str, Any]) -> Record | None:
    known = {field: values[field] for field in kind.__struct_fields__ if field in values}
    try:
        return msgspec.convert(known, kind, strict=False)
    except msgspec.ValidationError:
        return None


def _leave_orphans(records: dict[tuple[str, str], Record], left: list[str]) -> None:
    """What names a row that is gone stays without it where it may, and is left where it may not."""
    while True:
        changed = False
        for key, record in list(records.items()):
            for field, parent in references(type(record)).items():
                named = getattr(record, field)
                if named is None or (parent, named) in records:
                    continue
                changed = True
                widowed = _record(type(record), {**msgspec.structs.asdict(record), field: None})
                if widowed is None:
                    del records[key]
                    left.append(" ".join(key))
                    break
                records[key] = record = widowed
        if not changed:
            return
