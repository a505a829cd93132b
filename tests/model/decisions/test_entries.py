"""Commands on entries of a gathering: the rows each one changes, and refusals with their sentence."""

from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from nettverk_tui.model.commands import (
    ActionOwner,
    AddAction,
    AddAdvice,
    AddNote,
    AddStatement,
    AnswerAdvice,
    Command,
    ConvertSaid,
    DeleteSaid,
    EditAction,
    EditText,
    GiveAdviceAgain,
    MoveAction,
    Place,
    Refile,
    Reword,
    SetOutcome,
    SettleAction,
    SettleParked,
)
from nettverk_tui.model.core.messages import Refusal
from nettverk_tui.model.core.records import Action, Advice, Gathering, Group, Note, Record, Said, Statement
from nettverk_tui.model.core.rows import MemoryRows
from nettverk_tui.model.decisions import Decision, decide
from nettverk_tui.model.decisions.entries import LONGEST_TEXT
from tests.model.carrying_out import carry_out
from tests.model.day import GATHERING, day_rows

NOW, LATER = 1_000, 9_000
HERE = Place(gathering_id=GATHERING, group_id="group-A", step="status", factor="L1")
WITH: dict[str, Any] = {"gathering_id": GATHERING, "group_id": "group-A", "step": "status", "factor": "L1"}

GONE = "This is no longer there: it was deleted in another window."
CHANGED = "This was changed in another window. Look at it, and try again."
EMPTY = "There is nothing to store: the line is empty."
TOO_LONG = "The text has more than {most} characters. Divide it; nothing has been cut."
BUILT_ON = "Something else builds on this. Take that away first."

ADD: dict[str, Callable[[str], Command]] = {
    "note": lambda text: AddNote(id="new", where=HERE, kind="note", text=text, layer="network"),
    "statement": lambda text: AddStatement(id="new", where=HERE, text=text, layer="network"),
    "advice": lambda text: AddAdvice(id="new", where=HERE, text=text, layer="network", giver="adviser"),
    "action": lambda text: AddAction(id="new", where=HERE, text=text, layer="network"),
}


def said_rows() -> MemoryRows:
    """The day's rows, and one thing of each kind said in group A at 500."""
    rows = day_rows()
    common: dict[str, Any] = {
        "gathering_id": GATHERING,
        "group_id": "group-A",
        "step": "status",
        "at": 500,
        "version": 3,
    }
    rows.put(
        [
            Note(id="note", text="Et notat", **common),
            Note(id="parked", kind="parked", text="Et spørsmål", **common),
            Statement(id="statement", text="Et utsagn", theme="learning", **common),
            Advice(id="advice", text="Et råd", giver="group", giver_group_id="group-B", **common),
            Action(id="action", text="En oppgave", who="Kari", due="date", due_on="2027-04-01", **common),
        ]
    )
    return rows


def refusal(outcome: Decision | Refusal) -> tuple[str, bool]:
    assert isinstance(outcome, Refusal), outcome
    return outcome.message.text, outcome.stale


def changed(command: Command, rows: MemoryRows | None = None) -> dict[str, dict[str, object]]:
    """Fields the command changes, by id of the row."""
    outcome = decide(command, rows if rows is not None else said_rows(), NOW)
    assert isinstance(outcome, Decision), outcome
    return {change.after.id: differences(change.before, change.after) for change in outcome.changes}


def differences(before: Record | None, after: Record) -> dict[str, object]:
    fields = msgspec.structs.asdict(after)
    return {field: value for field, value in fields.items() if before is None or getattr(before, field) != value}


# --- adding


def test_added_entry_holds_its_text_place_and_time() -> None:
    who = ActionOwner(word="Kari", unknown=True)
    cases: list[tuple[Command, Said]] = [
        (
            AddNote(id="n", where=HERE, kind="decision", text="Vi prøver", layer="group"),
            Note(id="n", kind="decision", text="Vi prøver", layer="group", at=NOW, **WITH),
        ),
        (
            AddStatement(id="s", where=HERE, text="Vi snakker sammen", layer="network", theme="collaboration"),
            Statement(id="s", text="Vi snakker sammen", theme="collaboration", at=NOW, **WITH),
        ),
        (
            AddAdvice(id="a", where=HERE, text="Sett av tid", layer="network", giver="group", giver_group_id="group-B"),
            Advice(id="a", text="Sett av tid", giver="group", giver_group_id="group-B", at=NOW, **WITH),
        ),
        (
            AddAction(id="o", where=HERE, text="Ringe", layer="network", who=who, due="next_gathering"),
            Action(id="o", text="Ringe", who="Kari", who_unknown=True, due="next_gathering", at=NOW, **WITH),
        ),
    ]
    for command, row in cases:
        outcome = decide(command, day_rows(), NOW)
        assert isinstance(outcome, Decision)
        assert [(change.before, change.after) for change in outcome.changes] == [(None, row)]


