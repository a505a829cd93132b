"""Changes too large for one transaction, written in parts, so that other windows never wait long.

A part is a transaction and an entry of the journal. The parts of one act share a batch, and undo reverts them as
one: also those a killed program left, since parts are always complete.
"""

import contextlib
import time
from collections.abc import Callable, Generator, Sequence
from functools import partial
from typing import Protocol

import msgspec
import uuid6

from nettverk_tui.model.commands import Command
from nettverk_tui.model.core.messages import N_, Message, Refusal
from nettverk_tui.model.core.rows import Rows
from nettverk_tui.model.decisions import Decision, decide
from nettverk_tui.model.decisions.change import lawful_if_unchanged
from nettverk_tui.model.journal.undo import EntryClass, JournalEntry, redo, turned_changes, undo
from nettverk_tui.store.locks import Busy
from nettverk_tui.store.outcome import Applied, NotSaved, PartlySaved
from nettverk_tui.store.writer import Act

#: Most changed rows in one transaction of an ordinary command.
AT_ONCE = 200
#: Aim for the time of a part (seconds), rows of the first part, fewest and most rows of a part.
_AIM_SECONDS, _FIRST, _FEWEST, _MOST = 0.02, 100, 20, 1_000
#: Pause between parts (seconds) while others have the file open. SQLite tries the lock every 50 ms at the least: a
#: waiting window finds it free.
PAUSE_SECONDS = 0.06
#: How often a part tries to get the lock, each time for `KEY_TIMEOUT_MS`.
_TRIES = 25


class Progress(msgspec.Struct, frozen=True):
    """Rows changed so far, and in all."""

    done: int
    of: int


class Stopped(Exception):
    """Thrown into `Parts` to end it; the stored parts are undone."""


class OpenFile(Protocol):
    """The interface of the open file (`store.Store`) that an act in parts needs."""

    #: Whether this window is storing an act of many parts.
    in_parts: bool

    @property
    def rows(self) -> Rows:
        """Return the rows of the file."""

    def now(self) -> int:
        """Return the moment (UTC, ms)."""

    def carry_out(
        self, decision: Callable[[int], Decision | Refusal], act: Act, target: JournalEntry | None = None
    ) -> Applied | Refusal:
        """Decide and store in one transaction. Raises Busy and NotSaved."""

    def entry(self, seq: int) -> JournalEntry:
        """Return the journal entry with that number."""

    def parts_of(self, entry: JournalEntry) -> Sequence[int]:
        """Return the numbers of the entries that were stored in parts with it."""

    def parts_in(self, batch: str) -> Sequence[int]:
        """Return the numbers of the entries of a batch."""


#: Each step writes a part; the last one returns as any command does. A step may raise Busy and NotSaved.
Parts = Generator[Progress, None, Applied | Refusal]
_Decide = Callable[[], Decision | Refusal]
_Way = Callable[[JournalEntry, Rows], Decision | Refusal]


def to_the_end(
    parts: Parts, pause: Callable[[], float], tell: Callable[[float], None] | None = None
) -> Applied | Refusal:
    """Run all parts with pauses (seconds) between them; `tell` is called with the share that is done, from 0 to 1.

    An exception of `tell`, and Ctrl+C, undoes the stored parts and is raised again.
    """
    while True:
        try:
            at = next(parts)
        except StopIteration as end:
            outcome: Applied | Refusal = end.value
            return outcome
        try:
            if tell is not None:
                tell(at.done / max(at.of, 1))
            time.sleep(pause())
        except BaseException as problem:
            parts.throw(problem)


def applying(store: OpenFile, command: Command) -> Parts:
    """Execute a command that may change thousands of rows.

    It is decided from the rows at the start; every part checks that they have not changed since.
    """
    kind = type(command).__name__
    planned = decide(command, store.rows, store.now())
    if isinstance(planned, Refusal):
        return planned
    if len(planned.changes) <= AT_ONCE:
        return store.carry_out(lambda now: decide(command, store.rows, now), Act(category="do", kind=kind))
    act = _Act(store, "do", kind, len(planned.changes))
    return (yield from act.or_nothing(_written(act, planned)))


def turning(store: OpenFile, entry: JournalEntry, category: EntryClass) -> Parts:
    """Undo, or redo, the act that `entry` is a part of.

    Refused before anything is changed if one of its rows has been changed since.
    """
    back = category == "undo"
    seqs = store.parts_of(entry)
    act = _Act(store, category, entry.kind, 0, seqs)
    for seq in seqs:
        part = store.entry(seq)
        changed = turned_changes(part, store.rows, back=back)
        if isinstance(changed, Refusal):
            return changed
        act.of += len(part.changes)
        yield Progress(0, act.of)
    return (yield from act.or_nothing(_turned(act, seqs, undo if back else redo)))


