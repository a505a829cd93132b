"""A gathering's plan as the planner shows it: items, times, and findings about them."""

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
    """The data of the planner. `starts` are the beginnings of the days, `times` the coming items by id."""

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
        """Return whether the gathering has begun."""
        return self.clock.started_at is not None

    def entered(self, item_id: str) -> bool:
        """Return whether the clock has been in the item."""
        planned = self.plan.find(item_id)
        return planned is not None and any(step.id in self.clock.entered for step in planned.steps)

    @property
    def entered_items(self) -> frozenset[str]:
        """Return the ids of the items the clock has been in."""
        return frozenset(planned.item.id for planned in self.plan.items if self.entered(planned.item.id))

    def day_number(self, item_id: str, t: Translator) -> int:
        """Return the day of the gathering an item falls on, counted from 1; 1 where it cannot be known."""
        found = self.times.get(item_id)
        if found is None:
            return 1
        days = [t.local(start).date() for start in self.starts]
        day = t.local(found.starts_at).date()
        return days.index(day) + 1 if day in days else 1


def read_day(rows: Rows, gathering_id: str, knowledge: Knowledge, t: Translator, now: int) -> PlannedDay | None:
    """Read the plan of a gathering; None where there is no such gathering."""
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
        coming = Plan(tuple(planned for planned in plan.items if planned.item.id in ids))
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
            found = [finding for finding in found if finding.kind != "no_second_day"]
    return PlannedDay(
        network=network,
        gathering=gathering,
        groups={group.id: group for group in rows.find(Group, network_id=network.id)},
        plan=plan,
        clock=clock,
        starts=starts,
        times={timed_item.planned.item.id: timed_item for timed_item in timed(coming, begins)},
        findings=found,
        habits=to_learn(plan, habits(rows, network.id, gathering.number)) if clock.started_at is None else (),
    )


def name_of(item: ProgrammeItem, groups: Mapping[str, Group], knowledge: Knowledge, t: Translator) -> str:
    """Name an item in a list: the group's letter and unit, its title, or the word for its kind."""
    group = groups.get(item.group_id or "")
    if group is not None:
        return f"{one_line(group.letter, 6)}  {one_line(group.unit)}"
    return one_line(item.title) or knowledge.gatherings.item(item.kind).name.in_language(t.language)


def short_name(item: ProgrammeItem, groups: Mapping[str, Group], knowledge: Knowledge, t: Translator) -> str:
    """Name an item within a sentence: the letter alone for a group's turn."""
    group = groups.get(item.group_id or "")
    return one_line(group.letter, 6) if group is not None else one_line(name_of(item, groups, knowledge, t), 30)
