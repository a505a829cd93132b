"""The app: which file is open, which language is spoken, and which screen is shown. Nothing about gatherings."""

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from textual.app import App
from textual.binding import BindingType

from nettverk_tui.language import Translator
from nettverk_tui.model.records import Gathering
from nettverk_tui.resources import Knowledge, knowledge
from nettverk_tui.store.store import Store


class NettverkApp(App[None]):
    """`store` is None until a file is opened; `make_demo` makes the demo and returns where it is."""

    TITLE = "nettverk"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(
        self,
        translator: Translator,
        path: Path | None,
        *,
        make_demo: Callable[[], Path],
        gathering_id: str | None = None,
        open_store: Callable[[Path], Store] = Store.open,
    ) -> None:
        super().__init__()
        self.translator = translator
        self.store: Store | None = None
        self._path, self._make_demo, self._open_store = path, make_demo, open_store
        self._gathering_id = gathering_id

    @property
    def knowledge(self) -> Knowledge:
        """What the program ships."""
        return knowledge()

    def on_mount(self) -> None:
        from nettverk_tui.tui.screens.home import HomeScreen

        if self._path is not None and self.store is None:
            self.store = self._open_store(self._path)
        self.push_screen(HomeScreen())
        if self._gathering_id is not None:
            self.open_gathering(self._gathering_id)

    def open_gathering(self, gathering_id: str) -> None:
        """Lead a gathering, or read one that has been."""
        from nettverk_tui.tui.screens.runner.screen import RunnerScreen

        if self.store is not None:
            self.push_screen(RunnerScreen(self.store, gathering_id, self.knowledge))

    def open_demo(self) -> None:
        """Make the demo if it is not there, and open it in the middle of its day."""
        path = self._make_demo()
        if self.store is not None:
            self.store.close()
        self.store = self._open_store(path)
        under_way = self.store.rows.find(Gathering, state="open")
        if under_way:
            self.open_gathering(under_way[0].id)

    def show_home(self) -> None:
        """Back to the list; a running clock goes on."""
        self.pop_screen()

    def on_unmount(self) -> None:
        if self.store is not None:
            self.store.close()
            self.store = None
