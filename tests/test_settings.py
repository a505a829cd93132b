"""The settings: read from any content of the file, written without losing a user's own lines."""

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


def test_settings_without_a_file_are_the_defaults(file: Path) -> None:
    assert load(file) == Settings()
    assert not file.exists()


def test_saved_choice_is_read_back_with_a_comment_above_it(file: Path) -> None:
    assert save({"language": "nn"}, file) is None
    assert save({"theme": "nord"}, file) is None
    assert load(file) == Settings(language="nn", theme="nord")
    text = file.read_text("utf-8")
    for setting in SETTINGS:
        assert f"# {setting.help}\n{setting.name} = " in text


def test_untouched_settings_file_gives_the_defaults(file: Path) -> None:
    write(file, blank())
    assert load(file) == Settings()


def test_saving_keeps_comments_order_and_unknown_settings(file: Path) -> None:
    before = '# mine\ntheme = "nord" # dark\nother = 3\n\n[keys]\n"runner.undo" = "z"\n'
    write(file, before)
    save({"theme": "dracula"}, file)
    assert file.read_text("utf-8") == before.replace('"nord"', '"dracula"')
    save({"language": "en"}, file)
    assert load(file) == Settings(language="en", theme="dracula", keys={"runner.undo": "z"})
    assert "# mine" in file.read_text("utf-8")


def test_keys_of_the_settings_may_have_quotes_or_not(file: Path) -> None:
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
def test_invalid_setting_gets_its_default_and_is_reported(file: Path, text: str, settings: Settings, said: str) -> None:
    write(file, text)
    read = load(file)
    assert (read.language, read.theme, read.keys) == (settings.language, settings.theme, settings.keys)
    (problem,) = read.problems
    assert in_english(problem).startswith(said)


@pytest.mark.parametrize("content", [b"\xff\xfe", b"# \xe5"])
def test_settings_file_that_is_not_text_is_reported(file: Path, content: bytes) -> None:
    file.parent.mkdir()
    file.write_bytes(content)
    assert in_english(load(file).problems[0]) == "settings.toml cannot be read; the usual settings are used."


def test_unreadable_settings_file_is_set_aside_when_a_choice_is_saved(file: Path) -> None:
    write(file, "theme = ")
    assert save({"theme": "nord"}, file) is None
    assert load(file).theme == "nord"
    assert file.with_suffix(".unreadable").read_text() == "theme = "


def test_choice_that_cannot_be_saved_holds_for_the_session_and_is_reported(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("in the way")
    said = save({"theme": "nord"}, tmp_path / "home" / "settings.toml")
    assert said is not None
    assert in_english(said).startswith("The choice holds until the program ends: ")
    assert load(tmp_path / "home" / "settings.toml").theme == Settings().theme
