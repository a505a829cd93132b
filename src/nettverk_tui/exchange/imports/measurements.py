"""Dry run of an import of measurements: the columns found, and the changes of every row."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import msgspec

from nettverk_tui.exchange.imports.cells import read_sheet
from nettverk_tui.exchange.imports.groups import remark_line
from nettverk_tui.language import Translator
from nettverk_tui.model.commands import ImportMeasurements
from nettverk_tui.model.core.messages import Message
from nettverk_tui.model.core.rows import Rows
from nettverk_tui.model.core.table import RowFault, remarks_on_dates
from nettverk_tui.model.core.text import one_line
from nettverk_tui.model.measurement.measure_lines import written
from nettverk_tui.model.measurement.measurement_table import (
    HEADINGS,
    MeasuredRow,
    MeasuredTable,
    Target,
    read_measurements,
)

_LONGEST = 40
#: Most rows that are listed one by one; the others are only counted.
MOST_TOLD = 200


class MeasuredTrial(msgspec.Struct, frozen=True):
    """A table read for a network: its command, its rows, its refused rows."""

    command: ImportMeasurements
    read: MeasuredTable
    known: tuple[str, ...]
    unknown: tuple[str, ...]
    refusal: Message | None = None
    #: Remarks on rows that are imported.
    remarks: tuple[RowFault, ...] = ()

    @property
    def faults(self) -> tuple[RowFault, ...]:
        """Return the refused rows."""
        return self.read.faults

    @property
    def anything(self) -> bool:
        """Return whether importing it would change the file."""
        return bool(self.command.series)

    def sums(self, t: Translator) -> str:
        """Return the totals in one line."""
        rows = self.read.rows
        parts = [
            t("{n} added", n=sum(row.before is None for row in rows)),
            t("{n} changed", n=sum(row.before is not None and not row.same for row in rows)),
            t("{n} as they are", n=sum(row.same for row in rows)),
            t.plural("{n} refused", "{n} refused", len(self.faults)),
        ]
        return " · ".join(parts)

    def words(self, t: Translator) -> Sequence[str]:
        """Return a sentence for every row: refused ones first, then the recognised columns, then the others."""
        told = [self.fault(fault, t) for fault in self.faults[:MOST_TOLD]]
        if len(self.faults) > MOST_TOLD:
            told.append(t("And {n} more.", n=len(self.faults) - MOST_TOLD))
        if self.unknown:
            told.append(t("Columns that mean nothing here: {columns}.", columns=", ".join(self.unknown)))
        told += [remark_line(remark, HEADINGS, t) for remark in self.remarks]
        columns = ", ".join(HEADINGS.name(column, t.language) for column in self.known)
        told.append(t("Columns that are used: {columns}.", columns=columns))
        if self.read.new_indicators:
            names = ", ".join(one_line(name, _LONGEST) for name in self.read.new_indicators)
            told.append(t("New indicators: {names}.", names=names))
        told += [_line(row, t) for row in self.read.rows[:MOST_TOLD]]
        more = len(self.read.rows) - MOST_TOLD
        return [*told, t("And {n} more.", n=more)] if more > 0 else told

    @staticmethod
    def fault(fault: RowFault, t: Translator) -> str:
        """Return the fault of a refused row as a sentence."""
        where = t("line {line}, {column}", line=fault.line, column=HEADINGS.name(fault.column, t.language))
        return t("REFUSED {where}: {why}", where=where, why=t.message(fault.message))


def _line(row: MeasuredRow, t: Translator) -> str:
    where = t("line {line}", line=row.line)
    about = f"{row.letter}  {one_line(row.indicator, _LONGEST)}  {written(row.measured.as_row(''), t.language)}"
    if row.same:
        return t("{where}: {about} – as it is", where=where, about=about)
    if row.before is None:
        return t("{where}: + {about}", where=where, about=about)
    changes = t("before: {old}", old=written(row.before, t.language))
    return t("{where}: {about} – {changes}", where=where, about=about, changes=changes)


def try_out(path: Path, rows: Rows, target: Target, today: date, new_id: Callable[[], str]) -> MeasuredTrial:
    """Return the changes importing a table would make. Raises CannotRead (NoHeadings without headings) and OSError."""
    table = read_sheet(path, HEADINGS, ("group", "indicator", "date", "value"))
    read = read_measurements(table, rows, target, today, new_id)
    known = tuple(column for column in HEADINGS.columns if column in table.known)
    remarks = tuple(remarks_on_dates(table, ("date",), today, "back"))
    return MeasuredTrial(ImportMeasurements(series=read.series), read, known, table.unknown, remarks=remarks)
