"""The days of a gathering and its end: by its clock if that has run, else as planned."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from nettverk_tui.model.core.records import Gathering
from nettverk_tui.model.gathering.timekeeping import NIGHT_MS, Clock, Programme, budget_ms

Local = Callable[[int], datetime]
_DAY_MS = 24 * 60 * 60_000


def held_until(programme: Programme, clock: Clock) -> int | None:
    """Return the end of the programme (UTC ms); None while it may still go on, and if it never began.

    A gathering may be closed the morning after: then its last step is taken to have used its budget.
    """
    if clock.closed_at is None or clock.started_at is None:
        return None
    last = max(clock.entered.items(), key=lambda entered: entered[1], default=None)
    if last is None or clock.closed_at - last[1] < NIGHT_MS:
        return clock.closed_at
    place = programme.place(last[0])
    return last[1] + (budget_ms(place.step, clock) if place is not None else 0)


def held_days(gathering: Gathering, programme: Programme, clock: Clock, local: Local) -> tuple[str, str]:
    """Return the first and the last day, as ISO dates. A day that runs past midnight counts by its beginning."""
    if clock.started_at is None:
        return gathering.starts_on, gathering.ends_on
    first = local(clock.started_at).date().isoformat()
    one_day = gathering.starts_on == gathering.ends_on
    last_at = held_until(programme, clock) or max(clock.entered.values(), default=clock.started_at)
    if one_day and last_at - clock.started_at < _DAY_MS:
        return first, first
    last = local(last_at).date().isoformat()
    if clock.closed_at is None:
        # Items still to come count with their planned days.
        planned = date.fromisoformat(gathering.ends_on) + timedelta(days=moved_days(gathering, first))
        last = max(last, planned.isoformat())
    return first, max(first, last)


def moved_days(gathering: Gathering, first: str) -> int:
    """Return by how many days a gathering that began on `first` (ISO date) was later than planned."""
    return (date.fromisoformat(first) - date.fromisoformat(gathering.starts_on)).days
