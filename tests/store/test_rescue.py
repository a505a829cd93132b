"""A damaged file gives back what can be read; what its pages have lost the journal may still have."""

import sqlite3
from pathlib import Path

import pytest

from nettverk_tui.model.records import Group, Member, Note
from nettverk_tui.store.file import CannotOpen
from nettverk_tui.store.reading import Reading
from nettverk_tui.store.rescue import rescue
from nettverk_tui.store.soundness import check
from nettverk_tui.store.store import Store
from tests.store.ground import done, note
from tests.store.test_soundness import meddle


def test_a_whole_file_comes_out_whole(store: Store, tmp_path: Path) -> None:
    done(store.apply(note("n", "Ringe apoteket")))
    store.close()
    rescued = rescue(store.path, tmp_path / "new.db")
    assert (rescued.from_the_journal, rescued.left) == (0, ())
    assert check(tmp_path / "new.db").faults == ()
    before, after = Reading.open(store.path), Reading.open(tmp_path / "new.db")
    for kind in (Group, Member, Note):
        assert [row.id for row in after.rows.find(kind)] == [row.id for row in before.rows.find(kind)]
    assert [row.text for row in after.rows.find(Note)] == ["Ringe apoteket"]
    before.close()
    after.close()


def test_sixteen_kilobytes_of_garbage_cost_little(store: Store, tmp_path: Path) -> None:
    """Notes whose pages are gone come back from the journal, and the other way round."""
    for number in range(300):
        done(store.apply(note(f"note {number:03}", f"Notat {number} " + "om at apoteket ringes " * 10)))
    store.close()
    before = store.path.read_bytes()
    garbled = bytearray(before)
    # Behind the pages that say what tables there are: without those nothing can be read.
    middle = len(garbled) * 2 // 3 // 4096 * 4096
    garbled[middle : middle + 16384] = bytes(range(256)) * 64
    store.path.write_bytes(garbled)
    damaged = store.path.read_bytes()
    rescued = rescue(store.path, tmp_path / "new.db")
    assert store.path.read_bytes() == damaged
    # A row and its journal entry were written at the same moment and may lie side by side: a block that hits both pages
    # costs the notes of one page, some thirteen, and no more than two pages of notes fit between the others.
    assert rescued.from_the_journal + rescued.read > 270
    reading = Reading.open(tmp_path / "new.db")
    found = {each.id: each.text for each in reading.rows.find(Note)}
    reading.close()
    assert len(found) >= 270
    assert all(text.startswith(f"Notat {int(id[-3:])} om at") for id, text in found.items())
    assert check(tmp_path / "new.db").faults == ()


def test_a_value_that_changed_on_the_disk_is_taken_from_the_journal(store: Store, tmp_path: Path) -> None:
    done(store.apply(note("n", "Ringe apoteket")))
    store.close()
    meddle(store.path, "UPDATE note SET text = 'Rinfe apoteket'")
    rescue(store.path, tmp_path / "new.db")
    reading = Reading.open(tmp_path / "new.db")
    assert [each.text for each in reading.rows.find(Note)] == ["Ringe apoteket"]
    reading.close()


def test_what_names_a_row_that_is_gone_goes_without_it_or_stays_behind(store: Store, tmp_path: Path) -> None:
    done(store.apply(note("n")))
    store.close()
    meddle(store.path, "DELETE FROM improvement_group WHERE id = 'group-A'", "UPDATE journal SET payload = NULL")
    rescued = rescue(store.path, tmp_path / "new.db")
    assert "member kari" in rescued.left
    reading = Reading.open(tmp_path / "new.db")
    (kept,) = reading.rows.find(Note)
    assert (kept.text, kept.group_id) == ("Et notat", None)
    reading.close()
    assert check(tmp_path / "new.db").faults == ()


def test_a_row_that_breaks_the_rules_stays_behind(store: Store, tmp_path: Path) -> None:
    store.close()
    connection = sqlite3.connect(store.path)
    connection.execute("PRAGMA ignore_check_constraints = ON")
    connection.execute("UPDATE programme_step SET planned_ms = -1 WHERE id = 'B card'")
    connection.execute("UPDATE journal SET payload = NULL")
    connection.commit()
    connection.close()
    assert rescue(store.path, tmp_path / "new.db").left == ("programme_step B card",)


def test_where_nothing_can_be_read_nothing_is_made(store: Store, tmp_path: Path) -> None:
    store.close()
    content = bytearray(store.path.read_bytes())
    content[100:] = b"\xff" * (len(content) - 100)
    store.path.write_bytes(content)
    with pytest.raises(CannotOpen) as refused:
        rescue(store.path, tmp_path / "new.db")
    assert refused.value.message.text == "Nothing can be read from {name}. Restore one of its copies."
    assert not (tmp_path / "new.db").exists()


def test_a_file_that_stands_is_not_written_over(store: Store, tmp_path: Path) -> None:
    store.close()
    (tmp_path / "new.db").write_text("mine")
    with pytest.raises(CannotOpen):
        rescue(store.path, tmp_path / "new.db")
    assert (tmp_path / "new.db").read_text() == "mine"
