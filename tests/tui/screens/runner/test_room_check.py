"""The room check: a list ticked off before the clock is started."""

import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

from nettverk_tui.tui.screens.runner.panels.room_check import CHECKS
from tests.support.rooms import room_at
from tests.support.stage import Clock, on_stage


class Disk(NamedTuple):
    total: int
    used: int
    free: int


async def test_room_check_is_ticked_off_with_one_key(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, None, clock=clock), clock=clock, size=(80, 30)) as stage:
        await stage.see("C: room check")
        await stage.press("Tab", "C")
        await stage.see("▸ ☐ The screen is extended, not mirrored", "It is 09:00 on Tue 2 March.", "80 × 30 characters")
        for _ in CHECKS:
            await stage.press("1")
        await stage.look_until(lambda: "☐" not in stage.text, "every box ticked")
        await stage.press("↑", "1")
        await stage.see("☐")
        await stage.press("Esc")
        await stage.see("A Kontor A  0 of 3 present")


async def test_nearly_full_disk_is_reported(file: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Disk(10, 9, 120_000_000))
    async with on_stage(room_at(file, None, clock=clock), clock=clock, size=(80, 30)) as stage:
        await stage.press("Tab", "C")
        await stage.see("There are only 120 megabytes left on the disk.")


async def test_ticks_of_the_room_check_are_not_stored(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, None, clock=clock), clock=clock) as stage:
        before = stage.store.last_seq()
        await stage.press("Tab", "C", "1", "Tab", "C")
        assert stage.store.last_seq() == before
