"""The opening card of a group: actions, advice and its outcome, and a part for the facilitators only."""

from collections.abc import Iterator, Sequence
from datetime import date

import msgspec

from nettverk_tui.model.core.moments import day_of
from nettverk_tui.model.core.records import (
    Action,
    Advice,
    Contact,
    Event,
    FollowUpRating,
    Gathering,
    Group,
    Milestone,
    MilestoneReached,
    Rating,
    Said,
    StatusText,
)
from nettverk_tui.model.core.rows import Rows
from nettverk_tui.model.gathering.feedback_round import visible_to_room
from nettverk_tui.model.gathering.room import Room


class OpenAction(msgspec.Struct, frozen=True):
    """An action on the card; `overdue_days` is zero or negative while there is time."""

    action: Action
    overdue_days: int | None

    @property
    def overdue(self) -> bool:
        """Whether its due date has passed."""
        return self.action.state == "open" and (self.overdue_days or 0) > 0


class Gap(msgspec.Struct, frozen=True):
    """The group's own level beside the adviser's, for one factor."""

    item: str
    own: int | None
    adviser: int | None

    @property
    def wide(self) -> bool:
        """Whether the levels are two or more apart, which is worth talking about."""
        return self.own is not None and self.adviser is not None and abs(self.own - self.adviser) >= 2


class OpeningCard(msgspec.Struct, frozen=True):
    """The opening card: the first half is read aloud, from `unanswered` on it is for the facilitators only.

    `settled` are the actions done or dropped between the last gathering and this one; `contacts`, `again` and `events`
    are those since the last gathering.
    """

    question: str
    actions: tuple[OpenAction, ...]
    settled: tuple[Action, ...]
    reached: tuple[Milestone, ...]
    advice: tuple[Advice, ...]
    unanswered: tuple[Advice, ...]
    low: tuple[Rating, ...]
    gaps: tuple[Gap, ...]
    private: tuple[Said, ...]
    contacts: tuple[Contact, ...]
    last_contact: Contact | None
    again: tuple[FollowUpRating, ...]
    events: tuple[Event, ...]

    @property
    def overdue(self) -> int:
        """The number of actions that are overdue."""
        return sum(action.overdue for action in self.actions)


def opening_card(rows: Rows, room: Room, group: Group, today: str) -> OpeningCard:
    """Return the card of one group at this gathering. `today` is a local ISO date."""
    before = {gathering.id for gathering in room.earlier}
    advice = [given for given in rows.find(Advice, group_id=group.id) if given.gathering_id in before]
    last = room.previous
    ratings = rows.find(Rating, gathering_id=last.id, group_id=group.id) if last is not None else []
    awaiting = [given for given in advice if given.answer == "take_along" and _awaits(given, room.gathering)]
    actions = open_actions(rows, room, group, today)
    hidden = [
        entry
        for entry in (*(open_action.action for open_action in actions), *awaiting)
        if entry.layer == "facilitators"
    ]
    contacts = sorted(rows.find(Contact, group_id=group.id), key=lambda contact: contact.on)
    since = last.ends_on if last is not None else ""
    settled = [action for action in _settled_between(rows, room, group, since) if action.layer != "facilitators"]
    return OpeningCard(
        question=_last_question(rows, last, group),
        actions=tuple(open_action for open_action in actions if open_action.action.layer != "facilitators"),
        settled=tuple(settled),
        reached=tuple(_reached(rows, group, since)),
        advice=visible_to_room(awaiting),
        unanswered=tuple(given for given in advice if given.answer is None and last and given.gathering_id == last.id),
        low=tuple(
            rating for rating in ratings if rating.rater == "group" and rating.level is not None and rating.level <= 2
        ),
        gaps=_gaps(ratings),
        private=tuple(hidden),
        contacts=tuple(contact for contact in contacts if contact.on > since),
        last_contact=contacts[-1] if contacts else None,
        again=tuple(
            rating
            for rating in sorted(rows.find(FollowUpRating, group_id=group.id), key=lambda rating: rating.on)
            if rating.on > since
        ),
        events=tuple(
            event
            for event in sorted(rows.find(Event, group_id=group.id), key=lambda event: event.on)
            if event.on > since
        ),
    )


