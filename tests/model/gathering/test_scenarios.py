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
from tests.model.gathering.test_day_plan import at, plan


def programme_of(day: Plan) -> Programme:
    items = [each.item for each in day.items]
    return Programme.of(items, [step for each in day.items for step in each.steps])


def clock_of(*events: str) -> Clock:
    """`2027-03-02T9:00 start A`, `9:30 go B`, `12:00 pause`; a day stays until another is named."""
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
    # Nine is nine: the hour that is not there, or is there twice, is nobody's.
    pytest.param("2027-03-27", "2027-03-28", id="the clocks go forward"),
    pytest.param("2027-10-30", "2027-10-31", id="the clocks go back"),
]


def two_days(second: str) -> Plan:
    return plan("A relay 60/40", "B relay 60/40", f"C relay 60/40 {second}T9:00", "end closing 30/20")


@pytest.mark.parametrize(("first", "second"), NIGHTS)
def test_each_of_two_days_has_its_own_end(first: str, second: str) -> None:
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
    # What can be shortened for it is of this day: the closing, from 30 to 25.
    shorten = next(each for each in proposals(programme, morning, day, at("9:20", second)) if each.kind == "shorten")
    assert shorten.minutes == {"end-1": 25 * MINUTE}


@pytest.mark.parametrize(("first", "second"), NIGHTS)
def test_a_clock_left_running_over_the_night_has_its_hours(first: str, second: str) -> None:
    # From 11:00 to 9:00 are 22 hours, 21 when they go forward and 23 when they go back: the clock tells what passed.
    hours = {"2027-03-02": 22, "2027-03-27": 21, "2027-10-30": 23}[first]
    running = clock_of(f"{first}T10:00 start A", f"{first}T11:00 go B")
    assert running.spent_ms("B-1", at("9:00", second)) == hours * 60 * MINUTE


def test_a_pause_before_lunch_is_no_night() -> None:
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
def test_ten_minutes_over_are_settled(way: Settling, minutes: dict[str, float], ends: str) -> None:
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


def test_balances_of_the_day_after_everybody_has_been_up() -> None:
    # 30, 20, 15 and 25 of 80 planned: shares of 22:30 each, so +7:30, −2:30, −7:30 and +2:30. They sum to nothing.
    _, programme = four_turns()
    clock = clock_of("9:00 start A", "9:30 go B", "9:50 go C", "10:05 go slack", "10:10 go D", "10:35 pause")
    found = {each.item.id: each.ms / MINUTE for each in balances(programme, clock, at("11:00"))}
    assert found == {"A": 7.5, "B": -2.5, "C": -7.5, "D": 2.5}
    assert sum(found.values()) == 0


# --- a group moved, and one left out


def test_a_group_that_is_moved_takes_its_minutes_along() -> None:
    # D before B: 9:00 A, 9:20 D, 9:40 B, 10:00 C, 10:20 the buffer; the end is where it was.
    day, _ = four_turns()
    after = moved(day, "D", 1)
    assert [each.planned.item.id for each in timed(after, at("9:00"))] == ["A", "D", "B", "C", "slack"]
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
def test_days_of_six_and_of_fourteen_groups(groups: int, ends: str) -> None:
    letters = "ABCDEFGHIJKLMN"[:groups]
    day = plan("welcome welcome 15/10", *(f"{letter} relay 30/21" for letter in letters), "end closing 10/10")
    programme, open_day = programme_of(day), gathering("9:00", "2027-03-02")
    punctual = clock_of("9:00 start welcome", "9:15 go A")
    assert outlook(programme, punctual, open_day, at("9:30")).ends_at == at(ends)
    # Twenty late from the start: every turn after A gives its part, 20 in all, and nobody more than nine.
    late = clock_of("9:20 start welcome", "9:35 go A")
    way = next(each for each in proposals(programme, late, open_day, at("9:35")) if each.kind == "shorten")
    given = {step: 30 * MINUTE - ms for step, ms in way.minutes.items() if step != "end-1"}
    assert len(given) == groups - 1
    assert sum(given.values()) == way.saved_ms == 20 * MINUTE
    assert max(given.values()) - min(given.values()) <= 1
    assert max(given.values()) <= 9 * MINUTE


def test_more_than_the_floors_can_give_is_said() -> None:
    # Three turns after A with nine to give each: 27 of the 40 minutes, and 13 remain.
    day = plan(*(f"{letter} relay 30/21" for letter in "ABCD"))
    late = clock_of("9:40 start A")
    ways: Sequence[object] = [
        (each.kind, each.saved_ms // MINUTE, each.left_ms // MINUTE)
        for each in proposals(programme_of(day), late, gathering("9:00", "2027-03-02"), at("9:40"))
    ]
    assert ("shorten", 27, 13) in ways
    assert ("end_later", 0, 40) in ways


def test_a_budget_is_never_below_its_floor() -> None:
    day = programme_of(plan(*(f"{letter} relay 30/21" for letter in "ABCD")))
    late = clock_of("9:40 start A")
    for way in proposals(day, late, gathering("9:00", "2027-03-02"), at("9:40")):
        floors = {place.step.id: min(place.step.floor_ms, budget_ms(place.step, late)) for place in day.places}
        assert all(ms >= floors[step] for step, ms in way.minutes.items())
