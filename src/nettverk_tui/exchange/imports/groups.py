"""Dry run of an import of groups and members: the changes of every row, before anything is written."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import msgspec

from nettverk_tui.exchange.imports.group_files import read_table
from nettverk_tui.language import Translator
from nettverk_tui.model.commands import ImportGroups
from nettverk_tui.model.core.messages import N_, Message, Refusal
from nettverk_tui.model.core.records import Group, Member, Project, Record
from nettverk_tui.model.core.rows import Rows
from nettverk_tui.model.core.table import Headings, RowFault, remarks_on_dates
from nettverk_tui.model.core.text import one_line
from nettverk_tui.model.decisions.import_groups import ImportLine, import_lines
from nettverk_tui.model.network.group_table import HEADINGS, known_elsewhere, read_groups

#: Names of a row's fields in messages about changes.
_FIELDS = {
    "unit": N_("unit"),
    "municipality": N_("municipality"),
    "area": N_("improvement area"),
    "employees": N_("employees"),
    "operating_model": N_("operating model"),
    "staff_meetings": N_("meetings"),
    "state": N_("state"),
    "name": N_("name"),
    "profession": N_("profession"),
    "leader": N_("leader"),
    "writer": N_("secretary"),
    "data": N_("data"),
    "from_on": N_("from"),
    "to_on": N_("to"),
}
_LONGEST = 40
#: Most refused rows that are listed one by one.
MOST_TOLD = 200


class Trial(msgspec.Struct, frozen=True):
    """A table read for a network: command, lines in order, refused rows; a refusal if nothing can be imported."""

    command: ImportGroups
    lines: tuple[ImportLine, ...]
    faults: tuple[RowFault, ...]
    unknown: tuple[str, ...]
    refusal: Message | None = None
    #: Remarks on rows that are imported.
    remarks: tuple[RowFault, ...] = ()

    @property
    def anything(self) -> bool:
        """Return whether importing it would change the file."""
        return self.refusal is None and any(line.changes for line in self.lines)

    def sums(self, t: Translator) -> str:
        """Return the totals in one line."""
        added = sum(line.is_new for line in self.lines)
        changed = sum(bool(line.changes) and not line.is_new for line in self.lines)
        same = sum(not line.changes for line in self.lines)
        parts = [
            t("{n} added", n=added),
            t("{n} changed", n=changed),
            t("{n} as they are", n=same),
            t.plural("{n} refused", "{n} refused", len(self.faults)),
        ]
        return " · ".join(parts)

    def words(self, t: Translator) -> Sequence[str]:
        """Return a sentence for every row, refused ones first."""
        told = [self.fault(fault, t) for fault in self.faults[:MOST_TOLD]]
        if len(self.faults) > MOST_TOLD:
            told.append(t("And {n} more.", n=len(self.faults) - MOST_TOLD))
        if self.unknown:
            told.append(t("Columns that mean nothing here: {columns}.", columns=", ".join(self.unknown)))
        told += [remark_line(remark, HEADINGS, t) for remark in self.remarks]
        return [*told, *(self.line(line, t) for line in self.lines)]

    @staticmethod
    def fault(fault: RowFault, t: Translator) -> str:
        """Return the fault of a refused row as a sentence."""
        column = HEADINGS.name(fault.column, t.language)
        where = t("line {line}, {column}", line=fault.line, column=column)
        return t("REFUSED {where}: {why}", where=where, why=t.message(fault.message))

    @staticmethod
    def line(line: ImportLine, t: Translator) -> str:
        """Return the changes of one row as a sentence."""
        where, letter = t("line {line}", line=line.line), line.group.letter
        about = f"{letter}  {one_line(line.group.unit, _LONGEST)}"
        if line.member is not None:
            about = f"{letter}  {one_line(line.member.name, _LONGEST)}"
        if not line.changes:
            return t("{where}: {about} – as it is", where=where, about=about)
        if line.is_new:
            return t("{where}: + {about}", where=where, about=about)
        changed = [words for change in line.changes for words in _changed(change.before, change.after, t)]
        return t("{where}: {about} – {changes}", where=where, about=about, changes=", ".join(changed))


def remark_line(remark: RowFault, headings: Headings, t: Translator) -> str:
    """Return the remark on an imported row as a sentence."""
    where = t("line {line}, {column}", line=remark.line, column=headings.name(remark.column, t.language))
    return f"{where}: {t.message(remark.message)}"


def _changed(before: Record | None, after: Record, t: Translator) -> Sequence[str]:
    if not isinstance(after, Group | Member | Project):
        return []
    words = []
    for field, name in _FIELDS.items():
        old, new = getattr(before, field, None), getattr(after, field, None)
        if old != new:
            words.append(t("{field}: {old} → {new}", field=t(name), old=_shown(old, t), new=_shown(new, t)))
    return words


def _shown(value: object, t: Translator) -> str:
    if isinstance(value, bool):
        return t("yes") if value else t("no")
    return one_line(str(value), _LONGEST) if value not in ("", None) else "–"


def try_out(path: Path, rows: Rows, network_id: str, today: date, new_id: Callable[[], str]) -> Trial:
    """Return the changes that importing the table in a file would make. Raises CannotRead and OSError."""
    table = read_table(path)
    read, faults = read_groups(table, today)
    groups, clashes = known_elsewhere(read, rows, network_id)
    faults = sorted((*faults, *clashes), key=lambda fault: fault.line)
    # Records: a group, its project, a change of leader, and its members.
    size = sum(3 + len(group.members) for group in groups)
    command = ImportGroups(
        network_id=network_id,
        groups=tuple(groups),
        ids=tuple(new_id() for _ in range(size)),
        today=today.isoformat(),
    )
    lines = import_lines(command, rows)
    if isinstance(lines, Refusal):
        return Trial(command, (), tuple(faults), table.unknown, lines.message)
    remarks = remarks_on_dates(table, ("from_on", "to_on"), today, "ahead")
    return Trial(command, tuple(lines), tuple(faults), table.unknown, remarks=tuple(remarks))
