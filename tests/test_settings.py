"""The settings: read whatever stands there, written without losing what somebody wrote beside them."""

from pathlib import Path

import pytest

from nettverk_tui.model.core.faults import in_english
from nettverk_tui.settings import SETTINGS, Settings, blank, load, save


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "home" / "settings.toml"


def write(file: Path, text: str) -> None:
    file.parent.mkdir()
    file.write_text(text, "utf-8")


def test_without_a_file_everything_is_as_usual(file: Path) -> None:
    assert load(file) == Settings()
    assert not file.exists()


def test_what_was_chosen_is_there_again_with_a_sentence_over_each(file: Path) -> None:
    assert save({"language": "nn"}, file) is None
    assert save({"theme": "nord"}, file) is None
    assert load(file) == Settings(language="nn", theme="nord")
    text = file.read_text("utf-8")
    for setting in SETTINGS:
        assert f"# {setting.help}\n{setting.name} = " in text


def test_an_untouched_file_is_as_usual(file: Path) -> None:
    write(file, blank())
    assert load(file) == Settings()


def test_comments_order_and_what_is_not_known_stay(file: Path) -> None:
    before = '# mine\ntheme = "nord" # dark\nother = 3\n\n[keys]\n"runner.undo" = "z"\n'
    write(file, before)
    save({"theme": "dracula"}, file)
    assert file.read_text("utf-8") == before.replace('"nord"', '"dracula"')
    save({"language": "en"}, file)
    assert load(file) == Settings(language="en", theme="dracula", keys={"runner.undo": "z"})
    assert "# mine" in file.read_text("utf-8")


def test_keys_may_be_named_with_or_without_quotes(file: Path) -> None:
    write(file, '[keys]\nrunner.undo = "z"\n"runner.redo" = "y"\n')
    assert load(file).keys == {"runner.undo": "z", "runner.redo": "y"}


@pytest.mark.parametrize(
    ("text", "settings", "said"),
    [
        ("language = 3", Settings(), "settings.toml: language cannot be 3; the usual is used."),
        ('language = "sv"\ntheme = "nord"', Settings(theme="nord"), "settings.toml: language cannot be sv"),
        ("theme = [1, 2]", Settings(), "settings.toml: theme cannot be [1, 2]"),
        ("keys = 3", Settings(), "settings.toml: keys is to be a table."),
        ('[keys]\na = 1\nb = "z"', Settings(keys={"b": "z"}), "settings.toml: a cannot be 1"),
        ("theme = ", Settings(), "settings.toml is not valid TOML"),
        ("[" * 5000, Settings(), "settings.toml is not valid TOML"),
    ],
)
def test_what_cannot_be_used_gets_its_default_and_is_told(file: Path, text: str, settings: Settings, said: str) -> None:
    write(file, text)
    read = load(file)
    assert (read.language, read.theme, read.keys) == (settings.language, settings.theme, settings.keys)
    (problem,) = read.problems
    assert in_english(problem).startswith(said)


@pytest.mark.parametrize("content", [b"\xff\xfe", b"# \xe5"])
def test_what_is_no_text_is_told(file: Path, content: bytes) -> None:
    file.parent.mkdir()
    file.write_bytes(content)
    assert in_english(load(file).problems[0]) == "settings.toml cannot be read; the usual settings are used."


def test_a_file_that_cannot_be_read_is_set_aside_when_something_is_chosen(file: Path) -> None:
    write(file, "theme = ")
    assert save({"theme": "nord"}, file) is None
    assert load(file).theme == "nord"
    assert file.with_suffix(".unreadable").read_text() == "theme = "


def test_a_choice_that_cannot_be_written_holds_until_the_end_and_that_is_said(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("in the way")
    said = save({"theme": "nord"}, tmp_path / "home" / "settings.toml")
    assert said is not None
    assert in_english(said).startswith("The choice holds until the program ends: ")
    assert load(tmp_path / "home" / "settings.toml").theme == Settings().theme
