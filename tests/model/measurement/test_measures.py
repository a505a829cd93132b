"""Points, and levels before and after: sums, values left out, and undefined numbers."""

import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nettverk_tui.model.core.records import Indicator, Measurement
from nettverk_tui.model.core.values import IndicatorKind
from nettverk_tui.model.measurement.measure_text import summary
from nettverk_tui.model.measurement.measures import Point, before_after, is_missing, median, points, unit, useful
from tests.model.spoken import english


def indicator(kind: IndicatorKind = "proportion", unit: str = "") -> Indicator:
    return Indicator(id="i", group_id="g", name="Something", kind=kind, unit=unit)


def measured(*rows: dict[str, Any]) -> list[Measurement]:
    return [Measurement(**{"id": str(at), "indicator_id": "i", **row}) for at, row in enumerate(rows)]


def said(kind: IndicatorKind, *rows: dict[str, Any], unit: str = "") -> str:
    return english(summary(indicator(kind, unit), measured(*rows)))


def series(*values: float | None) -> list[Measurement]:
    first = datetime.date(2005, 1, 1)
    days = (str(first + datetime.timedelta(weeks=at)) for at in range(len(values)))
    return measured(*({"on": on, "value": value} for on, value in zip(days, values, strict=True)))


# ── Points ──


def test_points_are_sorted_by_date_with_undated_ones_at_the_ends() -> None:
    rows = measured(
        {"value": 6.0, "phase": "after"},
        {"on": "2005-03-01", "value": 3.0},
        {"value": 1.0, "phase": "before"},
        {"on": "2005-02-01", "value": 2.0},
        {"value": 5.0},
    )
    assert [point.value for point in points(indicator("measurement"), rows)] == [1.0, 2.0, 3.0, 6.0, 5.0]


def test_only_live_measurements_of_the_indicator_count() -> None:
    rows = measured({"value": 1.0}, {"value": 2.0, "deleted": True}, {"value": 3.0, "indicator_id": "other"})
    assert useful(points(indicator("measurement"), rows)) == [1.0]


def test_missing_value_is_not_zero() -> None:
    (point,) = points(indicator("measurement"), measured({"on": "2005-02-01"}))
    assert point == Point("2005-02-01", None)
    assert is_missing(point)


@pytest.mark.parametrize(
    ("kind", "unit", "row", "value"),
    [
        ("proportion", "", {"numerator": 14.0, "denominator": 56.0}, 25.0),
        ("proportion", "", {"numerator": 0.0, "denominator": 56.0}, 0.0),
        ("proportion", "", {"numerator": 14.0, "denominator": 56.0, "value": 99.0}, 25.0),
        ("proportion", "", {"value": 29.0}, 29.0),
        ("proportion", "", {"numerator": 14.0}, None),
        ("proportion", "", {"numerator": 14.0, "denominator": 0.0}, None),
        ("proportion", "", {"value": float("nan")}, None),
        ("rate", "", {"numerator": 3.0, "denominator": 1500.0}, 0.002),
        ("rate", "per 1000", {"numerator": 3.0, "denominator": 1500.0}, 2.0),
        ("rate", "fall pr. 1 000 døgn", {"numerator": 3.0, "denominator": 1500.0}, 2.0),
        ("rate", "falls/100 days", {"numerator": 3.0, "denominator": 1500.0}, 0.2),
        ("count", "", {"value": 7.0}, 7.0),
        ("count", "", {"numerator": 7.0}, 7.0),
        ("measurement", "min", {"value": -1.5}, -1.5),
        ("measurement", "", {"value": float("inf")}, None),
    ],
)
def test_a_value_is_on_the_scale_of_its_indicator(
    kind: IndicatorKind, unit: str, row: dict[str, float], value: float | None
) -> None:
    (point,) = points(indicator(kind, unit), measured(row))
    assert point.value == value


@pytest.mark.parametrize(
    ("kind", "row", "upper"),
    [
        ("count", {"below": 5.0}, 5.0),
        ("proportion", {"below": 5.0, "denominator": 40.0}, 12.5),
        ("proportion", {"below": 5.0}, None),
    ],
)
def test_below_five_is_kept_as_a_limit(kind: IndicatorKind, row: dict[str, float], upper: float | None) -> None:
    (point,) = points(indicator(kind), measured(row))
    assert (point.value, point.numerator, point.below, point.upper) == (None, None, 5.0, upper)
    assert not is_missing(point)


