"""The demo as a file: complete or absent, never over a user's work, and it cleans up the demo it replaces."""

import contextlib
import os
import sqlite3
from collections.abc import Callable, Iterator
from datetime import UTC
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from nettverk_tui.exchange.demo import file
from nettverk_tui.exchange.demo.file import DemoRefused, make_demo
from nettverk_tui.model.commands import AddNote, Place
from nettverk_tui.model.core.records import Gathering, Network, Note
from nettverk_tui.store import halves
from nettverk_tui.store.backup import copies, copies_folder
from nettverk_tui.store.drafts import Draft
from nettverk_tui.store.file import CannotOpen
from nettverk_tui.store.store import Store

#: A morning in November.
NOW = 1_795_424_400_000
#: A clock that advances, for copies are named by their moment.
CLOCK = count(NOW)


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NETTVERK_HOME", str(tmp_path / "home"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    folder = tmp_path / "demo"
    folder.mkdir()
    return folder / "demo.db"


def make(path: Path) -> bool:
    return make_demo(path, "start", now=NOW, zone=UTC)


def opened(path: Path) -> Store:
    return Store.open(path, now=CLOCK.__next__)


def write_a_note(path: Path) -> None:
    store = opened(path)
    store.apply(AddNote(id="n", where=Place(), kind="note", text="Egen", layer="network"))
    store.close()


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def identity(path: Path) -> str:
    with_id = opened(path)
    with_id.close()
    return with_id.file_id


class Killed(BaseException):
    """Raised to end the program in the middle of its work."""


def test_demo_is_made_complete_and_without_other_files(path: Path) -> None:
    assert make(path)
    assert names(path.parent) == ["demo.db"]
    store = opened(path)
    assert [network.demo for network in store.rows.find(Network)] == [True]
    assert len(store.rows.find(Gathering)) == 5
    store.close()


def test_kill_while_making_the_demo_leaves_no_partial_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(*_: object) -> None:
        raise Killed

    monkeypatch.setattr(halves, "_remove", lambda _: None)
    with monkeypatch.context() as at_the_worst_moment:
        at_the_worst_moment.setattr(Store, "seed", killed)
        with pytest.raises(Killed):
            make(path)
    assert not path.exists()
    assert make(path)
    store = opened(path)
    assert store.rows.find(Network)
    store.close()


def test_old_files_of_a_killed_run_are_removed(path: Path) -> None:
    old, new = (path.with_name(f".demo.db.{name}.half") for name in ("old", "new"))
    for half in (old, new):
        half.write_bytes(b"half")
    os.utime(old, (0, 0))
    assert make(path)
    assert names(path.parent) == [".demo.db.new.half", "demo.db"]


def test_untouched_demo_is_replaced_by_a_new_one(path: Path) -> None:
    make(path)
    before = identity(path)
    assert make(path)
    assert identity(path) != before


def in_use(path: Path) -> Iterator[None]:
    window = opened(path)
    yield
    window.close()


def typed_in(path: Path) -> Iterator[None]:
    write_a_note(path)
    yield


def half_typed(path: Path) -> Iterator[None]:
    window = opened(path)
    window.drafts.keep(Draft(field="line", id="x", text="Halvt"))
    window.close()
    yield


@pytest.mark.parametrize("used", [in_use, typed_in, half_typed], ids=lambda used: used.__name__)
def test_demo_in_use_is_not_replaced(path: Path, used: Callable[[Path], Iterator[None]]) -> None:
    make(path)
    use = used(path)
    next(use)
    before = path.read_bytes()
    assert not make(path)
    assert path.read_bytes() == before
    next(use, None)


def test_demo_opened_while_another_is_made_is_not_replaced(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first: list[Store] = []
    write = file._write

    def meanwhile(*asked: Any) -> None:
        monkeypatch.setattr(file, "_write", write)
        make(path)
        first.append(opened(path))
        write(*asked)

    monkeypatch.setattr(file, "_write", meanwhile)
    assert not make(path)
    first[0].close()
    assert identity(path) == first[0].file_id
    assert names(path.parent) == ["demo.db", "demo.db.copies"]


def test_making_the_demo_refuses_any_other_file(path: Path, tmp_path: Path) -> None:
    for place in (path, tmp_path / "folder", tmp_path / "link"):
        if place.name == "folder":
            place.mkdir()
        elif place.name == "link":
            place.symlink_to(tmp_path / "nowhere")
        else:
            place.write_text("something else")
        before = names(place.parent)
        with pytest.raises(DemoRefused):
            make(place)
        assert names(place.parent) == before


def test_making_the_demo_on_a_full_disk_is_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(CannotOpen) as raised:
        make(path)
    assert raised.value.message.values == {"name": "demo.db", "folder": str(path.parent)}
    assert names(path.parent) == []


# --- what it replaces


def test_copies_of_an_edited_demo_are_kept(path: Path) -> None:
    make(path)
    write_a_note(path)
    opened(path).close()
    typed = copies(path)[-1]
    path.unlink()
    make(path)
    opened(path).close()
    assert len(copies(path)) == 3
    assert make(path)
    assert typed.exists()
    assert typed in copies(path)
    assert len(copies(path)) == 2
    kept = Store.open_reading(typed)
    assert [note.text for note in kept.rows.find(Note) if note.id == "n"] == ["Egen"]
    kept.close()


def test_empty_folder_of_copies_is_removed_and_a_folder_in_it_is_no_error(path: Path) -> None:
    make(path)
    opened(path).close()
    assert copies(path)
    assert make(path)
    assert not copies_folder(path).exists()
    opened(path).close()
    (copies_folder(path) / "a folder").mkdir()
    (copies_folder(path) / f"x{copies(path)[0].name[-16:]}").mkdir()
    assert make(path)
    assert "a folder" in names(copies_folder(path))


def test_files_of_a_killed_window_beside_the_old_demo_are_removed(path: Path) -> None:
    make(path)
    window = opened(path)
    left = window.drafts.path
    as_killed = left.read_bytes()
    window.close()
    left.write_bytes(as_killed)
    assert make(path)
    assert not left.exists()


def test_demo_of_an_older_version_is_replaced(path: Path) -> None:
    make_demo(path)
    _as_an_older_version_made_it(path)
    assert make_demo(path)
    store = Store.open(path)
    store.apply(AddNote(id="mine", where=Place(), kind="note", text="Mitt", layer="network"))
    store.close()
    _as_an_older_version_made_it(path)
    assert not make_demo(path)
    store = Store.open(path)
    assert store.rows.get(Note, "mine") is not None
    store.close()


def _as_an_older_version_made_it(path: Path) -> None:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        for table in ("set_aside", "recheck", "search_index", "search_entry", "factor_rollup"):
            connection.execute(f"DROP TABLE {table}")
        for column in ("limits", "quiet_weeks", "zone"):
            connection.execute(f"ALTER TABLE network DROP COLUMN {column}")
        connection.execute("PRAGMA user_version = 3")
        connection.commit()
