"""The words of the minutes: complete in three languages, and a fault in the file is reported with its place."""

import re

import pytest

from nettverk_tui.documents.words import MinutesWords, form_words, minutes_words, parse_words, words_faults
from nettverk_tui.resources import DataFault, data_folder


@pytest.fixture
def text() -> str:
    return (data_folder() / "documents" / "minutes.toml").read_text(encoding="utf-8")


def test_shipped_words_have_no_faults() -> None:
    assert list(words_faults(minutes_words())) == []
    assert list(words_faults(form_words())) == []


def without(text: str, table: str) -> str:
    return re.sub(rf"^\[{re.escape(table)}\]\n(?:.+\n)+", "", text, flags=re.MULTILINE)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda text: without(text, "present"), "minutes.toml: present is missing"),
        (lambda text: without(text, "outcome.helped"), "minutes.toml: outcome: helped is missing"),
        (lambda text: text.replace('nn = "Oppgåver"\n', "", 1), "minutes.toml: actions.nn is missing"),
        (lambda text: text.replace('"Oppgåver"', '" "', 1), "minutes.toml: actions.nn is empty"),
        (
            lambda text: text.replace("frå samling {number}", "frå samling {nummer}", 1),
            "minutes.toml: title: the languages do not have the same gaps",
        ),
        (lambda text: f"{text}\n[presnet]\nnb = 'x'\n", "minutes.toml: presnet is not a known key"),
        (lambda text: f"{text}\n[present", "minutes.toml: this is not valid TOML"),
    ],
)
def test_fault_in_the_words_is_reported_with_its_place(text: str, change: object, sentence: str) -> None:
    assert callable(change)
    with pytest.raises(DataFault) as caught:
        parse_words(change(text), MinutesWords, "minutes.toml")
    assert str(caught.value) == sentence


def test_bokmaal_and_nynorsk_words_differ() -> None:
    words = minutes_words()
    assert (words.advice_taken.nb, words.advice_taken.nn) == ("Dette tar vi med", "Dette tek vi med")
    assert (words.decisions.nb, words.decisions.nn) == ("Beslutninger", "Avgjerder")
