"""The planner, by its keys: a programme from nothing, edited while it adds up; a day that runs keeps its plan."""

from pathlib import Path

import pytest
from textual import events

from nettverk_tui.model.commands import ImportGroups
from nettverk_tui.model.core.records import Gathering, Member, Network, ProgrammeItem, ProgrammeStep, Record
from nettverk_tui.model.network.plan import ImportedGroup, ImportedMember, PlannedMember
from nettverk_tui.store.store import Applied
from tests.support.networks import network_records, store_with
from tests.support.rooms import TODAY, room_at
from tests.support.stage import Clock, Stage, on_stage

CLEAR = ["Home", *["Del"] * 20]


def door(file: Path, clock: Clock, *, groups: int = 3, extra: tuple[Record, ...] = ()) -> Path:
    """A file whose second gathering has not begun, in English."""
    store_with(file, [*network_records(groups, language="en"), *extra], now=clock).close()
    return file


def later(days: int = 1, kind: str = "middle") -> Gathering:
    return Gathering(
        id="third",
        network_id="network",
        number=3,
        kind="first" if kind == "first" else "last" if kind == "last" else "middle",
        starts_on="2027-05-25",
        ends_on=f"2027-05-{24 + days}",
    )


async def answer(stage: Stage, key: str, text: str) -> None:
    """Open the line with a key, replace its text, and store."""
    await stage.press("Tab", key, *CLEAR)
    await stage.type(text)
    await stage.press("Enter")


async def test_new_programme_follows_the_order_of_last_time(file: Path, clock: Clock) -> None:
    async with on_stage(door(file, clock, extra=(later(),)), clock=clock, under_way=False) as stage:
        await stage.press("↓", "Tab", "p")
        await stage.see("Programme of gathering 3", "There is nothing here yet: Enter makes the usual programme.")
        await stage.press("Tab", "m")
        await stage.see("This is the usual programme.", "The day fits.")
        text = stage.text
        assert text.index("Kontor B") < text.index("Kontor C") < text.index("Kontor A")
        await stage.press("Ctrl+Z", "Ctrl+Z")
        await stage.see("There is nothing here yet")


async def test_times_add_up_and_an_item_that_does_not_fit_says_what_would_help(file: Path, clock: Clock) -> None:
    # Three turns of 30 after a welcome of 15, lunch after them: 9:00 + 105 = 10:45.
    async with on_stage(door(file, clock), clock=clock, under_way=False) as stage:
        await stage.press("Tab", "p", "↓")
        await stage.see("▸09:15  A  Kontor A", "card 3 · status 7", "at least 21 min")
        await answer(stage, "m", "40")
        await stage.see("09:55  B  Kontor B", "card 4 · status 10")
        await stage.press("↓", "↓", "↓")
        await stage.see("▸10:55  Lunch")
        await answer(stage, "f", "10.45")
        await stage.see(
            "fixed 10:45 +10 min",
            "! Lunch is fixed at 10:45, but what stands before it lasts 10 min longer.",
            "Leaving out B or C is enough (Tab x).",
            "Or begin 10 min earlier (Tab s).",
        )
        await answer(stage, "s", "8.50")
        await stage.see("08:50  Welcome", "The day fits.")
        gathering = stage.store.rows.get(Gathering, TODAY)
        assert gathering is not None
        assert gathering.starts_at is not None
        assert stage.app.translator.clock(gathering.starts_at) == "08:50"
        await answer(stage, "f", "")
        await stage.see("✓ The day fits.")
        await stage.press("⇧←", "⇧→", "⇧→")
        await stage.see("Lunch", "46 min")


async def test_every_turn_gets_the_same_minutes_step_by_step(file: Path, clock: Clock) -> None:
    async with on_stage(door(file, clock), clock=clock, under_way=False) as stage:
        await stage.press("Tab", "p", "Tab", "M")
        await stage.see("Go to a group’s turn")
        await stage.press("↓")
        await answer(stage, "M", "2 5 3 2 1 4 1 2 1")
        await stage.see("09:15  A", "09:36  B", "09:57  C")
        await answer(stage, "M", "2 5 3")
        await stage.see("“2 5 3” is no number of minutes. Write 25, or one number for each of the 9 steps.")
        # The typed text is still there, and Escape changes nothing.
        await stage.see("» 2 5 3")
        await stage.press("Esc")
        await stage.see("09:36  B")


