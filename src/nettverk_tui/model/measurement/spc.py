"""Run charts and control charts as numbers: centre, limits and signals of a series; `spc_text` has the words.

A series is divided into phases. Each has its own centre and limits, computed from its points or from its frozen
baseline, and its own signals; nothing is re-based automatically. Missing and excluded points take no part. The
limits are in `control_limits` and the rules in `run_rules`, with their sources.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

import msgspec

from nettverk_tui.model.core.messages import N_, Message
from nettverk_tui.model.core.records import Indicator
from nettverk_tui.model.core.values import ChartKind, RuleSet
from nettverk_tui.model.measurement.control_limits import LIMITS_OF, DrawnKind, LimitBasis, Zone, included
from nettverk_tui.model.measurement.measures import Point, factor, median_of
from nettverk_tui.model.measurement.run_rules import Rule, Runs, Side, Signal, anhoej, nhs, perla, runs, side

#: The fewest useful points for a run chart, and the fewest points behind limits that are not *preliminary* [ours].
POINTS_FOR_RUNS, POINTS_FOR_LIMITS = 10, 12


class CannotChart(ValueError):
    """The points or rules do not suit the kind of chart; `message` says why and what can be done."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.text)
        self.message = message


class ChartSettings(msgspec.Struct, frozen=True):
    """How to analyse a series.

    `factor`: the multiplier of x/n (100: per cent). `baseline`: indices from 0 of the points that centre and limits of
    their phase are computed from; all points of a phase without any. `starts`: indices at which a new phase begins.
    `screen`: leave moving ranges of 3.267 mean ranges or more out of the limits of an i chart, once.
    """

    kind: ChartKind = "auto"
    rules: RuleSet = "anhoej"
    factor: int = 1
    screen: bool = False
    baseline: frozenset[int] = frozenset()
    starts: frozenset[int] = frozenset()


