"""Checks of a file: SQLite's own, its schema's rules, and comparison with its journal.

SQLite's own check finds a fifth of single flipped bits (measured); most of the others change a letter in a text. The
journal has all values ever stored, and a chain over them, so that rows can be compared with it.
"""

import contextlib
import sqlite3
import uuid
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec

from nettverk_tui.model.core.messages import N_, Message
from nettverk_tui.model.core.records import RECORD_OF, TABLES
from nettverk_tui.model.decisions.change import references
from nettverk_tui.store import file, journal
from nettverk_tui.store.derived import Derived, search_index
from nettverk_tui.store.progress import Progress, counted, parts, unseen
from nettverk_tui.store.snapshot import snapshot

#: Most faults of one kind that are reported.
_MOST = 20
#: Most changes in memory at once; a longer journal is read several times.
_AT_ONCE = 200_000
#: Errors that a damaged value may raise in the code that reads it; all of them are reported.
_DAMAGE = (sqlite3.Error, msgspec.MsgspecError, LookupError, ValueError, TypeError, OverflowError, AttributeError)
#: Tables SQLite makes for itself, which older files may lack.
_OF_SQLITE = "sqlite_%"


class Fault(msgspec.Struct, frozen=True):
    """A fault. `kind` is an identifier for programs, `where` a table and id, or empty."""

    kind: str
    message: Message
    where: str = ""


class Report(msgspec.Struct, frozen=True):
    """The faults a check found, and how much it read."""

    entries: int
    rows: int
    faults: tuple[Fault, ...]


def check(path: Path, progress: Progress = unseen) -> Report:
    """Check everything in a file without changing it. Raises CannotOpen if it is not of this program, and Busy.

    It reads a snapshot, so typing is not blocked. It reads the whole file, and the journal once for
    every 200,000 changes in it.
    """
    of_copy, *of_looks = parts(progress, 2, *(weight for _, weight in _LOOKS))
    try:
        connection = snapshot(path, of_copy)
    except sqlite3.DatabaseError as problem:
        return Report(0, 0, (_unreadable(problem),))
    try:
        faults: list[Fault] = []
        for (look, _), of_look in zip(_LOOKS, of_looks, strict=True):
            of_look(0)
            faults += _first(look(connection, of_look))
        return Report(_count(connection, ("journal",)), _count(connection, RECORD_OF), tuple(faults))
    finally:
        connection.close()


def _first(faults: Iterator[Fault]) -> Sequence[Fault]:
    found: list[Fault] = []
    try:
        for fault in faults:
            found.append(fault)
            if len(found) == _MOST:
                more = Message(N_("There may be more of these; {most} are shown."), {"most": _MOST})
                return [*found, Fault(fault.kind, more)]
    except _DAMAGE as problem:
        found.append(_unreadable(problem))
    return found


def _unreadable(problem: Exception) -> Fault:
    return Fault("sqlite", Message(N_("A part of the file cannot be read: {problem}."), {"problem": str(problem)}))


def _count(connection: sqlite3.Connection, tables: Sequence[str] | dict[str, Any]) -> int:
    count = 0
    for table in tables:
        try:
            count += connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        except sqlite3.DatabaseError:
            # Already reported by the check that read it.
            continue
    return count


def _sqlite(connection: sqlite3.Connection, progress: Progress) -> Iterator[Fault]:
    for problem in file.integrity(connection, _MOST, progress):
        yield Fault("sqlite", Message(N_("SQLite says: {problem}."), {"problem": problem}))


def _references(connection: sqlite3.Connection, _: Progress) -> Iterator[Fault]:
    for table, rowid, parent, _number in connection.execute("PRAGMA foreign_key_check"):
        words = N_("Row {row} of {table} names a row of {parent} that is not there.")
        yield Fault("reference", Message(words, {"row": rowid, "table": table, "parent": parent}), f"{table} {rowid}")


def _schema(connection: sqlite3.Connection, _: Progress) -> Iterator[Fault]:
    standing = _objects(connection)
    with contextlib.closing(sqlite3.connect(":memory:", isolation_level=None)) as fresh:
        file.upgrade(fresh, to=connection.execute("PRAGMA user_version").fetchone()[0])
        wanted = _objects(fresh)
    for name in sorted(standing.keys() - wanted.keys()):
        yield Fault("schema", Message(N_("{name} is not of this program."), {"name": name}), name)
    for name in sorted(wanted.keys() - standing.keys()):
        yield Fault("schema", Message(N_("{name} is missing."), {"name": name}), name)
    for name in sorted(name for name in standing.keys() & wanted.keys() if standing[name] != wanted[name]):
        yield Fault("schema", Message(N_("{name} has been changed by another program."), {"name": name}), name)


def _objects(connection: sqlite3.Connection) -> dict[str, str]:
    found = connection.execute("SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE ?", (_OF_SQLITE,))
    return {f"{kind} {name}": sql for kind, name, sql in found}


def _identity(connection: sqlite3.Connection, _: Progress) -> Iterator[Fault]:
    for (id,) in connection.execute("SELECT id FROM file"):
        with contextlib.suppress(ValueError):
            if str(uuid.UUID(id)) == id:
                continue
        yield Fault("file", Message(N_("The file’s own id is not as it was made.")), "file")


def _chain(connection: sqlite3.Connection, progress: Progress) -> Iterator[Fault]:
    broken = journal.verify(connection, progress)
    if broken is not None:
        yield _entry_fault(broken)


