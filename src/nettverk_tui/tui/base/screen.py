"""The base of every screen: the reader's language, the keys, a question at the foot, and undo."""

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, cast

from textual import on
from textual.content import Content
from textual.message_pump import MessagePump
from textual.screen import ScreenResultCallbackType, ScreenResultType
from textual.widget import Widget
from textual.widgets import Static

from nettverk_tui.language import Translator
from nettverk_tui.model.commands import Command
from nettverk_tui.model.core.messages import N_, Message, Refusal
from nettverk_tui.model.core.records import Network
from nettverk_tui.store.locks import Busy
from nettverk_tui.store.store import NotSaved, Store
from nettverk_tui.tui.base.hints import HelpPage, hints, menu_entries
from nettverk_tui.tui.base.whole_frames import WholeFrames
from nettverk_tui.tui.bindings import Key
from nettverk_tui.tui.digits import DIGITS
from nettverk_tui.tui.interface import Pages, Program
from nettverk_tui.tui.key_queue import LastKey
from nettverk_tui.tui.keyboard import Keyboard, Question
from nettverk_tui.tui.widgets.menu import Menu, MenuEntry

if TYPE_CHECKING:
    from asyncio import Future

    from textual.binding import ActiveBinding

    from nettverk_tui.model.journal.page_undo import PageWork
    from nettverk_tui.store.parts import Progress

#: The smallest window, in cells, in which every page fits.
LEAST_WIDTH, LEAST_HEIGHT = 40, 12


class TooSmall(Static):
    """The notice that covers a page while the window is too small."""

    DEFAULT_CSS = "TooSmall { layer: over; dock: top; width: 100%; height: 100%; background: $background; }"


