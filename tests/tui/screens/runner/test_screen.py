"""The live screen as a whole: the clock's keys, undo, refusals, and two windows on one file."""

import contextlib
import sqlite3
from pathlib import Path

import pytest

from nettverk_tui.model.commands import AddNote, MoveClock, Place, StartClock
from nettverk_tui.model.core.records import ClockEvent, Gathering, Note, Rating
from nettverk_tui.store.store import Store
from nettverk_tui.tui.screens.runner.screen import RunnerScreen
from tests.support.networks import MORNING
from tests.support.rooms import TODAY, room_at, step_id
from tests.support.stage import Clock, Stage, on_stage


def events(stage: Stage) -> list[str]:
    rows = stage.store.rows.find(ClockEvent, gathering_id=TODAY)
    return [row.kind for row in sorted(rows, key=lambda row: row.seq)]


# --- the clock


async def test_f7_starts_pauses_and_resumes_the_clock(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, None, clock=clock), clock=clock) as stage:
        await stage.see("not started", "F7 starts the clock")
        await stage.press("F7")
        await stage.see("▶ Welcome", "0:00 of 15:00")
        await stage.passes(minutes=3)
        await stage.press("F7")
        await stage.see("CLOCK STOPPED", "3:00 of 15:00")
        await stage.passes(minutes=10)
        await stage.see("3:00 of 15:00")
        await stage.press("F7")
        await stage.passes(minutes=1)
        await stage.see("4:00 of 15:00", "on time")
        assert events(stage) == ["start", "pause", "resume"]


async def test_page_keys_move_by_step_and_f8_by_group(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, None, clock=clock), clock=clock) as stage:
        for shown in ("▶ Welcome", "[card]", "[status]", "[factors]", "[questions]", "[silence]", "[advice]",
                      "[advisers]", "[take along]", "[change]", "▶ B"):  # fmt: skip
            await stage.press("PgDn")
            await stage.see(shown)
        await stage.press("PgUp")
        await stage.see("▶ A", "[change]")
        await stage.press("F8")
        await stage.see("▶ B", "[card]")
        await stage.press("F8")
        await stage.see("▶ C", "[card]")
        await stage.press("F8")
        await stage.see("Every group has had its turn.")


async def test_page_keys_stop_at_the_ends_of_the_programme(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "plenary", "welcome", clock=clock), clock=clock) as stage:
        await stage.press("PgUp")
        await stage.see("This is the beginning of the programme.")


async def test_minutes_are_added_and_removed_down_to_none(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "silence", clock=clock), clock=clock) as stage:
        await stage.press("⇧→")
        await stage.see("0:00 of 2:00")
        await stage.press("⇧←", "⇧←")
        await stage.see("of 0:00")
        await stage.press("⇧←")
        await stage.see("There are no minutes left to take from this step.")


async def test_minutes_cannot_be_added_before_the_clock_is_started(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, None, clock=clock), clock=clock) as stage:
        await stage.press("⇧→")
        await stage.see("The clock has not been started.")


async def test_step_is_backdated_by_some_minutes(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "peers", clock=clock), clock=clock) as stage:
        await stage.passes(minutes=6)
        await stage.press("PgDn", "Tab", "t")
        await stage.see("how many minutes ago?")
        await stage.type("2")
        await stage.press("Enter")
        await stage.see("2:00 of 2:00")
        await stage.press("Tab", "t")
        await stage.type("60")
        await stage.press("Enter")
        await stage.see("The step before began later than that.")
        await stage.press("Esc", "Tab", "t")
        await stage.type("snart")
        await stage.press("Enter")
        await stage.see("Write how many minutes ago it began", "» snart")


async def test_start_of_the_day_is_backdated_by_some_minutes(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, None, clock=clock), clock=clock) as stage:
        clock.goes_on(minutes=12)
        await stage.press("Tab", "t")
        await stage.type("10")
        await stage.press("Enter")
        await stage.see("▶ Welcome", "10:0", "of 15:00")


