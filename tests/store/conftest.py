"""A store on a new file, and the clock it goes by."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from nettverk_tui.store.store import Store
from tests.store.ground import HandClock, new_store


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def store(tmp_path: Path, clock: HandClock) -> Iterator[Store]:
    opened = new_store(tmp_path / "nettverk.db", clock)
    yield opened
    opened.close()
