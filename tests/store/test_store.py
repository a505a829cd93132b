"""The one writer: a command becomes rows and one journal entry together, or nothing at all."""

import contextlib
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from nettverk_tui.model.commands import (
    AddAdvice,
    DeleteSaid,
    EditText,
    MarkAttendance,
    MoveClock,
    Rate,
    SettleParked,
    StartClock,
)
from nettverk_tui.model.core.faults import in_english
from nettverk_tui.model.core.records import Advice, ClockEvent, Gathering, Note, Rating, Record
from nettverk_tui.model.core.rows import MemoryRows
from nettverk_tui.model.core.text import clean
from nettverk_tui.store import file
from nettverk_tui.store.file import migrations
from nettverk_tui.store.locks import Busy
from nettverk_tui.store.rows import _PLAIN
from nettverk_tui.store.store import Applied, NotSaved, Store, wall_clock
from tests.model.day import GATHERING, ms
from tests.store.ground import (
    HERE,
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


def test_command_is_in_the_file_when_apply_returns(store: Store, clock: HandClock) -> None:
    clock.now = ms("9:30")
    entry = done(store.apply(note("n", "Blåbær\x1b[2J"))).entry
    assert entry is not None
    with looking(store.path) as other:
        row = dict(other.execute("SELECT * FROM note").fetchone())
        written = dict(other.execute("SELECT * FROM journal ORDER BY seq DESC LIMIT 1").fetchone())
    assert (row["id"], row["text"], row["at"], row["version"]) == ("n", "Blåbær", ms("9:30"), 1)
    assert (row["created_at"], row["changed_at"]) == (ms("9:30"), ms("9:30"))
    expected = {
        "id": entry.id,
        "at": ms("9:30"),
        "device": store.device.id,
        "window": store.window,
        "category": "do",
        "kind": "AddNote",
        "schema_version": len(migrations()),
        "undone": 0,
        "target": None,
    }
    assert {key: written[key] for key in expected} == expected


def test_records_read_back_equal_those_written(store: Store) -> None:
    advice = AddAdvice(id="a", where=HERE, text="Ett\nto", layer="group", giver="group", giver_group_id="group-B")
    done(store.apply(advice))
    assert store.rows.get(Advice, "a") == Advice(
        id="a",
        gathering_id=GATHERING,
        group_id="group-A",
        step="status",
        at=ms("9:00"),
        text="Ett\nto",
        layer="group",
        giver="group",
        giver_group_id="group-B",
        created_at=ms("9:00"),
        changed_at=ms("9:00"),
    )


def test_update_writes_only_changed_fields_and_stamps(store: Store, clock: HandClock) -> None:
    done(store.apply(note("n")))
    clock.now = ms("9:05")
    entry = done(store.apply(EditText(table="note", id="n", seen=1, text="Nytt"))).entry
    assert entry is not None
    assert [(change.new, change.fields) for change in entry.changes] == [(False, {"text": ("Et notat", "Nytt")})]
    row = store.rows.get(Note, "n")
    assert row is not None
    assert (row.version, row.created_at, row.changed_at) == (2, ms("9:00"), ms("9:05"))


def test_command_that_changes_several_rows_is_one_entry(store: Store) -> None:
    entry = done(store.apply(start())).entry
    assert entry is not None
    assert [change.table for change in entry.changes] == ["clock_event", "gathering"]


def start() -> StartClock:
    return StartClock(event_id="start", gathering_id=GATHERING, step_id="welcome", at=ms("9:00"))


@pytest.mark.parametrize(
    "command",
    [
        EditText(table="note", id="nowhere", seen=1, text="x"),
        note("n", " "),
        SettleParked(id="nowhere", seen=1, state="dropped"),
    ],
    ids=lambda command: type(command).__name__,
)
def test_refused_command_changes_nothing_in_the_file(store: Store, command: EditText) -> None:
    before = contents(store.path)
    refused(store.apply(command))
    assert contents(store.path) == before


def test_command_that_fails_midway_changes_nothing(store: Store) -> None:
    before = contents(store.path)
    wrong = MarkAttendance(attendance_id="x", gathering_id=GATHERING, presence="present")
    with pytest.raises(ValueError, match="attendance"):
        store.apply(wrong)
    assert contents(store.path) == before
    done(store.apply(note("n")))


def test_same_command_a_second_time_changes_nothing(store: Store) -> None:
    done(store.apply(note("n")))
    once = contents(store.path)
    assert store.apply(note("n")) == Applied(None)
    assert contents(store.path) == once


def test_two_windows_that_press_next_move_one_step(store: Store) -> None:
    done(store.apply(start()))
    other = another_window(store)
    moves = [
        MoveClock(event_id=window.window, gathering_id=GATHERING, step_id="A card", seen_step="welcome")
        for window in (store, other)
    ]
    done(store.apply(moves[0]))
    assert refused(other.apply(moves[1])) == "Another window has already moved on."
    assert len(store.rows.find(ClockEvent)) == 2
    other.close()


def test_second_window_that_edits_the_same_note_is_refused(store: Store) -> None:
    done(store.apply(note("n")))
    other = another_window(store)
    done(other.apply(EditText(table="note", id="n", seen=1, text="Hennes")))
    stale = EditText(table="note", id="n", seen=1, text="Hans")
    assert refused(store.apply(stale)) == "This was changed in another window. Look at it, and try again."
    done(other.apply(DeleteSaid(table="note", id="n", seen=2)))
    assert refused(store.apply(stale)) == "This is no longer there: it was deleted in another window."
    other.close()


# --- the journal


def test_changed_entry_breaks_the_chain_of_the_journal(store: Store, clock: HandClock) -> None:
    for number in range(5):
        clock.now += 1
        done(store.apply(note(f"n{number}")))
    store.undo()
    assert broken_links(store.path) == []
    with looking(store.path) as other:
        other.execute("UPDATE journal SET payload = replace(payload, 'Et notat', 'Et nytt') WHERE seq = 3")
        other.execute("UPDATE journal SET kind = 'Other' WHERE seq = 5")
    assert broken_links(store.path) == [3, 5]


def test_blanked_payload_keeps_the_chain_whole(store: Store) -> None:
    done(store.apply(note("n")))
    with looking(store.path) as other:
        other.execute("UPDATE journal SET payload = NULL")
    entry = store.to_undo()
    assert entry is not None
    assert entry.changes == ()


def test_entries_keep_their_order_when_the_clock_is_set_back(store: Store, clock: HandClock) -> None:
    times = ["9:00", "11:00", "9:00", "9:00", "9:01", "11:01"]
    for number, at in enumerate(times):
        clock.now = ms(at)
        done(store.apply(note(f"n{number}")))
    with looking(store.path) as other:
        rows = other.execute("SELECT hlc, at FROM journal WHERE kind = 'AddNote' ORDER BY seq").fetchall()
    hlcs = [row["hlc"] for row in rows]
    assert hlcs == sorted(set(hlcs))
    assert [row["at"] for row in rows] == [ms(at) for at in times]
    # Behind the clock by a count, never by an hour: at 11:01 the two agree again.
    assert [hlc >> 16 for hlc in hlcs] == [ms(at) for at in ("9:00", "11:00", "11:00", "11:00", "11:00", "11:01")]
    assert broken_links(store.path) == []


def test_seeding_is_stored_as_one_entry(tmp_path: Path) -> None:
    store = new_store(tmp_path / "a.db")
    with looking(store.path) as other:
        entries = [tuple(row) for row in other.execute("SELECT category, kind FROM journal")]
    assert entries == [("base", "Seed")]
    assert not store.has_been_used()
    done(store.apply(note("n")))
    assert store.has_been_used()
    store.close()


# --- other windows


def test_other_window_gets_news_of_an_entry_once(store: Store) -> None:
    other = another_window(store)
    assert other.news() == []
    done(store.apply(note("n")))
    done(store.apply(note("m")))
    done(other.apply(note("o")))
    assert [entry.changes[0].id for entry in other.news()] == ["n", "m"]
    assert other.news() == []
    assert [entry.changes[0].id for entry in store.news()] == ["o"]
    store.undo()
    assert [entry.category for entry in other.news()] == ["undo"]
    other.close()


def test_news_beyond_one_reading_all_arrive(store: Store) -> None:
    other = another_window(store)
    with looking(store.path) as writer:
        (row,) = writer.execute("SELECT * FROM journal").fetchall()
        columns = [column for column in row.keys() if column != "seq"]  # noqa: SIM118
        names, gaps = ", ".join(columns), ", ".join("?" * len(columns))
        writer.execute("BEGIN")
        for number in range(1_200):
            values = {**dict(row), "id": f"entry-{number}", "window": "somebody else"}
            writer.execute(f"INSERT INTO journal ({names}) VALUES ({gaps})", [values[column] for column in columns])
        writer.execute("COMMIT")
    assert len(other.news()) == 1_200
    assert other.news() == []
    other.close()


def test_locked_file_raises_busy_and_stores_nothing(store: Store) -> None:
    before = contents(store.path)
    with looking(store.path) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Busy):
            store.apply(note("n"))
        with pytest.raises(Busy):
            store.undo()
        other.execute("ROLLBACK")
    assert contents(store.path) == before
    done(store.apply(note("n")))


