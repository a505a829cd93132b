"""Tables of groups as people have them: three kinds of file, headings anywhere, and what spreadsheets do to data."""

import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from nettverk_tui.exchange.imports.cells import CannotRead
from nettverk_tui.exchange.imports.group_files import read_table, write_template
from nettverk_tui.language import Translator
from nettverk_tui.model.core.faults import in_english
from nettverk_tui.model.core.records import Group, Member, Network, Project
from nettverk_tui.model.core.rows import MemoryRows
from nettverk_tui.model.core.table import RowFault
from nettverk_tui.model.core.values import Language
from nettverk_tui.model.network.group_table import MOST_ROWS, read_groups
from nettverk_tui.model.network.plan import ImportedGroup

TODAY = date(2027, 1, 5)
HEAD = ["Bokstav", "Enhet", "Navn", "Yrke", "Rolle", "Fra", "Til"]


def read(path: Path) -> tuple[Sequence[ImportedGroup], Sequence[RowFault]]:
    return read_groups(read_table(path), TODAY)


def book(path: Path, rows: Sequence[Sequence[Any]], *, merge: Sequence[str] = (), above: int = 0) -> Path:
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    for _ in range(above):
        sheet.append(["Deltakere i læringsnettverket"])
    for row in rows:
        sheet.append(list(row))
    for cells in merge:
        sheet.merge_cells(cells)
    workbook.save(path)
    return path


def short(groups: Sequence[ImportedGroup]) -> list[tuple[str, str, list[str]]]:
    return [(group.letter, group.unit, [one.who.name for one in group.members]) for group in groups]


EXPECTED = [("A", "Bremanger legekontor", ["Kari Nordmann", "Liv Åse Moe"]), ("B", "Florø", ["Jon Vik"])]
ROWS = [
    ["A", "Bremanger legekontor", "Kari Nordmann", "lege", "leder", "", ""],
    ["A", "Bremanger legekontor", "Liv Åse Moe", "sykepleier", "", "", ""],
    ["B", "Florø", "Jon Vik", "lege", "leder, data", "", ""],
]


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_csv_is_read_in_every_separator_and_encoding(tmp_path: Path, delimiter: str, encoding: str) -> None:
    path = tmp_path / "grupper.csv"
    quoted = [[f'"{cell}"' if "," in cell else cell for cell in row] for row in [HEAD, *ROWS]]
    path.write_bytes("\r\n".join(delimiter.join(row) for row in quoted).encode(encoding))
    groups, faults = read(path)
    assert short(groups) == EXPECTED
    assert not faults
    assert groups[1].members[0].who.leader
    assert groups[1].members[0].who.data


def test_xlsx_is_read_with_a_title_row_merged_cells_and_dates_of_every_kind(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        HEAD,
        ["A", "Bremanger legekontor", "Kari Nordmann", "lege", "leder", datetime(2027, 1, 12), ""],
        [None, None, "Liv Åse Moe", "sykepleier", None, "12. januar 2027", None],
        ["B", "Florø", "Jon Vik", "lege", "leder", "2027-01-12", "1.6.2027"],
    ]
    path = book(tmp_path / "grupper.xlsx", rows, merge=["A5:A6", "B5:B6"], above=3)
    groups, faults = read(path)
    assert short(groups) == EXPECTED
    assert not faults
    assert [one.from_on for group in groups for one in group.members] == ["2027-01-12"] * 3
    assert groups[1].members[0].to_on == "2027-06-01"


def test_formula_without_a_result_and_error_cells_are_refused_with_their_cell(tmp_path: Path) -> None:
    rows = [HEAD, ["A", "Florø", '="Kari "&"Moe"', "lege"], ["B", "Førde", "Jon", "lege", "leder", "#REF!"]]
    path = book(tmp_path / "grupper.xlsx", rows)
    loaded = load_workbook(path)
    sheet = loaded.active
    assert sheet is not None
    sheet["F3"].data_type = "e"
    loaded.save(path)
    groups, faults = read(path)
    assert [(fault.line, fault.column, fault.message.values.get("cell")) for fault in faults] == [
        (2, "name", "C2"),
        (3, "from_on", "F3"),
    ]
    assert "formula without its result" in faults[0].message.text
    assert short(groups) == [("A", "Florø", []), ("B", "Førde", [])]


