"""Common parts of the commands: their file and language, and their error messages."""

import contextlib
import os
import sys
from collections.abc import Iterator
from gettext import gettext
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from nettverk_tui.cli.completion import letters
from nettverk_tui.cli.progress import shown
from nettverk_tui.language import Translator, negotiate
from nettverk_tui.model.core.messages import N_

if TYPE_CHECKING:
    from nettverk_tui.model.core.lookup import FoundGathering
    from nettverk_tui.model.core.messages import Message
    from nettverk_tui.model.core.records import Group, Network
    from nettverk_tui.model.core.rows import Rows
    from nettverk_tui.model.core.values import Language
    from nettverk_tui.store.reading import Reading


class PathName(click.Path):
    """A path from the command line. `of_file`: the path of a file, so that names can be put beside it."""

    def __init__(self, *, of_file: bool = False, file_okay: bool = True, dir_okay: bool = True) -> None:
        super().__init__(path_type=Path, file_okay=file_okay, dir_okay=dir_okay)
        self._of_file, self._kind = of_file, self.name

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the path; end with 2 if it names nothing."""
        # click sets the name once, in the language of that time.
        self.name = gettext(self._kind)
        if value == "" or (self._of_file and not Path(value).name):
            self.fail(gettext(N_("this names no file")), param, ctx)
        return super().convert(value, param, ctx)


file_option = click.option(
    "--file",
    "file",
    type=PathName(of_file=True),
    envvar="NETTVERK_FILE",
    help="The network file; by default one in your own data folder.",
)
language_option = click.option(
    "--lang", type=click.Choice(["nb", "nn", "en"]), help="The language of the screens and messages."
)
network_option = click.option("--network", help="The network's name, where the file holds several.")
group_option = click.option("--group", shell_complete=letters, help="Only this group, by its letter.")
json_option = click.option("--json", "as_json", is_flag=True, help="For programs: JSON on standard output.")


def shared(context: click.Context, file: Path | None, lang: str | None) -> tuple[Path | None, Translator]:
    """Store options given before or after the command."""
    outer_file, outer_lang = context.obj
    return file or outer_file, translator(lang or outer_lang)


def translator(lang: str | None) -> Translator:
    """Return the translator: the language asked for, else the environment's, else the settings'."""
    from nettverk_tui.settings import load

    return Translator(negotiate(lang, os.environ, load().language))


def fail(words: str) -> NoReturn:
    """Write the error to standard error, and end with 1."""
    print(words, file=sys.stderr)
    raise SystemExit(1)


def gathering_of(rows: "Rows", number: int, network: str | None, t: Translator) -> "FoundGathering":
    """Return the gathering with that number; end with a sentence if it is missing or not unique."""
    from nettverk_tui.model.core.lookup import find_gathering
    from nettverk_tui.model.core.messages import Message

    found = find_gathering(rows, number, network)
    if isinstance(found, Message):
        fail(t.message(found))
    return found


def network_of(rows: "Rows", name: str | None, t: Translator) -> "Network":
    """Return the network of that name, or the only one; end with a sentence if it is missing or not unique."""
    from nettverk_tui.model.core.lookup import find_network
    from nettverk_tui.model.core.messages import Message

    network = find_network(rows, name)
    if isinstance(network, Message):
        fail(t.message(network))
    return network


def group_of(rows: "Rows", network: "Network", letter: str, t: Translator) -> "Group":
    """Return the group of a network with that letter; end with a sentence if there is none."""
    from nettverk_tui.model.core.lookup import find_group
    from nettverk_tui.model.core.messages import Message

    group = find_group(rows, network, letter)
    if isinstance(group, Message):
        fail(t.message(group))
    return group


def show_json(value: Any) -> None:
    """Write a value as JSON, in a form that any encoding of standard output keeps intact."""
    import json

    from nettverk_tui.cli.streams import for_json

    for_json()
    print(json.dumps(value, ensure_ascii=False, indent=2))


def document_language(context: click.Context, lang: str | None, network: "Network") -> "Language":
    """Return a document's language: the one asked for, else its network's."""
    chosen = lang or context.obj[1]
    return negotiate(chosen, {}) if chosen else network.language


@contextlib.contextmanager
def opened(path: Path, t: Translator) -> Iterator["Reading"]:
    """Open a file for reading; show the progress for a large one. Raises CannotOpen."""
    from nettverk_tui.store.reading import Reading

    with shown(t, t("Opening {name}", name=path.name)) as progress:
        reading = Reading.open(path, progress=progress)
    with contextlib.closing(reading):
        yield reading


@contextlib.contextmanager
def writing_in(folder: Path, t: Translator) -> Iterator[None]:
    """End with a sentence if a folder cannot be written to."""
    from nettverk_tui.store.storage_advice import advice_on

    try:
        yield
    except OSError as problem:
        fail(t("Nothing could be written in {folder}: {problem}.", folder=str(folder), problem=advice_on(problem)))


@contextlib.contextmanager
def told(t: Translator) -> Iterator[None]:
    """End with a sentence instead of a traceback if a file cannot be used."""
    try:
        yield
    except Exception as problem:
        words = sentence(problem)
        if words is None:
            raise
        fail(t.message(words))


def sentence(problem: Exception) -> "Message | None":
    """Return the sentence for an expected error of a file; None for other errors."""
    from nettverk_tui.model.core.messages import Message
    from nettverk_tui.resources import DataFault
    from nettverk_tui.store.backup import CopyFailed
    from nettverk_tui.store.file import CannotOpen
    from nettverk_tui.store.locks import Busy
    from nettverk_tui.store.storage_advice import STORAGE_ERRORS, advice_on
    from nettverk_tui.store.store import NotSaved

    match problem:
        case BrokenPipeError():
            # The reader of the pipe has ended, as `head` does.
            return None
        case CannotOpen() | NotSaved():
            return problem.message
        case DataFault():
            return problem.sentence
        case CopyFailed():
            return Message(N_("No copy could be made: {problem}."), {"problem": problem.words})
        case Busy():
            return Message(N_("Another window is writing. Try again in a moment."))
        case OSError(filename=str(name)):
            return Message(N_("{name}: {problem}."), {"name": name, "problem": advice_on(problem)})
        case _ if isinstance(problem, STORAGE_ERRORS):
            return Message(N_("It could not be done: {problem}."), {"problem": advice_on(problem)})
        case MemoryError():
            return Message(N_("There is not enough memory for it. Close other programs, and try again."))
        case RecursionError():
            return Message(N_("It is nested too deep to be read."))
    return None


def needs_terminal(t: Translator) -> None:
    """End with 2 without a terminal to draw in and to read keys from: nothing was created or changed."""
    from nettverk_tui.cli.streams import is_terminal

    if not is_terminal():
        words = t("This needs a terminal to draw in and to read keys from. Start it in one, without <, > or |.")
        print(words, file=sys.stderr)
        raise SystemExit(2)
