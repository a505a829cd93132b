"""Deciding commands between gatherings: contacts, meetings, measurements and events of a group."""

import math

from nettverk_tui.model.commands import (
    AddContact,
    AddEvent,
    AddGroupMeeting,
    AddMeasurement,
    KeepRecheck,
    PutAside,
    ReachMilestone,
    RemoveHappening,
)
from nettverk_tui.model.core.entry_kinds import STATE_AFTER
from nettverk_tui.model.core.messages import N_, Message, Refusal
from nettverk_tui.model.core.records import (
    RECORD_OF,
    Contact,
    Dismissal,
    Event,
    FollowUpRating,
    Group,
    GroupMeeting,
    Indicator,
    Measurement,
    Member,
    Milestone,
    MilestoneReached,
    Network,
    Record,
)
from nettverk_tui.model.core.rows import Rows
from nettverk_tui.model.core.text import clean
from nettverk_tui.model.core.values import GroupState, IndicatorKind
from nettverk_tui.model.decisions.change import GONE, Change, Deciders, Decision, add, change, row_as_seen
from nettverk_tui.model.decisions.network import new_member
from nettverk_tui.model.network.plan import PlannedMember, members_of


def _contact(command: AddContact, rows: Rows, now: int) -> Decision | Refusal:
    if rows.get(Contact, command.id) is not None:
        return Decision()
    if (refused := _date_refusal(command.group_id, command.on, rows)) is not None:
        return refused
    return add(
        Contact(
            id=command.id,
            group_id=command.group_id,
            facilitator_id=command.facilitator_id,
            on=command.on,
            channel=command.channel,
            minutes=command.minutes,
            topic=command.topic,
            agreed=command.agreed,
            next_on=command.next_on,
            layer=command.layer,
        )
    )


def _meeting(command: AddGroupMeeting, rows: Rows, now: int) -> Decision | Refusal:
    if rows.get(GroupMeeting, command.id) is not None:
        return Decision()
    if (refused := _date_refusal(command.group_id, command.on, rows)) is not None:
        return refused
    return add(
        GroupMeeting(
            id=command.id,
            group_id=command.group_id,
            on=command.on,
            kind=command.kind,
            minutes=command.minutes,
            outside_hours=command.outside_hours,
            text=command.text,
            layer=command.layer,
        )
    )


def _measurement(command: AddMeasurement, rows: Rows, now: int) -> Decision | Refusal:
    if rows.get(Measurement, command.id) is not None:
        return Decision()
    numbers = (command.value, command.numerator, command.denominator, command.below)
    if command.value is None and command.numerator is None and command.below is None:
        return Refusal(Message(N_("A measurement needs a value, such as 29 %, 14/48 or 1,5.")))
    if any(number is not None and not math.isfinite(number) for number in numbers):
        return Refusal(Message(N_("That is no number to measure with.")))
    known = rows.get(Indicator, command.indicator_id) or _of_that_name(command, rows)
    # The numerator of a rate may exceed its denominator, that of a proportion may not.
    share = known is None or known.kind != "rate"
    over = share and (command.numerator or 0) > (command.denominator or math.inf)
    if over or (command.denominator is not None and command.denominator <= 0):
        return Refusal(Message(N_("The numerator cannot exceed the denominator, and the denominator cannot be zero.")))
    new: tuple[Change, ...] = ()
    if known is None:
        kind: IndicatorKind = "proportion" if command.percent or command.denominator is not None else "measurement"
        made = Indicator(
            id=command.indicator_id,
            group_id=command.group_id,
            name=command.indicator_name,
            kind=kind,
            unit="%" if kind == "proportion" else "",
            position=len(rows.find(Indicator, group_id=command.group_id)) + 1,
        )
        new = add(made).changes
    measured = add(
        Measurement(
            id=command.id,
            indicator_id=command.indicator_id if known is None else known.id,
            on=command.on,
            phase=command.phase,
            value=command.value,
            numerator=command.numerator,
            denominator=command.denominator,
            below=command.below,
            text=command.text,
        )
    )
    return Decision((*new, *measured.changes))


