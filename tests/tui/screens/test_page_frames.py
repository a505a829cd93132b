"""Pages that go from group to group: no frame shows one group's text under another's name."""

import re
from collections.abc import Callable
from inspect import isawaitable
from pathlib import Path

import pytest

from nettverk_tui.model.core.records import Group
from nettverk_tui.store.store import Store
from nettverk_tui.tui.base.screen import BaseScreen
from nettverk_tui.tui.screens.group_form.screen import GroupFormScreen
from nettverk_tui.tui.screens.group_page.screen import GroupPageScreen
from nettverk_tui.tui.screens.measurements.screen import MeasurementsScreen
from nettverk_tui.tui.screens.timeline.screen import TimelineScreen
from tests.support.frames import every_frame
from tests.support.marked import marked_records
from tests.support.networks import store_with
from tests.support.rooms import TODAY
from tests.support.stage import Clock, Stage, on_stage


def groups(store: Store) -> list[Group]:
    return sorted(store.rows.find(Group), key=lambda group: group.position)


def page_of_group(stage: Stage) -> BaseScreen[bool]:
    all_groups = groups(stage.store)
    return GroupPageScreen(stage.store, all_groups[0], [group.id for group in all_groups])


def timeline(stage: Stage) -> BaseScreen[None]:
    all_groups = groups(stage.store)
    return TimelineScreen(stage.store, all_groups[0], [group.id for group in all_groups], stage.app.knowledge)


def numbers(stage: Stage) -> BaseScreen[None]:
    all_groups = groups(stage.store)
    return MeasurementsScreen(stage.store, all_groups[0], [group.id for group in all_groups])


def form(stage: Stage) -> BaseScreen[None]:
    return GroupFormScreen(stage.store, TODAY, stage.app.knowledge)


@pytest.mark.parametrize("open_page", [page_of_group, timeline, numbers, form])
async def test_page_of_the_next_group_is_filled_before_its_first_frame(
    file: Path, clock: Clock, open_page: Callable[[Stage], BaseScreen[object]]
) -> None:
    store_with(file, marked_records(3), now=clock).close()
    wrong, seen = list[str](), set[str]()

    def look(lines: tuple[str, ...]) -> None:
        named = set(re.findall("office([A-Z])", lines[0]))
        # A member of one office may be in the form of the page, as a name that is no mark.
        shown = set(re.findall("(?:said|closed|office|field)([A-Z])", "\n".join(lines[1:])))
        seen.update(shown)
        if named and shown - named:
            wrong.append("\n".join(lines))

    async with (
        on_stage(file, clock=clock, under_way=False, size=(100, 30), painted=True) as stage,
        every_frame(stage.app, look),
    ):
        await stage.app.push_screen(open_page(stage))
        await stage._come_to_rest()
        for step in (1, 1, -1, -1):
            screen: object = stage.app.screen
            done = screen.action_group(step)  # type: ignore[attr-defined]
            if isawaitable(done):
                await done
            await stage._come_to_rest()
        await stage.look_until(lambda: seen == {"A", "B", "C"}, "every group to be seen")
        assert wrong == [], "\n\n".join([f"{len(wrong)} frames", *wrong[:3]])
