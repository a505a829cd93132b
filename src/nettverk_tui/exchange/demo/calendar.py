"""Dates of the demo's year: those of 2005, or moved so that one gathering is today."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo

import msgspec

FIVE_MINUTES = 300_000
_SATURDAY = 5


class Calendar(msgspec.Struct, frozen=True):
    """The story's days and times of day as local dates and UTC milliseconds.

    `shift` is a whole number of days. `pivot` is the day of the story that is today, None if the dates are not moved.
    `kept` are the days of gatherings; the days of one gathering move together.
    """

    zone: tzinfo
    shift: timedelta = timedelta()
    pivot: date | None = None
    kept: Mapping[date, date] = {}

    def knows(self, story_day: date) -> bool:
        """Return whether the day is in the past: before the pivot, or always without one."""
        return self.pivot is None or story_day < self.pivot

    def day(self, story_day: date) -> date:
        """Return the real date of a day of the story."""
        if story_day in self.kept:
            return self.kept[story_day]
        return self._off_weekend((story_day,))[0]

    def iso(self, story_day: date) -> str:
        """Return the real date as the file stores it."""
        return self.day(story_day).isoformat()

    def at(self, story_day: date, clock: time) -> int:
        """Return a time of day on the real date, in UTC milliseconds."""
        return round(datetime.combine(self.day(story_day), clock, tzinfo=self.zone).timestamp() * 1000)

    def _off_weekend(self, days: Sequence[date]) -> tuple[date, ...]:
        """Move successive days off the weekend together: past days backwards, future ones forwards."""
        moved = [day + self.shift for day in days]
        if self.pivot is None or self.pivot in days:
            return tuple(moved)
        step = timedelta(days=-1 if days[0] < self.pivot else 1)
        while any(day.weekday() >= _SATURDAY for day in moved):
            moved = [day + step for day in moved]
        return tuple(moved)


def calendar_around(pivot: date, now_ms: int, zone: tzinfo, gatherings: Iterable[Sequence[date]]) -> Calendar:
    """Return the calendar in which `pivot` is the local date of now; `gatherings` are the days of every gathering."""
    loose = Calendar(zone, shift=local_date(now_ms, zone) - pivot, pivot=pivot)
    kept = {story: real for days in gatherings for story, real in zip(days, loose._off_weekend(days), strict=True)}
    return msgspec.structs.replace(loose, kept=kept)


def local_date(at_ms: int, zone: tzinfo) -> date:
    """Return the local date of a moment (UTC ms)."""
    return datetime.fromtimestamp(at_ms / 1000, tz=UTC).astimezone(zone).date()


def round_start(began: int, zone: tzinfo) -> int:
    """Return the planned start of a gathering that began late at `began`: full five minutes, same day. In UTC ms."""
    planned = (began - 2 * 60_000) // FIVE_MINUTES * FIVE_MINUTES
    midnight = datetime.combine(local_date(began, zone), time(), tzinfo=zone)
    return max(planned, round(midnight.timestamp() * 1000))


def next_start(now_ms: int, zone: tzinfo) -> int:
    """Return the start (UTC ms) of a gathering about to begin: the next full five minutes, the last before midnight."""
    planned = -(-now_ms // FIVE_MINUTES) * FIVE_MINUTES
    return planned if local_date(planned, zone) == local_date(now_ms, zone) else planned - FIVE_MINUTES
