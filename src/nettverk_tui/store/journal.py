"""The journal: one entry per command, chained by hashes, with a clock that never runs backwards."""

import contextlib
import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

import msgspec

from nettverk_tui.model.core.records import RECORD_OF, STAMPS
from nettverk_tui.model.journal.undo import JournalEntry, RowChange
from nettverk_tui.store.progress import Progress, counted, unseen

_COUNTER_BITS = 16
_ENCODER = msgspec.json.Encoder(order="deterministic")


def append(connection: sqlite3.Connection, entry: JournalEntry) -> tuple[JournalEntry, str]:
    """Write an entry inside the open transaction; return it with its number and clock, and its link of the chain.

    The hybrid logical clock is the greater of now and the file's last one plus one, so that entries keep their
    order when the computer's clock is set back. A link is the hash of the link before, the payload's own hash and
    the entry's other columns: a payload can be blanked by an erasure without breaking the chain.
    """
    last = connection.execute("SELECT hlc, chain FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
    hlc = clock_after(last["hlc"] if last is not None else 0, entry.at)
    payload = _ENCODER.encode(entry.changes).decode()
    payload_hash = _hash(payload)
    chain = link(
        last["chain"] if last else "",
        entry.id,
        hlc,
        entry.device,
        entry.window,
        entry.category,
        entry.kind,
        payload_hash,
    )
    cursor = connection.execute(
        "INSERT INTO journal (id, hlc, at, device, window, actor, batch, category, kind, schema_version, target,"
        " payload, payload_hash, chain) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            entry.id,
            hlc,
            entry.at,
            entry.device,
            entry.window,
            entry.actor,
            entry.batch,
            entry.category,
            entry.kind,
            entry.schema_version,
            entry.target,
            payload,
            payload_hash,
            chain,
        ),
    )
    return msgspec.structs.replace(entry, seq=int(cursor.lastrowid or 0), hlc=hlc), chain


def clock_after(last: int, at: int) -> int:
    """Return the clock of an entry made at `at` (UTC ms) after one with the clock `last`; 0 if there was none."""
    return max(last + 1, at << _COUNTER_BITS)


def link(before: str, *parts: object) -> str:
    """Return a link of the chain: the hash of the link before and the parts."""
    return _hash(json.dumps([before, *map(str, parts)]))


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def verify(connection: sqlite3.Connection, progress: Progress = unseen) -> int | None:
    """Return the number of the first entry that is not as it was written; None if the chain holds.

    An erased payload breaks nothing. Takes about 20 µs an entry.
    """
    before = ""
    as_it_is = connection.text_factory
    # A flipped bit may leave bytes that are not UTF-8: that is damage to report, not a query that fails.
    connection.text_factory = partial(str, encoding="utf-8", errors="replace")
    try:
        rows = connection.execute(
            "SELECT seq, payload, chain, id, hlc, device, window, category, kind, payload_hash FROM journal"
            " ORDER BY seq"
        )
        for row in counted(rows, last_seq(connection), progress):
            seq, payload, chain, *told = row
            if chain != link(before, *told) or (payload is not None and _hash(payload) != told[-1]):
                return int(seq)
            before = chain
    finally:
        connection.text_factory = as_it_is
    return None


class Told(msgspec.Struct):
    """A row according to the journal: last value of every field, number of changes, and times in UTC ms."""

    made_at: int
    values: dict[str, Any]
    changed_at: int = 0
    changes: int = 0


def note_down(told: dict[tuple[str, str], Told], change: RowChange, at: int) -> None:
    """Merge an entry's change of a row, made `at` (UTC ms), into what earlier entries say of it."""
    row = told.setdefault((change.table, change.id), Told(at, {}))
    row.values.update({field: after for field, (_, after) in change.fields.items() if field not in STAMPS})
    row.changed_at = at
    row.changes += 1


def told(entries: Mapping[int, Mapping[str, Any]]) -> dict[tuple[str, str], Told]:
    """Return each row, by table and id, as the intact entries say, in the order of their numbers: for damaged files."""
    rows: dict[tuple[str, str], Told] = {}
    for _, entry in sorted(entries.items()):
        if is_whole(entry):
            for change in changes_of(entry.get("payload")):
                if change.table in RECORD_OF:
                    note_down(rows, change, entry.get("at", 0))
    return rows


def is_whole(entry: Mapping[str, Any]) -> bool:
    """Return whether a payload is as it was written; an erased one counts as intact."""
    payload = entry.get("payload")
    return payload is None or (isinstance(payload, str) and _hash(payload) == entry.get("payload_hash"))


def lost(entries: Mapping[int, Mapping[str, Any]]) -> int:
    """Return how many entries are missing or damaged, counted from 1; entries after the last one are not known."""
    return max(entries, default=0) - sum(is_whole(entry) for entry in entries.values())


def changes_of(payload: str | None) -> tuple[RowChange, ...]:
    """Return the changes of an entry; none if its payload was erased, or damaged on the disk.

    Damage is reported when the file is opened; it must not end the program where the journal is read.
    """
    if payload:
        with contextlib.suppress(msgspec.DecodeError):
            return msgspec.json.decode(payload, type=tuple[RowChange, ...])
    return ()


