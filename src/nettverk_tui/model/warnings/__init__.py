"""Early warning: fourteen rules, each a fact with its date and source, and a question; never a score or a verdict.

`past` is what a group has behind it as of a day, `thresholds` how long and how few, `rules` one pure function a rule.
The rules and their limits are a choice of this project; what they rest on is one network of six offices, looked back
upon (the article of 2008). A record that is missing is never read as a deed that is missing: then the rule asks.
"""

from collections.abc import Sequence

from nettverk_tui.model.core.checklist import Checklist
from nettverk_tui.model.core.records import Group, Network
from nettverk_tui.model.core.rows import Rows
from nettverk_tui.model.core.values import GroupState
from nettverk_tui.model.network.thresholds_text import thresholds_of
from nettverk_tui.model.network.warning_thresholds import QuietWeeks, Thresholds
from nettverk_tui.model.warnings.dismissals import dealt_with, key_of, unanswered
from nettverk_tui.model.warnings.early_warning import EarlyWarning, SignalLevel
from nettverk_tui.model.warnings.group_history import GroupHistory, read_histories, read_history
from nettverk_tui.model.warnings.rules import RULES, RuleId

__all__ = [
    "EarlyWarning",
    "GroupHistory",
    "QuietWeeks",
    "RuleId",
    "SignalLevel",
    "Thresholds",
    "dealt_with",
    "early_warnings",
    "key_of",
    "open_warnings",
    "read_histories",
    "read_history",
    "thresholds_of",
]

_WHILE_STALLED: frozenset[RuleId] = frozenset({"W3", "W7", "W12"})
_OVER: frozenset[GroupState] = frozenset({"completed", "withdrawn"})


def early_warnings(past: GroupHistory, thresholds: Thresholds) -> Sequence[EarlyWarning]:
    """All that a group's past gives reason to ask about, those to ask first before the others, then by rule."""
    if past.state in _OVER or past.over:
        return ()
    found = [
        signal
        for rule, applies in RULES.items()
        if past.state != "stalled" or rule in _WHILE_STALLED
        for signal in applies(past, thresholds)
    ]
    return sorted(found, key=lambda each: each.level != "ask_first")


def open_warnings(rows: Rows, group: Group, checklist: Checklist, today: str) -> Sequence[EarlyWarning]:
    """What there is reason to ask a group about on a day by its network's limits, without what has been answered."""
    limits = thresholds_of(rows.get(Network, group.network_id))
    return unanswered(rows, group, early_warnings(read_history(rows, group, checklist, today), limits), today)
