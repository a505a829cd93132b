"""Tables from spreadsheets: a row of headings, in any of the three languages, and rows of texts.

The module that reads a kind of table gives the columns their meaning; `exchange` reads the format of the file.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

import msgspec

from nettverk_tui.model.core.dates import Looking, other_weekdays
from nettverk_tui.model.core.messages import Message
from nettverk_tui.model.core.text import clean, one_line
from nettverk_tui.model.core.values import Language


class RowFault(msgspec.Struct, frozen=True):
    """A fault of a row, or a remark on it: the line in the file, the column (may be empty), and the sentence."""

    line: int
    column: str
    message: Message


class Table(msgspec.Struct, frozen=True):
    """Rows as texts by column; `lines` are their line numbers in the file, `broken` the unreadable cells."""

    rows: tuple[Mapping[str, str], ...]
    lines: tuple[int, ...]
    #: By row (from 0) and column: the reason why the cell has no text.
    broken: Mapping[int, Mapping[str, Message]] = {}
    #: Headings in the file that are not recognised.
    unknown: tuple[str, ...] = ()
    #: Columns in the file that are recognised.
    known: frozenset[str] = frozenset()

    def broken_in(self, row: int) -> Mapping[str, Message]:
        """Return the unreadable cells of a row (from 0): the reason by column."""
        return self.broken.get(row, {})


def remarks_on_dates(table: Table, columns: Sequence[str], today: date, looking: Looking) -> Sequence[RowFault]:
    """Return remarks on dates with a wrong weekday beside them; these rows are still accepted, with the date."""
    return [
        RowFault(line, column, remark)
        for line, row in zip(table.lines, table.rows, strict=True)
        for column in columns
        for remark in other_weekdays(row.get(column, ""), today, looking)
    ]


class Headings:
    """The names of the columns of one kind of table; the first name in a language is the one we write."""

    def __init__(
        self,
        columns: Mapping[str, Mapping[Language, tuple[str, ...]]],
        *,
        identifies: Callable[[frozenset[str]], bool],
        most_rows: int,
    ) -> None:
        self.columns = columns
        self.most_rows = most_rows
        self._identifies = identifies
        self._column_of = {
            name: column for column, by_language in columns.items() for names in by_language.values() for name in names
        }
        self._column_of |= {column.replace("_", " "): column for column in columns}

    def column_of(self, head: str) -> str | None:
        """Return the column that a heading names, or None."""
        return self._column_of.get(" ".join(clean(head).casefold().split()).rstrip(":*."))

    def named_in(self, cells: Iterable[str]) -> frozenset[str]:
        """Return the columns that a row of headings names."""
        return frozenset(column for cell in cells if (column := self.column_of(cell)) is not None)

    def is_header(self, cells: Iterable[str]) -> bool:
        """Whether a row is the row of headings."""
        return self._identifies(self.named_in(cells))

    def name(self, column: str, language: Language) -> str:
        """Return the name of a column; an unknown column keeps its own."""
        return self.columns[column][language][0] if column in self.columns else column

    def table(self, header: Sequence[str], rows: Iterable[tuple[int, Sequence[str | Message]]]) -> Table:
        """Return the rows under their headings. A Message in a cell is the reason why it has no text."""
        columns = [self.column_of(head) for head in header]
        by_column: list[Mapping[str, str]] = []
        lines: list[int] = []
        broken: dict[int, dict[str, Message]] = {}
        for line, cells in rows:
            row: dict[str, str] = {}
            for column, cell in zip(columns, cells, strict=False):
                if column is None:
                    continue
                if isinstance(cell, Message):
                    broken.setdefault(len(by_column), {})[column] = cell
                else:
                    row.setdefault(column, cell)
            by_column.append(row)
            lines.append(line)
        unknown = tuple(
            one_line(head, 30) for head, column in zip(header, columns, strict=True) if head.strip() and column is None
        )
        return Table(tuple(by_column), tuple(lines), broken, unknown, self.named_in(header))
