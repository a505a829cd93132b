"""The command palette: everything the keys do on this screen, found by words instead of keys."""

from collections.abc import Iterator
from functools import partial
from typing import ClassVar, NamedTuple, cast

from rich.align import Align
from rich.text import Text
from textual.binding import Binding, BindingType
from textual.command import CommandList, CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.widgets import Input
from textual.widgets.option_list import Option

from nettverk_tui.language import Translator
from nettverk_tui.tui.base.hints import key_name
from nettverk_tui.tui.bindings import key_with
from nettverk_tui.tui.interface import Program


class _Command(NamedTuple):
    #: Description and key: `next · PgDn`.
    words: str
    action: str
    #: The node that has the action.
    place: object


class Keys(Provider):
    """The active bindings of the screen the palette was opened on, as the table of keys describes them."""

    def _commands(self) -> Iterator[_Command]:
        t = cast("Program", self.app).translator
        seen: set[str] = set()
        for active in self.screen.active_bindings.values():
            binding = active.binding
            # Bindings without a name in the table of keys are Textual's own, with no words in the reader's language.
            if binding.id is None or not active.enabled or binding.action in ("palette", *seen):
                continue
            seen.add(binding.action)
            known = key_with(binding.id)
            label = key_name(known.label if known is not None else binding.key, t)
            yield _Command(f"{binding.description} · {label}", binding.action, active.node)

    async def _run(self, command: _Command) -> None:
        await self.app.run_action(command.action, default_namespace=command.place)  # type: ignore[arg-type]

    async def discover(self) -> Hits:
        for command in self._commands():
            yield DiscoveryHit(Content(command.words), partial(self._run, command), text=command.words)

    async def search(self, query: str) -> Hits:
        matcher = self.matcher(query)
        for command in self._commands():
            score = matcher.match(command.words)
            if score > 0:
                yield Hit(score, matcher.highlight(command.words), partial(self._run, command), text=command.words)


class Palette(CommandPalette):
    """Textual's palette in the reader's language."""

    # Before the input's own Ctrl+A, which goes to the beginning: everywhere here it selects everything.
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+a", "select_all", show=False, priority=True)]

    def action_select_all(self) -> None:
        """Select the text."""
        self.query_one(Input).select_all()

    def __init__(self, t: Translator) -> None:
        super().__init__(providers=[Keys], placeholder=t("Search for a command …"))
        self._t = t

    def _start_no_matches_countdown(self, search_value: str) -> None:
        # As the base class does it, which has English words only.
        t = self._t
        self._stop_no_matches_countdown()

        def show() -> None:
            self._list_visible = bool(search_value)
            if search_value:
                words = Align.center(Text(t("No command is called that."), style="not bold"))
                self.query_one(CommandList).add_option(Option(words, disabled=True, id=self._NO_MATCHES))

        self._no_matches_timer = self.set_timer(self._NO_MATCHES_COUNTDOWN, show)
