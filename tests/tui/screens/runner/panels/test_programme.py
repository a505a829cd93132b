"""The whole programme: every step with its times, viewed without moving the clock, or jumped to."""

from pathlib import Path

from tests.support.rooms import room_at
from tests.support.stage import Clock, on_stage


async def test_planned_and_used_minutes_are_shown_beside_each_step(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "peers", clock=clock), size=(100, 40), clock=clock) as stage:
        await stage.passes(minutes=2)
        await stage.press("⇧→", "F6")
        await stage.see(
            "planned 6:00 · now 7:00 · used 2:00 from 09:00", "A  Kontor A · Område A", "B  Kontor B · Område B"
        )


async def test_viewing_a_step_does_not_move_the_clock(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "peers", clock=clock), clock=clock) as stage:
        await stage.press("F6", "↓", "Enter")
        await stage.see("You look at another step; Esc goes back to the clock.", "▶ A")
        await stage.press("Esc")
        await stage.see("[advice]")


async def test_entry_typed_while_viewing_a_step_belongs_to_that_step(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "peers", clock=clock), clock=clock) as stage:
        await stage.press("F6", *["↓"] * 11, "Enter")
        await stage.see("[B]")
        await stage.write("! Dette gjelder B")
        await stage.press("F5")
        await stage.see("B decision: Dette gjelder B")


async def test_clock_can_be_moved_to_any_step(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "peers", clock=clock), clock=clock) as stage:
        await stage.press("F6", "↑", "↑", "Tab", "g")
        await stage.see("[questions]", "0:00 of 3:00")
        await stage.press("Ctrl+Z")
        await stage.see("Undo: ")
        await stage.press("Ctrl+Z")
        await stage.see("[advice]")
