"""Restoring a copy: the user first sees what would be lost, and the present file is kept."""

import contextlib
import glob
import os
import sqlite3
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from nettverk_tui.model.core.messages import N_, Message
from nettverk_tui.model.journal.undo import JournalEntry
from nettverk_tui.store import backup, journal
from nettverk_tui.store.drafts import living_windows
from nettverk_tui.store.file import CannotOpen, check_is_ours
from nettverk_tui.store.foreign import Unreadable, read_bytes
from nettverk_tui.store.halves import half_of
from nettverk_tui.store.progress import Progress, counted, parts, unseen
from nettverk_tui.store.reading import Reading, connected
from nettverk_tui.store.storage_advice import advice_on

_NAME = "%Y-%m-%dT%H%M%S"
_LARGEST_SUM = 10_000


class Difference(msgspec.Struct, frozen=True):
    """The difference of two files of one network: entries in one and not in the other, newest first.

    For an act of many parts, only the last one.
    `of_one_network` is False if the files belong to different networks.
    """

    only_here: tuple[JournalEntry, ...]
    only_in_the_copy: tuple[JournalEntry, ...]
    of_one_network: bool


def check_copy(copy: Path, progress: Progress = unseen) -> None:
    """Raise CannotOpen unless a copy is sound by SQLite's check, its journal's chain, and its SHA-256."""
    of_sum, of_looking, of_chain = parts(progress, 2, 2, 1)
    name = {"name": copy.name}
    check_is_ours(copy)
    _check_sum(copy, of_sum)
    with contextlib.closing(connected(copy, writing=False, progress=of_looking)) as connection:
        if journal.verify(connection, of_chain) is not None:
            raise CannotOpen(Message(N_("{name} is damaged, and was not used. Choose another copy."), name))


def _check_sum(copy: Path, progress: Progress) -> None:
    try:
        noted = read_bytes(backup.sum_of(copy), _LARGEST_SUM).decode("utf-8", "surrogateescape").split(maxsplit=1)
    except (OSError, Unreadable):
        # A copy that was moved elsewhere has no SHA-256 beside it.
        return
    with copy.open("rb") as opened:
        digest = backup.digest_of(opened, progress)
    if noted and noted[0] != digest:
        raise CannotOpen(
            Message(
                N_("{name} is not as it was copied: its sum has changed. Choose another copy."), {"name": copy.name}
            )
        )


def compare(path: Path, copy: Path, progress: Progress = unseen) -> Difference | None:
    """Return what would be lost and regained; None if the present file cannot be read. Raises CannotOpen."""
    of_opening, of_the_copy, of_ours, of_theirs = parts(progress, 2, 2, 3, 3)
    try:
        here = Reading.open(path, progress=of_opening)
    except CannotOpen:
        return None
    with contextlib.closing(here), contextlib.closing(Reading.open(copy, progress=of_the_copy)) as there:
        ours = {entry.id: entry for entry in counted(here.journal(), here.last_seq(), of_ours)}
        theirs = {entry.id: entry for entry in counted(there.journal(), there.last_seq(), of_theirs)}
        return Difference(
            only_here=_newest_first(entry for id, entry in ours.items() if id not in theirs),
            only_in_the_copy=_newest_first(entry for id, entry in theirs.items() if id not in ours),
            of_one_network=here.file_id == there.file_id,
        )


def _newest_first(entries: Iterator[JournalEntry]) -> tuple[JournalEntry, ...]:
    newest_first = sorted(entries, key=lambda entry: entry.hlc, reverse=True)
    acts: dict[str, JournalEntry] = {}
    for entry in newest_first:
        acts.setdefault(entry.batch or entry.id, entry)
    return tuple(acts.values())


def restore(path: Path, copy: Path, now: datetime, progress: Progress = unseen) -> Path | None:
    """Replace the file by the copy; return the path of the old file, None if there was none.

    The file gets a new device id the next time it is opened, if the installation had written more than the copy holds.
    Raises CannotOpen while a window has the file open or if the copy is damaged; then nothing was changed.
    """
    if living_windows(path):
        raise CannotOpen(Message(N_("{name} is open in a window. Close it first."), {"name": path.name}))
    of_check, of_copy = parts(progress, 1, 2)
    check_copy(copy, of_check)
    try:
        with half_of(path) as half:
            with contextlib.closing(connected(copy, writing=False)) as connection:
                path.parent.mkdir(parents=True, exist_ok=True)
                backup.write_copy(connection, half, of_copy)
            kept = _set_aside(path, now)
            half.replace(path)
        backup.flush_folder(path.parent)
    except (OSError, backup.CopyFailed) as problem:
        words = N_("{name} could not be restored: {problem}. It was left as it is.")
        reason = problem.words if isinstance(problem, backup.CopyFailed) else advice_on(problem)
        raise CannotOpen(Message(words, {"name": path.name, "problem": reason})) from problem
    return kept


def _set_aside(path: Path, now: datetime) -> Path | None:
    if not path.exists():
        return None
    kept = _free_name(path, now)
    # A killed writer's rollback journal must keep the file's name: without it the file cannot be rolled back.
    left = path.with_name(path.name + "-journal")
    if left.exists():
        with contextlib.suppress(sqlite3.Error, CannotOpen):
            connected(path, writing=False).close()
    if left.exists() and left.stat().st_size:
        left.replace(kept.with_name(kept.name + "-journal"))
    try:
        # A hard link first, so that there is always a file at `path`.
        os.link(path, kept)
    except (OSError, NotImplementedError):
        path.replace(kept)
    return kept


def set_aside(path: Path) -> Sequence[Path]:
    """Return the files that were replaced by copies."""
    return sorted(path.parent.glob(f"{glob.escape(path.stem)}.replaced-*{glob.escape(path.suffix)}"))


def _free_name(path: Path, now: datetime) -> Path:
    stem = f"{path.stem}.replaced-{now.astimezone(UTC).strftime(_NAME)}"
    names: Sequence[str] = [stem, *(f"{stem}-{number}" for number in range(2, 100))]
    return next(free for name in names if not (free := path.with_name(f"{name}{path.suffix}")).exists())
