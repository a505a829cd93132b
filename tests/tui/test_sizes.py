"""Any terminal and any network: five lines and two hundred columns, one group and twenty, no members and no groups."""

from pathlib import Path

import pytest

from nettverk_tui.model.core.records import Gathering, Member, Network
from tests.support.networks import network_records, store_with
from tests.support.rooms import begin, room_at
from tests.support.stage import Clock, on_stage

SMALL = [(20, 5), (40, 10), (9, 3), (60, 24), (200, 60)]


@pytest.mark.parametrize("size", SMALL, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_every_panel_opens_in_any_terminal(file: Path, clock: Clock, size: tuple[int, int]) -> None:
    async with on_stage(room_at(file, None, clock=clock, groups=1), clock=clock, size=size) as stage:
        for keys in (("F7",), *[("PgDn",)] * 14, ("F4",), ("F5",), ("F6",), ("F1",), ("Esc",), ("F3",), ("Esc",)):
            await stage.press(*keys)
        await stage.press("Tab", "q")
        assert stage.app.is_running


async def test_text_typed_in_a_tiny_terminal_is_stored_and_shown_when_it_grows(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "peers", clock=clock), clock=clock, size=(20, 5)) as stage:
        await stage.write("Begynn i det små")
        await stage.press("Space")
        await stage.type("halvskrevet")
        await stage.pilot.resize_terminal(80, 24)
        await stage.see("Begynn i det små", "» halvskrevet", "[advice]")
        await stage.pilot.resize_terminal(20, 5)
        await stage.press("Enter")
        await stage.pilot.resize_terminal(120, 40)
        await stage.see("Begynn i det små", "?: halvskrevet")


@pytest.mark.parametrize("groups", [1, 20])
async def test_networks_of_one_group_and_of_twenty_are_shown(file: Path, clock: Clock, groups: int) -> None:
    async with on_stage(room_at(file, "peers", clock=clock, groups=groups), clock=clock) as stage:
        await stage.see("▶ A" if groups == 1 else "▶A", "Has spoken")
        await stage.press("F8")
        await stage.see("Every group has had its turn." if groups == 1 else "B  Kontor B · Område B")
        await stage.press("F4", *["↓"] * (groups * 3))
        await stage.see("▸ · Randi Berge")


async def test_group_without_members_has_its_turn(file: Path, clock: Clock) -> None:
    records = [
        record
        for record in network_records(2, language="en")
        if not (isinstance(record, Member) and record.group_id == "group-A")
    ]
    store = store_with(file, records, now=clock)
    begin(store, "card", "A", clock)
    store.close()
    async with on_stage(file, clock=clock, size=(80, 40)) as stage:
        await stage.press("F4")
        await stage.see("A Kontor A  0 of 0 present")
        await stage.press("F4", "PgDn", "PgDn")
        await stage.see("present 0 of 0", "doctor 0 of 0")


async def test_gathering_without_groups_can_be_led(file: Path, clock: Clock) -> None:
    records = [
        Network(id="network", name="Uten grupper", language="en"),
        Gathering(
            id="second", network_id="network", number=1, kind="middle", starts_on="2027-03-02", ends_on="2027-03-02"
        ),
    ]
    store_with(file, records, now=clock).close()
    async with on_stage(file, clock=clock) as stage:
        await stage.see("This gathering has no programme yet.")
        for key in (
            "PgDn",
            "PgUp",
            "F8",
            "⇧→",
            "Tab",
            "t",
            "Esc",
            "F4",
            "F5",
            "F6",
            "F9",
            "F3",
            "Esc",
            "Ctrl+Z",
            "F7",
            "F7",
            "PgDn",
        ):
            await stage.press(key)
        await stage.write("! Vi begynner likevel")
        await stage.press("F5")
        await stage.see("decision: Vi begynner likevel")
