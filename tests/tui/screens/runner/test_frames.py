"""Every frame of the screen: one group's text under that group's name only, and private text only on request."""

import re
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

import pytest

from nettverk_tui.store.locks import Busy
from nettverk_tui.tui.screens.runner.panels import card
from nettverk_tui.tui.screens.runner.panels.factors import FactorsPanel
from nettverk_tui.tui.screens.runner.screen import RunnerScreen
from nettverk_tui.tui.screens.runner.top_bar import TopBar
from tests.support.frames import every_frame
from tests.support.marked import marked_records
from tests.support.networks import store_with
from tests.support.rooms import begin
from tests.support.stage import Clock, Stage, on_stage

T = TypeVar("T")


class Watch:
    """Collects faults of the frames of a stage. `asked` is whether private text was asked for."""

    def __init__(self, stage: Stage) -> None:
        self.stage, self.asked = stage, False
        self.wrong, self.seen, self.private = list[str](), set[str](), 0

    @property
    def runner(self) -> RunnerScreen:
        (runner,) = (screen for screen in self.stage.app.screen_stack if isinstance(screen, RunnerScreen))
        return runner

    def look(self, lines: tuple[str, ...]) -> None:
        """Check one frame: the groups of its texts against the group in its heading."""
        if not isinstance(self.stage.app.screen, RunnerScreen):
            return
        top = self.runner.query_one(TopBar).size.height
        header, body = "\n".join(lines[:top]), "\n".join(lines[top:])
        shown, named = set(re.findall("said([A-Z])", body)), set(re.findall("field([A-Z])", header))
        self.seen |= shown
        self.private += "closed" in body
        if shown - named or ("closed" in body and not self.asked):
            self.wrong.append("\n".join(lines))

    def go(self, step: str, letter: str) -> None:
        """Jump to a step of a group, as from the programme."""
        places = self.runner.room.programme.places
        wanted = (f"group-{letter}", step)
        self.runner.go_to(next(place for place in places if (place.item.group_id, place.step.kind) == wanted))

    def check(self) -> None:
        """Assert that no frame had a fault."""
        assert self.wrong == [], "\n\n".join([f"{len(self.wrong)} frames", *self.wrong[:3]])


@asynccontextmanager
async def watched(path: Path, clock: Clock, groups: int) -> AsyncIterator[Watch]:
    """A gathering under way at the first group's card."""
    store = store_with(path, marked_records(groups), now=clock)
    begin(store, "card", "A", clock)
    store.close()
    async with on_stage(path, clock=clock, painted=True) as stage:
        watch = Watch(stage)
        async with every_frame(stage.app, watch.look):
            yield watch


def every_pair(places: list[T]) -> Iterator[T]:
    """A walk over the places in which each one is followed by each other one."""
    for first, here in enumerate(places):
        yield here
        for there in places[first + 1 :]:
            yield there
            yield here


def test_walk_has_every_pair_of_places_in_both_directions() -> None:
    walk = set(pairwise(every_pair(list("abcd"))))
    assert walk >= {(one, other) for one in "abcd" for other in "abcd" if one != other}


async def test_frames_of_a_turn_forwards_and_back_show_one_group_each(file: Path, clock: Clock) -> None:
    async with watched(file, clock, 2) as watch:
        await watch.stage.press(*["PgDn"] * 12)
        await watch.stage.press(*["PgUp"] * 12)
        assert watch.seen == {"A", "B"}
        watch.check()


async def test_frames_after_a_passed_group_show_no_text_of_it(file: Path, clock: Clock) -> None:
    async with watched(file, clock, 3) as watch:
        await watch.stage.press("PgDn", "PgDn", "F8", "PgDn", "PgDn", "F8", "PgDn", "PgDn", "PgUp")
        assert watch.seen == {"A", "B", "C"}
        watch.check()


async def test_same_step_of_another_group_is_filled_before_its_first_frame(file: Path, clock: Clock) -> None:
    async with watched(file, clock, 2) as watch:
        steps = [place.step.kind for place in watch.runner.room.programme.places if place.item.group_id == "group-A"]
        for step in steps:
            for letter in ("A", "B"):
                watch.go(step, letter)
                await watch.stage._come_to_rest()
        assert watch.seen == {"A", "B"}
        watch.check()


async def test_frames_of_undo_across_groups_show_one_group_each(file: Path, clock: Clock) -> None:
    async with watched(file, clock, 2) as watch:
        await watch.stage.press("PgDn", "PgDn", "F8", "PgDn", "PgDn")
        for _ in range(5):
            await watch.stage.press("Ctrl+Z", "Enter")
        assert watch.runner.place is not None
        assert watch.runner.place.item.group_id == "group-A"
        for _ in range(5):
            await watch.stage.press("Ctrl+Y")
        assert watch.runner.place.item.group_id == "group-B"
        watch.check()


async def test_private_half_is_hidden_when_its_step_is_left(file: Path, clock: Clock) -> None:
    async with watched(file, clock, 2) as watch:
        for letter in ("A", "B"):
            watch.asked = True
            watch.runner.query_one(card.CardPanel).action_for_you()
            await watch.stage._come_to_rest()
            assert watch.private
            watch.asked, watch.private = False, 0
            watch.go("card", "B" if letter == "A" else "A")
            await watch.stage._come_to_rest()
        watch.check()


async def test_private_half_hidden_under_another_page_is_hidden_when_that_closes(
    file: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(card, "PRIVATE_SECONDS", 0.2)
    async with watched(file, clock, 2) as watch:
        panel = watch.runner.query_one(card.CardPanel)
        watch.asked = True
        panel.action_for_you()
        await watch.stage.press("F3")
        await watch.stage.look_until(lambda: not panel.private, "the private half to hide itself")
        assert watch.private
        watch.asked = False
        await watch.stage.press("Esc")
        await watch.stage.see("READ ALOUD")
        watch.check()


async def test_step_that_cannot_be_read_yet_is_empty_until_it_can(
    file: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another window writes at that very moment."""
    async with watched(file, clock, 2) as watch:
        watch.go("factors", "A")
        await watch.stage._come_to_rest()
        read, refused = FactorsPanel.read, 3

        def busy(panel: FactorsPanel) -> None:
            nonlocal refused
            refused -= 1
            if refused >= 0:
                raise Busy
            read(panel)

        monkeypatch.setattr(FactorsPanel, "read", busy)
        watch.go("factors", "B")
        await watch.stage.see("fieldB", "saidB L1")
        assert refused < 0
        watch.check()


@pytest.mark.long
async def test_frames_between_any_two_places_show_one_group_each(file: Path, clock: Clock) -> None:
    async with watched(file, clock, 3) as watch:
        for place in every_pair(list(watch.runner.room.programme.places)):
            watch.runner.go_to(place)
            await watch.stage._come_to_rest()
        assert watch.seen == {"A", "B", "C"}
        watch.check()
