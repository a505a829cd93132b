"""The list at the start: gatherings under way, next and past, and a start without any."""

from datetime import UTC
from pathlib import Path

import pytest

from nettverk_tui.exchange.demo.file import make_demo
from nettverk_tui.language import Translator
from nettverk_tui.model.commands import AddNote, Place
from nettverk_tui.model.core.records import Gathering, Network
from nettverk_tui.store.backup import copies
from nettverk_tui.store.store import Store
from nettverk_tui.tui import app as tui_app
from nettverk_tui.tui.app import NettverkApp
from tests.support.networks import MORNING, network_records, store_with
from tests.support.rooms import room_at
from tests.support.stage import ZONE, Clock, Stage, on_stage


async def test_cursor_is_on_the_gathering_under_way_and_enter_opens_it(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "peers", "B", clock=clock), clock=clock, under_way=False) as stage:
        await stage.see("Trygg legemiddelbruk · Vestland", "Gathering 1  12–13 January 2027", "held")
        await stage.see("▸ Gathering 2  Tue 2 March 2027", "go on: group B, advice")
        await stage.press("Enter")
        await stage.see("▶ B", "[advice]")


async def test_next_gathering_is_listed_before_past_ones(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, None, clock=clock), clock=clock, under_way=False) as stage:
        await stage.see("▸ Gathering 2", "planned")
        await stage.press("↑")
        await stage.see("▸ Gathering 1")
        await stage.press("↑", "↓", "↓")
        await stage.see("▸ Gathering 2")


async def test_past_gathering_can_be_read(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, None, clock=clock), clock=clock, under_way=False) as stage:
        await stage.press("↑", "Enter", "F3")
        await stage.see("Minutes of gathering 1")


async def test_list_is_current_after_leaving_a_gathering(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, None, clock=clock), clock=clock) as stage:
        await stage.press("F7", "Tab", "q")
        await stage.see("go on: Welcome")


async def test_q_ends_the_app(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, None, clock=clock), clock=clock, under_way=False) as stage:
        await stage.press("Tab", "q")
        await stage.look_until(lambda: not stage.app.is_running, "the end")


async def test_network_without_gatherings_says_so_and_opens_nothing(file: Path, clock: Clock) -> None:
    store_with(file, [Network(id="network", name="Helt nytt nettverk")], now=clock).close()
    async with on_stage(file, clock=clock) as stage:
        await stage.see("Helt nytt nettverk", "No gatherings yet.")
        await stage.press("Enter", "↓", "F1")
        await stage.see("Networks and gatherings")


async def test_file_without_a_network_says_what_d_does(file: Path, clock: Clock) -> None:
    Store.create(file, now=clock, home=file.parent / "home").close()
    async with on_stage(file, clock=clock) as stage:
        await stage.see("There is no network here yet.", "Tab d opens the demo")
        await stage.press("Enter")
        await stage.see("There is no network here yet.")


async def test_several_networks_in_one_file_are_listed_with_their_gatherings(file: Path, clock: Clock) -> None:
    second = Network(id="other", name="Palliasjon i sykehjem")
    meets = Gathering(
        id="palliation", network_id="other", number=1, kind="first", starts_on="2027-04-06", ends_on="2027-04-07"
    )
    store_with(file, [*network_records(2, language="en"), second, meets], now=clock).close()
    async with on_stage(file, clock=clock, under_way=False) as stage:
        await stage.see("Trygg legemiddelbruk", "Palliasjon i sykehjem", "6–7 April 2027")
        await stage.press("↓", "Enter")
        await stage.see("Gathering 1 · Palliasjon i sykehjem")


async def test_d_makes_and_opens_the_demo_without_a_file(tmp_path: Path, clock: Clock) -> None:
    path = tmp_path / "demo.db"

    def demo() -> Path:
        make_demo(path, "middle", now=MORNING, zone=UTC)
        return path

    app = NettverkApp(Translator("en", ZONE), None, file=tmp_path / "own.db", demo=demo)
    async with app.run_test(size=(80, 24)) as pilot:
        stage = Stage(app, pilot, clock)
        await stage.see("There is no network here yet.")
        await stage.press("Tab", "d")
        await stage.see("DEMO", "Gathering 3")


async def test_demo_that_cannot_be_made_is_reported_and_the_list_stays(tmp_path: Path, clock: Clock) -> None:
    path = tmp_path / "demo.db"
    store_with(path, network_records(2), now=clock).close()

    def demo() -> Path:
        make_demo(path)
        return path

    app = NettverkApp(Translator("en", ZONE), None, file=tmp_path / "own.db", demo=demo)
    async with app.run_test(size=(80, 24)) as pilot:
        stage = Stage(app, pilot, clock)
        await stage.press("Tab", "d")
        await stage.see("is no demo. It was left as it is", "There is no network here yet.")


async def test_open_file_is_copied_from_time_to_time(file: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tui_app, "_COPY_SECONDS", 0.05)
    store_with(file, network_records(2, language="en"), now=clock).close()
    async with on_stage(file, clock=clock, under_way=False) as stage:
        before = len(copies(file))
        clock.goes_on(minutes=30)
        stage.store.apply(AddNote(id="n", where=Place(), kind="note", text="Nytt", layer="network"))
        await stage.look_until(lambda: len(copies(file)) == before + 1, "a copy")


async def test_help_in_the_minutes_describes_them(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "peers", clock=clock), clock=clock, language="nb") as stage:
        await stage.press("F3", "F1")
        await stage.see("Referatet slik det er nå")
        await stage.press("Esc", "Esc")
        await stage.see("[råd]")
