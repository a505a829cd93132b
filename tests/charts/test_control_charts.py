"""Run charts and control charts in the terminal: golden pictures at three sizes, and every number of points."""

import datetime
import io
import math
import xml.etree.ElementTree as ET

import pytest
from rich.cells import cell_len
from rich.text import Text
from syrupy.assertion import SnapshotAssertion

from nettverk_tui.charts.chart import Chart, series_chart
from nettverk_tui.charts.print import written
from nettverk_tui.charts.terminal import Mode, render
from nettverk_tui.model.measurement.measures import Point
from nettverk_tui.model.measurement.spc import ChartSettings
from tests.model.spoken import english

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day(at: int) -> str:
    return str(datetime.date(2025, 1, 6) + datetime.timedelta(weeks=2 * at))


def wave(count: int, *, shift: float = 0.0) -> list[Point]:
    """A calm process; its second half is moved by `shift`."""
    return [
        Point(day(at), round(20 + 4 * math.sin(at * 2.4) + (shift if 2 * at >= count else 0), 1)) for at in range(count)
    ]


def shares(count: int) -> list[Point]:
    pairs = [(6 + at % 5, 30 + 7 * (at % 4)) for at in range(count)]
    return [Point(day(at), 100 * x / n, x, n) for at, (x, n) in enumerate(pairs)]


def calm() -> Chart:
    return series_chart("Waiting time", "min", wave(24), ChartSettings(), {})


def signalled() -> Chart:
    return series_chart("Waiting time", "min", wave(24, shift=-9), ChartSettings(), {12: "new routine"})


def single_values() -> Chart:
    points = wave(24)
    points[17] = Point(day(17), 44.0)
    points[5] = Point(day(5), None)
    points[9] = Point(day(9), 60.0, excluded=True)
    return series_chart("Waiting time", "min", points, ChartSettings(kind="i", rules="nhs"), {})


def stepping() -> Chart:
    return series_chart("Errors", "%", shares(20), ChartSettings(kind="p", factor=100, starts=frozenset({10})), {})


EXAMPLES = {example.__name__: example for example in (calm, signalled, single_values, stepping)}


def drawn(chart: Chart, width: int, height: int, mode: Mode = "plain") -> str:
    return render(chart, width, height, mode, say=english, months=MONTHS)


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (200, 60)], ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("name", EXAMPLES)
def test_control_chart_equals_its_golden_picture(name: str, size: tuple[int, int], snapshot: SnapshotAssertion) -> None:
    plain, coloured = drawn(EXAMPLES[name](), *size), drawn(EXAMPLES[name](), *size, mode="colour")
    assert plain == snapshot
    assert [line.rstrip() for line in Text.from_ansi(coloured).plain.split("\n")] == plain.split("\n")


@pytest.mark.parametrize("count", [1, 2, 11, 60, 1000])
@pytest.mark.parametrize("kind", ["auto", "i", "c"])
def test_control_chart_of_any_number_of_points_fits(count: int, kind: str) -> None:
    points = [Point(point.on, float(round(point.value or 0))) for point in wave(count)]
    chart = series_chart("Calls", "", points, ChartSettings(kind=kind), {})  # type: ignore[arg-type]
    for width, height in ((40, 12), (80, 24), (200, 60)):
        lines = drawn(chart, width, height).split("\n")
        assert len(lines) <= height
        assert all(cell_len(line) <= width for line in lines)


def test_signal_has_its_own_mark_and_the_names_of_its_rules() -> None:
    picture = drawn(signalled(), 80, 24)
    assert "▲ signal (Anhøj)" in picture
    assert picture.count("▲") > 5
    beyond = drawn(single_values(), 80, 24)
    assert "■ outside the limits" in beyond
    assert "○ left out" in beyond


def test_limits_step_with_the_denominators_and_end_with_their_phase() -> None:
    chart = stepping()
    upper = next(guide for guide in chart.guides if guide.role == "upper").values
    assert len(set(upper)) > 2
    centre = next(guide for guide in chart.guides if guide.role == "centre").values
    assert len(set(centre[:10])) == len(set(centre[10:])) == 1


# ── Print ──


@pytest.mark.parametrize("name", EXAMPLES)
def test_printed_chart_has_the_same_numbers(name: str) -> None:
    chart = EXAMPLES[name]()
    svg = written(chart, "svg", say=english, months=MONTHS)
    words = " ".join("".join(ET.fromstring(svg).itertext()).split())
    measured = sum(datum.value is not None for datum in chart.data)
    for told in (chart.title, f"n = {measured}", f"rules: {chart.rules}", chart.data[0].on or "", "2025"):
        assert told in words
    assert english(chart.summary)[:30] in words


@pytest.mark.parametrize("values", [[1e308, -1e308] * 8, [5.0], [0.0] * 12, [1e-300] * 3], ids=str)
def test_extreme_values_are_drawn_and_printed(values: list[float]) -> None:
    points = [Point(day(at), value) for at, value in enumerate(values)]
    chart = series_chart("x", "", points, ChartSettings(), {})
    assert drawn(chart, 80, 24)
    assert written(chart, "png", say=english, months=MONTHS).startswith(b"\x89PNG")


def test_charts_of_no_points_and_of_a_thousand_are_printed() -> None:
    for points in ([], wave(1000)):
        svg = written(series_chart("x", "", points, ChartSettings(), {}), "svg", say=english, months=MONTHS)
        ET.parse(io.BytesIO(svg))
