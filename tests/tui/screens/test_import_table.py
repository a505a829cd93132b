"""A large table from the list: the screen answers during the import, Esc reverts it, and so does one undo."""

from pathlib import Path

import pytest

from nettverk_tui.model.core.records import Measurement
from tests.support.rooms import room_at
from tests.support.stage import Clock, Stage, on_stage

ROWS = 1_200


@pytest.fixture
def table(file: Path) -> Path:
    path = file.with_name("measured.csv")
    lines = [f"A;waiting;{at % 28 + 1}.{at // 28 % 12 + 1}.{1950 + at // 336};{20 + at % 9},5" for at in range(ROWS)]
    path.write_text("\n".join(["group;indicator;date;value", *lines]), "utf-8")
    return path


async def tried_out(stage: Stage, table: Path) -> None:
    await stage.press("Tab", "I")
    await stage.type(table.name)
    await stage.press("Enter")
    await stage.see(f"{ROWS} added")


def measured(stage: Stage) -> int:
    return len(stage.store.rows.find(Measurement))


async def test_large_table_is_imported_in_parts_and_undone_at_once(file: Path, clock: Clock, table: Path) -> None:
    async with on_stage(room_at(file, None, clock=clock), clock=clock, under_way=False) as stage:
        before = measured(stage)
        await tried_out(stage, table)
        await stage.press("Enter")
        await stage.see(f"of {ROWS + 1} rows. Esc stops it")
        await stage.look_until(lambda: measured(stage) == before + ROWS, "the whole table")
        await stage.see("▸ Gathering 2")
        await stage.press("Ctrl+Z")
        await stage.see("Undo: the import of measurements")
        await stage.press("Ctrl+Z")
        await stage.see("Undone: the import of measurements")
        assert measured(stage) == before


async def test_esc_during_an_import_reverts_it(
    file: Path, clock: Clock, table: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with on_stage(room_at(file, None, clock=clock), clock=clock, under_way=False) as stage:
        before = measured(stage)
        await tried_out(stage, table)
        monkeypatch.setattr(stage.store, "pause", lambda: 0.3)
        await stage.press("Enter")
        await stage.see(f"100 of {ROWS + 1} rows. Esc stops it")
        assert measured(stage) > before
        await stage.press("Esc")
        monkeypatch.setattr(stage.store, "pause", lambda: 0.0)
        await stage.see("It was stopped, and nothing of it is stored.")
        assert measured(stage) == before
        # The name of the file is still in the line: Enter tries it out anew.
        await stage.press("Enter")
        await stage.see(f"{ROWS} added")
        await stage.press("Enter")
        await stage.look_until(lambda: measured(stage) == before + ROWS, "the whole table")
