"""The report of a day: planned, adapted and used minutes of every item."""

from nettverk_tui.model.core.records import ProgrammeStep
from nettverk_tui.model.gathering.time_report import item_times
from nettverk_tui.model.gathering.timekeeping import MINUTE
from tests.model.day import Day, day_rows, ms


def test_adapted_step_has_its_adapted_minutes_and_those_given() -> None:
    rows = day_rows()
    step = ProgrammeStep(
        id="welcome", item_id="welcome", position=0, kind="plenary", planned_ms=10 * MINUTE, adapted_ms=4 * MINUTE
    )
    rows.put([step])
    day = Day()
    day.rows = rows
    day.press("9:00 start", "9:01 adjust 2")
    assert day.outlook("9:01").budget_ms == 6 * MINUTE
    welcome = item_times(day.programme, day.clock, ms("9:03"))[0]
    assert (welcome.planned_ms, welcome.adapted_ms, welcome.actual_ms) == (10 * MINUTE, 6 * MINUTE, 3 * MINUTE)


def test_every_item_has_planned_adapted_and_used_minutes() -> None:
    day = Day("9:00 start", "9:12 next", "9:15 next", "9:16 adjust 1", "9:21 next")
    times = {
        time.item.id: (time.planned_ms // MINUTE, time.adapted_ms // MINUTE, time.actual_ms // MINUTE, time.entered_at)
        for time in item_times(day.programme, day.clock, ms("9:23"))
    }
    assert times == {
        "welcome": (10, 10, 12, ms("9:00")),
        "A": (10, 11, 9, ms("9:12")),
        "break": (15, 15, 2, ms("9:21")),
        "B": (10, 10, 0, None),
        "closing": (10, 10, 0, None),
    }


def test_item_keeps_the_time_it_was_first_entered() -> None:
    day = Day("9:00 start", "9:10 next", "9:11 back", "9:12 next")
    entered = {time.item.id: time.entered_at for time in item_times(day.programme, day.clock, ms("9:13"))}
    assert (entered["welcome"], entered["A"]) == (ms("9:00"), ms("9:10"))
