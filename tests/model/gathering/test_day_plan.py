"""The plan of a day, worked by hand: times, latest times and findings; then its laws."""

import itertools
from collections.abc import Sequence

import msgspec
import pytest
from hypothesis import given

from nettverk_tui.model.gathering.day_plan import Finding, Plan, PlannedItem, findings, in_days, timed
from nettverk_tui.model.gathering.plan_edits import (
    in_rooms,
)
from nettverk_tui.model.gathering.timekeeping import MINUTE
from tests.model.plans import DAY, DAYS, MORNING, at, day_of, plan, shown


def test_planned_times_follow_from_the_start_and_the_fixed_starts() -> None:
    # From 9:00: 15 → 9:15, 30 → 9:45, 30 → 10:15, 10 → 10:25, 30 → 10:55, and 35 minutes to spare before 11:30;
    # lunch until 12:15, D until 12:45, and 15 to spare before 13:00.
    times = timed(plan(*MORNING), at("9:00"))
    assert [shown(item_time.starts_at) for item_time in times] == [
        "9:00", "9:15", "9:45", "10:15", "10:25", "11:30", "12:15", "13:00",
    ]  # fmt: skip
    assert [item_time.spare_ms // MINUTE for item_time in times] == [0, 0, 0, 0, 0, 35, 0, 15]
    assert [item_time.late_ms for item_time in times] == [0] * 8
    # Back from 11:30: C 11:00, slack 10:50, B 10:20, A 9:50, welcome 9:35. Back from 13:00: D 12:30, and lunch is
    # fixed at 11:30, before 11:45.
    assert [shown(item_time.latest_at) for item_time in times] == [
        "9:35", "9:50", "10:20", "10:50", "11:00", "11:30", "12:30", "13:00",
    ]  # fmt: skip


def test_item_after_the_last_fixed_start_has_no_latest_time() -> None:
    times = timed(plan("A relay 30", "lunch break 45 9:30", "B relay 30"), at("9:00"))
    assert [shown(item_time.latest_at) for item_time in times] == ["9:00", "9:30", ""]


def test_item_left_out_or_in_another_room_takes_no_time() -> None:
    day = plan("A relay 30", "extra teaching 60 skipped", "B relay 30 room2", "C relay 30")
    assert [(item_time.planned.item.id, shown(item_time.starts_at)) for item_time in timed(day, at("9:00"))] == [
        ("A", "9:00"),
        ("C", "9:30"),
    ]
    assert [turn.item.id for turn in day.turns] == ["A", "C"]


def test_second_day_begins_at_its_fixed_start_also_over_a_clock_change() -> None:
    # The clocks go forward in the night to 28 March 2027: nine is nine on both days, 23 hours apart.
    day = plan("A relay 30 2027-03-27T9:00", "B relay 30 2027-03-28T9:00", "C relay 30")
    times = timed(day, at("9:00", "2027-03-27"))
    assert [shown(item_time.starts_at) for item_time in times] == ["9:00", "9:00", "9:30"]
    assert times[1].starts_at - times[0].starts_at == 23 * 60 * MINUTE
    # Items of tomorrow put no latest time on those of today.
    assert [shown(item_time.latest_at) for item_time in times] == ["9:00", "9:00", ""]
    evening = timed(plan("A relay 30", "B relay 30 2027-03-03T9:00"), at("9:00"))
    assert [shown(item_time.latest_at) for item_time in evening] == ["", "9:00"]
    assert [[item_time.planned.item.id for item_time in one] for one in in_days(times, day_of)] == [["A"], ["B", "C"]]
    assert found(day, days=("2027-03-27", "2027-03-28")) == []


# --- findings


def found(
    day: Plan,
    start: str = "9:00",
    days: tuple[str, str] = (DAY, DAY),
    groups: Sequence[str] = (),
    in_a_room: int = 6,
) -> list[Finding]:
    return list(findings(day, at(start, days[0]), days, groups, in_a_room, day_of))


def test_finding_of_a_late_fixed_start_says_which_cuts_would_help() -> None:
    # From 9:40 the morning takes 115 minutes, to 11:35: five too late. Welcome gives 5, the turns 9 each, the buffer
    # 10: 42. The buffer alone is enough, and so is a turn; the welcome is never left out.
    (late,) = found(plan(*MORNING[:6]), "9:40")
    assert (late.kind, late.item and late.item.id, late.ms, late.gives_ms) == ("late", "lunch", 5 * MINUTE, 42 * MINUTE)
    assert [item.id for item in late.enough] == ["slack", "A"]
    assert late.serious


def test_lateness_at_the_second_fixed_start_is_counted_from_the_first() -> None:
    # Lunch holds; from 12:15 D takes 30 and E 30: 13:15, a quarter too late for the bus at 13:00.
    (late,) = found(plan(*MORNING[:7], "E relay 30/21", MORNING[7]), "9:35")
    assert (late.item and late.item.id, late.ms, late.gives_ms) == ("bus", 15 * MINUTE, 18 * MINUTE)
    assert [item.id for item in late.enough] == ["D", "E"]


def test_protected_item_is_not_proposed_to_be_left_out() -> None:
    (late,) = found(plan("talk teaching 60/30 protected", "lunch break 45 9:30"))
    assert (late.gives_ms, late.enough) == (0, ())


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        # Lunch until 12:15 and a bus at 12:00: fifteen minutes overlap.
        (["lunch break 45 11:30", "bus closing 15 12:00"], ("overlap", "bus", "lunch", 15)),
        # Fixed before the item before it.
        (["lunch break 45 11:30", "A relay 30", "bus closing 15 11:00"], ("order", "bus", "lunch", 105)),
        (["lunch break 45 11:30", "bus closing 15 11:30"], ("order", "bus", "lunch", 45)),
    ],
)
def test_fixed_starts_that_overlap_are_a_serious_finding(items: list[str], expected: tuple[str, str, str, int]) -> None:
    serious = [finding for finding in found(plan(*items)) if finding.serious]
    assert [(e.kind, e.item and e.item.id, e.other and e.other.id, e.ms // MINUTE) for e in serious] == [expected]


def test_fixed_start_outside_the_gatherings_days_is_found() -> None:
    (outside,) = [finding for finding in found(plan("A relay 30 2027-03-05T9:00")) if finding.kind == "outside"]
    assert outside.item == plan("A relay 30 2027-03-05T9:00").items[0].item


@pytest.mark.parametrize(
    ("items", "start", "length"),
    [
        (["A teaching 400", "B teaching 80"], "9:00", None),  # eight hours sharp
        (["A teaching 400", "B teaching 81"], "9:00", 481),
        (["A teaching 180"], "22:00", 180),  # past midnight
        (["A teaching 120"], "22:00", None),  # until midnight sharp
        ([f"{number} teaching 600" for number in range(4)], "9:00", 2400),  # forty hours
    ],
)
def test_day_longer_than_eight_hours_is_found(items: list[str], start: str, length: int | None) -> None:
    long = [finding.ms // MINUTE for finding in found(plan(*items), start) if finding.kind == "long_day"]
    assert long == ([] if length is None else [length])


def test_second_day_without_items_is_found() -> None:
    days = (DAY, "2027-03-03")
    assert [finding.kind for finding in found(plan("A relay 30"), days=days)] == ["no_second_day"]
    assert found(plan("A relay 30", "B relay 30 2027-03-03T9:00"), days=days) == []


def test_groups_with_two_turns_or_none_and_too_many_for_one_room_are_found() -> None:
    day = plan("A relay 10", "A2 relay 10", "B relay 10")
    twice = Plan(
        (day.items[0], PlannedItem(msgspec.structs.replace(day.items[1].item, group_id="A"), ()), day.items[2])
    )
    assert [(finding.kind, finding.groups) for finding in found(twice, groups=["A", "B", "C"])] == [
        ("twice", ("A",)),
        ("missing", ("C",)),
    ]
    eight = plan(*(f"{letter} relay 10" for letter in "ABCDEFGH"))
    assert [(finding.kind, finding.ms) for finding in found(eight)] == [("crowd", 8)]
    assert found(in_rooms(eight, 2)) == []
    # A gathering without turns misses none.
    assert found(plan("talk teaching 60"), groups=["A"]) == []


def test_more_than_two_and_a_half_hours_without_a_pause_is_found() -> None:
    without_pause = [
        finding for finding in found(plan(*(f"{n} teaching 50" for n in "abcd"))) if finding.kind == "no_pause"
    ]
    assert [(finding.item and finding.item.id, finding.ms // MINUTE) for finding in without_pause] == [("d", 200)]
    assert found(plan("a teaching 100", "b break 10", "c teaching 100")) == []


def test_time_to_spare_before_a_fixed_start_is_found_but_not_the_night() -> None:
    day = plan("A relay 30", "lunch break 45 11:30", "B relay 30 2027-03-03T9:00")
    assert [(e.kind, e.item and e.item.id, e.ms // MINUTE) for e in found(day, days=(DAY, "2027-03-03"))] == [
        ("spare", "lunch", 120)
    ]


# --- laws


@given(DAYS)
def test_minutes_between_start_and_end_add_up(day: Plan) -> None:
    times = timed(day, at("9:00"))
    waited = sum(item_time.spare_ms for item_time in times)
    assert times[-1].ends_at - at("9:00") == sum(item_time.planned.ms for item_time in times) + waited
    for before, after in itertools.pairwise(times):
        assert after.starts_at == before.ends_at + after.spare_ms


@given(DAYS)
def test_item_begun_by_its_latest_time_keeps_the_next_fixed_start(day: Plan) -> None:
    times = timed(day, at("9:00"))
    for number, item_time in enumerate(times):
        following = [later for later in times[number:] if later.planned.item.fixed_start_at is not None]
        if item_time.latest_at is not None and item_time.starts_at <= item_time.latest_at:
            assert following[0].late_ms == 0
