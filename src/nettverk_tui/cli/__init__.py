"""The command line: what each command is called and takes. What they do lives in the layers below.

Nothing is imported before it is needed: `nettverk --version` answers before click is loaded.
"""

import sys
from typing import TYPE_CHECKING

from nettverk_tui import __version__

if TYPE_CHECKING:
    import click


def main() -> None:
    """What `nettverk` runs."""
    if sys.argv[1:] == ["--version"]:
        print(f"nettverk {__version__}")
        return
    program()(prog_name="nettverk")


def program() -> "click.Group":
    """The whole command line as one click group."""
    from nettverk_tui.cli.app import demo, nettverk
    from nettverk_tui.cli.documents import form, minutes
    from nettverk_tui.cli.exchange import export, import_file
    from nettverk_tui.cli.file import backup, check, erase, rescue, restore
    from nettverk_tui.cli.lists import actions, advice, gatherings, groups, networks

    for command in (
        *(demo, minutes, form, networks, gatherings, groups, actions, advice),
        *(check, backup, restore, rescue, export, import_file, erase),
    ):
        nettverk.add_command(command)
    return nettverk
