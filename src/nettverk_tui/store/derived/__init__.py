"""Tables derived from other rows and updated with them: the search index, and the counts over networks."""

import sqlite3
from collections.abc import Iterator, Sequence

from nettverk_tui.model.decisions import Change
from nettverk_tui.store.derived.rollup import COUNTED, FactorRollup
from nettverk_tui.store.derived.search_index import SearchIndex
from nettverk_tui.store.progress import Progress, parts, unseen


class Derived:
    """All derived tables over one connection. They are not in the journal, and can be rebuilt."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.search = SearchIndex(connection)
        self.rollup = FactorRollup(connection)

    def update(self, changes: Sequence[Change]) -> None:
        """Update the tables for the changes of a command, in its transaction."""
        self.search.update(changes)
        if any(type(change.after) in COUNTED for change in changes):
            self.rollup.update(changes)

    def rebuild(self, progress: Progress = unseen) -> None:
        """Rebuild everything from the rows."""
        of_search, of_rollup = parts(progress, 20, 1)
        self.search.rebuild(of_search)
        of_rollup(0)
        self.rollup.rebuild()

    def differences(self, progress: Progress = unseen) -> Iterator[str]:
        """Yield what differs from the rows, as a table and an id."""
        of_search, of_rollup = parts(progress, 20, 1)
        yield from self.search.differences(of_search)
        of_rollup(0)
        yield from self.rollup.differences()