async def test_items_are_added_moved_left_out_removed_and_restored(file: Path, clock: Clock) -> None:
    async with on_stage(door(file, clock), clock=clock, under_way=False) as stage:
        await stage.press("Tab", "p", "↓", "Tab", "a")
        await stage.see("Add »", "group work: Flow chart 60")
        await stage.type("buffer 12")
        await stage.see("Buffer · 12 min")
        await stage.press("Enter")
        await stage.see("▸09:45  Buffer", "12 min")
        await stage.press("⇧↓")
        await stage.see("▸10:15  Buffer")
        await stage.press("⇧↑", "⇧↑", "⇧↑")
        await stage.see("▸09:00  Buffer", "09:12  Welcome")
        await stage.press("Tab", "x")
        await stage.see("▸–      Buffer", "left out", "09:00  Welcome")
        await stage.press("Tab", "x", "Tab", "p")
        await stage.see("▸09:00  Buffer", "protected")
        await stage.press("Tab", "Del")
        await stage.see("Buffer is removed; Ctrl+Z brings it back.", "▸09:00  Welcome")
        await stage.press("Ctrl+Z")
        await stage.see(
            "Undo: the programme: Buffer" if stage.shows("the programme: Buffer") else "Undo: the programme"
        )
        await stage.press("Ctrl+Z")
        await stage.see("09:00  Buffer")
        await stage.press("Ctrl+Y")
        await stage.see("Done again")
        await answer(stage, "t", "Vel møtt")
        await stage.see("▸09:00  Vel møtt")


async def test_group_without_a_turn_is_reported_and_gets_one_by_its_letter(file: Path, clock: Clock) -> None:
    async with on_stage(door(file, clock), clock=clock, under_way=False) as stage:
        await stage.press("Tab", "p", "↓", "Tab", "Del")
        await stage.see("No turn for A: add it with its letter (Tab a).")
        await stage.press("Tab", "a")
        await stage.type("a 20")
        await stage.see("Relay · A  Kontor A · 20 min")
        await stage.press("Enter")
        await stage.see("A  Kontor A", "20 min")
        assert not stage.shows("No turn for A")


async def test_first_gathering_is_planned_over_two_days_or_one(file: Path, clock: Clock) -> None:
    async with on_stage(door(file, clock, extra=(later(2, "first"),)), clock=clock, under_way=False) as stage:
        await stage.press("↓", "Tab", "p", "Enter")
        await stage.see("Wed 26 May", "fixed 09:00", "The day fits.")
    other = file.parent / "one-day.db"
    async with on_stage(door(other, clock, extra=(later(1, "first"),)), clock=clock, under_way=False) as stage:
        await stage.press("↓", "Tab", "p", "Enter")
        await stage.see(
            "what usually belongs to the second is prepared, but left out (Tab x).", "left out", "The day fits."
        )


async def test_start_of_the_second_day_can_be_fixed(file: Path, clock: Clock) -> None:
    async with on_stage(door(file, clock, groups=2, extra=(later(2),)), clock=clock, under_way=False) as stage:
        await stage.press("↓", "Tab", "p", "Enter", "↓", "↓")
        await stage.see("Nothing begins on the second day.")
        await answer(stage, "f", "dag 3 kl. 9")
        await stage.see("This gathering has no day 3.")
        await stage.press("Esc")
        await answer(stage, "f", "dag 2 kl. 9")
        await stage.see("Wed 26 May", "fixed 09:00", "The day fits.")


async def test_more_than_six_groups_have_three_responders_or_turns_in_several_rooms(file: Path, clock: Clock) -> None:
    async with on_stage(door(file, clock, groups=14), clock=clock, under_way=False, size=(120, 40)) as stage:
        await stage.press("Tab", "p", "↓")
        await stage.see("14 groups in one room", "B, C and D answer", "nobody sits so long")
        await stage.press("Tab", "R")
        await stage.see("2 rooms. This one is led here; the others write on paper", "H  Kontor H", "room 2")
        await stage.press("Tab", "R", "Tab", "R")
        await stage.see("4 rooms", "room 4", "The day fits.")
        await stage.press("Tab", "R")
        await stage.see("All turns are in one room.")


