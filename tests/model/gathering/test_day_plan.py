"""The plan of a day, worked by hand: times, latest times, what does not fit, every edit; then its laws."""

import itertools
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nettverk_tui.model.core.records import ProgrammeItem, ProgrammeStep
from nettverk_tui.model.core.values import ItemKind
from nettverk_tui.model.gathering.day_plan import Finding, Plan, PlannedItem, findings, in_days, timed
from nettverk_tui.model.gathering.feedback_round import responders
from nettverk_tui.model.gathering.plan_edits import (
    changed_rows,
    edited,
    in_rooms,
    inserted,
    left_out,
    moved,
    nudged,
    rotated,
    taken_in,
    with_minutes,
    without,
)
from nettverk_tui.model.gathering.timekeeping import MINUTE

ZONE = ZoneInfo("Europe/Oslo")
DAY = "2027-03-02"


def at(clock: str, day: str = DAY) -> int:
    """`9:00` as UTC milliseconds of that day in Norway."""
    hour, minute = map(int, clock.split(":"))
    moment = datetime.fromisoformat(day).replace(tzinfo=ZONE, hour=hour % 24, minute=minute)
    return int((moment + timedelta(days=hour // 24)).timestamp() * 1000)


def day_of(ms: int) -> str:
    return datetime.fromtimestamp(ms / 1000, UTC).astimezone(ZONE).date().isoformat()


def shown(ms: int | None) -> str:
    local = datetime.fromtimestamp((ms or 0) / 1000, UTC).astimezone(ZONE)
    return "" if ms is None else f"{local.hour}:{local.minute:02}"


def plan(*items: str) -> Plan:
    """Items as `name kind minutes/floor options`: `A relay 30/21`, `lunch break 45/30 11:30 protected`.

    A relay is the turn of the group with its name. Options: a fixed start (`11:30`, or `2027-03-03T9:00`), protected,
    skipped, room2.
    """
    return Plan(tuple(_planned(text, number) for number, text in enumerate(items, start=1)))


def _planned(text: str, number: int) -> PlannedItem:
    name, kind, minutes, *options = text.split()
    planned, _, floor = minutes.partition("/")
    fixed = next((option for option in options if ":" in option), None)
    fixed_at = None
    if fixed is not None:
        day, _, clock = fixed.rpartition("T")
        fixed_at = at(clock, day or DAY)
    item = ProgrammeItem(
        id=name,
        gathering_id="gathering",
        position=number,
        kind=_kind(kind),
        title=name if kind != "relay" else "",
        group_id=name if kind == "relay" else None,
        fixed_start_at=fixed_at,
        protected="protected" in options,
        skipped="skipped" in options,
        room=2 if "room2" in options else 1,
    )
    step = ProgrammeStep(
        id=f"{name}-1",
        item_id=name,
        position=1,
        kind="plenary",
        planned_ms=int(planned) * MINUTE,
        floor_ms=int(floor or planned) * MINUTE,
    )
    return PlannedItem(item, (step,))


def _kind(word: str) -> ItemKind:
    kind: ItemKind = msgspec.convert(word, ItemKind)
    return kind


MORNING = (
    "welcome welcome 15/10",
    "A relay 30/21",
    "B relay 30/21",
    "slack buffer 10/0",
    "C relay 30/21",
    "lunch break 45/30 11:30 protected",
    "D relay 30/21",
    "bus closing 15/10 13:00",
)


def test_times_follow_from_the_start_and_the_fixed_starts() -> None:
    # From 9:00: 15 → 9:15, 30 → 9:45, 30 → 10:15, 10 → 10:25, 30 → 10:55, and 35 minutes to spare before 11:30;
    # lunch until 12:15, D until 12:45, and 15 to spare before 13:00.
    times = timed(plan(*MORNING), at("9:00"))
    assert [shown(each.starts_at) for each in times] == [
        "9:00", "9:15", "9:45", "10:15", "10:25", "11:30", "12:15", "13:00",
    ]  # fmt: skip
    assert [each.spare_ms // MINUTE for each in times] == [0, 0, 0, 0, 0, 35, 0, 15]
    assert [each.late_ms for each in times] == [0] * 8
    # Back from 11:30: C 11:00, slack 10:50, B 10:20, A 9:50, welcome 9:35. Back from 13:00: D 12:30, and lunch is
    # fixed at 11:30, before 11:45.
    assert [shown(each.latest_at) for each in times] == [
        "9:35", "9:50", "10:20", "10:50", "11:00", "11:30", "12:30", "13:00",
    ]  # fmt: skip


def test_what_comes_after_the_last_fixed_start_may_begin_whenever() -> None:
    times = timed(plan("A relay 30", "lunch break 45 9:30", "B relay 30"), at("9:00"))
    assert [shown(each.latest_at) for each in times] == ["9:00", "9:30", ""]


def test_what_is_left_out_and_what_is_in_another_room_takes_no_time() -> None:
    day = plan("A relay 30", "extra teaching 60 skipped", "B relay 30 room2", "C relay 30")
    assert [(each.planned.item.id, shown(each.starts_at)) for each in timed(day, at("9:00"))] == [
        ("A", "9:00"),
        ("C", "9:30"),
    ]
    assert [each.item.id for each in day.turns] == ["A", "C"]


def test_the_second_day_begins_where_its_fixed_start_says_also_over_a_clock_change() -> None:
    # The clocks go forward in the night to 28 March 2027: nine is nine on both days, 23 hours apart.
    day = plan("A relay 30 2027-03-27T9:00", "B relay 30 2027-03-28T9:00", "C relay 30")
    times = timed(day, at("9:00", "2027-03-27"))
    assert [shown(each.starts_at) for each in times] == ["9:00", "9:00", "9:30"]
    assert times[1].starts_at - times[0].starts_at == 23 * 60 * MINUTE
    # What begins tomorrow asks nothing of today.
    assert [shown(each.latest_at) for each in times] == ["9:00", "9:00", ""]
    evening = timed(plan("A relay 30", "B relay 30 2027-03-03T9:00"), at("9:00"))
    assert [shown(each.latest_at) for each in evening] == ["", "9:00"]
    assert [[each.planned.item.id for each in one] for one in in_days(times, day_of)] == [["A"], ["B", "C"]]
    assert found(day, days=("2027-03-27", "2027-03-28")) == []


# --- what does not fit


def found(
    day: Plan,
    start: str = "9:00",
    days: tuple[str, str] = (DAY, DAY),
    groups: Sequence[str] = (),
    in_a_room: int = 6,
) -> list[Finding]:
    return list(findings(day, at(start, days[0]), days, groups, in_a_room, day_of))


def test_a_fixed_start_that_is_reached_too_late_says_what_would_help() -> None:
    # From 9:40 the morning takes 115 minutes, to 11:35: five too late. Welcome gives 5, the turns 9 each, the buffer
    # 10: 42. The buffer alone is enough, and so is a turn; nobody leaves out the welcome.
    (late,) = found(plan(*MORNING[:6]), "9:40")
    assert (late.kind, late.item and late.item.id, late.ms, late.gives_ms) == ("late", "lunch", 5 * MINUTE, 42 * MINUTE)
    assert [item.id for item in late.enough] == ["slack", "A"]
    assert late.serious


def test_lateness_for_the_second_fixed_start_counts_from_the_first() -> None:
    # Lunch holds; from 12:15 D takes 30 and E 30: 13:15, a quarter too late for the bus at 13:00.
    (late,) = found(plan(*MORNING[:7], "E relay 30/21", MORNING[7]), "9:35")
    assert (late.item and late.item.id, late.ms, late.gives_ms) == ("bus", 15 * MINUTE, 18 * MINUTE)
    assert [item.id for item in late.enough] == ["D", "E"]


def test_what_is_protected_is_not_proposed_to_be_left_out() -> None:
    (late,) = found(plan("talk teaching 60/30 protected", "lunch break 45 9:30"))
    assert (late.gives_ms, late.enough) == (0, ())


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        # Lunch until 12:15 and a bus at 12:00: fifteen minutes overlap.
        (["lunch break 45 11:30", "bus closing 15 12:00"], ("overlap", "bus", "lunch", 15)),
        # Fixed before what stands before it.
        (["lunch break 45 11:30", "A relay 30", "bus closing 15 11:00"], ("order", "bus", "lunch", 105)),
        (["lunch break 45 11:30", "bus closing 15 11:30"], ("order", "bus", "lunch", 45)),
    ],
)
def test_fixed_starts_that_cannot_both_hold(items: list[str], expected: tuple[str, str, str, int]) -> None:
    serious = [each for each in found(plan(*items)) if each.serious]
    assert [(e.kind, e.item and e.item.id, e.other and e.other.id, e.ms // MINUTE) for e in serious] == [expected]


def test_a_fixed_start_on_another_day_than_the_gathering() -> None:
    (outside,) = [each for each in found(plan("A relay 30 2027-03-05T9:00")) if each.kind == "outside"]
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
def test_a_day_that_is_longer_than_anybody_sits(items: list[str], start: str, length: int | None) -> None:
    long = [each.ms // MINUTE for each in found(plan(*items), start) if each.kind == "long_day"]
    assert long == ([] if length is None else [length])


def test_a_gathering_of_two_days_where_nothing_begins_on_the_second() -> None:
    days = (DAY, "2027-03-03")
    assert [each.kind for each in found(plan("A relay 30"), days=days)] == ["no_second_day"]
    assert found(plan("A relay 30", "B relay 30 2027-03-03T9:00"), days=days) == []


def test_groups_with_two_turns_with_none_and_too_many_for_one_room() -> None:
    day = plan("A relay 10", "A2 relay 10", "B relay 10")
    twice = Plan(
        (day.items[0], PlannedItem(msgspec.structs.replace(day.items[1].item, group_id="A"), ()), day.items[2])
    )
    assert [(each.kind, each.groups) for each in found(twice, groups=["A", "B", "C"])] == [
        ("twice", ("A",)),
        ("missing", ("C",)),
    ]
    eight = plan(*(f"{letter} relay 10" for letter in "ABCDEFGH"))
    assert [(each.kind, each.ms) for each in found(eight)] == [("crowd", 8)]
    assert found(in_rooms(eight, 2)) == []
    # A gathering without turns misses none.
    assert found(plan("talk teaching 60"), groups=["A"]) == []


def test_two_and_a_half_hours_without_a_pause() -> None:
    without_pause = [each for each in found(plan(*(f"{n} teaching 50" for n in "abcd"))) if each.kind == "no_pause"]
    assert [(each.item and each.item.id, each.ms // MINUTE) for each in without_pause] == [("d", 200)]
    assert found(plan("a teaching 100", "b break 10", "c teaching 100")) == []


def test_time_to_spare_before_a_fixed_start_is_told_but_not_the_night() -> None:
    day = plan("A relay 30", "lunch break 45 11:30", "B relay 30 2027-03-03T9:00")
    assert [(e.kind, e.item and e.item.id, e.ms // MINUTE) for e in found(day, days=(DAY, "2027-03-03"))] == [
        ("spare", "lunch", 120)
    ]


# --- edits


def order(day: Plan) -> str:
    assert [each.item.position for each in day.items] == list(range(1, len(day.items) + 1))
    return " ".join(each.item.id for each in day.items)


def test_an_item_moves_and_the_places_are_counted_anew() -> None:
    day = plan(*MORNING)
    assert order(moved(day, "slack", 5)) == "welcome A B C lunch slack D bus"
    assert order(moved(day, "bus", -3)) == "bus welcome A B slack C lunch D"
    assert order(moved(day, "A", 99)) == "welcome B slack C lunch D bus A"


def test_the_groups_move_on_by_one_and_their_places_stay() -> None:
    day = plan(*MORNING)
    assert order(rotated(day)) == "welcome B C slack D lunch A bus"
    # A has had its turn; the others move on among themselves.
    assert order(rotated(day, frozenset({"A"}))) == "welcome A C slack D lunch B bus"
    assert order(rotated(plan("talk teaching 60"))) == "talk"


def test_one_number_is_spread_over_the_steps_and_several_are_for_one_each() -> None:
    day = plan("A relay 30")
    (only,) = day.items[0].steps
    steps = tuple(
        msgspec.structs.replace(only, id=f"A-{n}", position=n, planned_ms=ms * MINUTE, floor_ms=2 * MINUTE)
        for n, ms in enumerate((3, 7, 20), start=1)
    )
    day = Plan((PlannedItem(day.items[0].item, steps),))

    def minutes(after: Plan) -> list[float]:
        return [step.planned_ms / MINUTE for step in after.items[0].steps]

    # 25 of 30: 2.5, 5.83 and 16.67, in whole minutes with nothing lost: 2 + 6 + 17 (the largest remainders round up).
    assert minutes(with_minutes(day, ["A"], [25 * MINUTE], begun=False)) == [2, 6, 17]
    assert minutes(with_minutes(day, ["A"], [1 * MINUTE, 8 * MINUTE, 20 * MINUTE], begun=False)) == [1, 8, 20]
    assert [step.floor_ms // MINUTE for step in with_minutes(day, ["A"], [1 * MINUTE, 8 * MINUTE, 20 * MINUTE],
            begun=False).items[0].steps] == [1, 2, 2]  # fmt: skip
    with pytest.raises(ValueError, match="one for each step"):
        with_minutes(day, ["A"], [1 * MINUTE, 2 * MINUTE], begun=False)
    adapted = with_minutes(day, ["A"], [25 * MINUTE], begun=True).items[0].steps
    assert [(step.planned_ms // MINUTE, (step.adapted_ms or 0) // MINUTE) for step in adapted] == [
        (3, 2), (7, 6), (20, 17),
    ]  # fmt: skip


def test_single_minutes_go_where_they_are_most_in_keeping() -> None:
    # Floors 2, 5 and 3: of 3, 7 and 4 the first minute goes to the second (5/8), then the third (3/5), the second (5/9)
    # and the first (2/4).
    (first,) = plan("A relay 14").items
    steps = tuple(
        msgspec.structs.replace(
            first.steps[0], id=f"A-{n}", position=n, planned_ms=ms * MINUTE, floor_ms=floor * MINUTE
        )
        for n, (ms, floor) in enumerate(((3, 2), (7, 5), (4, 3)), start=1)
    )
    day = Plan((PlannedItem(first.item, steps),))

    def minutes(more: int) -> list[float]:
        return [step.planned_ms / MINUTE for step in nudged(day, "A", more, begun=False).items[0].steps]

    assert [minutes(more) for more in (1, 2, 3, 4)] == [[3, 8, 4], [3, 8, 5], [3, 9, 5], [4, 9, 5]]
    # Back: 3/2 is the most above its floor, then 7/5, then 4/3.
    assert [minutes(-less) for less in (1, 2, 3)] == [[2, 7, 4], [2, 6, 4], [2, 6, 3]]
    assert minutes(-99) == [0, 0, 0]
    assert sum(minutes(9999)) == 600


def test_what_is_left_out_on_the_day_stays_in_the_plan_and_what_is_prepared_was_never_in_it() -> None:
    day = plan("A relay 30")
    before, on_the_day = left_out(day, "A", begun=False), left_out(day, "A", begun=True)
    assert [step.adapted_ms for step in before.items[0].steps] == [None]
    assert [step.adapted_ms for step in on_the_day.items[0].steps] == [0]
    assert taken_in(before, "A") == taken_in(on_the_day, "A") == day


def test_the_turns_are_shared_out_over_rooms_and_gathered_again() -> None:
    day = plan(*(f"{letter} relay 10" for letter in "ABCDEFGHIJKLMN"), "closing closing 10")
    two = in_rooms(day, 2)
    assert [each.item.id for each in two.live] == [*"ABCDEFG", "closing"]
    assert [each.item.room for each in two.items] == [1] * 7 + [2] * 7 + [1]
    assert [each.item.room for each in in_rooms(day, 3).items] == [1] * 5 + [2] * 5 + [3] * 4 + [1]
    assert in_rooms(two, 1) == day


def test_three_groups_answer_each_where_there_are_too_many() -> None:
    turns = [each.item for each in plan(*(f"{letter} relay 10" for letter in "ABCDEFGH")).turns]
    assert list(responders(turns, "A", 6)) == ["B", "C", "D"]
    assert list(responders(turns, "G", 6)) == ["H", "A", "B"]
    # Everybody answers three times.
    asked = [group for each in turns for group in responders(turns, each.group_id, 6)]
    assert {asked.count(letter) for letter in "ABCDEFGH"} == {3}
    assert responders(turns[:6], "A", 6) == ()
    assert responders(turns, "lunch", 6) == ()


def test_only_rows_that_differ_are_changed() -> None:
    day = plan(*MORNING)
    assert changed_rows(day, day) == ()
    renamed = edited(day, "lunch", title="Suppe")
    assert [(type(row).__name__, row.id) for row in changed_rows(day, renamed)] == [("ProgrammeItem", "lunch")]
    gone = changed_rows(day, without(day, "bus"))
    assert [(row.id, row.deleted) for row in gone] == [("bus", True), ("bus-1", True)]
    new = inserted(day, plan("extra teaching 20").items[0], 8)
    assert [row.id for row in changed_rows(day, new)] == ["extra", "extra-1"]


# --- laws

MINUTES = st.integers(min_value=0, max_value=120)
DAYS = st.lists(st.tuples(MINUTES, st.none() | st.integers(0, 600)), min_size=1, max_size=12).map(
    lambda items: plan(
        *(
            f"i{n} teaching {minutes}"
            + (f" {9 + fixed // 60}:{fixed % 60:02}" if fixed is not None and fixed < 840 else "")
            for n, (minutes, fixed) in enumerate(items)
        )
    )
)


@given(DAYS)
def test_no_minute_is_lost_between_the_start_and_the_end(day: Plan) -> None:
    times = timed(day, at("9:00"))
    waited = sum(each.spare_ms for each in times)
    assert times[-1].ends_at - at("9:00") == sum(each.planned.ms for each in times) + waited
    for before, after in itertools.pairwise(times):
        assert after.starts_at == before.ends_at + after.spare_ms


@given(DAYS)
def test_who_begins_no_later_than_the_latest_holds_the_next_fixed_start(day: Plan) -> None:
    times = timed(day, at("9:00"))
    for number, each in enumerate(times):
        following = [later for later in times[number:] if later.planned.item.fixed_start_at is not None]
        if each.latest_at is not None and each.starts_at <= each.latest_at:
            assert following[0].late_ms == 0


@given(DAYS, st.integers(0, 20), st.integers(-2, 20))
def test_moving_there_and_back_changes_nothing(day: Plan, which: int, to: int) -> None:
    id = day.items[which % len(day.items)].item.id
    assert moved(moved(day, id, to), id, day.index(id)) == day
    assert sum(each.ms for each in moved(day, id, to).items) == sum(each.ms for each in day.items)


@given(DAYS, st.integers(0, 300 * MINUTE))
def test_new_minutes_are_what_was_asked_for_to_the_millisecond(day: Plan, ms: int) -> None:
    id = day.items[0].item.id
    after = with_minutes(day, [id], [ms], begun=False)
    assert after.items[0].ms == ms
    assert all(step.floor_ms <= step.planned_ms for each in after.items for step in each.steps)
