"""The list: its cursor stays in the window, by keys, wheel and click, for entries of any height."""

from collections.abc import AsyncIterator

import pytest
from textual import events
from textual.app import App, ComposeResult
from textual.content import Content
from textual.pilot import Pilot

from nettverk_tui.tui.widgets.long_list import Line, LongList

HEIGHT = 10


#: The entries that were clicked while they were in hand.
chosen: list[int] = []
#: The entries that were dragged, and those they were dragged to.
dragged: list[tuple[int, int]] = []


class ListApp(App[None]):
    def compose(self) -> ComposeResult:
        yield LongList(id="list", hang=True)

    def on_long_list_chosen(self) -> None:
        chosen.append(self.query_one(LongList).cursor)

    def on_long_list_dragged(self, event: LongList.Dragged) -> None:
        dragged.append((event.entry, event.to))


@pytest.fixture
async def pilot() -> AsyncIterator[Pilot[None]]:
    async with ListApp().run_test(size=(20, HEIGHT)) as pilot:
        yield pilot


def entries(count: int, height: int = 1) -> list[Line]:
    heading: list[Line] = [(Content(" heading"), None)]
    return heading + [(Content(f"  {number}.{row}"), number) for number in range(count) for row in range(height)]


def shown(pilot: Pilot[None]) -> list[str]:
    the_list = pilot.app.query_one(LongList)
    return ["".join(segment.text for segment in the_list.render_line(y)).rstrip() for y in range(HEIGHT)]


async def test_cursor_is_drawn_once_and_stays_in_the_window(pilot: Pilot[None]) -> None:
    the_list = pilot.app.query_one(LongList)
    the_list.show(entries(10_000))
    for number in (0, 9, 5000, 9999, 4):
        the_list.move_to(number)
        await pilot.pause()
        assert [line for line in shown(pilot) if "▸" in line] == [f"▸ {number}.0"]
    the_list.move_to(20_000)
    assert the_list.cursor == 9999


async def test_heading_above_the_first_entry_is_shown_after_scrolling_back(pilot: Pilot[None]) -> None:
    the_list = pilot.app.query_one(LongList)
    the_list.show(entries(50))
    the_list.move_to(49)
    the_list.move_to(0)
    await pilot.pause()
    assert shown(pilot)[:2] == [" heading", "▸ 0.0"]


async def test_entry_taller_than_the_window_is_scrolled_to_its_end_first(pilot: Pilot[None]) -> None:
    the_list = pilot.app.query_one(LongList)
    the_list.show(entries(2, height=HEIGHT + 3))
    seen = set(shown(pilot))
    while the_list.cursor == 0:
        the_list.move(1)
        await pilot.pause()
        seen |= set(shown(pilot))
    assert {f"  0.{row}" for row in range(1, HEIGHT + 3)} <= seen


async def test_wheel_and_click_move_the_cursor_and_a_second_click_chooses(pilot: Pilot[None]) -> None:
    the_list = pilot.app.query_one(LongList)
    chosen.clear()
    the_list.show(entries(50))
    await pilot.pause()
    await pilot.click(LongList, offset=(3, 4))
    assert (the_list.cursor, chosen) == (3, [])
    await pilot.click(LongList, offset=(3, 4))
    assert (the_list.cursor, chosen) == (3, [3])
    await pilot.click(LongList, offset=(3, 0))
    assert (the_list.cursor, chosen) == (3, [3])
    await pilot._post_mouse_events([events.MouseScrollDown], LongList, offset=(3, 4))
    assert the_list.cursor == 4


async def test_dragging_is_reported_and_leaves_the_cursor(pilot: Pilot[None]) -> None:
    the_list = pilot.app.query_one(LongList)
    dragged.clear()
    the_list.show(entries(50))
    await pilot.pause()
    await pilot.mouse_down(LongList, offset=(3, 4))
    await pilot.mouse_up(LongList, offset=(3, 6))
    assert (the_list.cursor, dragged) == (0, [(3, 5)])
    await pilot.mouse_down(LongList, offset=(3, 4))
    await pilot.mouse_up(LongList, offset=(3, 0))
    assert (the_list.cursor, dragged) == (0, [(3, 5)])


async def test_disabled_list_ignores_the_mouse(pilot: Pilot[None]) -> None:
    the_list = pilot.app.query_one(LongList)
    the_list.show(entries(50))
    the_list.disabled = True
    await pilot.pause()
    await pilot.click(LongList, offset=(3, 4))
    await pilot._post_mouse_events([events.MouseScrollDown], LongList, offset=(3, 4))
    assert the_list.cursor == 0
    the_list.move(2)
    assert the_list.cursor == 2


async def test_long_line_continues_under_its_own_beginning(pilot: Pilot[None]) -> None:
    the_list = pilot.app.query_one(LongList)
    the_list.show([(Content("  one two three four five six"), 0), (Content("  seven"), 1)])
    await pilot.pause()
    first, second, *_ = shown(pilot)
    assert first.startswith("▸ one")
    assert second.startswith("  ")
    assert " ".join(f"{first} {second}".split()) == "▸ one two three four five six"
    the_list.move(1)
    await pilot.pause()
    assert "▸ seven" in shown(pilot)
