"""From nothing to a day that is led, at 80×24 and by keys alone: five groups over two days, fourteen imported."""

from pathlib import Path

from openpyxl import Workbook

from nettverk_tui.documents.minutes.document import minutes
from nettverk_tui.language import Translator
from nettverk_tui.model.core.records import ClockEvent, Gathering, Group, Member, Network, ProgrammeItem, Settlement
from nettverk_tui.model.gathering.timekeeping import Programme, fold
from nettverk_tui.resources import knowledge
from nettverk_tui.store.store import Store
from tests.support.stage import Clock, Stage, on_stage

OFFICES = ("Bremanger", "Florø", "Førde", "Gloppen", "Høyanger")


def empty(file: Path, clock: Clock) -> Path:
    Store.create(file, now=clock, home=file.parent / "home").close()
    return file


async def lines(stage: Stage, *texts: str) -> None:
    """Each text on its line, and Enter."""
    for text in texts:
        await stage.type(text)
        await stage.press("Enter")


async def over_type(stage: Stage, key: str, text: str) -> None:
    """Open the line, replace its text, store."""
    await stage.press("Tab", key, "Home", *["Del"] * 40)
    await stage.type(text)
    await stage.press("Enter")


async def test_five_groups_are_set_up_and_led_through_a_first_gathering_of_two_days(tmp_path: Path) -> None:
    # The clock is at nine on Tuesday 2 March 2027.
    file, clock = tmp_path / "nettverk.db", Clock()
    async with on_stage(empty(file, clock), clock=clock, language="nb") as stage:
        await stage.press("Tab", "n")
        await lines(stage, "Trygg legemiddelbruk", "Vestland")
        await stage.press("Enter")
        await lines(stage, "Randi Berge, Tone Hagen", "2.–3.3.2027 kl. 10, 15.6.2027, 12.10.2027")
        for office in OFFICES:
            await lines(stage, f"{office} legekontor; resepter; Kari {office} (lege, leder), Liv {office} (sykepleier)")
        await stage.press("Enter")
        await stage.see("5 grupper · 10 medlemmer · 3 samlinger")
        await stage.press("Enter")
        await stage.see("▸ Samling 1  2.–3. mars 2027")

        # Purpose and plan, and the list of preconditions.
        await stage.press("Tab", "v")
        await lines(stage, "Færre feil i resepter", "Statsforvalteren")
        await stage.press("Tab")
        await stage.type("Randi Berge")
        while stage.app.focused is not None and stage.app.focused.id != "maker":
            await stage.press("Tab")
        await stage.press("Enter", "Tab", "r", *(("Tab", "n", "↓") * 4), "Tab", "n")
        await stage.see("Er nettverket klart?  KLART")
        await stage.press("Esc")

        # The day: the usual one, a buffer, lunch at a fixed time, a bus on the second day.
        await stage.press("Tab", "p", "Enter")
        await stage.see("Program for samling 1", "10.00  Åpning", "Dagen går opp.")
        await stage.press("↓", "Tab", "a")
        await stage.type("buffer 10")
        await stage.press("Enter")
        await stage.see("11.30  Buffer", "11.40  Lunsj")
        await stage.press("↓")
        await over_type(stage, "f", "11.30")
        await stage.see("! Lunsj er fast kl. 11.30, men det som står foran, varer 10 min lenger.", "Buffer")
        await over_type(stage, "f", "11.40")
        await stage.see("✓ Dagen går opp.")
        await stage.press(*["↓"] * 20)
        await stage.press("Tab", "a")
        await stage.type("buss kl. 13")
        await stage.press("Enter")
        await stage.see("Buss", "fast 13.00", "Dagen går opp.")
        await stage.press("Esc")

        # The first day, an hour late; the buffer gives what it has, and the evening comes.
        await stage.press("Enter")
        clock.goes_on(minutes=65)
        await stage.press("F7")
        await stage.see("▶Åpning")
        await stage.passes(minutes=40)
        await stage.press("PgDn", "Tab", "b")
        await stage.see("Lunsj skulle begynne 11.40 og begynner ca. 11.57: 17:", "Ta bort bufferen", "sparer 10:00")
        await stage.press("Enter")
        await stage.see("Tidene er nye.")
        await stage.press("Esc")
        await stage.passes(minutes=50)
        for _ in range(5):
            await stage.press("PgDn")
            await stage.passes(minutes=3)
        await stage.press("Space")
        await stage.type("! Alle måler i april")
        await stage.press("Enter", "Esc", "PgDn")
        await stage.see("Opplæring begynner ons 3. mars kl. 09.00. Stoppe klokken til da? Enter: ja")
        await stage.press("Enter")
        await stage.see("KLOKKEN STÅR")

        # The next morning.
        clock.at += 21 * 3_600_000
        await stage.press("PgDn")
        await stage.see("▶Opplæring", "Mål, indikatorer og måling", "ferdig ca. ")
        for _ in range(20):
            if stage.shows("▶Avslutning"):
                break
            await stage.press("PgDn")
        await stage.press("PgUp") if stage.shows("▶Buss") else None
        await stage.see("Avslutning")
        await stage.press("Tab", "c")
        await stage.see("Samlingen er avsluttet")
        (network,) = stage.store.rows.find(Network)
        assert (network.purpose, network.owner, network.coordinator) == (
            "Færre feil i resepter", "Statsforvalteren", "Randi Berge",
        )  # fmt: skip
        first = next(gathering for gathering in stage.store.rows.find(Gathering) if gathering.number == 1)
        text = minutes(stage.store.rows, first.id, Translator("nb"), knowledge())
        assert "Alle måler i april" in text
        events = stage.store.rows.find(ClockEvent, gathering_id=first.id)
        clock_of_day = fold(events)
        # The night is in no step.
        assert all(clock_of_day.spent_ms(step, clock()) < 3 * 3_600_000 for step in clock_of_day.visited)


