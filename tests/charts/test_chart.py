"""The chart of an indicator and its measurements."""

import pytest

from nettverk_tui.charts.chart import Datum, indicator_chart
from nettverk_tui.model.core.values import Layer
from tests.charts.examples import (
    change_started,
    indicator,
    measured,
    series,
    start_with_gaps,
    two_levels,
    year_of_a_proportion,
)
from tests.model.spoken import english


def test_gap_and_suppressed_value_keep_their_places() -> None:
    data = start_with_gaps().data
    assert data[2] == Datum(None, "2005-03-15")
    assert data[5] == Datum(None, "2005-06-15", upper=5.0)


def test_guides_have_a_role_a_label_and_a_value_for_each_datum() -> None:
    centre, target = year_of_a_proportion().guides
    assert (centre.role, english(centre.label)) == ("centre", "median 9.4%")
    assert (target.role, english(target.label), target.values) == ("target", "target 5%", (5.0,) * 11)
    assert len(centre.values) == 11


def test_median_is_drawn_from_ten_useful_points_on() -> None:
    assert series(*map(float, range(9)), None).guides == ()
    assert [guide.role for guide in series(*map(float, range(10))).guides] == ["centre"]


def test_chart_of_before_and_after_only_has_bars() -> None:
    chart = two_levels()
    assert chart.data == ()
    assert [(english(bar.label), bar.value, english(bar.text)) for bar in chart.bars] == [
        ("before", 29.0, "29% (no denominator)"),
        ("after", 64.0, "64% (no denominator)"),
    ]
    assert [guide.values for guide in chart.guides] == [(60.0,)]


def test_side_without_measurements_says_so() -> None:
    chart = indicator_chart(indicator(), measured({"phase": "before", "value": 3.0}))
    assert [(bar.value, english(bar.text)) for bar in chart.bars] == [(3.0, "3"), (None, "not measured")]


def test_three_dated_levels_or_one_point_of_a_series_are_a_line() -> None:
    before = [{"phase": "before", "on": f"2005-0{month}-01", "value": 3.0} for month in (1, 2, 3)]
    assert indicator_chart(indicator(), measured(*before[:2])).bars
    assert len(indicator_chart(indicator(), measured(*before)).data) == 3
    assert len(indicator_chart(indicator(), measured(before[0], {"on": "2005-04-01", "value": 3.0})).data) == 2


def test_level_without_a_date_is_not_on_the_line() -> None:
    chart = indicator_chart(indicator(), measured({"phase": "before", "value": 9.0}, {"value": 7.0}, {"value": 8.0}))
    assert [datum.value for datum in chart.data] == [7.0, 8.0]


@pytest.mark.parametrize("rows", [[], [{}], [{"on": "2005-01-01"}], [{"change_percent": -76.0}], [{"below": 5.0}]])
def test_chart_without_data_is_a_sentence(rows: list[dict[str, float]]) -> None:
    chart = indicator_chart(indicator(target=3.0), measured(*rows))
    assert (chart.data, chart.bars, chart.guides) == ((), (), ())
    assert english(chart.summary)


def test_only_axes_of_counts_have_whole_numbers() -> None:
    assert series(1.0, 2.0, kind="count").whole
    assert not series(1.0, 2.5, kind="count").whole
    assert not series(1.0, 2.0, kind="measurement").whole


def test_notes_are_the_changes_started_by_the_group_in_order() -> None:
    rows = measured({"on": "2005-01-01", "value": 3.0})
    events = [
        change_started("2005-03-01", "routine"),
        change_started("2005-02-01"),
        change_started("2005-01-05", "elsewhere", group_id="other"),
        change_started("2005-01-06", "gone", deleted=True),
        change_started("2005-01-07", "left", kind="leader_change"),
    ]
    notes = indicator_chart(indicator(), rows, events).notes
    assert [(note.on, english(note.label)) for note in notes] == [
        ("2005-02-01", "change started"),
        ("2005-03-01", "routine"),
    ]


@pytest.mark.parametrize(
    ("layer", "asked", "shown"),
    [
        ("facilitators", None, False),
        ("group", None, False),
        ("network", None, True),
        ("across", None, True),
        ("facilitators", ("facilitators", "network"), True),
    ],
)
def test_private_changes_are_noted_only_on_request(layer: Layer, asked: tuple[Layer, ...] | None, shown: bool) -> None:
    rows, events = measured({"on": "2005-01-01", "value": 3.0}), [change_started("2005-01-05", "private", layer)]
    chart = (
        indicator_chart(indicator(), rows, events)
        if asked is None
        else indicator_chart(indicator(), rows, events, layers=asked)
    )
    assert bool(chart.notes) is shown


def test_same_measurements_make_equal_charts() -> None:
    assert year_of_a_proportion() == year_of_a_proportion()
    assert year_of_a_proportion() != start_with_gaps()
