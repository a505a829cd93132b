"""The opening card: the group's actions and advice, as known at this gathering and not later."""

from typing import Any

import msgspec
import pytest

from nettverk_tui.model.core.records import (
    Contact,
    Event,
    FollowUpRating,
    Gathering,
    Milestone,
    MilestoneReached,
    Record,
    StatusText,
)
from nettverk_tui.model.core.rows import MemoryRows
from nettverk_tui.model.gathering.opening_card import due_gathering, opening_card
from tests.model.series import action, advice, at, group_of, rating, room_of, series_rows, started

TODAY = "2027-05-04"


def card(rows: MemoryRows, gathering_id: str = "gathering-3", today: str = TODAY) -> Any:
    return opening_card(rows, room_of(rows, gathering_id), group_of(rows), today)


def ids(things: Any) -> list[str]:
    return [thing.id for thing in things]


def test_question_is_the_one_of_the_last_gathering() -> None:
    rows = series_rows(
        *(
            StatusText(id=f"{number}", gathering_id=f"gathering-{number}", group_id="A", field="question", text=text)
            for number, text in ((1, "Først?"), (2, "Sist?"), (3, "I dag?"))
        )
    )
    assert card(rows).question == "Sist?"
    assert card(series_rows()).question == ""
    assert card(rows, "gathering-1").question == ""


@pytest.mark.parametrize(
    ("record", "shown"),
    [
        (action("a"), True),
        (action("a", number=1), True),
        (action("a", number=3), False),
        (action("a", gathering_id=None), True),
        (action("a", group_id="B"), False),
        (action("a", deleted=True), False),
        # Settled before today is left out; settled since the day began stays on the card.
        (action("a", state="done", closed_at=at("05-04", 8)), False),
        (action("a", state="done", closed_at=at("05-04", 9)), True),
        (action("a", state="dropped", closed_at=at("05-04", 10)), True),
        (action("a", state="done"), False),
    ],
)
def test_open_and_just_settled_actions_are_shown(record: Record, shown: bool) -> None:
    rows = series_rows(started(hour=9), record)
    assert [card_action.action.id for card_action in card(rows).actions] == (["a"] if shown else [])


def test_card_of_an_older_gathering_has_no_later_actions() -> None:
    rows = series_rows(action("before", number=1), action("after", number=3))
    assert [card_action.action.id for card_action in card(rows, "gathering-2").actions] == ["before"]


@pytest.mark.parametrize(
    ("fields", "days", "overdue"),
    [
        ({}, None, False),
        ({"due": "date", "due_on": "2027-05-03"}, 1, True),
        ({"due": "date", "due_on": "2027-05-04"}, 0, False),
        ({"due": "date", "due_on": "2027-05-20"}, -16, False),
        ({"due": "date", "due_on": "2027-03-28"}, 37, True),
        # Promised at the second: due when the third, today's, closes.
        ({"due": "next_gathering"}, None, False),
        # Promised at the first: due when the second closed, 63 days ago.
        ({"due": "next_gathering", "number": 1}, 63, True),
        ({"due": "next_gathering", "gathering_id": None}, None, False),
        # Promised at the first and moved at the second: due when the third closes.
        ({"due": "next_gathering", "number": 1, "due_on": "2027-03-02", "times_moved": 1}, None, False),
        # Moved on the first day of the first: due when the second closed.
        ({"due": "next_gathering", "number": 1, "due_on": "2027-01-13", "times_moved": 1}, 63, True),
        # Moved, and the gathering was not recorded.
        ({"due": "next_gathering", "number": 1, "times_moved": 1}, None, False),
        ({"due": "date", "due_on": "2027-05-03", "state": "done", "closed_at": at("05-04", 10)}, 1, False),
    ],
)
def test_overdue_days_are_counted_from_the_due_date_or_gathering(
    fields: dict[str, Any], days: int | None, overdue: bool
) -> None:
    rows = series_rows(started(), action("a", **fields))
    (shown,) = card(rows).actions
    assert (shown.overdue_days, shown.overdue) == (days, overdue)
    assert card(rows).overdue == int(overdue)


def test_action_due_at_a_gathering_never_held_is_not_overdue() -> None:
    rows = series_rows(action("a", number=1, due="next_gathering"))
    second = rows.get(Gathering, "gathering-2")
    assert second is not None
    rows.put([msgspec.structs.replace(second, state="planned")])
    assert card(rows).actions[0].overdue_days is None


def test_action_moved_to_the_next_gathering_is_due_there() -> None:
    series = list(series_rows().find(Gathering))
    series.sort(key=lambda gathering: gathering.number)
    moved = {"due": "next_gathering", "times_moved": 1}
    due = [
        due_gathering(action("a", number=1, due="next_gathering"), series),
        due_gathering(action("a", number=1, due_on="2027-03-02", **moved), series),
        due_gathering(action("a", number=1, due_on="2027-05-04", **moved), series),
        due_gathering(action("a", number=1, due="date", due_on="2027-01-01"), series),
    ]
    assert [due_at.number if due_at else None for due_at in due] == [2, 3, None, None]


