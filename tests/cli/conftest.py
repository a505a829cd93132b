"""A network's file for the commands, without this computer's own settings."""

from pathlib import Path

import pytest

from tests.store.ground import new_store


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A network's file, without other files beside it."""
    monkeypatch.setenv("NETTVERK_HOME", str(tmp_path / "home"))
    folder = tmp_path / "network"
    folder.mkdir()
    new_store(folder / "nettverk.db", home=tmp_path / "elsewhere").close()
    return folder / "nettverk.db"
