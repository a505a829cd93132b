"""The model's two queries, answered from the file over any connection."""

import re
import sqlite3
from collections.abc import Iterable, Sequence, Set
from typing import Any

import msgspec

from nettverk_tui.model.core.records import TABLES, R, Record
from nettverk_tui.model.core.text import clean
from nettverk_tui.model.decisions.change import references
from nettverk_tui.store.locks import locks_told

#: Text that `clean()` never changes: nearly all that is written here.
_PLAIN = re.compile(
    r"[\t\n -~\xa0-\xac\xae-\u02ff\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2190-\u2211\u25a0-\u2728"
    r"\U0001f300-\U0001faff]*"
)


class FileRows:
    """`model.rows.Rows` read from the file."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def get(self, kind: type[R], id: str | None) -> R | None:
        """Return the row with that id, live or deleted; None if there is none."""
        if id is None:
            return None
        found = self._rows(kind, "id = ?", [id])
        return found[0] if found else None

    def find(self, kind: type[R], /, **equal: Any) -> Sequence[R]:
        """Return the live rows with those values, in the order of creation. Raises TypeError for an unknown field."""
        unknown = equal.keys() - set(kind.__struct_fields__)
        if unknown:
            raise TypeError(f"{kind.__name__} has no field {', '.join(sorted(unknown))}")
        terms = ["deleted = 0", *(f'"{field}" IS ?' for field in equal)]
        return self._rows(kind, " AND ".join(terms), list(equal.values()))

    def _rows(self, kind: type[R], where: str, arguments: list[Any]) -> list[R]:
        query = f"SELECT * FROM {TABLES[kind]} WHERE {where} ORDER BY rowid"
        with locks_told():
            cursor = self._connection.cursor()
            # Plain tuples: sqlite3.Row costs as much as the reading itself.
            cursor.row_factory = None
            try:
                cursor.execute(query, arguments)
            except (OverflowError, UnicodeEncodeError):
                # No file can hold a number of more than 64 bits, or half a surrogate pair: no row has it.
                return []
            names = [column[0] for column in cursor.description]
            found = cursor.fetchall()
        rows = [dict(zip(names, row, strict=True)) for row in found]
        if not _is_plain(value for row in found for value in row):
            rows = _cleaned(rows, kind)
        return msgspec.convert(rows, list[kind], strict=False)  # type: ignore[valid-type]


def _cleaned(rows: list[dict[str, Any]], kind: type[Record]) -> list[dict[str, Any]]:
    """Return the rows with `clean()` on all texts that are shown: another program may have written to the file."""
    kept = {"id", *references(kind)}
    return [row if _is_plain(row.values()) else _clean(row, kept) for row in rows]


def _is_plain(values: Iterable[Any]) -> bool:
    # Ids repeat in every row: a set checks each of them once.
    return _PLAIN.fullmatch("".join({value for value in values if type(value) is str})) is not None


def _clean(row: dict[str, Any], kept: Set[str]) -> dict[str, Any]:
    return {name: clean(value) if type(value) is str and name not in kept else value for name, value in row.items()}
