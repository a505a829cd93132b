"""The installation's own id: kept outside the file, and renewed where two histories would share it."""

import shutil
from pathlib import Path

import pytest

from nettverk_tui.store.folders import default_file, demo_file, home
from nettverk_tui.store.store import Store
from tests.store.ground import HandClock, another_window, contents, done, new_store, note


def again(store: Store, clock: HandClock | None = None, home: Path | None = None) -> Store:
    """Close the window and open the file anew."""
    store.close()
    return another_window(store, clock, home=home)


def put_back(store: Store, copy: Path) -> None:
    shutil.copyfile(copy, store.path)


@pytest.fixture
def copy(store: Store, tmp_path: Path) -> Path:
    """The file as it was after one note."""
    done(store.apply(note("n")))
    path = tmp_path / "aside.db"
    shutil.copyfile(store.path, path)
    return path


def test_installation_keeps_its_id_and_writes_it_in_every_entry(store: Store) -> None:
    done(store.apply(note("n")))
    opened = again(store)
    done(opened.apply(note("m")))
    assert (opened.device.id, opened.device.renewed) == (store.device.id, False)
    devices = {row[4] for row in contents(store.path)["journal"]}
    assert devices == {store.device.id}
    opened.close()


def test_two_installations_have_different_ids(store: Store, tmp_path: Path) -> None:
    opened = again(store, home=tmp_path / "another computer")
    assert opened.device.id != store.device.id
    assert not opened.device.renewed
    opened.close()


def test_each_file_has_its_own_device_id(store: Store, tmp_path: Path) -> None:
    other = new_store(tmp_path / "other.db", home=tmp_path / "home")
    assert other.device.id != store.device.id
    other.close()


def test_older_copy_put_back_gets_a_new_id(store: Store, copy: Path) -> None:
    done(store.apply(note("m")))
    store.close()
    put_back(store, copy)
    opened = another_window(store)
    assert opened.device.renewed
    assert opened.device.id != store.device.id
    done(opened.apply(note("o")))
    assert contents(store.path)["journal"][-1][4] == opened.device.id
    once_more = again(opened)
    assert (once_more.device.id, once_more.device.renewed) == (opened.device.id, False)
    once_more.close()


def test_unchanged_file_put_back_keeps_its_id(store: Store, copy: Path) -> None:
    store.close()
    put_back(store, copy)
    opened = another_window(store)
    assert (opened.device.id, opened.device.renewed) == (store.device.id, False)
    opened.close()


def test_new_id_is_reported_once_even_when_nothing_is_written(store: Store, copy: Path) -> None:
    done(store.apply(note("m")))
    store.close()
    put_back(store, copy)
    opened = another_window(store)
    assert opened.device.renewed
    once_more = again(opened)
    assert (once_more.device.id, once_more.device.renewed) == (opened.device.id, False)
    once_more.close()


def test_window_that_wrote_nothing_keeps_the_recorded_state_of_another(store: Store, copy: Path) -> None:
    looked = another_window(store)
    done(store.apply(note("m")))
    looked.beat()
    store.close()
    looked.close()
    put_back(store, copy)
    opened = another_window(store)
    assert opened.device.renewed
    opened.close()


def test_last_sign_of_life_is_that_of_the_killed_window(store: Store, clock: HandClock) -> None:
    assert store.last_sign_of_life is None or store.last_sign_of_life == clock.now
    clock.now += 60_000
    store.beat()
    # The program is killed: no close.
    killed_at, clock.now = clock.now, clock.now + 3_600_000
    opened = another_window(store, clock)
    assert opened.last_sign_of_life == killed_at
    clock.now += 1
    opened.beat()
    assert opened.last_sign_of_life == killed_at
    opened.close()


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"device": 3}'])
def test_damaged_device_file_gives_a_new_device_id(store: Store, tmp_path: Path, damage: str) -> None:
    done(store.apply(note("n")))
    store.close()
    (kept,) = (tmp_path / "home" / "devices").glob("*.json")
    kept.write_text(damage)
    opened = another_window(store)
    assert opened.device.id != store.device.id
    assert not opened.device.renewed
    opened.close()


def test_file_works_when_the_device_id_cannot_be_kept(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("in the way")
    store = new_store(tmp_path / "nettverk.db")
    done(store.apply(note("n")))
    store.beat()
    store.close()


# --- where things are kept


def test_program_folder_can_be_chosen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("NETTVERK_HOME", str(tmp_path))
    assert (home(), default_file(), demo_file()) == (tmp_path, tmp_path / "nettverk.db", tmp_path / "demo.db")
    monkeypatch.setenv("NETTVERK_HOME", "")
    assert home() != Path()
    assert home().name == "nettverk"
