"""What gives reason to ask: on the board, and in the half of the opening card that is only for the facilitator."""

from pathlib import Path

from tests.support.rooms import room_at
from tests.support.stage import Clock, on_stage


async def test_the_board_says_what_to_ask_about(tmp_path: Path, clock: Clock) -> None:
    path = room_at(tmp_path / "network.db", None, clock=clock)
    async with on_stage(path, clock=clock, under_way=False) as stage:
        await stage.press("b", "right")
        await stage.see("What to ask about (2 of 7)", "Have we talked?")
        await stage.press("end")
        await stage.see("! ask first")


async def test_only_the_private_half_of_the_card_holds_warnings(tmp_path: Path, clock: Clock) -> None:
    path = room_at(tmp_path / "network.db", "card", "B", clock=clock)
    async with on_stage(path, clock=clock) as stage:
        await stage.see("READ ALOUD")
        await stage.miss("What to ask about")
        await stage.press("f")
        await stage.see("ONLY FOR YOU", "What to ask about")
        await stage.press("f")
        await stage.miss("What to ask about")
