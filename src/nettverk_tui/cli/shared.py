"""What the commands share: the file and the language they are called with, and how they say that something is wrong."""

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from nettverk_tui.cli.progress import shown
from nettverk_tui.language import Translator, negotiate

if TYPE_CHECKING:
    from nettverk_tui.model.lookup import FoundGathering
    from nettverk_tui.model.records import Language, Network
    from nettverk_tui.model.rows import Rows
    from nettverk_tui.store.reading import Reading

file_option = click.option(
    "--file",
    "file",
    type=click.Path(path_type=Path),
    envvar="NETTVERK_FILE",
    help="The network file; by default one in your own data folder.",
)
language_option = click.option(
    "--lang", type=click.Choice(["nb", "nn", "en"]), help="The language of the screens and messages."
)
network_option = click.option("--network", help="The network's name, where the file holds several.")

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
    from nettverk_tui.model.lookup import find_gathering
    from nettverk_tui.model.messages import Message

    found = find_gathering(rows, number, network)
    if isinstance(found, Message):
        fail(t.message(found))
    return found


def network_of(rows: "Rows", name: str | None, t: Translator) -> "Network":
    """The network of that name, or the only one; ends with a sentence where it cannot be told which is meant."""
    from nettverk_tui.model.lookup import find_network
    from nettverk_tui.model.messages import Message

    network = find_network(rows, name)
    if isinstance(network, Message):
        fail(t.message(network))
    return network


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
    from nettverk_tui.resources import DataFault
    from nettverk_tui.store.file import Busy, CannotOpen
    from nettverk_tui.store.store import NotSaved

    try:
        yield
    except (CannotOpen, NotSaved) as problem:
        fail(t.message(problem.message))
    except DataFault as fault:
        fail(t.message(fault.sentence))
    except Busy:
        fail(t("Another window is writing. Try again in a moment."))
