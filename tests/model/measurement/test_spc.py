"""Centre, limits and signals of run charts and control charts, against published cases and by properties."""

import json
import math
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nettverk_tui.model.core.records import Indicator
from nettverk_tui.model.core.values import ChartKind
from nettverk_tui.model.measurement.measures import Point
from nettverk_tui.model.measurement.spc import Analysis, CannotChart, ChartSettings, analyse, analyse_indicator
from nettverk_tui.model.measurement.spc_text import places, summary
from tests.model.spoken import english

HERE = Path(__file__).parent
XMR: Any = json.loads((HERE / "plotthedots_xmr.json").read_text())
VECTORS: Any = json.loads((HERE / "nhspy_limits.json").read_text())


def plain(*values: float | None) -> list[Point]:
    return [Point(None, value) for value in values]


def pairs(*counted: tuple[float, float] | None) -> list[Point]:
    return [Point(None, None) if pair is None else Point(None, pair[0] / pair[1], *pair) for pair in counted]


def look(points: list[Point], kind: ChartKind = "auto", **asked: Any) -> Analysis:
    return analyse(points, ChartSettings(kind=kind, **asked))


# ── Single values ──


@pytest.mark.parametrize("case", XMR["cases"], ids=lambda case: str(case["id"]))
def test_limits_of_single_values_with_and_without_screening(case: Any) -> None:
    found = look(plain(*case["values"]), "i", screen=case["screen_outliers"])
    computed = (found.centre[0], found.lower[0], found.upper[0])
    within = 0.005 if case.get("decimals") == 2 else 1e-6
    for number, published in zip(computed, (case["mean"], case["lpl"], case["upl"]), strict=True):
        assert number == pytest.approx(published, abs=within, rel=0)


@pytest.mark.parametrize("case", VECTORS["cases"], ids=lambda case: str(case["values"]))
def test_small_series_have_the_expected_limits(case: Any) -> None:
    found = look(plain(*case["values"]), "i")
    assert [found.centre[0], found.lower[0], found.upper[0]] == pytest.approx(case["expected"][:3], abs=1e-9)


def test_screening_that_leaves_no_spread_gives_no_limits() -> None:
    found = look(plain(*VECTORS["known_trap"]["values"]), "i", screen=True)
    assert found.centre[0] == 1.2
    assert not found.has_limits
    assert not any(found.outside)


def test_no_moving_range_reaches_across_a_gap_a_phase_or_a_point_left_out() -> None:
    gapped = look(plain(1, 2, None, 10, 11), "i")
    assert gapped.upper[0] == pytest.approx(6 + 2.66)
    phased = look(plain(1, 2, 10, 12), "i", starts=frozenset({2}))
    assert phased.upper == pytest.approx((1.5 + 2.66, 1.5 + 2.66, 11 + 5.32, 11 + 5.32))
    left_out = [*plain(1, 2), Point(None, 99.0, excluded=True), *plain(2, 3)]
    found = look(left_out, "i")
    assert found.centre[0] == 2
    assert found.upper[0] == pytest.approx(2 + 2.66)
    assert not found.outside[2]
    assert found.excluded == (2,)


@pytest.mark.parametrize("kind", ["i", "c"])
def test_constant_values_have_no_limits(kind: ChartKind) -> None:
    found = look(plain(*[0.0] * 15), kind)
    assert not found.has_limits
    assert found.centre == (0.0,) * 15


# ── p, u and c ──


def test_limits_of_a_p_chart_follow_its_denominators_within_zero_and_one() -> None:
    found = look(pairs((1, 10), (5, 50), (4, 40)), "p")
    assert found.centre == (0.1, 0.1, 0.1)
    assert found.lower == (0.0, 0.0, 0.0)
    assert found.upper[0] == pytest.approx(0.1 + 3 * math.sqrt(0.09 / 10))
    assert found.upper[1] == pytest.approx(0.1 + 3 * math.sqrt(0.09 / 50))
    high = look(pairs((9, 10), (45, 50)), "p")
    assert high.upper == (1.0, 1.0)


def test_p_chart_in_per_cent_equals_the_chart_of_fractions() -> None:
    counted = ((3, 10), (5, 50), (9, 40))
    scaled = [Point(None, 100 * x / n, x, n) for x, n in counted]
    fractions, percents = look(pairs(*counted), "p"), look(scaled, "p", factor=100)
    assert percents.upper == pytest.approx(tuple(100 * (limit or 0) for limit in fractions.upper))
    assert percents.outside == fractions.outside


