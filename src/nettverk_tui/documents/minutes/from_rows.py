"""From rows to the contents of a gathering's minutes; only rows that the network may see are read, so nothing leaks."""

import datetime

from nettverk_tui.documents.minutes.contents import (
    Attendee,
    GroupPart,
    MinutesContents,
    NextGathering,
    Party,
    Person,
    Previous,
    ProgrammeLine,
    Project,
    Rated,
    Said,
    StatusLine,
)
from nettverk_tui.documents.minutes.day import GatheringDay, group_name
from nettverk_tui.documents.minutes.entries import earlier_advice, followed_up, parked, said, statements, to_do
from nettverk_tui.model.core import records
from nettverk_tui.model.core.records import Attendance, Gathering, Group, Minutes, Network, Rating, StatusText
from nettverk_tui.model.core.rows import Rows
from nettverk_tui.model.core.text import is_blank
from nettverk_tui.model.core.values import Presence, StatusField
from nettverk_tui.model.gathering.days_held import held_until, moved_days
from nettverk_tui.model.gathering.time_report import item_times
from nettverk_tui.model.gathering.timekeeping import MINUTE
from nettverk_tui.model.overview.visibility import NetworkRows

#: Attendance is often taken while the welcome runs: arriving within it is not late (our own rule).
LATE_AFTER_MS = 15 * MINUTE

_FIELDS: tuple[StatusField, ...] = ("done", "result", "obstacles", "question")


def contents_of(rows: Rows, gathering_id: str, zone: datetime.tzinfo | None = None) -> MinutesContents:
    """Return the contents of the minutes, during the day or after it. Raises LookupError for an unknown gathering.

    `zone` is the gathering's time zone, the machine's own if None: it decides when its last day ends.
    """
    seen = NetworkRows(rows)
    gathering = seen.get(Gathering, gathering_id)
    if gathering is None or gathering.deleted:
        raise LookupError(f"no gathering {gathering_id!r}")
    day = GatheringDay(seen, gathering, zone)
    network = seen.get(Network, gathering.network_id)
    parts = [(group, _group_part(day, group)) for group in day.groups]
    newest = max(seen.find(Minutes, gathering_id=gathering.id), key=lambda minutes: minutes.number, default=None)
    return MinutesContents(
        network=network.name if network else "",
        region=network.region if network else "",
        demo=network.demo if network else False,
        number=gathering.number,
        kind=gathering.kind,
        state=newest.state if newest else "draft",
        approved_at=newest.frozen_at if newest and newest.state == "final" else None,
        starts_on=day.held_on[0],
        ends_on=day.held_on[1],
        starts_at=day.begun_at,
        ended_at=held_until(day.plan, day.clock),
        several_days=gathering.starts_on != gathering.ends_on,
        moved_days=moved_days(gathering, day.held_on[0]),
        zone=network.zone if network else "",
        place=gathering.place,
        chair=gathering.chair,
        minute_taker=gathering.minute_taker,
        recipients=gathering.recipients,
        present=_parties(day, "present"),
        absent=_parties(day, "absent"),
        previous=_previous(day),
        followed_up=followed_up(day),
        earlier_advice=earlier_advice(day),
        programme=_programme(day),
        groups=tuple(part for group, part in parts if _has_section(day, group, part)),
        joint=said(day, None),
        statements=statements(day),
        parked=parked(day),
        not_held=tuple(part.group for group, part in parts if _was_passed_over(day, group, part)),
        next=_next(day),
        to_do=to_do(day),
    )


def _previous(day: GatheringDay) -> Previous | None:
    if not day.earlier:
        return None
    last = day.earlier[-1]
    approved = any(version.state == "final" for version in day.rows.find(Minutes, gathering_id=last.id))
    return Previous(number=last.number, starts_on=day.held(last)[0], approved=approved)


def _next(day: GatheringDay) -> NextGathering | None:
    if not day.later:
        return None
    coming = day.later[0]
    return NextGathering(
        number=coming.number,
        starts_on=coming.starts_on,
        ends_on=coming.ends_on,
        starts_at=coming.starts_at,
        place=coming.place,
    )


# --- who


