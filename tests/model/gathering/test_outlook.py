"""The outlook of a running day: time used and left, items still to come, and the likely end."""

import pytest

from nettverk_tui.model.core.records import Gathering
from nettverk_tui.model.gathering.outlook import Pace, outlook, pace, still_to_come
from nettverk_tui.model.gathering.timekeeping import MINUTE, Clock
from tests.model.day import GATHERING, Day, ms

SECOND = 1000


def test_expected_end_before_the_start_is_the_planned_one_until_the_day_is_late() -> None:
    day = Day()
    assert [(day.outlook(at).ends_at, day.outlook(at).behind_plan_ms) for at in ("8:30", "9:07")] == [
        (ms("9:55"), 0),
        (ms("10:02"), 7 * MINUTE),
    ]
    assert day.outlook("9:07").behind_start_ms is None


def test_day_without_a_planned_start_is_counted_from_the_real_one() -> None:
    day = Day("9:00 start")
    gathering = Gathering(
        id=GATHERING, network_id="network", number=1, kind="first", starts_on="2027-03-02", ends_on="2027-03-02"
    )
    waiting = outlook(day.programme, Clock(), gathering, ms("8:00"))
    running = outlook(day.programme, day.clock, gathering, ms("9:12"))
    assert (waiting.ends_at, waiting.behind_plan_ms, waiting.behind_start_ms) == (None, None, None)
    assert (running.behind_plan_ms, running.behind_start_ms) == (None, 2 * MINUTE)


@pytest.mark.parametrize(
    ("budget", "spent", "word"),
    [
        # Ten minutes: a fifth is two, the last minute is shorter.
        (600, 539, "on_time"),
        (600, 540, "wind_up"),
        (600, 600, "wind_up"),
        (600, 601, "over"),
        # Three minutes: a fifth is 36 seconds.
        (180, 143, "on_time"),
        (180, 144, "wind_up"),
        (180, 180, "wind_up"),
        (180, 181, "over"),
        # Up to two minutes there is none.
        (120, 119, "on_time"),
        (120, 120, "on_time"),
        (120, 121, "over"),
        # One second more, and a fifth of it is 24.2.
        (121, 96, "on_time"),
        (121, 97, "wind_up"),
        (0, 0, "on_time"),
        (0, 1, "over"),
    ],
)
def test_wind_up_begins_in_the_last_fifth_of_a_step(budget: int, spent: int, word: Pace) -> None:
    assert pace(spent * SECOND, budget * SECOND) == word


def test_time_left_goes_below_zero() -> None:
    read = Day("9:00 start").outlook("9:12:30")
    assert (read.left_ms, read.pace) == (-150 * SECOND, "over")


def test_going_back_and_forth_keeps_the_expected_end() -> None:
    day = Day("9:00 start", "9:10 next")
    there = day.outlook("9:10").ends_at
    day.press("9:10 back", "9:10 next")
    assert day.outlook("9:10").ends_at == there == ms("9:55")


def test_items_to_come_leave_out_those_held() -> None:
    day = Day("9:00 start", "9:10 jump B card")
    assert [place.step.id for place in still_to_come(day.programme, day.clock)] == [
        "A card",
        "A status",
        "break",
        "B status",
        "closing",
    ]


def test_turn_ends_when_its_steps_end() -> None:
    # A from 9:10 with 3 and 7 minutes: to 9:20; two over in the first step, to 9:22; in the last, when it ends.
    assert Day("9:00 start", "9:10 next").outlook("9:12").item_ends_at == ms("9:20")
    assert Day("9:00 start", "9:10 next").outlook("9:15").item_ends_at == ms("9:22")
    assert Day("9:00 start", "9:10 next", "9:15 next").outlook("9:16").item_ends_at == ms("9:22")
    # No turn has an end before the day has begun, nor when it is over.
    assert Day().outlook("9:00").item_ends_at is None
    assert Day("9:00 start", "9:05 close").outlook("9:06").item_ends_at is None


def test_closing_has_no_passed_over_items_to_come() -> None:
    day = Day("9:00 start", "9:10 next", "9:20 jump closing")
    # Ten minutes of closing: neither the break nor B is waited for.
    assert day.outlook("9:22").ends_at == ms("9:30")
    assert still_to_come(day.programme, day.clock) == ()
