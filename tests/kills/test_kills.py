"""Killed at any moment, the program loses nothing it has acknowledged, and continues at the same place."""

import random
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("needs a pseudo-terminal and SIGKILL", allow_module_level=True)

from tests.conftest import Say
from tests.kills.app import POINTS
from tests.kills.campaign import Campaign, Tally

SEED = 20050914


def test_few_kills_lose_no_acknowledged_entry(tmp_path: Path, say: Say) -> None:
    campaign = Campaign(tmp_path / "few", SEED, groups=3)
    for point in ("row", None, "before commit", None, "in commit", "committed"):
        campaign.die(point)
    campaign.finish()
    say(f"kills, seed {SEED}: {campaign.tally}")
    assert campaign.tally.kills == 6
    assert campaign.tally.in_transaction >= 2


@pytest.mark.long
def test_two_hundred_kills_lose_no_acknowledged_entry(tmp_path: Path, say: Say) -> None:
    """Four files of fifty deaths each: with three groups and with nine, each grown old and new."""
    total = Tally()
    for number, groups in enumerate((3, 6, 9, 6)):
        campaign = Campaign(tmp_path / f"file {number}", SEED + number, groups)
        for point in deaths(random.Random(SEED + number)):
            campaign.die(point)
        for _ in range(3):
            campaign.die_starting()
        campaign.finish()
        total += campaign.tally
    say(f"kills, seeds from {SEED}: {total}")
    assert total.kills >= 200
    assert total.in_transaction >= 60
    assert total.landed
    assert total.drafts_back
    assert total.undone


def deaths(chance: random.Random) -> Iterator[str | None]:
    """Fifty deaths in random order: at every point of a transaction, most often in the commit, and at any moment."""
    chosen = [*POINTS * 4, *["in commit"] * 4, *[None] * 22]
    chance.shuffle(chosen)
    yield from chosen
