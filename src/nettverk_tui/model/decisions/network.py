"""Deciding the set-up of a network from a plan, new or existing. Entries are never touched."""

from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Any

from nettverk_tui.model.commands import ArrangeNetwork
from nettverk_tui.model.core.messages import N_, Message, Refusal
from nettverk_tui.model.core.records import (
    Event,
    Facilitator,
    Gathering,
    Group,
    Member,
    Milestone,
    Network,
    ProgrammeItem,
    ProgrammeStep,
    Project,
)
from nettverk_tui.model.core.rows import Rows
from nettverk_tui.model.core.text import is_blank
from nettverk_tui.model.core.values import GatheringKind
from nettverk_tui.model.decisions.change import Change, Deciders, Decision, add, change, row_as_seen
from nettverk_tui.model.network.charter import milestones_of
from nettverk_tui.model.network.plan import (
    NetworkPlan,
    PlannedGathering,
    PlannedGroup,
    PlannedMember,
    gatherings_of,
    members_of,
)

#: Similarity (0 to 1) from which two names in one group are one person spelt differently.
_SAME_PERSON = 0.7
#: The fields that a new network copies from the one it begins as.
_CARRIED_OVER = (
    "purpose",
    "owner",
    "funders",
    "coordinator",
    "unit_word",
    "groups_per_room",
    "checklist",
    "limits",
    "quiet_weeks",
)


def _arrange(command: ArrangeNetwork, rows: Rows, now: int) -> Decision | Refusal:
    if is_blank(command.plan.name):
        return Refusal(Message(N_("The network needs a name.")))
    stored = rows.get(Network, command.network_id)
    if command.seen == 0 and stored is not None:
        # A repeated command: it was stored, and the answer was lost.
        return Decision()
    if command.seen:
        current = row_as_seen(rows, Network, command.network_id, command.seen)
        if isinstance(current, Refusal):
            return current
    moved = _begun_and_moved(command, rows)
    if moved is not None:
        return Refusal(
            Message(N_("Gathering {number} has begun already: its date stays as it was."), {"number": moved.number})
        )
    arranging = _Arranging(command, rows)
    return Decision(tuple(arranging.changes()))


def _begun_and_moved(command: ArrangeNetwork, rows: Rows) -> Gathering | None:
    """Return a gathering that has begun, and that the plan leaves out or moves to other days; None if there is none."""
    all_planned = command.plan.gatherings
    for gathering in gatherings_of(rows, command.network_id):
        if gathering.state == "planned":
            continue
        days = (gathering.starts_on, gathering.ends_on)
        if gathering.number > len(all_planned):
            return gathering
        planned = all_planned[gathering.number - 1]
        if (planned.starts_on, planned.ends_on) != days:
            return gathering
    return None


def under_way(rows: Rows, network_id: str) -> bool:
    """Whether a gathering has begun: from then on changes of leader are recorded with their dates."""
    return any(gathering.state != "planned" for gathering in gatherings_of(rows, network_id))