class Phase(msgspec.Struct, frozen=True):
    """The points `first` to `last` (indices from 0), centre line and runs; `limits_from` counts the points behind them.

    `lower` and `upper` are the limits at the last point that has any.
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
    """The numbers of a chart; columns have an entry a point, None if it has none; `excluded` are indices from 0."""

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


def analyse(points: Sequence[Point], settings: ChartSettings | None = None) -> Analysis:
    """Analyse points, by default as a run chart with the rules of Anhøj. Raises CannotChart if they do not suit it."""
    settings = settings or ChartSettings()
    _refuse_unsuitable(points, settings)
    spans = _phase_spans(len(points), settings)
    kind = _kind_for(points, spans) if settings.kind == "auto" else settings.kind
    if kind in ("line", "run") and settings.rules == "nhs":
        raise CannotChart(Message(N_("The NHS rules need limits: choose an I, p, u or c chart, or other rules.")))
    phases = [_analyse_phase(points, span, kind, settings) for span in spans]
    signals: dict[Rule, list[int]] = {}
    for phase in phases:
        for rule, places in phase.signals.items():
            signals.setdefault(rule, []).extend(places)
    return Analysis(
        kind=kind,
        rules=settings.rules,
        value=tuple(point.value for point in points),
        centre=tuple(value for phase in phases for value in phase.centre),
        lower=tuple(value for phase in phases for value in phase.lower),
        upper=tuple(value for phase in phases for value in phase.upper),
        outside=tuple(flag for phase in phases for flag in phase.outside),
        phases=tuple(phase.phase for phase in phases),
        signals=tuple(Signal(rule, tuple(sorted(places))) for rule, places in signals.items()),
        excluded=tuple(index for index, point in enumerate(points) if point.excluded),
    )


def chart_settings(indicator: Indicator, line: Sequence[Point]) -> ChartSettings:
    """Return the settings stored with an indicator; baseline and phases are indices in `line`."""
    return ChartSettings(
        kind=indicator.chart,
        rules=indicator.rules,
        factor=factor(indicator),
        baseline=_baseline(indicator, line),
        starts=frozenset(index for index, point in enumerate(line) if point.new_phase),
    )


def analyse_indicator(indicator: Indicator, line: Sequence[Point]) -> tuple[Analysis, Message | None]:
    """Analyse points by the settings of their indicator; if they do not suit, as a run chart, with the reason."""
    settings = chart_settings(indicator, line)
    try:
        return analyse(line, settings), None
    except CannotChart as unsuitable:
        plain = msgspec.structs.replace(
            settings, kind="auto", rules="anhoej" if settings.rules == "nhs" else settings.rules
        )
        return analyse(line, plain), unsuitable.message


def _baseline(indicator: Indicator, line: Sequence[Point]) -> frozenset[int]:
    first, last = indicator.baseline_from_on, indicator.baseline_to_on
    if first is None and last is None:
        return frozenset()
    dated = ((index, point.on) for index, point in enumerate(line) if point.on is not None)
    return frozenset(index for index, on in dated if (first or "") <= on <= (last or "9999"))


# --- checks, and the division into phases


def _refuse_unsuitable(points: Sequence[Point], settings: ChartSettings) -> None:
    if settings.kind in ("p", "u"):
        bare = [index for index, point in enumerate(points) if point.value is not None and point.numerator is None]
        if bare:
            raise CannotChart(
                Message(
                    N_("A {kind} chart needs a numerator and a denominator at every point; point {number} has none."),
                    {"kind": settings.kind, "number": bare[0] + 1},
                )
            )
    if settings.kind == "p":
        more = [index for index, point in enumerate(points) if (point.numerator or 0) > (point.denominator or math.inf)]
        if more:
            raise CannotChart(
                Message(
                    N_("Point {number} has a numerator above its denominator: that is no share. Is it a u chart?"),
                    {"number": more[0] + 1},
                )
            )
    if settings.kind == "c":
        if any(point.numerator is not None for point in points):
            raise CannotChart(Message(N_("A c chart counts without a denominator. Choose p or u for these points.")))
        odd = [index for index, point in enumerate(points) if not _is_count(point.value)]
        if odd:
            raise CannotChart(
                Message(
                    N_("A c chart needs whole numbers from zero up; point {number} is none. Choose an I chart."),
                    {"number": odd[0] + 1},
                )
            )


def _is_count(value: float | None) -> bool:
    return value is None or (value >= 0 and value == math.floor(value))


def _phase_spans(count: int, settings: ChartSettings) -> list[range]:
    """Return the indices of the points of each phase."""
    ends = sorted({index for index in settings.starts if 0 < index < count} | {0, count})
    return [range(first, end) for first, end in pairwise(ends)] if count else []


def _kind_for(points: Sequence[Point], spans: Sequence[range]) -> DrawnKind:
    """Return *run* if any phase has enough useful points, else *line*, which has no signals."""
    for span in spans:
        taken = [included(points[index]) for index in span]
        middle = median_of([value for value in taken if value is not None])
        if sum(1 for value in taken if side(value, middle)) >= POINTS_FOR_RUNS:
            return "run"
    return "line"


# --- one phase: its limits, the points outside them, the rules


class _AnalysedPhase(msgspec.Struct, frozen=True):
    """One phase: its summary, its columns of the analysis (one entry a point), and its signals at indices from 0."""

    phase: Phase
    centre: Sequence[float | None]
    lower: Sequence[float | None]
    upper: Sequence[float | None]
    outside: Sequence[bool]
    signals: Mapping[Rule, Sequence[int]]


def _analyse_phase(points: Sequence[Point], span: range, kind: DrawnKind, settings: ChartSettings) -> _AnalysedPhase:
    """Analyse the points of one phase: compute limits, find the points outside them, apply the rules."""
    chosen = [index for index in span if index in settings.baseline] or list(span)
    limits = LIMITS_OF[kind](LimitBasis(points, span, chosen, settings.factor, settings.screen))
    values = [included(points[index]) for index in span]
    sides = [side(value, limits.centre) for value in values]
    zones = limits.zones(values)
    signals = dict(_signals(settings.rules, values, sides, zones)) if kind != "line" else {}
    outside = [index for index, zone in enumerate(zones) if zone == "outside"]
    # Points outside the limits are marked whatever the rules, but are a rule of the NHS set only.
    has_signal = bool(signals) or (settings.rules == "nhs" and bool(outside))
    if outside:
        signals = {"outside": outside, **signals}
    lower, upper = limits.lower(), limits.upper()
    return _AnalysedPhase(
        phase=Phase(
            first=span.start,
            last=span.stop - 1,
            centre=limits.centre,
            lower=_last_known(lower),
            upper=_last_known(upper),
            limits_from=limits.points,
            runs=runs(sides),
            signal=has_signal,
            large_counts=limits.large_counts,
        ),
        centre=[None if kind == "line" else limits.centre] * len(span),
        lower=lower,
        upper=upper,
        outside=[zone == "outside" for zone in zones],
        signals={rule: [span.start + place for place in places] for rule, places in signals.items()},
    )


def _signals(
    rules: RuleSet, values: Sequence[float | None], sides: Sequence[Side | None], zones: Sequence[Zone | None]
) -> Iterator[tuple[Rule, Sequence[int]]]:
    if rules == "nhs":
        yield from nhs(values, sides, [zone == "near" for zone in zones])
    elif rules == "perla":
        yield from perla(values, sides)
    else:
        yield from anhoej(sides)


def _last_known(limits: Sequence[float | None]) -> float | None:
    return next((limit for limit in reversed(limits) if limit is not None), None)
