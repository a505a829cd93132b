"""From a key to what is stored and shown, on the demo and on a file that holds many of it.

    python -m benchmarks.keys [NETWORKS] [ROUNDS]

One round rates a factor in each file. *stored* is the store's part: the command decided, written, journalled and
durable. *shown* is the whole way, from the key event to a screen that has come to rest, without a terminal.
"""

import asyncio
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import AsyncExitStack
from pathlib import Path
from zoneinfo import ZoneInfo

from textual.pilot import Pilot

from benchmarks.paired import table
from nettverk_tui.exchange.demo import demo_records
from nettverk_tui.language import Translator
from nettverk_tui.model.commands import Command
from nettverk_tui.model.core.messages import Refusal
from nettverk_tui.store.store import Applied, Store, new_id, wall_clock
from nettverk_tui.tui.app import NettverkApp

ZONE = ZoneInfo("Europe/Oslo")
#: From the break of the demo to the factors of group B.
_WAY = ("pagedown",) * 3


class WatchedStore(Store):
    """Remembers how long the last command took."""

    seconds = 0.0

    def apply(self, command: Command, tell: Callable[[float], None] | None = None) -> Applied | Refusal:
        began = time.perf_counter()
        applied = super().apply(command, tell)
        self.seconds = time.perf_counter() - began
        return applied


def make(path: Path, networks: int) -> None:
    """A file with so many networks, the demo's among them; progress on standard error."""
    store = Store.create(path, home=path.parent)
    for number in range(networks):
        store.seed(demo_records("middle", wall_clock(), ZONE, new_id), "Demo")
        if number % 50 == 49:
            print(f"{number + 1} of {networks} networks, {path.stat().st_size / 1e6:.0f} MB", file=sys.stderr)
    store.close()


async def measure(files: dict[str, Path], rounds: int) -> None:
    """Open all files at once and rate in each in turn."""
    stored: dict[str, list[float]] = {name: [] for name in files}
    shown: dict[str, list[float]] = {name: [] for name in files}
    async with AsyncExitStack() as stack:
        pilots: dict[str, tuple[WatchedStore, Pilot[None]]] = {}
        for name, path in files.items():
            began = time.perf_counter()
            store = WatchedStore.open(path, home=path.parent)
            print(f"{name}: opened, with its first copy, in {time.perf_counter() - began:.2f} s")
            assert isinstance(store, WatchedStore)
            app = NettverkApp(Translator("en", ZONE), store, file=path, demo=path.resolve, under_way=True)
            pilot = await stack.enter_async_context(app.run_test(size=(80, 24)))
            for key in _WAY:
                await pilot.press(key)
            pilots[name] = (store, pilot)
        for number in range(rounds + 3):
            for name in list(files)[:: 1 if number % 2 else -1]:
                store, pilot = pilots[name]
                began = time.perf_counter()
                await pilot.press("up" if number % 2 else "down", "23"[number % 2])
                seconds = time.perf_counter() - began
                if number >= 3:
                    stored[name].append(store.seconds)
                    shown[name].append(seconds)
    first = next(iter(files))
    print("stored\n" + table(stored, first))
    print("shown\n" + table(shown, first))


def main() -> None:
    """Make the files, measure, and print tables."""
    networks = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 100
    with tempfile.TemporaryDirectory() as folder:
        files = {"the demo": Path(folder) / "demo.db", f"{networks} networks": Path(folder) / "many.db"}
        for path, count in zip(files.values(), (1, networks), strict=True):
            make(path, count)
            print(f"{path.name}: {path.stat().st_size / 1e6:.1f} MB")
        asyncio.run(measure(files, rounds))


if __name__ == "__main__":
    main()