def test_sheet_with_the_headings_is_found_and_unused_columns_are_listed(tmp_path: Path) -> None:
    workbook = Workbook()
    first = workbook.active
    assert first is not None
    first.append(["Budsjett", 12])
    second = workbook.create_sheet("Grupper")
    second.append([*HEAD, "Skostørrelse"])
    second.append([*ROWS[0], 38])
    path = tmp_path / "grupper.xlsx"
    workbook.save(path)
    table = read_table(path)
    assert table.unknown == ("Skostørrelse",)
    assert len(table.rows) == 1


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_table_of_fifty_thousand_rows_is_refused(tmp_path: Path, kind: str) -> None:
    rows = [HEAD, *([["A", "Florø", f"Navn {number}", "lege", "", "", ""] for number in range(50_000)])]
    path = tmp_path / f"grupper.{kind}"
    if kind == "csv":
        path.write_text("\n".join(";".join(row) for row in rows), "utf-8")
    else:
        workbook = Workbook(write_only=True)
        sheet = workbook.create_sheet()
        for row in rows:
            sheet.append(row)
        workbook.save(path)
    with pytest.raises(CannotRead) as problem:
        read_table(path)
    assert problem.value.message.values == {"name": path.name, "most": MOST_ROWS}


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.xlsx", b"not a spreadsheet", "is no spreadsheet that can be read"),
        ("a.xlsx", b"PK\x03\x04 broken", "is no spreadsheet that can be read"),
        ("a.csv", b"", "No headings were found"),
        ("a.csv", b"one;two\n1;2\n", "No headings were found"),
        ("a.toml", b"groups = 3", "has no {tables}"),
        ("a.toml", b"[[groups]\n", "is no TOML"),
        ("a.toml", b"\xff\xfe", "is no TOML"),
        ("a.toml", b"[[groups]]\nmembers = ['Kari']", "[[groups.members]]"),
        ("a.ods", b"", "ends in none of"),
        ("a.csv", b'Enhet;Navn\n"A;' + b"x" * 200_000, "cannot be read after line"),
    ],
)
def test_unreadable_file_is_refused_with_a_reason(tmp_path: Path, name: str, content: bytes, sentence: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(CannotRead) as problem:
        read_table(path)
    assert sentence in problem.value.message.text


def test_broken_or_endless_spreadsheet_is_refused(tmp_path: Path) -> None:
    whole = book(tmp_path / "whole.xlsx", [HEAD, *ROWS])
    broken, bomb = tmp_path / "broken.xlsx", tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(whole) as packed, zipfile.ZipFile(broken, "w") as written:
        for name in packed.namelist():
            content = packed.read(name)
            written.writestr(name, content[: len(content) // 2] if "sheet1" in name else content)
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as written:
        written.writestr("xl/sharedStrings.xml", b"0" * 210_000_000)
    for path, sentence in ((broken, "is no spreadsheet that can be read"), (bomb, "unpacks to more than 100 MB")):
        with pytest.raises(CannotRead) as problem:
            read_table(path)
        assert sentence in in_english(problem.value.message)


def test_letter_given_in_a_later_row_is_that_of_the_group(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Bokstav;Enhet;Navn\n;Florø;Kari\nC;Florø;Liv\n;Florø;Jon", "utf-8")
    groups, faults = read(path)
    assert not faults
    assert short(groups) == [("C", "Florø", ["Kari", "Liv", "Jon"])]


def test_file_of_twenty_megabytes_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    with path.open("wb") as opened:
        opened.truncate(20_000_001)
    with pytest.raises(CannotRead) as problem:
        read_table(path)
    assert "larger than 20 MB" in in_english(problem.value.message)


def test_groups_are_read_from_toml(tmp_path: Path) -> None:
    path = tmp_path / "grupper.toml"
    path.write_text(
        """
[[groups]]
letter = "A"
unit = "Bremanger legekontor"
employees = 12
[[groups.members]]
name = "Kari Nordmann"
profession = "lege"
roles = ["leder"]
from = 2027-01-12
[[groups.members]]
name = "Liv Åse Moe"
[[groups]]
unit = "Florø"
[[groups.members]]
name = "Jon Vik"
""",
        "utf-8",
    )
    groups, faults = read(path)
    assert not faults
    assert [(group.unit, [one.who.name for one in group.members]) for group in groups] == [
        (unit, names) for _, unit, names in EXPECTED
    ]
    assert groups[0].employees == 12
    assert groups[0].members[0].from_on == "2027-01-12"


# --- rows that are refused


@pytest.mark.parametrize(
    ("rows", "line", "column", "sentence"),
    [
        ([["AA", "Florø", "Kari"]], 2, "letter", "is no letter"),
        ([["1", "Florø", "Kari"]], 2, "letter", "is no letter"),
        ([["", "", "Kari"]], 2, "unit", "Which group is it?"),
        ([["A", "Florø", "Kari"], ["A", "Førde", "Jon"]], 3, "letter", "another letter"),
        ([["A", "Florø", "Kari", "", "sjef"]], 2, "roles", "is no role"),
        ([["A", "Florø", "", "lege"]], 2, "name", "nobody it belongs to"),
        ([["A", "Florø", "Kari", "", "", "1.6.2027", "1.1.2027"]], 2, "to_on", "leaves before joining"),
        ([["A", "Florø", "Kari", "", "", "i fjor"]], 2, "from_on", "is no date"),
        ([["A", "Florø", "Kari", "", "", "31.2.2027"]], 2, "from_on", "is no date"),
        ([["A", "Florø", "Kari"], ["A", "", "kari"]], 3, "name", "stands in line"),
        ([["A", "Florø", "Kari", "", "leder"], ["A", "", "Jon", "", "leder"]], 3, "roles", "is the leader already"),
        ([["A", "x" * 2001, "Kari"]], 2, "unit", "divide it"),
    ],
)
def test_faulty_row_is_refused_alone(
    tmp_path: Path, rows: list[list[str]], line: int, column: str, sentence: str
) -> None:
    path = tmp_path / "a.csv"
    every = [HEAD, *rows, ["Z", "Måløy", "Siri Aas"]]
    path.write_text("\n".join(";".join(row) for row in every), "utf-8")
    groups, faults = read(path)
    assert [(fault.line, fault.column) for fault in faults] == [(line, column)]
    assert sentence in faults[0].message.text
    assert short(groups)[-1] == ("Z", "Måløy", ["Siri Aas"])
    assert sum(len(group.members) for group in groups) == len(rows)


def test_rows_below_a_refused_group_do_not_join_another_group(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    rows = ["Bokstav;Enhet;Ansatte;Navn", "A;Florø;9;Kari", "B;Førde;mange;Jon", ";;;Liv", "C;Måløy;;Siri", ";;;Per"]
    path.write_text("\n".join(rows), "utf-8")
    groups, faults = read(path)
    assert [(fault.line, fault.column) for fault in faults] == [(3, "employees"), (4, "unit")]
    assert faults[1].message.values == {"line": 3}
    assert short(groups) == [("A", "Florø", ["Kari"]), ("C", "Måløy", ["Siri", "Per"])]


def test_refused_person_leaves_the_group_and_other_members_in(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Bokstav;Enhet;Navn;Rolle\nA;Florø;Kari;sjef\n;;Liv;\n", "utf-8")
    groups, faults = read(path)
    assert [(fault.line, fault.column) for fault in faults] == [(2, "roles")]
    assert short(groups) == [("A", "Florø", ["Liv"])]


@pytest.mark.parametrize(("text", "number"), [("12", 12), ("12.0", 12), ("0", 0)])
def test_number_of_employees_is_read(tmp_path: Path, text: str, number: int) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"Enhet;Ansatte\nFlorø;{text}", "utf-8")
    groups, _ = read(path)
    assert groups[0].employees == number


@pytest.mark.parametrize("text", ["-3", "tolv", "12,5", "99999999999"])
def test_number_of_employees_that_is_no_number_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"Enhet;Ansatte\nFlorø;{text}", "utf-8")
    _, faults = read(path)
    assert [fault.column for fault in faults] == ["employees"]


# --- templates


def network() -> MemoryRows:
    return MemoryRows(
        [
            Network(id="n", name="Nettverket"),
            Group(
                id="a", network_id="n", letter="A", position=1, unit="=1+1", municipality="Kinn", employees=9,
                operating_model="fastlønn", staff_meetings="ukentlig",
            ),
            Group(id="b", network_id="n", letter="B", position=2, unit="Førde; øst"),
            Project(id="p", group_id="a", area="@telefonen"),
            Member(id="m", group_id="a", name="-Kari", profession="lege", leader=True, from_on="2027-01-12"),
            Member(id="k", group_id="a", name="+Jon", writer=True, data=True),
            Member(id="gone", group_id="a", name="Per", to_on="2026-12-01"),
        ]
    )  # fmt: skip


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
@pytest.mark.parametrize("ending", ["toml", "csv", "xlsx"])
def test_written_template_is_read_back_equal(tmp_path: Path, ending: str, language: Language) -> None:
    path = tmp_path / f"grupper.{ending}"
    write_template(path, network(), "n", Translator(language))
    groups, faults = read(path)
    assert not faults
    a, b = groups
    assert (a.letter, a.unit, a.municipality, a.area, a.employees) == ("A", "=1+1", "Kinn", "@telefonen", 9)
    assert (a.operating_model, a.staff_meetings) == ("fastlønn", "ukentlig")
    assert (b.letter, b.unit, b.members) == ("B", "Førde; øst", ())
    assert [(one.who.name, one.who.leader, one.who.writer, one.who.data, one.from_on) for one in a.members] == [
        ("-Kari", True, False, False, "2027-01-12"),
        ("+Jon", False, True, True, None),
    ]


@pytest.mark.parametrize("ending", ["toml", "csv", "xlsx"])
def test_empty_template_has_one_example_row_and_is_never_overwritten(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"grupper.{ending}"
    write_template(path, MemoryRows([]), None, Translator("nb"))
    groups, faults = read(path)
    assert (len(groups), len(faults)) == (1, 0)
    before = path.read_bytes()
    with pytest.raises(FileExistsError):
        write_template(path, MemoryRows([]), None, Translator("nb"))
    assert path.read_bytes() == before


def test_written_table_has_no_formulas(tmp_path: Path) -> None:
    csv, xlsx = tmp_path / "a.csv", tmp_path / "a.xlsx"
    write_template(csv, network(), "n", Translator("nb"))
    write_template(xlsx, network(), "n", Translator("nb"))
    assert not any(
        cell.startswith(("=", "+", "-", "@")) for line in csv.read_text("utf-8-sig").split() for cell in line.split(";")
    )
    sheet = load_workbook(xlsx).active
    assert sheet is not None
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
