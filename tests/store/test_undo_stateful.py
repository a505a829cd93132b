"""Commands, undo and redo at random, from two windows, against a plain dictionary of rows."""

import os
import shutil
import sqlite3
import tempfile
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import msgspec
import pytest
from hypothesis import note, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from nettverk_tui.model.commands import Command, EditText
from nettverk_tui.model.core.messages import Refusal
from nettverk_tui.model.core.records import RECORD_OF, STAMPS, TABLES, UNIQUE, ClockEvent, Said
from nettverk_tui.model.decisions import decide
from nettverk_tui.model.decisions.change import references
from nettverk_tui.model.gathering.timekeeping import MINUTE
from nettverk_tui.store import file
from nettverk_tui.store.store import Applied, Store
from tests.model.carrying_out import keep
from tests.store.commanding import Commanding, PlainRows
from tests.store.ground import HandClock, broken_links, ground_records, looking, new_store

Key = tuple[str, str]
#: All rows, deleted ones too, column by column.
Table = dict[Key, dict[str, Any]]

#: Durability is not tested here, and a file in memory is quicker.
_MEMORY_DISK = Path("/dev/shm")


def living(table: Table) -> Table:
    """Live rows in all columns but stamps."""
    return {key: row for key, row in unstamped(table).items() if not row["deleted"]}


def unstamped(table: Table) -> Table:
    """All rows without their stamps."""
    return {key: {column: value for column, value in row.items() if column not in STAMPS} for key, row in table.items()}


def broken_laws(table: Table) -> list[str]:
    """Live children of deleted parents, and two live rows where there may be one."""
    found = []
    taken: set[tuple[Any, ...]] = set()
    for (name, id), row in living(table).items():
        kind = RECORD_OF[name]
        for field, parent in references(kind).items():
            if row[field] is not None and table.get((parent, row[field]), {"deleted": True})["deleted"]:
                found.append(f"{name} {id}: its {field} is gone")
        if kind in UNIQUE:
            place = (name, *(row[field] for field in UNIQUE[kind]))
            if place in taken and None not in place:
                found.append(f"{name} {id}: a second one")
            taken.add(place)
    events = sorted(
        (row for (name, _), row in living(table).items() if name == "clock_event"), key=lambda row: row["seq"]
    )
    timed = [row["at"] for row in events if row["kind"] != "adjust"]
    found += [f"the clock went back from {one} to {other}" for one, other in pairwise(timed) if other < one]
    return found


@dataclass(eq=False)
class Done:
    """One command that was carried out: whose, and every column it changed, before and after."""

    id: str
    window: str
    changed: dict[Key, dict[str, tuple[Any, Any]]]
    #: Rows it made: undo deletes them, if all their columns are still as they were made.
    made: dict[Key, dict[str, Any]]
    undone: bool = False


SEEDS = st.integers(0, 1_000_000)
NUMBERS = st.lists(st.integers(0, 1), min_size=1, max_size=8)


