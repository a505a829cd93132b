"""Files that would take for ever or fill the memory are refused before they are read, with a reason."""

import contextlib
import io
import json
import os
import sys
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from nettverk_tui.exchange.chart_data import Look, from_file
from nettverk_tui.exchange.imports import group_files, packed
from nettverk_tui.exchange.imports.cells import CannotRead, read_sheet
from nettverk_tui.exchange.imports.measurements import try_out
from nettverk_tui.exchange.json_file import NotImported, import_into
from nettverk_tui.language import Translator
from nettverk_tui.model.core.faults import in_english
from nettverk_tui.model.core.records import Group, Network
from nettverk_tui.model.core.rows import MemoryRows
from nettverk_tui.model.measurement.measurement_table import HEADINGS, MOST_NEW_INDICATORS, Target
from nettverk_tui.settings import load, save
from nettverk_tui.store.file import CannotOpen
from nettverk_tui.store.foreign import Unreadable, read_bytes
from nettverk_tui.store.maintenance.rescue import rescue
from nettverk_tui.store.maintenance.restore import check_copy
from nettverk_tui.store.store import Store

TODAY = date(2027, 1, 12)


def as_table(path: Path) -> object:
    return read_sheet(path, HEADINGS, ("value",))


#: Every reader of files from elsewhere, with the file ending it takes.
READERS: dict[str, tuple[str, Callable[[Path], object]]] = {
    "a table of groups in CSV": (".csv", group_files.read_table),
    "a table of groups in xlsx": (".xlsx", group_files.read_table),
    "a table of groups in TOML": (".toml", group_files.read_table),
    "measurements": (".csv", as_table),
    "the data of a chart": (".csv", lambda path: from_file(path, Look(), TODAY)),
    "an export": (".json", lambda path: import_into(path, path.with_suffix(".db"))),
    "a copy to restore": (".db", check_copy),
    "a file to open": (".db", Store.open),
    "a damaged file": (".db", lambda path: rescue(path, path.with_name("new.db"))),
}


def refusal(read: Callable[[Path], object], path: Path) -> str:
    with pytest.raises((CannotRead, CannotOpen)) as problem:
        read(path)
    assert isinstance(problem.value, CannotRead | CannotOpen)
    return in_english(problem.value.message)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has neither")
@pytest.mark.parametrize("kind", ["pipe", "device", "link to a device"])
@pytest.mark.parametrize("reader", READERS)
def test_reader_refuses_anything_but_a_regular_file(tmp_path: Path, reader: str, kind: str) -> None:
    ending, read = READERS[reader]
    path = tmp_path / f"x{ending}"
    if kind == "pipe":
        os.mkfifo(path)
    else:
        path.symlink_to("/dev/zero" if kind == "device" else "/dev/full")
    assert refusal(read, path) == f"x{ending} is no ordinary file."


@pytest.mark.parametrize("reader", READERS)
def test_reader_says_that_a_path_is_a_folder(tmp_path: Path, reader: str) -> None:
    ending, read = READERS[reader]
    (tmp_path / f"x{ending}").mkdir()
    assert refusal(read, tmp_path / f"x{ending}") == f"x{ending} is a folder. Name a file in it."


@pytest.mark.parametrize(
    ("ending", "most", "megabytes"), [(".csv", 20_000_000, "20"), (".toml", 2_000_000, "2"), (".json", 10**9, "1000")]
)
def test_too_large_file_is_refused_with_the_limit(tmp_path: Path, ending: str, most: int, megabytes: str) -> None:
    path = tmp_path / f"x{ending}"
    path.touch()
    # A sparse file, which takes no room on the disk.
    os.truncate(path, most + 1)
    read = READERS["an export"][1] if ending == ".json" else group_files.read_table
    assert f"larger than {megabytes} MB" in refusal(read, path)


def test_file_that_grows_while_it_is_read_is_read_no_further_than_the_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"x" * 11)
    there = os.stat_result((0o100600, 0, 0, 1, 0, 0, 0, 0, 0, 0))
    monkeypatch.setattr(os, "fstat", lambda _: there)
    with pytest.raises(Unreadable):
        read_bytes(path, 10)
    assert read_bytes(path, 11) == b"x" * 11


# --- spreadsheets