def _settled_between(rows: Rows, room: Room, group: Group, since: str) -> Iterator[Action]:
    """Yield the actions done or dropped between the last gathering and this one, in order of time."""
    began = room.clock.started_at
    for action in sorted(rows.find(Action, group_id=group.id), key=lambda action: action.closed_at or 0):
        at = action.closed_at
        if action.state != "open" and at is not None and day_of(at) > since and (began is None or at < began):
            yield action


def _reached(rows: Rows, group: Group, since: str) -> Iterator[Milestone]:
    reached = [row for row in rows.find(MilestoneReached, group_id=group.id) if row.reached_on > since]
    for row in sorted(reached, key=lambda row: row.reached_on):
        milestone = rows.get(Milestone, row.milestone_id)
        if milestone is not None and not milestone.deleted:
            yield milestone


def open_actions(rows: Rows, room: Room, group: Group, today: str) -> tuple[OpenAction, ...]:
    """Return actions from earlier that are open or were settled here today: overdue first, then by date."""
    before = {None, *(gathering.id for gathering in room.earlier)}
    shown = [
        OpenAction(action, overdue_days(action, room, today))
        for action in rows.find(Action, group_id=group.id)
        if action.gathering_id in before and _concerns_today(action, room)
    ]
    # A settled action keeps its place: the list must not jump while it is read aloud.
    return tuple(
        sorted(
            shown,
            key=lambda open_action: (
                (open_action.overdue_days or 0) <= 0,
                _due_on(open_action.action) or "9999",
                open_action.action.at,
            ),
        )
    )


def _due_on(action: Action) -> str | None:
    return action.due_on if action.due == "date" else None


def overdue_days(action: Action, room: Room, today: str) -> int | None:
    """Return the days past the due date, None without one. *Next gathering* is due when that one closes."""
    on = _due_on(action)
    if on is None:
        due = due_gathering(action, [*room.earlier, room.gathering])
        on = due.ends_on if due is not None and due.state == "closed" else None
    return (date.fromisoformat(today) - date.fromisoformat(on)).days if on is not None else None


def due_gathering(action: Action, series: Sequence[Gathering]) -> Gathering | None:
    """Return the gathering at which an action for *next gathering* is due, of `series` (in order)."""
    if action.due != "next_gathering":
        return None
    if action.due_on is not None:
        return next((gathering for gathering in series if gathering.starts_on > action.due_on), None)
    if action.times_moved:
        # The gathering to count from was not recorded.
        return None
    given = next((gathering.number for gathering in series if gathering.id == action.gathering_id), None)
    return next((gathering for gathering in series if given is not None and gathering.number == given + 1), None)


def _concerns_today(action: Action, room: Room) -> bool:
    if action.state == "open":
        return True
    began = room.clock.started_at
    return began is not None and action.closed_at is not None and action.closed_at >= began


def _awaits(advice: Advice, gathering: Gathering) -> bool:
    return advice.outcome in (None, "not_tried") or advice.outcome_gathering_id == gathering.id


def _last_question(rows: Rows, last: Gathering | None, group: Group) -> str:
    if last is None:
        return ""
    texts = rows.find(StatusText, gathering_id=last.id, group_id=group.id, field="question")
    return texts[0].text if texts else ""


def _gaps(ratings: Sequence[Rating]) -> tuple[Gap, ...]:
    own = {rating.item: rating.level for rating in ratings if rating.rater == "group"}
    adviser = {rating.item: rating.level for rating in ratings if rating.rater == "adviser"}
    return tuple(Gap(item, own.get(item), level) for item, level in adviser.items())
