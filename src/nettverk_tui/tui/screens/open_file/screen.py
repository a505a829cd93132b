"""Opening another file: a path with completion, and a list of the files it leads to."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from nettverk_tui.model.core.messages import N_, Message
from nettverk_tui.model.core.records import Network
from nettverk_tui.model.core.text import clean
from nettverk_tui.store.file import CannotOpen, check_is_ours
from nettverk_tui.store.progress import Ended
from nettverk_tui.store.storage_advice import advice_on
from nettverk_tui.store.store import new_id
from nettverk_tui.tui.base.hints import HelpPage, hints
from nettverk_tui.tui.base.screen import BaseScreen
from nettverk_tui.tui.bindings import bindings, foot
from nettverk_tui.tui.running import Window
from nettverk_tui.tui.widgets.answer_line import AnswerLine

if TYPE_CHECKING:
    from nettverk_tui.store.opening import Prepared
    from nettverk_tui.tui.long_work import LongWork

#: In bytes: a smaller file is open before its progress could be read.
_LARGE = 20_000_000
#: The endings of tables that can be imported, as `exchange.tables` reads them; named here, so that nothing is loaded.
TABLES = (".csv", ".toml", ".xlsx")
#: Most lines shown: a longer list is not read, and typing on shortens it.
_MOST = 200


_HELP = HelpPage(
    N_("Open a file"),
    (
        N_("Write where the file is; Tab completes, and what there is to choose from stands under the line."),
        N_("~ is your own folder. A file of another program is never opened."),
        N_("The file that is open stays open until the new one could be opened."),
    ),
    ("path",),
)


class OpenFileScreen(BaseScreen[None]):
    """Open a network file anywhere on this computer. `start` is the folder shown first."""

    BINDINGS: ClassVar[list[BindingType]] = list(bindings("opening"))
    CSS_PATH = "open_file.tcss"
    help_page = _HELP

    def __init__(self, start: Path, network_id: str | None = None) -> None:
        super().__init__()
        self._start, self._network_id = start, network_id
        self._opening: LongWork | None = None
        #: Endings of the files shown: network files, or tables of groups to be imported into a network.
        self._endings = (".db",) if network_id is None else TABLES

    def compose(self) -> ComposeResult:
        yield Static(classes="page-title")
        with Horizontal(id="path-writing"):
            yield Static("›", id="path-prompt")
            yield AnswerLine("path", context="path")
        with VerticalScroll(id="path-body", can_focus=False):
            yield Static(id="path-found")
        yield Static(id="path-says")
        yield Static(classes="page-keys")

    def on_mount(self) -> None:
        t = self.translator
        self.query_one(".page-title", Static).update(self.titled(t("Open a file")))
        if self._network_id is not None:
            title = t("Import groups and members from a table")
            self.query_one(".page-title", Static).update(self.titled(title))
        line = self.query_one(AnswerLine)
        line.set_text(f"{self._start}/")
        line.focus()
        self._look()

    def on_resize(self) -> None:
        self.query_one(".page-keys", Static).update(hints(foot("path", "opening"), self.translator, self.size.width))

    @property
    def _typed(self) -> str:
        return self.query_one(AnswerLine).text.strip()

    @property
    def _path(self) -> Path:
        path = Path(self._typed)
        try:
            return path.expanduser()
        except RuntimeError:
            # No user by that name has a folder here.
            return path

    def _found(self) -> Sequence[Path]:
        """Return the folders and files that begin as the line does, folders first."""
        path = self._path
        folder, begun = (path, "") if self._typed.endswith(("/", "\\")) else (path.parent, path.name)
        try:
            there = sorted(folder.iterdir(), key=lambda entry: (not entry.is_dir(), entry.name.casefold()))
        except OSError:
            return []
        return [
            entry
            for entry in there
            if entry.name.casefold().startswith(begun.casefold())
            and (begun.startswith(".") or not entry.name.startswith("."))
            and (entry.is_dir() or entry.suffix.casefold() in self._endings)
        ]

    @on(AnswerLine.Changed)
    def _look(self) -> None:
        """Show the files and folders the path can lead to."""
        t, found = self.translator, self._found()
        lines = [
            Content(f"   {clean(entry.name)}{'/' if entry.is_dir() else ''}")
            if entry.is_dir()
            else Content.styled(f"   {clean(entry.name)}", "bold")
            for entry in found[:_MOST]
        ]
        if not lines:
            nothing = t(
                "Nothing here by that name: folders and files that end in {endings} are shown.",
                endings=t.listed(self._endings),
            )
            lines = [Content.styled(f"   {nothing}", "$foreground-muted")]
        self.query_one("#path-found", Static).update(Content("\n").join(lines))
        self._say("")

    def _say(self, words: str) -> None:
        self.query_one("#path-says", Static).update(Content.styled(f" {words}" if words else "", "bold $text-error"))

    @on(AnswerLine.Completed)
    def _complete(self) -> None:
        """Complete the path as far as all matches agree; a folder gets a slash behind it."""
        found = self._found()
        if not found:
            return
        names = [entry.name for entry in found]
        common = names[0]
        for name in names[1:]:
            while not name.casefold().startswith(common.casefold()):
                common = common[:-1]
        path = found[0].with_name(common) if common else found[0].parent
        stroke = "/" if not common or (len(found) == 1 and found[0].is_dir()) else ""
        self.query_one(AnswerLine).set_text(f"{path}{stroke}")
        self._look()

    @on(AnswerLine.Given)
    def _open(self) -> None:
        path, found = self._path, self._found()
        if path.is_dir() and len(found) == 1 and not found[0].is_dir():
            path = found[0]
        if self._network_id is not None:
            self._try_out(path, self._network_id)
            return
        if self._opening is not None and not self._opening.is_done:
            return
        try:
            check_is_ours(path)
        except CannotOpen as problem:
            self._say(self.translator.message(problem.message))
            return
        if path.stat().st_size < _LARGE:
            self._open_now(path)
        else:
            self._open_beside(path)

    def _open_now(self, path: Path, prepared: "Prepared | None" = None) -> None:
        try:
            self.nettverk.open_file(path, prepared)
        except CannotOpen as problem:
            self._say(self.translator.message(problem.message))
            return
        self.dismiss()

    def _open_beside(self, path: Path) -> None:
        """Check a large file and copy it in a thread, and show the progress."""
        from nettverk_tui.store.opening import prepare
        from nettverk_tui.store.store import wall_clock
        from nettverk_tui.tui.long_work import LongWork, follow

        words = self.translator("Opening {name}", name=clean(path.name))
        self._opening = work = LongWork(words, endable=True)

        def look() -> None:
            try:
                prepared = prepare(path, wall_clock(), work.tell)
            except Ended:
                return
            except CannotOpen as problem:
                self.app.call_from_thread(self._say, self.translator.message(problem.message))
            else:
                self.app.call_from_thread(self._open_now, path, prepared)
            finally:
                work.is_done = True

        self.run_worker(look, thread=True, group="opening")
        follow(cast("Window", self.app), work)

    def _try_out(self, path: Path, network_id: str) -> None:
        """Try the table out, and show the changes it would make."""
        from nettverk_tui.exchange.imports.cells import CannotRead
        from nettverk_tui.exchange.imports.dry_run import try_out

        t, store = self.translator, self.nettverk.store
        network = store.rows.get(Network, network_id) if store is not None else None
        if store is None or network is None:
            return
        try:
            trial = try_out(path, store.rows, network, t.local(store.now()).date(), new_id)
        except CannotRead as problem:
            self._say(t.message(problem.message))
        except OSError as problem:
            self._say(t("{name} cannot be opened: {problem}.", name=clean(path.name), problem=advice_on(problem)))
        else:
            screen = self.pages.import_table(store, trial, clean(path.name))
            self.app.push_screen(screen, self._imported)

    def _imported(self, came: bool | Message | None) -> None:
        """Close the page once the table is imported; else say why it could not be."""
        if isinstance(came, Message):
            self._say(self.translator.message(came))
        elif came:
            self.dismiss()

    @on(AnswerLine.Left)
    def _leave(self) -> None:
        """Leave the page; while a file is being opened, stop that instead."""
        if self._opening is not None and not self._opening.is_done:
            self._opening.end()
            return
        self.dismiss()

    def on_unmount(self) -> None:
        if self._opening is not None:
            self._opening.end()
