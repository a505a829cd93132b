"""Undo and redo in the file: which entry is meant, in which window, and always as a whole."""

import sqlite3
from pathlib import Path

import pytest

from nettverk_tui.model.commands import AddMeasurement, DeleteSaid, EditText, MoveClock, SetStatusText, StartClock
from nettverk_tui.model.core.records import ClockEvent, Gathering, Note, StatusText
from nettverk_tui.store.store import Applied, Store
from tests.model.day import GATHERING, ms
from tests.store.ground import (
    HandClock,
    another_window,
    broken_links,
    contents,
    done,
    looking,
    new_store,
    note,
    refused,
)

NOTHING_TO_UNDO = "There is nothing to undo."
NOTHING_TO_REDO = "There is nothing to redo."
CHANGED_SINCE = "This cannot be taken back: it has been changed since."


def notes(store: Store) -> list[str]:
    return [row.id for row in store.rows.find(Note)]


def say(store: Store, *ids: str) -> None:
    for id in ids:
        done(store.apply(note(id)))


def undo(store: Store, times: int = 1) -> None:
    for _ in range(times):
        done(store.undo())


def redo(store: Store, times: int = 1) -> None:
    for _ in range(times):
        done(store.redo())


def test_entries_are_undone_one_by_one_and_redone(store: Store) -> None:
    say(store, "a", "b", "c")
    undo(store)
    assert notes(store) == ["a", "b"]
    undo(store, 2)
    assert notes(store) == []
    assert refused(store.undo()) == NOTHING_TO_UNDO
    redo(store, 2)
    assert notes(store) == ["a", "b"]
    redo(store)
    assert notes(store) == ["a", "b", "c"]
    assert refused(store.redo()) == NOTHING_TO_REDO


def test_undo_is_an_entry_of_its_own(store: Store) -> None:
    say(store, "a")
    entry = done(store.undo()).entry
    again = done(store.redo()).entry
    assert entry is not None
    assert again is not None
    with looking(store.path) as other:
        rows = other.execute("SELECT id, category, kind, target, undone FROM journal ORDER BY seq").fetchall()
    first = rows[1]["id"]
    assert [tuple(row)[1:] for row in rows] == [
        ("base", "Seed", None, 0),
        ("do", "AddNote", None, 0),
        ("undo", "AddNote", first, 0),
        ("redo", "AddNote", first, 0),
    ]
    assert (entry.target, again.target) == (first, first)
    assert broken_links(store.path) == []


def test_new_command_clears_redo(store: Store) -> None:
    say(store, "a", "b")
    undo(store)
    say(store, "c")
    assert refused(store.redo()) == NOTHING_TO_REDO
    assert notes(store) == ["a", "c"]


def test_entry_undone_before_a_new_command_is_never_redone(store: Store) -> None:
    # b was undone before c was stored: it can no longer be redone.
    say(store, "a", "b")
    undo(store)
    say(store, "c")
    undo(store)
    redo(store)
    assert notes(store) == ["a", "c"]
    assert refused(store.redo()) == NOTHING_TO_REDO


def test_undo_after_redo_undoes_the_same_entry(store: Store) -> None:
    say(store, "a", "b")
    undo(store, 2)
    redo(store)
    undo(store)
    assert notes(store) == []
    redo(store, 2)
    assert notes(store) == ["a", "b"]


def test_undo_and_redo_apply_only_to_the_offered_entry(store: Store) -> None:
    say(store, "a")
    offered = store.to_undo()
    assert offered is not None
    say(store, "b")
    assert refused(store.undo(offered.id)) == "Something else has happened since. Look again."
    assert notes(store) == ["a", "b"]
    offered = store.to_undo()
    assert offered is not None
    done(store.undo(offered.id))
    assert notes(store) == ["a"]
    offered = store.to_redo()
    assert offered is not None
    done(store.redo(offered.id))
    assert notes(store) == ["a", "b"]


def test_refused_command_cannot_be_undone(store: Store) -> None:
    say(store, "a")
    refused(store.apply(note("b", " ")))
    assert store.apply(note("a")) == Applied(None)
    undo(store)
    assert notes(store) == []


def test_undo_stops_at_the_seed_of_the_file(store: Store) -> None:
    assert store.to_undo() is None
    assert refused(store.undo()) == NOTHING_TO_UNDO


