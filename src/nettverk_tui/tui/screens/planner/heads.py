"""The days of a gathering over several days, as headings between the lines of the planner."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import msgspec

from nettverk_tui.language import Translator
from nettverk_tui.model.gathering.day_plan import in_days
from nettverk_tui.tui.planned_day import PlannedDay


class Head(msgspec.Struct, frozen=True):
    """A day, and when its plan begins and ends (UTC milliseconds); both None on a day without items."""

    on: date
    begins: int | None = None
    ends: int | None = None

    def words(self, t: Translator) -> str:
        """Return the heading in words: *Tue 12 January  09:00–16:30*."""
        if self.begins is None or self.ends is None:
            return f"{t.day(self.on)}  {t('nothing yet')}"
        return f"{t.day(self.on)}  {t.clock(self.begins)}–{t.clock(self.ends)}"


def heads(day: PlannedDay, t: Translator) -> tuple[Mapping[str, Head], Sequence[Head]]:
    """Return the headings by the item below each, and those of days without items; none for a gathering of one day."""
    first, last = date.fromisoformat(day.gathering.starts_on), date.fromisoformat(day.gathering.ends_on)
    if first == last:
        return {}, ()
    on: dict[str, date] = {}
    begins: dict[date, int] = {}
    ends: dict[date, int] = {}
    for plan_item in day.plan.items:
        entered = [day.clock.entered[step.id] for step in plan_item.steps if step.id in day.clock.entered]
        if entered:
            on[plan_item.item.id] = t.local(min(entered)).date()
            begins.setdefault(on[plan_item.item.id], min(entered))
            ends[on[plan_item.item.id]] = max(entered)
    for items in in_days(list(day.times.values()), lambda at: t.local(at).date().isoformat()):
        its = t.local(items[0].starts_at).date()
        on |= {timed.planned.item.id: its for timed in items}
        begins.setdefault(its, items[0].starts_at)
        ends[its] = items[-1].ends_at
    over: dict[str, Head] = {}
    told: set[date] = set()
    for plan_item in day.plan.items:
        its_day = on.get(plan_item.item.id)
        if its_day is not None and its_day not in told:
            told.add(its_day)
            over[plan_item.item.id] = Head(its_day, begins[its_day], ends[its_day])
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    return over, [Head(on_day) for on_day in days if on_day not in told and day.plan.items]