class Windows(RuleBasedStateMachine):
    """The file, the windows on it, and a plain model of both."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(dir=_MEMORY_DISK if os.access(_MEMORY_DISK, os.W_OK) else None))
        self.path = self.folder / "nettverk.db"
        self.clock = HandClock("9:30")
        self.rows = PlainRows()
        self.log: list[Done] = []
        #: All events in order: a command, an undo or a redo, and its window.
        self.happened: list[tuple[str, str, Done]] = []
        self.windows: list[Store] = []
        self.made = 0

    @initialize()
    def open_the_file(self) -> None:
        shutil.copy(template(), self.path)
        self.rows.put(
            msgspec.structs.replace(record, version=1, created_at=HandClock().now, changed_at=HandClock().now)
            for record in ground_records()
        )
        self.eyes = sqlite3.connect(self.path, isolation_level=None)
        self.eyes.row_factory = sqlite3.Row
        self.open_a_window()
        self.open_a_window()

    def teardown(self) -> None:
        try:
            for window in self.windows:
                window.close()
            assert self.eyes.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
            assert self.eyes.execute("PRAGMA foreign_key_check").fetchall() == []
            assert broken_links(self.path) == []
        finally:
            self.eyes.close()
            shutil.rmtree(self.folder)

    # --- the model

    def table(self) -> Table:
        """The model's rows."""
        return {(TABLES[type(row)], row.id): msgspec.structs.asdict(row) for row in self.rows.everything()}

    def in_the_file(self) -> Table:
        return rows_in(self.eyes)

    def others(self, window: Store) -> set[str]:
        return {other.window for other in self.windows} - {window.window}

    def to_undo(self, window: Store) -> Done | None:
        mine = [done for done in self.log if not done.undone and done.window not in self.others(window)]
        return mine[-1] if mine else None

    def to_redo(self, window: Store) -> Done | None:
        """The last undone command since the last new one; those of other open windows do not count."""
        others = self.others(window)
        since: list[Done] = []
        for what, by, done in self.happened:
            if by not in others:
                since = [] if what == "do" else [*since, done] if what == "undo" else since
        found = [done for done in since if done.undone]
        return found[-1] if found else None

    def turned(self, done: Done, *, back: bool) -> Table | None:
        """The rows after undo (or redo) of a command, or None when something has been built on it."""
        table = {key: dict(row) for key, row in self.table().items()}
        for key, made in done.made.items():
            if unstamped({key: table[key]}) != unstamped({key: {**made, "deleted": not back}}):
                return None
            table[key]["deleted"] = back
        for key, fields in done.changed.items():
            if table[key]["deleted"] and "deleted" not in fields:
                return None
            for field, (before, after) in fields.items():
                if table[key][field] != (after if back else before):
                    return None
                table[key][field] = before if back else after
        if broken_laws(table) or (back and self._leaves_a_hole(done)):
            return None
        return table

    def _leaves_a_hole(self, done: Done) -> bool:
        """Whether a clock event would be removed that others have followed."""
        going = {key[1] for key in done.made if key[0] == "clock_event"}
        staying = [event for event in self.rows.find(ClockEvent) if event.id not in going]
        return any(
            event.seq < other.seq for event in self.rows.find(ClockEvent) if event.id in going for other in staying
        )

    def take(self, table: Table) -> None:
        """Take over the rows of the file, after they were found correct."""
        self.rows = PlainRows(msgspec.convert(row, RECORD_OF[name], strict=False) for (name, _), row in table.items())

    # --- actions

    def open_a_window(self) -> None:
        connection = file.connect(self.path)
        self.windows.append(Store(self.path, connection, now=self.clock, home=self.folder / "home"))

    def window(self, number: int) -> Store:
        return self.windows[number % len(self.windows)]

    @rule(seed=SEEDS, numbers=NUMBERS)
    def send_commands(self, seed: int, numbers: list[int]) -> None:
        for number in numbers:
            self.made += 1
            # Drawing every part of every command from hypothesis makes few commands, and the same ones often.
            chance = Random(f"{seed} {self.made}")
            self.clock.now += chance.choice((0, 1, 20_000, MINUTE, 5 * MINUTE, 30 * MINUTE, -120 * MINUTE))
            command = Commanding(chance, self.rows, f"c{self.made}", self.clock.now).command()
            note(repr(command))
            if self.send(command, self.window(number)) and chance.random() < 0.2:
                self.send_again(command, self.window(chance.randrange(2)))

    @rule(seed=SEEDS, numbers=NUMBERS)
    def send_more_commands(self, seed: int, numbers: list[int]) -> None:
        # Every rule is drawn equally often, and commands should be the most frequent.
        self.send_commands(seed, numbers)

    def send(self, command: Command, window: Store) -> bool:
        """Carry out a command; False when it was refused, as the model said it would be."""
        before = self.table()
        expected = decide(command, self.rows, self.clock.now)
        outcome = window.apply(command)
        if isinstance(expected, Refusal):
            assert outcome == expected
            return False
        assert isinstance(outcome, Applied)
        assert (outcome.entry is None) is not bool(expected.changes)
        if outcome.entry is not None:
            keep(self.rows, expected, self.clock.now)
            done = what_it_did(outcome.entry.id, window.window, before, self.table())
            self.log.append(done)
            self.happened.append(("do", window.window, done))
        return True

    def send_again(self, command: Command, window: Store) -> None:
        before = self.in_the_file()
        outcome = window.apply(command)
        assert isinstance(outcome, Refusal) or outcome.entry is None
        assert self.in_the_file() == before

    @rule(seed=SEEDS, number=st.integers(0, 1))
    def outdated_edit_is_refused(self, seed: int, number: int) -> None:
        said = [row for row in self.rows.everything() if isinstance(row, Said) and row.version > 1 and not row.deleted]
        if said:
            row = Random(seed).choice(said)
            stale = EditText(table=TABLES[type(row)], id=row.id, seen=row.version - 1, text="For sent")
            outcome = self.window(number).apply(stale)
            assert isinstance(outcome, Refusal)
            assert outcome.stale

    @rule(number=st.integers(0, 1), back=st.booleans(), times=st.integers(1, 12))
    def undo_or_redo(self, number: int, back: bool, times: int) -> None:
        for _ in range(times):
            if not self.turn(self.window(number), back=back):
                break

    @rule(number=st.integers(0, 1))
    def undo_and_redo(self, number: int) -> None:
        window, before = self.window(number), living(self.in_the_file())
        if self.turn(window, back=True):
            assert self.turn(window, back=False)
            assert living(self.in_the_file()) == before

    def turn(self, window: Store, *, back: bool) -> bool:
        done = self.to_undo(window) if back else self.to_redo(window)
        entry = window.to_undo() if back else window.to_redo()
        assert (entry and entry.id) == (done and done.id)
        before = self.in_the_file()
        expected = self.turned(done, back=back) if done is not None else None
        outcome = window.undo() if back else window.redo()
        after = self.in_the_file()
        if done is None or expected is None:
            assert isinstance(outcome, Refusal), outcome
            assert after == before
            return False
        assert isinstance(outcome, Applied), outcome
        assert unstamped(after) == unstamped(expected)
        done.undone = back
        self.happened.append(("undo" if back else "redo", window.window, done))
        self.take(after)
        return True

    @precondition(lambda self: len(self.windows) == 1)
    @rule()
    def a_second_window_opens(self) -> None:
        self.open_a_window()

    @precondition(lambda self: len(self.windows) == 2)
    @rule(number=st.integers(0, 1))
    def a_window_closes(self, number: int) -> None:
        self.windows.pop(number).close()

    # --- invariants

    @invariant()
    def file_equals_the_model(self) -> None:
        if self.windows:
            assert self.in_the_file() == self.table()

    @invariant()
    def search_index_and_rollup_have_no_differences(self) -> None:
        for window in self.windows[:1]:
            assert list(window.search.differences()) == []
            assert list(window.rollup.differences()) == []

    @invariant()
    def no_law_is_broken(self) -> None:
        assert broken_laws(self.table()) == []


