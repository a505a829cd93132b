"""The line under the capture line: how it was understood, what was refused, what is asked."""

from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from nettverk_tui.tui.bindings import bindings


class Echo(Static, can_focus=True):
    """Says one thing at a time. While it asks something it has the focus, and any way out but *yes* is a no."""

    BINDINGS: ClassVar[list[BindingType]] = list(bindings("question"))

    class Answered(Message):
        """The question was answered."""

        def __init__(self, *, yes: bool) -> None:
            super().__init__()
            self.yes = yes

    def say(self, words: str, style: str = "") -> None:
        """Show a sentence."""
        self.update(Content.styled(words, style))

    def ask(self, words: str) -> None:
        """Show a question and wait for its answer."""
        self.say(words, "bold")
        self.focus()

    def action_yes(self) -> None:
        """Do what was asked about."""
        self.post_message(self.Answered(yes=True))

    def action_no(self) -> None:
        """Leave it."""
        self.post_message(self.Answered(yes=False))

    def on_blur(self) -> None:
        self.action_no()
