"""A person is found in every form of the name; a part that may be another person's is left to a human."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nettverk_tui.model.core.name_forms import NameForms

KARI = NameForms(("Kari Nesse",))
AASE = NameForms(("Åse Bjørgå-Li",))
ANNE = NameForms(("Anne Kari Moe Nesse",))

WHOLE = [
    (KARI, "Kari Nesse"),
    (KARI, "kari nesse"),
    (KARI, "KARI NESSE"),
    (KARI, "Kari  Nesse"),
    (KARI, "Kari\N{NO-BREAK SPACE}Nesse"),
    (KARI, "Kari\N{NARROW NO-BREAK SPACE}Nesse"),
    (KARI, "Kari\nNesse"),
    (KARI, "Kari\tNesse"),
    (KARI, "Kari Nes-\nse"),
    (KARI, "Ka-\nri Nesse"),
    (KARI, "Ka\u00adri Nes\u00adse"),
    (KARI, "Kari-Nesse"),
    (KARI, "kari.nesse"),
    (KARI, "kari_nesse"),
    (KARI, "karinesse"),
    (KARI, "K a r i  N e s s e"),
    (KARI, "K a r i N e s s e"),
    (KARI, "K.a.r.i N.e.s.s.e"),
    (KARI, "K-a-r-i N-e-s-s-e"),
    (KARI, "K\N{NO-BREAK SPACE}a\N{NO-BREAK SPACE}r\N{NO-BREAK SPACE}i Nesse"),
    (KARI, "Kari Nesses"),
    (KARI, "Kari Nesse's"),
    (KARI, "Kari Nesse’s"),
    (KARI, "K a r i N e s s e s"),
    (KARI, "Nesse, Kari"),
    (KARI, "Nesse Kari"),
    (KARI, "NESSE, KARIS"),
    (KARI, "Ｋａｒｉ Ｎｅｓｓｅ"),
    (AASE, "Åse Bjørgå-Li"),
    (AASE, unicodedata.normalize("NFD", "Åse Bjørgå-Li")),
    (AASE, "Aase Bjoergaa Li"),
    (AASE, "Ase Bjorga Li"),
    (AASE, "ÅSE BJØRGÅ LI"),
    (AASE, "Åse Li"),
    (ANNE, "Anne Kari Moe Nesse"),
    (ANNE, "Anne Kari Nesse"),
    (ANNE, "Anne Nesse"),
    (ANNE, "Anne K. M. Nesse"),
    (ANNE, "Anne K M Nesse"),
    (ANNE, "Nesse, Anne Kari Moe"),
    (NameForms(("Jens Hals",)), "Jens Hals'"),
    (NameForms(("Kari",)), "Karis"),
]
PARTS = [
    (KARI, "Karis"),
    (KARI, "kari"),
    (KARI, "K a r i"),
    (KARI, "Nesses"),
    (KARI, "K. Nesse"),
    (KARI, "Kari N."),
    (KARI, "KN"),
    (KARI, "K.N."),
    (KARI, "K. N."),
    (AASE, "Aase"),
    (AASE, "Li"),
    (AASE, "ÅBL"),
    (ANNE, "Moe"),
    (NameForms(("Kari Nesse", "Kari")), "Kari"),
]
NOBODY = [
    (KARI, "Karin Nessestad"),
    (KARI, "Sakarias og Vanessen"),
    (KARI, "kn"),
    (KARI, "Kar i nesset"),
    (AASE, "li"),
    (NameForms(("Bo",)), "der folk bo og bygge"),
    (NameForms(("Knut de la Gardie",)), "de la"),
    (NameForms(("",)), "hva som helst"),
    (NameForms(()), "hva som helst"),
]


@pytest.mark.parametrize(("forms", "written"), WHOLE)
def test_a_whole_name_is_found_in_every_form(forms: NameForms, written: str) -> None:
    for before, after in (("", ""), ("Ring ", " i dag"), ("«", "»"), ("(", ").")):
        assert forms.without(f"{before}{written}{after}", "(…)") == f"{before}(…){after}"


@pytest.mark.parametrize(("forms", "written"), PARTS)
def test_part_of_a_name_is_found_and_does_not_count_as_the_whole_name(forms: NameForms, written: str) -> None:
    text = f"Så sa {written} noe"
    assert forms.whole(text) == []
    assert forms.without(text, "(…)") == text
    assert forms.without(text, "(…)", parts=True) == "Så sa (…) noe"


@pytest.mark.parametrize(("forms", "text"), NOBODY)
def test_other_words_are_not_taken_for_the_name(forms: NameForms, text: str) -> None:
    assert forms.without(text, "(…)", parts=True) == text


def test_two_genitives_of_a_name_are_two_parts() -> None:
    text = "Karis forslag og Nesses idé"
    assert [text[start:end] for start, end in KARI.parts(text)] == ["Karis", "Nesses"]
    assert KARI.without(text, "(…)", parts=True) == "(…) forslag og (…) idé"


def test_part_within_a_whole_name_is_not_listed_again() -> None:
    text = "Kari Nesse kom. Kari gikk."
    assert [text[start:end] for start, end in KARI.parts(text)] == ["Kari"]


def test_text_around_decomposed_letters_stays_when_the_name_is_removed() -> None:
    text = unicodedata.normalize("NFD", "på Åse Bjørgå-Li å")
    assert AASE.without(text, "(…)") == unicodedata.normalize("NFD", "på ") + "(…)" + unicodedata.normalize("NFD", " å")


@given(st.text(max_size=30), st.text(max_size=30), st.sampled_from([KARI, AASE, ANNE]))
def test_exact_name_is_removed_from_any_text(before: str, after: str, forms: NameForms) -> None:
    (name,) = forms.names
    assert name not in forms.without(f"{before} {name} {after}", "(…)")


@given(st.text(max_size=60))
def test_text_without_the_name_is_left_unchanged(text: str) -> None:
    forms = NameForms(("Qqqqq Xxxxx",))
    assert forms.without(text, "(…)", parts=True) == text or "q" in text.casefold()
