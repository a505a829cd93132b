"""Completion at Tab: groups and gatherings of the file in the line, else of the default file.

Errors are ignored, and nothing is created; click itself completes commands, options and languages.
"""

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

if TYPE_CHECKING:
    from nettverk_tui.model.core.rows import Rows

_Offer = Callable[["Rows", str], Iterator[CompletionItem]]
_Complete = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]


def _in_the_file(offer: _Offer) -> _Complete:
    def complete(context: click.Context, _: click.Parameter, begun: str) -> list[CompletionItem]:
        # A shell shows an error in the middle of the line that is being typed.
        with contextlib.suppress(Exception):
            from nettverk_tui.store.reading import Reading

            with contextlib.closing(Reading.glance(_file_of(context))) as reading:
                return list(offer(reading.rows, begun))
        return []

    return complete


def _file_of(context: click.Context) -> Path:
    from nettverk_tui.store.folders import default_file

    level: click.Context | None = context
    while level is not None:
        if level.params.get("file") is not None:
            return Path(level.params["file"])
        level = level.parent
    return default_file()


@_in_the_file
def letters(rows: "Rows", begun: str) -> Iterator[CompletionItem]:
    """Yield the letters of the groups, with their offices."""
    from nettverk_tui.model.core.records import Group

    offices: dict[str, list[str]] = {}
    for group in sorted(rows.find(Group), key=lambda group: group.letter):
        offices.setdefault(group.letter, []).append(group.unit)
    for letter, units in offices.items():
        if letter.casefold().startswith(begun.casefold()):
            yield CompletionItem(letter, help=", ".join(units))


@_in_the_file
def numbers(rows: "Rows", begun: str) -> Iterator[CompletionItem]:
    """Yield the numbers of the gatherings, with their first days."""
    from nettverk_tui.model.core.records import Gathering

    days: dict[int, list[str]] = {}
    for gathering in sorted(rows.find(Gathering), key=lambda gathering: gathering.number):
        days.setdefault(gathering.number, []).append(gathering.starts_on)
    for number, starts in days.items():
        if str(number).startswith(begun):
            yield CompletionItem(str(number), help=", ".join(starts))
