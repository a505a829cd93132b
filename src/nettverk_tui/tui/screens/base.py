"""What every screen shares: the reader's language, also in the key descriptions that Textual shows by itself."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, cast

from textual.content import Content
from textual.screen import Screen, ScreenResultType
from textual.widgets import Static

from nettverk_tui.language import Translator
from nettverk_tui.model.commands import Command
from nettverk_tui.model.labels import label
from nettverk_tui.model.messages import N_, Message, Refusal
from nettverk_tui.store.file import Busy
from nettverk_tui.store.store import NotSaved, Store
from nettverk_tui.tui.bindings import Key
from nettverk_tui.tui.screens.hints import hints

if TYPE_CHECKING:
    from textual.binding import ActiveBinding

    from nettverk_tui.store.parts import Progress
    from nettverk_tui.tui.app import NettverkApp


class BaseScreen(Screen[ScreenResultType]):
    """A screen that speaks the reader's language."""

    @property
    def translator(self) -> Translator:
        """The reader's language."""
        return self.nettverk.translator

    @property
    def rehearsal_sign(self) -> Content:
        """Stands in every title of a rehearsal: nothing is kept."""
        speed = self.nettverk.rehearsal
        words = self.translator("REHEARSAL ×{speed}", speed=speed)
        return Content.styled(f" {words} ", "reverse") if speed else Content("")

    def local_day(self, store: Store) -> str:
        """The reader's own day by the clock of a file, as an ISO date."""
        return self.translator.local(store.now()).date().isoformat()

    def tell_at_foot(self, keys: Sequence[Key], words: str, *, wrong: bool = False) -> None:
        """Say something in the last line of a page that is read; without words its keys stand there."""
        style = "bold $text-error" if wrong else "$text-warning"
        shown = Content.styled(f" {words}", style) if words else hints(keys, self.translator, self.size.width)
        self.query_one("#reader-keys", Static).update(shown)

    def titled(self, words: str, *more: str | Content | tuple[str, str]) -> Content:
        """The first line of a screen: that it is a rehearsal, which no long line may hide, and what it is."""
        return Content.assemble(self.rehearsal_sign, (f" {words}", "bold"), *more)

    def file_changed(self) -> None:
        """Another window has stored something."""

    def why_not_stored(self, store: Store, command: Command) -> Message | None:
        """Carry out a command; why it was not stored, or None."""
        self._to_undo = None
        return self._why_not(lambda: store.apply(command))

    @staticmethod
    def _why_not(change: Callable[[], object]) -> Message | None:
        try:
            outcome = change()
        except Busy:
            return Message(N_("Another window is writing. Try again in a moment."))
        except NotSaved as problem:
            return problem.message
        return outcome.message if isinstance(outcome, Refusal) else None

    #: The entry that undo has been asked about: the same key again does it.
    _to_undo: str | None = None

    def turn(self, store: Store, way: str, tell: Callable[..., object], redraw: Callable[[], object]) -> None:
        """Undo or redo where there is no footer with a question: the first *undo* says what it is about.

        `tell` takes the words, and `wrong=True` where something is; `redraw` shows what was changed.
        """
        t = self.translator
        entry = store.to_undo() if way == "undo" else store.to_redo()
        if entry is None:
            tell(t("There is nothing to undo.") if way == "undo" else t("There is nothing to redo."))
            return
        what = t.message(label(entry, store.rows))
        if way == "undo" and self._to_undo != entry.id:
            self._to_undo = entry.id
            tell(t("Undo: {what}, {time}? u again: yes", what=what, time=t.clock(entry.at)))
            return
        self._to_undo = None
        from nettverk_tui.tui.screens.in_parts import InParts

        def ended(refused: Message | None) -> None:
            if not self.is_attached:
                return
            redraw()
            if refused is not None:
                tell(t.message(refused), wrong=True)
            else:
                tell(t("Undone: {what}", what=what) if way == "undo" else t("Done again: {what}", what=what))

        def on_the_way(progress: "Progress") -> None:
            if self.is_attached:
                tell(t("{done} of {of} rows …", done=progress.done, of=progress.of))

        parts = store.undoing(entry.id) if way == "undo" else store.redoing(entry.id)
        InParts(self.nettverk, store, parts, on_the_way, ended)

    def action_palette(self) -> None:
        """Everything that can be done here, by its name."""
        from nettverk_tui.tui.palette import Palette

        self.app.push_screen(Palette(self.translator))

    def unbound_letter(self, character: str) -> None:
        """A letter was typed that means nothing here."""

    @property
    def nettverk(self) -> "NettverkApp":
        """The app, by its own type."""
        return cast("NettverkApp", self.app)

    @property
    def active_bindings(self) -> "dict[str, ActiveBinding]":
        """Descriptions are msgids in the table, translated where they are shown."""
        from dataclasses import replace

        return {
            key: active._replace(
                binding=replace(active.binding, description=self.translator(active.binding.description))
            )
            if active.binding.description
            else active
            for key, active in super().active_bindings.items()
        }