async def test_time_over_counts_up_and_the_step_stays(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "silence", clock=clock), clock=clock) as stage:
        await stage.passes(minutes=4)
        await stage.see("[silence]", "4:00 of 1:00  over time +3:00")


async def test_time_of_a_sleeping_laptop_can_be_taken_out(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "peers", clock=clock), clock=clock) as stage:
        await stage.passes(minutes=1)
        clock.goes_on(minutes=45)
        await stage.see("45 minutes passed while the program was away. F9 takes them out")
        await stage.see("46:0")
        await stage.press("F9")
        await stage.see("1:00 of 6:00")
        await stage.press("F9")
        await stage.see("There is no gap to take out.")


async def test_time_without_a_running_program_is_reported_at_the_next_start(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "peers", clock=clock), clock=clock) as stage:
        await stage.passes(minutes=1)
    clock.goes_on(minutes=20)
    async with on_stage(file, clock=clock) as stage:
        await stage.see("20 minutes passed while the program was away.", "21:00 of 6:00")
        await stage.press("F9")
        await stage.see("1:00 of 6:00")


async def test_one_key_moves_the_day_with_a_clock_set_back_an_hour(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "peers", clock=clock), clock=clock) as stage:
        await stage.passes(minutes=2)
        clock.goes_on(minutes=-60)
        await stage.see("The computer’s clock was set back by 60 minutes. F9 moves the day’s times with it.")
        # Until then the step's time does not move: nothing is counted twice.
        await stage.press("F9")
        await stage.see("2:0", "of 6:00")
        await stage.passes(minutes=1)
        await stage.see("3:0", "08:03")
        await stage.press("Ctrl+Z", "Ctrl+Z")
        await stage.see("0:00 of 6:00")
        await stage.press("F9")
        await stage.see("There is no gap to take out.")


async def test_one_key_takes_out_a_forgotten_pause(file: Path, clock: Clock) -> None:
    # Advice has 6 minutes; from 9:06 on no key was pressed, and at 9:21 that is a quarter of an hour.
    async with on_stage(room_at(file, "peers", clock=clock), clock=clock) as stage:
        await stage.passes(minutes=20)
        assert not stage.shows("without a key")
        await stage.passes(minutes=10)
        await stage.see("24 minutes over time without a key. F9 takes them out of the step’s time.")
        await stage.press("F9")
        await stage.see("6:0", "of 6:00")
        await stage.press("Ctrl+Z", "Ctrl+Z")
        await stage.see("30:0")


async def test_forgotten_step_to_lunch_is_backdated_with_one_key(file: Path, clock: Clock) -> None:
    # C is the last group before lunch; its changeover has one minute, to 9:01. At 9:48 the next key is pressed.
    async with on_stage(room_at(file, "changeover", "C", clock=clock), clock=clock) as stage:
        await stage.passes(minutes=48)
        await stage.see("47 minutes over time without a key. F9: Lunch began 09:01.")
        await stage.press("F9")
        await stage.see("▶ Lunch", "47:0", "of 45:00")
        moments = [row.at for row in stage.store.rows.find(ClockEvent, gathering_id=TODAY)]
        assert moments[1] - moments[0] == 60_000
        await stage.press("Ctrl+Z", "Ctrl+Z")
        await stage.see("[change]")


async def test_forgotten_pause_is_not_asked_about_while_entries_are_typed(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "peers", clock=clock), clock=clock) as stage:
        await stage.passes(minutes=14)
        await stage.write("Ring fra kontoret")
        await stage.passes(minutes=14)
        assert not stage.shows("without a key")


async def test_clock_set_back_removes_no_used_time(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "peers", clock=clock), clock=clock) as stage:
        await stage.passes(minutes=2)
        clock.goes_on(minutes=-60)
        await stage.see("The computer’s clock was set back by 60 minutes.")
        await stage.press("PgDn", "PgUp")
        await stage.see("[advice]")
        assert events(stage) == ["start", "go", "go"]
        moments = [row.at for row in stage.store.rows.find(ClockEvent, gathering_id=TODAY)]
        assert moments == sorted(moments)


