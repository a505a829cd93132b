"""Whole days with a fake clock, worked by hand: overruns settled, a group moved, two days, the nights clocks change."""

from collections.abc import Sequence

import pytest

from nettverk_tui.model.core.records import ClockEvent, Gathering
from nettverk_tui.model.core.values import ClockKind, Settling
from nettverk_tui.model.gathering.catching_up import adapted, lateness, proposals
from nettverk_tui.model.gathering.day_plan import Plan, timed
from nettverk_tui.model.gathering.fair_day import balances, overrun, settlement_budgets
from nettverk_tui.model.gathering.outlook import outlook
from nettverk_tui.model.gathering.plan_edits import changed_rows, moved
from nettverk_tui.model.gathering.timekeeping import MINUTE, Clock, Programme, budget_ms, fold
from tests.model.plans import at, plan


def programme_of(day: Plan) -> Programme:
    items = [planned.item for planned in day.items]
    return Programme.of(items, [step for planned in day.items for step in planned.steps])


def clock_of(*events: str) -> Clock:
    """`2027-03-02T9:00 start A`, `9:30 go B`, `12:00 pause`; the day applies until another one is given."""
    found, day = [], "2027-03-02"
    for number, event in enumerate(events, start=1):
        when, kind, *item = event.split()
        named, _, hour = when.rpartition("T")
        day = named or day
        found.append(
            ClockEvent(
                id=str(number),
                gathering_id="gathering",
                seq=number,
                kind=_kind(kind),
                item_id=item[0] if item else None,
                step_id=f"{item[0]}-1" if item else None,
                at=at(hour, day),
                recorded=at(hour, day),
            )
        )
    return fold(found)


def _kind(word: str) -> ClockKind:
    kinds: dict[str, ClockKind] = {"start": "start", "go": "go", "pause": "pause", "resume": "resume"}
    return kinds[word]


def gathering(starts: str, first: str, last: str | None = None) -> Gathering:
    return Gathering(
        id="gathering",
        network_id="network",
        number=2,
        kind="middle",
        starts_on=first,
        ends_on=last or first,
        starts_at=at(starts, first),
    )


# --- two days, and the night between them

#: Day one from ten: A and B to noon. Day two from nine: C and a closing, to half past ten.
NIGHTS = [
    pytest.param("2027-03-02", "2027-03-03", id="a night like others"),
    # Nine is nine: the hour that is missing, or comes twice, belongs to no step.
    pytest.param("2027-03-27", "2027-03-28", id="the clocks go forward"),
    pytest.param("2027-10-30", "2027-10-31", id="the clocks go back"),
]


def two_days(second: str) -> Plan:
    return plan("A relay 60/40", "B relay 60/40", f"C relay 60/40 {second}T9:00", "end closing 30/20")


