"""The checklist as it is shipped equals what was decided, and a category has the level of its lowest item."""

import re
from pathlib import Path

import msgspec
import pytest

from nettverk_tui.model.core.checklist import SHORT_LABEL, Checklist, Item, Text3, category_level, checklist_faults
from nettverk_tui.model.core.records import Rating
from nettverk_tui.model.core.text import clean
from nettverk_tui.model.core.values import Language, Rater, RatingAnswer
from nettverk_tui.resources import load_checklist, load_scale

LANGUAGES: tuple[Language, ...] = ("nb", "nn", "en")
SINCE_LAST = ("siden sist", "sidan sist", "since last time")


def decided() -> dict[str, list[str]]:
    """Id (with its star) or bold category letter → the three texts."""
    table = (Path(__file__).parent / "checklist_wordings.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\*\*[A-Z]\*\*|[A-Z]\d★?) \| (.+) \| (.+) \| (.+) \|$", table, re.M)
    return {key: texts for key, *texts in rows}


@pytest.fixture
def checklist() -> Checklist:
    return load_checklist()


def test_checklist_items_equal_those_in_the_decision_word_for_word(checklist: Checklist) -> None:
    shipped = {
        item.id + "★" * item.starred: [item.wording(language, checklist.unit) for language in LANGUAGES]
        for item in checklist.items
    }
    assert shipped == {key: texts for key, texts in decided().items() if "*" not in key}
    assert len(shipped) == 26
    assert len(checklist.starred()) == 8


def test_checklist_has_the_five_categories_of_the_article(checklist: Checklist) -> None:
    shipped = {
        f"**{category.id}**": [f"**{name}**" for name in category.name.all()] for category in checklist.categories
    }
    assert shipped == {key: texts for key, texts in decided().items() if "*" in key}
    assert [category.id for category in checklist.categories] == list("TLRMV")
    assert [(category.id, len(checklist.in_category(category.id))) for category in checklist.categories] == [
        ("T", 5),
        ("L", 4),
        ("R", 5),
        ("M", 6),
        ("V", 6),
    ]


def test_short_labels_of_items_fit_and_are_unique(checklist: Checklist) -> None:
    for language in LANGUAGES:
        labels = [item.short.in_language(language) for item in checklist.items]
        assert [label for label in labels if len(label) > SHORT_LABEL or label.endswith(".")] == []
        assert len(set(labels)) == len(labels)


def test_every_text_of_the_checklist_is_clean(checklist: Checklist) -> None:
    texts = [text for item in checklist.items for text in (*item.short.all(), *item.full.all())]
    texts += [text for source in checklist.sources for text in source.passage.all()]
    assert [text for text in texts if clean(text) != text or text.strip() != text] == []


def test_source_of_an_item_says_when_it_is_not_among_the_five_bullets(checklist: Checklist) -> None:
    kinds = {item.id: checklist.source(item.source).kind for item in checklist.items}
    elsewhere = {id for id, kind in kinds.items() if kind == "passage"}
    assert elsewhere == {"T5", "L4", "R4", "R5", "M4", "M6", "V3", "V5", "V6"}
    assert {id for id, kind in kinds.items() if kind == "reported"} == {"T2", "R3", "M1", "V1"}
    assert {source.id for source in checklist.sources} == {item.source for item in checklist.items}


def test_checklist_has_one_outcome_and_two_facts_filled_in_by_the_app(checklist: Checklist) -> None:
    assert [item.id for item in checklist.outcomes()] == ["R3"]
    assert {item.id: item.fact for item in checklist.items if item.fact} == {"T3": "composition", "T4": "same_unit"}
    assert {item.wording_version for item in checklist.items} == {1}


def test_middle_gatherings_ask_the_starred_items(checklist: Checklist) -> None:
    assert [item.id for item in checklist.asked_at("middle")] == ["T1", "T2", "L1", "R1", "R2", "R3", "M1", "V1"]
    assert checklist.asked_at("middle") == checklist.starred()