async def test_day_is_at_the_same_step_after_the_app_was_closed(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, None, clock=clock), clock=clock) as stage:
        await stage.press("F7", "F8", "PgDn", "⇧→")
        await stage.passes(minutes=1)
    async with on_stage(file, clock=clock, under_way=False) as stage:
        await stage.see("go on: group A, status, 1:0")
        await stage.press("Enter")
        await stage.see("[status]", "1:0", "of 8:00")


# --- undo


async def test_undo_names_the_entry_before_it_is_confirmed(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "take_along", clock=clock), clock=clock) as stage:
        await stage.write("+ Ring apoteket =Kari")
        await stage.press("Ctrl+Z")
        await stage.see("Undo: action “Ring apoteket” in group A, 09:00? Enter: yes", "Enter yes  Esc no")
        await stage.press("Esc")
        await stage.see("+ Ring apoteket")
        await stage.press("Ctrl+Z", "Enter")
        await stage.miss("+ Ring apoteket")
        await stage.press("Ctrl+Y")
        await stage.see("Done again: action “Ring apoteket” in group A", "+ Ring apoteket")


async def test_undo_of_next_restores_the_time(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "peers", clock=clock), clock=clock) as stage:
        await stage.passes(minutes=2)
        await stage.press("F8")
        await stage.see("▶ B")
        await stage.passes(minutes=1)
        await stage.press("Ctrl+Z")
        await stage.see("Undo: on to the next step")
        await stage.press("Ctrl+Z")
        await stage.see("▶ A", "[advice]", "3:00 of 6:00")


async def test_any_key_but_enter_declines_the_undo(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "peers", clock=clock), clock=clock) as stage:
        await stage.write("Begynn smått")
        await stage.press("Ctrl+Z")
        await stage.see("Undo: ")
        await stage.press("PgDn")
        await stage.see("[advisers]", "Begynn smått")
        await stage.miss("Undo: ")


async def test_undo_and_redo_without_entries_say_so(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, None, clock=clock), clock=clock) as stage:
        await stage.press("Ctrl+Z")
        await stage.see("There is nothing to undo.")
        await stage.press("Ctrl+Y")
        await stage.see("There is nothing to redo.")


async def test_ratings_typed_in_a_row_are_undone_one_by_one(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "factors", clock=clock), clock=clock) as stage:
        await stage.press("2", "3")
        for item, left in (("T2", 1), ("T1", 0)):
            await stage.press("Ctrl+Z")
            await stage.see(f"Undo: rating of {item} in group A")
            await stage.press("Ctrl+Z")
            await stage.look_until(
                lambda left=left: len(stage.store.rows.find(Rating, gathering_id=TODAY)) == left,  # type: ignore[misc]
                "the rating to go",
            )


# --- two windows


@pytest.fixture
def other(file: Path, clock: Clock) -> Store:
    """Another window on a room at A's advice."""
    return Store.open(room_at(file, "peers", clock=clock), now=clock, home=file.parent / "home")


async def test_entry_of_another_window_is_shown(file: Path, clock: Clock, other: Store) -> None:
    async with on_stage(file, clock=clock) as stage:
        where = Place(gathering_id=TODAY, group_id="group-A", step="peers")
        other.apply(AddNote(id="theirs", where=where, kind="note", text="Skrevet ved siden av", layer="network"))
        await stage.see("· Skrevet ved siden av")
    other.close()


