"""Apply commands to rows in memory, as the store does, without a file, a journal or another window."""

import msgspec

from nettverk_tui.model.commands import Command
from nettverk_tui.model.core.messages import Refusal
from nettverk_tui.model.core.rows import MemoryRows
from nettverk_tui.model.decisions import Decision, decide


def carry_out(rows: MemoryRows, command: Command, now: int) -> Decision | Refusal:
    """Decide on a command and keep what it changes; a refusal keeps nothing."""
    outcome = decide(command, rows, now)
    if isinstance(outcome, Decision):
        keep(rows, outcome, now)
    return outcome


def keep(rows: MemoryRows, decision: Decision, now: int) -> None:
    """Keep changed rows, stamped."""
    for change in decision.changes:
        made = now if change.before is None else change.before.created_at
        version = 1 if change.before is None else change.before.version + 1
        rows.put([msgspec.structs.replace(change.after, version=version, created_at=made, changed_at=now)])
