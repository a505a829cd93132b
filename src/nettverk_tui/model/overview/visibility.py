"""What a document for the whole network may show: rows as the network may read them, and nothing else."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from nettverk_tui.model.core.records import RECORDS, Attendance, Group, R, Rating, Record
from nettverk_tui.model.core.rows import Rows
from nettverk_tui.model.core.values import Layer

#: The layers everybody in the network may read.
NETWORK_LAYERS: frozenset[Layer] = frozenset({"network", "across"})

#: Records without a layer that everybody in the network may know of.
_KNOWN_TO_ALL = frozenset(record for record, kind in RECORDS.items() if kind.network_reads == "all")
#: Records whose own layer decides.
_BY_LAYER = frozenset(record for record, kind in RECORDS.items() if kind.network_reads == "by layer")


class NetworkRows:
    """Rows seen through an allow-list: a document that reads through it cannot print what is private.

    A kind of record of which the network reads nothing (`RECORDS`), such as guidance contacts, group meetings and
    events, is never seen, whatever its layer: a new kind has to decide. What an attendance says of its cause, and
    why a group rated as it did in a layer of its own, is blanked. Made for one document and then let go.
    """

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._consents: dict[str, bool] = {}

    def get(self, kind: type[R], id: str | None) -> R | None:
        row = self._rows.get(kind, id)
        return None if row is None else self._shown(row)

    def find(self, kind: type[R], /, **equal: Any) -> Sequence[R]:
        shown = (self._shown(row) for row in self._rows.find(kind, **equal))
        return [row for row in shown if row is not None]

    def _shown(self, row: R) -> R | None:
        blanked = self._blanked(row)
        return None if blanked is None else msgspec.structs.replace(row, **blanked)

    def _blanked(self, row: Record) -> Mapping[str, Any] | None:
        """The fields to blank, or None where the whole row is private."""
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
        """A group that shares opens the levels it set itself; reasons and the ratings of advisers keep their layer."""
        if row.rater != "group" or row.layer == "facilitators" or not self._shares(row.group_id):
            return None
        return {} if row.layer in NETWORK_LAYERS else {"reason": ""}

    def _shares(self, group_id: str) -> bool:
        if group_id not in self._consents:
            group = self._rows.get(Group, group_id)
            self._consents[group_id] = group is not None and group.shares_ratings is True
        return self._consents[group_id]
