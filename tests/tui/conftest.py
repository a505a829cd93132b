"""A clock that only the test moves, and a place for a network's file."""

from pathlib import Path

import pytest

from tests.support.stage import Clock


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the network's file will be; no test shares it with another."""
    return tmp_path / "nettverk.db"
