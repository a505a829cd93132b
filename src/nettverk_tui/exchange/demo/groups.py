"""One group of the demo as records: the group, its work between gatherings, and its later history."""

from collections.abc import Iterator, Mapping
from datetime import date

import msgspec

from nettverk_tui.exchange.demo.group_shapes import (
    FlowChartStory,
    GroupStory,
    IndicatorStory,
    MeetingStory,
    MemberStory,
)
from nettverk_tui.exchange.demo.scene import Scene
from nettverk_tui.model.core.records import (
    Contact,
    Continuation,
    Event,
    FlowChart,
    Group,
    GroupMeeting,
    Indicator,
    Measurement,
    Member,
    MilestoneReached,
    Project,
    Record,
    ResourceUse,
)
from nettverk_tui.model.core.values import GroupState, MeetingKind

_STAFF_MEETING_SHARE_MINUTES = 20


class Cast(msgspec.Struct, frozen=True):
    """One group's story, its id, and the ids of the members known so far by full name."""

    story: GroupStory
    id: str
    members: Mapping[str, str]

    def named(self, first_name: str) -> str | None:
        """Return the id of the member with that first name; None if unknown."""
        member = self.story.member(first_name)
        return self.members.get(member.name) if member else None

    def at(self, day: date) -> Iterator[MemberStory]:
        """Yield the members on a day of the story."""
        for member in self.story.members:
            if (member.from_on is None or member.from_on <= day) and (member.to_on is None or day <= member.to_on):
                yield member


def cast(scene: Scene, story: GroupStory) -> Cast:
    """Return the group with the members who have joined so far, and their ids."""
    known = {
        member.name: scene.new_id() for member in story.members if member.from_on is None or scene.knows(member.from_on)
    }
    return Cast(story, scene.groups[story.letter], known)


def group_records(scene: Scene, group: Cast) -> Iterator[Record]:
    """Yield the group's records that belong to no gathering, except the group itself."""
    yield from _members(scene, group)
    yield from _project(scene, group)
    yield from _between(scene, group)
    for indicator in group.story.indicators:
        yield from _indicator(scene, group, indicator)
    if scene.whole_year:
        yield from _afterwards(scene, group)


def group_record(scene: Scene, story: GroupStory) -> Group:
    """Return the group's own record."""
    position = scene.story.groups.index(story) + 1
    return Group(
        id=scene.groups[story.letter],
        network_id=scene.network_id,
        letter=story.letter,
        position=position,
        unit=story.unit,
        municipality=story.municipality,
        employees=story.employees,
        operating_model=story.operating_model,
        staff_meetings=story.staff_meetings,
        state=_state(scene, story),
        shares_ratings=story.shares_ratings,
        origin=story.origin,
    )


def _state(scene: Scene, story: GroupStory) -> GroupState:
    if scene.whole_year:
        return story.end_state
    state: GroupState = "active"
    for event in sorted(story.events, key=lambda event: event.on):
        if scene.knows(event.on) and event.kind in ("stalled", "resumed"):
            state = event.kind
    return state


def _members(scene: Scene, group: Cast) -> Iterator[Member]:
    for member in group.story.members:
        if member.name not in group.members:
            continue
        yield Member(
            id=group.members[member.name],
            group_id=group.id,
            name=member.name,
            profession=member.profession,
            staff_kind=member.kind,
            leader="leader" in member.roles,
            writer="writer" in member.roles,
            data="data" in member.roles,
            rotating=member.rotating,
            from_on=scene.calendar.iso(member.from_on) if member.from_on else None,
            to_on=scene.calendar.iso(member.to_on) if member.to_on and scene.knows(member.to_on) else None,
            origin=member.origin,
        )


def _project(scene: Scene, group: Cast) -> Iterator[Record]:
    story = group.story.project
    held = [part for part in group.story.gatherings if scene.heard(group.story.letter, part.number)]
    project = Project(
        id=scene.new_id(),
        group_id=group.id,
        area=story.area,
        aim=story.aim,
        measures=story.measures,
        result=story.result if scene.whole_year else "",
        remark=story.remark if scene.whole_year else "",
        method_step=held[-1].method_step,
        origin=story.origin,
    )
    yield project
    for number, chart in enumerate(group.story.flow_charts, start=1):
        if scene.heard(group.story.letter, chart.gathering):
            yield _flow_chart(scene, project, chart, number)


