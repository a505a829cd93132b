"""The demo network: six offices, five gatherings and one year, as the records of a file.

Nothing is written here and no clock is read: *now* is passed in. The story is in data/demo.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import time, tzinfo
from typing import Literal
from zoneinfo import ZoneInfo

from nettverk_tui.exchange.demo.calendar import Calendar, calendar_around, local_date, next_start, round_start
from nettverk_tui.exchange.demo.groups import Cast, cast, group_record, group_records, milestones_reached
from nettverk_tui.exchange.demo.programme import DemoDay, NewId, Opening, length_ms, make_day
from nettverk_tui.exchange.demo.scene import Scene
from nettverk_tui.exchange.demo.shapes import GatheringStory, span_ms
from nettverk_tui.exchange.demo.story import load_story
from nettverk_tui.exchange.demo.turns import gathering_records
from nettverk_tui.language import zone_here
from nettverk_tui.model.core.records import (
    Candidate,
    Facilitator,
    Gathering,
    Milestone,
    Network,
    Note,
    Record,
    ResourceUse,
)
from nettverk_tui.model.core.values import GatheringState
from nettverk_tui.model.gathering.relay import Relays
from nettverk_tui.resources import Knowledge, knowledge

Variant = Literal["middle", "start", "finished"]

#: The gathering that is under way.
TODAY = 3


def demo_records(
    variant: Variant, now_ms: int, zone: tzinfo, new_id: Callable[[], str], known: Knowledge | None = None
) -> list[Record]:
    """Return the demo's records, each after those it refers to.

    *middle*: the third gathering is today and under way, A and C are done, B is next, the clock is paused in the
    break. *start*: it is today and has not begun. *finished*: the whole year on its days of 2005. `now_ms` is UTC
    milliseconds; days and times of day are those of `zone`. Raises `DataFault` when data/demo cannot be used.
    """
    known = known or knowledge()
    scene = _scene(variant, now_ms, zone, new_id, known.relays)
    casts: dict[str, Cast] = {group.letter: cast(scene, group) for group in scene.story.groups}
    records = [*_network(scene), *(group_record(scene, group) for group in scene.story.groups)]
    for day in scene.days.values():
        records += _day(scene, day, now_ms)
    for group in casts.values():
        records += group_records(scene, group)
    records += _milestones(scene, casts.values())
    for day in scene.days.values():
        if day.run is not None:
            records += gathering_records(scene, day, day.run, casts, known.checklist)
    if scene.whole_year:
        records += _afterwards(scene)
    return records


def _scene(variant: Variant, now_ms: int, zone: tzinfo, new_id: NewId, relays: Relays) -> Scene:
    story = load_story()
    calendar = Calendar(zone)
    if variant != "finished":
        runs_of_days = [gathering.on for gathering in story.gatherings]
        calendar = calendar_around(story.gatherings[TODAY - 1].on[0], now_ms, zone, runs_of_days)
    groups: dict[str, str] = {group.letter: new_id() for group in story.groups}
    days = {
        gathering.number: make_day(gathering, _opening(variant, gathering, calendar, now_ms), groups, relays, new_id)
        for gathering in story.gatherings
    }
    return Scene(
        story=story,
        calendar=calendar,
        new_id=new_id,
        whole_year=variant == "finished",
        network_id=new_id(),
        groups=groups,
        facilitators={person.name.split()[0]: new_id() for person in story.network.facilitators},
        days=days,
    )


def _opening(variant: Variant, story: GatheringStory, calendar: Calendar, now_ms: int) -> Opening:
    """Return when a gathering begins, planned and actual."""
    if calendar.pivot == story.on[0]:
        if variant == "start" or story.stands is None:
            return Opening((next_start(now_ms, calendar.zone),))
        began = now_ms - length_ms(story, story.stands)
        return Opening((round_start(began, calendar.zone),), began, story.stands)
    starts = [calendar.at(story.on[0], story.starts)]
    starts += [calendar.at(story.on[item.day - 1], item.at) for item in story.items if item.day and item.at]
    return Opening(tuple(starts), starts[0] + span_ms(story.late) if calendar.knows(story.on[0]) else None)


def _network(scene: Scene) -> Iterator[Record]:
    told, calendar = scene.story.network, scene.calendar
    yield Network(
        id=scene.network_id,
        name=told.network.name,
        purpose=told.network.purpose,
        region=told.network.region,
        owner=told.network.owner,
        funders=told.network.funders,
        coordinator=told.network.coordinator,
        from_on=calendar.iso(told.network.from_on),
        to_on=calendar.iso(told.network.to_on),
        groups_per_room=told.network.groups_per_room,
        # The computer's own zone has a name that its tzinfo may not know.
        zone=zone_here(calendar.zone if isinstance(calendar.zone, ZoneInfo) else None),
        demo=True,
        origin=told.network.origin,
    )
    for id, person in zip(scene.facilitators.values(), told.facilitators, strict=True):
        yield Facilitator(
            id=id,
            network_id=scene.network_id,
            name=person.name,
            organisation=person.organisation,
            origin=person.origin,
        )
    yield from _candidates(scene)


def _candidates(scene: Scene) -> Iterator[Candidate]:
    told = scene.story.network.candidates
    for office in told.interested:
        yield Candidate(
            id=scene.new_id(),
            network_id=scene.network_id,
            unit=office.unit,
            municipality=office.municipality,
            state=office.state,
            reason=office.reason,
            three_members=office.three_members,
            several_professions=office.several_professions,
            whole_period=office.whole_period,
            will_share=office.will_share,
            origin=office.origin,
        )
    for number in range(len(told.interested) + 1, told.municipalities + 1):
        yield Candidate(
            id=scene.new_id(),
            network_id=scene.network_id,
            unit=f"Legekontorene i kommune {number}",
            municipality=f"Kommune {number}",
            origin=told.origin,
        )


def _day(scene: Scene, day: DemoDay, now_ms: int) -> Iterator[Record]:
    """Yield a gathering with its programme and, if it has begun, its clock."""
    calendar, story, zone = scene.calendar, day.story, scene.calendar.zone
    starts_on, ends_on = calendar.day(story.on[0]), calendar.day(story.on[-1])
    if day.opening.stands is not None and day.run is not None:
        # It may have begun before midnight.
        starts_on, ends_on = local_date(day.run.began, zone), local_date(now_ms, zone)
    state: GatheringState = "planned"
    if day.run is not None:
        state = "open" if day.opening.stands is not None else "closed"
    yield Gathering(
        id=day.id,
        network_id=scene.network_id,
        number=story.number,
        kind=story.kind,
        starts_on=starts_on.isoformat(),
        ends_on=ends_on.isoformat(),
        starts_at=day.opening.starts[0],
        place=story.place,
        chair=story.chair,
        minute_taker=story.minute_taker,
        recipients=story.recipients,
        state=state,
        origin=story.origin,
    )
    for slot in day.slots:
        yield slot.item
        yield from slot.steps
    if day.run is not None:
        yield from day.run.events


def _milestones(scene: Scene, groups: Iterable[Cast]) -> Iterator[Record]:
    ids: list[str] = []
    for position, told in enumerate(scene.story.network.milestones, start=1):
        ids.append(scene.new_id())
        yield Milestone(
            id=ids[-1],
            network_id=scene.network_id,
            position=position,
            text=told.text,
            planned_on=scene.calendar.iso(told.planned),
            origin=told.origin,
        )
    for group in groups:
        yield from milestones_reached(scene, group, ids)


def _afterwards(scene: Scene) -> Iterator[Record]:
    """Yield what is known once the year is over."""
    for use in scene.story.network.resources:
        yield ResourceUse(
            id=scene.new_id(),
            network_id=scene.network_id,
            kind=use.kind,
            hours=use.hours,
            kroner=use.kroner,
            advisers=use.advisers,
            outside_hours=use.outside_hours,
            text=use.text,
            origin=use.origin,
        )
    for fact in scene.story.network.facts:
        if fact.on is not None:
            at = scene.calendar.at(fact.on, time(12))
            yield Note(id=scene.new_id(), at=at, text=fact.text, origin=fact.origin)
