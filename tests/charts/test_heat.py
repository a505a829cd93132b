"""The heat map as text: every size, with and without colour."""

import pytest
from rich.cells import cell_len

from nettverk_tui.charts.heat import heat_lines
from nettverk_tui.charts.pen import Pen
from nettverk_tui.model.overview.heat_map import Cell, HeatMap, HeatRow
from tests.model.spoken import english

HEAT = HeatMap(
    ("T", "L", "R3"),
    (
        HeatRow("A", (Cell(4, "risen"), Cell(1, "fallen"), Cell(2, "same"))),
        HeatRow("B", (Cell(3), Cell(), Cell())),
    ),
)
NAMES = {"T": "Multidisciplinarity", "L": "Leadership", "R3": "Progress as planned"}
PLAIN = Pen(english, (), colours=False)


def test_heat_map_shows_levels_by_digit_and_fill_and_unrated_as_a_dot() -> None:
    lines = heat_lines(HEAT, NAMES, 40, 6, PLAIN)
    assert lines[:4] == [
        "  Multidisci… Leadership  Progress as",
        "                          planned",
        "A ░░░░░░░░4▲  ████████1▼  ▓▓▓▓▓▓▓▓2",
        "B ▒▒▒▒▒▒▒▒3    ·           ·",
    ]


@pytest.mark.parametrize("width", range(10, 120, 7))
@pytest.mark.parametrize("height", [2, 3, 5, 12, 30])
def test_heat_map_fits_every_size_or_is_empty(width: int, height: int) -> None:
    lines = heat_lines(HEAT, NAMES, width, height, PLAIN)
    assert len(lines) <= height
    assert all(cell_len(line) <= width for line in lines)
    assert bool(lines) == (width >= 17 and height >= 3)


def test_names_in_the_heat_map_have_no_markup_or_escapes() -> None:
    lines = heat_lines(HEAT, {"T": "\x1b[2J[bold]x"}, 60, 5, PLAIN)
    assert all("\x1b" not in line for line in lines)
    assert "[bold]x" in lines[0]


def test_heat_map_in_colour_has_the_same_text() -> None:
    from rich.text import Text

    painted = heat_lines(HEAT, NAMES, 60, 12, Pen(english, (), colours=True))
    assert [Text.from_ansi(line).plain.rstrip() for line in painted] == heat_lines(HEAT, NAMES, 60, 12, PLAIN)
