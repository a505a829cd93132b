"""The page *Today*: groups to call, overdue actions, warnings, missing measurements, preparations; urgent first.

Computed from the rows; nothing is stored, and groups are not ranked: each line is a matter of its own.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Literal

import msgspec

from nettverk_tui.model.core.checklist import Checklist
from nettverk_tui.model.core.messages import N_, Message
from nettverk_tui.model.core.records import Action, Gathering, Group, Network, ProgrammeItem, StatusText
from nettverk_tui.model.core.rows import Rows
from nettverk_tui.model.network.plan import gatherings_of, groups_of
from nettverk_tui.model.warnings import (
    EarlyWarning,
    GroupHistory,
    Thresholds,
    dismissal_key,
    dismissed_keys,
    early_warnings,
    read_histories,
)
from nettverk_tui.model.warnings.rules import RULES

#: The sections in the order shown.
Section = Literal["call", "overdue", "ask", "measure", "prepare", "cleared"]
#: The page that a line opens.
Place = Literal["group", "numbers", "plan", "forms", "gathering"]

#: How long a warning is new, and how long one that no longer holds is shown.
LOOKED_BACK = timedelta(days=7)
#: The days before a gathering on which its preparation begins.
_PREPARED_FROM = 42


class TodayLine(msgspec.Struct, frozen=True, kw_only=True):
    """One line. `on` is the ISO date of the fact; `new`: it did not hold a week ago."""

    section: Section
    fact: Message
    on: str = ""
    group_id: str | None = None
    leads_to: Place = "group"
    gathering_id: str | None = None
    signal: EarlyWarning | None = None
    action: Action | None = None
    pressing: bool = False
    new: bool = False

    @property
    def key(self) -> str:
        """The key for dismissing a line; it changes with the fact, so that the line comes back."""
        if self.signal is not None:
            return dismissal_key(self.group_id or "", self.signal.key)
        action = f"{self.action.id}:{self.action.times_moved}" if self.action is not None else ""
        return dismissal_key(
            self.group_id or self.gathering_id or "", f"{self.section}:{self.leads_to}:{action}:{self.on}"
        )


def today_lines(
    rows: Rows, network: Network, checklist: Checklist, today: str, limits: Thresholds
) -> Sequence[TodayLine]:
    """Return all lines of a network on an ISO date, section by section."""
    calls: list[TodayLine] = []
    overdue: list[TodayLine] = []
    other: list[TodayLine] = []
    for group in groups_of(rows, network.id):
        if group.state in ("completed", "withdrawn"):
            continue
        a_week_ago = (date.fromisoformat(today) - LOOKED_BACK).isoformat()
        history, before = read_histories(rows, group, checklist, [today, a_week_ago])
        calls += _call(group, history, limits)
        overdue += _overdue(group, history, limits)
        other += _asked(group, history, before, limits)
    calls.sort(key=lambda line: (not line.pressing, line.on))
    overdue.sort(key=lambda line: (not line.pressing, line.on))
    other.sort(key=lambda line: (not line.pressing, not line.new))
    by_section = {name: [line for line in other if line.section == name] for name in ("ask", "measure", "cleared")}
    prepare = _prepare(rows, network, today)
    every = [*calls, *overdue, *by_section["ask"], *by_section["measure"], *prepare, *by_section["cleared"]]
    hidden = dismissed_keys(rows, network.id, today)
    return [line for line in every if line.key not in hidden]


def _call(group: Group, history: GroupHistory, limits: Thresholds) -> Iterator[TodayLine]:
    """Yield a group that has gone long without guidance, or with an agreed date that has come."""
    if history.network_ended:
        return
    last = history.contacts[-1] if history.contacts else None
    agreed = last.next_on if last is not None else None
    seen = history.last_guidance()
    if agreed is not None and agreed <= history.today:
        fact = Message(N_("agreed to talk on {date}"), {"date": agreed})
        yield TodayLine(section="call", fact=fact, on=agreed, group_id=group.id, pressing=True)
    elif seen is not None:
        days = limits.days(seen, history.today)
        if days > limits.guidance_days // 2:
            fact = Message(N_("last guidance {date}, {days} days ago"), {"date": seen, "days": days})
            yield TodayLine(section="call", fact=fact, on=seen, group_id=group.id, pressing=days > limits.guidance_days)


def _overdue(group: Group, history: GroupHistory, limits: Thresholds) -> Iterator[TodayLine]:
    for action in history.actions:
        on, days = history.due_on(action), history.overdue_days(action)
        if on is None or days <= 0 or action.state != "open":
            continue
        values: dict[str, str | int | Message] = {"text": action.text, "days": days, "n": action.times_moved}
        moved = N_("{text} · {days} days overdue, moved ×{n}")
        words = moved if action.times_moved else N_("{text} · {days} days overdue")
        yield TodayLine(
            section="overdue",
            fact=Message(words, values),
            on=on,
            group_id=group.id,
            action=action,
            pressing=days > limits.overdue_days or action.times_moved >= limits.moved,
        )


def _asked(group: Group, history: GroupHistory, a_week_ago: GroupHistory, limits: Thresholds) -> Iterator[TodayLine]:
    before = {warning.key: warning for warning in early_warnings(a_week_ago, limits)}
    now = {warning.key: warning for warning in early_warnings(history, limits)}
    for key, signal in now.items():
        section = RULES[signal.rule].section
        if section in ("ask", "measure"):
            yield TodayLine(
                section=section,
                fact=signal.fact,
                on=signal.on,
                group_id=group.id,
                leads_to="numbers" if section == "measure" else "group",
                signal=signal,
                pressing=signal.level == "ask_first",
                new=key not in before,
            )
    still = {(warning.rule, warning.subject) for warning in now.values()}
    for signal in before.values():
        if (signal.rule, signal.subject) not in still and RULES[signal.rule].section == "ask":
            yield TodayLine(section="cleared", fact=signal.fact, on=signal.on, group_id=group.id, signal=signal)


def _prepare(rows: Rows, network: Network, today: str) -> Iterator[TodayLine]:
    """Yield the missing preparations of the next gathering, and gatherings that were not closed."""
    gatherings = gatherings_of(rows, network.id)
    for gathering in gatherings:
        if gathering.state == "open" and gathering.ends_on < today:
            fact = Message(N_("gathering {number} was not closed"), {"number": gathering.number})
            yield _prepared(gathering, fact, "gathering")
    coming = next(
        (gathering for gathering in gatherings if gathering.state == "planned" and gathering.ends_on >= today), None
    )
    if coming is None:
        return
    days = (date.fromisoformat(coming.starts_on) - date.fromisoformat(today)).days
    if days > _PREPARED_FROM:
        return
    values: dict[str, str | int | Message] = {"number": coming.number, "date": coming.starts_on, "days": days}
    yield _prepared(coming, Message(N_("gathering {number} is on {date}, in {days} days"), values), "gathering")
    if not rows.find(ProgrammeItem, gathering_id=coming.id):
        yield _prepared(coming, Message(N_("it has no programme yet")), "plan")
    if coming.number > 1:
        groups = [group for group in groups_of(rows, network.id) if group.state in ("active", "resumed")]
        written = {status.group_id for status in rows.find(StatusText, gathering_id=coming.id)}
        missing = ", ".join(group.letter for group in groups if group.id not in written)
        if missing:
            yield _prepared(coming, Message(N_("no form typed in from {letters}"), {"letters": missing}), "forms")


def _prepared(gathering: Gathering, fact: Message, leads_to: Place) -> TodayLine:
    return TodayLine(section="prepare", fact=fact, on=gathering.starts_on, leads_to=leads_to, gathering_id=gathering.id)
