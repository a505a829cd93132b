"""The whole command line as one group; errors that no command handles end here with a sentence."""

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
    """Text from the command line, cleaned like all text: a terminal may send bytes that are no letter."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the text without control characters and lone surrogates."""
        return clean(str(super().convert(value, param, ctx)))


class Program(click.Group):
    """The commands. `language` is that of errors and of wrong calls."""

    language: Language = DEFAULT

    def add_command(self, cmd: click.Command, name: str | None = None) -> None:
        """Add a command; all its text parameters are cleaned."""
        for param in cmd.params:
            if param.type is click.STRING:
                param.type = WordsType()
        super().add_command(cmd, name)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the arguments. No system passes a NUL on, but a program that calls the commands may."""
        if any("\0" in argument for argument in args):
            raise click.UsageError(Translator(self.language)("No name and no path can have a NUL in it."))
        return super().parse_args(ctx, args)

    def main(self, *args: Any, **more: Any) -> Any:
        """Run a command and end the program: 0 done, 1 failed, 2 called wrongly."""
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
            # The reader of the pipe has ended, as `head` does: no message.
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