@pytest.mark.parametrize("kind", ADD)
def test_text_of_an_entry_is_cleaned_before_it_is_stored(kind: str) -> None:
    rows = day_rows()
    carry_out(rows, ADD[kind]("A\u030a\x1b]0;t\x07[/]\u202e"), NOW)
    (row,) = [row for table in (Note, Statement, Advice, Action) for row in rows.find(table)]
    assert row.text == "Å[/]"


@pytest.mark.parametrize("kind", ADD)
@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", EMPTY),
        (" \n\t\u00a0", EMPTY),
        ("\u200b\ufeff", EMPTY),
        ("\x1b[0m", EMPTY),
        ("x" * (LONGEST_TEXT + 1), TOO_LONG),
    ],
    ids=["empty", "spaces", "nothing to see", "only an escape", "too long"],
)
def test_invalid_entry_is_refused_with_its_sentence(kind: str, text: str, sentence: str) -> None:
    assert refusal(decide(ADD[kind](text), day_rows(), NOW)) == (sentence, False)


@pytest.mark.parametrize("text", ["x" * LONGEST_TEXT, "👩\u200d🚀", "."], ids=["longest", "emoji", "a full stop"])
def test_valid_entry_is_stored(text: str) -> None:
    assert changed(ADD["note"](text), day_rows())["new"]["text"] == text


@pytest.mark.parametrize("kind", ADD)
def test_adding_the_same_entry_twice_changes_nothing(kind: str) -> None:
    rows = day_rows()
    carry_out(rows, ADD[kind]("Sagt"), NOW)
    assert decide(ADD[kind]("Sagt"), rows, LATER) == Decision()


def test_advice_without_a_receiver_is_refused() -> None:
    nowhere = AddAdvice(id="a", where=Place(gathering_id=GATHERING), text="Råd", layer="network", giver="unknown")
    assert refusal(decide(nowhere, day_rows(), NOW)) == ("Advice needs a group to receive it.", False)
    refiled = Refile(table="advice", id="advice", seen=3, group_id=None, factor=None, layer="network")
    assert refusal(decide(refiled, said_rows(), NOW)) == ("Advice needs a group to receive it.", False)


OWN_ADVICE: list[Command] = [
    AddAdvice(id="a", where=HERE, text="Råd", layer="network", giver="group", giver_group_id="group-A"),
    EditText(table="advice", id="advice", seen=3, text="Råd", giver="group", giver_group_id="group-A"),
    GiveAdviceAgain(id="advice", seen=3, giver="group", giver_group_id="group-A"),
    Refile(table="advice", id="advice", seen=3, group_id="group-B", factor=None, layer="network"),
]


@pytest.mark.parametrize("command", OWN_ADVICE, ids=lambda command: type(command).__name__)
def test_advice_from_a_group_to_itself_is_refused(command: Command) -> None:
    assert refusal(decide(command, said_rows(), NOW)) == ("A group does not advise itself.", False)


def test_text_of_stored_advice_from_a_group_to_itself_can_be_edited() -> None:
    rows = said_rows()
    rows.put([msgspec.structs.replace(rows.find(Advice)[0], giver_group_id="group-A")])
    assert changed(EditText(table="advice", id="advice", seen=3, text="Et bedre råd"), rows)


def test_note_needs_neither_gathering_nor_group() -> None:
    loose = AddNote(id="n", where=Place(), kind="note", text="Et sted", layer="network")
    assert changed(loose)["n"]["gathering_id"] is None


