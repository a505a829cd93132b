"""Take the pictures in docs/pictures from the app itself: `make pictures`.

The clock stands still and the demo is made for one morning, so that a picture changes only when the screen does.
"""

import asyncio
import re
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec

from nettverk_tui.exchange.demo import demo_records
from nettverk_tui.language import Translator
from nettverk_tui.model.core.records import Gathering
from nettverk_tui.model.core.values import Language
from nettverk_tui.model.gathering.room import read_room
from nettverk_tui.resources import knowledge
from nettverk_tui.store.second_screen import SecondScreenReading
from nettverk_tui.store.store import Store, new_id
from nettverk_tui.tui.app import NettverkApp
from nettverk_tui.tui.second_screen.app import SecondScreenApp
from nettverk_tui.tui.second_screen.published import View, publish

TARGET = Path(__file__).parent.parent / "docs" / "pictures"
NOW = int(datetime(2026, 11, 24, 10, 40, tzinfo=UTC).timestamp() * 1000)
ZONE = ZoneInfo("Europe/Oslo")
_NAMED = {" ": "space", "#": "number_sign", ":": "colon", ">": "greater_than_sign"}
_FACTORS = ("pagedown", "pagedown", "pagedown", "2", "3", "2")
_ADVICE = (*["pagedown"] * 6, *"C: Fast dag", "enter")
_LIST = ("tab", "q")

#: Name, size, the keys that lead there from the opening of the demo, and the screen they lead to.
PICTURES: tuple[tuple[str, tuple[int, int], Sequence[str], str], ...] = (
    ("break", (80, 24), (), "RunnerScreen"),
    ("opening-card", (80, 24), ("pagedown",), "RunnerScreen"),
    ("status", (80, 24), ("pagedown", "pagedown"), "RunnerScreen"),
    ("status-wide", (120, 40), ("pagedown", "pagedown"), "RunnerScreen"),
    ("factors", (80, 24), _FACTORS, "RunnerScreen"),
    ("factors-wide", (120, 40), _FACTORS, "RunnerScreen"),
    ("advice", (80, 24), (*_ADVICE, *"> La lederen lede #L1"), "RunnerScreen"),
    ("take-along", (80, 24), (*_ADVICE, "pagedown", "pagedown", "1"), "RunnerScreen"),
    ("planner", (80, 24), (*_LIST, "down", "tab", "p", "down", *["shift+right"] * 6), "PlannerScreen"),
    ("measurements", (80, 24), (*_LIST, "tab", "m", "pagedown"), "MeasurementsScreen"),
    ("measuring", (80, 24), (*_LIST, "tab", "m", "pagedown", "enter"), "MeasurementsScreen"),
    ("programme", (80, 24), ("pagedown", "f6"), "RunnerScreen"),
)


async def take(language: Language, name: str, size: tuple[int, int], keys: Sequence[str], screen: str) -> str:
    """Take a picture as SVG. Raises ValueError where the keys do not lead to the screen any more."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        store = Store.create(home / "demo.db", now=lambda: NOW, home=home)
        store.seed(demo_records("middle", NOW, ZONE, new_id), "Demo")
        app = NettverkApp(Translator(language, ZONE), store, file=home, demo=lambda: home, under_way=True)
        async with app.run_test(size=size) as pilot:
            for key in keys:
                await pilot.press(_NAMED.get(key, key))
            await pilot.pause()
            if type(app.screen).__name__ != screen:
                raise ValueError(f"{name}: the keys lead to {type(app.screen).__name__}, not to {screen}")
            return _without_remote_fonts(app.export_screenshot(title=f"nettverk – {name}"))


async def take_second_screen(language: Language, view: View) -> str:
    """What the room sees at the same moment, as SVG."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        store = Store.create(home / "demo.db", now=lambda: NOW, home=home)
        store.seed(demo_records("middle", NOW, ZONE, new_id), "Demo")
        gathering = next(each for each in store.rows.find(Gathering) if each.state == "open")
        room = read_room(store.rows, gathering.id)
        assert room is not None
        room = msgspec.structs.replace(room, network=msgspec.structs.replace(room.network, language=language))
        store.publish(msgspec.json.encode(publish(store.rows, room, knowledge(), NOW, view)).decode())
        reading = SecondScreenReading.open(store.path)
        app = SecondScreenApp(Translator(language, ZONE), reading, now=lambda: NOW)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            return _without_remote_fonts(app.export_screenshot(title="nettverk screen"))


def _without_remote_fonts(svg: str) -> str:
    """A picture that fetches nothing, and that is the same each time it is taken."""
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
    return re.sub(r"terminal-\d+", "terminal", svg)


def main() -> None:
    """Take them all."""
    TARGET.mkdir(parents=True, exist_ok=True)
    for language in ("nb", "en"):
        for name, size, keys, screen in PICTURES:
            svg = asyncio.run(take(language, name, size, keys, screen))
            (TARGET / f"{name}.{language}.svg").write_text(svg, "utf-8")
        views: tuple[View, ...] = ("follow", "heat")
        for view in views:
            svg = asyncio.run(take_second_screen(language, view))
            (TARGET / f"second-screen-{view}.{language}.svg").write_text(svg, "utf-8")


if __name__ == "__main__":
    main()
