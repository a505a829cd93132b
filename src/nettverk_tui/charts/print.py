"""A chart for paper and web, SVG or PNG, from the same value as in the terminal; only here matplotlib is imported.

Colours are those of Okabe and Ito (2008), distinct for any colour vision, and all marks have different shapes,
so that a copy in grey says the same. Under the picture are its summary, its source and its numbers.
"""

import datetime
import io
import logging
import warnings
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any, Literal

from nettverk_tui.charts.axis import PlaceAxis, Say, date_labels, number_labels, value_axis
from nettverk_tui.charts.cells import shown, wrap
from nettverk_tui.charts.chart import Chart, Datum, Guide
from nettverk_tui.charts.pen import MARK_WORDS, full_title
from nettverk_tui.charts.strokes import Places, drawn_values, places_of
from nettverk_tui.model.core.messages import N_, Message
from nettverk_tui.model.core.quantity import number, tick_labels

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Format = Literal["svg", "png"]

_BLUE, _VERMILION, _ORANGE, _PURPLE, _GREY, _GREEN = "#0072B2", "#D55E00", "#E69F00", "#AA4499", "#555555", "#009E73"
_WIDTH_INCHES, _PLOT_INCHES, _LINE_INCHES = 8.0, 3.6, 0.19
_TEXT_WIDTH = 108
#: Most rows of numbers under a picture, and the number of blocks side by side; more would be a table, not a picture.
MOST_ROWS, _BLOCKS = 48, 2
#: The columns that labels along the axis are fitted to, and the rows of the value axis.
_LABEL_COLUMNS, _TICK_ROWS = 100, 13

_SETTINGS: Any = {
    "font.family": "sans-serif",
    "font.size": 9,
    # Text stays text, for screen readers and for copying.
    "svg.fonttype": "none",
    # The same chart gives the same file.
    "svg.hashsalt": "nettverk",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "text.parse_math": False,
}


