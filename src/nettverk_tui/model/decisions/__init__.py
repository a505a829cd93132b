"""The changes that commands make: pure functions from a command, the rows and *now* to changed rows or a Refusal.

Each module decides the commands of one subject; this one finds the function and checks its result against the laws.
"""

from nettverk_tui.model.commands import Command
from nettverk_tui.model.core.messages import Refusal
from nettverk_tui.model.core.rows import Rows
from nettverk_tui.model.decisions import (
    between,
    clock,
    details,
    entries,
    forms,
    import_groups,
    measuring,
    network,
    programme,
)
from nettverk_tui.model.decisions.change import Change, Decision, lawful

__all__ = ["Change", "Decision", "decide"]

_DECIDERS = {
    **clock.DECIDERS,
    **programme.DECIDERS,
    **entries.DECIDERS,
    **forms.DECIDERS,
    **between.DECIDERS,
    **network.DECIDERS,
    **details.DECIDERS,
    **import_groups.DECIDERS,
    **measuring.DECIDERS,
}


def decide(command: Command, rows: Rows, now: int) -> Decision | Refusal:
    """Return the rows that `command` changes at `now` (UTC ms), or a Refusal. An empty decision means: already so."""
    outcome = _DECIDERS[type(command)](command, rows, now)
    return outcome if isinstance(outcome, Refusal) else lawful(outcome, rows)
