"""Before the start: the needs of the room, ticked off on a walk through it; measurable facts are shown."""

import shutil
from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from textual.binding import BindingType
from textual.content import Content

from nettverk_tui.model.core.messages import N_
from nettverk_tui.tui.bindings import Context, bindings
from nettverk_tui.tui.screens.runner.panel import Line, Panel, heading, muted, wrapped


class Check(NamedTuple):
    """One thing to check, and what to do about it."""

    what: str
    how: str


CHECKS: Sequence[Check] = (
    Check(N_("The screen is extended, not mirrored"), N_("What is only for you stays on the laptop.")),
    Check(
        N_("The text can be read from the back"), N_("Ctrl and + makes it larger in most terminals; 80 × 24 is enough.")
    ),
    Check(N_("Power is connected"), N_("A day of gathering is longer than a battery.")),
    Check(
        N_("Sleep and messages are off"),
        N_("No screen saver, no mail on the wall. A pause of the computer shows as a gap."),
    ),
    Check(N_("The clock is right"), N_("It is what the times of the day are counted by.")),
    Check(N_("The clicker works"), N_("PgDn and PgUp are next and back, also while somebody writes.")),
    Check(N_("The paper is there"), N_("Forms, the programme, something to write on.")),
)
_MEGABYTE = 1_000_000
#: Less free space on the disk than this is reported.
_LITTLE = 500


class RoomCheckPanel(Panel, inherit_bindings=False):
    """A list to tick off; the ticks are for this morning and are not stored."""

    context: ClassVar[Context] = "room"
    BINDINGS: ClassVar[list[BindingType]] = list(bindings("room"))

    def __init__(self) -> None:
        super().__init__()
        self._ticked: set[int] = set()

    def lines(self) -> Sequence[Line]:
        t = self.t
        lines = [heading(t("Before the start")), Line(Content(""))]
        for number, check in enumerate(CHECKS):
            box = "☑" if number in self._ticked else "☐"
            lines.append(Line(Content.assemble(f" {box} ", t(check.what)), number))
            lines += wrapped(t(check.how), self.text_width, indent=5)
        return [*lines, Line(Content("")), *self._measured()]

    def _measured(self) -> Sequence[Line]:
        """Return the facts that the program can measure by itself."""
        t, app = self.t, self.app
        now = self.runner.now()
        said = [
            t("It is {time} on {day}.", time=t.clock(now), day=t.day(t.local(now).date())),
            t("The window has {width} × {height} characters.", width=app.size.width, height=app.size.height),
        ]
        free = self._free_megabytes()
        if free is not None and free < _LITTLE:
            said.append(t("There are only {n} megabytes left on the disk.", n=free))
        elif free is not None:
            said.append(t("There is room enough on the disk."))
        return [Line(muted(f"  {sentence}")) for sentence in said]

    def _free_megabytes(self) -> int | None:
        try:
            return shutil.disk_usage(self.runner.store.path.parent).free // _MEGABYTE
        except OSError:
            return None

    def action_tick(self) -> None:
        """Tick the check, or take the tick away, and move on."""
        self._ticked ^= {self.cursor}
        if self.cursor in self._ticked:
            self.cursor += 1
        self.draw()
