"""A file opened only to be read: no window, no copy, no draft, nothing written anywhere."""

from pathlib import Path

import pytest

from nettverk_tui.model.core.records import Note
from nettverk_tui.store import file
from nettverk_tui.store.drafts import living_windows
from nettverk_tui.store.file import CannotOpen
from nettverk_tui.store.store import Store
from tests.store.ground import done, note


def files_in(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


def test_reading_writes_no_file(store: Store, tmp_path: Path) -> None:
    done(store.apply(note("n")))
    before = files_in(tmp_path)
    content = store.path.read_bytes()
    reading = Store.open_reading(store.path)
    assert [row.id for row in reading.rows.find(Note)] == ["n"]
    assert reading.file_id == store.file_id
    assert living_windows(store.path) == [store.window]
    assert files_in(tmp_path) == before
    reading.close()
    assert (store.path.read_bytes(), files_in(tmp_path)) == (content, before)


def test_reader_sees_entries_stored_while_it_is_open(store: Store) -> None:
    reading = Store.open_reading(store.path)
    assert not reading.has_been_used()
    first = reading.last_link()
    done(store.apply(note("n")))
    assert [row.id for row in reading.rows.find(Note)] == ["n"]
    assert reading.has_been_used()
    assert reading.last_link() != first != ""
    reading.close()


def test_reading_never_upgrades_an_older_file(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.close()
    steps = file.migrations()
    weather = (len(steps) + 1, "CREATE TABLE weather (id TEXT) STRICT;\n")
    monkeypatch.setattr(file, "migrations", lambda: [*steps, weather])
    content = store.path.read_bytes()
    with pytest.raises(CannotOpen) as problem:
        Store.open_reading(store.path)
    assert (
        problem.value.message.text == "{name} was made by an older version. Open it in the app first: that upgrades it."
    )
    assert store.path.read_bytes() == content


def test_reader_reports_unopenable_files_as_a_window_does(tmp_path: Path) -> None:
    with pytest.raises(CannotOpen) as problem:
        Store.open_reading(tmp_path / "nowhere.db")
    assert problem.value.message.text == "{name} does not exist. Check the name, or make a new file."