class BaseScreen(WholeFrames[ScreenResultType]):
    """A screen in the reader's language, whose keys go through one `Keyboard`."""

    #: The help that F1 shows here.
    help_page: ClassVar[HelpPage]
    #: True where Tab opens a menu; on pages of fields it goes to the next field.
    has_menu = False
    #: True where digits act on the current row; on pages without a line, the menu has all that changes the file.
    digits_act = False

    @cached_property
    def keyboard(self) -> Keyboard:
        """The keyboard that decides every key of this screen."""
        return Keyboard(self)

    # A first or last line that is too long is cut with an ellipsis.
    DEFAULT_CSS = """
    BaseScreen {
        layers: default menu over;
        overflow: hidden;
        & .page-title, .page-keys { height: 1; background: $panel; text-wrap: nowrap; text-overflow: ellipsis; }
    }
    """

    @property
    def translator(self) -> Translator:
        """The translator to the reader's language; on a page about one network, in the time zone of its gatherings."""
        return self.nettverk.translator.in_zone(self.network_zone)

    @property
    def network_zone(self) -> str:
        """The time zone of the network that the page is about; empty without one."""
        return ""

    @property
    def rehearsal_sign(self) -> Content:
        """The sign in every title of a rehearsal, in which nothing is kept; else empty."""
        speed = self.nettverk.rehearsal
        words = self.translator("REHEARSAL ×{speed}", speed=speed)
        return Content.styled(f" {words} ", "reverse") if speed else Content("")

    #: The last line of a page: its keys, the words shown in their place, and True for an error.
    _foot: tuple[Sequence[Key], str, bool] | None = None

    def on_resize(self) -> None:
        if self._foot is not None:
            keys, words, wrong = self._foot
            self.tell_at_foot(keys, words, wrong=wrong)
        self._say_if_too_small()

    def _say_if_too_small(self) -> None:
        """Cover a page that does not fit with the size it needs, in cells; its keys keep working."""
        width, height = self.size
        small = width < LEAST_WIDTH or height < LEAST_HEIGHT
        for shown in self.query(TooSmall):
            shown.display = small
        if not small:
            return
        if not self.query(TooSmall):
            self.mount(TooSmall())
        words = self.translator(
            "The window has {width} × {height} characters. This needs {least}. What you type is kept.",
            width=width,
            height=height,
            least=f"{LEAST_WIDTH} × {LEAST_HEIGHT}",
        )
        self.query_one(TooSmall).update(Content(words))

    def local_day(self, store: Store) -> str:
        """Return the day in the reader's time zone, by the clock of a file, as an ISO date."""
        return self.translator.local(store.now()).date().isoformat()

    # --- the foot

    def tell(self, words: str, *, wrong: bool = False) -> None:
        """Show words at the foot of the page until the next key; without words, its keys."""
        if words:
            self.app.notify(words, severity="error" if wrong else "information", markup=False)

    def tell_at_foot(self, keys: Sequence[Key], words: str, *, wrong: bool = False) -> None:
        """Show words in the last line of the page; without words, its keys."""
        self._foot = (keys, words, wrong)
        style = "bold $text-error" if wrong else "$text-warning"
        shown = Content.styled(f" {words}", style) if words else hints(keys, self.translator, self.size.width)
        self.query_one(".page-keys", Static).update(shown)

    def titled(self, words: str, *more: str | Content | tuple[str, str]) -> Content:
        """Return the first line of a screen: the rehearsal sign, first so that it is never cut off, and the title."""
        return Content.assemble(self.rehearsal_sign, (f" {words}", "bold"), *more)

    def _push_result_callback(
        self,
        requester: MessagePump,
        callback: ScreenResultCallbackType[ScreenResultType] | None,
        future: "Future[ScreenResultType | None] | None" = None,
    ) -> None:
        """Pass the result to the page below, unless that page is closed by then, as when the app ends."""
        if callback is None:
            super()._push_result_callback(requester, None, future)
            return
        app, below = self.app, self.app.screen

        def hear(result: ScreenResultType | None) -> Any:
            return callback(result) if app.is_running and below.is_running else None

        super()._push_result_callback(requester, hear, future)

    async def ready(self) -> None:
        """Wait until the screen is mounted, so that no key pressed before is lost."""
        await self._mounted_event.wait()

    def settle(self) -> None:
        """Keep the texts of the page, before anything else is done."""

    def redraw(self) -> None:
        """Read the shown data again, and draw the page."""

    def file_changed(self) -> None:
        """Redraw after another window has stored something."""
        self.redraw()

    def on_screen_suspend(self) -> None:
        """Close the menu and clear the foot: its words belong to the page as it was."""
        self.keyboard.close_menu()
        self.tell("")

    # --- questions

    def ask(self, words: str, then: Callable[[], object], *, undo: bool = False) -> None:
        """Ask at the foot of the page, and call `then` at Enter; with `undo`, at Ctrl+Z too."""
        self.keyboard.ask(Question(words, then, undo))
        self.show_question(words)

    def show_question(self, words: str) -> None:
        """Show the words of a question."""
        self.tell(words)

    # --- the line at the foot

    def open_line(self, text: str) -> bool:  # noqa: ARG002
        """Open the line and append a text typed outside it; return False where there is no line."""
        return False

    def close_line(self) -> None:
        """Close the line and keep its half-typed text as a draft."""

    def is_line(self, text: Widget) -> bool:  # noqa: ARG002
        """Return True where a text widget is the line that letters go to."""
        return False

    def answers(self, text: str) -> bool:  # noqa: ARG002
        """Return True where a text answers the question of the line."""
        return False

    # --- actions of keys

    def _active(self) -> "dict[str, ActiveBinding]":
        return super().active_bindings

    async def run_key(self, key: str) -> bool:
        """Run the action that a key is bound to here; return False where it is bound to none."""
        active = self._active().get(key)
        if active is None or not active.enabled:
            return False
        return bool(await self.app.run_action(active.binding.action, active.node))

    async def run_own(self, key: str) -> bool:
        """Run the page's own binding of a key, also where the focused text binds it too; return False without one."""
        own = self._bindings.key_to_bindings.get(key, [])
        return bool(own) and bool(await self.app.run_action(own[0].action, self))

    def acting_digits(self) -> frozenset[str]:
        """Return the digits that act here."""
        return frozenset(DIGITS & self._active().keys()) if self.digits_act else frozenset()

    def cursor_position(self) -> Any:
        """Return the position of the cursor, for `restore_cursor`."""
        return None

    def restore_cursor(self, position: Any) -> None:
        """Move the cursor back to a position from `cursor_position`."""

    def journal_mark(self) -> int:
        """Return the number of the last journal entry, for `take_back`; 0 without an open file."""
        store = self.nettverk.store
        return store.last_seq() if store is not None else 0

    def take_back(self, since: int) -> str | None:
        """Undo all stored here after the entry `since`, as one entry; return the words to show; None without a file."""
        store, t = self.nettverk.store, self.translator
        if store is None:
            return None
        refused = self._why_not(lambda: store.take_back(since))
        self.file_changed()
        if refused is not None:
            return t.message(refused)
        changed = store.last_seq() != since
        return t("The digits are text; what they did is taken back.") if changed else t("The digits are text.")

    # --- the menu

    def menu_entries(self, *, of_row: bool = False) -> Sequence[MenuEntry]:
        """Return the entries of the menu; with `of_row`, only those of the current row."""
        active, t = self._active(), self.translator
        return menu_entries(active, t, self.is_of_row, digits_act=self.digits_act, of_row=of_row)

    def is_of_row(self, key: Key, place: object) -> bool:  # noqa: ARG002
        """Return True where a key acts on the current row."""
        return False

    def action_menu(self) -> None:
        """Open the menu."""
        self.keyboard.open_menu()

    @on(Menu.Clicked)
    async def _clicked_in_menu(self, event: Menu.Clicked) -> None:
        event.stop()
        await self.keyboard.do(event.entry)

    # --- storing, and taking back

    def why_not_stored(self, store: Store, command: Command) -> Message | None:
        """Carry out a command; return the reason it was not stored, or None."""
        return self._why_not(lambda: store.apply(command))

    @staticmethod
    def _why_not(change: Callable[[], object]) -> Message | None:
        try:
            outcome = change()
        except Busy:
            return Message(N_("Another window is writing. Try again in a moment."))
        except NotSaved as problem:
            return problem.message
        return outcome.message if isinstance(outcome, Refusal) else None

    @property
    def page_work(self) -> "PageWork | None":
        """The work that undo here is limited to; None: undo takes back the last entry, from any page."""
        return None

    def turn(self, store: Store, way: str, redraw: Callable[[], object]) -> None:
        """Undo or redo the last entry within `page_work`; *undo* asks first. `redraw` is called after the change."""
        from nettverk_tui.tui.base.undo_words import next_turn

        turn = next_turn(store, way, self.page_work, self.translator)
        if isinstance(turn, str):
            self.tell(turn)
        elif way == "undo":
            self.ask(turn.question, lambda: self.carry_out_turn(store, way, turn.id, redraw, turn.done), undo=True)
        else:
            self.carry_out_turn(store, way, turn.id, redraw, turn.done)

    def carry_out_turn(self, store: Store, way: str, id: str, redraw: Callable[[], object], done: str) -> None:
        """Undo or redo the entry `id`, part by part where it is large; then show the words `done`, or the refusal."""
        from nettverk_tui.tui.base.in_parts import InParts

        def ended(refused: Message | None) -> None:
            if self.is_attached:
                redraw()
                self.tell(self.translator.message(refused) if refused else done, wrong=refused is not None)

        def on_the_way(progress: "Progress") -> None:
            if self.is_attached:
                self.tell(self.translator("{done} of {of} rows …", done=progress.done, of=progress.of))

        page = self.page_work
        parts = store.undoing(id, page) if way == "undo" else store.redoing(id, page)
        InParts(self.app, store, parts, on_the_way, ended)

    # --- actions of every page

    def help(self) -> tuple[str, Content]:
        """Return the title and the text of the help."""
        return self.help_page.text(self.translator)

    def action_help(self) -> None:
        """Open the help of the page and its keys."""
        self.app.push_screen(self.pages.help(*self.help()))

    def action_close(self) -> None:
        """Close the page."""
        self.dismiss()

    def action_turn(self, way: str) -> None:
        """Undo or redo, as `way` says; without an open file, do nothing."""
        if self.nettverk.store is not None:
            self.turn(self.nettverk.store, way, self.redraw)

    def action_palette(self) -> None:
        """Open the palette: every command here, by name."""
        self.app.push_screen(self.pages.palette(self.translator))

    def action_stored(self) -> None:
        """Tell that everything is stored and there is nothing to save."""
        t = self.translator
        half = self.nettverk.store is not None and bool(self.nettverk.store.drafts.all())
        self.tell(
            t("Everything is stored. What is half written is kept too, until Enter stores it.")
            if half
            else t("Everything is stored: there is nothing to save.")
        )

    def action_search(self) -> None:
        """Open the search; with a gathering among the open screens, only in the entries that its room may see."""
        store, looked_on = self.nettverk.store, None
        if store is not None:
            for screen in self.app.screen_stack:
                looked_on = (screen.network_looked_on if isinstance(screen, BaseScreen) else None) or looked_on
            self.app.push_screen(
                self.pages.search(store, self.nettverk.knowledge, looked_on, private=looked_on is None)
            )

    @property
    def network_looked_on(self) -> Network | None:
        """The network whose room may see this page while it is open, also below another page; None at the desk."""
        return None

    async def action_quit(self) -> None:
        """End the program, in the same way from every page."""
        await self.nettverk.action_quit()

    @property
    def last_key(self) -> LastKey:
        """The key pressed before the current one, on any page."""
        return self.nettverk.last_key

    @property
    def pages(self) -> Pages:
        """The factory of the other screens."""
        return self.nettverk.pages

    @property
    def nettverk(self) -> Program:
        """The app, typed as `Program`."""
        return cast("Program", self.app)

    @property
    def active_bindings(self) -> "dict[str, ActiveBinding]":
        """The active bindings, with their descriptions (msgids in the table of keys) translated."""
        from dataclasses import replace

        return {
            key: active._replace(
                binding=replace(active.binding, description=self.translator(active.binding.description))
            )
            if active.binding.description
            else active
            for key, active in self._active().items()
        }
