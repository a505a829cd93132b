"""Check, backup, restore, rescue and erase from the command line."""

import json
import sqlite3
import sys
import sysconfig
from pathlib import Path

import pytest

from nettverk_tui.model.core.records import Note
from nettverk_tui.store.backup import copies
from nettverk_tui.store.reading import Reading
from nettverk_tui.store.store import Store
from tests.cli.calling import run
from tests.store.ground import contents, done, note
from tests.store.maintenance.test_integrity import meddle


def add_note(path: Path, id: str, text: str) -> None:
    store = Store.open(path)
    done(store.apply(note(id, text)))
    store.close()


def notes(path: Path) -> list[str]:
    reading = Reading.open(path)
    try:
        return [note.text for note in reading.rows.find(Note)]
    finally:
        reading.close()


# --- check


def test_check_reports_a_sound_file(path: Path) -> None:
    result = run("check", "--file", path)
    assert result.exit_code == 0
    assert result.stdout == "nettverk.db is sound: 20 rows, 1 entry in its journal.\n"


def test_check_reports_a_sound_file_in_json(path: Path) -> None:
    result = run("check", "--file", path, "--json")
    assert json.loads(result.stdout) == {"file": str(path), "sound": True, "rows": 20, "entries": 1, "faults": []}


def test_check_reports_faults_with_advice(path: Path) -> None:
    meddle(path, "UPDATE member SET name = 'Kari Normann' WHERE id = 'kari'")
    before = path.read_bytes()
    result = run("check", "--file", path)
    assert result.exit_code == 1
    assert result.stdout == "member kari is not as it was stored: name.\n"
    assert "nettverk restore" in result.stderr
    assert path.read_bytes() == before
    found = json.loads(run("check", "--file", path, "--json").stdout)
    assert found["faults"] == [
        {"kind": "row", "where": "member kari", "says": "member kari is not as it was stored: name."}
    ]


def test_check_reports_a_missing_file(tmp_path: Path) -> None:
    result = run("check", "--file", tmp_path / "nothing.db")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "does not exist" in result.stderr


# --- backup


def test_backup_writes_into_the_folder_of_copies(path: Path) -> None:
    result = run("backup", "--file", path)
    assert result.exit_code == 0
    assert [str(copy) for copy in copies(path)] == [result.stdout.strip()]
    assert contents(copies(path)[0]) == contents(path)


def test_backup_into_another_folder_has_the_name_of_the_file(path: Path, tmp_path: Path) -> None:
    (tmp_path / "stick").mkdir()
    result = run("backup", tmp_path / "stick", "--file", path)
    made = Path(result.stdout.strip())
    assert made.parent == tmp_path / "stick"
    assert made.name.startswith("nettverk-2")
    assert contents(made) == contents(path)


def test_backup_works_while_the_app_has_the_file_open(path: Path, tmp_path: Path) -> None:
    store = Store.open(path)
    done(store.apply(note("n", "Sagt nå")))
    assert run("backup", tmp_path / "copy.db", "--file", path).exit_code == 0
    store.close()
    assert notes(tmp_path / "copy.db") == ["Sagt nå"]


