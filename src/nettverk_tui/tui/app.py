"""The app: the open file, the language and the screen shown. It knows nothing about gatherings."""

import contextlib
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

import msgspec
from textual import events
from textual.binding import BindingType

from nettverk_tui.language import Translator, negotiate
from nettverk_tui.model.core.messages import N_, Message
from nettverk_tui.model.core.records import Gathering
from nettverk_tui.resources import Knowledge, knowledge
from nettverk_tui.settings import NAME, Settings, save
from nettverk_tui.store.file import CannotOpen
from nettverk_tui.store.locks import Busy
from nettverk_tui.store.progress import Ended
from nettverk_tui.store.store import Store
from nettverk_tui.store.warnings import last_words, troubles
from nettverk_tui.tui.base.screen import BaseScreen
from nettverk_tui.tui.bindings import chosen_keys, let_letters_act, use_keys
from nettverk_tui.tui.interface import Pages
from nettverk_tui.tui.key_queue import KeyQueue, LastKey
from nettverk_tui.tui.pages import LazyPages
from nettverk_tui.tui.running import Window

if TYPE_CHECKING:
    from nettverk_tui.store.opening import Prepared
    from nettverk_tui.tui.long_work import LongWork

_POLL_SECONDS = 0.25
_BEAT_SECONDS = 10
#: Between two copies of a file that changes, in seconds (docs/decisions/0023-copies.md).
_COPY_SECONDS = 30 * 60
#: How long a warning is shown, in seconds.
_WARN_SECONDS = 15


