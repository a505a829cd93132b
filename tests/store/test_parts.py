"""Commands stored in parts: visible to others meanwhile, undone as one, half done only after a kill."""

import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from nettverk_tui.model.commands import ImportMeasurements, RecordMeasurements, RemoveIndicator
from nettverk_tui.model.core.messages import Refusal
from nettverk_tui.model.core.records import Indicator, Measurement, Note
from nettverk_tui.model.measurement.indicator_values import ImportedSeries, IndicatorPage, MeasuredLine
from nettverk_tui.store import parts
from nettverk_tui.store.locks import Busy
from nettverk_tui.store.maintenance.integrity import check
from nettverk_tui.store.outcome import PartlySaved
from nettverk_tui.store.store import Applied, NotSaved, Store
from tests.store.ground import another_window, broken_links, contents, done, looking, note, refused

ROWS = 1_000
CHANGED_SINCE = "This cannot be taken back: it has been changed since."


def many(rows: int = ROWS, indicator: str = "many") -> ImportMeasurements:
    lines = tuple(MeasuredLine(f"{indicator}-{at}", on="2026-01-01", value=float(at)) for at in range(rows))
    return ImportMeasurements(series=(ImportedSeries("group-A", indicator, lines, IndicatorPage(indicator)),))


def imported(store: Store) -> int:
    return len(store.rows.find(Measurement))


def entries(store: Store, category: str = "do") -> list[sqlite3.Row]:
    with looking(store.path) as connection:
        query = "SELECT * FROM journal WHERE category = ? AND batch IS NOT NULL ORDER BY seq"
        return connection.execute(query, (category,)).fetchall()


def steps(store: Store, count: int) -> parts.Parts:
    """An import that has taken so many steps."""
    work = store.applying(many())
    for _ in range(count):
        next(work)
    return work


@pytest.fixture(autouse=True)
def sound(store: Store) -> Iterator[None]:
    """Assert that the journal has every row, and its chain holds."""
    yield
    store.close()
    assert check(store.path).faults == ()
    assert broken_links(store.path) == []


def test_large_import_is_many_transactions_of_one_batch(store: Store) -> None:
    done(store.apply(many()))
    assert imported(store) == ROWS
    found = entries(store)
    assert len(found) > 1
    assert len({row["batch"] for row in found}) == 1
    assert {row["kind"] for row in found} == {"ImportMeasurements"}


def test_small_import_is_one_entry(store: Store) -> None:
    done(store.apply(many(parts.AT_ONCE - 1)))
    assert entries(store) == []
    done(store.undo())
    assert imported(store) == 0


def test_one_undo_and_one_redo_apply_to_the_whole_import(store: Store) -> None:
    done(store.apply(note("before")))
    done(store.apply(many()))
    for _ in range(2):
        done(store.undo())
        assert (imported(store), store.rows.find(Indicator)) == (0, [])
        assert [row.id for row in store.rows.find(Note)] == ["before"]
        done(store.redo())
        assert imported(store) == ROWS
    done(store.undo())
    done(store.undo())
    assert store.rows.find(Note) == []


@pytest.mark.parametrize("steps_taken", [1, 2, 4])
def test_other_window_can_write_between_any_two_parts(store: Store, steps_taken: int) -> None:
    other = another_window(store)
    work = steps(store, steps_taken)
    done(other.apply(note("between")))
    assert isinstance(parts.to_the_end(work, lambda: 0), Applied)
    assert imported(store) == ROWS
    # Each window takes its own back.
    done(store.undo())
    assert (imported(other), [row.id for row in other.rows.find(Note)]) == (0, ["between"])
    other.close()


