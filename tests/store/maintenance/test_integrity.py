"""`check` reports every fault of a file, and none in a sound one."""

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
    """Change the file as another program might."""
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        for statement in statements:
            connection.execute(statement)
    finally:
        connection.close()


def kinds(path: Path) -> list[tuple[str, str]]:
    return [(fault.kind, fault.where) for fault in check(path).faults]


def test_check_finds_no_fault_in_a_file_in_use(store: Store) -> None:
    done(store.apply(note("n")))
    done(store.undo())
    done(store.redo())
    report = check(store.path)
    assert report.faults == ()
    assert report.entries == 4
    assert report.rows > 10


def test_check_finds_no_fault_in_the_demo(tmp_path: Path) -> None:
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
def test_check_reports_changes_by_another_program(store: Store, statement: str, found: tuple[str, str]) -> None:
    meddle(store.path, statement)
    assert found in kinds(store.path)


def test_check_reports_a_search_index_with_other_words(store: Store) -> None:
    done(store.apply(note("n", "Apoteket ringes hver mandag")))
    meddle(store.path, "UPDATE search_index_data SET block = zeroblob(length(block)) WHERE id > 10")
    assert kinds(store.path) == [("derived", "search_index")]


@pytest.mark.parametrize("text", ["å", "to", "æøå", "x" * 5000, "e\u0301 𝒳 👩‍👩‍👧 İstanbul ǅ ß ﬁ", "a\u00adb\u200bc"])
def test_check_accepts_a_search_index_of_any_letters(store: Store, text: str) -> None:
    done(store.apply(note("n", f"{text} ")))
    assert check(store.path).faults == ()


def test_check_reports_a_changed_view(store: Store) -> None:
    meddle(store.path, "DROP VIEW v_notes", "CREATE VIEW v_notes AS SELECT 1 AS one")
    assert kinds(store.path) == [("schema", "view v_notes")]


def test_check_accepts_an_erased_payload(store: Store) -> None:
    done(store.apply(note("n")))
    meddle(store.path, "UPDATE journal SET payload = NULL WHERE seq = 2")
    assert check(store.path).faults == ()


def test_check_of_an_unreadable_file_gives_a_sentence(store: Store) -> None:
    store.close()
    content = bytearray(store.path.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    store.path.write_bytes(content)
    faults = check(store.path).faults
    assert {fault.kind for fault in faults} >= {"sqlite"}


def test_check_cuts_many_faults_of_one_kind_and_says_so(store: Store) -> None:
    for number in range(25):
        done(store.apply(note(f"n{number:02}")))
    meddle(store.path, "UPDATE note SET text = 'other'")
    faults = [fault for fault in check(store.path).faults if fault.kind == "row"]
    assert len(faults) == 21
    assert faults[-1].message.values == {"most": 20}


def test_check_of_a_long_journal_in_parts_gives_the_same_result(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(10):
        done(store.apply(note(f"n{number}")))
    meddle(store.path, "UPDATE note SET text = 'other' WHERE id IN ('n3', 'n7')", "DELETE FROM note WHERE id = 'n5'")
    at_once = sorted(kinds(store.path))
    monkeypatch.setattr(integrity, "_AT_ONCE", 3)
    assert sorted(kinds(store.path)) == at_once
    assert ("row", "note n5") in at_once


# --- a single bit

#: Damage that makes reading fail: a missing column, a word outside a closed set, bytes that are no text.
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
def test_unreadable_value_is_reported_and_raises_in_no_command(store: Store, tmp_path: Path, statement: str) -> None:
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


def is_reported(path: Path) -> bool:
    try:
        return check(path).faults != ()
    except CannotOpen:
        return True


def readable_contents(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row, and every word of the index; not its own storage, which has bits that are never read."""
    said = contents(path)
    del said["search_index_data"]
    with looking(path) as connection:
        connection.execute("CREATE VIRTUAL TABLE temp.words USING fts5vocab (main, search_index, instance)")
        said["words"] = [tuple(row) for row in connection.execute("SELECT * FROM temp.words")]
    return said


def flip_and_look(before: Path, path: Path, seeds: range) -> int:
    """Assert that each flipped bit is reported or changes nothing; return how many were reported."""
    content, unchanged, told = before.read_bytes(), readable_contents(before), 0
    for seed in seeds:
        path.write_bytes(flipped(content, seed))
        if is_reported(path):
            told += 1
        else:
            assert readable_contents(path) == unchanged, seed
    return told


def test_flipped_bit_is_reported_or_changes_nothing(store: Store, tmp_path: Path) -> None:
    for number in range(3):
        done(store.apply(note(f"n{number}", "Apoteket ringes hver mandag")))
    store.close()
    assert flip_and_look(store.path, tmp_path / "flipped.db", range(25)) > 0


def test_column_name_that_is_not_text_is_reported_as_damage(store: Store, tmp_path: Path) -> None:
    """Python's sqlite3 raises UnicodeDecodeError for it in any query of the table."""
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
def test_each_of_400_flipped_bits_is_reported_or_changes_nothing(demo: Path, tmp_path: Path) -> None:
    assert flip_and_look(demo, tmp_path / "flipped.db", range(400)) > 100


@pytest.mark.long
def test_none_of_400_flipped_bits_makes_an_export_or_a_rescue_fail(demo: Path, tmp_path: Path) -> None:
    content, path = demo.read_bytes(), tmp_path / "flipped.db"
    for seed in range(400):
        path.write_bytes(flipped(content, seed))
        with io.StringIO() as out, contextlib.suppress(CannotOpen):
            export(path, out)
        with contextlib.suppress(CannotOpen):
            rescue(path, tmp_path / "rescued.db")
        (tmp_path / "rescued.db").unlink(missing_ok=True)
