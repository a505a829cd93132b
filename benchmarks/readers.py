"""What long readers cost those who type: check, export and copies beside two windows that store an entry each second.

    python -m benchmarks.readers [ROUNDS] [LARGE_FILE]

Each round checks, exports and copies the file while two other processes store; then the two store just as long with
nothing beside them. Told are the times from Enter to durable, and how often a sound file was called unsound. The demo
is measured, and then a file made by `benchmarks.large` (--networks 11 is 100 MB), with a twentieth of the rounds.
"""

import contextlib
import io
import itertools
import json
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from nettverk_tui.exchange.demo.file import make_demo
from nettverk_tui.exchange.json_file import export
from nettverk_tui.model.commands import AddNote, Place
from nettverk_tui.model.core.records import Gathering
from nettverk_tui.store import backup
from nettverk_tui.store.file import connect
from nettverk_tui.store.locks import Busy
from nettverk_tui.store.maintenance.integrity import check
from nettverk_tui.store.store import Store, new_id

#: An entry each second, as two who write as fast as they can.
_LEAST, _MOST = 0.5, 1.5


def type_into(path: Path, home: Path) -> None:
    """Store an entry now and then until standard input ends; the times in milliseconds on standard output."""
    store = Store.open(path, home=home)
    where = Place(gathering_id=store.rows.find(Gathering)[0].id)
    chance, waits, busy = random.Random(), [], 0
    ended = threading.Event()
    # A pipe cannot be waited for with a limit everywhere; a thread can.
    threading.Thread(target=_until_the_end, args=[ended], daemon=True).start()
    # The first entry loads what the others have.
    _store_one(store, where)
    print("ready", flush=True)
    while not ended.wait(chance.uniform(_LEAST, _MOST)):
        began = time.perf_counter()
        busy += _store_one(store, where)
        waits.append(1000 * (time.perf_counter() - began))
    store.close()
    print(json.dumps({"waits": waits, "busy": busy}))


def _until_the_end(ended: threading.Event) -> None:
    sys.stdin.read()
    ended.set()


def _store_one(store: Store, where: Place) -> int:
    """How often the window had to try again: its foot says that another one is writing, and the text waits."""
    note = AddNote(id=new_id(), where=where, kind="note", text="Apoteket ringes hver mandag", layer="network")
    for busy in itertools.count():
        with contextlib.suppress(Busy):
            store.apply(note)
            return busy
    raise AssertionError


class Typists:
    """Two windows in processes of their own."""

    def __init__(self, path: Path) -> None:
        command = [sys.executable, "-m", "benchmarks.readers", "--type", str(path)]
        self._processes = [
            subprocess.Popen(
                [*command, str(path.parent / f"home-{number}")],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
            for number in range(2)
        ]
        for process in self._processes:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"

    def end(self) -> tuple[list[float], int]:
        """How long each entry took, in milliseconds, and how often a window had to try again."""
        waits, busy = [], 0
        for process in self._processes:
            said = json.loads(process.communicate("")[0])
            waits += said["waits"]
            busy += said["busy"]
        return waits, busy


def measure(path: Path, rounds: int) -> None:
    """Print the rows of one file."""
    took: dict[str, list[float]] = {"check": [], "export": [], "copy": []}
    false_alarms = 0
    typists = Typists(path)
    began = time.monotonic()
    for _ in range(rounds):
        at = time.perf_counter()
        false_alarms += bool(check(path).faults)
        took["check"].append(time.perf_counter() - at)
        at = time.perf_counter()
        with io.StringIO() as out:
            export(path, out)
        took["export"].append(time.perf_counter() - at)
        at = time.perf_counter()
        with closing(connect(path, writing=False)) as connection:
            copy = path.with_name("copy.db")
            backup.write_copy(connection, copy, chained=True)
            copy.unlink()
        took["copy"].append(time.perf_counter() - at)
    beside = typists.end()
    seconds = time.monotonic() - began
    typists = Typists(path)
    time.sleep(seconds)
    alone = typists.end()
    print(f"{path.name}, {path.stat().st_size / 1e6:.0f} MB, {rounds} rounds in {seconds:.0f} s: ", end="")
    print(", ".join(f"{name} {statistics.median(times):.2f} s" for name, times in took.items()), end="")
    print(f"; {false_alarms} false alarms")
    print("| | entries | median | 99 % | longest | over 300 ms | tried again |\n|---|---|---|---|---|---|---|")
    for name, (waits, busy) in (("beside long readers", beside), ("alone", alone)):
        print(_row(name, waits, busy))


def _row(name: str, waits: Sequence[float], busy: int) -> str:
    ninety_nine = statistics.quantiles(waits, n=100)[-1]
    over = sum(wait > 300 for wait in waits)
    figures = f"{statistics.median(waits):.1f} ms | {ninety_nine:.0f} ms | {max(waits):.0f} ms | {over} | {busy}"
    return f"| {name} | {len(waits)} | {figures} |"


def main() -> None:
    """Make the demo, measure, and print tables."""
    if sys.argv[1:2] == ["--type"]:
        type_into(Path(sys.argv[2]), Path(sys.argv[3]))
        return
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    with tempfile.TemporaryDirectory() as folder:
        demo = Path(folder) / "demo.db"
        make_demo(demo)
        measure(demo, rounds)
        if len(sys.argv) > 2:
            large = Path(folder) / "large.db"
            with closing(connect(Path(sys.argv[2]), writing=False)) as connection:
                backup.write_copy(connection, large)
            measure(large, max(rounds // 20, 1))


if __name__ == "__main__":
    main()