def test_undo_of_an_import_is_refused_when_one_row_changed_since(store: Store) -> None:
    done(store.apply(many()))
    before = store.rows.get(Measurement, "many-7")
    assert before is not None
    other = another_window(store)
    line = MeasuredLine(before.id, seen=before.version, on=before.on, value=-1.0)
    done(other.apply(RecordMeasurements(indicator_id="many", lines=(line,))))
    was = contents(store.path)
    assert refused(store.undo()) == CHANGED_SINCE
    assert contents(store.path) == was
    # Once that is undone, the import can be undone too.
    done(other.undo())
    done(store.undo())
    assert imported(store) == 0
    other.close()


def test_undo_of_an_import_is_reverted_when_a_row_changes_meanwhile(store: Store) -> None:
    done(store.apply(many()))
    work = store.undoing()
    progress = next(work)
    while progress.done == 0:
        progress = next(work)
    first = store.rows.get(Measurement, "many-0")
    assert first is not None
    assert imported(store) < ROWS
    other = another_window(store)
    line = MeasuredLine(first.id, seen=first.version, on=first.on, value=-1.0)
    done(other.apply(RecordMeasurements(indicator_id="many", lines=(line,))))
    other.close()
    assert refused(parts.to_the_end(work, lambda: 0)) == CHANGED_SINCE
    assert imported(store) == ROWS


def test_import_is_reverted_when_its_indicator_is_removed_meanwhile(store: Store) -> None:
    done(store.apply(many(1)))
    series = many().series[0]
    lines = RecordMeasurements(indicator_id="many", lines=tuple(line for line in series.lines if line.id != "many-0"))
    work = store.applying(lines)
    next(work)
    assert imported(store) > 1
    other = another_window(store)
    indicator = other.rows.get(Indicator, "many")
    assert indicator is not None
    done(other.apply(RemoveIndicator(id="many", seen=indicator.version)))
    other.close()
    assert isinstance(parts.to_the_end(work, lambda: 0), Refusal)
    assert imported(store) == 0
    # An import that was given up cannot be redone.
    assert refused(store.redo()) == "There is nothing to redo."


def test_import_stopped_midway_is_reverted_whole(store: Store) -> None:
    work = steps(store, 3)
    assert 0 < imported(store) < ROWS
    work.throw(parts.Stopped())
    assert refused(parts.to_the_end(work, lambda: 0)) == "It was stopped, and nothing of it is stored."
    assert imported(store) == 0
    assert store.to_undo() is None
    assert store.to_redo() is None
    done(store.apply(many(indicator="again")))
    assert imported(store) == ROWS


def test_ctrl_c_reverts_an_import(store: Store) -> None:
    paused = []

    def pause() -> float:
        paused.append(imported(store))
        if len(paused) == 3:
            raise KeyboardInterrupt
        return 0

    with pytest.raises(KeyboardInterrupt):
        parts.to_the_end(store.applying(many()), pause)
    assert paused[-1] > 0
    assert imported(store) == 0


class Ended(Exception):
    """Raised by a callback that ends the work."""


def test_progress_callback_may_end_an_import(store: Store) -> None:
    shares: list[float] = []
    done(store.apply(many(), shares.append))
    assert shares == sorted(shares)
    assert 0 < shares[0] < shares[-1] == 1
    done(store.undo())

    def tell(share: float) -> None:
        if share > 0.3:
            raise Ended

    with pytest.raises(Ended):
        store.apply(many(indicator="again"), tell)
    assert imported(store) == 0


def test_window_refuses_a_second_command_while_one_is_stored_in_parts(store: Store) -> None:
    work = steps(store, 2)
    assert refused(store.apply(many(indicator="other"))).startswith("Something large is still being stored.")
    assert refused(store.undo()).startswith("Something large is still being stored.")
    assert isinstance(parts.to_the_end(work, lambda: 0), Applied)


def test_abandoned_import_keeps_its_stored_parts_and_one_undo_removes_them(store: Store) -> None:
    steps(store, 3).close()
    assert 0 < imported(store) < ROWS
    done(store.undo())
    assert imported(store) == 0
    assert store.to_undo() is None


