"""The fair day, worked by hand; then its law: balances sum to zero, and no millisecond is lost in dividing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nettverk_tui.model.core.records import ClockEvent, ProgrammeStep
from nettverk_tui.model.gathering.fair_day import Balance, balances, divided, overrun, own_times, settlement_budgets
from nettverk_tui.model.gathering.timekeeping import MINUTE, Clock, Programme, budget_ms, fold
from tests.model.day import ms
from tests.model.gathering.test_catching_up import day, item

#: Three groups of 10 own minutes and 2 that belong to no group, and a buffer of 5 before the last.
STEPS = [(10.0, 5.0), (2.0, 2.0)]


def three_groups() -> Programme:
    programme = day((item("A"), STEPS), (item("B"), STEPS), (item("slack", "buffer"), [(5, 0)]), (item("C"), STEPS))
    changed = []
    for place in programme.places:
        fields = {name: getattr(place.step, name) for name in place.step.__struct_fields__}
        charged = place.item.kind == "relay" and place.step.position == 1
        changed.append(type(place)(place.item, ProgrammeStep(**fields | {"charged": charged})))
    return Programme(tuple(changed))


def clock_of(*steps: tuple[str, str]) -> Clock:
    """The clock that entered these steps at these times."""
    events = [
        ClockEvent(
            id=str(number),
            gathering_id="gathering",
            seq=number,
            kind="start" if number == 1 else "go",
            item_id=step[:-1],
            step_id=step,
            at=ms(at),
            recorded=ms(at),
        )
        for number, (step, at) in enumerate(steps, start=1)
    ]
    return fold(events)


def minutes(found: list[Balance]) -> dict[str, float]:
    return {balance.item.id: balance.ms / MINUTE for balance in found}


@pytest.mark.parametrize(
    ("entered", "at", "expected"),
    [
        pytest.param([("9:00", "A1")], "9:04", {"A": 0}, id="alone there is nobody to owe"),
        # A used 14, B 10: 24 in all, 12 each.
        pytest.param([("9:00", "A1"), ("9:14", "B1"), ("9:24", "slack1")], "9:30", {"A": 2, "B": -2}, id="one over"),
        # A used 10 and questions for 6, which belong to no group; B 10.
        pytest.param(
            [("9:00", "A1"), ("9:10", "A2"), ("9:16", "B1"), ("9:26", "B2")], "9:28", {"A": 0, "B": 0}, id="questions"
        ),
        # A used 10; B is 5 into its 10: all 15 as planned so far.
        pytest.param([("9:00", "A1"), ("9:10", "B1")], "9:15", {"A": 0, "B": 0}, id="in the middle of a turn"),
        # A used 10; B 14 of its 10 and goes on: 24 shared 10 to 10.
        pytest.param([("9:00", "A1"), ("9:10", "B1")], "9:24", {"A": -2, "B": 2}, id="over and still running"),
        # A 16, B 10, C 10: 36, 12 each.
        pytest.param(
            [("9:00", "A1"), ("9:16", "B1"), ("9:26", "C1"), ("9:36", "C2")],
            "9:40",
            {"A": 4, "B": -2, "C": -2},
            id="three",
        ),
    ],
)
def test_balance_of_a_group_is_its_own_time_minus_its_share(
    entered: list[tuple[str, str]], at: str, expected: dict[str, float]
) -> None:
    found = balances(three_groups(), clock_of(*((step, when) for when, step in entered)), ms(at))
    assert minutes(list(found)) == expected


def test_a_longer_turn_in_the_plan_may_use_more() -> None:
    """20 and 10 planned, 20 and 10 used: both have had their share."""
    programme = day((item("A"), [(20, 5)]), (item("B"), [(10, 5)]))
    clock = clock_of(("A1", "9:00"), ("B1", "9:20"))
    assert minutes(list(balances(programme, clock, ms("9:30")))) == {"A": 0, "B": 0}


def test_overrun_can_be_settled_by_the_buffer_by_others_or_not_at_all() -> None:
    """A went 4 over its 10. The buffer's 5 become 1; or B and C, the two others, get 2 each of A's 4."""
    programme = three_groups()
    clock = clock_of(("A1", "9:00"), ("A2", "9:14"))
    over = overrun(programme, clock, "A", ms("9:15"))
    assert over is not None
    assert (over.ms, [item.id for item in over.to_come], over.buffer_ms) == (4 * MINUTE, ["B", "C"], 5 * MINUTE)
    assert over.ways == ["let_be", "buffer", "owed"]
    assert settlement_budgets(programme, clock, over, "let_be") == {}
    assert settlement_budgets(programme, clock, over, "buffer") == {"slack1": MINUTE}
    assert settlement_budgets(programme, clock, over, "owed") == {"B1": 12 * MINUTE, "C1": 12 * MINUTE}


def test_a_buffer_pays_no_more_than_it_holds() -> None:
    programme = three_groups()
    clock = clock_of(("A1", "9:00"), ("A2", "9:18"))
    over = overrun(programme, clock, "A", ms("9:18"))
    assert over is not None
    assert settlement_budgets(programme, clock, over, "buffer") == {"slack1": 0}


def test_overrun_is_paid_today_only_to_groups_yet_to_come() -> None:
    """B owes 4: A, who has been up, and C have 2 each coming; C gets its two today."""
    programme = three_groups()
    clock = clock_of(("A1", "9:00"), ("A2", "9:10"), ("B1", "9:12"), ("B2", "9:26"))
    over = overrun(programme, clock, "B", ms("9:26"))
    assert over is not None
    assert settlement_budgets(programme, clock, over, "owed") == {"C1": 12 * MINUTE}


@pytest.mark.parametrize(
    ("entered", "at", "which"),
    [
        pytest.param([("A1", "9:00")], "9:10:14", "A", id="a few seconds"),
        pytest.param([("A1", "9:00"), ("A2", "9:09")], "9:20", "A", id="others talked"),
        pytest.param([("A1", "9:00"), ("slack1", "9:05")], "9:20", "slack", id="no group"),
        pytest.param([("A1", "9:00")], "9:20", "nobody", id="no item"),
    ],
)
def test_overrun_is_none_where_no_turn_went_over(entered: list[tuple[str, str]], at: str, which: str) -> None:
    assert overrun(three_groups(), clock_of(*entered), which, ms(at)) is None


def test_overrun_of_the_last_group_without_a_buffer_can_only_be_left() -> None:
    programme = day((item("A"), STEPS), (item("B"), STEPS))
    clock = clock_of(("A1", "9:00"), ("B1", "9:12"))
    over = overrun(programme, clock, "B", ms("9:30"))
    assert over is not None
    assert over.ways == ["let_be"]


@given(st.integers(0, 10**9), st.lists(st.integers(0, 10**8), min_size=1, max_size=20))
def test_shares_add_up_to_the_divided_time(total: int, weights: list[int]) -> None:
    parts = divided(total, weights)
    assert sum(parts) == total
    if sum(weights):
        assert all(
            abs(part - total * weight / sum(weights)) < 1.001 for part, weight in zip(parts, weights, strict=True)
        )


@given(st.lists(st.integers(0, 30 * 60), min_size=1, max_size=6), st.integers(0, 3600))
def test_balances_sum_to_zero(lengths: list[int], later: int) -> None:
    programme = three_groups()
    steps = ["A1", "A2", "B1", "B2", "slack1", "C1"][: len(lengths)]
    at, events = ms("9:00"), []
    for number, (step, seconds) in enumerate(zip(steps, lengths, strict=True), start=1):
        events.append(
            ClockEvent(
                id=step, gathering_id="gathering", seq=number, kind="start" if number == 1 else "go", item_id=step[:-1],
                step_id=step, at=at, recorded=at,
            )
        )  # fmt: skip
        at += seconds * 1000
    clock = fold(events)
    found = balances(programme, clock, at + later)
    assert sum(balance.ms for balance in found) == 0
    for balance in found:
        over = overrun(programme, clock, balance.item.id, at + later)
        if over is not None and "owed" in over.ways:
            given = settlement_budgets(programme, clock, over, "owed")
            had = {place.step.id: budget_ms(place.step, clock) for place in programme.places}
            assert 0 <= sum(budget - had[id] for id, budget in given.items()) <= over.ms


def test_own_time_differs_from_what_a_group_had_by_its_overrun() -> None:
    """A used 14 of its 10, B 6 of its 10: the overrun of A is the same figure in both places."""
    programme = three_groups()
    clock = clock_of(("A1", "9:00"), ("A2", "9:14"), ("B1", "9:15"), ("C1", "9:21"))
    own = own_times(programme, clock, ms("9:23"))
    found = {time.item.id: (time.used_ms / MINUTE, time.had_ms / MINUTE) for time in own}
    assert found == {"A": (14, 10), "B": (6, 10), "C": (2, 2)}
    over = overrun(programme, clock, "A", ms("9:23"))
    assert over is not None
    assert over.ms == next(time.ms for time in own if time.item.id == "A")


def test_overrun_lists_groups_to_come_and_groups_already_held() -> None:
    programme = three_groups()
    clock = clock_of(("A1", "9:00"), ("A2", "9:10"), ("B1", "9:12"), ("B2", "9:26"))
    over = overrun(programme, clock, "B", ms("9:26"))
    assert over is not None
    assert ([item.id for item in over.to_come], [item.id for item in over.been_up]) == (["C"], ["A"])
