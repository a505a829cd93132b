"""The app as its screens see it, and how one opens another without importing it.

`pages` makes a new screen each time one is asked for (`tui.pages`).
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
from nettverk_tui.tui.key_queue import LastKey

if TYPE_CHECKING:
    from nettverk_tui.exchange.imports.dry_run import Trial
    from nettverk_tui.store.opening import Prepared


class Pages(Protocol):
    """One method for each screen that others open."""

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
        """Make the advice bank; advice about the factors in `first` comes first."""
        ...

    def board(self, store: Store, network: Network, knowledge: Knowledge) -> Screen[None]:
        """Make the page of the whole network at a glance."""
        ...

    def foundation(self, store: Store, network: Network, language: Language) -> Screen[Any]:
        """Make the page of a network's purpose and plan."""
        ...

    def gathering(self, store: Store, gathering_id: str, knowledge: Knowledge) -> Screen[None]:
        """Make the page of a gathering, to lead it or to read it."""
        ...

    def group(self, store: Store, group: Group, others: Sequence[str]) -> Screen[Any]:
        """Make the page of a group with its members."""
        ...

    def group_form(self, store: Store, gathering_id: str, knowledge: Knowledge) -> Screen[None]:
        """Make the page where paper forms are typed in."""
        ...

    def help(self, title: str, text: Content) -> Screen[None]:
        """A text about another page."""
        ...

    def history(self, store: Store, record: Record, title: str) -> Screen[None]:
        """Make the history of one row."""
        ...

    def home(self) -> Screen[None]:
        """Make the list of networks and gatherings, the first page."""
        ...

    def import_table(self, store: Store, trial: "Trial", name: str) -> Screen[bool | Message]:
        """Make the page of a table to import; it returns whether it was imported, or why it could not be."""
        ...

    def indicator(self, store: Store, group: Group, indicator: Indicator | None, language: str) -> Screen[Any]:
        """Make the page of one indicator, or of a new one."""
        ...

    def minutes(self, store: Store, gathering_id: str, knowledge: Knowledge) -> Screen[None]:
        """Make the page of the minutes so far."""
        ...

    def network(self, store: Store, network_id: str | None, t: Translator, like: str | None = None) -> Screen[Any]:
        """Make the form of a network to change, or of a new one, which may be a copy of another."""
        ...

    def numbers(self, store: Store, group: Group, others: Sequence[str] = ()) -> Screen[None]:
        """Make the page of a group's measurements."""
        ...

    def open_file(self, start: Path, network_id: str | None = None) -> Screen[None]:
        """Make the page that asks for another file, or for a table to import."""
        ...

    def palette(self, t: Translator) -> Screen[Any]:
        """Make the command palette."""
        ...

    def planner(self, store: Store, gathering_id: str, knowledge: Knowledge) -> Screen[Any]:
        """Make the planner of a gathering."""
        ...

    def recruitment(self, store: Store, network_id: str) -> Screen[Any]:
        """Make the page of recruitment."""
        ...

    def search(
        self, store: Store, knowledge: Knowledge, network: Network | None, *, private: bool = True
    ) -> Screen[None]:
        """Make the search in one network or in all of them."""
        ...

    def settings(self) -> Screen[None]:
        """Make the page of settings."""
        ...

    def timeline(
        self, store: Store, group: Group, others: Sequence[str], knowledge: Knowledge, at: str | None = None
    ) -> Screen[None]:
        """Make the timeline of a group, with the cursor on the row with the id `at`."""
        ...

    def times(self, store: Store, gathering_id: str, knowledge: Knowledge) -> Screen[None]:
        """Make the report of a gathering's time."""
        ...

    def today(self, store: Store, network: Network, knowledge: Knowledge) -> Screen[None]:
        """Make the page of today's tasks."""
        ...


class Program(Protocol):
    """The app as its screens see it; its Textual side they reach through `self.app`."""

    translator: Translator
    store: Store | None
    settings: Settings
    rehearsal: int
    #: Moment of the last key or mouse event, by the file's clock (UTC, ms).
    last_touched: int
    last_key: LastKey
    pages: Pages

    @property
    def knowledge(self) -> Knowledge:
        """Return the checklist, relays and programmes that are shipped."""
        ...

    def own_store(self) -> Store:
        """Return the open file, or make and open the default one. Raises CannotOpen."""
        ...

    def open_gathering(self, gathering_id: str) -> None:
        """Open a gathering, to lead it or to read a closed one."""
        ...

    def open_demo(self) -> None:
        """Open the demo in the middle of its day. Raises CannotOpen."""
        ...

    def open_file(self, path: Path, prepared: "Prepared | None" = None) -> None:
        """Open another file in the place of this one. Raises CannotOpen."""
        ...

    def show_home(self) -> None:
        """Go back to the list."""
        ...

    def choose(self, name: str, value: str) -> Message | None:
        """Apply a setting and save it; return why it could not be saved, or None."""
        ...

    async def action_quit(self) -> None:
        """End the program."""
        ...
