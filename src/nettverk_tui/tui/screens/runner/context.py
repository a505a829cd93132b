"""The room as the capture line sees it from one place."""

from nettverk_tui.model import capture
from nettverk_tui.model.capture.network_context import indicators, milestones, people
from nettverk_tui.model.commands import Place
from nettverk_tui.tui.screens.runner.interface import Runner


def surroundings(runner: Runner, place: Place, previous: str | None) -> capture.CaptureContext:
    """The room as the capture line sees it from a place."""
    room = runner.room
    members = (member for there in room.members.values() for member in there)
    return capture.CaptureContext(
        today=runner.today,
        language=runner.t.language,
        step=place.step,
        group_id=place.group_id,
        factor=place.factor,
        groups=tuple(capture.GroupName(group.id, group.letter, group.unit) for group in room.groups),
        people=people(room.groups, members, room.facilitators, room.is_present),
        factors=capture.factor_names(runner.knowledge.checklist),
        indicators=indicators(runner.rows, room.groups),
        milestones=milestones(runner.rows, room.gathering.network_id),
        previous=previous,
        next_gathering_on=room.following.starts_on if room.following is not None else None,
    )