def test_u_chart_may_count_more_than_its_exposure() -> None:
    found = look(pairs((30, 10), (20, 10)), "u")
    assert found.centre[0] == 2.5
    assert found.upper[0] == pytest.approx(2.5 + 3 * math.sqrt(0.25))
    assert found.lower[0] == pytest.approx(1.0)


def test_limits_of_a_c_chart_are_never_below_zero() -> None:
    found = look(plain(4, 2, 3, 3), "c")
    assert (found.centre[0], found.lower[0]) == (3, 0)
    assert found.upper[0] == pytest.approx(3 + 3 * math.sqrt(3))


@pytest.mark.parametrize("shares", [[(0, 10), (0, 20)], [(10, 10), (20, 20)]])
def test_p_chart_of_none_or_all_has_no_limits(shares: list[tuple[float, float]]) -> None:
    assert not look(pairs(*shares), "p").has_limits


def test_a_month_without_a_denominator_has_no_limits_of_its_own() -> None:
    found = look(pairs((3, 10), None, (4, 10)), "p")
    assert found.lower[1] is None
    assert found.upper[1] is None
    assert found.centre[1] == 0.35


@pytest.mark.parametrize(
    ("kind", "points", "word"),
    [
        ("p", plain(1, 2), "numerator"),
        ("u", plain(1, 2), "numerator"),
        ("p", pairs((11, 10)), "above"),
        ("c", plain(1, 2.5), "whole"),
        ("c", plain(-1), "whole"),
        ("c", pairs((1, 10)), "without a denominator"),
    ],
)
def test_unsuitable_points_raise_an_error_with_the_reason(kind: ChartKind, points: list[Point], word: str) -> None:
    with pytest.raises(CannotChart) as caught:
        look(points, kind)
    assert word in english(caught.value.message)


# ── Baseline and phases ──


def test_frozen_baseline_sets_the_limits_for_all_points() -> None:
    found = look(plain(*[1, 2, 3] * 4, *[5] * 10), "run", baseline=frozenset(range(12)))
    assert set(found.centre) == {2.0}
    assert found.phases[0].runs.longest == 11
    assert found.phases[0].signal
    limits = look(plain(*[1, 2, 3] * 4, 50), "i", baseline=frozenset(range(12)))
    assert limits.outside[-1]
    assert limits.phases[0].limits_from == 12


def test_runs_do_not_reach_across_phases() -> None:
    values = plain(*[1] * 5, *[9] * 5, *[1] * 5, *[9] * 5)
    whole, halves = look(values, "run"), look(values, "run", starts=frozenset({10}))
    assert [phase.first for phase in halves.phases] == [0, 10]
    assert whole.phases[0].runs.crossings == 3
    assert [phase.runs.crossings for phase in halves.phases] == [1, 1]


# ── Choice of chart and rules ──


def test_run_chart_needs_ten_points_off_the_median() -> None:
    assert look(plain(*range(9))).kind == "line"
    assert look(plain(*range(10))).kind == "run"
    # Of eleven, one is the median itself.
    assert look(plain(*range(11))).phases[0].runs.useful == 10
    assert look(plain(*[5.0] * 30)).kind == "line"
    assert look(plain(*range(9))).centre == (None,) * 9


def test_chart_of_few_points_has_no_signals() -> None:
    assert look(plain(1, 2, 3, 4, 5, 6, 7, 8, 9), rules="perla").signals == ()


@pytest.mark.parametrize("kind", ["auto", "run"])
def test_the_nhs_rules_need_limits(kind: ChartKind) -> None:
    with pytest.raises(CannotChart):
        look(plain(*range(20)), kind, rules="nhs")


def test_points_outside_the_limits_are_signals_under_any_rule_set() -> None:
    values = plain(*[1, 2] * 8, 40)
    for rules in ("anhoej", "perla", "nhs"):
        found = look(values, "i", rules=rules, baseline=frozenset(range(16)))
        assert [(signal.rule, signal.points) for signal in found.signals] == [("outside", (16,))]
        assert found.phases[0].signal == (rules == "nhs")


def test_near_a_limit_means_beyond_two_thirds_of_the_way() -> None:
    # Mean 0, limits ±2.66 times the mean range of two: 5.32; two thirds are 3.55.
    base = [1.0, -1.0] * 10
    assert look(plain(*base), "i", rules="nhs").signals == ()
    near = look(plain(*base, 4.0, 0.5, 4.0), "i", rules="nhs", baseline=frozenset(range(20)))
    assert [(signal.rule, signal.points) for signal in near.signals] == [("two_of_three", (20, 22))]


# ── Laws ──

_NUMBERS = st.floats(-1e6, 1e6, allow_nan=False).map(lambda value: round(value, 3))


