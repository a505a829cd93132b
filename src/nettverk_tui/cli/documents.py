"""Commands that write documents."""

from pathlib import Path

import click

from nettverk_tui.cli.completion import letters, numbers
from nettverk_tui.cli.shared import (
    PathName,
    document_language,
    fail,
    file_option,
    gathering_of,
    group_of,
    language_option,
    network_of,
    network_option,
    opened,
    shared,
    told,
    writing_in,
)


@click.command()
@file_option
@language_option
@click.option("--gathering", type=int, required=True, shell_complete=numbers, help="The number of the gathering.")
@network_option
@click.option("-o", "--output", type=PathName(file_okay=False), help="A folder; by default the text is shown.")
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
    from nettverk_tui.documents.minutes.document import minutes as write_minutes
    from nettverk_tui.exchange.exports.new_file import write_new
    from nettverk_tui.language import Translator
    from nettverk_tui.resources import knowledge
    from nettverk_tui.store.folders import default_file

    path, t = shared(context, file, lang)
    with told(t), opened(path or default_file(), t) as reading:
        found = gathering_of(reading.rows, gathering, network, t)
        language = document_language(context, lang, found.network)
        text = write_minutes(reading.rows, found.gathering.id, Translator(language), knowledge())
    if output is None:
        click.echo(text, nl=False)
        return
    with writing_in(output, t):
        written = write_new(output, f"minutes-{gathering}-{language}", ".md", text)
    click.echo(str(written))


@click.command()
@file_option
@language_option
@click.option("--gathering", type=int, required=True, shell_complete=numbers, help="The number of the gathering.")
@click.option("--group", shell_complete=letters, help="Only this group, by its letter; by default one form for each.")
@network_option
@click.option("--format", "form_", type=click.Choice(["html", "md"]), default="html", show_default=True)
@click.option(
    "-o",
    "--output",
    type=PathName(file_okay=False),
    default=Path(),
    help="A folder; by default here.",
)
@click.pass_context
def form(
    context: click.Context,
    file: Path | None,
    lang: str | None,
    gathering: int,
    group: str | None,
    network: str | None,
    form_: str,
    output: Path,
) -> None:
    """Write the paper form of each group: status, factors with the last answers, numbers. HTML is for printing.

    It is filled in before the day or at the table, and typed in with f in the list of gatherings.

    Example:  nettverk form --gathering 3 --group B -o forms
    """
    from nettverk_tui.documents.form import form as write_form
    from nettverk_tui.documents.html import page
    from nettverk_tui.exchange.exports.new_file import write_new
    from nettverk_tui.language import Translator
    from nettverk_tui.model.gathering.room import read_room
    from nettverk_tui.resources import knowledge
    from nettverk_tui.store.folders import default_file

    path, t = shared(context, file, lang)
    with told(t), opened(path or default_file(), t) as reading:
        found = gathering_of(reading.rows, gathering, network, t)
        language = document_language(context, lang, found.network)
        room = read_room(reading.rows, found.gathering.id)
        groups = [candidate for candidate in (room.groups if room else ()) if candidate.state != "withdrawn"]
        if group is not None:
            chosen = group_of(reading.rows, found.network, group, t)
            groups = [candidate for candidate in groups if candidate.id == chosen.id]
            if not groups:
                fail(t("Group {letter} has left the network.", letter=chosen.letter))
        if room is None or not groups:
            fail(t("{network} has no groups yet.", network=found.network.name))
        for recipient in groups:
            text = write_form(reading.rows, room, recipient, Translator(language), knowledge())
            name = f"form-{gathering}-{recipient.letter}-{language}"
            content = page(text, name, language) if form_ == "html" else text
            with writing_in(output, t):
                written = write_new(output, name, f".{form_}", content)
            click.echo(str(written))


@click.command()
@file_option
@language_option
@network_option
@click.option("-o", "--output", type=PathName(file_okay=False), help="A folder; by default the text is shown.")
@click.option("--words", is_flag=True, help="Also what the actions say; it may name somebody.")
@click.pass_context
def calendar(
    context: click.Context, file: Path | None, lang: str | None, network: str | None, output: Path | None, words: bool
) -> None:
    """Write gatherings, due dates and the next calls as an .ics file, for a calendar program.

    No word of what is for the facilitators only goes out, and no name without --words. The same file imported again
    changes what is there.

    Example:  nettverk calendar -o calendar
    """
    from datetime import UTC, datetime

    from nettverk_tui.exchange.exports.calendar_file import calendar_file
    from nettverk_tui.exchange.exports.new_file import write_new
    from nettverk_tui.language import Translator
    from nettverk_tui.store.folders import default_file

    path, t = shared(context, file, lang)
    with told(t), opened(path or default_file(), t) as reading:
        found = network_of(reading.rows, network, t)
        language = document_language(context, lang, found)
        text = calendar_file(reading.rows, found, Translator(language), datetime.now(UTC), words=words)
    if output is None:
        click.echo(text, nl=False)
        return
    with writing_in(output, t):
        written = write_new(output, f"calendar-{found.name}", ".ics", text)
    click.echo(str(written))
