"""What there was reason to ask a group about over time: when each fact arose, and when it was no longer so."""

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

#: Facts are looked for a week apart, and no further back than this.
_WEEK, _WEEKS = timedelta(weeks=1), 104


class WarningPeriod(msgspec.Struct, frozen=True):
    """One fact; `until_on` is the first day looked at on which it was no longer so, None while it is."""

    signal: EarlyWarning
    until_on: str | None


def warning_periods(rows: Rows, group: Group, checklist: Checklist, today: str) -> Sequence[WarningPeriod]:
    """Every fact of two years by the limits of today, newest first; answered or not."""
    days = list(_days(date.fromisoformat(today)))
    limits = thresholds_of(rows.get(Network, group.network_id))
    standing: dict[tuple[str, str], EarlyWarning] = {}
    over: list[WarningPeriod] = []
    for past in read_histories(rows, group, checklist, days):
        now = {(each.rule, each.subject): each for each in early_warnings(past, limits)}
        ended = [key for key, signal in standing.items() if key not in now or now[key].key != signal.key]
        over += [WarningPeriod(standing.pop(key), past.today) for key in ended]
        for key, signal in now.items():
            standing.setdefault(key, signal)
    still = [WarningPeriod(signal, None) for signal in standing.values()]
    return sorted([*over, *still], key=lambda each: each.signal.on, reverse=True)


def _days(today: date) -> Iterator[str]:
    first = today - _WEEKS * _WEEK
    return ((first + number * _WEEK).isoformat() for number in range(_WEEKS + 1))
