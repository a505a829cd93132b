"""How often factors rose, with advice and without: counted per group in the transaction that changes them.

Totals over all networks of a file are summed from here, not from every rating. The table can be rebuilt from
the rows, and `nettverk check` compares it with them.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from nettverk_tui.model.core.records import Advice, Gathering, Group, Rating, Record
from nettverk_tui.model.decisions import Change
from nettverk_tui.model.overview.advice_bank import Tally, steps_of, tallies
from nettverk_tui.store.locks import locks_told
from nettverk_tui.store.rows import FileRows

TABLE = "factor_rollup"
_GROUPS = "SELECT id FROM improvement_group WHERE network_id = ?"
#: The records whose changes it follows.
COUNTED: frozenset[type[Record]] = frozenset({Rating, Advice, Gathering})
#: By item, level and whether there was advice on it.
Counts = Mapping[tuple[str, int, bool], Tally]


class FactorRollup:
    """The counts over one connection; writing needs an open transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._rows = FileRows(connection)

    def everywhere(self) -> Counts:
        """Return the counts over all networks of the file. Raises Busy."""
        return self._sums("1")

    def inside(self, network_id: str) -> Counts:
        """Return the counts of one network. Raises Busy."""
        return self._sums(f"group_id IN ({_GROUPS})", network_id)

    def outside(self, network_id: str) -> Counts:
        """Return the counts of all other networks. Raises Busy."""
        return self._sums(f"group_id NOT IN ({_GROUPS})", network_id)

    def _sums(self, where: str, *values: str) -> Counts:
        query = f"SELECT item, level, advised, sum(steps), sum(rose) FROM {TABLE} WHERE {where} GROUP BY 1, 2, 3"
        with locks_told():
            found = self._connection.execute(query, values).fetchall()
        return {(item, level, bool(advised)): Tally(steps, rose) for item, level, advised, steps, rose in found}

    def update(self, changes: Sequence[Change]) -> None:
        """Update the counts for the changes of a command, in its transaction."""
        counted = ((_counts(change.before), _counts(change.after)) for change in changes)
        touched = {one[0] for both in counted if both[0] != both[1] for one in both if one is not None and one[0]}
        moved = {one.id for change in changes if (one := _moved(change)) is not None}
        for id in moved:
            query = "SELECT DISTINCT group_id FROM rating WHERE gathering_id = ?"
            touched |= {group_id for (group_id,) in self._connection.execute(query, (id,))}
        for group_id in sorted(touched):
            self._connection.execute(f"DELETE FROM {TABLE} WHERE group_id = ?", (group_id,))
            self._insert(self._counted(group_id))

    def rebuild(self) -> None:
        """Rebuild all counts from the rows."""
        self._connection.execute(f"DELETE FROM {TABLE}")
        for group in self._rows.find(Group):
            self._insert(self._counted(group.id))

    def differences(self) -> Iterator[str]:
        """Yield groups whose counts differ from the rows, as a table and an id; for `check`."""
        standing: dict[str, set[tuple[Any, ...]]] = {}
        for row in self._connection.execute(f"SELECT * FROM {TABLE}"):
            standing.setdefault(row["group_id"], set()).add(tuple(row))
        for group in self._rows.find(Group):
            if standing.pop(group.id, set()) != set(self._counted(group.id)):
                yield f"improvement_group {group.id}"
        for id in standing:
            # A deleted group keeps its ratings, and they count.
            if standing[id] != set(self._counted(id)):
                yield f"improvement_group {id}"

    def _counted(self, group_id: str) -> Iterator[tuple[Any, ...]]:
        ratings, advice = self._rows.find(Rating, group_id=group_id), self._rows.find(Advice, group_id=group_id)
        ids = {rating.gathering_id for rating in ratings}
        found = (self._rows.get(Gathering, id) for id in ids)
        order = {row.id: row.number for row in found if row is not None and not row.deleted}
        for (item, level, advised), tally in tallies(steps_of(ratings, advice, order)).items():
            yield (group_id, item, level, int(advised), tally.steps, tally.rose)

    def _insert(self, rows: Iterable[tuple[Any, ...]]) -> None:
        self._connection.executemany(f"INSERT INTO {TABLE} VALUES (?, ?, ?, ?, ?, ?)", rows)


def _moved(change: Change) -> Gathering | None:
    """Return the gathering if it changed its place in the order, or is no longer one."""
    before, after = change.before, change.after
    if isinstance(before, Gathering) and isinstance(after, Gathering):
        return after if (before.number, before.deleted) != (after.number, after.deleted) else None
    return None


def _counts(row: Record | None) -> tuple[Any, ...] | None:
    """Return the counted values of a row, its group first; None for a row that is not counted."""
    if isinstance(row, Rating):
        return (row.group_id, row.gathering_id, row.item, row.rater, row.level, row.wording_version, row.deleted)
    if isinstance(row, Advice):
        return (row.group_id, row.gathering_id, row.factor, row.deleted)
    return None
