"""`check` finds what is wrong wherever it is, and nothing where nothing is."""

import sqlite3
from pathlib import Path

import pytest

from nettverk_tui.exchange.demo_file import make_demo
from nettverk_tui.store import soundness
from nettverk_tui.store.soundness import check
from nettverk_tui.store.store import Store
from tests.store.ground import done, note


def meddle(path: Path, *statements: str) -> None:
    """What another program might do to the file."""
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        for statement in statements:
            connection.execute(statement)
    finally:
        connection.close()


def kinds(path: Path) -> list[tuple[str, str]]:
    return [(fault.kind, fault.where) for fault in check(path).faults]


def test_a_file_that_has_been_worked_in_is_sound(store: Store) -> None:
    done(store.apply(note("n")))
    done(store.undo())
    done(store.redo())
    report = check(store.path)
    assert report.faults == ()
    assert report.entries == 4
    assert report.rows > 10


def test_the_demo_is_sound(tmp_path: Path) -> None:
    make_demo(tmp_path / "demo.db")
    assert check(tmp_path / "demo.db").faults == ()


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("UPDATE member SET name = 'Kari Nordmamn' WHERE id = 'kari'", ("row", "member kari")),
        ("DELETE FROM member WHERE id = 'ola'", ("row", "member ola")),
        (
            "INSERT INTO facilitator SELECT 'x', network_id, name, organisation, origin, 0, 1, 0, 0 FROM facilitator"
            " WHERE id = 'randi'",
            ("row", "facilitator x"),
        ),
        ("UPDATE improvement_group SET deleted = 1 WHERE id = 'group-B'", ("law", "member liv")),
        ("UPDATE member SET group_id = 'nowhere' WHERE id = 'liv'", ("reference", "member 3")),
        ("UPDATE journal SET payload = replace(payload, 'Kari', 'Karl') WHERE seq = 1", ("journal", "journal 1")),
        ("UPDATE journal SET at = at, kind = 'Other' WHERE seq = 1", ("journal", "journal 1")),
        ("CREATE TRIGGER t AFTER INSERT ON note BEGIN DELETE FROM note; END", ("schema", "trigger t")),
        ("DROP VIEW v_notes", ("schema", "view v_notes")),
    ],
)
def test_what_another_program_did_is_found(store: Store, statement: str, found: tuple[str, str]) -> None:
    meddle(store.path, statement)
    assert found in kinds(store.path)


def test_a_view_that_was_changed_is_found(store: Store) -> None:
    meddle(store.path, "DROP VIEW v_notes", "CREATE VIEW v_notes AS SELECT 1 AS one")
    assert kinds(store.path) == [("schema", "view v_notes")]


def test_an_erased_payload_is_no_fault(store: Store) -> None:
    done(store.apply(note("n")))
    meddle(store.path, "UPDATE journal SET payload = NULL WHERE seq = 2")
    assert check(store.path).faults == ()


def test_a_file_that_cannot_be_read_is_told_in_a_sentence(store: Store) -> None:
    store.close()
    content = bytearray(store.path.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    store.path.write_bytes(content)
    faults = check(store.path).faults
    assert {fault.kind for fault in faults} >= {"sqlite"}


def test_many_of_one_kind_are_cut_and_that_is_said(store: Store) -> None:
    for number in range(25):
        done(store.apply(note(f"n{number:02}")))
    meddle(store.path, "UPDATE note SET text = 'other'")
    faults = [fault for fault in check(store.path).faults if fault.kind == "row"]
    assert len(faults) == 21
    assert faults[-1].message.values == {"most": 20}


def test_a_long_journal_is_read_in_turns_with_the_same_result(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(10):
        done(store.apply(note(f"n{number}")))
    meddle(store.path, "UPDATE note SET text = 'other' WHERE id IN ('n3', 'n7')", "DELETE FROM note WHERE id = 'n5'")
    at_once = sorted(kinds(store.path))
    monkeypatch.setattr(soundness, "_AT_ONCE", 3)
    assert sorted(kinds(store.path)) == at_once
    assert ("row", "note n5") in at_once
