"""The commands that carry a file out whole and in again."""

import sys
from datetime import datetime
from pathlib import Path

import click

from nettverk_tui.cli.shared import file_option, language_option, shared, told, writing_in


@click.command()
@file_option
@language_option
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, file_okay=False), help="A folder; by default the text is shown."
)
@click.option("--format", "form", type=click.Choice(["json"]), default="json", show_default=True)
@click.pass_context
def export(context: click.Context, file: Path | None, lang: str | None, output: Path | None, form: str) -> None:
    """Write everything in the file as JSON, journal and private layers included; `import` makes the same file of it.

    Works for a damaged file too, as far as it can be read.

    Example:  nettverk export -o backup
    """
    from nettverk_tui.exchange.json_file import export as write_json
    from nettverk_tui.exchange.new_file import write_new
    from nettverk_tui.store.folders import default_file

    chosen, t = shared(context, file, lang)
    path = chosen or default_file()
    with told(t):
        if output is None:
            write_json(path, sys.stdout)
        else:
            name = f"{path.stem}-{datetime.now().astimezone():%Y-%m-%d}"
            with writing_in(output, t):
                written = write_new(output, name, f".{form}", lambda opened: write_json(path, opened))
            click.echo(str(written))
    click.echo(t("It holds everything, also what is for the facilitators only. Keep it as safe as the file."), err=True)


@click.command("import")
@file_option
@language_option
@click.argument("source", type=click.Path(path_type=Path))
@click.pass_context
def import_file(context: click.Context, file: Path | None, lang: str | None, source: Path) -> None:
    """Make a new file, named with --file, from what `export` wrote. A file that is there already is left as it is.

    Example:  nettverk import backup/nettverk-2027-01-12.json --file again.db
    """
    from nettverk_tui.exchange.json_file import import_into
    from nettverk_tui.store.folders import default_file

    chosen, t = shared(context, file, lang)
    target = chosen or default_file()
    with told(t):
        faults = import_into(source, target)
    for fault in faults:
        click.echo(t.message(fault.message), err=True)
    if faults:
        click.echo(t("It was imported as it was, and was not sound before: see `nettverk check`."), err=True)
    click.echo(str(target))
