"""Tables of groups and members in files: read from TOML, CSV and xlsx as people have them, and written as templates.

A spreadsheet gives what its cells show: of a formula its stored result, of a date the day. Nothing here knows what the
columns mean for a network; `model.group_table` does.
"""

import csv
import io
import tomllib
import warnings
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nettverk_tui.language import Translator
from nettverk_tui.model.group_table import COLUMNS, MOST_ROWS, Table, is_header, table_of
from nettverk_tui.model.messages import N_, Message
from nettverk_tui.model.network_plan import groups_of, members_of
from nettverk_tui.model.records import Group, Language, Member, Project
from nettverk_tui.model.rows import Rows

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

ENDINGS = (".toml", ".csv", ".xlsx")
#: A table of a network has some kilobytes; what is larger is another file.
LARGEST = 20_000_000
#: The headings are looked for in so many rows: above them there may be a title.
_HEAD_ROWS = 30
#: A spreadsheet takes what begins so for a formula.
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")

_NO_HEADINGS = N_(
    "No headings were found in {name}. One row must name the columns, such as {columns}; nettverk import --template "
    "writes an empty table."
)


class CannotRead(Exception):
    """A table that cannot be read at all, and why."""

    def __init__(self, text: str, **values: Any) -> None:
        super().__init__(text)
        self.message = Message(text, values)


_Cell = str | Message
_Lines = Iterator[tuple[int, Sequence[_Cell]]]


def read_table(path: Path) -> Table:
    """The table in a file. Raises CannotRead, and OSError where it cannot be opened."""
    if path.stat().st_size > LARGEST:
        raise CannotRead(N_("{name} is larger than any table of groups: is it the right file?"), name=path.name)
    ending = path.suffix.casefold()
    if ending == ".toml":
        return _toml(path)
    if ending == ".xlsx":
        return _under_headings(path, _xlsx(path))
    if ending == ".csv":
        return _under_headings(path, _csv(path))
    raise CannotRead(N_("{name} ends in none of .toml, .csv and .xlsx; save it as one of them."), name=path.name)


def _under_headings(path: Path, lines: _Lines) -> Table:
    """The rows below the row that names the columns."""
    header: Sequence[str] | None = None
    rows: list[tuple[int, Sequence[_Cell]]] = []
    for number, cells in lines:
        if header is None:
            words = ["" if isinstance(cell, Message) else cell for cell in cells]
            if is_header(words):
                header = words
            elif number > _HEAD_ROWS:
                break
        elif any(isinstance(cell, Message) or cell.strip() for cell in cells):
            rows.append((number, cells))
            if len(rows) > MOST_ROWS:
                raise CannotRead(
                    N_("{name} has more than {most} rows: a table of groups and members is shorter. Is it this sheet?"),
                    name=path.name,
                    most=MOST_ROWS,
                )
    if header is None:
        columns = ", ".join(COLUMNS[column]["nb"][0] for column in ("letter", "unit", "name"))
        raise CannotRead(_NO_HEADINGS, name=path.name, columns=columns)
    return table_of(header, rows)


# --- csv


def _csv(path: Path) -> _Lines:
    text = _decoded(path.read_bytes())
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    try:
        for cells in reader:
            yield reader.line_num, [_without_guard(cell) for cell in cells]
    except csv.Error as problem:
        raise CannotRead(
            N_("{name} cannot be read after line {line}: {problem}."),
            name=path.name,
            line=reader.line_num,
            problem=str(problem),
        ) from problem


def _decoded(content: bytes) -> str:
    """UTF-8, with or without its mark, or UTF-16 with its mark; else what Windows in Norway writes."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _delimiter(text: str) -> str:
    """What divides most in the first lines: a Norwegian spreadsheet writes semicolons."""
    head = "\n".join(text.splitlines()[:_HEAD_ROWS])
    return max(";\t,", key=head.count)


def _without_guard(cell: str) -> str:
    """A sign in front that keeps a text from being taken for a formula belongs to no text."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in _FORMULA_SIGNS else cell


# --- xlsx


#: Beyond these there is nothing of ours.
_MOST_COLUMNS = 60
#: What a spreadsheet of the largest size may hold when it is unpacked.
_LARGEST_UNPACKED = 10 * LARGEST


