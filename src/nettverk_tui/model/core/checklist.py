"""The critical factors a network is asked about, the scale of the answers, and the level of a category.

The texts are data; `checklist_faults` and `scale_faults` report faults in an edited file.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, Literal

import msgspec

from nettverk_tui.model.core.faults import Fault, element
from nettverk_tui.model.core.messages import N_, Message
from nettverk_tui.model.core.records import Rating
from nettverk_tui.model.core.values import GatheringKind, Language, Rater

#: Width of a short name in lists and in the heat map, in characters.
SHORT_LABEL = 32

Line = Annotated[str, msgspec.Meta(pattern=r"\S")]
#: `each` is every middle gathering; the next-to-last is one of them and also has a word of its own.
Occasion = Literal["first", "each", "next_to_last", "last"]
#: Facts the app knows and fills in: who the members are, and that they come from one unit.
Fact = Literal["composition", "same_unit"]
#: The part of the 2008 article that an item is taken from: one of its five bullets, the groups' reports at each
#: gathering, or another passage.
SourceKind = Literal["bullet", "reported", "passage"]


class Text3(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One text in the three languages, side by side."""

    nb: Line
    nn: Line
    en: Line

    def in_language(self, language: Language) -> str:
        """Return the text in one language."""
        return {"nb": self.nb, "nn": self.nn, "en": self.en}[language]

    def all(self) -> tuple[str, str, str]:
        """Return the three texts: bokmål, nynorsk, English."""
        return self.nb, self.nn, self.en


