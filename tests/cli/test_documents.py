"""Commands that print documents: their output, files left unchanged, and errors."""

from functools import partial
from pathlib import Path

import icalendar
import pytest
from click.testing import Result

from nettverk_tui.cli.spoken import language_of
from nettverk_tui.model.core.messages import Message
from nettverk_tui.model.core.values import Language
from nettverk_tui.resources import DataFault
from nettverk_tui.store import reading
from nettverk_tui.store.drafts import Draft
from nettverk_tui.store.file import connect
from nettverk_tui.store.store import Store
from tests.cli.calling import run
from tests.store.ground import another_window, looking


def minutes(path: Path, *more: str | Path) -> Result:
    return run("minutes", "--file", path, "--gathering", "2", *more)


def test_minutes_are_printed_and_no_file_is_changed(path: Path, tmp_path: Path) -> None:
    before = {file.name: file.read_bytes() for file in path.parent.iterdir()}
    result = minutes(path)
    assert result.exit_code == 0
    assert result.stdout.startswith("# ")
    assert {file.name: file.read_bytes() for file in path.parent.iterdir()} == before
    assert not (tmp_path / "home").exists()


def test_minutes_leave_drafts_to_the_next_window(path: Path) -> None:
    opened = Store.open(path)
    window = another_window(opened)
    window.drafts.keep(Draft(field="line", id="x", text="Halvt"))
    window.close()
    assert minutes(path).exit_code == 0
    opened.close()
    again = Store.open(path)
    assert [draft.text for draft in again.drafts.all()] == ["Halvt"]
    again.close()


def test_minutes_are_written_into_a_folder(path: Path, tmp_path: Path) -> None:
    result = minutes(path, "-o", tmp_path / "out")
    written = tmp_path / "out" / "minutes-2-en.md"
    assert result.stdout == f"{written}\n"
    assert written.read_text("utf-8") == minutes(path).stdout


def test_folder_that_cannot_be_written_is_reported(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    result = minutes(path, "-o", tmp_path)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == f"Nothing could be written in {tmp_path}: the disk is full; make room and try again.\n"
    assert not list(tmp_path.glob("*.md"))


def test_faulty_data_file_is_reported(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise DataFault("scale.toml", (), Message("this is not valid TOML"))

    monkeypatch.setattr("nettverk_tui.resources.knowledge", broken)
    result = minutes(path)
    assert (result.exit_code, result.stderr) == (1, "scale.toml: this is not valid TOML\n")


def test_file_locked_by_another_program_is_reported(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "connect", partial(connect, timeout_ms=1))
    with looking(path) as other:
        other.execute("BEGIN EXCLUSIVE")
        result = minutes(path)
    assert result.exit_code == 1
    assert result.stderr == "nettverk.db cannot be opened: another window is writing; try again in a moment.\n"


def test_minutes_never_upgrade_an_older_file(path: Path) -> None:
    with looking(path) as other:
        other.execute("PRAGMA user_version = 0")
    before = path.read_bytes()
    result = minutes(path)
    assert result.exit_code == 1
    assert "Open it in the app first" in result.stderr
    assert path.read_bytes() == before


def test_file_that_is_no_network_file_is_reported(tmp_path: Path) -> None:
    result = minutes(tmp_path / "nowhere.db")
    assert result.exit_code == 1
    assert result.stderr.startswith("nowhere.db does not exist.")
    assert run("demo", "--file", tmp_path, "--no-open").exit_code == 1


# --- the paper form


def test_form_is_printed_for_each_group(path: Path, tmp_path: Path) -> None:
    result = run("form", "--file", path, "--gathering", "2", "-o", tmp_path / "forms")
    assert result.exit_code == 0
    assert [Path(line).name for line in result.stdout.splitlines()] == ["form-2-A-en.html", "form-2-B-en.html"]
    assert "<h1>Form for group A: gathering 2</h1>" in (tmp_path / "forms" / "form-2-A-en.html").read_text("utf-8")


def test_form_is_for_one_group_or_in_markdown_on_request(path: Path, tmp_path: Path) -> None:
    result = run("form", "--file", path, "--gathering", "2", "--group", "b", "--format", "md", "-o", tmp_path)
    assert result.stdout == f"{tmp_path / 'form-2-B-en.md'}\n"
    assert (tmp_path / "form-2-B-en.md").read_text("utf-8").startswith("# Form for group B: gathering 2\n")


def test_unknown_group_is_reported(path: Path, tmp_path: Path) -> None:
    result = run("form", "--file", path, "--gathering", "2", "--group", "Q", "-o", tmp_path)
    assert (result.exit_code, result.stderr) == (1, "There is no group Q. There are: A, B.\n")
    assert run("form", "--file", path, "--gathering", "9", "-o", tmp_path).exit_code == 1


# --- the help


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("nb", ("Bruk: nettverk", "Skriv papirskjemaet", "Valg:", "Nummeret på samlingen.", "Vis denne meldingen.")),
        ("nn", ("Bruk: nettverk", "Skriv papirskjemaet", "Val:", "Nummeret på samlinga.", "Vis denne meldinga.")),
        ("en", ("Usage: nettverk", "Write the paper form", "Options:", "The number of the gathering.")),
    ],
)
def test_help_is_in_the_readers_language(lang: Language, words: tuple[str, ...]) -> None:
    shown = run("form", "--help", lang=lang).stdout
    for word in words:
        assert word in shown


def test_wrong_call_is_reported_in_the_readers_language() -> None:
    result = run("minutes", lang="nb")
    assert result.exit_code == 2
    assert "Feil: Mangler opsjonen '--gathering'." in result.stderr


@pytest.mark.parametrize(
    ("arguments", "language"),
    [(["--lang", "nn", "minutes"], "nn"), (["minutes", "--lang=en"], "en"), (["--lang"], "nb"), ([], "nb")],
)
def test_language_is_found_before_arguments_are_parsed(
    arguments: list[str], language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "NETTVERK_LANG"):
        monkeypatch.delenv(name, raising=False)
    assert language_of(arguments) == language


def test_calendar_is_printed_or_written_into_a_folder(tmp_path: Path, path: Path) -> None:
    shown = run("calendar", "--file", path)
    assert shown.stdout.startswith("BEGIN:VCALENDAR")
    written = run("calendar", "--file", path, "-o", tmp_path / "out").stdout.strip()
    assert Path(written).suffix == ".ics"
    assert icalendar.Calendar.from_ical(Path(written).read_bytes()).walk("VEVENT")
