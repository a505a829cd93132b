"""A line as tokens, which the forms of dates read, and the date that a form finds."""

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Literal, NamedTuple

from nettverk_tui.model.core.dates.calendar import Looking, Span

#: The form of a date. `short` is a day and a month in digits without a year, which may be something else; `named` has
#: its month in letters, `numbered` is *the 10th*; *om to uker* is `ahead`, *to uker* a `length`, 20261210 `compact`.
Kind = Literal[
    "full", "short", "named", "numbered", "near", "weekday", "week", "ahead", "length", "ago", "stretch", "part",
    "feast", "month", "short_month", "year", "before", "compact",
]  # fmt: skip

_TOKEN = re.compile(r"([ \t\u00a0\u202f]*)(?:([0-9]+|[^\W\d_]+|[^\w\s])|(\s|.))", re.DOTALL)
#: Signs that may follow a date.
_AFTER = frozenset(".,;:!?)@=#%")


class Token(NamedTuple):
    """A number, a word in small letters, or a sign; `apart` if a space precedes it.

    A token that no date can contain, such as the end of a line, has an empty text.
    """

    text: str
    start: int
    end: int
    apart: bool


class Here(NamedTuple):
    """A place in a text, the day it is typed on, and the direction of dates. `at` is counted in tokens from `begin`."""

    tokens: Sequence[Token]
    begin: int
    today: date
    looking: Looking

    def word(self, at: int) -> str:
        """Return the text of the token at this place; empty after the last one."""
        at += self.begin
        return self.tokens[at].text if at < len(self.tokens) else ""

    def touching(self, at: int) -> str:
        """Return the text of the token at this place; empty if a space precedes it."""
        at += self.begin
        return self.tokens[at].text if at < len(self.tokens) and not self.tokens[at].apart else ""

    def words(self, at: int, count: int) -> tuple[str, ...]:
        """Return the texts of `count` tokens; empty if there are fewer."""
        at += self.begin
        following = self.tokens[at : at + count]
        return tuple([token.text for token in following]) if len(following) == count else ()

    def ends_before(self, at: int) -> bool:
        """Whether no word or number begins at this place."""
        return self.word(at) == "" or self.word(at) in _AFTER


class Found(NamedTuple):
    """A date that ends before token `end`. `span` is None if it does not exist; `plausible`: it looks like a date.

    `monday` begins the week that a weekday beside the date would choose a day of. `core` are the tokens of the date
    without the weekday beside it, and `weekday` (Monday is 0) is that one, if it is not the date's own.
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
    """Return the tokens of a text and their first characters. Cached: many rules read a line at each key."""
    tokens = [
        Token((match[2] or "").casefold().replace("’", "'"), match.end(1), match.end(), match.end(1) > match.start())
        for match in _TOKEN.finditer(text)
    ]
    return tokens, [token.start for token in tokens]


def is_number(text: str, most: int = 2) -> bool:
    """Whether these are digits, at most `most` of them."""
    return 0 < len(text) <= most and text.isascii() and text.isdigit()


def is_year(text: str) -> bool:
    """Whether these are four digits that are read as a year everywhere."""
    return len(text) == 4 and text.isascii() and text.isdigit() and text[:2] in ("19", "20")
