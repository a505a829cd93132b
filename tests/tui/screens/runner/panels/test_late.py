"""Behind the plan: what could be done about it, with the new times, and nothing done before Enter."""

from pathlib import Path

from nettverk_tui.model.records import ProgrammeItem
from tests.support.rooms import TODAY, room_at
from tests.support.stage import Clock, on_stage


async def test_a_day_in_time_says_so(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, None, clock=clock), clock=clock) as stage:
        await stage.press("b")
        await stage.see("The clock has not been started.")
        await stage.press("Esc", "F7", "b")
        await stage.see("The day is not behind")


async def test_the_ways_are_shown_with_their_times_and_one_is_taken_and_taken_back(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, None, clock=clock), clock=clock) as stage:
        await stage.press("F7")
        # Welcome has 15 minutes; twelve more are used, and 12 of the day must be found elsewhere.
        await stage.passes(minutes=27)
        await stage.press("b")
        await stage.see(
            "+12 min against the plan", "Shorten all that remains, in proportion", "End later: ask the room"
        )
        # Lunch is protected; what remains for the groups gives what it can.
        while "▸ Shorten all" not in stage.text:
            await stage.press("↓")
        await stage.see("catches up", "A 09:2", "ends about")
        await stage.press("Enter")
        await stage.see("The times are new. u takes it back.", "The day is not behind", "(±0 min)")
        await stage.press("Esc", "F6")
        await stage.see("now 2:")
        await stage.press("Esc", "u", "u")
        await stage.see("(+12 min)")
        await stage.press("b")
        await stage.see("Shorten all that remains, in proportion     saves 12:")


async def test_a_group_taken_another_day_is_carried_over(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, None, clock=clock), clock=clock, size=(80, 40)) as stage:
        await stage.press("F7")
        await stage.passes(minutes=27)
        await stage.press("b")
        while "▸ Take C another day" not in stage.text:
            await stage.press("↓")
        await stage.press("Enter")
        await stage.see("The times are new.")
        assert [item.group_id for item in stage.store.rows.find(ProgrammeItem, gathering_id=TODAY, skipped=True)] == [
            "group-C"
        ]
        await stage.press("Esc", "F6")
        while "▸ · Closing" not in stage.text:
            await stage.press("↓")
        await stage.press("Enter")
        await stage.see("Not held, and carried over: A, B, C, Reflection")


async def test_to_end_later_changes_nothing(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, None, clock=clock), clock=clock) as stage:
        await stage.press("F7")
        await stage.passes(minutes=27)
        await stage.press("b", *["↓"] * 9, "Enter")
        await stage.see("Nothing was changed.", "(+12 min)")


async def test_own_time_stands_beside_the_share_when_two_have_been_up(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "card", clock=clock), clock=clock) as stage:
        await stage.passes(minutes=6)
        await stage.press("F8")
        await stage.passes(minutes=2)
        await stage.press("b")
        # A used 6 and B 2 of two cards of 3 that have come 3 and 2 minutes: shares of 8 are 4:48 and 3:12.
        await stage.see("A used 6:00 (+1 min)", "B used 2:00 (−1 min)")
