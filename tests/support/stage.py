"""The app on a stage: keys in, the text of the screen out, and a clock that only the test moves. Knows no panel."""

import asyncio
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch
from weakref import WeakKeyDictionary
from zoneinfo import ZoneInfo

from textual import events
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.keys import _character_to_key
from textual.pilot import Pilot
from textual.screen import Screen

from nettverk_tui.language import Translator
from nettverk_tui.model.core.values import Language
from nettverk_tui.store.store import Store
from nettverk_tui.tui.app import NettverkApp
from nettverk_tui.tui.screens.runner.screen import RunnerScreen
from tests.support.networks import MORNING
from tests.support.patience import Patience

ZONE = ZoneInfo("Europe/Oslo")
MINUTE = 60_000
#: The time of one key in fast typing; the day moves on by it while a test writes.
_MS_A_KEY = 200
#: A key that is held down.
_MS_BEFORE_REPEAT, _MS_A_REPEAT = 500, 30
#: More than any list here has lines.
_MOST_PRESSES = 80
#: How often the screen is looked at.
_LOOK_SECONDS = 0.02
_MOST_ROUNDS = 500

#: Keys by the names that people and the hints use.
_KEYS = {
    "Enter": "enter", "Esc": "escape", "Tab": "tab", "⇧Tab": "shift+tab", "Space": "space", "Del": "delete",
    "PgDn": "pagedown", "PgUp": "pageup", "↑": "up", "↓": "down",
    "→": "right", "←": "left", "Back": "backspace", "Home": "home", "End": "end",
    "⇧←": "shift+left", "⇧→": "shift+right", "⇧↑": "shift+up", "⇧↓": "shift+down",
}  # fmt: skip


class Clock:
    """Now, in UTC milliseconds, as the test says."""

    def __init__(self, at: int = MORNING) -> None:
        self.at = at

    def __call__(self) -> int:
        return self.at

    def goes_on(self, *, minutes: float = 0, seconds: float = 0) -> None:
        """Let time pass; backwards too."""
        self.at += round((minutes * 60 + seconds) * 1000)


class Stage:
    """One window of the app, played through its keys."""

    def __init__(self, app: NettverkApp, pilot: Pilot[None], clock: Clock) -> None:
        self.app, self.pilot, self.clock = app, pilot, clock
        #: Seconds that went by without the day's clock: looking at the screen takes time.
        self._looked = 0.0
        #: The screen as it was painted last, and which painting that was.
        self._seen: tuple[object, list[str]] = (None, [])

    # --- in

    async def press(self, *keys: str) -> None:
        """Keys one after the other, each when the screen has come to rest: `F7`, `PgDn`, `Enter`, `g`, `+`."""
        for key in keys:
            self._send_named(key)
            await self._come_to_rest()

    async def burst(self, *keys: str) -> None:
        """Keys in one go, as a slow line hands them over or a busy machine finds them."""
        for key in keys:
            self._send_named(key)
        await self._come_to_rest()

    async def hold(self, key: str, times: int = 8) -> None:
        """Hold a key down: half a second after the first it begins to repeat."""
        for number in range(times):
            self._send_named(key, _MS_BEFORE_REPEAT if number == 1 else _MS_A_REPEAT)
            await self._come_to_rest()

    async def press_until(self, words: str, *keys: str) -> None:
        """Press the same keys again until the words are on the screen, a bounded number of times."""
        for _ in range(_MOST_PRESSES):
            if self.shows(words):
                return
            await self.press(*keys)
        await self.see(words)

    async def point(self, words: str, key: str = "↓") -> None:
        """Press the same key until the cursor is on the line with these words, a bounded number of times."""
        for _ in range(_MOST_PRESSES):
            if self._points_at(words):
                return
            await self.press(key)
        await self.look_until(lambda: self._points_at(words), f"the cursor on {words!r}")

    def _points_at(self, words: str) -> bool:
        return any("▸" in line and words in line for line in self.lines)

    async def type(self, text: str) -> None:
        """Letters as a fast typist gives them, without waiting for the screen between two."""
        for letter in text:
            self._send_letter(letter)
        await self._come_to_rest()

    def _send_named(self, key: str, after_ms: int = _MS_A_KEY) -> None:
        name = _KEYS.get(key, key.lower() if re.fullmatch(r"F\d+|Ctrl\+\w", key) else key)
        if len(name) == 1:
            self._send_letter(name)
        else:
            self._send(name, " " if name == "space" else None, after_ms)

    def _send_letter(self, letter: str) -> None:
        self._send(letter if letter.isalnum() else _character_to_key(letter), letter)

    def _send(self, key: str, letter: str | None, after_ms: int = _MS_A_KEY) -> None:
        self.clock.at += after_ms
        event = events.Key(key, letter)
        # A fast machine plays a thousand keys in two seconds, which the program would take for a paste.
        event.time = self._looked + self.clock.at / 1000
        event.set_sender(self.app)
        driver = self.app._driver
        assert driver is not None
        driver.send_message(event)

    async def paste(self, text: str) -> None:
        """A paste, as a terminal hands it over in one piece."""
        driver = self.app._driver
        assert driver is not None
        driver.send_message(events.Paste(text))
        await self._come_to_rest()

    async def _come_to_rest(self) -> None:
        """Wait until nothing is left to do and all is laid out.

        Pilot's own pause waits for a quiet processor as well, which takes three times as long, and longer in company.
        """
        await self._until_idle()
        self.app.screen._on_timer_update()
        await self._until_idle()
        # Drawn here too, so that a test which never looks fails when something cannot be drawn.
        self.lines  # noqa: B018

    async def _until_idle(self) -> None:
        quiet = rounds = 0
        while quiet < 3 and rounds < _MOST_ROUNDS:
            # A key may wait for its turn after it has left the app's own queue.
            waits = len(self.app.keys) > 0
            await asyncio.sleep(0.001 if waits else 0)
            rounds += not waits
            pumps = (self.app, *self.app.screen_stack, *self.app.screen.walk_children())
            busy = any(not pump._message_queue.empty() or pump._next_callbacks for pump in pumps)  # type: ignore[redundant-expr, unreachable]
            quiet = 0 if busy or self.app.keys else quiet + 1

    async def write(self, text: str) -> None:
        """Write a line without looking at the screen: letters, and Enter."""
        await self.type(text)
        await self.press("Enter")

    async def passes(self, *, minutes: float = 0, seconds: float = 0) -> None:
        """Time passes on the live screen, in steps so short that nothing looks like a laptop that slept."""
        left = round((minutes * 60 + seconds) * 1000)
        while left > 0:
            step = min(left, MINUTE)
            self.clock.at += step
            left -= step
            # The screen's own next look at the clock would come a tenth of a second later, and has nothing else to do.
            if isinstance(self.app.screen, RunnerScreen):
                self.app.screen._tick()
                await self._come_to_rest()
            drawn = self.app.translator.clock(self.clock.at)
            await self.look_until(lambda drawn=drawn: drawn in self.lines[0], "the clock to be drawn")  # type: ignore[misc]

    # --- out

    @property
    def store(self) -> Store:
        """The open file, to see what was stored."""
        store = self.app.store
        assert store is not None
        return store

    @property
    def lines(self) -> list[str]:
        """The screen, line by line, without spaces at the right."""
        screen = self.app.screen
        painting = (screen, _paintings.get(screen), screen.size)
        # An app that was not begun by `on_stage` paints by itself, and its paintings are not counted.
        if self._seen[0] != painting or screen not in _paintings:
            self._seen = painting, [strip.text.rstrip() for strip in screen._compositor.render_strips()]
        return self._seen[1]

    @property
    def text(self) -> str:
        """The whole screen."""
        return "\n".join(self.lines)

    def shows(self, words: str) -> bool:
        """Whether the words are on the screen, also where they are broken over two lines."""
        text = self.text
        return words in text or _flat(words) in _flat(text)

    async def see(self, *texts: str) -> None:
        """Wait until all of these are on the screen."""
        for words in texts:
            await self.look_until(lambda words=words: self.shows(words), f"{words!r} to be seen")  # type: ignore[misc]

    async def miss(self, *texts: str) -> None:
        """Wait until none of these is on the screen."""
        for words in texts:
            await self.look_until(lambda words=words: not self.shows(words), f"{words!r} to be gone")  # type: ignore[misc]

    async def look_until(self, holds: Callable[[], bool], what: str) -> None:
        """Look again and again; fails with the text of the screen."""
        self._looked += 1
        patience = Patience()
        while not patience.is_over:
            if holds():
                return
            await self.pilot.pause(_LOOK_SECONDS)
        raise AssertionError(f"Waited in vain for {what}. The screen:\n{self.text}")


