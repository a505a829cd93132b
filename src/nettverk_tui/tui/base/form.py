"""A form: one value on each line, read as a whole, and under the lines how the current one is understood.

Enter on the last line stores the form; until then everything typed is a draft, which survives a kill.
"""

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import ClassVar, Generic, NamedTuple, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.message import Message as TextualMessage
from textual.widgets import Static, TextArea

from nettverk_tui.model.commands import Command
from nettverk_tui.model.core.dates import other_weekdays
from nettverk_tui.model.core.messages import N_, Message
from nettverk_tui.model.network.form import FieldFault
from nettverk_tui.store.drafts import Draft
from nettverk_tui.store.store import Store
from nettverk_tui.tui.base.hints import hints
from nettverk_tui.tui.base.screen import BaseScreen
from nettverk_tui.tui.bindings import bindings, foot
from nettverk_tui.tui.widgets.field import Field
from nettverk_tui.tui.widgets.text_area import CleanTextArea

#: The value read from the lines of a form.
Read = TypeVar("Read")


class FormBody(VerticalScroll, can_focus=False, inherit_bindings=False):
    """The lines of a form. It scrolls to the focused line, and leaves the page keys to the screen."""


class Made(TextualMessage):
    """The base of the messages from the last line of the form."""


class Maker(Static, can_focus=True):
    """The last line of the form."""

    BINDINGS: ClassVar[list[BindingType]] = list(bindings("maker"))

    class Pressed(Made):
        """Enter was pressed on the last line."""

    class Left(Made):
        """Escape was pressed on the last line."""

    def action_make(self) -> None:
        """Store the form."""
        self.post_message(self.Pressed())

    def action_leave(self) -> None:
        """Leave the form and keep the drafts."""
        self.post_message(self.Left())

    def action_previous(self) -> None:
        """Move the focus to the last field."""
        self.screen.focus_previous()


class FormLine(NamedTuple):
    """The msgids of a line: its label, and its placeholder."""

    label: str
    example: str = ""


