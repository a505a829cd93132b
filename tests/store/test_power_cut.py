"""A power cut at any moment loses no entry whose commit had returned.

The store's own statements are recorded, and run again over a file system that remembers every write. A crash state has
the flushed writes and some of the rest: writes are left out, reordered and torn at the sectors of a disk.
"""

import contextlib
import random
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

import apsw
import pytest

from nettverk_tui.model.commands import EditText
from nettverk_tui.model.core.records import Note
from nettverk_tui.store import file, journal
from nettverk_tui.store.store import Store
from tests.conftest import Say
from tests.store.ground import HandClock, done, new_store, note

_SECTOR = 512
_SEED = 20050914


class Op(NamedTuple):
    """One request to the disk; `ack` is no request: a commit returned, and `data` is the id of its entry."""

    kind: Literal["write", "truncate", "sync", "ack"]
    name: str = ""
    at: int = 0
    data: bytes = b""


class Disk(apsw.VFS):
    """A file system that passes every request on to the real one and records it."""

    def __init__(self) -> None:
        self.ops: list[Op] = []
        super().__init__("remembering", "")

    def xOpen(self, name, flags):  # type: ignore[no-untyped-def]  # noqa: N802
        return DiskFile(self.ops, name, flags)


class DiskFile(apsw.VFSFile):
    """One open file."""

    def __init__(self, ops, name, flags) -> None:  # type: ignore[no-untyped-def]
        self._ops = ops
        self._file = Path(name.filename() if isinstance(name, apsw.URIFilename) else str(name)).name
        super().__init__("", name, flags)

    def xWrite(self, data, offset):  # type: ignore[no-untyped-def]  # noqa: N802
        self._ops.append(Op("write", self._file, offset, bytes(data)))
        super().xWrite(data, offset)

    def xTruncate(self, size):  # type: ignore[no-untyped-def]  # noqa: N802
        self._ops.append(Op("truncate", self._file, size))
        super().xTruncate(size)

    def xSync(self, flags):  # type: ignore[no-untyped-def]  # noqa: N802
        self._ops.append(Op("sync", self._file))
        super().xSync(flags)


def work(store: Store) -> Iterator[str]:
    """Store some entries, long and short, and undo some; yields each id when its commit has returned."""
    for number in range(25):
        entry = done(store.apply(note(f"n{number}", f"Notat {number} " + "om apoteket " * (number * 20)))).entry
        assert entry is not None
        yield entry.id
        if number % 4 == 3:
            row = store.rows.get(Note, f"n{number}")
            assert row is not None
            entry = done(store.apply(EditText(table="note", id=row.id, seen=row.version, text="Rettet"))).entry
            assert entry is not None
            yield entry.id
        if number % 7 == 6:
            entry = done(store.undo()).entry
            assert entry is not None
            yield entry.id


def recorded(store: Store) -> list[tuple[str, str]]:
    """The statements of each transaction, and the entry that is acknowledged after it."""
    said: list[str] = []
    transactions = []
    store._connection.set_trace_callback(said.append)
    for id in work(store):
        kept = [statement for statement in said if not statement.startswith(("SELECT", "PRAGMA", "WITH", "--"))]
        transactions.append((";\n".join(kept), id))
        said.clear()
    store._connection.set_trace_callback(None)
    return transactions


def requests(path: Path, transactions: Sequence[tuple[str, str]], pragmas: Sequence[str]) -> list[Op]:
    """The requests to the disk when the transactions are run again on a copy of the earlier file."""
    disk = Disk()
    connection = apsw.Connection(str(path), vfs="remembering")
    for pragma in pragmas:
        connection.execute(f"PRAGMA {pragma}").fetchall()
    for statements, id in transactions:
        connection.execute(statements).fetchall()
        disk.ops.append(Op("ack", data=id.encode()))
    connection.close()
    disk.unregister()
    return disk.ops


