"""Copies of the file: complete, readable by the owner only, and verified before an older one may be deleted."""

import contextlib
import hashlib
import os
import sqlite3
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import BinaryIO

from nettverk_tui.model.core.messages import Message
from nettverk_tui.store import halves, journal, snapshot
from nettverk_tui.store.file import integrity
from nettverk_tui.store.halves import half_of
from nettverk_tui.store.locks import Busy
from nettverk_tui.store.progress import Progress, parts, unseen
from nettverk_tui.store.storage_advice import advice_on

_NAME = "%Y-%m-%dT%H%M%S.%f"
#: Hex digits of the last link in the name of a copy.
_MARK = 12
#: Bytes read at once.
_PIECE = 1 << 20
#: Copies kept (docs/decisions/0023-copies.md): all of the last two days, then one a day, a week, a month.
_ALL_FOR = timedelta(days=2)
_KEPT = (("%Y-%m-%d", 14), ("%G-%V", 8), ("%Y-%m", 12))


class CopyFailed(Exception):
    """No copy was made; the file itself is untouched. `words` gives the reason as a clause for after a colon."""

    def __init__(self, problem: BaseException | str) -> None:
        super().__init__(str(problem))
        self.words = (
            advice_on(problem) if isinstance(problem, BaseException) else Message("{problem}", {"problem": problem})
        )


class JournalBroken(CopyFailed):
    """The journal's chain is broken from the entry `seq` on: such a copy must not replace good ones."""

    def __init__(self, seq: int) -> None:
        super().__init__(f"journal, {seq}")
        self.seq = seq


def copies_folder(file: Path) -> Path:
    """Return the folder of a file's copies, which is beside the file."""
    return file.with_name(f"{file.name}.copies")


def copies(file: Path) -> Sequence[Path]:
    """Return the paths of the copies, oldest first."""
    folder = copies_folder(file)
    return sorted(folder.glob("*.db")) if folder.is_dir() else []


def sweep_halves(file: Path) -> None:
    """Delete copies that a killed program left unfinished. Raises nothing."""
    halves.sweep_folder(copies_folder(file))
    halves.sweep_halves(file)


def copy_if_changed(
    connection: sqlite3.Connection, file: Path, now: datetime, progress: Progress = unseen
) -> Path | None:
    """Copy the file unless the newest copy holds the same journal; thin out the older ones.

    It does not block typing. Raises CopyFailed, and JournalBroken where the journal's chain is broken.
    """
    try:
        mark = _mark(journal.last_link(connection))
        there = copies(file)
        if there and there[-1].stem.endswith(mark):
            return None
        target = copies_folder(file) / name_of(connection, None, now)
    except (sqlite3.Error, OSError) as problem:
        raise CopyFailed(problem) from problem
    copy_to(connection, target, progress, chained=True)
    thin(file, now)
    return target


def name_of(connection: sqlite3.Connection, file: Path | None, now: datetime) -> str:
    """Return the file name of a copy made now: time and last link, after the stem of `file` in a shared folder."""
    before = f"{file.stem}-" if file is not None else ""
    return f"{before}{now.astimezone(UTC).strftime(_NAME)}-{_mark(journal.last_link(connection))}.db"


def _mark(chain: str) -> str:
    return chain[:_MARK] or "empty"


def remove_copies(file: Path, chain: str) -> None:
    """Delete the copies that end with this link, and the folder if it is empty then. Raises nothing."""
    for path in copies(file):
        if path.stem.endswith(f"-{_mark(chain)}"):
            for written in (path, sum_of(path)):
                with contextlib.suppress(OSError):
                    written.unlink(missing_ok=True)
    with contextlib.suppress(OSError):
        copies_folder(file).rmdir()


