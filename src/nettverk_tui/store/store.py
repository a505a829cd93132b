"""The one writer: a command in, one transaction, one journal entry, durable before it returns."""

import contextlib
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import uuid6

from nettverk_tui.model.commands import Command
from nettverk_tui.model.core.messages import N_, Message, Refusal
from nettverk_tui.model.core.records import Record
from nettverk_tui.model.decisions import Change, Decision, decide
from nettverk_tui.model.decisions.change import parents_first
from nettverk_tui.model.journal.undo import EntryClass, JournalEntry, redo, undo, undo_together
from nettverk_tui.store import backup, file, journal, opening, parts
from nettverk_tui.store.device import Device
from nettverk_tui.store.drafts import Drafts, living_windows
from nettverk_tui.store.folders import synchronised_by
from nettverk_tui.store.locks import locks_told
from nettverk_tui.store.outcome import Applied as Applied
from nettverk_tui.store.outcome import NotSaved as NotSaved
from nettverk_tui.store.parts import Parts
from nettverk_tui.store.progress import Progress, unseen
from nettverk_tui.store.reading import Reading, not_opened
from nettverk_tui.store.rows import FileRows
from nettverk_tui.store.storage_advice import Standing, advice_on
from nettverk_tui.store.writer import Act, Transactions, Writer

if TYPE_CHECKING:
    from nettverk_tui.model.journal.page_undo import PageWork
    from nettverk_tui.store.derived.rollup import FactorRollup
    from nettverk_tui.store.derived.search_index import SearchIndex

Now = Callable[[], int]


def wall_clock() -> int:
    """Return the present time in UTC milliseconds."""
    return int(datetime.now(UTC).timestamp() * 1000)


def new_id() -> str:
    """Return an id for a row: UUIDv7, so that ids sort by creation time."""
    return str(uuid6.uuid7())


