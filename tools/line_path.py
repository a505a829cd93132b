"""Count the files a line passes on its way into the network's file: `python -m tools.line_path`.

A line is short to explain when few files take part in it and each is entered once. This runs the app itself, without a
terminal, on the demo, writes one line in the gathering that is under way, and watches which files of the package run:

- *a letter*: from the key to the words under the line that say how it is understood;
- *Enter*: from the key to the COMMIT that makes the entry durable, in three stretches: from the key to the line, from
  the line to the command, from the command to the row.

A file counts when one of its functions, methods, properties or comprehensions runs (a Python frame). Libraries do not
count, nor does code without a file, such as the `__init__` of a dataclass. A *switch* is a frame in another file than
the frame before it, so a path that enters each file once has one switch fewer than files.

The first line of a program loads the grammar; the line that is measured is the second one.
"""

import asyncio
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from itertools import pairwise
from pathlib import Path
from types import FrameType
from typing import Any, NamedTuple
from unittest.mock import patch
from zoneinfo import ZoneInfo

from textual.keys import _character_to_key
from textual.pilot import Pilot

import nettverk_tui
from nettverk_tui.exchange.demo import demo_records
from nettverk_tui.language import Translator
from nettverk_tui.store.store import Store, new_id
from nettverk_tui.tui.app import NettverkApp
from nettverk_tui.tui.widgets.echo import Echo

PACKAGE = Path(nettverk_tui.__file__).parent
NOW = int(datetime(2026, 11, 24, 10, 40, tzinfo=UTC).timestamp() * 1000)
ZONE = ZoneInfo("Europe/Oslo")
#: Loads the grammar and all that the first entry of a program needs.
FIRST = "noe blir sagt"
#: The line that is measured, an action with a factor and a date, and the letter that is measured in it.
LINE, LETTER = "+ Ringe legekontoret #L1 frist fr", "e"
#: How long to wait for the app to come to rest, and how often.
_LOOK_SECONDS, _LOOKS = 0.05, 600


class Frame(NamedTuple):
    """A function that began or went on: the file by its path in the package, and its name with that of its class."""

    file: str
    function: str


class LinePath(NamedTuple):
    """The frames of the package, in the order in which they ran."""

    frames: Sequence[Frame]

    def parted(self, function: str) -> "tuple[LinePath, LinePath]":
        """What came before a function was called first, and the rest. Raises StopIteration where it was not called."""
        at = next(number for number, frame in enumerate(self.frames) if frame.function == function)
        return LinePath(self.frames[:at]), LinePath(self.frames[at:])

    @property
    def files(self) -> Sequence[str]:
        """Every file once, in the order in which it was first entered."""
        return list(dict.fromkeys(frame.file for frame in self.frames))

    @property
    def switches(self) -> int:
        """How often a frame ran in another file than the frame before it."""
        return sum(before.file != after.file for before, after in pairwise(self.frames))


class Watch:
    """Notes each frame of the package from `begin` to `end`."""

    def __init__(self) -> None:
        self._frames: list[Frame] = []
        self.ended = False

    def begin(self) -> None:
        """Note every frame from now on."""
        sys.setprofile(self._note)

    def end(self) -> None:
        """Note no more."""
        sys.setprofile(None)
        self.ended = True

    @property
    def path(self) -> LinePath:
        """The frames noted, without the tool's own."""
        return LinePath(tuple(self._frames))

    def _note(self, frame: FrameType, event: str, _: object) -> None:
        if event == "call" and (file := _in_package(frame.f_code.co_filename)) is not None:
            self._frames.append(Frame(file, frame.f_code.co_qualname))


@cache
def _in_package(file: str) -> str | None:
    """The file by its path in the package; None for a library, for the tool, and for generated code."""
    return Path(file).relative_to(PACKAGE).as_posix() if file.startswith(str(PACKAGE)) else None


class Paths(NamedTuple):
    """What a letter and Enter pass, and the stretches of Enter's path."""

    letter: LinePath
    enter: LinePath

    @property
    def stretches(self) -> Mapping[str, LinePath]:
        """Enter's path in three: the line is asked to store, and the store is given a command."""
        to_line, on = self.enter.parted("CaptureLine.action_store")
        to_command, to_row = on.parted("Store.apply")
        return {"from the key to the line": to_line, "to the command": to_command, "to the row": to_row}


async def measure() -> Paths:
    """Write a line in the gathering of the demo."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        store = Store.create(home / "demo.db", now=lambda: NOW, home=home)
        store.seed(demo_records("middle", NOW, ZONE, new_id), "Demo")
        app = NettverkApp(Translator("nb", ZONE), store, file=home, demo=lambda: home, under_way=True)
        async with app.run_test(size=(80, 24)) as pilot:
            await _type(pilot, app, FIRST)
            await pilot.press("enter")
            await _type(pilot, app, LINE)
            _stop_timers(app)
            letter = await _letter(pilot)
            await _until(pilot, app.keys.is_at_rest)
            return Paths(letter, await _enter(pilot, store))


async def _type(pilot: Pilot[None], app: NettverkApp, text: str) -> None:
    for letter in text:
        await pilot.press(_character_to_key(letter))
    await _until(pilot, app.keys.is_at_rest)


def _stop_timers(app: NettverkApp) -> None:
    """Let the clock, the second screen and other windows rest: what they do between two keys is no part of a line."""
    for pump in (app, app.screen):
        for timer in list(pump._timers):
            timer.stop()


async def _letter(pilot: Pilot[None]) -> LinePath:
    """A letter, until the screen has shown how the line is understood."""
    watch, echo = Watch(), pilot.app.screen.query_one(Echo)
    show = echo.update

    def shown(content: Any = "", *, layout: bool = True) -> None:
        watch.end()
        show(content, layout=layout)

    with patch.object(echo, "update", shown):
        watch.begin()
        await pilot.press(LETTER)
        await _until(pilot, lambda: watch.ended)
    return watch.path


async def _enter(pilot: Pilot[None], store: Store) -> LinePath:
    """Enter, until the entry is committed."""
    watch = Watch()

    def executed(statement: str) -> None:
        if statement == "COMMIT":
            watch.end()

    store._connection.set_trace_callback(executed)
    watch.begin()
    await pilot.press("enter")
    await _until(pilot, lambda: watch.ended)
    return watch.path


async def _until(pilot: Pilot[None], happened: Callable[[], bool]) -> None:
    """Wait for something that a key sets off. Raises LookupError where it does not come."""
    for _ in range(_LOOKS):
        await pilot.pause(_LOOK_SECONDS)
        if happened():
            return
    sys.setprofile(None)
    raise LookupError("The key did not do as it should: the line is not shown, or not stored.")


def _report(name: str, path: LinePath) -> Iterator[str]:
    yield f"{name}: {len(path.files)} files, {path.switches} switches between files"
    for file in path.files:
        yield f"    {file}"


def main() -> None:
    """Print both paths with their files, each where it is entered first."""
    paths = asyncio.run(measure())
    print(*_report("A letter", paths.letter), sep="\n")
    print(f"Enter: {len(paths.enter.files)} files, {paths.enter.switches} switches between files")
    for name, stretch in paths.stretches.items():
        print(*_report(f"  {name}", stretch), sep="\n")


if __name__ == "__main__":
    main()
