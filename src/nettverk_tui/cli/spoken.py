"""The help of the command line in the user's language: our own texts, and those of click.

click translates its texts by gettext in the current domain, so a catalog that has them is enough.
"""

import gettext
import inspect
import os
from collections.abc import Iterator, Sequence

import click

from nettverk_tui.language import LANGUAGES, Translator, negotiate
from nettverk_tui.model.core.messages import N_
from nettverk_tui.model.core.values import Language
from nettverk_tui.resources import data_folder

#: Texts of click for wrong calls and for help.
CLICKS_WORDS = (
    N_("Usage:"),
    N_("Options"),
    N_("Commands"),
    N_("Show this message and exit."),
    N_("Show the version and exit."),
    N_("default: {default}"),
    N_("Try '{command} {option}' for help."),
    N_("Error: {message}"),
    N_("No such command {name!r}."),
    N_("No such option {name!r}."),
    N_("Missing option"),
    N_("Missing argument"),
    N_("Invalid value: {message}"),
    N_("Invalid value for {param_hint}: {message}"),
    N_("{value!r} is not a valid {number_type}."),
    N_("Option {name!r} does not take a value."),
    N_("Option {name!r} requires an argument."),
    N_("Did you mean {possibility}?"),
    N_("{value} is not in the range {range}."),
    N_("{name} {filename!r} is a directory."),
    N_("{name} {filename!r} is a file."),
    N_("directory"),
    N_("file"),
    N_("Error: invalid input"),
    N_("Aborted!"),
)


def language_of(arguments: Sequence[str]) -> Language:
    """Return the language of the help, before click has parsed anything: `--lang`, else environment, else settings."""
    from nettverk_tui.settings import load

    wished = None
    for number, argument in enumerate(arguments):
        if argument == "--lang" and number + 1 < len(arguments):
            wished = arguments[number + 1]
        elif argument.startswith("--lang="):
            wished = argument.removeprefix("--lang=")
    return negotiate(wished, os.environ, load().language)


def speak(group: click.Group, language: Language) -> None:
    """Translate a group and its commands into that language."""
    assert language in LANGUAGES
    os.environ["LANGUAGE"] = language
    gettext.bindtextdomain("nettverk", str(data_folder() / "locale"))
    gettext.textdomain("nettverk")
    t = Translator(language)
    for command in (group, *group.commands.values()):
        # The original is kept: the same commands may be needed in another language later.
        command.help = t(_written(command, command.help))
        # click caches it, in the language of that time.
        command._help_option = None
        for option in _options(command):
            option.help = t(_written(option, option.help))


def _options(command: click.Command) -> Iterator[click.Option]:
    return (param for param in command.params if isinstance(param, click.Option))


def _written(thing: click.Command | click.Option, help: str | None) -> str:
    written: str = thing.__dict__.setdefault("_written", inspect.cleandoc(help or ""))
    return written
