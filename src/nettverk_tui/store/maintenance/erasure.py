"""Erasing a person from a file: from rows, texts, journal, drafts and copies. It cannot be undone.

What was counted stays: that a person of that profession took part, and when. A whole name goes in all its
forms. A part of a name may be another person's: the user sees those texts, and says which of them are meant.
"""

import contextlib
import sqlite3
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, get_type_hints

import msgspec

from nettverk_tui.model.core.folding import fold
from nettverk_tui.model.core.messages import N_, Message
from nettverk_tui.model.core.name_forms import NameForms
from nettverk_tui.model.core.records import RECORD_OF, Member, Record
from nettverk_tui.model.decisions.change import references
from nettverk_tui.model.journal.undo import JournalEntry, RowChange
from nettverk_tui.store import backup, file, journal
from nettverk_tui.store.derived.search_index import SearchIndex
from nettverk_tui.store.drafts import left, living_windows, unread
from nettverk_tui.store.file import CannotOpen
from nettverk_tui.store.halves import half_of
from nettverk_tui.store.maintenance.restore import set_aside
from nettverk_tui.store.progress import Progress, during, parts, to_the_end, unseen
from nettverk_tui.store.reading import connected
from nettverk_tui.store.schema import DERIVED_SINCE, bare_type
from nettverk_tui.store.storage_advice import advice_on
from nettverk_tui.store.store import Store, new_id

#: SQLite's instructions per page while it rewrites a file: measured on one of 100 MB.
_INSTRUCTIONS_A_PAGE = 100
#: Replaces a name in a text.
GONE = "(…)"
#: Tables of people: a person of the same name in them is another person.
_OF_PEOPLE = ("member", "facilitator")


class Erased(msgspec.Struct, frozen=True):
    """The result: rows and entries changed, copies rewritten; and files that may still have the name."""

    rows: int
    entries: int
    copies: int
    remaining: tuple[str, ...]


class NamedMember(msgspec.Struct, frozen=True):
    """A member and all names the file has had for them."""

    member: Member
    names: tuple[str, ...]

    @property
    def forms(self) -> NameForms:
        """Return the possible spellings of the names."""
        return NameForms(self.names)


class Mention(msgspec.Struct, frozen=True):
    """A row or draft with a part of the name: all its present and former texts, without repetition.

    Whole names are already removed from the texts; `parts` are the places of the parts in each text.
    """

    table: str
    id: str
    texts: tuple[str, ...]
    parts: tuple[tuple[tuple[int, int], ...], ...]

    @property
    def key(self) -> "Key":
        """The key by which `erase` is told that it is meant."""
        return self.table, self.id


Key = tuple[str, str]
_DRAFT = "draft"


def find(path: Path, wanted: str) -> NamedMember | Message:
    """Return the member with that id or name, or a message if the name is not unique. Raises CannotOpen."""
    with contextlib.closing(connected(path, writing=False)) as connection:
        every = connection.execute("SELECT * FROM member").fetchall()
        called = fold(" ".join(wanted.split()))
        rows = [row for row in every if row["id"] == wanted] or [
            row for row in every if called and fold(" ".join(row["name"].split())) == called
        ]
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
        return NamedMember(member, _names(connection, member))


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


def mentions(path: Path, person: NamedMember) -> Sequence[Mention]:
    """Return the texts with a part of the name, which only the user can attribute. Raises CannotOpen."""
    forms = person.forms
    found: dict[Key, dict[str, None]] = {}
    with contextlib.closing(connected(path, writing=False)) as connection:
        for key, text in _all_texts(connection):
            if forms.parts(text):
                found.setdefault(key, {})[forms.without(text, GONE)] = None
        file_id = connection.execute("SELECT id FROM file").fetchone()["id"]
    for draft in left(path, file_id):
        if forms.parts(draft.text):
            found.setdefault((_DRAFT, draft.field), {})[forms.without(draft.text, GONE)] = None
    return [
        Mention(*key, tuple(texts), tuple(tuple(forms.parts(text)) for text in texts)) for key, texts in found.items()
    ]


def _all_texts(connection: sqlite3.Connection) -> Iterator[tuple[Key, str]]:
    """Yield all texts people wrote, present and in the journal; not the names of members and facilitators."""
    texts = {table: frozenset(_texts(kind)) for table, kind in RECORD_OF.items() if table not in _OF_PEOPLE}
    for table, fields in texts.items():
        for row in _rows(connection, table):
            for field in fields & set(row.keys()):
                if isinstance(row[field], str):
                    yield (table, row["id"]), row[field]
    for row in connection.execute("SELECT payload FROM journal WHERE payload IS NOT NULL ORDER BY seq"):
        for change in journal.changes_of(row["payload"]):
            for field in texts.get(change.table, frozenset()) & change.fields.keys():
                for value in change.fields[field]:
                    if isinstance(value, str):
                        yield (change.table, change.id), value


