"""The file's answer to the model's two questions, over whatever connection it is given."""

import sqlite3
from collections.abc import Sequence
from typing import Any

import msgspec
import sqlite_utils

from nettverk_tui.model.records import TABLES, R
from nettverk_tui.store.file import Busy, is_lock


class FileRows:
    """`model.rows.Rows` read from the file."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._database = sqlite_utils.Database(connection)

    def get(self, kind: type[R], id: str | None) -> R | None:
        """The row with that id, live or deleted."""
        if id is None:
            return None
        found = self._rows(kind, "id = ?", [id])
        return found[0] if found else None

    def find(self, kind: type[R], /, **equal: Any) -> Sequence[R]:
        """The live rows with those values, in the order they were made."""
        unknown = equal.keys() - set(kind.__struct_fields__)
        if unknown:
            raise TypeError(f"{kind.__name__} has no field {', '.join(sorted(unknown))}")
        terms = ["deleted = 0", *(f'"{field}" IS ?' for field in equal)]
        return self._rows(kind, " AND ".join(terms), list(equal.values()))

    def _rows(self, kind: type[R], where: str, arguments: list[Any]) -> list[R]:
        query = f"SELECT * FROM {TABLES[kind]} WHERE {where} ORDER BY rowid"
        try:
            rows = list(self._database.query(query, arguments))
        except sqlite3.OperationalError as problem:
            raise (Busy() if is_lock(problem) else problem) from problem
        return [msgspec.convert(row, kind, strict=False) for row in rows]
