"""Whether a file is sound: as SQLite sees it, as its own rules see it, and as its journal says it was written.

SQLite's own check finds a fifth of single flipped bits (measured); most of the others change a letter in a text. The
journal has every value that was ever given, and a chain over them, so a row can be held against it.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import msgspec

from nettverk_tui.model.decisions.change import references
from nettverk_tui.model.messages import N_, Message
from nettverk_tui.model.records import RECORD_OF, STAMPS, TABLES
from nettverk_tui.store import file, journal
from nettverk_tui.store.derived import Derived
from nettverk_tui.store.file import connect

#: More than these of one kind say nothing new.
_MOST = 20
#: So many changes are held in memory at once; a longer journal is read several times.
_AT_ONCE = 200_000
#: What SQLite makes for itself, and older files may lack.
_OF_SQLITE = "sqlite_%"


class Fault(msgspec.Struct, frozen=True):
    """One thing that is not as it should be. `kind` is a word for programs, `where` a table and id, or empty."""

    kind: str
    message: Message
    where: str = ""


class Report(msgspec.Struct, frozen=True):
    """What a check found, and how much it looked at."""

    entries: int
    rows: int
    faults: tuple[Fault, ...]


def check(path: Path) -> Report:
    """Look at everything in a file; nothing is changed. Raises CannotOpen where it is no file of ours.

    Reads the whole file, and the journal once for every 200,000 changes in it.
    """
    file.check_is_ours(path)
    try:
        connection = connect(path, writing=False)
    except sqlite3.DatabaseError as problem:
        return Report(0, 0, (_unreadable(problem),))
    try:
        # Bytes that are no text are damage to report, not a query that fails.
        connection.text_factory = partial(str, encoding="utf-8", errors="replace")
        faults: list[Fault] = []
        for look in (_sqlite, _references, _schema, _chain, _laws, _rows, _derived):
            try:
                faults += _first(look(connection))
            except sqlite3.DatabaseError as problem:
                faults.append(_unreadable(problem))
        return Report(_count(connection, ("journal",)), _count(connection, RECORD_OF), tuple(faults))
    finally:
        connection.close()


def _first(faults: Iterator[Fault]) -> Sequence[Fault]:
    found = []
    for fault in faults:
        found.append(fault)
        if len(found) == _MOST:
            more = Message(N_("There may be more of these; {most} are shown."), {"most": _MOST})
            return [*found, Fault(fault.kind, more)]
    return found


def _unreadable(problem: Exception) -> Fault:
    return Fault("sqlite", Message(N_("A part of the file cannot be read: {problem}."), {"problem": str(problem)}))


def _count(connection: sqlite3.Connection, tables: Sequence[str] | dict[str, Any]) -> int:
    count = 0
    for table in tables:
        try:
            count += connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        except sqlite3.DatabaseError:
            # Said already by whoever read it.
            continue
    return count


def _sqlite(connection: sqlite3.Connection) -> Iterator[Fault]:
    for row in connection.execute(f"PRAGMA integrity_check({_MOST})"):
        if row[0] != "ok":
            yield Fault("sqlite", Message(N_("SQLite says: {problem}."), {"problem": str(row[0])}))


def _references(connection: sqlite3.Connection) -> Iterator[Fault]:
    for table, rowid, parent, _ in connection.execute("PRAGMA foreign_key_check"):
        words = N_("Row {row} of {table} names a row of {parent} that is not there.")
        yield Fault("reference", Message(words, {"row": rowid, "table": table, "parent": parent}), f"{table} {rowid}")


def _schema(connection: sqlite3.Connection) -> Iterator[Fault]:
    if connection.execute("PRAGMA user_version").fetchone()[0] != file.newest_version():
        # Its own version's schema is not at hand.
        return
    standing = _objects(connection)
    fresh = sqlite3.connect(":memory:")
    try:
        file.upgrade(fresh)
        wanted = _objects(fresh)
    finally:
        fresh.close()
    for name in sorted(standing.keys() - wanted.keys()):
        yield Fault("schema", Message(N_("{name} is not of this program."), {"name": name}), name)
    for name in sorted(wanted.keys() - standing.keys()):
        yield Fault("schema", Message(N_("{name} is missing."), {"name": name}), name)
    for name in sorted(name for name in standing.keys() & wanted.keys() if standing[name] != wanted[name]):
        yield Fault("schema", Message(N_("{name} has been changed by another program."), {"name": name}), name)


def _objects(connection: sqlite3.Connection) -> dict[str, str]:
    found = connection.execute("SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE ?", (_OF_SQLITE,))
    return {f"{kind} {name}": sql for kind, name, sql in found}


def _chain(connection: sqlite3.Connection) -> Iterator[Fault]:
    broken = journal.verify(connection)
    if broken is not None:
        words = N_("Entry {number} of the journal is not as it was written.")
        yield Fault("journal", Message(words, {"number": broken}), f"journal {broken}")


def _laws(connection: sqlite3.Connection) -> Iterator[Fault]:
    for kind, table in TABLES.items():
        for field, parent in references(kind).items():
            orphans = connection.execute(
                f"SELECT child.id FROM {table} AS child JOIN {parent} AS parent ON parent.id = child.{field}"
                " WHERE child.deleted = 0 AND parent.deleted = 1"
            )
            for (id,) in orphans:
                words = N_("{where} belongs to something that has been deleted.")
                yield Fault("law", Message(words, {"where": f"{table} {id}"}), f"{table} {id}")


def _derived(connection: sqlite3.Connection) -> Iterator[Fault]:
    """Hold what is made from other rows against them."""
    if connection.execute("PRAGMA user_version").fetchone()[0] != file.newest_version():
        return
    for where in Derived(connection).differences():
        words = N_("What is made from {where} is not what it says: searching and counts may miss it.")
        yield Fault("derived", Message(words, {"where": where}), where)


def _rows(connection: sqlite3.Connection) -> Iterator[Fault]:
    """Hold every row against the values the journal last gave it."""
    changes = connection.execute(
        "SELECT coalesce(sum(json_array_length(payload)), 0) FROM journal WHERE json_valid(payload)"
    ).fetchone()[0]
    erased = connection.execute("SELECT 1 FROM journal WHERE payload IS NULL LIMIT 1").fetchone() is not None
    rounds = changes // _AT_ONCE + 1
    for turn in range(rounds):
        told = _told(connection, turn, rounds)
        for table in RECORD_OF:
            for row in connection.execute(f"SELECT * FROM {table}"):
                if _turn_of(row["id"], rounds) != turn:
                    continue
                values = told.pop((table, row["id"]), None)
                where = f"{table} {row['id']}"
                if values is None:
                    if not erased:
                        yield Fault("row", Message(N_("{where} is not in the journal."), {"where": where}), where)
                    continue
                wrong = [field for field, value in values.items() if row[field] != value]
                if wrong:
                    words = N_("{where} is not as it was stored: {fields}.")
                    yield Fault("row", Message(words, {"where": where, "fields": ", ".join(wrong)}), where)
        for table, id in told:
            where = f"{table} {id}"
            yield Fault("row", Message(N_("{where} is in the journal, but not in the file."), {"where": where}), where)


def _turn_of(id: str, rounds: int) -> int:
    return 0 if rounds == 1 else sum(id.encode()) % rounds


def _told(connection: sqlite3.Connection, turn: int, rounds: int) -> dict[tuple[str, str], dict[str, Any]]:
    """What the journal says each row holds; of an erased entry nothing is known."""
    told: dict[tuple[str, str], dict[str, Any]] = {}
    for row in connection.execute("SELECT * FROM journal WHERE payload IS NOT NULL ORDER BY seq"):
        for change in journal.entry_of(row).changes:
            if change.table in RECORD_OF and _turn_of(change.id, rounds) == turn:
                values = told.setdefault((change.table, change.id), {})
                values.update({field: after for field, (_, after) in change.fields.items() if field not in STAMPS})
    return told