def test_writer_waits_for_a_reader_and_stores_its_entry(store: Store) -> None:
    with looking(store.path) as other:
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM note").fetchone()
        with pytest.raises(Busy):
            store.apply(note("n"))
        other.execute("COMMIT")
    assert store.rows.find(Note) == []
    done(store.apply(note("n")))


def test_reading_connection_cannot_write(store: Store) -> None:
    with contextlib.closing(file.connect(store.path, writing=False)) as reader:
        assert reader.execute("SELECT name FROM network").fetchone()[0] == "Trygg legemiddelbruk"
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            reader.execute("DELETE FROM note")


# --- when the disk is full


def fill_the_disk(connection: sqlite3.Connection, *, pages: int) -> None:
    now = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {now + pages}")


@pytest.fixture
def own_connection(store: Store, clock: HandClock) -> tuple[Store, sqlite3.Connection]:
    """A window whose connection the test holds too."""
    connection = file.connect(store.path)
    return Store(store.path, connection, now=clock, home=store.path.parent / "home"), connection


@pytest.mark.parametrize("pages", [0, 1, 2, 4])
def test_full_disk_is_reported_and_nothing_is_half_stored(
    own_connection: tuple[Store, sqlite3.Connection], pages: int
) -> None:
    store, connection = own_connection
    done(store.apply(note("before", "Før")))
    before = contents(store.path)
    fill_the_disk(connection, pages=pages)
    with pytest.raises(NotSaved) as problem:
        store.apply(note("n", "x" * 20_000))
    assert problem.value.message.text == "It was not stored: {problem}. Your text is kept."
    assert "full" in in_english(problem.value.message)
    assert contents(store.path) == before
    assert [row.id for row in store.rows.find(Note)] == ["before"]
    connection.execute("PRAGMA max_page_count = 1000000")
    done(store.apply(note("n", "x" * 20_000)))
    assert [row.id for row in store.rows.find(Note)] == ["before", "n"]
    assert broken_links(store.path) == []
    store.close()


