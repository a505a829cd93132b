"""Completion of the word at the cursor: names after @ or =, factors after #. `names` decides who a name refers to."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import msgspec

from nettverk_tui.model.capture.context import CaptureContext, PersonName
from nettverk_tui.model.capture.grammar import understand
from nettverk_tui.model.capture.names import fold, ways_to_write
from nettverk_tui.model.capture.vocabulary import ADVISER_WORDS, ROLE_WORDS

#: From the last sign at the start of a word to the cursor; a name may hold a space.
_BEGUN = re.compile(r"(?<![^\s(])(?P<sign>[@=#])(?P<typed>[^\n@=#]{0,60})\Z")
_WORD_END = re.compile(r"[\w-]*")

#: The fewest letters to search by: a single one occurs in nearly every name.
_FUZZY_FROM = 2


class Completion(msgspec.Struct, frozen=True):
    """`insert` replaces `start` to `end` (indices) of the given line; `label` is shown in the list of choices."""

    start: int
    end: int
    insert: str
    label: str


class _Choice(NamedTuple):
    #: Its spellings, the shortest first.
    ways: list[str]
    label: str
    #: The names it is found by.
    names: tuple[str, ...]
    is_person: bool = False
    is_absent: bool = False


def complete(line: str, cursor: int, context: CaptureContext) -> list[Completion]:
    """Return completions of the name or factor at the cursor, an index in the line; none if there is no such word.

    People who are absent come last. Within that order: names that begin with the typed text, then names with a later
    word that does, then names with its letters in order. The inserted text refers to exactly that person in this line.
    """
    begun = _BEGUN.search(line, 0, max(0, min(cursor, len(line))))
    if begun is None:
        return []
    typed = begun["typed"]
    choices = _factors(context) if begun["sign"] == "#" else _names(line, context)
    end = _WORD_END.match(line, begun.end())
    ends = end.end() if end else begun.end()
    return [
        Completion(begun.start(), ends, begun["sign"] + _continuing(typed, choice.ways), choice.label)
        for choice in _ranked(choices, typed)
    ]


def _continuing(typed: str, ways: list[str]) -> str:
    """Return the shortest spelling that is not shorter than what was typed."""
    return next((way for way in ways if len(way) >= len(typed)), ways[-1])


def _ranked(choices: Iterable[_Choice], typed: str) -> list[_Choice]:
    fitting = [(choice.is_absent, _fit(typed, choice), choice) for choice in choices]
    in_order = sorted((ranked for ranked in fitting if ranked[1] < _NO_FIT), key=lambda ranked: ranked[:2])
    return [choice for _, _, choice in in_order]


_BEGINS, _LATER_WORD, _LETTERS, _NO_FIT = range(4)


def _fit(typed: str, choice: _Choice) -> int:
    bare = fold(typed)
    names = [fold(name) for name in choice.names]
    # A word after a complete name and a space continues the sentence, unless a longer name continues like that.
    if bare and typed != typed.rstrip():
        return _BEGINS if any(name.startswith(f"{bare} ") for name in names) else _NO_FIT
    if any(name.startswith(bare) for name in names):
        return _BEGINS
    if any(f" {bare}" in name for name in names):
        return _LATER_WORD
    if choice.is_person and len(bare) >= _FUZZY_FROM and any(_has_letters(name, bare) for name in names):
        return _LETTERS
    return _NO_FIT


def _has_letters(name: str, typed: str) -> bool:
    """Return whether the letters occur in order from the start of a word: *kr* matches Kari, *ar* does not."""
    return any(_in_order(typed, iter(name[match.start() :])) for match in re.finditer(r"\S+", name))


def _in_order(typed: str, letters: Iterator[str]) -> bool:
    return typed[:1] == next(letters, None) and all(letter in letters for letter in typed[1:])


def _names(line: str, context: CaptureContext) -> Iterator[_Choice]:
    others = understand(line, context).kind == "advice"
    for person in sorted(context.people, key=lambda person: (person.group_id == context.group_id) is others):
        if person.name.strip():
            ways = ways_to_write(person, context, asking_others=others)
            yield _Choice(ways, _label(person, context), (person.name,), True, not person.present)
    for group in context.groups:
        label = f"{group.letter} · {group.unit}" if group.unit and group.unit != group.letter else group.letter
        yield _Choice([group.letter], label, tuple(filter(None, (group.letter, group.unit))))
    for languages in (*ROLE_WORDS.values(), ADVISER_WORDS):
        word = languages[context.language][0]
        yield _Choice([word], word, (word,))


def _label(person: PersonName, context: CaptureContext) -> str:
    group = context.group(person.group_id)
    place = " ".join(dict.fromkeys(filter(None, (group.letter, group.unit) if group else (person.unit,))))
    return f"{person.name} · {place}" if place else person.name


def _factors(context: CaptureContext) -> Iterator[_Choice]:
    for factor in context.factors:
        label = f"{factor.id} · {factor.names[0]}" if factor.names else factor.id
        yield _Choice([factor.id], label, (factor.id, *factor.names))
