"""The foot of the gathering's screen: the line, the words under it, and the keys that can be pressed now."""

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import Static

from nettverk_tui.language import Translator
from nettverk_tui.model.capture.to_command import Speaker
from nettverk_tui.model.core.messages import N_, Message
from nettverk_tui.model.core.records import Group, Said
from nettverk_tui.model.decisions.entries import LONGEST_TEXT
from nettverk_tui.tui.base.hints import hints
from nettverk_tui.tui.base.screen import BaseScreen
from nettverk_tui.tui.bindings import Context, foot
from nettverk_tui.tui.screens.runner.interface import QuestionKind
from nettverk_tui.tui.screens.runner.panel import Panel
from nettverk_tui.tui.screens.runner.panels.advice import AdvicePanel
from nettverk_tui.tui.screens.runner.recorder import Recorder
from nettverk_tui.tui.widgets.capture_line import CLOSED, OPEN, CaptureLine
from nettverk_tui.tui.widgets.echo import Echo
from nettverk_tui.tui.widgets.text_area import CleanTextArea


class WritingScreen(BaseScreen[None]):
    """A screen of panels with a line at its foot: typed text goes to its recorder, and the answer is shown here."""

    #: The line's recorder, and the panel on show.
    recorder: Recorder
    panel: Panel
    #: True while the words under the line are those of its preview.
    previewing = False

    @property
    def t(self) -> Translator:
        """The reader's language."""
        return self.translator

    @property
    def placeholder(self) -> str:
        """The text shown in the empty line."""
        return self.t("Write what is said · + action · > advice · ! decision · Tab: menu")

    def compose_writing(self) -> ComposeResult:
        """Yield the line, with the prompt before it."""
        with Horizontal(id="writing"):
            yield Static(CLOSED, id="prompt")
            yield CaptureLine()

    def focus_panel(self) -> None:
        """Leave the line for the panel."""
        self.set_focus(self.panel)

    # --- drawing

    def draw_keys(self) -> None:
        """Show the keys that apply to the focus."""
        contexts: tuple[Context, ...]
        focused = self.focused
        if isinstance(focused, CleanTextArea):
            contexts = (focused.context,)
        elif self.keyboard.asks:
            contexts = ("question",)
        else:
            contexts = (self.panel.context, "runner")
        self.query_one(".page-keys", Static).update(hints(foot(*contexts), self.t, self.size.width))

    def watch_focused(self) -> None:
        """Let prompt and hints follow the focus at once."""
        if self.is_mounted:
            is_open = isinstance(self.focused, CaptureLine)
            self.query_one("#writing").set_class(is_open, "-open")
            self.query_one("#prompt", Static).update(OPEN if is_open else CLOSED)
            self.draw_keys()

    def tell(self, words: str, *, quiet: bool = False, wrong: bool = False) -> None:
        """Say something under the line."""
        style = "bold $text-error" if wrong else "$foreground-muted" if quiet else ""
        self._say(words, style)
        self.draw_keys()

    def show_question(self, words: str) -> None:
        self._say(words, "bold")
        self.draw_keys()

    def refuse(self, message: Message) -> None:
        """Say why something was not done."""
        self.tell(self.t.message(message), wrong=True)

    def preview(self, parts: Sequence[str]) -> None:
        """Show how the line is understood."""
        self._say(" · ".join(parts), "")
        self.previewing = True

    def _say(self, words: str, style: str) -> None:
        self.previewing = False
        self.query_one(Echo).say(words, style)

    # --- the line

    def open_line(self, text: str) -> bool:
        self.recorder.write(text)
        return True

    def close_line(self) -> None:
        self.recorder.leave()

    def is_line(self, text: Widget) -> bool:
        return isinstance(text, CaptureLine)

    def answers(self, text: str) -> bool:
        return self.recorder.answers(text)

    def settle(self) -> None:
        if isinstance(self.focused, CaptureLine):
            self.recorder.settle()
        else:
            self.panel.settle()

    def action_line(self, text: str) -> None:
        """Open the line and write a text in it."""
        self.recorder.begin(text)

    def begin_line(self, text: str, advice_id: str | None = None) -> None:
        """Open the line with a text to continue."""
        self.recorder.begin(text, advice_id)

    def ask_in_line(self, kind: QuestionKind, id: str, initial: str = "") -> None:
        """Ask something in the line."""
        self.recorder.ask(kind, id, initial)

    def edit_in_line(self, said: Said) -> None:
        """Bring a stored entry back into the line."""
        self.recorder.edit(said)

    @on(CaptureLine.Changed, "#line")
    def _line_changed(self) -> None:
        self.recorder.changed()

    @on(CaptureLine.Left)
    def _line_left(self) -> None:
        self.recorder.leave()

    @on(CaptureLine.Completed)
    def _line_completed(self) -> None:
        self.recorder.complete()

    @on(CaptureLine.Recalled)
    def _line_recalled(self) -> None:
        self.recorder.recall()

    @on(CleanTextArea.PasteRefused)
    def _paste_refused(self, event: CleanTextArea.PasteRefused) -> None:
        self.refuse(
            Message(
                N_("The paste has {n} characters, more than one entry holds. Nothing was taken; divide it."),
                {"n": event.length},
            )
        )

    @on(CleanTextArea.Full)
    def _full(self) -> None:
        self.refuse(
            Message(
                N_("An entry holds {most} characters. The rest was not taken; store this and write on in another."),
                {"most": LONGEST_TEXT},
            )
        )

    # --- givers of advice

    def choose_giver(self, group: Group | None) -> None:
        """Set the speaker from now on: a group, or (None) an adviser."""
        if group is None:
            self.recorder.speakers.choose(Speaker(giver="adviser"))
        else:
            self.recorder.speakers.choose(Speaker(giver="group", group_id=group.id))
        name = self.t("adviser") if group is None else group.letter
        self.tell(self.t("Now speaking: {giver}. Write what they say.", giver=name))
        panel = self.panel
        if isinstance(panel, AdvicePanel):
            panel.draw()

    def giver_is(self, group: Group | None) -> bool:
        """Return True if that group (None: an adviser) has been chosen to speak."""
        speaker = self.recorder.speaking()
        if group is None:
            return speaker.giver == "adviser"
        return speaker.group_id == group.id
