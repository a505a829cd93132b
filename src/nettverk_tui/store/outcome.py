"""What becomes of a change of the file: it is stored, or it could not be written."""

import msgspec

from nettverk_tui.model.core.messages import N_, Message
from nettverk_tui.model.journal.undo import JournalEntry
from nettverk_tui.store.trouble import in_words


class Applied(msgspec.Struct, frozen=True):
    """What a command did; no entry when everything was so already. Of an act of many parts, the last one's."""

    entry: JournalEntry | None = None


class NotSaved(Exception):
    """The file could not be written. What was typed must stay where it is; trying again is safe."""

    def __init__(self, problem: Exception, words: Message | None = None) -> None:
        super().__init__(str(problem))
        #: What is in the way, as a clause.
        self.problem = words or in_words(problem)
        self.message = Message(N_("It was not stored: {problem}. Your text is kept."), {"problem": self.problem})


class PartlySaved(NotSaved):
    """Some parts of an act are stored; they could neither be followed by the others nor taken back."""

    def __init__(self, problem: NotSaved) -> None:
        super().__init__(problem, problem.problem)
        words = N_("A part of it is stored, and undo takes that back; the rest is not: {problem}.")
        self.message = Message(words, {"problem": self.problem})