async def test_running_day_keeps_its_plan(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "status", "A", clock=clock), clock=clock) as stage:
        await stage.press("F6", "Tab", "e")
        await stage.see("Programme of gathering 2", "▸09:00  A  Kontor A", "begun")
        await stage.press("Tab", "m")
        await stage.see("This has begun already")
        await stage.press("↓", "⇧↑")
        assert stage.text.index("Kontor A") < stage.text.index("Kontor B")
        await answer(stage, "m", "20")
        await stage.see("B  Kontor B", "20 min")
        item = next(row for row in stage.store.rows.find(ProgrammeItem) if row.group_id == "group-B")
        steps = stage.store.rows.find(ProgrammeStep, item_id=item.id)
        assert sum(step.planned_ms for step in steps) == 30 * 60_000
        assert sum(step.adapted_ms or 0 for step in steps) == 20 * 60_000
        await stage.press("Esc")
        await stage.see("[status]")


async def test_half_typed_answer_is_restored_after_a_restart(file: Path, clock: Clock) -> None:
    async with on_stage(door(file, clock), clock=clock, under_way=False) as stage:
        await stage.press("Tab", "p", "↓", "Tab", "a")
        await stage.type("gruppearbeid: Fly")
    async with on_stage(file, clock=clock, under_way=False) as stage:
        await stage.press("Tab", "p")
        await stage.see("Add » gruppearbeid: Fly", "Group work · Fly · 60 min")
        await stage.press("Esc")
        assert stage.store.drafts.all() == []


async def test_typed_text_is_neither_markup_nor_a_command(file: Path, clock: Clock) -> None:
    title = "[bold]'; DROP TABLE--"
    async with on_stage(door(file, clock), clock=clock, under_way=False) as stage:
        await stage.press("Tab", "p")
        await answer(stage, "t", title)
        await stage.see(f"▸09:00  {title}")


async def test_dragging_moves_an_item(file: Path, clock: Clock) -> None:
    async with on_stage(door(file, clock), clock=clock, under_way=False) as stage:
        await stage.press("Tab", "p")
        # The title is the first line; A is in the third, C in the fifth.
        await stage.pilot.mouse_down("#list-lines", offset=(10, 1))
        await stage.pilot.mouse_up("#list-lines", offset=(10, 3))
        await stage.see("▸10:15  A  Kontor A")
        await stage.pilot.mouse_down("#list-lines", offset=(10, 0))
        await stage.pilot.mouse_up("#list-lines", offset=(10, 0))
        await stage.see("▸09:00  Welcome")
        # What is dragged out of the list is left alone, also when the next thing is dragged into it.
        await stage.pilot.mouse_down("#list-lines", offset=(10, 1))
        await stage.pilot.mouse_up("#list-detail")
        await stage.pilot.mouse_down("#list-detail")
        await stage.pilot.mouse_up("#list-lines", offset=(10, 3))
        await stage.see("▸09:00  Welcome", "10:15  A  Kontor A")


async def test_wheel_and_click_point_at_items_but_not_while_an_answer_is_written(file: Path, clock: Clock) -> None:
    async with on_stage(door(file, clock), clock=clock, under_way=False) as stage:
        await stage.press("Tab", "p")
        await stage.pilot._post_mouse_events([events.MouseScrollDown], "#list-lines", offset=(10, 3))
        await stage.see("▸09:15")
        await stage.pilot.click("#list-lines", offset=(10, 0))
        await stage.see("▸09:00  Welcome")
        await stage.press("Enter")
        await stage.see("Welcome: how many minutes")
        await stage.pilot.click("#list-lines", offset=(10, 1))
        await stage.pilot._post_mouse_events([events.MouseScrollDown], "#list-lines", offset=(10, 3))
        await stage.see("▸09:00  Welcome")
        await stage.press("Esc")
        await stage.pilot.click("#list-lines", offset=(10, 1))
        await stage.see("▸09:15")


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (60, 20)])
async def test_planner_fits_every_size(file: Path, clock: Clock, size: tuple[int, int]) -> None:
    async with on_stage(door(file, clock, groups=6), clock=clock, under_way=False, size=size) as stage:
        await stage.press("Tab", "p", *["↓"] * 20)
        await stage.see("▸", "Closing")
        assert all(len(line) <= size[0] for line in stage.lines)
        assert len(stage.lines) == size[1]