def rows_in(connection: sqlite3.Connection) -> Table:
    return {
        (name, row["id"]): dict(row)
        for name in TABLES.values()
        for row in connection.execute(f"SELECT * FROM {name}").fetchall()
    }


def what_it_did(id: str, window: str, before: Table, after: Table) -> Done:
    done = Done(id, window, {}, {})
    for key, row in after.items():
        if key not in before:
            done.made[key] = row
        elif row != before[key]:
            done.changed[key] = {
                column: (before[key][column], value)
                for column, value in row.items()
                if column not in STAMPS and before[key][column] != value
            }
    return done


_TEMPLATE: list[Path] = []


def template() -> Path:
    """The file every run begins with, made once."""
    if not _TEMPLATE:
        folder = Path(tempfile.mkdtemp())
        store = new_store(folder / "nettverk.db")
        store.close()
        _TEMPLATE.append(store.path)
    return _TEMPLATE[0]


@pytest.fixture(scope="module", autouse=True)
def _template_goes() -> Any:
    yield
    while _TEMPLATE:
        shutil.rmtree(_TEMPLATE.pop().parent)


TestUndo = Windows.TestCase
TestUndo.settings = settings(max_examples=35, stateful_step_count=40, derandomize=True, report_multiple_bugs=False)


class LongWindows(Windows):
    """The same, for longer."""


TestUndoForLong = pytest.mark.long(LongWindows.TestCase)
TestUndoForLong.settings = settings(max_examples=250, stateful_step_count=60)


def test_broken_laws_are_found(tmp_path: Path) -> None:
    # A check that finds nothing would let everything above pass.
    store = new_store(tmp_path / "a.db")
    store.close()
    with looking(store.path) as connection:
        rows = rows_in(connection)
    assert broken_laws(rows) == []
    group = rows["improvement_group", "group-A"]
    group["deleted"] = 1
    assert broken_laws(rows) == [
        "member kari: its group_id is gone",
        "member ola: its group_id is gone",
        "programme_item A: its group_id is gone",
    ]
    group.update(deleted=0, letter="B")
    assert broken_laws(rows) == ["improvement_group group-B: a second one"]
