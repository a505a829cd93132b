"""Behaviour common to all pages."""

from pathlib import Path

import pytest
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from nettverk_tui.tui.base.screen import BaseScreen
from nettverk_tui.tui.screens.help.screen import HelpScreen
from tests.support.rooms import room_at
from tests.support.stage import Clock, on_stage


class Below(BaseScreen[None]):
    def compose(self) -> ComposeResult:
        yield Static("below")


@pytest.mark.parametrize("has_gone", [False, True])
async def test_closed_page_gets_no_result_of_a_page_it_opened(tmp_path: Path, has_gone: bool) -> None:
    """As when the app ends: the page below may be taken down before the one over it has closed."""
    heard: list[None] = []
    clock = Clock()
    async with on_stage(room_at(tmp_path / "network.db", None, clock=clock), clock=clock, under_way=False) as stage:
        below = Below()
        await stage.app.push_screen(below)
        await stage.app.push_screen(HelpScreen("Over it", Content("words")), heard.append)
        await stage.see("Over it")
        if has_gone:
            stage.app._screen_stack.remove(below)
            await below.remove()
        await stage.press("Esc")
        await stage.miss("Over it")
        assert heard == ([] if has_gone else [None])
