"""Centre line and control limits of one phase, by kind of chart.

Limits are Shewhart's (1931): for single values 2.66 mean moving ranges about the mean (Wheeler 1993), for p, u and c
three standard deviations of the binomial or Poisson distribution (Montgomery 2013).
"""

import math
import statistics
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Literal

import msgspec

from nettverk_tui.model.measurement.measures import Point, median_of, nearest_float

#: The kinds of chart that are drawn: `auto` becomes a line or a run chart.
DrawnKind = Literal["line", "run", "i", "p", "u", "c"]

#: From this mean count on, binomial and Poisson limits are called too narrow (overdispersion) [ours].
LARGE_COUNT = 100

#: Multiples of the mean moving range: the width of the limits, 3 / d2 (Wheeler 1993), and the limit of the ranges
#: themselves, D4, for screening (Montgomery 2013).
_LIMIT_PER_RANGE, _SCREEN_PER_RANGE = Fraction(266, 100), Fraction(3267, 1000)

#: The zone of a value: beyond a control limit, beyond two thirds of the way to one (two of three standard deviations,
#: zone A of Western Electric 1956), or neither.
Zone = Literal["outside", "near", "inside"]


class LimitBasis(msgspec.Struct, frozen=True):
    """The points that limits are computed from (those at the indices `chosen`), and the `span` they are for."""

    points: Sequence[Point]
    span: range
    chosen: Sequence[int]
    #: The multiplier of x/n.
    factor: int
    #: Whether outlying moving ranges are left out.
    screen: bool


class Limits(msgspec.Struct, frozen=True):
    """The centre line of a phase, and the distance from it to the control limits at each of its points, None for none.

    `points` counts the points behind them. Limits never pass `least` and `most`, the lowest and highest possible value.
    """

    centre: float | None
    widths: Sequence[float | None]
    points: int
    least: float = -math.inf
    most: float = math.inf
    large_counts: bool = False

    def lower(self) -> list[float | None]:
        """Return the lower control limit at each point."""
        return [self._bounded(width, -1) for width in self.widths]

    def upper(self) -> list[float | None]:
        """Return the upper control limit at each point."""
        return [self._bounded(width, 1) for width in self.widths]

    def zones(self, values: Sequence[float | None]) -> list[Zone | None]:
        """Return the zone of each value."""
        return list(map(self._zone, values, self.widths, self.lower(), self.upper()))

    def _bounded(self, width: float | None, sign: int) -> float | None:
        if width is None or self.centre is None:
            return None
        bound = self.centre + sign * width
        return min(max(bound, self.least), self.most) if math.isfinite(bound) else None

    def _zone(self, value: float | None, width: float | None, lower: float | None, upper: float | None) -> Zone | None:
        if value is None:
            return None
        if (lower is not None and value < lower) or (upper is not None and value > upper):
            return "outside"
        is_near = width is not None and self.centre is not None and abs(value - self.centre) > width * 2 / 3
        return "near" if is_near else "inside"


def included(point: Point) -> float | None:
    """Return the value of a point, None if it is excluded or missing."""
    return None if point.excluded else point.value


def _median_line(basis: LimitBasis) -> Limits:
    values = _values(basis)
    return Limits(median_of(values), [None] * len(basis.span), len(values))


def _single_values(basis: LimitBasis) -> Limits:
    """x̄ ± 2.66 mean moving ranges (Wheeler 1993); no range across a gap, no limits if all ranges are zero."""
    values = _values(basis)
    ranges = [
        abs(Fraction(later) - Fraction(earlier))
        for first, second in pairwise(basis.chosen)
        if second == first + 1
        and (earlier := included(basis.points[first])) is not None
        and (later := included(basis.points[second])) is not None
    ]
    if basis.screen and ranges:
        most = _SCREEN_PER_RANGE * sum(ranges) / len(ranges)
        ranges = [moving_range for moving_range in ranges if moving_range < most]
    width = nearest_float(_LIMIT_PER_RANGE * sum(ranges) / len(ranges)) if ranges else None
    return Limits(_mean(values), [width or None] * len(basis.span), len(values))


def _counts(basis: LimitBasis) -> Limits:
    """c̄ ± 3√c̄ (Montgomery 2013), never below zero."""
    values = _values(basis)
    centre = _mean(values)
    width = 3 * math.sqrt(centre) if centre else None
    return Limits(centre, [width] * len(basis.span), len(values), least=0, large_counts=(centre or 0) >= LARGE_COUNT)


def _shares(basis: LimitBasis) -> Limits:
    """p̄ ± 3√(p̄(1 - p̄)/n) (Montgomery 2013), between zero and `factor`."""
    return _ratios(basis, most=basis.factor, variance=lambda p: p * (1 - p))


def _rates(basis: LimitBasis) -> Limits:
    """ū ± 3√(ū/n) (Montgomery 2013), never below zero."""
    return _ratios(basis, most=math.inf, variance=lambda u: u)


def _ratios(basis: LimitBasis, *, most: float, variance: Callable[[Fraction], Fraction]) -> Limits:
    pairs = [
        (Fraction(point.numerator), Fraction(point.denominator))
        for point in (basis.points[index] for index in basis.chosen)
        if not point.excluded and point.numerator is not None and point.denominator
    ]
    if not pairs:
        return Limits(None, [None] * len(basis.span), 0)
    numerators = sum(x for x, _ in pairs)
    ratio = Fraction(numerators) / sum(n for _, n in pairs)
    spread = variance(ratio)
    widths: list[float | None] = []
    for index in basis.span:
        n = basis.points[index].denominator
        squared = nearest_float(spread / Fraction(n)) if n and spread > 0 else None
        widths.append(basis.factor * 3 * math.sqrt(squared) if squared else None)
    large = numerators / len(pairs) >= LARGE_COUNT
    return Limits(nearest_float(basis.factor * ratio), widths, len(pairs), least=0, most=most, large_counts=large)


#: The function that computes the limits of a kind of chart.
LIMITS_OF: Mapping[DrawnKind, Callable[[LimitBasis], Limits]] = {
    "line": _median_line,
    "run": _median_line,
    "i": _single_values,
    "p": _shares,
    "u": _rates,
    "c": _counts,
}


def _values(basis: LimitBasis) -> list[float]:
    return [value for index in basis.chosen if (value := included(basis.points[index])) is not None]


def _mean(values: Sequence[float]) -> float | None:
    return statistics.mean(values) if values else None
