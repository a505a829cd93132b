"""The tour: each stop closes when it has been done, by keys alone, over the demo as it opens."""

from pathlib import Path

import pytest

from nettverk_tui.exchange.demo.file import make_demo
from nettverk_tui.model import commands
from nettverk_tui.tui.screens.runner.tour import STOPS
from tests.support.rooms import room_at
from tests.support.stage import ZONE, Clock, Stage, on_stage


async def at_stop(stage: Stage, number: int) -> None:
    await stage.see(f"tour {number} of {len(STOPS)}")


async def test_tour_can_be_followed_as_it_says(file: Path, clock: Clock) -> None:
    make_demo(file, now=clock.at, zone=ZONE)
    async with on_stage(file, clock=clock) as stage:
        await stage.see("F12: a tour of two minutes.")
        await stage.press("F12")
        await at_stop(stage, 1)
        await stage.press("PgDn")
        await at_stop(stage, 2)
        await stage.press("1")
        await at_stop(stage, 3)
        await stage.press("PgDn")
        await at_stop(stage, 4)
        await stage.press("PgDn")
        await at_stop(stage, 5)
        await stage.press("3")
        await at_stop(stage, 6)
        await stage.type("+ Ring apoteket @leder :fri")
        await stage.press("Enter")
        await at_stop(stage, 7)
        await stage.press("Ctrl+Z", "Enter")
        await at_stop(stage, 8)
        await stage.press("PgDn", "PgDn", "PgDn")
        await at_stop(stage, 9)
        await stage.type("D: La legen komme først")
        await stage.press("Enter")
        await at_stop(stage, 10)
        await stage.press("F6")
        await at_stop(stage, 11)
        await stage.press("F5")
        await at_stop(stage, 12)
        # Escape closes the page over the step first.
        await stage.press("Esc", "Esc")
        await stage.look_until(lambda: "tour 1" not in stage.text, "the end of the tour")


async def test_stop_of_the_tour_can_be_skipped(file: Path, clock: Clock) -> None:
    make_demo(file, now=clock.at, zone=ZONE)
    async with on_stage(file, clock=clock, language="nb") as stage:
        for number in range(1, len(STOPS) + 1):
            await stage.press("F12")
            await stage.see(f"omvisning {number} av {len(STOPS)}")
        await stage.press("F12")
        await stage.look_until(lambda: "omvisning 1" not in stage.text, "the end of the tour")


async def test_tour_is_offered_in_the_demo_only(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "peers", clock=clock), clock=clock) as stage:
        assert "F12" not in stage.text
        await stage.press("F12")
        await at_stop(stage, 1)


@pytest.mark.parametrize("kind", ["SettleAction", "MoveAction", "SetOutcome", "Rate", "AddAction", "AddAdvice"])
def test_commands_that_stops_wait_for_exist(kind: str) -> None:
    assert kind in commands.__all__
