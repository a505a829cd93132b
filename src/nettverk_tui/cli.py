"""The command line: what each command is called and takes. What they do lives in the layers below.

Nothing is imported before it is needed: `nettverk --version` answers before click is loaded.
"""

import contextlib
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from nettverk_tui import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator

    import click

    from nettverk_tui.language import Translator
    from nettverk_tui.store.store import Store


def main() -> None:
    """What `nettverk` runs."""
    if sys.argv[1:] == ["--version"]:
        print(f"nettverk {__version__}")
        return
    program()(prog_name="nettverk")


def program() -> "click.Group":
    """The whole command line as one click group."""
    import click

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

    @click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
    @click.version_option(__version__, message="nettverk %(version)s")
    @file_option
    @language_option
    @click.pass_context
    def nettverk(context: click.Context, file: Path | None, lang: str | None) -> None:
        """Run the gatherings of a learning network, and keep what was said in one file.

        Without a command the app opens.  Example:  nettverk --file network.db
        """
        context.obj = (file, lang)
        if context.invoked_subcommand is None:
            _open_app(file, _translator(lang))

    @nettverk.command()
    @file_option
    @language_option
    @click.option("--from-start", is_flag=True, help="At the door of the third gathering.")
    @click.option("--finished", is_flag=True, help="The whole year, with its dates of 2005.")
    @click.option("--no-open", is_flag=True, help="Make the file and do not open the app.")
    @click.pass_context
    def demo(
        context: click.Context, file: Path | None, lang: str | None, from_start: bool, finished: bool, no_open: bool
    ) -> None:
        """Make the network of 2005, in the middle of its third gathering, and open it.

        A file that is no demo, and a demo somebody has typed in, are never written over.

        Example:  nettverk demo --from-start
        """
        from nettverk_tui.exchange.demo import Variant
        from nettverk_tui.exchange.demo_file import make_demo
        from nettverk_tui.store.folders import demo_file

        chosen, t = _shared(context, file, lang)
        if from_start and finished:
            raise click.UsageError(t("Choose --from-start or --finished, not both."))
        variant: Variant = "start" if from_start else "finished" if finished else "middle"
        path = chosen or demo_file()
        with _told(t):
            made = make_demo(path, variant)
        if not made:
            click.echo(
                t("{path} is a demo somebody has typed in: it is opened as it stands.", path=str(path)), err=True
            )
        if no_open:
            click.echo(str(path))
        else:
            _open_app(path, t, under_way=True)

    @nettverk.command()
    @file_option
    @language_option
    @click.option("--gathering", type=int, required=True, help="The number of the gathering.")
    @click.option("--network", help="The network's name, where the file holds several.")
    @click.option(
        "-o",
        "--output",
        type=click.Path(path_type=Path, file_okay=False),
        help="A folder; by default the text is shown.",
    )
    @click.pass_context
    def minutes(
        context: click.Context,
        file: Path | None,
        lang: str | None,
        gathering: int,
        network: str | None,
        output: Path | None,
    ) -> None:
        """Write the minutes of a gathering, at any time, as Markdown. --lang chooses the language of the document.

        Example:  nettverk minutes --gathering 3 --lang nn -o minutes
        """
        from nettverk_tui.documents.minutes import minutes as write_minutes
        from nettverk_tui.exchange.new_file import write_new
        from nettverk_tui.language import Translator, negotiate
        from nettverk_tui.model.lookup import find_gathering
        from nettverk_tui.model.messages import Message
        from nettverk_tui.resources import knowledge
        from nettverk_tui.store.folders import default_file
        from nettverk_tui.store.store import Store

        path, t = _shared(context, file, lang)
        with _told(t), contextlib.closing(Store.open_reading(path or default_file())) as reading:
            found = find_gathering(reading.rows, gathering, network)
            if isinstance(found, Message):
                _fail(t.message(found))
            chosen = lang or context.obj[1]
            language = negotiate(chosen, {}) if chosen else found.network.language
            text = write_minutes(reading.rows, found.gathering.id, Translator(language), knowledge())
        if output is None:
            click.echo(text, nl=False)
            return
        try:
            written = write_new(output, f"minutes-{gathering}-{language}", ".md", text)
        except OSError as problem:
            reason = problem.strerror or str(problem)
            _fail(t("Nothing could be written in {folder}: {problem}.", folder=str(output), problem=reason))
        click.echo(str(written))

    return nettverk


def _shared(context: "click.Context", file: Path | None, lang: str | None) -> "tuple[Path | None, Translator]":
    """The options that may stand before the command or after it."""
    outer_file, outer_lang = context.obj
    return file or outer_file, _translator(lang or outer_lang)


def _translator(lang: str | None) -> "Translator":
    from nettverk_tui.language import Translator, negotiate

    return Translator(negotiate(lang, os.environ))


def _fail(words: str) -> NoReturn:
    """Say what is wrong on standard error, and end with 1."""
    print(words, file=sys.stderr)
    raise SystemExit(1)


@contextlib.contextmanager
def _told(t: "Translator") -> "Iterator[None]":
    """End with a sentence where a file cannot be used, instead of with a traceback."""
    from nettverk_tui.resources import DataFault
    from nettverk_tui.store.file import Busy, CannotOpen
    from nettverk_tui.store.store import NotSaved

    try:
        yield
    except (CannotOpen, NotSaved) as problem:
        _fail(t.message(problem.message))
    except DataFault as fault:
        _fail(t.message(fault.sentence))
    except Busy:
        _fail(t("Another window is writing. Try again in a moment."))


def _open_store(path: Path, t: "Translator") -> "Store":
    from nettverk_tui.store.store import Store

    with _told(t):
        return Store.open(path)


def _open_app(file: Path | None, t: "Translator", *, under_way: bool = False) -> None:
    """Open the app on a file; `under_way`: go straight into the gathering that has been begun."""
    from nettverk_tui.exchange.demo_file import make_demo
    from nettverk_tui.store.folders import default_file, demo_file
    from nettverk_tui.tui.app import NettverkApp

    path = file or default_file()
    # Opened before the app takes the screen, so that what is wrong is said where it can be read.
    store = _open_store(path, t) if file is not None or path.exists() else None

    def demo() -> Path:
        make_demo(demo_file())
        return demo_file()

    NettverkApp(t, store, demo=demo, under_way=under_way).run()