class _Arranging:
    """The changes of one command, each after those of the rows it refers to."""

    def __init__(self, command: ArrangeNetwork, rows: Rows) -> None:
        self._command, self._rows = command, rows
        self._plan: NetworkPlan = command.plan
        self._ids = iter(command.ids)
        self._network_id = command.network_id
        is_under_way = under_way(rows, command.network_id)
        #: The day when new members join: today in a network that is under way, None (from the beginning) before.
        self._joins = command.today if is_under_way else None

    def changes(self) -> Iterator[Change]:
        yield from self._network().changes
        yield from self._milestones()
        yield from self._advisers()
        letters = {planned.letter for planned in self._plan.groups}
        for position, planned in enumerate(self._plan.groups, start=1):
            yield from self._group(position, planned)
        for group in self._rows.find(Group, network_id=self._network_id):
            if group.letter not in letters and group.state != "withdrawn":
                yield from change(group, state="withdrawn").changes
                if self._joins is not None:
                    event = Event(id=next(self._ids), group_id=group.id, kind="withdrawn", on=self._command.today)
                    yield from add(event).changes
        yield from self._gatherings()

    def _network(self) -> Decision:
        plan = self._plan
        fields: dict[str, Any] = {"name": plan.name, "region": plan.region, "language": plan.language}
        stored = self._rows.get(Network, self._network_id)
        if stored is not None:
            return change(stored, **fields)
        fields["zone"] = self._command.zone
        like = self._like
        if like is not None:
            fields |= {field: getattr(like, field) for field in _CARRIED_OVER}
        return add(Network(id=self._network_id, **fields))

    @property
    def _like(self) -> Network | None:
        """The network that a new one is copied from."""
        return self._rows.get(Network, self._command.like) if not self._command.seen else None

    def _milestones(self) -> Iterator[Change]:
        """Yield copies of the milestones of the network copied from, without their dates."""
        if self._like is not None:
            for milestone in milestones_of(self._rows, self._like.id):
                new = Milestone(
                    id=next(self._ids), network_id=self._network_id, position=milestone.position, text=milestone.text
                )
                yield from add(new).changes

    def _advisers(self) -> Iterator[Change]:
        stored = self._rows.find(Facilitator, network_id=self._network_id)
        pairs, added, gone = paired([facilitator.name for facilitator in stored], self._plan.advisers)
        for old, new in pairs:
            yield from change(stored[old], name=self._plan.advisers[new]).changes
        for new in added:
            yield from add(
                Facilitator(id=next(self._ids), network_id=self._network_id, name=self._plan.advisers[new])
            ).changes
        for old in gone:
            yield from change(stored[old], deleted=True).changes

    def _group(self, position: int, planned: PlannedGroup) -> Iterator[Change]:
        stored = self._rows.find(Group, network_id=self._network_id, letter=planned.letter)
        if stored:
            group = stored[0]
            state = "active" if group.state == "withdrawn" else group.state
            yield from change(group, unit=planned.unit, state=state).changes
        else:
            group = Group(
                id=next(self._ids),
                network_id=self._network_id,
                letter=planned.letter,
                position=position,
                unit=planned.unit,
            )
            yield from add(group).changes
        project = self._rows.find(Project, group_id=group.id)
        if project and planned.area:
            yield from change(project[0], area=planned.area).changes
        elif planned.area:
            yield from add(Project(id=next(self._ids), group_id=group.id, area=planned.area)).changes
        yield from self._members(group.id, planned.members)

    def _members(self, group_id: str, planned: Sequence[PlannedMember]) -> Iterator[Change]:
        stored = [member for member in members_of(self._rows, group_id) if member.name]
        if self._joins is not None:
            leader = next((person.name for person in planned if person.leader), None)
            yield from leader_change(stored, leader, group_id, self._ids, self._command.today)
        pairs, added, gone = paired([member.name for member in stored], [person.name for person in planned])
        for old, new in pairs:
            yield from change(stored[old], **member_fields(planned[new], stored[old])).changes
        for old in gone:
            yield from change(stored[old], to_on=self._command.today).changes
        for new in added:
            member = planned[new]
            yield from add(new_member(next(self._ids), group_id, member, from_on=self._joins)).changes

    def _gatherings(self) -> Iterator[Change]:
        stored = {gathering.number: gathering for gathering in gatherings_of(self._rows, self._network_id)}
        count = len(self._plan.gatherings)
        for number, planned in enumerate(self._plan.gatherings, start=1):
            fields: dict[str, Any] = {
                "starts_on": planned.starts_on,
                "ends_on": planned.ends_on,
                "starts_at": self._starts_at(planned),
            }
            gathering = stored.pop(number, None)
            if gathering is None:
                yield from add(
                    Gathering(
                        id=next(self._ids),
                        network_id=self._network_id,
                        number=number,
                        kind=_kind(number, count),
                        **fields,
                    )
                ).changes
            elif gathering.state == "planned":
                # An existing programme was made for the kind that the gathering had.
                made = self._rows.find(ProgrammeItem, gathering_id=gathering.id)
                kind = gathering.kind if made else _kind(number, count)
                yield from change(gathering, kind=kind, **fields).changes
        for gathering in stored.values():
            yield from self._cancelled(gathering)

    def _starts_at(self, planned: PlannedGathering) -> int | None:
        return self._command.starts.get(f"{planned.starts_on} {planned.at}") if planned.at is not None else None

    def _cancelled(self, gathering: Gathering) -> Iterator[Change]:
        """Yield changes that delete a planned gathering and its programme; the laws refuse it if there are entries."""
        for item in self._rows.find(ProgrammeItem, gathering_id=gathering.id):
            for step in self._rows.find(ProgrammeStep, item_id=item.id):
                yield from change(step, deleted=True).changes
            yield from change(item, deleted=True).changes
        yield from change(gathering, deleted=True).changes


def leader_change(
    before: Sequence[Member], leader: str | None, group_id: str, ids: Iterator[str], today: str
) -> Iterator[Change]:
    """Yield the event of a change of leader: the new and the former leader, and the date."""
    old = next((member for member in before if member.leader), None)
    if old is None or leader is None or not old.name:
        return
    pairs, _, _ = paired([old.name], [leader])
    if not pairs:
        event = Event(id=next(ids), group_id=group_id, kind="leader_change", on=today, text=f"{old.name} → {leader}")
        yield from add(event).changes


def _kind(number: int, count: int) -> GatheringKind:
    if number == 1:
        return "first"
    return "last" if number == count and count > 2 else "middle"


def new_member(
    id: str, group_id: str, who: PlannedMember, *, from_on: str | None = None, to_on: str | None = None
) -> Member:
    """Return a new member of a group."""
    return Member(
        id=id,
        group_id=group_id,
        name=who.name,
        profession=who.profession,
        staff_kind=who.staff_kind,
        leader=who.leader,
        writer=who.writer,
        data=who.data,
        from_on=from_on,
        to_on=to_on,
    )


def member_fields(who: PlannedMember, member: Member) -> dict[str, Any]:
    """Return the fields that a plan gives for an existing member; a new profession also sets the kind of staff."""
    fields: dict[str, Any] = {
        "name": who.name,
        "profession": who.profession,
        "leader": who.leader,
        "writer": who.writer,
        "data": who.data,
    }
    if who.profession != member.profession:
        fields["staff_kind"] = who.staff_kind
    return fields


def paired(old: Sequence[str], new: Sequence[str]) -> tuple[list[tuple[int, int]], list[int], list[int]]:
    """Pair old names with new ones, equal names first, then similar ones.

    Returns index pairs (old, new), then the indexes of new names without a pair, and of old names without a pair.
    """
    remaining, joined = list(range(len(old))), list(range(len(new)))
    pairs: list[tuple[int, int]] = []

    def pair(is_same: "Iterable[tuple[int, int]]") -> None:
        for at_old, at_new in is_same:
            if at_old in remaining and at_new in joined:
                pairs.append((at_old, at_new))
                remaining.remove(at_old)
                joined.remove(at_new)

    pair([(a, b) for a in remaining for b in joined if old[a].casefold() == new[b].casefold()])
    alike = sorted(
        (
            (SequenceMatcher(None, old[a].casefold(), new[b].casefold()).ratio(), a, b)
            for a in remaining
            for b in joined
        ),
        reverse=True,
    )
    pair([(a, b) for ratio, a, b in alike if ratio >= _SAME_PERSON])
    return pairs, joined, remaining


DECIDERS: Deciders = {ArrangeNetwork: _arrange}
