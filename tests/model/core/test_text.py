"""Cleaning of text: nothing that controls a terminal is let through, and nothing that people write is lost."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from nettverk_tui.model.core.text import clean, clean_counted, is_blank, one_line

ESC, BEL = "\x1b", "\x07"
ZWJ, ZWNJ, VS16 = "\u200d", "\u200c", "\ufe0f"

# Control characters a paste may contain besides text. Drawn often, so that the properties meet the hard parts.
TROUBLE = st.sampled_from(
    [
        *(chr(code) for code in (*range(0x20), *range(0x7F, 0xA0))),
        *"[]PX^_@~;0m\\",
        *"\u061c\u200b\u200e\u200f\u2028\u2029\u202a\u202e\u2060\u2066\u2069\ufeff\u00ad\u180e\ufff9\ufffe",
        *"\ud800\udbff\udc00\udfff",
        *"aÅå\u0301\u030a\u0308\u212b\u212a\u1100\u1161\u11a8",
        *"👨👩👧🏽🏴❤☠↔\u20e3\u0915\u094d\u0937\u0645\u06cc",
        ZWJ,
        ZWNJ,
        VS16,
        *(chr(0xE0000 + ord(letter)) for letter in "gbsct"),
        "\U000e007f",
    ]
)
TEXTS = st.lists(TROUBLE | st.characters(), max_size=40).map("".join)
FORBIDDEN = frozenset(
    [chr(code) for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) not in "\n\t"]
    + list("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
)


@given(TEXTS)
def test_cleaned_text_holds_nothing_that_controls_a_terminal(text: str) -> None:
    cleaned = clean(text)
    assert not FORBIDDEN & set(cleaned)
    assert not any(unicodedata.category(character) == "Cs" for character in cleaned)
    cleaned.encode("utf-8")


@example(f"\u212a{ZWJ}\u212a")  # signs for kelvin, which compose to the Latin K
@example(f"{ESC}\u202e[2J")
@given(TEXTS)
def test_cleaning_twice_equals_cleaning_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert clean_counted(clean(text))[1] == 0


@given(TEXTS)
def test_cleaned_text_is_unicode_composed(text: str) -> None:
    assert unicodedata.is_normalized("NFC", clean(text))


@given(st.text(st.characters(categories=["L", "N", "P", "S", "Zs"])))
def test_cleaning_never_removes_letters_digits_or_signs(text: str) -> None:
    assert clean(text) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("[/]", id="closing tag"),
        pytest.param("[b", id="half a tag"),
        pytest.param("[bold]Kari[/bold]", id="markup"),
        pytest.param("[@click=app.quit]x[/]", id="action"),
        pytest.param("<script>alert(1)</script>", id="html"),
        pytest.param("[2J", id="the tail of an escape, typed"),
        pytest.param("Åse Ødegård, Sæbø", id="Norwegian"),
        pytest.param("linje en\n\tlinje to", id="newline and tab"),
        pytest.param("👨\u200d👩\u200d👧\u200d👦", id="family"),
        pytest.param("👩🏽\u200d🚀", id="skin tone with a joiner"),
        pytest.param("👋🏿", id="skin tone"),
        pytest.param("❤\ufe0f\u200d🔥", id="heart on fire"),
        pytest.param("🙂\u200d↔\ufe0f", id="head shaking: its arrow is a mathematical sign"),
        pytest.param("🏳\ufe0f\u200d🌈", id="rainbow flag"),
        pytest.param("🏴\u200d☠\ufe0f", id="pirate flag"),
        pytest.param("🇳🇴🇬🇧", id="flags of two letters"),
        pytest.param("🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f", id="Scottish flag"),
        pytest.param("1\ufe0f\u20e3", id="keycap"),
        pytest.param("क्\u200dष", id="Devanagari with a joiner"),
        pytest.param("می\u200cخواهم", id="Persian with a non-joiner"),
    ],
)
def test_cleaning_keeps_what_people_write_letter_for_letter(text: str) -> None:
    assert clean_counted(text) == (text, 0)


@pytest.mark.parametrize(
    ("text", "left", "taken"),
    [
        pytest.param(f"a{ESC}]0;t{BEL}b", "ab", 6, id="window title"),
        pytest.param(f"a{ESC}]52;c;ZWNobw==\x1b\\b", "ab", 17, id="clipboard"),
        pytest.param(f"a{ESC}[2Jb", "ab", 4, id="clear the screen"),
        pytest.param("a\x9b31mb", "ab", 4, id="colour with one-byte CSI"),
        pytest.param(f"a{ESC}P1$r0m{ESC}\\b", "ab", 9, id="device control string"),
        pytest.param("a\x9d0;t\x9cb", "ab", 5, id="one-byte OSC"),
        pytest.param(f"a{ESC}(0b", "ab", 3, id="line-drawing letters"),
        pytest.param(f"a{ESC}cb", "ab", 2, id="reset"),
        pytest.param(f"{ESC}{ESC}[2J[2J", "[2J", 5, id="one escape inside another"),
        pytest.param(f"a{ESC}]0;unended", "a0;unended", 2, id="unended sequence keeps the words"),
        pytest.param("a\x00\x01\x08\x7fb", "ab", 4, id="NUL, SOH, BS, DEL"),
        pytest.param("Kari\u202enetsiks\u202c", "Karinetsiks", 2, id="right-to-left override"),
        pytest.param("\u2066a\u2069\u200f\u061c", "a", 4, id="isolates and marks"),
        pytest.param("Ka\u200bri\ufeff\u00ad", "Kari", 3, id="zero width, byte order mark, soft hyphen"),
        pytest.param("a\ud800b\udfff", "ab", 2, id="lone surrogates"),
        pytest.param("a\u200db", "ab", 1, id="joiner between Latin letters"),
        pytest.param("\u200d👩 👩\u200d", "👩 👩", 2, id="joiner that joins nothing"),
        pytest.param("\u1ea1\u200c\u1ea1", "\u1ea1\u1ea1", 1, id="non-joiner between Vietnamese letters"),
        pytest.param("a\U000e0068\U000e0069b", "ab", 2, id="hidden words in tag letters"),
    ],
)
def test_cleaning_removes_and_counts_hidden_characters(text: str, left: str, taken: int) -> None:
    assert clean_counted(text) == (left, taken)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("\u00e9", "e\u0301"),
        ("\u00c5se", "A\u030ase"),
        ("\u00c5", "\u212b"),
        ("\ud55c".encode("utf-16", "surrogatepass").decode("utf-16"), "\u1112\u1161\u11ab"),
    ],
    ids=["é", "Å", "the sign for ångström", "Hangul"],
)
def test_cleaning_gives_each_letter_one_unicode_form(one: str, other: str) -> None:
    assert clean(other) == clean(one) == one
    assert clean_counted(other)[1] == 0


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"], ids=repr)
def test_cleaning_turns_every_line_end_into_a_newline(end: str) -> None:
    assert clean_counted(f"a{end}b") == ("a\nb", 0)


def test_cleaning_a_million_unterminated_sequences_is_fast() -> None:
    # Looked at anew from each of them to the end of the text, this would take hours.
    assert clean("\x9d" * 1_000_000) == ""
    assert clean("\x1b]" * 500_000) == ""
    assert clean("\x9b0" * 500_000) == "0" * 500_000


@pytest.mark.parametrize(
    ("text", "blank"),
    [
        ("", True),
        ("  \n\t\u00a0", True),
        ("\u200b\u200d\ufeff", True),
        (f"{ESC}[0m", True),
        (".", False),
        ("👩", False),
    ],
)
def test_text_is_blank_when_nothing_of_it_can_be_seen(text: str, blank: bool) -> None:
    assert is_blank(text) is blank


@pytest.mark.parametrize(
    ("text", "width", "line"),
    [
        ("a\n b\t\tc ", None, "a b c"),
        ("abcdef", 6, "abcdef"),
        ("abcdefg", 6, "abcde…"),
        ("abcd efg", 6, "abcd…"),
        (f"a{ESC}[2Jb", 10, "ab"),
        ("abc", 0, "…"),
    ],
)
def test_one_line_joins_the_lines_and_cuts_at_the_width(text: str, width: int | None, line: str) -> None:
    assert one_line(text, width) == line
