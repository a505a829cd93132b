"""Common ground of the store's tests: a small network in a file, a clock set by hand, a view of the file itself."""

import contextlib
import hashlib
import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from nettverk_tui.model.commands import AddNote, Place
from nettverk_tui.model.core.faults import in_english
from nettverk_tui.model.core.messages import Refusal
from nettverk_tui.model.core.records import TABLES, Facilitator, Member, Record
from nettverk_tui.store.file import CannotOpen
from nettverk_tui.store.store import Applied, Store
from tests.model.day import GATHERING, day_rows, ms

HERE = Place(gathering_id=GATHERING, group_id="group-A", step="status")


class HandClock:
    """A clock that moves only when a test moves it."""

    def __init__(self, at: str = "9:00") -> None:
        self.now = ms(at)

    def __call__(self) -> int:
        return self.now


def ground_records() -> list[Record]:
    """The day of `tests.model.day`, with people."""
    rows = day_rows()
    return [
        *(row for kind in TABLES for row in rows.find(kind)),
        Member(id="kari", group_id="group-A", name="Kari Nordmann", staff_kind="doctor"),
        Member(id="ola", group_id="group-A", name="Ola Vik"),
        Member(id="liv", group_id="group-B", name="Liv Moe"),
        Facilitator(id="randi", network_id="network", name="Randi Berge"),
    ]


def new_store(path: Path, clock: HandClock | None = None, *, home: Path | None = None) -> Store:
    """A new file with the small network in it, open in one window."""
    store = Store.create(path, now=clock or HandClock(), home=home or path.parent / "home")
    store.seed(ground_records())
    return store


def another_window(store: Store, clock: HandClock | None = None, *, home: Path | None = None) -> Store:
    """The same file in another window of the same installation."""
    return Store.open(store.path, now=clock or HandClock(), home=home or store.path.parent / "home")


def note(id: str, text: str = "Et notat") -> AddNote:
    return AddNote(id=id, where=HERE, kind="note", text=text, layer="network")


def done(outcome: Applied | Refusal) -> Applied:
    """A command that was carried out."""
    assert isinstance(outcome, Applied), outcome
    return outcome


def refused(outcome: Applied | Refusal) -> str:
    """The sentence of a refusal."""
    assert isinstance(outcome, Refusal), outcome
    return outcome.message.text


# --- looking at the file without the store


@contextlib.contextmanager
def looking(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection without settings, as another program would open the file."""
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.row_factory = sqlite3.Row
        yield connection


def contents(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, in order."""
    with looking(path) as connection:
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: [tuple(row) for row in connection.execute(f"SELECT * FROM {name}")] for name in names}


def broken_links(path: Path) -> list[int]:
    """Numbers of the journal's entries whose link, payload or clock does not follow from what came before."""
    broken, before, hlc = [], "", 0
    with looking(path) as connection:
        for row in connection.execute("SELECT * FROM journal ORDER BY seq"):
            told = [row[column] for column in ("id", "hlc", "device", "window", "category", "kind", "payload_hash")]
            link = hashlib.sha256(json.dumps([before, *map(str, told)]).encode()).hexdigest()
            payload = hashlib.sha256(row["payload"].encode()).hexdigest()
            if (link, payload) != (row["chain"], row["payload_hash"]) or row["hlc"] <= hlc:
                broken.append(row["seq"])
            before, hlc = row["chain"], row["hlc"]
    return broken


def everything_in(folder: Path) -> dict[str, bytes | None]:
    """Names and contents of everything in a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else None for path in folder.rglob("*")
    }


def said(problem: pytest.ExceptionInfo[CannotOpen]) -> str:
    """The sentence about a file that could not be opened."""
    return in_english(problem.value.message)
