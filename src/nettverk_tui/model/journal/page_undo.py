"""The journal entries that the undo of one page may take: commands of its kinds, about the rows it shows."""

import msgspec

from nettverk_tui.model.core.entry_kinds import EventKind
from nettverk_tui.model.core.records import RECORD_OF, Event, Record
from nettverk_tui.model.core.rows import Rows
from nettverk_tui.model.decisions.change import references
from nettverk_tui.model.journal.undo import JournalEntry

#: No chain of parents is longer: a step, its item, its gathering, its network.
_DEEPEST = 6


class PageWork(msgspec.Struct, frozen=True):
    """The commands of these `kinds` (None: of all) that changed the row with the id `about`, or a row under it.

    `ends_at` are kinds that close what came before: the page undoes nothing older than the last of them. `events` are
    the kinds of group events that the page writes (None: all).
    """

    about: str
    kinds: frozenset[str] | None = None
    ends_at: frozenset[str] = frozenset()
    events: frozenset[EventKind] | None = None

    def holds(self, entry: JournalEntry, rows: Rows) -> bool:
        """Whether the entry belongs to the page; those in `ends_at` do."""
        if self.kinds is not None and entry.kind not in self.kinds | self.ends_at:
            return False
        changed = [
            row
            for row_change in entry.changes
            if (row := rows.get(RECORD_OF[row_change.table], row_change.id)) is not None
        ]
        if self.events is not None and any(isinstance(row, Event) and row.kind not in self.events for row in changed):
            return False
        return any(_leads_to(row, self.about, rows, _DEEPEST) for row in changed)


def _leads_to(row: Record | None, about: str, rows: Rows, steps: int) -> bool:
    if row is None or row.id == about:
        return row is not None
    parents = ((table, getattr(row, field)) for field, table in references(type(row)).items()) if steps else ()
    return any(
        id is not None and _leads_to(rows.get(RECORD_OF[table], id), about, rows, steps - 1) for table, id in parents
    )
