"""Resolve names of people, groups and roles; å and aa, ø and o, æ and ae are equal."""

import re
import unicodedata
from collections.abc import Collection, Iterable
from functools import lru_cache
from typing import Literal, NamedTuple

from nettverk_tui.model.capture.context import CaptureContext, FactorName, GroupName, PersonName
from nettverk_tui.model.capture.parsed_line import MentionedPerson
from nettverk_tui.model.capture.vocabulary import ADVISER_WORDS, OUR_GROUP_WORDS, ROLE_WORDS

#: The kinds of things a name may refer to.
Pool = Literal["person", "group", "role"]

#: The most words of a name that are read.
LONGEST_NAME = 4

#: Letters that Unicode does not decompose into a letter and an accent.
_ALIKE = str.maketrans({"ø": "o", "æ": "ae", "đ": "d", "ð": "d", "ŋ": "n", "ŧ": "t", "ł": "l", "’": "'", "-": " "})

#: Weights: full names and letters before first names, those before other parts of a name.
_WHOLE, _FIRST, _PART = range(3)


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Return the text for comparison: no case, no accents; aa as å, oe as ø, ae as æ; hyphens as spaces."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_ALIKE))
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(bare.replace("aa", "a").replace("oe", "o").split())


class _Entry(NamedTuple):
    weight: int
    pool: Pool
    who: MentionedPerson


class NameBook:
    """All names of people, groups and roles, by exact and by folded spelling."""

    def __init__(self, groups: tuple[GroupName, ...], people: tuple[PersonName, ...]) -> None:
        self._exact: dict[str, list[_Entry]] = {}
        self._folded: dict[str, list[_Entry]] = {}
        self._within: dict[str, set[str]] = {}
        for group in groups:
            self._add_group(group)
        for person in people:
            self._add_person(person)
        self._add_roles()

    def entries(self, name: str, pools: Collection[Pool]) -> list[_Entry]:
        """Return the best entries for a name: exact before folded spelling, whole name before a part of it."""
        for index, key in ((self._exact, " ".join(name.casefold().split())), (self._folded, fold(name))):
            found = [entry for entry in index.get(key, ()) if entry.pool in pools]
            if found:
                best = min(entry.weight for entry in found)
                return [entry for entry in found if entry.weight == best]
        return []

    def within(self, place: str) -> set[str]:
        """Return ids of the people and groups of a place: the letter or unit in `name/place`."""
        return self._within.get(fold(place), set())

    def _add(self, name: str, entry: _Entry) -> None:
        if not name:
            return
        self._exact.setdefault(" ".join(name.casefold().split()), []).append(entry)
        self._folded.setdefault(fold(name), []).append(entry)

    def _add_group(self, group: GroupName) -> None:
        who = MentionedPerson("group", group.letter, group.letter, group.id, group.id)
        self._add(group.letter, _Entry(_WHOLE, "group", who))
        if group.unit != group.letter:
            self._add(group.unit, _Entry(_WHOLE, "group", who))
        first, *rest = group.unit.split() or [""]
        if rest:
            self._add(first, _Entry(_FIRST, "group", who))
        for place in (group.letter, group.unit, first):
            self._within.setdefault(fold(place), set()).add(group.id)

    def _add_person(self, person: PersonName) -> None:
        words = person.name.split()
        if not words:
            return
        who = MentionedPerson(person.kind, person.name, person.name, person.id, person.group_id)
        weights = {" ".join(words): _WHOLE, "".join(words): _WHOLE}
        for count in range(1, min(len(words), LONGEST_NAME)):
            weights.setdefault(" ".join(words[:count]), _FIRST)
        weights.setdefault(f"{words[0]} {words[-1]}", _FIRST)
        weights.setdefault(words[-1], _PART)
        for name, weight in weights.items():
            self._add(name, _Entry(weight, "person", who))
        for place in {person.unit, *person.unit.split()[:1]}:
            self._within.setdefault(fold(place), set()).add(person.id)

    def _add_roles(self) -> None:
        for role, languages in ROLE_WORDS.items():
            for word in set().union(*languages.values()):
                self._add(word, _Entry(_FIRST, "role", MentionedPerson("role", word, word, role=role)))
        for word in set().union(*ADVISER_WORDS.values()):
            self._add(word, _Entry(_FIRST, "role", MentionedPerson("role", word, word, role="adviser")))
        for word in set().union(*OUR_GROUP_WORDS.values()):
            self._add(word, _Entry(_FIRST, "role", MentionedPerson("group", word, word)))


