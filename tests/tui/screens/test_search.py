"""Searching as one types: hits, filters, the place Enter goes to, and text hidden in a room."""

from itertools import pairwise
from pathlib import Path

import pytest
from textual import events

from nettverk_tui.model.commands import AddContact
from nettverk_tui.model.core.records import Contact, Group, Network, Note
from tests.store.ground import done
from tests.support.rooms import room_at
from tests.support.stage import Clock, on_stage


def _file(tmp_path: Path, clock: Clock) -> Path:
    extra = (
        Contact(id="c", group_id="group-B", on="2001-02-03", topic="[b]Flytskjema er hemmelig"),
        Note(id="n", group_id="group-A", gathering_id="first", factor="L1", at=clock(), text="Arbeidsflyten er tegnet"),
        Note(id="plenary", gathering_id="first", at=clock(), text="Felles for alle på Ås"),
        Network(id="other", name="Et annet nettverk"),
        Note(id="long", group_id="group-C", at=clock(), text="før " * 60 + "nåla i høystakken" + " etter" * 60),
    )
    return room_at(tmp_path / "network.db", None, clock=clock, extra=extra)


async def test_hits_appear_while_typing_and_enter_opens_one(tmp_path: Path, clock: Clock) -> None:
    async with on_stage(_file(tmp_path, clock), clock=clock, under_way=False) as stage:
        await stage.press("Ctrl+F")
        await stage.see("Search in everything", "Type words")
        await stage.type("flyt")
        await stage.see("2 hits", "A Kontor A · Trygg legemiddelbruk · Note · #L1", "Arbeidsflyten er tegnet", "· %")
        await stage.type(" hem")
        await stage.see("1 hits", "[b]Flytskjema er hemmelig")
        await stage.miss("Arbeidsflyten")
        await stage.press("Enter")
        await stage.see("Kontor B · everything", "▸% Guidance contact (telephone): [b]Flytskjema")
        await stage.press("escape")
        await stage.see("1 hits")
        await stage.press("ctrl+u")
        await stage.type("paa aas")
        await stage.see("Felles for alle på Ås")
        await stage.press("Enter")
        await stage.see("Minutes of gathering 1")
        await stage.press("escape", "escape")
        await stage.see("Gathering 1", "Write what happened")


async def test_filters_of_a_search_are_shown(tmp_path: Path, clock: Clock) -> None:
    async with on_stage(_file(tmp_path, clock), clock=clock, under_way=False) as stage:
        await stage.press("Ctrl+F")
        await stage.type("note: =A #L1 from:2027 flyt -xyz")
        await stage.see("note · group A · #L1 · from Fri 1 January 2027 · without 1 · 1 hits")
        await stage.press("ctrl+u")
        await stage.type("ingen har sagt dette")
        await stage.see("Nothing was said with these words.")
        await stage.press("f1")
        await stage.see("Searching", "no line is wrong".capitalize())


async def test_hit_far_inside_a_long_text_is_shown(tmp_path: Path, clock: Clock) -> None:
    async with on_stage(_file(tmp_path, clock), clock=clock, under_way=False) as stage:
        await stage.press("Ctrl+F")
        await stage.type("hoystakk")
        await stage.see("Nothing was said")
        await stage.press("ctrl+u")
        await stage.type("hoeystakk")
        await stage.see("nåla i høystakken")


async def test_tab_switches_between_one_network_and_all(tmp_path: Path, clock: Clock) -> None:
    async with on_stage(_file(tmp_path, clock), clock=clock, under_way=False) as stage:
        await stage.press("Tab", "t", "Ctrl+F")
        await stage.see("Search in everything that was said · Trygg legemiddelbruk")
        await stage.type("flyt")
        await stage.see("2 hits")
        await stage.press("Tab")
        await stage.see("all networks")
        await stage.press("Tab")
        await stage.miss("all networks")


