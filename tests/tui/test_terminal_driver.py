"""The driver's reading of a terminal's bytes: any bytes, split anywhere."""

import sys

import pytest

if sys.platform == "win32":
    pytest.skip("Windows hands letters over, not bytes", allow_module_level=True)

from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual._xterm_parser import XTermParser

from nettverk_tui.tui.terminal_driver import Letters, TerminalDriver

#: Pieces of sequences that terminals send, and of what none does.
_PIECES = st.sampled_from(
    ["\x1b[", "\x1b]", "\x1bO", "\x1bP", "\x1b", "<", "M", "u", "~", ";", ":", "0", "99999999999", "1114112", "55296",
     "?2048", "$y", "200~", "201~", "æ", "a", "\x00", "\x9b"]
)  # fmt: skip


def read(*chunks: bytes) -> str:
    """The text read from chunks that come one after the other, at their end."""
    letters = Letters()
    return "".join(letters.read(chunk) for chunk in chunks) + letters.nothing_came()


@given(st.text(), st.data())
def test_utf_8_split_anywhere_is_read_as_it_was_written(text: str, data: st.DataObject) -> None:
    whole = text.encode("utf-8", "replace")
    at = data.draw(st.integers(0, len(whole)))
    assert read(whole[:at], whole[at:]) == whole.decode()


@given(st.lists(st.binary(max_size=20), max_size=5))
def test_any_bytes_are_read_without_an_error(chunks: list[bytes]) -> None:
    read(*chunks)


@given(st.text(st.sampled_from("æøåÆØÅéü "), min_size=1))
def test_latin_1_typed_letter_by_letter_is_read_as_its_letters(text: str) -> None:
    letters = Letters()
    typed = "".join(letters.read(letter.encode("latin-1")) + letters.nothing_came() for letter in text)
    assert typed == text


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"\xe6", "æ"),
        (b"\xe6r", "ær"),
        (b"bl\xe5b\xe6", "blåbæ"),
        (b"\x80\x9f", ""),
        (b"\xc3\xa6", "æ"),
        (b"a\xc3", "a"),
    ],
)
def test_byte_that_is_not_utf_8_is_its_latin_1_letter_or_ignored(data: bytes, text: str) -> None:
    assert read(data) == text


def keys(text: str) -> str:
    """The letters that the driver hands to the app."""
    driver = object.__new__(TerminalDriver)
    driver._debug, driver._parser = False, XTermParser(False)
    found = [message for message in driver._messages(text) if isinstance(message, events.Key)]
    return "".join(event.character or "" for event in found)


@given(st.lists(_PIECES, max_size=8))
def test_any_sequence_is_read_without_an_error(pieces: list[str]) -> None:
    keys("".join(pieces))


@pytest.mark.parametrize("strange", ["\x1b[99999999999u", "\x1b[1114112u", "\x1b[55296;:9u", "\x1b[:48;u"])
def test_unknown_sequence_does_not_swallow_letters_after_it(strange: str) -> None:
    assert keys(f"for{strange}bi") == "forbi"