async def test_two_windows_that_press_next_move_one_step(
    file: Path, clock: Clock, other: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with on_stage(file, clock=clock) as stage:
        # Pressed before the news has come.
        monkeypatch.setattr(Store, "news", lambda _: [])
        start = step_id(other, "peers", "A")
        other.apply(
            MoveClock(event_id="next", gathering_id=TODAY, step_id=step_id(other, "advisers", "A"), seen_step=start)
        )
        await stage.press("PgDn")
        await stage.see("[advisers]")
        assert events(stage) == ["start", "go"]
    other.close()


async def test_entry_stored_elsewhere_while_the_screen_opens_is_shown(file: Path, clock: Clock, other: Store) -> None:
    async with on_stage(file, clock=clock, under_way=False) as stage:
        stage.app.open_gathering(TODAY)
        where = Place(gathering_id=TODAY, group_id="group-A", step="peers")
        other.apply(AddNote(id="theirs", where=where, kind="note", text="Skrevet i mellomtiden", layer="network"))
        stage.app._listen()
        await stage.see("· Skrevet i mellomtiden")
    other.close()


async def test_started_day_is_not_started_again(file: Path, clock: Clock) -> None:
    room_at(file, None, clock=clock)
    window = Store.open(file, now=clock, home=file.parent / "home")
    async with on_stage(file, clock=clock) as stage:
        first = step_id(window, "plenary", "welcome")
        window.apply(StartClock(event_id="start", gathering_id=TODAY, step_id=first, at=MORNING))
        await stage.press("F7")
        await stage.see("▶ Welcome")
        assert events(stage)[0] == "start"
        assert events(stage).count("start") == 1
    window.close()


async def test_file_locked_by_another_program_is_reported_and_no_entry_lost(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "peers", clock=clock), clock=clock) as stage:
        holder = sqlite3.connect(file, isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        await stage.press("Space")
        await stage.type("! Dette må ikke forsvinne")
        await stage.press("Enter")
        await stage.see("Waiting for another window")
        assert [draft.text for draft in stage.store.drafts.all()] == ["! Dette må ikke forsvinne"]
        assert stage.store.rows.find(Note, gathering_id=TODAY) == []
        holder.execute("ROLLBACK")
        holder.close()
        await stage.look_until(lambda: len(stage.store.rows.find(Note, gathering_id=TODAY)) == 1, "the decision")
        await stage.see("Write what is said")


def kinds(stage: Stage) -> list[str]:
    return [entry.kind for entry in stage.store.since(0)]


def decisions(stage: Stage) -> list[str]:
    return [row.text for row in stage.store.rows.find(Note, gathering_id=TODAY)]


async def test_entries_typed_while_another_window_writes_are_stored_separately(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "peers", clock=clock), clock=clock) as stage:
        with contextlib.closing(sqlite3.connect(file, isolation_level=None)) as holder:
            holder.execute("BEGIN IMMEDIATE")
            await stage.press("Space")
            await stage.type("! den første")
            await stage.press("Enter")
            await stage.type("! den andre")
            await stage.press("Enter")
            await stage.type("! den tredje")
            # A kill now would lose none of them.
            texts = [draft.text for draft in stage.store.drafts.all()]
            assert sorted(texts) == ["! den andre", "! den første", "! den tredje"]
            holder.execute("ROLLBACK")
            await stage.look_until(lambda: decisions(stage) == ["den første", "den andre"], "both, in order")
        await stage.see("» ! den tredje")
        assert [draft.text for draft in stage.store.drafts.all()] == ["! den tredje"]
        await stage.press("Enter")
        await stage.look_until(lambda: decisions(stage)[2:] == ["den tredje"], "the third")
        assert stage.store.drafts.all() == []


async def test_waiting_entry_that_was_refused_returns_when_the_line_is_free(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "peers", clock=clock), clock=clock) as stage:
        with contextlib.closing(sqlite3.connect(file, isolation_level=None)) as holder:
            holder.execute("BEGIN IMMEDIATE")
            await stage.press("Space")
            await stage.type("! den første")
            await stage.press("Enter")
            await stage.see("Waiting for another window")
            await stage.type("! den andre")
            stage.store._connection.execute("PRAGMA query_only = ON")
            holder.execute("ROLLBACK")
            await stage.see("It was not stored", "» ! den andre")
        stage.store._connection.execute("PRAGMA query_only = OFF")
        await stage.press("Enter")
        await stage.see("› ! den første")
        await stage.press("Space", "Enter")
        await stage.look_until(lambda: decisions(stage) == ["den andre", "den første"], "both")


