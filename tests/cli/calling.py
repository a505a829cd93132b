"""Calls a command for the tests, and gives its result."""

from pathlib import Path

from click.testing import CliRunner, Result

from nettverk_tui import cli
from nettverk_tui.model.core.values import Language


def run(*arguments: str | Path, lang: Language = "en", typed: str | None = None) -> Result:
    """`nettverk` with these arguments, in that language."""
    return CliRunner().invoke(cli.program(lang), [*map(str, arguments), "--lang", lang], input=typed)
