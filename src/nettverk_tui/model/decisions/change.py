"""Changed rows, and the laws every change must keep, whoever made it: a command, an undo or a redo."""

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from graphlib import TopologicalSorter
from typing import Any, get_args, get_type_hints

import msgspec

from nettverk_tui.model.commands import Command
from nettverk_tui.model.messages import N_, Message, Refusal
from nettverk_tui.model.records import RECORD_OF, STAMPS, TABLES, UNIQUE, ClockEvent, R, Record
from nettverk_tui.model.rows import Rows
from nettverk_tui.model.text import clean

Decider = Callable[[Any, Rows, int], "Decision | Refusal"]
Deciders = Mapping[type[Command], Decider]


class Change(msgspec.Struct, frozen=True):
    """One row before (None: it is new) and after."""

    before: Record | None
    after: Record


class Decision(msgspec.Struct, frozen=True):
    """Changed rows, in an order where a row comes after those it refers to. The first is what the entry is about."""

    changes: tuple[Change, ...] = ()


GONE = Refusal(Message(N_("This is no longer there: it was deleted in another window.")), stale=True)
CHANGED = Refusal(Message(N_("This was changed in another window. Look at it, and try again.")), stale=True)


def add(*records: Record) -> Decision:
    """New rows."""
    return Decision(tuple(Change(None, cleaned(record)) for record in records))


def change(row: R, **fields: Any) -> Decision:
    """Other values in one row; nothing at all when they are what they were."""
    after = cleaned(msgspec.structs.replace(row, **fields))
    return Decision() if after == row else Decision((Change(row, after),))


def fill_in(record: Record, rows: Rows) -> Decision:
    """A new row; one that was taken away comes back with these values, as a form may send the same id again."""
    there = rows.get(type(record), record.id)
    if there is None:
        return add(record)
    fields = {field: getattr(record, field) for field in record.__struct_fields__ if field not in STAMPS}
    return change(there, **fields)


def seen(rows: Rows, kind: type[R], id: str, version: int) -> R | Refusal:
    """The live row, if it is the version its author saw."""
    row = rows.get(kind, id)
    if row is None or row.deleted:
        return GONE
    return row if row.version == version else CHANGED


def as_it_stands(part: Decision, rows: Rows) -> Decision | Refusal:
    """A part of what was decided a while ago, if the rows it changes are still what they were, and the laws hold.

    Rows that are there already were stored, and only the answer was lost: they are not stored again.
    """
    left = []
    for each in part.changes:
        row = rows.get(type(each.after), each.after.id)
        version = row.version if row is not None else None
        if version == (each.before.version if each.before is not None else None):
            left.append(each)
        elif each.before is not None or row is None or row.deleted:
            return CHANGED
    return lawful(Decision(tuple(left)), rows)


def cleaned(record: R) -> R:
    """The record with `clean()` applied to every text."""
    texts = {
        field: clean(value)
        for field in record.__struct_fields__
        if isinstance(value := getattr(record, field), str) and value
    }
    return msgspec.structs.replace(record, **texts)


def references(kind: type[Record]) -> Mapping[str, str]:
    """Which fields of a record name rows of which tables."""
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
    """The records in an order in which each comes after those it names; those of one type stay as they stand."""
    ranks = _ranks()
    return sorted(records, key=lambda record: ranks[type(record)])


#: For each table, who can name its rows.
_REFERRERS: dict[str, list[tuple[type[Record], str]]] = {table: [] for table in TABLES.values()}
for _kind, _fields in _REFERENCES.items():
    for _field, _table in _fields.items():
        _REFERRERS[_table].append((_kind, _field))


_BUILT_ON = Refusal(Message(N_("Something else builds on this. Take that away first.")))


def lawful(decision: Decision, rows: Rows) -> Decision | Refusal:
    """The decision, unless it would break a law.

    The laws: no live child of a deleted parent, one live row where there may be one, no hole in what the clock did.
    """
    after = {(type(change.after), change.after.id): change.after for change in decision.changes}
    # Thousands of measurements may have one parent.
    read: dict[tuple[type[Record], str], Record | None] = {}

    def row(kind: type[Record], id: str) -> Record | None:
        if (kind, id) in after:
            return after[kind, id]
        if (kind, id) not in read:
            read[kind, id] = rows.get(kind, id)
        return read[kind, id]

    for each in decision.changes:
        record, kind = each.after, type(each.after)
        if isinstance(record, ClockEvent) and each.before is not None and not _stands_in_order(record, after, rows):
            return _BUILT_ON
        if record.deleted:
            for child_kind, field in _REFERRERS[TABLES[kind]]:
                for child in rows.find(child_kind, **{field: record.id}):
                    now = after.get((child_kind, child.id), child)
                    if not now.deleted and getattr(now, field) == record.id:
                        return _BUILT_ON
            continue
        for field, table in _REFERENCES[kind].items():
            parent_id = getattr(record, field)
            if parent_id is not None:
                parent = row(RECORD_OF[table], parent_id)
                if parent is None or parent.deleted:
                    return Refusal(Message(N_("What this belongs to has been deleted.")), stale=True)
        fields = UNIQUE.get(kind)
        if fields and all(getattr(record, field) is not None for field in fields):
            key = {field: getattr(record, field) for field in fields}
            there = {other.id: other for other in rows.find(kind, **key)}
            there |= {id: other for (of, id), other in after.items() if of is kind}
            if any(id != record.id and not other.deleted and _has(other, key) for id, other in there.items()):
                return Refusal(Message(N_("Another window has just filled in the same place.")), stale=True)
    return decision


def _has(record: Record, values: Mapping[str, Any]) -> bool:
    return all(getattr(record, field) == value for field, value in values.items())


def _stands_in_order(event: ClockEvent, after: Mapping[tuple[type[Record], str], Record], rows: Rows) -> bool:
    """Whether an event that changes is the last one if it goes, and between its neighbours in time if it stays."""
    changed = (after.get((ClockEvent, row.id), row) for row in rows.find(ClockEvent, gathering_id=event.gathering_id))
    others = [other for other in changed if isinstance(other, ClockEvent) and not other.deleted]
    if event.deleted:
        return all(other.seq < event.seq for other in others)
    # Minutes given or taken move no time.
    timed = [other for other in others if other.kind != "adjust"]
    return event.kind == "adjust" or all(
        other.at <= event.at if other.seq < event.seq else event.at <= other.at for other in timed
    )
