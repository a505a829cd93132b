"""The rows that a document for the whole network may show."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from nettverk_tui.model.core.records import RECORDS, Attendance, Group, R, Rating, Record
from nettverk_tui.model.core.rows import Rows
from nettverk_tui.model.core.values import Layer

#: The layers that the whole network may read.
NETWORK_LAYERS: frozenset[Layer] = frozenset({"network", "across"})

#: Records without a layer that the whole network may see.
_KNOWN_TO_ALL = frozenset(record for record, kind in RECORDS.items() if kind.network_reads == "all")
#: Records whose own layer decides.
_BY_LAYER = frozenset(record for record, kind in RECORDS.items() if kind.network_reads == "by layer")


class NetworkRows:
    """Rows seen through an allow-list, so that a document that reads through it cannot print anything private.

    A kind of record of which the network reads nothing (`RECORDS`), such as guidance contacts, group meetings and
    events, is never visible, whatever its layer: a new kind has to decide. The cause of an absence, and the reason for
    a rating in a layer of its own, are blanked. Made for one document; consents are cached.
    """

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._consents: dict[str, bool] = {}

    def get(self, kind: type[R], id: str | None) -> R | None:
        """Return the row if the network may see it."""
        row = self._rows.get(kind, id)
        return None if row is None else self._shown(row)

    def find(self, kind: type[R], /, **equal: Any) -> Sequence[R]:
        """Return the rows that the network may see."""
        shown = (self._shown(row) for row in self._rows.find(kind, **equal))
        return [row for row in shown if row is not None]

    def _shown(self, row: R) -> R | None:
        blanked = self._blanked(row)
        return None if blanked is None else msgspec.structs.replace(row, **blanked)

    def _blanked(self, row: Record) -> Mapping[str, Any] | None:
        """Return the fields to blank, or None if the whole row is private."""
        if type(row) in _KNOWN_TO_ALL:
            return {}
        if isinstance(row, Attendance):
            return {"cause": ""}
        if isinstance(row, Rating):
            return self._rating(row)
        if type(row) in _BY_LAYER and getattr(row, "layer", None) in NETWORK_LAYERS:
            return {}
        return None

    def _rating(self, row: Rating) -> Mapping[str, Any] | None:
        """Show the levels a group set itself if it shares them; reasons and advisers' ratings keep their layer."""
        if row.rater != "group" or row.layer == "facilitators" or not self._shares(row.group_id):
            return None
        return {} if row.layer in NETWORK_LAYERS else {"reason": ""}

    def _shares(self, group_id: str) -> bool:
        if group_id not in self._consents:
            group = self._rows.get(Group, group_id)
            self._consents[group_id] = group is not None and group.shares_ratings is True
        return self._consents[group_id]
