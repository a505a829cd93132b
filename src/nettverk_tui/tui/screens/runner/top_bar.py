"""The four lines at the top of the live screen, as widgets; `top` works out their text."""

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from nettverk_tui.language import Translator
from nettverk_tui.model.gathering.outlook import outlook
from nettverk_tui.model.gathering.room import Room
from nettverk_tui.model.gathering.timekeeping import Place
from nettverk_tui.resources import Knowledge
from nettverk_tui.tui.screens.runner import top


class TopBar(Vertical):
    """Gathering, ribbon, group and steps; drawn twice a second, sent to the terminal only where it changed."""

    def __init__(self) -> None:
        super().__init__(id="top")
        self._lines: dict[str, Content] = {}

    def compose(self) -> ComposeResult:
        for name in ("title", "ribbon", "group", "steps"):
            yield Static(id=name, classes="" if name == "ribbon" else "page-title")

    def show(
        self,
        room: Room,
        place: Place | None,
        *,
        viewing: bool,
        now: int,
        knowledge: Knowledge,
        t: Translator,
        rehearsal: int = 0,
    ) -> None:
        """Show how far the day has come at `now` (ms, UTC)."""
        width = self.size.width
        if width < 10:
            return
        read = outlook(room.programme, room.clock, room.gathering, now)
        self._put("title", top.title_line(room, read, now, t, width, rehearsal))
        self._put("ribbon", top.ribbon(room, place if viewing else None, knowledge, t, width))
        self._put("group", top.group_line(room, place, read, knowledge, t, width))
        self._put("steps", top.steps_line(room, place, knowledge, t, width))

    def _put(self, name: str, content: Content) -> None:
        if self._lines.get(name) != content:
            self._lines[name] = content
            self.query_one(f"#{name}", Static).update(content)
