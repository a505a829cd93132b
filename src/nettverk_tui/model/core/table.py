"""Tables as people have them in a spreadsheet: a row of headings, in any of the three languages, and rows of texts.

What the columns mean is decided by the module that reads a kind of table; what kind of file it lay in, by `exchange`.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

import msgspec

from nettverk_tui.model.core.dates import Looking, other_weekdays
from nettverk_tui.model.core.messages import Message
from nettverk_tui.model.core.text import clean, one_line
from nettverk_tui.model.core.values import Language


class RowFault(msgspec.Struct, frozen=True):
    """A refused row, or one with something to say of it: its line in the file, the column if there is one, and what."""

    line: int
    column: str
    message: Message


class Table(msgspec.Struct, frozen=True):
    """Rows as texts by column; `lines` are their numbers in the file, `broken` the cells that nobody can read."""

    rows: tuple[Mapping[str, str], ...]
    lines: tuple[int, ...]
    #: By row, counted from 0, and column: why that cell has no text.
    broken: Mapping[int, Mapping[str, Message]] = {}
    #: Columns that are in the file and mean nothing here.
    unknown: tuple[str, ...] = ()
    #: The columns that are there.
    known: frozenset[str] = frozenset()

    def broken_in(self, row: int) -> Mapping[str, Message]:
        """Why some cells of a row, counted from 0, have no text."""
        return self.broken.get(row, {})


def remarks_on_dates(table: Table, columns: Sequence[str], today: date, looking: Looking) -> Sequence[RowFault]:
    """Where a weekday stands beside a date of another one: the row counts, with its date."""
    return [
        RowFault(line, column, remark)
        for line, row in zip(table.lines, table.rows, strict=True)
        for column in columns
        for remark in other_weekdays(row.get(column, ""), today, looking)
    ]


class Headings:
    """What the columns of one kind of table may be called; the first name in a language is the one we write."""

    def __init__(
        self,
        columns: Mapping[str, Mapping[Language, tuple[str, ...]]],
        *,
        telling: Callable[[frozenset[str]], bool],
        most_rows: int,
    ) -> None:
        self.columns = columns
        self.most_rows = most_rows
        self._telling = telling
        self._column_of = {
            name: column for column, by_language in columns.items() for names in by_language.values() for name in names
        }
        self._column_of |= {column.replace("_", " "): column for column in columns}

    def column_of(self, head: str) -> str | None:
        """Which column a heading means."""
        return self._column_of.get(" ".join(clean(head).casefold().split()).rstrip(":*."))

    def named_in(self, cells: Iterable[str]) -> frozenset[str]:
        """The columns that a row names."""
        return frozenset(column for cell in cells if (column := self.column_of(cell)) is not None)

    def is_header(self, cells: Iterable[str]) -> bool:
        """Whether a row names the columns."""
        return self._telling(self.named_in(cells))

    def name(self, column: str, language: Language) -> str:
        """What a column is called; a name we do not know is what it is."""
        return self.columns[column][language][0] if column in self.columns else column

    def table(self, header: Sequence[str], rows: Iterable[tuple[int, Sequence[str | Message]]]) -> Table:
        """Rows under their headings. A Message in a cell says why it has no text."""
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
