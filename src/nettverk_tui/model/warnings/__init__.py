"""Early warning: rules that yield a fact with its date and source, and a question; never a score or a verdict.

`group_history` is a group's rows as of a day, `rules` has one pure function a rule, `network.warning_thresholds` the
limits. Rules and limits are a choice of this project; the evidence is one network of six offices, described in
retrospect (the article of 2008). A missing record is never read as a missing deed: then the rule asks.
"""

from collections.abc import Sequence

from nettverk_tui.model.core.checklist import Checklist
from nettverk_tui.model.core.records import Group, Network
from nettverk_tui.model.core.rows import Rows
from nettverk_tui.model.core.values import GroupState
from nettverk_tui.model.network.thresholds_text import thresholds_of
from nettverk_tui.model.network.warning_thresholds import QuietWeeks, Thresholds
from nettverk_tui.model.warnings.dismissals import dismissal_key, dismissed_keys, unanswered
from nettverk_tui.model.warnings.early_warning import EarlyWarning, SignalLevel
from nettverk_tui.model.warnings.group_history import GroupHistory, read_histories, read_history
from nettverk_tui.model.warnings.rules import RULES

__all__ = [
    "EarlyWarning",
    "GroupHistory",
    "QuietWeeks",
    "SignalLevel",
    "Thresholds",
    "dismissal_key",
    "dismissed_keys",
    "early_warnings",
    "open_warnings",
    "read_histories",
    "read_history",
    "thresholds_of",
]

_FINISHED: frozenset[GroupState] = frozenset({"completed", "withdrawn"})


def early_warnings(history: GroupHistory, thresholds: Thresholds) -> Sequence[EarlyWarning]:
    """Return the warnings of all rules, *ask first* before *ask*, then by number; none once a group has finished."""
    if history.state in _FINISHED or history.network_ended:
        return ()
    found = [
        warning
        for rule in RULES.values()
        if history.state != "stalled" or rule.while_stalled
        for warning in rule.find(history, thresholds)
    ]
    return sorted(found, key=lambda warning: warning.level != "ask_first")


def open_warnings(rows: Rows, group: Group, checklist: Checklist, today: str) -> Sequence[EarlyWarning]:
    """Return the warnings of a group on an ISO date by its network's limits, without the dismissed ones."""
    limits = thresholds_of(rows.get(Network, group.network_id))
    return unanswered(rows, group, early_warnings(read_history(rows, group, checklist, today), limits), today)
