"""A line as tokens, what a form of date reads from; and what it may find there."""

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Literal, NamedTuple

from nettverk_tui.model.core.dates.calendar import Looking, Span

#: How a date was written. `short` is a day and a month in digits without a year, which other things look like too;
#: `named` has its month in letters, `numbered` is *the 10th*; *om to uker* is `ahead`, *to uker* a `length`,
#: 20261210 is `compact`.
Kind = Literal[
    "full", "short", "named", "numbered", "near", "weekday", "week", "ahead", "length", "ago", "stretch", "part",
    "feast", "month", "short_month", "year", "before", "compact",
]  # fmt: skip

_TOKEN = re.compile(r"([ \t\u00a0\u202f]*)(?:([0-9]+|[^\W\d_]+|[^\w\s])|(\s|.))", re.DOTALL)
#: Signs that a date may end before.
_AFTER = frozenset(".,;:!?)@=#%")


class Token(NamedTuple):
    """A number, a word in small letters, or a sign; `apart` where a space stands before it. What no date can have in
    it, such as the end of a line, has no text."""

    text: str
    start: int
    end: int
    apart: bool


class Here(NamedTuple):
    """A place in a text, the day it is typed on, and which way it looks. Places are counted from `begin`."""

    tokens: Sequence[Token]
    begin: int
    today: date
    looking: Looking

    def word(self, at: int) -> str:
        """The token there; nothing behind the last one."""
        at += self.begin
        return self.tokens[at].text if at < len(self.tokens) else ""

    def touching(self, at: int) -> str:
        """The token there, if no space stands before it."""
        at += self.begin
        return self.tokens[at].text if at < len(self.tokens) and not self.tokens[at].apart else ""

    def words(self, at: int, count: int) -> tuple[str, ...]:
        """So many tokens; none where there are fewer."""
        at += self.begin
        following = self.tokens[at : at + count]
        return tuple([token.text for token in following]) if len(following) == count else ()

    def ends_before(self, at: int) -> bool:
        """Whether no word or number follows."""
        return self.word(at) == "" or self.word(at) in _AFTER


class Found(NamedTuple):
    """A date up to a token. `span` is None where there is no such date, `plausible` says whether it looks like one.

    `monday` is that of the week which a weekday beside it would choose a day of. `core` are the tokens of the date
    without the weekday beside it, and `weekday` (Monday is 0) that one, where it is another than the date's own.
    """

    end: int
    kind: Kind
    span: Span | None
    plausible: bool = True
    monday: date | None = None
    core: tuple[int, int] | None = None
    weekday: int | None = None


@lru_cache(maxsize=4)
def tokens_of(text: str) -> tuple[Sequence[Token], Sequence[int]]:
    """The tokens of a text, and where each begins. A line is read by many rules at each key, hence the cache."""
    tokens = [
        Token((match[2] or "").casefold().replace("’", "'"), match.end(1), match.end(), match.end(1) > match.start())
        for match in _TOKEN.finditer(text)
    ]
    return tokens, [token.start for token in tokens]


def is_number(text: str, most: int = 2) -> bool:
    """Whether these are so many digits at most."""
    return 0 < len(text) <= most and text.isascii() and text.isdigit()


def is_year(text: str) -> bool:
    """Whether these are four digits that are read as a year wherever they stand."""
    return len(text) == 4 and text.isascii() and text.isdigit() and text[:2] in ("19", "20")
