"""`nettverk chart`: a run chart or a control chart of any table, or of a group's measurements."""

import contextlib
import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import click

from nettverk_tui.cli.completion import letters
from nettverk_tui.cli.shared import (
    PathName,
    fail,
    file_option,
    json_option,
    language_option,
    network_option,
    opened,
    shared,
    show_json,
    told,
)
from nettverk_tui.language import Translator
from nettverk_tui.model.core.values import ChartKind, RuleSet

if TYPE_CHECKING:
    from nettverk_tui.charts.chart import Chart
    from nettverk_tui.charts.print import Format
    from nettverk_tui.exchange.chart_data import Drawing, Look

#: Size in cells if the window's size is not known.
_WIDTH, _HEIGHT = 80, 24

_point = click.IntRange(min=1)
_picture_path = PathName(dir_okay=False)


@click.command()
@file_option
@language_option
@network_option
@click.argument("data", type=PathName(), required=False)
@click.option("--kind", type=click.Choice(get_args(ChartKind)), help="By default a run chart, where there is enough.")
@click.option("--freeze", type=_point, metavar="N", help="Centre and limits from the first N points.")
@click.option("--part", "parts", type=_point, multiple=True, metavar="N", help="A new phase starts after point N.")
@click.option("--exclude", type=_point, multiple=True, metavar="N", help="Show point N, and compute without it.")
@click.option("--screen", is_flag=True, help="Leave extreme moving ranges out of the limits of an I chart.")
@click.option("--rules", type=click.Choice(get_args(RuleSet)), help="Whose rules tell a signal from chance.")
@click.option("--group", shell_complete=letters, help="The group that measured, by its letter.")
@click.option("--indicator", help="The indicator, by its name, a part of it, or its number.")
@json_option
@click.option("--svg", type=_picture_path, metavar="OUT", help="Write it as a picture for the web.")
@click.option("--png", type=_picture_path, metavar="OUT", help="Write it as a picture for documents.")
@click.pass_context
def chart(
    context: click.Context,
    file: Path | None,
    lang: str | None,
    network: str | None,
    data: Path | None,
    kind: ChartKind | None,
    freeze: int | None,
    parts: Sequence[int],
    exclude: Sequence[int],
    screen: bool,
    rules: RuleSet | None,
    group: str | None,
    indicator: str | None,
    as_json: bool,
    svg: Path | None,
    png: Path | None,
) -> None:
    """Draw a chart of a table (.csv, .xlsx), or of what a group has measured.

    The table has a column value, or numerator and denominator, and may have date and note. An empty cell is missing.

    Example:  nettverk chart waiting.csv --kind i --freeze 12
    """
    from nettverk_tui.exchange.chart_data import Look, as_object
    from nettverk_tui.model.measurement.spc import CannotChart

    chosen, t = shared(context, file, lang)
    if (data is None) == (group is None):
        raise click.UsageError(t("Name either a table, or --group and --indicator."))
    look = Look(kind, rules, freeze, tuple(parts), tuple(exclude), screen)
    try:
        drawing = (
            _of_table(data, look, t)
            if data is not None
            else _of_group(chosen, network, group or "", indicator, look, t)
        )
    except CannotChart as unfit:
        raise click.UsageError(t.message(unfit.message)) from unfit
    for remark in drawing.remarks:
        click.echo(t.message(remark), err=True)
    if svg is not None:
        _write_picture(drawing.chart, svg, "svg", t)
    if png is not None:
        _write_picture(drawing.chart, png, "png", t)
    if as_json:
        show_json(as_object(drawing, t))
    elif svg is None and png is None:
        click.echo(_picture(drawing.chart, t))


def _of_table(path: Path, look: "Look", t: Translator) -> "Drawing":
    from nettverk_tui.exchange.chart_data import BadRows, from_file
    from nettverk_tui.exchange.imports.cells import CannotRead
    from nettverk_tui.store.storage_advice import advice_on

    try:
        return from_file(path, look, datetime.now().astimezone().date())
    except CannotRead as problem:
        fail(t.message(problem.message))
    except BadRows as problem:
        for line in problem.words(t):
            click.echo(line, err=True)
        fail(t("Nothing was drawn: correct these cells, or leave them empty where nothing was measured."))
    except OSError as problem:
        fail(t("{name} cannot be read: {problem}.", name=path.name, problem=advice_on(problem)))


def _of_group(
    file: Path | None, network: str | None, letter: str, indicator: str | None, look: "Look", t: Translator
) -> "Drawing":
    from nettverk_tui.exchange.chart_data import from_network
    from nettverk_tui.exchange.imports.cells import CannotRead
    from nettverk_tui.model.core.lookup import find_group, find_indicator, find_network
    from nettverk_tui.model.core.messages import Message
    from nettverk_tui.store.folders import default_file

    with told(t), opened(file or default_file(), t) as reading:
        found = find_network(reading.rows, network)
        if isinstance(found, Message):
            fail(t.message(found))
        group = find_group(reading.rows, found, letter)
        if isinstance(group, Message):
            fail(t.message(group))
        chosen = find_indicator(reading.rows, group, indicator)
        if isinstance(chosen, Message):
            fail(t.message(chosen))
        try:
            return from_network(reading.rows, chosen, look)
        except CannotRead as problem:
            fail(t.message(problem.message))


def _picture(chart: "Chart", t: Translator) -> str:
    """Return the chart in the window's size, with colours in a terminal."""
    from nettverk_tui.charts.terminal import Mode, render

    window = sys.stdout.isatty()
    width, height = shutil.get_terminal_size((_WIDTH, _HEIGHT)) if window else (_WIDTH, _HEIGHT)
    mode: Mode = "colour" if window and not os.environ.get("NO_COLOR") else "plain"
    return render(chart, width, max(height - 2, _HEIGHT), mode, say=t.message, months=t.months)


def _write_picture(chart: "Chart", target: Path, form: "Format", t: Translator) -> None:
    from nettverk_tui.charts.print import CannotDraw, written
    from nettverk_tui.exchange.exports.new_file import write_bytes

    with _picture_told(target, t):
        try:
            content = written(chart, form, say=t.message, months=t.months)
        except CannotDraw as problem:
            fail(t.message(problem.message))
        write_bytes(target, content)
    click.echo(str(target), err=True)


@contextlib.contextmanager
def _picture_told(target: Path, t: Translator) -> Iterator[None]:
    from nettverk_tui.store.storage_advice import advice_on

    try:
        yield
    except FileExistsError:
        fail(t("{name} is there already, and is left as it is. Choose another name.", name=target.name))
    except OSError as problem:
        fail(t("{name} cannot be written: {problem}.", name=target.name, problem=advice_on(problem)))
