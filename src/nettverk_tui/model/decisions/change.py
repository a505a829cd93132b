"""Changed rows, and the laws for every change, made by a command, an undo or a redo."""

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from graphlib import TopologicalSorter
from typing import Any, get_args, get_type_hints

import msgspec

from nettverk_tui.model.commands import Command
from nettverk_tui.model.core.messages import N_, Message, Refusal
from nettverk_tui.model.core.records import RECORD_OF, STAMPS, TABLES, UNIQUE, ClockEvent, R, Record
from nettverk_tui.model.core.rows import Rows
from nettverk_tui.model.core.text import clean

Decider = Callable[[Any, Rows, int], "Decision | Refusal"]
Deciders = Mapping[type[Command], Decider]


class Change(msgspec.Struct, frozen=True):
    """One changed row: before (None if it is new) and after."""

    before: Record | None
    after: Record


class Decision(msgspec.Struct, frozen=True):
    """Changed rows, each after the rows it refers to. The journal entry is about the first."""

    changes: tuple[Change, ...] = ()


GONE = Refusal(Message(N_("This is no longer there: it was deleted in another window.")), stale=True)
CHANGED = Refusal(Message(N_("This was changed in another window. Look at it, and try again.")), stale=True)


def add(*records: Record) -> Decision:
    """Return a decision that adds rows."""
    return Decision(tuple(Change(None, cleaned(record)) for record in records))


def change(row: R, **fields: Any) -> Decision:
    """Return a decision that sets fields of one row; empty if they already have these values."""
    after = cleaned(msgspec.structs.replace(row, **fields))
    return Decision() if after == row else Decision((Change(row, after),))


def fill_in(record: Record, rows: Rows) -> Decision:
    """Return a decision that adds a row; a deleted row with its id is restored with these values."""
    stored = rows.get(type(record), record.id)
    if stored is None:
        return add(record)
    fields = {field: getattr(record, field) for field in record.__struct_fields__ if field not in STAMPS}
    return change(stored, **fields)


def row_as_seen(rows: Rows, kind: type[R], id: str, version: int) -> R | Refusal:
    """Return the live row if it has the version that the author saw, else a Refusal."""
    row = rows.get(kind, id)
    if row is None or row.deleted:
        return GONE
    return row if row.version == version else CHANGED


def lawful_if_unchanged(part: Decision, rows: Rows) -> Decision | Refusal:
    """Return a part of an earlier decision if its rows have not changed since and it keeps the laws, else a Refusal.

    Rows that are stored already are skipped: then only the answer to an earlier attempt was lost.
    """
    remaining = []
    for row_change in part.changes:
        row = rows.get(type(row_change.after), row_change.after.id)
        version = row.version if row is not None else None
        if version == (row_change.before.version if row_change.before is not None else None):
            remaining.append(row_change)
        elif row_change.before is not None or row is None or row.deleted:
            return CHANGED
    return lawful(Decision(tuple(remaining)), rows)


def cleaned(record: R) -> R:
    """Return the record with `clean()` applied to every text."""
    texts = {
        field: clean(value)
        for field in record.__struct_fields__
        if isinstance(value := getattr(record, field), str) and value
    }
    return msgspec.structs.replace(record, **texts)


def references(kind: type[Record]) -> Mapping[str, str]:
    """Return the tables that the id fields of a record refer to, by field."""
    return _REFERENCES[kind]


def _reference(annotation: object) -> str | None:
    for part in (annotation, *get_args(annotation)):
        for meta in getattr(part, "__metadata__", ()):
            if isinstance(meta, msgspec.Meta) and meta.extra and "references" in meta.extra:
                return str(meta.extra["references"])
    return None


_REFERENCES: dict[type[Record], dict[str, str]] = {
    kind: {
        field: table
        for field, annotation in get_type_hints(kind, include_extras=True).items()
        if (table := _reference(annotation)) is not None
    }
    for kind in TABLES
}


@cache
def _ranks() -> Mapping[type[Record], int]:
    named = {kind: [RECORD_OF[table] for table in fields.values()] for kind, fields in _REFERENCES.items()}
    return {kind: number for number, kind in enumerate(TopologicalSorter(named).static_order())}


def parents_first(records: Iterable[Record]) -> list[Record]:
    """Sort records so that each comes after those it refers to; those of one type keep their order."""
    ranks = _ranks()
    return sorted(records, key=lambda record: ranks[type(record)])


