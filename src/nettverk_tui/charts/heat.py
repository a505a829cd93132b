"""The heat map of groups × factors as text: a level by its digit and by how much of its cell is filled.

The weaker, the fuller; an arrow says which way it went, and what nobody has rated is a dot. One hue, or none: nothing
here is a verdict.
"""

from collections.abc import Mapping

from rich.cells import cell_len

from nettverk_tui.charts.cells import fit, wrap
from nettverk_tui.charts.pen import Pen
from nettverk_tui.model.heat_map import Cell, HeatMap
from nettverk_tui.model.messages import N_, Message

_FILL = {1: "█", 2: "▓", 3: "▒", 4: "░"}
_ARROWS = {"risen": "▲", "fallen": "▼", "same": " ", None: " "}
_NOT_RATED = "·"
_COLOUR = 6
_NARROWEST, _WIDEST = 5, 22


def heat_lines(heat: HeatMap, names: Mapping[str, str], width: int, height: int, pen: Pen) -> list[str]:
    """At most `height` lines of at most `width` cells; `names` are those of the columns. Empty where it cannot be."""
    gutter = max((cell_len(row.letter) for row in heat.rows), default=1) + 1
    each = min((width - gutter) // max(len(heat.columns), 1), _WIDEST)
    if each < _NARROWEST or not heat.rows or height < len(heat.rows) + 1:
        return []
    head = " " * gutter + "".join(_padded(fit(names.get(id, id), each - 1), each) for id in heat.columns)
    lines = [pen.bold(head.rstrip())]
    air = height >= 2 * len(heat.rows) + 3
    for row in heat.rows:
        cells = "".join(_cell(cell, each, pen) for cell in row.cells)
        lines += [""] * air + [f"{_padded(row.letter, gutter)}{cells}".rstrip()]
    said = N_("1 not met · 2 partly · 3 mostly · 4 met · ▲ risen ▼ fallen since last · {dot} not rated")
    legend = wrap(pen.words(Message(said, {"dot": _NOT_RATED})), width)
    if len(lines) + 1 + len(legend) <= height:
        lines += ["", *legend]
    return lines


def _padded(text: str, width: int) -> str:
    return text + " " * (width - cell_len(text))


def _cell(cell: Cell, width: int, pen: Pen) -> str:
    if cell.level is None:
        return _padded(f" {_NOT_RATED}", width)
    bar = _FILL[cell.level] * max(width - 4, 1)
    return f"{pen.paint(bar, _COLOUR)}{cell.level}{_ARROWS[cell.trend]}" + " " * (width - max(width - 4, 1) - 2)
