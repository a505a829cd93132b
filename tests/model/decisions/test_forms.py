"""Attendance, status and ratings: the stored rows, their layer, and refusals."""

import math
from typing import Any

import pytest

from nettverk_tui.model.commands import (
    Command,
    GiveReason,
    MarkAttendance,
    MarkLeft,
    MarkSeveral,
    Rate,
    SetStatusText,
    ShareRatings,
)
from nettverk_tui.model.core.messages import Refusal
from nettverk_tui.model.core.records import (
    Action,
    Advice,
    Attendance,
    Contact,
    Event,
    Facilitator,
    Group,
    GroupMeeting,
    Member,
    Note,
    R,
    Rating,
    Statement,
    StatusText,
)
from nettverk_tui.model.core.rows import MemoryRows
from nettverk_tui.model.core.values import Layer, Rater, RatingAnswer, StatusField
from nettverk_tui.model.decisions import Decision, decide
from nettverk_tui.model.decisions.entries import LONGEST_TEXT
from tests.model.carrying_out import carry_out
from tests.model.day import GATHERING, day_rows

NOW = 1_000
GONE = "This is no longer there: it was deleted in another window."
CHANGED = "This was changed in another window. Look at it, and try again."
LEVELS = "A level is 1, 2, 3 or 4; 0 is not rated, x not relevant."


def form_rows() -> MemoryRows:
    rows = day_rows()
    rows.put(
        [
            Member(id="kari", group_id="group-A", name="Kari Nordmann"),
            Member(id="ola", group_id="group-B", name="Ola Vik"),
            Facilitator(id="randi", network_id="network", name="Randi Berge"),
        ]
    )
    return rows


def only(rows: MemoryRows, kind: type[R]) -> R:
    (row,) = rows.find(kind)
    return row


def refusal(outcome: Decision | Refusal) -> tuple[str, bool]:
    assert isinstance(outcome, Refusal), outcome
    return outcome.message.text, outcome.stale


# --- the layer when none is chosen


@pytest.mark.parametrize(
    ("record", "layer"),
    [
        (Note(id="1", at=0, text="x"), "network"),
        (Advice(id="1", at=0, text="x", giver="unknown"), "network"),
        (Action(id="1", at=0, text="x"), "network"),
        (Statement(id="1", at=0, text="x"), "network"),
        (Contact(id="1", group_id="g", on="2027-01-01"), "facilitators"),
        (Event(id="1", group_id="g", kind="leader_change", on="2027-01-01"), "facilitators"),
        (GroupMeeting(id="1", group_id="g", on="2027-01-01"), "group"),
        (Attendance(id="1", gathering_id="x", presence="absent"), "group"),
    ],
    ids=lambda value: value if isinstance(value, str) else type(value).__name__,
)
def test_new_record_has_its_usual_layer(record: Any, layer: Layer) -> None:
    assert record.layer == layer


@pytest.mark.parametrize(
    ("field", "layer"), [("done", "network"), ("result", "network"), ("obstacles", "group"), ("question", "network")]
)
def test_status_field_has_its_usual_layer(field: StatusField, layer: Layer) -> None:
    rows = form_rows()
    carry_out(rows, status("Tekst", field=field), NOW)
    assert only(rows, StatusText).layer == layer


@pytest.mark.parametrize(("rater", "layer"), [("group", "group"), ("adviser", "facilitators")])
def test_rating_has_its_usual_layer(rater: Rater, layer: Layer) -> None:
    rows = form_rows()
    carry_out(rows, rate(3, rater=rater), NOW)
    assert only(rows, Rating).layer == layer


# --- attendance


def mark(presence: Any = "present", **fields: Any) -> MarkAttendance:
    who = {} if "facilitator_id" in fields else {"member_id": "kari"}
    return MarkAttendance(**{"attendance_id": "a", "gathering_id": GATHERING, "presence": presence, **who, **fields})


def test_member_is_marked_in_their_group_and_adviser_in_none() -> None:
    rows = form_rows()
    carry_out(rows, mark(at=500), NOW)
    carry_out(rows, mark("absent", attendance_id="b", facilitator_id="randi"), NOW)
    assert [
        (row.member_id, row.facilitator_id, row.group_id, row.presence, row.arrived_at) for row in rows.find(Attendance)
    ] == [("kari", None, "group-A", "present", 500), (None, "randi", None, "absent", None)]


def test_marking_again_changes_the_existing_mark() -> None:
    rows = form_rows()
    for command in (mark(), MarkLeft(attendance_id="a", at=800), mark("absent", attendance_id="b")):
        carry_out(rows, command, NOW)
    row = only(rows, Attendance)
    assert (row.id, row.presence, row.left_at) == ("a", "absent", None)
    assert decide(mark("absent", attendance_id="c"), rows, NOW) == Decision()


