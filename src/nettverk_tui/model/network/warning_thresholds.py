"""Thresholds of the warning rules, and quiet weeks that do not count: settings of a network."""

from collections.abc import Iterator
from datetime import date, timedelta

import msgspec

from nettverk_tui.model.core.dates.holidays import easter


class QuietWeeks(msgspec.Struct, frozen=True):
    """ISO weeks, first to last (across New Year if the last number is smaller); and the week of Easter."""

    spans: tuple[tuple[int, int], ...] = ((27, 32), (52, 1))
    easter: bool = True

    def __contains__(self, day: date) -> bool:
        week = day.isocalendar().week
        inside = any(
            first <= week <= last if first <= last else week >= first or week <= last for first, last in self.spans
        )
        return inside or (self.easter and _in_easter(day))


def _in_easter(day: date) -> bool:
    """Whether a day is from Palm Sunday to Easter Monday."""
    return timedelta(-7) <= day - easter(day.year) <= timedelta(1)


class Thresholds(msgspec.Struct, frozen=True, kw_only=True):
    """Thresholds in days, moves and people. Days of W7, W8 and W14 count without those in quiet weeks.

    Defaults are this project's; the norms behind them are the article's.
    """

    vulnerable: tuple[str, ...] = ("L1", "T1")
    low: int = 2
    guidance_days: int = 21
    guidance_first_days: int = 35
    meeting_days: int = 28
    staff_meeting_days: int = 45
    overdue_days: int = 14
    moved: int = 2
    moved_first: int = 3
    fewest_members: int = 3
    #: Kinds of staff of which every group needs at least one.
    required: tuple[str, ...] = ("doctor", "coworker")
    gap: int = 2
    quiet: QuietWeeks = QuietWeeks()

    def days(self, first: str, last: str) -> int:
        """Return the number of days from one ISO date to another, without those in quiet weeks."""
        return sum(day not in self.quiet for day in _days_after(date.fromisoformat(first), date.fromisoformat(last)))


def _days_after(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(number) for number in range(1, (last - first).days + 1))
