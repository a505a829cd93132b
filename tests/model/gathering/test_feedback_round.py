"""The round of questions and advice of one group at one gathering, all entries of the day in order, and who answers."""

from nettverk_tui.model.core.records import Note, Statement, StatusText
from nettverk_tui.model.gathering.feedback_round import entries_said, feedback_round, responders
from tests.model.plans import plan
from tests.model.series import action, advice, group_of, room_of, said_at, series_rows


def test_feedback_round_has_entries_of_one_group_at_one_gathering() -> None:
    rows = series_rows(
        StatusText(id="q", gathering_id="gathering-3", group_id="A", field="question", text="Hvordan?"),
        StatusText(id="d", gathering_id="gathering-3", group_id="A", field="done", text="Alt"),
        advice("advice", 3),
        action("action", 3),
        Note(id="note", **said_at(3)),
        Statement(id="statement", **said_at(3)),
        *(advice(f"advice {number}", number) for number in (1, 2)),
        advice("for B", 3, group_id="B"),
        advice("deleted", 3, deleted=True),
    )
    round = feedback_round(rows, room_of(rows), group_of(rows))
    assert round.question == "Hvordan?"
    said = (round.advice, round.actions, round.notes, round.statements)
    assert [[row.id for row in rows] for rows in said] == [["advice"], ["action"], ["note"], ["statement"]]


def test_feedback_round_without_a_question_has_empty_text() -> None:
    rows = series_rows()
    assert feedback_round(rows, room_of(rows), group_of(rows)).question == ""


def test_feedback_round_lists_groups_and_advisers_who_have_spoken() -> None:
    rows = series_rows(
        advice("1", 3, giver="group", giver_group_id="B"),
        advice("2", 3, giver="group", giver_group_id="B"),
        advice("3", 3, giver="unknown"),
        advice("4", 2, giver="adviser"),
    )
    round = feedback_round(rows, room_of(rows), group_of(rows))
    assert (round.spoken, round.advisers_spoke) == (frozenset({"B"}), False)
    rows.put([advice("5", 3, giver="adviser")])
    assert feedback_round(rows, room_of(rows), group_of(rows)).advisers_spoke


def test_entries_of_the_day_are_in_the_order_they_were_said() -> None:
    rows = series_rows(
        action("d", 3, at=40),
        advice("b", 3, at=20),
        Note(id="c", **said_at(3, at=20)),
        Statement(id="a", **said_at(3, at=10)),
        Note(id="before", **said_at(2, at=5)),
    )
    assert [row.id for row in entries_said(rows, room_of(rows).gathering)] == ["a", "b", "c", "d"]


def test_turn_of_too_many_groups_has_three_responders() -> None:
    turns = [turn.item for turn in plan(*(f"{letter} relay 10" for letter in "ABCDEFGH")).turns]
    assert list(responders(turns, "A", 6)) == ["B", "C", "D"]
    assert list(responders(turns, "G", 6)) == ["H", "A", "B"]
    # Every group answers three times.
    asked = [group for turn in turns for group in responders(turns, turn.group_id, 6)]
    assert {asked.count(letter) for letter in "ABCDEFGH"} == {3}
    assert responders(turns[:6], "A", 6) == ()
    assert responders(turns, "lunch", 6) == ()
