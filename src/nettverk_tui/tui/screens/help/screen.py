"""F1: the purpose of a page, and its keys. Each screen describes itself in its `help_page`."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from nettverk_tui.tui.base.reader import Reader
from nettverk_tui.tui.bindings import bindings
from nettverk_tui.tui.widgets.hanging import HangingText


class HelpScreen(Reader[None]):
    """A page of help over the screen; any of its keys goes back."""

    BINDINGS: ClassVar[list[BindingType]] = list(bindings("reader"))

    def __init__(self, title: str, text: Content) -> None:
        super().__init__()
        self._title, self._text = title, text

    def compose(self) -> ComposeResult:
        t = self.translator
        yield Static(Content.assemble((f" {self._title}  ", "bold"), self.rehearsal_sign), classes="page-title")
        with VerticalScroll(id="reader-body"):
            yield HangingText(self._text)
        yield Static(Content.styled(f" Esc {t('back')}", "$foreground-muted"), classes="page-keys")

    def on_mount(self) -> None:
        self.query_one("#reader-body").focus()

    def action_help(self) -> None:
        """Close the page: F1 again leads back too."""
        self.dismiss()
