"""Lists for other programs and for a quick look: plain values, one dictionary a row, always the same keys.

Dates are ISO, ids are those of the file. Rows that belong to a layer name it.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from nettverk_tui.model.core.records import (
    Action,
    Advice,
    Facilitator,
    Gathering,
    Group,
    Member,
    Network,
    Project,
    Said,
)
from nettverk_tui.model.core.rows import Rows
from nettverk_tui.model.network.plan import gatherings_of, groups_of, members_of

Row = Mapping[str, Any]


def networks(rows: Rows, today: str) -> Iterator[Row]:
    """Yield the networks of a file, with their size and next gathering."""
    for network in rows.find(Network):
        gatherings = gatherings_of(rows, network.id)
        groups = groups_of(rows, network.id)
        coming = [
            gathering.starts_on
            for gathering in gatherings
            if gathering.state != "closed" and gathering.ends_on >= today
        ]
        yield {
            "name": network.name,
            "region": network.region,
            "language": network.language,
            "groups": len(groups),
            "members": sum(len(members_of(rows, group.id)) for group in groups),
            "gatherings": len(gatherings),
            "next": min(coming, default=None),
            "demo": network.demo,
            "id": network.id,
        }


def gatherings(rows: Rows, network: Network) -> Iterator[Row]:
    """Yield a network's gatherings in their order."""
    for gathering in gatherings_of(rows, network.id):
        yield {
            "number": gathering.number,
            "starts_on": gathering.starts_on,
            "ends_on": gathering.ends_on,
            "place": gathering.place,
            "state": gathering.state,
            "network": network.name,
            "id": gathering.id,
        }


def groups(rows: Rows, network: Network) -> Iterator[Row]:
    """Yield a network's groups, also those that have left it."""
    for group in sorted(rows.find(Group, network_id=network.id), key=lambda group: group.position):
        members = members_of(rows, group.id)
        project = next(iter(rows.find(Project, group_id=group.id)), None)
        yield {
            "letter": group.letter,
            "unit": group.unit,
            "area": project.area if project is not None else "",
            "leader": next((member.name for member in members if member.leader), None),
            "members": len(members),
            "state": group.state,
            "municipality": group.municipality,
            "network": network.name,
            "id": group.id,
        }


def actions(rows: Rows, network: Network, *, private: bool = False) -> Iterator[Row]:
    """Yield all actions, oldest first."""
    for action, place in _said(rows, Action, network, private=private):
        yield {
            **place,
            "text": action.text,
            "who": _who(rows, action),
            "due": action.due_on if action.due == "date" else action.due,
            "state": action.state,
            "moved": action.times_moved,
            "factor": action.factor,
            "layer": action.layer,
            "id": action.id,
        }


def advice(rows: Rows, network: Network, *, private: bool = False) -> Iterator[Row]:
    """Yield all advice, oldest first: receiver, giver, and outcome."""
    for row, place in _said(rows, Advice, network, private=private):
        giver = rows.get(Group, row.giver_group_id)
        adviser = rows.get(Facilitator, row.giver_facilitator_id)
        yield {
            **place,
            "text": row.text,
            "from": giver.letter if giver is not None else adviser.name if adviser is not None else None,
            "answer": row.answer,
            "outcome": row.outcome,
            "factor": row.factor,
            "layer": row.layer,
            "id": row.id,
        }


def _said(rows: Rows, kind: type[Any], network: Network, *, private: bool) -> Iterator[tuple[Any, Mapping[str, Any]]]:
    numbers = {gathering.id: gathering.number for gathering in rows.find(Gathering, network_id=network.id)}
    letters = {group.id: group.letter for group in rows.find(Group, network_id=network.id)}
    found: Sequence[Said] = rows.find(kind)
    for said in sorted(found, key=lambda row: row.at):
        if said.gathering_id not in numbers and said.group_id not in letters:
            continue
        if said.layer != "facilitators" or private:
            place = {"gathering": numbers.get(said.gathering_id or ""), "group": letters.get(said.group_id or "")}
            yield said, place


def _who(rows: Rows, action: Action) -> str:
    """Return the person, role or group recognised as responsible; else the word that was typed."""
    member = rows.get(Member, action.who_member_id)
    facilitator = rows.get(Facilitator, action.who_facilitator_id)
    group = rows.get(Group, action.who_group_id)
    if member is not None:
        return member.name
    if facilitator is not None:
        return facilitator.name
    return group.letter if group is not None else action.who
