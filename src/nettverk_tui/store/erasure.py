"""Taking a person out of a file: out of rows, texts, journal, half-typed text and copies. It cannot be undone.

What was counted stays: that somebody of that profession took part, and when. Texts that only have a part of the name
are not changed, for it may be somebody else's; they are named, so that a person can look.
"""

import contextlib
import re
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, get_type_hints

import msgspec

from nettverk_tui.model.decisions.change import references
from nettverk_tui.model.history import Entry, RowChange
from nettverk_tui.model.messages import N_, Message
from nettverk_tui.model.records import RECORD_OF, Member, Record
from nettverk_tui.store import backup, file, journal
from nettverk_tui.store.drafts import living_windows
from nettverk_tui.store.file import CannotOpen
from nettverk_tui.store.progress import Progress, during, parts, to_the_end, unseen
from nettverk_tui.store.reading import connected
from nettverk_tui.store.schema import DERIVED_SINCE, bare_type
from nettverk_tui.store.search_index import SearchIndex
from nettverk_tui.store.store import Store, new_id

#: SQLite's instructions for each page while it rewrites a file: measured on one of 100 MB.
_INSTRUCTIONS_A_PAGE = 100
#: What stands in a text in the place of a name.
GONE = "(…)"


class Erased(msgspec.Struct, frozen=True):
    """What was done: rows and entries changed, copies rewritten, copies that remain, texts a person must look at."""

    rows: int
    entries: int
    copies: int
    remaining: tuple[str, ...]
    to_look_at: tuple[str, ...]


class Person(msgspec.Struct, frozen=True):
    """A member and every name the file has known for them."""

    member: Member
    names: tuple[str, ...]


def find(path: Path, wanted: str) -> Person | Message:
    """The member with that id or that name, or what to do when it cannot be told who is meant. Raises CannotOpen."""
    with contextlib.closing(connected(path, writing=False)) as connection:
        rows = connection.execute(
            "SELECT * FROM member WHERE id = ? OR (name <> '' AND name = ? COLLATE NOCASE)", (wanted, wanted)
        ).fetchall()
        if len(rows) != 1:
            if not rows:
                return Message(
                    N_("There is no member {wanted}. Give a name, or an id of the table member."), {"wanted": wanted}
                )
            ids = ", ".join(row["id"] for row in rows)
            return Message(
                N_("Several are called {wanted}. Give one of these ids: {ids}."), {"wanted": wanted, "ids": ids}
            )
        member = msgspec.convert(dict(rows[0]), Member, strict=False)
        return Person(member, _names(connection, member))


def _names(connection: sqlite3.Connection, member: Member) -> tuple[str, ...]:
    names = {member.name}
    for entry in _entries(connection, member.id):
        for change in journal.changes_of(entry["payload"]):
            if change.id == member.id and "name" in change.fields:
                names.update(name for name in change.fields["name"] if isinstance(name, str))
    return tuple(sorted(filter(None, names), key=len, reverse=True))


def _entries(connection: sqlite3.Connection, within: str) -> Sequence[sqlite3.Row]:
    query = "SELECT seq, payload FROM journal WHERE instr(payload, ?) > 0 ORDER BY seq"
    return connection.execute(query, (within,)).fetchall()


def erase(path: Path, person: Person, now: int, *, home: Path | None = None, progress: Progress = unseen) -> Erased:
    """Take the person out. Raises CannotOpen while a window has the file open, and then nothing was changed.

    It can be ended until something is changed: then nothing is left with the name.
    """
    of_opening, of_the_rest = parts(progress, 1, 4)
    if living_windows(path):
        raise CannotOpen(Message(N_("{name} is open in a window. Close it first."), {"name": path.name}))
    # Opened as a window: what was half typed is taken over by it, and the device is known.
    store = Store.open(path, now=lambda: now, home=home, progress=of_opening)
    copies = backup.copies(path)
    of_file, *of_copies = parts(to_the_end(of_the_rest), *[1] * (1 + len(copies)))
    try:
        _erase_drafts(store, person)
        device, window = store.device.id, store.window
    finally:
        store.close()
    with contextlib.closing(file.connect(path)) as connection:
        rows, entries = _erase_in(connection, person, lambda changes: _entry(changes, now, device, window), of_file)
        to_look_at = tuple(_mentions(connection, person))
    done, remaining = 0, []
    for copy, of_copy in zip(copies, of_copies, strict=True):
        try:
            _erase_copy(copy, person, of_copy)
            done += 1
        except (sqlite3.Error, OSError, CannotOpen):
            remaining.append(str(copy))
    return Erased(rows, entries, done, tuple(remaining), to_look_at)


def _entry(changes: tuple[RowChange, ...], now: int, device: str, window: str) -> Entry:
    return Entry(
        seq=0, id=new_id(), hlc=0, at=now, device=device, window=window, category="base", kind="EraseMember",
        schema_version=file.newest_version(), changes=changes,
    )  # fmt: skip


def _erase_drafts(store: Store, person: Person) -> None:
    pattern = _pattern(person)
    for draft in store.drafts.all():
        if pattern.search(draft.text):
            store.drafts.keep(msgspec.structs.replace(draft, text=pattern.sub(GONE, draft.text)))


