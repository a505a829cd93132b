"""Whole gatherings, played from key files: the keys, the screens, and the stored entries."""

from pathlib import Path

import pytest

from nettverk_tui.exchange.demo.file import make_demo
from nettverk_tui.model.core.values import Language
from tests.support.keyfile import KeyFile
from tests.support.networks import MORNING, network_records, store_with
from tests.support.stage import ZONE, Clock, on_stage

HERE = Path(__file__).parent


async def play(name: str, path: Path, letters: str, gathering: int, clock: Clock) -> None:
    """Play a key file at 80×24 in the language its name ends with, and check the entries it expects afterwards."""
    keys = KeyFile.read(HERE / f"{name}.keys", letters)
    language: Language = "nb" if name.endswith(".nb") else "en"
    async with on_stage(path, language=language, clock=clock) as stage:
        await keys.play(stage)
    keys.check_file(path)
    keys.check_minutes(path, gathering)


@pytest.mark.parametrize("letters", ["ABC", pytest.param("ABCDEFGHI", marks=pytest.mark.long)])
async def test_second_gathering_of_a_network_of_any_size_is_played(tmp_path: Path, letters: str) -> None:
    clock = Clock(MORNING)
    path = tmp_path / "network.db"
    store_with(path, network_records(len(letters), language="en"), now=clock).close()
    await play("network.en", path, letters, 2, clock)


@pytest.mark.long
@pytest.mark.parametrize("name", ["third_gathering.nb", "third_gathering.en"])
async def test_third_gathering_of_the_demo_is_played(tmp_path: Path, name: str) -> None:
    clock = Clock(MORNING)
    path = tmp_path / "demo.db"
    make_demo(path, "start", now=clock(), zone=ZONE)
    await play(name, path, "ACBDEF", 3, clock)
