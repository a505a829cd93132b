"""Commands for export and import of the whole file."""

import contextlib
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from nettverk_tui.cli.completion import letters
from nettverk_tui.cli.progress import shown
from nettverk_tui.cli.shared import (
    PathName,
    fail,
    file_option,
    group_of,
    language_option,
    network_option,
    opened,
    shared,
    told,
    writing_in,
)
from nettverk_tui.cli.streams import for_json
from nettverk_tui.language import Translator

if TYPE_CHECKING:
    from nettverk_tui.exchange.json_file import Exported


@click.command()
@file_option
@language_option
@click.option("-o", "--output", type=PathName(file_okay=False), help="A folder; by default the text is shown.")
@click.option("--format", "form", type=click.Choice(["json"]), default="json", show_default=True)
@click.pass_context
def export(context: click.Context, file: Path | None, lang: str | None, output: Path | None, form: str) -> None:
    """Write everything in the file as JSON, journal and private layers included; `import` makes the same file of it.

    Works for a damaged file too, as far as it can be read.

    Example:  nettverk export -o backup
    """
    from nettverk_tui.exchange.exports.new_file import write_new
    from nettverk_tui.exchange.json_file import export as write_json
    from nettverk_tui.store.folders import default_file

    chosen, t = shared(context, file, lang)
    path = chosen or default_file()
    # The shown JSON is its own sign of progress.
    quiet = output is None and sys.stdout.isatty()
    with told(t), shown(t, t("Writing out {name}", name=path.name), quiet=quiet) as progress:
        if output is None:
            for_json()
            exported = write_json(path, sys.stdout, progress)
        else:
            name = f"{path.stem}-{datetime.now().astimezone():%Y-%m-%d}"
            done: list[Exported] = []
            with writing_in(output, t):
                written = write_new(output, name, f".{form}", lambda to: done.append(write_json(path, to, progress)))
            (exported,) = done
            click.echo(str(written))
    click.echo(t("It holds everything, also what is for the facilitators only. Keep it as safe as the file."), err=True)
    if exported.gaps:
        _say_what_is_missing(exported, path, t)


def _say_what_is_missing(exported: "Exported", path: Path, t: Translator) -> None:
    """Report what was read of a damaged file and what was not. End with 1 if something is missing."""
    tables = t.listed(exported.gaps)
    records = t.plural("{n} record was written", "{n} records were written", exported.records)
    click.echo(t("{name} is damaged in {tables}; {records}.", name=path.name, tables=tables, records=records), err=True)
    rows, entries, and_more = exported.missing
    if not rows and not entries and not and_more:
        click.echo(t("Everything its journal names was read."), err=True)
        return
    if rows:
        words = t.plural(
            "{n} row that its journal names could not be read", "{n} rows that its journal names could not be read",
            rows,
        )  # fmt: skip
        click.echo(t("{rows}; `nettverk rescue` makes such rows again.", rows=words), err=True)
    if entries:
        words = t.plural(
            "{n} entry of its journal could not be read", "{n} entries of its journal could not be read", entries
        )
        click.echo(f"{words}.", err=True)
    if and_more:
        click.echo(t("Its journal could not be read whole: what else is missing is not known."), err=True)
    raise SystemExit(1)


@click.command("import")
@file_option
@language_option
@network_option
@click.option("--group", shell_complete=letters, help="Measurements: the group they are of, where no column says so.")
@click.option("--indicator", help="Measurements: the indicator they are of, where no column says so.")
@click.option("--dry-run", is_flag=True, help="Only say what a table would add and change.")
@click.option("--yes", is_flag=True, help="Do not ask before a table is imported.")
@click.option("--without-refused", is_flag=True, help="Import the rest of a table where some rows are refused.")
@click.option("--template", is_flag=True, help="Write a table to fill in: .toml, .csv or .xlsx, by the name's ending.")
@click.argument("source", type=PathName())
@click.pass_context
def import_file(
    context: click.Context,
    file: Path | None,
    lang: str | None,
    network: str | None,
    group: str | None,
    indicator: str | None,
    source: Path,
    dry_run: bool,
    yes: bool,
    without_refused: bool,
    template: bool,
) -> None:
    """Take in what `export` wrote (.json, as a new file), or a table: groups and members, or measurements.

    A new file is named with --file, and one that is there already is left as it is. A table (.toml, .csv,
    .xlsx) goes into a network that stands: what each row would add or change is shown first, and nothing is removed.

    Example:  nettverk import groups.xlsx --dry-run
    """
    from nettverk_tui.exchange.imports.group_files import ENDINGS

    chosen, t = shared(context, file, lang)
    if template:
        _write_template(source, chosen, network, t)
    elif source.suffix.casefold() in ENDINGS:
        _import_table(
            source, chosen, network, (group, indicator), t, dry_run=dry_run, yes=yes, without_refused=without_refused
        )
    else:
        _import_json(source, chosen, t)


