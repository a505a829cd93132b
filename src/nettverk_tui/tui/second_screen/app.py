"""`nettverk screen`: a window for the projector that follows the runner, and reads only what the runner published.

If the runner dies the last record stands, and the time in it goes on: the room sees nothing of the trouble.
"""

from collections.abc import Callable
from typing import ClassVar

import msgspec
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.timer import Timer
from textual.widgets import Static

from nettverk_tui.charts.cells import fit
from nettverk_tui.language import Translator
from nettverk_tui.model.gathering.outlook import until_next_second
from nettverk_tui.store.second_screen import SecondScreenReading
from nettverk_tui.store.store import wall_clock
from nettverk_tui.tui.running import Window
from nettverk_tui.tui.second_screen.picture import picture, time_text
from nettverk_tui.tui.second_screen.published import Published

_LOOK_SECONDS = 0.25
#: How long the hint about closing is shown.
_HINT_SECONDS = 6.0


class SecondScreenApp(Window):
    """Dark or light (`l`), blank (`b`). Only Ctrl+Q closes it: a key meant for the other window must not.

    `translator` speaks until the network's language is known.
    """

    TITLE = "nettverk"
    ENABLE_COMMAND_PALETTE = False
    CSS = "Static { width: 100%; height: 100%; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("l", "light", "", show=False),
        Binding("b,space", "blank", "", show=False),
        Binding("q,escape", "say_how", "", show=False),
    ]

    def __init__(
        self, translator: Translator, reading: SecondScreenReading, *, now: Callable[[], int] = wall_clock
    ) -> None:
        super().__init__()
        self.translator = translator
        self._own, self._reading, self._now = translator, reading, now
        self._translators = {translator.language: translator}
        self._text: str | None = None
        self._published: Published | None = None
        self._blank = False
        self._hint = False
        self._hiding: Timer | None = None
        self._shown: tuple[object, ...] = ()

    def compose(self) -> ComposeResult:
        yield Static(id="picture")

    def on_mount(self) -> None:
        self.set_interval(_LOOK_SECONDS, self.look)
        self.look()
        self._count()

    def on_resize(self) -> None:
        self._draw()

    def look(self) -> None:
        """Read the published record, and show it if it is new."""
        text = self._reading.published()
        if text is None or text == self._text:
            return
        self._text = text
        try:
            self._published = msgspec.json.decode(text, type=Published)
        except msgspec.DecodeError:
            # Published by another version of the program: keep what is shown.
            self.log("unreadable")
        self._draw()

    def _count(self) -> None:
        """Draw again at the next full second of the step, when the app draws it too."""
        self._draw()
        self.set_timer(until_next_second(self._counted()) / 1000, self._count)

    def _counted(self) -> int:
        """Return the milliseconds that are counted: the time used in the step, else the time of day."""
        published = self._published
        if published is None or published.ends_at is None:
            return self._now()
        return self._now() - published.ends_at + published.budget_ms

    def _draw(self) -> None:
        """Draw the picture if it has changed."""
        published = None if self._blank else self._published
        t, now = self._translator(), self._now()
        width, height = self.size
        shown = (self._text, self._blank, self._hint, width, height, time_text(published, now), t.clock(now))
        if shown == self._shown:
            return
        self._shown = shown
        # Without colour Textual leaves the colours out by itself.
        lines = picture(published, now, width, height, t, "colour")
        if self._hint:
            lines = [*lines, *([""] * height)][: max(height - 1, 0)]
            lines.append(fit(t("Ctrl and Q closes this window."), width))
        self.query_one("#picture", Static).update(Text("\n").join(map(Text.from_ansi, lines)), layout=False)

    def _translator(self) -> Translator:
        language = self._published.language if self._published is not None else self._own.language
        if language not in self._translators:
            self._translators[language] = Translator(language, self._own.zone)
        zone = self._published.zone if self._published is not None else ""
        return self._translators[language].in_zone(zone)

    def action_light(self) -> None:
        """Switch between light on dark and dark on light."""
        self.theme = "textual-light" if self.theme != "textual-light" else "textual-dark"

    def action_blank(self) -> None:
        """Show nothing but the clock; once more: show everything again."""
        self._blank = not self._blank
        self._draw()

    def action_say_how(self) -> None:
        """Show for a moment which key closes the window."""
        if self._hiding is not None:
            self._hiding.stop()
        self._hiding = self.set_timer(_HINT_SECONDS, self._hide_hint)
        self._hint = True
        self._draw()

    def action_help_quit(self) -> None:
        """Show the same hint at Ctrl+C, instead of Textual's, which is in English."""
        self.action_say_how()

    def _hide_hint(self) -> None:
        self._hint = False
        self._draw()

    def on_unmount(self) -> None:
        self._reading.close()