def copy_to(
    connection: sqlite3.Connection, target: Path, progress: Progress = unseen, *, chained: bool = False
) -> None:
    """Write a consistent, verified copy to `target`, and its SHA-256 beside it. Raises CopyFailed and leaves nothing.

    With `chained` the journal's chain is verified too: JournalBroken is raised where it is broken.
    """
    try:
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with half_of(target) as half:
            digest = write_copy(connection, half, progress, chained=chained)
            half.replace(target)
        sum_of(target).write_text(f"{digest}  {target.name}\n", "utf-8", "surrogateescape")
        flush_folder(target.parent)
    except OSError as problem:
        raise CopyFailed(problem) from problem


def write_copy(
    connection: sqlite3.Connection, target: Path, progress: Progress = unseen, *, chained: bool = False
) -> str:
    """Write a consistent, verified copy to `target`, flush it, and return its SHA-256. Raises as `copy_to` does.

    The file itself is only read while it is copied; the checks run on the copy, so that other windows do not wait.
    """
    of_copy, of_check, of_chain, of_digest = parts(progress, 2, 4, 1, 1)
    try:
        # Create it with its mode first: SQLite would make it readable for all.
        os.close(os.open(target, os.O_CREAT | os.O_TRUNC | os.O_RDWR, 0o600))
        with contextlib.closing(sqlite3.connect(target)) as copy:
            snapshot.copy(connection, copy, of_copy)
            copy.row_factory = sqlite3.Row
            wrong = integrity(copy, 1, of_check)
            broken = journal.verify(copy, of_chain) if chained and not wrong else None
        if wrong:
            raise CopyFailed(wrong[0])
        if broken is not None:
            raise JournalBroken(broken)
        return flushed_digest(target, of_digest)
    except Busy as problem:
        raise CopyFailed(sqlite3.OperationalError("database is locked")) from problem
    except (sqlite3.Error, OSError) as problem:
        raise CopyFailed(problem) from problem


def sum_of(copy: Path) -> Path:
    """Return the path of the SHA-256 file of a copy."""
    return copy.with_suffix(".sha256")


def flushed_digest(path: Path, progress: Progress = unseen) -> str:
    """Flush a file to the disk and return its SHA-256."""
    with path.open("rb+") as opened:
        digest = digest_of(opened, progress)
        os.fsync(opened.fileno())
    return digest


def digest_of(opened: BinaryIO, progress: Progress = unseen) -> str:
    """Return the SHA-256 of an open file."""
    digest, size, done = hashlib.sha256(), os.fstat(opened.fileno()).st_size, 0
    while piece := opened.read(_PIECE):
        digest.update(piece)
        done += len(piece)
        progress(done / max(size, done))
    return digest.hexdigest()


def flush_folder(folder: Path) -> None:
    """Flush a folder, so that created, renamed and deleted names in it are on the disk. Windows does not need it."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def thin(file: Path, now: datetime) -> None:
    """Delete the copies that no rule keeps; the newest always stays."""
    there = copies(file)
    kept = to_keep([(path.stem, moment) for path in there if (moment := _moment(path)) is not None], now)
    for path in there[:-1]:
        if _moment(path) is not None and path.stem not in kept:
            # Another window may be copying it now, and Windows does not delete a file that is being read.
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)
                sum_of(path).unlink(missing_ok=True)


def to_keep(named: Iterable[tuple[str, datetime]], now: datetime) -> frozenset[str]:
    """Return the names of the copies to keep: all of two days, and the newest of 14 days, 8 weeks and 12 months."""
    newest_first = sorted(named, key=lambda pair: pair[1], reverse=True)
    kept = {name for name, moment in newest_first if now - moment <= _ALL_FOR}
    for period, count in _KEPT:
        seen: dict[str, str] = {}
        for name, moment in newest_first:
            seen.setdefault(moment.strftime(period), name)
        kept.update(list(seen.values())[:count])
    return frozenset(kept)


def _moment(path: Path) -> datetime | None:
    try:
        return datetime.strptime(path.stem.rpartition("-")[0], _NAME).replace(tzinfo=UTC)
    except ValueError:
        return None
