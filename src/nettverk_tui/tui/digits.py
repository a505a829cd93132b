"""Digits on a page: they act on the current row, until the next letter shows that they began a sentence."""

from collections.abc import Callable
from typing import Any, NamedTuple

DIGITS = frozenset("0123456789")
#: Characters that may follow a number within a sentence: after digits they show that these were no command.
_GOES_ON = frozenset(" .,%-/:)")
#: The most digits that may begin a sentence: more of them rate one row after the other.
_MOST_DIGITS = 4


class Digits(NamedTuple):
    """The digits since the last other key, with the last journal entry and the cursor before the first of them."""

    typed: str
    since: int
    cursor: Any

    def may_begin_sentence(self, letter: str) -> bool:
        """Return True where the digits and the letter after them can begin a sentence, as in *2 av 3 leger*."""
        return len(self.typed) <= _MOST_DIGITS and letter in _GOES_ON


def continues_digit(answer: str, letter: str, answers: Callable[[str], bool]) -> bool:
    """Return True where a text and its next letter continue the digit that asked a question, and are no answer.

    `answers` returns True for a text that answers the question.
    """
    if not answer:
        return True
    if answers("…"):
        # Any words are an answer here: only digits can tell the two apart.
        return answer.isdigit()
    if letter in "%,":
        return answer.strip().isdigit()
    number, _, word = answer.partition(" ")
    counted = set(number) <= DIGITS | {"-", ".", ","}
    return letter == " " and counted and word.isalpha() and not answers(answer)