def test_removed_mark_can_be_made_again_with_the_same_id() -> None:
    rows = form_rows()
    for command in (mark(), mark(None), mark("absent")):
        carry_out(rows, command, NOW)
    assert only(rows, Attendance).presence == "absent"


def test_removing_a_mark_removes_that_persons_only() -> None:
    rows = form_rows()
    carry_out(rows, mark(), NOW)
    carry_out(rows, mark(attendance_id="b", member_id="ola"), NOW)
    carry_out(rows, mark(None), NOW)
    assert only(rows, Attendance).member_id == "ola"
    assert decide(mark(None), rows, NOW) == Decision()


def test_marking_a_whole_group_is_all_or_nothing() -> None:
    rows = form_rows()
    carry_out(rows, mark("absent"), NOW)
    everybody = MarkSeveral(marks=(mark(attendance_id="b"), mark(attendance_id="c", member_id="ola")))
    outcome = carry_out(rows, everybody, NOW)
    assert isinstance(outcome, Decision)
    assert len(outcome.changes) == 2
    assert [(row.id, row.presence) for row in rows.find(Attendance)] == [("a", "present"), ("c", "present")]
    assert decide(everybody, rows, NOW) == Decision()
    rows.put([Member(id="ola", group_id="group-B", name="Ola Vik", deleted=True)])
    gone = MarkSeveral(marks=(mark("absent"), mark("absent", member_id="ola", attendance_id="d")))
    assert refusal(decide(gone, rows, NOW)) == ("What this belongs to has been deleted.", True)


def test_marking_a_whole_group_makes_one_mark_for_each_person() -> None:
    twice = MarkSeveral(marks=(mark(), mark("absent", attendance_id="b")))
    with pytest.raises(ValueError, match="one mark for each person"):
        decide(twice, form_rows(), NOW)


@pytest.mark.parametrize("who", [{"member_id": None}, {"member_id": "kari", "facilitator_id": "randi"}])
def test_attendance_of_none_or_several_persons_is_refused(who: dict[str, str | None]) -> None:
    rows = form_rows()
    carry_out(rows, mark(), NOW)
    with pytest.raises(ValueError, match="one member or of one facilitator"):
        decide(mark(None, **who), rows, NOW)


def test_time_of_leaving_is_set_and_cleared() -> None:
    rows = form_rows()
    assert refusal(decide(MarkLeft(attendance_id="a", at=800), rows, NOW)) == (GONE, True)
    carry_out(rows, mark(), NOW)
    carry_out(rows, MarkLeft(attendance_id="a", at=800), NOW)
    assert only(rows, Attendance).left_at == 800
    carry_out(rows, MarkLeft(attendance_id="a", at=None), NOW)
    assert only(rows, Attendance).left_at is None


# --- sharing


def test_outdated_answer_about_sharing_ratings_is_refused() -> None:
    rows = form_rows()
    carry_out(rows, ShareRatings(group_id="group-A", shares=True, seen=1), NOW)
    group = rows.get(Group, "group-A")
    assert group is not None
    assert group.shares_ratings is True
    stale = ShareRatings(group_id="group-A", shares=False, seen=1)
    assert refusal(decide(stale, rows, NOW)) == (CHANGED, True)


# --- status


def status(text: str, **fields: Any) -> SetStatusText:
    values = {"id": "s", "gathering_id": GATHERING, "group_id": "group-A", "field": "question", "seen": 0, **fields}
    return SetStatusText(text=text, **values)


def test_status_field_is_stored_changed_and_emptied() -> None:
    rows = form_rows()
    carry_out(rows, status("Hvordan?\x1b[2J"), NOW)
    assert only(rows, StatusText).text == "Hvordan?"
    carry_out(rows, status("Hvorfor?", seen=1, layer="facilitators"), NOW)
    assert (only(rows, StatusText).text, only(rows, StatusText).layer) == ("Hvorfor?", "facilitators")
    # The layer that was chosen stays when the words change.
    carry_out(rows, status("Når?", seen=2), NOW)
    assert only(rows, StatusText).layer == "facilitators"
    carry_out(rows, status(" ", seen=3), NOW)
    assert rows.find(StatusText) == []


def test_empty_status_field_makes_no_row() -> None:
    assert decide(status("\u200b \n"), form_rows(), NOW) == Decision()


def test_status_field_that_was_undone_can_be_filled_again_with_the_same_id() -> None:
    rows = form_rows()
    carry_out(rows, status("Hvordan?"), NOW)
    carry_out(rows, status("", seen=1), NOW)
    carry_out(rows, status("Hvorfor?"), NOW)
    assert only(rows, StatusText).text == "Hvorfor?"


