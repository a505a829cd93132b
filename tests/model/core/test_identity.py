"""The identity-number guard: the published and generated cases, and other numbers that people write."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nettverk_tui.model.core.identity import looks_like_identity_number

DATA: dict[str, Any] = json.loads(Path(__file__).with_name("fodselsnummer_detection.json").read_text(encoding="utf-8"))
CASES = [(case["number"], case["valid_2032_rule"]) for case in DATA["cases"]] + [
    (case["number"], case["valid"]) for case in DATA["published_examples"]
]
VALID = [number for number, valid in CASES if valid]


@pytest.mark.parametrize(("number", "valid"), CASES)
def test_published_and_generated_identity_numbers_are_found(number: str, valid: bool) -> None:
    assert looks_like_identity_number(number) is valid


@pytest.mark.parametrize(
    "written", ["{0}{1}", "{0} {1}", "{0}.{1}", "{0}\u00a0{1}", "fnr:{0}{1}.", "({0} {1})", "å{0}{1}å"]
)
@pytest.mark.parametrize("number", VALID)
def test_identity_number_is_found_with_any_spacing(number: str, written: str) -> None:
    assert looks_like_identity_number(f"Ring {written.format(number[:6], number[6:])} i dag")


def test_identity_number_after_another_number_is_found() -> None:
    assert looks_like_identity_number("123456 158670 10022")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "12345678910",
        "91 23 45 67",
        "+47 912 34 567",
        "004791234567",
        "158670-10022",
        "158670  10022",
        "115867010022",
        "158670100220",
        "1586701002",
        "00867010022",
        "31.12.2026 kl. 09.00",
        "29 % (14/48)",
        "١٥٨٦٧٠١٠٠٢٢",
    ],
)
def test_other_numbers_are_no_identity_numbers(text: str) -> None:
    assert not looks_like_identity_number(text)


@pytest.mark.parametrize("date", ["000170", "320170", "300270", "310470", "150070", "151370", "153070", "720170"])
def test_number_with_an_impossible_birth_date_is_no_identity_number(date: str) -> None:
    assert not any(looks_like_identity_number(f"{date}{rest:05}") for rest in range(100_00, 110_00))


@pytest.mark.parametrize("date", ["010170", "290200", "410170", "710170", "014170", "016670", "017770", "018170"])
def test_every_series_of_identity_numbers_has_valid_numbers(date: str) -> None:
    assert any(looks_like_identity_number(f"{date}{rest:05}") for rest in range(100_00, 110_00))


@given(st.text(alphabet="0123456789 .\u00a0a", max_size=40))
def test_the_search_for_identity_numbers_never_raises_and_needs_eleven_digits(text: str) -> None:
    if looks_like_identity_number(text):
        assert sum(letter.isdigit() for letter in text) >= 11
