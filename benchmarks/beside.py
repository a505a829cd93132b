"""How long Enter waits in one window while another process imports a large table into the same file.

    python -m benchmarks.beside [ROWS] [ROUNDS]

A window stores a note ten times a second and looks for news as the app does, four times a second; what finds the file
locked is tried again as the app tries it. One round without the import, one beside it.
"""

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from zoneinfo import ZoneInfo

from nettverk_tui.exchange.demo import demo_records
from nettverk_tui.model.commands import AddNote, Place
from nettverk_tui.model.core.records import Gathering, Measurement
from nettverk_tui.store.locks import Busy
from nettverk_tui.store.store import Store, new_id, wall_clock

_TYPING, _LISTENING, _RETRY = 0.1, 0.25, 0.05
_LIMIT = 0.3


def _table(folder: Path, rows: int) -> Path:
    path = folder / "measured.csv"
    lines = [f"A;waiting;{at % 28 + 1}.{at // 28 % 12 + 1}.{1925 + at // 336};{20 + at % 9},5" for at in range(rows)]
    path.write_text("\n".join(["group;indicator;date;value", *lines]), "utf-8")
    return path


def _enter(store: Store, gathering_id: str) -> float:
    """Store one note; how long it took (seconds), with what it had to wait."""
    where = Place(gathering_id=gathering_id)
    command = AddNote(id=new_id(), where=where, kind="note", text="ring the pharmacy", layer="network")
    began = time.perf_counter()
    while True:
        try:
            store.apply(command)
            return time.perf_counter() - began
        except Busy:
            time.sleep(_RETRY)


def _type(store: Store, until: subprocess.Popen[bytes] | None, seconds: float) -> list[float]:
    """Type until the other process has ended, or for so long."""
    gathering_id = store.rows.find(Gathering)[0].id
    waited, listened, began = [], time.perf_counter(), time.perf_counter()
    while until.poll() is None if until is not None else time.perf_counter() - began < seconds:
        waited.append(_enter(store, gathering_id))
        if time.perf_counter() - listened > _LISTENING:
            store.news()
            listened = time.perf_counter()
        time.sleep(_TYPING)
    return waited


def _line(name: str, waited: list[float]) -> str:
    middle, most = statistics.median(waited), max(waited)
    late = sum(each > _LIMIT for each in waited)
    return f"| {name} | {len(waited)} | {1000 * middle:.1f} ms | {1000 * most:.0f} ms | {late} |"


def main() -> None:
    """Print a table."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    alone: list[float] = []
    beside: list[float] = []
    took = []
    for _ in range(rounds):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            path = folder / "demo.db"
            store = Store.create(path, home=folder / "home")
            store.seed(demo_records("middle", wall_clock(), ZoneInfo("Europe/Oslo"), new_id), "Demo")
            alone += _type(store, None, 5)
            command = [sys.executable, "-m", "nettverk_tui", "import", "--file", str(path), "--yes", "--lang", "en"]
            began = time.perf_counter()
            with subprocess.Popen(
                [*command, str(_table(folder, rows))], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            ) as importing:
                beside += _type(store, importing, 0)
            took.append(time.perf_counter() - began)
            found = len(store.rows.find(Measurement))
            assert found >= rows, found
            store.close()
    print(f"| {rows} rows, {rounds} rounds | Enters | median | longest | over {_LIMIT:.1f} s |\n|---|---|---|---|---|")
    print(_line("alone", alone))
    print(_line("beside the import", beside))
    print(f"\nThe import took {statistics.median(took):.1f} s.")


if __name__ == "__main__":
    main()
