"""Before and after as two bars of text; lines over time are drawn in `terminal`."""

from decimal import Decimal

from rich.cells import cell_len

from nettverk_tui.charts.cells import fit, wrap
from nettverk_tui.charts.chart import Chart
from nettverk_tui.charts.pen import LegendEntry, Pen, direction_entry, legend_lines, title_lines

_BAR, _TARGET = "█", "¦"
_BAR_COLOUR, _TARGET_COLOUR = 6, 5
_ROOMY_HEIGHT = 8


def bar_chart(chart: Chart, width: int, height: int, pen: Pen) -> list[str] | None:
    """Return at most `height` lines: title, bars, and legend and summary if they fit. None if the bars do not fit."""
    title = [pen.bold(line) for line in title_lines(chart, width, most=2 if height >= _ROOMY_HEIGHT else 1)]
    bars = _bars(chart, width, pen)
    targets = [LegendEntry(_TARGET, _TARGET_COLOUR, pen.words(guide.label)) for guide in chart.guides]
    legend = legend_lines([*targets, *direction_entry(chart, pen)], width, pen)
    summary = wrap(pen.words(chart.summary), width)
    spare = height - len(title) - len(bars)
    if spare < 0:
        return None
    parts = [title, *([bar] for bar in bars)]
    for part in (legend, summary):
        if part and len(part) <= spare:
            parts.append(part)
            spare -= len(part)
    # Spare lines become blank lines between the parts, from the top downwards.
    lines: list[str] = []
    for at, part in enumerate(parts):
        if 0 < at <= spare and lines:
            lines.append("")
        lines += part
    return lines


def _bars(chart: Chart, width: int, pen: Pen) -> list[str]:
    labels = [fit(pen.words(bar.label), width // 4) for bar in chart.bars]
    texts = [fit(pen.words(bar.text), width // 2) for bar in chart.bars]
    gutter = max(map(cell_len, labels))
    room = width - gutter - max(map(cell_len, texts)) - 2
    targets = [value for guide in chart.guides for value in guide.values if value is not None]
    values = [bar.value for bar in chart.bars if bar.value is not None]
    every = [Decimal(0), *(Decimal(repr(float(value))) for value in (*values, *targets))]
    low, high = min(every), max(every)

    def cell(value: float) -> int:
        return round((Decimal(repr(float(value))) - low) * room / (high - low)) if high > low else 0

    marked = {min(cell(target), room - 1) for target in targets}
    lines = []
    for label, bar, text in zip(labels, chart.bars, texts, strict=True):
        ends = sorted((cell(0), cell(bar.value or 0)))
        filled = [pen.paint(_BAR, _BAR_COLOUR) if at in range(*ends) else " " for at in range(room)]
        for at in marked:
            filled[at] = pen.paint(_TARGET, _TARGET_COLOUR)
        lines.append(f"{label}{' ' * (gutter - cell_len(label))} {''.join(filled)} {text}")
    return lines
