"""What the commands share: the file and the language they are called with, and how they say that something is wrong."""

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
    """A path from the command line. `of_file`: it is that of a file, so that names can be put beside it."""

    def __init__(self, *, of_file: bool = False, file_okay: bool = True, dir_okay: bool = True) -> None:
        super().__init__(path_type=Path, file_okay=file_okay, dir_okay=dir_okay)
        self._of_file, self._kind = of_file, self.name

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path; ends with 2 where it names nothing."""
        # click names it once, in the language of that time.
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
    """The options that may stand before the command or after it."""
    outer_file, outer_lang = context.obj
    return file or outer_file, translator(lang or outer_lang)


def translator(lang: str | None) -> Translator:
    """The language asked for, else the one of the environment, else the one chosen in the settings."""
    from nettverk_tui.settings import load

    return Translator(negotiate(lang, os.environ, load().language))


def fail(words: str) -> NoReturn:
    """Say what is wrong on standard error, and end with 1."""
    print(words, file=sys.stderr)
    raise SystemExit(1)


def gathering_of(rows: "Rows", number: int, network: str | None, t: Translator) -> "FoundGathering":
    """The gathering with that number; ends with a sentence where it cannot be told which is meant."""
    from nettverk_tui.model.core.lookup import find_gathering
    from nettverk_tui.model.core.messages import Message

    found = find_gathering(rows, number, network)
    if isinstance(found, Message):
        fail(t.message(found))
    return found


def network_of(rows: "Rows", name: str | None, t: Translator) -> "Network":
    """The network of that name, or the only one; ends with a sentence where it cannot be told which is meant."""
    from nettverk_tui.model.core.lookup import find_network
    from nettverk_tui.model.core.messages import Message

    network = find_network(rows, name)
    if isinstance(network, Message):
        fail(t.message(network))
    return network


def group_of(rows: "Rows", network: "Network", letter: str, t: Translator) -> "Group":
    """The group of a network with that letter; ends with a sentence where there is none."""
    from nettverk_tui.model.core.lookup import find_group
    from nettverk_tui.model.core.messages import Message

    group = find_group(rows, network, letter)
    if isinstance(group, Message):
        fail(t.message(group))
    return group


def show_json(value: Any) -> None:
    """Write a value for programs: JSON that is the same value in whatever encoding it is read."""
    import json

    from nettverk_tui.cli.streams import for_json

    for_json()
    print(json.dumps(value, ensure_ascii=False, indent=2))


def document_language(context: click.Context, lang: str | None, network: "Network") -> "Language":
    """A document speaks the language that was asked for, else its network's."""
    chosen = lang or context.obj[1]
    return negotiate(chosen, {}) if chosen else network.language


@contextlib.contextmanager
def opened(path: Path, t: Translator) -> Iterator["Reading"]:
    """A file to read from; a large one says how far its opening is. Raises CannotOpen."""
    from nettverk_tui.store.reading import Reading

    with shown(t, t("Opening {name}", name=path.name)) as progress:
        reading = Reading.open(path, progress=progress)
    with contextlib.closing(reading):
        yield reading


@contextlib.contextmanager
def writing_in(folder: Path, t: Translator) -> Iterator[None]:
    """End with a sentence where nothing can be written in a folder."""
    from nettverk_tui.store.trouble import in_words

    try:
        yield
    except OSError as problem:
        fail(t("Nothing could be written in {folder}: {problem}.", folder=str(folder), problem=in_words(problem)))


@contextlib.contextmanager
def told(t: Translator) -> Iterator[None]:
    """End with a sentence where a file cannot be used, instead of with a traceback."""
    try:
        yield
    except Exception as problem:
        words = sentence(problem)
        if words is None:
            raise
        fail(t.message(words))


def sentence(problem: Exception) -> "Message | None":
    """What is said of something that can go wrong with any file; None where nobody has thought of it."""
    from nettverk_tui.model.core.messages import Message
    from nettverk_tui.resources import DataFault
    from nettverk_tui.store.backup import CopyFailed
    from nettverk_tui.store.file import CannotOpen
    from nettverk_tui.store.locks import Busy
    from nettverk_tui.store.store import NotSaved
    from nettverk_tui.store.trouble import TROUBLE, in_words

    match problem:
        case BrokenPipeError():
            # Whoever read it has had enough, as `head` has.
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
            return Message(N_("{name}: {problem}."), {"name": name, "problem": in_words(problem)})
        case _ if isinstance(problem, TROUBLE):
            return Message(N_("It could not be done: {problem}."), {"problem": in_words(problem)})
        case MemoryError():
            return Message(N_("There is not enough memory for it. Close other programs, and try again."))
        case RecursionError():
            return Message(N_("It is nested too deep to be read."))
    return None


def needs_terminal(t: Translator) -> None:
    """End with 2 where there is no terminal to draw in and to read keys from: nothing was made or changed."""
    from nettverk_tui.cli.streams import is_terminal

    if not is_terminal():
        words = t("This needs a terminal to draw in and to read keys from. Start it in one, without <, > or |.")
        print(words, file=sys.stderr)
        raise SystemExit(2)
