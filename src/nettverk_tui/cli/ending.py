"""The whole command line as one group, and the one place where what no command has thought of ends with a sentence."""

import contextlib
import sys
from collections.abc import Iterator
from typing import Any, NoReturn

import click

from nettverk_tui.cli import streams
from nettverk_tui.cli.shared import sentence
from nettverk_tui.language import DEFAULT, Translator
from nettverk_tui.model.core.text import clean
from nettverk_tui.model.core.values import Language


class WordsType(click.types.StringParamType):
    """Text from the command line, through the one door for text: a terminal may send what is no letter."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The text without controls and halves of letters."""
        return clean(str(super().convert(value, param, ctx)))


class Program(click.Group):
    """The commands. `language` is what they speak where they are called wrongly or cannot go on."""

    language: Language = DEFAULT

    def add_command(self, cmd: click.Command, name: str | None = None) -> None:
        """Add a command; its texts are cleaned, whatever they are for."""
        for param in cmd.params:
            if param.type is click.STRING:
                param.type = WordsType()
        super().add_command(cmd, name)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments. No system hands a NUL on, but whoever calls the commands from a program may."""
        if any("\0" in each for each in args):
            raise click.UsageError(Translator(self.language)("No name and no path can have a NUL in it."))
        return super().parse_args(ctx, args)

    def main(self, *args: Any, **more: Any) -> Any:
        """Run a command and end the program: 0 done, 1 could not, 2 called wrongly."""
        t = Translator(self.language)
        try:
            with _ended(t):
                super().main(*args, **more)
        except SystemExit as end:
            with _ended(t):
                streams.flush()
            raise end


@contextlib.contextmanager
def _ended(t: Translator) -> Iterator[None]:
    try:
        yield
    except Exception as problem:
        if isinstance(problem, BrokenPipeError):
            # Whoever read it has had enough, as `head` has: that needs no words.
            _end()
        words = sentence(problem)
        _end(t.message(words) if words is not None else _own_fault(problem, t))


def _own_fault(problem: Exception, t: Translator) -> str:
    from nettverk_tui.tui.crash import write_report

    report = write_report(problem)
    name = type(problem).__name__
    if report is None:
        return t("The program has a fault here ({name}), and nothing more was done.", name=name)
    return t(
        "The program has a fault here ({name}), and nothing more was done. Where it happened stands in {path}; no word"
        " of what anybody wrote stands there.",
        name=name,
        path=str(report),
    )


def _end(words: str = "") -> NoReturn:
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            streams.give_up(stream)
    if words:
        with contextlib.suppress(OSError, ValueError):
            print(words, file=sys.stderr, flush=True)
    raise SystemExit(1)
