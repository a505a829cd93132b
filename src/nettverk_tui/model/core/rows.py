"""Access to the file for the rules of the model: two questions, answered by the store, or by a dictionary in tests."""

from collections.abc import Iterable, Sequence
from typing import Any, Protocol

from nettverk_tui.model.core.records import R, Record


class Rows(Protocol):
    """Read access to rows. The answers are immutable values: a later change of a row does not change them."""

    def get(self, kind: type[R], id: str | None) -> R | None:
        """Return the row with this id, live or deleted, or None."""

    def find(self, kind: type[R], /, **equal: Any) -> Sequence[R]:
        """Return the live rows whose fields equal those given (None matches an empty field), in order of creation."""


class MemoryRows:
    """Rows in a dictionary, used by tests, dry runs and imports instead of a file."""

    def __init__(self, records: Iterable[Record] = ()) -> None:
        self._rows: dict[tuple[type[Record], str], Record] = {}
        self.put(records)

    def put(self, records: Iterable[Record]) -> None:
        """Add records, or replace those with the same type and id."""
        for record in records:
            self._rows[type(record), record.id] = record

    def get(self, kind: type[R], id: str | None) -> R | None:
        """Return the row with this id, live or deleted, or None."""
        row = self._rows.get((kind, id or ""))
        return row if isinstance(row, kind) else None

    def find(self, kind: type[R], /, **equal: Any) -> Sequence[R]:
        """Return the live rows whose fields equal those given, in order of creation."""
        return [
            row
            for row in self._rows.values()
            if isinstance(row, kind)
            and not row.deleted
            and all(getattr(row, field) == value for field, value in equal.items())
        ]