def test_undo_works_after_a_full_disk(own_connection: tuple[Store, sqlite3.Connection]) -> None:
    store, connection = own_connection
    done(store.apply(note("n", "x" * 20_000)))
    done(store.apply(EditText(table="note", id="n", seen=1, text="y" * 20_000)))
    before = contents(store.path)
    fill_the_disk(connection, pages=0)
    with pytest.raises(NotSaved):
        store.undo()
    assert contents(store.path) == before
    connection.execute("PRAGMA max_page_count = 1000000")
    done(store.undo())
    row = store.rows.get(Note, "n")
    assert row is not None
    assert row.text == "x" * 20_000
    store.close()


def test_file_that_became_read_only_is_reported(own_connection: tuple[Store, sqlite3.Connection]) -> None:
    store, connection = own_connection
    before = contents(store.path)
    connection.execute("PRAGMA query_only = ON")
    with pytest.raises(NotSaved) as problem:
        store.apply(note("n"))
    assert "may only be read here" in in_english(problem.value.message)
    connection.execute("PRAGMA query_only = OFF")
    assert contents(store.path) == before
    store.close()


# --- rows


def test_rows_of_the_file_answer_queries_as_rows_in_memory(store: Store, clock: HandClock) -> None:
    for command in (
        note("n"),
        note("m"),
        start(),
        Rate(id="r", gathering_id=GATHERING, group_id="group-A", item="L1", rater="group", answer="not_rated"),
        DeleteSaid(table="note", id="n", seen=1),
    ):
        done(store.apply(command))
        clock.now += 1
    rows = store.rows
    notes = [row for row in (rows.get(Note, "n"), rows.get(Note, "m")) if row is not None]
    memory = MemoryRows([*notes, *rows.find(Rating), *rows.find(Gathering), *rows.find(ClockEvent)])
    assert [note.deleted for note in notes] == [True, False]
    questions: list[tuple[type[Record], dict[str, Any]]] = [
        (Note, {}),
        (Note, {"kind": "note"}),
        (Note, {"factor": None}),
        (Note, {"deleted": True}),
        (Rating, {"level": None, "group_id": "group-A"}),
        (Rating, {"level": 3}),
        (Gathering, {"state": "open"}),
        (ClockEvent, {"seq": 1}),
    ]
    for kind, equal in questions:
        assert rows.find(kind, **equal) == memory.find(kind, **equal)
    assert rows.get(Note, None) is memory.get(Note, None) is None
    assert rows.get(Note, "nowhere") is memory.get(Note, "nowhere") is None


