"""The interface of a gathering's screen, as panels, recorder and timekeeper use it, and that of its panel."""

from collections.abc import Callable, Sequence
from typing import Any, Literal, Protocol

from textual.app import App
from textual.timer import Timer
from textual.widget import Widget

from nettverk_tui.language import Translator
from nettverk_tui.model.commands import Command
from nettverk_tui.model.commands import Place as SaidPlace
from nettverk_tui.model.core.messages import Message
from nettverk_tui.model.core.records import Group, Said
from nettverk_tui.model.core.rows import Rows
from nettverk_tui.model.gathering.room import Room
from nettverk_tui.model.gathering.timekeeping import Place
from nettverk_tui.resources import Knowledge
from nettverk_tui.store.store import Store
from nettverk_tui.tui.bindings import Context
from nettverk_tui.tui.interface import Pages, Program
from nettverk_tui.tui.keyboard import Keyboard

#: The kinds of question that the line may be asked.
QuestionKind = Literal["drop", "move", "reason", "why", "parked", "next", "ago"]


class ShownPanel(Protocol):
    """The panel on show."""

    @property
    def context(self) -> Context:
        """The context that decides the panel's keys."""
        ...

    def factor_in_focus(self) -> str | None:
        """Return the factor that an entry said now is about."""
        ...

    def line_answered(self) -> None:
        """Take note that a question the panel asked in the line is answered."""
        ...


class SayingAgain(Protocol):
    """The recorder, as far as the changes that wait for another window use it."""

    def say_again(self) -> None:
        """Say how the line is understood, after other words were shown in that place."""
        ...


class Runner(Protocol):
    """The screen of a gathering: its room, its line, and the one way to change the file."""

    knowledge: Knowledge
    gathering_id: str
    store: Store
    room: Room
    #: The step or overlay on show, if it is not the clock's own step.
    viewing: str | None
    overlay: str | None
    #: True while the words under the line are those of its preview.
    previewing: bool

    @property
    def recorder(self) -> SayingAgain:
        """The recorder, which holds the current purpose of the line."""
        ...

    @property
    def rows(self) -> Rows:
        """The file, for reading."""
        ...

    @property
    def t(self) -> Translator:
        """The reader's language."""
        ...

    @property
    def today(self) -> str:
        """The local date."""
        ...

    @property
    def placeholder(self) -> str:
        """The text shown in the empty line."""
        ...

    @property
    def step_id(self) -> str:
        """The step on show."""
        ...

    @property
    def panel(self) -> ShownPanel:
        """The panel on show."""
        ...

    @property
    def nettverk(self) -> Program:
        """The app, by its own type."""
        ...

    @property
    def pages(self) -> Pages:
        """The other screens, to open one."""
        ...

    @property
    def app(self) -> App[Any]:
        """The app, by Textual's type."""
        ...

    @property
    def focused(self) -> Widget | None:
        """The widget that keys go to."""
        ...

    @property
    def keyboard(self) -> Keyboard:
        """The keyboard, which decides on every key."""
        ...

    def now(self) -> int:
        """Return the current time (ms, UTC)."""
        ...

    def place_now(self) -> SaidPlace:
        """Return the place that an entry said now belongs to."""
        ...

    def send(
        self,
        command: Command,
        then: Callable[[], None] | None = None,
        waits: Callable[[], None] | None = None,
        fails: Callable[[], None] | None = None,
    ) -> bool:
        """Carry out a command, and call `then` when it is stored; return False if it was refused or must wait."""
        ...

    def reread(self) -> None:
        """Read everything on show again."""
        ...

    def lay_out(self) -> None:
        """Work out the current state of everything, without drawing."""
        ...

    def go_to(self, place: Place | None) -> None:
        """Move the clock to a step."""
        ...

    def view(self, place: Place) -> None:
        """Show a step without moving the clock."""
        ...

    def tell(self, words: str, *, quiet: bool = False, wrong: bool = False) -> None:
        """Say something under the line."""
        ...

    def refuse(self, message: Message) -> None:
        """Say why something was not done."""
        ...

    def preview(self, parts: Sequence[str]) -> None:
        """Show how the line is understood."""
        ...

    def ask(self, words: str, then: Callable[[], object], *, undo: bool = False) -> None:
        """Ask something; Enter calls `then`."""
        ...

    def set_focus(self, widget: Widget | None, scroll_visible: bool = True) -> None:
        """Give the focus to a widget."""
        ...

    def set_timer(self, delay: float, callback: Callable[[], Any] | None = None) -> Timer:
        """Call something after `delay` seconds."""
        ...

    def focus_panel(self) -> None:
        """Leave the line for the panel."""
        ...

    def open_line(self, text: str) -> bool:
        """Open the line with a text typed beside it."""
        ...

    def begin_line(self, text: str, advice_id: str | None = None) -> None:
        """Open the line with a text to continue."""
        ...

    def ask_in_line(self, kind: QuestionKind, id: str, initial: str = "") -> None:
        """Let the line answer a question."""
        ...

    def edit_in_line(self, said: Said) -> None:
        """Bring a stored entry back into the line."""
        ...

    def choose_giver(self, group: Group | None) -> None:
        """Set the giver of advice from now on; None is an adviser."""
        ...

    def giver_is(self, group: Group | None) -> bool:
        """Return True if this group (None: an adviser) gives advice now."""
        ...