def _import_json(source: Path, chosen: Path | None, t: Translator) -> None:
    from nettverk_tui.exchange.json_file import import_into
    from nettverk_tui.store.folders import default_file

    target = chosen or default_file()
    with told(t), shown(t, t("Importing {name}", name=source.name)) as progress:
        faults = import_into(source, target, progress)
    for fault in faults:
        click.echo(t.message(fault.message), err=True)
    if faults:
        click.echo(t("It was imported as it was, and was not sound before: see `nettverk check`."), err=True)
    click.echo(str(target))


def _write_template(target: Path, chosen: Path | None, network: str | None, t: Translator) -> None:
    """Write the template, with the groups of the network if there is one."""
    from nettverk_tui.exchange.imports.cells import CannotRead
    from nettverk_tui.exchange.imports.group_files import write_template
    from nettverk_tui.model.core.lookup import find_network
    from nettverk_tui.model.core.messages import Message
    from nettverk_tui.model.core.rows import MemoryRows
    from nettverk_tui.store.folders import default_file

    path = chosen or default_file()
    with told(t), _table_told(target, t):
        try:
            if path.is_file():
                with opened(path, t) as reading:
                    found = find_network(reading.rows, network)
                    id = None if isinstance(found, Message) else found.id
                    write_template(target, reading.rows, id, t)
            else:
                write_template(target, MemoryRows([]), None, t)
        except CannotRead as problem:
            fail(t.message(problem.message))
    click.echo(str(target))


def _import_table(
    source: Path,
    chosen: Path | None,
    network: str | None,
    measured: tuple[str | None, str | None],
    t: Translator,
    *,
    dry_run: bool,
    yes: bool,
    without_refused: bool,
) -> None:
    from nettverk_tui.exchange.imports.cells import CannotRead
    from nettverk_tui.exchange.imports.dry_run import try_out
    from nettverk_tui.model.core.lookup import find_network
    from nettverk_tui.model.core.messages import Message, Refusal
    from nettverk_tui.store.folders import default_file
    from nettverk_tui.store.store import Store, new_id

    path = chosen or default_file()
    with told(t), shown(t, t("Opening {name}", name=path.name)) as progress:
        window = Store.open(path, progress=progress)
    with told(t), contextlib.closing(window) as store:
        found = find_network(store.rows, network)
        if isinstance(found, Message):
            fail(t.message(found))
        if measured[0] is not None:
            group_of(store.rows, found, measured[0], t)
        with _table_told(source, t):
            try:
                today = datetime.now().astimezone().date()
                trial = try_out(source, store.rows, found, today, new_id, *measured)
            except CannotRead as problem:
                fail(t.message(problem.message))
        for line in trial.words(t):
            click.echo(line)
        if trial.refusal is not None:
            fail(t.message(trial.refusal))
        click.echo(trial.sums(t), err=True)
        if dry_run or not trial.anything:
            raise SystemExit(1 if trial.faults else 0)
        if trial.faults and not without_refused:
            fail(t("Nothing was imported. Correct the refused rows, or import the rest with --without-refused."))
        if not yes and not click.confirm(t("Import it?"), default=True, err=True):
            fail(t("Nothing was imported."))
        with shown(t, t("Importing {name}", name=source.name)) as progress:
            outcome = store.apply(trial.command, progress)
        if isinstance(outcome, Refusal):
            fail(t.message(outcome.message))
    click.echo(t("Imported."), err=True)


@contextlib.contextmanager
def _table_told(path: Path, t: Translator) -> Iterator[None]:
    """End with a sentence if a table cannot be opened or written."""
    from nettverk_tui.store.storage_advice import advice_on

    try:
        yield
    except FileExistsError:
        fail(t("{name} is there already, and is left as it is. Choose another name.", name=path.name))
    except OSError as problem:
        fail(t("{name} cannot be opened: {problem}.", name=path.name, problem=advice_on(problem)))