def test_import_waits_for_a_lock_and_then_raises_busy(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "_TRIES", 3)
    work = steps(store, 3)
    with looking(store.path) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Busy):
            parts.to_the_end(work, lambda: 0)
        other.execute("ROLLBACK")
    # It could not be taken back either: whole parts stay, and one undo does it.
    done(store.undo())
    assert imported(store) == 0


def failing(store: Store, monkeypatch: pytest.MonkeyPatch, after: int, times: int) -> None:
    """Make the disk full at the transactions from `after` on, so many times."""
    carried_out, count = store.carry_out, [0]

    def carry_out(*args: object) -> Applied | Refusal:
        count[0] += 1
        if after < count[0] <= after + times:
            raise NotSaved(sqlite3.OperationalError("database or disk is full"))
        return carried_out(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(store, "carry_out", carry_out)


def test_import_on_a_disk_that_fills_is_reverted(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    failing(store, monkeypatch, after=2, times=1)
    with pytest.raises(NotSaved) as problem:
        store.apply(many())
    assert not isinstance(problem.value, PartlySaved)
    assert imported(store) == 0


def test_import_on_a_disk_that_stays_full_raises_partly_saved_and_can_be_undone(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing(store, monkeypatch, after=2, times=100)
    with pytest.raises(PartlySaved):
        store.apply(many())
    monkeypatch.undo()
    assert 0 < imported(store) < ROWS
    done(store.undo())
    assert imported(store) == 0


def test_import_applied_twice_is_stored_once(store: Store) -> None:
    done(store.apply(many()))
    assert store.apply(many()) == Applied(None)
    assert imported(store) == ROWS


@pytest.mark.parametrize(
    "command",
    [
        lambda: RemoveIndicator(id="many", seen=1),
        lambda: RecordMeasurements(indicator_id="many", removed={f"many-{at}": 1 for at in range(ROWS)}),
    ],
    ids=["an indicator with all that was measured", "measurements taken out of the page"],
)
def test_removal_of_thousands_of_rows_is_stored_in_parts(store: Store, command: Callable[[], object]) -> None:
    done(store.apply(many()))
    before = len(entries(store))
    done(store.apply(command()))  # type: ignore[arg-type]
    assert imported(store) == 0
    assert len(entries(store)) > before + 1
    done(store.undo())
    assert imported(store) == ROWS


KILLED = """
import os, signal, sys
from pathlib import Path
from nettverk_tui.store.store import Store
from tests.store.test_parts import many
store = Store.open(Path(sys.argv[1]), home=Path(sys.argv[2]))
work = {start}
for _ in range(int(sys.argv[3])):
    next(work)
os.kill(os.getpid(), signal.SIGKILL)
"""


def killed(store: Store, start: str, steps: int) -> None:
    script = KILLED.replace("{start}", start)
    arguments = [sys.executable, "-c", script, str(store.path), str(store.path.parent / "home"), str(steps)]
    ended = subprocess.run(arguments, check=False, cwd=Path(__file__).parents[2], capture_output=True)
    assert ended.returncode == -signal.SIGKILL, ended.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal")
def test_one_undo_removes_the_parts_of_a_killed_import_and_it_can_be_repeated(store: Store) -> None:
    killed(store, "store.applying(many())", 3)
    left = imported(store)
    assert 0 < left < ROWS
    done(store.undo())
    assert imported(store) == 0
    done(store.redo())
    assert imported(store) == left
    # The same table again: what is there is not stored twice.
    done(store.apply(many()))
    assert imported(store) == ROWS


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal")
def test_next_undo_continues_one_that_was_killed(store: Store) -> None:
    done(store.apply(many()))
    count = len(entries(store))
    store.close()
    killed(store, "store.undoing()", count + 2)
    again = another_window(store)
    assert 0 < imported(again) < ROWS
    done(again.undo())
    assert imported(again) == 0
    done(again.redo())
    assert imported(again) == ROWS
    again.close()
