"""Build the context of the capture line between gatherings."""

from collections.abc import Callable, Iterable

from nettverk_tui.model.capture.context import (
    CaptureContext,
    GroupName,
    IndicatorName,
    MilestoneName,
    PersonName,
    factor_names,
)
from nettverk_tui.model.capture.parsed_line import CaptureKind
from nettverk_tui.model.core.checklist import Checklist
from nettverk_tui.model.core.records import Facilitator, Group, Indicator, Member, Milestone, Network
from nettverk_tui.model.core.rows import Rows
from nettverk_tui.model.core.values import Language
from nettverk_tui.model.network.plan import gatherings_of


def between_gatherings(
    rows: Rows, network: Network, checklist: Checklist, *, today: str, language: Language, group_id: str | None
) -> CaptureContext:
    """Return the names of a network on an ISO date, with one group in focus or none; plain text is a contact."""
    groups = sorted(rows.find(Group, network_id=network.id), key=lambda row: row.position)
    members = [
        member for group in groups for member in rows.find(Member, group_id=group.id) if _is_there(member, today)
    ]
    following = (gathering.starts_on for gathering in gatherings_of(rows, network.id) if gathering.starts_on > today)
    plain: CaptureKind = "contact"
    return CaptureContext(
        today=today,
        language=language,
        group_id=group_id,
        groups=tuple(GroupName(group.id, group.letter, group.unit) for group in groups),
        people=people(groups, members, rows.find(Facilitator, network_id=network.id), lambda _id: True),
        factors=factor_names(checklist),
        indicators=indicators(rows, groups),
        milestones=milestones(rows, network.id),
        plain=plain,
        next_gathering_on=min(following, default=None),
    )


def _is_there(member: Member, today: str) -> bool:
    return (member.from_on or "") <= today and (member.to_on is None or member.to_on > today)


def people(
    groups: Iterable[Group],
    members: Iterable[Member],
    facilitators: Iterable[Facilitator],
    is_present: Callable[[str], bool],
) -> tuple[PersonName, ...]:
    """Return the members with a name and the facilitators, with whether they are present."""
    unit_of = {group.id: group.unit for group in groups}
    named = (
        PersonName(
            id=member.id,
            kind="member",
            name=member.name,
            unit=unit_of[member.group_id],
            group_id=member.group_id,
            present=is_present(member.id),
        )
        for member in members
        if member.name
    )
    advisers = (
        PersonName(
            id=facilitator.id, kind="facilitator", name=facilitator.name, unit=facilitator.organisation, present=True
        )
        for facilitator in facilitators
    )
    return (*named, *advisers)


def indicators(rows: Rows, groups: Iterable[Group]) -> tuple[IndicatorName, ...]:
    """Return the indicators of the groups."""
    return tuple(
        IndicatorName(indicator.id, group.id, indicator.position, indicator.name, indicator.unit)
        for group in groups
        for indicator in rows.find(Indicator, group_id=group.id)
    )


def milestones(rows: Rows, network_id: str) -> tuple[MilestoneName, ...]:
    """Return the milestones of the network's plan, in order."""
    found = sorted(rows.find(Milestone, network_id=network_id), key=lambda row: row.position)
    return tuple(MilestoneName(milestone.id, milestone.position, milestone.text) for milestone in found)
