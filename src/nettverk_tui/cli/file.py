"""Commands for the file itself: check, backup, restore, rescue, erase."""

import contextlib
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from nettverk_tui.cli.progress import shown
from nettverk_tui.cli.shared import PathName, fail, file_option, json_option, language_option, shared, show_json, told
from nettverk_tui.language import Translator

if TYPE_CHECKING:
    from nettverk_tui.store.maintenance.erasure import Mention
    from nettverk_tui.store.maintenance.restore import Difference

#: Most lost entries that are named; the others are counted.
_NAMED = 12


@click.command()
@file_option
@language_option
@json_option
@click.pass_context
def check(context: click.Context, file: Path | None, lang: str | None, as_json: bool) -> None:
    """Look whether the file is sound: what SQLite finds, the chain of its journal, and every row against the journal.

    Nothing is changed. Ends with 1 where something is wrong.

    Example:  nettverk check --file network.db
    """
    from nettverk_tui.store.folders import default_file
    from nettverk_tui.store.maintenance import integrity

    chosen, t = shared(context, file, lang)
    path = chosen or default_file()
    with told(t), shown(t, t("Looking through {name}", name=path.name)) as progress:
        report = integrity.check(path, progress)
    if as_json:
        faults = [
            {"kind": fault.kind, "where": fault.where, "says": t.message(fault.message)} for fault in report.faults
        ]
        found = {"file": str(path), "sound": not faults, "rows": report.rows, "entries": report.entries}
        show_json({**found, "faults": faults})
    else:
        for fault in report.faults:
            click.echo(t.message(fault.message))
        if report.faults:
            words = t("{name} is not sound. Nothing was changed.", name=path.name)
            click.echo(words, err=True)
            click.echo(
                t("Put a good copy back with `nettverk restore`, or save what can be read with `nettverk rescue`."),
                err=True,
            )
        else:
            rows = t.plural("{n} row", "{n} rows", report.rows)
            entries = t.plural("{n} entry in its journal", "{n} entries in its journal", report.entries)
            click.echo(t("{name} is sound: {rows}, {entries}.", name=path.name, rows=rows, entries=entries))
    if report.faults:
        raise SystemExit(1)


@click.command()
@file_option
@language_option
@click.argument("destination", required=False, type=PathName())
@click.pass_context
def backup(context: click.Context, file: Path | None, lang: str | None, destination: Path | None) -> None:
    """Make a verified copy of the file, also while the app has it open. DESTINATION is a folder or a new file.

    Without one it goes into the folder of copies beside the file. Nothing is ever written over.

    Example:  nettverk backup /media/stick
    """
    from nettverk_tui.store import backup as copying
    from nettverk_tui.store.folders import default_file
    from nettverk_tui.store.progress import parts
    from nettverk_tui.store.reading import connected

    chosen, t = shared(context, file, lang)
    path = chosen or default_file()
    now = datetime.now(UTC)
    with told(t), shown(t, t("Copying {name}", name=path.name)) as progress:
        of_looking, of_copy = parts(progress, 1, 5)
        with contextlib.closing(connected(path, writing=False, progress=of_looking)) as connection:
            target = destination or copying.copies_folder(path)
            if destination is None or destination.is_dir():
                target /= copying.name_of(connection, path if destination is not None else None, now)
            if target.exists():
                fail(t("{path} exists already. It was left as it is; choose another name.", path=str(target)))
            try:
                copying.copy_to(connection, target, of_copy)
            except copying.CopyFailed as problem:
                fail(t("No copy could be made: {problem}.", problem=problem.words))
    click.echo(str(target))


