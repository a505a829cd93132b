"""What measuring costs: analysing and drawing 1,000 indicators, and importing 100,000 measurements.

    python -m benchmarks.measuring [rounds]

The import is held against plain `sqlite3` inserts of the same rows in the same chunks, with the same settings of the
connection: what is left is the journal, the laws, and the records.
"""

import contextlib
import datetime
import math
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import msgspec

from benchmarks.paired import paired, table
from nettverk_tui.charts.chart import indicator_chart
from nettverk_tui.charts.terminal import render
from nettverk_tui.language import Translator
from nettverk_tui.model.commands import ImportMeasurements
from nettverk_tui.model.core.records import Group, Indicator, Measurement, Network
from nettverk_tui.model.measurement.indicator_values import ImportedSeries, IndicatorPage, MeasuredLine
from nettverk_tui.store import file
from nettverk_tui.store.store import Applied, Store, new_id

INDICATORS, POINTS = 1_000, 60
ROWS, CHUNK = 100_000, 1_000


def _day(at: int) -> str:
    return str(datetime.date(2020, 1, 1) + datetime.timedelta(days=at))


def _series(number: int) -> tuple[Indicator, list[Measurement]]:
    id = f"i{number}"
    values = [
        Measurement(
            id=f"{id}-{at}", indicator_id=id, on=_day(7 * at), numerator=5.0 + (at * number) % 9, denominator=40.0
        )
        for at in range(POINTS)
    ]
    return Indicator(id=id, group_id="g", name=f"Indicator {number}", kind="proportion", chart="p"), values


def _timed(what: Callable[[], object]) -> Callable[[], float]:
    def run() -> float:
        began = time.perf_counter()
        what()
        return time.perf_counter() - began

    return run


def _lines() -> list[MeasuredLine]:
    return [
        MeasuredLine(new_id(), on=_day(at % 2_000), phase="before", value=round(20 + 5 * math.sin(at), 2))
        for at in range(ROWS)
    ]


def _ours(folder: Path, lines: list[MeasuredLine]) -> float:
    """As the program does it: one command a chunk, each an entry in the journal."""
    path = folder / f"{new_id()}.db"
    store = Store.create(path, home=folder)
    store.seed([Network(id="n", name="N"), Group(id="g", network_id="n", letter="A", position=1, unit="A")])
    began = time.perf_counter()
    for first in range(0, ROWS, CHUNK):
        series = ImportedSeries("g", "i", tuple(lines[first : first + CHUNK]), IndicatorPage("x"))
        outcome = store.apply(ImportMeasurements(series=(series,)))
        assert isinstance(outcome, Applied)
    seconds = time.perf_counter() - began
    store.close()
    return seconds


def _plain(folder: Path, lines: list[MeasuredLine]) -> float:
    """The same rows into the same table, and nothing else."""
    path = folder / f"{new_id()}.db"
    Store.create(path, home=folder).close()
    with contextlib.closing(file.connect(path)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        rows = [msgspec.structs.asdict(one.as_row("i")) for one in lines]
        names = list(rows[0])
        quoted, gaps = ", ".join(f'"{name}"' for name in names), ", ".join("?" * len(names))
        sql = f"INSERT INTO measurement ({quoted}) VALUES ({gaps})"
        began = time.perf_counter()
        for first in range(0, ROWS, CHUNK):
            connection.execute("BEGIN IMMEDIATE")
            connection.executemany(sql, [tuple(row.values()) for row in rows[first : first + CHUNK]])
            connection.execute("COMMIT")
        return time.perf_counter() - began


def main() -> None:
    """Print both tables."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    series = [_series(number) for number in range(1, INDICATORS + 1)]
    charts = [indicator_chart(*each) for each in series]
    t = Translator("nb")

    def analyse() -> None:
        for each in series:
            indicator_chart(*each)

    def draw() -> None:
        for chart in charts:
            render(chart, 80, 24, "colour", say=t.message, months=t.months)

    print(table(paired({"analysing 1,000": _timed(analyse), "drawing 1,000": _timed(draw)}, rounds), "analysing 1,000"))
    lines = _lines()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        runs = {"plain sqlite3": lambda: _plain(folder, lines), "nettverk": lambda: _ours(folder, lines)}
        print(table(paired(runs, max(rounds // 2, 2)), "plain sqlite3"))


if __name__ == "__main__":
    main()
