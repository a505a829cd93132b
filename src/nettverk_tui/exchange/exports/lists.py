"""Lists for other programs and for a quick look: plain values, one dictionary a row, the same names every time.

Dates are ISO, ids are those of the file. A list of what was said has the layer of each row.
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
    """The networks of a file, each with how large it is and what comes next."""
    for network in rows.find(Network):
        gatherings = gatherings_of(rows, network.id)
        groups = groups_of(rows, network.id)
        coming = [each.starts_on for each in gatherings if each.state != "closed" and each.ends_on >= today]
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
    """A network's gatherings in their order."""
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
    """A network's groups, also those that have left it."""
    for group in sorted(rows.find(Group, network_id=network.id), key=lambda each: each.position):
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
    """Everything somebody said they would do, oldest first."""
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
    """All advice, oldest first: to whom, from whom, and what came of it."""
    for each, place in _said(rows, Advice, network, private=private):
        giver = rows.get(Group, each.giver_group_id)
        adviser = rows.get(Facilitator, each.giver_facilitator_id)
        yield {
            **place,
            "text": each.text,
            "from": giver.letter if giver is not None else adviser.name if adviser is not None else None,
            "answer": each.answer,
            "outcome": each.outcome,
            "factor": each.factor,
            "layer": each.layer,
            "id": each.id,
        }


def _said(rows: Rows, kind: type[Any], network: Network, *, private: bool) -> Iterator[tuple[Any, Mapping[str, Any]]]:
    numbers = {each.id: each.number for each in rows.find(Gathering, network_id=network.id)}
    letters = {each.id: each.letter for each in rows.find(Group, network_id=network.id)}
    found: Sequence[Said] = rows.find(kind)
    for said in sorted(found, key=lambda each: each.at):
        if said.gathering_id not in numbers and said.group_id not in letters:
            continue
        if said.layer != "facilitators" or private:
            place = {"gathering": numbers.get(said.gathering_id or ""), "group": letters.get(said.group_id or "")}
            yield said, place


def _who(rows: Rows, action: Action) -> str:
    """The name it was understood as; else the word that was typed."""
    member = rows.get(Member, action.who_member_id)
    facilitator = rows.get(Facilitator, action.who_facilitator_id)
    group = rows.get(Group, action.who_group_id)
    if member is not None:
        return member.name
    if facilitator is not None:
        return facilitator.name
    return group.letter if group is not None else action.who
