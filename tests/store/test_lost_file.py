"""A file moved, deleted, replaced or cut short while it is open, and a full disk: each is reported as what it is."""

import shutil
import sqlite3
import sys
from pathlib import Path

import pytest

from nettverk_tui.model.core.faults import in_english
from nettverk_tui.model.core.records import Note
from nettverk_tui.store.drafts import Draft
from nettverk_tui.store.store import NotSaved, Store
from nettverk_tui.store.warnings import last_words, troubles
from tests.store.ground import another_window, done, new_store, note

on_windows = pytest.mark.skipif(sys.platform == "win32", reason="Windows lets nobody take an open file away")


def not_saved(store: Store) -> str:
    with pytest.raises(NotSaved) as problem:
        store.apply(note("n"))
    words = in_english(problem.value.message)
    assert words.startswith("It was not stored: ")
    assert words.endswith(" Your text is kept.")
    assert "may only be read" not in words
    return words


def said(store: Store) -> list[str]:
    return [in_english(trouble) for trouble in troubles(store)]


def elsewhere(store: Store) -> Path:
    folder = store.path.parent / "elsewhere"
    folder.mkdir()
    return folder / store.path.name


@on_windows
def test_moved_file_is_reported_with_its_old_folder_and_works_again_when_put_back(store: Store) -> None:
    other = elsewhere(store)
    store.path.rename(other)
    gone = (
        f"nettverk.db is no longer in {store.path.parent}: it was moved or deleted. Put it back there, then try again."
    )
    assert not_saved(store) == f"It was not stored: {gone} Your text is kept."
    assert said(store) == [f"Nothing can be stored: {gone}"]
    other.rename(store.path)
    assert said(store) == []
    done(store.apply(note("n")))


@on_windows
def test_deleted_file_is_reported_and_no_empty_file_is_made(store: Store) -> None:
    store.path.unlink()
    assert "it was moved or deleted" in not_saved(store)
    store.copy_if_changed()
    assert not store.path.exists()
    assert "it was moved or deleted" in said(store)[0]


@on_windows
def test_replaced_file_is_reported_and_the_new_one_left_unchanged(store: Store) -> None:
    new_store(store.path.with_name("other.db")).close()
    store.path.with_name("other.db").replace(store.path)
    before = store.path.read_bytes()
    words = "another file lies in the place of nettverk.db, or an older state of it."
    assert words in not_saved(store)
    assert words in said(store)[0]
    assert store.path.read_bytes() == before


def written_over(store: Store, content: bytes) -> None:
    """Write other contents into the same file, as copying over it or a synchronising service does."""
    with store.path.open("rb+") as opened:
        opened.truncate(0)
        opened.write(content)


@pytest.mark.parametrize("other", [False, True], ids=["an older state", "another file"])
def test_overwritten_file_is_reported_and_gets_no_entry(store: Store, tmp_path: Path, other: bool) -> None:
    older = tmp_path / "older.db"
    if other:
        strange = new_store(older)
        # SQLite counts changes: at the very same count it takes another file for its own.
        for number in range(10):
            done(strange.apply(note(f"theirs-{number}")))
        strange.close()
    else:
        shutil.copy(store.path, older)
    done(store.apply(note("ours")))
    written_over(store, older.read_bytes())
    assert "another file lies in the place of nettverk.db, or an older state of it" in not_saved(store)
    store.close()
    again = another_window(store)
    assert "n" not in [row.id for row in again.rows.find(Note)]
    again.close()


@pytest.mark.parametrize("left", [0, 100, 4096, 50_000])
def test_truncated_file_is_reported_with_advice(store: Store, left: int) -> None:
    content = store.path.read_bytes()
    assert len(content) > left
    written_over(store, content[:left])
    words = not_saved(store)
    assert "was cut short, or another program has written over it; end nettverk, and put a good copy back" in words
    with pytest.raises(sqlite3.Error) as problem:
        store.rows.find(Note)
    told = [in_english(message) for message in last_words(store, problem.value)]
    assert told[0].startswith("nettverk.db can no longer be read: the file was cut short, or another program has")
    assert told[1] == "What was half written is kept, and is there again when the file is."


def test_error_of_the_program_is_not_reported_as_one_of_the_file(store: Store) -> None:
    assert last_words(store, RuntimeError("a fault")) == ()
    assert last_words(store, sqlite3.OperationalError('near "SELEKT": syntax error')) == ()


@pytest.fixture
def draft() -> Draft:
    return Draft(field="line", id="d", text="x" * 20_000)


def filled(store: Store) -> sqlite3.Connection:
    """The connection to the drafts, on a disk that has no room for more."""
    connection = store.drafts._connection
    assert connection is not None
    connection.execute("PRAGMA max_page_count = 1")
    return connection


def test_draft_that_cannot_be_kept_is_reported_and_kept_once_there_is_room(store: Store, draft: Draft) -> None:
    assert said(store) == []
    connection = filled(store)
    store.drafts.keep(draft)
    assert said(store) == [
        "What is half written cannot be kept at the moment: the disk is full; make room and try again."
    ]
    assert store.drafts.get("line") == draft
    connection.execute("PRAGMA max_page_count = 1000")
    assert said(store) == []
    store.close()
    assert another_window(store).drafts.get("line") == draft


@on_windows
def test_deleted_draft_file_is_written_again_with_its_drafts(store: Store, draft: Draft) -> None:
    store.drafts.keep(draft)
    store.drafts.path.unlink()
    assert said(store) == []
    assert store.drafts.path.stat().st_mode & 0o777 == 0o600
    # The window is still seen, and a kill now would lose nothing.
    other = another_window(store)
    assert other.other_windows() == [store.window]
    other.close()
    store.close()
    assert another_window(store).drafts.get("line") == draft


def test_failed_copy_is_reported_at_once(store: Store) -> None:
    done(store.apply(note("n")))
    store.path.with_name("nettverk.db.copies").write_text("a file where the folder should be")
    store.copy_if_changed()
    assert said(store)[0].startswith("No copy could be made: ")
