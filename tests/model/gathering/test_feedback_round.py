"""The round of questions and advice: one group's, at one gathering; and everything said that day in its order."""

from nettverk_tui.model.core.records import Note, Statement, StatusText
from nettverk_tui.model.gathering.feedback_round import entries_said, feedback_round
from tests.model.series import action, advice, group_of, room_of, said_at, series_rows


def test_a_round_is_one_groups_at_one_gathering() -> None:
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


def test_a_round_without_a_question() -> None:
    rows = series_rows()
    assert feedback_round(rows, room_of(rows), group_of(rows)).question == ""


def test_who_has_spoken() -> None:
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


def test_everything_said_stands_in_the_order_it_was_said() -> None:
    rows = series_rows(
        action("d", 3, at=40),
        advice("b", 3, at=20),
        Note(id="c", **said_at(3, at=20)),
        Statement(id="a", **said_at(3, at=10)),
        Note(id="before", **said_at(2, at=5)),
    )
    assert [row.id for row in entries_said(rows, room_of(rows).gathering)] == ["a", "b", "c", "d"]