def xlsx(path: Path, sheet: str, **others: str) -> Path:
    """The smallest spreadsheet with that content, and other parts beside it."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    types = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{types}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{types}.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="r1" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>'
        '<sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="r1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{sheet}</sheetData></worksheet>',
        **{name.replace("__", "/") + ".xml": text for name, text in others.items()},
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in parts.items():
            made.writestr(name, text)
    return path


def row(*cells: str) -> str:
    return "<row>" + "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in cells) + "</row>"


def test_spreadsheet_within_the_limits_is_read(tmp_path: Path) -> None:
    read = as_table(xlsx(tmp_path / "x.xlsx", row("date", "value") + row("2027-01-01", "3")))
    assert read.rows == ({"date": "2027-01-01", "value": "3"},)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("sheet", "others", "words"),
    [
        (f"<row>{'<c/>' * 20_000}</row>", {}, "a row of more than 16384 cells"),
        (row("date", "value") + ("<row>" + "<c/>" * 10_000 + "</row>") * 3, {}, "more than 20000 cells"),
        ("<x>" * 60 + "</x>" * 60, {}, "is no spreadsheet that can be read"),
        (row("date", "value"), {"xl__styles": f"<styleSheet>{'<xf/>' * 100_001}</styleSheet>"}, "styles and links"),
        (row("date", "value"), {"xl__sharedStrings": "x" * 2_000_000}, "unpacks to more than 2 MB"),
        (row("date", "value"), {"xl__sharedStrings": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}, "is no spreadsheet"),
        (row("date", "value"), {"xl__other": "<a"}, "is no spreadsheet that can be read"),
        (row("date", "value"), {f"x{number}": "" for number in range(2_000)}, "unpacks to more than"),
    ],
    ids=["wide", "many cells", "deep", "styles", "bomb", "entities", "broken", "many parts"],
)
def test_spreadsheet_that_unpacks_to_too_much_is_refused(
    tmp_path: Path, sheet: str, others: dict[str, str], words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packed, "_MOST_UNPACKED", 2_000_000)
    monkeypatch.setattr(packed, "_MOST_CELLS", 20_000)
    assert words in refusal(as_table, xlsx(tmp_path / "x.xlsx", sheet, **others))


def test_spreadsheet_with_an_unusual_compression_is_refused() -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_BZIP2) as made:
        made.writestr("xl/workbook.xml", "<a/>")
    with pytest.raises(zipfile.BadZipFile):
        packed.see_that_it_is_bounded(content.getvalue())


# --- text


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("date;value\n" + ";" * 2_000, "more than 1000 columns"),
        (";" * 19_000_000, "more than 1000000 characters"),
        ("date;value\n" + "\n" * 1_100_000 + "1", "more than 1048576 lines"),
        ('date;value\n"' + "x\n" * 100_000, "cannot be read after line"),
        ("x" * 19_000_000, "more than 1000000 characters"),
    ],
    ids=["columns", "dividers", "empty lines", "an open quote", "one line"],
)
@pytest.mark.parametrize("reader", ["measurements", "the data of a chart"])
def test_absurd_text_is_refused_with_a_reason(tmp_path: Path, reader: str, content: str, words: str) -> None:
    path = tmp_path / "x.csv"
    path.write_text(content, "utf-8")
    assert words in refusal(READERS[reader][1], path)


@pytest.mark.parametrize(
    "content",
    [
        "a = " + "[" * 100_000 + "]" * 100_000,
        "a = " + "{b = " * 50_000,
        "a = " + "1" * 5_000,
        "[[groups]]\nletter = 0x" + "f" * 100_000,
        "a." * 100_000 + "a = 1",
    ],
    ids=["lists", "tables", "digits", "hexadecimal digits", "dotted keys"],
)
def test_any_toml_is_read_or_refused_without_another_error(tmp_path: Path, content: str) -> None:
    path = tmp_path / "x.toml"
    path.write_text(content, "utf-8")
    with contextlib.suppress(CannotRead):
        group_files.read_table(path)
    path.rename(tmp_path / "settings.toml")
    found = load(tmp_path / "settings.toml")
    assert found.theme == "textual-dark"


@pytest.mark.parametrize("content", ["[" * 200_000, '{"a":' * 200_000], ids=["lists", "objects"])
def test_too_deeply_nested_json_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "x.json"
    path.write_text(content, "utf-8")
    assert "nested too deep" in refusal(READERS["an export"][1], path)


def test_repeated_key_among_a_hundred_thousand_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    names = [f"n{number}" for number in range(100_000)]
    path.write_text("{" + ", ".join(f"{json.dumps(name)}: 1" for name in [*names, names[-1]]) + "}", "utf-8")
    with pytest.raises(NotImported) as problem:
        import_into(path, tmp_path / "new.db")
    assert "“n99999” stands twice" in in_english(problem.value.message)


# --- limits of a table


def network() -> MemoryRows:
    return MemoryRows([Network(id="n", name="N"), Group(id="g", network_id="n", letter="A", position=1, unit="A")])


def test_new_indicators_beyond_the_limit_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    lines = [f"A;{number};1.1.2026;{number}" for number in range(MOST_NEW_INDICATORS + 300)]
    path.write_text("\n".join(["group;indicator;date;value", *lines]), "utf-8")
    ids = iter(range(10**9))
    trial = try_out(path, network(), Target(Network(id="n", name="N")), TODAY, lambda: str(next(ids)))
    assert len(trial.read.new_indicators) == MOST_NEW_INDICATORS
    assert len(trial.faults) == 300
    words = trial.words(Translator("en"))
    assert "More than 1000 new indicators" in words[0]
    # Two hundred of them are listed one by one.
    assert words[200] == "And 100 more."


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pipes in folders")
def test_settings_file_that_is_a_pipe_or_too_large_gives_the_defaults(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    os.mkfifo(path)
    assert len(load(path).problems) == 1
    assert save({"theme": "nord"}, path) is not None
    path.unlink()
    path.touch()
    os.truncate(path, 2_000_000)
    assert len(load(path).problems) == 1
