"""A chart drawn with characters in a limited number of cells; the only module that imports plotext.

Every mark is in WGL4, the characters that practically all terminal fonts have: no braille and no quarter or sixth
blocks, which a Linux console and many Windows fonts show as boxes. Marks say all that colours say.
"""

import datetime
import threading
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

from rich.cells import cell_len

from nettverk_tui.charts.axis import Label, Say, date_labels, number_labels, value_axis
from nettverk_tui.charts.bars import bar_chart
from nettverk_tui.charts.cells import block, fit, wrap
from nettverk_tui.charts.chart import Chart
from nettverk_tui.charts.pen import MARK_WORDS, LegendEntry, Pen, direction_entry, full_title, legend_lines, title_lines
from nettverk_tui.charts.strokes import Places, Stroke, drawn_values, places_of, strokes
from nettverk_tui.model.core.messages import N_, Message
from nettverk_tui.model.core.quantity import tick_labels

Mode = Literal["colour", "plain"]

_LEAST_WIDTH, _LEAST_ROWS, _LEAST_COLUMNS = 20, 3, 10
_GOOD_ROWS, _AIRY_ROWS = 5, 10
_ROOMY_HEIGHT = 12
#: Smallest heights (lines) for a legend of one, two and three lines.
_LEGEND_HEIGHTS = (0, 10, 20)

_DENSE_POINT = "•"
_NOTE_NUMBERS = "123456789abcdefghijklmnopqrstuvwxyz"
_PLOTEXT = threading.Lock()


class _Look(NamedTuple):
    """The look of a stroke: mark in every n-th cell, palette colour, and sample in a legend."""

    mark: str
    colour: int | None
    every: int = 1
    sample: str = ""


# The terminal's theme keeps the colours of its palette readable: yellow, magenta, cyan.
_LOOKS: Mapping[str, _Look] = {
    "event": _Look("¦", 3),
    "centre": _Look("─", None, sample="──"),
    "lower": _Look("═", None, every=2, sample="═ ═"),
    "upper": _Look("═", None, every=2, sample="═ ═"),
    "target": _Look("-", 5, every=2, sample="- -"),
    "line": _Look("·", 6),
    "below": _Look("<", 6, sample="<"),
    "point": _Look("●", 6),
    "excluded": _Look("○", 6, sample="○"),
    "signal": _Look("▲", 3, sample="▲"),
    "outside": _Look("■", 1, sample="■"),
}


def render(chart: Chart, width: int, height: int, mode: Mode, *, say: Say, months: Sequence[str]) -> str:
    """Return the chart in at most `height` lines of at most `width` cells; its summary if it would be too small.

    `say` translates, `months` are twelve short names. `plain` is without escape codes; `colour` has those for colour
    and bold (ECMA-48 SGR). The same arguments give the same text.
    """
    pen = Pen(say, months, mode == "colour")
    lines = None
    if width >= _LEAST_WIDTH and chart.bars:
        lines = bar_chart(chart, width, height, pen)
    elif width >= _LEAST_WIDTH and any(datum.value is not None for datum in chart.data):
        lines = _line_chart(chart, width, height, pen)
    if lines is None:
        lines = _sentence(chart, width, height, pen)
    # No-break spaces kept numbers and units together; a user who copies the chart wants ordinary ones.
    return "\n".join(line.replace("\N{NO-BREAK SPACE}", " ").rstrip() for line in lines)


def _sentence(chart: Chart, width: int, height: int, pen: Pen) -> list[str]:
    if width < 1 or height < 1:
        return []
    title, summary = wrap(full_title(chart), width), wrap(pen.words(chart.summary), width)
    if len(title) + len(summary) <= height:
        air = [""] if title and len(title) + len(summary) + 1 < height else []
        return [*map(pen.bold, title), *air, *summary]
    if len(summary) < height:
        return [pen.bold(fit(full_title(chart), width)), *summary]
    return block(pen.words(chart.summary), width, height)


def _line_chart(chart: Chart, width: int, height: int, pen: Pen) -> list[str] | None:
    title = title_lines(chart, width, most=2 if height >= _ROOMY_HEIGHT else 1)
    places, legend = _explained(chart, width, sum(height >= least for least in _LEGEND_HEIGHTS), pen)
    summary = wrap(pen.words(chart.summary), width)
    rows = height - len(title) - len(legend) - 2
    if rows - len(summary) >= _GOOD_ROWS:
        rows -= len(summary)
    else:
        summary = []
    air = [""] if legend and rows > _AIRY_ROWS else []
    plot = _plot(chart, places, width, rows - len(air), pen) if rows >= _LEAST_ROWS else None
    return None if plot is None else [*map(pen.bold, title), *plot, *air, *legend, *summary]


