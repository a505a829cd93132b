"""Run charts and control charts as numbers: centre, limits and signals of a series; `spc_text` says them in words.

A chart looks back on the points it is given, one each, in their order. Its centre and limits come from the points of
each phase, or of its frozen baseline, and are never re-based by themselves. Missing and excluded points take no part in
any of it. Limits are those of Shewhart: for single values 2.66 mean moving ranges about the mean (Wheeler 1993), for
p, u and c three standard deviations of the binomial and the Poisson distribution (Montgomery 2013).
"""

import math
import statistics
from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Literal

import msgspec

from nettverk_tui.model.core.messages import N_, Message
from nettverk_tui.model.core.records import Indicator
from nettverk_tui.model.core.values import ChartKind, RuleSet
from nettverk_tui.model.measurement.measures import Point, factor, median_of, nearest_float
from nettverk_tui.model.measurement.run_rules import Rule, Runs, Side, Signal, anhoej, nhs, perla, runs, side

#: What becomes of a `ChartKind`: `auto` is a line or a run chart.
DrawnKind = Literal["line", "run", "i", "p", "u", "c"]

#: So many useful points make a run chart, and so many points limits that are not *preliminary* [ours].
POINTS_FOR_RUNS, POINTS_FOR_LIMITS = 10, 12
#: From such a mean count on, limits that know of no other variation than chance are too narrow [ours].
LARGE_COUNT = 100

_LIMIT_PER_RANGE, _SCREEN_PER_RANGE = Fraction(266, 100), Fraction(3267, 1000)


class Unfit(ValueError):
    """A chart that cannot be made of such points, or with such rules; `message` says why and what can be done."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.text)
        self.message = message


class Asked(msgspec.Struct, frozen=True):
    """How a series is to be looked at.

    `factor` is what x/n was multiplied by (100: per cent); `baseline` are the places, from 0, that centre and limits
    are computed from in the phase they lie in, all of it where there are none; `starts` are the places where a new
    phase begins. `screen`: moving ranges beyond 3.267 mean ranges are left out, once, of the limits of an i chart.
    """

    kind: ChartKind = "auto"
    rules: RuleSet = "anhoej"
    factor: int = 1
    screen: bool = False
    baseline: frozenset[int] = frozenset()
    starts: frozenset[int] = frozenset()


class Phase(msgspec.Struct, frozen=True):
    """The places `first` to `last`, from 0; its line and its runs. `limits_from` counts the points behind the limits.

    `lower` and `upper` are those of the last point that has some.
    """

    first: int
    last: int
    centre: float | None
    lower: float | None
    upper: float | None
    limits_from: int
    runs: Runs
    signal: bool = False
    large_counts: bool = False


class Analysis(msgspec.Struct, frozen=True):
    """A chart's numbers, one entry a point, None where there is none. `outside` is beyond the limits."""

    kind: DrawnKind
    rules: RuleSet
    value: tuple[float | None, ...]
    centre: tuple[float | None, ...]
    lower: tuple[float | None, ...]
    upper: tuple[float | None, ...]
    outside: tuple[bool, ...]
    phases: tuple[Phase, ...]
    signals: tuple[Signal, ...]
    excluded: tuple[int, ...] = ()

    @property
    def has_limits(self) -> bool:
        """Whether any point has limits."""
        return any(limit is not None for limit in (*self.lower, *self.upper))


def analyse(points: Sequence[Point], asked: Asked | None = None) -> Analysis:
    """Look at points in the way asked for. Raises Unfit where that is not possible."""
    asked = asked or Asked()
    _fits(points, asked)
    spans = _spans(len(points), asked)
    kind = _drawn(points, spans) if asked.kind == "auto" else asked.kind
    if kind in ("line", "run") and asked.rules == "nhs":
        raise Unfit(Message(N_("The NHS rules need limits: choose an I, p, u or c chart, or other rules.")))
    halves = [_phase(points, span, kind, asked) for span in spans]
    signals: dict[Rule, list[int]] = {}
    for half in halves:
        for rule, places in half.signals.items():
            signals.setdefault(rule, []).extend(places)
    return Analysis(
        kind=kind,
        rules=asked.rules,
        value=tuple(point.value for point in points),
        centre=tuple(value for half in halves for value in half.centre),
        lower=tuple(value for half in halves for value in half.lower),
        upper=tuple(value for half in halves for value in half.upper),
        outside=tuple(flag for half in halves for flag in half.outside),
        phases=tuple(half.phase for half in halves),
        signals=tuple(Signal(rule, tuple(sorted(places))) for rule, places in signals.items()),
        excluded=tuple(at for at, point in enumerate(points) if point.excluded),
    )


