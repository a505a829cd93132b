"""A file with a gathering in it for the program in a pseudo-terminal, and a way into the log."""

import random
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from nettverk_tui.store.store import Store, wall_clock
from tests.kills.ledger import Ledger, run_of
from tests.support.networks import network_records, store_with

if TYPE_CHECKING:
    from tests.kills.typist import Typist
    from tests.kills.window import Window


class Scene:
    """A file, windows on it, and their acknowledgements."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "net æøå.db"
        store_with(self.file, network_records(3, language="en", starts_at=wall_clock())).close()
        self.ledger = Ledger(self.file)

    def window(self, *death: str, env: Mapping[str, str] | None = None, rows: int = 24, columns: int = 80) -> "Window":
        """The program on that file."""
        # Imported here, for the module needs a pseudo-terminal, and Windows has none.
        from tests.kills.window import Window

        return Window(self.file, random.Random(1), death=death, env=env, rows=rows, columns=columns)

    def settle(self, typist: "Typist") -> None:
        """Assert that the file holds the acknowledgements of that window, whole, and nothing else."""
        self.ledger.settle(run_of(typist.diary.read()))

    def drafts(self) -> list[str]:
        """The half-typed texts that the next window will find."""
        store = Store.open(self.file, home=self.file.parent / "home")
        try:
            return [draft.text for draft in store.drafts.all()]
        finally:
            store.close()


@pytest.fixture
def tmp_path() -> Iterator[Path]:
    """A folder on a real disk, in the place of pytest's own (tests/conftest.py)."""
    with tempfile.TemporaryDirectory(prefix="nettverk-kills-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return Scene(tmp_path)
