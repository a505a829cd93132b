"""The page of settings: what is chosen takes effect at once and is remembered."""

import textwrap
from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.style import Style
from textual.widgets import Static

from nettverk_tui.model.core.messages import N_, Message
from nettverk_tui.settings import KEYS_HELP, SETTINGS, path
from nettverk_tui.tui.base.hints import HelpPage, hints
from nettverk_tui.tui.base.reader import Reader
from nettverk_tui.tui.bindings import bindings, foot
from nettverk_tui.tui.widgets.hanging import HangingText

_NAMES = {"language": N_("Language"), "theme": N_("Theme"), "letters": N_("Letters")}
#: Each language in itself, for whoever cannot read the one that is shown.
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


class SettingsScreen(Reader[None]):
    """One line a setting; the arrows choose among what it may be."""

    BINDINGS: ClassVar[list[BindingType]] = list(bindings("settings"))
    help_page = _HELP

    def __init__(self) -> None:
        super().__init__()
        self._cursor = 0
        self._told: Message | None = None

    def compose(self) -> ComposeResult:
        yield Static(classes="page-title")
        with VerticalScroll(id="reader-body", can_focus=False):
            yield HangingText(id="settings")
        yield Static(classes="page-keys")

    def on_mount(self) -> None:
        self._draw()

    def on_resize(self) -> None:
        self._draw()

    def _draw(self) -> None:
        t = self.translator
        self.query_one(".page-title", Static).update(self.titled(t("Settings")))
        lines: list[Content] = []
        for number, setting in enumerate(SETTINGS):
            here = number == self._cursor
            name, chosen = t(_NAMES[setting.name]), self._shown(self._chosen(setting.name))
            line = Content.assemble(
                ("▸ " if here else "  ", "bold $text-accent"),
                f"{name:<10} ",
                ("‹ ", "$foreground-muted"),
                chosen,
                (" ›", "$foreground-muted"),
            )
            lines.append((line.stylize("bold") if here else line).stylize(Style.from_meta({"row": number})))
            lines += [Content.styled(f"  {'':<10} {t(setting.help)}", "$foreground-muted"), Content("")]
        for words in (
            t("All of it stands in {file}", file=str(path())),
            t("There, under [keys]: {help}", help=t(KEYS_HELP)),
        ):
            wrapped = textwrap.wrap(words, max(self.size.width - 6, 20))
            lines += [Content.styled(f"  {line}", "$foreground-muted") for line in wrapped]
        problems = [*self.nettverk.settings.problems, *([self._told] if self._told is not None else [])]
        lines += [Content(""), *(Content.styled(f"  {t.message(each)}", "$text-warning") for each in problems)]
        self.query_one("#settings", Static).update(Content("\n").join(lines))
        self.query_one(".page-keys", Static).update(hints(foot("settings"), t, self.size.width))

    def _chosen(self, name: str) -> str:
        return self.app.theme if name == "theme" else str(getattr(self.nettverk.settings, name))

    def _shown(self, value: str) -> str:
        known = {**_LANGUAGES, **_LETTERS}
        return self.translator(known[value]) if value in known else value

    def _choices(self, name: str) -> Sequence[str]:
        setting = next(each for each in SETTINGS if each.name == name)
        return setting.choices or sorted(self.app.available_themes)

    def action_cursor(self, step: int) -> None:
        """To the next setting or the one before."""
        self._cursor = min(max(self._cursor + step, 0), len(SETTINGS) - 1)
        self._draw()

    def action_choose(self, step: int) -> None:
        """The next thing this setting may be."""
        name = SETTINGS[self._cursor].name
        choices = self._choices(name)
        at = choices.index(self._chosen(name)) if self._chosen(name) in choices else 0
        self._told = self.nettverk.choose(name, choices[(at + step) % len(choices)])
        self._draw()

    def on_click(self, event: events.Click) -> None:
        row = event.style.meta.get("row")
        if isinstance(row, int):
            if row == self._cursor:
                self.action_choose(1)
            self._cursor = row
            self._draw()