class NettverkApp(Window):
    """`store` is None where there is no `file` yet; `demo` makes the demo file and says where it is.

    With `under_way` the app opens in the gathering that has been begun, and the list lies behind it. `translator`
    speaks the language of this run; what is chosen later is remembered in the `settings`.
    """

    TITLE = "nettverk"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = []
    #: A warning must cover neither the time nor the line that is being written.
    CSS = "ToastRack { dock: top; align: right top; margin: 4 0 0 0; }"

    def __init__(
        self,
        translator: Translator,
        store: Store | None,
        *,
        file: Path,
        demo: Callable[[], Path],
        under_way: bool = False,
        settings: Settings | None = None,
        rehearsal: int = 0,
    ) -> None:
        super().__init__()
        self.translator = translator
        self.store = store
        self.settings = settings or Settings()
        #: In a rehearsal, on a copy that is thrown away: how many times as fast its clock runs. Else 0.
        self.rehearsal = rehearsal
        #: Moment of the last key or mouse event, by the file's clock (UTC, ms).
        self.last_touched = store.now() if store is not None else 0
        self.last_key = LastKey()
        self._file, self._demo, self._under_way = file, demo, under_way
        self._first: str | None = None
        #: The warnings already shown, and of which file.
        self._told: tuple[Store | None, Sequence[Message]] = (None, ())
        #: The copy being made of the file, or the last one made.
        self._copying: LongWork | None = None
        self.pages: Pages = LazyPages()
        self.keys = KeyQueue(self, self._hand_on)

    @property
    def knowledge(self) -> Knowledge:
        """Return the checklist, relays and programmes that are shipped."""
        return knowledge()

    def on_mount(self) -> None:
        self._use_settings()
        # The list is made when it is first opened: on the morning of a gathering the room must not wait for it.
        if self._first is not None:
            self.open_gathering(self._first)
        elif not (self._under_way and self._open_under_way()):
            self._open_home()
        self.set_interval(_POLL_SECONDS, self._listen)
        self.set_interval(_BEAT_SECONDS, self._beat)
        self.set_interval(_COPY_SECONDS, self._copy)

    def begin_with(self, gathering_id: str) -> None:
        """Let the app open in this gathering; called before it runs."""
        self._first = gathering_id

    async def on_event(self, event: events.Event) -> None:
        """Note the moment of keys and clicks, and queue keys one at a time; pass all other events on."""
        if isinstance(event, events.Key | events.Paste | events.MouseDown) and self.store is not None:
            self.last_touched = self.store.now()
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            self.app_focus = True
            await self.keys.take(event)
        else:
            await super().on_event(event)

    async def _hand_on(self, event: events.Event) -> None:
        """Give a key or a paste to the keyboard of the page, or else to Textual."""
        screen = self.screen
        if isinstance(screen, BaseScreen) and isinstance(event, events.Key | events.Paste):
            await screen.ready()
            if await screen.keyboard.take(event):
                return
        await super().on_event(event)

    def _listen(self) -> None:
        """Tell every screen, also those underneath, that another window has stored something."""
        if self.store is None or not self.is_running:
            # At the end screens are removed before the app.
            return
        screens = [screen for screen in self.screen_stack if isinstance(screen, BaseScreen)]
        if not all(screen.is_mounted for screen in screens):
            # A screen that is being mounted cannot draw yet; it is told the next time.
            return
        with contextlib.suppress(Busy):
            if self.store.news():
                for screen in screens:
                    screen.file_changed()
        self._tell_trouble(self.store)

    def _tell_trouble(self, store: Store) -> None:
        """Show a warning about the file or the disk once, on whatever page is open."""
        now = troubles(store)
        known = self._told[1] if self._told[0] is store else ()
        for trouble in now:
            # Problems found at opening are shown where the file is.
            if trouble not in known and (self._told[0] is store or trouble not in store.notices()):
                self.notify(self.translator.message(trouble), severity="error", timeout=_WARN_SECONDS, markup=False)
        self._told = (store, now)

    def last_words(self, error: BaseException | None) -> list[str]:
        """Return the last words of the program: about the file, where that is the reason it ended."""
        told = last_words(self.store, error) if self.store is not None else ()
        return [self.translator.message(notice) for notice in told] or super().last_words(error)

    def _beat(self) -> None:
        if self.store is not None:
            self.store.beat()

    def _copy(self) -> None:
        """Copy the file in a thread: a large one takes seconds, and the foot shows its progress."""
        from nettverk_tui.tui.long_work import LongWork, follow

        store = self.store
        if store is None or (self._copying is not None and not self._copying.is_done):
            return
        self._copying = work = LongWork(self.translator("Copying {name}", name=store.path.name))

        def copy() -> None:
            try:
                with contextlib.suppress(Ended):
                    store.copy_if_changed(work.tell)
            finally:
                work.is_done = True

        self.run_worker(copy, thread=True, group="copy")
        follow(self, work)

    def _open_home(self) -> None:
        self.push_screen(self.pages.home())

    def _open_under_way(self) -> bool:
        """Open the gathering under way, or the first planned one; return False where there is none."""
        if self.store is None:
            return False
        gatherings = sorted(self.store.rows.find(Gathering), key=lambda gathering: gathering.number)
        for state in ("open", "planned"):
            for gathering in gatherings:
                if gathering.state == state:
                    self.open_gathering(gathering.id)
                    return True
        return False

    def open_gathering(self, gathering_id: str) -> None:
        """Open a gathering, to lead it or to read a closed one."""
        if self.store is not None:
            self.push_screen(self.pages.gathering(self.store, gathering_id, self.knowledge))

    def own_store(self) -> Store:
        """Return the open file, or make and open the default one. Raises CannotOpen."""
        if self.store is None:
            self.store = Store.create(self._file)
        return self.store

    def open_demo(self) -> None:
        """Make the demo if it is not there, and open it in the middle of its day. Raises CannotOpen."""
        self.open_file(self._demo())
        self._open_under_way()

    def open_file(self, path: Path, prepared: "Prepared | None" = None) -> None:
        """Open another file in the place of this one, `prepared` where that took long.

        Raises CannotOpen, and then this one stays open.
        """
        if self.rehearsal:
            # A rehearsal's clock runs fast, and nothing of it may reach a file that is kept.
            raise CannotOpen(Message(N_("A rehearsal opens no other file. End it first, with Tab q in the list.")))
        store = Store.open(path, prepared=prepared)
        if self.store is not None:
            self.store.close()
        self.store = store

    def _use_settings(self) -> None:
        problems = list(self.settings.problems)
        if self.settings.theme in self.available_themes:
            self.theme = self.settings.theme
        else:
            words = N_("{file}: {name} cannot be {value}; the usual is used.")
            problems.append(Message(words, {"file": NAME, "name": "theme", "value": self.settings.theme[:20]}))
        let_letters_act(self.settings.letters == "act")
        problems += use_keys(self.settings.keys)
        self.set_keymap(chosen_keys())
        self.settings = msgspec.structs.replace(self.settings, problems=tuple(problems))

    def choose(self, name: str, value: str) -> Message | None:
        """Apply a setting and save it; return why it could not be saved, or None."""
        self.settings = msgspec.structs.replace(self.settings, **{name: value})
        if name == "theme":
            self.theme = value
        elif name == "letters":
            let_letters_act(value == "act")
        else:
            language = negotiate(value or None, os.environ)
            # The current page draws itself anew, and so does the list when it is shown again.
            self.translator = Translator(language, self.translator.zone)
        return save({name: value})

    async def action_quit(self) -> None:
        """End the program, the same way from every page: each keeps its drafts as when it is left."""
        for screen in reversed(self.screen_stack):
            if isinstance(screen, BaseScreen):
                screen.settle()
        self.exit()

    def action_help_quit(self) -> None:
        """Say how to quit: Ctrl+C ends nothing, for it may be meant to copy. Replaces Textual's English words."""
        words = self.translator("Ctrl and Q ends the program. Nothing needs saving first.")
        self.notify(words, markup=False)

    def show_home(self) -> None:
        """Go back to the list; a running clock goes on."""
        from nettverk_tui.tui.screens.home.screen import HomeScreen

        if any(isinstance(screen, HomeScreen) for screen in self.screen_stack):
            self.pop_screen()
        else:
            self.switch_screen(self.pages.home())

    def on_unmount(self) -> None:
        if self._copying is not None:
            self._copying.end()
        if self.store is not None:
            self.store.close()
            self.store = None
