"""Fixtures of the app's tests: a clock that only the test moves, and the path of a network's file."""

from pathlib import Path

import pytest

from nettverk_tui.tui.screens.runner import screen
from tests.support.stage import Clock


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The path of the network's file, of this test only."""
    return tmp_path / "nettverk.db"


@pytest.fixture(autouse=True)
def _quick_ticks(monkeypatch: pytest.MonkeyPatch) -> None:
    """The screen looks at the clock more often than people need, so that a test of many minutes takes seconds."""
    monkeypatch.setattr(screen, "_TICK_SECONDS", 0.1)
