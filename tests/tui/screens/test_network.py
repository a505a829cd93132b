"""Setting up a network: everything on one page, parsed while it is typed, and no text lost before it is stored."""

from pathlib import Path

from nettverk_tui.language import Translator
from nettverk_tui.model.core.records import Facilitator, Gathering, Group, Member, Network
from nettverk_tui.store.store import Store
from nettverk_tui.tui.app import NettverkApp
from tests.support.networks import network_records, store_with
from tests.support.stage import ZONE, Clock, Stage, on_stage

A = "Bremanger legekontor; legemiddelgjennomgang; Kari Nordmann (lege, leder), Liv Moe (sykepleier)"


def empty(file: Path, clock: Clock) -> Path:
    Store.create(file, now=clock, home=file.parent / "home").close()
    return file


async def fill_in(stage: Stage, *lines: str) -> None:
    """Each line and Enter, from the first line of the form on."""
    for line in lines:
        await stage.type(line)
        await stage.press("Enter")


async def test_network_is_set_up_on_one_page_and_its_first_gathering_can_be_led(file: Path, clock: Clock) -> None:
    async with on_stage(empty(file, clock), clock=clock) as stage:
        await stage.press("Tab", "n")
        await stage.see("New network", "what the network is about")
        await fill_in(stage, "Trygg legemiddelbruk", "Vestland")
        # The language is filled in already.
        await stage.press("Enter")
        await fill_in(stage, "Randi Berge")
        await stage.type("2.3.2027 kl. 9, 4.5.2027, 1.9.2027")
        await stage.see("1: Tue 2 March 2027 09:00 · 2: Tue 4 May 2027 · 3: Wed 1 September 2027")
        await stage.press("Enter")
        await stage.type(A)
        await stage.see("A Bremanger legekontor · legemiddelgjennomgang · 2 members · leader Kari Nordmann")
        await stage.press("Enter")
        await fill_in(stage, "Florø; telefonen", "Førde")
        # One more line has come for a fourth group; it stays empty.
        await stage.see("Group D")
        await stage.press("Enter")
        await stage.see("Trygg legemiddelbruk · 3 groups · 2 members · 3 gatherings", "Enter makes the network")
        assert stage.store.rows.find(Network) == []
        await stage.press("Enter")
        await stage.see("Trygg legemiddelbruk · Vestland", "▸ Gathering 1  Tue 2 March 2027", "planned")
        assert [group.unit for group in stage.store.rows.find(Group)] == ["Bremanger legekontor", "Florø", "Førde"]
        assert [adviser.name for adviser in stage.store.rows.find(Facilitator)] == ["Randi Berge"]
        assert stage.store.drafts.all() == []
        await stage.press("Enter", "F7", "F7")
        await stage.see("▶Welcome", "Kari Nordmann", "on time")


async def test_invalid_line_has_its_reason_and_everything_is_kept(file: Path, clock: Clock) -> None:
    async with on_stage(empty(file, clock), clock=clock) as stage:
        await stage.press("Tab", "n", "Enter", "Enter", "Enter", "Enter")
        await stage.type("31.2.2027")
        await stage.see("Gatherings: “31.2.2027” is no date.")
        await stage.press("Enter", "Enter", "Enter", "Enter")
        await stage.see("Name: The network needs a name.", "Gatherings: “31.2.2027” is no date.")
        await stage.press("Enter")
        await stage.type("Nettverket")
        await stage.press(*["Enter"] * 9)
        await stage.see("Gatherings: “31.2.2027” is no date.", "Enter next field")
        assert stage.store.rows.find(Network) == []
        await stage.press(*["Back"] * 9)
        await stage.type("28.2.2027")
        await stage.press(*["Enter"] * 5)
        await stage.see("▸ Gathering 1")
        (network,) = stage.store.rows.find(Network)
        assert (network.name, network.language) == ("Nettverket", "en")


async def test_half_typed_form_is_restored_after_a_restart(file: Path, clock: Clock) -> None:
    async with on_stage(empty(file, clock), clock=clock) as stage:
        await stage.press("Tab", "n")
        await fill_in(stage, "Trygg legemiddelbruk")
        await stage.type("Vest")
        await stage.press("Esc")
        await stage.see("A network is half written: Tab n goes on with it.")
    async with on_stage(file, clock=clock) as stage:
        await stage.see("A network is half written: Tab n goes on with it.")
        await stage.press("Tab", "n")
        await stage.see("Trygg legemiddelbruk", "Vest")
        await stage.press("Esc")


async def test_new_network_needs_no_file_before(tmp_path: Path) -> None:
    path = tmp_path / "own" / "nettverk.db"
    app = NettverkApp(Translator("en", ZONE), None, file=path, demo=lambda: tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        stage = Stage(app, pilot, Clock())
        await stage.see("Tab n sets up a network of your own")
        await stage.press("Tab", "n")
        await fill_in(stage, "Nytt nettverk")
        await stage.press(*["Enter"] * 8)
        await stage.see("Nytt nettverk", "No gatherings yet.")
    assert path.exists()


async def test_stored_network_is_changed_on_the_same_page(file: Path, clock: Clock) -> None:
    store_with(file, network_records(2, language="en"), now=clock).close()
    async with on_stage(file, clock=clock, under_way=False, size=(80, 40)) as stage:
        await stage.press("Tab", "e")
        await stage.see("Trygg legemiddelbruk", "Kontor A; Område A; Åse Ødegård (lege, leder), Kari Nordmann")
        await stage.press(*["Enter"] * 6)
        await stage.see("B Kontor B · Område B · 3 members")
        # The line is shown in two rows: first the end of the row, then the end of all of it.
        await stage.press("End", "End")
        await stage.type(", Nina Ny (helsesykepleier)")
        await stage.see("4 members")
        await stage.press("Enter", "Enter")
        await stage.see("Enter stores the changes")
        await stage.press("Enter")
        await stage.see("Gathering 2")
        assert [member.profession for member in stage.store.rows.find(Member, name="Nina Ny")] == ["helsesykepleier"]
        assert len(stage.store.rows.find(Gathering)) == 2


async def test_help_says_what_each_line_takes(file: Path, clock: Clock) -> None:
    async with on_stage(empty(file, clock), clock=clock) as stage:
        await stage.press("Tab", "n", "F1")
        await stage.see("A group: its unit; its improvement area; its members.")
        await stage.press("Esc")
        await stage.see("New network")


async def test_names_on_the_page_are_shown_letter_for_letter(file: Path, clock: Clock) -> None:
    async with on_stage(empty(file, clock), clock=clock) as stage:
        await stage.press("Tab", "n")
        await fill_in(stage, "[bold]Nett[/]")
        await stage.press("Enter", "Enter", "Enter", "Enter")
        await stage.type("[/] kontor; [@click=app.quit]x[/]; [b (lege)")
        await stage.see("A [/] kontor · [@click=app.quit]x[/] · 1 member")
        await stage.press("Enter", "Enter", "Enter")
        await stage.see("[bold]Nett[/] · 1 group")
        await stage.press("Enter")
        await stage.see("[bold]Nett[/]")
