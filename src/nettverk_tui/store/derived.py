"""What is made from other rows and kept in step with them: the index for searching, and the counts over networks."""

import sqlite3
from collections.abc import Iterator, Sequence

from nettverk_tui.model.decisions import Change
from nettverk_tui.store.rollup import FactorRollup
from nettverk_tui.store.search_index import SearchIndex


class Derived:
    """All of it over one connection. Nothing here is in the journal, and all of it can be made again."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.search = SearchIndex(connection)
        self.rollup = FactorRollup(connection)

    def update(self, changes: Sequence[Change]) -> None:
        """Follow the changes of a command, in its transaction."""
        self.search.update(changes)
        self.rollup.update(changes)

    def rebuild(self) -> None:
        """Make everything again from the rows."""
        self.search.rebuild()
        self.rollup.rebuild()

    def differences(self) -> Iterator[str]:
        """What is not as the rows say, as a table and an id."""
        yield from self.search.differences()
        yield from self.rollup.differences()
