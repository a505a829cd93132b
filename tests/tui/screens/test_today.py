"""Monday morning by keys: the list, the page a line opens, and an action that is done."""

from pathlib import Path

from nettverk_tui.model.commands import AddEvent
from nettverk_tui.model.core.records import Action, Dismissal, Event
from tests.support.rooms import room_at
from tests.support.stage import Clock, on_stage


def _file(tmp_path: Path, clock: Clock) -> Path:
    day = 86_400_000
    overdue = Action(
        id="late", group_id="group-A", at=clock() - 60 * day, text="[b]Ring apoteket", due="date", due_on="2001-01-01"
    )
    change = Event(id="change", group_id="group-B", kind="leader_change", on="2001-01-01")
    return room_at(tmp_path / "network.db", None, clock=clock, extra=(overdue, change))


async def test_lines_of_today_are_in_order_and_an_action_is_done_with_one_key(tmp_path: Path, clock: Clock) -> None:
    path = _file(tmp_path, clock)
    async with on_stage(path, clock=clock, under_way=False) as stage:
        await stage.press("Tab", "t")
        await stage.see("Today", "Overdue", "[b]Ring apoteket", "Ask about", "the leader changed")
        await stage.point("! A  [b]Ring")
        await stage.press("Tab", "d")
        await stage.see("Done: [b]Ring apoteket. Ctrl+Z takes it back.")
        assert stage.store.rows.find(Action, state="done")
        await stage.press("Ctrl+Z", "Ctrl+Z")
        await stage.see("Overdue")
        assert not stage.store.rows.find(Action, state="done")


async def test_enter_opens_the_page_of_a_line_and_the_cursor_stays_on_it(tmp_path: Path, clock: Clock) -> None:
    path = _file(tmp_path, clock)
    async with on_stage(path, clock=clock, under_way=False) as stage:
        await stage.press("Tab", "t")
        await stage.see("the leader changed")
        await stage.point("the leader changed")
        await stage.see("Who leads the work now, and do they want it?")
        await stage.press("Tab", "d")
        await stage.see("Point at an action first.")
        await stage.press("enter")
        await stage.see("Kontor B · everything")
        await stage.press("escape")
        await stage.see("Who leads the work now")


async def test_dismissed_warning_returns_on_a_new_fact_only(tmp_path: Path, clock: Clock) -> None:
    path = _file(tmp_path, clock)
    async with on_stage(path, clock=clock, under_way=False) as stage:
        await stage.press("Tab", "t")
        await stage.see("the leader changed")
        await stage.point("the leader changed")
        await stage.press("Tab", "a")
        await stage.see("Answer »", "What you found out")
        await stage.press("enter")
        await stage.see("Write what you found out, or a date to be reminded.")
        await stage.type("[b]Snakket med lederen")
        await stage.see("it comes back on a new fact only")
        await stage.press("escape", "Tab", "a")
        await stage.see("Answer » [b]Snakket med lederen")
        await stage.press("enter")
        await stage.see("Stored. Ctrl+Z takes it back.")
        await stage.miss("the leader changed")
        assert [dismissal.text for dismissal in stage.store.rows.find(Dismissal)] == ["[b]Snakket med lederen"]
        change = AddEvent(id="again", group_id="group-B", kind="leader_change", on="2001-02-02")
        stage.store.apply(change)
        await stage.press("escape", "Tab", "t")
        await stage.see("the leader changed")


async def test_date_alone_postpones_a_line(tmp_path: Path, clock: Clock) -> None:
    path = _file(tmp_path, clock)
    async with on_stage(path, clock=clock, under_way=False) as stage:
        await stage.press("Tab", "t")
        await stage.point("! A  [b]Ring")
        await stage.press("Tab", "a")
        await stage.type("+2d")
        await stage.see("Put off until")
        await stage.press("enter")
        await stage.miss("[b]Ring apoteket")
        await stage.press("escape")
        clock.goes_on(minutes=2 * 24 * 60)
        await stage.press("Tab", "t")
        await stage.see("[b]Ring apoteket")


async def test_help_of_today_says_where_its_lines_come_from(tmp_path: Path, clock: Clock) -> None:
    path = _file(tmp_path, clock)
    async with on_stage(path, clock=clock, under_way=False) as stage:
        await stage.press("Tab", "t", "f1")
        await stage.see("What waits today", "Only what was recorded is known")
