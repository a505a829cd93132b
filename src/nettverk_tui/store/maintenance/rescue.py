"""Rescue: copy what can still be read from a damaged file into a new one. The damaged file is only read.

Most installations of sqlite3 lack SQLite's own `.recover`. Rows are read from all sound pages, whether a tree
leads to them or not, and rows whose pages are gone are taken from the journal, which has all values ever
stored.
"""

import contextlib
import sqlite3
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from nettverk_tui.model.core.messages import N_, Message
from nettverk_tui.model.core.records import RECORD_OF, TABLES, Record
from nettverk_tui.model.decisions.change import references
from nettverk_tui.store import file, journal
from nettverk_tui.store.file import CannotOpen, upgrade
from nettverk_tui.store.halves import half_of
from nettverk_tui.store.journal import Told
from nettverk_tui.store.maintenance.lost_pages import Key, Values
from nettverk_tui.store.maintenance.transfer import Source
from nettverk_tui.store.progress import Progress, counted, parts, unseen
from nettverk_tui.store.reading import not_opened
from nettverk_tui.store.store import Store


class Rescued(msgspec.Struct, frozen=True):
    """The result: number of rows read from pages, number of rows restored from the journal, and what was left out.

    `left` has rows by table and id that break the file's rules, or lack a row they require; `unplaced` counts
    rows that fit several tables, and `entries_lost` the journal entries that are missing or damaged. With
    `and_more` the journal has gaps: entries after its last readable one are not known.
    """

    read: int
    from_the_journal: int
    left: tuple[str, ...]
    unplaced: int
    entries_lost: int
    and_more: bool


def rescue(damaged: Path, target: Path, progress: Progress = unseen) -> Rescued:
    """Read what can be read and write it into a new file at `target`.

    The new file has every row, and no history before the rescue: nothing in it can be undone. Raises CannotOpen if
    nothing can be read, or there is a file at `target`.
    """
    of_reading, of_standing, of_writing = parts(progress, 5, 2, 3)
    read, entries, unplaced, and_more = _read(damaged, of_reading)
    told = journal.told(entries)
    from_the_journal = told.keys() - read.keys()
    records, left = _records(_standing(read, told), of_standing)
    if not records:
        file.check_is_ours(damaged)
        raise CannotOpen(_nothing(damaged))
    of_writing(0)
    _write(target, records, of_writing)
    kept = {(TABLES[type(record)], record.id) for record in records}
    return Rescued(
        len(kept & read.keys()), len(kept & from_the_journal), tuple(left), unplaced, journal.lost(entries), and_more
    )


def _nothing(path: Path) -> Message:
    return Message(N_("Nothing can be read from {name}. Restore one of its copies."), {"name": path.name})


def _read(damaged: Path, progress: Progress) -> tuple[dict[Key, Values], dict[int, Values], int, bool]:
    """Return the rows, the journal's entries by number, and `unplaced` and `and_more` of `Rescued`."""
    of_copy, of_pages, of_trees = parts(progress, 1, 10, 5)
    with contextlib.closing(Source(damaged, of_copy, insisting=True)) as source:
        found = source.read_lost(of_pages)
        rows = {(table, row["id"]): row for table in RECORD_OF for row in found.rows[table].values()}
        entries = dict(found.rows["journal"])
        every = ((table, row) for table in (*RECORD_OF, "journal") for row in source.rows(table))
        for table, row in counted(every, source.count(), of_trees):
            if table == "journal":
                entries[row["seq"]] = row
            elif isinstance(row["id"], str):
                rows[table, row["id"]] = row
    return rows, entries, found.unplaced, "journal" in source.gaps


def _write(target: Path, records: Sequence[Record], progress: Progress) -> None:
    """Write the file under another name first, so that `target` is never half written."""
    if target.exists() or target.is_symlink():
        # Raises CannotOpen: the name is taken.
        file.create(target)
    try:
        with half_of(target) as half:
            with contextlib.closing(Store.create(half)) as store:
                store.seed(records, "Rescue")
            progress(1)
            half.rename(target)
    except OSError as problem:
        raise CannotOpen(not_opened(target, problem)) from problem


def _standing(read: Mapping[Key, Values], told: Mapping[Key, Told]) -> Mapping[str, Mapping[str, Values]]:
    """Return the values of the rows, by table and id; those the journal knows first, in case two claim one place."""
    standing: dict[str, dict[str, Values]] = {table: {} for table in RECORD_OF}
    for table, id in [*told, *(read.keys() - told.keys())]:
        row, of_the_row = read.get((table, id), {}), told.get((table, id))
        if of_the_row is None:
            values = row
        elif _is_newer(row, of_the_row):
            values = {"id": id, **of_the_row.values, **row}
        else:
            # The journal's values have checksums: after a flipped bit they are the correct ones.
            values = {"id": id, **row, **of_the_row.values}
        standing[table][id] = values
    return standing


def _is_newer(row: Values, told: Told) -> bool:
    """Return whether the row was changed once more than the remaining entries say."""
    version = row.get("version")
    return isinstance(version, int) and version > told.changes


def _records(standing: Mapping[str, Mapping[str, Values]], progress: Progress) -> tuple[list[Record], list[str]]:
    """Return the rows as records that keep the file's rules, and a line for each that breaks them."""
    records: dict[Key, Record] = {}
    left: list[str] = []
    with contextlib.closing(sqlite3.connect(":memory:", isolation_level=None)) as scratch:
        # The rules are in the schema: a row accepted by this scratch file is accepted by the new one.
        upgrade(scratch)
        every = [(table, id, values) for table, rows in standing.items() for id, values in rows.items()]
        for table, id, values in counted(every, len(every), progress):
            record = _record(RECORD_OF[table], values)
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
    except (sqlite3.Error, OverflowError, UnicodeEncodeError):
        return False
    return True


def _record(kind: type[Record], values: Values) -> Record | None:
    known = {field: values[field] for field in kind.__struct_fields__ if field in values}
    try:
        return msgspec.convert(known, kind, strict=False)
    except msgspec.ValidationError:
        return None


def _leave_orphans(records: dict[Key, Record], left: list[str]) -> None:
    """Remove references to missing rows where they may be empty, and leave out rows where they may not."""
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
