"""What somebody has dealt with: a fact that was answered, until it is another fact; a line put off, until its day."""

from collections.abc import Sequence

from nettverk_tui.model.core.records import Dismissal, Group
from nettverk_tui.model.core.rows import Rows
from nettverk_tui.model.warnings.early_warning import EarlyWarning


def dealt_with(rows: Rows, network_id: str, today: str) -> frozenset[str]:
    """The keys that are not shown on a day."""
    aside = rows.find(Dismissal, network_id=network_id)
    return frozenset(
        each.key for each in aside if each.on <= today and (each.until_on is None or today < each.until_on)
    )


def key_of(group_id: str, key: str) -> str:
    """A fact's key is the same in two groups: the group goes before it."""
    return f"{group_id}:{key}"


def unanswered(rows: Rows, group: Group, found: Sequence[EarlyWarning], today: str) -> Sequence[EarlyWarning]:
    """The signals of a group that nobody has answered yet."""
    hidden = dealt_with(rows, group.network_id, today)
    return [each for each in found if key_of(group.id, each.key) not in hidden]
