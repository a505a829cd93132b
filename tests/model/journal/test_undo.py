"""Undo and redo as pure functions: an entry is undone as a whole, or not at all."""

from collections.abc import Callable

import msgspec
import pytest

from nettverk_tui.model.commands import (
    AddNote,
    Command,
    ConvertSaid,
    DeleteSaid,
    EditText,
    Place,
    Rate,
    Refile,
    SetStatusText,
)
from nettverk_tui.model.core.messages import Refusal
from nettverk_tui.model.core.records import STAMPS, TABLES, Group, Note
from nettverk_tui.model.core.rows import MemoryRows
from nettverk_tui.model.decisions import Decision
from nettverk_tui.model.journal.undo import JournalEntry, RowChange, combined, redo, row_changes, undo, undo_together
from tests.model.carrying_out import carry_out, keep
from tests.model.day import GATHERING, day_rows

HERE = Place(gathering_id=GATHERING, group_id="group-A")
CHANGED_SINCE = "This cannot be taken back: it has been changed since."


def note(id: str = "n", text: str = "Et notat") -> AddNote:
    return AddNote(id=id, where=HERE, kind="note", text=text, layer="network")


def done(rows: MemoryRows, command: Command) -> JournalEntry:
    decision = carry_out(rows, command, 1)
    assert isinstance(decision, Decision)
    return entry(row_changes(decision))


def entry(changes: tuple[RowChange, ...]) -> JournalEntry:
    # As the journal gives it back: through JSON.
    kept = msgspec.json.decode(msgspec.json.encode(changes), type=tuple[RowChange, ...])
    return JournalEntry(
        seq=1, id="e", hlc=1, at=1, device="d", window="w", category="do", kind="k", schema_version=1, changes=kept
    )


def turned(rows: MemoryRows, outcome: Decision | Refusal) -> None:
    assert isinstance(outcome, Decision), outcome
    keep(rows, outcome, 2)


def live(rows: MemoryRows) -> dict[tuple[str, str], dict[str, object]]:
    """All live rows in all columns but stamps."""
    return {
        (table, row.id): {key: value for key, value in msgspec.structs.asdict(row).items() if key not in STAMPS}
        for kind, table in TABLES.items()
        for row in rows.find(kind)
    }


BEFORE = [note(), SetStatusText(id="s", gathering_id=GATHERING, group_id="group-A", field="done", text="a", seen=0)]


@pytest.mark.parametrize(
    "command",
    [
        note("m"),
        EditText(table="note", id="n", seen=1, text="Nytt"),
        DeleteSaid(table="note", id="n", seen=1),
        Refile(table="note", id="n", seen=1, group_id=None, factor="L1", layer="facilitators"),
        ConvertSaid(table="note", id="n", seen=1, into=note("m", "Et notat")),
        SetStatusText(id="s", gathering_id=GATHERING, group_id="group-A", field="done", text="b", seen=1),
        SetStatusText(id="s", gathering_id=GATHERING, group_id="group-A", field="done", text="", seen=1),
        Rate(id="r", gathering_id=GATHERING, group_id="group-A", item="L1", rater="group", answer="level", level=3),
    ],
    ids=lambda command: type(command).__name__,
)
def test_undo_restores_the_rows_and_redo_repeats_the_change(command: Command) -> None:
    rows = day_rows()
    for earlier in BEFORE:
        carry_out(rows, earlier, 1)
    before = live(rows)
    made = done(rows, command)
    after = live(rows)
    assert after != before
    turned(rows, undo(made, rows))
    assert live(rows) == before
    turned(rows, redo(made, rows))
    assert live(rows) == after


def test_entry_holds_each_changed_field_before_and_after() -> None:
    rows = day_rows()
    new = done(rows, note())
    (change,) = new.changes
    assert (change.table, change.id, change.new) == ("note", "n", True)
    assert set(change.fields) == set(Note.__struct_fields__) - STAMPS - {"id"}
    edited = done(rows, EditText(table="note", id="n", seen=1, text="Nytt"))
    assert edited.changes == (RowChange("note", "n", False, {"text": ("Et notat", "Nytt")}),)


