"""Lists: networks, gatherings, groups, actions, advice; as a table to read, or as JSON for programs."""

import contextlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from nettverk_tui.cli.shared import (
    file_option,
    group_of,
    group_option,
    json_option,
    language_option,
    network_of,
    network_option,
    shared,
    show_json,
    told,
)
from nettverk_tui.language import Translator

if TYPE_CHECKING:
    from nettverk_tui.model.core.records import Network
    from nettverk_tui.store.reading import Reading

private_option = click.option("--private", is_flag=True, help="Also what is for the facilitators only.")


@click.command()
@file_option
@language_option
@json_option
@click.pass_context
def networks(context: click.Context, file: Path | None, lang: str | None, as_json: bool) -> None:
    """List the networks of a file.  Example:  nettverk networks --json"""
    from nettverk_tui.exchange.exports import lists

    with _opened(context, file, lang) as (reading, t):
        today = datetime.now().astimezone().date().isoformat()
        _show("networks", lists.networks(reading.rows, today), t, as_json=as_json)


@click.command()
@file_option
@language_option
@network_option
@json_option
@click.pass_context
def gatherings(context: click.Context, file: Path | None, lang: str | None, network: str | None, as_json: bool) -> None:
    """List a network's gatherings.  Example:  nettverk gatherings"""
    from nettverk_tui.exchange.exports import lists

    with _opened(context, file, lang) as (reading, t):
        _show("gatherings", lists.gatherings(reading.rows, network_of(reading.rows, network, t)), t, as_json=as_json)


@click.command()
@file_option
@language_option
@network_option
@json_option
@click.pass_context
def groups(context: click.Context, file: Path | None, lang: str | None, network: str | None, as_json: bool) -> None:
    """List a network's groups.  Example:  nettverk groups --json"""
    from nettverk_tui.exchange.exports import lists

    with _opened(context, file, lang) as (reading, t):
        _show("groups", lists.groups(reading.rows, network_of(reading.rows, network, t)), t, as_json=as_json)


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
    from nettverk_tui.exchange.exports import lists

    with _opened(context, file, lang) as (reading, t):
        of = network_of(reading.rows, network, t)
        rows = _of_group(lists.actions(reading.rows, of, private=private), group, reading, of, t)
        wanted = (row for row in rows if not only_open or row["state"] == "open")
        _show("actions", wanted, t, as_json=as_json)


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
    from nettverk_tui.exchange.exports import lists

    with _opened(context, file, lang) as (reading, t):
        of = network_of(reading.rows, network, t)
        rows = _of_group(lists.advice(reading.rows, of, private=private), group, reading, of, t)
        _show("advice", rows, t, as_json=as_json)


@contextlib.contextmanager
def _opened(context: click.Context, file: Path | None, lang: str | None) -> Iterator[tuple["Reading", Translator]]:
    from nettverk_tui.store.folders import default_file
    from nettverk_tui.store.store import Store

    path, t = shared(context, file, lang)
    with told(t), contextlib.closing(Store.open_reading(path or default_file())) as reading:
        yield reading, t


def _of_group(
    rows: Iterable[Mapping[str, Any]], group: str | None, reading: "Reading", network: "Network", t: Translator
) -> Iterable[Mapping[str, Any]]:
    if group is None:
        return rows
    letter = group_of(reading.rows, network, group, t).letter
    return (row for row in rows if row["group"] == letter)


def _show(listed: str, rows: Iterable[Mapping[str, Any]], t: Translator, *, as_json: bool) -> None:
    from nettverk_tui.cli.tables import show

    found = list(rows)
    if as_json:
        show_json(found)
    elif not found:
        click.echo(t("There is nothing to list."), err=True)
    else:
        show(listed, found, t)
