"""Edits of the plan of a day: moving, minutes, rooms, items left out; then laws of editing."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nettverk_tui.model.gathering.day_plan import Plan, PlannedItem
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
from tests.model.plans import DAYS, MORNING, plan


def order(day: Plan) -> str:
    assert [planned.item.position for planned in day.items] == list(range(1, len(day.items) + 1))
    return " ".join(planned.item.id for planned in day.items)


def test_moving_an_item_renumbers_the_positions() -> None:
    day = plan(*MORNING)
    assert order(moved(day, "slack", 5)) == "welcome A B C lunch slack D bus"
    assert order(moved(day, "bus", -3)) == "bus welcome A B slack C lunch D"
    assert order(moved(day, "A", 99)) == "welcome B slack C lunch D bus A"


def test_rotating_moves_the_groups_by_one_and_keeps_the_places_of_turns() -> None:
    day = plan(*MORNING)
    assert order(rotated(day)) == "welcome B C slack D lunch A bus"
    # A has had its turn; the others move on among themselves.
    assert order(rotated(day, frozenset({"A"}))) == "welcome A C slack D lunch B bus"
    assert order(rotated(plan("talk teaching 60"))) == "talk"


def test_one_number_of_minutes_is_spread_over_the_steps_and_several_go_one_to_each() -> None:
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


def test_single_minutes_keep_the_proportions_of_the_steps() -> None:
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


def test_item_left_out_on_the_day_stays_in_the_plan_and_one_left_out_before_does_not() -> None:
    day = plan("A relay 30")
    before, on_the_day = left_out(day, "A", begun=False), left_out(day, "A", begun=True)
    assert [step.adapted_ms for step in before.items[0].steps] == [None]
    assert [step.adapted_ms for step in on_the_day.items[0].steps] == [0]
    assert taken_in(before, "A") == taken_in(on_the_day, "A") == day


def test_turns_are_spread_over_rooms_and_back_into_one() -> None:
    day = plan(*(f"{letter} relay 10" for letter in "ABCDEFGHIJKLMN"), "closing closing 10")
    two = in_rooms(day, 2)
    assert [planned.item.id for planned in two.live] == [*"ABCDEFG", "closing"]
    assert [planned.item.room for planned in two.items] == [1] * 7 + [2] * 7 + [1]
    assert [planned.item.room for planned in in_rooms(day, 3).items] == [1] * 5 + [2] * 5 + [3] * 4 + [1]
    assert in_rooms(two, 1) == day


def test_plan_edit_changes_only_rows_that_differ() -> None:
    day = plan(*MORNING)
    assert changed_rows(day, day) == ()
    renamed = edited(day, "lunch", title="Suppe")
    assert [(type(row).__name__, row.id) for row in changed_rows(day, renamed)] == [("ProgrammeItem", "lunch")]
    gone = changed_rows(day, without(day, "bus"))
    assert [(row.id, row.deleted) for row in gone] == [("bus", True), ("bus-1", True)]
    new = inserted(day, plan("extra teaching 20").items[0], 8)
    assert [row.id for row in changed_rows(day, new)] == ["extra", "extra-1"]


# --- laws


@given(DAYS, st.integers(0, 20), st.integers(-2, 20))
def test_moving_an_item_there_and_back_changes_nothing(day: Plan, which: int, to: int) -> None:
    id = day.items[which % len(day.items)].item.id
    assert moved(moved(day, id, to), id, day.index(id)) == day
    assert sum(planned.ms for planned in moved(day, id, to).items) == sum(planned.ms for planned in day.items)


@given(DAYS, st.integers(0, 300 * MINUTE))
def test_new_minutes_add_up_to_the_number_asked_for_to_the_millisecond(day: Plan, ms: int) -> None:
    id = day.items[0].item.id
    after = with_minutes(day, [id], [ms], begun=False)
    assert after.items[0].ms == ms
    assert all(step.floor_ms <= step.planned_ms for planned in after.items for step in planned.steps)
