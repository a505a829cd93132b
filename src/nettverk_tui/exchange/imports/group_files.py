"""Tables of groups and members in files: read from TOML, CSV and xlsx, and written as templates.

The meaning of the columns is decided in `model.network.group_table`.
"""

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from nettverk_tui.exchange.imports.cells import FORMULA_SIGNS, CannotRead, NoHeadings, read_sheet, text
from nettverk_tui.language import Translator
from nettverk_tui.model.core.messages import N_
from nettverk_tui.model.core.records import Group, Member, Project
from nettverk_tui.model.core.rows import Rows
from nettverk_tui.model.core.table import Table
from nettverk_tui.model.core.values import Language
from nettverk_tui.model.network.group_table import COLUMNS, HEADINGS, MOST_ROWS
from nettverk_tui.model.network.plan import groups_of, members_of
from nettverk_tui.store.foreign import Unreadable, read_toml

ENDINGS = (".toml", ".csv", ".xlsx")

#: In bytes. A network of 26 groups has some hundred kilobytes; TOML is slow to parse.
_LARGEST_TOML = 2_000_000

_NO_HEADINGS = N_(
    "No headings were found in {name}. One row must name the columns, such as {columns}; nettverk import --template "
    "writes an empty table."
)


def read_table(path: Path) -> Table:
    """Return the table of groups in a file. Raises CannotRead, and OSError if it cannot be opened."""
    ending = path.suffix.casefold()
    if ending not in ENDINGS:
        raise CannotRead(N_("{name} ends in none of .toml, .csv and .xlsx; save it as one of them."), name=path.name)
    if ending == ".toml":
        return _toml(path)
    try:
        return read_sheet(path, HEADINGS, ("letter", "unit", "name"))
    except NoHeadings as problem:
        raise NoHeadings(_NO_HEADINGS, **problem.message.values) from problem


# --- toml


def _toml(path: Path) -> Table:
    """Read `[[groups]]` with their `[[groups.members]]`; keys are the columns' English names."""
    try:
        content = read_toml(path, _LARGEST_TOML)
    except Unreadable as problem:
        raise CannotRead(problem.message.text, **problem.message.values) from problem
    except ValueError as problem:
        # Also raised for a number with more digits than Python parses.
        raise CannotRead(
            N_("{name} is no TOML that can be read: {problem}."), name=path.name, problem=str(problem)
        ) from problem
    groups = content.get("groups")
    if not isinstance(groups, list) or not all(isinstance(group, dict) for group in groups):
        raise CannotRead(
            N_("{name} has no {tables}: nettverk import --template writes an example."),
            name=path.name,
            tables="[[groups]]",
        )
    header: dict[str, None] = {}
    rows: list[Mapping[str, str]] = []
    for group in groups:
        members = group.get("members", [])
        if not isinstance(members, list) or not all(isinstance(member, dict) for member in members):
            raise CannotRead(N_("{name}: the members of a group are written as [[groups.members]]."), name=path.name)
        own = {key: _toml_text(value) for key, value in group.items() if key != "members"}
        first = {key: own[key] for key in own if key in ("letter", "group", "unit", "office", "practice")}
        rows.append(own)
        rows += [{**first, **{key: _toml_text(value) for key, value in member.items()}} for member in members]
        header |= dict.fromkeys(key for row in rows[-len(members) - 1 :] for key in row)
    if len(rows) > MOST_ROWS:
        raise CannotRead(
            N_("{name} has more than {most} rows: a table of groups and members is shorter. Is it this sheet?"),
            name=path.name,
            most=MOST_ROWS,
        )
    # Counts rows: the first group is 1, its first member 2.
    return HEADINGS.table(
        [key.replace("_", " ") for key in header],
        [(number, [row.get(key, "") for key in header]) for number, row in enumerate(rows, start=1)],
    )


def _toml_text(value: object) -> str:
    try:
        return ", ".join(map(text, value)) if isinstance(value, list) else text(value)
    except ValueError:
        # A number in hexadecimal may have more digits than Python prints.
        return "?"


# --- templates


def write_template(path: Path, rows: Rows, network_id: str | None, t: Translator) -> None:
    """Write an empty table with headings, or one with the groups of a network. Raises CannotRead, OSError.

    An existing file is not overwritten: FileExistsError.
    """
    ending = path.suffix.casefold()
    if ending not in ENDINGS:
        raise CannotRead(N_("{name} ends in none of .toml, .csv and .xlsx; save it as one of them."), name=path.name)
    content = list(_content(rows, network_id)) or [_EXAMPLE[t.language]]
    write: Callable[[list[Mapping[str, str]], Translator], bytes] = {
        ".toml": _as_toml,
        ".csv": _as_csv,
        ".xlsx": _as_xlsx,
    }[ending]
    made = write(content, t)
    with path.open("xb") as opened:
        opened.write(made)


