"""Charts as characters: they look as they should, fit where they should, and say the same without colours."""

import datetime
import os
import re
from typing import get_args

import plotext
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.text import Text
from syrupy.assertion import SnapshotAssertion

from nettverk_tui.charts.chart import Bar, Chart, Datum, Guide, GuideRole, Note, indicator_chart
from nettverk_tui.charts.terminal import Mode, render
from nettverk_tui.model.core.messages import Message
from nettverk_tui.model.core.records import Indicator
from nettverk_tui.model.core.values import Direction
from tests.charts.examples import (
    change_started,
    indicator,
    measured,
    series,
    start_with_gaps,
    two_levels,
    year_of_a_proportion,
)
from tests.model.spoken import MONTHS_EN, MONTHS_NB, bokmal, english

EXAMPLES = {"year": year_of_a_proportion, "gaps": start_with_gaps, "levels": two_levels}
POINTS = "●•"


def drawn(chart: Chart, width: int = 60, height: int = 15, mode: Mode = "plain") -> str:
    return render(chart, width, height, mode, say=bokmal, months=MONTHS_NB)


def canvas(picture: str) -> list[str]:
    """The part right of the value axis, from above."""
    return re.findall(r"^[ \d,.−e]*[┤│](.*)$", picture, re.MULTILINE)


def fits(picture: str, width: int, height: int) -> bool:
    lines = picture.split("\n")
    return len(lines) <= height and all(cell_len(line) <= width for line in lines)