def test_undo_refuses_a_field_changed_since() -> None:
    rows = day_rows()
    made = done(rows, note())
    done(rows, EditText(table="note", id="n", seen=1, text="Nytt"))
    outcome = undo(made, rows)
    assert isinstance(outcome, Refusal)
    assert outcome.message.text == CHANGED_SINCE


@pytest.mark.parametrize("turn", [undo, redo])
def test_undo_and_redo_refuse_a_row_deleted_since(
    turn: Callable[[JournalEntry, MemoryRows], Decision | Refusal],
) -> None:
    rows = day_rows()
    carry_out(rows, note(), 1)
    edited = done(rows, EditText(table="note", id="n", seen=1, text="Nytt"))
    if turn is redo:
        turned(rows, undo(edited, rows))
    done(rows, DeleteSaid(table="note", id="n", seen=2 if turn is undo else 3))
    outcome = turn(edited, rows)
    assert isinstance(outcome, Refusal)
    assert outcome.message.text == CHANGED_SINCE


def test_undo_ignores_another_field_changed_since() -> None:
    rows = day_rows()
    carry_out(rows, note(), 1)
    edited = done(rows, EditText(table="note", id="n", seen=1, text="Nytt"))
    done(rows, Refile(table="note", id="n", seen=2, group_id="group-B", factor=None, layer="group"))
    turned(rows, undo(edited, rows))
    row = rows.get(Note, "n")
    assert row is not None
    assert (row.text, row.group_id, row.layer) == ("Et notat", "group-B", "group")


def test_undo_refuses_the_whole_entry_when_one_field_changed_since() -> None:
    rows = day_rows()
    carry_out(rows, note(), 1)
    filed = done(rows, Refile(table="note", id="n", seen=1, group_id="group-B", factor="L1", layer="group"))
    done(rows, Refile(table="note", id="n", seen=2, group_id="group-B", factor="T1", layer="group"))
    before = live(rows)
    assert isinstance(undo(filed, rows), Refusal)
    assert live(rows) == before


def test_second_undo_or_redo_of_an_entry_is_refused() -> None:
    rows = day_rows()
    made = done(rows, note())
    assert isinstance(redo(made, rows), Refusal)
    turned(rows, undo(made, rows))
    assert isinstance(undo(made, rows), Refusal)
    turned(rows, redo(made, rows))
    assert isinstance(redo(made, rows), Refusal)


def test_undo_refuses_a_creation_deleted_since() -> None:
    rows = day_rows()
    made = done(rows, note())
    done(rows, DeleteSaid(table="note", id="n", seen=1))
    assert isinstance(undo(made, rows), Refusal)


def test_undo_refuses_to_delete_a_row_that_is_referred_to() -> None:
    rows = day_rows()
    group = Group(id="group-C", network_id="network", letter="C", position=3, unit="Kontor C")
    rows.put([group])
    made = entry((RowChange("improvement_group", "group-C", True, {"deleted": (None, False), "letter": (None, "C")}),))
    carry_out(rows, AddNote(id="n", where=Place(group_id="group-C"), kind="note", text="x", layer="network"), 1)
    outcome = undo(made, rows)
    assert isinstance(outcome, Refusal)
    assert outcome.message.text == "Something else builds on this. Take that away first."


def test_redo_refuses_a_unique_place_that_is_taken() -> None:
    rows = day_rows()
    first = SetStatusText(id="s", gathering_id=GATHERING, group_id="group-A", field="done", text="a", seen=0)
    made = done(rows, first)
    turned(rows, undo(made, rows))
    carry_out(rows, msgspec.structs.replace(first, id="t", text="b"), 1)
    outcome = redo(made, rows)
    assert isinstance(outcome, Refusal)
    assert outcome.stale


