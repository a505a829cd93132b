"""The rows of a group that the rules read, up to a day and in order of time."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import TypeVar, get_args

import msgspec

from nettverk_tui.model.core.checklist import Checklist
from nettverk_tui.model.core.entry_kinds import STATE_AFTER
from nettverk_tui.model.core.moments import day_of
from nettverk_tui.model.core.records import (
    Action,
    Attendance,
    Contact,
    Event,
    FollowUpRating,
    Gathering,
    Group,
    GroupMeeting,
    Indicator,
    Measurement,
    Member,
    Rating,
)
from nettverk_tui.model.core.rows import Rows
from nettverk_tui.model.core.values import GroupState, Rater
from nettverk_tui.model.gathering.opening_card import due_gathering

#: The ratings of one rater at one gathering, by item.
Sheet = Mapping[str, Rating]
_RATERS: Sequence[Rater] = get_args(Rater)
Dated = TypeVar("Dated", Event, Contact, GroupMeeting, FollowUpRating)


class GroupHistory(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """One group as of the ISO date `today`. `held`: gatherings that have begun, of the `planned` number in all."""

    today: str
    state: GroupState = "active"
    starred: tuple[str, ...] = ()
    outcomes: frozenset[str] = frozenset()
    held: tuple[Gathering, ...] = ()
    planned: int = 0
    ratings: tuple[Rating, ...] = ()
    rechecks: tuple[FollowUpRating, ...] = ()
    members: tuple[Member, ...] = ()
    attendance: tuple[Attendance, ...] = ()
    events: tuple[Event, ...] = ()
    contacts: tuple[Contact, ...] = ()
    meetings: tuple[GroupMeeting, ...] = ()
    actions: tuple[Action, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    measurements: tuple[Measurement, ...] = ()

    def sheets(self, rater: Rater) -> Sequence[tuple[Gathering, Sheet]]:
        """Return the gatherings at which a rater rated anything, in order, with the ratings by item."""
        return self._sheets.get(rater, ())

    @cached_property
    def _sheets(self) -> Mapping[Rater, Sequence[tuple[Gathering, Sheet]]]:
        # Cached, as most rules read them.
        by_place: dict[tuple[Rater, str], dict[str, Rating]] = {}
        for rating in self.ratings:
            by_place.setdefault((rating.rater, rating.gathering_id), {})[rating.item] = rating
        found: dict[Rater, list[tuple[Gathering, Sheet]]] = {}
        for gathering in self.held:
            for rater in _RATERS:
                if (sheet := by_place.get((rater, gathering.id))) is not None:
                    found.setdefault(rater, []).append((gathering, sheet))
        return found

    def follow_up(self, rating: Rating, since: str) -> FollowUpRating | None:
        """Return the last follow-up rating of the same item, rater and wording after the ISO date `since`, if any."""
        again = [
            recheck
            for recheck in self.rechecks
            if (recheck.item, recheck.rater) == (rating.item, rating.rater)
            and recheck.on > since
            and recheck.wording_version == rating.wording_version
        ]
        return again[-1] if again else None

    def present(self, gathering: Gathering) -> Sequence[Attendance]:
        """Return the attendance of the group's people marked as present; unmarked ones are not included."""
        return [attendance for attendance in self._marked(gathering) if attendance.presence == "present"]

    def absent(self, gathering: Gathering) -> Sequence[Attendance]:
        """Return the attendance of the group's people marked as absent."""
        return [attendance for attendance in self._marked(gathering) if attendance.presence == "absent"]

    def _marked(self, gathering: Gathering) -> Iterable[Attendance]:
        return (attendance for attendance in self.attendance if attendance.gathering_id == gathering.id)

    def marked_gatherings(self) -> Sequence[Gathering]:
        """Return the gatherings with any attendance of the group marked, in order."""
        return [gathering for gathering in self.held if any(self._marked(gathering))]

    def member(self, id: str | None) -> Member | None:
        """Return the member with an id, or None."""
        return next((member for member in self.members if member.id == id), None)

    def current_members(self) -> Sequence[Member]:
        """Return the members who belong to the group today."""
        return [
            member
            for member in self.members
            if (member.from_on or "") <= self.today and (member.to_on is None or member.to_on > self.today)
        ]

    def last_guidance(self) -> str | None:
        """Return the ISO date of the last contact, or of the last gathering unless the whole group was absent."""
        marked = {gathering.id for gathering in self.marked_gatherings()}
        there = [gathering.ends_on for gathering in self.held if gathering.id not in marked or self.present(gathering)]
        return max([*there, *(contact.on for contact in self.contacts)], default=None)

    @property
    def network_ended(self) -> bool:
        """Whether the last gathering of the network is closed: no group gets warnings after it."""
        return any(gathering.kind == "last" and gathering.state == "closed" for gathering in self.held)

    def first_day(self) -> str:
        """Return the ISO date of the first gathering, for a fact without a date; today before any gathering."""
        return self.held[0].starts_on if self.held else self.today

    def overdue_days(self, action: Action) -> int:
        """Return the days past the due date; zero or less before it, and zero without one."""
        on = self.due_on(action)
        return (date.fromisoformat(self.today) - date.fromisoformat(on)).days if on is not None else 0

    def due_on(self, action: Action) -> str | None:
        """Return the ISO date an action is due. *Next gathering* has one only when that gathering has closed."""
        if action.due == "date":
            return action.due_on
        gathering = due_gathering(action, self.held)
        return gathering.ends_on if gathering is not None and gathering.state == "closed" else None


