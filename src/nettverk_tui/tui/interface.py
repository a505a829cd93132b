"""What screens ask of the app, and how one opens another without knowing it.

Screens do not import each other: `pages` makes the one that is asked for, a new one each time (`tui.pages`).
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from textual.content import Content
from textual.screen import Screen

from nettverk_tui.language import Translator
from nettverk_tui.model.core.messages import Message
from nettverk_tui.model.core.records import Advice, Group, Indicator, Network, Record
from nettverk_tui.model.core.values import Language
from nettverk_tui.resources import Knowledge
from nettverk_tui.settings import Settings
from nettverk_tui.store.store import Store
from nettverk_tui.tui.keyboard import LastKey

if TYPE_CHECKING:
    from nettverk_tui.exchange.imports.dry_run import Trial
    from nettverk_tui.store.opening import Prepared


class Pages(Protocol):
    """One method a screen that others open."""

    def bank(
        self,
        store: Store,
        network: Network,
        knowledge: Knowledge,
        *,
        first: Sequence[str] = (),
        receiver: str | None = None,
        write: Callable[[str], object] | None = None,
    ) -> Screen[Advice | None]:
        """Advice that was given, those about the factors in `first` before the rest."""
        ...

    def board(self, store: Store, network: Network, knowledge: Knowledge) -> Screen[None]:
        """The whole network at a glance."""
        ...

    def foundation(self, store: Store, network: Network, language: Language) -> Screen[Any]:
        """Purpose and plan of a network."""
        ...

    def gathering(self, store: Store, gathering_id: str, knowledge: Knowledge) -> Screen[None]:
        """A gathering, to lead it or to read it."""
        ...

    def group(self, store: Store, group: Group, others: Sequence[str]) -> Screen[Any]:
        """A group in all its detail."""
        ...

    def group_form(self, store: Store, gathering_id: str, knowledge: Knowledge) -> Screen[None]:
        """The paper forms of a gathering."""
        ...

    def help(self, title: str, text: Content) -> Screen[None]:
        """A text about another page."""
        ...

    def history(self, store: Store, record: Record, title: str) -> Screen[None]:
        """What happened to one row."""
        ...

    def home(self) -> Screen[None]:
        """The list to start from."""
        ...

    def import_table(self, store: Store, trial: "Trial", name: str) -> Screen[bool | Message]:
        """A table that has been tried out; whether it was imported, or why it could not be."""
        ...

    def indicator(self, store: Store, group: Group, indicator: Indicator | None, language: str) -> Screen[Any]:
        """One indicator, or a new one."""
        ...

    def minutes(self, store: Store, gathering_id: str, knowledge: Knowledge) -> Screen[None]:
        """The minutes as they stand."""
        ...

    def network(self, store: Store, network_id: str | None, t: Translator, like: str | None = None) -> Screen[Any]:
        """A network to change, or a new one, which may begin as another is."""
        ...

    def numbers(self, store: Store, group: Group, others: Sequence[str] = ()) -> Screen[None]:
        """What a group has measured."""
        ...

    def open_file(self, start: Path, network_id: str | None = None) -> Screen[None]:
        """Another file, or a table for a network."""
        ...

    def palette(self, t: Translator) -> Screen[Any]:
        """Everything that can be done here, by its name."""
        ...

    def planner(self, store: Store, gathering_id: str, knowledge: Knowledge) -> Screen[Any]:
        """The programme of a gathering."""
        ...

    def recruitment(self, store: Store, network_id: str) -> Screen[Any]:
        """Who was invited, and whether all is ready."""
        ...

    def search(
        self, store: Store, knowledge: Knowledge, network: Network | None, *, private: bool = True
    ) -> Screen[None]:
        """Everything that was said, in one network or in all of them."""
        ...

    def settings(self) -> Screen[None]:
        """Language, colours and keys."""
        ...

    def timeline(
        self, store: Store, group: Group, others: Sequence[str], knowledge: Knowledge, at: str | None = None
    ) -> Screen[None]:
        """All that is known of a group; the cursor stands on the row with the id `at`."""
        ...

    def times(self, store: Store, gathering_id: str, knowledge: Knowledge) -> Screen[None]:
        """What the time of a gathering went to."""
        ...

    def today(self, store: Store, network: Network, knowledge: Knowledge) -> Screen[None]:
        """What waits between gatherings."""
        ...


class Program(Protocol):
    """The app, as its screens see it; what it has of Textual they reach through `self.app`."""

    translator: Translator
    store: Store | None
    settings: Settings
    rehearsal: int
    #: When somebody last pressed a key or the mouse, by the file's clock.
    last_touched: int
    last_key: LastKey
    pages: Pages

    @property
    def knowledge(self) -> Knowledge:
        """What the program ships."""
        ...

    def own_store(self) -> Store:
        """The open file; where there is none yet, the default one, made for this. Raises CannotOpen."""
        ...

    def open_gathering(self, gathering_id: str) -> None:
        """Lead a gathering, or read one that has been."""
        ...

    def open_demo(self) -> None:
        """Open the demo in the middle of its day. Raises CannotOpen."""
        ...

    def open_file(self, path: Path, prepared: "Prepared | None" = None) -> None:
        """Open another file in the place of this one. Raises CannotOpen."""
        ...

    def show_home(self) -> None:
        """Back to the list."""
        ...

    def choose(self, name: str, value: str) -> Message | None:
        """Let a setting take effect; why it cannot be remembered, if it cannot."""
        ...

    async def action_quit(self) -> None:
        """End the program."""
        ...
