"""Reading spreadsheets cell by cell: CSV and xlsx, with any column names.

A cell gives the value it shows: the stored result of a formula, the day of a date. The meaning of columns is
decided in `model`.
"""

import csv
import io
import warnings
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nettverk_tui.exchange.imports.packed import TooMuch, see_that_it_is_bounded
from nettverk_tui.model.core.messages import N_, Message
from nettverk_tui.model.core.table import Headings, Table
from nettverk_tui.store.foreign import Unreadable, read_bytes

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

#: In bytes. A table of a network has some kilobytes; a larger file is the wrong one.
LARGEST = 20_000_000
#: Limits of a text file: rows of a spreadsheet, bytes of a line, and cells of a row.
_MOST_LINES, _LONGEST_LINE, _MOST_IN_A_LINE = 1_048_576, 1_000_000, 1_000
#: Characters of a line that are searched for the delimiter.
_LONGEST_HEAD = 10_000
#: Rows that are searched for the headings: there may be a title above them.
_HEAD_ROWS = 30
#: A spreadsheet program takes text with these beginnings for a formula.
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")

#: A character that no text file contains.
_NOTHING = "\x1f"


class CannotRead(Unreadable):
    """A table that cannot be read at all; the message says why."""


#: The text of a cell, or the reason why it has none.
Cell = str | Message
_Lines = Iterator[tuple[int, Sequence[Cell]]]


class NoHeadings(CannotRead):
    """A spreadsheet in which no row has the column names."""


def read_table_bytes(path: Path, most: int = LARGEST) -> bytes:
    """Return the bytes of a table. Raises CannotRead if it is too large or no ordinary file, and OSError."""
    try:
        return read_bytes(path, most)
    except Unreadable as problem:
        raise CannotRead(problem.message.text, **problem.message.values) from problem


def read_sheet(path: Path, headings: Headings, example: Sequence[str]) -> Table:
    """Return the table in a CSV or xlsx file. Raises CannotRead, and OSError if it cannot be opened.

    `example` are column names to suggest when the file has no headings.
    """
    content = read_table_bytes(path)
    read = _xlsx if path.suffix.casefold() == ".xlsx" else _csv
    lines = read(content, path.name, headings)
    header: Sequence[str] | None = None
    one_column = False
    rows: list[tuple[int, Sequence[Cell]]] = []
    for number, cells in lines:
        if number > _MOST_LINES:
            raise CannotRead(
                N_("{name} has more than {most} lines: is it the right file?"), name=path.name, most=_MOST_LINES
            )
        if header is None:
            words = ["" if isinstance(cell, Message) else cell for cell in cells]
            if headings.is_header(words):
                header = words
                # With only one column, an empty line is an empty cell of it.
                one_column = sum(bool(word.strip()) for word in words) == 1
            elif number > _HEAD_ROWS:
                break
        elif one_column or any(isinstance(cell, Message) or cell.strip() for cell in cells):
            rows.append((number, cells or [""]))
            if len(rows) > headings.most_rows:
                raise CannotRead(
                    N_("{name} has more than {most} rows: is it this sheet?"), name=path.name, most=headings.most_rows
                )
    if header is None:
        columns = ", ".join(headings.name(column, "nb") for column in example)
        raise NoHeadings(
            N_("No headings were found in {name}. One row must name the columns, such as {columns}."),
            name=path.name,
            columns=columns,
        )
    while rows and not any(isinstance(cell, Message) or cell.strip() for cell in rows[-1][1]):
        rows.pop()
    return headings.table(header, rows)


# --- csv


def _csv(content: bytes, name: str, headings: Headings) -> _Lines:
    text = _decoded(content)
    reader = csv.reader(_lines(text, name), delimiter=_delimiter(text, headings))
    try:
        for cells in reader:
            if len(cells) > _MOST_IN_A_LINE:
                raise CannotRead(
                    N_("{name}, line {line}: more than {most} columns. Is it the right file?"),
                    name=name,
                    line=reader.line_num,
                    most=_MOST_IN_A_LINE,
                )
            yield reader.line_num, [_without_guard(cell) for cell in cells]
    except csv.Error as problem:
        raise CannotRead(
            N_("{name} cannot be read after line {line}: {problem}."),
            name=name,
            line=reader.line_num,
            problem=str(problem),
        ) from problem


