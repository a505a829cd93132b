"""How the rules of the model see the file: two questions, answered by the store or by a dictionary in a test."""

from collections.abc import Iterable, Sequence
from typing import Any, Protocol

from nettverk_tui.model.core.records import R, Record


class Rows(Protocol):
    """Reading only. Both answers are values: a row that changes later does not change in the caller's hands."""

    def get(self, kind: type[R], id: str | None) -> R | None:
        """The row with that id, live or deleted, or None."""

    def find(self, kind: type[R], /, **equal: Any) -> Sequence[R]:
        """The live rows whose fields equal those given (None finds the empty ones), in the order they were made."""


class MemoryRows:
    """Rows kept in a dictionary: what a test, a rehearsal or an import looks at instead of a file."""

    def __init__(self, records: Iterable[Record] = ()) -> None:
        self._rows: dict[tuple[type[Record], str], Record] = {}
        self.put(records)

    def put(self, records: Iterable[Record]) -> None:
        for record in records:
            self._rows[type(record), record.id] = record

    def get(self, kind: type[R], id: str | None) -> R | None:
        row = self._rows.get((kind, id or ""))
        return row if isinstance(row, kind) else None

    def find(self, kind: type[R], /, **equal: Any) -> Sequence[R]:
        return [
            row
            for row in self._rows.values()
            if isinstance(row, kind)
            and not row.deleted
            and all(getattr(row, field) == value for field, value in equal.items())
        ]