# --- changing


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        (EditText(table="note", id="note", seen=3, text="Nye ord"), {"text": "Nye ord"}),
        (EditText(table="action", id="action", seen=3, text="Nye ord"), {"text": "Nye ord"}),
        (EditText(table="note", id="note", seen=3, text="Et notat"), None),
        (
            EditText(table="note", id="note", seen=3, text="Nytt", factor="T1", layer="facilitators"),
            {"text": "Nytt", "factor": "T1", "layer": "facilitators"},
        ),
        (
            EditText(table="advice", id="advice", seen=3, text="Et råd", giver="adviser"),
            {"giver": "adviser", "giver_group_id": None},
        ),
        # Only advice has a giver.
        (EditText(table="note", id="note", seen=3, text="Et notat", giver="adviser"), None),
        (
            EditAction(id="action", seen=3, text="En oppgave", who=ActionOwner(word="Ola", group_id="group-B")),
            {"who": "Ola", "who_group_id": "group-B", "due": None, "due_on": None},
        ),
        (
            Refile(table="note", id="note", seen=3, group_id="group-B", factor="T1", layer="facilitators"),
            {"group_id": "group-B", "factor": "T1", "layer": "facilitators"},
        ),
        (
            Refile(table="note", id="note", seen=3, group_id=None, factor=None, layer="network"),
            {"group_id": None},
        ),
        (DeleteSaid(table="ripple_effect", id="statement", seen=3), {"deleted": True}),
        (
            AnswerAdvice(id="advice", seen=3, answer="not_now", reason="Ikke før jul"),
            {"answer": "not_now", "answer_reason": "Ikke før jul"},
        ),
        (AnswerAdvice(id="advice", seen=3, answer=None), None),
        (
            SetOutcome(id="advice", seen=3, outcome="helped", gathering_id=GATHERING),
            {"outcome": "helped", "outcome_gathering_id": GATHERING},
        ),
        (SetOutcome(id="advice", seen=3, outcome=None, gathering_id=GATHERING), None),
        (
            GiveAdviceAgain(id="advice", seen=3, giver="adviser"),
            {"giver": "adviser", "giver_group_id": None},
        ),
        (
            SettleAction(id="action", seen=3, state="done", outcome="Ringt"),
            {"state": "done", "closed_at": NOW, "outcome": "Ringt"},
        ),
        (SettleAction(id="action", seen=3, state="open"), None),
        (
            MoveAction(id="action", seen=3, due="next_gathering"),
            # Moved between gatherings it is due at the first one after the day of the move.
            {"due": "next_gathering", "due_on": "1970-01-01", "times_moved": 1},
        ),
        (MoveAction(id="action", seen=3, due="date", due_on="2027-04-01"), None),
        (SettleParked(id="parked", seen=3, state="answered", answer="Ja"), {"state": "answered", "answer": "Ja"}),
        (SettleParked(id="parked", seen=3, state="open"), None),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Command) else "",
)
def test_command_changes_only_the_fields_it_names(command: Command, expected: dict[str, object] | None) -> None:
    id = getattr(command, "id", "")
    assert changed(command) == ({} if expected is None else {id: expected})


SEEN: list[Callable[[int], Command]] = [
    lambda seen: EditText(table="note", id="note", seen=seen, text="Nytt"),
    lambda seen: EditAction(id="action", seen=seen, text="Nytt", who=ActionOwner()),
    lambda seen: Refile(table="note", id="note", seen=seen, group_id="group-B", factor=None, layer="network"),
    lambda seen: ConvertSaid(table="note", id="note", seen=seen, into=ADD["action"]("Et notat")),
    lambda seen: DeleteSaid(table="note", id="note", seen=seen),
    lambda seen: AnswerAdvice(id="advice", seen=seen, answer="take_along"),
    lambda seen: SetOutcome(id="advice", seen=seen, outcome="helped"),
    lambda seen: GiveAdviceAgain(id="advice", seen=seen, giver="adviser"),
    lambda seen: SettleAction(id="action", seen=seen, state="done"),
    lambda seen: MoveAction(id="action", seen=seen, due="next_gathering"),
    lambda seen: SettleParked(id="parked", seen=seen, state="dropped"),
]


@pytest.mark.parametrize("make", SEEN, ids=lambda make: type(make(0)).__name__)
def test_a_command_made_on_an_older_row_is_refused(make: Callable[[int], Command]) -> None:
    assert isinstance(decide(make(3), said_rows(), NOW), Decision)
    for seen in (2, 4):
        assert refusal(decide(make(seen), said_rows(), NOW)) == (CHANGED, True)