def _flat(text: str) -> str:
    return " ".join(text.split())


#: How often each screen was to be painted.
_paintings: WeakKeyDictionary[Screen[Any], int] = WeakKeyDictionary()


_PAINT = Screen._compositor_refresh


def _leave_unpainted(screen: Screen[Any]) -> None:
    """Replace Textual's own painting, which is not seen here and takes a quarter of a test's time."""
    screen._compositor._dirty_regions.clear()
    screen._dirty_widgets.clear()


def _counted(paint: Callable[[Screen[Any]], None]) -> Callable[[Screen[Any]], None]:
    def painting(screen: Screen[Any]) -> None:
        _paintings[screen] = _paintings.get(screen, 0) + 1
        paint(screen)

    return painting


#: Style sheets as they were read, by all that they were read with: each test begins an app of its own.
_sheets: dict[object, list[RuleSet]] = {}
_read_sheet = Stylesheet._parse_rules


def _sheet(self: Stylesheet, css: str, *read_with: Any, **more: Any) -> list[RuleSet]:
    key = (css, read_with, tuple(more.items()), frozenset(self._variables.items()))
    if key not in _sheets:
        _sheets[key] = _read_sheet(self, css, *read_with, **more)
    return _sheets[key]


@asynccontextmanager
async def on_stage(
    path: Path,
    *,
    language: Language = "en",
    size: tuple[int, int] = (80, 24),
    clock: Clock | None = None,
    under_way: bool = True,
    painted: bool = False,
) -> AsyncIterator[Stage]:
    """The app on a file, closed afterwards as a user closes it. `under_way`: straight into its gathering.

    `painted`: every frame goes to the driver too, as in a terminal.
    """
    clock = clock or Clock()
    store = Store.open(path, now=clock, home=path.parent / "home")
    app = NettverkApp(Translator(language, ZONE), store, file=path, demo=lambda: path, under_way=under_way)
    with (
        patch.object(Screen, "_compositor_refresh", _counted(_PAINT) if painted else _counted(_leave_unpainted)),
        patch.object(Stylesheet, "_parse_rules", _sheet),
    ):
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            yield Stage(app, pilot, clock)
