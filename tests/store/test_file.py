"""Creating and opening the file: its settings, and files that are refused and left unchanged."""

import contextlib
import os
import shutil
import sqlite3
import stat
from pathlib import Path

import pytest

from nettverk_tui.store import file
from nettverk_tui.store.file import CannotOpen, check_is_ours
from nettverk_tui.store.schema import APPLICATION_ID
from nettverk_tui.store.store import Store
from tests.store.ground import HandClock, another_window, contents, done, everything_in, new_store, note, said


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


# --- creating


def test_new_file_and_files_beside_it_are_readable_by_their_owner_only(store: Store) -> None:
    done(store.apply(note("n")))
    beside = [path for path in store.path.parent.iterdir() if path.is_file()]
    assert len(beside) >= 2
    assert {path.name: mode(path) for path in beside} == {path.name: 0o600 for path in beside}


def test_new_file_has_its_application_id_at_once(store: Store) -> None:
    header = store.path.read_bytes()[:100]
    assert (header[68:72], APPLICATION_ID.to_bytes(4, "big")) == (b"nvtk", b"nvtk")
    assert int.from_bytes(header[60:64], "big") == file.newest_version()


def test_missing_folders_of_a_new_file_are_made(tmp_path: Path) -> None:
    store = new_store(tmp_path / "nytt nettverk" / "æøå" / "fil.db")
    assert store.path.is_file()
    store.close()


@pytest.mark.parametrize("inside", [b"", b"noe"])
def test_creating_refuses_an_existing_file(tmp_path: Path, inside: bytes) -> None:
    path = tmp_path / "der.db"
    path.write_bytes(inside)
    with pytest.raises(CannotOpen) as problem:
        Store.create(path)
    assert said(problem) == "der.db exists already. It was left as it is; choose another name."
    assert path.read_bytes() == inside


def test_creating_refuses_a_dangling_symlink(tmp_path: Path) -> None:
    (tmp_path / "lenke.db").symlink_to(tmp_path / "annet.db")
    with pytest.raises(CannotOpen):
        Store.create(tmp_path / "lenke.db")
    assert not (tmp_path / "annet.db").exists()


def test_creating_refuses_a_path_inside_a_file(tmp_path: Path) -> None:
    (tmp_path / "fil").write_text("x")
    with pytest.raises(CannotOpen) as problem:
        Store.create(tmp_path / "fil" / "ny.db")
    assert said(problem) == f"ny.db cannot be made in {tmp_path / 'fil'}. Choose a folder you may write in."


def test_file_that_could_not_be_completed_is_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file, "migrations", lambda: [(1, "CREATE TABLE a (x);\nCREATE TABLE a (x);\n")])
    with pytest.raises(CannotOpen) as problem:
        Store.create(tmp_path / "ny.db", home=tmp_path / "home")
    assert said(problem) == "ny.db cannot be opened: table a already exists; try again."
    assert everything_in(tmp_path) == {}


def test_file_of_a_program_killed_while_creating_it_can_be_opened(tmp_path: Path) -> None:
    file.create(tmp_path / "a.db")
    with contextlib.closing(file.connect(tmp_path / "a.db")) as connection:
        file.upgrade(connection)
    store = Store.open(tmp_path / "a.db", home=tmp_path / "home")
    other = another_window(store)
    assert store.file_id == other.file_id != ""
    store.close()
    other.close()


# --- settings


SETTINGS = {
    "journal_mode": "truncate",
    "synchronous": 2,
    "foreign_keys": 1,
    "trusted_schema": 0,
    "cell_size_check": 1,
    "secure_delete": 1,
    "busy_timeout": 5_000,
}


@pytest.mark.parametrize("writing", [True, False])
def test_every_connection_has_the_required_settings(store: Store, writing: bool) -> None:
    with contextlib.closing(file.connect(store.path, writing=writing)) as connection:
        found = {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in SETTINGS}
        assert found == SETTINGS
        assert connection.execute("PRAGMA query_only").fetchone()[0] == int(not writing)
        assert connection.isolation_level is None


