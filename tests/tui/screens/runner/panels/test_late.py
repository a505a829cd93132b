"""Behind the plan: proposals with their new times, and no change before Enter."""

from pathlib import Path

from nettverk_tui.model.core.records import ProgrammeItem, ProgrammeStep, Settlement
from tests.support.rooms import TODAY, room_at
from tests.support.stage import Clock, on_stage


async def test_day_on_time_says_so(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, None, clock=clock), clock=clock) as stage:
        await stage.press("Tab", "b")
        await stage.see("The clock has not been started.")
        await stage.press("Esc", "F7", "Tab", "b")
        await stage.see("The day is not behind")


async def test_proposals_are_shown_with_their_times_and_one_is_taken_and_undone(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, None, clock=clock), clock=clock) as stage:
        await stage.press("F7")
        # Welcome has 15 minutes; twelve more are used, and 12 of the day must be found elsewhere.
        await stage.passes(minutes=27)
        await stage.press("Tab", "b")
        await stage.see(
            "The day was to end 12:06 and ends about 12:18: 12:0",
            "Shorten all that remains, in proportion",
            "End later: ask the room",
        )
        # Lunch is protected; what remains for the groups gives what it can.
        await stage.press_until("▸ Shorten all", "↓")
        await stage.see("catches up", "A 09:2", "ends about")
        await stage.press("Enter")
        await stage.see("The times are new. Ctrl+Z takes it back.", "The day is not behind", "(±0 min)")
        await stage.press("Esc", "F6")
        await stage.see("now 2:")
        await stage.press("Esc", "Ctrl+Z", "Ctrl+Z")
        await stage.see("(+12 min)")
        await stage.press("Tab", "b")
        await stage.see("Shorten all that remains, in proportion     saves 12:")


async def test_group_moved_to_another_day_is_carried_over(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, None, clock=clock), clock=clock, size=(80, 40)) as stage:
        await stage.press("F7")
        await stage.passes(minutes=27)
        await stage.press("Tab", "b")
        await stage.press_until("▸ Take C another day", "↓")
        await stage.press("Enter")
        await stage.see("The times are new.")
        assert [item.group_id for item in stage.store.rows.find(ProgrammeItem, gathering_id=TODAY, skipped=True)] == [
            "group-C"
        ]
        await stage.press("Esc", "F6")
        await stage.press_until("▸ · Closing", "↓")
        await stage.press("Enter")
        await stage.see("Not held, and carried over: A, B, C, Reflection")


async def test_proposal_to_end_later_changes_nothing(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, None, clock=clock), clock=clock) as stage:
        await stage.press("F7")
        await stage.passes(minutes=27)
        await stage.press("Tab", "b", *["↓"] * 9, "Enter")
        await stage.see("Nothing was changed.", "(+12 min)")


async def test_own_time_is_shown_beside_the_planned_time_of_each_group(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "card", "A", clock=clock), clock=clock, size=(100, 30)) as stage:
        await stage.passes(minutes=30)
        await stage.press("F8")
        await stage.passes(minutes=2)
        await stage.press("Tab", "b")
        # A took 30 of its 24; B is two minutes into a card of 3. The difference is the overrun above.
        await stage.see("A used 6:0", "Own time used, of what the group had (+ more, − less)")
        await stage.see("of 24:00 (+6:0", "B 2:0", "(±0:00)")


async def test_lateness_is_shown_with_planned_and_expected_time(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, None, clock=clock), clock=clock) as stage:
        await stage.press("F7", "F6", "Tab", "e")
        while "▸" not in next(line for line in stage.lines if "Lunch" in line):
            await stage.press("↓")
        await stage.press("Tab", "f")
        await stage.type("10.45")
        await stage.press("Enter", "Esc", "Esc")
        await stage.passes(minutes=26)
        await stage.press("Tab", "b")
        await stage.see("Lunch was to begin 10:45 and begins about 10:56: 11:0")


async def test_next_group_asks_before_it_passes_over_a_break(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, None, clock=clock), clock=clock) as stage:
        await stage.press("F7", "F6", "Tab", "e")
        # The coffee before the last turn.
        while "▸" not in next(line for line in stage.lines if "B Kontor B" in line):
            await stage.press("↓")
        await stage.press("Tab", "a")
        await stage.type("break 15")
        await stage.press("Enter", "Esc", "Esc", "F8", "F8")
        await stage.see("▶B")
        await stage.press("F8")
        await stage.see("That passes over Break. On to C all the same?")
        await stage.press("Esc")
        await stage.see("▶B")
        await stage.press("F8", "Enter")
        await stage.see("▶C")


async def test_next_group_asks_before_a_turn_begins_too_early(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, None, clock=clock), clock=clock) as stage:
        await stage.press("F7", "F6", "Tab", "e", "↓", "Tab", "f")
        await stage.type("9.15")
        await stage.press("Enter", "Esc", "Esc", "F8")
        await stage.see("A is not to begin before 09:15. Begin it now?")
        await stage.press("Enter")
        await stage.see("▶ A")


async def test_overrun_is_settled_in_one_of_three_ways(file: Path, clock: Clock) -> None:
    # A has 24 minutes of its own and takes 30 in its first step: six too many, three for each of the two others.
    async with on_stage(room_at(file, "card", "A", clock=clock), clock=clock, size=(100, 30)) as stage:
        await stage.passes(minutes=30)
        await stage.press("F8")
        await stage.see("A used 6:0", "more than it had. Tab b: how to settle it.")
        await stage.press("Tab", "b")
        await stage.see("A used 6:0", "that is 3:0", "for each of the others", "▸ Let it be", "nothing changes")
        assert not stage.shows("The buffer pays")
        await stage.press("↓")
        await stage.see("▸ Give the time to the others", "+3:0", "each: B and C")
        await stage.press("Enter")
        await stage.see("Give the time to the others: +3:0", "each: B and C. Ctrl+Z takes it back.")
        assert not stage.shows("Let it be")
        (settlement,) = stage.store.rows.find(Settlement, gathering_id=TODAY)
        assert settlement.way == "owed"
        # B's first step runs; its others and all of C's got what A took, together to the millisecond.
        steps = [step for step in stage.store.rows.find(ProgrammeStep) if step.adapted_ms is not None]
        assert sum((step.adapted_ms or 0) - step.planned_ms for step in steps) == settlement.ms
        await stage.press("Esc", "Ctrl+Z")
        await stage.see("Undo: how the overrun was settled in group A")
        await stage.press("Ctrl+Z", "Tab", "b")
        await stage.see("▸ Let it be")
        await stage.press("Enter")
        await stage.see("Let it be. Ctrl+Z takes it back.")


async def test_time_report_shows_planned_and_used_minutes(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, None, clock=clock), clock=clock, size=(100, 60)) as stage:
        await stage.press("F6", "Tab", "w")
        await stage.see("The gathering has not begun: there is nothing to tell yet.")
        await stage.press("Esc", "F7")
        await stage.passes(minutes=15)
        await stage.press("F8")
        await stage.passes(minutes=9)
        await stage.press("F8")
        await stage.passes(minutes=2)
        await stage.press("F6", "Tab", "w")
        await stage.see("What the time of gathering 2 went to", "Items", "Steps of the turns, all together")
        lines = {line.strip().split("  ")[0]: line.split() for line in stage.lines if line.strip()}
        # A's card: planned 3, adapted 3, used 9; with B's, which runs: 6, 6 and 11.
        assert [number[:-1] for number in lines["Opening card"][2:]] == ["6:0", "6:0", "11:0", "+5:0"]
        await stage.see("used 9:0", "against its share", "(+ more, − less)")
