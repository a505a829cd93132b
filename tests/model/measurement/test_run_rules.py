"""The rules for signals, against published cases."""

import csv
import json
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nettverk_tui.model.measurement.run_rules import (
    Side,
    anhoej,
    crossings_min,
    longest_run_max,
    nhs,
    perla,
    runs,
    side,
)

HERE = Path(__file__).parent
PERLA: Any = json.loads((HERE / "perla_shift_trend.json").read_text())
DOTS: Any = json.loads((HERE / "plotthedots_rules.json").read_text())


def sides(values: Sequence[float | None], centre: float) -> list[Side | None]:
    return [side(value, centre) for value in values]


def points(signals: Any, rule: str) -> list[int]:
    """The points of a rule, counted from 1."""
    return [at + 1 for signal in signals if signal.rule == rule for at in signal.points]


# ── Anhøj ──


def test_anhoej_limits_equal_the_published_ones() -> None:
    with (HERE / "anhoej_critical_values_10_100.csv").open() as table:
        rows = [row for row in csv.reader(table) if row[0].isdigit()]
    assert len(rows) == 91
    for useful, longest, fewest in rows:
        assert (longest_run_max(int(useful)), crossings_min(int(useful))) == (int(longest), int(fewest)), useful


@pytest.mark.parametrize("useful", [2, 5, 10, 11, 24, 25, 100, 101, 999, 1000, 4097, 10_000])
def test_fewest_crossings_equal_the_exact_binomial_quantile(useful: int) -> None:
    chances = useful - 1
    least = crossings_min(useful)
    up_to = sum(math.comb(chances, k) for k in range(least + 1))
    assert 20 * up_to >= 2**chances
    assert 20 * (up_to - math.comb(chances, least)) < 2**chances


def test_points_on_the_line_neither_break_nor_extend_a_run() -> None:
    found = runs(sides([1, 1, 0, None, 1, -1, 0, 1], 0))
    assert (found.useful, found.longest, found.crossings) == (5, 3, 2)


def test_a_long_run_and_few_crossings_are_two_signals() -> None:
    values = [1.0] * 12 + [-1.0] * 12
    found = list(anhoej(sides(values, 0)))
    assert points(found, "longest_run") == list(range(1, 25))
    assert points(found, "crossings") == list(range(1, 25))
    assert not list(anhoej(sides([1, 1, -1, -1] * 6, 0)))


def test_nothing_and_a_single_point_give_no_signal() -> None:
    for values in ([], [1.0], [None], [0.0] * 30):
        assert not list(anhoej(sides(values, 0)))
        assert not list(perla(values, sides(values, 0)))
        assert not list(nhs(values, sides(values, 0), [False] * len(values)))


# ── Perla and Provost ──


@pytest.mark.parametrize("case", PERLA["shift"])
def test_perla_rule_finds_shifts_of_six(case: dict[str, Any]) -> None:
    found = points(perla(case["y"], sides(case["y"], case["base"])), "shift")
    assert found == (case["member_index_1based"] or [])


@pytest.mark.parametrize("case", PERLA["trend_present"])
def test_perla_rule_finds_trends_of_five(case: dict[str, Any]) -> None:
    assert bool(points(perla(case["y"], [None] * len(case["y"])), "trend")) == case["present"]


def test_trend_begins_at_its_turning_point_and_equal_values_after_it() -> None:
    values = [5, 6, 6, 5, 5, 6, 7, 8, 9]
    assert points(perla(values, [None] * 9), "trend") == [4, 5, 6, 7, 8, 9]


# ── NHS ──


def marked(flags: Sequence[int]) -> list[int]:
    """A flag is set at the seventh point and marks the six before it too."""
    return [at + 1 for at in range(len(flags)) if any(flags[at : at + 7])]


@pytest.mark.parametrize("case", DOTS["shift_7"])
def test_nhs_rule_finds_shifts_of_seven(case: dict[str, Any]) -> None:
    values = [float(number) for number in case["side"]]
    assert points(nhs(values, case["side"], [False] * len(values)), "shift") == marked(case["flag_at"])


@pytest.mark.parametrize("case", DOTS["trend_7"])
def test_nhs_rule_finds_trends_of_seven_strictly_rising_or_falling_points(case: dict[str, Any]) -> None:
    nowhere = [False] * len(case["y"])
    assert points(nhs(case["y"], [None] * len(case["y"]), nowhere), "trend") == marked(case["flag_at"])


@pytest.mark.parametrize("case", DOTS["two_of_three"]["cases"])
def test_nhs_rule_finds_two_of_three_points_near_a_limit_on_one_side(case: dict[str, Any]) -> None:
    near = [bool(flag) for flag in case["close"]]
    values = [float(number) for number in case["side"]]
    expected = [at + 1 for at, flag in enumerate(case["flag"]) if flag]
    assert points(nhs(values, case["side"], near), "two_of_three") == expected


def test_a_point_on_the_line_breaks_a_shift_of_the_nhs() -> None:
    values = [1.0] * 6 + [0.0] + [1.0] * 6
    assert not points(nhs(values, sides(values, 0), [False] * 13), "shift")


# ── Laws ──

_VALUES = st.lists(st.none() | st.integers(-3, 3).map(float), max_size=40)


@given(_VALUES)
def test_a_series_turned_upside_down_breaks_the_same_rules(values: list[float | None]) -> None:
    turned = [None if value is None else -value for value in values]
    nowhere = [False] * len(values)

    def broken(sequence: list[float | None]) -> list[Any]:
        about = sides(sequence, 0)
        return [*anhoej(about), *perla(sequence, about), *nhs(sequence, about, nowhere)]

    assert broken(values) == broken(turned)


@given(_VALUES)
def test_a_series_read_backwards_has_the_same_runs(values: list[float | None]) -> None:
    assert runs(sides(values, 0)) == runs(sides(values[::-1], 0))


@given(_VALUES, st.integers(0, 40))
def test_a_missing_value_anywhere_changes_nothing(values: list[float | None], at: int) -> None:
    gapped = [*values[:at], None, *values[at:]]
    assert runs(sides(values, 0)) == runs(sides(gapped, 0))
    for rule in ("shift", "trend"):
        before, after = (points(perla(series, sides(series, 0)), rule) for series in (values, gapped))
        assert len(before) == len(after)
