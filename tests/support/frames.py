"""Every frame that the app writes to its terminal, read back as a terminal would show it."""

import asyncio
import contextlib
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from rich.cells import get_character_cell_size
from textual.app import App
from textual.screen import Screen
from textual.widget import Widget

#: The parts of a frame: a position, colours and the like, and text.
_PIECES = re.compile(r"\x1b\[(\d+);(\d+)H|\x1b\[[0-9;?]*[A-Za-z]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|([^\x1b]+)")


class Glass:
    """A terminal that only remembers letters: those of a frame overwrite the letters before."""

    def __init__(self, width: int, height: int) -> None:
        self._width, self._height = width, height
        self._cells = [[" "] * width for _ in range(height)]

    def write(self, sequence: str) -> None:
        """Draw a sequence as a terminal does; letters beyond the edge are lost."""
        x = y = 0
        for piece in _PIECES.finditer(sequence):
            row, column, text = piece.groups()
            if row is not None:
                y, x = int(row) - 1, int(column) - 1
            for letter in text or "":
                if letter == "\n":
                    x, y = 0, y + 1
                    continue
                wide = get_character_cell_size(letter)
                if 0 <= y < self._height and x >= 0 and x + wide <= self._width and wide:
                    self._cells[y][x] = letter
                    self._cells[y][x + 1 : x + wide] = [""] * (wide - 1)
                x += wide

    @property
    def lines(self) -> tuple[str, ...]:
        """The visible lines."""
        return tuple("".join(row).rstrip() for row in self._cells)


class Frames:
    """The frames, one after the other. `look` is called with each that differs from the one before."""

    def __init__(self) -> None:
        self.look: Callable[[tuple[str, ...]], None] | None = None
        self.lines: tuple[str, ...] = ()
        self._glass: Glass | None = None
        self._size = (0, 0)

    def draw(self, size: tuple[int, int], sequence: str) -> None:
        """Take in one frame."""
        if self._glass is None or size != self._size:
            self._glass, self._size = Glass(*size), size
        self._glass.write(sequence)
        if self._glass.lines != self.lines:
            self.lines = self._glass.lines
            if self.look is not None:
                self.look(self.lines)


@asynccontextmanager
async def every_frame(app: App[None], look: Callable[[tuple[str, ...]], None]) -> AsyncIterator[Frames]:
    """Record all frames of an app that runs without a terminal: exactly the sequences it hands to the driver.

    It is asked to draw at every moment at which it could, and not only sixty times a second, so that no frame is seen
    by chance alone. `look` is told of each.
    """
    frames, display = Frames(), app._display

    def recorded(screen: Screen[object], renderable: object) -> None:
        render = getattr(renderable, "render_segments", None)
        if render is not None and not app._batch_count:
            frames.draw(screen._compositor.size, render(app.console))
        display(screen, renderable)  # type: ignore[arg-type]

    drawing = False

    def draw() -> None:
        nonlocal drawing
        if not drawing:
            drawing = True
            app.screen._on_timer_update()
            drawing = False

    async def draw_always() -> None:
        while True:
            await asyncio.sleep(0)
            draw()

    check = Widget._check_refresh

    def check_and_draw(widget: Widget) -> None:
        # The worst moment: the widget has asked to be drawn, and the request has not been read yet.
        check(widget)
        draw()

    # The screen so far is no frame to check, but the first frame is drawn upon it.
    for y, strip in enumerate(app.screen._compositor.render_strips(), start=1):
        frames.draw((app.size.width, app.size.height), f"\x1b[{y};1H{strip.text}")
    frames.look = look
    app._display = recorded  # type: ignore[method-assign]
    setattr(Widget, "_check_refresh", check_and_draw)  # noqa: B010
    always = asyncio.create_task(draw_always())
    try:
        yield frames
    finally:
        always.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await always
        setattr(Widget, "_check_refresh", check)  # noqa: B010
        app._display = display  # type: ignore[method-assign]
