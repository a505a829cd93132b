"""The search index: updated in the transaction that changes a row, read page by page.

An entry's number begins with its day, so that the newest come first without sorting, however many there are. The index
holds all sequences of three letters (FTS5's trigrams): a word is also found inside another.
Everything here can be rebuilt from the rows, and `nettverk check` compares it with them.
"""

import contextlib
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from nettverk_tui.model.core.folding import fold
from nettverk_tui.model.core.records import RECORD_OF, TABLES, Gathering, Record
from nettverk_tui.model.decisions import Change
from nettverk_tui.model.search import FINDABLE, Query, SearchableText, words_of
from nettverk_tui.store.locks import locks_told
from nettverk_tui.store.progress import Progress, counted, during, parts, unseen
from nettverk_tui.store.rows import FileRows

TABLE, INDEX = "search_entry", "search_index"
#: Numbers per day; a day has never so many entries.
_A_DAY = 1_000_000_000
#: SQLite's instructions per entry while the index is rebuilt.
_INSTRUCTIONS_AN_ENTRY = 30
#: SQLite's instructions per entry while the words of the index are compared.
_INSTRUCTIONS_TO_LOOK = 450
#: Modulus of the checksums: without it the sums would be too large for SQLite.
_PRIME = 1_000_003
_WORDS = "search_words"
#: Shortest indexed word, in letters.
_SHORTEST = 3
_COLUMNS = (
    "record", "row_id", "kind", "network_id", "group_id", "gathering_id", "person_id", "factor", "layer", "text",
    "folded",
)  # fmt: skip


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """A hit. `number` is its place in the order, newest first; `on` is empty if it has no day."""

    number: int
    record: type[Record]
    row_id: str
    kind: str
    text: str
    network_id: str | None = None
    group_id: str | None = None
    gathering_id: str | None = None
    factor: str | None = None
    layer: str | None = None

    @property
    def on(self) -> str:
        """Its day as an ISO date; empty if it has none."""
        day = str(self.number // _A_DAY)
        return f"{day[:4]}-{day[4:6]}-{day[6:]}" if len(day) == 8 else ""


class SearchIndex:
    """The index over one connection; writing needs an open transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._rows = FileRows(connection)

    # --- reading

    def page(self, query: Query, limit: int, before: int | None = None) -> Sequence[Hit]:
        """Return the newest hits, or those after the number `before`. Raises Busy."""
        where, values = _terms(query)
        if before is not None:
            where.append("e.id < ?")
            values.append(before)
        matched = _match(query)
        if matched is None:
            source, order = TABLE, "e.id"
        else:
            source, order = f"{INDEX} JOIN {TABLE}", f"{INDEX}.rowid"
            where = [f"{INDEX} MATCH ?", *where]
            values = [matched, *values]
            if before is not None:
                # The index then begins where the page does.
                where.append(f"{INDEX}.rowid < ?")
                values.append(before)
        on = f" ON e.id = {INDEX}.rowid" if matched is not None else ""
        sql = f"SELECT e.* FROM {source} AS e{on} WHERE {' AND '.join(where) or '1'} ORDER BY {order} DESC LIMIT ?"
        with locks_told():
            return [_hit(row) for row in self._connection.execute(sql, (*values, limit))]

    # --- writing

    def update(self, changes: Iterable[Change]) -> None:
        """Update the index for the changes of a command, in its transaction."""
        places = _Places(self._connection)
        for change in changes:
            kind = type(change.after)
            if kind in FINDABLE:
                self._put(TABLES[kind], change.after, places, new=change.before is None)
            elif isinstance(change.after, Gathering) and _on_another_day(change):
                self._move(change.after.id, places)

    def rebuild(self, progress: Progress = unseen) -> None:
        """Rebuild the index from the rows: for a file without one, and after an erasure."""
        before = self._count()
        of_entries, of_index = parts(progress, 2, 1)
        self._connection.execute(f"DELETE FROM {TABLE}")
        places = _Places(self._connection)
        for number, entry in _numbered(counted(self._entries(places), before, of_entries)):
            self._connection.execute(_INSERT, (number, *entry))
        with during(self._connection, of_index, _INSTRUCTIONS_AN_ENTRY * self._count()):
            self._connection.execute(f"INSERT INTO {INDEX} ({INDEX}) VALUES ('rebuild')")

    def differences(self, progress: Progress = unseen) -> Iterator[str]:
        """Yield rows whose entry differs from the row, as a table and an id; for `check`."""
        places, count = _Places(self._connection), self._count()
        of_wanted, of_standing = parts(progress, 2, 1)
        entries = counted(self._entries(places), count, of_wanted)
        wanted = {(entry[0], entry[1]): (day, entry) for day, entry in entries}
        for row in counted(self._connection.execute(f"SELECT * FROM {TABLE}"), count, of_standing):
            day, entry = wanted.pop((row["record"], row["row_id"]), (None, None))
            if entry != tuple(row[name] for name in _COLUMNS) or day != row["id"] // _A_DAY:
                yield f"{row['record']} {row['row_id']}"
        for table, id in wanted:
            yield f"{table} {id}"
        indexed = self._connection.execute(f"SELECT count(*) FROM {INDEX}_docsize").fetchone()[0]
        if indexed != self._count():
            yield INDEX

    def _count(self) -> int:
        return int(self._connection.execute(f"SELECT count(*) FROM {TABLE}").fetchone()[0])

    def is_whole(self, progress: Progress = unseen) -> bool:
        """Return whether the index has just the words of its entries. Needs a writable connection; writes nothing.

        FTS5's checksums cancel out when the numbers of two rows move together, so trigrams are counted, too: an entry
        of n letters has n - 2 trigrams, at the places 0, 1, 2 and on.
        """
        words = f"SELECT count(*), sum(doc % {_PRIME}), sum(offset) FROM temp.{_WORDS}"
        letters = f"SELECT id % {_PRIME} AS id, max(length(folded) - 2, 0) AS n FROM {TABLE}"
        wanted = f"SELECT coalesce(sum(n), 0), sum(n * id), sum(n * (n - 1) / 2) FROM ({letters}) HAVING sum(n) > 0"
        try:
            self._connection.execute(f"INSERT INTO {INDEX} ({INDEX}, rank) VALUES ('integrity-check', 1)")
            self._connection.execute(f"CREATE VIRTUAL TABLE temp.{_WORDS} USING fts5vocab (main, {INDEX}, instance)")
            with during(self._connection, progress, _INSTRUCTIONS_TO_LOOK * self._count()):
                found = tuple(self._connection.execute(words).fetchone())
            row = self._connection.execute(wanted).fetchone()
            return found == ((0, None, None) if row is None else tuple(row))
        except sqlite3.DatabaseError:
            return False
        finally:
            with contextlib.suppress(sqlite3.DatabaseError):
                self._connection.execute(f"DROP TABLE IF EXISTS temp.{_WORDS}")

    def _entries(self, places: "_Places") -> Iterator[tuple[int, tuple[Any, ...]]]:
        tables = "SELECT name FROM sqlite_master WHERE type = 'table'"
        there = {name for (name,) in self._connection.execute(tables)}
        # The migration that added the index may run before one that adds a table.
        for kind in (kind for kind in FINDABLE if TABLES[kind] in there):
            for row in self._rows.find(kind):
                words = words_of(row)
                if words is not None:
                    yield places.day_of(words), _entry(TABLES[kind], row.id, words, places)

    def _put(self, table: str, record: Record, places: "_Places", *, new: bool = False) -> None:
        words = words_of(record)
        entry = _entry(table, record.id, words, places) if words is not None else None
        day = places.day_of(words) if words is not None else 0
        standing = None if new else self._standing(table, record.id)
        if standing is not None:
            if entry == tuple(standing[name] for name in _COLUMNS) and day == standing["id"] // _A_DAY:
                return
            self._forget(standing)
        if entry is not None:
            number = self._next_number(day)
            self._connection.execute(_INSERT, (number, *entry))
            self._connection.execute(f"INSERT INTO {INDEX} (rowid, folded) VALUES (?, ?)", (number, entry[-1]))

    def _standing(self, table: str, id: str) -> sqlite3.Row | None:
        query = f"SELECT * FROM {TABLE} WHERE record = ? AND row_id = ?"
        found: sqlite3.Row | None = self._connection.execute(query, (table, id)).fetchone()
        return found

    def _forget(self, row: sqlite3.Row) -> None:
        self._connection.execute(
            f"INSERT INTO {INDEX} ({INDEX}, rowid, folded) VALUES ('delete', ?, ?)", (row["id"], row["folded"])
        )
        self._connection.execute(f"DELETE FROM {TABLE} WHERE id = ?", (row["id"],))

    def _next_number(self, day: int) -> int:
        query = f"SELECT max(id) FROM {TABLE} WHERE id BETWEEN ? AND ?"
        highest = self._connection.execute(query, (day * _A_DAY, day * _A_DAY + _A_DAY - 1)).fetchone()[0]
        return day * _A_DAY if highest is None else int(highest) + 1

    def _move(self, gathering_id: str, places: "_Places") -> None:
        """Move the entries of a gathering whose day has changed."""
        query = f"SELECT record, row_id FROM {TABLE} WHERE gathering_id = ?"
        for table, id in self._connection.execute(query, (gathering_id,)).fetchall():
            row = self._rows.get(RECORD_OF[table], id)
            if row is not None:
                self._put(table, row, places)


_INSERT = f"INSERT INTO {TABLE} (id, {', '.join(_COLUMNS)}) VALUES ({', '.join('?' * (len(_COLUMNS) + 1))})"


def _on_another_day(change: Change) -> bool:
    before, after = change.before, change.after
    return isinstance(before, Gathering) and isinstance(after, Gathering) and before.starts_on != after.starts_on


def _numbered(entries: Iterable[tuple[int, tuple[Any, ...]]]) -> Iterator[tuple[int, tuple[Any, ...]]]:
    numbers: dict[int, int] = {}
    for day, entry in entries:
        numbers[day] = number = numbers.get(day, day * _A_DAY - 1) + 1
        yield number, entry


class _Places:
    """The day, network and group of rows, cached."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._gatherings: dict[str, tuple[str, str]] = {}
        self._networks: dict[str, str] = {}
        self._parents: dict[tuple[str, str], str | None] = {}

    def day_of(self, words: SearchableText) -> int:
        """Return the day as a number: 20270302; 0 if there is none."""
        on = self._gathering(words.gathering_id)[1] if words.gathering_id is not None else words.on
        digits = on.replace("-", "")
        return int(digits) if digits.isascii() and digits.isdigit() and len(digits) == 8 else 0

    def of(self, words: SearchableText) -> tuple[str | None, str | None]:
        """Return the network and the group."""
        group_id = words.group_id if words.parent is None else self._group_of(words.parent)
        if group_id is not None:
            return self._network_of(group_id), group_id
        if words.gathering_id is not None:
            return self._gathering(words.gathering_id)[0], None
        return words.network_id, None

    def _gathering(self, id: str) -> tuple[str, str]:
        if id not in self._gatherings:
            query = "SELECT network_id, starts_on FROM gathering WHERE id = ?"
            row = self._connection.execute(query, (id,)).fetchone()
            self._gatherings[id] = (row[0], row[1]) if row is not None else ("", "")
        return self._gatherings[id]

    def _network_of(self, group_id: str) -> str:
        if group_id not in self._networks:
            query = "SELECT network_id FROM improvement_group WHERE id = ?"
            row = self._connection.execute(query, (group_id,)).fetchone()
            self._networks[group_id] = row[0] if row is not None else ""
        return self._networks[group_id]

    def _group_of(self, parent: tuple[str, str]) -> str | None:
        if parent not in self._parents:
            table, id = parent
            row = self._connection.execute(f"SELECT group_id FROM {table} WHERE id = ?", (id,)).fetchone()
            self._parents[parent] = row[0] if row is not None else None
        return self._parents[parent]


def _entry(table: str, id: str, words: SearchableText, places: _Places) -> tuple[Any, ...]:
    """Return the columns of an entry, in order."""
    network_id, group_id = places.of(words)
    values: Mapping[str, Any] = {
        "record": table,
        "row_id": id,
        "kind": words.kind,
        "network_id": network_id,
        "group_id": group_id,
        "gathering_id": words.gathering_id,
        "person_id": words.person_id,
        "factor": words.factor,
        "layer": words.layer,
        "text": words.text,
        "folded": " ".join(fold(f"{words.text} {words.also}").split()),
    }
    return tuple(values[name] for name in _COLUMNS)


def _hit(row: sqlite3.Row) -> Hit:
    return Hit(
        number=row["id"],
        record=RECORD_OF[row["record"]],
        row_id=row["row_id"],
        kind=row["kind"],
        text=row["text"],
        network_id=row["network_id"],
        group_id=row["group_id"],
        gathering_id=row["gathering_id"],
        factor=row["factor"],
        layer=row["layer"],
    )


def _match(query: Query) -> str | None:
    """Return the indexed words of a query as FTS5 strings; None if there is none to begin with."""
    words = [word for word in query.words if len(word) >= _SHORTEST]
    if not words:
        return None
    without = [word for word in query.without if len(word) >= _SHORTEST]
    return " AND ".join(map(_quoted, words)) + "".join(f" NOT {_quoted(word)}" for word in without)


def _quoted(word: str) -> str:
    return '"' + word.replace('"', '""') + '"'


def _not_indexed(query: Query) -> tuple[list[str], list[str]]:
    """Return the wanted and the excluded words that are too short for the index or have no indexed word beside them."""
    indexed = _match(query) is not None
    words = [word for word in query.words if len(word) < _SHORTEST]
    return words, [word for word in query.without if len(word) < _SHORTEST or not indexed]


def _terms(query: Query) -> tuple[list[str], list[Any]]:
    """Return the filters outside the index as SQL conditions and their values."""
    where: list[str] = []
    values: list[Any] = []

    def need(condition: str, *more: Any) -> None:
        where.append(condition)
        values.extend(more)

    words, without = _not_indexed(query)
    for word in words:
        need("instr(e.folded, ?) > 0", word)
    for word in without:
        need("instr(e.folded, ?) = 0", word)
    for column, wanted in (("kind", query.kinds), ("group_id", query.group_ids)):
        if wanted is not None:
            need(f"e.{column} IN ({', '.join('?' * len(wanted))})", *sorted(wanted))
    if query.person_ids is not None:
        ids = sorted(query.person_ids)
        named = "".join(" OR instr(e.folded, ?) > 0" for _ in query.names)
        need(f"(e.person_id IN ({', '.join('?' * len(ids))}){named})", *ids, *query.names)
    if query.factor is not None:
        need("e.factor LIKE ? ESCAPE '\\'", f"{query.factor}%")
    if query.since is not None:
        need("e.id >= ?", int(query.since.replace("-", "")) * _A_DAY)
    if query.until is not None:
        need("e.id < ?", (int(query.until.replace("-", "")) + 1) * _A_DAY)
    if query.network_id is not None:
        need("e.network_id = ?", query.network_id)
    return [*where, *_layers(query)], values


def _layers(query: Query) -> list[str]:
    """Return the conditions that keep out layers the reader may not see."""
    conditions = {
        "e.layer = 'facilitators'": query.private_only,
        "e.layer IN ('network', 'across')": query.for_room,
        "e.layer IS NOT 'facilitators'": not query.with_private,
    }
    return [condition for condition, holds in conditions.items() if holds]