def test_undo_stops_at_a_migration(store: Store) -> None:
    say(store, "a")
    with looking(store.path) as other:
        other.execute(
            "INSERT INTO journal (id, hlc, at, device, window, category, kind, schema_version, payload, payload_hash,"
            " chain) SELECT 'm', hlc + 1, at, device, window, 'migration', '', 2, '[]', '', 'c'"
            " FROM journal ORDER BY seq DESC LIMIT 1"
        )
    assert refused(store.undo()) == NOTHING_TO_UNDO
    say(store, "b")
    undo(store)
    assert refused(store.undo()) == NOTHING_TO_UNDO
    assert notes(store) == ["a"]


def test_several_rows_of_an_entry_are_undone_and_redone_together(store: Store) -> None:
    measured = AddMeasurement(
        id="m", group_id="group-A", indicator_id="i", indicator_name="Avvik", on=None, phase="series", value=1.5
    )
    done(store.apply(measured))
    before = measured_rows(store)
    undo(store)
    with looking(store.path) as other:
        gone = other.execute("SELECT deleted FROM indicator UNION ALL SELECT deleted FROM measurement").fetchall()
    assert [row[0] for row in gone] == [1, 1]
    redo(store)
    assert measured_rows(store) == before


def measured_rows(store: Store) -> list[dict[str, object]]:
    """The stored rows, without when and how often they were written."""
    with looking(store.path) as other:
        other.row_factory = sqlite3.Row
        rows = [*other.execute("SELECT * FROM indicator"), *other.execute("SELECT * FROM measurement")]
    stamps = ("version", "created_at", "changed_at")
    return [{name: row[name] for name in row.keys() if name not in stamps} for row in rows]  # noqa: SIM118


def test_status_field_that_was_undone_can_be_filled_again(store: Store) -> None:
    field = SetStatusText(id="s", gathering_id=GATHERING, group_id="group-A", field="done", text="Først", seen=0)
    done(store.apply(field))
    undo(store)
    again = SetStatusText(id="s", gathering_id=GATHERING, group_id="group-A", field="done", text="Så", seen=0)
    done(store.apply(again))
    assert [row.text for row in store.rows.find(StatusText)] == ["Så"]
    undo(store)
    assert store.rows.find(StatusText) == []
    redo(store)
    assert [row.text for row in store.rows.find(StatusText)] == ["Så"]


def test_undo_of_next_restores_the_clock(store: Store, clock: HandClock) -> None:
    done(store.apply(StartClock(event_id="s", gathering_id=GATHERING, step_id="welcome", at=ms("9:00"))))
    clock.now = ms("9:10")
    done(store.apply(MoveClock(event_id="m", gathering_id=GATHERING, step_id="A card", seen_step="welcome")))
    undo(store)
    assert [event.id for event in store.rows.find(ClockEvent)] == ["s"]
    undo(store)
    gathering = store.rows.get(Gathering, GATHERING)
    assert gathering is not None
    assert (gathering.state, store.rows.find(ClockEvent)) == ("planned", [])


# --- two windows


@pytest.fixture
def other(store: Store, clock: HandClock) -> Store:
    return another_window(store, clock)


def test_each_window_undoes_its_own_entries(store: Store, other: Store) -> None:
    say(store, "mine")
    say(other, "hers")
    undo(store)
    assert notes(store) == ["hers"]
    assert refused(store.undo()) == NOTHING_TO_UNDO
    undo(other)
    assert notes(store) == []
    redo(store)
    redo(other)
    assert sorted(notes(store)) == ["hers", "mine"]
    other.close()


def test_undo_of_another_window_is_not_redone_here(store: Store, other: Store) -> None:
    say(store, "mine")
    say(other, "hers")
    undo(other)
    assert refused(store.redo()) == NOTHING_TO_REDO
    say(store, "more")
    redo(other)
    assert notes(store) == ["mine", "hers", "more"]
    other.close()


def test_undo_refuses_an_entry_another_window_built_on(store: Store, other: Store) -> None:
    say(store, "n")
    done(other.apply(EditText(table="note", id="n", seen=1, text="Hennes ord")))
    before = contents(store.path)
    assert refused(store.undo()) == CHANGED_SINCE
    assert contents(store.path) == before
    undo(other)
    undo(store)
    assert notes(store) == []
    other.close()


