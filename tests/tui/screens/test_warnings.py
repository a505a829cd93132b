"""Warnings on the board, and in the half of the opening card for facilitators only."""

from pathlib import Path

import msgspec

from nettverk_tui.model.core.records import Rating
from tests.support.rooms import room_at
from tests.support.stage import Clock, on_stage


async def test_board_lists_warnings(tmp_path: Path, clock: Clock) -> None:
    path = room_at(tmp_path / "network.db", None, clock=clock)
    async with on_stage(path, clock=clock, under_way=False) as stage:
        await stage.press("Tab", "b", "right")
        await stage.see("What to ask about (2 of 9)", "Have we talked?")
        await stage.press("end")
        await stage.see("! ask first")


async def test_card_shows_warnings_in_its_private_half_only(tmp_path: Path, clock: Clock) -> None:
    path = room_at(tmp_path / "network.db", "card", "B", clock=clock)
    async with on_stage(path, clock=clock) as stage:
        await stage.see("READ ALOUD")
        await stage.miss("What to ask about")
        await stage.press("Tab", "f")
        await stage.see("ONLY FOR YOU", "What to ask about")
        await stage.press("Tab", "f")
        await stage.miss("What to ask about")


async def test_private_half_names_groups_that_can_help_with_low_factors(tmp_path: Path, clock: Clock) -> None:
    low = Rating(id="low", gathering_id="first", group_id="group-A", item="T2", rater="group", answer="level", level=1)
    high = msgspec.structs.replace(low, id="high", group_id="group-C", level=4)
    path = room_at(tmp_path / "other.db", "card", "A", clock=clock, extra=(low, high))
    async with on_stage(path, clock=clock) as stage:
        await stage.press("Tab", "f")
        await stage.see("Low last time", "Can help: C (4)")
