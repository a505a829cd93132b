"""What lies behind a group as of a day: the rows the rules look at, in order of time, and nothing that came after."""

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
    """One group as of `today`, an ISO date. `held` are the gatherings that have begun, `planned` how many there are."""

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
        """The gatherings at which that rater rated something, in order, with what was rated."""
        return self._sheets.get(rater, ())

    @cached_property
    def _sheets(self) -> Mapping[Rater, Sequence[tuple[Gathering, Sheet]]]:
        # Most rules ask for them.
        by_place: dict[tuple[Rater, str], dict[str, Rating]] = {}
        for each in self.ratings:
            by_place.setdefault((each.rater, each.gathering_id), {})[each.item] = each
        found: dict[Rater, list[tuple[Gathering, Sheet]]] = {}
        for gathering in self.held:
            for rater in _RATERS:
                if (sheet := by_place.get((rater, gathering.id))) is not None:
                    found.setdefault(rater, []).append((gathering, sheet))
        return found

    def asked_again(self, rating: Rating, since: str) -> FollowUpRating | None:
        """The last time the same was asked of the same rater after the gathering that began on `since`."""
        again = [
            each
            for each in self.rechecks
            if (each.item, each.rater) == (rating.item, rating.rater)
            and each.on > since
            and each.wording_version == rating.wording_version
        ]
        return again[-1] if again else None

    def present(self, gathering: Gathering) -> Sequence[Attendance]:
        """Who was there of the group; with whom nothing is known is not among them."""
        return [each for each in self._marked(gathering) if each.presence == "present"]

    def absent(self, gathering: Gathering) -> Sequence[Attendance]:
        """Who was marked as absent."""
        return [each for each in self._marked(gathering) if each.presence == "absent"]

    def _marked(self, gathering: Gathering) -> Iterable[Attendance]:
        return (each for each in self.attendance if each.gathering_id == gathering.id)

    def marked(self) -> Sequence[Gathering]:
        """The gatherings at which anybody's attendance was marked."""
        return [each for each in self.held if any(self._marked(each))]

    def member(self, id: str | None) -> Member | None:
        """The member with that id."""
        return next((each for each in self.members if each.id == id), None)

    def current_members(self) -> Sequence[Member]:
        """Those who belong to the group today."""
        return [
            each
            for each in self.members
            if (each.from_on or "") <= self.today and (each.to_on is None or each.to_on > self.today)
        ]

    def last_guidance(self) -> str | None:
        """The last day of guidance: a contact, or a gathering unless the whole group was away."""
        marked = {each.id for each in self.marked()}
        there = [each.ends_on for each in self.held if each.id not in marked or self.present(each)]
        return max([*there, *(each.on for each in self.contacts)], default=None)

    @property
    def over(self) -> bool:
        """Whether the network has held its last gathering: then nobody is called any more."""
        return any(each.kind == "last" and each.state == "closed" for each in self.held)

    def since(self) -> str:
        """A day to date a fact by that has none: that of the first gathering."""
        return self.held[0].starts_on if self.held else self.today

    def overdue_days(self, action: Action) -> int:
        """Days past the due date; zero or less while there is time, and zero without a date."""
        on = self.due_on(action)
        return (date.fromisoformat(self.today) - date.fromisoformat(on)).days if on is not None else 0

    def due_on(self, action: Action) -> str | None:
        """The day an action is due. *Next gathering* is due when that one has closed, and has no day before."""
        if action.due == "date":
            return action.due_on
        gathering = due_gathering(action, self.held)
        return gathering.ends_on if gathering is not None and gathering.state == "closed" else None


def read_history(rows: Rows, group: Group, checklist: Checklist, today: str) -> GroupHistory:
    """A group's past as of a day; what is dated later is left out, so that an earlier day can be looked back at.

    An action is judged by what is known of it now: how often it was moved by then is not kept.
    """
    return read_histories(rows, group, checklist, [today])[0]


def read_histories(rows: Rows, group: Group, checklist: Checklist, days: Sequence[str]) -> Sequence[GroupHistory]:
    """A group's past as of each of several days, from rows that are read once."""
    gatherings = sorted(rows.find(Gathering, network_id=group.network_id), key=lambda each: each.number)
    events = _by_day(rows.find(Event, group_id=group.id))
    ratings, attendance = rows.find(Rating, group_id=group.id), rows.find(Attendance, group_id=group.id)
    rechecks, contacts = (
        _by_day(rows.find(FollowUpRating, group_id=group.id)),
        _by_day(rows.find(Contact, group_id=group.id)),
    )
    meetings = _by_day(rows.find(GroupMeeting, group_id=group.id))
    members, actions = tuple(rows.find(Member, group_id=group.id)), rows.find(Action, group_id=group.id)
    indicators = tuple(rows.find(Indicator, group_id=group.id))
    measured = [each for one in indicators for each in rows.find(Measurement, indicator_id=one.id)]
    starred = tuple(each.id for each in checklist.starred())
    outcomes = frozenset(each.id for each in checklist.outcomes())
    pasts = []
    for day in days:
        held = tuple(each for each in gatherings if each.state != "planned" and each.starts_on <= day)
        ids = {each.id for each in held}
        pasts.append(
            GroupHistory(
                today=day,
                state=_state_on(events, group, day),
                starred=starred,
                outcomes=outcomes,
                held=held,
                planned=len(gatherings),
                ratings=tuple(each for each in ratings if each.gathering_id in ids),
                rechecks=tuple(each for each in rechecks if each.on <= day),
                members=members,
                attendance=tuple(each for each in attendance if each.gathering_id in ids),
                events=tuple(each for each in events if each.on <= day),
                contacts=tuple(each for each in contacts if each.on <= day),
                meetings=tuple(each for each in meetings if each.on <= day),
                actions=tuple(each for each in actions if _open_on(each, day)),
                indicators=indicators,
                measurements=tuple(each for each in measured if each.on is None or each.on <= day),
            )
        )
    return pasts


def _state_on(events: Sequence[Event], group: Group, today: str) -> GroupState:
    """The state by then: the group's own, unless something happened to it since."""
    turns = [each for each in events if each.kind in STATE_AFTER]
    if not any(each.on > today for each in turns):
        return group.state
    return next((STATE_AFTER[each.kind] for each in reversed(turns) if each.on <= today), "active")


def _by_day(rows: Iterable[Dated]) -> tuple[Dated, ...]:
    return tuple(sorted(rows, key=lambda each: each.on))


def _open_on(action: Action, today: str) -> bool:
    if day_of(action.at) > today:
        return False
    return action.state == "open" or (action.closed_at is not None and day_of(action.closed_at) > today)
