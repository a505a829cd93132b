"""Past and current warnings of a group, each with its first and last day."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

import msgspec

from nettverk_tui.model.core.checklist import Checklist
from nettverk_tui.model.core.records import Group, Network
from nettverk_tui.model.core.rows import Rows
from nettverk_tui.model.network.thresholds_text import thresholds_of
from nettverk_tui.model.warnings import early_warnings
from nettverk_tui.model.warnings.early_warning import EarlyWarning
from nettverk_tui.model.warnings.group_history import read_histories

#: The history is evaluated once a week, for the last two years.
_WEEK, _WEEKS = timedelta(weeks=1), 104


class WarningPeriod(msgspec.Struct, frozen=True):
    """A warning; `until_on` is the first evaluated ISO date without it, None while it lasts."""

    signal: EarlyWarning
    until_on: str | None


def warning_periods(rows: Rows, group: Group, checklist: Checklist, today: str) -> Sequence[WarningPeriod]:
    """Return all warnings of two years by today's limits, newest first, dismissed ones included."""
    days = list(_days(date.fromisoformat(today)))
    limits = thresholds_of(rows.get(Network, group.network_id))
    current: dict[tuple[str, str], EarlyWarning] = {}
    ended: list[WarningPeriod] = []
    for history in read_histories(rows, group, checklist, days):
        now = {(warning.rule, warning.subject): warning for warning in early_warnings(history, limits)}
        gone = [key for key, signal in current.items() if key not in now or now[key].key != signal.key]
        ended += [WarningPeriod(current.pop(key), history.today) for key in gone]
        for key, signal in now.items():
            current.setdefault(key, signal)
    still = [WarningPeriod(signal, None) for signal in current.values()]
    return sorted([*ended, *still], key=lambda period: period.signal.on, reverse=True)


def _days(today: date) -> Iterator[str]:
    first = today - _WEEKS * _WEEK
    return ((first + number * _WEEK).isoformat() for number in range(_WEEKS + 1))
