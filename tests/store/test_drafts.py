"""Drafts: restored after their window has ended, never taken from an open window, never stored twice."""

import contextlib
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from nettverk_tui.model.commands import Place
from nettverk_tui.store.drafts import Draft, Drafts, left_behind, living_windows, sidecar, sweep
from nettverk_tui.store.store import Store
from tests.store.ground import HERE, another_window, new_store


def draft(field: str = "line", text: str = "Vi prø", id: str = "d", at: int = 1) -> Draft:
    return Draft(field=field, id=id, text=text, where=HERE, at=at)


LOST_WINDOW = """
import os, signal, sys
from pathlib import Path
from nettverk_tui.model.commands import Place
from nettverk_tui.store.drafts import Draft
from nettverk_tui.store.store import Store
store = Store.open(Path(sys.argv[1]), home=Path(sys.argv[2]))
for text in ("V", "Vi", "Vi ", "Vi prø\\n👩\\u200d🚀 [/]"):
    where = Place(gathering_id="gathering", group_id="group-A", step="status", factor="L1")
    store.drafts.keep(Draft(field="line", id="d", text=text, where=where, at=len(text)))
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_draft_of_a_killed_program_is_restored(store: Store, tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-c", LOST_WINDOW, str(store.path), str(tmp_path / "home")], check=False)
    opened = another_window(store)
    (found,) = opened.drafts.all()
    assert found.text == "Vi prø\n👩\u200d🚀 [/]"
    assert (found.field, found.id) == ("line", "d")
    assert found.where == Place(gathering_id="gathering", group_id="group-A", step="status", factor="L1")
    opened.close()


# --- one window


@pytest.fixture
def drafts(store: Store) -> Iterator[Drafts]:
    kept = Drafts(store.path, "this window", store.file_id)
    yield kept
    kept.close()


def test_draft_of_a_field_is_its_last_text(drafts: Drafts) -> None:
    for kept in (draft(text="V"), draft("status", "Gjort"), draft(text="Vi")):
        drafts.keep(kept)
    assert {kept.field: kept.text for kept in drafts.all()} == {"line": "Vi", "status": "Gjort"}
    drafts.forget("line")
    drafts.forget("nothing")
    assert [kept.field for kept in drafts.all()] == ["status"]


def test_draft_file_and_its_journal_are_readable_by_their_owner_only(drafts: Drafts) -> None:
    drafts.keep(draft())
    beside = [path for path in drafts.path.parent.iterdir() if path.name.startswith(drafts.path.name)]
    assert drafts.path in beside
    assert {stat.S_IMODE(path.stat().st_mode) for path in beside} == {0o600}


def test_closed_window_leaves_a_draft_file_only_with_text(store: Store) -> None:
    empty, full = (Drafts(store.path, name, store.file_id) for name in ("empty", "full"))
    empty.keep(draft())
    empty.forget("line")
    full.keep(draft())
    for window in (empty, full):
        window.close()
        window.close()
    names = {path.name for path in store.path.parent.iterdir()}
    assert sidecar(store.path, "full").name in names
    assert not {name for name in names if name.startswith(sidecar(store.path, "empty").name)}


# --- after its end


def lost(store: Store, window: str, *kept: Draft, file_id: str | None = None) -> Path:
    """Leave the drafts of a window that has ended."""
    drafts = Drafts(store.path, window, file_id or store.file_id)
    for kept_draft in kept:
        drafts.keep(kept_draft)
    drafts.close()
    assert drafts.path.exists() or not kept
    return drafts.path


def test_drafts_of_ended_windows_are_taken_over(store: Store) -> None:
    paths = [lost(store, "a", draft("line")), lost(store, "b", draft("status"))]
    opened = another_window(store)
    assert {kept.field for kept in opened.drafts.all()} == {"line", "status"}
    assert not any(path.exists() for path in paths)
    # And they are kept: this window may be killed too.
    assert {kept.field for kept in opened.drafts.all()} == {"line", "status"}
    opened.close()
    once_more = another_window(store)
    assert {kept.field for kept in once_more.drafts.all()} == {"line", "status"}
    once_more.close()


def test_open_window_keeps_its_own_drafts(store: Store) -> None:
    store.drafts.keep(draft())
    opened = another_window(store)
    assert opened.drafts.all() == []
    assert [kept.text for kept in store.drafts.all()] == ["Vi prø"]
    opened.close()


@pytest.mark.parametrize("order", [("a", "b", "c"), ("c", "b", "a"), ("b", "c", "a")])
def test_newest_of_several_drafts_is_in_the_field_and_none_is_lost(store: Store, order: tuple[str, str, str]) -> None:
    for at, (window, text) in enumerate(zip(order, ("eldst", "eldre", "nyest"), strict=True)):
        lost(store, window, draft(text=text, at=at))
    opened = another_window(store)
    newest = opened.drafts.get("line")
    assert newest is not None
    assert newest.text == "nyest"
    assert {kept.text for kept in opened.drafts.all()} == {"eldst", "eldre", "nyest"}
    assert {kept.field for kept in opened.drafts.all()} == {"line", "line~1", "line~2"}
    # All drafts are kept by this window now.
    opened.close()
    once_more = another_window(store)
    assert {kept.text for kept in once_more.drafts.all()} == {"eldst", "eldre", "nyest"}
    once_more.close()


def test_same_draft_twice_is_restored_once(store: Store) -> None:
    for window in ("a", "b"):
        lost(store, window, draft())
    opened = another_window(store)
    assert [kept.field for kept in opened.drafts.all()] == ["line"]
    opened.close()


def test_drafts_are_restored_in_their_own_file_only(store: Store, tmp_path: Path) -> None:
    other = new_store(tmp_path / "nettverk.db.old.db", home=tmp_path / "home")
    other.drafts.keep(draft(text="til den andre"))
    stranger = lost(store, "c", draft(text="fra en fil som lå her før"), file_id="another file")
    opened = another_window(store)
    assert opened.drafts.all() == []
    opened.close()
    assert stranger.exists()
    other.close()
    same = another_window(other)
    assert [kept.text for kept in same.drafts.all()] == ["til den andre"]
    same.close()


@pytest.mark.parametrize(
    "content",
    [b"not a database" * 100, b"SQLite format 3\x00" + b"\xff" * 4000],
    ids=["something else", "damaged"],
)
def test_unreadable_drafts_are_set_aside_and_not_deleted(store: Store, content: bytes) -> None:
    path = sidecar(store.path, "a")
    path.write_bytes(content)
    opened = another_window(store)
    assert opened.drafts.all() == []
    opened.close()
    assert path.with_suffix(".unreadable").read_bytes() == content


def test_drafts_of_a_newer_program_are_set_aside_and_not_deleted(store: Store) -> None:
    path = lost(store, "a", draft())
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("UPDATE draft SET content = '{\"field\": 3}'")
    opened = another_window(store)
    assert opened.drafts.all() == []
    opened.close()
    assert path.with_suffix(".unreadable").exists()


def test_window_killed_before_its_first_draft_leaves_no_file(store: Store) -> None:
    path = sidecar(store.path, "a")
    path.touch()
    opened = another_window(store)
    assert opened.drafts.all() == []
    assert not path.exists()
    opened.close()


# --- which windows are open


def test_draft_files_show_which_windows_are_open(store: Store) -> None:
    lost(store, "gone", draft())
    assert set(living_windows(store.path)) == {store.window}
    assert not store.is_open_elsewhere()
    other = another_window(store)
    assert set(living_windows(store.path)) == {store.window, other.window}
    assert store.is_open_elsewhere()
    other.close()
    assert set(living_windows(store.path)) == {store.window}


def test_window_without_drafts_counts_as_open(store: Store) -> None:
    other = another_window(store)
    assert other.window in living_windows(store.path)
    other.close()


# --- where no draft can be kept


def test_drafts_without_a_writable_folder_raise_no_error_and_are_not_kept(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path / "nowhere" / "nettverk.db", "a", "file")
    drafts.keep(draft())
    drafts.forget("line")
    drafts.keep(draft("status"))
    drafts.adopt(tmp_path / "nowhere" / "nettverk.db")
    assert (drafts.kept, [kept.field for kept in drafts.all()]) == (False, ["status"])
    drafts.close()


def test_keeping_a_draft_on_a_full_disk_raises_no_error(
    store: Store, drafts: Drafts, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Full:
        def execute(self, *_: object) -> object:
            raise sqlite3.OperationalError("database or disk is full")

        def close(self) -> None: ...

    path = lost(store, "a", draft("old"))
    with monkeypatch.context() as patched:
        patched.setattr(drafts, "_connection", Full())
        drafts.keep(draft("line"))
        drafts.keep(draft("gone"))
        drafts.forget("gone")
        drafts.adopt(store.path)
    assert {kept.field for kept in drafts.all()} == {"line", "old"}
    # A draft that could not be kept here stays in its file.
    assert path.exists()


# --- what is left behind


def test_left_behind_draft_is_noticed_and_those_of_open_windows_are_not(store: Store) -> None:
    assert not left_behind(store.path, store.file_id)
    store.drafts.keep(draft())
    assert not left_behind(store.path, store.file_id)
    lost(store, "a", draft())
    assert left_behind(store.path, store.file_id)


def test_unreadable_draft_file_counts_as_text(store: Store) -> None:
    sidecar(store.path, "a").write_bytes(b"not a database" * 100)
    assert left_behind(store.path, store.file_id)


def test_sweeping_removes_empty_draft_files_and_keeps_text_and_open_windows(store: Store) -> None:
    text, empty, unreadable = (sidecar(store.path, name) for name in ("text", "empty", "unreadable"))
    lost(store, "text", draft())
    empty.touch()
    unreadable.write_bytes(b"not a database" * 100)
    sweep(store.path, store.file_id)
    assert [path.exists() for path in (text, empty, unreadable, store.drafts.path)] == [True, False, True, True]
