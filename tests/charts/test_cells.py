"""Text in cells: never too wide, without control sequences, and cut only with an ellipsis."""

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from nettverk_tui.charts.cells import block, fit, shown, wrap


def test_markup_is_shown_as_text_and_escapes_are_removed() -> None:
    assert shown("[/] [bold]Kari[/bold]\n\x1b[2J\x1b]0;t\x07 5 [of] 7\t%") == "[/] [bold]Kari[/bold] 5 [of] 7 %"
    assert shown("29\N{NO-BREAK SPACE}%") == "29\N{NO-BREAK SPACE}%"


def test_text_that_does_not_fit_ends_in_an_ellipsis() -> None:
    assert fit("Ventetid", 8) == "Ventetid"
    assert fit("Ventetid", 7) == "Ventet…"
    assert fit("日本語", 4) == "日…"
    assert fit("Ventetid", 0) == ""


def test_lines_break_between_words_but_not_at_a_no_break_space() -> None:
    assert wrap("etter 64\N{NO-BREAK SPACE}% av alle", 10) == ["etter 64\N{NO-BREAK SPACE}%", "av alle"]
    assert wrap("", 10) == []


def test_short_last_word_is_not_left_alone_on_a_line() -> None:
    assert wrap("Utelatt: 2. Mangler: 1.", 20) == ["Utelatt: 2.", "Mangler: 1."]


def test_block_that_does_not_fit_ends_in_an_ellipsis() -> None:
    assert block("one two three", 5, 3) == ["one", "two", "three"]
    assert block("one two three", 5, 2) == ["one", "two…"]
    assert block("one two three", 5, 0) == []


@given(st.text(), st.integers(1, 40), st.integers(0, 5))
def test_lines_and_blocks_keep_within_their_size(text: str, width: int, height: int) -> None:
    assert cell_len(fit(shown(text), width)) <= width
    assert all(cell_len(line) <= width for line in wrap(shown(text), width))
    lines = block(shown(text), width, height)
    assert len(lines) <= height
    assert all(cell_len(line) <= width for line in lines)
