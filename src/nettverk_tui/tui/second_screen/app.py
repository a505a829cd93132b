"""`nettverk screen`: a window for the projector that follows the runner, and knows nothing but what it published.

If the runner dies the last record stands, and the time in it goes on: the room sees nothing of the trouble.
"""

from collections.abc import Callable
from typing import ClassVar

import msgspec
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from nettverk_tui.language import Translator
from nettverk_tui.store.second_screen import SecondScreenReading
from nettverk_tui.store.store import wall_clock
from nettverk_tui.tui.running import Window
from nettverk_tui.tui.second_screen.picture import picture
from nettverk_tui.tui.second_screen.published import Published

_LOOK_SECONDS = 0.2


class SecondScreenApp(Window):
    """Dark or light (`l`), blank (`b`); `q` ends it. `translator` speaks until the network's language is known."""

    TITLE = "nettverk"
    ENABLE_COMMAND_PALETTE = False
    CSS = "Static { width: 100%; height: 100%; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("l", "light", "", show=False),
        Binding("b,space", "blank", "", show=False),
        Binding("q,escape", "quit", "", show=False),
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
        self._shown: list[str] = []

    def compose(self) -> ComposeResult:
        yield Static(id="picture")

    def on_mount(self) -> None:
        self.set_interval(_LOOK_SECONDS, self.look)
        self.look()

    def on_resize(self) -> None:
        self.look()

    def look(self) -> None:
        """Read what was published, and show it as the time is now."""
        text = self._reading.published()
        if text is not None and text != self._text:
            self._text = text
            try:
                self._published = msgspec.json.decode(text, type=Published)
            except msgspec.DecodeError:
                # Of another version of the program: what is shown stays.
                self.log("unreadable")
        published = self._published
        language = published.language if published is not None else self._own.language
        t = self._translators.setdefault(language, Translator(language, self._own.zone))
        now = self._now()
        width, height = self.size
        # Without colour Textual leaves the colours out by itself.
        lines = picture(None if self._blank else published, now, width, height, t, "colour")
        if lines != self._shown:
            self._shown = lines
            self.query_one("#picture", Static).update(Text("\n").join(map(Text.from_ansi, lines)))

    def action_light(self) -> None:
        """Light on dark, or dark on light."""
        self.theme = "textual-light" if self.theme != "textual-light" else "textual-dark"

    def action_blank(self) -> None:
        """Nothing but the clock; again: back."""
        self._blank = not self._blank
        self.look()

    def on_unmount(self) -> None:
        self._reading.close()
