"""Deciding changes of details: a network's purpose and plan, its recruitment, and each group."""

from collections.abc import Iterator

from nettverk_tui.model.commands import AnswerReadiness, DescribeGroup, DescribeNetwork, KeepCandidate
from nettverk_tui.model.core.entry_kinds import EventKind
from nettverk_tui.model.core.messages import N_, Message, Refusal
from nettverk_tui.model.core.records import (
    STAMPS,
    Candidate,
    Event,
    Group,
    Member,
    Milestone,
    MilestoneReached,
    Network,
    Project,
)
from nettverk_tui.model.core.rows import Rows
from nettverk_tui.model.core.text import is_blank
from nettverk_tui.model.core.values import GroupState
from nettverk_tui.model.decisions.change import CHANGED, GONE, Change, Deciders, Decision, add, change, row_as_seen
from nettverk_tui.model.decisions.network import leader_change, member_fields, new_member, under_way
from nettverk_tui.model.network.charter import NETWORK_QUESTIONS, TEXTS, milestones_of
from nettverk_tui.model.network.plan import DetailedMember, GroupPage, members_of

#: The event that records a new state of a group.
_EVENT_OF: dict[GroupState, EventKind] = {
    "stalled": "stalled",
    "resumed": "resumed",
    "active": "resumed",
    "withdrawn": "withdrawn",
}


def _network(command: DescribeNetwork, rows: Rows, now: int) -> Decision | Refusal:
    network = row_as_seen(rows, Network, command.network_id, command.seen)
    wanted = command.foundation
    fields = {
        field: getattr(wanted, field)
        for field in (*TEXTS, "from_on", "to_on", "groups_per_room", "limits", "quiet_weeks", "zone")
    }
    if isinstance(network, Refusal):
        stored = rows.get(Network, command.network_id)
        # A repeated command: it was stored, and the answer was lost.
        again = stored is not None and not change(stored, **fields).changes
        return Decision() if again else network
    ids = iter(command.ids)
    changes = [*change(network, **fields).changes, *_milestones(command, rows, ids)]
    return Decision(tuple(changes))


def _milestones(command: DescribeNetwork, rows: Rows, ids: Iterator[str]) -> Iterator[Change]:
    """Yield changes of milestones, matched by their words: one with a new day or place keeps who has reached it."""
    stored = {milestone.text.casefold(): milestone for milestone in milestones_of(rows, command.network_id)}
    for position, planned in enumerate(command.foundation.milestones, start=1):
        known = stored.pop(planned.text.casefold(), None)
        if known is not None:
            yield from change(known, text=planned.text, position=position, planned_on=planned.planned_on).changes
        else:
            yield from add(
                Milestone(
                    id=next(ids),
                    network_id=command.network_id,
                    position=position,
                    text=planned.text,
                    planned_on=planned.planned_on,
                )
            ).changes
    for gone in stored.values():
        for reached in rows.find(MilestoneReached, milestone_id=gone.id):
            yield from change(reached, deleted=True).changes
        yield from change(gone, deleted=True).changes


def _readiness(command: AnswerReadiness, rows: Rows, now: int) -> Decision | Refusal:
    network = rows.get(Network, command.network_id)
    if network is None or network.deleted or command.question not in NETWORK_QUESTIONS:
        return GONE
    decided = change(network, **{command.question: command.answer})
    if decided.changes and network.version != command.seen:
        return CHANGED
    return decided


def _candidate(command: KeepCandidate, rows: Rows, now: int) -> Decision | Refusal:
    wanted = command.candidate
    if is_blank(wanted.unit):
        return Refusal(Message(N_("The office needs a name.")))
    stored = rows.get(Candidate, wanted.id)
    if stored is None:
        return add(wanted) if not wanted.deleted else Decision()
    fields = {field: getattr(wanted, field) for field in wanted.__struct_fields__ if field not in STAMPS}
    decided = change(stored, **fields)
    if decided.changes and stored.deleted:
        return GONE
    if decided.changes and stored.version != wanted.version:
        return CHANGED
    return decided


def _group(command: DescribeGroup, rows: Rows, now: int) -> Decision | Refusal:
    group = rows.get(Group, command.group_id)
    if group is None or group.deleted:
        return GONE
    ids, page = iter(command.ids), command.page
    changes = (*_office(group, page, rows, ids, command.today), *_members(group, page, rows, ids, command.today))
    if changes and group.version != command.seen:
        return CHANGED
    return Decision(changes)


def _office(group: Group, page: GroupPage, rows: Rows, ids: Iterator[str], today: str) -> Iterator[Change]:
    state = page.state.state
    yield from change(
        group,
        unit=page.unit,
        municipality=page.municipality,
        employees=page.employees,
        operating_model=page.operating_model,
        staff_meetings=page.staff_meetings,
        state=state,
    ).changes
    kind = _EVENT_OF.get(state)
    if state != group.state and kind is not None:
        event = Event(id=next(ids), group_id=group.id, kind=kind, on=page.state.on or today, cause=page.state.cause)
        yield from add(event).changes
    project = next(iter(rows.find(Project, group_id=group.id)), None)
    if project is not None:
        yield from change(project, area=page.area).changes
    elif page.area:
        yield from add(Project(id=next(ids), group_id=group.id, area=page.area)).changes


def _members(group: Group, page: GroupPage, rows: Rows, ids: Iterator[str], today: str) -> Iterator[Change]:
    leader = next(
        (detailed.who.name for detailed in page.members if detailed.who and detailed.who.leader and not detailed.to_on),
        None,
    )
    if under_way(rows, group.network_id):
        yield from leader_change(members_of(rows, group.id), leader, group.id, ids, today)
    for detailed in page.members:
        stored = rows.get(Member, detailed.id)
        if stored is not None:
            yield from _changed(stored, detailed, today).changes
        elif detailed.who is not None:
            new = new_member(detailed.id, group.id, detailed.who, from_on=detailed.from_on, to_on=detailed.to_on)
            yield from add(new).changes


def _changed(stored: Member, detailed: DetailedMember, today: str) -> Decision:
    if detailed.who is None:
        return change(stored, to_on=stored.to_on or today)
    return change(stored, **member_fields(detailed.who, stored), from_on=detailed.from_on, to_on=detailed.to_on)


DECIDERS: Deciders = {
    DescribeNetwork: _network,
    AnswerReadiness: _readiness,
    KeepCandidate: _candidate,
    DescribeGroup: _group,
}
