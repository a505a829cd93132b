"""Snapshots: a long read sees one moment, and blocks no writer meanwhile."""

import contextlib
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from nettverk_tui.exchange.demo.file import make_demo
from nettverk_tui.exchange.json_file import export
from nettverk_tui.store import snapshot as snapshots
from nettverk_tui.store.file import NotOurs
from nettverk_tui.store.locks import Busy
from nettverk_tui.store.maintenance.integrity import check
from nettverk_tui.store.progress import Ended
from nettverk_tui.store.snapshot import copy, snapshot
from tests.store.ground import contents, everything_in


@pytest.fixture
def demo(tmp_path: Path) -> Path:
    """Large enough for several slices."""
    path = tmp_path / "network" / "demo.db"
    path.parent.mkdir()
    make_demo(path)
    return path


@pytest.fixture
def other(demo: Path) -> Iterator[sqlite3.Connection]:
    """Another window, which does not wait for locks."""
    with contextlib.closing(sqlite3.connect(demo, timeout=0, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = TRUNCATE")
        yield connection


class Typist:
    """Stores something between slices: two rows, always the same in both."""

    def __init__(self, other: sqlite3.Connection, times: int) -> None:
        self.other, self.times, self.stored = other, times, 0

    def __call__(self, _: float) -> None:
        if self.stored < self.times:
            self.stored += 1
            self.other.execute("BEGIN IMMEDIATE")
            self.other.execute("UPDATE network SET purpose = ?", (f"{self.stored}",))
            self.other.execute("UPDATE gathering SET place = ?", (f"{self.stored}",))
            self.other.execute("COMMIT")


@pytest.mark.parametrize("times", [1, 3, 1000], ids=["once", "now and then", "without end"])
def test_snapshot_is_of_one_moment_while_another_window_stores(
    demo: Path, other: sqlite3.Connection, times: int
) -> None:
    typist = Typist(other, times)
    with contextlib.closing(snapshot(demo, typist)) as seen:
        places = {row[0] for row in seen.execute("SELECT place FROM gathering")}
        purposes = {row[0] for row in seen.execute("SELECT purpose FROM network")}
        assert [row[0] for row in seen.execute("PRAGMA integrity_check")] == ["ok"]
    assert len(places) == 1
    assert places == purposes
    # It ends although the other window keeps storing, and no writer was blocked: it could not have stored then.
    assert typist.stored >= min(times, 3)


@pytest.mark.parametrize("pages", [1, 7, 60])
def test_abandoned_attempts_leave_nothing_in_the_next_snapshot(
    demo: Path, monkeypatch: pytest.MonkeyPatch, pages: int
) -> None:
    monkeypatch.setattr(snapshots, "_SLICE_PAGES", pages)
    beginnings = 0

    class Watch(snapshots._Watch):
        def in_slices(self, *_: object) -> None:
            nonlocal beginnings
            beginnings += 1
            if beginnings == 3:
                raise snapshots._NeverAtRest

    monkeypatch.setattr(snapshots, "_Watch", Watch)
    with contextlib.closing(snapshot(demo)) as seen:
        assert [row[0] for row in seen.execute("PRAGMA integrity_check")] == ["ok"]
    assert beginnings == 3


def test_snapshot_can_be_read_for_long_while_others_store(demo: Path, other: sqlite3.Connection) -> None:
    with contextlib.closing(snapshot(demo)) as seen:
        reading = seen.execute("SELECT id FROM note")
        reading.fetchone()
        other.execute("UPDATE network SET purpose = 'stored meanwhile'")
        assert reading.fetchone() is not None


def test_snapshot_leaves_no_file_beside_the_database(demo: Path) -> None:
    before = everything_in(demo.parent)
    with contextlib.closing(snapshot(demo)):
        assert everything_in(demo.parent).keys() - {"demo.db-journal"} == before.keys() - {"demo.db-journal"}
    assert demo.read_bytes() == before["demo.db"]


def test_copied_snapshot_equals_the_file(demo: Path, tmp_path: Path) -> None:
    with (
        contextlib.closing(sqlite3.connect(demo)) as source,
        contextlib.closing(sqlite3.connect(tmp_path / "copy.db")) as target,
    ):
        copy(source, target)
    assert contents(tmp_path / "copy.db") == contents(demo)


def test_progress_callback_may_end_a_snapshot(demo: Path) -> None:
    def end(_: float) -> None:
        raise Ended

    with pytest.raises(Ended):
        snapshot(demo, end)


def test_snapshot_of_an_exclusively_locked_file_raises_busy(
    demo: Path, other: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(snapshots, "_PATIENCE_SECONDS", 0)
    with contextlib.closing(sqlite3.connect(demo, timeout=0)) as source, contextlib.closing(sqlite3.connect("")) as to:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(Busy):
            copy(source, to)


def test_file_itself_is_read_where_there_is_no_room_for_a_snapshot(demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(snapshots, "copy", full)
    with contextlib.closing(snapshot(demo)) as seen, pytest.raises(sqlite3.OperationalError):
        seen.execute("DELETE FROM note")
    assert check(demo).faults == ()


def test_snapshot_of_another_programs_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "text.db").write_text("hei " * 100)
    with pytest.raises(NotOurs):
        snapshot(tmp_path / "text.db")


# --- beside windows that write


#: A process of its own, as windows are: what a process holds locked is its own, whichever thread does it.
WINDOW = """
import contextlib, sys, threading
from pathlib import Path
from nettverk_tui.model.commands import AddNote, Place
from nettverk_tui.model.core.records import Gathering
from nettverk_tui.store.locks import Busy
from nettverk_tui.store.store import Store, new_id

ended = threading.Event()
threading.Thread(target=lambda: (sys.stdin.read(), ended.set()), daemon=True).start()
store = Store.open(Path(sys.argv[1]), home=Path(sys.argv[2]))
where = Place(gathering_id=store.rows.find(Gathering)[0].id)
stored = 0
while not ended.wait(0.001):
    with contextlib.suppress(Busy):
        store.apply(AddNote(id=new_id(), where=where, kind="note", text="Apoteket ringes", layer="network"))
        stored += 1
        if stored == 1:
            print("begun", flush=True)
store.close()
print(stored)
"""


def test_check_of_a_sound_file_reports_no_fault_while_two_windows_write(demo: Path, tmp_path: Path) -> None:
    windows = [
        subprocess.Popen(
            [sys.executable, "-c", WINDOW, str(demo), str(tmp_path / f"home-{number}")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for number in range(2)
    ]
    try:
        for window in windows:
            assert window.stdout is not None
            assert window.stdout.readline() == "begun\n"
        found = [check(demo).faults for _ in range(12)]
        with (tmp_path / "out.json").open("w") as out:
            exported = export(demo, out)
    finally:
        stored = [int(window.communicate("")[0] or 0) for window in windows]
    assert found == [()] * 12
    assert exported.gaps == ()
    assert min(stored) > 1
