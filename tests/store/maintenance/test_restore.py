"""Restoring a copy: the loss is shown first, the present file is kept, and the restored one gets a new device id."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from nettverk_tui.model.core.faults import in_english
from nettverk_tui.model.core.records import Note
from nettverk_tui.store import backup
from nettverk_tui.store.file import CannotOpen, connect
from nettverk_tui.store.maintenance.restore import check_copy, compare, restore
from nettverk_tui.store.store import Store
from tests.store.ground import HandClock, another_window, contents, done, new_store, note
from tests.store.maintenance.test_integrity import meddle
from tests.store.test_parts import many

NOW = datetime(2027, 1, 15, 12, tzinfo=UTC)


@pytest.fixture
def copy(store: Store, clock: HandClock) -> Path:
    """A copy with one note; since then the file has had another."""
    done(store.apply(note("first", "Før kopien")))
    store.close()
    opened = another_window(store, clock)
    (made,) = backup.copies(store.path)
    done(opened.apply(note("second", "Etter kopien")))
    opened.close()
    return made


def texts(path: Path) -> list[str]:
    store = Store.open(path, home=path.parent / "home")
    try:
        return [note.text for note in store.rows.find(Note)]
    finally:
        store.close()


def test_restore_lists_beforehand_the_entries_that_would_be_lost(store: Store, copy: Path) -> None:
    found = compare(store.path, copy)
    assert found is not None
    assert found.of_one_network
    assert [entry.kind for entry in found.only_here] == ["AddNote"]
    assert found.only_in_the_copy == ()


def test_restore_lists_an_import_of_many_parts_as_one_loss(store: Store, copy: Path) -> None:
    opened = another_window(store)
    done(opened.apply(many()))
    opened.close()
    found = compare(store.path, copy)
    assert found is not None
    assert [entry.kind for entry in found.only_here] == ["ImportMeasurements", "AddNote"]


def test_restore_puts_the_copy_back_and_keeps_the_present_file(store: Store, copy: Path) -> None:
    before = contents(store.path)
    kept = restore(store.path, copy, NOW)
    assert kept == store.path.with_name("nettverk.replaced-2027-01-15T120000.db")
    assert contents(kept) == before
    assert contents(store.path) == contents(copy)
    assert texts(store.path) == ["Før kopien"]
    assert texts(kept) == ["Før kopien", "Etter kopien"]
    assert store.path.stat().st_mode & 0o777 == 0o600


def test_restored_file_gets_a_new_device_id(store: Store, copy: Path, clock: HandClock) -> None:
    device = store.device.id
    restore(store.path, copy, NOW)
    opened = another_window(store, clock)
    assert opened.device.renewed
    assert opened.device.id != device
    opened.close()


def test_restore_twice_in_a_second_keeps_both_replaced_files(store: Store, copy: Path) -> None:
    first, second = restore(store.path, copy, NOW), restore(store.path, copy, NOW)
    assert first is not None
    assert second is not None
    assert first != second
    assert first.exists()
    assert second.exists()


def test_restore_refuses_while_a_window_is_open(store: Store, copy: Path, clock: HandClock) -> None:
    opened = another_window(store, clock)
    with pytest.raises(CannotOpen) as refused:
        restore(store.path, copy, NOW)
    assert refused.value.message.text == "{name} is open in a window. Close it first."
    opened.close()


def test_restore_refuses_a_copy_whose_checksum_differs(store: Store, copy: Path) -> None:
    before = store.path.read_bytes()
    meddle(copy, "UPDATE note SET text = 'noe annet'")
    with pytest.raises(CannotOpen) as refused:
        restore(store.path, copy, NOW)
    assert "its sum has changed" in refused.value.message.text
    assert store.path.read_bytes() == before


def test_copy_without_checksum_must_have_a_whole_journal(copy: Path) -> None:
    backup.sum_of(copy).unlink()
    check_copy(copy)
    meddle(copy, "UPDATE journal SET payload = '[]' WHERE seq = 2")
    with pytest.raises(CannotOpen) as refused:
        check_copy(copy)
    assert "is damaged" in refused.value.message.text


def test_restore_replaces_a_damaged_file_and_keeps_it(store: Store, copy: Path) -> None:
    content = bytearray(store.path.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    store.path.write_bytes(content)
    assert compare(store.path, copy) is None
    kept = restore(store.path, copy, NOW)
    assert kept is not None
    assert kept.read_bytes() == bytes(content)
    assert texts(store.path) == ["Før kopien"]


def test_restore_puts_back_a_missing_file(store: Store, copy: Path) -> None:
    store.path.unlink()
    assert restore(store.path, copy, NOW) is None
    assert texts(store.path) == ["Før kopien"]


def test_compare_recognises_a_copy_of_another_network(store: Store, tmp_path: Path) -> None:
    store.close()
    other = new_store(tmp_path / "other" / "other.db")
    other.close()
    found = compare(store.path, other.path)
    assert found is not None
    assert not found.of_one_network


def test_restore_on_a_full_disk_changes_nothing(store: Store, copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = {path.name: path.read_bytes() for path in store.path.parent.iterdir() if path.is_file()}

    def full(*_: object) -> str:
        raise backup.CopyFailed("database or disk is full")

    monkeypatch.setattr(backup, "write_copy", full)
    with pytest.raises(CannotOpen) as refused:
        restore(store.path, copy, NOW)
    assert in_english(refused.value.message).startswith("nettverk.db could not be restored: database or disk is full.")
    assert {path.name: path.read_bytes() for path in store.path.parent.iterdir() if path.is_file()} == before


def test_restored_file_is_not_changed_by_the_journal_of_a_killed_writer(store: Store, copy: Path) -> None:
    """A hot journal beside a restored file would be rolled back into it."""
    connection = connect(store.path)
    connection.execute("PRAGMA cache_size = 1")
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("UPDATE note SET text = ?", ("x" * 20_000,))
    left = store.path.with_name(store.path.name + "-journal").read_bytes()
    half_written = store.path.read_bytes()
    connection.execute("ROLLBACK")
    connection.close()
    store.path.write_bytes(half_written)
    store.path.with_name(store.path.name + "-journal").write_bytes(left)
    restore(store.path, copy, NOW)
    assert texts(store.path) == ["Før kopien"]