def test_query_with_a_misspelt_field_raises_an_error(store: Store) -> None:
    with pytest.raises(TypeError, match="Note has no field txet"):
        store.rows.find(Note, txet="x")


@pytest.mark.parametrize("text", ["null", "NULL", "true", "1", "1.5", "nan", "'; DROP TABLE note; --", "[/]", "%_\\"])
def test_text_that_looks_like_another_type_stays_text(store: Store, text: str) -> None:
    done(store.apply(note("n", text)))
    (row,) = store.rows.find(Note, text=text)
    assert row.text == text


def test_wall_clock_counts_milliseconds_since_1970() -> None:
    assert 1_700_000_000_000 < wall_clock() < 10_000_000_000_000


# --- text of another program


def test_text_written_by_another_program_is_cleaned_when_read(store: Store) -> None:
    done(store.apply(note("n", "Først")))
    done(store.apply(note("m", "Å → 👩\u200d🚀 « »\u00a0–")))
    with looking(store.path) as other:
        other.execute("UPDATE note SET text = ?, answer = ? WHERE id = 'n'", ("\x1b[2JFør\u202est", "A\u030a"))
    (first, second) = store.rows.find(Note)
    assert (first.text, first.answer, second.text) == ("Først", "Å", "Å → 👩\u200d🚀 « »\u00a0–")
    assert store.rows.get(Note, "n") == first
    assert done(store.apply(EditText(table="note", id="n", seen=1, text="Nytt"))).entry


def test_text_of_the_fast_pattern_is_already_clean() -> None:
    plain = [chr(code) for code in range(0x20000) if _PLAIN.fullmatch(chr(code))]
    assert len(plain) > 700
    together = "".join(plain)
    assert clean(together) == together
    assert all(clean(f"a{sign}a\n{sign}") == f"a{sign}a\n{sign}" for sign in plain)