def spreadsheet(path: Path) -> None:
    """Fourteen offices with two people each, letter and office merged over both rows, and three rows that are wrong."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Deltakere i læringsnettverket 2027"])
    sheet.append(["Bokstav", "Legekontor", "Kommune", "Ansatte", "Navn", "Faggruppe", "Rolle", "Fra"])
    for number, letter in enumerate("ABCDEFGHIJKLMN"):
        leader = "leder" if letter != "C" else "sjef"
        name = f"Kari {letter}" if letter != "F" else None
        sheet.append([letter, f"Kontor {letter}", "Kinn", 8 + number, name, "lege", leader, "12.1.2027"])
        on = "2027-01-12" if letter != "J" else "31.2.2027"
        sheet.append([None, None, None, None, f"Liv {letter}", "sykepleier", None, on])
        last = sheet.max_row
        sheet.merge_cells(f"A{last - 1}:A{last}")
        sheet.merge_cells(f"B{last - 1}:B{last}")
    book.save(path)


async def test_fourteen_groups_are_imported_from_a_spreadsheet_with_three_faulty_rows(tmp_path: Path) -> None:
    file, clock = tmp_path / "nettverk.db", Clock()
    spreadsheet(file.parent / "deltakere.xlsx")
    async with on_stage(empty(file, clock), clock=clock, language="nb") as stage:
        await stage.press("Tab", "n")
        await lines(stage, "Nettverk for fjorten", "Vestland")
        await stage.press("Enter")
        await lines(stage, "Randi Berge", "12.1.2027, 2.3.2027 kl. 9, 4.5.2027")
        while stage.app.focused is not None and stage.app.focused.id != "maker":
            await stage.press("Tab")
        await stage.press("Enter")
        await stage.see("Samling 3")

        await stage.press("Tab", "I")
        await stage.type("deltakere.xlsx")
        await stage.press("Enter")
        await stage.see(
            "Import av deltakere.xlsx",
            "AVVIST linje 7, rolle: «sjef» er ingen rolle",
            "AVVIST linje 13, navn: Her er en rolle eller en faggruppe, men ingen den hører til: Skriv navnet.",
            "AVVIST linje 22, fra: «31.2.2027» er ingen dato",
            "3 avvist",
        )
        assert stage.store.rows.find(Group) == []
        await stage.press("Enter")
        await stage.see("▸ Samling")
        # All groups are imported; of the people, the three faulty ones are not.
        assert len(stage.store.rows.find(Group)) == 14
        assert len(stage.store.rows.find(Member)) == 25
        await stage.press("Ctrl+Z", "Ctrl+Z")
        await stage.see("Angret: importen av grupper og medlemmer")
        assert stage.store.rows.find(Group) == []
        await stage.press("Ctrl+Y")
        assert len(stage.store.rows.find(Group)) == 14

        # Fourteen in one room: three answer each, or the turns are shared over rooms.
        await stage.press("↓", "Tab", "p", "Enter", "↓")
        await stage.see("14 grupper i ett rom", "svarer")
        await stage.press("Tab", "R")
        await stage.see("2 rom. Rom 1 ledes her", "rom 2", "Dagen går opp.")
        await stage.press("Esc", "Enter", "F7", "F8")
        await stage.see("▶A", "[kort]")
        second = next(gathering for gathering in stage.store.rows.find(Gathering) if gathering.number == 2)
        items = stage.store.rows.find(ProgrammeItem, gathering_id=second.id, kind="relay")
        assert sorted(item.room for item in items) == [1] * 7 + [2] * 7
        assert Programme.of(items, []).places == ()
        await stage.passes(minutes=30)
        await stage.press("F8")
        await stage.see("A brukte", "mer enn den hadde. Tab b: gjør det opp.")
        await stage.press("Tab", "b", "↓", "Enter")
        await stage.see("Gi tiden til de andre: +", "Ctrl+Z angrer.")
        assert [settlement.way for settlement in stage.store.rows.find(Settlement)] == ["owed"]