@pytest.mark.parametrize("make", SEEN, ids=lambda make: type(make(0)).__name__)
def test_a_command_on_a_deleted_row_is_refused(make: Callable[[int], Command]) -> None:
    rows = said_rows()
    for kind in (Note, Statement, Action, Advice):
        rows.put([msgspec.structs.replace(row, deleted=True) for row in rows.find(kind)])
    assert refusal(decide(make(3), rows, NOW)) == (GONE, True)
    assert refusal(decide(make(3), day_rows(), NOW)) == (GONE, True)


@pytest.mark.parametrize(("text", "sentence"), [(" ", EMPTY), ("x" * (LONGEST_TEXT + 1), TOO_LONG)])
def test_edited_text_obeys_the_rules_of_new_text(text: str, sentence: str) -> None:
    edit = EditText(table="note", id="note", seen=3, text=text)
    edit_action = EditAction(id="action", seen=3, text=text, who=ActionOwner())
    assert {refusal(decide(command, said_rows(), NOW))[0] for command in (edit, edit_action)} == {sentence}


def test_settling_any_other_note_than_a_parked_question_is_refused() -> None:
    assert refusal(decide(SettleParked(id="note", seen=3, state="dropped"), said_rows(), NOW)) == (GONE, True)


@pytest.mark.parametrize("table", ["group_meeting", "rating"])
def test_editing_text_of_another_table_is_refused(table: str) -> None:
    with pytest.raises(TypeError, match=table):
        decide(EditText(table=table, id="x", seen=1, text="x"), said_rows(), NOW)
    with pytest.raises(TypeError, match="DeleteSaid"):
        decide(
            ConvertSaid(table="note", id="note", seen=3, into=DeleteSaid(table="note", id="note", seen=3)),
            said_rows(),
            NOW,
        )


# --- actions over time


def action(**fields: Any) -> MemoryRows:
    rows = said_rows()
    known = rows.get(Action, "action")
    assert known is not None
    rows.put([msgspec.structs.replace(known, **fields)])
    return rows


def test_reopened_action_has_no_closing_time() -> None:
    rows = action(state="done", closed_at=700, outcome="Ringt")
    assert changed(SettleAction(id="action", seen=3, state="open"), rows) == {
        "action": {"state": "open", "closed_at": None, "outcome": ""}
    }


def test_settling_an_action_again_keeps_its_closing_time() -> None:
    rows = action(state="done", closed_at=700, outcome="Ringt")
    assert decide(SettleAction(id="action", seen=3, state="done", outcome="Ringt"), rows, NOW) == Decision()


def test_moving_an_action_reopens_it_and_counts_the_move() -> None:
    rows = action(state="dropped", closed_at=700, times_moved=2)
    assert changed(MoveAction(id="action", seen=3, due="date", due_on="2027-06-01"), rows) == {
        "action": {"due_on": "2027-06-01", "state": "open", "closed_at": None, "times_moved": 3}
    }


def test_action_due_at_this_gathering_moves_to_the_next_one() -> None:
    rows = action(gathering_id="before", due="next_gathering", due_on=None)
    here = rows.get(Gathering, GATHERING)
    assert here is not None
    rows.put([msgspec.structs.replace(here, id="before", number=1, starts_on="2027-01-12", ends_on="2027-01-12")])
    move = MoveAction(id="action", seen=3, due="next_gathering", gathering_id=GATHERING)
    assert changed(move, rows) == {"action": {"due_on": "2027-03-02", "times_moved": 1}}
    carry_out(rows, move, NOW)
    assert decide(msgspec.structs.replace(move, seen=4), rows, LATER) == Decision()
    at_no_gathering = msgspec.structs.replace(move, seen=4, gathering_id="nowhere")
    assert refusal(decide(at_no_gathering, rows, LATER)) == (GONE, True)


def test_action_made_for_the_next_gathering_is_due_there_already() -> None:
    rows = action(due="next_gathering", due_on=None)
    move = MoveAction(id="action", seen=3, due="next_gathering", gathering_id=GATHERING)
    assert decide(move, rows, NOW) == Decision()


def test_editing_an_action_keeps_the_gathering_it_was_moved_to() -> None:
    rows = action(due="next_gathering", due_on="2027-03-02", times_moved=1)
    edit = EditAction(id="action", seen=3, text="Andre ord", who=ActionOwner(word="Kari"), due="next_gathering")
    assert changed(edit, rows) == {"action": {"text": "Andre ord"}}
    edit = EditAction(id="action", seen=3, text="En oppgave", who=ActionOwner(word="Kari"))
    assert changed(edit, rows) == {"action": {"due": None, "due_on": None}}


