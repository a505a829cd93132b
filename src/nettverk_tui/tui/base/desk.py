"""The line at the foot of a screen between gatherings: takes one happening, or the answer to one question."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message as Posted
from textual.widgets import Static

from nettverk_tui.language import Translator
from nettverk_tui.model.commands import Command, Place
from nettverk_tui.model.core.identity import looks_like_identity_number
from nettverk_tui.model.core.messages import N_, Message
from nettverk_tui.store.drafts import Draft
from nettverk_tui.store.store import Store, new_id
from nettverk_tui.tui.base.interpretation import with_dates
from nettverk_tui.tui.bindings import Key, foot
from nettverk_tui.tui.widgets.capture_line import CLOSED, OPEN, CaptureLine
from nettverk_tui.tui.widgets.text_area import CleanTextArea

if TYPE_CHECKING:
    from nettverk_tui.model.capture.completion import Completion
    from nettverk_tui.tui.base.screen import BaseScreen

_IDENTITY = N_("This looks like a national identity number: leave it out.")


class Task(ABC):
    """One thing to write. The desk shows its `prompt`, keeps a half-typed text as a draft, and stores its command."""

    def __init__(self, prompt: str, draft: str, initial: str = "", place: Place | None = None) -> None:
        self.prompt, self.draft, self.initial = prompt, draft, initial
        self.place = place or Place()

    def words(self, text: str, cursor: int, t: Translator) -> Sequence[str]:  # noqa: ARG002
        """Return the words under the line while it is written."""
        return [t(_IDENTITY)] if looks_like_identity_number(text) else []

    def asks(self, t: Translator) -> str:  # noqa: ARG002
        """Return the placeholder of the empty line."""
        return ""

    @abstractmethod
    def command(self, text: str, id: str) -> Command | Message:
        """Return the command that the text makes, or the reason it cannot be stored; a new row gets `id`."""

    def completions(self, text: str, cursor: int) -> "Sequence[Completion]":  # noqa: ARG002
        """Return the completions of the word under the cursor."""
        return ()

    def stored(self, t: Translator) -> str:
        """Return the words shown after storing."""
        return t("Stored. Ctrl+Z takes it back.")


class Desk(Vertical):
    """The line, always visible. Enter stores it, Escape leaves it; a half-typed text is kept as a draft."""

    DEFAULT_CSS = """
    Desk { height: auto; max-height: 6; background: $boost; }
    Desk #desk-writing { height: auto; max-height: 4; }
    Desk #desk-prompt { width: auto; max-width: 40%; height: 1; padding: 0 1; color: $text-muted; }
    Desk #desk-words { height: auto; min-height: 1; max-height: 2; padding: 0 1; display: none; }
    Desk.-open #desk-writing { border-left: thick $accent; background: $surface; }
    Desk.-open #desk-prompt { color: $text-accent; text-style: bold; }
    Desk.-open CaptureLine { background: $surface; }
    Desk.-open #desk-words { display: block; }
    """

    class Closed(Posted):
        """The line was closed. `words` tell of the entry stored as `id`, or of the draft; empty without either."""

        def __init__(self, words: str, id: str) -> None:
            super().__init__()
            self.words, self.id = words, id

    def __init__(self) -> None:
        super().__init__(id="desk")
        self._in_hand: Task | None = None

    def compose(self) -> ComposeResult:
        with Horizontal(id="desk-writing"):
            yield Static(id="desk-prompt")
            yield CaptureLine()
        yield Static(id="desk-words")

    def on_mount(self) -> None:
        self.line.when_stored = self._store_it
        self._rest()

    def _rest(self) -> None:
        """Show the line closed, with a hint that a letter opens it."""
        self._in_hand = None
        self.remove_class("-open")
        self.query_one("#desk-prompt", Static).update(CLOSED)
        self.line.set_text("")
        self.line.placeholder = self._base.translator("Write what happened · Tab: what can be done here")

    @property
    def line(self) -> CaptureLine:
        """The widget that the text is written in."""
        return self.query_one(CaptureLine)

    @property
    def is_open(self) -> bool:
        """True while a task is being written."""
        return self._in_hand is not None

    @property
    def _base(self) -> "BaseScreen[object]":
        return cast("BaseScreen[object]", self.screen)

    @property
    def _store(self) -> Store:
        store = self._base.nettverk.store
        # Without an open file there is no task.
        assert store is not None
        return store

    def begin(self, task: Task) -> None:
        """Open the line for a task, with its draft if there is one."""
        self._in_hand = task
        draft = self._store.drafts.get(task.draft)
        # The draft keeps the id of its first text: stored twice, after a crash in between, it is still one entry.
        self.line.entry_id = draft.id if draft is not None else new_id()
        self.line.place = task.place
        self.query_one("#desk-prompt", Static).update(Content(f"{task.prompt} {OPEN}".strip()))
        self.add_class("-open")
        self.line.placeholder = task.asks(self._base.translator)
        self.line.set_text(draft.text if draft is not None else task.initial)
        self.screen.set_focus(self.line)
        self._base.tell("")
        self._say()

    def type_on(self, text: str) -> None:
        """Append a text that was typed outside the line."""
        self.line.add(text)
        self.settle()
        self._say()

    def answers(self, text: str) -> bool:
        """Return True where the text could be stored as it is."""
        task = self._in_hand
        return task is not None and not isinstance(task.command(text, self.line.entry_id), Message)

    def _say(self, refused: Message | None = None) -> None:
        task, t = self._in_hand, self._base.translator
        if task is None:
            return
        if refused is not None:
            words = Content.styled(with_dates(refused, t, self._base.local_day(self._store)), "bold $text-error")
        else:
            words = Content(" · ".join(task.words(self.line.text, self.line.cursor_at, t)))
        self.query_one("#desk-words", Static).update(words)

    @on(CaptureLine.Changed)
    def _changed(self, event: CaptureLine.Changed) -> None:
        event.stop()
        self.settle()
        self._say()

    def settle(self) -> None:
        """Keep the half-typed text as a draft, or delete the draft of an unchanged text."""
        task, text = self._in_hand, self.line.text
        if task is None:
            return
        if text and text != task.initial:
            kept = Draft(field=task.draft, id=self.line.entry_id, text=text, where=task.place, at=self._store.now())
            self._store.drafts.keep(kept)
        else:
            self._store.drafts.forget(task.draft)

    @on(CleanTextArea.Full)
    @on(CleanTextArea.PasteRefused)
    def _too_much(self, event: CleanTextArea.Full | CleanTextArea.PasteRefused) -> None:
        event.stop()
        self._say(Message(N_("That is more than a line here can hold. Nothing of it was taken.")))

    @on(CaptureLine.Completed)
    def _completed(self, event: CaptureLine.Completed) -> None:
        event.stop()
        offers = self._in_hand.completions(self.line.text, self.line.cursor_at) if self._in_hand is not None else ()
        if offers:
            self.line.put(offers[0].insert, offers[0].start, offers[0].end)

    def _store_it(self) -> None:
        task = self._in_hand
        if task is None:
            return
        command = task.command(self.line.text, self.line.entry_id)
        refused = command if isinstance(command, Message) else self._base.why_not_stored(self._store, command)
        if refused is not None:
            self.settle()
            self._say(refused)
            return
        self._store.drafts.forget(task.draft)
        self._close(task.stored(self._base.translator))

    @on(CaptureLine.Left)
    def _left(self, event: CaptureLine.Left) -> None:
        event.stop()
        self.leave()

    def leave(self) -> None:
        """Close the line and keep a half-typed text as a draft."""
        task, t = self._in_hand, self._base.translator
        if task is not None:
            self.settle()
            kept = self.line.text not in ("", task.initial)
            self._close(t("What you typed is kept for next time.") if kept else "")

    def _close(self, words: str) -> None:
        id = self.line.entry_id
        self._rest()
        self.screen.set_focus(None)
        self.post_message(self.Closed(words, id))


def desk_foot() -> Sequence[Key]:
    """Return the keys of the open line, without recall of the last entry, which only a gathering has."""
    return [key for key in foot("line") if key.id != "line.recall"]