#: For each table, the record types and fields that refer to it.
_REFERRERS: dict[str, list[tuple[type[Record], str]]] = {table: [] for table in TABLES.values()}
for _kind, _fields in _REFERENCES.items():
    for _field, _table in _fields.items():
        _REFERRERS[_table].append((_kind, _field))


_BUILT_ON = Refusal(Message(N_("Something else builds on this. Take that away first.")))
_PARENT_GONE = Refusal(Message(N_("What this belongs to has been deleted.")), stale=True)
_PLACE_TAKEN = Refusal(Message(N_("Another window has just filled in the same place.")), stale=True)


def lawful(decision: Decision, rows: Rows) -> Decision | Refusal:
    """Return the decision, or a Refusal if it would break a law.

    The laws: no live child of a deleted parent, no two live rows with the same unique fields, no gap in the events of a
    clock.
    """
    afterwards = _Afterwards(decision, rows)
    for row_change in decision.changes:
        if (broken := afterwards.broken_by(row_change)) is not None:
            return broken
    return decision


class _Afterwards:
    """The rows as they will be after a decision."""

    def __init__(self, decision: Decision, rows: Rows) -> None:
        self._rows = rows
        self._changed = {(type(change.after), change.after.id): change.after for change in decision.changes}
        # Cached: thousands of measurements may have one parent.
        self._read: dict[tuple[type[Record], str], Record | None] = {}

    def broken_by(self, change: Change) -> Refusal | None:
        """Return the reason why a change of the decision breaks a law, or None."""
        record = change.after
        if self._disorders_clock(change) or (record.deleted and self._has_child(record)):
            return _BUILT_ON
        if record.deleted:
            return None
        if not self._has_parents(record):
            return _PARENT_GONE
        return _PLACE_TAKEN if self._has_rival(record) else None

    def _disorders_clock(self, change: Change) -> bool:
        event = change.after
        if not isinstance(event, ClockEvent) or change.before is None:
            return False
        return not _is_in_order(event, self._changed, self._rows)

    def _row(self, kind: type[Record], id: str) -> Record | None:
        key = kind, id
        if key in self._changed:
            return self._changed[key]
        if key not in self._read:
            self._read[key] = self._rows.get(kind, id)
        return self._read[key]

    def _has_child(self, record: Record) -> bool:
        for kind, field in _REFERRERS[TABLES[type(record)]]:
            for child in self._rows.find(kind, **{field: record.id}):
                now = self._changed.get((kind, child.id), child)
                if not now.deleted and getattr(now, field) == record.id:
                    return True
        return False

    def _has_parents(self, record: Record) -> bool:
        named = ((table, getattr(record, field)) for field, table in _REFERENCES[type(record)].items())
        parents = (self._row(RECORD_OF[table], id) for table, id in named if id is not None)
        return all(parent is not None and not parent.deleted for parent in parents)

    def _has_rival(self, record: Record) -> bool:
        """Whether another live row has the same unique fields."""
        kind = type(record)
        key = {field: getattr(record, field) for field in UNIQUE.get(kind, ())}
        if not key or None in key.values():
            return False
        same_key = {other.id: other for other in self._rows.find(kind, **key)}
        same_key |= {id: other for (of, id), other in self._changed.items() if of is kind}
        return any(id != record.id and not other.deleted and _has(other, key) for id, other in same_key.items())


def _has(record: Record, values: Mapping[str, Any]) -> bool:
    return all(getattr(record, field) == value for field, value in values.items())


def _is_in_order(event: ClockEvent, after: Mapping[tuple[type[Record], str], Record], rows: Rows) -> bool:
    """Whether a changed event is the last one, if it is deleted, or in order of time, if it is live."""
    changed = (after.get((ClockEvent, row.id), row) for row in rows.find(ClockEvent, gathering_id=event.gathering_id))
    others = [other for other in changed if isinstance(other, ClockEvent) and not other.deleted]
    if event.deleted:
        return all(other.seq < event.seq for other in others)
    # Adjusted minutes do not move time.
    timed = [other for other in others if other.kind != "adjust"]
    return event.kind == "adjust" or all(
        other.at <= event.at if other.seq < event.seq else event.at <= other.at for other in timed
    )
