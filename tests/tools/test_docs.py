"""The generated pages of docs/: they are current and complete."""

from typing import get_args

from nettverk_tui.cli import program
from nettverk_tui.model.core.records import TABLES
from nettverk_tui.settings import SETTINGS
from nettverk_tui.tui.bindings import KEYS, Context
from tools import docs


def page(name: str) -> str:
    return (docs.DOCS / name).read_text("utf-8")


def test_generated_pages_are_current() -> None:
    assert {name: page(name) for name in docs.PAGES} == {name: write() for name, write in docs.PAGES.items()}


def test_every_context_of_keys_has_a_heading() -> None:
    assert set(docs.CONTEXTS) == set(get_args(Context))


def test_page_of_keys_has_every_key() -> None:
    text = page("keys.md")
    assert [key.id for key in KEYS if f"| `{key.id}` | " not in text] == []


def test_page_of_commands_has_every_command_and_option() -> None:
    text = page("commands.md")
    group = program("en")
    for name, command in group.commands.items():
        section = text.split(f"## nettverk {name}\n")[1].split("\n## ")[0]
        assert command.help is not None
        assert "Example:" in section, name
        for parameter in command.params:
            assert any(option in section for option in (*parameter.opts, parameter.name.upper())), (name, parameter)


def test_page_of_settings_has_every_setting() -> None:
    text = page("commands.md")
    for setting in SETTINGS:
        assert f"| `{setting.name}` | `{setting.default}` | {setting.help} |" in text


def test_data_dictionary_has_every_table_and_column() -> None:
    sections = page("data-dictionary.md").split("\n## ")
    assert [section.split("\n")[0] for section in sections[1:]] == list(TABLES.values())
    for kind, section in zip(TABLES, sections[1:], strict=True):
        for name in kind.__struct_fields__:
            assert f"| `{name}` |" in section or f"`{name}`" in sections[0], (kind, name)
