"""A gathering's plan as the planner reads it: the items, when each begins, and what there is to say about them."""

from collections.abc import Mapping, Sequence

import msgspec

from nettverk_tui.language import Translator
from nettverk_tui.model.core.records import ClockEvent, Gathering, Group, Network, ProgrammeItem
from nettverk_tui.model.core.rows import Rows
from nettverk_tui.model.core.text import one_line
from nettverk_tui.model.gathering.day_plan import Finding, Plan, Timed, findings, timed
from nettverk_tui.model.gathering.outlook import item_starts
from nettverk_tui.model.gathering.time_report import Habit, habits, to_learn
from nettverk_tui.model.gathering.timekeeping import Clock, Programme, fold, programme_rows
from nettverk_tui.model.gathering.usual_programme import day_starts
from nettverk_tui.model.network.plan import groups_of
from nettverk_tui.resources import Knowledge


class PlannedDay(msgspec.Struct, frozen=True):
    """What the planner shows, read in one go. `starts` are the days' beginnings, `times` by item id what is to come."""

    network: Network
    gathering: Gathering
    groups: Mapping[str, Group]
    plan: Plan
    clock: Clock
    starts: Sequence[int]
    times: Mapping[str, Timed]
    findings: Sequence[Finding]
    habits: Sequence[Habit]

    @property
    def begun(self) -> bool:
        """Whether the plan has become history."""
        return self.clock.started_at is not None

    def entered(self, item_id: str) -> bool:
        """Whether the clock has been in the item."""
        planned = self.plan.find(item_id)
        return planned is not None and any(step.id in self.clock.entered for step in planned.steps)

    @property
    def entered_items(self) -> frozenset[str]:
        """Ids of the items the clock has been in."""
        return frozenset(each.item.id for each in self.plan.items if self.entered(each.item.id))

    def day_number(self, item_id: str, t: Translator) -> int:
        """Which day of the gathering an item falls on, from 1; the first where nobody can tell."""
        found = self.times.get(item_id)
        if found is None:
            return 1
        days = [t.local(start).date() for start in self.starts]
        day = t.local(found.starts_at).date()
        return days.index(day) + 1 if day in days else 1


def read_day(rows: Rows, gathering_id: str, knowledge: Knowledge, t: Translator, now: int) -> PlannedDay | None:
    """The plan of a gathering, or None where there is no such gathering."""
    gathering = rows.get(Gathering, gathering_id)
    network = rows.get(Network, gathering.network_id) if gathering is not None and not gathering.deleted else None
    if gathering is None or network is None:
        return None
    items, steps = programme_rows(rows, gathering.id)
    plan = Plan.of(items, steps)
    clock = fold(rows.find(ClockEvent, gathering_id=gathering.id))
    starts = day_starts(gathering, knowledge.gatherings, t.moment)
    coming, begins = plan, starts[0]
    if clock.started_at is not None:
        following = item_starts(Programme.of(items, steps), clock, now)
        ids = {item.id for item, _ in following}
        coming = Plan(tuple(each for each in plan.items if each.item.id in ids))
        begins = following[0][1] if following else now
    taking_part = [group.id for group in groups_of(rows, network.id) if group.state != "completed"]
    found: Sequence[Finding] = ()
    if plan.live and clock.phase != "closed":
        days = (gathering.starts_on, gathering.ends_on)
        found = findings(
            coming,
            begins,
            days,
            () if clock.started_at is not None else taking_part,
            network.groups_per_room,
            lambda at: t.local(at).date().isoformat(),
        )
        if clock.started_at is not None:
            found = [each for each in found if each.kind != "no_second_day"]
    return PlannedDay(
        network=network,
        gathering=gathering,
        groups={group.id: group for group in rows.find(Group, network_id=network.id)},
        plan=plan,
        clock=clock,
        starts=starts,
        times={each.planned.item.id: each for each in timed(coming, begins)},
        findings=found,
        habits=to_learn(plan, habits(rows, network.id, gathering.number)) if clock.started_at is None else (),
    )


def name_of(item: ProgrammeItem, groups: Mapping[str, Group], knowledge: Knowledge, t: Translator) -> str:
    """What an item is called in a list: the group's letter and unit, its title, or the word for its kind."""
    group = groups.get(item.group_id or "")
    if group is not None:
        return f"{one_line(group.letter, 6)}  {one_line(group.unit)}"
    return one_line(item.title) or knowledge.gatherings.item(item.kind).name.in_language(t.language)


def short_name(item: ProgrammeItem, groups: Mapping[str, Group], knowledge: Knowledge, t: Translator) -> str:
    """The same within a sentence: the letter alone for a group's turn."""
    group = groups.get(item.group_id or "")
    return one_line(group.letter, 6) if group is not None else one_line(name_of(item, groups, knowledge, t), 30)