def test_foreign_key_to_a_missing_row_is_refused_by_the_file(store: Store) -> None:
    with (
        contextlib.closing(file.connect(store.path)) as connection,
        pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"),
    ):
        connection.execute("UPDATE member SET group_id = 'nowhere'")


def test_too_old_sqlite_is_reported(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 36, 0))
    monkeypatch.setattr(sqlite3, "sqlite_version", "3.36.0")
    with pytest.raises(CannotOpen) as problem:
        file.connect(store.path)
    assert said(problem) == ("This Python has SQLite 3.36.0; nettverk needs 3.37 or newer. Install a newer Python.")


# --- files that are no network file


def text_file(path: Path) -> None:
    path.write_text("Kjære alle, " * 40)


def empty(path: Path) -> None:
    path.write_bytes(b"")


def short(path: Path) -> None:
    path.write_bytes(b"SQLite format 3\x00" + bytes(60))


def folder(path: Path) -> None:
    path.mkdir()


def fifo(path: Path) -> None:
    os.mkfifo(path)


def foreign(path: Path) -> None:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE note (id TEXT)")
        connection.execute("PRAGMA user_version = 1")


def link_to_foreign(path: Path) -> None:
    foreign(path.with_name("annen.db"))
    path.symlink_to("annen.db")


def link_to_nowhere(path: Path) -> None:
    path.symlink_to("ingensteds.db")


def nothing(path: Path) -> None:
    assert not path.exists()


def newer(path: Path) -> None:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE something_new (id TEXT)")
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute("PRAGMA user_version = 9999")


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (text_file, "x.db is not a network file. It was left as it is."),
        (empty, "x.db is not a network file. It was left as it is."),
        (short, "x.db is not a network file. It was left as it is."),
        (folder, "x.db is a folder. Name a file in it."),
        (fifo, "x.db is no ordinary file."),
        (foreign, "x.db belongs to another program. It was left as it is."),
        (link_to_foreign, "x.db belongs to another program. It was left as it is."),
        (link_to_nowhere, "x.db does not exist. Check the name, or make a new file."),
        (nothing, "x.db does not exist. Check the name, or make a new file."),
        (newer, "x.db was made by a newer version of nettverk. Upgrade nettverk to open it."),
    ],
    ids=lambda value: value if isinstance(value, str) else value.__name__,
)
def test_opening_refuses_other_files_and_leaves_them_unchanged(tmp_path: Path, make: object, sentence: str) -> None:
    place, home = tmp_path / "place", tmp_path / "home"
    place.mkdir()
    assert callable(make)
    make(place / "x.db")
    before = everything_in(place)
    with pytest.raises(CannotOpen) as problem:
        Store.open(place / "x.db", home=home)
    assert said(problem) == sentence
    assert everything_in(place) == before
    assert not home.exists()


def test_too_long_file_name_is_reported(tmp_path: Path) -> None:
    with pytest.raises(CannotOpen) as problem:
        check_is_ours(tmp_path / ("x" * 300))
    assert said(problem).endswith("cannot be read. Check who may open it.")


def test_network_file_with_another_name_is_opened(store: Store, tmp_path: Path) -> None:
    store.close()
    shutil.copy(store.path, tmp_path / "kopi.txt")
    (tmp_path / "lenke").symlink_to("kopi.txt")
    check_is_ours(tmp_path / "kopi.txt")
    check_is_ours(tmp_path / "lenke")


def test_creating_and_opening_use_the_given_clock(tmp_path: Path) -> None:
    clock = HandClock("9:00")
    store = new_store(tmp_path / "a.db", clock)
    assert contents(store.path)["file"][0][2:] == (clock.now, "nettverk")
    clock.now += 5
    assert store.now() == clock.now
    store.close()
