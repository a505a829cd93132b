"""The area of the chart beside the lines of measurements."""

from rich.text import Text
from textual.widgets import Static

from nettverk_tui.charts.chart import Chart
from nettverk_tui.language import Translator


class ChartPane(Static):
    """A chart, drawn anew where it or the size of its area is another."""

    #: The chart, and the translator of its words.
    _shown: tuple[Chart, Translator] | None = None
    #: The chart that was drawn last, and the width and height of the drawing.
    _drawn: tuple[Chart, int, int] | None = None

    def show(self, chart: Chart | None, t: Translator) -> None:
        """Show a chart, or nothing."""
        self._shown = (chart, t) if chart is not None else None
        self._draw()

    def on_resize(self) -> None:
        self._draw()

    def _draw(self) -> None:
        width, height = self.size
        if self._shown is None or width < 5:
            self._drawn = None
            self.update("")
            return
        chart, t = self._shown
        if self._drawn != (chart, width, height):
            from nettverk_tui.charts.terminal import render

            self._drawn = (chart, width, height)
            self.update(Text.from_ansi(render(chart, width, height, "colour", say=t.message, months=t.months)))
