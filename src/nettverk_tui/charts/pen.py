"""Common parts of all charts in a terminal: words, colours, title and legend."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rich.cells import cell_len

from nettverk_tui.charts.axis import Say
from nettverk_tui.charts.cells import fit, shown, wrap
from nettverk_tui.charts.chart import Chart
from nettverk_tui.model.core.messages import N_, Message

_ARROWS = {"up": "↑", "down": "↓"}
_GAP = "   "


class Pen(NamedTuple):
    """The translation a chart uses, and whether it has colours (numbers of the terminal's own palette)."""

    say: Say
    months: Sequence[str]
    colours: bool

    def words(self, message: Message) -> str:
        """Return a message in the language of the chart."""
        return shown(self.say(message))

    def paint(self, text: str, colour: int | None) -> str:
        """Return the text in one of the 256 colours of terminals, or as it is without colour."""
        return f"\x1b[38;5;{colour}m{text}\x1b[0m" if self.colours and colour is not None else text

    def bold(self, text: str) -> str:
        """Return the text in bold, or as it is without colour."""
        return f"\x1b[1m{text}\x1b[0m" if self.colours and text else text


#: The text of a mark on a point in a legend, on any surface.
MARK_WORDS = {
    "outside": N_("outside the limits"),
    "signal": N_("signal ({rules})"),
    "excluded": N_("left out"),
}


class LegendEntry(NamedTuple):
    """A mark and its meaning."""

    sample: str
    colour: int | None
    text: str


def full_title(chart: Chart) -> str:
    """Return the name of the measured quantity, with its unit."""
    name, unit = shown(chart.title), shown(chart.unit)
    return f"{name} ({unit})" if name and unit else name or unit


def title_lines(chart: Chart, width: int, most: int) -> list[str]:
    """Return the title on at most `most` lines; if it is cut, its unit stays."""
    lines = wrap(full_title(chart), width)
    if len(lines) <= most:
        return lines
    unit = f" ({shown(chart.unit)})"
    keeps_unit = bool(chart.unit.strip()) and 3 * cell_len(unit) < width
    return [fit(shown(chart.title), width - cell_len(unit)) + unit if keeps_unit else fit(full_title(chart), width)]


def direction_entry(chart: Chart, pen: Pen) -> list[LegendEntry]:
    """Return the direction the group wants to go, if it has said so."""
    if chart.direction is None:
        return []
    return [LegendEntry(_ARROWS[chart.direction], None, pen.words(Message(N_("wanted direction"))))]


def legend_lines(entries: Iterable[LegendEntry], width: int, pen: Pen) -> list[str]:
    """Return whole entries side by side, on as many lines as needed; one too long for a line is cut."""
    lines: list[str] = []
    free = 0
    for sample, colour, text in entries:
        text = fit(text, width - cell_len(sample) - 1)
        needs = cell_len(_GAP) + cell_len(sample) + 1 + cell_len(text)
        painted = f"{pen.paint(sample, colour)} {text}"
        if lines and needs <= free:
            lines[-1] += _GAP + painted
            free -= needs
        else:
            lines.append(painted)
            free = width + cell_len(_GAP) - needs
    return lines