class Contents:
    """The contents of the files after a crash."""

    def __init__(self, first: dict[str, bytes]) -> None:
        self.files = {name: bytearray(content) for name, content in first.items()}
        self.acknowledged: list[str] = []
        self.waiting: list[Op] = []

    def take(self, op: Op) -> None:
        """Take one request; writes before a flush of their file are safe after it."""
        if op.kind == "ack":
            self.acknowledged.append(op.data.decode())
        elif op.kind == "sync":
            for write in self.waiting:
                if write.name == op.name:
                    self._do(self.files, write)
            self.waiting = [write for write in self.waiting if write.name != op.name]
        else:
            self.waiting.append(op)

    def after_a_cut(self, chance: random.Random) -> dict[str, bytearray]:
        """The flushed contents, and some of the unflushed writes, in any order and torn."""
        files = {name: bytearray(content) for name, content in self.files.items()}
        reached = [op for op in self.waiting if chance.random() < 0.5]
        chance.shuffle(reached)
        for op in reached:
            self._do(files, _torn(op, chance) if op.kind == "write" and chance.random() < 0.3 else op)
        return files

    @staticmethod
    def _do(files: dict[str, bytearray], op: Op) -> None:
        content = files.setdefault(op.name, bytearray())
        if op.kind == "truncate":
            del content[op.at :]
        else:
            if len(content) < op.at:
                content.extend(bytes(op.at - len(content)))
            content[op.at : op.at + len(op.data)] = op.data


def _torn(op: Op, chance: random.Random) -> Op:
    """Some sectors of a write, from its beginning on."""
    sectors = len(op.data) // _SECTOR
    return op._replace(data=op.data[: chance.randint(0, sectors) * _SECTOR])


def crash_states(
    first: dict[str, bytes], ops: Sequence[Op], count: int, seed: int
) -> Iterator[tuple[Contents, random.Random]]:
    """The files at so many moments, spread over all requests."""
    chance = random.Random(seed)
    moments = sorted(chance.randrange(len(ops)) for _ in range(count))
    contents = Contents(first)
    taken = 0
    for moment in moments:
        for op in ops[taken : moment + 1]:
            contents.take(op)
        taken = max(taken, moment + 1)
        yield contents, chance


def missing(folder: Path, files: dict[str, bytearray], acknowledged: Sequence[str]) -> list[str]:
    """The acknowledged entries missing when the file is opened after the cut."""
    for path in folder.iterdir():
        path.unlink()
    for name, content in files.items():
        (folder / name).write_bytes(content)
    try:
        with contextlib.closing(file.connect(folder / "nettverk.db", writing=False)) as connection:
            whole = [row[0] for row in connection.execute("PRAGMA integrity_check")] == ["ok"]
            there = {row[0] for row in connection.execute("SELECT id FROM journal")}
            if not whole or journal.verify(connection) is not None:
                return ["a whole file"]
    except sqlite3.DatabaseError:
        return ["a file that can be read"]
    return [id for id in acknowledged if id not in there]


def lost_states(tmp_path: Path, pragmas: Sequence[str], count: int) -> tuple[int, int]:
    """The number of crash states with a missing acknowledged entry, and the number of requests."""
    store = new_store(tmp_path / "first" / "nettverk.db", HandClock(), home=tmp_path / "home")
    first = {"nettverk.db": store.path.read_bytes()}
    transactions = recorded(store)
    store.close()
    again = tmp_path / "again"
    again.mkdir()
    (again / "nettverk.db").write_bytes(first["nettverk.db"])
    ops = requests(again / "nettverk.db", transactions, pragmas)
    assert sum(op.kind == "ack" for op in ops) == len(transactions)
    found = tmp_path / "found"
    found.mkdir()
    lost = 0
    for contents, chance in crash_states(first, ops, count, _SEED):
        lost += bool(missing(found, contents.after_a_cut(chance), contents.acknowledged))
    return lost, len(ops)


OURS = ("journal_mode = TRUNCATE", "synchronous = FULL")


def test_settings_of_the_simulation_equal_those_of_every_connection(store: Store) -> None:
    with contextlib.closing(file.connect(store.path)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone()[0] == "truncate"
        assert connection.execute("PRAGMA synchronous").fetchone()[0] == 2


def test_few_power_cuts_lose_no_acknowledged_entry(tmp_path: Path) -> None:
    lost, _ = lost_states(tmp_path, OURS, 100)
    assert lost == 0


@pytest.mark.long
def test_four_thousand_power_cuts_lose_no_acknowledged_entry(tmp_path: Path, say: Say) -> None:
    lost, requests = lost_states(tmp_path, OURS, 4000)
    say(f"power cuts: {lost} of 4000 crash states over {requests} requests to the disk lost an acknowledged entry")
    assert lost == 0


def test_simulation_finds_losses_with_synchronous_off(tmp_path: Path) -> None:
    """Checks that the test above can fail."""
    lost, _ = lost_states(tmp_path, ("journal_mode = TRUNCATE", "synchronous = OFF"), 100)
    assert lost > 0
