"""Typed text in Markdown: it is rendered letter for letter, and never as markup."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nettverk_tui.documents.markdown import (
    Markdown,
    bullets,
    document,
    filled,
    heading,
    joined,
    labelled,
    table,
    typed,
    typed_lines,
)
from nettverk_tui.model.core.text import clean
from tests.documents.reading import foreign, tokens, visible

NASTY = [
    "[x](javascript:alert(1))",
    "![x](http://example.com/x.png)",
    '<img src=x onerror="alert(1)">',
    "<script>alert(1)</script>",
    "<!-- gone -->",
    "a | b || c \\| d",
    "# No heading",
    "#L1 er svak ##",
    "- no list",
    "* no list",
    "+ no list",
    "+35 prosentpoeng",
    "1. first",
    "12) twelfth",
    "> no quote",
    "A > B og <5",
    "`code` and ```fence",
    "~~~",
    "~~gone~~",
    "**bold** _slanted_ __both__ ***all***",
    "---",
    "- - -",
    "===",
    "=",
    ":---|---:",
    "Overskrift?\n===",
    "Overskrift?\n---",
    "Kolonne\n:---:",
    "::: div",
    "[ref]: http://example.com",
    "[^1]: a note",
    "[ ] a task",
    "&lt;b&gt; &amp; &#35; R&D",
    "http://example.com/a_b",
    "https://example.com www.example.com //example.com",
    "ola@example.com",
    "ends in a backslash\\",
    "two \\\\ backslashes",
    "    four spaces",
    "\ta tab",
    "$x^2$ {#id .class} ^up^",
    "«Ærlig» talt: 100 %",
    "{name} {0} {}",
    "fe<b>re \x1b[31mrødt\x1b[0m",
    "👩‍⚕️ lege",
]  # fmt: skip
PIECES = [*"\\`*_[]()<>{}#+-.!|~^$&;:/@=\"' \t\n1aå", "www.", "http://", "1. ", "- ", "&lt;", "<b>", *NASTY]
MARKUP = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)


def seen_as(text: str) -> str:
    """The text that should be visible: as stored, without the spaces that only indent."""
    lines = (re.sub(r"[ \t]+", " ", line).strip() for line in clean(text).split("\n"))
    return "\n".join(line for line in lines if line)


def on_one_line(text: str) -> str:
    return re.sub(r"[ \t\n]+", " ", clean(text)).strip()


def check_everywhere(text: str) -> None:
    lines, line = seen_as(text), on_one_line(text)
    whole = document(
        [
            heading(2, typed(text)),
            typed_lines(text),
            bullets([typed_lines(text), typed_lines(text)]),
            table(["A", "B"], [[typed(text), typed(text)]]),
            typed_lines(text),
        ]
    )
    assert visible(whole) == "\n".join([line, lines, lines, lines, "A", "B", line, line, lines])
    assert foreign(whole) == set()


@pytest.mark.parametrize("text", NASTY)
def test_typed_example_is_rendered_letter_for_letter(text: str) -> None:
    check_everywhere(text)
    check_everywhere(f"Først\n{text}\n\n{text}\nsist")


@given(MARKUP.filter(lambda text: bool(on_one_line(text))))
def test_any_typed_text_is_rendered_letter_for_letter(text: str) -> None:
    check_everywhere(text)


@given(MARKUP.filter(lambda text: bool(on_one_line(text))))
def test_typed_label_is_rendered_as_a_label(text: str) -> None:
    whole = document([bullets([labelled(typed(text), typed_lines(text))])])
    assert visible(whole) == f"{on_one_line(text)}: {seen_as(text)}"
    kinds = [token.type for token in tokens(whole) if token.nesting == 1]
    assert kinds == ["bullet_list_open", "list_item_open", "paragraph_open", "strong_open"]


@pytest.mark.parametrize(
    "plain", ["Ring i dag, kl. 09.00 (før lunsj): 3,5 av 4!", "+35 prosentpoeng", "L1 – «ja»", "2005"]
)
def test_ordinary_sentence_needs_no_escapes(plain: str) -> None:
    assert typed(plain) == plain


def test_filled_escapes_its_values_and_joined_skips_empty_parts() -> None:
    assert filled("fra {giver}", giver=typed("{x}")) == r"fra \{x\}"
    assert joined([Markdown(""), typed("a"), Markdown(""), typed("b")]) == "a, b"