@click.command()
@file_option
@language_option
@click.argument("copy", required=False, type=PathName())
@click.option("--yes", is_flag=True, help="Do it without asking.")
@click.pass_context
def restore(context: click.Context, file: Path | None, lang: str | None, copy: Path | None, yes: bool) -> None:
    """Put COPY in the place of the file. What would be lost is shown first, and the present file is kept beside it.

    Without COPY the copies there are are listed, oldest first.

    Example:  nettverk restore nettverk.db.copies/2027-01-12T083000.000000-4f2a.db
    """
    from nettverk_tui.store.backup import copies
    from nettverk_tui.store.folders import default_file
    from nettverk_tui.store.maintenance import restore
    from nettverk_tui.store.progress import parts

    chosen, t = shared(context, file, lang)
    path = chosen or default_file()
    if copy is None:
        there = copies(path)
        for existing in there:
            click.echo(str(existing))
        if not there:
            click.echo(t("There are no copies of {name} yet.", name=path.name), err=True)
        return
    with told(t):
        with shown(t, t("Comparing {name} with the copy", name=path.name)) as progress:
            of_check, of_comparing = parts(progress, 1, 1)
            restore.check_copy(copy, of_check)
            difference = restore.compare(path, copy, of_comparing)
        _show_difference(difference, path, copy, t)
        if not yes:
            if not sys.stdin.isatty():
                fail(t("Nothing was changed. Say --yes to do it."))
            if not click.confirm(t("Put it in the place of {name}?", name=path.name), err=True):
                raise SystemExit(1)
        with shown(t, t("Putting the copy in the place of {name}", name=path.name)) as progress:
            kept = restore.restore(path, copy, datetime.now(UTC), progress)
    if kept is not None:
        click.echo(t("The file as it was is kept: {path}", path=str(kept)), err=True)
    click.echo(str(path))


def _show_difference(difference: "Difference | None", path: Path, copy: Path, t: Translator) -> None:
    from nettverk_tui.model.journal.entry_labels import label
    from nettverk_tui.store.reading import Reading

    if difference is None:
        click.echo(t("{name} cannot be read: what the copy lacks is not known.", name=path.name), err=True)
        return
    if not difference.of_one_network:
        click.echo(t("This copy is of another file than {name}.", name=path.name), err=True)
    for source, entries, words in (
        (path, difference.only_here, t("In the file, and not in the copy:")),
        (copy, difference.only_in_the_copy, t("In the copy, and not in the file:")),
    ):
        if not entries:
            continue
        click.echo(words, err=True)
        with contextlib.closing(Reading.open(source)) as reading:
            for entry in entries[:_NAMED]:
                day = t.day(t.local(entry.at).date())
                click.echo(f"  {day} {t.clock(entry.at)}  {t.message(label(entry, reading.rows))}", err=True)
        if len(entries) > _NAMED:
            click.echo(f"  {t.plural('and {n} more', 'and {n} more', len(entries) - _NAMED)}", err=True)
    if not difference.only_here and not difference.only_in_the_copy:
        click.echo(t("The file and the copy hold the same."), err=True)


@click.command()
@language_option
@click.argument("damaged", type=PathName())
@click.argument("new", type=PathName())
@click.pass_context
def rescue(context: click.Context, lang: str | None, damaged: Path, new: Path) -> None:
    """Read what can be read from the file DAMAGED into the file NEW. DAMAGED is left as it is.

    Example:  nettverk rescue damaged.db rescued.db
    """
    from nettverk_tui.store.maintenance.rescue import rescue as read_out

    _, t = shared(context, None, lang)
    with told(t), shown(t, t("Reading what can be read of {name}", name=damaged.name)) as progress:
        rescued = read_out(damaged, new, progress)
    rows = t.plural("{n} row was read", "{n} rows were read", rescued.read)
    more = t.plural(
        "{n} was made again from the journal", "{n} were made again from the journal", rescued.from_the_journal
    )
    click.echo(f"{rows}; {more}.", err=True)
    if rescued.entries_lost:
        words = t.plural(
            "{n} entry of its journal could not be read", "{n} entries of its journal could not be read",
            rescued.entries_lost,
        )  # fmt: skip
        click.echo(f"{words}.", err=True)
    if rescued.and_more:
        click.echo(t("Its journal could not be read whole: what else is missing is not known."), err=True)
    if rescued.unplaced:
        words = t.plural(
            "{n} row may be of several tables, and was left", "{n} rows may be of several tables, and were left",
            rescued.unplaced,
        )  # fmt: skip
        click.echo(f"{words}.", err=True)
    for row in rescued.left:
        click.echo(t("Left behind: {what}", what=row), err=True)
    click.echo(str(new))