def _erase_copy(copy: Path, person: Person, progress: Progress) -> None:
    of_looking, of_erasing, of_digest = parts(progress, 1, 5, 1)
    with contextlib.closing(connected(copy, progress=of_looking)) as connection:
        _erase_in(connection, person, None, of_erasing)
    digest = backup.flushed_digest(copy, of_digest)
    backup.sum_of(copy).write_text(f"{digest}  {copy.name}\n", "utf-8")


def _erase_in(
    connection: sqlite3.Connection,
    person: Person,
    entry: Callable[[tuple[RowChange, ...]], Entry] | None,
    progress: Progress,
) -> tuple[int, int]:
    """Blank rows and payloads in one transaction, then rewrite the file, so that nothing is left in free pages."""
    of_rows, of_index, of_vacuum = parts(progress, 1, 3, 2)
    of_rows(0)
    connection.execute("BEGIN IMMEDIATE")
    try:
        changes = tuple(_changes(connection, person))
        for change in changes:
            columns = ", ".join(f'"{field}" = ?' for field in change.fields)
            values = [after for _, after in change.fields.values()]
            connection.execute(
                f"UPDATE {change.table} SET {columns}, version = version + 1 WHERE id = ?", (*values, change.id)
            )
        entries = _blank_payloads(connection, person, changes)
        if entry is not None and changes:
            journal.append(connection, entry(changes))
        if connection.execute("PRAGMA user_version").fetchone()[0] >= DERIVED_SINCE:
            # Made anew, for an index keeps what it has forgotten until it is tidied.
            SearchIndex(connection).rebuild(of_index)
        # The room may have been shown a question with the name in it.
        connection.execute("DELETE FROM second_screen")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    with during(connection, of_vacuum, _INSTRUCTIONS_A_PAGE * pages):
        connection.execute("VACUUM")
    return len(changes), entries


def _changes(connection: sqlite3.Connection, person: Person) -> Iterator[RowChange]:
    """What each row will hold. The values before are not kept: they are what is to go."""
    pattern = _pattern(person)
    for table, kind in RECORD_OF.items():
        texts = _texts(kind)
        for row in connection.execute(f"SELECT * FROM {table}"):
            after: dict[str, Any] = {
                field: pattern.sub(GONE, row[field])
                for field in texts
                if isinstance(row[field], str) and pattern.search(row[field])
            }
            after |= _of_the_person(table, row, person)
            if after:
                yield RowChange(table, row["id"], False, {field: (None, value) for field, value in after.items()})


def _of_the_person(table: str, row: sqlite3.Row, person: Person) -> Mapping[str, Any]:
    if table == "member" and row["id"] == person.member.id:
        return {"name": ""}
    if table == "attendance" and row["member_id"] == person.member.id and row["cause"]:
        return {"cause": ""}
    if table == "action" and row["who_member_id"] == person.member.id and row["who"]:
        return {"who": ""}
    return {}


def _blank_payloads(connection: sqlite3.Connection, person: Person, changes: Sequence[RowChange]) -> int:
    """Blank every entry that has the name, or a value that was just taken away. They can no longer be undone."""
    touched = {(change.table, change.id): change.fields for change in changes}
    pattern = _pattern(person)
    blanked = 0
    for row in connection.execute("SELECT seq, payload FROM journal WHERE payload IS NOT NULL").fetchall():
        if pattern.search(row["payload"]) or _holds_what_went(row["payload"], touched):
            connection.execute("UPDATE journal SET payload = NULL, undone = 1 WHERE seq = ?", (row["seq"],))
            blanked += 1
    return blanked


def _holds_what_went(payload: str, touched: Mapping[tuple[str, str], Mapping[str, Any]]) -> bool:
    return any(
        field in touched.get((change.table, change.id), ())
        for change in journal.changes_of(payload)
        for field in change.fields
    )


def _texts(kind: type[Record]) -> Sequence[str]:
    """The fields that people fill in with words."""
    hints, refers = get_type_hints(kind, include_extras=True), references(kind)
    return [
        field
        for field in kind.__struct_fields__
        if field != "id" and field not in refers and bare_type(hints[field])[0] is str
    ]


def _pattern(person: Person) -> re.Pattern[str]:
    return re.compile("|".join(rf"\b{re.escape(name)}s?\b" for name in person.names) or r"(?!)", re.IGNORECASE)


def _mentions(connection: sqlite3.Connection, person: Person) -> Iterator[str]:
    """Texts that still have a part of the name, as a table and an id."""
    parts = {part for name in person.names for part in name.split() if len(part) > 2}
    if not parts:
        return
    pattern = re.compile("|".join(rf"\b{re.escape(part)}\b" for part in sorted(parts)), re.IGNORECASE)
    for table, kind in RECORD_OF.items():
        if table in ("member", "facilitator"):
            continue
        texts = _texts(kind)
        for row in connection.execute(f"SELECT * FROM {table}"):
            if any(isinstance(row[field], str) and pattern.search(row[field]) for field in texts):
                yield f"{table} {row['id']}"