async def test_waiting_answer_restores_the_line_from_before_the_question(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "peers", clock=clock), clock=clock) as stage:
        await stage.press("Space")
        await stage.type("! halvskrevet")
        await stage.press("Esc")
        runner = stage.app.screen
        assert isinstance(runner, RunnerScreen)
        runner.ask_in_line("ago", TODAY)
        await stage.miss("halvskrevet")
        with contextlib.closing(sqlite3.connect(file, isolation_level=None)) as holder:
            holder.execute("BEGIN IMMEDIATE")
            await stage.type("2")
            await stage.press("Enter")
            await stage.see("Waiting for another window", "› ! halvskrevet")
            holder.execute("ROLLBACK")
        await stage.look_until(lambda: kinds(stage)[-1] == "BackdateStep", "the answer")
        assert [draft.text for draft in stage.store.drafts.all()] == ["! halvskrevet"]


async def test_file_that_cannot_be_written_is_reported_and_the_text_kept(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "peers", clock=clock), clock=clock) as stage:
        stage.store._connection.execute("PRAGMA query_only = ON")
        await stage.press("Space")
        await stage.type("! Dette må ikke forsvinne")
        await stage.press("Enter")
        await stage.see("It was not stored", "» ! Dette må ikke forsvinne")
        stage.store._connection.execute("PRAGMA query_only = OFF")
        await stage.press("Enter")
        await stage.look_until(lambda: len(stage.store.rows.find(Note, gathering_id=TODAY)) == 1, "the decision")


# --- between pages


async def test_clock_runs_on_while_the_list_is_open(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "peers", clock=clock), clock=clock) as stage:
        await stage.press("Tab", "q")
        await stage.see("go on: group A, advice")
        clock.goes_on(minutes=1)
        await stage.press("Enter")
        await stage.see("[advice]", "1:0")


async def test_gathering_without_a_programme_gets_the_usual_one(file: Path, clock: Clock) -> None:
    third = Gathering(
        id="third", network_id="network", number=3, kind="middle", starts_on="2027-05-25", ends_on="2027-05-25"
    )
    async with on_stage(room_at(file, None, clock=clock, extra=[third]), clock=clock, under_way=False) as stage:
        await stage.press("↓", "Enter")
        await stage.see("Gathering 3", "This gathering has no programme yet.")
        await stage.press("F7")
        await stage.see("· B  · C  · A")
        await stage.press("Ctrl+Z", "Ctrl+Z")
        await stage.see("This gathering has no programme yet.")


async def test_gathering_opened_while_another_is_unfinished_says_so(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "status", "A", clock=clock), clock=clock) as stage:
        third = Gathering(
            id="third", network_id="network", number=3, kind="middle", starts_on="2027-05-25", ends_on="2027-05-25"
        )
        stage.store.seed([third])
        await stage.press("Tab", "q")
        await stage.see("Gathering 3")
        await stage.press("↓", "Enter")
        await stage.see("Gathering 2 is not closed, and its clock is running.")
        await stage.press("Tab", "q", "↑", "Enter", "F7", "Tab", "q", "↓", "Enter")
        await stage.see("Gathering 2 is not closed yet")


async def test_clock_of_the_room_is_in_the_networks_zone_and_names_it(file: Path, clock: Clock) -> None:
    path = room_at(file, "status", "A", clock=clock)
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE network SET zone = 'America/New_York'")
        connection.commit()
    async with on_stage(path, clock=clock) as stage:
        here = stage.app.translator.in_zone("America/New_York").clock(clock())
        await stage.see(f"{here} America/New_York")