@given(st.lists(st.none() | _NUMBERS, max_size=40), st.sampled_from(["auto", "run", "i"]))
def test_chart_has_one_value_for_each_point_and_limits_enclose_the_centre(
    values: list[float | None], kind: ChartKind
) -> None:
    found = look(plain(*values), kind)
    for column in (found.value, found.centre, found.lower, found.upper, found.outside):
        assert len(column) == len(values)
    for low, middle, high in zip(found.lower, found.centre, found.upper, strict=True):
        if low is not None and middle is not None and high is not None:
            assert low < middle < high


@given(st.lists(_NUMBERS, min_size=2, max_size=30))
def test_a_chart_of_negated_values_is_mirrored(values: list[float]) -> None:
    found, turned = look(plain(*values), "i"), look(plain(*(-value for value in values)), "i")
    assert found.centre[0] == pytest.approx(-(turned.centre[0] or 0))
    assert found.has_limits == turned.has_limits
    if found.has_limits:
        assert found.lower[0] == pytest.approx(-(turned.upper[0] or 0))


@given(
    st.lists(
        st.integers(1, 10_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), min_size=1, max_size=30
    )
)
def test_limits_of_shares_and_rates_stay_within_their_bounds(counted: list[tuple[int, int]]) -> None:
    for kind, most in (("p", 1.0), ("u", math.inf)):
        found = analyse(pairs(*counted), ChartSettings(kind=kind))  # type: ignore[arg-type]
        for low, middle, high in zip(found.lower, found.centre, found.upper, strict=True):
            if low is not None and high is not None and middle is not None:
                assert 0 <= low <= middle <= high <= most


@pytest.mark.parametrize("kind", ["auto", "run", "i"])
def test_chart_of_the_largest_numbers_does_not_overflow(kind: ChartKind) -> None:
    found = look(plain(*[1e308, -1e308] * 8), kind)
    english(summary(found, ""))
    assert all(number is None or math.isfinite(number) for number in (*found.centre, *found.lower, *found.upper))


def test_chart_takes_no_points_or_a_thousand() -> None:
    assert look([]).phases == ()
    assert look(plain(None, None)).kind == "line"
    assert len(look(plain(*(float(at % 7) for at in range(1000)))).value) == 1000


# ── An indicator's own look ──


def test_an_indicator_is_analysed_by_its_settings_or_with_the_reason_why_not() -> None:
    indicator = Indicator(id="i", group_id="g", name="Avvik", kind="proportion", chart="p")
    counted = [Point(f"2027-{month:02}-01", 10.0 * month, month, 10) for month in range(1, 10)]
    found, unfit = analyse_indicator(indicator, counted)
    assert (found.kind, unfit) == ("p", None)
    found, unfit = analyse_indicator(indicator, [*counted, Point("2027-10-01", 30.0)])
    assert found.kind == "run"
    assert unfit is not None
    assert "denominator" in english(unfit)


def test_baseline_of_an_indicator_is_a_period() -> None:
    indicator = Indicator(
        id="i", group_id="g", name="Tid", chart="run", baseline_from_on="2027-02-01", baseline_to_on="2027-04-30"
    )
    points = [Point(f"2027-{month:02}-01", float(month)) for month in range(1, 13)]
    found, _ = analyse_indicator(indicator, points)
    assert found.centre[0] == 3.0


# ── Words ──


def test_point_numbers_in_text_begin_at_one_and_join_neighbours() -> None:
    assert places([0, 2, 3, 4, 8]) == "1, 3–5, 9"
    assert places([]) == ""


def test_text_of_a_signal_names_its_rules_and_no_cause() -> None:
    said = english(summary(look(plain(*[1, 2] * 6, *[8, 9] * 6), "run"), "min"))
    assert "Signal by the Anhøj rules: longest run 12 (by chance at most 8)" in said
    assert "what caused it, the chart does not say" in said


def test_text_without_a_signal_claims_no_proof() -> None:
    said = english(summary(look(plain(*[1, 2, 2, 1] * 5), "run"), ""))
    assert "No signal" in said
    assert "no proof that nothing has changed" in said


def test_text_warns_of_few_points_and_of_limits_too_narrow_for_large_counts() -> None:
    assert "preliminary" in english(summary(look(plain(1, 2, 4), "i"), ""))
    assert "preliminary" not in english(summary(look(plain(*range(12)), "i"), ""))
    assert "too narrow" in english(summary(look(plain(300, 310, 420), "c"), ""))
    assert "Nothing measured yet" in english(summary(look(plain(None), "i"), ""))