def test_backup_never_overwrites_a_file(path: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    result = run("backup", tmp_path / "mine.txt", "--file", path)
    assert result.exit_code == 1
    assert "exists already" in result.stderr
    assert (tmp_path / "mine.txt").read_text() == "mine"


def test_failed_backup_is_reported(path: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    result = run("backup", tmp_path / "file" / "copy.db", "--file", path)
    assert result.exit_code == 1
    assert result.stderr.startswith("No copy could be made: ")


# --- restore


def test_restore_lists_the_copies(path: Path) -> None:
    assert run("restore", "--file", path).stderr == "There are no copies of nettverk.db yet.\n"
    made = run("backup", "--file", path).stdout
    assert run("restore", "--file", path).stdout == made


def test_restore_lists_the_loss_and_waits_for_confirmation(path: Path) -> None:
    copy = run("backup", "--file", path).stdout.strip()
    add_note(path, "n", "Ringe apoteket")
    before = contents(path)
    result = run("restore", copy, "--file", path)
    assert result.exit_code == 1
    assert "In the file, and not in the copy:\n" in result.stderr
    assert "entry “Ringe apoteket”" in result.stderr
    assert "Say --yes to do it." in result.stderr
    assert contents(path) == before
    result = run("restore", copy, "--file", path, "--yes")
    assert result.exit_code == 0
    assert result.stdout == f"{path}\n"
    assert notes(path) == []
    (kept,) = path.parent.glob("nettverk.replaced-*.db")
    assert f"The file as it was is kept: {kept}" in result.stderr
    assert notes(kept) == ["Ringe apoteket"]


def test_restore_lists_entries_only_the_copy_has(path: Path) -> None:
    add_note(path, "n", "Ringe apoteket")
    copy = run("backup", "--file", path).stdout.strip()
    store = Store.open(path)
    done(store.undo())
    store.close()
    newer = run("backup", "--file", path).stdout.strip()
    run("restore", copy, "--file", path, "--yes")
    result = run("restore", newer, "--file", path, "--yes")
    assert "In the copy, and not in the file:\n" in result.stderr
    assert result.exit_code == 0


def test_restore_says_that_a_copy_is_equal(path: Path) -> None:
    copy = run("backup", "--file", path).stdout.strip()
    assert "The file and the copy hold the same." in run("restore", copy, "--file", path).stderr


def test_restore_counts_entries_beyond_a_dozen(path: Path) -> None:
    copy = run("backup", "--file", path).stdout.strip()
    store = Store.open(path)
    for number in range(15):
        done(store.apply(note(f"n{number}", f"Notat {number}")))
    store.close()
    result = run("restore", copy, "--file", path)
    assert "Notat 14" in result.stderr
    assert "  and 3 more\n" in result.stderr


def test_restore_replaces_a_damaged_file_without_a_list_of_losses(path: Path) -> None:
    copy = run("backup", "--file", path).stdout.strip()
    path.write_bytes(path.read_bytes()[:4096] + b"\xff" * 8192)
    result = run("restore", copy, "--file", path, "--yes")
    assert result.exit_code == 0
    assert "nettverk.db cannot be read" in result.stderr
    assert run("check", "--file", path).exit_code == 0


@pytest.mark.parametrize("wrong", [b"", b"no database at all", bytes(5000)])
def test_restore_refuses_a_file_that_is_no_copy(path: Path, tmp_path: Path, wrong: bytes) -> None:
    before = contents(path)
    (tmp_path / "wrong.db").write_bytes(wrong)
    result = run("restore", tmp_path / "wrong.db", "--file", path, "--yes")
    assert result.exit_code == 1
    assert "wrong.db is not a network file." in result.stderr
    assert contents(path) == before


# --- rescue


def test_rescue_writes_every_readable_row(path: Path, tmp_path: Path) -> None:
    add_note(path, "n", "Ringe apoteket")
    with sqlite3.connect(path) as connection:
        connection.execute("DELETE FROM note")
        connection.execute("UPDATE improvement_group SET id = 'elsewhere' WHERE id = 'group-B'")
    connection.close()
    result = run("rescue", path, tmp_path / "new.db")
    assert result.exit_code == 0
    assert result.stdout == f"{tmp_path / 'new.db'}\n"
    assert "2 were made again from the journal" in result.stderr
    assert "Left behind: improvement_group elsewhere\n" in result.stderr
    assert notes(tmp_path / "new.db") == ["Ringe apoteket"]


def test_rescue_refuses_a_file_of_another_program(tmp_path: Path) -> None:
    (tmp_path / "text.db").write_text("hei " * 100)
    result = run("rescue", tmp_path / "text.db", tmp_path / "new.db")
    assert result.exit_code == 1
    assert not (tmp_path / "new.db").exists()


# --- erase


def test_erase_removes_a_person_after_confirmation(path: Path) -> None:
    add_note(path, "n", "Kari Nordmann ringer. Kari kan det.")
    result = run("erase", "--member", "Kari Nordmann", "--file", path)
    assert result.exit_code == 1
    assert "This takes Kari Nordmann out of nettverk.db for good." in result.stderr
    assert notes(path) == ["Kari Nordmann ringer. Kari kan det."]
    result = run("erase", "--member", "Kari Nordmann", "--file", path, "--yes")
    assert result.exit_code == 0
    assert result.stdout.startswith("Changed: 2 rows, 2 entries in its journal, 2 copies.\n")
    assert "look whether it is the same person: note n" in result.stdout
    assert notes(path) == ["(…) ringer. Kari kan det."]


def test_erase_shows_texts_with_a_part_of_the_name_and_keeps_or_redacts_them(path: Path) -> None:
    add_note(path, "n", "Karis forslag og Nordmanns idé")
    result = run("erase", "--member", "Kari Nordmann", "--file", path)
    assert "note n: “[Karis] forslag og [Nordmanns] idé”" in result.stderr
    kept = run("erase", "--member", "Kari Nordmann", "--file", path, "--yes")
    assert "look whether it is the same person: note n: “[Karis] forslag" in kept.stdout
    assert notes(path) == ["Karis forslag og Nordmanns idé"]


def test_erase_takes_the_choice_about_parts_as_an_option(path: Path) -> None:
    add_note(path, "n", "Karis forslag og Nordmanns idé")
    result = run("erase", "--member", "kari", "--file", path, "--yes", "--parts", "redact")
    assert (result.exit_code, "look whether" in result.stdout) == (0, False)
    assert notes(path) == ["(…) forslag og (…) idé"]


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_erase_asks_about_each_text_in_a_terminal(path: Path) -> None:
    import pexpect

    for id, text in (("a", "Kari fra B"), ("b", "Kari fra A"), ("c", "Kari Nordmann")):
        add_note(path, id, text)
    script = Path(sysconfig.get_path("scripts")) / "nettverk"
    child = pexpect.spawn(
        str(script), ["erase", "--member", "kari", "--file", str(path), "--lang", "en"], encoding="utf-8", timeout=120
    )
    for shown, answer in (("note a: “[Kari] fra B”", "n"), ("note b: “[Kari] fra A”", "y"), ("Do it?", "y")):
        child.expect_exact(shown)
        child.expect_exact("[y/N]")
        child.sendline(answer)
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    assert notes(path) == ["Kari fra B", "(…) fra A", "(…)"]


def test_erase_of_an_unknown_member_says_that_there_is_none(path: Path) -> None:
    result = run("erase", "--member", "Nobody", "--file", path, "--yes")
    assert result.exit_code == 1
    assert result.stderr == "There is no member Nobody. Give a name, or an id of the table member.\n"