def test_advice_that_an_action_refers_to_is_not_deleted_or_converted() -> None:
    rows = action(advice_id="advice")
    assert refusal(decide(DeleteSaid(table="advice", id="advice", seen=3), rows, NOW)) == (BUILT_ON, False)
    into_note = ConvertSaid(table="advice", id="advice", seen=3, into=ADD["note"]("Et råd"))
    assert refusal(decide(into_note, rows, NOW)) == (BUILT_ON, False)


# --- into another kind


@pytest.mark.parametrize(("table", "id"), [("note", "note"), ("ripple_effect", "statement"), ("action", "action")])
@pytest.mark.parametrize("kind", ADD)
def test_converted_entry_keeps_the_time_it_was_said(table: str, id: str, kind: str) -> None:
    rows = said_rows()
    carry_out(rows, ConvertSaid(table=table, id=id, seen=3, into=ADD[kind]("Sagt\x00")), NOW)
    kinds: tuple[type[Said], ...] = (Note, Statement, Advice, Action)
    (new,) = [row for kind in kinds if (row := rows.get(kind, "new")) is not None]
    (old,) = [row for kind in kinds if (row := rows.get(kind, id)) is not None]
    assert (new.text, new.at, new.group_id, new.step) == ("Sagt", 500, "group-A", "status")
    assert old.deleted


def test_converting_an_entry_twice_makes_one_new_entry() -> None:
    rows = said_rows()
    convert = ConvertSaid(table="note", id="note", seen=3, into=ADD["action"]("Et notat"))
    carry_out(rows, convert, NOW)
    assert decide(convert, rows, LATER) == Decision()


def test_refused_conversion_leaves_the_entry_as_it_was() -> None:
    convert = ConvertSaid(table="note", id="note", seen=3, into=ADD["action"](" "))
    assert refusal(decide(convert, said_rows(), NOW)) == (EMPTY, False)


def test_advice_to_a_group_that_was_deleted_is_refused() -> None:
    rows = said_rows()
    group = rows.get(Group, "group-A")
    assert group is not None
    rows.put([msgspec.structs.replace(group, deleted=True)])
    assert refusal(decide(ADD["advice"]("Råd"), rows, NOW)) == ("What this belongs to has been deleted.", True)


def take_back(field: str, value: str, table: str = "action", seen: int = 3) -> Reword:
    return Reword(table=table, id=table, seen=seen, field=field, value=value)


def test_one_field_is_set_back_to_an_earlier_value() -> None:
    assert changed(take_back("text", "Før")) == {"action": {"text": "Før"}}
    assert changed(take_back("layer", "group")) == {"action": {"layer": "group"}}


@pytest.mark.parametrize(
    ("field", "value"), [("due_on", "2027-01-01"), ("state", "done"), ("id", "y"), ("nothing", ""), ("layer", "all")]
)
def test_only_text_and_layer_are_set_back_one_at_a_time(field: str, value: str) -> None:
    words = refusal(decide(take_back(field, value), said_rows(), NOW))[0]
    assert words == "Only words, and who may read them, are taken back one by one."


def test_setting_back_to_empty_text_or_on_a_missing_row_is_refused() -> None:
    assert isinstance(decide(take_back("text", " "), said_rows(), NOW), Refusal)
    assert refusal(decide(take_back("text", "x", table="nothing"), said_rows(), NOW)) == (GONE, True)
    assert refusal(decide(take_back("text", "x", seen=2), said_rows(), NOW))[1]


@pytest.mark.parametrize("answer", ["already_do", "not_now"])
def test_outcome_of_advice_not_taken_along_is_refused(answer: str) -> None:
    rows = said_rows()
    advice = rows.get(Advice, "advice")
    assert advice is not None
    rows.put([msgspec.structs.replace(advice, answer=answer)])
    command = SetOutcome(id="advice", seen=advice.version, outcome="helped")
    words = refusal(decide(command, rows, NOW))[0]
    assert words == "The group did not take this along: there is no outcome to tell of."
    assert isinstance(decide(msgspec.structs.replace(command, outcome=None), rows, NOW), Decision)
    assert refusal(decide(msgspec.structs.replace(command, id="nobody"), rows, NOW)) == (GONE, True)
