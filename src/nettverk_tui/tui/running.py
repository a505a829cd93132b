"""Run an app of the program: take the terminal, and give it back however the app ends."""

import sys
from typing import Any

from rich.text import Text
from textual.app import App
from textual.driver import Driver

from nettverk_tui.language import Translator
from nettverk_tui.tui.crash import write_report


class Window(App[None]):
    """An app that ends with a sentence, and never prints users' texts."""

    translator: Translator

    def get_driver_class(self) -> type[Driver]:
        """Return the driver of the terminal: Textual's, extended on Linux and macOS."""
        chosen = super().get_driver_class()
        if sys.platform != "win32":
            from textual.drivers.linux_driver import LinuxDriver

            if chosen is LinuxDriver:
                from nettverk_tui.tui.terminal_driver import TerminalDriver

                return TerminalDriver
        return chosen

    def _fatal_error(self) -> None:
        """Replace Textual's traceback, whose local variables would show users' texts."""
        error = self._exception or sys.exc_info()[1]
        self.panic(Text("\n".join(self.last_words(error))))

    def last_words(self, error: BaseException | None) -> list[str]:
        """Return the sentence for the user after a fault."""
        t = self.translator
        report = write_report(error) if error is not None else None
        words = [t("nettverk has stopped: there is a fault in the program. What was stored is safe.")]
        if report is not None:
            words.append(t("Where it happened, without anything you wrote: {path}", path=str(report)))
        return words


def run(window: Window, **options: Any) -> None:
    """Run the app to its end. Exits with a status other than 0 after a fault or a signal."""
    window.run(**options)
    if window.return_code:
        raise SystemExit(window.return_code)
