"""The main states as golden pictures, with the places, colours and charts that tests of words do not see.

The clock does not move and the demo is made for one morning. After a change that is meant, look at the report and then
renew them: pytest tests/tui/test_pictures.py --snapshot-update
"""

import re
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import textual._doc
from textual.pilot import Pilot

from nettverk_tui.exchange.demo import demo_records
from nettverk_tui.language import Translator
from nettverk_tui.model.core.values import Language
from nettverk_tui.store.store import Store, new_id
from nettverk_tui.tui.app import NettverkApp
from tests.support.stage import ZONE, Clock, Stage

#: A Tuesday in November, half past eleven in Norway.
NOW = int(datetime(2026, 11, 24, 10, 40, tzinfo=UTC).timestamp() * 1000)

Compare = Callable[..., bool]


class StandingClock(Clock):
    """A clock that typing does not move."""

    def __call__(self) -> int:
        return NOW


async def the_list(stage: Stage) -> None:
    await stage.press("Tab", "q")
    await stage.see("DEMO")


async def opening_card(stage: Stage) -> None:
    await stage.press("PgDn")


async def status(stage: Stage) -> None:
    await stage.press("PgDn", "PgDn", "Enter", "Tab", "Tab", "Tab")
    await stage.type("Hvordan får vi en lege til å møte fast?")
    await stage.press("Esc")


async def factors(stage: Stage) -> None:
    await stage.press("PgDn", "PgDn", "PgDn", "2", "3", "2", "Tab", "r")
    await stage.type("ny lege hver gang")
    await stage.press("Enter", "4", "0")


async def advice(stage: Stage) -> None:
    await stage.press(*["PgDn"] * 6)
    await stage.press("Tab", "g", "c")
    await stage.write("Flytt møtet til legenes egen lunsj #T1")
    await stage.press("Space")
    await stage.type("La lederen peke ut én lege @A")


async def take_along(stage: Stage) -> None:
    await stage.press(*["PgDn"] * 6)
    await stage.press("Tab", "g", "c")
    await stage.write("Flytt møtet til legenes egen lunsj")
    await stage.press("PgDn", "PgDn", "1")
    await stage.write("+ Flytte møtet til tirsdag =Kari :fre")


async def the_planner(stage: Stage) -> None:
    await stage.press("Tab", "q", "↓", "Tab", "p", "↓", "Tab", "m", "Home", *["Del"] * 20)
    await stage.type("40")
    await stage.press("Enter", "↓", "↓", "Tab", "a")
    await stage.type("buffer 5")


async def measurements(stage: Stage) -> None:
    await stage.press("Tab", "q", "Tab", "m", "PgDn")


async def measurement_lines(stage: Stage) -> None:
    await stage.press("Tab", "q", "Tab", "m", "PgDn", "Enter")
    await stage.type("31.2.2026 4")


STATES = [measurements, measurement_lines, the_list, the_planner, opening_card, status, factors, advice, take_along]


@pytest.fixture(autouse=True)
def _without_remote_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    """A picture fetches nothing, and is the same each time it is taken."""
    take = textual._doc.take_svg_screenshot

    def taken(*args: Any, **settings: Any) -> str:
        svg = re.sub(r"@font-face \{.*?\}\s*", "", take(*args, **settings), flags=re.DOTALL)
        return re.sub(r"terminal-\d+", "terminal", svg)

    monkeypatch.setattr(textual._doc, "take_svg_screenshot", taken)


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__.replace("_", "-"))
@pytest.mark.parametrize(("size", "language"), [((80, 24), "nb"), ((120, 40), "en")], ids=["80x24-nb", "120x40-en"])
def test_picture(
    tmp_path: Path,
    snap_compare: Compare,
    state: Callable[[Stage], Awaitable[None]],
    size: tuple[int, int],
    language: Language,
) -> None:
    clock = StandingClock(NOW)
    store = Store.create(tmp_path / "demo.db", now=clock, home=tmp_path)
    store.seed(demo_records("middle", NOW, ZONE, new_id), "Demo")
    app = NettverkApp(Translator(language, ZONE), store, file=tmp_path, demo=lambda: tmp_path, under_way=True)

    async def reach(pilot: Pilot[None]) -> None:
        await pilot.pause()
        await state(Stage(app, pilot, clock))
        await pilot.pause()

    assert snap_compare(app, terminal_size=size, run_before=reach)
