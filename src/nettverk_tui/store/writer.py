"""Writing rows and their journal entry inside a transaction that the caller has opened."""

import sqlite3
from collections.abc import Sequence
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING

import msgspec

from nettverk_tui.model.core.records import TABLES, Record
from nettverk_tui.model.decisions import Change, Decision
from nettverk_tui.model.journal.undo import EntryClass, JournalEntry, row_changes
from nettverk_tui.store import journal

if TYPE_CHECKING:
    import sqlite_utils

    from nettverk_tui.store.derived import Derived


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