@pytest.mark.parametrize(("first", "second"), NIGHTS)
def test_each_day_of_two_has_its_own_expected_end(first: str, second: str) -> None:
    programme, day = programme_of(two_days(second)), gathering("10:00", first, second)
    # Ten late, and A took two more than its 60: B from 11:12, to 12:12; twelve behind the plan, two behind the start.
    evening = clock_of(f"{first}T10:10 start A", f"{first}T11:12 go B")
    read = outlook(programme, evening, day, at("11:20", first))
    assert (read.ends_at, read.behind_plan_ms, read.behind_start_ms) == (at("12:12", first), 12 * MINUTE, 2 * MINUTE)
    late = lateness(programme, evening, day, at("11:20", first))
    assert late is not None
    assert (late.ms, late.item, late.places) == (12 * MINUTE, None, ())
    # The next morning C begins at 9:05: to 10:35, five behind both; yesterday is not owed.
    morning = clock_of(f"{first}T10:10 start A", f"{first}T11:12 go B", f"{first}T12:12 pause", f"{second}T9:05 go C")
    read = outlook(programme, morning, day, at("9:20", second))
    assert (read.ends_at, read.behind_plan_ms, read.behind_start_ms) == (at("10:35", second), 5 * MINUTE, 5 * MINUTE)
    assert [morning.spent_ms(f"{letter}-1", at("9:20", second)) // MINUTE for letter in "ABC"] == [62, 60, 15]
    # Only items of this day can be shortened for it: the closing, from 30 to 25.
    shorten = next(
        proposal for proposal in proposals(programme, morning, day, at("9:20", second)) if proposal.kind == "shorten"
    )
    assert shorten.minutes == {"end-1": 25 * MINUTE}


@pytest.mark.parametrize(("first", "second"), NIGHTS)
def test_clock_left_running_overnight_counts_the_real_hours(first: str, second: str) -> None:
    # From 11:00 to 9:00 are 22 hours, 21 when they go forward and 23 when they go back: the clock tells what passed.
    hours = {"2027-03-02": 22, "2027-03-27": 21, "2027-10-30": 23}[first]
    running = clock_of(f"{first}T10:00 start A", f"{first}T11:00 go B")
    assert running.spent_ms("B-1", at("9:00", second)) == hours * 60 * MINUTE


def test_pause_before_lunch_is_not_taken_for_the_night() -> None:
    day = plan("A relay 60", "B relay 60 15:00", "end closing 30")
    programme = programme_of(day)
    read = outlook(programme, clock_of("9:00 start A"), gathering("9:00", "2027-03-02"), at("9:30"))
    assert read.ends_at == at("16:30")


# --- an overrun of ten minutes, settled each of three ways


def four_turns() -> tuple[Plan, Programme]:
    """A, B, C and D with 20 minutes of their own, and a buffer of 15 before D: from 9:00 to 10:35."""
    day = plan("A relay 20/14", "B relay 20/14", "C relay 20/14", "slack buffer 15/0", "D relay 20/14")
    return day, programme_of(day)


@pytest.mark.parametrize(
    ("way", "minutes", "ends"),
    [
        # Nothing changes: B from 9:30, and 20 + 20 + 15 + 20 follow.
        ("let_be", {}, "10:45"),
        # The buffer keeps 5 of its 15: the day ends as planned.
        ("buffer", {"slack-1": 5}, "10:35"),
        # Ten minutes to three others: 3:20 each. B's turn runs, so nothing is paid to it; C and D get theirs today.
        ("owed", {"C-1": 20 + 10 / 3, "D-1": 20 + 10 / 3}, "10:51:40"),
    ],
)
def test_overrun_of_ten_minutes_is_settled_in_each_way(way: Settling, minutes: dict[str, float], ends: str) -> None:
    _, programme = four_turns()
    day = gathering("9:00", "2027-03-02")
    clock = clock_of("9:00 start A", "9:30 go B")
    now = at("9:30")
    over = overrun(programme, clock, "A", now)
    assert over is not None
    assert (over.ms, over.each_ms, over.buffer_ms) == (10 * MINUTE, 200_000, 15 * MINUTE)
    given = settlement_budgets(programme, clock, over, way)
    assert {step: ms / MINUTE for step, ms in given.items()} == pytest.approx(minutes)
    after = adapted(programme, clock, given, ())
    assert outlook(after, clock, day, now).ends_at == at(ends[:5]) + (40_000 if way == "owed" else 0)


def test_balances_after_every_turn_sum_to_zero() -> None:
    # 30, 20, 15 and 25 of 80 planned: shares of 22:30 each, so +7:30, −2:30, −7:30 and +2:30. They sum to nothing.
    _, programme = four_turns()
    clock = clock_of("9:00 start A", "9:30 go B", "9:50 go C", "10:05 go slack", "10:10 go D", "10:35 pause")
    found = {balance.item.id: balance.ms / MINUTE for balance in balances(programme, clock, at("11:00"))}
    assert found == {"A": 7.5, "B": -2.5, "C": -7.5, "D": 2.5}
    assert sum(found.values()) == 0


# --- a group moved, and one left out


def test_moved_group_keeps_its_minutes() -> None:
    # D before B: 9:00 A, 9:20 D, 9:40 B, 10:00 C, 10:20 the buffer; the end is where it was.
    day, _ = four_turns()
    after = moved(day, "D", 1)
    assert [item_time.planned.item.id for item_time in timed(after, at("9:00"))] == ["A", "D", "B", "C", "slack"]
    assert timed(after, at("9:00"))[-1].ends_at == timed(day, at("9:00"))[-1].ends_at == at("10:35")
    assert {row.id for row in changed_rows(day, after)} == {"B", "C", "slack", "D"}
    clock = clock_of("9:00 start A")
    following = programme_of(after).next(clock)
    assert following is not None
    assert following.item.id == "D"
    read = outlook(programme_of(after), clock, gathering("9:00", "2027-03-02"), at("9:10"))
    assert (read.ends_at, read.behind_plan_ms) == (at("10:35"), 0)


# --- large and small


@pytest.mark.parametrize(
    ("groups", "ends"),
    [
        # 15 + 6 × 30 + 10 = 205 minutes.
        (6, "12:25"),
        # 15 + 14 × 30 + 10 = 445.
        (14, "16:25"),
    ],
)
def test_day_of_six_or_fourteen_groups_ends_on_time_and_shares_a_delay_evenly(groups: int, ends: str) -> None:
    letters = "ABCDEFGHIJKLMN"[:groups]
    day = plan("welcome welcome 15/10", *(f"{letter} relay 30/21" for letter in letters), "end closing 10/10")
    programme, open_day = programme_of(day), gathering("9:00", "2027-03-02")
    punctual = clock_of("9:00 start welcome", "9:15 go A")
    assert outlook(programme, punctual, open_day, at("9:30")).ends_at == at(ends)
    # Twenty late from the start: every turn after A gives its part, 20 in all, and none more than nine.
    late = clock_of("9:20 start welcome", "9:35 go A")
    way = next(proposal for proposal in proposals(programme, late, open_day, at("9:35")) if proposal.kind == "shorten")
    given = {step: 30 * MINUTE - ms for step, ms in way.minutes.items() if step != "end-1"}
    assert len(given) == groups - 1
    assert sum(given.values()) == way.saved_ms == 20 * MINUTE
    assert max(given.values()) - min(given.values()) <= 1
    assert max(given.values()) <= 9 * MINUTE


def test_lateness_beyond_the_floors_is_reported_as_remaining() -> None:
    # Three turns after A with nine to give each: 27 of the 40 minutes, and 13 remain.
    day = plan(*(f"{letter} relay 30/21" for letter in "ABCD"))
    late = clock_of("9:40 start A")
    ways: Sequence[object] = [
        (proposal.kind, proposal.saved_ms // MINUTE, proposal.left_ms // MINUTE)
        for proposal in proposals(programme_of(day), late, gathering("9:00", "2027-03-02"), at("9:40"))
    ]
    assert ("shorten", 27, 13) in ways
    assert ("end_later", 0, 40) in ways


def test_budget_is_never_below_its_floor() -> None:
    day = programme_of(plan(*(f"{letter} relay 30/21" for letter in "ABCD")))
    late = clock_of("9:40 start A")
    for way in proposals(day, late, gathering("9:00", "2027-03-02"), at("9:40")):
        floors = {place.step.id: min(place.step.floor_ms, budget_ms(place.step, late)) for place in day.places}
        assert all(ms >= floors[step] for step, ms in way.minutes.items())
