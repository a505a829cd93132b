"""Text measured in the cells of a terminal: fitted, wrapped and placed."""

import re

from rich.cells import cell_len, set_cell_size

from nettverk_tui.model.core.text import clean

_BREAKS = re.compile(r"[ \t\n]+")
_SHORT = 5


def shown(text: str) -> str:
    """Return the text on one line, without control characters; no-break spaces stay."""
    return _BREAKS.sub(" ", clean(text)).strip()


def fit(text: str, width: int) -> str:
    """Return the text in at most that many cells, with an ellipsis at the end of a longer one."""
    if cell_len(text) <= width:
        return text
    return set_cell_size(text, width - 1).rstrip() + "…" if width > 0 else ""


def wrap(text: str, width: int) -> list[str]:
    """Break the text between words into lines of at most `width` cells; a longer word is cut.

    A single short word is not left alone on the last line.
    """
    lines: list[str] = []
    for word in filter(None, text.split(" ")):
        if lines and cell_len(lines[-1]) + 1 + cell_len(word) <= width:
            lines[-1] += " " + word
        else:
            lines.append(fit(word, width))
    before, _, pulled = lines[-2].rpartition(" ") if len(lines) > 1 else ("", "", "")
    if before and cell_len(lines[-1]) < _SHORT and cell_len(f"{pulled} {lines[-1]}") <= width:
        lines[-2:] = [before, f"{pulled} {lines[-1]}"]
    return lines


def block(text: str, width: int, height: int) -> list[str]:
    """Return the text as a paragraph of at most `height` lines, with an ellipsis if it was cut."""
    lines = wrap(text, width)
    if len(lines) <= height:
        return lines
    return [*lines[: height - 1], fit(" ".join(lines[height - 1 :]) + "…", width)] if height > 0 else []
