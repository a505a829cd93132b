"""The factors of one group: its last answers beside those of today, and related facts."""

from datetime import UTC, datetime, timedelta
from typing import Literal

import msgspec

from nettverk_tui.model.core.checklist import Checklist, Item
from nettverk_tui.model.core.records import Action, Contact, Group, GroupMeeting, Indicator, Measurement, Rating
from nettverk_tui.model.core.rows import Rows
from nettverk_tui.model.core.values import Rater
from nettverk_tui.model.gathering.opening_card import open_actions
from nettverk_tui.model.gathering.room import Room

Trend = Literal["risen", "same", "fallen"]


class FactorRow(msgspec.Struct, frozen=True):
    """One factor: the group's last answer, today's, and the adviser's."""

    item: Item
    before: Rating | None
    now: Rating | None
    adviser: Rating | None

    @property
    def trend(self) -> Trend | None:
        """The change since the last rated answer to the same wording; None if there is nothing to compare."""
        if self.before is None or self.now is None or self.before.level is None or self.now.level is None:
            return None
        if self.before.wording_version != self.now.wording_version:
            return None
        if self.now.level == self.before.level:
            return "same"
        return "risen" if self.now.level > self.before.level else "fallen"


def factor_sheet(rows: Rows, room: Room, group: Group, checklist: Checklist) -> tuple[FactorRow, ...]:
    """Return the items asked at this gathering, by category; the outcome (progress) last."""
    last_number = max((gathering.number for gathering in (*room.earlier, room.gathering)), default=1)
    next_to_last = room.following is not None and room.following.kind == "last" and last_number == room.gathering.number
    asked = checklist.asked_at(room.gathering.kind, next_to_last=next_to_last)
    numbers = {gathering.id: gathering.number for gathering in (*room.earlier, room.gathering)}
    by_item: dict[tuple[str, Rater], list[Rating]] = {}
    for rating in rows.find(Rating, group_id=group.id):
        if rating.gathering_id in numbers:
            by_item.setdefault((rating.item, rating.rater), []).append(rating)

    def last_rated(item: str, rater: Rater) -> Rating | None:
        earlier = [
            rating
            for rating in by_item.get((item, rater), ())
            if rating.gathering_id != room.gathering.id and rating.answer == "level"
        ]
        return max(earlier, key=lambda rating: numbers[rating.gathering_id], default=None)

    def today(item: str, rater: Rater) -> Rating | None:
        return next((r for r in by_item.get((item, rater), ()) if r.gathering_id == room.gathering.id), None)

    lines = [
        FactorRow(item, last_rated(item.id, "group"), today(item.id, "group"), today(item.id, "adviser"))
        for item in asked
    ]
    return tuple(sorted(lines, key=lambda line: line.item.outcome))


class Facts(msgspec.Struct, frozen=True):
    """Counts of what is recorded since the last gathering. More may have happened than was recorded."""

    since: str | None
    group_meetings: int
    staff_meetings: int
    contacts: int
    present: int
    members: int
    doctors_present: int
    doctors: int
    measured: bool
    actions_done: int
    actions_overdue: int


def facts(rows: Rows, room: Room, group: Group, today: str) -> Facts:
    """Return the facts shown beside the factors. `today` is a local ISO date."""
    since = room.previous.ends_on if room.previous is not None else None

    def recent(on: str | None) -> bool:
        return on is not None and on <= room.gathering.ends_on and (since is None or on > since)

    meetings = [meeting for meeting in rows.find(GroupMeeting, group_id=group.id) if recent(meeting.on)]
    members = room.members.get(group.id, ())
    doctors = [member for member in members if member.staff_kind == "doctor"]
    done = [action.closed_at for action in rows.find(Action, group_id=group.id, state="done")]
    return Facts(
        since=since,
        group_meetings=sum(meeting.kind == "group" for meeting in meetings),
        staff_meetings=sum(meeting.kind == "staff" for meeting in meetings),
        contacts=sum(recent(contact.on) for contact in rows.find(Contact, group_id=group.id)),
        present=sum(room.is_present(member.id) for member in members),
        members=len(members),
        doctors_present=sum(room.is_present(member.id) for member in doctors),
        doctors=len(doctors),
        measured=any(
            recent(measurement.on)
            for indicator in rows.find(Indicator, group_id=group.id)
            for measurement in rows.find(Measurement, indicator_id=indicator.id)
        ),
        actions_done=sum(
            since is not None
            and at is not None
            and _midnight_after(since) <= at < _midnight_after(room.gathering.ends_on)
            for at in done
        ),
        actions_overdue=sum(action.overdue for action in open_actions(rows, room, group, today)),
    )


def _midnight_after(on: str) -> int:
    """Return the end of an ISO date in UTC ms: an hour or two off local time, which does not matter here."""
    return int((datetime.fromisoformat(on).replace(tzinfo=UTC) + timedelta(days=1)).timestamp() * 1000)
