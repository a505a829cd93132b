"""Commands for setting up a network."""

from collections.abc import Mapping
from typing import ClassVar

from nettverk_tui.model.commands.base import Command
from nettverk_tui.model.core.records import Candidate
from nettverk_tui.model.core.values import Secured
from nettverk_tui.model.network.plan import Charter, GroupPage, ImportedGroup, NetworkPlan


class ArrangeNetwork(Command, frozen=True, kw_only=True):
    """Make a network from its plan, or change an existing one to follow it.

    `seen` is the version of the network its author saw, 0 for a new one. `ids` are more than enough ids for new rows;
    `starts` is the moment (UTC milliseconds) when a gathering begins, by its first day and time. A new network copies
    from the one with id `like` its purpose, owner, plan, and everything else that belongs to no group and no day.
    """

    network_id: str
    seen: int
    plan: NetworkPlan
    ids: tuple[str, ...]
    today: str
    starts: Mapping[str, int] = {}
    like: str | None = None
    #: The time zone of a new network, in which the times of `starts` were read.
    zone: str = ""


class ImportGroups(Command, frozen=True, kw_only=True):
    """Import groups and members from a table into a network: rows are added and changed, none removed.

    `ids` are for new rows: at least three a group and one a member. `today` is a local ISO date.
    """

    large: ClassVar[bool] = True
    network_id: str
    groups: tuple[ImportedGroup, ...]
    ids: tuple[str, ...]
    today: str


class DescribeNetwork(Command, frozen=True, kw_only=True):
    """Change purpose, owner, period and milestones of a network. `ids` are more than enough, for new milestones."""

    network_id: str
    seen: int
    foundation: Charter
    ids: tuple[str, ...]


class AnswerReadiness(Command, frozen=True, kw_only=True):
    """Answer one question of the network's go / no-go list; `question` is a field of `Network`."""

    network_id: str
    seen: int
    question: str
    answer: Secured


class KeepCandidate(Command, frozen=True, kw_only=True):
    """Store an invited unit: new, changed (its version is the one seen), or `deleted`."""

    candidate: Candidate


class DescribeGroup(Command, frozen=True, kw_only=True):
    """Change the details of a group and its members. `ids` are for new rows, `today` is a local ISO date."""

    group_id: str
    seen: int
    page: GroupPage
    ids: tuple[str, ...]
    today: str
