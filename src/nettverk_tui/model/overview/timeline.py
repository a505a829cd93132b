"""All records of one group in order of time, newest first; the caller decides what may be shown."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, get_args

import msgspec

from nettverk_tui.model.capture import kind_of
from nettverk_tui.model.core.entry_kinds import ENTRY_KINDS, SAID_TABLES
from nettverk_tui.model.core.moments import day_of
from nettverk_tui.model.core.records import (
    RECORD_OF,
    Contact,
    Dismissal,
    Event,
    FollowUpRating,
    Gathering,
    Group,
    GroupMeeting,
    Indicator,
    Measurement,
    Milestone,
    MilestoneReached,
    Rating,
    Record,
    Said,
    StatusText,
)
from nettverk_tui.model.core.rows import Rows
from nettverk_tui.model.core.values import Layer
from nettverk_tui.model.network.plan import gatherings_of

#: *warning* entries have no records: `warnings.warning_periods` computes them.
Kind = Literal["gathering", "said", "advice", "action", "between", "event", "number", "warning"]
KINDS: tuple[Kind, ...] = get_args(Kind)


class TimelineEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One entry on one ISO date. `record` is its source; `number` the number of its gathering.

    `text` is the user's own text, `factor` an id of the checklist.
    """

    on: str
    kind: Kind
    record: Record
    text: str = ""
    factor: str = ""
    number: int | None = None
    layer: Layer | None = None


def timeline(rows: Rows, group: Group, today: str) -> Sequence[TimelineEntry]:
    """Return all entries of a group up to an ISO date, newest first; those of one day in stored order."""
    gatherings = {
        gathering.id: gathering for gathering in gatherings_of(rows, group.network_id) if gathering.state != "planned"
    }
    found = [
        *(
            TimelineEntry(on=gathering.starts_on, kind="gathering", record=gathering, number=gathering.number)
            for gathering in gatherings.values()
        ),
        *_said(rows, group, gatherings),
        *_rated(rows, group, gatherings),
        *_between(rows, group),
        *_measured(rows, group),
    ]
    # Said entries are never in the future, whatever the time zone of the clock.
    past = (entry for entry in found if entry.on <= today or isinstance(entry.record, Said))
    return sorted(past, key=lambda entry: entry.on, reverse=True)


def filtered(entries: Sequence[TimelineEntry], kind: Kind | None, category: str | None) -> Sequence[TimelineEntry]:
    """Return the entries of one kind, and of factors of one category (the first letter of items); None for all."""
    return [
        entry
        for entry in entries
        if (kind is None or entry.kind == kind) and (category is None or entry.factor.startswith(category))
    ]


def _said(rows: Rows, group: Group, gatherings: Mapping[str, Gathering]) -> Iterator[TimelineEntry]:
    for table in SAID_TABLES:
        for record in rows.find(RECORD_OF[table], group_id=group.id):
            if not isinstance(record, Said):
                continue
            gathering = gatherings.get(record.gathering_id or "")
            yield TimelineEntry(
                on=gathering.starts_on if gathering is not None else day_of(record.at),
                kind=ENTRY_KINDS[kind_of(record)].timeline,
                record=record,
                text=record.text,
                factor=record.factor or "",
                number=gathering.number if gathering is not None else None,
                layer=record.layer,
            )
    for status in rows.find(StatusText, group_id=group.id):
        gathering = gatherings.get(status.gathering_id)
        if gathering is not None and status.text:
            yield TimelineEntry(
                on=gathering.starts_on,
                kind="said",
                record=status,
                text=status.text,
                number=gathering.number,
                layer=status.layer,
            )


def _rated(rows: Rows, group: Group, gatherings: Mapping[str, Gathering]) -> Iterator[TimelineEntry]:
    """Yield the reasons given with ratings; the levels are on the board."""
    for rating in rows.find(Rating, group_id=group.id):
        gathering = gatherings.get(rating.gathering_id)
        if gathering is not None and rating.reason:
            yield TimelineEntry(
                on=gathering.starts_on,
                kind="said",
                record=rating,
                text=rating.reason,
                factor=rating.item,
                number=gathering.number,
                layer=rating.layer,
            )


def _between(rows: Rows, group: Group) -> Iterator[TimelineEntry]:
    for contact in rows.find(Contact, group_id=group.id):
        words = " · ".join(filter(None, (contact.topic, contact.agreed)))
        yield TimelineEntry(on=contact.on, kind="between", record=contact, text=words, layer=contact.layer)
    for meeting in rows.find(GroupMeeting, group_id=group.id):
        yield TimelineEntry(on=meeting.on, kind="between", record=meeting, text=meeting.text, layer=meeting.layer)
    for event in rows.find(Event, group_id=group.id):
        words = " · ".join(filter(None, (event.text, event.cause)))
        yield TimelineEntry(on=event.on, kind="event", record=event, text=words, layer=event.layer)
    for aside in rows.find(Dismissal, group_id=group.id):
        yield TimelineEntry(on=aside.on, kind="between", record=aside, text=aside.text, layer=aside.layer)
    for again in rows.find(FollowUpRating, group_id=group.id):
        yield TimelineEntry(
            on=again.on, kind="between", record=again, text=again.reason, factor=again.item, layer=again.layer
        )
    for reached in rows.find(MilestoneReached, group_id=group.id):
        milestone = rows.get(Milestone, reached.milestone_id)
        if milestone is not None and not milestone.deleted:
            yield TimelineEntry(on=reached.reached_on, kind="event", record=reached, text=milestone.text)


def _measured(rows: Rows, group: Group) -> Iterator[TimelineEntry]:
    """Yield one entry a day and indicator, since a pasted series would hide all others."""
    for indicator in rows.find(Indicator, group_id=group.id):
        days: dict[str, list[Measurement]] = {}
        for measurement in rows.find(Measurement, indicator_id=indicator.id):
            if measurement.on is not None:
                days.setdefault(measurement.on, []).append(measurement)
        for on, measured in days.items():
            yield TimelineEntry(on=on, kind="number", record=measured[0], text=indicator.name)