def _entry_fault(number: int) -> Fault:
    words = N_("Entry {number} of the journal is not as it was written.")
    return Fault("journal", Message(words, {"number": number}), f"journal {number}")


def _entries(connection: sqlite3.Connection, _: Progress) -> Iterator[Fault]:
    """Check the columns that the chain does not cover: clock and time, target of undo, schema version."""
    clock, schema = 0, 1
    for seq, hlc, at, version, turned in connection.execute(
        "SELECT seq, hlc, at, schema_version,"
        " target IS NULL OR EXISTS (SELECT 1 FROM journal AS other WHERE other.id = entry.target)"
        " FROM journal AS entry ORDER BY seq"
    ):
        if hlc != journal.clock_after(clock, at) or not schema <= version <= file.newest_version() or not turned:
            yield _entry_fault(seq)
        clock, schema = hlc, version


def _laws(connection: sqlite3.Connection, progress: Progress) -> Iterator[Fault]:
    for number, (kind, table) in enumerate(TABLES.items()):
        progress(number / len(TABLES))
        for field, parent in references(kind).items():
            orphans = connection.execute(
                f"SELECT child.id FROM {table} AS child JOIN {parent} AS parent ON parent.id = child.{field}"
                " WHERE child.deleted = 0 AND parent.deleted = 1"
            )
            for (id,) in orphans:
                words = N_("{where} belongs to something that has been deleted.")
                yield Fault("law", Message(words, {"where": f"{table} {id}"}), f"{table} {id}")


def _derived(connection: sqlite3.Connection, progress: Progress) -> Iterator[Fault]:
    """Compare the derived tables with the rows."""
    if connection.execute("PRAGMA user_version").fetchone()[0] != file.newest_version():
        return
    derived, told = Derived(connection), set()
    of_rows, of_index = parts(progress, 4, 1)
    for where in derived.differences(of_rows):
        told.add(where)
        yield _derived_fault(where)
    of_index(0)
    may_write = not connection.execute("PRAGMA query_only").fetchone()[0]
    if may_write and search_index.INDEX not in told and not derived.search.is_whole(of_index):
        yield _derived_fault(search_index.INDEX)


def _derived_fault(where: str) -> Fault:
    words = N_("What is made from {where} is not what it says: searching and counts may miss it.")
    return Fault("derived", Message(words, {"where": where}), where)


def _rows(connection: sqlite3.Connection, progress: Progress) -> Iterator[Fault]:
    """Compare every row with the last values in the journal."""
    changes = connection.execute(
        "SELECT coalesce(sum(json_array_length(payload)), 0) FROM journal WHERE json_valid(payload)"
    ).fetchone()[0]
    erased = connection.execute("SELECT 1 FROM journal WHERE payload IS NULL LIMIT 1").fetchone() is not None
    rounds = changes // _AT_ONCE + 1
    count = _count(connection, RECORD_OF)
    for turn, of_turn in enumerate(parts(progress, *[1] * rounds)):
        of_journal, of_tables = parts(of_turn, 2, 1)
        told = _told(connection, turn, rounds, of_journal)
        every = ((table, row) for table in RECORD_OF for row in connection.execute(f"SELECT * FROM {table}"))
        for table, row in counted(every, count, of_tables):
            if _turn_of(row["id"], rounds) != turn:
                continue
            said = told.pop((table, row["id"]), None)
            where = f"{table} {row['id']}"
            if said is None:
                if not erased:
                    yield Fault("row", Message(N_("{where} is not in the journal."), {"where": where}), where)
                continue
            wrong = [field for field, value in said.values.items() if row[field] != value]
            if not erased:
                # An erased entry may have changed the row, too.
                stamps = {"version": said.changes, "created_at": said.made_at, "changed_at": said.changed_at}
                wrong += [field for field, value in stamps.items() if row[field] != value]
            if wrong:
                words = N_("{where} is not as it was stored: {fields}.")
                yield Fault("row", Message(words, {"where": where, "fields": ", ".join(wrong)}), where)
        for table, id in told:
            where = f"{table} {id}"
            yield Fault("row", Message(N_("{where} is in the journal, but not in the file."), {"where": where}), where)


def _turn_of(id: str, rounds: int) -> int:
    return 0 if rounds == 1 else sum(id.encode()) % rounds


def _told(
    connection: sqlite3.Connection, turn: int, rounds: int, progress: Progress
) -> dict[tuple[str, str], journal.Told]:
    """Return the rows as the journal says; the changes of erased entries are not known."""
    told: dict[tuple[str, str], journal.Told] = {}
    entries = connection.execute("SELECT at, payload FROM journal WHERE payload IS NOT NULL ORDER BY seq")
    for at, payload in counted(entries, _count(connection, ("journal",)), progress):
        for change in journal.changes_of(payload):
            if change.table in RECORD_OF and _turn_of(change.id, rounds) == turn:
                journal.note_down(told, change, at)
    return told


#: The checks, and their share of the time.
_LOOKS: tuple[tuple[Callable[[sqlite3.Connection, Progress], Iterator[Fault]], float], ...] = (
    (_sqlite, 8),
    (_references, 1),
    (_schema, 1),
    (_identity, 0.1),
    (_chain, 3),
    (_entries, 1),
    (_laws, 1),
    (_rows, 32),
    (_derived, 60),
)
