"""The minutes as they are at this moment, while the gathering goes on."""

from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Markdown, Static

from nettverk_tui.language import Translator
from nettverk_tui.model.core.messages import N_
from nettverk_tui.model.core.records import Gathering, Network
from nettverk_tui.model.core.values import Language
from nettverk_tui.resources import Knowledge
from nettverk_tui.store.folders import default_file
from nettverk_tui.store.store import Store
from nettverk_tui.tui.base.hints import HelpPage
from nettverk_tui.tui.base.reader import Reader
from nettverk_tui.tui.bindings import bindings

_HELP = HelpPage(
    N_("Minutes"),
    (
        N_("The minutes as they stand now, in the network’s own language. They change while something is stored."),
        N_("What the network may read is in them; what is for a group or for the facilitators only is not."),
        N_("nettverk minutes writes them to a file, at any time and in any of the three languages."),
    ),
    ("reader",),
)


class MinutesScreen(Reader[None]):
    """A live preview of the minutes, in the language of the network."""

    CSS_PATH = Reader.with_css(Path(__file__).with_name("minutes.tcss"))
    BINDINGS: ClassVar[list[BindingType]] = list(bindings("reader"))
    help_page = _HELP

    def __init__(self, store: Store, gathering_id: str, knowledge: Knowledge) -> None:
        super().__init__()
        self._store, self._gathering_id, self._knowledge = store, gathering_id, knowledge
        self._text = ""
        self._language: Language = "nb"

    def compose(self) -> ComposeResult:
        yield Static(classes="page-title")
        with VerticalScroll(id="reader-body"):
            # All typed text is escaped in the document; still, no link in it may open anything.
            yield Markdown(open_links=False)
        yield Static(classes="page-keys")

    def on_mount(self) -> None:
        t = self.translator
        gathering = self._store.rows.get(Gathering, self._gathering_id)
        number = gathering.number if gathering is not None else 0
        network = self._store.rows.get(Network, gathering.network_id if gathering is not None else None)
        self._language = network.language if network is not None else t.language
        title = t("Minutes of gathering {number}, as they stand now", number=number)
        self.query_one(".page-title", Static).update(Content.assemble((f" {title}  ", "bold"), self.rehearsal_sign))
        file = "" if self._store.path == default_file() else f" --file {self._store.path.name}"
        command = f"nettverk minutes --gathering {number}{file}"
        keys = t("Esc back · PgDn read · file: {command}", command=command)
        self.query_one(".page-keys", Static).update(Content.styled(f" {keys}", "$foreground-muted"))
        self.query_one("#reader-body").focus()
        self.query_one(Markdown).update(t("Just a moment …"))
        self.call_after_refresh(self.redraw)

    def redraw(self) -> None:
        from nettverk_tui.documents.minutes.document import minutes

        t = Translator(self._language, self.translator.zone)
        text = minutes(self._store.rows, self._gathering_id, t, self._knowledge)
        if text != self._text:
            self._text = text
            self.query_one(Markdown).update(text)