def test_actions_are_sorted_overdue_first_then_by_date_then_as_written() -> None:
    rows = series_rows(
        action("none, later", at=at("03-02", 12)),
        action("none", at=at("03-02", 11)),
        action("in june", due="date", due_on="2027-06-01"),
        action("in may", due="date", due_on="2027-05-30"),
        action("moved", due="next_gathering", due_on="2027-03-02", at=at("03-02", 13)),
        action("late", due="date", due_on="2027-05-01"),
        action("later than late", due="date", due_on="2027-04-01"),
    )
    assert [card_action.action.id for card_action in card(rows).actions] == [
        "later than late",
        "late",
        "in may",
        "in june",
        "none",
        "none, later",
        "moved",
    ]


@pytest.mark.parametrize(
    ("record", "awaits"),
    [
        (advice("a", answer="take_along"), True),
        (advice("a", answer="take_along", number=1), True),
        (advice("a", answer="take_along", outcome="not_tried", outcome_gathering_id="gathering-2"), True),
        (advice("a", answer="take_along", outcome="helped", outcome_gathering_id="gathering-2"), False),
        # Its outcome of today stays on the card today.
        (advice("a", answer="take_along", outcome="helped", outcome_gathering_id="gathering-3"), True),
        (advice("a", answer="already_do"), False),
        (advice("a", answer="not_now"), False),
        (advice("a"), False),
        (advice("a", answer="take_along", number=3), False),
        (advice("a", answer="take_along", group_id="B"), False),
    ],
)
def test_advice_taken_along_without_an_outcome_is_shown(record: Record, awaits: bool) -> None:
    assert ids(card(series_rows(record)).advice) == (["a"] if awaits else [])


def test_unanswered_advice_is_of_the_last_gathering_only() -> None:
    rows = series_rows(advice("old", 1), advice("last"), advice("today", 3), advice("answered", answer="not_now"))
    assert ids(card(rows).unanswered) == ["last"]
    assert ids(card(rows, "gathering-1").unanswered) == []


def test_low_levels_are_the_groups_own_answers_of_last_time() -> None:
    rows = series_rows(
        rating("L1", 2),
        rating("T1", 3),
        rating("T2", None),
        rating("R1", 1, rater="adviser"),
        rating("R2", 1, number=1),
        rating("M1", 1, number=3),
        rating("V1", 1, group_id="B"),
    )
    assert [low_rating.item for low_rating in card(rows).low] == ["L1"]


@pytest.mark.parametrize(
    ("own", "adviser", "wide"), [(4, 2, True), (2, 4, True), (3, 2, False), (None, 1, False), (4, None, False)]
)
def test_gap_of_two_levels_to_the_adviser_is_wide(own: int | None, adviser: int | None, wide: bool) -> None:
    rows = series_rows(rating("L1", own), rating("L1", adviser, rater="adviser"), rating("T1", 4))
    (gap,) = card(rows).gaps
    assert (gap.item, gap.own, gap.adviser, gap.wide) == ("L1", own, adviser, wide)


def test_card_has_the_last_contact_and_events_since_last_time() -> None:
    rows = series_rows(
        Contact(id="late", group_id="A", on="2027-04-20"),
        Contact(id="early", group_id="A", on="2027-03-10"),
        Contact(id="other", group_id="B", on="2027-05-01"),
        *(
            Event(id=on, group_id="A", kind="leader_change", on=on)
            for on in ("2027-04-01", "2027-03-03", "2027-03-02", "2027-01-20")
        ),
    )
    read = card(rows)
    assert read.last_contact is not None
    assert read.last_contact.id == "late"
    assert ids(read.events) == ["2027-03-03", "2027-04-01"]
    assert ids(card(rows, "gathering-1").events)[0] == "2027-01-20"
    assert card(series_rows()).last_contact is None


def test_card_has_actions_settled_and_milestones_reached_between_gatherings() -> None:
    rows = series_rows(
        started(),
        action("done", state="done", closed_at=at("03-20")),
        action("dropped", state="dropped", closed_at=at("03-10")),
        # At the last gathering itself, and at this one: those have been seen.
        action("then", state="done", closed_at=at("03-02")),
        action("now", state="done", closed_at=at("05-04", hour=10)),
        action("private", state="done", closed_at=at("03-21"), layer="facilitators"),
        Milestone(id="plan", network_id="network", position=1, text="Første måling"),
        Milestone(id="old", network_id="network", position=2, text="Tegnet"),
        MilestoneReached(id="x", milestone_id="plan", group_id="A", reached_on="2027-04-01"),
        MilestoneReached(id="y", milestone_id="old", group_id="A", reached_on="2027-01-20"),
        Contact(id="c", group_id="A", on="2027-04-02", agreed="Måle"),
        Contact(id="before", group_id="A", on="2027-03-02"),
        FollowUpRating(id="r", group_id="A", item="L1", on="2027-04-03", level=3),
        FollowUpRating(id="q", group_id="B", item="L1", on="2027-04-03", level=3),
    )
    read = card(rows)
    assert ids(read.settled) == ["dropped", "done"]
    assert ids(card_action.action for card_action in read.actions) == ["now"]
    assert ids(read.reached) == ["plan"]
    assert (ids(read.contacts), ids(read.again)) == (["c"], ["r"])