def test_undo_refuses_an_edit_of_a_row_another_window_deleted(store: Store, other: Store) -> None:
    say(store, "n")
    done(store.apply(EditText(table="note", id="n", seen=1, text="Mine ord")))
    done(other.apply(DeleteSaid(table="note", id="n", seen=2)))
    before = contents(store.path)
    assert refused(store.undo()) == CHANGED_SINCE
    assert contents(store.path) == before
    undo(other)
    undo(store, 2)
    assert notes(store) == []
    other.close()


def test_undo_refuses_a_step_that_another_window_has_left(store: Store, other: Store, clock: HandClock) -> None:
    done(store.apply(StartClock(event_id="s", gathering_id=GATHERING, step_id="welcome", at=ms("9:00"))))
    clock.now = ms("9:10")
    done(other.apply(MoveClock(event_id="m", gathering_id=GATHERING, step_id="A card", seen_step="welcome")))
    before = contents(store.path)
    assert refused(store.undo()) == "Something else builds on this. Take that away first."
    assert contents(store.path) == before
    other.close()


def test_entries_of_a_closed_window_can_be_undone(store: Store, other: Store) -> None:
    say(other, "hers")
    say(store, "mine")
    other.close()
    undo(store, 2)
    assert notes(store) == []
    redo(store)
    assert notes(store) == ["hers"]
    redo(store)
    assert notes(store) == ["hers", "mine"]


def test_redo_takes_the_last_undone_entry_first(store: Store, other: Store) -> None:
    say(store, "mine")
    say(other, "hers")
    undo(store)
    other.close()
    undo(store)
    assert notes(store) == []
    redo(store)
    assert notes(store) == ["hers"]
    redo(store)
    assert notes(store) == ["mine", "hers"]


def test_undo_continues_after_a_restart(store: Store) -> None:
    say(store, "a", "b")
    undo(store)
    store.close()
    opened = another_window(store)
    redo(opened)
    assert notes(opened) == ["a", "b"]
    undo(opened, 2)
    assert notes(opened) == []
    opened.close()


def test_window_redoes_only_what_it_has_undone_itself(store: Store, clock: HandClock) -> None:
    gone, here, beside = (another_window(store, clock) for _ in range(3))
    say(gone, "of the one gone")
    gone.close()
    say(here, "here")
    undo(beside)
    undo(here)
    redo(here)
    assert notes(here) == ["here"]
    redo(beside)
    assert notes(here) == ["of the one gone", "here"]
    for window in (here, beside):
        window.close()


def test_new_file_has_nothing_to_undo(tmp_path: Path) -> None:
    store = new_store(tmp_path / "new.db")
    assert (store.to_undo(), store.to_redo()) == (None, None)
    assert refused(store.redo()) == NOTHING_TO_REDO
    store.close()


# --- several commands undone as one


def test_entries_after_a_given_one_are_undone_as_one_entry(store: Store) -> None:
    say(store, "a")
    since = store.last_seq()
    say(store, "b", "c")
    done(store.apply(EditText(table="note", id="a", seen=1, text="Nytt")))
    taken = done(store.take_back(since)).entry
    assert taken is not None
    assert (taken.category, taken.kind) == ("do", "TakeBack")
    assert [entry.kind for entry in store.since(since)] == ["AddNote", "AddNote", "EditText", "TakeBack"]
    assert [(row.id, row.text) for row in store.rows.find(Note)] == [("a", "Et notat")]
    undo(store)
    assert [(row.id, row.text) for row in store.rows.find(Note)] == [
        ("a", "Nytt"), ("b", "Et notat"), ("c", "Et notat"),
    ]  # fmt: skip
    redo(store)
    assert notes(store) == ["a"]
    assert broken_links(store.path) == []


def test_undo_of_later_entries_writes_nothing_when_there_are_none(store: Store) -> None:
    say(store, "a")
    since = store.last_seq()
    assert done(store.take_back(since)).entry is None
    assert store.last_seq() == since


def test_undo_of_later_entries_leaves_out_those_of_other_windows(store: Store, other: Store) -> None:
    since = store.last_seq()
    say(store, "mine")
    say(other, "theirs")
    done(store.take_back(since))
    assert notes(store) == ["theirs"]


def test_undo_of_later_entries_is_refused_when_another_window_built_on_one(store: Store, other: Store) -> None:
    since = store.last_seq()
    say(store, "mine", "more")
    done(other.apply(EditText(table="note", id="mine", seen=1, text="Deres")))
    before = contents(store.path)
    assert refused(store.take_back(since)) == CHANGED_SINCE
    assert contents(store.path) == before