def test_words_and_reported_changes_give_no_points() -> None:
    assert points(indicator("qualitative"), measured({"text": "more confident"})) == ()
    assert points(indicator("reported_change"), measured({"change_percent": -76.0})) == ()


def test_proportion_and_values_measured_in_it_are_in_per_cent() -> None:
    assert unit(indicator("proportion", "pasienter")) == "%"
    assert unit(indicator("measurement", "Prosent")) == "%"
    assert unit(indicator("measurement", " min ")) == "min"


# ── Median ──


def test_median_uses_the_useful_points_only() -> None:
    assert median(points(indicator("measurement"), series(5.0, None, 1.0, 3.0))) == 3.0
    assert median(points(indicator("measurement"), series(5.0, 1.0, 3.0, 4.0))) == 3.5
    assert median(points(indicator("measurement"), series(1.7e308, 1.7e308))) == 1.7e308
    assert median([]) is None


def test_proportions_are_pooled_and_never_averaged() -> None:
    change = before_after(
        indicator(),
        measured(
            {"phase": "before", "numerator": 1.0, "denominator": 2.0},
            {"phase": "before", "numerator": 0.0, "denominator": 98.0},
            {"phase": "after", "numerator": 3.0, "denominator": 100.0},
        ),
    )
    assert (change.before.value, change.before.numerator, change.before.denominator) == (1.0, 1.0, 100.0)
    assert change.difference == 2.0
    assert change.relative == 200.0


def test_level_of_measurements_is_a_mean_with_its_number_of_values() -> None:
    change = before_after(
        indicator("measurement", "min"),
        measured(
            {"phase": "before", "value": 10.0},
            {"phase": "before", "value": 20.0},
            {"phase": "before"},
            {"phase": "after", "value": 12.0},
            {"value": 100.0},
        ),
    )
    assert (change.before.value, change.before.n, change.before.missing) == (15.0, 2, 1)
    assert (change.difference, change.relative) == (-3.0, -20.0)


def test_a_single_percentage_needs_no_denominator() -> None:
    change = before_after(indicator(), measured({"phase": "before", "value": 29.0}, {"phase": "after", "value": 64.0}))
    assert (change.before.value, change.before.denominator, change.before.bare) == (29.0, None, (29.0,))
    assert change.difference == 35.0
    assert change.relative == pytest.approx(120.69, abs=0.01)


def test_percentages_without_denominators_give_a_range_only() -> None:
    rows = measured(
        {"phase": "before", "value": 27.0}, {"phase": "before", "value": 33.0}, {"phase": "after", "value": 64.0}
    )
    change = before_after(indicator(), rows)
    assert (change.before.value, change.before.bare) == (None, (27.0, 33.0))
    assert (change.difference, change.relative) == (None, None)


def test_percentage_without_a_denominator_is_not_pooled_with_the_others() -> None:
    rows = measured({"phase": "before", "value": 90.0}, {"phase": "before", "numerator": 14.0, "denominator": 56.0})
    assert before_after(indicator(), rows).before.value == 25.0


def test_value_below_five_is_left_out_of_sums() -> None:
    rows = measured(
        {"phase": "before", "numerator": 14.0, "denominator": 56.0},
        {"phase": "before", "below": 5.0, "denominator": 44.0},
    )
    level = before_after(indicator(), rows).before
    assert (level.value, level.denominator, level.below) == (25.0, 56.0, (5.0,))


@pytest.mark.parametrize("before", [0.0, -2.0])
def test_a_relative_change_from_zero_or_less_is_not_defined(before: float) -> None:
    rows = measured({"phase": "before", "value": before}, {"phase": "after", "value": 4.0})
    change = before_after(indicator("measurement"), rows)
    assert (change.difference, change.relative) == (4.0 - before, None)


def test_reported_relative_change_is_passed_on_unchanged() -> None:
    rows = measured({"change_percent": -76.0}, {"change_percent": -44.0})
    assert before_after(indicator("reported_change"), rows).reported == (-76.0, -44.0)


