"""Groups and members read from a table: one row a member, with the columns of its group.

A row without a group belongs to the one above it, as with merged cells. A fault of a person refuses that person; a
fault of a group refuses its row, and the rows below that name no group.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import msgspec

from nettverk_tui.model.core.messages import N_, Message
from nettverk_tui.model.core.records import Group
from nettverk_tui.model.core.rows import Rows
from nettverk_tui.model.core.table import Headings, RowFault, Table
from nettverk_tui.model.core.text import clean, one_line
from nettverk_tui.model.core.values import Language
from nettverk_tui.model.network.form import DATA, LEADER, LETTERS, LONGEST_FIELD, WRITER, read_day, read_employees
from nettverk_tui.model.network.plan import ImportedGroup, ImportedMember, PlannedMember

#: Most rows: a network has at most twenty groups of a handful of people, so a longer table is another table.
MOST_ROWS = 2_000

#: Names of the columns, in the three languages; the first name of each is the one we write.
COLUMNS: Mapping[str, Mapping[Language, tuple[str, ...]]] = {
    "letter": {"nb": ("bokstav", "gruppe"), "nn": ("bokstav", "gruppe"), "en": ("letter", "group")},
    "unit": {"nb": ("enhet", "kontor", "legekontor"), "nn": ("eining", "kontor"), "en": ("unit", "office", "practice")},
    "municipality": {"nb": ("kommune",), "nn": ("kommune",), "en": ("municipality",)},
    "area": {"nb": ("forbedringsområde", "område"), "nn": ("forbetringsområde",), "en": ("improvement area", "area")},
    "employees": {"nb": ("ansatte",), "nn": ("tilsette",), "en": ("employees", "staff")},
    "operating_model": {"nb": ("driftsform",), "nn": ("driftsform",), "en": ("operating model",)},
    "staff_meetings": {"nb": ("møtestruktur", "møter"), "nn": ("møtestruktur", "møte"), "en": ("meetings",)},
    "name": {"nb": ("navn", "medlem"), "nn": ("namn", "medlem"), "en": ("name", "member")},
    "profession": {
        "nb": ("faggruppe", "yrke", "profesjon"),
        "nn": ("faggruppe", "yrke", "profesjon"),
        "en": ("profession",),
    },
    "roles": {"nb": ("rolle", "roller"), "nn": ("rolle", "roller"), "en": ("role", "roles")},
    "from_on": {"nb": ("fra", "fra dato"), "nn": ("frå", "frå dato"), "en": ("from",)},
    "to_on": {"nb": ("til", "til dato"), "nn": ("til", "til dato"), "en": ("to", "until")},
}
#: A row of headings names a unit, a letter or a name, and at least two known columns.
HEADINGS = Headings(
    COLUMNS,
    identifies=lambda known: len(known) >= 2 and bool(known & {"unit", "letter", "name"}),
    most_rows=MOST_ROWS,
)
_GROUP_COLUMNS = ("municipality", "area", "operating_model", "staff_meetings")
_OF_A_MEMBER = ("name", "profession", "roles", "from_on", "to_on")
_NO_ROLE = frozenset({"", "medlem", "member"})


class _Wrong(Exception):
    def __init__(self, column: str, message: Message) -> None:
        super().__init__(message.text)
        self.column, self.message = column, message


def read_groups(table: Table, today: date) -> tuple[Sequence[ImportedGroup], Sequence[RowFault]]:
    """Return the groups with their members, and the faults of the refused rows."""
    reading = _Reading(today)
    for number, (line, row) in enumerate(zip(table.lines, table.rows, strict=True)):
        reading.row(line, row, table.broken_in(number))
    return reading.groups, reading.faults


class _Reading:
    def __init__(self, today: date) -> None:
        self._today = today
        self._found: dict[str, ImportedGroup] = {}
        self._above: str | None = None
        #: The line of the group above, if that was refused.
        self._refused: int | None = None
        self.faults: list[RowFault] = []

    @property
    def groups(self) -> Sequence[ImportedGroup]:
        return list(self._found.values())

    def row(self, line: int, row: Mapping[str, str], broken: Mapping[str, Message]) -> None:
        if not any(text.strip() for text in row.values()) and not broken:
            return
        try:
            for column, message in broken.items():
                if column not in _OF_A_MEMBER:
                    raise _Wrong(column, message)
            key, group = self._group(line, row)
        except _Wrong as wrong:
            self.faults.append(RowFault(line, wrong.column, wrong.message))
            if row.get("letter", "").strip() or row.get("unit", "").strip():
                self._above, self._refused = None, line
            return
        self._found[key] = _joined(self._found.get(key), group)
        self._above = key
        try:
            for column, message in broken.items():
                raise _Wrong(column, message)
            member = self._member(line, row, key)
        except _Wrong as wrong:
            self.faults.append(RowFault(line, wrong.column, wrong.message))
            return
        if member is not None:
            collected = self._found[key]
            self._found[key] = msgspec.structs.replace(collected, members=(*collected.members, member))

    def _group(self, line: int, row: Mapping[str, str]) -> tuple[str, ImportedGroup]:
        cells = {column: _text(row, column) for column in COLUMNS}
        letter, unit = cells["letter"].upper(), cells["unit"]
        if letter and letter not in LETTERS:
            raise _Wrong(
                "letter", Message(N_("“{text}” is no letter: write one from A to Z."), {"text": one_line(letter, 20)})
            )
        if not letter and not unit:
            if self._above is None and self._refused is not None:
                raise _Wrong(
                    "unit",
                    Message(
                        N_("Its group stands in line {line}, which is refused: correct that one first."),
                        {"line": self._refused},
                    ),
                )
            if self._above is None:
                raise _Wrong("unit", Message(N_("Which group is it? Write its letter or its unit.")))
            key = self._above
        else:
            key = self._key(letter, unit)
        earlier = self._found.get(key)
        if earlier is not None and unit and earlier.unit and unit.casefold() != earlier.unit.casefold():
            raise _Wrong(
                "letter",
                Message(
                    N_("{letter} is {unit} already (line {line}): give one of them another letter."),
                    {"letter": earlier.letter, "unit": one_line(earlier.unit, 40), "line": earlier.line},
                ),
            )
        return key, ImportedGroup(
            line=line,
            letter=letter,
            unit=unit,
            employees=_employees(cells["employees"]),
            municipality=cells["municipality"],
            area=cells["area"],
            operating_model=cells["operating_model"],
            staff_meetings=cells["staff_meetings"],
        )

    def _key(self, letter: str, unit: str) -> str:
        """Return the key of a group: its letter, or its unit if it has no letter yet."""
        if letter and letter in self._found:
            return letter
        # A later row may be the first to give the letter.
        if letter and all(group.letter or group.unit.casefold() != unit.casefold() for group in self._found.values()):
            return letter
        for key, group in self._found.items():
            if group.unit.casefold() == unit.casefold():
                return key
        return unit.casefold()

    def _member(self, line: int, row: Mapping[str, str], key: str) -> ImportedMember | None:
        name = _text(row, "name")
        roles, profession = _text(row, "roles"), _text(row, "profession")
        dates = {column: self._date(row, column) for column in ("from_on", "to_on")}
        if not name:
            if roles or profession or any(dates.values()):
                raise _Wrong(
                    "name", Message(N_("There is a role or a profession, but nobody it belongs to: write the name."))
                )
            return None
        words = {word.strip().casefold() for word in re.split(r"[,;/+]", roles)}
        strange = sorted(words - LEADER - WRITER - DATA - _NO_ROLE)
        if strange:
            raise _Wrong(
                "roles",
                Message(N_("“{text}” is no role: write leader, secretary or data, or nothing."), {"text": strange[0]}),
            )
        from_on, to_on = dates["from_on"], dates["to_on"]
        if from_on is not None and to_on is not None and to_on < from_on:
            raise _Wrong(
                "to_on",
                Message(N_("{name} leaves before joining: look at the two dates."), {"name": one_line(name, 40)}),
            )
        who = PlannedMember(name, profession, bool(words & LEADER), bool(words & WRITER), bool(words & DATA))
        self._against_the_others(key, who)
        return ImportedMember(line, who, from_on, to_on)

    def _against_the_others(self, key: str, who: PlannedMember) -> None:
        for other in self._found[key].members:
            if other.who.name.casefold() == who.name.casefold():
                raise _Wrong(
                    "name",
                    Message(
                        N_("{name} stands in line {line} too: tell the two apart, or take one away."),
                        {"name": one_line(who.name, 40), "line": other.line},
                    ),
                )
            if who.leader and other.who.leader and other.to_on is None:
                raise _Wrong(
                    "roles",
                    Message(
                        N_("{name} is the leader already (line {line}): a group has one at a time."),
                        {"name": one_line(other.who.name, 40), "line": other.line},
                    ),
                )

    def _date(self, row: Mapping[str, str], column: str) -> str | None:
        text = _text(row, column)
        if not text:
            return None
        day = read_day(text, self._today)
        if day is None:
            raise _Wrong(
                column, Message(N_("“{text}” is no date: write 12.1.2027 or 2027-01-12."), {"text": one_line(text, 30)})
            )
        return day.isoformat()


def known_elsewhere(
    groups: Sequence[ImportedGroup], rows: Rows, network_id: str
) -> tuple[Sequence[ImportedGroup], Sequence[RowFault]]:
    """Return the groups whose unit is not another group of the network already, and faults for the others."""
    stored = rows.find(Group, network_id=network_id)
    letters = {group.letter for group in stored}
    of_unit = {group.unit.casefold(): group.letter for group in stored}
    kept, faults = [], []
    for imported in groups:
        other = of_unit.get(imported.unit.casefold())
        if imported.letter and imported.letter not in letters and other is not None:
            message = Message(
                N_("{unit} is group {letter} already: write that letter, or tell the two apart."),
                {"unit": one_line(imported.unit, 40), "letter": other},
            )
            faults.append(RowFault(imported.line, "letter", message))
        else:
            kept.append(imported)
    return kept, faults


def _text(row: Mapping[str, str], column: str) -> str:
    text = " ".join(clean(row.get(column, "")).split())
    if len(text) > LONGEST_FIELD:
        raise _Wrong(column, Message(N_("More than {most} characters: divide it."), {"most": LONGEST_FIELD}))
    return text


def _employees(text: str) -> int | None:
    employees = read_employees(text)
    if isinstance(employees, Message):
        raise _Wrong("employees", employees)
    return employees


def _joined(earlier: ImportedGroup | None, group: ImportedGroup) -> ImportedGroup:
    """Merge two rows of a group: a later row fills fields that are empty in an earlier one."""
    if earlier is None:
        return group
    filled: dict[str, Any] = {
        field: getattr(group, field)
        for field in ("letter", "unit", "employees", *_GROUP_COLUMNS)
        if getattr(earlier, field) in ("", None)
    }
    return msgspec.structs.replace(earlier, **filled)