def test_undo_refuses_a_missing_row() -> None:
    rows = day_rows()
    made = done(rows, note())
    assert isinstance(undo(made, day_rows()), Refusal)


def test_undo_of_an_erased_entry_is_refused() -> None:
    assert undo(entry(()), day_rows()) == Decision()


# --- several entries as one

_EDIT = EditText(table="note", id="n", seen=1, text="Nytt")


@pytest.mark.parametrize(
    "commands",
    [
        [note("m")],
        [_EDIT, EditText(table="note", id="n", seen=2, text="Nyere")],
        [note("m"), EditText(table="note", id="m", seen=1, text="Nytt"), _EDIT],
        [_EDIT, DeleteSaid(table="note", id="n", seen=2)],
        [note("m"), DeleteSaid(table="note", id="m", seen=1), _EDIT],
        [ConvertSaid(table="note", id="n", seen=1, into=note("m", "Et notat")), note("k")],
        [
            SetStatusText(id="s", gathering_id=GATHERING, group_id="group-A", field="done", text="", seen=1),
            SetStatusText(id="s2", gathering_id=GATHERING, group_id="group-A", field="done", text="c", seen=0),
        ],
        [
            Rate(id="r", gathering_id=GATHERING, group_id="group-A", item="L1", rater="group", answer="level", level=2),
            Rate(id="q", gathering_id=GATHERING, group_id="group-A", item="L1", rater="group", answer="level", level=3),
            Rate(id="p", gathering_id=GATHERING, group_id="group-A", item="T1", rater="group", answer="not_rated"),
        ],
    ],
    ids=lambda commands: "-".join(type(command).__name__ for command in commands),
)
def test_several_entries_are_undone_together_and_redone(commands: list[Command]) -> None:
    rows = day_rows()
    for earlier in BEFORE:
        carry_out(rows, earlier, 1)
    before = live(rows)
    entries = [done(rows, command) for command in commands]
    after = live(rows)
    assert after != before
    back = undo_together(entries, rows)
    turned(rows, back)
    assert live(rows) == before
    # The taking back is an entry like any other.
    assert isinstance(back, Decision)
    turned(rows, undo(entry(row_changes(back)), rows))
    assert live(rows) == after


def test_combined_entries_hold_each_row_once_from_first_to_last_value() -> None:
    rows = day_rows()
    carry_out(rows, note(), 1)
    entries = [
        done(rows, _EDIT),
        done(rows, Refile(table="note", id="n", seen=2, group_id=None, factor=None, layer="network")),
        done(rows, EditText(table="note", id="n", seen=3, text="Nyere")),
    ]
    assert combined(entries) == (
        RowChange("note", "n", False, {"text": ("Et notat", "Nyere"), "group_id": ("group-A", None)}),
    )


def test_combined_entries_drop_a_change_there_and_back() -> None:
    rows = day_rows()
    carry_out(rows, note(), 1)
    entries = [done(rows, _EDIT), done(rows, EditText(table="note", id="n", seen=2, text="Et notat"))]
    assert combined(entries) == ()


def test_combined_entries_drop_a_row_created_and_deleted() -> None:
    rows = day_rows()
    entries = [done(rows, note()), done(rows, DeleteSaid(table="note", id="n", seen=1))]
    assert combined(entries) == ()


def test_undo_refuses_several_entries_when_one_field_changed_since() -> None:
    rows = day_rows()
    carry_out(rows, note(), 1)
    entries = [done(rows, _EDIT), done(rows, note("m"))]
    done(rows, EditText(table="note", id="n", seen=2, text="Nyere"))
    outcome = undo_together(entries, rows)
    assert isinstance(outcome, Refusal)
    assert outcome.message.text == CHANGED_SINCE
    assert rows.get(Note, "m") is not None
