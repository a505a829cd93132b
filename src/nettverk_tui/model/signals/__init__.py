"""Early warning: fourteen rules, each a fact with its date and source, and a question; never a score or a verdict.

`past` is what a group has behind it as of a day, `thresholds` how long and how few, `rules` one pure function a rule.
The rules and their limits are a choice of this project; what they rest on is one network of six offices, looked back
upon (the article of 2008). A record that is missing is never read as a deed that is missing: then the rule asks.
"""

from collections.abc import Sequence

from nettverk_tui.model.checklist import Checklist
from nettverk_tui.model.records import Group, Network
from nettverk_tui.model.rows import Rows
from nettverk_tui.model.signals.answered import dealt_with, key_of, unanswered
from nettverk_tui.model.signals.limits_text import thresholds_of
from nettverk_tui.model.signals.past import Past, read_past, read_pasts
from nettverk_tui.model.signals.rules import RULES, RuleId
from nettverk_tui.model.signals.signal import Signal, SignalLevel
from nettverk_tui.model.signals.thresholds import QuietWeeks, Thresholds
from nettverk_tui.model.values import GroupState

__all__ = [
    "Past",
    "QuietWeeks",
    "RuleId",
    "Signal",
    "SignalLevel",
    "Thresholds",
    "dealt_with",
    "key_of",
    "open_signals",
    "read_past",
    "read_pasts",
    "signals",
    "thresholds_of",
]

_WHILE_STALLED: frozenset[RuleId] = frozenset({"W3", "W7", "W12"})
_OVER: frozenset[GroupState] = frozenset({"completed", "withdrawn"})


def signals(past: Past, thresholds: Thresholds) -> Sequence[Signal]:
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


def open_signals(rows: Rows, group: Group, checklist: Checklist, today: str) -> Sequence[Signal]:
    """What there is reason to ask a group about on a day by its network's limits, without what has been answered."""
    limits = thresholds_of(rows.get(Network, group.network_id))
    return unanswered(rows, group, signals(read_past(rows, group, checklist, today), limits), today)
