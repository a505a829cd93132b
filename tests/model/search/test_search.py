"""Search: a line parsed as a query, the searchable text of a row, and hits in a text."""

from collections.abc import Sequence
from typing import Any, get_args, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nettverk_tui.model.capture import CaptureContext, FactorName, GroupName, PersonName
from nettverk_tui.model.core.folding import fold, folded
from nettverk_tui.model.core.records import TABLES, Action, Advice, Contact, Note, Record, Said
from nettverk_tui.model.core.text import clean
from nettverk_tui.model.search import FINDABLE, Query, spots, understand_query, words_of
from nettverk_tui.model.search.searchable import Kind

AROUND = CaptureContext(
    today="2027-03-02",
    groups=(GroupName("b1", "B", "Fjordbygda"), GroupName("b2", "B", "Sundet"), GroupName("c", "C", "Nes")),
    people=(
        PersonName("k", "member", "Kari Nordmann"),
        PersonName("kk", "member", "Kari Ås"),
        PersonName("r", "facilitator", "Randi"),
    ),
    factors=(FactorName("L", "L", ("Ledelse",)), FactorName("L1", "L"), FactorName("T1", "T")),
)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Årsak på Ås", "aarsak paa aas"),
        ("ærlig ØKT", "aerlig oekt"),
        ("A\u030arsak", "aarsak"),  # an A and a ring written apart
        ("crème brûlée", "creme brulee"),
        ("Straße", "strasse"),
        ("a\u00a0b\tc", "a b c"),
        ("Đorđe’s", "dorde's"),
        ("14 %", "14 %"),
        ("", ""),
    ],
)
def test_search_compares_folded_text(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_search_matches_norwegian_letters_typed_on_other_keyboards() -> None:
    assert fold("aarsmoete") in fold("Årsmøtet")
    assert fold("årsmøte") in fold("Aarsmoetet")
    # Neither is *for* the beginning of *før*: it would be found everywhere.
    assert fold("for") not in fold("før")


@pytest.mark.parametrize(
    ("text", "words", "marked"),
    [
        ("Arbeidsflyten på Ås", ["flyt"], ["flyt"]),
        ("Møte om møtene", ["moete"], ["Møte", "møte"]),
        ("på Ås", ["aas"], ["Ås"]),
        ("på Ås", ["a"], ["å", "Å"]),
        ("A\u030as er her", ["aas"], ["A\u030as"]),
        ("legelisten", ["lege", "gelis"], ["legelis"]),
        ("ingenting", ["flyt", ""], []),
    ],
)
def test_hits_are_found_in_the_text(text: str, words: Sequence[str], marked: Sequence[str]) -> None:
    assert [text[start:end] for start, end in spots(text, words)] == marked


@given(st.text(), st.text())
def test_hits_are_inside_the_text_and_do_not_overlap(text: str, word: str) -> None:
    last = 0
    for start, end in spots(text, [fold(word)]):
        assert last <= start < end <= len(text)
        last = end


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("flyt skjema", {"words": ("flyt", "skjema")}),
        ("flyt flyt", {"words": ("flyt",)}),
        ('"på møtet" nå', {"words": ("paa moetet", "naa")}),
        ('"ikke lukket', {"words": ("ikke lukket",)}),
        ("flyt -skjema", {"words": ("flyt",), "without": ("skjema",)}),
        ('-"to ord"', {"without": ("to ord",)}),
        ("- alene", {"words": ("-", "alene")}),
        ("arbeids-flyt", {"words": ("arbeids-flyt",)}),
        ("=B tall", {"words": ("tall",), "group_ids": {"b1", "b2"}}),
        ("@sundet @C", {"group_ids": {"b2", "c"}}),
        ("@kari", {"person_ids": {"k", "kk"}, "names": ("kari",)}),
        ("@nordmann", {"person_ids": {"k"}, "names": ("nordmann",)}),
        ("@ingen", {"words": ("ingen",)}),
        ("#L1 tid", {"words": ("tid",), "factor": "L1"}),
        ("#ledelse", {"factor": "L"}),
        ("#finnesikke", {"words": ("#finnesikke",)}),
        ("råd: mal", {"words": ("mal",), "kinds": {"advice"}}),
        ("Oppgave: task:", {"kinds": {"action"}}),
        ("møte: fellesmøte:", {"kinds": {"meeting", "staff_meeting"}}),
        ("hendelse:", {"kinds": set(get_args(get_args(Kind)[1])) or None}),
        ("privat: leder", {"words": ("leder",), "private_only": True}),
        ("ukjent: tall", {"words": ("ukjent:", "tall")}),
        ("fra:2026 til:2026", {"since": "2026-01-01", "until": "2026-12-31"}),
        ("fra:1.2.2027", {"since": "2027-02-01"}),
        ("til:mars", {"until": "2027-03-31"}),
        ("siden:1/2 before:28/2", {"since": "2027-02-01", "until": "2027-02-28"}),
        ("fra:oven", {"words": ("fra:oven",)}),
        ("", {}),
        ("   ", {}),
        ('"', {}),
        ('""', {}),
        ("*", {"words": ("*",)}),
        ("NEAR(a b)", {"words": ("near(a", "b)")}),
        ("a OR b AND c", {"words": ("a", "or", "b", "and", "c")}),
        ("'; DROP TABLE note", {"words": ("';", "drop", "table", "note")}),
        ("\x00\x07bel\x1b[31m", {"words": ("bel",)}),
    ],
)
def test_search_line_is_parsed_as_the_table_says(line: str, expected: dict[str, Any]) -> None:
    if line == "hendelse:":
        kinds = understand_query(line, AROUND).kinds
        assert kinds is not None
        assert {"stalled", "leader_change"} < kinds
        return
    sets: dict[str, Any] = {
        name: frozenset(value) if isinstance(value, set) else value for name, value in expected.items()
    }
    assert understand_query(line, AROUND) == Query(**sets)