def _xlsx(path: Path) -> _Lines:
    """The first sheet that has headings, else the first one; no more rows of it than could be taken."""
    # Read whole: the reader leaves a file open that it cannot make out.
    content = path.read_bytes()
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed, warnings.catch_warnings():
            # What the reader does not know of (validations, colours) is nothing to tell people about.
            warnings.simplefilter("ignore")
            if sum(each.file_size for each in packed.infolist()) > _LARGEST_UNPACKED:
                raise CannotRead(N_("{name} is larger than any table of groups: is it the right file?"), name=path.name)
            return iter(_rows_of_xlsx(content))
    except CannotRead:
        raise
    except Exception as problem:
        # A broken or locked file may make the reader raise anything.
        raise CannotRead(
            N_("{name} is no spreadsheet that can be read. Save it as .xlsx without a password, or as .csv."),
            name=path.name,
        ) from problem


def _rows_of_xlsx(content: bytes) -> Sequence[tuple[int, Sequence[_Cell]]]:
    from openpyxl import load_workbook

    shown = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    typed = load_workbook(io.BytesIO(content), read_only=True, data_only=False)
    try:
        names = [sheet.title for sheet in shown.worksheets]
        if not names:
            return []
        name = next((each for each in names if _has_headings(shown[each])), names[0])
        most = {"max_row": MOST_ROWS + _HEAD_ROWS + 2, "max_col": _MOST_COLUMNS}
        rows = zip(shown[name].iter_rows(**most), typed[name].iter_rows(**most), strict=False)
        return [
            (number, [_shown(cell, formula) for cell, formula in zip(cells, formulas, strict=False)])
            for number, (cells, formulas) in enumerate(rows, start=1)
        ]
    finally:
        shown.close()
        typed.close()


def _has_headings(sheet: "Worksheet") -> bool:
    rows = sheet.iter_rows(max_row=_HEAD_ROWS, max_col=_MOST_COLUMNS, values_only=True)
    return any(is_header([_text(value) for value in row]) for row in rows)


def _shown(cell: Any, formula: Any) -> _Cell:
    """What a cell shows. A formula that nobody has calculated, and one that went wrong, show nothing of use."""
    value = cell.value
    if formula.data_type == "f" and value is None:
        return Message(
            N_("Cell {cell} is a formula without its result: save the file in a spreadsheet, or write the value."),
            {"cell": formula.coordinate},
        )
    if cell.data_type == "e":
        return Message(N_("Cell {cell} shows {error}."), {"cell": cell.coordinate, "error": str(value)})
    return _text(value)


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


# --- toml


def _toml(path: Path) -> Table:
    """`[[groups]]`, each with its `[[groups.members]]`; keys are the columns' English names."""
    try:
        content = tomllib.loads(path.read_text("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
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
    header: list[str] = []
    rows: list[Mapping[str, str]] = []
    for group in groups:
        members = group.get("members", [])
        if not isinstance(members, list) or not all(isinstance(member, dict) for member in members):
            raise CannotRead(N_("{name}: the members of a group are written as [[groups.members]]."), name=path.name)
        own = {key: _toml_text(value) for key, value in group.items() if key != "members"}
        first = {key: own[key] for key in own if key in ("letter", "group", "unit", "office", "practice")}
        rows.append(own)
        rows += [{**first, **{key: _toml_text(value) for key, value in member.items()}} for member in members]
        header += [key for row in rows[-len(members) - 1 :] for key in row if key not in header]
    if len(rows) > MOST_ROWS:
        raise CannotRead(
            N_("{name} has more than {most} rows: a table of groups and members is shorter. Is it this sheet?"),
            name=path.name,
            most=MOST_ROWS,
        )
    # A number stands for a row: the first group is 1, its first member 2.
    return table_of(
        [key.replace("_", " ") for key in header],
        [(number, [row.get(key, "") for key in header]) for number, row in enumerate(rows, start=1)],
    )


def _toml_text(value: object) -> str:
    return ", ".join(map(_text, value)) if isinstance(value, list) else _text(value)


# --- templates


def write_template(path: Path, rows: Rows, network_id: str | None, t: Translator) -> None:
    """An empty table with its headings, or one that holds the groups of a network. Raises CannotRead, OSError.

    A file that is there already is left as it is: FileExistsError.
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
    "nb": ("leder", "sekretær", "data"),
    "nn": ("leiar", "skrivar", "data"),
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
    """With the mark and the semicolons that a Norwegian spreadsheet expects."""
    written = io.StringIO(newline="")
    writer = csv.writer(written, delimiter=";", lineterminator="\r\n")
    writer.writerow(_headings(t.language).values())
    for row in content:
        writer.writerow([_guarded(row.get(column, "")) for column in COLUMNS])
    return written.getvalue().encode("utf-8-sig")


def _guarded(text: str) -> str:
    """A text that a spreadsheet would take for a formula gets a sign in front, which reading takes away."""
    return f"'{text}" if text.startswith(_FORMULA_SIGNS) else text


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
                # Never a formula, whatever it begins with.
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
