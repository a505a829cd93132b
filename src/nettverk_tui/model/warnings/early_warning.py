"""What an early warning says."""

from typing import Literal

import msgspec

from nettverk_tui.model.core.messages import Message

SignalLevel = Literal["ask", "ask_first"]


class EarlyWarning(msgspec.Struct, frozen=True, kw_only=True):
    """`on` is the ISO date of the fact, `source` whose answer or which record it is.

    A value named `item` or `items` in the messages holds ids of the checklist, for the one who shows them to spell out.
    `key` is the same as long as the fact is: a warning that was answered comes back when its key is another.
    """

    rule: str
    level: SignalLevel
    fact: Message
    on: str
    source: Message
    question: Message
    subject: str = ""

    @property
    def key(self) -> str:
        """The rule, what it is about, its level and the date of its fact."""
        return f"{self.rule}:{self.subject}:{self.level}:{self.on}"
