"""`check` finds what is wrong wherever it is, and nothing where nothing is."""

import contextlib
import io
import sqlite3
from pathlib import Path

import pytest

from nettverk_tui.exchange.demo.file import make_demo
from nettverk_tui.exchange.json_file import export
from nettverk_tui.model.core.records import Network
from nettverk_tui.store.file import CannotOpen
from nettverk_tui.store.maintenance import integrity
from nettverk_tui.store.maintenance.integrity import check
from nettverk_tui.store.maintenance.rescue import rescue
from nettverk_tui.store.store import Store
from tests.exchange.demo_rows import MONDAY, ms, records
from tests.store.damage import flipped
from tests.store.ground import contents, done, looking, note


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
        ("UPDATE member SET version = 2 WHERE id = 'kari'", ("row", "member kari")),
        ("UPDATE member SET created_at = created_at + 1 WHERE id = 'kari'", ("row", "member kari")),
        ("UPDATE member SET changed_at = changed_at + 1 WHERE id = 'kari'", ("row", "member kari")),
        ("UPDATE journal SET at = at - 1", ("journal", "journal 1")),
        ("UPDATE journal SET schema_version = 64", ("journal", "journal 1")),
        ("UPDATE journal SET target = 'nothing'", ("journal", "journal 1")),
        ("UPDATE file SET id = replace(id, '-', 'g')", ("file", "file")),
        ("PRAGMA user_version = 4", ("schema", "table search_entry")),
    ],
)
def test_what_another_program_did_is_found(store: Store, statement: str, found: tuple[str, str]) -> None:
    meddle(store.path, statement)
    assert found in kinds(store.path)


def test_an_index_that_has_other_words_is_found(store: Store) -> None:
    done(store.apply(note("n", "Apoteket ringes hver mandag")))
    meddle(store.path, "UPDATE search_index_data SET block = zeroblob(length(block)) WHERE id > 10")
    assert kinds(store.path) == [("derived", "search_index")]


@pytest.mark.parametrize("text", ["å", "to", "æøå", "x" * 5000, "e\u0301 𝒳 👩‍👩‍👧 İstanbul ǅ ß ﬁ", "a\u00adb\u200bc"])
def test_an_index_of_any_letters_is_whole(store: Store, text: str) -> None:
    done(store.apply(note("n", f"{text} ")))
    assert check(store.path).faults == ()


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
    monkeypatch.setattr(integrity, "_AT_ONCE", 3)
    assert sorted(kinds(store.path)) == at_once
    assert ("row", "note n5") in at_once


# --- a single bit

#: What a damaged value did to those who read it: a column that is missing, a word of no closed set, no text.
MEDDLED = [
    "UPDATE sqlite_schema SET sql = replace(sql, 'letter TEXT', 'lettes TEXT') WHERE name = 'improvement_group'",
    "UPDATE sqlite_schema SET sql = replace(sql, 'id TEXT PRIMARY', 'ie TEXT PRIMARY') WHERE name = 'note'",
    "UPDATE sqlite_schema SET sql = replace(sql, 'payload TEXT', 'paxload TEXT') WHERE name = 'journal'",
    "UPDATE sqlite_schema SET sql = replace(sql, 'STRICT', 'STRIBT') WHERE name = 'member'",
    "UPDATE sqlite_schema SET rootpage = 4000 WHERE name = 'note'",
    "UPDATE improvement_group SET state = 'activf'",
    "UPDATE note SET layer = CAST(x'80' AS TEXT)",
    "UPDATE network SET language = 'n'",
    "UPDATE journal SET payload = '[{\"table\": 1}]'",
    'UPDATE journal SET payload = \'[{"table": "note", "id": "n", "created": true, "fields": {}}]\'',
]


@pytest.mark.parametrize("statement", MEDDLED)
def test_what_cannot_be_read_is_told_and_never_ends_a_command(store: Store, tmp_path: Path, statement: str) -> None:
    done(store.apply(note("n")))
    store.close()
    with contextlib.closing(sqlite3.connect(store.path, isolation_level=None)) as connection:
        for pragma in ("writable_schema = ON", "ignore_check_constraints = ON"):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute(statement)
    assert check(store.path).faults != ()
    with io.StringIO() as out, contextlib.suppress(CannotOpen):
        export(store.path, out)
    with contextlib.suppress(CannotOpen):
        rescue(store.path, tmp_path / "rescued.db")


def is_told(path: Path) -> bool:
    try:
        return check(path).faults != ()
    except CannotOpen:
        return True


def all_that_is_said(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row, and every word of the index; not how the index keeps them, which has bits that nobody reads."""
    said = contents(path)
    del said["search_index_data"]
    with looking(path) as connection:
        connection.execute("CREATE VIRTUAL TABLE temp.words USING fts5vocab (main, search_index, instance)")
        said["words"] = [tuple(row) for row in connection.execute("SELECT * FROM temp.words")]
    return said


def flip_and_look(before: Path, path: Path, seeds: range) -> int:
    """Each flipped bit is told, or all that is in the file reads as before; how many were told."""
    content, standing, told = before.read_bytes(), all_that_is_said(before), 0
    for seed in seeds:
        path.write_bytes(flipped(content, seed))
        if is_told(path):
            told += 1
        else:
            assert all_that_is_said(path) == standing, seed
    return told


def test_a_flipped_bit_is_told_or_makes_no_difference(store: Store, tmp_path: Path) -> None:
    for number in range(3):
        done(store.apply(note(f"n{number}", "Apoteket ringes hver mandag")))
    store.close()
    assert flip_and_look(store.path, tmp_path / "flipped.db", range(25)) > 0


def test_a_column_whose_name_is_no_text_is_damage(store: Store, tmp_path: Path) -> None:
    """Python's sqlite3 raises UnicodeDecodeError for it, whatever is asked of the table."""
    store.close()
    content = store.path.read_bytes()
    at = content.index(b"region", content.index(b"CREATE TABLE network "))
    store.path.write_bytes(content[: at + 3] + b"\xe5" + content[at + 4 :])
    assert check(store.path).faults
    with io.StringIO() as out:
        assert "network" in export(store.path, out).gaps
    rescue(store.path, tmp_path / "rescued.db")
    with contextlib.closing(Store.open(store.path)) as opened, pytest.raises(sqlite3.DatabaseError):
        opened.rows.find(Network)


@pytest.fixture
def demo(tmp_path: Path) -> Path:
    """The demo with the same rows and ids each time, so that the same bits are flipped."""
    store = Store.create(tmp_path / "demo.db", now=lambda: ms(MONDAY), home=tmp_path / "home")
    store.seed(records("middle"), "Demo")
    store.close()
    return store.path


@pytest.mark.long
def test_of_400_flipped_bits_each_is_told_or_makes_no_difference(demo: Path, tmp_path: Path) -> None:
    assert flip_and_look(demo, tmp_path / "flipped.db", range(400)) > 100


@pytest.mark.long
def test_of_400_flipped_bits_none_ends_an_export_or_a_rescue(demo: Path, tmp_path: Path) -> None:
    content, path = demo.read_bytes(), tmp_path / "flipped.db"
    for seed in range(400):
        path.write_bytes(flipped(content, seed))
        with io.StringIO() as out, contextlib.suppress(CannotOpen):
            export(path, out)
        with contextlib.suppress(CannotOpen):
            rescue(path, tmp_path / "rescued.db")
        (tmp_path / "rescued.db").unlink(missing_ok=True)
