"""The room as the capture line sees it from one place."""

from typing import TYPE_CHECKING

from nettverk_tui.model import capture
from nettverk_tui.model.commands import Place
from nettverk_tui.model.records import Indicator

if TYPE_CHECKING:
    from nettverk_tui.tui.screens.runner.screen import RunnerScreen


def surroundings(runner: "RunnerScreen", place: Place, previous: str | None) -> capture.Surroundings:
    """The room as the capture line sees it from a place."""
    room = runner.room
    units = {group.id: group for group in room.groups}
    people = [
        capture.Person(
            id=member.id,
            kind="member",
            name=member.name,
            unit=units[group_id].unit,
            group_id=group_id,
            present=room.is_present(member.id),
        )
        for group_id, members in room.members.items()
        for member in members
        if member.name
    ]
    advisers = [
        capture.Person(id=each.id, kind="facilitator", name=each.name, unit=each.organisation, present=True)
        for each in room.facilitators
    ]
    return capture.Surroundings(
        today=runner.today,
        language=runner.t.language,
        step=place.step,
        group_id=place.group_id,
        factor=place.factor,
        groups=tuple(capture.GroupName(group.id, group.letter, group.unit) for group in room.groups),
        people=(*people, *advisers),
        factors=capture.factor_names(runner.knowledge.checklist),
        indicators=tuple(
            capture.IndicatorName(each.id, group.id, each.position, each.name, each.unit)
            for group in room.groups
            for each in runner.rows.find(Indicator, group_id=group.id)
        ),
        previous=previous,
        next_gathering_on=room.following.starts_on if room.following is not None else None,
    )
