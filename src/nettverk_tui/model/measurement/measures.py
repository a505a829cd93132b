"""The measurements of an indicator as numbers: points in order, median, before and after.

Percentages are never averaged: a proportion before or after is Σx/Σn. Percentage points and relative change are two
numbers. `<5` is kept, and left out of sums. A missing value stays missing (`docs/domain.md` §4; Pedersen and Hovlid
2008). `measure_text` describes them in words, `charts` draws them.
"""

import math
import re
import statistics
from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import groupby

import msgspec

from nettverk_tui.model.core.records import Indicator, Measurement
from nettverk_tui.model.core.values import Phase
from nettverk_tui.model.measurement.intervals import Interval, newcombe, welch

#: The fewest dated values for a line chart of *before* and *after* only.
_POINTS_FOR_LINE = 3

_PERCENT_WORDS = ("%", "prosent", "percent", "per cent", "pst", "pst.")
_PER = re.compile(r"(?:\b(?:per|pr)\b\.?|/)\s*(\d[\d \N{NO-BREAK SPACE}]{0,11})", re.IGNORECASE)


class Point(msgspec.Struct, frozen=True):
    """One measurement on the indicator's scale: a proportion in per cent, a rate per the number in its unit.

    `on` is an ISO date. `value` is None if it is missing or known only to be below `upper`; `below` is that limit as
    recorded. `numerator` and `denominator` are both set or both None, except that `<5` may have a denominator. An
    `excluded` point is shown but not computed with; at `new_phase` the process changes.
    """

    on: str | None
    value: float | None
    numerator: float | None = None
    denominator: float | None = None
    below: float | None = None
    upper: float | None = None
    phase: Phase = "series"
    excluded: bool = False
    new_phase: bool = False


class Level(msgspec.Struct, frozen=True):
    """The level before, or after: a mean, or Σx/Σn for a proportion or a rate.

    `n` is the number of measurements behind `value`. `bare` are percentages (or rates) without a denominator: a single
    one is the value if there is nothing else, several cannot be combined. `below` and `missing` are left out of it.
    """

    value: float | None = None
    n: int = 0
    numerator: float | None = None
    denominator: float | None = None
    bare: tuple[float, ...] = ()
    below: tuple[float, ...] = ()
    missing: int = 0

    @property
    def measured(self) -> bool:
        """Whether anything was measured."""
        return self.value is not None or bool(self.bare)


class BeforeAfter(msgspec.Struct, frozen=True):
    """`difference` is in the indicator's unit (percentage points for a percentage), `relative` in per cent.

    Both are None if undefined, as a relative change from zero is. `reported` are relative changes in per cent that the
    group gave without values. `follow_up` are levels after the end of the network, by ISO date.
    """

    before: Level = Level()
    after: Level = Level()
    difference: float | None = None
    relative: float | None = None
    reported: tuple[float, ...] = ()
    follow_up: tuple[tuple[str | None, Level], ...] = ()


def is_ratio(indicator: Indicator) -> bool:
    """Return whether values are x of n, which are summed and never averaged."""
    return indicator.kind in ("proportion", "rate")


def unit(indicator: Indicator) -> str:
    """Return the unit to show: `%` for a proportion, and for a measurement in per cent."""
    written = indicator.unit.strip()
    return "%" if indicator.kind == "proportion" or written.casefold() in _PERCENT_WORDS else written


def points(indicator: Indicator, measurements: Iterable[Measurement]) -> tuple[Point, ...]:
    """Return the undeleted measurements of an indicator as points, in order of date.

    Without a date, *before* comes first and others last, as recorded. Reported relative changes and descriptions in
    words are no points.
    """
    return tuple(
        _point(indicator, measurement)
        for measurement in _live(indicator, measurements)
        if _is_point(indicator, measurement)
    )


def is_missing(point: Point) -> bool:
    """Return whether a point has no value; `<5` is a value."""
    return point.value is None and point.below is None


def descriptions(indicator: Indicator, measurements: Iterable[Measurement]) -> tuple[str, ...]:
    """Return the texts of the measurements, in order of date."""
    return tuple(measurement.text for measurement in _live(indicator, measurements) if measurement.text.strip())


def useful(points: Iterable[Point]) -> list[float]:
    """Return the values that exist and are not excluded."""
    return [point.value for point in points if point.value is not None and not point.excluded]


def median(points: Iterable[Point]) -> float | None:
    """Return the median of the useful points, or None."""
    return median_of(useful(points))


def median_of(values: Sequence[float]) -> float | None:
    """Return the median, or None of no values."""
    # Not `statistics.median`: the sum of two large values can overflow.
    return statistics.mean((statistics.median_low(values), statistics.median_high(values))) if values else None


def line_points(all_points: Sequence[Point]) -> tuple[Point, ...]:
    """Return the points for a line chart; a level before or after without a date has no place in it.

    Empty if only *before* and *after* were measured, with fewer than three dated values: then two bars are clearer.
    """
    line = tuple(point for point in all_points if point.phase == "series" or point.on is not None)
    series = any(point.phase == "series" for point in line)
    if not useful(line) or (not series and len(useful(line)) < _POINTS_FOR_LINE):
        return ()
    return line


