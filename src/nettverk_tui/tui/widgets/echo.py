"""The line under the capture line: the interpretation of a text, a refusal or a question."""

from textual.content import Content
from textual.widgets import Static


class Echo(Static):
    """A line that shows one sentence at a time."""

    def say(self, words: str, style: str = "") -> None:
        """Show a sentence."""
        self.update(Content.styled(words, style))