@lru_cache(maxsize=16)
def name_book(groups: tuple[GroupName, ...], people: tuple[PersonName, ...]) -> NameBook:
    """Return the name book of these groups and people, cached."""
    return NameBook(groups, people)


def find(
    name: str, place: str | None, context: CaptureContext, pools: Collection[Pool], *, asking_others: bool = False
) -> list[MentionedPerson]:
    """Return the people, groups or roles that a name refers to; several if it is ambiguous.

    `place` is the letter or unit after a slash. Among several of one name, prefer the only one in the group in focus
    (outside it if `asking_others`), then the only one who is present.
    """
    book = name_book(context.groups, context.people)
    found = [entry.who for entry in book.entries(name, pools)]
    if place is not None:
        ids = book.within(place)
        found = [_with_group(who, ids) for who in found if _is_within(who, ids)]
    found = [who for who in (_in_focus(who, context) for who in found) if who is not None]
    if len(found) < 2:
        return found
    present = {person.id for person in context.people if person.present}
    near = [who for who in found if (who.group_id == context.group_id) is not asking_others]
    here = [who for who in found if who.id in present]
    for narrowed in (near, here):
        if len(narrowed) == 1:
            return narrowed
    return found


def _is_within(who: MentionedPerson, ids: set[str]) -> bool:
    return who.kind == "role" or who.id in ids or who.group_id in ids


def _with_group(who: MentionedPerson, ids: set[str]) -> MentionedPerson:
    """Give a role the group written after it, as in `leder/B`."""
    if who.kind != "role" or len(ids) != 1:
        return who
    return MentionedPerson("role", who.word, who.name, role=who.role, group_id=next(iter(ids)))


def _in_focus(who: MentionedPerson, context: CaptureContext) -> MentionedPerson | None:
    """Give a role without a group the group in focus; return None for *the group* if no group is in focus."""
    if who.kind == "role" and who.group_id is None and who.role != "adviser":
        return MentionedPerson("role", who.word, who.name, role=who.role, group_id=context.group_id)
    if who.kind == "group" and who.id is None:
        group = context.group(context.group_id)
        return MentionedPerson("group", who.word, group.letter, group.id, group.id) if group else None
    return who


def is_place(place: str, context: CaptureContext) -> bool:
    """Return whether a word after a slash is a group or a unit."""
    return bool(name_book(context.groups, context.people).within(place))


def ways_to_write(person: PersonName, context: CaptureContext, *, asking_others: bool = False) -> list[str]:
    """Return the spellings that refer to this person only, the shortest first; never empty."""
    words = person.name.split()
    group = context.group(person.group_id)
    place = group.letter if group else next(iter(person.unit.split()), "")
    ways = []
    for name in dict.fromkeys((*words[:1], person.name)):
        for where in (None, place) if _WORD.fullmatch(place) else (None,):
            found = find(name, where, context, ("person", "group", "role"), asking_others=asking_others)
            if [who.id for who in found] == [person.id]:
                ways.append(f"{name}/{where}" if where else name)
    return ways or [person.name]


#: A word of a name: anything but spaces and the signs that end one.
NAME_WORD = r"[^\s,;:!?()\[\]{}\"«»“”„/@#=<>|…%+*]{1,60}"
_WORD = re.compile(NAME_WORD)


@lru_cache(maxsize=16)
def factor_book(factors: tuple[FactorName, ...]) -> dict[str, str | None]:
    """Return factor ids by folded name; None for a beginning shared by several factors."""
    book: dict[str, str | None] = {}
    for factor in factors:
        for beginning in {fold(" ".join(words)) for name in factor.names for words in _beginnings(name.split())}:
            book[beginning] = factor.id if book.get(beginning, factor.id) == factor.id else None
    for factor in factors:
        book.update({fold(name): factor.id for name in factor.names})
    book.update({fold(factor.id): factor.id for factor in factors})
    return book


def _beginnings(words: list[str]) -> Iterable[list[str]]:
    return (words[:count] for count in range(1, len(words)))
