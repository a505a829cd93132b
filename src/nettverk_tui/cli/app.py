"""`nettverk` and `nettverk demo`: the commands that open the app."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from nettverk_tui import __version__
from nettverk_tui.cli.completion import numbers
from nettverk_tui.cli.ending import Program
from nettverk_tui.cli.progress import shown
from nettverk_tui.cli.shared import (
    fail,
    file_option,
    gathering_of,
    language_option,
    needs_terminal,
    network_option,
    opened,
    shared,
    told,
    translator,
)
from nettverk_tui.language import Translator

if TYPE_CHECKING:
    from nettverk_tui.model.core.lookup import FoundGathering


@click.group(cls=Program, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
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
        _open_app(file, translator(lang))


@click.command()
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
    from nettverk_tui.exchange.demo.file import make_demo
    from nettverk_tui.store.folders import demo_file

    chosen, t = shared(context, file, lang)
    if from_start and finished:
        raise click.UsageError(t("Choose --from-start or --finished, not both."))
    if not no_open:
        needs_terminal(t)
    variant: Variant = "start" if from_start else "finished" if finished else "middle"
    path = chosen or demo_file()
    with told(t):
        made = make_demo(path, variant)
    if not made:
        click.echo(t("{path} is a demo somebody has typed in: it is opened as it stands.", path=str(path)), err=True)
    if no_open:
        click.echo(str(path))
    else:
        _open_app(path, t, under_way=True)


@click.command()
@file_option
@language_option
@click.option("--gathering", type=int, required=True, shell_complete=numbers, help="The number of the gathering.")
@network_option
@click.option(
    "--speed", type=int, default=20, show_default=True, help="How many times as fast the clock goes: 1 to 120."
)
@click.pass_context
def rehearse(
    context: click.Context, file: Path | None, lang: str | None, gathering: int, network: str | None, speed: int
) -> None:
    """Go through a gathering that has not begun, on a fast clock and on a copy that is thrown away. Nothing is kept.

    Example:  nettverk rehearse --gathering 2 --speed 60
    """
    from nettverk_tui.exchange.rehearsal import FASTEST, SLOWEST

    chosen, t = shared(context, file, lang)
    if not SLOWEST <= speed <= FASTEST:
        raise click.UsageError(t("--speed is to be between {least} and {most}.", least=SLOWEST, most=FASTEST))
    from nettverk_tui.store.folders import default_file

    path = chosen or default_file()
    with told(t):
        with opened(path, t) as reading:
            found = gathering_of(reading.rows, gathering, network, t)
        if found.gathering.state != "planned":
            fail(t("Gathering {number} has begun already: it can no longer be rehearsed.", number=gathering))
        needs_terminal(t)
        _rehearse(path, found, speed, t)


def _rehearse(path: Path, found: "FoundGathering", speed: int, t: Translator) -> None:
    from nettverk_tui.exchange.rehearsal import rehearsal
    from nettverk_tui.settings import load
    from nettverk_tui.store.backup import CopyFailed
    from nettverk_tui.tui.app import NettverkApp
    from nettverk_tui.tui.running import run

    try:
        with rehearsal(path, found, speed) as store:
            app = NettverkApp(t, store, file=store.path, demo=lambda: store.path, settings=load(), rehearsal=speed)
            app.begin_with(found.gathering.id)
            run(app)
    except CopyFailed as problem:
        fail(t("No copy could be made: {problem}.", problem=problem.words))


@click.command()
@file_option
@language_option
@click.pass_context
def screen(context: click.Context, file: Path | None, lang: str | None) -> None:
    """Open the second screen: a window for the projector that follows the gathering, and shows nothing private.

    b blanks it, l is light or dark. Only Ctrl and Q closes it, so that a key meant for the other window does not. What
    it shows is chosen with S in the gathering.

    Example:  nettverk screen --file network.db
    """
    chosen, t = shared(context, file, lang)
    needs_terminal(t)
    from nettverk_tui.store.folders import default_file
    from nettverk_tui.store.second_screen import SecondScreenReading
    from nettverk_tui.tui.running import run
    from nettverk_tui.tui.second_screen.app import SecondScreenApp

    with told(t):
        reading = SecondScreenReading.open(chosen or default_file())
    run(SecondScreenApp(t, reading))


def _open_app(file: Path | None, t: Translator, *, under_way: bool = False) -> None:
    """Open the app on a file; `under_way`: go straight into the running gathering."""
    needs_terminal(t)
    from nettverk_tui.exchange.demo.file import make_demo
    from nettverk_tui.settings import load
    from nettverk_tui.store.folders import default_file, demo_file
    from nettverk_tui.store.store import Store
    from nettverk_tui.tui.app import NettverkApp
    from nettverk_tui.tui.running import run

    path = file or default_file()
    # Opened before the app takes the screen, so that errors appear where they can be read.
    with told(t), shown(t, t("Opening {name}", name=path.name)) as progress:
        store = Store.open(path, progress=progress) if file is not None or path.exists() else None

    def demo() -> Path:
        make_demo(demo_file())
        return demo_file()

    run(NettverkApp(t, store, file=path, demo=demo, under_way=under_way, settings=load()))