def asked_of(indicator: Indicator, line: Sequence[Point]) -> Asked:
    """How an indicator is set up to be looked at."""
    return Asked(
        kind=indicator.chart,
        rules=indicator.rules,
        factor=factor(indicator),
        baseline=_baseline(indicator, line),
        starts=frozenset(at for at, point in enumerate(line) if point.new_phase),
    )


def of_indicator(indicator: Indicator, line: Sequence[Point]) -> tuple[Analysis, Message | None]:
    """An indicator's points looked at as it says; else as they are, with the reason why not."""
    asked = asked_of(indicator, line)
    try:
        return analyse(line, asked), None
    except Unfit as unfit:
        plain = msgspec.structs.replace(asked, kind="auto", rules="anhoej" if asked.rules == "nhs" else asked.rules)
        return analyse(line, plain), unfit.message


def _baseline(indicator: Indicator, line: Sequence[Point]) -> frozenset[int]:
    first, last = indicator.baseline_from_on, indicator.baseline_to_on
    if first is None and last is None:
        return frozenset()
    dated = ((at, point.on) for at, point in enumerate(line) if point.on is not None)
    return frozenset(at for at, on in dated if (first or "") <= on <= (last or "9999"))


# --- what can be made of the points


def _fits(points: Sequence[Point], asked: Asked) -> None:
    if asked.kind in ("p", "u"):
        bare = [at for at, point in enumerate(points) if point.value is not None and point.numerator is None]
        if bare:
            raise Unfit(
                Message(
                    N_("A {kind} chart needs a numerator and a denominator at every point; point {number} has none."),
                    {"kind": asked.kind, "number": bare[0] + 1},
                )
            )
    if asked.kind == "p":
        more = [at for at, one in enumerate(points) if (one.numerator or 0) > (one.denominator or math.inf)]
        if more:
            raise Unfit(
                Message(
                    N_("Point {number} has a numerator above its denominator: that is no share. Is it a u chart?"),
                    {"number": more[0] + 1},
                )
            )
    if asked.kind == "c":
        if any(point.numerator is not None for point in points):
            raise Unfit(Message(N_("A c chart counts without a denominator. Choose p or u for these points.")))
        odd = [at for at, point in enumerate(points) if not _is_count(point.value)]
        if odd:
            raise Unfit(
                Message(
                    N_("A c chart needs whole numbers from zero up; point {number} is none. Choose an I chart."),
                    {"number": odd[0] + 1},
                )
            )


def _is_count(value: float | None) -> bool:
    return value is None or (value >= 0 and value == math.floor(value))


def _spans(count: int, asked: Asked) -> list[range]:
    """The places of each phase."""
    ends = sorted({at for at in asked.starts if 0 < at < count} | {0, count})
    return [range(first, end) for first, end in pairwise(ends)] if count else []


def _drawn(points: Sequence[Point], spans: Sequence[range]) -> DrawnKind:
    """A run chart where some phase has useful points enough, else a line without signals."""
    for span in spans:
        taken = [_taken(points[at]) for at in span]
        middle = median_of([value for value in taken if value is not None])
        if sum(1 for value in taken if side(value, middle)) >= POINTS_FOR_RUNS:
            return "run"
    return "line"


def _taken(point: Point) -> float | None:
    """The value, where it takes part."""
    return None if point.excluded else point.value


# --- one phase


class _Half(msgspec.Struct):
    """What one phase contributes to each list."""

    phase: Phase
    centre: list[float | None]
    lower: list[float | None]
    upper: list[float | None]
    outside: list[bool]
    signals: Mapping[Rule, Sequence[int]]


class _Basis(msgspec.Struct, frozen=True):
    """What limits are computed from: those of the points in `chosen`, for all places of `span`."""

    points: Sequence[Point]
    span: range
    chosen: Sequence[int]
    asked: Asked


class _Limits(msgspec.Struct, frozen=True):
    """A centre line, the width to the limits at each place (None: none), and what the values cannot pass."""

    centre: float | None
    widths: Sequence[float | None]
    points: int
    least: float = -math.inf
    most: float = math.inf
    large_counts: bool = False


