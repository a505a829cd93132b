"""Hanging lines: a wrapped line continues under its own beginning."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.content import Content

from nettverk_tui.tui.widgets.hanging import hanging


def broken(text: str, width: int) -> list[str]:
    return [part.plain for part in hanging(Content(text), width)]


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("kort", 10, ["kort"]),
        ("   Ingen råd ennå: skriv det", 20, ["   Ingen råd ennå: ", "   skriv det"]),
        ("▸ □ Spørre legene hvem", 16, ["▸ □ Spørre ", "    legene hvem"]),
        ("  Enter     åpne det som er valgt", 24, ["  Enter     åpne det som ", "            er valgt"]),
        ("1 oppfylt  2 delvis  x ikke relevant", 24, ["1 oppfylt  2 delvis  ", "x ikke relevant"]),
        ("· A  · C  · veileder", 12, ["· A  · C  ", "  · veileder"]),
    ],
)
def test_wrapped_line_continues_under_its_beginning(text: str, width: int, lines: list[str]) -> None:
    assert [line.rstrip() for line in broken(text, width)] == [line.rstrip() for line in lines]


@given(st.text("ab ·✓å語  "), st.integers(4, 40))
def test_wrapping_loses_no_text_and_no_line_is_too_long(text: str, width: int) -> None:
    lines = broken(text, width)
    assert re.sub(" ", "", "".join(lines)) == re.sub(" ", "", text)
    assert all(cell_len(line.rstrip()) <= width for line in lines)


@given(st.text("ab ·✓å語  "), st.integers(1, 3))
def test_wrapping_in_a_tiny_width_loses_no_text(text: str, width: int) -> None:
    assert re.sub(" ", "", "".join(broken(text, width))) == re.sub(" ", "", text)


def test_styles_stay_with_their_words_after_wrapping() -> None:
    line = Content.assemble("  ", ("fet skrift", "bold"), " og vanlig skrift")
    assert [span.style for part in hanging(line, 12) for span in part.spans] == ["bold"]
