"""The text that a key types in a line or a field."""

import pytest
from textual import events
from textual.app import App, ComposeResult

from nettverk_tui.tui.widgets.text_area import CleanTextArea


class Page(App[None]):
    def compose(self) -> ComposeResult:
        yield CleanTextArea("field")


@pytest.mark.parametrize(
    ("key", "character"),
    [("no_break_space", "\N{NO-BREAK SPACE}"), ("narrow_no_break_space", "\N{NARROW NO-BREAK SPACE}"), ("space", " ")],
)
async def test_every_kind_of_typed_space_is_a_space(key: str, character: str) -> None:
    async with Page().run_test() as pilot:
        area = pilot.app.query_one(CleanTextArea)
        area.focus()
        for event in (events.Key("a", "a"), events.Key(key, character), events.Key("b", "b")):
            area.take_key(event)
        await pilot.pause()
        assert area.text == "a b"


@pytest.mark.parametrize("character", ["\x07", "\N{ZERO WIDTH SPACE}", "\N{RIGHT-TO-LEFT OVERRIDE}", None])
async def test_key_without_a_letter_or_space_types_nothing(character: str | None) -> None:
    async with Page().run_test() as pilot:
        area = pilot.app.query_one(CleanTextArea)
        area.focus()
        for event in (events.Key("a", "a"), events.Key("strange", character), events.Key("b", "b")):
            area.take_key(event)
        await pilot.pause()
        assert area.text == "ab"
