"""An early warning as a value."""

from typing import Literal

import msgspec

from nettverk_tui.model.core.messages import Message

SignalLevel = Literal["ask", "ask_first"]


class EarlyWarning(msgspec.Struct, frozen=True, kw_only=True):
    """A fact, its ISO date `on`, its `source` (whose answer, or the kind of record), and a question to ask.

    A value named `item` or `items` in the messages holds ids of the checklist; the user interface replaces them with
    names. `subject` tells apart warnings of one rule. `rule` is filled in by `Rule.find`.
    """

    rule: str = ""
    level: SignalLevel
    fact: Message
    on: str
    source: Message
    question: Message
    subject: str = ""

    @property
    def key(self) -> str:
        """Rule, subject, level and date. A dismissed warning comes back when its key changes."""
        return f"{self.rule}:{self.subject}:{self.level}:{self.on}"
