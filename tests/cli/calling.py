"""How the tests call a command, and what came of it."""

from pathlib import Path

from click.testing import CliRunner, Result

from nettverk_tui import cli


def run(*arguments: str | Path, lang: str = "en", typed: str | None = None) -> Result:
    """`nettverk` with these arguments, speaking English."""
    return CliRunner().invoke(cli.program(), [*map(str, arguments), "--lang", lang], input=typed)
