"""Progress of long work: it never goes back, and interrupted work leaves nothing half-done."""

import contextlib
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from nettverk_tui.exchange.demo.file import make_demo
from nettverk_tui.exchange.exports.new_file import write_new
from nettverk_tui.exchange.json_file import export, import_into
from nettverk_tui.store import backup, opening
from nettverk_tui.store.maintenance import erasure, restore
from nettverk_tui.store.maintenance.integrity import check
from nettverk_tui.store.maintenance.rescue import rescue
from nettverk_tui.store.progress import Ended, Progress, counted, during, part, parts, to_the_end, unseen
from nettverk_tui.store.reading import connected
from nettverk_tui.store.store import Store
from tests.store.ground import contents, everything_in

NOW = datetime(2027, 1, 15, 12, tzinfo=UTC)


class Seen:
    """Records reported shares; ends the work at one of them."""

    def __init__(self, end_at: int | None = None) -> None:
        self.shares: list[float] = []
        self._end_at = end_at

    def __call__(self, share: float) -> None:
        self.shares.append(share)
        if len(self.shares) - 1 == self._end_at:
            raise Ended


# --- the pieces


def test_part_of_progress_reaches_from_one_share_to_another() -> None:
    seen = Seen()
    of_part = part(seen, 0.5, 0.75)
    for share in (0, 0.5, 1, 3):
        of_part(share)
    assert seen.shares == [0.5, 0.625, 0.75, 0.75]


def test_parts_of_progress_have_shares_by_weight() -> None:
    seen = Seen()
    for of_part in parts(seen, 1, 3):
        of_part(0)
        of_part(1)
    assert seen.shares == [0, 0.25, 0.25, 1]


def test_counted_rows_report_every_five_hundred() -> None:
    seen = Seen()
    assert list(counted(range(1001), 1001, seen)) == list(range(1001))
    assert seen.shares == [0, 500 / 1001, 1000 / 1001]
    assert list(counted([], 0, seen)) == []


def test_work_that_must_finish_ignores_an_interruption() -> None:
    seen = Seen(end_at=0)
    to_the_end(seen)(0.5)
    assert seen.shares == [0.5]


def test_sql_statement_reports_progress_and_can_be_interrupted() -> None:
    count = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000) SELECT count(*) FROM n"
    with contextlib.closing(sqlite3.connect(":memory:")) as connection:
        seen = Seen()
        with during(connection, seen, 1_000_000):
            assert connection.execute(count).fetchone() == (100_000,)
        assert len(seen.shares) > 10
        with pytest.raises(Ended), during(connection, Seen(end_at=3), 1_000_000):
            connection.execute(count).fetchone()
        with pytest.raises(sqlite3.OperationalError), during(connection, unseen, 1):
            connection.execute("SELECT nothing")
        # It is no longer looked at.
        assert connection.execute(count).fetchone() == (100_000,)


# --- the work

Work = Callable[[Path, Progress], object]


def _export(folder: Path, progress: Progress) -> None:
    write_new(folder, "out", ".json", lambda opened: export(folder / "demo.db", opened, progress))


def _backup(folder: Path, progress: Progress) -> None:
    with contextlib.closing(connected(folder / "demo.db", writing=False, progress=unseen)) as connection:
        backup.copy_to(connection, folder / "copy.db", progress)


def _automatic_copy(folder: Path, progress: Progress) -> None:
    with contextlib.closing(connected(folder / "demo.db", writing=False, progress=unseen)) as connection:
        backup.copy_if_changed(connection, folder / "demo.db", NOW, progress)


def _open(folder: Path, progress: Progress) -> None:
    opening.prepare(folder / "demo.db", int(NOW.timestamp() * 1000), progress)


WORKS: dict[str, Work] = {
    "check": lambda folder, progress: check(folder / "demo.db", progress),
    "export": _export,
    "import": lambda folder, progress: import_into(folder / "export.json", folder / "again.db", progress),
    "backup": _backup,
    "automatic copy": _automatic_copy,
    "compare": lambda folder, progress: restore.compare(folder / "demo.db", folder / "older.db", progress),
    "restore": lambda folder, progress: restore.restore(folder / "demo.db", folder / "older.db", NOW, progress),
    "rescue": lambda folder, progress: rescue(folder / "demo.db", folder / "rescued.db", progress),
    "open": _open,
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A file that has no copy yet, an older copy of it, and an export."""
    folder = tmp_path / "network"
    folder.mkdir()
    make_demo(folder / "demo.db")
    with contextlib.closing(connected(folder / "demo.db", writing=False)) as connection:
        backup.copy_to(connection, folder / "older.db")
    with (folder / "export.json").open("w") as out:
        export(folder / "demo.db", out)
    return folder


@pytest.mark.parametrize("name", WORKS)
def test_progress_never_goes_back_and_interrupted_work_leaves_nothing_half_done(folder: Path, name: str) -> None:
    work = WORKS[name]
    before = everything_in(folder)
    total = len(_reported(work, folder, before))
    assert total >= 3
    for end_at in sorted({0, 1, total // 3, 2 * total // 3, total - 1}):
        seen = Seen(end_at)
        with pytest.raises(Ended):
            work(folder, seen)
        assert _without_journals(everything_in(folder)) == _without_journals(before), (name, end_at)


def test_interrupted_erasure_changes_nothing_or_finishes(store: Store) -> None:
    store.close()
    before, home = contents(store.path), store.path.parent / "home"
    person = erasure.find(store.path, "Kari Nordmann")
    assert isinstance(person, erasure.NamedMember)
    ended = 0
    while True:
        try:
            erasure.erase(store.path, person, 0, home=home, progress=Seen(end_at=ended))
            break
        except Ended:
            assert contents(store.path) == before
            ended += 1
    assert ended > 3
    assert len(backup.copies(store.path)) == 1
    for path in (store.path, *backup.copies(store.path)):
        assert b"Kari Nordmann" not in path.read_bytes()


def _reported(work: Work, folder: Path, before: dict[str, bytes | None]) -> list[float]:
    """The shares reported by the work when it is not ended; its changes are reverted."""
    seen = Seen()
    work(folder, seen)
    assert seen.shares == sorted(seen.shares)
    assert all(0 <= share <= 1 for share in seen.shares)
    for path in sorted(folder.rglob("*"), reverse=True):
        name = path.relative_to(folder).as_posix()
        if path.is_file():
            path.unlink()
        elif name not in before:
            path.rmdir()
    for name, content in before.items():
        if content is not None:
            (folder / name).write_bytes(content)
    return seen.shares


def _without_journals(found: dict[str, bytes | None]) -> dict[str, bytes | None]:
    """SQLite leaves its empty journals; an empty folder for copies is no half-done copy."""
    return {
        name: content
        for name, content in found.items()
        if not name.endswith("-journal") and not (content is None and name == "demo.db.copies")
    }