@click.command()
@file_option
@language_option
@click.option("--member", required=True, help="The member’s name, or the id in the table member.")
@click.option(
    "--parts",
    type=click.Choice(["ask", "keep", "redact"]),
    help="Texts with only a part of the name: by default they are asked about, or kept where nobody can answer.",
)
@click.option("--yes", is_flag=True, help="Do it without asking.")
@click.pass_context
def erase(
    context: click.Context, file: Path | None, lang: str | None, member: str, parts: str | None, yes: bool
) -> None:
    """Take a person out of the file: rows, texts, journal, half-typed text and copies. It cannot be undone.

    The whole name goes in whatever form it is written. Texts with a part of it (Kari's idea) are shown, to keep or to
    redact. That somebody of that profession took part stays. Copies elsewhere and documents that were sent are yours to
    find.

    Example:  nettverk erase --member "Kari Nordmann"
    """
    from nettverk_tui.model.core.messages import Message
    from nettverk_tui.store.folders import default_file
    from nettverk_tui.store.maintenance import erasure

    chosen, t = shared(context, file, lang)
    path = chosen or default_file()
    asking = sys.stdin.isatty() and (parts == "ask" or (parts is None and not yes))
    with told(t):
        person = erasure.find(path, member)
        if isinstance(person, Message):
            fail(t.message(person))
        names = ", ".join(person.names) or person.member.id
        click.echo(t("This takes {names} out of {name} for good.", names=names, name=path.name), err=True)
        mentions = erasure.mentions(path, person)
        meant = _meant(mentions, t, asking=asking, redact=parts == "redact")
        if not yes:
            if not sys.stdin.isatty():
                fail(t("Nothing was changed. Say --yes to do it."))
            if not click.confirm(t("Do it?"), err=True):
                raise SystemExit(1)
        with shown(t, t("Taking {names} out of {name}", names=names, name=path.name)) as progress:
            moment = int(datetime.now(UTC).timestamp() * 1000)
            erased = erasure.erase(path, person, moment, meant={mention.key for mention in meant}, progress=progress)
    rows = t.plural("{n} row", "{n} rows", erased.rows)
    entries = t.plural("{n} entry in its journal", "{n} entries in its journal", erased.entries)
    copies = t.plural("{n} copy", "{n} copies", erased.copies)
    click.echo(t("Changed: {rows}, {entries}, {copies}.", rows=rows, entries=entries, copies=copies))
    for mention in mentions:
        if mention not in meant:
            click.echo(
                t("A part of the name stands here; look whether it is the same person: {where}", where=_where(mention))
            )
    for remaining in erased.remaining:
        words = t("This file may still have the name; look at it, and delete it where it does: {path}", path=remaining)
        click.echo(words, err=True)
    if erased.remaining:
        raise SystemExit(1)


def _meant(mentions: "Sequence[Mention]", t: Translator, *, asking: bool, redact: bool) -> "Sequence[Mention]":
    """Return the texts in which the user says a part of the name is the person's; all are shown."""
    if mentions:
        words = t.plural(
            "{n} text has a part of the name; it may be somebody else's.",
            "{n} texts have a part of the name; it may be somebody else's.",
            len(mentions),
        )
        click.echo(words, err=True)
    meant = []
    for mention in mentions:
        click.echo(f"  {_where(mention)}", err=True)
        if redact or (asking and click.confirm(t("Take the name out of this text?"), err=True)):
            meant.append(mention)
    return meant


def _where(mention: "Mention") -> str:
    """Return table, id and text, with the parts of the name in brackets."""
    from nettverk_tui.model.core.text import one_line

    shown = []
    for text, parts in zip(mention.texts, mention.parts, strict=True):
        for start, end in reversed(parts):
            text = f"{text[:start]}[{text[start:end]}]{text[end:]}"
        shown.append(f"“{one_line(text)}”")
    return f"{mention.table} {mention.id}: {', '.join(shown)}"