@pytest.mark.parametrize("size", [(40, 8), (40, 10), (60, 15), (80, 20)], ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("name", EXAMPLES)
def test_chart_equals_its_golden_picture(name: str, size: tuple[int, int], snapshot: SnapshotAssertion) -> None:
    assert drawn(EXAMPLES[name](), *size) == snapshot


@pytest.mark.parametrize("name", EXAMPLES)
def test_chart_in_colour_has_the_same_text(name: str) -> None:
    plain, coloured = drawn(EXAMPLES[name]()), drawn(EXAMPLES[name](), mode="colour")
    read = Text.from_ansi(coloured)
    assert [line.rstrip() for line in read.plain.split("\n")] == plain.split("\n")
    assert "\x1b" not in plain
    assert read.spans
    assert not re.search(r"\x1b(?!\[[0-9;]*m)", coloured)


def test_chart_depends_on_its_arguments_only(monkeypatch: pytest.MonkeyPatch) -> None:
    before = drawn(year_of_a_proportion())
    plotext.plot_size(7, 3)
    plotext.title("left over")
    plotext.scatter([1, 2, 3], [1e6, 2e6, 3e6])
    plotext.theme("pro")
    monkeypatch.setitem(os.environ, "COLUMNS", "12")
    monkeypatch.setitem(os.environ, "LINES", "4")
    assert drawn(year_of_a_proportion()) == before
    assert "●" not in str(plotext.build())


def test_the_decimal_sign_and_the_months_are_those_of_the_language() -> None:
    chart = series(36.5, 36.9, days_apart=125)
    norwegian = drawn(chart)
    assert "36,5┤" in norwegian
    assert "mai" in norwegian
    spoken = render(chart, 60, 15, "plain", say=english, months=MONTHS_EN)
    assert "36.5┤" in spoken
    assert "May" in spoken


def test_missing_value_is_drawn_as_a_gap() -> None:
    rows = canvas(drawn(series(5.0, 5.0, None, 5.0, 5.0, kind="count")))
    across = [line.rstrip() for line in rows if "●" in line]
    assert len(across) == 1
    assert re.fullmatch(r" ●·+● +●·+●", across[0])


def test_points_close_to_each_other_are_drawn_smaller() -> None:
    assert "•" not in drawn(series(*range(20)), 60)
    assert "●" not in drawn(series(*range(40)), 60)


def test_a_single_value_is_drawn() -> None:
    picture = drawn(series(12.5))
    assert sum(line.count("●") for line in canvas(picture)) == 1
    assert "3. jan" in picture


def test_counts_have_whole_numbers_along_their_axis() -> None:
    for height in range(7, 31):
        numbers = re.findall(r"^ *([\d,]+)┤", drawn(series(0.0, 1.0, 2.0, kind="count"), 40, height), re.MULTILINE)
        assert numbers
        assert "," not in "".join(numbers)


def test_values_without_dates_are_drawn_in_their_order() -> None:
    chart = indicator_chart(indicator(kind="count"), measured({"value": 2.0}, {"value": 4.0}, {"value": 3.0}))
    assert re.search(r"^ +1 +2 +3$", drawn(chart), re.MULTILINE)


@pytest.mark.parametrize("height", [8, 30])
def test_chart_of_a_thousand_values_keeps_the_extremes(height: int) -> None:
    values = [50.0] * 1000
    values[333], values[777] = 100.0, 1.0
    rows = canvas(drawn(series(*values, days_apart=1), 60, height))
    assert [sum(line.count(mark) for mark in POINTS) for line in (rows[0], rows[-1])] == [1, 1]


def test_everything_drawn_has_a_legend() -> None:
    picture = drawn(year_of_a_proportion())
    for explanation in ("── median 9,4 %", "- - mål 5 %", "1 ny rutine for fornyelse", "2 opplæring", "↓ ønsket"):
        assert explanation in picture
    assert "< under merket" in drawn(start_with_gaps())


def test_event_without_room_for_its_legend_is_not_drawn() -> None:
    small, large = drawn(year_of_a_proportion(), 40, 8), drawn(year_of_a_proportion(), 40, 10)
    assert "¦" not in small
    assert large.count("¦") >= 6


def test_events_on_one_day_have_a_number_each() -> None:
    events = [change_started("2005-01-20", "this"), change_started("2005-01-20", "that", id="other")]
    rows = measured({"on": "2005-01-03", "value": 1.0}, {"on": "2005-02-03", "value": 2.0})
    picture = drawn(indicator_chart(indicator(), rows, events))
    assert re.search(r"─12[─┬]", picture)
    assert "1 this   2 that" in picture


def test_event_soon_after_the_last_value_is_drawn_and_one_years_later_is_not() -> None:
    rows = measured({"on": "2005-01-03", "value": 1.0}, {"on": "2005-02-03", "value": 2.0})
    near, far = change_started("2005-02-20", "near"), change_started("1999-02-20", "far")
    picture = drawn(indicator_chart(indicator(), rows, [near, far]))
    assert "1 near" in picture
    assert "far" not in picture


@pytest.mark.parametrize("mode", get_args(Mode))
def test_users_text_is_shown_letter_for_letter_without_effect(mode: Mode) -> None:
    chart = indicator_chart(
        indicator(name="[/x] [bold]Kari[/bold] \x1b[2J\x1b]0;t\x07{n} 5 [of] 7\u202e", unit="[b"),
        measured({"on": "2005-01-03", "value": 1.0}),
        [change_started("2005-01-03", "[@click=app.quit]x[/]\x1b[31m")],
    )
    picture = drawn(chart, mode=mode)
    assert "[/x] [bold]Kari[/bold] {n} 5 [of] 7 ([b)" in picture
    assert "[@click=app.quit]x[/]" in picture
    assert not re.search(r"\x1b(?!\[(0|1|38;5;\d+)m)", picture)
    assert "\u202e" not in picture


def test_long_title_is_cut_and_keeps_its_unit() -> None:
    title = drawn(two_levels(), 40, 7).split("\n")[0]
    assert title == "Andel medisinbestillinger fra hjemm… (%)"
    assert drawn(two_levels(), 40, 8).split("\n")[:2] == [
        "Andel medisinbestillinger fra",
        "hjemmesykepleien som stemte (%)",
    ]


def test_a_chart_without_a_name_has_no_empty_line_above_it() -> None:
    assert drawn(series(1.0, 2.0, name="")).split("\n")[0].lstrip().startswith(("2┤", "2,0┤"))


def test_chart_without_measurements_says_so() -> None:
    chart = indicator_chart(Indicator(id="i", group_id="g", name="Ventetid", unit="min"), [])
    assert drawn(chart) == "Ventetid (min)\n\nIngenting er målt ennå."
    assert drawn(chart, 40, 2) == "Ventetid (min)\nIngenting er målt ennå."


@pytest.mark.parametrize(("width", "height"), [(19, 15), (60, 6), (25, 3)])
def test_chart_without_room_is_a_sentence(width: int, height: int) -> None:
    picture = drawn(year_of_a_proportion(), width, height)
    assert "┤" not in picture
    assert "10 målinger" in picture
    assert fits(picture, width, height)


@pytest.mark.parametrize(("width", "height"), [(0, 5), (5, 0), (1, 1), (3, 2), (-1, -1)])
def test_chart_fits_every_size(width: int, height: int) -> None:
    for example in EXAMPLES.values():
        picture = drawn(example(), width, height)
        assert fits(picture, max(width, 0), max(height, 1))


def test_bars_are_as_long_as_their_values_and_the_target_is_marked() -> None:
    before, after = (line for line in drawn(two_levels(), 80, 12).split("\n") if "█" in line)
    assert before.count("█") == pytest.approx(after.count("█") * 29 / 64, abs=1)
    assert before.index("¦") == after.index("¦")


def test_bar_below_zero_goes_the_other_way() -> None:
    rows = measured({"phase": "before", "value": -10.0}, {"phase": "after", "value": 10.0})
    before, after = (line for line in drawn(indicator_chart(indicator(), rows)).split("\n") if "█" in line)
    assert before.rindex("█") < after.index("█")


FINITE = st.floats(allow_nan=False, allow_infinity=False)
DAYS = st.dates(datetime.date(1, 1, 1), datetime.date(9999, 12, 31)).map(str) | st.sampled_from(["", "2005-13-01", "x"])
TEXT = st.text(max_size=30)
SAID = TEXT.map(lambda text: Message("{text}", {"text": text}))
DATA = st.builds(Datum, value=st.none() | FINITE, on=st.none() | DAYS, upper=st.none() | FINITE)
BARS = st.builds(Bar, label=SAID, value=st.none() | FINITE, text=SAID)


@st.composite
def charts(draw: st.DrawFn) -> Chart:
    """Any chart a surface can be handed, also those that no indicator makes."""
    data = draw(st.lists(DATA, max_size=40).map(tuple))
    if draw(st.booleans()):
        data = tuple(Datum(datum.value, datum.on or "2005-01-01", datum.upper) for datum in data)
    length = len(data) or 1
    values = st.lists(st.none() | FINITE, min_size=length, max_size=length).map(tuple)
    guides = st.builds(Guide, role=st.sampled_from(get_args(GuideRole)), label=SAID, values=values)
    return Chart(
        title=draw(TEXT),
        unit=draw(TEXT),
        summary=draw(SAID),
        data=data,
        guides=draw(st.lists(guides, max_size=3).map(tuple)),
        notes=draw(st.lists(st.builds(Note, on=DAYS, label=SAID), max_size=4).map(tuple)),
        bars=() if data else draw(st.lists(BARS, max_size=3).map(tuple)),
        whole=draw(st.booleans()),
        direction=draw(st.sampled_from([None, *get_args(Direction)])),
    )


@settings(max_examples=80)
@given(charts(), st.integers(20, 130), st.integers(3, 35), st.sampled_from(get_args(Mode)))
def test_any_chart_fits_in_any_size(chart: Chart, width: int, height: int, mode: Mode) -> None:
    picture = drawn(chart, width, height, mode)
    plain = Text.from_ansi(picture).plain if mode == "colour" else picture
    assert fits(plain, width, height)
    assert "\x1b" not in plain


@settings(max_examples=30)
@given(
    st.lists(FINITE | st.sampled_from([1e308, -1e308, 5e-324, 0.0]), min_size=1, max_size=30),
    st.integers(40, 120),
    st.integers(8, 30),
)
def test_any_values_that_can_be_measured_are_drawn(values: list[float], width: int, height: int) -> None:
    picture = drawn(series(*values), width, height)
    assert fits(picture, width, height)
    assert any(mark in picture for mark in POINTS)


@pytest.mark.parametrize("count", [1, 2, 1000])
def test_equal_values_are_drawn_in_one_row(count: int) -> None:
    rows = canvas(drawn(series(*[7.0] * count), 60, 12))
    assert len([line for line in rows if any(mark in line for mark in POINTS)]) == 1
