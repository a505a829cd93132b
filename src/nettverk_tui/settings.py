"""The user's settings: one file to read and edit by hand, all settings explained by a sentence.

A setting that cannot be used gets its default and is reported; the program always starts.
"""

import contextlib
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from nettverk_tui.language import LANGUAGES
from nettverk_tui.model.core.messages import N_, Message
from nettverk_tui.store.folders import home
from nettverk_tui.store.foreign import Unreadable, read_bytes, read_toml

NAME = "settings.toml"
_LARGEST = 100_000


class Setting(msgspec.Struct, frozen=True):
    """One setting: its name in the file, its default, and its explanation."""

    name: str
    default: str
    help: str
    #: All possible values, if that is a closed list.
    choices: tuple[str, ...] = ()


#: In the order of the file. `keys` comes after them, a table of its own.
SETTINGS: tuple[Setting, ...] = (
    Setting("language", "", N_("The language of the screens: nb, nn or en. Empty: the computer’s."), ("", *LANGUAGES)),
    Setting("theme", "textual-dark", N_("The colours: the name of a theme. The page of settings shows them all.")),
    Setting(
        "letters",
        "text",
        N_("text: letters are text, and Tab opens the menu. act: a letter does what the menu has it for."),
        ("text", "act"),
    ),
)
KEYS_HELP = N_('Other keys than the usual, as docs/keys.md names them. Example: "runner.start-pause" = "f7,ctrl+n"')


class Settings(msgspec.Struct, frozen=True):
    """The settings, and problems with those that could not be used."""

    language: str = ""
    theme: str = "textual-dark"
    letters: str = "text"
    #: Keys by the id of their binding.
    keys: Mapping[str, str] = {}
    problems: tuple[Message, ...] = ()


def path() -> Path:
    """Return the path of the settings file."""
    return home() / NAME


def load(file: Path | None = None) -> Settings:
    """Read the settings; faults in the file are reported in `problems`."""
    file = file or path()
    try:
        read = read_toml(file, _LARGEST)
    except FileNotFoundError:
        return Settings()
    except (OSError, UnicodeDecodeError):
        return Settings(problems=(Message(N_("{file} cannot be read; the usual settings are used."), {"file": NAME}),))
    except Unreadable as problem:
        return Settings(problems=(problem.message,))
    except ValueError:
        # Also raised for a number with more digits than Python parses.
        words = N_("{file} is not valid TOML; the usual settings are used. Mend it, or take it away.")
        return Settings(problems=(Message(words, {"file": NAME}),))
    problems: list[Message] = []
    try:
        chosen = {setting.name: _value(setting, read, problems) for setting in SETTINGS}
        keys = _keys(read.get("keys", {}), problems)
    except RecursionError:
        # A key of some thousand dots is a table in a table in a table.
        words = N_("{file} is not valid TOML; the usual settings are used. Mend it, or take it away.")
        return Settings(problems=(Message(words, {"file": NAME}),))
    return Settings(**chosen, keys=keys, problems=tuple(problems))


def _value(setting: Setting, read: Mapping[str, Any], problems: list[Message]) -> str:
    value = read.get(setting.name, setting.default)
    if isinstance(value, str) and (not setting.choices or value in setting.choices):
        return value
    words = N_("{file}: {name} cannot be {value}; the usual is used.")
    problems.append(Message(words, {"file": NAME, "name": setting.name, "value": str(value)[:20]}))
    return setting.default


def _shown(value: object) -> str:
    try:
        return str(value)[:20]
    except (ValueError, RecursionError):
        # A number in hexadecimal may have more digits than Python prints.
        return "…"


def _keys(read: Any, problems: list[Message]) -> Mapping[str, str]:
    if not isinstance(read, dict):
        problems.append(Message(N_("{file}: keys is to be a table."), {"file": NAME}))
        return {}
    flat = dict(_flat(read))
    for id in [id for id, keys in flat.items() if not isinstance(keys, str) or not keys]:
        words = N_("{file}: {name} cannot be {value}; the usual is used.")
        problems.append(Message(words, {"file": NAME, "name": id, "value": _shown(flat.pop(id))}))
    return flat


def _flat(table: Mapping[str, Any], before: str = "") -> Sequence[tuple[str, Any]]:
    """Return nested tables as dotted keys: `runner.undo = "z"` without quotes is a table in a table."""
    found: list[tuple[str, Any]] = []
    for name, value in table.items():
        found += _flat(value, f"{before}{name}.") if isinstance(value, dict) else [(f"{before}{name}", value)]
    return found


def save(changes: Mapping[str, str], file: Path | None = None) -> Message | None:
    """Write some settings; comments, order and all else in the file stay. Return why not, if it fails.

    A file that is not valid TOML is renamed, not overwritten.
    """
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    file = file or path()
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        try:
            document = tomlkit.parse(read_bytes(file, _LARGEST).decode("utf-8-sig"))
        except FileNotFoundError:
            document = tomlkit.parse(blank())
        except (TOMLKitError, ValueError, RecursionError):
            file.replace(file.with_suffix(".unreadable"))
            document = tomlkit.parse(blank())
        for name, value in changes.items():
            document[name] = value
        beside = file.with_suffix(f".{os.getpid()}")
        try:
            beside.write_text(tomlkit.dumps(document), "utf-8")
            beside.replace(file)
        finally:
            with contextlib.suppress(OSError):
                beside.unlink(missing_ok=True)
    except (OSError, Unreadable):
        return Message(N_("The choice holds until the program ends: {file} cannot be written."), {"file": str(file)})
    return None


def blank() -> str:
    """Return a file with all settings at their defaults, each with its explanation."""
    lines = ["# nettverk"]
    for setting in SETTINGS:
        lines += ["", f"# {setting.help}", f'{setting.name} = "{setting.default}"']
    return "\n".join([*lines, "", f"# {KEYS_HELP}", "[keys]", ""])
