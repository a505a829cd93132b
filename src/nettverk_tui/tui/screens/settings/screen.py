"""The page of settings: a choice takes effect at once and is remembered."""

import textwrap
from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from nettverk_tui.model.core.messages import N_, Message
from nettverk_tui.settings import KEYS_HELP, SETTINGS, path
from nettverk_tui.tui.base.hints import HelpPage, hints
from nettverk_tui.tui.base.list_keys import ListKeys
from nettverk_tui.tui.base.reader import Reader
from nettverk_tui.tui.bindings import bindings, foot
from nettverk_tui.tui.widgets.long_list import Line, LongList

_NAMES = {"language": N_("Language"), "theme": N_("Theme"), "letters": N_("Letters")}
#: Each language named in itself, for readers who do not know the one shown.
_LANGUAGES = {"": N_("as the computer"), "nb": "bokmål", "nn": "nynorsk", "en": "English"}
_LETTERS = {"text": N_("are text"), "act": N_("act at once")}

_HELP = HelpPage(
    N_("Settings"),
    (
        N_("Up and down choose a setting, left and right what it is. It holds at once, and the next time too."),
        N_("Keys are changed in the file: its name stands on the page."),
    ),
    ("settings",),
)


class SettingsScreen(Reader[None], ListKeys):
    """A line for each setting; the arrows choose among its values."""

    BINDINGS: ClassVar[list[BindingType]] = list(bindings("settings"))
    help_page = _HELP

    def __init__(self) -> None:
        super().__init__()
        self._told: Message | None = None

    def compose(self) -> ComposeResult:
        yield Static(classes="page-title")
        yield LongList(id="settings", bold=True, hang=True, classes="inset")
        yield Static(classes="page-keys")

    def on_mount(self) -> None:
        self._draw()

    def on_resize(self) -> None:
        self._draw()

    def _draw(self) -> None:
        t = self.translator
        self.query_one(".page-title", Static).update(self.titled(t("Settings")))
        lines: list[Line] = []
        for number, setting in enumerate(SETTINGS):
            name, chosen = t(_NAMES[setting.name]), self._shown(self._chosen(setting.name))
            line = Content.assemble(
                f"  {name:<10} ",
                ("‹ ", "$foreground-muted"),
                chosen,
                (" ›", "$foreground-muted"),
            )
            lines.append((line, number))
            lines += [(Content.styled(f"  {'':<10} {t(setting.help)}", "$foreground-muted"), None), (Content(""), None)]
        for words in (
            t("All of it stands in {file}", file=str(path())),
            t("There, under [keys]: {help}", help=t(KEYS_HELP)),
        ):
            wrapped = textwrap.wrap(words, max(self.size.width - 6, 20))
            lines += [(Content.styled(f"  {line}", "$foreground-muted"), None) for line in wrapped]
        problems = [*self.nettverk.settings.problems, *([self._told] if self._told is not None else [])]
        lines.append((Content(""), None))
        lines += [(Content.styled(f"  {t.message(problem)}", "$text-warning"), None) for problem in problems]
        self.entries.show(lines)
        self.query_one(".page-keys", Static).update(hints(foot("settings"), t, self.size.width))

    def _chosen(self, name: str) -> str:
        return self.app.theme if name == "theme" else str(getattr(self.nettverk.settings, name))

    def _shown(self, value: str) -> str:
        known = {**_LANGUAGES, **_LETTERS}
        return self.translator(known[value]) if value in known else value

    def _choices(self, name: str) -> Sequence[str]:
        setting = next(setting for setting in SETTINGS if setting.name == name)
        return setting.choices or sorted(self.app.available_themes)

    def action_choose(self, step: int) -> None:
        """Choose the next value of the setting."""
        name = SETTINGS[self.entries.cursor].name
        choices = self._choices(name)
        at = choices.index(self._chosen(name)) if self._chosen(name) in choices else 0
        self._told = self.nettverk.choose(name, choices[(at + step) % len(choices)])
        self._draw()

    @on(LongList.Chosen)
    def _clicked(self) -> None:
        self.action_choose(1)
