"""Export and import of the whole file from the command line."""

import contextlib
import json
import sqlite3
from pathlib import Path

from tests.cli.calling import run
from tests.store.ground import contents
from tests.store.maintenance.test_integrity import meddle


def test_exported_file_is_imported_equal(path: Path, tmp_path: Path) -> None:
    result = run("export", "--file", path, "-o", tmp_path / "out")
    assert result.exit_code == 0
    (written,) = (tmp_path / "out").iterdir()
    assert result.stdout == f"{written}\n"
    assert "also what is for the facilitators only" in result.stderr
    result = run("import", written, "--file", tmp_path / "again.db")
    assert (result.exit_code, result.stdout, result.stderr) == (0, f"{tmp_path / 'again.db'}\n", "")
    assert contents(tmp_path / "again.db") == contents(path)


def test_export_without_a_folder_is_printed(path: Path, tmp_path: Path) -> None:
    shown = run("export", "--file", path).stdout
    (written,) = [Path(run("export", "--file", path, "-o", tmp_path / "out").stdout.strip())]
    assert written.read_text("utf-8") == shown


def test_import_reports_faults_of_the_exported_file(path: Path, tmp_path: Path) -> None:
    meddle(path, "UPDATE member SET name = 'Karl' WHERE id = 'kari'")
    written = run("export", "--file", path, "-o", tmp_path).stdout.strip()
    result = run("import", written, "--file", tmp_path / "again.db")
    assert result.exit_code == 0
    assert "member kari is not as it was stored: name.\n" in result.stderr


def test_export_of_a_damaged_file_writes_readable_rows_and_reports_missing_ones(path: Path, tmp_path: Path) -> None:
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'member'").fetchone()
    content = bytearray(path.read_bytes())
    content[(page - 1) * 4096 : page * 4096] = bytes(4096)
    path.write_bytes(content)
    result = run("export", "--file", path, "-o", tmp_path / "out")
    assert result.exit_code == 1
    written = json.loads(Path(result.stdout.strip()).read_text("utf-8"))
    assert (len(written["member"]), len(written["improvement_group"])) == (0, 2)
    assert "nettverk.db is damaged in member; 18 records were written.\n" in result.stderr
    assert "3 rows that its journal names could not be read; `nettverk rescue` makes such rows again." in result.stderr
    result = run("rescue", path, tmp_path / "rescued.db")
    assert "17 rows were read; 3 were made again from the journal.\n" in result.stderr


def test_export_of_a_truncated_file_reports_the_damage(path: Path, tmp_path: Path) -> None:
    path.write_bytes(path.read_bytes()[: 4096 * 3])
    result = run("export", "--file", path, "-o", tmp_path / "out")
    assert result.exit_code == 1
    assert "nettverk.db is damaged in " in result.stderr
    assert result.exception is None or isinstance(result.exception, SystemExit)


def test_import_refuses_a_file_that_is_no_export(path: Path, tmp_path: Path) -> None:
    (tmp_path / "text.json").write_text("{}")
    result = run("import", tmp_path / "text.json", "--file", tmp_path / "again.db")
    assert result.exit_code == 1
    assert result.stderr == "text.json, line 1: this is no export of nettverk. Nothing was imported.\n"
    (tmp_path / "file").write_text("")
    assert run("export", "--file", path, "-o", tmp_path / "file" / "x").exit_code == 1
