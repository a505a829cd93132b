"""What the word under the cursor may become: names after @ or =, factors after #; what they mean is `names`'s."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import msgspec

from nettverk_tui.model.capture.names import fold, shortest
from nettverk_tui.model.capture.surroundings import FactorName, Person, Surroundings
from nettverk_tui.model.capture.words import ADVISER_WORDS, ROLE_WORDS

#: From the last sign at the start of a word to the cursor; a name may hold a space.
_BEGUN = re.compile(r"(?<![^\s(])(?P<sign>[@=#])(?P<typed>[^\n@=#]{0,60})\Z")
_WORD_END = re.compile(r"[\w-]*")

#: One letter stands in nearly every name: searching inside names begins with two.
_FUZZY_FROM = 2


class Completion(msgspec.Struct, frozen=True):
    """`insert` goes in the place of `start` to `end` of the line as it was given; `label` is what to choose from."""

    start: int
    end: int
    insert: str
    label: str


class _Choice(NamedTuple):
    insert: str
    label: str
    names: tuple[str, ...]
    #: Lower comes first: who is here, whatever has been typed.
    place: int


def complete(line: str, cursor: int, around: Surroundings) -> list[Completion]:
    """Completions of the name or factor that the cursor stands in or behind; none where it is in neither.

    Those present come first, then those who begin with what was typed, then those who have its letters in order.
    """
    begun = _BEGUN.search(line, 0, max(0, min(cursor, len(line))))
    if begun is None:
        return []
    sign, typed = begun["sign"], begun["typed"]
    choices = _factors(around) if sign == "#" else _names(around)
    ranked = sorted(_ranked(choices, typed), key=lambda one: one[0])
    end = _WORD_END.match(line, begun.end())
    ends = end.end() if end else begun.end()
    return [Completion(begun.start(), ends, sign + choice.insert, choice.label) for _, choice in ranked]


def _ranked(choices: Iterable[_Choice], typed: str) -> Iterator[tuple[tuple[int, int, int], _Choice]]:
    # What follows a whole name and a space is the next word of a sentence, unless a longer name goes on so.
    bare = fold(typed)
    open_end = typed != typed.rstrip()
    for number, choice in enumerate(choices):
        fit = min((_fit(bare, fold(name), open_end) for name in choice.names), default=None)
        if fit is not None and fit < _NO_FIT:
            yield (choice.place, fit, number), choice


_PREFIX, _LATER_WORD, _FUZZY, _NO_FIT = range(4)


def _fit(typed: str, name: str, open_end: bool) -> int:
    if open_end and typed:
        return _PREFIX if name.startswith(typed + " ") else _NO_FIT
    if name.startswith(typed):
        return _PREFIX
    if any(name.startswith(typed, match.end()) for match in re.finditer(r"\s", name)):
        return _LATER_WORD
    letters = iter(name)
    fuzzy = " " not in typed and len(typed) >= _FUZZY_FROM and all(letter in letters for letter in typed)
    return _FUZZY if fuzzy else _NO_FIT


def _names(around: Surroundings) -> Iterator[_Choice]:
    for person in sorted(around.people, key=lambda one: one.group_id != around.group_id):
        if person.name.strip():
            place = 0 if person.present else 2
            yield _Choice(
                shortest(person, around), _label(person, around), (person.name, person.name.split()[0]), place
            )
    for group in around.groups:
        label = f"{group.letter} · {group.unit}" if group.unit and group.unit != group.letter else group.letter
        yield _Choice(group.letter, label, tuple(filter(None, (group.letter, group.unit))), 1)
    for languages in (*ROLE_WORDS.values(), ADVISER_WORDS):
        word = languages[around.language][0]
        yield _Choice(word, word, (word,), 1)


def _label(person: Person, around: Surroundings) -> str:
    group = around.group(person.group_id)
    places = [group.letter, group.unit] if group else [person.unit]
    return " · ".join([person.name, " ".join(dict.fromkeys(filter(None, places)))]).removesuffix(" · ")


def _factors(around: Surroundings) -> Iterator[_Choice]:
    for factor in around.factors:
        yield _Choice(factor.id, _factor_label(factor), (factor.id, *factor.names), 0)


def _factor_label(factor: FactorName) -> str:
    return f"{factor.id} · {factor.names[0]}" if factor.names else factor.id