def _of_that_name(command: AddMeasurement, rows: Rows) -> Indicator | None:
    """Return the indicator with the name given, which another window may have made in the meantime."""
    name = clean(command.indicator_name).casefold()
    same = (
        indicator for indicator in rows.find(Indicator, group_id=command.group_id) if indicator.name.casefold() == name
    )
    return next(same, None)


def _event(command: AddEvent, rows: Rows, now: int) -> Decision | Refusal:
    group = rows.get(Group, command.group_id)
    if group is None or group.deleted:
        return GONE
    if rows.get(Event, command.id) is not None:
        return Decision()
    refused = _date_refusal(group.id, command.on, rows) or _state_refusal(command, group, rows)
    if refused is not None:
        return refused
    event = Event(
        id=command.id,
        group_id=command.group_id,
        kind=command.kind,
        on=command.on,
        text=command.text,
        cause=command.cause,
        # It is marked on the group's chart, which the room sees; all other events are for the facilitators.
        layer=command.layer or ("network" if command.kind == "change_started" else "facilitators"),
    )
    # A later event decides the state, even if this one is entered after it.
    later = any(event.kind in STATE_AFTER and event.on > command.on for event in rows.find(Event, group_id=group.id))
    state = STATE_AFTER.get(command.kind) if not later else None
    moved = change(group, state=state).changes if state else ()
    led = _with_new_leader(command, group, rows) if command.leader_id is not None else ()
    return Decision((*add(event).changes, *moved, *led))


def _with_new_leader(command: AddEvent, group: Group, rows: Rows) -> tuple[Change, ...]:
    """Make the named person the only leader of the group, unless a later change of leader exists."""
    changes_of_leader = (event for event in rows.find(Event, group_id=group.id) if event.kind == "leader_change")
    if command.leader_id is None or any(event.on > command.on for event in changes_of_leader):
        return ()
    name = clean(command.leader).strip()
    members = members_of(rows, group.id)
    # Another window may have added the same person in the meantime.
    known = next((member for member in members if member.id == command.leader_id), None) or next(
        (member for member in members if member.name.casefold() == name.casefold()), None
    )
    if known is None and (not name or rows.get(Member, command.leader_id) is not None):
        return ()
    no_longer = [
        row_change
        for other in members
        if other.leader and other != known
        for row_change in change(other, leader=False).changes
    ]
    if known is not None:
        return (*no_longer, *change(known, leader=True).changes)
    joins = new_member(command.leader_id, group.id, PlannedMember(name, leader=True), from_on=command.on)
    return (*no_longer, *add(joins).changes)


def _date_refusal(group_id: str, on: str, rows: Rows) -> Refusal | None:
    """Return a Refusal if the group is deleted, or the date is before its network began."""
    group = rows.get(Group, group_id)
    network = rows.get(Network, group.network_id) if group is not None and not group.deleted else None
    if network is None:
        return GONE
    if network.from_on is None or on >= network.from_on:
        return None
    values: dict[str, str | int | Message] = {"on": on, "began": network.from_on}
    words = N_("{on} is before the network began, {began}. Write another date, or move the start of the network.")
    return Refusal(Message(words, values))


def _state_refusal(command: AddEvent, group: Group, rows: Rows) -> Refusal | None:
    """Return a Refusal if the state of the group does not allow it to resume or stall."""
    letter: dict[str, str | int | Message] = {"letter": group.letter}
    if command.kind == "resumed":
        stalled = [event.on for event in rows.find(Event, group_id=group.id) if event.kind == "stalled"]
        if group.state != "stalled" and not stalled:
            return Refusal(Message(N_("Group {letter} has not stalled: nothing to resume."), letter))
        if group.state != "stalled":
            return Refusal(Message(N_("Group {letter} has resumed already."), letter))
        if stalled and command.on < max(stalled):
            words = N_("Group {letter} stalled {on}: it cannot have resumed before.")
            return Refusal(Message(words, {**letter, "on": max(stalled)}))
    if command.kind == "stalled" and group.state == "stalled":
        return Refusal(Message(N_("Group {letter} has stalled already. Write when it resumes."), letter))
    if command.kind in ("stalled", "resumed", "withdrawn") and group.state in ("completed", "withdrawn"):
        return Refusal(Message(N_("Group {letter} is no longer in the network."), letter))
    return None


