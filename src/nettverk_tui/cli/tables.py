"""Lists for people: in a terminal a table that fits its width, in a pipe plain columns, one line a row."""

import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from nettverk_tui.cli.list_words import COLUMNS, cell
from nettverk_tui.language import Translator

if TYPE_CHECKING:
    from rich.console import Console

Row = Mapping[str, Any]

#: Letters after which a text is cut in plain columns; JSON has all of it.
_WIDEST = 60
#: In cells: no column is narrower than its longest word, up to this limit; texts need some words side by side.
_LONGEST_WORD, _LEAST_TEXT = 16, 20
_BETWEEN = 2


def show(listed: str, rows: Sequence[Row], t: Translator) -> None:
    """Write the rows of the list of that name to standard output, without the ids."""
    names = [name for name in rows[0] if name != "id"]
    if sys.stdout.isatty():
        _draw(listed, names, rows, t)
        return
    heads = [t(COLUMNS[name]) for name in names]
    lines = [[_cut(cell(listed, name, row[name], t)) for name in names] for row in rows]
    print("\n".join(_aligned([heads, *lines])))


def _cut(text: str) -> str:
    from nettverk_tui.model.core.text import one_line

    return one_line(text, _WIDEST)


def _aligned(lines: Sequence[Sequence[str]]) -> Iterator[str]:
    from rich.cells import cell_len

    widths = [max(map(cell_len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        padded = (cell + " " * (width - cell_len(cell)) for cell, width in zip(line, widths, strict=True))
        yield "  ".join(padded).rstrip()


def _draw(listed: str, names: Sequence[str], rows: Sequence[Row], t: Translator) -> None:
    from rich.cells import cell_len
    from rich.console import Console

    # rich assumes 80 columns for a terminal with few features.
    width = shutil.get_terminal_size().columns
    console = Console(file=sys.stdout, width=width, highlight=False, markup=False, emoji=False)
    rows = [_with_demo(row, t) for row in rows]
    cells = {name: [cell(listed, name, row[name], t, dates=True) for row in rows] for name in names}
    shown = [name for name in names if _says_something(name, cells[name])]
    title = rows[0].get("network")
    if title:
        console.print(_text(str(title)), style="bold")
    room = console.width - _BETWEEN * (len(shown) - 1)
    least = {name: _least(name, t(COLUMNS[name]), cells[name]) for name in shown}
    if sum(least.values()) <= room:
        wanted = {name: max(map(cell_len, (t(COLUMNS[name]), *cells[name]))) for name in shown}
        _table(console, cells, _widths(least, wanted, room), t)
    else:
        _one_below_another(console, cells, shown, t)


def _with_demo(row: Row, t: Translator) -> Row:
    """Mark a demo beside its name: a column for it takes room that the others need."""
    return {**row, "name": f"{row['name']} ({t('demo')})"} if row.get("demo") else row


def _says_something(name: str, column: Sequence[str]) -> bool:
    """Return whether to show a column: not if it is empty, nor a layer or network that is the same in all rows."""
    if name in ("network", "layer"):
        return len(set(column)) > 1
    return name != "demo" and any(text not in ("", "0") for text in column)


def _least(name: str, head: str, column: Sequence[str]) -> int:
    """Return the least width of a column, in cells."""
    from rich.cells import cell_len

    words = [cell_len(word) for text in column for word in text.split()]
    of_head = max(map(cell_len, head.split()))
    return max(of_head, min(max(words), _LONGEST_WORD), _LEAST_TEXT if name == "text" else 0)


def _widths(least: Mapping[str, int], wanted: Mapping[str, int], room: int) -> Mapping[str, int]:
    """Return the columns' widths in cells: spare room goes to those that lack most."""
    widths = dict(least)
    for _ in range(room - sum(least.values())):
        name = max(widths, key=lambda column: wanted[column] - widths[column])
        if wanted[name] <= widths[name]:
            break
        widths[name] += 1
    return widths


def _table(console: "Console", cells: Mapping[str, Sequence[str]], widths: Mapping[str, int], t: Translator) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    # The box has a cell of its own between the columns.
    padding = (0, _BETWEEN - 1, 0, 0)
    table = Table(box=SIMPLE_HEAD, pad_edge=False, padding=padding, show_edge=False, header_style="bold")
    for name, width in widths.items():
        table.add_column(_text(t(COLUMNS[name])), width=width, overflow="fold")
    for row in zip(*(cells[name] for name in widths), strict=True):
        table.add_row(*map(_text, row))
    console.print(table)


def _one_below_another(
    console: "Console", cells: Mapping[str, Sequence[str]], shown: Sequence[str], t: Translator
) -> None:
    """Print every row as a block, one value a line, if the columns do not fit side by side."""
    from rich.table import Table

    for number in range(len(cells[shown[0]])):
        block = Table.grid(padding=(0, _BETWEEN, 0, 0))
        block.add_column(style="bold", min_width=min(max(len(t(COLUMNS[name])) for name in shown), console.width // 3))
        block.add_column(overflow="fold")
        for name in shown:
            if cells[name][number]:
                block.add_row(_text(t(COLUMNS[name])), _text(cells[name][number]))
        if number:
            console.print()
        console.print(block)


def _text(words: str) -> Any:
    """Return the text unchanged: brackets in it are no markup."""
    from rich.text import Text

    return Text(words)
