"""Lists: networks, gatherings, groups, actions, advice; as a table to read, or as JSON for programs."""

import contextlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from nettverk_tui.cli.shared import (
    file_option,
    json_option,
    language_option,
    network_of,
    network_option,
    shared,
    told,
)
from nettverk_tui.language import Translator

if TYPE_CHECKING:
    from nettverk_tui.store.reading import Reading

#: A text longer than this many cells is cut in a table; JSON has all of it.
_WIDEST = 60

group_option = click.option("--group", help="Only this group, by its letter.")
private_option = click.option("--private", is_flag=True, help="Also what is for the facilitators only.")


@click.command()
@file_option
@language_option
@json_option
@click.pass_context
def networks(context: click.Context, file: Path | None, lang: str | None, as_json: bool) -> None:
    """List the networks of a file.  Example:  nettverk networks --json"""
    from nettverk_tui.exchange import lists

    with _opened(context, file, lang) as (reading, t):
        today = datetime.now().astimezone().date().isoformat()
        _show(lists.networks(reading.rows, today), t, as_json=as_json)


@click.command()
@file_option
@language_option
@network_option
@json_option
@click.pass_context
def gatherings(context: click.Context, file: Path | None, lang: str | None, network: str | None, as_json: bool) -> None:
    """List a network's gatherings.  Example:  nettverk gatherings"""
    from nettverk_tui.exchange import lists

    with _opened(context, file, lang) as (reading, t):
        _show(lists.gatherings(reading.rows, network_of(reading.rows, network, t)), t, as_json=as_json)


@click.command()
@file_option
@language_option
@network_option
@json_option
@click.pass_context
def groups(context: click.Context, file: Path | None, lang: str | None, network: str | None, as_json: bool) -> None:
    """List a network's groups.  Example:  nettverk groups --json"""
    from nettverk_tui.exchange import lists

    with _opened(context, file, lang) as (reading, t):
        _show(lists.groups(reading.rows, network_of(reading.rows, network, t)), t, as_json=as_json)


@click.command()
@file_option
@language_option
@network_option
@group_option
@click.option("--open", "only_open", is_flag=True, help="Only those that are not settled.")
@private_option
@json_option
@click.pass_context
def actions(
    context: click.Context,
    file: Path | None,
    lang: str | None,
    network: str | None,
    group: str | None,
    only_open: bool,
    private: bool,
    as_json: bool,
) -> None:
    """List what people said they would do.  Example:  nettverk actions --group B --open"""
    from nettverk_tui.exchange import lists

    with _opened(context, file, lang) as (reading, t):
        rows = lists.actions(reading.rows, network_of(reading.rows, network, t), private=private)
        wanted = (row for row in rows if not only_open or row["state"] == "open")
        _show(_of_group(wanted, group), t, as_json=as_json)


@click.command()
@file_option
@language_option
@network_option
@group_option
@private_option
@json_option
@click.pass_context
def advice(
    context: click.Context,
    file: Path | None,
    lang: str | None,
    network: str | None,
    group: str | None,
    private: bool,
    as_json: bool,
) -> None:
    """List the advice the groups were given, and what came of it.  Example:  nettverk advice --group B"""
    from nettverk_tui.exchange import lists

    with _opened(context, file, lang) as (reading, t):
        rows = lists.advice(reading.rows, network_of(reading.rows, network, t), private=private)
        _show(_of_group(rows, group), t, as_json=as_json)


@contextlib.contextmanager
def _opened(context: click.Context, file: Path | None, lang: str | None) -> Iterator[tuple["Reading", Translator]]:
    from nettverk_tui.store.folders import default_file
    from nettverk_tui.store.store import Store

    path, t = shared(context, file, lang)
    with told(t), contextlib.closing(Store.open_reading(path or default_file())) as reading:
        yield reading, t


def _of_group(rows: Iterable[Mapping[str, Any]], group: str | None) -> Iterator[Mapping[str, Any]]:
    return (row for row in rows if group is None or (row["group"] or "").casefold() == group.casefold())


def _show(rows: Iterable[Mapping[str, Any]], t: Translator, *, as_json: bool) -> None:
    found = list(rows)
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
    elif not found:
        click.echo(t("There is nothing to list."), err=True)
    else:
        # Ids are for programs.
        heads = [name for name in found[0] if name != "id"]
        click.echo("\n".join(_table([heads, *([_cell(row[name]) for name in heads] for row in found)])))


def _cell(value: object) -> str:
    from nettverk_tui.model.text import one_line

    if value is None or value is False:
        return ""
    return one_line(str(value), _WIDEST) if value is not True else "*"


def _table(lines: Sequence[Sequence[str]]) -> Iterator[str]:
    from rich.cells import cell_len

    widths = [max(map(cell_len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        padded = (cell + " " * (width - cell_len(cell)) for cell, width in zip(line, widths, strict=True))
        yield "  ".join(padded).rstrip()