def _parties(day: GatheringDay, presence: Presence) -> tuple[Party, ...]:
    """Return the groups in their order, then the facilitators, then all others. People not marked are in no list."""
    of_group: dict[str | None, list[Attendee]] = {}
    facilitators: list[Attendee] = []
    for row in day.rows.find(Attendance, gathering_id=day.gathering.id, presence=presence):
        people = facilitators if row.facilitator_id is not None else of_group.setdefault(row.group_id, [])
        people.append(_attendee(day, row))
    parties = [
        Party(group=group_name(group), people=tuple(of_group.pop(group.id)))
        for group in day.groups
        if group.id in of_group
    ]
    others = [attendee for people in of_group.values() for attendee in people]
    if facilitators:
        parties.append(Party(facilitators=True, people=tuple(facilitators)))
    if others:
        parties.append(Party(people=tuple(others)))
    return tuple(parties)


def _attendee(day: GatheringDay, row: Attendance) -> Attendee:
    person = day.person(row.member_id, row.facilitator_id) or Person(name=row.guest, profession=row.profession)
    came, begun = row.arrived_at, day.begun_at
    late = came is not None and begun is not None and came > begun + LATE_AFTER_MS
    return Attendee(person=person, arrived_at=came if late else None, left_at=row.left_at)


# --- the programme


def _programme(day: GatheringDay) -> tuple[ProgrammeLine, ...]:
    """Return the day as planned and as held, without unused buffers."""
    lines, planned_at = [], day.gathering.starts_at
    running = None if day.clock.phase == "closed" else day.clock.item_id
    for time in item_times(day.plan, day.clock, day.clock.last.at if day.clock.last else 0):
        item, held = time.item, time.entered_at is not None
        if item.fixed_start_at is not None:
            planned_at = item.fixed_start_at
        if held or item.kind != "buffer":
            lines.append(
                ProgrammeLine(
                    kind=item.kind,
                    title=item.title,
                    group=day.letter(item.group_id),
                    planned_at=planned_at,
                    planned_ms=time.planned_ms,
                    held=held,
                    started_at=time.entered_at,
                    used_ms=time.actual_ms if held and item.id != running else None,
                )
            )
        planned_at = None if planned_at is None else planned_at + time.planned_ms
    return tuple(lines)


# --- the groups


def _group_part(day: GatheringDay, group: Group) -> GroupPart:
    projects = day.rows.find(records.Project, group_id=group.id)
    return GroupPart(
        group=group_name(group),
        municipality=group.municipality,
        projects=tuple(Project(area=row.area, aim=row.aim) for row in projects if not is_blank(row.area)),
        status=_status(day, group),
        rated=_rated(day, group),
        said=said(day, group),
    )


def _has_words(part: GroupPart) -> bool:
    return bool(part.status or part.rated or part.said != Said())


def _has_section(day: GatheringDay, group: Group, part: GroupPart) -> bool:
    """Return whether the group had its turn, or said something; at the first gathering also if it chose a project."""
    chose = day.gathering.kind == "first" and bool(part.projects)
    return chose or day.had_its_turn(group) or _has_words(part)


def _was_passed_over(day: GatheringDay, group: Group, part: GroupPart) -> bool:
    """Return whether the group's turn in the programme did not take place; without a clock, the entries decide."""
    if day.gathering.state == "planned" or not day.turns(group) or day.had_its_turn(group):
        return False
    return day.clock.started_at is not None or not _has_words(part)


def _status(day: GatheringDay, group: Group) -> tuple[StatusLine, ...]:
    found = day.rows.find(StatusText, gathering_id=day.gathering.id, group_id=group.id)
    texts = {row.field: row.text for row in found if not is_blank(row.text)}
    return tuple(StatusLine(field=field, text=texts[field]) for field in _FIELDS if field in texts)


def _rated(day: GatheringDay, group: Group) -> tuple[Rated, ...]:
    """Return the answers with the last earlier level for the same wording; a gathering without one is skipped."""
    by_number = sorted(
        (row for row in day.rows.find(Rating, group_id=group.id) if row.gathering_id in day.numbers),
        key=lambda row: day.numbers[row.gathering_id],
    )
    number, last, rated = day.gathering.number, dict[tuple[str, int], int | None](), []
    for row in by_number:
        words = (row.item, row.wording_version)
        if row.gathering_id == day.gathering.id:
            rated.append(
                Rated(item=row.item, answer=row.answer, level=row.level, previous=last.get(words), reason=row.reason)
            )
        elif row.answer == "level" and day.numbers[row.gathering_id] < number:
            last[words] = row.level
    return tuple(rated)