_EXAMPLE: Mapping[Language, Mapping[str, str]] = {
    "nb": {"letter": "A", "unit": "Legekontoret", "name": "Kari Nordmann", "profession": "lege", "roles": "leder"},
    "nn": {"letter": "A", "unit": "Legekontoret", "name": "Kari Nordmann", "profession": "lege", "roles": "leiar"},
    "en": {"letter": "A", "unit": "The practice", "name": "Kari Nordmann", "profession": "doctor", "roles": "leader"},
}
_ROLE_WORDS: Mapping[Language, tuple[str, str, str]] = {
    "nb": ("leder", "gruppereferent", "data"),
    "nn": ("leiar", "gruppereferent", "data"),
    "en": ("leader", "secretary", "data"),
}


def _content(rows: Rows, network_id: str | None) -> Iterator[Mapping[str, str]]:
    for group in groups_of(rows, network_id) if network_id is not None else ():
        project = next(iter(rows.find(Project, group_id=group.id)), None)
        own = _group_cells(group, project)
        members = [_member_cells(member) for member in members_of(rows, group.id) if member.name]
        for number, member in enumerate(members or [{}]):
            yield {**(own if number == 0 else {"letter": group.letter, "unit": group.unit}), **member}


def _group_cells(group: Group, project: Project | None) -> Mapping[str, str]:
    return {
        "letter": group.letter,
        "unit": group.unit,
        "municipality": group.municipality,
        "area": project.area if project is not None else "",
        "employees": str(group.employees) if group.employees is not None else "",
        "operating_model": group.operating_model,
        "staff_meetings": group.staff_meetings,
    }


def _member_cells(member: Member) -> Mapping[str, str]:
    words = _ROLE_WORDS["nb"]
    held = zip((member.leader, member.writer, member.data), words, strict=True)
    return {
        "name": member.name,
        "profession": member.profession,
        "roles": ", ".join(word for has, word in held if has),
        "from_on": member.from_on or "",
        "to_on": member.to_on or "",
    }


def _headings(language: Language) -> Mapping[str, str]:
    return {column: names[language][0] for column, names in COLUMNS.items()}


def _as_csv(content: list[Mapping[str, str]], t: Translator) -> bytes:
    """Encode with the BOM and the semicolons that a Norwegian spreadsheet program expects."""
    written = io.StringIO(newline="")
    writer = csv.writer(written, delimiter=";", lineterminator="\r\n")
    writer.writerow(_headings(t.language).values())
    for row in content:
        writer.writerow([_guarded(row.get(column, "")) for column in COLUMNS])
    return written.getvalue().encode("utf-8-sig")


def _guarded(text: str) -> str:
    """Put a sign before a text that a spreadsheet program would take for a formula; reading removes it."""
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text


def _as_xlsx(content: list[Mapping[str, str]], t: Translator) -> bytes:
    from openpyxl import Workbook
    from openpyxl.styles import Font

    book = Workbook()
    sheet = book.active
    sheet.title = t("Groups and members")[:31]
    sheet.append(list(_headings(t.language).values()))
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for number, row in enumerate(content, start=2):
        for at, column in enumerate(COLUMNS, start=1):
            cell = sheet.cell(number, at, row.get(column, "") or None)
            if cell.value is not None:
                # Text, never a formula, whatever it begins with.
                cell.data_type = "s"
    for at, width in enumerate((9, 30, 18, 30, 10, 18, 24, 26, 18, 18, 12, 12)):
        sheet.column_dimensions["ABCDEFGHIJKL"[at]].width = width
    sheet.freeze_panes = "A2"
    help_sheet = book.create_sheet(t("How to fill it in")[:31])
    for line in _explained(t):
        help_sheet.append([line])
    help_sheet.column_dimensions["A"].width = 100
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _explained(t: Translator) -> Sequence[str]:
    return [
        t("One row for each member. The group’s own columns are needed in its first row only."),
        t("Roles: leader, secretary, data; several with commas between. A group has one leader."),
        t("Dates: 12.1.2027 or 2027-01-12. To: the day a member left; nothing while the member is there."),
        t("Nobody is removed by an import: what is not written stays as it is."),
    ]


def _as_toml(content: list[Mapping[str, str]], t: Translator) -> bytes:
    import tomlkit

    document = tomlkit.document()
    for line in _explained(t):
        document.add(tomlkit.comment(line))
    groups = tomlkit.aot()
    tables: dict[str, Any] = {}
    for row in content:
        if row["letter"] not in tables:
            table = tomlkit.table()
            own = ("letter", "unit", "municipality", "area", "employees", "operating_model", "staff_meetings")
            for column in own:
                if row.get(column):
                    table.add(column, int(row[column]) if column == "employees" else row[column])
            table.add("members", tomlkit.aot())
            tables[row["letter"]] = table
            groups.append(table)
        if row.get("name"):
            member = tomlkit.table()
            for column in ("name", "profession", "roles", "from_on", "to_on"):
                if row.get(column):
                    member.add(column.removesuffix("_on"), row[column])
            tables[row["letter"]]["members"].append(member)
    document.add("groups", groups)
    return tomlkit.dumps(document).encode()
