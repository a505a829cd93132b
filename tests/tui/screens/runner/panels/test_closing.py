"""Closing: a step. It lists items not held, takes the next date, and can be undone."""

from pathlib import Path

from nettverk_tui.model.core.records import Action, Advice, Gathering, Note
from tests.support.rooms import TODAY, room_at
from tests.support.stage import Clock, Stage, on_stage

SAID = [
    Action(id="who", gathering_id=TODAY, group_id="group-A", at=1, text="Ringe", who="Solveig", who_unknown=True),
    Action(id="none", gathering_id=TODAY, group_id="group-A", at=2, text="Måle"),
    Advice(id="advice", gathering_id=TODAY, group_id="group-A", at=3, text="Begynn smått", giver="adviser"),
    Note(id="parked", gathering_id=TODAY, at=4, text="Hvem betaler?", kind="parked"),
]


def state(stage: Stage) -> str:
    row = stage.store.rows.get(Gathering, TODAY)
    assert row is not None
    return row.state


def following(stage: Stage) -> list[Gathering]:
    return list(stage.store.rows.find(Gathering, number=3))


async def test_items_not_held_and_open_points_are_listed(file: Path, clock: Clock) -> None:
    path = room_at(file, "plenary", "closing", clock=clock, extra=SAID)
    async with on_stage(path, clock=clock) as stage:
        await stage.see(
            "Not held, and carried over: Welcome, A, B, C, Reflection and Promises",
            "2 actions agreed today", "of them 1 without a person, 2 without a date",
            "Unknown names, to be settled before the minutes are final: Solveig",
            "1 piece of advice given", "of them 1 without an answer", "1 parked question is open",
            "No next gathering yet. Tab n sets its date.",
        )  # fmt: skip


async def test_date_of_the_next_gathering_is_set_and_changed(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "plenary", "closing", clock=clock), clock=clock) as stage:
        await stage.press("Tab", "n")
        await stage.see("Next gathering: date, and time and place if they are known")
        await stage.type("25/5")
        await stage.press("Enter")
        await stage.see("Next gathering: Tue 25 May")
        await stage.press("Tab", "n")
        await stage.type("1.6.2027 kl. 9 Sunnfjord hotell")
        await stage.press("Enter")
        await stage.see("Next gathering: Tue 1 June · Sunnfjord hotell")
        assert [(row.starts_on, row.ends_on) for row in following(stage)] == [("2027-06-01", "2027-06-01")]


async def test_date_before_this_gathering_is_refused_with_a_sentence(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "plenary", "closing", clock=clock), clock=clock) as stage:
        await stage.press("Tab", "n")
        await stage.type("2027-03-01")
        await stage.press("Enter")
        await stage.see("The next gathering must come after this one.", "» 2027-03-01")
        assert following(stage) == []


async def test_closing_ends_the_day_and_undo_or_reopening_continue_it(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "plenary", "closing", clock=clock), clock=clock) as stage:
        await stage.press("Tab", "c")
        await stage.see(
            "The gathering is closed. Ctrl+Z takes it back.", "The gathering was closed at 09:00.", "· closed"
        )
        assert state(stage) == "closed"
        await stage.press("Ctrl+Z")
        await stage.see("Undo: closing of the gathering")
        await stage.press("Ctrl+Z")
        await stage.see("Tab c closes the gathering.")
        assert state(stage) == "open"
        await stage.press("Tab", "c", "Tab", "o")
        await stage.see("Tab c closes the gathering.", "CLOCK STOPPED")
        assert state(stage) == "open"


async def test_closed_gathering_still_takes_corrections(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "plenary", "closing", clock=clock), clock=clock) as stage:
        await stage.press("Tab", "c")
        await stage.write("! Referatet sendes på fredag")
        await stage.press("F5")
        await stage.see("decision: Referatet sendes på fredag")


async def test_closed_gathering_refuses_to_move_the_clock_with_a_reason(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "plenary", "closing", clock=clock), clock=clock) as stage:
        await stage.press("Tab", "c", "PgUp")
        await stage.see("The gathering is closed. Reopen it to go on.")
        await stage.press("F7")
        await stage.see("The gathering is closed. Reopen it to go on.")