def _lines(text: str, name: str) -> Iterator[str]:
    for number, line in enumerate(io.StringIO(text, newline=""), start=1):
        if len(line) > _LONGEST_LINE:
            words = N_("{name}, line {line}: more than {most} characters. Is it the right file?")
            raise CannotRead(words, name=name, line=number, most=_LONGEST_LINE)
        yield line


def _decoded(content: bytes) -> str:
    """Decode UTF-8, with or without BOM, or UTF-16 with BOM; else Windows-1252, as Windows in Norway writes."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _delimiter(text: str, headings: Headings) -> str:
    """Return the delimiter of the row of headings; Norwegian spreadsheets use semicolons, and commas inside numbers."""
    head = [line.rstrip("\r\n")[:_LONGEST_HEAD] for line in islice(io.StringIO(text), _HEAD_ROWS)]
    for line in head:
        counted = [
            (len(headings.named_in(cells)), divider)
            for divider in ";\t,"
            if (cells := _split(line, divider)) is not None
        ]
        most, divider = max(counted, key=lambda candidate: candidate[0], default=(0, ","))
        if most and headings.is_header(_split(line, divider) or ()):
            # A single column has no delimiter: the commas are those of its numbers.
            return divider if divider in line else _NOTHING
    return max(";\t,", key="\n".join(head).count)


def _split(line: str, divider: str) -> Sequence[str] | None:
    try:
        return next(csv.reader([line], delimiter=divider), [])
    except csv.Error:
        return None


def _without_guard(cell: str) -> str:
    """Remove the sign that keeps a spreadsheet program from taking a text for a formula."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in FORMULA_SIGNS else cell


# --- xlsx


#: Columns after these are not read.
_MOST_COLUMNS = 60


def _xlsx(content: bytes, name: str, headings: Headings) -> _Lines:
    """Return the first sheet that has headings, else the first one; no more rows than the limit."""
    try:
        formulas = see_that_it_is_bounded(content)
        with warnings.catch_warnings():
            # Features the reader does not support (validations, colours) are no concern of the user.
            warnings.simplefilter("ignore")
            return iter(_rows_of_xlsx(content, headings, formulas))
    except TooMuch as problem:
        raise CannotRead(problem.message.text, name=name, **problem.message.values) from problem
    except Exception as problem:
        # A broken or locked file may make the reader raise anything.
        raise CannotRead(
            N_("{name} is no spreadsheet that can be read. Save it as .xlsx without a password, or as .csv."),
            name=name,
        ) from problem


def _rows_of_xlsx(content: bytes, headings: Headings, formulas: bool) -> Sequence[tuple[int, Sequence[Cell]]]:
    from openpyxl import load_workbook

    shown = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    # The reader gives either results or formulas.
    typed = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False) if formulas else shown
    try:
        names = [sheet.title for sheet in shown.worksheets]
        if not names:
            return []
        name = next((sheet_name for sheet_name in names if _has_headings(shown[sheet_name], headings)), names[0])
        most = {"max_row": headings.most_rows + _HEAD_ROWS + 2, "max_col": _MOST_COLUMNS}
        cells_shown = shown[name].iter_rows(**most)
        rows = (
            zip(cells_shown, typed[name].iter_rows(**most), strict=False)
            if formulas
            else ((cells, cells) for cells in cells_shown)
        )
        return [
            (number, [_shown(cell, formula) for cell, formula in zip(cells, formulas, strict=False)])
            for number, (cells, formulas) in enumerate(rows, start=1)
        ]
    finally:
        shown.close()
        typed.close()


def _has_headings(sheet: "Worksheet", headings: Headings) -> bool:
    rows = sheet.iter_rows(max_row=_HEAD_ROWS, max_col=_MOST_COLUMNS, values_only=True)
    return any(headings.is_header([text(value) for value in row]) for row in rows)


def _shown(cell: Any, formula: Any) -> Cell:
    """Return the value a cell shows, or a message for a formula that failed or was never calculated."""
    value = cell.value
    if formula.data_type == "f" and value is None:
        return Message(
            N_("Cell {cell} is a formula without its result: save the file in a spreadsheet, or write the value."),
            {"cell": formula.coordinate},
        )
    if cell.data_type == "e":
        return Message(N_("Cell {cell} shows {error}."), {"cell": cell.coordinate, "error": str(value)})
    return text(value)


def text(value: object) -> str:
    """Return a cell's value as text: a date in ISO, a whole number without decimals."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