def test_continuation_is_asked_from_the_next_to_last_gathering_on_only(checklist: Checklist) -> None:
    added = set(checklist.asked_at("middle", next_to_last=True)) - set(checklist.asked_at("middle"))
    assert [item.id for item in added] == ["V6"]
    assert checklist.item("V6") not in checklist.asked_at("first")


def test_last_gathering_asks_all_items(checklist: Checklist) -> None:
    assert checklist.asked_at("last") == checklist.items


def test_baseline_asks_no_item_about_earlier_gatherings(checklist: Checklist) -> None:
    baseline = checklist.asked_at("first")
    looking_back = {
        item.id
        for item in checklist.items
        if any(words in text.casefold() for words in SINCE_LAST for text in item.full.all())
    }
    assert looking_back == {"T1", "T2", "L1", "R1", "R3", "M5", "V1"}
    # Nor can a first gathering say who came each time, what last time's feedback was worth, or how it ends.
    assert {item.id for item in checklist.items} - {item.id for item in baseline} == looking_back | {"T5", "V5", "V6"}


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("#L1", "L1"),
        ("l1", "L1"),
        ("#V", "V"),
        ("#ledelse", "L"),
        ("#Leiing", "L"),
        ("#leadership", "L"),
        ("#fremdrift", "R3"),
        ("#framdrift", "R3"),
        ("#opplaering", "V"),
        ("#fellesmote", "R5"),
        ("#maal", "M3"),
        ("#MÅL", "M3"),
        ("#lede", None),
        ("#", None),
        ("", None),
        ("L9", None),
    ],
)
def test_tag_finds_its_item_or_category(checklist: Checklist, typed: str, found: str | None) -> None:
    named = checklist.tagged(typed)
    assert (named.id if named else None) == found


UNIT_CASES = [
    # word, its language, item, language shown, what must be there
    ("", "nb", "L4", "nb", "Kontoret har en leder på plass"),
    ("Kontoret", "nb", "T1", "nb", "faggrupper ved kontoret har"),
    ("avdelingen", "nb", "L4", "nb", "Avdelingen har en leder"),
    ("avdelingen", "nb", "M6", "nb", "resten av avdelingen."),
    ("avdelingen", "nb", "L1", "en", "The unit's leader"),
    ("eininga", "nn", "L1", "nn", "Leiaren for eininga har"),
    ("the ward", "en", "L1", "en", "The ward's leader"),
    ("The ward", "en", "T1", "en", "professional groups in the ward have"),
    ("the ward", "en", "T1", "nb", "faggrupper ved kontoret har"),
    ("NAV-kontoret", "nb", "T1", "nb", "faggrupper ved NAV-kontoret har"),
    ("sykehjemmet | sjukeheimen | the nursing home", "nb", "R5", "nn", "Sjukeheimen har faste fellesmøte"),
    ("sykehjemmet | sjukeheimen | the nursing home", "nb", "R5", "en", "The nursing home has regular"),
    ("sykehjemmet |  | ", "nb", "R5", "nb", "Sykehjemmet har faste"),
    ("øya {Unit}", "nb", "R5", "nb", "Øya {Unit} har faste"),
    ("  ", "nb", "R5", "nb", "Kontoret har faste"),
]


@pytest.mark.parametrize(("word", "its_language", "item", "language", "expected"), UNIT_CASES)
def test_item_text_uses_the_networks_word_for_its_units(
    checklist: Checklist, word: str, its_language: Language, item: str, language: Language, expected: str
) -> None:
    unit = checklist.unit_word(word, its_language)
    assert expected in checklist.item(item).wording(language, unit)


def rating(item: str, level: int | None, rater: Rater = "group", answer: RatingAnswer = "level") -> Rating:
    return Rating(
        id=f"{item}-{rater}", gathering_id="g3", group_id="b", item=item, rater=rater, answer=answer, level=level
    )