def test_measures_of_the_largest_numbers_do_not_overflow() -> None:
    rows = measured({"phase": "before", "value": -1.7e308}, {"phase": "after", "value": 1.7e308})
    change = before_after(indicator("measurement"), rows)
    assert (change.before.value, change.difference, change.relative) == (-1.7e308, None, None)


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 400)), min_size=1))
def test_level_is_between_its_lowest_and_highest_measurement(pairs: list[tuple[int, int]]) -> None:
    rows = measured(*({"phase": "after", "numerator": float(x), "denominator": float(n)} for x, n in pairs))
    level = before_after(indicator(), rows).after
    values = useful(points(indicator(), rows))
    assert level.value is not None
    assert min(values) <= level.value <= max(values)
    assert level.value == pytest.approx(100 * sum(x for x, _ in pairs) / sum(n for _, n in pairs))


# ── Text ──

BEFORE = {"phase": "before", "numerator": 14.0, "denominator": 48.0}
AFTER = {"phase": "after", "numerator": 32.0, "denominator": 50.0}


@pytest.mark.parametrize(
    ("kind", "rows", "sentence"),
    [
        ("proportion", [], "Nothing measured yet."),
        ("proportion", [{}], "Nothing measured yet. Missing: 1."),
        ("proportion", [{"below": 5.0}], "Nothing measured yet. Left out, below 5: 1."),
        (
            "proportion",
            [BEFORE, AFTER],
            "Before 29% (14/48), after 64% (32/50): +35 percentage points, relative change +119%.",
        ),
        (
            "proportion",
            [{"phase": "before", "value": 29.0}, {"phase": "after", "value": 64.0}],
            "Before 29% (no denominator), after 64% (no denominator): +35 percentage points, relative change +121%.",
        ),
        ("proportion", [BEFORE], "Before 29% (14/48); not measured after yet."),
        ("proportion", [AFTER], "After 64% (32/50); not measured before."),
        (
            "proportion",
            [{"phase": "before", "value": 27.0}, {"phase": "before", "value": 33.0}, AFTER],
            "Before 27% to 33% (no denominators), after 64% (32/50).",
        ),
        (
            "proportion",
            [BEFORE, {"phase": "before", "value": 90.0}, {"phase": "before", "below": 5.0, "denominator": 30.0}],
            "Before 29% (14/48); not measured after yet. Left out, without a denominator: 1. Left out, below 5: 1.",
        ),
        (
            "proportion",
            [{"phase": "before", "numerator": 0.0, "denominator": 48.0}, AFTER],
            "Before 0% (0/48), after 64% (32/50): +64 percentage points.",
        ),
        (
            "count",
            [{"phase": "before", "value": 4.0}, {"phase": "before", "value": 5.0}, {"phase": "after", "value": 3.0}],
            "Before 4.5 (mean of 2), after 3: −1.5, relative change −33%.",
        ),
        ("count", [{"value": 7.0}], "One measurement: 7."),
        ("count", [{"value": 7.0}, {"value": 5.0}], "Two measurements, first 7, last 5."),
        (
            "count",
            [{"value": 7.0}, {"value": 2.0}, {"value": 5.0}, {}],
            "3 measurements, median 5, last 5. Missing: 1.",
        ),
        (
            "count",
            [{"value": 7.0}, {"phase": "before", "value": 9.0}],
            "Before 9; not measured after yet. One measurement: 7.",
        ),
        ("reported_change", [{"change_percent": -76.0}], "Reported relative change −76%, without the values."),
        ("qualitative", [], "To be described in words."),
        ("qualitative", [{"text": "uncertain"}, {"text": "more {confident}"}], "In words: more {confident}"),
    ],
)
def test_summary_states_the_measured_levels_and_change(
    kind: IndicatorKind, rows: list[dict[str, Any]], sentence: str
) -> None:
    assert said(kind, *rows) == sentence


def test_difference_of_plain_percentages_is_in_percentage_points() -> None:
    rows = [{"phase": "before", "value": 8.0}, {"phase": "after", "value": 7.5}]
    text = "Before 8%, after 7.5%: −0.5 percentage points, relative change −6.3%."
    assert said("measurement", *rows, unit="%") == text


def test_a_difference_has_its_unit() -> None:
    rows = [{"phase": "before", "value": 20.0}, {"phase": "after", "value": 12.0}]
    assert said("measurement", *rows, unit="min") == "Before 20 min, after 12 min: −8 min, relative change −40%."
