"""The dry run of a table: its additions and changes, row by row, and one key that imports them."""

from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from nettverk_tui.exchange.imports.dry_run import Trial
from nettverk_tui.model.core.messages import N_, Message
from nettverk_tui.store.parts import Progress
from nettverk_tui.store.store import Store
from nettverk_tui.tui.base.hints import HelpPage, hints
from nettverk_tui.tui.base.in_parts import InParts
from nettverk_tui.tui.base.reader import Reader
from nettverk_tui.tui.bindings import bindings, foot
from nettverk_tui.tui.widgets.hanging import HangingText

_HELP = HelpPage(
    N_("Import"),
    (
        N_(
            "What each row of the table would add or change; nothing is written before Enter,"
            " and Ctrl+Z takes all back."
        ),
        N_("A refused row says what is wrong with it. Correct it in the file, or import the others without it."),
        N_("Nobody is removed by an import: what is not written stays as it is."),
        N_("nettverk import --template groups.xlsx writes a table to fill in, with the groups there are."),
    ),
    ("trial",),
)


class ImportTableScreen(Reader[bool | Message]):
    """Show a dry run; nothing is written before Enter. Ends with True when the table was imported.

    If it could not be, it ends with the reason: the file has changed, and the table is to be tried out anew.
    """

    CSS_PATH = Reader.with_css(Path(__file__).with_name("import_table.tcss"))
    BINDINGS: ClassVar[list[BindingType]] = list(bindings("trial"))
    help_page = _HELP

    def __init__(self, store: Store, trial: Trial, name: str) -> None:
        super().__init__()
        self._store, self._trial, self._table_name = store, trial, name
        self._act: InParts | None = None
        self._stopping = False

    def compose(self) -> ComposeResult:
        yield Static(classes="page-title")
        with VerticalScroll(id="reader-body"):
            yield HangingText(id="trial-lines")
        yield Static(id="trial-sums")
        yield Static(classes="page-keys")

    def on_mount(self) -> None:
        t, trial = self.translator, self._trial
        self.query_one(".page-title", Static).update(self.titled(t("Import of {name}", name=self._table_name)))
        refused = len(trial.faults) + bool(trial.unknown) + len(trial.remarks)
        lines = [
            Content.styled(
                f" {words}",
                "$text-error" if number < len(trial.faults) else "" if number >= refused else "$text-warning",
            )
            for number, words in enumerate(trial.words(t))
        ]
        self.query_one("#trial-lines", Static).update(Content("\n").join(lines))
        self._say()
        self.query_one("#reader-body").focus()
        self._draw_keys()

    def on_resize(self) -> None:
        self._draw_keys()

    def _draw_keys(self) -> None:
        self.query_one(".page-keys", Static).update(hints(foot("trial"), self.translator, self.size.width))

    def _say(self) -> None:
        t, trial = self.translator, self._trial
        parts = [trial.sums(t)]
        if trial.refusal is not None:
            parts = [t.message(trial.refusal)]
        elif not trial.anything:
            parts.append(t("There is nothing to import."))
        elif trial.faults:
            parts.append(t("Enter imports the others; correct the refused rows in the file, and import it again."))
        else:
            parts.append(t("Enter imports it all; u in the list takes it back."))
        self.query_one("#trial-sums", Static).update(Content.styled(f" {' – '.join(parts)}", "bold $text-accent"))

    def action_import_it(self) -> None:
        """Import all valid rows; a large table part by part, so that no other window waits for it."""
        if self._act is not None:
            return
        if not self._trial.anything:
            self._say()
            return
        parts = self._store.applying(self._trial.command)
        self._act = InParts(self.app, self._store, parts, self._tell, self._ended)

    def _tell(self, progress: Progress) -> None:
        if self.is_attached:
            words = N_("Importing: {done} of {of} rows. Esc stops it, and takes back what is imported of it.")
            if self._stopping:
                words = N_("Taking back what was imported: {done} rows are left.")
            said = self.translator(words, done=progress.done, of=progress.of)
            self.query_one("#trial-sums", Static).update(Content.styled(f" {said}", "bold $text-accent"))

    def _ended(self, refused: Message | None) -> None:
        self._act = None
        if self.is_attached:
            self.dismiss(True if refused is None else refused)

    def action_close(self) -> None:
        """Leave the page without importing; during an import, stop it."""
        if self._act is None:
            self.dismiss(False)
        elif not self._stopping:
            self._stopping = True
            self._act.stop()
