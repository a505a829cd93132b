"""The timeline of a group by keys: from the list and from Today, by kind, by factor, group after group."""

from pathlib import Path

from nettverk_tui.model.core.records import Contact, Event, Note
from tests.support.rooms import room_at
from tests.support.stage import Clock, on_stage


def _file(tmp_path: Path, clock: Clock) -> Path:
    extra = (
        Contact(id="c", group_id="group-A", on="2001-02-03", topic="[b]Ringte", next_on="2001-02-10"),
        Note(id="n", group_id="group-A", factor="L1", at=clock(), text="Lederen er med igjen " * 8),
        Event(id="e", group_id="group-B", kind="leader_change", on="2001-01-01"),
    )
    return room_at(tmp_path / "network.db", None, clock=clock, extra=extra)


async def test_one_key_filters_by_kind_by_factor_or_changes_the_group(tmp_path: Path, clock: Clock) -> None:
    async with on_stage(_file(tmp_path, clock), clock=clock, under_way=False) as stage:
        await stage.press("Tab", "l")
        await stage.see("Kontor A · everything", "Lederen er med igjen")
        await stage.press_until("guidance and meetings", "Tab", "k")
        await stage.see("% Guidance contact (telephone): [b]Ringte", "next")
        await stage.miss("Lederen er med igjen")
        await stage.press_until("everything", "Tab", "K")
        await stage.press_until("Leadership", "Tab", "f")
        await stage.see("Note #L1: Lederen er med igjen")
        await stage.miss("[b]Ringte")
        await stage.press("right")
        await stage.see("Kontor B")
        await stage.press("left")
        await stage.see("Kontor A")
        await stage.press("f1")
        await stage.see("only for the facilitators")


async def test_long_text_is_shown_whole(tmp_path: Path, clock: Clock) -> None:
    async with on_stage(_file(tmp_path, clock), clock=clock, under_way=False) as stage:
        await stage.press("Tab", "l")
        await stage.look_until(lambda: stage.text.count("Lederen") == 8, "the whole note")


async def test_key_on_today_opens_the_timeline_of_a_group(tmp_path: Path, clock: Clock) -> None:
    async with on_stage(_file(tmp_path, clock), clock=clock, under_way=False) as stage:
        await stage.press("Tab", "t")
        await stage.see("the leader changed")
        await stage.point("the leader changed")
        await stage.press("Tab", "l")
        await stage.see("Kontor B · everything", "What to ask about", "the leader changed", "change of leader")
        await stage.press("Tab", "k")
        await stage.miss("What to ask about")
        await stage.press("escape")
        await stage.see("the leader changed")


async def test_wide_window_shows_the_factors_beside_the_timeline(tmp_path: Path, clock: Clock) -> None:
    async with on_stage(_file(tmp_path, clock), clock=clock, under_way=False, size=(120, 40)) as stage:
        await stage.press("Tab", "l")
        await stage.see("Multidisciplinarity", "Lederen er med igjen", "Have you met?")


async def test_warnings_are_a_kind_of_the_timeline(tmp_path: Path, clock: Clock) -> None:
    path = room_at(
        tmp_path / "network.db",
        None,
        clock=clock,
        extra=(
            Event(id="e", group_id="group-A", kind="leader_change", on="2027-02-01"),
            Event(id="f", group_id="group-A", kind="leader_confirmed", on="2027-02-20"),
        ),
    )
    async with on_stage(path, clock=clock, under_way=False) as stage:
        await stage.press("Tab", "l", "Tab", "K")
        await stage.see("what there was to ask about", "the leader changed", "until ", "still so")
        await stage.press("enter", "Tab", "d")
        await stage.see("Point at an action first.")


async def test_group_page_shows_its_current_warnings(tmp_path: Path, clock: Clock) -> None:
    extra = (Event(id="e", group_id="group-A", kind="leader_change", on="2027-02-01"),)
    path = room_at(tmp_path / "network.db", None, clock=clock, extra=extra)
    async with on_stage(path, clock=clock, under_way=False) as stage:
        await stage.press("Tab", "g")
        await stage.see("Group A", "! the leader changed")


async def test_tall_entry_is_scrolled_to_its_end_and_wide_letters_keep_the_cursor(tmp_path: Path, clock: Clock) -> None:
    extra = (
        Note(id="tall", group_id="group-A", at=clock(), text="begynner " + "ord " * 500 + "slutter"),
        *(Note(id=f"wide{n}", group_id="group-A", at=clock() - n * 90_000_000, text="改善" * 60) for n in range(1, 9)),
    )
    path = room_at(tmp_path / "network.db", None, clock=clock, extra=extra)
    async with on_stage(path, clock=clock, under_way=False) as stage:
        await stage.press("Tab", "l", "Tab", "k", "Tab", "k")
        await stage.see("begynner")
        for _ in range(60):
            if "slutter" in stage.text:
                break
            await stage.press("↓")
        await stage.see("slutter")
        for _ in range(40):
            await stage.press("↓")
            assert sum("▸" in line for line in stage.lines) <= 1
        await stage.look_until(lambda: any("▸" in line for line in stage.lines), "the cursor")
