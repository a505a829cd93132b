"""Setting up a network."""

from collections.abc import Mapping
from typing import ClassVar

from nettverk_tui.model.commands.base import Command
from nettverk_tui.model.core.records import Candidate
from nettverk_tui.model.core.values import Secured
from nettverk_tui.model.network.plan import Charter, GroupPage, ImportedGroup, NetworkPlan


class ArrangeNetwork(Command, frozen=True, kw_only=True):
    """Make a network as its plan says, or bring one that stands in step with it.

    `seen` is the version of the network its author saw, 0 for a new one. `ids` are ids for what is new, more than
    enough; `starts` is the moment (UTC milliseconds) when a gathering begins, by its first day and time. A new network
    begins as the one with id `like` is: purpose, owner, plan, and what else belongs to no group and no day.
    """

    network_id: str
    seen: int
    plan: NetworkPlan
    ids: tuple[str, ...]
    today: str
    starts: Mapping[str, int] = {}
    like: str | None = None
    #: The zone of a new network, which the clock times of `starts` were read in.
    zone: str = ""


class ImportGroups(Command, frozen=True, kw_only=True):
    """Groups and members from a table, into a network that stands: new ones are added, others changed, nobody removed.

    `ids` are for what is new: at least three a group and one a member. `today` is a local date.
    """

    large: ClassVar[bool] = True
    network_id: str
    groups: tuple[ImportedGroup, ...]
    ids: tuple[str, ...]
    today: str


class DescribeNetwork(Command, frozen=True, kw_only=True):
    """What a network stands on: purpose, owner, period, milestones. `ids` are for new milestones, more than enough."""

    network_id: str
    seen: int
    foundation: Charter
    ids: tuple[str, ...]


class AnswerReadiness(Command, frozen=True, kw_only=True):
    """One answer on the network's go / no-go list; `question` is a field of `Network`."""

    network_id: str
    seen: int
    question: str
    answer: Secured


class KeepCandidate(Command, frozen=True, kw_only=True):
    """An office that was invited, as it is to stand: new, changed (its version is the one seen), or `deleted`."""

    candidate: Candidate


class DescribeGroup(Command, frozen=True, kw_only=True):
    """A group in all its detail, its members with their dates. `ids` are for what is new, `today` is a local date."""

    group_id: str
    seen: int
    page: GroupPage
    ids: tuple[str, ...]
    today: str
