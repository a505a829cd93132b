"""The program as it is installed, with a diary of what its files have acknowledged and, if asked for, a sudden death.

    python app.py DIARY [POINT NTH SEED SIGNAL | fault WHERE] -- the arguments of nettverk

Nothing in the program knows of this: `sqlite3.connect` is made to return connections that keep the diary, one JSON
object a line, written past every buffer so that it outlives the process. POINT says where in the NTH write transaction
that comes so far the process sends itself SIGNAL, by default the one that nothing survives. A fault is an exception in
the program itself, at one of `FAULTS`.
"""

import json
import os
import random
import re
import sqlite3
import sys
import threading
import time
from typing import Any, Final

import msgspec

from nettverk_tui.store.file import Connection, Cursor

#: Where in a write transaction the process can be made to die.
POINTS: Final = ("begun", "row", "journal", "before commit", "in commit", "committed")
_JOURNAL = re.compile(r"\s*INSERT INTO journal \(([^)]*)\)")
_CHANGE = re.compile(r"\s*(INSERT|UPDATE|DELETE|REPLACE)\b")
#: The assumed length of a commit (seconds) before this process has measured one.
_COMMIT_TAKES = 0.003


class Diary:
    """A file of acknowledgements, in their order."""

    def __init__(self, path: str) -> None:
        self._file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)

    def note(self, what: str, **more: Any) -> None:
        """One line, in one write."""
        os.write(self._file, json.dumps({"what": what, **more}).encode() + b"\n")


class Death:
    """The moment at which the process kills itself, or never."""

    def __init__(self, point: str = "", nth: str = "0", seed: str = "0", number: str = "9") -> None:
        self._point, self._left, self._signal = point, int(nth), int(number)
        self._chance = random.Random(int(seed))
        self._commit_takes = _COMMIT_TAKES

    def at(self, point: str) -> None:
        """Die here if this is the point, and the transaction the one."""
        if self._comes(point):
            self._die()

    def commit_begins(self) -> float:
        """Called when COMMIT is about to run: another thread may kill the process in the middle of it."""
        if self._comes("in commit"):
            delay = self._chance.uniform(0, 1.2 * self._commit_takes)
            threading.Thread(target=self._die, args=(delay,), daemon=True).start()
        return time.perf_counter()

    def commit_ended(self, began: float) -> None:
        """A commit has returned, so its length is known."""
        self._commit_takes = time.perf_counter() - began

    def _comes(self, point: str) -> bool:
        if point != self._point:
            return False
        self._left -= 1
        return self._left == 0

    def _die(self, delay: float = 0) -> None:
        time.sleep(delay)
        os.kill(os.getpid(), self._signal)


def witness(diary: Diary, death: Death) -> type[sqlite3.Connection]:
    """A connection that notes what was acknowledged, and dies on the way if its time has come."""

    class Witness(Connection):
        """Transactions of the store begin with BEGIN IMMEDIATE, and no other statement does."""

        entry: str | None = None
        writing = False
        changed = False

        def execute(self, sql: str, parameters: Any = (), /) -> Cursor:
            if sql == "BEGIN IMMEDIATE":
                return self._begin(sql)
            if self.writing and sql in ("COMMIT", "ROLLBACK"):
                return self._end(sql)
            cursor = super().execute(sql, parameters)
            if self.writing:
                self._written(sql, parameters)
            return cursor

        def _begin(self, sql: str) -> Cursor:
            cursor = super().execute(sql)
            self.entry, self.writing, self.changed = None, True, False
            diary.note("begun")
            death.at("begun")
            return cursor

        def _written(self, sql: str, parameters: Any) -> None:
            journal = _JOURNAL.match(sql)
            if journal is not None:
                columns = [name.strip() for name in journal[1].split(",")]
                entry = dict(zip(columns, parameters, strict=True))
                self.entry = entry["id"]
                diary.note("entry", entry=entry)
                death.at("journal")
            elif _CHANGE.match(sql) is not None and not self.changed:
                self.changed = True
                death.at("row")

        def _end(self, sql: str) -> Cursor:
            if sql == "ROLLBACK":
                cursor = super().execute(sql)
                self.writing = False
                diary.note("rolled back")
                return cursor
            death.at("before commit")
            began = death.commit_begins()
            cursor = super().execute(sql)
            self.writing = False
            diary.note("committed", entry=self.entry)
            death.commit_ended(began)
            death.at("committed")
            return cursor

    return Witness


def watch_drafts(diary: Diary) -> None:
    """Note every version of a half-typed text before it is kept and when it is, so that one lost between shows."""
    from nettverk_tui.store.drafts import Draft, Drafts

    keep, forget = Drafts.keep, Drafts.forget

    def noted_keep(self: Drafts, draft: Draft) -> None:
        diary.note("draft begun", field=draft.field, draft=msgspec.to_builtins(draft))
        keep(self, draft)
        diary.note("draft")

    def noted_forget(self: Drafts, field: str) -> None:
        diary.note("draft begun", field=field, draft=None)
        forget(self, field)
        diary.note("draft")

    Drafts.keep, Drafts.forget = noted_keep, noted_forget  # type: ignore[method-assign]


#: Where the program can be made to have a fault: at a letter in the line, at a timer, and where keys are read.
FAULTS: Final = ("letter", "timer", "input")


def make_fault(where: str, diary: Diary) -> None:
    """Let the program fail there, with words in the exception that must stay hidden: when the line has a text."""
    from nettverk_tui.tui.app import NettverkApp
    from nettverk_tui.tui.screens.runner.recorder import Recorder
    from nettverk_tui.tui.terminal_driver import TerminalDriver

    written: list[str] = []
    changed = Recorder.changed

    def failing(*_: Any) -> Any:
        if written:
            raise RuntimeError(f"what was written: {written}")

    def noted(self: Recorder) -> None:
        changed(self)
        if self.line.text:
            written.append(self.line.text)
            diary.note("fault")
            if where == "letter":
                failing()

    Recorder.changed = noted  # type: ignore[method-assign]
    if where == "timer":
        NettverkApp._listen = failing  # type: ignore[assignment, method-assign]
    if where == "input":
        process_message = TerminalDriver.process_message
        TerminalDriver.process_message = lambda *one: failing() or process_message(*one)  # type: ignore[method-assign]


def main() -> None:
    """Put the witness in place, and hand over to the program."""
    at = sys.argv.index("--")
    diary_path, *death = sys.argv[1:at]
    diary = Diary(diary_path)
    if death[:1] == ["fault"]:
        make_fault(death[1], diary)
        death = []
    connect, factory = sqlite3.connect, witness(diary, Death(*death))

    def connect_with_witness(*args: Any, **options: Any) -> Any:
        return connect(*args, **{**options, "factory": factory})

    sqlite3.connect = connect_with_witness
    watch_drafts(diary)
    from nettverk_tui.cli import main as nettverk

    sys.argv = ["nettverk", *sys.argv[at + 1 :]]
    nettverk()


if __name__ == "__main__":
    main()
