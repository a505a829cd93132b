"""Out and in again from the command line."""

from pathlib import Path

from tests.cli.calling import run
from tests.store.ground import contents
from tests.store.test_soundness import meddle


def test_everything_goes_out_and_comes_in_again(path: Path, tmp_path: Path) -> None:
    result = run("export", "--file", path, "-o", tmp_path / "out")
    assert result.exit_code == 0
    (written,) = (tmp_path / "out").iterdir()
    assert result.stdout == f"{written}\n"
    assert "also what is for the facilitators only" in result.stderr
    result = run("import", written, "--file", tmp_path / "again.db")
    assert (result.exit_code, result.stdout, result.stderr) == (0, f"{tmp_path / 'again.db'}\n", "")
    assert contents(tmp_path / "again.db") == contents(path)


def test_without_a_folder_it_is_shown(path: Path, tmp_path: Path) -> None:
    shown = run("export", "--file", path).stdout
    (written,) = [Path(run("export", "--file", path, "-o", tmp_path / "out").stdout.strip())]
    assert written.read_text("utf-8") == shown


def test_what_was_not_sound_is_told(path: Path, tmp_path: Path) -> None:
    meddle(path, "UPDATE member SET name = 'Karl' WHERE id = 'kari'")
    written = run("export", "--file", path, "-o", tmp_path).stdout.strip()
    result = run("import", written, "--file", tmp_path / "again.db")
    assert result.exit_code == 0
    assert "member kari is not as it was stored: name.\n" in result.stderr


def test_what_is_no_export_is_refused(path: Path, tmp_path: Path) -> None:
    (tmp_path / "text.json").write_text("{}")
    result = run("import", tmp_path / "text.json", "--file", tmp_path / "again.db")
    assert result.exit_code == 1
    assert result.stderr == "text.json, line 1: this is no export of nettverk. Nothing was imported.\n"
    (tmp_path / "file").write_text("")
    assert run("export", "--file", path, "-o", tmp_path / "file" / "x").exit_code == 1
