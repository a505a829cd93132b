"""A Monday morning between two gatherings, by keys alone; then the opening card of the next one shows exactly that."""

from pathlib import Path

from nettverk_tui.model.core.records import Action, Contact, Dismissal, Event
from tests.support.rooms import room_at
from tests.support.stage import Clock, Stage, on_stage

DAY = 24 * 60


def _file(tmp_path: Path, clock: Clock) -> Path:
    at = clock() - 40 * DAY * 60_000
    promised = (
        ("ring", "group-A", "Ringe apoteket", "2027-02-01"),
        ("skriv", "group-A", "Skrive prosedyren", "2027-02-08"),
        ("mål", "group-A", "Måle ventetid", "2027-02-10"),
        ("heng", "group-B", "Henge opp skjemaet", "2027-02-01"),
    )
    actions = (
        Action(id=id, group_id=group, gathering_id="first", at=at, text=text, due="date", due_on=on)
        for id, group, text, on in promised
    )
    return room_at(tmp_path / "network.db", None, clock=clock, extra=tuple(actions))


async def _point(stage: Stage, words: str) -> None:
    await stage.press("Home")
    for _ in range(60):
        if any("▸" in line and words in line for line in stage.lines):
            return
        await stage.press("↓")
    raise AssertionError(f"No line says {words!r}:\n{stage.text}")


async def _call(stage: Stage, line: str, words: str) -> None:
    await _point(stage, line)
    await stage.press("Space")
    await stage.type(words)
    await stage.press("Enter")
    await stage.see("Stored: guidance contact")


async def test_entries_of_a_monday_morning_are_on_the_next_opening_card(tmp_path: Path) -> None:
    clock = Clock()
    path = _file(tmp_path, clock)
    async with on_stage(path, clock=clock, under_way=False) as stage:
        await stage.press("Tab", "t")
        await stage.see("Today", "Call", "Overdue")
        # Three calls, each from the line it is about.
        await _call(stage, "A  last guidance", "20 min lederen sliter med tiden, avtalt: møte på fredag, neste 9/3")
        await _call(stage, "B  last guidance", "video om flytdiagrammet")
        await _call(stage, "C  last guidance", "ingen svar")
        # A change of leader learnt in the first call.
        await _point(stage, "Ringe apoteket")
        await stage.press("Space")
        await stage.type("lederskifte: Anne tar over 25/2")
        await stage.press("Enter")
        await stage.see("Stored: change of leader")
        # Two actions are done, one is put off, another one waits.
        for text in ("Ringe apoteket", "Skrive prosedyren"):
            await _point(stage, text)
            await stage.press("Tab", "d")
            await stage.see(f"Done: {text}")
        await _point(stage, "Måle ventetid")
        await stage.press("Tab", "a")
        await stage.type("6/4-2027")
        await stage.press("Enter")
        await stage.see("Stored.")
        await stage.miss("Måle ventetid")
        rows = stage.store.rows
        assert {(contact.group_id, contact.topic) for contact in rows.find(Contact)} == {
            ("group-A", "lederen sliter med tiden"),
            ("group-B", "om flytdiagrammet"),
            ("group-C", "ingen svar"),
        }
        assert [(event.kind, event.text, event.on) for event in rows.find(Event)] == [
            ("leader_change", "Anne tar over", "2027-02-25")
        ]
        assert len(rows.find(Dismissal)) == 1

    clock.goes_on(minutes=7 * DAY)
    async with on_stage(path, clock=clock, under_way=False) as stage:
        await stage.see("Gathering 2")
        await stage.press("Enter", "F7")
        await stage.see("A Kontor A  0 of 3 present")
        await stage.press("F8")
        # Open actions; one put off on Today is still open.
        await stage.see("Måle ventetid", "Since last time", "✓ Ringe apoteket", "✓ Skrive prosedyren")
        for hidden in ("sliter", "Anne", "ingen svar", "Henge opp"):
            await stage.miss(hidden)
        await stage.press("Tab", "f")
        await stage.see("ONLY FOR YOU", "Last guidance", "Tue 2 March · agreed: møte på fredag")
        await stage.miss("sliter")
        await stage.see("the leader changed")
        for _ in range(12):
            await stage.press("↓")
        await stage.see("change of leader · Anne tar over")
        await stage.miss("flytdiagrammet")
