"""The line under the capture line: how it was understood, what was refused, what is asked."""

from textual.content import Content
from textual.widgets import Static


class Echo(Static):
    """Says one thing at a time."""

    def say(self, words: str, style: str = "") -> None:
        """Show a sentence."""
        self.update(Content.styled(words, style))