@given(st.text(max_size=80))
def test_any_text_is_parsed_as_a_query(line: str) -> None:
    query = understand_query(line, AROUND)
    assert query.asks or not fold(clean(line)).strip(' "')


def test_long_search_line_is_cut_with_a_warning() -> None:
    query = understand_query("ord " * 1_250, AROUND)
    assert query.shortened
    assert query.words == ("ord", "o") or query.words == ("ord",)
    assert not understand_query("ord", AROUND).shortened


def test_searchable_text_of_a_row_has_its_group_gathering_and_layer() -> None:
    action = Action(
        id="a", at=0, group_id="b", factor="L1", text="Ringe", who="Kari", who_member_id="k", outcome="gjort"
    )
    words = words_of(action)
    assert words is not None
    assert (words.text, words.kind, words.factor, words.person_id) == ("Ringe · Kari · gjort", "action", "L1", "k")
    contact = words_of(Contact(id="c", group_id="b", on="2027-01-02", topic="om tall", agreed="måle"))
    assert contact is not None
    assert (contact.text, contact.on, contact.layer) == ("om tall · måle", "2027-01-02", "facilitators")


def test_empty_or_deleted_row_has_no_searchable_text() -> None:
    assert words_of(Contact(id="c", group_id="b", on="2027-01-02")) is None
    assert words_of(Note(id="n", at=0, text="Borte", deleted=True)) is None
    assert words_of(Advice(id="r", at=0, group_id="b", giver="unknown", text=" ")) is None


#: Texts that are no entries: names, places, addresses of rows, words of the program itself.
NOT_SAID = {
    "network",
    "member",
    "facilitator",
    "gathering",
    "improvement_group",
    "programme_item",
    "indicator",
    "minutes",
}


@pytest.mark.parametrize("kind", TABLES, ids=TABLES.values())
def test_every_kind_of_text_can_be_searched(kind: type[Record]) -> None:
    """A record with a text that people write is found by it, or is left out on purpose."""
    hints = get_type_hints(kind)
    texts = [name for name in ("text", "topic", "reason", "cause", "content") if hints.get(name) is str]
    if issubclass(kind, Said) or (
        texts and TABLES[kind] not in {*NOT_SAID, "attendance", "resource_use", "settlement"}
    ):
        assert kind in FINDABLE


@given(st.text(alphabet=st.characters(max_codepoint=0x2100), max_size=40))
def test_folding_a_text_equals_folding_its_letters(text: str) -> None:
    assert fold(text) == "".join(letters for letters, _ in folded(text))