class Category(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One of the five categories of the 2008 article."""

    id: Line
    name: Text3
    aliases: tuple[Line, ...] = ()


class Source(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A passage of the 2008 article, in our own words."""

    id: str
    kind: SourceKind
    passage: Text3


class Item(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A critical factor. `outcome`: the result that the other factors lead to, shown apart from them."""

    id: Line
    category: str
    short: Text3
    full: Text3
    asked: Annotated[tuple[Occasion, ...], msgspec.Meta(min_length=1)]
    source: str
    wording_version: Annotated[int, msgspec.Meta(ge=1)]
    starred: bool = False
    outcome: bool = False
    fact: Fact | None = None
    aliases: tuple[Line, ...] = ()

    def wording(self, language: Language, unit: Text3) -> str:
        """Return the full text, its gaps filled with the network's word for its units (`Checklist.unit_word`)."""
        word = unit.in_language(language)
        forms = {"{unit}": _inside(word), "{Unit}": word[:1].upper() + word[1:]}
        return _GAP.sub(lambda gap: forms.get(gap[0], gap[0]), self.full.in_language(language))


_GAP = re.compile(r"\{[^{}]*\}")


def _inside(word: str) -> str:
    """Return the word as written inside a sentence: `Kontoret` loses its capital, `NAV-kontoret` does not."""
    return word if word[1:2].isupper() else word[:1].lower() + word[1:]


class Checklist(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The items a network is asked about; `unit` is the word for its units where the network has none of its own."""

    id: str
    unit: Text3
    categories: tuple[Category, ...]
    sources: tuple[Source, ...]
    items: tuple[Item, ...]

    def item(self, id: str) -> Item:
        """Return the item with this id. Raises KeyError for an unknown id (an older checklist may have had it)."""
        return {item.id: item for item in self.items}[id]

    def category(self, id: str) -> Category:
        """Return the category with this id. Raises KeyError for an unknown id."""
        return {category.id: category for category in self.categories}[id]

    def source(self, id: str) -> Source:
        """Return the source with this id. Raises KeyError for an unknown id."""
        return {source.id: source for source in self.sources}[id]

    def short_names(self, language: Language) -> dict[str, str]:
        """Return the names of categories and the short names of items, by id."""
        names = {category.id: category.name.in_language(language) for category in self.categories}
        return names | {item.id: item.short.in_language(language) for item in self.items}

    def in_category(self, id: str) -> tuple[Item, ...]:
        """Return the items of a category, in order."""
        return tuple(item for item in self.items if item.category == id)

    def starred(self) -> tuple[Item, ...]:
        """Return the items asked at every gathering after the first."""
        return tuple(item for item in self.items if item.starred)

    def outcomes(self) -> tuple[Item, ...]:
        """Return the items that are outcomes: shown apart, so that the others can be compared with them."""
        return tuple(item for item in self.items if item.outcome)

    def asked_at(self, kind: GatheringKind, *, next_to_last: bool = False) -> tuple[Item, ...]:
        """Return the items asked at a gathering: a baseline at the first, the starred in the middle, all at the end."""
        occasions: set[Occasion] = {"each"} if kind == "middle" else {kind}
        if kind == "middle" and next_to_last:
            occasions.add("next_to_last")
        return tuple(item for item in self.items if occasions & set(item.asked))

    def tagged(self, word: str) -> Item | Category | None:
        """Return the item or category that a tag (`#L1`, `#V`, `#ledelse`) names; compared as by `fold_tag`."""
        sought = fold_tag(word.removeprefix("#"))
        named: list[Item | Category] = [*self.categories, *self.items]
        return next((target for target in named if sought in map(fold_tag, (target.id, *target.aliases))), None)

    def unit_word(self, word: str = "", language: Language = "nb") -> Text3:
        """Return the network's word for its units, in the definite form, in all three languages.

        `word` is as typed for the network: one word, in its own `language`, or three with bars between
        (`legesenteret | legesenteret | the practice`: bokmål, nynorsk, English). One Norwegian word serves both
        Norwegian languages, because our own word could name another kind of place; English falls back to ours.
        """
        forms = [form.strip() for form in word.split("|")]
        if len(forms) == 3 and all(forms):
            return Text3(*forms)
        own = next(filter(None, forms), "")
        if not own:
            return self.unit
        if language == "en":
            return Text3(self.unit.nb, self.unit.nn, own)
        return Text3(own, own, self.unit.en)


def fold_tag(word: str) -> str:
    """Return the word as tags are compared: without capitals, å, ø and æ as a, o and ae."""
    folded = word.casefold().strip()
    for letter, plain in (("å", "a"), ("aa", "a"), ("ø", "o"), ("ö", "o"), ("æ", "ae"), ("ä", "ae")):
        folded = folded.replace(letter, plain)
    return folded


class Level(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One level of the factor scale. The scale is ordinal: distances between levels have no meaning."""

    value: Annotated[int, msgspec.Meta(ge=1, le=4)]
    name: Text3


class Stage(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One half step of the project stage (0.5 to 5.0), with the definition shown where it is set."""

    stage: Annotated[float, msgspec.Meta(ge=0.5, le=5.0, multiple_of=0.5)]
    definition: Text3

    @property
    def tenths(self) -> int:
        """The stage in tenths (5 to 50), as in `records.ProjectStage`."""
        return round(self.stage * 10)


class Scale(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The answers to a factor, and the project stage, which is another instrument than factor R3."""

    id: str
    levels: tuple[Level, ...]
    not_rated: Text3
    not_relevant: Text3
    stages: tuple[Stage, ...]

    def level(self, value: int) -> Level:
        """Return a level by its value, 1 to 4. Raises KeyError for any other value."""
        return {level.value: level for level in self.levels}[value]

    def stage(self, tenths: int) -> Stage:
        """Return a stage by its tenths, 5 to 50. Raises KeyError for tenths that are no half step of the scale."""
        return {stage.tenths: stage for stage in self.stages}[tenths]


class CategoryLevel(msgspec.Struct, frozen=True):
    """The level of a category for one rater. `level` is None while nothing is rated, which is not a low level.

    `rated` of the `of` starred items have a level, `not_relevant` of them do not apply, and `lowest` are the ids of
    the items at the lowest level.
    """

    category: str
    level: int | None
    lowest: tuple[str, ...]
    rated: int
    not_relevant: int
    of: int


def category_level(
    checklist: Checklist, category: str, ratings: Iterable[Rating], rater: Rater = "group"
) -> CategoryLevel:
    """Return the level of a category: that of its lowest starred item, outcomes left out.

    Levels are ordinal, so they are not averaged. `ratings` are those of one group at one gathering; those of the other
    rater are ignored.
    """
    items = [item.id for item in checklist.in_category(category) if item.starred and not item.outcome]
    answers = {rating.item: rating for rating in ratings if rating.rater == rater and rating.item in items}
    levels = {id: answers[id].level for id in items if id in answers and answers[id].answer == "level"}
    known = {id: level for id, level in levels.items() if level is not None}
    lowest = min(known.values(), default=None)
    return CategoryLevel(
        category=category,
        level=lowest,
        lowest=tuple(id for id, level in known.items() if level == lowest),
        rated=len(known),
        not_relevant=sum(rating.answer == "not_relevant" for rating in answers.values()),
        of=len(items),
    )


def checklist_faults(checklist: Checklist) -> Iterator[Fault]:
    """Yield the faults of a checklist that its types do not exclude, each with its place."""
    yield from repeated_names("categories", [category.id for category in checklist.categories])
    yield from repeated_names("sources", [source.id for source in checklist.sources])
    yield from repeated_names("items", [item.id for item in checklist.items])
    categories = {category.id for category in checklist.categories}
    sources = {source.id for source in checklist.sources}
    for item in checklist.items:
        where = (element("items", item.id),)
        if item.category not in categories:
            yield Fault(where, Message(N_("category {name} is not in the list"), {"name": item.category}))
        if item.source not in sources:
            yield Fault(where, Message(N_("source {name} is not in the list"), {"name": item.source}))
        if item.starred != ("each" in item.asked):
            yield Fault(where, Message(N_("a starred item is asked at each gathering, and no other item is")))
        yield from _long_labels(item, where)
        yield from _unknown_gaps(item, where)
    yield from _shared_tags(checklist)


def repeated_names(list_key: str, names: Iterable[str | int]) -> Iterator[Fault]:
    """Yield a fault for each name that occurs more than once in a list."""
    for name, count in Counter(names).items():
        if count > 1:
            yield Fault((), Message(N_("{field} is in the list more than once"), {"field": element(list_key, name)}))


def _texts(field: str, text: Text3) -> Mapping[str, str]:
    return {f"{field}.{language}": words for language, words in zip(("nb", "nn", "en"), text.all(), strict=True)}


def _long_labels(item: Item, where: tuple[Message, ...]) -> Iterator[Fault]:
    for field, words in _texts("short", item.short).items():
        if len(words) > SHORT_LABEL:
            too_long = N_("{field} is longer than {limit} characters")
            yield Fault(where, Message(too_long, {"field": field, "limit": SHORT_LABEL}))


def _unknown_gaps(item: Item, where: tuple[Message, ...]) -> Iterator[Fault]:
    allowed = {"short": set[str](), "full": {"{unit}", "{Unit}"}}
    for field, words in {**_texts("short", item.short), **_texts("full", item.full)}.items():
        for gap in _GAP.findall(words):
            if gap not in allowed[field.partition(".")[0]]:
                yield Fault(where, Message(N_("{field} cannot have the gap {gap}"), {"field": field, "gap": gap}))


def _shared_tags(checklist: Checklist) -> Iterator[Fault]:
    """Yield a fault for each tag that two items or categories share: it would always mean the first of them."""
    owner: dict[str, str] = {}
    tagged = [("categories", category.id, category.aliases) for category in checklist.categories]
    tagged += [("items", item.id, item.aliases) for item in checklist.items]
    for list_key, id, aliases in tagged:
        for tag in dict.fromkeys(map(fold_tag, (id, *aliases))):
            if owner.setdefault(tag, id) != id:
                values = {"tag": tag, "other": owner[tag]}
                yield Fault((element(list_key, id),), Message(N_("the tag {tag} is taken by {other}"), values))


def scale_faults(scale: Scale) -> Iterator[Fault]:
    """Yield the faults of a scale: levels and stages must occur once each, in ascending order."""
    yield from repeated_names("levels", [level.value for level in scale.levels])
    yield from repeated_names("stages", [f"{stage.stage:g}" for stage in scale.stages])
    for field, values in (
        ("levels", [level.value for level in scale.levels]),
        ("stages", [stage.tenths for stage in scale.stages]),
    ):
        if values != sorted(values):
            yield Fault((), Message(N_("{field} must go from the lowest to the highest"), {"field": field}))
    if {level.value for level in scale.levels} != {1, 2, 3, 4}:
        yield Fault((), Message(N_("{field} must be the four levels 1 to 4"), {"field": "levels"}))
