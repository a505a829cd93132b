"""Search of all entries from the command line."""

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from nettverk_tui.cli.lists import private_option
from nettverk_tui.cli.shared import (
    fail,
    file_option,
    group_option,
    json_option,
    language_option,
    network_of,
    network_option,
    opened,
    shared,
    show_json,
    told,
)

if TYPE_CHECKING:
    from nettverk_tui.language import Translator
    from nettverk_tui.model.search import Query
    from nettverk_tui.store.derived.search_index import Hit
    from nettverk_tui.store.reading import Reading

#: Hits are read in pages, however many are asked for.
_PAGE = 500
_WIDTH = 104
_INDENT = " " * 4


@click.command()
@click.argument("words", nargs=-1, required=True)
@file_option
@language_option
@network_option
@group_option
@click.option("--factor", help="Only about this factor or category: L1, ledelse.")
@click.option("--without", multiple=True, help="Without this word; may be given several times.")
@click.option("--limit", type=click.IntRange(1), default=50, show_default=True, help="At most so many hits.")
@private_option
@json_option
@click.pass_context
def search(
    context: click.Context,
    words: tuple[str, ...],
    file: Path | None,
    lang: str | None,
    network: str | None,
    group: str | None,
    factor: str | None,
    without: tuple[str, ...],
    limit: int,
    private: bool,
    as_json: bool,
) -> None:
    """Search everything ever said, newest first. The words may hold signs, as in the app: =B @Kari #L1 from:2026.

    Without --network all networks of the file are searched.

    Example:  nettverk search workflow --json
    """
    from nettverk_tui.store.folders import default_file

    path, t = shared(context, file, lang)
    with told(t), opened(path or default_file(), t) as reading:
        query = _query(reading, t, " ".join(words), network, group, factor, without, private=private)
        found = list(_found(reading, query, limit))
        rows = [_row(hit, reading) for hit in found]
    if as_json:
        show_json(rows)
    elif not rows:
        click.echo(t("Nothing was said with these words."), err=True)
    else:
        click.echo("\n".join(_shown(row, hit, query, t) for row, hit in zip(rows, found, strict=True)))


def _query(
    reading: "Reading",
    t: "Translator",
    line: str,
    network: str | None,
    group: str | None,
    factor: str | None,
    without: tuple[str, ...],
    *,
    private: bool,
) -> "Query":
    from datetime import datetime

    from msgspec.structs import replace

    from nettverk_tui.model.core.folding import fold
    from nettverk_tui.model.core.text import is_blank
    from nettverk_tui.model.search import query_context, understand_query
    from nettverk_tui.resources import knowledge

    today = datetime.now().astimezone().date().isoformat()
    around = query_context(reading.rows, knowledge().checklist, today=today, language=t.language)
    query = understand_query(line, around)
    wanted = network_of(reading.rows, network, t) if network is not None else None
    query = replace(
        query,
        network_id=wanted.id if wanted is not None else None,
        with_private=private,
        without=(*query.without, *map(fold, without)),
    )
    if group is not None:
        chosen = understand_query(f"={group}", around).group_ids
        if chosen is None:
            letters = ", ".join(sorted({group.letter for group in around.groups}))
            fail(t("There is no group {letter}. There are: {letters}.", letter=group, letters=letters))
        query = replace(query, group_ids=chosen)
    if factor is not None:
        named = understand_query(f"#{factor}", around).factor
        if named is None:
            fail(t("No factor is called {name}.", name=factor))
        query = replace(query, factor=named)
    if not query.asks and is_blank(line):
        raise click.UsageError(t("Say what to search for: a word, or a sign such as =B."))
    return query


def _found(reading: "Reading", query: "Query", limit: int) -> "Iterator[Hit]":
    before, left = None, limit
    while left > 0:
        page = reading.search.page(query, min(left, _PAGE), before)
        yield from page
        if len(page) < min(left, _PAGE):
            return
        before, left = page[-1].number, left - len(page)


def _row(hit: "Hit", reading: "Reading") -> dict[str, Any]:
    from nettverk_tui.model.core.records import Gathering, Group, Network

    rows = reading.rows
    network, group = rows.get(Network, hit.network_id), rows.get(Group, hit.group_id)
    gathering = rows.get(Gathering, hit.gathering_id)
    return {
        "on": hit.on or None,
        "network": network.name if network is not None else None,
        "group": group.letter if group is not None else None,
        "gathering": gathering.number if gathering is not None else None,
        "kind": hit.kind,
        "factor": hit.factor,
        "layer": hit.layer,
        "text": hit.text,
        "id": hit.row_id,
    }


def _shown(row: dict[str, Any], hit: "Hit", query: "Query", t: "Translator") -> str:
    from nettverk_tui.model.search import KIND_NAMES, snippet

    factor = f"#{hit.factor}" if hit.factor else ""
    head = " · ".join(filter(None, (row["on"], row["network"], row["group"], t(KIND_NAMES[hit.kind]), factor)))
    return f"{head}\n{_INDENT}{snippet(hit.text, query.words, _width() - len(_INDENT))[0]}"


def _width() -> int:
    return shutil.get_terminal_size((_WIDTH, 24)).columns if sys.stdout.isatty() else _WIDTH