def entry_of(row: sqlite3.Row) -> JournalEntry:
    """Return an entry from its row."""
    return JournalEntry(
        seq=row["seq"],
        id=row["id"],
        hlc=row["hlc"],
        at=row["at"],
        device=row["device"],
        window=row["window"],
        actor=row["actor"],
        batch=row["batch"],
        category=row["category"],
        kind=row["kind"],
        schema_version=row["schema_version"],
        target=row["target"],
        undone=bool(row["undone"]),
        changes=changes_of(row["payload"]),
    )


def to_undo(
    connection: sqlite3.Connection, not_windows: Sequence[str], kinds: Iterable[str] | None = None
) -> Iterator[JournalEntry]:
    """Yield the live commands of all windows except those (the other windows that are open now), the last one first.

    `kinds` are the wanted kinds of commands; None for all.
    """
    rows = connection.execute(
        "SELECT * FROM journal WHERE (category = 'migration' OR (category = 'do' AND undone = 0))"
        " AND window NOT IN (SELECT value FROM json_each(?))"
        " AND (? OR category = 'migration' OR kind IN (SELECT value FROM json_each(?))) ORDER BY seq DESC",
        (json.dumps(not_windows), kinds is None, json.dumps(sorted(kinds or ()))),
    )
    for row in rows:
        if row["category"] == "migration":
            # Undo stops here: earlier entries were written for other columns.
            return
        yield entry_of(row)


def entry(connection: sqlite3.Connection, seq: int) -> JournalEntry:
    """Return the entry with that number. Raises LookupError if there is none."""
    row = connection.execute("SELECT * FROM journal WHERE seq = ?", (seq,)).fetchone()
    if row is None:
        raise LookupError(seq)
    return entry_of(row)


def parts(connection: sqlite3.Connection, window: str, batch: str | None, *, undone: bool) -> list[int]:
    """Return the numbers of a batch's entries, in order: the live ones, or the undone ones."""
    rows = connection.execute(
        "SELECT seq FROM journal WHERE window = ? AND category = 'do' AND undone = ? AND batch = ? ORDER BY seq",
        (window, undone, batch),
    )
    return [seq for (seq,) in rows]


def mark(connection: sqlite3.Connection, entry: JournalEntry, *, undone: bool) -> None:
    """Store whether an entry is undone."""
    connection.execute("UPDATE journal SET undone = ? WHERE seq = ?", (undone, entry.seq))


def next_to_redo(connection: sqlite3.Connection, not_windows: Sequence[str]) -> JournalEntry | None:
    """Return the command *redo* would repeat: the last undone, not by those windows, with no newer command since.

    Commands undone before the last new command cannot be redone. Neither can the parts that an act undid itself
    since it could not be finished: both entries are of one batch.
    """
    row = connection.execute(
        """WITH others AS (SELECT value FROM json_each(?))
           SELECT done.* FROM journal AS taken_back JOIN journal AS done ON done.id = taken_back.target
           WHERE taken_back.category = 'undo' AND done.undone = 1 AND taken_back.window NOT IN others
           AND (taken_back.batch IS NULL OR taken_back.batch IS NOT done.batch)
           AND taken_back.seq > coalesce((SELECT max(seq) FROM journal WHERE window NOT IN others
               AND category IN ('do', 'base', 'migration')), 0)
           ORDER BY taken_back.seq DESC LIMIT 1""",
        (json.dumps(not_windows),),
    ).fetchone()
    return None if row is None else entry_of(row)


def since(connection: sqlite3.Connection, seq: int, limit: int = 500) -> Sequence[JournalEntry]:
    """Return at most `limit` entries after a number, oldest first."""
    rows = connection.execute("SELECT * FROM journal WHERE seq > ? ORDER BY seq LIMIT ?", (seq, limit))
    return [entry_of(row) for row in rows]


def of_row(connection: sqlite3.Connection, table: str, id: str) -> Sequence[JournalEntry]:
    """Return a row's entries, oldest first, each with the changes of that row alone; erased entries are left out.

    Only entries since the row was created are searched. The clock may have been set back since: the order is the
    journal's own.
    """
    made = connection.execute(f"SELECT created_at FROM {table} WHERE id = ?", (id,)).fetchone()
    if made is None:
        return ()
    rows = connection.execute(
        "SELECT * FROM journal WHERE seq >= coalesce((SELECT min(seq) FROM journal WHERE at = ?), 0)"
        " AND instr(payload, ?) > 0 ORDER BY seq",
        (made[0], id),
    )
    entries = map(entry_of, rows)
    mine = (
        msgspec.structs.replace(
            entry, changes=tuple(change for change in entry.changes if (change.table, change.id) == (table, id))
        )
        for entry in entries
    )
    return [entry for entry in mine if entry.changes]


def last_link(connection: sqlite3.Connection) -> str:
    """Return the newest link of the chain; empty if there is no entry."""
    last = connection.execute("SELECT chain FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
    return str(last[0]) if last is not None else ""


def has_been_used(connection: sqlite3.Connection) -> bool:
    """Return whether anything has been stored since the file was seeded."""
    used = "SELECT 1 FROM journal WHERE category NOT IN ('base', 'migration') LIMIT 1"
    return connection.execute(used).fetchone() is not None


def last_seq(connection: sqlite3.Connection) -> int:
    """Return the number of the newest entry; 0 if there is none."""
    return int(connection.execute("SELECT coalesce(max(seq), 0) FROM journal").fetchone()[0])
