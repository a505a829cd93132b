"""A file that is moved, deleted, replaced or cut short while it is open, and a disk that is full: said as it is."""

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
    return [in_english(each) for each in troubles(store)]


def elsewhere(store: Store) -> Path:
    folder = store.path.parent / "elsewhere"
    folder.mkdir()
    return folder / store.path.name


@on_windows
def test_moved_is_said_with_where_it_lay_and_put_back_it_goes_on(store: Store) -> None:
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
def test_deleted_is_said_and_no_empty_file_comes_in_its_place(store: Store) -> None:
    store.path.unlink()
    assert "it was moved or deleted" in not_saved(store)
    store.copy_if_changed()
    assert not store.path.exists()
    assert "it was moved or deleted" in said(store)[0]


@on_windows
def test_another_file_in_its_place_is_said_and_left_as_it_is(store: Store) -> None:
    new_store(store.path.with_name("other.db")).close()
    store.path.with_name("other.db").replace(store.path)
    before = store.path.read_bytes()
    words = "another file lies in the place of nettverk.db, or an older state of it."
    assert words in not_saved(store)
    assert words in said(store)[0]
    assert store.path.read_bytes() == before


def written_over(store: Store, content: bytes) -> None:
    """The same file with other contents, as a copy over it or a service that synchronises leaves it."""
    with store.path.open("rb+") as opened:
        opened.truncate(0)
        opened.write(content)


@pytest.mark.parametrize("other", [False, True], ids=["an older state", "another file"])
def test_written_over_with_something_else_takes_nothing_in(store: Store, tmp_path: Path, other: bool) -> None:
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
def test_cut_short_is_said_and_what_to_do(store: Store, left: int) -> None:
    content = store.path.read_bytes()
    assert len(content) > left
    written_over(store, content[:left])
    words = not_saved(store)
    assert "was cut short, or another program has written over it; end nettverk, and put a good copy back" in words
    with pytest.raises(sqlite3.Error) as problem:
        store.rows.find(Note)
    told = [in_english(each) for each in last_words(store, problem.value)]
    assert told[0].startswith("nettverk.db can no longer be read: the file was cut short, or another program has")
    assert told[1] == "What was half written is kept, and is there again when the file is."


def test_a_fault_of_the_program_is_not_the_files(store: Store) -> None:
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


def test_a_draft_that_cannot_be_kept_is_said_and_kept_when_there_is_room(store: Store, draft: Draft) -> None:
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
def test_a_draft_file_that_is_taken_away_comes_back_with_what_it_held(store: Store, draft: Draft) -> None:
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


def test_a_copy_that_fails_is_said_when_it_does(store: Store) -> None:
    done(store.apply(note("n")))
    store.path.with_name("nettverk.db.copies").write_text("a file where the folder should be")
    store.copy_if_changed()
    assert said(store)[0].startswith("No copy could be made: ")
