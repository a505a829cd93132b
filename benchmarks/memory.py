"""What remembering costs: searching, Today, the board and a timeline, on the demo and on a file of 200 networks.

    python -m benchmarks.large FILE
    python -m benchmarks.memory FILE [rounds]

Each is held against the plainest SQL that fetches the same rows, and against its own time on the demo. A network of the
large file has ten groups, eight gatherings and ten years between them; the demo has six, five, and one year.
"""

import contextlib
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from nettverk_tui.exchange.demo.file import make_demo
from nettverk_tui.model.capture import CaptureContext
from nettverk_tui.model.core.records import Gathering, Group, Network
from nettverk_tui.model.network.plan import gatherings_of
from nettverk_tui.model.overview.board import factors_over_time, side_by_side
from nettverk_tui.model.overview.heat_map import heat_map
from nettverk_tui.model.overview.timeline import timeline
from nettverk_tui.model.overview.today import today_lines
from nettverk_tui.model.search import understand_query
from nettverk_tui.model.warnings import thresholds_of
from nettverk_tui.resources import knowledge
from nettverk_tui.store.reading import Reading

#: What is looked for: what the line holds, and what it is here for.
QUERIES = {
    "a common word": "apoteket",
    "a rare word": "sentrifugen",
    "a word nobody said": "xylofonorkester",
    "two words": "apoteket listen",
    "a phrase": '"på apoteket"',
    "a word without another": "apoteket -listen",
    "two letters": "på",
    "a kind and a year": "råd: fra:2024 til:2024",
}
PAGE = 50
Work = Callable[[], object]


class File:
    """An open file, one of its networks, and the work that is measured."""

    def __init__(self, path: Path) -> None:
        self.reading = Reading.open(path)
        self.rows = self.reading.rows
        self.plain = sqlite3.connect(path)
        self.network = self._network()
        self.groups = self.rows.find(Group, network_id=self.network.id)
        self.gatherings = gatherings_of(self.rows, self.network.id)
        self.today = self._today()

    def _network(self) -> Network:
        """One in the middle of the file that still has a gathering before it: the others have nothing to wait for."""
        planned = {each.network_id for each in self.rows.find(Gathering, state="planned")}
        found = [each for each in self.rows.find(Network) if each.id in planned] or self.rows.find(Network)
        return found[len(found) // 2]

    def _today(self) -> str:
        held = [each.ends_on for each in self.gatherings if each.state != "planned"]
        return max(held)

    def close(self) -> None:
        """Let go of the file."""
        self.reading.close()
        self.plain.close()

    # --- ours

    def search(self, line: str) -> Work:
        """The first page of a search."""
        return lambda: self.reading.search.page(understand_query(line, CaptureContext(today=self.today)), PAGE)

    def waits(self) -> object:
        """Today of the network."""
        return today_lines(self.rows, self.network, knowledge().checklist, self.today, thresholds_of(self.network))

    def standing(self) -> object:
        """The board's first page: where the groups stand."""
        return heat_map(self.rows, self._rated(), self.groups, knowledge().checklist, items=False)

    def factors(self) -> object:
        """The board's page of each group's factors."""
        rated, checklist = self._rated(), knowledge().checklist
        return [factors_over_time(self.rows, rated, group, checklist) for group in self.groups]

    def beside(self) -> object:
        """The board's page of two gatherings side by side."""
        rated = self._rated()
        return side_by_side(self.rows, (rated[0], rated[-1]), self.groups, knowledge().checklist)

    def _rated(self) -> Sequence[Gathering]:
        return [each for each in self.gatherings if each.state == "closed"]

    def timeline(self) -> object:
        """The timeline of one group."""
        return timeline(self.rows, self.groups[0], self.today)

    # --- the plainest SQL for the same rows

    def plain_search(self, line: str) -> Work:
        """The same rows of the same tables, found by their numbers."""
        numbers = [hit.number for hit in self.search(line)()]  # type: ignore[attr-defined]
        gaps = ", ".join("?" * len(numbers))
        sql = f"SELECT * FROM search_entry WHERE id IN ({gaps}) ORDER BY id DESC"
        return lambda: self.plain.execute(sql, numbers).fetchall()

    def plain_match(self, line: str) -> Work | None:
        """The same question put to FTS5 by hand, where it is one."""
        from nettverk_tui.store.derived import search_index

        query = understand_query(line, CaptureContext(today=self.today))
        matched = search_index._match(query)
        if matched is None or query.kinds or query.since:
            return None
        sql = (
            "SELECT e.* FROM search_index JOIN search_entry AS e ON e.id = search_index.rowid"
            " WHERE search_index MATCH ? ORDER BY search_index.rowid DESC LIMIT ?"
        )
        return lambda: self.plain.execute(sql, (matched, PAGE)).fetchall()

    def plain_rows(self, *, groups: Sequence[Group], tables: Sequence[str]) -> Work:
        """Every row of the groups in these tables, a query a table."""
        ids = [each.id for each in groups]
        gaps = ", ".join("?" * len(ids))

        measured = (
            "SELECT m.* FROM measurement AS m JOIN indicator AS i ON i.id = m.indicator_id"
            f" WHERE i.group_id IN ({gaps}) AND m.deleted = 0"
        )

        def fetch() -> int:
            count = len(self.plain.execute(measured, ids).fetchall()) if "indicator" in tables else 0
            for table in tables:
                rows = self.plain.execute(f"SELECT * FROM {table} WHERE group_id IN ({gaps}) AND deleted = 0", ids)
                count += len(rows.fetchall())
            return count

        return fetch


def median_ms(work: Work, rounds: int) -> float:
    """The median of so many runs, in milliseconds."""
    times = []
    for _ in range(rounds):
        began = time.perf_counter()
        work()
        times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times)


