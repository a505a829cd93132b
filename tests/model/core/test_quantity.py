"""Numbers are rounded as people say them, and their signs are the language's."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nettverk_tui.model.core.quantity import number, percent, quantity, tick_labels
from tests.model.spoken import NO_BREAK, bokmal, english


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (0.0, "0"),
        (-0.0, "0"),
        (7.0, "7"),
        (12.5, "12.5"),
        (12.345, "12.3"),
        (12.35, "12.4"),  # halves upwards, and not what the nearest binary fraction makes of them
        (9.996, "10"),
        (1234.5, "1235"),
        (12345.0, "12,345"),
        (1234567.0, "1,234,567"),
        (-42.0, "−42"),
        (-12345.0, "−12,345"),
        (0.01234, "0.0123"),
        (1e9, "1e9"),
        (1.5e15, "1.5e15"),
        (1e308, "1e308"),
        (0.00001, "1e-5"),
        (5e-324, "5e-324"),
    ],
)
def test_a_number_has_three_significant_digits_but_all_its_units(value: float, said: str) -> None:
    assert english(number(value)) == said


@pytest.mark.parametrize(
    ("value", "said"),
    [(29.166, "29%"), (12.5, "13%"), (9.375, "9.4%"), (0.04, "0.04%"), (100.0, "100%"), (0.0, "0%"), (120.7, "121%")],
)
def test_a_percentage_is_whole_from_ten_upwards(value: float, said: str) -> None:
    assert english(percent(value)) == said


def test_a_change_has_its_sign() -> None:
    assert english(number(35.0, signed=True)) == "+35"
    assert english(number(-9.0, signed=True)) == "−9"
    assert english(number(0.0, signed=True)) == "0"
    assert english(percent(-60.0, signed=True)) == "−60%"


def test_separators_between_digits_are_those_of_the_language() -> None:
    assert bokmal(number(12.5)) == "12,5"
    assert bokmal(number(1234567.0)) == f"1{NO_BREAK}234{NO_BREAK}567"
    assert bokmal(percent(29.0)) == f"29{NO_BREAK}%"
    assert bokmal(number(1.5e15)) == "1,5e15"


def test_a_quantity_has_its_unit() -> None:
    assert english(quantity(12.5, "min")) == "12.5 min"
    assert english(quantity(12.5, "")) == "12.5"
    assert english(quantity(12.5, "%")) == "13%"
    assert english(quantity(3.0, "{min}")) == "3 {min}"


@pytest.mark.parametrize(
    ("ticks", "said"),
    [
        (["0", "5", "10"], ["0", "5", "10"]),
        (["0", "0.5", "1.0"], ["0.0", "0.5", "1.0"]),
        (["-20", "0", "20"], ["−20", "0", "20"]),
        (["0", "20000", "40000"], ["0", "20,000", "40,000"]),
        (["0", "5E+307", "1E+308"], ["0", "0.5e308", "1e308"]),
        (["1.0000001E+300", "1.0000002E+300"], ["1.0000001e300", "1.0000002e300"]),
        (["0", "0.00005"], ["0", "5e-5"]),
    ],
)
def test_axis_numbers_are_exact_and_have_equal_decimals(ticks: list[str], said: list[str]) -> None:
    assert [english(label) for label in tick_labels([Decimal(tick) for tick in ticks])] == said


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_any_number_has_a_text_close_to_its_value(value: float) -> None:
    said = english(number(value)).replace("−", "-").replace(",", "")
    # Compared as decimals: the largest floats are rounded to more than a float can hold.
    assert abs(Decimal(said) - Decimal(repr(value))) <= abs(Decimal(repr(value))) * Decimal("0.005")
