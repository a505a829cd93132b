"""The command line: names and parameters of the commands. Their work is done in the layers below.

Nothing is imported before it is needed: `nettverk --version` answers before click is loaded.
"""

import sys
from typing import TYPE_CHECKING

from nettverk_tui import __version__

if TYPE_CHECKING:
    from nettverk_tui.cli.ending import Program
    from nettverk_tui.model.core.values import Language


def main() -> None:
    """Run `nettverk`."""
    from nettverk_tui.cli import streams

    writable = streams.prepare()
    if sys.argv[1:] == ["--version"] and writable:
        try:
            print(f"nettverk {__version__}", flush=True)
        except OSError:
            streams.give_up(sys.stdout)
            raise SystemExit(1) from None
        return
    from nettverk_tui.cli.shared import fail, translator
    from nettverk_tui.cli.spoken import language_of

    language = language_of(sys.argv[1:])
    if not writable:
        fail(translator(language)("Nothing can be written to standard output, so nothing was done."))
    program(language)(prog_name="nettverk")


def program(language: "Language") -> "Program":
    """Return the whole command line as one click group, with help in that language."""
    from nettverk_tui.cli.app import demo, nettverk, rehearse, screen
    from nettverk_tui.cli.chart import chart
    from nettverk_tui.cli.documents import calendar, form, minutes
    from nettverk_tui.cli.exchange import export, import_file
    from nettverk_tui.cli.file import backup, check, erase, rescue, restore
    from nettverk_tui.cli.lists import actions, advice, gatherings, groups, networks
    from nettverk_tui.cli.search import search
    from nettverk_tui.cli.spoken import speak

    for command in (
        *(
            demo,
            rehearse,
            screen,
            minutes,
            form,
            calendar,
            networks,
            gatherings,
            groups,
            actions,
            advice,
            search,
            chart,
        ),
        *(check, backup, restore, rescue, export, import_file, erase),
    ):
        nettverk.add_command(command)
    speak(nettverk, language)
    nettverk.language = language
    return nettverk
