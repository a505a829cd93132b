"""When digits that acted turn out to begin a sentence."""

from collections.abc import Callable

import pytest

from nettverk_tui.tui.digits import Digits, continues_digit


@pytest.mark.parametrize(
    ("typed", "letter", "begins"),
    [("2", " ", True), ("14", "/", True), ("1999", ".", True), ("2", "a", False), ("12341", " ", False)],
)
def test_a_few_digits_and_a_sign_after_them_begin_a_sentence(typed: str, letter: str, begins: bool) -> None:
    assert Digits(typed, 0, None).may_begin_sentence(letter) is begins


def nothing(text: str) -> bool:  # noqa: ARG001
    return False


def any_words(text: str) -> bool:
    return bool(text.strip())


def a_date(text: str) -> bool:
    return text == "6 mars"


@pytest.mark.parametrize(
    ("answer", "letter", "answers", "continues"),
    [
        ("", " ", nothing, True),
        ("4", "%", nothing, True),
        ("4 av", " ", nothing, True),
        ("fredag", " ", nothing, False),
        ("6 mars", " ", a_date, False),
        ("4", " ", any_words, True),
        ("for dyrt", " ", any_words, False),
    ],
)
def test_the_text_after_a_digit_that_asked_continues_it_where_it_is_no_answer(
    answer: str, letter: str, answers: Callable[[str], bool], continues: bool
) -> None:
    assert continues_digit(answer, letter, answers) is continues
