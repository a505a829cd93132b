"""When a gathering was held: the days and the end that its clock tells, where it has run; else those planned."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from nettverk_tui.model.core.records import Gathering
from nettverk_tui.model.gathering.timekeeping import NIGHT_MS, Clock, Programme, budget_ms

Local = Callable[[int], datetime]
_DAY_MS = 24 * 60 * 60_000


def held_until(programme: Programme, clock: Clock) -> int | None:
    """When the programme ended (UTC milliseconds); None while it may still go on, and where it never began.

    Somebody may close a gathering the morning after: then its last step took what it had.
    """
    if clock.closed_at is None or clock.started_at is None:
        return None
    last = max(clock.entered.items(), key=lambda entered: entered[1], default=None)
    if last is None or clock.closed_at - last[1] < NIGHT_MS:
        return clock.closed_at
    place = programme.place(last[0])
    return last[1] + (budget_ms(place.step, clock) if place is not None else 0)


def held_days(gathering: Gathering, programme: Programme, clock: Clock, local: Local) -> tuple[str, str]:
    """The first and the last day, as ISO dates. What runs on past midnight is of the day that it began on."""
    if clock.started_at is None:
        return gathering.starts_on, gathering.ends_on
    first = local(clock.started_at).date().isoformat()
    one_day = gathering.starts_on == gathering.ends_on
    last_at = held_until(programme, clock) or max(clock.entered.values(), default=clock.started_at)
    if one_day and last_at - clock.started_at < _DAY_MS:
        return first, first
    last = local(last_at).date().isoformat()
    if clock.closed_at is None:
        # What is still to come has the days it was planned for.
        planned = date.fromisoformat(gathering.ends_on) + timedelta(days=moved_days(gathering, first))
        last = max(last, planned.isoformat())
    return first, max(first, last)


def moved_days(gathering: Gathering, first: str) -> int:
    """How many days later than planned a gathering was held that began on the day `first`."""
    return (date.fromisoformat(first) - date.fromisoformat(gathering.starts_on)).days