class CannotDraw(Exception):
    """A chart that cannot be drawn here; the message says what to do."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.text)
        self.message = message


def written(chart: Chart, form: Format, *, say: Say, months: Sequence[str]) -> bytes:
    """Return the chart as the content of a file. Raises CannotDraw if matplotlib is not installed."""
    try:
        import matplotlib
        from matplotlib.figure import Figure
    except ImportError as problem:
        message = N_("Pictures need matplotlib: install nettverk-tui[documents], such as pipx install {package}.")
        raise CannotDraw(Message(message, {"package": '"nettverk-tui[documents]"'})) from problem
    # A character missing in the font is drawn as a box; the user cannot mend that, so it is not reported.
    logging.getLogger("matplotlib").setLevel(logging.ERROR)
    with matplotlib.rc_context(_SETTINGS), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return _Sheet(chart, say, months).drawn(Figure, form)


class _Sheet:
    """One picture with its words and its table."""

    def __init__(self, chart: Chart, say: Say, months: Sequence[str]) -> None:
        self._chart, self._months = chart, months
        self._say = lambda message: shown(say(message))
        self._places = places_of(chart) if chart.data else None

    def drawn(self, figure_type: "type[Figure]", form: Format) -> bytes:
        chart = self._chart
        title = wrap(full_title(chart), 76)
        words = [line for said in self._words() for line in wrap(said, _TEXT_WIDTH)]
        table = list(self._table())
        rows = -(-len(table) // _BLOCKS) + 1 if table else 0
        lines = len(words) + rows + 3
        plot = _PLOT_INCHES if chart.data or chart.bars else 0.2
        height = 0.3 * len(title) + plot + 0.9 + _LINE_INCHES * lines
        figure = figure_type(figsize=(_WIDTH_INCHES, height))
        top = 1 - 0.12 / height
        for line in title:
            figure.text(0.02, top, line, fontsize=12, fontweight="bold", va="top")
            top -= 0.26 / height
        bottom = top - (plot + 0.1) / height
        if chart.data or chart.bars:
            axes = figure.add_axes((0.09, bottom, 0.88, plot / height))
            (self._line if chart.data else self._bars)(axes)
            bottom -= 0.62 / height
        for line in words:
            figure.text(0.02, bottom, line, va="top")
            bottom -= _LINE_INCHES / height
        self._numbers(figure, table, bottom - 0.5 * _LINE_INCHES / height, _LINE_INCHES / height)
        content = io.BytesIO()
        metadata = (
            {"Title": full_title(chart), "Creator": "nettverk", "Date": None}
            if form == "svg"
            else {
                "Title": full_title(chart),
                "Software": "nettverk",
            }
        )
        figure.savefig(content, format=form, dpi=200, metadata=metadata)
        return content.getvalue()

    # --- words

    def _words(self) -> Iterator[str]:
        chart = self._chart
        yield self._say(chart.summary)
        yield from map(self._say, chart.details)
        measured = sum(datum.value is not None for datum in chart.data) or sum(
            bar.value is not None for bar in chart.bars
        )
        facts = [self._say(Message(N_("n = {n}"), {"n": measured}))]
        if chart.rules:
            facts.append(self._say(Message(N_("rules: {rules}"), {"rules": chart.rules})))
        if chart.source.strip():
            facts.append(self._say(Message(N_("source: {source}"), {"source": chart.source})))
        yield " · ".join(facts)
        if len(chart.data) > MOST_ROWS:
            yield self._say(Message(N_("Its {n} numbers are too many for a table here."), {"n": len(chart.data)}))

    # --- the plot

    def _line(self, axes: "Axes") -> None:
        chart, places = self._chart, self._places
        assert places is not None
        up = value_axis(drawn_values(chart), _TICK_ROWS, whole=chart.whole)
        axes.set_ylim(float(up.low - up.per_row), float(up.ticks[-1][1] + up.per_row))
        ticks = [value for _, value in up.ticks]
        axes.set_yticks([float(tick) for tick in ticks], [self._say(label) for label in tick_labels(ticks)])
        self._across(axes, places)
        for (place, note), mark in zip(places.notes, "123456789abcdefghijklmnopqrstuvwxyz", strict=False):
            axes.axvline(place, color=_ORANGE, linestyle=(0, (1, 2)), linewidth=1)
            label = f"{mark}  {self._say(note.label)}"
            axes.plot([], [], color=_ORANGE, linestyle=(0, (1, 2)), label=label)
            axes.text(place, 1.0, mark, transform=axes.get_xaxis_transform(), ha="center", va="bottom")
        self._guides(axes, places)
        for start, run in _runs(chart.data):
            xs = places.data[start : start + len(run)]
            axes.plot(xs, [datum.value or 0.0 for datum in run], color=_BLUE, linewidth=1.2, zorder=3)
        self._marks(axes, places)
        self._legend(axes)

    def _across(self, axes: "Axes", places: Places) -> None:
        axis = places.axis(_LABEL_COLUMNS)
        span = max(axis.last - axis.first, 1)
        axes.set_xlim(axis.first - span * 0.02, axis.last + span * 0.02)
        labels = (
            date_labels(places.data, axis, self._months, self._say)
            if places.dated
            else number_labels(len(places.data), axis)
        )
        texts = [label.text for label in labels]
        if places.dated and texts:
            # Later years are labelled on the axis.
            texts[0] += f"\n{datetime.date.fromordinal(places.data[0]).year}"
        axes.set_xticks([_place(axis, label.column) for label in labels], texts)

    def _guides(self, axes: "Axes", places: Places) -> None:
        styles: dict[str, dict[str, Any]] = {
            "centre": {"color": _GREY, "linewidth": 1.2},
            "lower": {"color": _GREY, "linewidth": 1, "linestyle": (0, (6, 3))},
            "upper": {"color": _GREY, "linewidth": 1, "linestyle": (0, (6, 3))},
            "target": {"color": _PURPLE, "linewidth": 1, "linestyle": (0, (2, 2))},
        }
        for guide in self._chart.guides:
            # The two limits share their entry.
            label = self._say(guide.label) if guide.role != "lower" else "_"
            for first, (xs, ys) in enumerate(_pieces(guide, places.data)):
                axes.plot(
                    xs, ys, drawstyle="steps-mid", zorder=2, label=label if first == 0 else "_", **styles[guide.role]
                )

    def _marks(self, axes: "Axes", places: Places) -> None:
        looks: dict[str, tuple[str, str, str]] = {
            "": ("o", _BLUE, _BLUE),
            "signal": ("^", _ORANGE, _ORANGE),
            "outside": ("s", _VERMILION, _VERMILION),
            "excluded": ("o", "white", _BLUE),
        }
        for mark, (shape, face, edge) in looks.items():
            words = MARK_WORDS.get(mark)
            found = [(x, datum) for x, datum in zip(places.data, self._chart.data, strict=True) if datum.mark == mark]
            known = [(x, datum.value) for x, datum in found if datum.value is not None]
            if known:
                label = self._say(Message(words, {"rules": self._chart.rules})) if words else "_"
                xs, ys = zip(*known, strict=True)
                size = 16 if len(self._chart.data) < 100 else 6
                axes.scatter(xs, ys, marker=shape, c=face, edgecolors=edge, s=size, zorder=4, label=label)
            upper = [(x, datum.upper) for x, datum in found if datum.value is None and datum.upper is not None]
            if upper:
                xs, tops = zip(*upper, strict=True)
                label = self._say(Message(N_("below the mark")))
                axes.scatter(xs, tops, marker="v", facecolors="none", edgecolors=_BLUE, s=20, zorder=4, label=label)

    def _legend(self, axes: "Axes") -> None:
        handles, labels = axes.get_legend_handles_labels()
        if handles:
            axes.legend(
                handles, labels, loc="upper center", bbox_to_anchor=(0.5, -0.08), ncols=3, frameon=False, fontsize=8
            )

    def _bars(self, axes: "Axes") -> None:
        bars = self._chart.bars
        places = [-at for at in range(len(bars))]
        axes.barh(places, [bar.value or 0 for bar in bars], color=[_GREY, _BLUE], height=0.5)
        axes.set_yticks(places, [self._say(bar.label) for bar in bars])
        for place, bar in zip(places, bars, strict=True):
            axes.text(max(bar.value or 0, 0), place, f" {self._say(bar.text)}", va="center")
        known = [abs(bar.value) for bar in bars if bar.value is not None]
        target = [value for guide in self._chart.guides for value in guide.values if value is not None]
        for guide in self._chart.guides:
            for value in guide.values:
                if value is not None:
                    axes.axvline(value, color=_PURPLE, linestyle=(0, (2, 2)), label=self._say(guide.label))
        axes.set_xlim(min([0, *(bar.value or 0 for bar in bars)]), max([*known, *target, 1e-9]) * 1.35)
        axes.set_ylim(-len(bars) + 0.4, 0.6)
        axes.set_xticks([])
        self._legend(axes)

    # --- the table

    def _table(self) -> Iterator[Sequence[str]]:
        """Yield the rows: number, date, value, base, note."""
        if len(self._chart.data) > MOST_ROWS:
            return
        for at, datum in enumerate(self._chart.data, start=1):
            yield (str(at), datum.on or "", self._value(datum), self._rests_on(datum), shown(datum.note)[:24])

    def _value(self, datum: Datum) -> str:
        if datum.value is not None:
            return self._say(number(datum.value, significant=4))
        return f"< {self._say(number(datum.upper))}" if datum.upper is not None else "–"

    def _rests_on(self, datum: Datum) -> str:
        if datum.numerator is None or datum.denominator is None:
            return ""
        return (
            f"{self._say(number(datum.numerator, significant=6))}/{self._say(number(datum.denominator, significant=6))}"
        )

    def _numbers(self, figure: "Figure", table: Sequence[Sequence[str]], top: float, line: float) -> None:
        if not table:
            return
        rows = -(-len(table) // _BLOCKS)
        head = [self._say(Message(text)) for text in (N_("no."), N_("date"), N_("value"), N_("of"), N_("note"))]
        for block in range(0, len(table), rows):
            left = 0.02 + 0.49 * (block // rows)
            for at, cells in enumerate([head, *table[block : block + rows]]):
                for offset, cell in zip((0, 0.05, 0.16, 0.25, 0.34), cells, strict=True):
                    weight = "bold" if at == 0 else "normal"
                    y = top - at * line
                    figure.text(left + offset, y, cell, fontsize=8, fontweight=weight, va="top")


def _place(axis: PlaceAxis, column: int) -> float:
    """Return the place along the axis of a column of the labels."""
    return axis.first + (column - 1) * (axis.last - axis.first) / (axis.width - 3)


def _runs(data: Sequence[Datum]) -> Iterator[tuple[int, list[Datum]]]:
    """Yield the pieces between the gaps, with the index they start at."""
    at = 0
    for known, group in groupby(data, key=lambda datum: datum.value is not None):
        run = list(group)
        if known:
            yield at, run
        at += len(run)


def _pieces(guide: Guide, places: Sequence[int]) -> Iterator[tuple[list[int], list[float]]]:
    """Yield the pieces of a guide between its gaps."""
    pairs = zip(places, guide.values, strict=False)
    for known, group in groupby(pairs, key=lambda pair: pair[1] is not None):
        if known:
            piece = [(x, y) for x, y in group if y is not None]
            yield [x for x, _ in piece], [y for _, y in piece]