async def test_search_in_a_gathering_finds_no_private_text(tmp_path: Path, clock: Clock) -> None:
    path = room_at(
        tmp_path / "network.db",
        "card",
        "A",
        clock=clock,
        extra=(
            Contact(id="c", group_id="group-B", on="2001-02-03", topic="Flytskjema er hemmelig"),
            Note(id="n", group_id="group-A", gathering_id="first", at=clock(), text="Arbeidsflyten er tegnet " * 9),
            Note(id="own", group_id="group-B", at=clock(), text="Flyt, det hviskes", layer="group"),
            Network(id="other", name="Et annet"),
            Group(id="z", network_id="other", letter="Z", unit="Z", position=1),
            Note(id="far", group_id="z", at=clock(), text="Flyt, det hviskes langt borte"),
        ),
    )
    async with on_stage(path, clock=clock) as stage:
        await stage.press("Ctrl+F")
        await stage.type("flyt")
        await stage.see("1 hits", "Arbeidsflyten")
        # Text of another network, and text for one group only, is hidden in this room.
        await stage.press("Tab")
        await stage.see("In a gathering its own network is searched.")
        await stage.press("Enter")
        await stage.look_until(lambda: stage.text.count("Arbeidsflyten") == 9, "the whole note")
        await stage.press("escape")
        await stage.see("1 hits")
        await stage.press("ctrl+u")
        await stage.type("privat:")
        await stage.see("In a gathering nothing private is shown.")
        await stage.press("ctrl+u")
        await stage.type("hviskes")
        await stage.see("Nothing was said with these words.")


async def test_further_hits_are_loaded_while_scrolling(tmp_path: Path, clock: Clock) -> None:
    calls = tuple(
        Contact(id=f"c{number:03}", group_id="group-A", on="2001-02-03", topic=f"Samtale nummer {number}")
        for number in range(120)
    )
    async with on_stage(
        room_at(tmp_path / "network.db", None, clock=clock, extra=calls), clock=clock, under_way=False
    ) as stage:
        await stage.press("Ctrl+F")
        await stage.type("samtale")
        await stage.see("50+ hits")
        for _ in range(20):
            await stage.press("PgDn")
        await stage.see("120 hits", "▸ 3 February 2001")
        await stage.look_until(lambda: sum("▸" in line for line in stage.lines) == 1, "one cursor")
        last = "nummer 0"
        assert last in stage.text
        await stage.press("up")
        await stage.look_until(
            lambda: any("▸" in a and "nummer 1" in b for a, b in pairwise(stage.lines)), "the one before it"
        )
        # Another window stores one above: the cursor stays with its hit, and Enter goes there.
        done(
            stage.store.apply(
                AddContact(id="new", group_id="group-A", on="2001-02-04", channel="phone", topic="samtale")
            )
        )
        await stage.press("down", "enter")
        await stage.see("Kontor A")


async def test_wheel_and_click_move_the_cursor_and_a_click_on_the_hit_in_hand_goes_there(
    tmp_path: Path, clock: Clock
) -> None:
    async with on_stage(_file(tmp_path, clock), clock=clock, under_way=False) as stage:
        await stage.press("Ctrl+F")
        await stage.type("flyt")
        await stage.see("2 hits", "▸ 12 January 2027 · A Kontor A")
        await stage.pilot._post_mouse_events([events.MouseScrollDown], "#search-hits", offset=(3, 0))
        await stage.look_until(lambda: "▸" in stage.lines[5], "the cursor on the second hit")
        await stage.pilot.click("#search-hits", offset=(3, 1))
        await stage.look_until(lambda: "▸" in stage.lines[3], "the cursor on the first hit")
        await stage.type(" tegnet")
        await stage.see("1 hits")
        await stage.pilot.click("#search-hits", offset=(3, 1))
        await stage.see("Kontor A · everything")


async def test_a_long_text_is_read_to_its_end_in_a_gathering(tmp_path: Path, clock: Clock) -> None:
    notes = (
        Note(id="long", group_id="group-A", gathering_id="first", at=clock(), text="nåla " + "høy " * 600 + "bunnen"),
        Note(id="short", group_id="group-B", gathering_id="first", at=clock() - 1, text="nåla er borte"),
    )
    async with on_stage(room_at(tmp_path / "network.db", "card", "A", clock=clock, extra=notes), clock=clock) as stage:
        await stage.press("Ctrl+F")
        await stage.type("naala")
        await stage.see("2 hits")
        await stage.point("Kontor A")
        await stage.press("Enter")
        await stage.miss("bunnen")
        await stage.press_until("bunnen", "↓")
        await stage.miss("▸")
        await stage.press_until("▸", "↓")
        await stage.see("nåla er borte")


@pytest.mark.parametrize("line", ['"', "*", "NEAR(", "x" * 600])
async def test_any_pasted_line_is_searched_without_an_error(tmp_path: Path, clock: Clock, line: str) -> None:
    async with on_stage(_file(tmp_path, clock), clock=clock, under_way=False) as stage:
        await stage.press("Ctrl+F")
        await stage.paste(line)
        await stage.see("Search in everything")
        await stage.press("escape")
        await stage.see("Gathering 1")
