"""The ledger kept outside the program: its acknowledgements, and whether a file agrees with them."""

import contextlib
import hashlib
import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from nettverk_tui.model.core.records import RECORD_OF, STAMPS, ClockEvent
from nettverk_tui.model.gathering.timekeeping import Clock, fold
from nettverk_tui.store import file, journal

Row = dict[str, Any]
Draft = Mapping[str, Any]
#: Stamps of a row depend on the clock and are not compared; the version is counted here.
_NOT_COMPARED = STAMPS - {"version"}


class Diary:
    """The notes of one run of the program, read while it writes them."""

    def __init__(self, path: Path) -> None:
        self._path, self._read = path, 0
        self.notes: list[dict[str, Any]] = []

    def read(self) -> Sequence[dict[str, Any]]:
        """All notes up to now; a line that is still being written waits."""
        if self._path.exists():
            with self._path.open("rb") as opened:
                opened.seek(self._read)
                lines = opened.read()
            lines = lines[: lines.rfind(b"\n") + 1]
            self._read += len(lines)
            self.notes += [json.loads(line) for line in lines.splitlines()]
        return self.notes

    def count(self, what: str) -> int:
        """The number of notes of that kind."""
        return sum(note["what"] == what for note in self.read())

    @property
    def commits(self) -> int:
        """Transactions whose COMMIT has returned, also those that had nothing to write."""
        return self.count("committed")

    @property
    def entries(self) -> int:
        """Journal entries whose COMMIT has returned."""
        return len(run_of(self.read()).acknowledged)


@dataclass
class Run:
    """The sum of one run of the program."""

    #: Journal entries whose commit returned.
    acknowledged: list[Row] = field(default_factory=list)
    #: The entry that had been written, but not committed, when the program died.
    in_flight: Row | None = None
    #: Whether it died after BEGIN, before COMMIT had returned.
    in_transaction: bool = False
    #: The drafts acknowledged last; None for a field whose draft was taken away.
    drafts: dict[str, Draft | None] = field(default_factory=dict)
    #: A draft that was being written or taken away when the program died: it may be either.
    half_kept: dict[str, Draft | None] = field(default_factory=dict)
    #: The place where each text was begun, by the id its entry will have.
    places: dict[str, Mapping[str, str | None]] = field(default_factory=dict)


def run_of(notes: Sequence[Mapping[str, Any]]) -> Run:
    """The sum of a diary."""
    run = Run()
    for note in notes:
        match note["what"]:
            case "begun":
                run.in_transaction, run.in_flight = True, None
            case "entry":
                run.in_flight = note["entry"]
            case "committed":
                if run.in_flight is not None:
                    run.acknowledged.append(run.in_flight)
                run.in_transaction, run.in_flight = False, None
            case "rolled back":
                run.in_transaction, run.in_flight = False, None
            case "draft begun":
                run.half_kept = {field_name(note["field"]): note["draft"]}
                if note["draft"] is not None:
                    run.places.setdefault(note["draft"]["id"], note["draft"]["where"])
            case "draft":
                run.drafts.update(run.half_kept)
                run.half_kept = {}
    return run


def field_name(name: str) -> str:
    """There is one capture line; the gathering it belongs to does not matter here."""
    return "line" if name.partition(":")[0] == "line" else name


