"""Attendance: one key for a person, one key for a group, and no person is present by default."""

from pathlib import Path

from nettverk_tui.model.core.records import Attendance
from tests.support.rooms import TODAY, room_at
from tests.support.stage import Clock, Stage, on_stage


def marks(stage: Stage) -> dict[str, tuple[str, bool, bool]]:
    """Each marked person: present or absent, whether a time of arrival is kept, whether one of leaving."""
    return {
        row.member_id or row.facilitator_id or "": (row.presence, row.arrived_at is not None, row.left_at is not None)
        for row in stage.store.rows.find(Attendance, gathering_id=TODAY)
    }


async def test_no_person_is_present_before_being_marked(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, None, clock=clock), clock=clock) as stage:
        await stage.see("A Kontor A  0 of 3 present", "· Åse Ødegård", "not marked", "· Randi Berge")
        assert marks(stage) == {}


async def test_digit_marks_a_person_and_moves_on(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, None, clock=clock), clock=clock) as stage:
        await stage.press("1", "0", "1")
        await stage.see("A Kontor A  2 of 3 present", "✓ Åse Ødegård", "– Kari Nordmann", "▸ · Ingrid Sæther")
        assert marks(stage) == {
            "member-A-0": ("present", False, False),
            "member-A-1": ("absent", False, False),
            "member-A-2": ("present", False, False),
        }


async def test_key_for_a_whole_group_keeps_existing_marks(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, None, clock=clock), clock=clock) as stage:
        await stage.press("↓", "0", "Tab", "a", "Tab", "a", "Tab", "a", "Tab", "a")
        await stage.see("A Kontor A  2 of 3 present", "B Kontor B  3 of 3 present", "✓ Randi Berge")
        assert marks(stage)["member-A-1"] == ("absent", False, False)
        assert marks(stage)["adviser"] == ("present", False, False)
        assert len(marks(stage)) == 10


async def test_delete_removes_the_mark(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, None, clock=clock), clock=clock) as stage:
        await stage.press("1", "↑", "Tab", "Del")
        await stage.see("A Kontor A  0 of 3 present")
        assert marks(stage) == {}


async def test_arrival_and_leaving_while_the_clock_runs_get_a_time(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "peers", "B", clock=clock), clock=clock) as stage:
        clock.goes_on(minutes=1)
        await stage.press("F4", "1", "↑", "Tab", "l")
        await stage.see("← Åse Ødegård", "left 09:01", "A Kontor A  0 of 3 present")
        assert marks(stage)["member-A-0"] == ("present", True, True)
        await stage.press("Tab", "l")
        await stage.see("✓ Åse Ødegård", "present from 09:01")
        await stage.press("F4")
        await stage.see("Has spoken")


async def test_only_a_person_who_is_present_can_leave(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, None, clock=clock), clock=clock) as stage:
        await stage.press("Tab", "l")
        await stage.see("Only somebody who is present can leave.")
        assert marks(stage) == {}
