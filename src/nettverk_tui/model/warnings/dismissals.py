"""Warnings and lines of *Today* that were answered, or put off until a date."""

from collections.abc import Sequence

from nettverk_tui.model.core.records import Dismissal, Group
from nettverk_tui.model.core.rows import Rows
from nettverk_tui.model.warnings.early_warning import EarlyWarning


def dismissed_keys(rows: Rows, network_id: str, today: str) -> frozenset[str]:
    """Return the keys that a network does not show on an ISO date."""
    dismissals = rows.find(Dismissal, network_id=network_id)
    return frozenset(
        dismissal.key
        for dismissal in dismissals
        if dismissal.on <= today and (dismissal.until_on is None or today < dismissal.until_on)
    )


def dismissal_key(group_id: str, key: str) -> str:
    """Return the key of a fact within the network: the id of its group, and its key within the group."""
    return f"{group_id}:{key}"


def unanswered(rows: Rows, group: Group, found: Sequence[EarlyWarning], today: str) -> Sequence[EarlyWarning]:
    """Return the warnings of a group that have not been dismissed by an ISO date."""
    hidden = dismissed_keys(rows, group.network_id, today)
    return [warning for warning in found if dismissal_key(group.id, warning.key) not in hidden]
