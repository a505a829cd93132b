"""Axes for a surface made of cells: the row of a value, the column of a day, and the places of labels."""

import datetime
from collections.abc import Callable, Iterable, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import pairwise
from typing import NamedTuple

from rich.cells import cell_len

from nettverk_tui.model.core.messages import N_, Message

#: Up to so many days the points are labelled with their days, beyond with their months.
_DAYS_WITH_DAY_LABELS = 62

_MONTHS_APART = (1, 2, 3, 4, 6)
_APART = tuple(leading * 10**power for power in range(6) for leading in (1, 2, 5))

Say = Callable[[Message], str]


class ValueAxis(NamedTuple):
    """Row 0 is at `low`, every row is `per_row` more; all ticks (row, value) are exactly on a row."""

    low: Decimal
    per_row: Decimal
    ticks: tuple[tuple[int, Decimal], ...]

    def row(self, value: float) -> int:
        """Return the row nearest to the value."""
        return round((_exact(value) - self.low) / self.per_row)


def value_axis(values: Iterable[float], rows: int, *, whole: bool) -> ValueAxis:
    """Return an axis of `rows` rows (3 or more) that holds the finite `values`, numbered in steps of 1, 2 or 5.

    Exact decimals, so that 1e308 is a value like any other and 0.3 is not 0.30000000000000004. Zero is on the axis
    unless all values are in its third farthest from zero. `whole`: no step is less than one.
    """
    exact = [_exact(value) for value in values]
    lowest, highest = min(exact), max(exact)
    level = lowest == highest
    if level or 3 * lowest <= 2 * highest:
        lowest = min(lowest, Decimal(0))
    if level or 3 * highest >= 2 * lowest:
        highest = max(highest, Decimal(0))
    if lowest == highest:
        highest = Decimal(1)
    axes = [axis for step in _steps(highest - lowest, whole) if (axis := _axis(lowest, highest, step, rows))]
    return max(axes, key=lambda axis: _worth(axis, highest - lowest, rows, whole))


def _exact(value: float) -> Decimal:
    return Decimal(repr(float(value)))


def _steps(span: Decimal, whole: bool) -> Iterable[Decimal]:
    power = max(span.adjusted(), 0) if whole else span.adjusted()
    for tenfold in range(power - 2, power + 3):
        for leading in (1, 2, 5):
            step = Decimal(leading).scaleb(tenfold)
            if step >= 1 or not whole:
                yield step


def _axis(lowest: Decimal, highest: Decimal, step: Decimal, rows: int) -> ValueAxis | None:
    first = (lowest / step).to_integral_value(ROUND_FLOOR)
    steps = int((highest / step).to_integral_value(ROUND_CEILING) - first)
    rows_per_step = (rows - 1) // steps
    if rows_per_step == 0:
        return None
    ticks = tuple((n * rows_per_step, (first + n) * step) for n in range(steps + 1))
    return ValueAxis(first * step, step / rows_per_step, ticks)


def _worth(axis: ValueAxis, span: Decimal, rows: int, whole: bool) -> float:
    """Return the quality of an axis: the share of the height used, less for too few, too many or crowded labels.

    Counts that fall between the rows lower it, too.
    """
    used = float(span / (axis.per_row * (rows - 1)))
    labels, apart = len(axis.ticks), axis.ticks[1][0]
    step = axis.ticks[1][1] - axis.ticks[0][1]
    crowded = apart == 1 and rows > 4
    between = whole and step < 10 and step % apart != 0 and apart % step != 0
    too_few, too_many = max(0, min(4, rows // 3 + 1) - labels), max(0, labels - 6)
    return used - 0.25 * crowded - 0.25 * between - 0.15 * too_few - 0.05 * too_many


class PlaceAxis(NamedTuple):
    """The columns of places (day numbers, or 1, 2, 3 …) from `first` to `last`, one column free at either end."""

    first: int
    last: int
    width: int

    def column(self, place: int) -> int:
        """Return the column nearest to the place."""
        if self.first == self.last:
            return self.width // 2
        return 1 + round((place - self.first) * (self.width - 3) / (self.last - self.first))


class Label(NamedTuple):
    """A text from cell `start` on, centred on `column` as far as there is room."""

    column: int
    start: int
    text: str


def day_number(on: str | None) -> int | None:
    """Return the day number of an ISO date (day 1 is 1 January of year 1), None without one."""
    try:
        return datetime.date.fromisoformat(on).toordinal() if on else None
    except ValueError:
        return None


def number_labels(count: int, axis: PlaceAxis) -> list[Label]:
    """Return the labels 1, 2, 3 … under places without dates, as many as there is room for."""
    numbers = [(place, str(place + 1)) for place in range(count)]
    candidates = [[label for label in numbers if label[0] == 0 or (label[0] + 1) % apart == 0] for apart in _APART]
    return _roomiest(candidates, axis, gap=1)


def date_labels(days: Iterable[int], axis: PlaceAxis, months: Sequence[str], say: Say) -> list[Label]:
    """Return the labels under measured days: the first one of a month, or all days if the span is short.

    The first year is shown elsewhere: a label is a month, or the year where another one begins.
    `months` are the twelve short names.
    """
    dates = [datetime.date.fromordinal(day) for day in sorted(set(days))]
    if axis.last - axis.first <= _DAYS_WITH_DAY_LABELS:
        named = [(date.toordinal(), _day_text(date, months, say)) for date in dates]
        return _roomiest([named[::apart] for apart in range(1, len(named) + 1)], axis, gap=2)
    firsts = dates[:1] + [date for before, date in pairwise(dates) if _month(before) != _month(date)]
    candidates = []
    for apart in _MONTHS_APART:
        chosen = [date for date in firsts if (date.month - 1) % apart == 0]
        candidates.append(_month_labels(chosen, dates[0].year, months))
    new_years = [date for before, date in pairwise(firsts) if before.year != date.year]
    candidates += [
        [(date.toordinal(), str(date.year)) for date in new_years if date.year % apart == 0] for apart in _APART
    ]
    return _roomiest(candidates, axis, gap=1)


def _month(date: datetime.date) -> tuple[int, int]:
    return date.year, date.month


def _day_text(date: datetime.date, months: Sequence[str], say: Say) -> str:
    return say(Message(N_("{day} {month}"), {"day": date.day, "month": months[date.month - 1]}))


def _month_labels(dates: Iterable[datetime.date], year: int, months: Sequence[str]) -> list[tuple[int, str]]:
    labels = []
    for date in dates:
        labels.append((date.toordinal(), months[date.month - 1] if date.year == year else str(date.year)))
        year = date.year
    return labels


def _roomiest(candidates: Iterable[list[tuple[int, str]]], axis: PlaceAxis, gap: int) -> list[Label]:
    """Return the first candidate that has labels, all of them `gap` cells apart; an empty list if none has."""
    for candidate in candidates:
        labels = [_placed(axis.column(place), text, axis.width) for place, text in candidate]
        if labels and all(a.start + cell_len(a.text) + gap <= b.start for a, b in pairwise(labels)):
            return labels
    return []


def _placed(column: int, text: str, width: int) -> Label:
    start = column - (cell_len(text) - 1) // 2
    return Label(column, max(0, min(start, width - cell_len(text))), text)
