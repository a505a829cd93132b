"""What a key writes in a line or a field."""

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
async def test_every_kind_of_space_that_is_typed_is_a_space(key: str, character: str) -> None:
    async with Page().run_test() as pilot:
        area = pilot.app.query_one(CleanTextArea)
        area.focus()
        for event in (events.Key("a", "a"), events.Key(key, character), events.Key("b", "b")):
            area.take_key(event)
        await pilot.pause()
        assert area.text == "a b"


@pytest.mark.parametrize("character", ["\x07", "\N{ZERO WIDTH SPACE}", "\N{RIGHT-TO-LEFT OVERRIDE}", None])
async def test_what_is_no_letter_and_no_space_writes_nothing(character: str | None) -> None:
    async with Page().run_test() as pilot:
        area = pilot.app.query_one(CleanTextArea)
        area.focus()
        for event in (events.Key("a", "a"), events.Key("strange", character), events.Key("b", "b")):
            area.take_key(event)
        await pilot.pause()
        assert area.text == "ab"