class Store:
    """An open file: read through `rows`, changed only through `apply`, `undo` and `redo`."""

    def __init__(
        self, path: Path, connection: sqlite3.Connection, *, now: Now = wall_clock, home: Path | None = None
    ) -> None:
        self.path = path
        #: Whether the opened file is still at its path.
        self.standing = Standing(path)
        self.window = new_id()
        self.rows = FileRows(connection)
        self._connection = connection
        self._now = now
        self._writer = Writer(connection, self.window, file.newest_version())
        self.file_id = opening.identity(connection, now())
        self.device = Device(self.file_id, connection, home)
        self.drafts = Drafts(path, self.window, self.file_id)
        self.drafts.adopt(path)
        self.copy_problem: Message | None = None
        #: Whether this window is storing an act of many parts.
        self.in_parts = False
        #: What is damaged, and where good copies are; a damaged file is not copied.
        self.damage: Message | None = None
        #: Why nothing can be stored here; None if everything can.
        self.read_only = opening.why_read_only(connection, path)
        self._transactions = Transactions(
            connection, self.file_id, self.standing, self.device, read_only=self.read_only is not None
        )
        #: When the program was last running on this file before this window, in UTC ms; None for a new file.
        self.last_sign_of_life = self.device.alive_at
        self._data_version = self._read_data_version()
        self._seen = journal.last_seq(connection)

    # --- opening and closing

    @classmethod
    def create(cls, path: Path, *, now: Now = wall_clock, home: Path | None = None) -> "Store":
        """Create an empty file and open it. Raises CannotOpen if the name is taken."""
        file.create(path)
        try:
            connection = file.connect(path)
            with opening.closed_on_error(connection):
                file.upgrade(connection)
                return cls(path, connection, now=now, home=home)
        except (sqlite3.Error, file.CannotOpen) as problem:
            # It holds no data of the user yet.
            for leftover in (path, path.with_name(path.name + "-journal")):
                leftover.unlink(missing_ok=True)
            if isinstance(problem, file.CannotOpen):
                raise
            raise file.CannotOpen(not_opened(path, problem)) from problem

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        now: Now = wall_clock,
        home: Path | None = None,
        progress: Progress = unseen,
        prepared: opening.Prepared | None = None,
    ) -> "Store":
        """Open a file, copy it if it has changed since the last copy, and upgrade its schema. Raises CannotOpen.

        All the slow work may have been done beforehand (`prepared`, by `opening.prepare`).
        """
        if prepared is not None:
            connection = file.connect(path)
        else:
            connection, prepared = opening.opened(path, now(), progress)
        with opening.closed_on_error(connection):
            store = cls(path, connection, now=now, home=home)
        failed = prepared.copy_failed
        store.copy_problem = failed.words if failed is not None else None
        if isinstance(failed, backup.JournalBroken):
            store.damage = opening.journal_damaged(path, failed.seq)
        return store

    def notices(self) -> Sequence[Message]:
        """Return what the user should know about this file and this window; most often nothing."""
        said = []
        if self.read_only is not None:
            said.append(self.read_only)
        if self.damage is not None:
            said.append(self.damage)
        elif self.copy_problem is not None and self.read_only is None:
            said.append(Message(N_("No copy could be made: {problem}."), {"problem": self.copy_problem}))
        if self.device.renewed:
            said.append(Message(N_("This file was copied or restored; it goes on under a new identity.")))
        service = synchronised_by(self.path)
        if service is not None:
            words = N_(
                "{name} lies in a folder that {service} synchronises: an older version may be put in its place."
                " Keep it in another folder, and let the copies lie there instead."
            )
            said.append(Message(words, {"name": self.path.name, "service": service}))
        if not self.drafts.kept:
            said.append(Message(N_("Half-written text cannot be remembered here: the folder cannot be written in.")))
        return said

    def copy_if_changed(self, progress: Progress = unseen) -> None:
        """Copy the file if it has changed since the last copy. Opens its own connection, so any thread may call it."""
        try:
            with contextlib.closing(file.connect(self.path, writing=False)) as connection:
                now = datetime.fromtimestamp(self._now() / 1000, UTC)
                backup.copy_if_changed(connection, self.path, now, progress)
        except backup.JournalBroken as problem:
            self.damage = opening.journal_damaged(self.path, problem.seq)
        except (backup.CopyFailed, sqlite3.Error, file.CannotOpen) as problem:
            self.copy_problem = problem.words if isinstance(problem, backup.CopyFailed) else advice_on(problem)
        else:
            self.copy_problem = None

    @staticmethod
    def open_reading(path: Path) -> Reading:
        """Open a file for reading only, without becoming a window of it. Raises CannotOpen."""
        return Reading.open(path)

    def close(self) -> None:
        """Close this window."""
        self.device.beat(self._now())
        self.drafts.close()
        self._connection.close()

    # --- changing

    def apply(self, command: Command, tell: Callable[[float], None] | None = None) -> Applied | Refusal:
        """Execute a command. Durable when this returns. Raises Busy or NotSaved, and then nothing was stored.

        A command that may change thousands of rows is stored in parts before this returns. Between them `tell` gets
        the share that is done (0 to 1); an exception it raises ends the command, and all parts are undone.
        """
        if command.large:
            return self._to_the_end(self.applying(command), tell)
        return self.carry_out(
            lambda now: decide(command, self.rows, now), Act(category="do", kind=type(command).__name__)
        )

    def applying(self, command: Command) -> Parts:
        """Execute a command that may be large, step by step: the screen stays alive, and other windows can store."""
        return parts.applying(self, command)

    def _to_the_end(self, work: Parts, tell: Callable[[float], None] | None = None) -> Applied | Refusal:
        return parts.to_the_end(work, self.pause, tell)

    def pause(self) -> float:
        """Return the pause (seconds) between two parts of one act."""
        return parts.PAUSE_SECONDS if self.is_open_elsewhere() else 0.0

    def carry_out(
        self, decision: Callable[[int], Decision | Refusal], act: Act, target: JournalEntry | None = None
    ) -> Applied | Refusal:
        """Decide and store in one transaction. `target` is the entry that is undone or redone."""
        self._writer.load()
        with self._transactions.begin():
            now = self._now()
            outcome = decision(now)
            if isinstance(outcome, Refusal):
                return outcome
            written = self._write(outcome, now, act, target)
        return self._acknowledged(written)

    def seed(self, records: Iterable[Record], kind: str = "Seed") -> None:
        """Insert new records, in any order, under one entry that undo stops at."""
        changes = tuple(Change(None, record) for record in parents_first(records))
        self.carry_out(lambda _: Decision(changes), Act(category="base", kind=kind))

    def to_undo(self, page: "PageWork | None" = None) -> JournalEntry | None:
        """Return the entry `undo` would revert: the last live command of this window, or of a closed one.

        For an act of many parts it is the last part; all of them are undone together.

        With a `page`, the last command given on that page.
        """
        kinds = page.kinds | page.ends_at if page is not None and page.kinds is not None else None
        live = journal.to_undo(self._connection, self.other_windows(), kinds)
        entry = next((live_entry for live_entry in live if page is None or page.holds(live_entry, self.rows)), None)
        return None if entry is None or (page is not None and entry.kind in page.ends_at) else entry

    def to_redo(self, page: "PageWork | None" = None) -> JournalEntry | None:
        """Return the entry `redo` would repeat."""
        entry = journal.next_to_redo(self._connection, self.other_windows())
        return entry if entry is None or page is None or page.holds(entry, self.rows) else None

    def undo(self, seen: str | None = None, page: "PageWork | None" = None) -> Applied | Refusal:
        """Undo the last command, on a `page` its last; refused unless it is the entry the author saw (`seen`)."""
        return self._to_the_end(self.undoing(seen, page))

    def redo(self, seen: str | None = None, page: "PageWork | None" = None) -> Applied | Refusal:
        """Redo the last undone command."""
        return self._to_the_end(self.redoing(seen, page))

    def take_back(self, since: int) -> Applied | Refusal:
        """Revert what this window stored after the entry with that number, as one new command.

        Refused if another window has built on it. Undoing it restores the reverted changes.
        """

        def decision(_: int) -> Decision | Refusal:
            mine = [entry for entry in journal.since(self._connection, since) if entry.window == self.window]
            return undo_together(mine, self.rows)

        return self.carry_out(decision, Act(category="do", kind="TakeBack"))

    def undoing(self, seen: str | None = None, page: "PageWork | None" = None) -> Parts:
        """Undo step by step, for an act of many parts."""
        return self._turning(lambda: self.to_undo(page), seen, "undo")

    def redoing(self, seen: str | None = None, page: "PageWork | None" = None) -> Parts:
        """Redo step by step, for an act of many parts."""
        return self._turning(lambda: self.to_redo(page), seen, "redo")

    def _turning(self, which: Callable[[], JournalEntry | None], seen: str | None, category: EntryClass) -> Parts:
        with locks_told():
            meant = which()
        if meant is not None and meant.batch is not None and seen in (None, meant.id):
            return (yield from parts.turning(self, meant, category))
        self._writer.load()
        with self._transactions.begin():
            now = self._now()
            entry = which()
            if entry is None:
                nothing = N_("There is nothing to undo.") if category == "undo" else N_("There is nothing to redo.")
                return Refusal(Message(nothing))
            if seen is not None and entry.id != seen:
                return Refusal(Message(N_("Something else has happened since. Look again.")), stale=True)
            turned = undo(entry, self.rows) if category == "undo" else redo(entry, self.rows)
            if isinstance(turned, Refusal):
                return turned
            written = self._write(turned, now, Act(category=category, kind=entry.kind), entry)
        return self._acknowledged(written)

    def parts_of(self, entry: JournalEntry) -> Sequence[int]:
        """Return the numbers of the entries undone with a live one, newest first, or redone with an undone one."""
        seqs = journal.parts(self._connection, entry.window, entry.batch, undone=entry.undone)
        return seqs if entry.undone else seqs[::-1]

    def parts_in(self, batch: str) -> Sequence[int]:
        """Return the numbers of the live entries of a batch of this window, newest first."""
        return journal.parts(self._connection, self.window, batch, undone=False)[::-1]

    def entry(self, seq: int) -> JournalEntry:
        """Return the entry with that number. Raises LookupError if there is none."""
        return journal.entry(self._connection, seq)

    def _write(self, decision: Decision, now: int, act: Act, target: JournalEntry | None) -> tuple[Applied, str]:
        """Write rows and entry inside the open transaction."""
        written = self._writer.write(decision, act, id=new_id(), device=self.device.id, now=now, target=target)
        if target is not None:
            journal.mark(self._connection, target, undone=act.category == "undo")
        return (Applied(written[0]), written[1]) if written is not None else (Applied(), "")

    @property
    def search(self) -> "SearchIndex":
        """The search index."""
        return self._writer.derived.search

    @property
    def rollup(self) -> "FactorRollup":
        """The counts of how often factors rose, with advice and without."""
        return self._writer.derived.rollup

    def _acknowledged(self, written: tuple[Applied, str]) -> Applied:
        applied, chain = written
        if applied.entry is not None:
            self.device.wrote(chain, applied.entry.at)
        return applied

    def other_windows(self) -> Sequence[str]:
        """Return the other open windows of this file."""
        return [window for window in living_windows(self.path) if window != self.window]

    def publish(self, published: str) -> bool:
        """Store what the second screen may show, without an entry; return False if another window is writing."""
        with self._transactions.short_wait(), contextlib.suppress(sqlite3.OperationalError):
            # One statement is a transaction of its own.
            self._connection.execute(
                "INSERT INTO second_screen (only, published) VALUES (1, ?)"
                " ON CONFLICT (only) DO UPDATE SET published = excluded.published",
                (published,),
            )
            return True
        return False

    def published_elsewhere(self) -> str | None:
        """Return the stored state of the second screen if other windows have the file open; None otherwise."""
        if not self.is_open_elsewhere():
            return None
        with contextlib.suppress(sqlite3.OperationalError):
            row = self._connection.execute("SELECT published FROM second_screen").fetchone()
            return None if row is None else str(row["published"])
        return None

    # --- listening

    def news(self) -> Sequence[JournalEntry]:
        """Return what other windows have stored since the last call; cheap if nothing. Raises Busy."""
        news: list[JournalEntry] = []
        with locks_told():
            version = self._read_data_version()
            if version == self._data_version:
                return []
            while entries := journal.since(self._connection, self._seen):
                self._seen = entries[-1].seq
                news += [entry for entry in entries if entry.window != self.window]
        self._data_version = version
        return news

    def since(self, seq: int) -> Sequence[JournalEntry]:
        """Return the entries after a number, of any window; 500 at most."""
        return journal.since(self._connection, seq)

    def history(self, table: str, id: str) -> Sequence[JournalEntry]:
        """Return a row's entries, oldest first, each with the changes of that row alone. Raises Busy."""
        with locks_told():
            return journal.of_row(self._connection, table, id)

    def last_seq(self) -> int:
        """Return the number of the newest entry."""
        return journal.last_seq(self._connection)

    def data_version(self) -> int:
        """Return a number that changes when another window writes. Raises Busy."""
        with locks_told():
            return self._read_data_version()

    def _read_data_version(self) -> int:
        return int(self._connection.execute("PRAGMA data_version").fetchone()[0])

    @property
    def rows_written(self) -> int:
        """How many rows this window has written so far, of whatever table: while it stays, so do they."""
        return self._connection.total_changes

    def beat(self) -> None:
        """Store that this window is alive."""
        self.device.beat(self._now())

    def is_open_elsewhere(self) -> bool:
        """Return whether another window has the file open."""
        return bool(self.other_windows())

    def has_been_used(self) -> bool:
        """Return whether anything has been stored since the file was seeded."""
        return journal.has_been_used(self._connection)

    def now(self) -> int:
        """Return the time by this file's clock, in UTC ms."""
        return self._now()
