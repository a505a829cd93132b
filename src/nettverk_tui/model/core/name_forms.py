"""Finding a person's name in a text, in any form: other case, letter-spaced, hyphenated, in the genitive.

A whole name means the person. A part of it (first name, surname, initials) may mean another person: the user decides.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cached_property

import msgspec

from nettverk_tui.model.core.folding import fold, folded

#: Words inside a name that identify no person.
_PARTICLES = frozenset(["af", "av", "da", "de", "del", "den", "der", "di", "du", "la", "le", "til", "van", "von", "zu"])
#: The edges of a word; an underscore is no part of it, as in kari_nesse.
_BEGINS, _ENDS = r"(?<![^\W_])", r"(?![^\W_])"
#: Allowed between two letters of a word: a hyphen at the end of a line, and invisible characters.
_BROKEN = "[\u00ad\u200b\u2060]*(?:[-\u2010]\\s*)?"
#: Separators of a letter-spaced word; then all of its letters are separated.
_SPACED = r"[\W_]{1,3}"
_BETWEEN_WORDS = "(?:\\s*[-\u2010]\\s*|\\s+|[._+]\\s*)"
#: Separator between surname and first name, if the surname comes first.
_TURNED = r"(?:\s*,\s*|\s+)"

_NO_LETTERS = re.compile(r"[\W_]+")

Span = tuple[int, int]


class NameForms(msgspec.Struct, frozen=True, dict=True):
    """All forms of the names that a person has or has had."""

    names: tuple[str, ...]

    def whole(self, text: str) -> Sequence[Span]:
        """Return the places of whole names in the text: start and end of each, in order."""
        return [span for span in self._spans(self._whole, text) if _is_written_as_name(text[slice(*span)])]

    def parts(self, text: str) -> Sequence[Span]:
        """Return the places of parts of names and of initials, outside whole names."""
        spans = [span for span in self._spans(self._parts, text) if _is_written_as_name(text[slice(*span)])]
        if self._initials is not None:
            spans += [match.span() for match in self._initials.finditer(text)]
        taken = self.whole(text) if spans else ()
        return [span for span in _apart(spans) if not any(start < span[1] and span[0] < end for start, end in taken)]

    def without(self, text: str, gone: str, *, parts: bool = False) -> str:
        """Return the text with each whole name replaced by `gone`; with `parts` also each part of a name."""
        spans = self.whole(text)
        if parts:
            spans = sorted([*spans, *self.parts(text)])
        for start, end in reversed(spans):
            text = text[:start] + gone + text[end:]
        return text

    @cached_property
    def _words(self) -> Sequence[Sequence[str]]:
        composed = [unicodedata.normalize("NFC", name) for name in self.names]
        by_form = [re.findall(r"[^\W_]+(?:['’][^\W_]+)*", name) for name in composed]
        return [words for words in by_form if words]

    @cached_property
    def _whole(self) -> re.Pattern[str] | None:
        # A person may have been Kari alone, and Kari Nesse later: the first name is then a part of the name.
        several = any(len(words) > 1 for words in self._words)
        return _compiled(_name(words) for words in self._words if len(words) > 1 or not several)

    @cached_property
    def _parts(self) -> re.Pattern[str] | None:
        return _compiled(
            form for words in self._words if len(words) > 1 or self._is_older(words) for form in _part(words)
        )

    def _is_older(self, words: Sequence[str]) -> bool:
        return len(words) < max(map(len, self._words))

    @cached_property
    def _initials(self) -> re.Pattern[str] | None:
        """The pattern of initials, case-sensitive: in small letters they are other words."""
        return _compiled(
            r"\.?\s?".join(re.escape(word[0].upper()) for word in words) + r"\.?"
            for words in self._words
            if len(words) > 1
        )

    @cached_property
    def _bare(self) -> Sequence[re.Pattern[str]]:
        """Patterns of the words as bare letters: a quick test, as a text without them has no form of the name."""
        words = {word for words in self._words for word in words if len(word) > 1}
        return [re.compile("".join(_letters(word))) for word in sorted(words)]

    def _spans(self, pattern: re.Pattern[str] | None, text: str) -> Sequence[Span]:
        if pattern is None:
            return []
        bare = _NO_LETTERS.sub("", fold(text))
        return _spans(pattern, text) if any(name.search(bare) for name in self._bare) else []


def _compiled(forms: Iterator[str]) -> re.Pattern[str] | None:
    # Longest first: *Kari Nesse* before *Kari*.
    every = sorted(dict.fromkeys(forms), key=len, reverse=True)
    return re.compile("|".join(f"{_BEGINS}(?:{form}){_ENDS}" for form in every)) if every else None


def _name(words: Sequence[str]) -> str:
    """Return a pattern of a name: its middle words may be left out or be initials, its surname may come first."""
    first, *middle = map(_word, words)
    if not middle:
        return first + _genitive(words[-1])
    last = middle.pop()
    initials = [f"{_letters(word)[0]}\\.?" for word in words[1:-1]]
    either = zip(middle, initials, strict=True)
    between = "".join(f"(?:{_BETWEEN_WORDS}(?:{form}|{initial}))?" for form, initial in either)
    # Run together too, as in an address: karinesse@….
    straight = f"{first}{between}(?:{_BETWEEN_WORDS})?{last}{_genitive(words[-1])}"
    turned = f"{last}{_TURNED}{first}{between}{_genitive(words[0])}"
    return f"{straight}|{turned}"


def _part(words: Sequence[str]) -> Iterator[str]:
    """Yield patterns of each word of a name alone, with the initial of the other beside it."""
    first, last = _letters(words[0])[0], _letters(words[-1])[0]
    for number, word in enumerate(words):
        if len(word) < 2 or fold(word) in _PARTICLES:
            continue
        after = rf"(?:\s+{last}\.)?" if number == 0 and len(words) > 1 else ""
        before = rf"(?:{first}\.?\s+)?" if number else ""
        yield f"{before}{_word(word)}{_genitive(word)}{after}"


def _word(word: str) -> str:
    letters = _letters(word)
    return f"(?:{_BROKEN.join(letters)}|{_SPACED.join(letters)})"


def _letters(word: str) -> Sequence[str]:
    """Return patterns of the letters of a word, folded; ø and the like also match the plain letter."""
    return [_letter(letter) for letter in word]


def _letter(letter: str) -> str:
    written = [re.escape(spelling) for spelling in fold(letter)]
    if letter.isascii() or len(written) != 2:
        return "".join(written)
    return f"{written[0]}(?:{written[1]})?"


def _genitive(word: str) -> str:
    alone = "|'" if fold(word)[-1:] in ("s", "x", "z") else ""
    return f"(?:{_SPACED}s|'?s{alone})?"


def _is_written_as_name(found: str) -> bool:
    """Whether a word can be a name: one of two letters needs a capital, as *li* and *bo* are other words."""
    return sum(letter.isalpha() for letter in found) > 2 or found[:1].isupper()


def _spans(pattern: re.Pattern[str], text: str) -> Sequence[Span]:
    letters: list[str] = []
    at: list[int] = []
    for written, start in folded(text):
        letters.append(written)
        at += [start] * len(written)
    at.append(len(text))
    return [(at[found.start()], _end(at, found.end())) for found in pattern.finditer("".join(letters))]


def _end(at: Sequence[int], end: int) -> int:
    """Return the end of the character of a folded letter: it may fold to two letters, or have a combining mark."""
    return next((place for place in at[end:] if place > at[end - 1]), at[-1])


def _apart(spans: Sequence[Span]) -> Sequence[Span]:
    """Sort spans and merge those that overlap."""
    apart: list[Span] = []
    for start, end in sorted(spans):
        if apart and start < apart[-1][1]:
            apart[-1] = (apart[-1][0], max(end, apart[-1][1]))
        else:
            apart.append((start, end))
    return apart