def _recheck(command: KeepRecheck, rows: Rows, now: int) -> Decision | Refusal:
    if rows.get(FollowUpRating, command.id) is not None:
        return Decision()
    if not 1 <= command.level <= 4:
        return Refusal(Message(N_("Write the level now, 1 to 4: L1 3.")))
    if (refused := _date_refusal(command.group_id, command.on, rows)) is not None:
        return refused
    return add(
        FollowUpRating(
            id=command.id,
            group_id=command.group_id,
            item=command.item,
            on=command.on,
            level=command.level,
            rater=command.rater,
            reason=clean(command.reason).strip(),
            wording_version=command.wording_version,
            layer=command.layer,
        )
    )


def _milestone(command: ReachMilestone, rows: Rows, now: int) -> Decision | Refusal:
    milestone = rows.get(Milestone, command.milestone_id)
    if milestone is None or milestone.deleted:
        return GONE
    if (refused := _date_refusal(command.group_id, command.on, rows)) is not None:
        return refused
    if rows.get(MilestoneReached, command.id) is not None:
        return Decision()
    reached = rows.find(MilestoneReached, milestone_id=command.milestone_id, group_id=command.group_id)
    if reached and reached[0].reached_on != command.on:
        words = N_("This milestone was reached {on}. Take that away in the timeline first, if it is wrong.")
        return Refusal(Message(words, {"on": reached[0].reached_on}))
    if reached:
        return Decision()
    return add(
        MilestoneReached(
            id=command.id, milestone_id=command.milestone_id, group_id=command.group_id, reached_on=command.on
        )
    )


_REMOVABLE: frozenset[type[Record]] = frozenset(
    {Contact, GroupMeeting, Event, FollowUpRating, MilestoneReached, Dismissal}
)


def _remove(command: RemoveHappening, rows: Rows, now: int) -> Decision | Refusal:
    kind = RECORD_OF.get(command.table)
    if kind not in _REMOVABLE:
        return GONE
    row = row_as_seen(rows, kind, command.id, command.seen)
    if isinstance(row, Refusal):
        return row
    gone = change(row, deleted=True)
    if not isinstance(row, Event) or row.kind not in STATE_AFTER:
        return gone
    # The remaining events decide the state of the group.
    group = rows.get(Group, row.group_id)
    if group is None:
        return gone
    turns = [event for event in rows.find(Event, group_id=group.id) if event.kind in STATE_AFTER and event.id != row.id]
    last = max(turns, key=lambda event: event.on, default=None)
    state: GroupState = STATE_AFTER[last.kind] if last is not None else "active"
    if group.state not in (*STATE_AFTER.values(), "active"):
        return gone
    return Decision((*gone.changes, *change(group, state=state).changes))


def _set_aside(command: PutAside, rows: Rows, now: int) -> Decision | Refusal:
    if rows.get(Dismissal, command.id) is not None:
        return Decision()
    text = clean(command.text).strip()
    if command.until_on is None and not text:
        return Refusal(Message(N_("Write what you found out, or a date to be reminded.")))
    if command.until_on is not None and command.until_on <= command.on:
        return Refusal(Message(N_("That date has been: {date}."), {"date": command.until_on}))
    return add(
        Dismissal(
            id=command.id,
            network_id=command.network_id,
            group_id=command.group_id,
            key=command.key,
            on=command.on,
            text=text,
            until_on=command.until_on,
        )
    )


DECIDERS: Deciders = {
    PutAside: _set_aside,
    AddContact: _contact,
    AddGroupMeeting: _meeting,
    AddMeasurement: _measurement,
    AddEvent: _event,
    RemoveHappening: _remove,
    KeepRecheck: _recheck,
    ReachMilestone: _milestone,
}
