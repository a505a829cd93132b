"""Markdown as a type: text typed by people is escaped so that no reader of Markdown takes it for markup.

The escapes are those of CommonMark 0.31 and GitHub's tables and links; Pandoc's own marks are escaped as well.
"""

import re
from collections.abc import Iterable, Sequence
from typing import NewType

from nettverk_tui.model.core.text import clean

#: Text that is valid Markdown. Typed text is converted only by `typed` and `typed_lines`.
Markdown = NewType("Markdown", str)

_ALWAYS = re.compile(r"[\\`*_\[\]<>{}#|~^$]")
_ENTITY = re.compile(r"&(?=#|[A-Za-z0-9])")
# Readers that turn bare addresses into links look for these; an escape inside them stops it.
_ADDRESS = re.compile(r":(?=//)|(?<=\bwww)\.|(?<=\S)@(?=\S)|(?<![:\\])/(?=/)", re.IGNORECASE)
_LINE_START = re.compile(r"([-+])(?=\s|$|-)|([=:])|(?<=\d)([.)])(?=\s|$)")
_NUMBERED = re.compile(r"\d{1,9}(?=[.)](\s|$))")
_BLANKS = re.compile(r"[ \t]+")


def typed(text: str) -> Markdown:
    """Escape typed text as one line: fit for a heading, a cell of a table or the middle of a sentence."""
    return Markdown(_escaped(_BLANKS.sub(" ", clean(text).replace("\n", " ")).strip()))


def typed_lines(text: str) -> Markdown:
    """Escape typed text, keeping its lines; blank lines are removed, since they would end a paragraph."""
    lines = (_BLANKS.sub(" ", line).strip() for line in clean(text).split("\n"))
    return Markdown("\\\n".join(_escaped(line) for line in lines if line))


def _escaped(line: str) -> str:
    number = _NUMBERED.match(line)
    at = number.end() if number else 0
    start = _LINE_START.match(line, at)
    head = line[:at] + "\\" + line[at] if start else line[:at]
    rest = line[at + 1 :] if start else line[at:]
    rest = _ALWAYS.sub(r"\\\g<0>", rest)
    rest = _ENTITY.sub(r"\\&", rest)
    return head + _ADDRESS.sub(r"\\\g<0>", rest)


def filled(template: str, **gaps: Markdown | int) -> Markdown:
    """Fill the {named} gaps of one of our own templates."""
    return Markdown(template.format(**gaps))


def joined(parts: Iterable[Markdown], between: str = ", ") -> Markdown:
    """Join the parts that are not empty."""
    return Markdown(between.join(part for part in parts if part))


def labelled(label: str, text: Markdown) -> Markdown:
    """Return a label in bold, a colon, and the text."""
    return Markdown(f"**{label}:** {text}")


def heading(level: int, text: Markdown) -> Markdown:
    """Return a heading of that level, 1 to 6."""
    return Markdown(f"{'#' * level} {text}")


def bullets(items: Iterable[Markdown]) -> Markdown:
    """Return a list, one item a line; an item of several lines stays one item."""
    return Markdown("\n".join("- " + item.replace("\n", "\n  ") for item in items))


def table(heads: Sequence[str], rows: Iterable[Sequence[Markdown]]) -> Markdown:
    """Return a table; its cells are made by `typed`, never by `typed_lines`."""
    lines = [heads, ["---"] * len(heads), *rows]
    return Markdown("\n".join("| " + " | ".join(cells) + " |" for cells in lines))


def document(blocks: Iterable[Markdown]) -> str:
    """Return the whole text: blocks with a blank line between them and a line end at the end."""
    return "\n\n".join(block for block in blocks if block) + "\n"