def before_after(indicator: Indicator, measurements: Iterable[Measurement]) -> BeforeAfter:
    """Return the levels before and after, and the change between them if both are known."""
    measurements = tuple(measurements)
    all_points = points(indicator, measurements)
    before, after = (_level(indicator, [p for p in all_points if p.phase == phase]) for phase in ("before", "after"))
    later = [point for point in all_points if point.phase == "follow_up"]
    follow_up = tuple((on, _level(indicator, list(same))) for on, same in groupby(later, key=lambda point: point.on))
    difference = relative = None
    if before.value is not None and after.value is not None:
        exact = Fraction(after.value) - Fraction(before.value)
        difference = nearest_float(exact)
        # A relative change from zero is undefined, and from a negative value meaningless.
        relative = nearest_float(100 * exact / Fraction(before.value)) if before.value > 0 else None
    changes = (_finite(measurement.change_percent) for measurement in _live(indicator, measurements))
    reported = tuple(change for change in changes if change is not None)
    return BeforeAfter(before, after, difference, relative, reported, follow_up)


def interval(indicator: Indicator, measurements: Iterable[Measurement]) -> Interval | None:
    """Return the confidence interval of the difference in its unit, assuming independent samples.

    None if sample sizes are not known: a percentage without its denominator, a single value, a rate.
    """
    taken = [point for point in points(indicator, measurements) if not point.excluded]
    sides = [[point for point in taken if point.phase == phase] for phase in ("before", "after")]
    if indicator.kind == "proportion":
        before, after = (_level(indicator, side) for side in sides)
        known = (before.numerator, before.denominator, after.numerator, after.denominator)
        if any(number is None for number in known):
            return None
        x1, n1, x2, n2 = (number or 0.0 for number in known)
        found = newcombe((x1, n1), (x2, n2))
        return None if found is None else Interval(100 * found.low, 100 * found.high)
    return welch(useful(sides[0]), useful(sides[1])) if indicator.kind == "measurement" else None


def _live(indicator: Indicator, measurements: Iterable[Measurement]) -> list[Measurement]:
    ours = (
        measurement
        for measurement in measurements
        if measurement.indicator_id == indicator.id and not measurement.deleted
    )
    return sorted(ours, key=_order)


def _order(measurement: Measurement) -> tuple[int, str]:
    if measurement.on is None:
        return (0 if measurement.phase == "before" else 2, "")
    return (1, measurement.on)


def _is_point(indicator: Indicator, measurement: Measurement) -> bool:
    if indicator.kind == "qualitative":
        return False
    return measurement.change_percent is None or any(
        known is not None for known in (measurement.value, measurement.numerator, measurement.below)
    )


def _point(indicator: Indicator, measurement: Measurement) -> Point:
    known = _known(indicator, measurement)
    return (
        msgspec.structs.replace(known, excluded=measurement.excluded, new_phase=measurement.new_phase)
        if _marked(measurement)
        else known
    )


def _marked(measurement: Measurement) -> bool:
    return measurement.excluded or measurement.new_phase


def _known(indicator: Indicator, measurement: Measurement) -> Point:
    denominator = _finite(measurement.denominator)
    if denominator is not None and denominator <= 0:
        denominator = None
    below = _finite(measurement.below)
    if below is not None:
        upper = _over(indicator, below, denominator) if is_ratio(indicator) else below
        return Point(measurement.on, None, None, denominator, below, upper, measurement.phase)
    value, numerator = _finite(measurement.value), _finite(measurement.numerator)
    if indicator.kind == "count":
        return Point(measurement.on, numerator if value is None else value, phase=measurement.phase)
    counted = None if numerator is None else _over(indicator, numerator, denominator)
    if counted is None:
        return Point(measurement.on, value, phase=measurement.phase)
    return Point(measurement.on, counted, numerator, denominator, phase=measurement.phase)


def _over(indicator: Indicator, numerator: float, denominator: float | None) -> float | None:
    """Return x/n on the indicator's scale, None without a denominator."""
    if denominator is None:
        return None
    return nearest_float(factor(indicator) * Fraction(numerator) / Fraction(denominator))


def factor(indicator: Indicator) -> int:
    """Return the multiplier of x/n: 100 for a proportion, 1,000 for a rate with the unit `per 1000`."""
    if indicator.kind == "proportion":
        return 100
    per = _PER.search(indicator.unit) if indicator.kind == "rate" else None
    return int("".join(per[1].split())) or 1 if per else 1


def _level(indicator: Indicator, side: Sequence[Point]) -> Level:
    side = [point for point in side if not point.excluded]
    below = tuple(point.below for point in side if point.below is not None)
    missing = sum(is_missing(point) for point in side)
    if not is_ratio(indicator):
        values = useful(side)
        return Level(statistics.mean(values) if values else None, len(values), below=below, missing=missing)
    bare = tuple(useful(point for point in side if point.denominator is None))
    pairs = [
        (point.numerator, point.denominator) for point in side if point.numerator is not None and point.denominator
    ]
    if pairs:
        above = sum((Fraction(x) for x, _ in pairs), Fraction())
        under = sum((Fraction(n) for _, n in pairs), Fraction())
        value = nearest_float(factor(indicator) * above / under)
        return Level(value, len(pairs), nearest_float(above), nearest_float(under), bare, below, missing)
    single = bare[0] if len(bare) == 1 else None
    return Level(single, len(bare) if single is not None else 0, bare=bare, below=below, missing=missing)


def _finite(value: float | None) -> float | None:
    return value if value is not None and math.isfinite(value) else None


def nearest_float(exact: Fraction) -> float | None:
    """Return the nearest float, or None if it is too large for one."""
    try:
        return float(exact)
    except OverflowError:
        return None