def _flow_chart(scene: Scene, project: Project, story: FlowChartStory, number: int) -> FlowChart:
    return FlowChart(
        id=scene.new_id(),
        project_id=project.id,
        number=number,
        content=story.content,
        discussed_on=scene.calendar.iso(story.discussed) if scene.knows(story.discussed) else None,
        origin=story.origin,
    )


def _between(scene: Scene, group: Cast) -> Iterator[Record]:
    between = group.story.between
    for held in between.group_meetings:
        meeting = held if isinstance(held, MeetingStory) else MeetingStory(on=held, text="")
        if scene.knows(meeting.on):
            yield _meeting(scene, group, meeting, "group", between.group_minutes, between.outside_hours)
    for meeting in between.staff_meetings:
        if scene.knows(meeting.on):
            yield _meeting(scene, group, meeting, "staff", _STAFF_MEETING_SHARE_MINUTES, False)
    for contact in between.contacts:
        if scene.knows(contact.on):
            yield Contact(
                id=scene.new_id(),
                group_id=group.id,
                facilitator_id=scene.facilitators[contact.by],
                on=scene.calendar.iso(contact.on),
                channel=contact.channel,
                minutes=contact.minutes,
                topic=contact.topic,
                agreed=contact.agreed,
                next_on=scene.calendar.iso(contact.next) if contact.next else None,
                origin=contact.origin,
            )
    for event in group.story.events:
        if scene.knows(event.on):
            yield Event(
                id=scene.new_id(),
                group_id=group.id,
                kind=event.kind,
                on=scene.calendar.iso(event.on),
                text=event.text,
                cause=event.cause,
                origin=event.origin,
            )


def _meeting(
    scene: Scene, group: Cast, story: MeetingStory, kind: MeetingKind, minutes: int, outside_hours: bool
) -> GroupMeeting:
    return GroupMeeting(
        id=scene.new_id(),
        group_id=group.id,
        on=scene.calendar.iso(story.on),
        kind=kind,
        minutes=minutes,
        outside_hours=outside_hours,
        text=story.text,
        origin=story.origin,
    )


def milestones_reached(scene: Scene, group: Cast, milestones: list[str]) -> Iterator[MilestoneReached]:
    """Yield the network's milestones (`milestones` are ids in order) that the group has reached; it may stop early."""
    for milestone, day in zip(milestones, group.story.between.milestones, strict=False):
        number = _gathering_on(scene, day)
        if scene.knows(day) if number is None else scene.heard(group.story.letter, number):
            yield MilestoneReached(
                id=scene.new_id(),
                milestone_id=milestone,
                group_id=group.id,
                reached_on=scene.calendar.iso(day),
                origin="illustrative",
            )


def _gathering_on(scene: Scene, day: date) -> int | None:
    return next((story.number for story in scene.story.gatherings if day in story.on), None)


def _indicator(scene: Scene, group: Cast, story: IndicatorStory) -> Iterator[Record]:
    """Yield an indicator, once something has been measured."""
    known = [point for point in story.points if scene.knows(point.on)]
    if not known:
        return
    indicator = Indicator(
        id=scene.new_id(),
        group_id=group.id,
        name=story.name,
        kind=story.kind,
        unit=story.unit,
        direction=story.direction,
        target=story.target,
        data_source=story.data_source,
        position=group.story.indicators.index(story) + 1,
        origin=story.origin,
    )
    yield indicator
    for point in known:
        yield Measurement(
            id=scene.new_id(),
            indicator_id=indicator.id,
            on=scene.calendar.iso(point.on),
            phase=point.phase,
            value=point.value,
            numerator=point.numerator,
            denominator=point.denominator,
            change_percent=point.change_percent,
            text=point.text,
            origin=point.origin,
        )


def _afterwards(scene: Scene, group: Cast) -> Iterator[Record]:
    for use in group.story.resources:
        yield ResourceUse(
            id=scene.new_id(),
            network_id=scene.network_id,
            group_id=group.id,
            kind=use.kind,
            hours=use.hours,
            kroner=use.kroner,
            advisers=use.advisers,
            outside_hours=use.outside_hours,
            text=use.text,
            origin=use.origin,
        )
    for then in group.story.continuation:
        yield Continuation(
            id=scene.new_id(),
            group_id=group.id,
            kind=then.kind,
            on=scene.calendar.iso(then.on) if then.on else None,
            text=then.text,
            inspired_by_group_id=scene.groups[then.inspired_by] if then.inspired_by else None,
            origin=then.origin,
        )
