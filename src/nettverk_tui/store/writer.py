"""Writing to an open file: transactions with the write lock, and rows with their journal entry inside them."""

import contextlib
import sqlite3
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING

import msgspec

from nettverk_tui.model.core.messages import N_, Message
from nettverk_tui.model.core.records import TABLES, Record
from nettverk_tui.model.decisions import Change, Decision
from nettverk_tui.model.journal.undo import EntryClass, JournalEntry, row_changes
from nettverk_tui.store import journal
from nettverk_tui.store.device import Device
from nettverk_tui.store.file import BATCH_TIMEOUT_MS, KEY_TIMEOUT_MS
from nettverk_tui.store.locks import Busy, is_lock
from nettverk_tui.store.outcome import NotSaved
from nettverk_tui.store.storage_advice import Standing, advice_on

if TYPE_CHECKING:
    import sqlite_utils

    from nettverk_tui.store.derived import Derived


class Transactions:
    """The write transactions of one window on its file."""

    def __init__(
        self, connection: sqlite3.Connection, file_id: str, standing: Standing, device: Device, *, read_only: bool
    ) -> None:
        self._connection = connection
        self._file_id, self._standing, self._device = file_id, standing, device
        self._read_only = read_only

    @contextlib.contextmanager
    def begin(self) -> Iterator[None]:
        """Open a transaction with the write lock; commit it at the end. Raises Busy and NotSaved.

        A key does not wait long for another window's write: the footer says so, and a timer tries again. A read waits,
        for it is short and nothing is shown without it.
        """
        with self.short_wait():
            try:
                self._connection.execute("BEGIN IMMEDIATE")
            except sqlite3.Error as problem:
                raise self._refused(problem) from problem
            try:
                self._see_that_it_is_ours()
                yield
                if self._connection.in_transaction:
                    self._connection.execute("COMMIT")
            except sqlite3.Error as problem:
                self._roll_back()
                raise self._refused(problem) from problem
            except BaseException:
                self._roll_back()
                raise

    @contextlib.contextmanager
    def short_wait(self) -> Iterator[None]:
        """Wait for another window's lock only as long as a key may."""
        self._connection.execute(f"PRAGMA busy_timeout = {KEY_TIMEOUT_MS}")
        try:
            yield
        finally:
            self._connection.execute(f"PRAGMA busy_timeout = {BATCH_TIMEOUT_MS}")

    def _see_that_it_is_ours(self) -> None:
        """Raise NotSaved if the file was moved or deleted, or replaced by another one or an older state."""
        words = self._standing.lost()
        if words is None:
            query = "SELECT (SELECT id FROM file), ? = '' OR EXISTS (SELECT 1 FROM journal WHERE chain = ?)"
            id, has_link = self._connection.execute(query, (self._device.last, self._device.last)).fetchone()
            if id == self._file_id and has_link:
                return
            words = self._standing.replaced()
        raise NotSaved(OSError(words.text), words)

    def _refused(self, problem: sqlite3.Error) -> Busy | NotSaved:
        return Busy() if is_lock(problem) else NotSaved(problem, self._why(problem))

    def _why(self, problem: BaseException) -> Message:
        """Return why the file cannot be written, as a clause."""
        if self._read_only and self._connection.execute("PRAGMA query_only").fetchone()[0]:
            return Message(N_("another program has put rules of its own into the file, and so it is only read"))
        return self._standing.lost() or advice_on(problem)

    def _roll_back(self) -> None:
        if self._connection.in_transaction:
            self._connection.execute("ROLLBACK")


class Act(msgspec.Struct, frozen=True, kw_only=True):
    """An entry's category and kind; the parts of one act share a `batch`."""

    category: EntryClass
    kind: str
    batch: str | None = None


class Writer:
    """The only code that writes rows to an open file."""

    def __init__(self, connection: sqlite3.Connection, window: str, schema_version: int) -> None:
        self._connection = connection
        self._window, self._version = window, schema_version

    def write(
        self, decision: Decision, act: Act, *, id: str, device: str, now: int, target: JournalEntry | None = None
    ) -> tuple[JournalEntry, str] | None:
        """Write rows, derived rows and the entry `id`; return it and its link of the chain, or None if nothing changes.

        `target` is the entry that is undone or redone.
        """
        if not decision.changes:
            return None
        # Neighbouring new rows of one table are inserted together: an import has thousands.
        for (table, new), changes in groupby(
            decision.changes, key=lambda change: (type(change.after), change.before is None)
        ):
            if new:
                self._insert(table, [change.after for change in changes], now)
            else:
                for change in changes:
                    self._update(change, now)
        entry = JournalEntry(
            seq=0,
            id=id,
            hlc=0,
            at=now,
            device=device,
            window=self._window,
            batch=act.batch,
            category=act.category,
            kind=act.kind,
            schema_version=self._version,
            target=target.id if target is not None else None,
            changes=row_changes(decision),
        )
        self.derived.update(decision.changes)
        return journal.append(self._connection, entry)

    def load(self) -> None:
        """Load what writing needs before the file is locked: the first time takes 0.2 s."""
        _ = self.derived, self._database

    @cached_property
    def derived(self) -> "Derived":
        """The tables derived from other rows."""
        # Imported here: the first screen does not need it.
        from nettverk_tui.store.derived import Derived

        return Derived(self._connection)

    @cached_property
    def _database(self) -> "sqlite_utils.Database":
        # Imported here: the first screen is drawn before anything is written.
        import sqlite_utils

        return sqlite_utils.Database(self._connection)

    def _insert(self, kind: type[Record], records: Sequence[Record], now: int) -> None:
        stamped = (msgspec.structs.replace(record, version=1, created_at=now, changed_at=now) for record in records)
        self._database.table(TABLES[kind]).insert_all([msgspec.structs.asdict(record) for record in stamped])

    def _update(self, change: Change, now: int) -> None:
        before, after = change.before, change.after
        assert before is not None
        fields = {
            field: value
            for field in after.__struct_fields__
            if (value := getattr(after, field)) != getattr(before, field)
        }
        fields |= {"version": before.version + 1, "changed_at": now}
        # Not with sqlite-utils, which looks the table up anew for every row: for an import's thousands
        # that is four fifths of the time (measured).
        assignments = ", ".join(f'"{field}" = ?' for field in fields)
        self._connection.execute(
            f"UPDATE {TABLES[type(after)]} SET {assignments} WHERE id = ?", (*fields.values(), after.id)
        )