class Ledger:
    """The rows a file must hold: those it was given at first, and every change acknowledged since."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with contextlib.closing(file.connect(path, writing=False)) as connection:
            self._rows = _tables(connection)
            self._first = frozenset(id for _, id in self._rows)
            last = connection.execute("SELECT seq, chain FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
        self._seq: int = last["seq"] if last is not None else 0
        self._chain: str = last["chain"] if last is not None else ""
        self.entries: list[Row] = []
        self._unchecked: list[Row] = []

    # --- expected contents

    def rows(self, table: str) -> Sequence[Row]:
        """The live rows of a table."""
        return [row for (of, _), row in self._rows.items() if of == table and not row["deleted"]]

    def row(self, table: str, id: str | None) -> Row | None:
        """A row, live or deleted."""
        return None if id is None else self._rows.get((table, id))

    def said(self) -> Sequence[str]:
        """The texts of all entries since the file was seeded, undone ones too."""
        return [row["text"] for (table, id), row in self._rows.items() if table in SAID and id not in self._first]

    def stored_since(self, id: str, at: int) -> bool:
        """Whether a row was stored at that moment (UTC ms) or later."""
        return any(entry["at"] >= at and f'"id":"{id}"' in entry["payload"] for entry in self.entries)

    def clock(self, gathering_id: str) -> Clock:
        """The clock of the programme, from the acknowledged events."""
        events = [row for row in self.rows("clock_event") if row["gathering_id"] == gathering_id]
        return fold(msgspec.convert(event, ClockEvent, strict=False) for event in events)

    def last_to_undo(self) -> Row | None:
        """The last command that is not undone."""
        undone: set[str] = set()
        for entry in self.entries:
            if entry["category"] == "undo":
                undone.add(entry["target"])
            elif entry["category"] == "redo":
                undone.discard(entry["target"])
        live = (entry for entry in reversed(self.entries) if entry["category"] == "do" and entry["id"] not in undone)
        return next(live, None)

    # --- while a run goes on, and after its end

    def follow(self, run: Run) -> None:
        """Enter the acknowledgements of a run since the last call."""
        for entry in run.acknowledged[len(self._unchecked) :]:
            self._enter(entry)

    def settle(self, run: Run) -> bool:
        """Compare the file after a run with its acknowledgements; True when an unacknowledged last commit is in it.

        A commit that had not returned is there as a whole or not at all.
        """
        self.follow(run)
        landed = False
        with contextlib.closing(file.connect(self.path, writing=False)) as connection:
            assert [row[0] for row in connection.execute("PRAGMA integrity_check")] == ["ok"]
            assert connection.execute("PRAGMA foreign_key_check").fetchone() is None
            entries = connection.execute("SELECT * FROM journal WHERE seq > ? ORDER BY seq", (self._seq,)).fetchall()
            if run.in_flight is not None and len(entries) > len(self._unchecked):
                landed = True
                self._enter(run.in_flight)
            self._check_journal(entries)
            found = _tables(connection)
        wrong = [key for key in found.keys() | self._rows.keys() if found.get(key) != self._rows.get(key)]
        assert wrong == [], [(key, self._rows.get(key), found.get(key)) for key in wrong]
        return landed

    def check_whole_journal(self) -> int:
        """Follow the chain from its first link; returns how many entries it has."""
        with contextlib.closing(file.connect(self.path, writing=False)) as connection:
            entries = connection.execute("SELECT * FROM journal ORDER BY seq").fetchall()
        chain = ""
        for entry in entries:
            assert entry["payload_hash"] == hashlib.sha256(entry["payload"].encode()).hexdigest(), entry["id"]
            chain = _link(chain, entry)
            assert entry["chain"] == chain, entry["id"]
        return len(entries)

    def _enter(self, entry: Row) -> None:
        for change in json.loads(entry["payload"]):
            key = (change["table"], change["id"])
            row = self._rows.setdefault(key, {"id": change["id"], "version": 0})
            row.update({name: _as_stored(after) for name, (_, after) in change["fields"].items()})
            row["version"] += 1
        self.entries.append(entry)
        self._unchecked.append(entry)

    def _check_journal(self, entries: Sequence[sqlite3.Row]) -> None:
        assert [entry["id"] for entry in entries] == [entry["id"] for entry in self._unchecked]
        for entry, noted in zip(entries, self._unchecked, strict=True):
            assert {name: entry[name] for name in noted} == noted
            self._chain = _link(self._chain, entry)
            assert entry["chain"] == self._chain
            self._seq = entry["seq"]
        self._unchecked = []


SAID = ("note", "ripple_effect", "advice", "action")


def _link(before: str, entry: sqlite3.Row) -> str:
    names = ("id", "hlc", "device", "window", "category", "kind", "payload_hash")
    return journal.link(before, *(entry[name] for name in names))


def _as_stored(value: Any) -> Any:
    return int(value) if isinstance(value, bool) else value


def _tables(connection: sqlite3.Connection) -> dict[tuple[str, str], Row]:
    return {
        (table, row["id"]): {name: row[name] for name in row.keys() if name not in _NOT_COMPARED}  # noqa: SIM118
        for table in RECORD_OF
        for row in connection.execute(f"SELECT * FROM {table}")
    }
