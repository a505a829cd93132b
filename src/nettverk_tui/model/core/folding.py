"""Text as it is compared: å and aa, ø and oe, æ and ae are equal; capitals, accents and kinds of space do not count."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

#: Letters of Norwegian keyboards that others lack; then letters that Unicode does not decompose.
_WRITTEN = {
    "å": "aa", "æ": "ae", "ø": "oe", "ä": "ae", "ö": "oe", "đ": "d", "ð": "d", "ŋ": "n", "ŧ": "t", "ł": "l",
    "’": "'", "–": "-", "—": "-",
}  # fmt: skip


class _Letters(dict[str, str]):
    """The folded form of each letter, computed when the letter is first met."""

    def __missing__(self, letter: str) -> str:
        self[letter] = _letter(letter)
        return self[letter]


#: Ranges without combining marks, where each character folds by itself. Nearly all text is in them.
_ALONE = re.compile("[\x00-\u02ff\u2000-\u206f]*")
#: All other characters of these ranges fold to their lower case.
_OTHERS = re.compile("[^\x00-\x7f]|[\t-\r\x1c-\x1f]")
_LETTERS = _Letters()


def fold(text: str) -> str:
    """Return the text as it is compared."""
    if _ALONE.fullmatch(text):
        return _OTHERS.sub(lambda found: _LETTERS[found[0]], text.casefold())
    return "".join(letters for letters, _ in folded(text))


def spots(text: str, wanted: Iterable[str]) -> Sequence[tuple[int, int]]:
    """Return the places of folded words in a text: start and end of each, in order, without overlap."""
    letters: list[str] = []
    origin: list[int] = []
    for written, at in folded(text):
        letters.append(written)
        origin += [at] * len(written)
    whole = "".join(letters)
    spans = sorted(
        (origin[at], origin[at + len(word) - 1] + 1) for word in wanted if word for at in _places(word, whole)
    )
    apart: list[tuple[int, int]] = []
    for start, end in spans:
        if apart and start < apart[-1][1]:
            apart[-1] = (apart[-1][0], max(end, apart[-1][1]))
        else:
            apart.append((start, end))
    return apart


def snippet(text: str, wanted: Iterable[str], width: int) -> tuple[str, Sequence[tuple[int, int]]]:
    """Return at most `width` characters around the first of the words, and the places of the words in them."""
    line, words = " ".join(text.split()), tuple(wanted)
    if len(line) > width:
        spans = spots(line, words)
        first = spans[0][0] if spans else 0
        # A third of the width is for the text before the word; the end of the text fills the width.
        start = max(min(first - width // 3, len(line) - width + 1), 0)
        cut = line[start + 1 if start else 0 : start + width - 1]
        line = ("…" if start else "") + cut + ("…" if start + width - 1 < len(line) else "")
    return line, spots(line, words)


def _places(word: str, text: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + len(word))


def folded(text: str) -> Iterator[tuple[str, int]]:
    """Return the folded letters and their places in the text; combining marks are dropped."""
    at, end = 0, len(text)
    while at < end:
        start, letter = at, text[at]
        at += 1
        # A letter and its combining marks are one character to the reader.
        while at < end and unicodedata.combining(text[at]):
            letter += text[at]
            at += 1
        yield _LETTERS[letter], start


def _letter(letter: str) -> str:
    lower = unicodedata.normalize("NFC", letter).casefold()
    if lower.isspace():
        return " "
    if lower.isascii():
        return lower
    if lower in _WRITTEN:
        return _WRITTEN[lower]
    plain = unicodedata.normalize("NFKD", lower)
    return "".join(_WRITTEN.get(part, part) for part in plain if not unicodedata.combining(part))