_SAID = ("note", "advice", "action", "ripple_effect", "status_text", "rating")
_BETWEEN = ("contact", "group_meeting", "event", "recheck", "set_aside", "milestone_reached", "indicator")
_PAST = ("rating", "recheck", "member", "attendance", "event", "contact", "group_meeting", "action", "indicator")


def main() -> None:
    """Print the tables."""
    large = Path(sys.argv[1])
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 20
    with tempfile.TemporaryDirectory() as name:
        demo = Path(name) / "demo.db"
        make_demo(demo)
        small, big = File(demo), File(large)
        with contextlib.closing(small), contextlib.closing(big):
            _print_work(small, big, rounds)
            _print_searches(small, big, rounds)
        _print_memory(demo, large)


def _print_work(small: File, big: File, rounds: int) -> None:
    print("| | the demo | 200 networks | ratio | plain SQL, same rows | ratio |\n|---|---|---|---|---|---|")
    for title, name, groups, tables in (
        ("Today of a network", "waits", None, _PAST),
        ("the board: where the groups stand", "standing", None, ("rating",)),
        ("the board: each group’s factors", "factors", None, ("rating",)),
        ("the board: two gatherings", "beside", None, ("rating", "attendance", "advice", "action")),
        ("the timeline of a group", "timeline", 1, (*_SAID, *_BETWEEN)),
    ):
        times = {file: median_ms(getattr(file, name), rounds) for file in (small, big)}
        plain = median_ms(big.plain_rows(groups=big.groups[:groups], tables=tables), rounds)
        print(
            f"| {title} | {times[small]:.1f} ms | {times[big]:.1f} ms | {times[big] / times[small]:.2f}"
            f" | {plain:.1f} ms | {times[big] / plain:.1f} |"
        )


def _print_searches(small: File, big: File, rounds: int) -> None:
    print("\n| first page of | the demo | 200 networks | ratio | FTS5 by hand | ratio |\n|---|---|---|---|---|---|")
    for title, line in QUERIES.items():
        times = {file: median_ms(file.search(line), rounds) for file in (small, big)}
        work = big.plain_match(line)
        plain = f"{median_ms(work, rounds):.2f} ms" if work is not None else "–"
        ratio = f"{times[big] / float(plain.split()[0]):.1f}" if work is not None else "–"
        print(
            f"| {title}: `{line}` | {times[small]:.2f} ms | {times[big]:.2f} ms | {times[big] / times[small]:.2f}"
            f" | {plain} | {ratio} |"
        )


_CHILD = """
import sys
from pathlib import Path
from benchmarks.memory import QUERIES, File
file = File(Path(sys.argv[1]))
file.waits(); file.standing(); file.factors(); file.beside(); file.timeline()
for line in QUERIES.values():
    file.search(line)()
import resource
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def _print_memory(demo: Path, large: Path) -> None:
    """The most memory a program of its own ever held that did all of it once."""
    most = [
        int(subprocess.run([sys.executable, "-c", _CHILD, path], capture_output=True, text=True, check=True).stdout)
        for path in (demo, large)
    ]
    small, big = (each / 1024 for each in most)
    print(f"\nMost memory: {small:.0f} MB on the demo, {big:.0f} MB on the large file, {big / small:.2f}")


if __name__ == "__main__":
    main()