class FormScreen(BaseScreen[bool], Generic[Read]):
    """The base of the forms. Dismissed with True when the form was stored.

    A subclass describes its `lines`, reads them, and makes the command. `stored` holds the stored values as they
    would be typed, `typed` overrides them; `id` and `seen` are the row's id and version; drafts are kept under
    `drafts_name`.
    """

    BINDINGS: ClassVar[list[BindingType]] = list(bindings("form"))
    CSS_PATH = Path(__file__).with_name("form.tcss")

    def __init__(
        self,
        store: Store,
        drafts_name: str,
        id: str,
        seen: int,
        stored: Mapping[str, str],
        typed: Mapping[str, str] = {},
    ) -> None:
        super().__init__()
        self.store, self.about_id, self.seen = store, id, seen
        self._drafts_name = drafts_name
        self.stored = dict(stored)
        half_typed = {draft.field: draft.text for draft in store.drafts.all() if self._is_own(draft.field)}
        self.texts = {**self.stored, **typed}
        self.texts |= {field.removeprefix(f"{drafts_name}:"): text for field, text in half_typed.items()}

    def _is_own(self, field: str) -> bool:
        return field.startswith(f"{self._drafts_name}:")

    # --- for subclasses to define

    #: The initial lines, by name.
    lines: ClassVar[Mapping[str, FormLine]]

    @abstractmethod
    def title_words(self) -> str:
        """Return the title of the form."""

    @abstractmethod
    def read(self) -> tuple[Read, Sequence[FieldFault]]:
        """Return the value read from the lines, and their faults."""

    @abstractmethod
    def command(self, read: Read) -> Command:
        """Return the command that stores a value read without faults."""

    def names(self) -> Sequence[str]:
        """Return the names of the lines."""
        return list(self.lines)

    def label_of(self, name: str) -> str:
        """Return the label before a line."""
        return self.translator(self.lines[name].label)

    def short_label(self, name: str) -> str:
        """Return the label of a line as used in a sentence."""
        return self.label_of(name)

    def example_of(self, name: str) -> str:
        """Return the placeholder of a line."""
        return self.translator(self.lines[name].example)

    def finish_words(self) -> str:
        """Return the words of the last line."""
        return self.translator("Enter stores the changes")

    def understood(self, name: str, read: Read) -> str:  # noqa: ARG002
        """Return how a line is understood."""
        return self.example_of(name)

    def sums(self, read: Read) -> str:  # noqa: ARG002
        """Return how the whole form is understood, shown on the last line."""
        return ""

    def begins_empty(self) -> bool:
        """Return True where the first empty line gets the focus; else the first line gets it."""
        return not self.seen

    def line_after(self, name: str) -> str | None:  # noqa: ARG002
        """Return the name of the line to add after `name`, the last one, is filled; None adds nothing."""
        return None

    # --- drawing

    def compose(self) -> ComposeResult:
        yield Static(classes="page-title")
        with FormBody(id="form-body"):
            for name in self.names():
                yield self._line(name)
            yield Maker(id="maker")
        yield Static(id="form-says")
        yield Static(classes="page-keys")

    def _line(self, name: str) -> Horizontal:
        return Horizontal(
            Static(self.label_of(name), classes="form-label"),
            Field("plan", name, self.texts.get(name, ""), self.example_of(name)),
            classes="form-line",
        )

    def on_mount(self) -> None:
        self.query_one(".page-title", Static).update(self.titled(self.title_words()))
        self.query_one(Maker).update(f" {self.finish_words()}")
        fields = self.query(Field)
        empty = next((field for field in fields if not field.text), None)
        (empty if empty is not None and self.begins_empty() else fields.first()).focus()

    def on_descendant_focus(self) -> None:
        self.explain()

    def on_resize(self) -> None:
        self.explain()

    def explain(self) -> None:
        """Show how the focused line is understood, and its keys."""
        focused, t = self.focused, self.translator
        context = ("maker", "form") if isinstance(focused, Maker) else ("plan", "form")
        self.query_one(".page-keys", Static).update(hints(foot(*context), t, self.size.width))  # type: ignore[arg-type]
        read, faults = self.read()
        if isinstance(focused, Maker):
            self._say(faults, self.sums(read))
        elif isinstance(focused, Field):
            name = focused.name or ""
            own = [fault for fault in faults if fault.field == name and focused.text]
            remarks = map(t.message, other_weekdays(focused.text, self.today()))
            self._say(own, " · ".join((self.understood(name, read), *remarks)))

    def _say(self, faults: Sequence[FieldFault], words: str) -> None:
        t = self.translator
        says = self.query_one("#form-says", Static)
        if faults:
            said = [f"{self.short_label(fault.field)}: {t.message(fault.message)}" for fault in faults]
            says.update(Content.styled("\n".join(said), "bold $text-error"))
        else:
            says.update(Content.styled(words, "$foreground-muted"))

    # --- reading

    def fields(self) -> Mapping[str, str]:
        """Return the current texts of the lines, by name."""
        return {field.name or "": field.text for field in self.query(Field)}

    def today(self) -> date:
        """Return today's date in the reader's time zone."""
        return self.translator.local(self.store.now()).date()

    # --- writing

    @on(Field.Changed)
    def _typed(self, event: Field.Changed) -> None:
        field = event.text_area
        name = field.name or ""
        self._keep(field)
        self.explain()
        if field is self.query(Field).last() and field.text:
            following = self.line_after(name)
            if following is not None:
                self.query_one("#form-body").mount(self._line(following), before=self.query_one(Maker))

    def _keep(self, field: TextArea) -> None:
        """Keep the half-typed text of a line as a draft, or delete the draft of an unchanged line."""
        draft_name = f"{self._drafts_name}:{field.name or ''}"
        if field.text == self.stored.get(field.name or "", ""):
            self.store.drafts.forget(draft_name)
        else:
            self.store.drafts.keep(
                Draft(field=draft_name, id=self.about_id, text=field.text, seen=self.seen, at=self.store.now())
            )

    def settle(self) -> None:
        if isinstance(self.focused, Field):
            self._keep(self.focused)

    @on(CleanTextArea.Full)
    @on(CleanTextArea.PasteRefused)
    def _too_much(self) -> None:
        too_much = Message(N_("That is more than a line here can hold. Nothing of it was taken."))
        self._say([FieldFault(self.focused.name or "" if self.focused else "", too_much)], "")

    @on(Maker.Pressed)
    def _make(self) -> None:
        """Store the form, or show its faults or the reason it was refused."""
        read, faults = self.read()
        if faults:
            first = next((field for field in self.query(Field) if field.name == faults[0].field), None)
            if first is not None:
                first.focus()
            self._say(faults, "")
            return
        refused = self.why_not_stored(self.store, self.command(read))
        if refused is not None:
            words = self.translator.message(refused)
            self.query_one("#form-says", Static).update(Content.styled(words, "bold $text-error"))
            return
        for draft in self.store.drafts.all():
            if self._is_own(draft.field):
                self.store.drafts.forget(draft.field)
        self.dismiss(True)

    @on(Field.Left)
    @on(Maker.Left)
    def _leave(self) -> None:
        """Close the form and keep its drafts."""
        self.dismiss(False)


def half_typed_id(store: Store, drafts_name: str) -> str | None:
    """Return the row id in the drafts of a form, so that storing twice makes one row; None without drafts."""
    return next((draft.id for draft in store.drafts.all() if draft.field.startswith(f"{drafts_name}:")), None)