def test_level_of_a_category_is_that_of_its_lowest_starred_item(checklist: Checklist) -> None:
    b = category_level(checklist, "T", [rating("T1", 2), rating("T2", 4), rating("T3", 1)])
    assert (b.level, b.lowest, b.rated, b.of) == (2, ("T1",), 2, 2)


def test_lowest_level_of_a_category_names_every_item_at_that_level(checklist: Checklist) -> None:
    assert category_level(checklist, "T", [rating("T2", 3), rating("T1", 3)]).lowest == ("T1", "T2")


def test_outcome_item_does_not_count_in_its_category(checklist: Checklist) -> None:
    r = category_level(checklist, "R", [rating("R1", 4), rating("R2", 3), rating("R3", 1)])
    assert (r.level, r.lowest, r.rated, r.of) == (3, ("R2",), 2, 2)


def test_an_answer_of_not_rated_is_never_a_level(checklist: Checklist) -> None:
    nothing = category_level(checklist, "T", [])
    assert (nothing.level, nothing.lowest, nothing.rated, nothing.of) == (None, (), 0, 2)
    some = category_level(checklist, "T", [rating("T1", None, answer="not_rated"), rating("T2", 3)])
    assert (some.level, some.rated, some.not_relevant) == (3, 1, 0)


def test_an_answer_of_not_relevant_differs_from_not_rated(checklist: Checklist) -> None:
    some = category_level(checklist, "T", [rating("T1", None, answer="not_relevant"), rating("T2", 4)])
    assert (some.level, some.rated, some.not_relevant, some.of) == (4, 1, 1, 2)


def test_level_of_a_category_uses_answers_of_one_rater_only(checklist: Checklist) -> None:
    ratings = [rating("L1", 4), rating("L1", 1, "adviser")]
    assert category_level(checklist, "L", ratings).level == 4
    assert category_level(checklist, "L", ratings, "adviser").level == 1


def test_scale_has_four_levels_and_two_answers_without_a_level() -> None:
    scale = load_scale()
    assert [level.name.nb for level in scale.levels] == ["ikke oppfylt", "delvis", "i hovedsak", "oppfylt"]
    assert [level.name.nn for level in scale.levels] == ["ikkje oppfylt", "delvis", "i hovudsak", "oppfylt"]
    assert [level.name.en for level in scale.levels] == ["not met", "partly", "mostly", "met"]
    assert [level.value for level in scale.levels] == [1, 2, 3, 4]
    assert scale.not_rated.all() == ("ikke vurdert", "ikkje vurdert", "not rated")
    assert scale.not_relevant.all() == ("ikke relevant", "ikkje relevant", "not relevant")
    assert scale.level(3).name.en == "mostly"


def test_project_stages_go_in_half_steps() -> None:
    scale = load_scale()
    assert [stage.tenths for stage in scale.stages] == list(range(5, 51, 5))
    assert scale.stage(25).definition.en == "Changes have been tested, with no improvement so far."
    with pytest.raises(KeyError):
        scale.stage(23)


def test_unknown_item_id_raises_key_error(checklist: Checklist) -> None:
    with pytest.raises(KeyError):
        checklist.item("X1")


def test_tag_shared_by_two_items_is_reported_as_a_fault(checklist: Checklist) -> None:
    first, *others = checklist.items
    shared = msgspec.structs.replace(first, aliases=(*first.aliases, "Møter", "LEIING"))
    broken = msgspec.structs.replace(checklist, items=(shared, *others))
    assert [fault.message.values for fault in checklist_faults(broken)] == [{"tag": "leiing", "other": "L"}]


def test_text_is_given_in_each_of_the_three_languages() -> None:
    text = Text3("hjem", "heim", "home")
    assert [text.in_language(language) for language in LANGUAGES] == ["hjem", "heim", "home"]


def test_item_equals_its_round_trip_through_builtins(checklist: Checklist) -> None:
    item: Item = checklist.item("L1")
    assert item == msgspec.convert(msgspec.to_builtins(item), Item)
