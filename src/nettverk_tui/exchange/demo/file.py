"""The demo network as a file: made anew while it is unused, and never over a user's work."""

import contextlib
from datetime import tzinfo
from pathlib import Path

import msgspec
from dateutil.tz import tzlocal

from nettverk_tui.exchange.demo import Variant, demo_records
from nettverk_tui.model.core.messages import N_, Message
from nettverk_tui.model.core.records import Network
from nettverk_tui.store.backup import remove_copies
from nettverk_tui.store.drafts import left_behind, living_windows, sweep
from nettverk_tui.store.file import CannotOpen
from nettverk_tui.store.halves import half_of, sweep_halves
from nettverk_tui.store.reading import Reading
from nettverk_tui.store.store import Store, new_id, wall_clock

#: Far longer than making the demo takes: the program that began it is gone.
_GIVEN_UP_AFTER_SECONDS = 600


class DemoRefused(CannotOpen):
    """The demo was not made, and nothing was changed."""


class _Untouched(msgspec.Struct, frozen=True):
    """An unused demo: its own id, and the only link of its journal."""

    file_id: str
    chain: str


def make_demo(path: Path, variant: Variant = "middle", *, now: int | None = None, zone: tzinfo | None = None) -> bool:
    """Make the demo at `path`. Return False if there is a demo that the user has changed, which is left as it is.

    It is made under another name and moved into place, so that it is never incomplete; of two made at the
    same time, one stays. Raises DemoRefused if the file is something else, CannotOpen if it cannot be created, and
    NotSaved if there is no room.
    """
    if _is_there(path) and _untouched(path) is None:
        return False
    moment = wall_clock() if now is None else now
    sweep_halves(path, _GIVEN_UP_AFTER_SECONDS)
    try:
        with half_of(path) as half:
            try:
                # A real zone, not today's offset: gatherings begin at nine on both sides of a change of the clock.
                _write(half, path, variant, moment, zone or tzlocal())
            finally:
                sweep(half, "")
            # The existing demo may have been changed meanwhile.
            older = _untouched(path) if _is_there(path) else None
            if older is None and _is_there(path):
                return False
            half.replace(path)
    except OSError as problem:
        raise CannotOpen(_not_made(path)) from problem
    if older is not None:
        remove_copies(path, older.chain)
        sweep(path, older.file_id)
    return True


def _write(half: Path, path: Path, variant: Variant, now: int, zone: tzinfo) -> None:
    try:
        store = Store.create(half)
    except CannotOpen as problem:
        raise CannotOpen(_not_made(path)) from problem
    try:
        store.seed(demo_records(variant, now, zone, new_id), "Demo")
    finally:
        store.close()


def _not_made(path: Path) -> Message:
    return Message(
        N_("{name} cannot be made in {folder}. Choose a folder you may write in."),
        {"name": path.name, "folder": str(path.parent)},
    )


def _is_there(path: Path) -> bool:
    return path.exists() or path.is_symlink()


def _untouched(path: Path) -> _Untouched | None:
    """Return the unmodified demo, or None if it is in use. Raises DemoRefused if the file is not a demo."""
    refused = DemoRefused(
        Message(N_("{path} is no demo. It was left as it is; choose another name with --file."), {"path": str(path)})
    )
    try:
        # One made by an older version is a demo too: it is made anew, or upgraded if it is in use.
        reading = Reading.open(path, older=True)
    except CannotOpen as problem:
        raise refused from problem
    with contextlib.closing(reading):
        networks = reading.rows.find(Network)
        if not networks or not all(network.demo for network in networks):
            raise refused
        used = reading.has_been_used() or living_windows(path) or left_behind(path, reading.file_id)
        return None if used else _Untouched(reading.file_id, reading.last_link())