def _rows(connection: sqlite3.Connection, table: str) -> Sequence[sqlite3.Row]:
    """Return the rows of a table; none in a copy that is older than the table."""
    return connection.execute(f"SELECT * FROM {table}").fetchall() if _has_table(connection, table) else []


def _has_table(connection: sqlite3.Connection, table: str) -> bool:
    known = "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?"
    return connection.execute(known, (table,)).fetchone() is not None


def erase(
    path: Path,
    person: NamedMember,
    now: int,
    *,
    meant: Collection[Key] = (),
    home: Path | None = None,
    progress: Progress = unseen,
) -> Erased:
    """Erase the person; `meant` are the mentions in which parts of the name go too.

    Raises CannotOpen while a window has the file open or without room on the disk; then nothing was changed. It can
    be ended until something is changed: then no copy with the name is left.
    """
    of_opening, of_the_rest = parts(progress, 1, 4)
    if living_windows(path):
        raise CannotOpen(Message(N_("{name} is open in a window. Close it first."), {"name": path.name}))
    what = _What(person, frozenset(meant))
    # Opened as a window: it takes over all drafts, and the device is known.
    store = Store.open(path, now=lambda: now, home=home, progress=of_opening)
    copies = (*backup.copies(path), *set_aside(path))
    of_file, *of_copies = parts(to_the_end(of_the_rest), *[1] * (1 + len(copies)))
    of_room, of_rows, of_rewriting = parts(of_file, 2, 4, 2)
    try:
        by = (now, store.device.id, store.window)
        with contextlib.closing(file.connect(path)) as connection:
            try:
                # First check that there is room to rewrite the file, without changing it.
                _rewrite(connection, of_room)
                rows, entries = _erase_in(connection, what, lambda changes: _entry(changes, *by), of_rows)
            except sqlite3.Error as problem:
                words = N_("Nobody was taken out of {name}: {problem}.")
                raise CannotOpen(Message(words, {"name": path.name, "problem": advice_on(problem)})) from problem
            remaining = [] if _rewritten(connection, of_rewriting) else [str(path)]
        _erase_drafts(store, what)
    finally:
        store.close()
    backup.sweep_halves(path)
    done = 0
    for copy, of_copy in zip(copies, of_copies, strict=True):
        try:
            _erase_copy(copy, what, of_copy)
            done += 1
        except (sqlite3.Error, OSError, CannotOpen, backup.CopyFailed):
            remaining.append(str(copy))
    remaining += map(str, unread(path))
    if any(what.names(draft.text, (_DRAFT, draft.field)) for draft in left(path, store.file_id)):
        remaining.append(str(path.parent / f".{path.name}.*.draft"))
    return Erased(rows, entries, done, tuple(remaining))


class _What(msgspec.Struct, frozen=True, dict=True):
    """The names to erase: all forms of the person's name, and parts of it in the rows that are meant."""

    person: NamedMember
    meant: frozenset[Key]

    @cached_property
    def forms(self) -> NameForms:
        return self.person.forms

    def names(self, text: str, key: Key) -> bool:
        return bool(self.forms.whole(text) or (key in self.meant and self.forms.parts(text)))

    def without(self, text: str, key: Key) -> str:
        return self.forms.without(text, GONE, parts=key in self.meant)


def _entry(changes: tuple[RowChange, ...], now: int, device: str, window: str) -> JournalEntry:
    return JournalEntry(
        seq=0, id=new_id(), hlc=0, at=now, device=device, window=window, category="base", kind="EraseMember",
        schema_version=file.newest_version(), changes=changes,
    )  # fmt: skip


def _erase_drafts(store: Store, what: _What) -> None:
    for draft in store.drafts.all():
        key = (_DRAFT, draft.field)
        if what.names(draft.text, key):
            store.drafts.keep(msgspec.structs.replace(draft, text=what.without(draft.text, key)))


def _erase_copy(copy: Path, what: _What, progress: Progress) -> None:
    """Replace a copy by one without the person, atomically."""
    of_copying, of_erasing, of_rewriting, of_digest = parts(progress, 1, 3, 2, 1)
    with half_of(copy) as half:
        with contextlib.closing(connected(copy, writing=False)) as connection:
            backup.write_copy(connection, half, of_copying)
        with contextlib.closing(connected(half)) as connection:
            _erase_in(connection, what, None, of_erasing)
            _rewrite(connection, of_rewriting)
        digest = backup.flushed_digest(half, of_digest)
        half.replace(copy)
        if backup.sum_of(copy).exists():
            backup.sum_of(copy).write_text(f"{digest}  {copy.name}\n", "utf-8", "surrogateescape")
        backup.flush_folder(copy.parent)


