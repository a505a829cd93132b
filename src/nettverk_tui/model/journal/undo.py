"""Undo and redo of journal entries, refused if a field they touched has changed since."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

import msgspec

from nettverk_tui.model.core.messages import N_, Message, Refusal
from nettverk_tui.model.core.records import RECORD_OF, STAMPS, TABLES, Record
from nettverk_tui.model.core.rows import Rows
from nettverk_tui.model.decisions.change import Change, Decision, lawful

EntryClass = Literal["do", "undo", "redo", "base", "migration"]


class RowChange(msgspec.Struct, frozen=True):
    """The changes of one entry to one row: every changed field, before and after. A new row has all its fields."""

    table: str
    id: str
    new: bool
    fields: Mapping[str, tuple[Any, Any]]


class JournalEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One journal entry. `seq` is local to the file, `hlc` the hybrid logical clock: milliseconds × 2^16 + counter."""

    seq: int
    id: str
    hlc: int
    at: int
    device: str
    window: str
    actor: str = ""
    batch: str | None = None
    category: EntryClass
    kind: str
    schema_version: int
    target: str | None = None
    undone: bool = False
    changes: tuple[RowChange, ...] = ()


def row_changes(decision: Decision) -> tuple[RowChange, ...]:
    """Return a decision in the form of the journal, without stamps and without unchanged fields."""
    return tuple(_row_change(change) for change in decision.changes)


def _row_change(change: Change) -> RowChange:
    after = change.after
    fields = {}
    for field in after.__struct_fields__:
        if field in STAMPS or field == "id":
            continue
        value = getattr(after, field)
        before = getattr(change.before, field) if change.before is not None else None
        if change.before is None or before != value:
            fields[field] = (before, value)
    return RowChange(TABLES[type(after)], after.id, change.before is None, fields)


_BUILT_ON = Refusal(Message(N_("This cannot be taken back: it has been changed since.")))


def undo(entry: JournalEntry, rows: Rows) -> Decision | Refusal:
    """Return the decision that takes an entry back; a Refusal if a field it touched has another value now."""
    return _lawful(turned_changes(entry, rows, back=True), rows)


def undo_together(entries: Sequence[JournalEntry], rows: Rows) -> Decision | Refusal:
    """Return the decision that takes several entries (oldest first) back as one; refused as by `undo`."""
    return _lawful(_turned(reversed(combined(entries)), rows, back=True), rows)


def redo(entry: JournalEntry, rows: Rows) -> Decision | Refusal:
    """Return the decision that repeats an undone entry; a Refusal if a field it would set has another value now."""
    return _lawful(turned_changes(entry, rows, back=False), rows)


def combined(entries: Iterable[JournalEntry]) -> tuple[RowChange, ...]:
    """Combine the changes of several entries (oldest first): each row from before the first to after the last."""
    rows: dict[tuple[str, str], RowChange] = {}
    for change in (change for entry in entries for change in entry.changes):
        before = rows.get((change.table, change.id))
        if before is None:
            rows[change.table, change.id] = change
            continue
        fields = dict(before.fields)
        for field, (was, now) in change.fields.items():
            fields[field] = (fields[field][0] if field in fields else was, now)
        kept = {field: pair for field, pair in fields.items() if before.new or pair[0] != pair[1]}
        rows[change.table, change.id] = msgspec.structs.replace(before, fields=kept)
    # A row that was made and then deleted has not changed.
    return tuple(
        change for change in rows.values() if change.fields and not (change.new and change.fields["deleted"][1])
    )


def turned_changes(entry: JournalEntry, rows: Rows, *, back: bool) -> tuple[Change, ...] | Refusal:
    """Return the changes that undo or redo an entry, without the laws; a Refusal if its fields have changed since."""
    return _turned(reversed(entry.changes) if back else entry.changes, rows, back=back)


def _turned(changes: Iterable[RowChange], rows: Rows, *, back: bool) -> tuple[Change, ...] | Refusal:
    found: list[Change] = []
    for change in changes:
        row = rows.get(RECORD_OF[change.table], change.id)
        after = _turned_row(change, row, back=back) if row is not None else None
        if row is None or after is None:
            return _BUILT_ON
        found.append(Change(row, after))
    return tuple(found)


def _lawful(changes: tuple[Change, ...] | Refusal, rows: Rows) -> Decision | Refusal:
    return changes if isinstance(changes, Refusal) else lawful(Decision(changes), rows)


def _turned_row(change: RowChange, row: Record, *, back: bool) -> Record | None:
    if change.new:
        # Undoing a new row marks it deleted; all its other fields must still have their first values.
        expected = {field: after for field, (_, after) in change.fields.items()} | {"deleted": not back}
        values: dict[str, Any] = {"deleted": back}
    else:
        expected = {"deleted": False} | {field: pair[1 if back else 0] for field, pair in change.fields.items()}
        values = {field: pair[0 if back else 1] for field, pair in change.fields.items()}
    if any(getattr(row, field) != value for field, value in expected.items()):
        return None
    return msgspec.structs.replace(row, **values)
