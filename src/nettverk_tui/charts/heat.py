"""The heat map of groups × factors as text: a level as its digit and as the filled part of its cell.

The weaker, the fuller; an arrow shows the direction of a change, and a dot that it is not rated. One hue, or none:
the map does not judge.
"""

from collections.abc import Mapping

from rich.cells import cell_len

from nettverk_tui.charts.cells import fit, shown, wrap
from nettverk_tui.charts.pen import Pen
from nettverk_tui.model.core.messages import N_, Message
from nettverk_tui.model.overview.heat_map import Cell, HeatMap

_FILL = {1: "█", 2: "▓", 3: "▒", 4: "░"}
_ARROWS = {"risen": "▲", "fallen": "▼", "same": " ", None: " "}
_NOT_RATED = "·"
_COLOUR = 6
_NARROWEST, _WIDEST, _LEGIBLE = 5, 22, 9


def heat_lines(
    heat: HeatMap, names: Mapping[str, str], width: int, height: int, pen: Pen, *, widest_name: int = 24
) -> list[str]:
    """Return at most `height` lines of at most `width` cells; `names` are of columns and rows. Empty if too small.

    A row without a name is labelled with its letter.
    """
    called = [fit(shown(names.get(row.letter, row.letter)), widest_name) for row in heat.rows]
    gutter = max(map(cell_len, called), default=1) + 1
    wide = min((width - gutter) // max(len(heat.columns), 1), _WIDEST)
    if wide < _NARROWEST or not heat.rows or height < len(heat.rows) + 1:
        return []
    # A word cut down to three letters says less than the id of its factor.
    heads = [wrap(shown(names.get(id, id)) if wide >= _LEGIBLE else id, wide - 1) for id in heat.columns]
    tall = 2 if height >= len(heat.rows) + 4 and any(len(head) > 1 for head in heads) else 1
    lines = []
    for row in range(tall):
        # A wrapped name takes two lines, if there is room for them.
        texts = [head[row] if row < len(head) else "" for head in heads]
        texts = [
            fit(" ".join(head[row:]), wide - 1) if row == tall - 1 else text
            for head, text in zip(heads, texts, strict=True)
        ]
        lines.append(pen.bold((" " * gutter + "".join(_padded(text, wide) for text in texts)).rstrip()))
    air = height >= 2 * len(heat.rows) + 3
    for name, map_row in zip(called, heat.rows, strict=True):
        cells = "".join(_cell(cell, wide, pen) for cell in map_row.cells)
        lines += [""] * air + [f"{_padded(name, gutter)}{cells}".rstrip()]
    said = N_("1 not met, 2 partly, 3 mostly, 4 met; ▲ risen, ▼ fallen since last; {dot} not rated")
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