def _erase_in(
    connection: sqlite3.Connection,
    what: _What,
    entry: Callable[[tuple[RowChange, ...]], JournalEntry] | None,
    progress: Progress,
) -> tuple[int, int]:
    """Blank rows and payloads in one transaction; return the number of rows and of payloads."""
    of_rows, of_index = parts(progress, 1, 3)
    of_rows(0)
    connection.execute("BEGIN IMMEDIATE")
    try:
        changes = tuple(_changes(connection, what))
        for change in changes:
            columns = ", ".join(f'"{field}" = ?' for field in change.fields)
            values = [after for _, after in change.fields.values()]
            connection.execute(
                f"UPDATE {change.table} SET {columns}, version = version + 1 WHERE id = ?", (*values, change.id)
            )
        entries = _blank_payloads(connection, what, changes)
        if entry is not None and changes:
            journal.append(connection, entry(changes))
        if connection.execute("PRAGMA user_version").fetchone()[0] >= DERIVED_SINCE:
            # Rebuilt, as an index keeps deleted text until it is optimised.
            SearchIndex(connection).rebuild(of_index)
        if _has_table(connection, "second_screen"):
            # The second screen may have shown a question with the name in it.
            connection.execute("DELETE FROM second_screen")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    return len(changes), entries


def _rewrite(connection: sqlite3.Connection, progress: Progress) -> None:
    """Rewrite the file, so that nothing is left in free pages."""
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    with during(connection, progress, _INSTRUCTIONS_A_PAGE * pages):
        connection.execute("VACUUM")


def _rewritten(connection: sqlite3.Connection, progress: Progress) -> bool:
    """Rewrite the file; return False if the disk is full."""
    try:
        _rewrite(connection, progress)
    except sqlite3.Error:
        return False
    return True


def _changes(connection: sqlite3.Connection, what: _What) -> Iterator[RowChange]:
    """Yield the new values of the rows. The old values are not kept: they are erased."""
    for table, kind in RECORD_OF.items():
        texts = _texts(kind)
        for row in _rows(connection, table):
            key = (table, row["id"])
            after: dict[str, Any] = {
                field: what.without(row[field], key)
                for field in texts
                if field in row.keys() and isinstance(row[field], str) and what.names(row[field], key)  # noqa: SIM118
            }
            after |= _of_the_person(table, row, what.person)
            if after:
                yield RowChange(table, row["id"], False, {field: (None, value) for field, value in after.items()})


def _of_the_person(table: str, row: sqlite3.Row, person: NamedMember) -> Mapping[str, Any]:
    if table == "member" and row["id"] == person.member.id:
        return {"name": ""}
    if table == "attendance" and row["member_id"] == person.member.id and row["cause"]:
        return {"cause": ""}
    if table == "action" and row["who_member_id"] == person.member.id and row["who"]:
        return {"who": ""}
    return {}


def _blank_payloads(connection: sqlite3.Connection, what: _What, changes: Sequence[RowChange]) -> int:
    """Blank entries with the name, or with a value just removed. They can no longer be undone. Return their number."""
    touched = {(change.table, change.id): change.fields for change in changes}
    blanked = 0
    for row in connection.execute("SELECT seq, payload FROM journal WHERE payload IS NOT NULL").fetchall():
        if _is_to_go(row["payload"], what, touched):
            connection.execute("UPDATE journal SET payload = NULL, undone = 1 WHERE seq = ?", (row["seq"],))
            blanked += 1
    return blanked


def _is_to_go(payload: str, what: _What, touched: Mapping[Key, Mapping[str, Any]]) -> bool:
    changed = journal.changes_of(payload)
    if not changed:
        # Damaged, not a list of changes: search the raw text.
        return bool(what.forms.whole(payload))
    return any(
        field in touched.get((change.table, change.id), ())
        or any(isinstance(value, str) and what.names(value, (change.table, change.id)) for value in values)
        for change in changed
        for field, values in change.fields.items()
    )


def _texts(kind: type[Record]) -> Sequence[str]:
    """Return the fields with free text."""
    hints, refers = get_type_hints(kind, include_extras=True), references(kind)
    return [
        field
        for field in kind.__struct_fields__
        if field != "id" and field not in refers and bare_type(hints[field])[0] is str
    ]