def read_history(rows: Rows, group: Group, checklist: Checklist, today: str) -> GroupHistory:
    """Return a group's history as of an ISO date, without rows dated later, so that past days can be evaluated.

    Exception: how often an action has been moved is known as of now only.
    """
    return read_histories(rows, group, checklist, [today])[0]


def read_histories(rows: Rows, group: Group, checklist: Checklist, days: Sequence[str]) -> Sequence[GroupHistory]:
    """Return a group's history as of each ISO date; the rows are read once."""
    gatherings = sorted(rows.find(Gathering, network_id=group.network_id), key=lambda gathering: gathering.number)
    events = _by_day(rows.find(Event, group_id=group.id))
    ratings, attendance = rows.find(Rating, group_id=group.id), rows.find(Attendance, group_id=group.id)
    rechecks = _by_day(rows.find(FollowUpRating, group_id=group.id))
    contacts = _by_day(rows.find(Contact, group_id=group.id))
    meetings = _by_day(rows.find(GroupMeeting, group_id=group.id))
    members, actions = tuple(rows.find(Member, group_id=group.id)), rows.find(Action, group_id=group.id)
    indicators = tuple(rows.find(Indicator, group_id=group.id))
    measured = [
        measurement for indicator in indicators for measurement in rows.find(Measurement, indicator_id=indicator.id)
    ]
    starred = tuple(item.id for item in checklist.starred())
    outcomes = frozenset(item.id for item in checklist.outcomes())
    histories = []
    for day in days:
        held = tuple(
            gathering for gathering in gatherings if gathering.state != "planned" and gathering.starts_on <= day
        )
        ids = {gathering.id for gathering in held}
        histories.append(
            GroupHistory(
                today=day,
                state=_state_on(events, group, day),
                starred=starred,
                outcomes=outcomes,
                held=held,
                planned=len(gatherings),
                ratings=tuple(rating for rating in ratings if rating.gathering_id in ids),
                rechecks=tuple(recheck for recheck in rechecks if recheck.on <= day),
                members=members,
                attendance=tuple(mark for mark in attendance if mark.gathering_id in ids),
                events=tuple(event for event in events if event.on <= day),
                contacts=tuple(contact for contact in contacts if contact.on <= day),
                meetings=tuple(meeting for meeting in meetings if meeting.on <= day),
                actions=tuple(action for action in actions if _open_on(action, day)),
                indicators=indicators,
                measurements=tuple(
                    measurement for measurement in measured if measurement.on is None or measurement.on <= day
                ),
            )
        )
    return histories


def _state_on(events: Sequence[Event], group: Group, today: str) -> GroupState:
    """Return the group's state on a day: the stored one, unless an event has changed it since."""
    changes = [event for event in events if event.kind in STATE_AFTER]
    if not any(event.on > today for event in changes):
        return group.state
    return next((STATE_AFTER[event.kind] for event in reversed(changes) if event.on <= today), "active")


def _by_day(rows: Iterable[Dated]) -> tuple[Dated, ...]:
    return tuple(sorted(rows, key=lambda row: row.on))


def _open_on(action: Action, today: str) -> bool:
    if day_of(action.at) > today:
        return False
    return action.state == "open" or (action.closed_at is not None and day_of(action.closed_at) > today)
