"""Keys that arrive in one burst, over a slow line or on a busy machine: same effect as one by one."""

import random
import shutil
from pathlib import Path

import pytest

from nettverk_tui.model.core.values import StepKind
from tests.support.rooms import room_at
from tests.support.stage import Clock, Stage, on_stage

KEYS = (
    *"abcdefghimnopqrstuxU123+?/", "Esc", "Enter", "Enter", "Tab", "Space", "↓", "↑", "PgDn", "PgUp",
    "F1", "F2", "F3", "F4", "F5", "F6", "F7", "F8",
)  # fmt: skip
STEPS: tuple[StepKind | None, ...] = (None, "card", "status", "factors", "peers", "take_along")


class StandingClock(Clock):
    """A clock on which keys take no time, so that both ways show the same."""

    def __call__(self) -> int:
        return self.at - self.at % 3_600_000


async def outcome(stage: Stage) -> list[object]:
    """The result of the keys: the page, stored rows, drafts and the text of the screen."""
    before, seen = None, stage.text
    while before != seen:
        # A page of Markdown is drawn in pieces.
        await stage.pilot.pause(0.05)
        await stage.press()
        before, seen = seen, stage.text
    return [
        type(stage.app.screen).__name__,
        type(stage.app.focused).__name__,
        [entry.kind for entry in stage.store.since(0)],
        [(draft.field.partition(":")[0], draft.text) for draft in stage.store.drafts.all()],
        seen,
    ]


async def compare(folder: Path, seed: int) -> None:
    """Play some keys from some place on, in a burst and one by one, and compare."""
    chance = random.Random(seed)
    step, home = chance.choice(STEPS), chance.random() < 0.4
    keys = [chance.choice(KEYS) for _ in range(chance.randint(2, 6))]
    outcomes: list[list[object]] = []
    for play in (Stage.press, Stage.burst):
        # The same path both times, for some screens show it.
        shutil.rmtree(folder / "one", ignore_errors=True)
        (folder / "one").mkdir()
        path, clock = folder / "one" / "network.db", StandingClock()
        async with on_stage(room_at(path, step, clock=clock), clock=clock, under_way=not home) as stage:
            await play(stage, *keys)
            outcomes.append(await outcome(stage))
    assert outcomes[0] == outcomes[1], f"{keys} at {'the list' if home else step}"


@pytest.mark.parametrize("seed", range(8))
async def test_burst_has_the_effect_of_its_keys_one_by_one(tmp_path: Path, seed: int) -> None:
    await compare(tmp_path, seed)


@pytest.mark.long
@pytest.mark.parametrize("start", range(100, 180, 20))
async def test_many_bursts_have_the_effect_of_their_keys_one_by_one(tmp_path: Path, start: int) -> None:
    for seed in range(start, start + 20):
        await compare(tmp_path, seed)


async def test_key_after_a_letter_that_opens_the_line_is_not_lost(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "status", clock=clock), clock=clock) as stage:
        await stage.burst("n", "F8")
        await stage.see("▶ B", "» n")


async def test_key_after_one_that_opens_a_view_goes_to_that_view(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "card", clock=clock), clock=clock) as stage:
        await stage.press("F4")
        two = await _second_line(stage)
        await stage.press("F4")
        await stage.burst("F4", "↓")
        assert await _second_line(stage) != two


async def _second_line(stage: Stage) -> str:
    return next(line for line in stage.lines if line.startswith("▸"))
