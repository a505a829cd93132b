"""Axes: every value has a row, every label is at its place, and none touches another."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nettverk_tui.charts.axis import PlaceAxis, date_labels, day_number, number_labels, value_axis
from tests.model.spoken import MONTHS_NB, bokmal

FINITE = st.floats(allow_nan=False, allow_infinity=False)


@pytest.mark.parametrize(
    ("values", "rows", "ticks"),
    [
        ([15.0, 6.0], 7, [(0, "0"), (2, "5"), (4, "10"), (6, "15")]),
        ([36.5, 36.9], 9, [(0, "36.5"), (2, "36.6"), (4, "36.7"), (6, "36.8"), (8, "36.9")]),
        ([-3.0, 4.0], 7, [(0, "-5"), (3, "0"), (6, "5")]),
        ([-9.0, -8.0], 7, [(0, "-9.0"), (3, "-8.5"), (6, "-8.0")]),
        ([0.0], 5, [(0, "0.0"), (2, "0.5"), (4, "1.0")]),
        ([12.0, 12.0], 4, [(0, "0"), (1, "5"), (2, "10"), (3, "15")]),
    ],
)
def test_axis_is_numbered_in_round_steps(values: list[float], rows: int, ticks: list[tuple[int, str]]) -> None:
    axis = value_axis(values, rows, whole=False)
    assert [(row, f"{tick:f}") for row, tick in axis.ticks] == ticks


@pytest.mark.parametrize(("values", "zero"), [([6.0, 10.0], True), ([7.0, 10.0], False), ([-10.0, -6.0], True)])
def test_axis_includes_zero_unless_the_values_are_far_from_it(values: list[float], zero: bool) -> None:
    assert (0 in [tick for _, tick in value_axis(values, 9, whole=False).ticks]) is zero


@given(st.lists(FINITE, min_size=1, max_size=6), st.integers(3, 40), st.booleans())
def test_every_value_has_a_row_and_every_tick_its_own(values: list[float], rows: int, whole: bool) -> None:
    axis = value_axis(values, rows, whole=whole)
    top = axis.ticks[-1][0]
    assert 1 <= top <= rows - 1
    assert all(0 <= axis.row(value) <= top for value in values)
    apart = {later[0] - earlier[0] for earlier, later in zip(axis.ticks, axis.ticks[1:], strict=False)}
    assert len(apart) == 1


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=6), st.integers(3, 40))
def test_axis_of_counts_has_whole_numbers(values: list[int], rows: int) -> None:
    axis = value_axis([float(value) for value in values], rows, whole=True)
    assert all(tick == int(tick) for _, tick in axis.ticks)


def test_place_axis_leaves_a_column_free_at_both_ends() -> None:
    axis = PlaceAxis(100, 200, 42)
    assert [axis.column(place) for place in (100, 150, 200)] == [1, 21, 40]
    assert PlaceAxis(100, 100, 42).column(100) == 21


def test_day_number_of_an_invalid_date_is_none() -> None:
    assert day_number("0001-01-02") == 2
    assert day_number(None) is None
    assert day_number("2005") is None
    assert day_number("2005-02-30") is None


def labels(*on: str, width: int = 60) -> list[tuple[int, str]]:
    days = [datetime.date.fromisoformat(day).toordinal() for day in on]
    axis = PlaceAxis(min(days), max(days), width)
    return [(label.column, label.text) for label in date_labels(days, axis, MONTHS_NB, bokmal)]


def test_short_series_is_labelled_with_its_days() -> None:
    assert labels("2005-03-01", "2005-03-08", "2005-03-20") == [(1, "1. mar"), (22, "8. mar"), (58, "20. mar")]


def test_longer_series_is_labelled_at_the_first_point_of_each_month() -> None:
    texts = labels("2005-03-10", "2005-03-24", "2005-04-07", "2005-06-02")
    assert texts == [(1, "mar"), (20, "apr"), (58, "jun")]


def test_label_names_the_year_where_it_begins() -> None:
    on = [f"{year}-{month:02}-01" for year in (2005, 2006) for month in range(1, 13)]
    assert [text for _, text in labels(*on)] == [
        "jan",
        "mar",
        "mai",
        "jul",
        "sep",
        "nov",
        "2006",
        "mar",
        "mai",
        "jul",
        "sep",
        "nov",
    ]
    assert [text for _, text in labels(*on, width=14)] == ["2006"]
    decades = [f"{year}-06-01" for year in range(1990, 2020)]
    assert [text for _, text in labels(*decades, width=40)] == ["1995", "2000", "2005", "2010", "2015"]


@given(
    st.lists(st.dates(datetime.date(1990, 1, 1), datetime.date(2060, 1, 1)), min_size=1, max_size=30),
    st.integers(10, 120),
)
def test_labels_never_touch_or_overflow_the_axis(dates: list[datetime.date], width: int) -> None:
    days = [date.toordinal() for date in dates]
    places = PlaceAxis(min(days), max(days), width)
    for found in (
        date_labels(days, places, MONTHS_NB, bokmal),
        number_labels(len(days), PlaceAxis(0, len(days), width)),
    ):
        at = -1
        for label in found:
            assert at < label.start
            assert label.start <= label.column < width
            at = label.start + len(label.text)
            assert at <= width
