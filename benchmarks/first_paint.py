"""From the command to the first screen: the runner on the demo, a bare app, and other Textual programs.

    python -m benchmarks.first_paint [ROUNDS] [NAME=COMMAND …]

A program counts as drawn when words of its own stand on an 80×24 terminal. Others are given with their words and their
command, as they are installed in an environment of their own:

    "posting:Send=/path/to/posting --collection /path/to/an/empty/folder"
"""

import shlex
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.bare_app import READY
from benchmarks.paired import ENVIRONMENT, Run, paired, table
from nettverk_tui.exchange.demo.file import make_demo
from nettverk_tui.model.commands import AddNote, Place
from nettverk_tui.model.core.records import Gathering
from nettverk_tui.store.store import Applied, Store, new_id
from tests.kills.terminal import Terminal

ROOT = Path(__file__).parents[1]


def drawn(words: str, command: Sequence[str], home: Path) -> Run:
    """Start a program, wait for its words, kill it."""
    env = ENVIRONMENT | {"HOME": str(home), "NETTVERK_HOME": str(home), "TERM": "xterm-256color"}

    def run() -> float:
        began = time.perf_counter()
        terminal = Terminal(command, env, cwd=ROOT)
        if not terminal.wait(lambda: words in terminal.text):
            raise SystemExit(f"{shlex.join(command)} ended before it showed “{words}”:\n{terminal.written[-2000:]}")
        seconds = time.perf_counter() - began
        terminal.end()
        return seconds

    return run


def _type_in(demo: Path, home: Path) -> None:
    """A demo that somebody has typed in is opened as it stands, and not made anew."""
    store = Store.open(demo, home=home)
    third = store.rows.find(Gathering, number=3)[0]
    note = AddNote(id=new_id(), where=Place(gathering_id=third.id), kind="note", text="Notat", layer="network")
    assert isinstance(store.apply(note), Applied)
    store.close()


def main() -> None:
    """Measure, and print a table."""
    rounds, others = (int(sys.argv[1]), sys.argv[2:]) if len(sys.argv) > 1 else (15, [])
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        demo = home / "demo.db"
        make_demo(demo, "middle")
        _type_in(demo, home)
        runner = [sys.executable, "-m", "nettverk_tui", "demo", "--file", str(demo), "--lang", "en"]
        runs = {
            "bare app, same widgets": drawn(READY, [sys.executable, "-m", "benchmarks.bare_app"], home),
            "nettverk, the runner on the demo": drawn("PgDn next", runner, home),
        }
        for other in others:
            named, _, command = other.partition("=")
            name, _, words = named.partition(":")
            runs[name] = drawn(words, shlex.split(command), home)
        print(table(paired(runs, rounds), "bare app, same widgets"))


if __name__ == "__main__":
    main()
