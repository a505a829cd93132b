"""Confidence intervals, against published examples; and cases without one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nettverk_tui.model.core.records import Indicator, Measurement
from nettverk_tui.model.measurement.intervals import newcombe, student_quantile, welch
from nettverk_tui.model.measurement.measure_text import interval_text, summary
from nettverk_tui.model.measurement.measures import interval
from tests.model.spoken import english


def test_newcombe_interval_equals_the_examples_of_the_article() -> None:
    # Newcombe 1998, table II, method 10: 56/70 - 48/80, 9/10 - 3/10, 10/10 - 0/20.
    assert newcombe((48, 80), (56, 70)) == pytest.approx((0.0524, 0.3339), abs=5e-5)
    assert newcombe((3, 10), (9, 10)) == pytest.approx((0.1705, 0.8090), abs=5e-5)
    assert newcombe((0, 20), (10, 10)) == pytest.approx((0.6791, 1.0), abs=5e-5)


@pytest.mark.parametrize(
    ("freedom", "value"), [(1, 12.7062), (2, 4.30265), (5, 2.57058), (10, 2.22814), (30, 2.04227), (1000, 1.96234)]
)
def test_quantiles_of_student_are_those_of_the_tables(freedom: float, value: float) -> None:
    assert student_quantile(0.975, freedom) == pytest.approx(value, abs=5e-5)


def test_welch_with_equal_spreads_is_the_two_sample_interval() -> None:
    # Variance 2.5 on either side, n 5: standard error 1, eight degrees of freedom.
    assert welch([1, 2, 3, 4, 5], [3, 4, 5, 6, 7]) == pytest.approx((2 - 2.306004, 2 + 2.306004), abs=1e-5)


@pytest.mark.parametrize(
    ("before", "after"), [([], [1, 2]), ([1], [1, 2]), ([1, 1], [2, 2]), ([1e308, -1e308], [1, 2])]
)
def test_undefined_interval_is_none(before: list[float], after: list[float]) -> None:
    assert welch(before, after) is None


def test_share_of_nothing_has_no_interval() -> None:
    assert newcombe((0, 0), (1, 2)) is None
    assert newcombe((3, 2), (1, 2)) is None


@given(st.tuples(st.integers(0, 50), st.integers(0, 50)), st.tuples(st.integers(0, 50), st.integers(0, 50)))
def test_swapping_before_and_after_mirrors_the_interval(first: tuple[int, int], second: tuple[int, int]) -> None:
    before, after = ((x, x + more + 1) for x, more in (first, second))
    found, turned = newcombe(before, after), newcombe(after, before)
    assert found is not None
    assert turned is not None
    assert found.low == pytest.approx(-turned.high)
    assert found.low <= after[0] / after[1] - before[0] / before[1] <= found.high


def measured(phase: str, **fields: float) -> Measurement:
    return Measurement(id=f"{phase}{fields}", indicator_id="i", phase=phase, **fields)  # type: ignore[arg-type]


def test_a_percentage_without_its_denominator_has_no_interval() -> None:
    share = Indicator(id="i", group_id="g", name="Samsvar", kind="proportion")
    assert interval(share, [measured("before", value=29), measured("after", value=64)]) is None
    counted = [measured("before", numerator=48, denominator=80), measured("after", numerator=56, denominator=70)]
    assert interval(share, counted) == pytest.approx((5.24, 33.39), abs=5e-3)


def test_the_text_of_an_interval_states_its_assumption() -> None:
    share = Indicator(id="i", group_id="g", name="Samsvar", kind="proportion")
    counted = [measured("before", numerator=48, denominator=80), measured("after", numerator=56, denominator=70)]
    said = interval_text(share, counted)
    assert said is not None
    assert "(Newcombe): +5.2 to +33 percentage points, if before and after are independent" in english(said)
    assert "confidence" not in english(summary(share, counted))
    times = Indicator(id="i", group_id="g", name="Ventetid", kind="measurement", unit="min")
    minutes = [
        Measurement(id=f"{phase}{at}", indicator_id="i", on=f"2027-01-0{at}", phase=phase, value=float(value))  # type: ignore[arg-type]
        for phase, values in (("before", (1, 2, 3)), ("after", (4, 5, 7)))
        for at, value in enumerate(values, start=1)
    ]
    welch_said = interval_text(times, minutes)
    assert welch_said is not None
    assert "(Welch)" in english(welch_said)