def _phase(points: Sequence[Point], span: range, kind: DrawnKind, asked: Asked) -> _Half:
    chosen = [at for at in span if at in asked.baseline] or list(span)
    limits = _LIMITS[kind](_Basis(points, span, chosen, asked))
    centre, count = limits.centre, len(span)
    lower, upper = [_bound(limits, width, -1) for width in limits.widths], [_bound(limits, w, 1) for w in limits.widths]
    values = [_taken(points[at]) for at in span]
    sides = [side(value, centre) for value in values]
    outside = [
        value is not None and ((low is not None and value < low) or (high is not None and value > high))
        for value, low, high in zip(values, lower, upper, strict=True)
    ]
    near = [
        value is not None
        and not out
        and width is not None
        and centre is not None
        and abs(value - centre) > width * 2 / 3
        for value, width, out in zip(values, limits.widths, outside, strict=True)
    ]
    found = dict(_broken(asked.rules, values, sides, near)) if kind != "line" else {}
    # Beyond the limits is one of the NHS rules; beside the others it stands for itself.
    signal = bool(found) or (asked.rules == "nhs" and any(outside))
    if any(outside):
        found = {"outside": [at for at, out in enumerate(outside) if out], **found}
    return _Half(
        phase=Phase(
            first=span.start,
            last=span.stop - 1,
            centre=centre,
            lower=next((limit for limit in reversed(lower) if limit is not None), None),
            upper=next((limit for limit in reversed(upper) if limit is not None), None),
            limits_from=limits.points,
            runs=runs(sides),
            signal=signal,
            large_counts=limits.large_counts,
        ),
        centre=[None if kind == "line" else centre] * count,
        lower=lower,
        upper=upper,
        outside=outside,
        signals={rule: [span.start + at for at in places] for rule, places in found.items()},
    )


def _broken(
    rules: RuleSet, values: Sequence[float | None], sides: Sequence[Side | None], near: Sequence[bool]
) -> Iterator[tuple[Rule, Sequence[int]]]:
    if rules == "nhs":
        yield from nhs(values, sides, near)
    elif rules == "perla":
        yield from perla(values, sides)
    else:
        yield from anhoej(sides)


def _bound(limits: _Limits, width: float | None, sign: int) -> float | None:
    if width is None or limits.centre is None:
        return None
    bound = limits.centre + sign * width
    return min(max(bound, limits.least), limits.most) if math.isfinite(bound) else None


# --- centre and limits by kind of chart


def _median_line(basis: _Basis) -> _Limits:
    values = _there(basis)
    return _Limits(median_of(values), [None] * len(basis.span), len(values))


def _single_values(basis: _Basis) -> _Limits:
    """x̄ ± 2.66 mean moving ranges; no range across a gap, and none where all ranges are zero."""
    values = _there(basis)
    ranges = [
        abs(Fraction(later) - Fraction(earlier))
        for one, other in pairwise(basis.chosen)
        if other == one + 1
        and (earlier := _taken(basis.points[one])) is not None
        and (later := _taken(basis.points[other])) is not None
    ]
    if basis.asked.screen and ranges:
        most = _SCREEN_PER_RANGE * sum(ranges) / len(ranges)
        ranges = [moving_range for moving_range in ranges if moving_range < most]
    width = nearest_float(_LIMIT_PER_RANGE * sum(ranges) / len(ranges)) if ranges else None
    return _Limits(_mean(values), [width or None] * len(basis.span), len(values))


def _counts(basis: _Basis) -> _Limits:
    """c̄ ± 3√c̄, never below zero."""
    values = _there(basis)
    centre = _mean(values)
    width = 3 * math.sqrt(centre) if centre else None
    return _Limits(centre, [width] * len(basis.span), len(values), least=0, large_counts=(centre or 0) >= LARGE_COUNT)


def _shares(basis: _Basis) -> _Limits:
    """p̄ ± 3√(p̄(1 - p̄)/n), within nothing and all of them."""
    return _ratios(basis, most=basis.asked.factor, variance=lambda p: p * (1 - p))


def _rates(basis: _Basis) -> _Limits:
    """ū ± 3√(ū/n), never below zero."""
    return _ratios(basis, most=math.inf, variance=lambda u: u)


def _ratios(basis: _Basis, *, most: float, variance: Callable[[Fraction], Fraction]) -> _Limits:
    pairs = [
        (Fraction(one.numerator), Fraction(one.denominator))
        for one in (basis.points[at] for at in basis.chosen)
        if not one.excluded and one.numerator is not None and one.denominator
    ]
    if not pairs:
        return _Limits(None, [None] * len(basis.span), 0)
    numerators = sum(x for x, _ in pairs)
    ratio = Fraction(numerators) / sum(n for _, n in pairs)
    spread = variance(ratio)
    widths: list[float | None] = []
    for at in basis.span:
        n = basis.points[at].denominator
        squared = nearest_float(spread / Fraction(n)) if n and spread > 0 else None
        widths.append(basis.asked.factor * 3 * math.sqrt(squared) if squared else None)
    large = numerators / len(pairs) >= LARGE_COUNT
    return _Limits(
        nearest_float(basis.asked.factor * ratio), widths, len(pairs), least=0, most=most, large_counts=large
    )


_LIMITS: Mapping[DrawnKind, Callable[[_Basis], _Limits]] = {
    "line": _median_line,
    "run": _median_line,
    "i": _single_values,
    "p": _shares,
    "u": _rates,
    "c": _counts,
}


def _there(basis: _Basis) -> list[float]:
    return [value for at in basis.chosen if (value := _taken(basis.points[at])) is not None]


def _mean(values: Sequence[float]) -> float | None:
    return statistics.mean(values) if values else None