def _written(act: "_Act", planned: Decision) -> Parts:
    size, applied = _FIRST, Applied()
    while act.done < act.of:
        part = Decision(planned.changes[act.done : act.done + size])
        outcome = yield from act.write(partial(lawful_if_unchanged, part, act.rows), len(part.changes))
        if isinstance(outcome, Refusal):
            return outcome
        applied = outcome if outcome.entry is not None else applied
        size = min(max(int(size * _AIM_SECONDS / act.seconds), size // 2, _FEWEST), 2 * size, _MOST)
    return applied


def _turned(act: "_Act", seqs: Sequence[int], way: _Way) -> Parts:
    outcome: Applied | Refusal = Applied()
    for seq in seqs:
        part = act.store.entry(seq)
        outcome = yield from act.write(partial(way, part, act.rows), len(part.changes), part)
        if isinstance(outcome, Refusal):
            return outcome
    return outcome


class _Act:
    """One act in parts: a command, or the undo or redo of the entries with the numbers `turned`."""

    def __init__(self, store: OpenFile, category: EntryClass, kind: str, of: int, turned: Sequence[int] = ()) -> None:
        self.store, self.rows = store, store.rows
        self._act = Act(category=category, kind=kind, batch=str(uuid6.uuid7()))
        self._turned = turned
        self.done, self.of = 0, of
        #: Duration of the last part (seconds), from when it had the lock.
        self.seconds = _AIM_SECONDS

    def write(self, decision: _Decide, rows: int, target: JournalEntry | None = None) -> Parts:
        """Write one part, as soon as the lock is free."""
        outcome = yield from self._patiently(decision, self._act, target)
        if isinstance(outcome, Applied):
            self.done += rows
            yield Progress(self.done, self.of)
        return outcome

    def or_nothing(self, work: Parts) -> Parts:
        """Run the work; undo its stored parts if anything ends it early."""
        if self.store.in_parts:
            return Refusal(Message(N_("Something large is still being stored. Wait until that has ended.")))
        self.store.in_parts = True
        try:
            return (yield from self._all_or_nothing(work))
        finally:
            self.store.in_parts = False

    def _all_or_nothing(self, work: Parts) -> Parts:
        try:
            outcome = yield from work
        except Stopped:
            yield from self._take_back()
            return Refusal(Message(N_("It was stopped, and nothing of it is stored.")))
        except GeneratorExit:
            # Closed, as by a program that ends: complete parts stay, and one undo reverts them.
            raise
        except BaseException as problem:
            self._take_back_at_once(problem)
            raise
        if isinstance(outcome, Refusal):
            yield from self._take_back()
        return outcome

    def _take_back_at_once(self, problem: BaseException) -> None:
        try:
            for _ in self._take_back():
                time.sleep(PAUSE_SECONDS)
        except (Busy, NotSaved):
            if isinstance(problem, NotSaved):
                raise PartlySaved(problem) from problem

    def _take_back(self) -> Generator[Progress, None, None]:
        """Undo the parts of this act, in its own batch, so that redo does not offer them."""
        category: EntryClass = "redo" if self._act.category == "undo" else "undo"
        act = msgspec.structs.replace(self._act, category=category)
        way = redo if category == "redo" else undo
        for seq in self._stored():
            part = self.store.entry(seq)
            yield from self._patiently(partial(way, part, self.rows), act, part)
            self.done -= len(part.changes)
            yield Progress(max(self.done, 0), self.of)

    def _stored(self) -> Sequence[int]:
        """Return the numbers of the stored parts, last one first, from the journal: an error may follow a commit."""
        if not self._turned:
            return self.store.parts_in(self._act.batch or "")
        back = self._act.category == "undo"
        return [seq for seq in reversed(self._turned) if self.store.entry(seq).undone is back]

    def _patiently(self, decision: _Decide, act: Act, target: JournalEntry | None) -> Parts:
        def timed(_: int) -> Decision | Refusal:
            self._began = time.perf_counter()
            return decision()

        for _ in range(_TRIES):
            with contextlib.suppress(Busy):
                outcome = self.store.carry_out(timed, act, target)
                self.seconds = time.perf_counter() - self._began
                return outcome
            yield Progress(self.done, self.of)
        raise Busy
