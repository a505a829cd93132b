"""Setting up a network."""

from collections.abc import Mapping

from nettverk_tui.model.commands.base import Command
from nettverk_tui.model.network_plan import NetworkPlan


class ArrangeNetwork(Command, frozen=True, kw_only=True):
    """Make a network as its plan says, or bring one that stands in step with it.

    `seen` is the version of the network its author saw, 0 for a new one. `ids` are ids for what is new, more than
    enough; `starts` is the moment (UTC milliseconds) when a gathering begins, by its first day and time.
    """

    network_id: str
    seen: int
    plan: NetworkPlan
    ids: tuple[str, ...]
    today: str
    starts: Mapping[str, int] = {}
