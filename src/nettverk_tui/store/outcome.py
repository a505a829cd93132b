"""The outcome of a change of the file: stored, or not written."""

import msgspec

from nettverk_tui.model.core.messages import N_, Message
from nettverk_tui.model.journal.undo import JournalEntry
from nettverk_tui.store.storage_advice import advice_on


class Applied(msgspec.Struct, frozen=True):
    """A stored command; no entry if it changed nothing. For an act of many parts, the entry of the last one."""

    entry: JournalEntry | None = None


class NotSaved(Exception):
    """The file could not be written. The typed text must stay in its field; trying again is safe."""

    def __init__(self, problem: Exception, words: Message | None = None) -> None:
        super().__init__(str(problem))
        #: The reason, as a clause.
        self.problem = words or advice_on(problem)
        self.message = Message(N_("It was not stored: {problem}. Your text is kept."), {"problem": self.problem})


class PartlySaved(NotSaved):
    """Some parts of an act are stored; the others could not be written, nor these be undone."""

    def __init__(self, problem: NotSaved) -> None:
        super().__init__(problem, problem.problem)
        words = N_("A part of it is stored, and undo takes that back; the rest is not: {problem}.")
        self.message = Message(words, {"problem": self.problem})
