"""The clock as a fold of its events: worked by hand for the day of `tests.model.day`, then held to its laws.

The day, in minutes: welcome 10 · A card 3, A status 7 · break 15 · B card 3, B status 7 · closing 10 = 55, from 9:00.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nettverk_tui.model.core.records import ClockEvent, ProgrammeItem, ProgrammeStep
from nettverk_tui.model.gathering.timekeeping import MINUTE, Programme, fold
from tests.model.day import GATHERING, Day, day_rows, ms


@pytest.mark.parametrize(
    ("keys", "at", "spent", "ends", "behind_plan", "behind_start"),
    [
        # 6 left of welcome, 45 to come.
        pytest.param(["9:00 start"], "9:04", {"welcome": 4}, "9:55", 0, 0, id="start"),
        # Six minutes late, and nothing lost since.
        pytest.param(["9:06 start"], "9:07", {"welcome": 1}, "10:01", 6, 0, id="late start"),
        # Pressed at 9:06, began at 9:02.
        pytest.param(["9:06 start 9:02"], "9:08", {"welcome": 6}, "9:57", 2, 0, id="forgotten start"),
        # Two minutes over: 0 left, 45 to come.
        pytest.param(["9:00 start"], "9:12", {"welcome": 12}, "9:57", 2, 2, id="over"),
        # Two saved: 2 left of A's card, 7 + 15 + 10 + 10 to come.
        pytest.param(["9:00 start", "9:08 next"], "9:09", {"welcome": 8, "A card": 1}, "9:53", -2, -2, id="next"),
        # 6 left of welcome whatever the pause lasts.
        pytest.param(["9:00 start", "9:04 pause"], "9:10", {"welcome": 4}, "10:01", 6, 6, id="pause"),
        pytest.param(["9:00 start", "9:04 pause", "9:10 resume"], "9:12", {"welcome": 6}, "10:01", 6, 6, id="resume"),
        # The six minutes of the pause are what leaving welcome early saved.
        pytest.param(
            ["9:00 start", "9:04 pause", "9:10 next"],
            "9:11",
            {"welcome": 4, "A card": 1},
            "9:55",
            0,
            0,
            id="next ends a pause",
        ),
        # Welcome has 15 now, 11 of them left.
        pytest.param(["9:00 start", "9:02 adjust 5"], "9:04", {"welcome": 4}, "10:00", 5, 5, id="minutes more"),
        # Welcome has 7, 3 of them left.
        pytest.param(["9:00 start", "9:02 adjust -3"], "9:04", {"welcome": 4}, "9:52", -3, -3, id="minutes less"),
        # Back in a welcome that has used its 10: 0 left, 1 of the card, and 7 + 15 + 10 + 10.
        pytest.param(
            ["9:00 start", "9:10 next", "9:12 back"],
            "9:13",
            {"welcome": 11, "A card": 2},
            "9:56",
            1,
            1,
            id="back over the threshold of an item",
        ),
        # A's status has 4 of its 7 left, the card 0; 15 + 10 + 10 to come.
        pytest.param(
            ["9:00 start", "9:10 next", "9:13 next", "9:16 back"],
            "9:17",
            {"welcome": 10, "A card": 4, "A status": 3},
            "9:56",
            1,
            1,
            id="back inside an item",
        ),
        # The forgotten next: A began at 9:10, not when the key was pressed; 2 are over.
        pytest.param(
            ["9:00 start", "9:15 next", "9:15 began 9:10"],
            "9:15",
            {"welcome": 10, "A card": 5},
            "9:57",
            2,
            2,
            id="next, backdated",
        ),
        # The day began ten minutes before the key: 0 left of welcome.
        pytest.param(["9:10 start", "9:10 began 9:00"], "9:10", {"welcome": 10}, "9:55", 0, 0, id="start, backdated"),
        # Asleep from 9:02 to 9:22: 3 used when 9:23 comes, 7 left.
        pytest.param(
            ["9:00 start", "9:23 gap 9:02-9:22"], "9:23", {"welcome": 3}, "10:15", 20, 20, id="a gap taken out"
        ),
        # The minute given at 9:22 is after the gap and takes nothing from it.
        pytest.param(
            ["9:00 start", "9:22 adjust 1", "9:23 gap 9:02-9:22"],
            "9:23",
            {"welcome": 3},
            "10:16",
            21,
            21,
            id="a gap taken out after a minute more",
        ),
        # The 7 of A's status are not called up again: 3 + 7 of B, closing 10 and the break's 15 to come.
        pytest.param(
            ["9:00 start", "9:10 group", "9:13 group"],
            "9:13",
            {"welcome": 10, "A card": 3, "B card": 0},
            "9:48",
            -7,
            -7,
            id="next group leaves the rest of a group behind",
        ),
        # B first: 2 left of its card, 7, closing 10, break 15 and A's 10 to come.
        pytest.param(
            ["9:00 start", "9:10 jump B card"],
            "9:11",
            {"welcome": 10, "B card": 1},
            "9:55",
            0,
            0,
            id="a jump over a group that keeps its turn",
        ),
        pytest.param(["9:00 start", "9:05 close"], "9:30", {"welcome": 5}, "9:05", -50, -50, id="closed"),
        # Reopened into a pause: 5 left, 45 to come.
        pytest.param(
            ["9:00 start", "9:05 close", "9:30 reopen"], "9:31", {"welcome": 5}, "10:21", 26, 26, id="reopened"
        ),
        pytest.param(
            ["9:00 start", "9:05 close", "9:30 reopen", "9:31 resume"],
            "9:33",
            {"welcome": 7},
            "10:21",
            26,
            26,
            id="resumed after reopening",
        ),
        # The computer's clock went back an hour: what was used stays used, and A has used nothing yet.
        pytest.param(
            ["9:00 start", "9:10 next", "8:12 next"],
            "8:13",
            {"welcome": 10, "A card": 0, "A status": 0},
            "8:55",
            -60,
            -60,
            id="clock set back",
        ),
    ],
)
def test_clock_after_each_key_equals_the_day_worked_by_hand(
    keys: list[str], at: str, spent: dict[str, int], ends: str, behind_plan: int, behind_start: int
) -> None:
    day = Day(*keys)
    read = day.outlook(at)
    assert day.spent(at) == spent
    assert read.ends_at == ms(ends)
    assert read.behind_plan_ms == behind_plan * MINUTE
    assert read.behind_start_ms == behind_start * MINUTE


# --- keys


@pytest.mark.parametrize(
    ("keys", "key", "to"),
    [
        pytest.param([], "next", "welcome", id="at the door"),
        pytest.param(["9:00 start"], "next", "A card", id="from an item of one step"),
        pytest.param(["9:00 start", "9:10 next"], "next", "A status", id="inside an item"),
        pytest.param(["9:00 start", "9:10 next"], "group", "B card", id="the next group"),
        pytest.param(["9:00 start"], "group", "A card", id="the first group"),
        pytest.param(["9:00 start", "9:10 jump B status"], "next", "closing", id="on after a jump"),
        pytest.param(
            ["9:00 start", "9:10 jump B card", "9:20 jump closing"], "next", "A card", id="the group left out"
        ),
        pytest.param(["9:00 start", "9:10 jump B card"], "group", "A card", id="the group left out, by its key"),
        pytest.param(["9:00 start", "9:10 group", "9:12 group"], "group", None, id="no more groups"),
        pytest.param(
            ["9:00 start", "9:01 next", "9:02 next", "9:03 next", "9:04 next", "9:05 next", "9:06 next"],
            "next",
            None,
            id="the end",
        ),
        pytest.param(["9:00 start"], "back", None, id="back at the beginning"),
        pytest.param(["9:00 start", "9:10 next"], "back", "welcome", id="back over the threshold"),
        # A clicker pressed once too often, and back: no group loses its turn.
        pytest.param(["9:00 start", "9:10 next", "9:10 back"], "next", "A card", id="forth again after back"),
        pytest.param(["9:00 start", "9:10 next", "9:10 back"], "group", "A card", id="the group backed out of"),
        pytest.param(
            ["9:00 start", "9:10 next", "9:13 next", "9:20 next", "9:20 back", "9:20 back", "9:21 next"],
            "next",
            "break",
            id="forth again after back twice",
        ),
        # B was held; going back to the break for a moment does not call it up twice in the forecast.
        pytest.param(
            ["9:00 start", "9:10 next", "9:13 next", "9:20 next", "9:35 next", "9:35 back"],
            "next",
            "B card",
            id="back into the break",
        ),
    ],
)
def test_key_moves_to_the_expected_step(keys: list[str], key: str, to: str | None) -> None:
    day = Day(*keys)
    keys_to = {"next": day.programme.next, "back": day.programme.back, "group": day.programme.next_group}
    place = keys_to[key](day.clock)
    assert (place.step.id if place is not None else None) == to


def test_skipped_item_is_not_part_of_the_day() -> None:
    day = Day()
    day.rows.put([ProgrammeItem(id="break", gathering_id=GATHERING, position=2, kind="break", skipped=True)])
    assert [item.id for item in day.programme.items] == ["welcome", "A", "B", "closing"]
    day.press("9:00 start")
    assert day.outlook("9:00").ends_at == ms("9:40")
    day.press("9:10 next", "9:13 next")
    place = day.programme.next(day.clock)
    assert place is not None
    assert place.step.id == "B card"


def test_programme_is_sorted_for_any_order_of_rows() -> None:
    rows = day_rows()
    items = rows.find(ProgrammeItem)
    steps = rows.find(ProgrammeStep)
    assert Programme.of(reversed(items), reversed(steps)) == Programme.of(items, steps)


def test_fold_sorts_events_by_number() -> None:
    events = Day("9:00 start", "9:08 next", "9:09 pause").rows.find(ClockEvent)
    assert fold(reversed(events)) == fold(events)


def test_clock_without_events_is_waiting() -> None:
    clock = fold([])
    assert (clock.phase, clock.step_id, clock.spent_ms("welcome", ms("9:00"))) == ("waiting", None, 0)


# --- laws

# fmt: off
KEYS = st.sampled_from([
    "next", "next", "next", "back", "group", "pause", "resume", "adjust 1", "adjust -1", "close", "reopen", "began",
    "gap", "undo", "redo", "clock back",
])
# fmt: on
LATER = st.integers(0, 8)


def ran(events: list[ClockEvent], now: int) -> int:
    """Running time between the start and now, from the events alone: no steps, no fold."""
    total, since = 0, None
    for event in sorted(events, key=lambda entry: entry.seq):
        if event.kind == "adjust":
            continue
        if since is not None:
            total += event.at - since
        since = event.at if event.kind in ("start", "go", "resume") else None
    return total + (max(now - since, 0) if since is not None else 0)


@given(st.lists(st.tuples(KEYS, LATER), max_size=25), LATER)
def test_minutes_used_and_lost_add_up_to_the_elapsed_time(presses: list[tuple[str, int]], last: int) -> None:
    day, minute = Day("9:00 start"), 9 * 60
    for key, later in presses:
        minute += -30 if key == "clock back" else later
        at = f"{minute // 60}:{minute % 60:02}"
        if key == "began":
            key = f"began {(minute - 3) // 60}:{(minute - 3) % 60:02}"
        elif key == "gap":
            key = f"gap {(minute - 5) // 60}:{(minute - 5) % 60:02}-{at}"
        if key in ("undo", "redo") and not (day.entries if key == "undo" else day.undone):
            continue
        leads = {"next": day.programme.next, "back": day.programme.back, "group": day.programme.next_group}
        if key != "clock back" and (key not in leads or leads[key](day.clock) is not None):
            day.try_to(f"{at} {key}")
    now = ms(f"{minute // 60}:{minute % 60:02}") + last * MINUTE
    events = list(day.rows.find(ClockEvent))
    clock = day.clock
    assert sum(clock.spent_ms(step, now) for step in clock.visited) == ran(events, now)
    assert all(clock.spent_ms(step, now) >= 0 for step in clock.visited)
    timed = [event.at for event in sorted(events, key=lambda entry: entry.seq) if event.kind != "adjust"]
    assert timed == sorted(timed)
    assert (day.gathering.state == "planned") == (clock.phase == "waiting" and not events)


@pytest.mark.parametrize("key", ["next", "group", "pause", "adjust 1", "close", "began 9:09", "gap 9:11-9:12"])
def test_undo_restores_the_clock_as_if_nothing_had_been_pressed(key: str) -> None:
    keys = ("9:00 start", "9:10 next")
    day = Day(*keys, f"9:12 {key}", "9:14 undo")
    untouched = Day(*keys)
    assert day.spent("9:14") == untouched.spent("9:14") == {"welcome": 10, "A card": 4}
    assert day.outlook("9:14") == untouched.outlook("9:14")
    assert day.gathering.state == "open"
    day.press("9:14 redo")
    assert day.outlook("9:15") == Day(*keys, f"9:12 {key}").outlook("9:15")


def test_two_windows_that_press_next_move_one_step() -> None:
    day = Day("9:00 start")
    one, other = (day.command("next", ms("9:10")) for _ in range(2))
    assert day.send(one, ms("9:10")) is None
    refused = day.send(other, ms("9:10"))
    assert refused is not None
    assert refused.stale
    assert day.clock.step_id == "A card"


OSLO = ZoneInfo("Europe/Oslo")


@pytest.mark.parametrize(
    ("started", "read", "minutes"),
    [
        # 28 March 2027: two o'clock in the morning is three.
        ("2027-03-28T01:50", "2027-03-28T03:20", 30),
        # 31 October 2027: three o'clock is two again.
        ("2027-10-31T02:50+02:00", "2027-10-31T02:20+01:00", 30),
        # 19 January 2038: seconds no longer fit 32 bits.
        ("2038-01-19T04:10", "2038-01-19T04:20", 10),
    ],
)
def test_night_of_a_clock_change_has_its_real_minutes(started: str, read: str, minutes: int) -> None:
    moments = [
        moment if moment.tzinfo else moment.replace(tzinfo=OSLO)
        for moment in (datetime.fromisoformat(text) for text in (started, read))
    ]
    at, now = (int(moment.timestamp() * 1000) for moment in moments)
    event = ClockEvent(
        id="start", gathering_id=GATHERING, seq=1, kind="start", item_id="i", step_id="s", at=at, recorded=at
    )
    assert fold([event]).spent_ms("s", now) == minutes * MINUTE


def test_items_between_here_and_the_next_group_are_listed() -> None:
    day = Day("9:00 start", "9:10 next")
    place = day.programme.next_group(day.clock)
    assert place is not None
    assert [item.id for item in day.programme.passed_over(day.clock, place, ms("9:20"))] == ["break"]
    day.press("9:20 jump break")
    assert day.programme.passed_over(day.clock, place, ms("9:25")) == []


@pytest.mark.parametrize(("now", "early"), [("9:25", ["B"]), ("9:34:30", []), ("9:40", [])])
def test_turn_begun_before_its_fixed_start_is_reported(now: str, early: list[str]) -> None:
    day = Day("9:00 start", "9:10 next", "9:20 jump break")
    turn = day.rows.get(ProgrammeItem, "B")
    assert turn is not None
    day.rows.put([msgspec.structs.replace(turn, fixed_start_at=ms("9:35"))])
    place = day.programme.next_group(day.clock)
    assert place is not None
    assert [item.id for item in day.programme.passed_over(day.clock, place, ms(now))] == early