async def test_undo_in_the_planner_applies_to_programmes_only(file: Path, clock: Clock) -> None:
    async with on_stage(door(file, clock), clock=clock, under_way=False) as stage:
        await stage.press("Tab", "p", "↓")
        await answer(stage, "m", "40")
        await stage.see("card 4 · status 10")
        network = stage.store.rows.get(Network, "network")
        assert network is not None
        added = ImportGroups(
            network_id="network",
            groups=(ImportedGroup(1, "A", "Kontor A", members=(ImportedMember(1, PlannedMember("Ny Mann")),)),),
            ids=("new",),
            today="2027-03-01",
        )
        assert isinstance(stage.store.apply(added), Applied)
        await stage.press("Ctrl+Z")
        await stage.see("Undo: the programme")
        await stage.press("Ctrl+Z")
        await stage.see("Undone: the programme", "card 3 · status 7")
        await stage.press("Ctrl+Z")
        await stage.see("Nothing done on this page can be taken back.")
        assert stage.store.rows.find(Member, name="Ny Mann")
        await stage.press("Ctrl+Y")
        await stage.see("Done again: the programme", "card 4 · status 10")


async def test_edit_from_before_the_day_began_cannot_be_undone(file: Path, clock: Clock) -> None:
    async with on_stage(door(file, clock), clock=clock, under_way=False) as stage:
        await stage.press("Tab", "p", "↓", "⇧→")
        await stage.press("Esc", "Enter", "F7", "F7", "F6", "Tab", "e")
        await stage.see("begun")
        await stage.press("Ctrl+Z")
        await stage.see("Nothing done on this page can be taken back.")


async def test_typed_minutes_replace_the_old_ones_and_typed_titles_continue(file: Path, clock: Clock) -> None:
    async with on_stage(door(file, clock), clock=clock, under_way=False) as stage:
        await stage.press("Tab", "p", "↓", "Tab", "m")
        await stage.see("3 7 4 3 1 6 2 3 1")
        await stage.type("40")
        await stage.press("Enter")
        await stage.see("card 4 · status 10")
        # The text of a title is continued.
        await stage.press("↑", "Tab", "t")
        await stage.type("Velkommen ")
        await stage.press("Enter", "Tab", "t")
        await stage.type(" alle")
        await stage.press("Enter")
        await stage.see("Velkommen alle")


async def test_long_title_uses_the_width_left_by_notes(file: Path, clock: Clock) -> None:
    title = "Hvordan vi går fram når et flytdiagram tegnes"
    async with on_stage(door(file, clock), clock=clock, under_way=False) as stage:
        await stage.press("Tab", "p")
        await answer(stage, "t", title)
        await stage.see(title)


async def test_both_days_are_listed_with_their_times(file: Path, clock: Clock) -> None:
    async with on_stage(door(file, clock, extra=(later(2, "first"),)), clock=clock, under_way=False) as stage:
        await stage.press("↓", "Tab", "p", "Tab", "m")
        await stage.see("Programme of gathering 3  25–26 May 2027 · ")
        days = [line.strip() for line in stage.lines if line.strip().startswith(("Tue 25 May", "Wed 26 May"))]
        assert [day[:10] for day in days] == ["Tue 25 May", "Wed 26 May"]
        assert all("–" in day for day in days)


async def test_empty_second_day_is_listed(file: Path, clock: Clock) -> None:
    async with on_stage(door(file, clock, extra=(later(2),)), clock=clock, under_way=False) as stage:
        await stage.press("↓", "Tab", "p", "Tab", "m")
        await stage.see("Tue 25 May", "Wed 26 May  nothing yet")


async def test_planner_opens_at_the_current_item_of_a_running_day(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "status", "B", clock=clock), clock=clock) as stage:
        await stage.press("F6", "Tab", "e")
        await stage.see("B  Kontor B")
        assert any(line.lstrip().startswith("▸") and "B Kontor B" in line for line in stage.lines)