def _explained(chart: Chart, width: int, most: int, pen: Pen) -> tuple[Places, list[str]]:
    """Return the legend in at most that many lines, and the places without the oldest events that do not fit in it."""
    places = places_of(chart)
    while places.notes and len(legend_lines(_entries(chart, places, pen), width, pen)) > most:
        places = places._replace(notes=places.notes[1:])
    entries = [*_entries(chart, places, pen), *direction_entry(chart, pen)]
    return places, legend_lines(entries, width, pen)[:most]


def _plot(chart: Chart, places: Places, width: int, rows: int, pen: Pen) -> list[str] | None:
    """Return the canvas with its axes: at most `rows` lines, of them one for the axis across and one for its labels."""
    up = value_axis(drawn_values(chart), rows, whole=chart.whole)
    rows = up.ticks[-1][0] + 1
    numbers = [pen.words(label) for label in tick_labels([value for _, value in up.ticks])]
    year = str(datetime.date.fromordinal(min(places.data)).year) if places.dated else ""
    gutter = max(map(cell_len, (*numbers, year)))
    columns = width - gutter - 1
    if columns < _LEAST_COLUMNS:
        return None
    across = places.axis(columns)
    labels = (
        date_labels(places.data, across, pen.months, pen.words)
        if places.dated
        else number_labels(len(places.data), across)
    )
    ticks = [(row, number.rjust(gutter)) for (row, _), number in zip(up.ticks, numbers, strict=True)]
    canvas = _canvas(width, rows, ticks, strokes(chart, places, across, up, rows), pen)
    baseline = dict.fromkeys(range(columns), "─") | {label.column: "┬" for label in labels}
    for (place, _), number in zip(places.notes, _NOTE_NUMBERS, strict=False):
        # Two events in one column are moved side by side.
        free = [column for column in range(across.column(place), columns) if baseline[column] in "─┬"]
        if free:
            baseline[free[0]] = number
    line = "".join(pen.paint(mark, None if mark in "─┬" else _LOOKS["event"].colour) for mark in baseline.values())
    return [*canvas, " " * gutter + "└" + line, year.rjust(gutter) + " " + _label_line(labels)]


def _label_line(labels: Iterable[Label]) -> str:
    line = ""
    for label in labels:
        line += " " * (label.start - cell_len(line)) + label.text
    return line


def _canvas(width: int, rows: int, ticks: Sequence[tuple[int, str]], drawn: Sequence[Stroke], pen: Pen) -> list[str]:
    """Return `rows` lines with the value axis and its numbers on the left; the only use of plotext."""
    import plotext

    columns = width - cell_len(ticks[0][1]) - 1
    points = sum(len(stroke.cells) for stroke in drawn if stroke.role == "point")
    # plotext has one global figure, shared by all threads.
    with _PLOTEXT:
        plotext.clear_figure()
        plotext.limit_size(False, False)
        plotext.plot_size(width, rows)
        plotext.theme("clear")
        plotext.xaxes(False, False)
        plotext.yaxes(True, False)
        plotext.xlim(0, columns - 1)
        plotext.ylim(0, rows - 1)
        plotext.xticks([], [])
        plotext.yticks([row for row, _ in ticks], [label for _, label in ticks])
        for role, cells in drawn:
            look = _LOOKS[role]
            mark = _DENSE_POINT if role == "point" and 2 * points > columns else look.mark
            xs, ys = [x for x, _ in cells[:: look.every]], [y for _, y in cells[:: look.every]]
            colour = "default" if look.colour is None else look.colour
            (plotext.plot if role == "line" else plotext.scatter)(xs, ys, marker=mark, color=colour)
        built = str(plotext.build())
        plotext.clear_figure()
        plain = str(plotext.uncolorize(built))
    return (built if pen.colours else plain).splitlines()


def _entries(chart: Chart, places: Places, pen: Pen) -> list[LegendEntry]:
    guides = ((_LOOKS[guide.role], guide.label) for guide in chart.guides)
    # The two limits share their entry.
    entries = list(dict.fromkeys(LegendEntry(look.sample, look.colour, pen.words(label)) for look, label in guides))
    for mark, words in MARK_WORDS.items():
        if any(datum.mark == mark for datum in chart.data):
            look = _LOOKS[mark]
            entries.append(LegendEntry(look.sample, look.colour, pen.words(Message(words, {"rules": chart.rules}))))
    for (_, note), number in zip(places.notes, _NOTE_NUMBERS, strict=False):
        entries.append(LegendEntry(number, _LOOKS["event"].colour, pen.words(note.label)))
    if any(datum.value is None and datum.upper is not None for datum in chart.data):
        look = _LOOKS["below"]
        entries.append(LegendEntry(look.sample, look.colour, pen.words(Message(N_("below the mark")))))
    return entries