@pytest.mark.parametrize(
    ("stored", "command", "expected"),
    [
        ("Hvordan?", status("Hvorfor?", id="other"), (CHANGED, True)),
        ("Hvordan?", status("Hvorfor?", seen=7), (CHANGED, True)),
        (None, status("Hvorfor?", seen=1), (GONE, True)),
        (
            None,
            status("x" * (LONGEST_TEXT + 1)),
            ("The text has more than {most} characters. Divide it; nothing has been cut.", False),
        ),
    ],
    ids=["filled in another window", "changed in another window", "emptied in another window", "too long"],
)
def test_invalid_status_text_is_refused_with_its_sentence(
    stored: str | None, command: Command, expected: tuple[str, bool]
) -> None:
    rows = form_rows()
    if stored is not None:
        carry_out(rows, status(stored), NOW)
    assert refusal(decide(command, rows, NOW)) == expected


def test_same_status_text_from_two_windows_is_no_conflict() -> None:
    rows = form_rows()
    carry_out(rows, status("Hvordan?"), NOW)
    assert decide(status("Hvordan?\u200b", id="other"), rows, NOW) == Decision()


def test_each_status_field_has_its_own_row() -> None:
    rows = form_rows()
    carry_out(rows, status("a", field="done"), NOW)
    carry_out(rows, status("b", id="t", field="result"), NOW)
    carry_out(rows, status("c", id="u", field="done", group_id="group-B"), NOW)
    assert [(row.group_id, row.field, row.text) for row in rows.find(StatusText)] == [
        ("group-A", "done", "a"),
        ("group-A", "result", "b"),
        ("group-B", "done", "c"),
    ]


# --- ratings


def rate(level: Any = None, answer: RatingAnswer | None = "level", **fields: Any) -> Rate:
    values = {"id": "r", "gathering_id": GATHERING, "group_id": "group-A", "item": "L1", "rater": "group", **fields}
    return Rate(answer=answer, level=level, **values)


@pytest.mark.parametrize("level", [1, 2, 3, 4])
def test_rating_stores_its_level(level: int) -> None:
    rows = form_rows()
    carry_out(rows, rate(level, wording_version=2), NOW)
    row = only(rows, Rating)
    assert (row.answer, row.level, row.wording_version, row.reason) == ("level", level, 2, "")


@pytest.mark.parametrize("level", [0, 5, 6, -1, 3.5, "tre", "3", "٣", math.nan, math.inf, 10**400, None])
def test_rating_outside_the_scale_is_refused(level: Any) -> None:
    assert refusal(decide(rate(level), form_rows(), NOW)) == (LEVELS, False)


@pytest.mark.parametrize("answer", ["not_rated", "not_relevant"])
def test_answer_without_a_level_is_stored_without_one(answer: RatingAnswer) -> None:
    rows = form_rows()
    carry_out(rows, rate(3, answer), NOW)
    assert (only(rows, Rating).answer, only(rows, Rating).level) == (answer, None)


def test_rating_again_changes_the_existing_answer_of_that_rater_only() -> None:
    rows = form_rows()
    for command in (rate(3), rate(4, id="b", rater="adviser"), rate(1, id="c"), rate(2, id="d", item="T1")):
        carry_out(rows, command, NOW)
    answers = {(row.item, row.rater): (row.id, row.level) for row in rows.find(Rating)}
    assert answers == {("L1", "group"): ("r", 1), ("L1", "adviser"): ("b", 4), ("T1", "group"): ("d", 2)}
    assert decide(rate(1, id="e"), rows, NOW) == Decision()


def test_rating_can_be_removed_and_given_again() -> None:
    rows = form_rows()
    carry_out(rows, rate(3), NOW)
    carry_out(rows, rate(None, None, id="x"), NOW)
    assert rows.find(Rating) == []
    assert decide(rate(None, None), rows, NOW) == Decision()
    carry_out(rows, rate(2), NOW)
    assert only(rows, Rating).level == 2


def test_reason_is_stored_with_its_rating() -> None:
    rows = form_rows()
    assert refusal(decide(GiveReason(id="r", seen=1, reason="Ny leder"), rows, NOW)) == (GONE, True)
    carry_out(rows, rate(3), NOW)
    carry_out(rows, GiveReason(id="r", seen=1, reason="Ny leder\x07"), NOW)
    assert only(rows, Rating).reason == "Ny leder"
    assert refusal(decide(GiveReason(id="r", seen=1, reason="x"), rows, NOW)) == (CHANGED, True)
