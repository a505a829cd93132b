"""The demo network as a file: made fresh when it is safe to, and never over anything somebody made."""

from datetime import tzinfo
from pathlib import Path

from dateutil.tz import tzlocal

from nettverk_tui.exchange.demo import Variant, demo_records
from nettverk_tui.model.messages import N_, Message
from nettverk_tui.model.records import Network
from nettverk_tui.store.backup import copies_folder
from nettverk_tui.store.file import CannotOpen, check_is_ours
from nettverk_tui.store.store import Store, new_id, wall_clock


class DemoRefused(CannotOpen):
    """The demo was not made, and nothing was touched."""


def make_demo(path: Path, variant: Variant = "middle", *, now: int | None = None, zone: tzinfo | None = None) -> bool:
    """Make the demo at `path`. False: a demo somebody has typed in lies there and was left as it is.

    Raises DemoRefused where the file is something else, and CannotOpen where none can be made.
    """
    if path.exists():
        if not _is_untouched_demo(path):
            return False
        _remove(path)
    moment = wall_clock() if now is None else now
    # A real zone, not today's offset: gatherings on the other side of a clock change begin at nine there too.
    local = zone or tzlocal()
    store = Store.create(path)
    try:
        store.seed(demo_records(variant, moment, local, new_id), "Demo")
    finally:
        store.close()
    return True


def _is_untouched_demo(path: Path) -> bool:
    """Whether the file is a demo as it was made. Raises DemoRefused where it is no demo at all."""
    refused = DemoRefused(
        Message(N_("{path} is no demo. It was left as it is; choose another name with --file."), {"path": str(path)})
    )
    try:
        check_is_ours(path)
        store = Store.open(path)
    except CannotOpen as problem:
        raise refused from problem
    try:
        networks = store.rows.find(Network)
        if not networks or not all(network.demo for network in networks):
            raise refused
        return not (store.has_been_used() or store.drafts.all() or store.is_open_elsewhere())
    finally:
        store.close()


def _remove(path: Path) -> None:
    """Take an untouched demo away, with the copies of it."""
    path.unlink()
    folder = copies_folder(path)
    if folder.is_dir():
        for each in folder.iterdir():
            each.unlink()
        folder.rmdir()
