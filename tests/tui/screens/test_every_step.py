"""Help and minutes at every step of the day, in the languages the screens speak."""

from pathlib import Path

import pytest

from nettverk_tui.model.commands import AddNote
from nettverk_tui.model.commands import Place as Said
from nettverk_tui.model.core.records import Gathering, Note, ProgrammeItem, ProgrammeStep
from nettverk_tui.model.core.values import GatheringKind, Language
from nettverk_tui.model.gathering.timekeeping import Place, Programme
from nettverk_tui.resources import knowledge
from nettverk_tui.store.store import Store
from tests.support.rooms import TODAY, room_at
from tests.support.stage import Clock, Stage, on_stage


def places(stage: Stage) -> list[Place]:
    items = stage.store.rows.find(ProgrammeItem, gathering_id=TODAY)
    steps = [step for item in items for step in stage.store.rows.find(ProgrammeStep, item_id=item.id)]
    return list(Programme.of(items, steps).places)


def name_of(place: Place, language: Language) -> str:
    known = knowledge()
    if place.step.kind == "plenary":
        return known.gatherings.item(place.item.kind).name.in_language(language)
    return known.relays.step(place.step.kind).name.in_language(language)


@pytest.mark.parametrize(
    ("language", "here", "minutes"),
    [("nb", "Taster overalt", "Referat fra samling 2"), ("en", "Keys everywhere", "Minutes of gathering 2")],
)
async def test_help_and_minutes_open_at_every_step(
    file: Path, clock: Clock, language: Language, here: str, minutes: str
) -> None:
    path = room_at(file, None, clock=clock, groups=1, language=language)
    async with on_stage(path, clock=clock, size=(80, 60), language=language) as stage:
        for place in places(stage):
            await stage.press("PgDn", "F1")
            await stage.see(f" {name_of(place, language)}", here)
            for line in _help(place, language):
                await stage.see(line)
            await stage.press("F1", "F3")
            await stage.see(minutes)
            await stage.press("Esc")


def _help(place: Place, language: Language) -> tuple[str, ...]:
    known = knowledge()
    text = (
        known.gatherings.item(place.item.kind) if place.step.kind == "plenary" else known.relays.step(place.step.kind)
    )
    return text.help.in_language(language)


@pytest.mark.parametrize(
    ("kind", "passed"),
    [("first", ["Training", "Group work", "Promises"]), ("last", ["[prerequisites]", "[ripples]", "[onwards]"])],
)
async def test_every_kind_of_gathering_can_be_led_to_its_end(
    file: Path, clock: Clock, kind: GatheringKind, passed: list[str]
) -> None:
    """With the usual programme, which F7 makes; an entry is typed at every step."""
    third = Gathering(
        id="third", network_id="network", number=3, kind=kind, starts_on="2027-03-02", ends_on="2027-03-03"
    )
    path = room_at(file, None, clock=clock, groups=1, extra=[third])
    async with on_stage(path, clock=clock, under_way=False) as stage:
        await stage.press("↓", "Enter", "F7", "F7")
        steps, seen = 0, stage.text
        while "This is the end of the programme." not in stage.text and steps < 40:
            steps += 1
            await stage.write(f"! Avtale nummer {steps}")
            await stage.press("PgDn")
            if stage.shows("Stop the clock until then?"):
                await stage.press("Enter")
                clock.goes_on(minutes=24 * 60)
                await stage.press("PgDn")
            seen += stage.text
        for words in passed:
            assert words in seen
        assert len(stage.store.rows.find(Note, gathering_id="third", kind="decision")) == steps


async def test_open_minutes_show_new_entries(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "peers", clock=clock), clock=clock, size=(80, 160)) as stage:
        await stage.press("F3")
        await stage.see("Minutes of gathering 2")
        other = Store.open(file, now=clock, home=file.parent / "home")
        where = Said(gathering_id=TODAY, group_id="group-A", step="peers")
        other.apply(AddNote(id="new", where=where, kind="decision", text="Vi møtes oftere", layer="network"))
        other.close()
        await stage.see("Vi møtes oftere")


async def test_minutes_are_in_the_networks_language_on_screens_of_another(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "peers", clock=clock, language="nb"), clock=clock, language="en") as stage:
        await stage.press("F3")
        await stage.see("Minutes of gathering 2, as they stand now", "Referat fra samling 2")


async def test_link_in_typed_text_opens_nothing(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "peers", clock=clock), clock=clock, size=(80, 160)) as stage:
        await stage.write("! Les [her](https://example.org) og <b>nå</b> | ja")
        await stage.press("F3")
        await stage.see("Les [her](https://example.org) og <b>nå</b> | ja")
