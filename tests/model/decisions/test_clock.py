"""Commands of the clock: the rows they change, and refusals with their sentence."""

from typing import Any

import msgspec
import pytest

from nettverk_tui.model.commands import (
    AdaptProgramme,
    AdjustStep,
    BackdateStep,
    CloseGathering,
    Command,
    FollowClock,
    MoveClock,
    PlanGathering,
    ReopenGathering,
    SetNextGathering,
    StartClock,
)
from nettverk_tui.model.core.messages import Refusal
from nettverk_tui.model.core.records import ClockEvent, Gathering, ProgrammeItem, ProgrammeStep
from nettverk_tui.model.core.rows import MemoryRows
from nettverk_tui.model.decisions import Decision, decide
from nettverk_tui.model.gathering.timekeeping import MINUTE, budget_ms
from tests.model.carrying_out import carry_out
from tests.model.day import GATHERING, Day, day_rows, ms

CLOSED = "The gathering is closed. Reopen it to go on."
MOVED = "Another window has already moved on."
NOT_STARTED = "The clock has not been started."
GONE = "This is no longer there: it was deleted in another window."
MOVED_ON = "The clock has moved on since then: nothing was taken out."
BUILT_ON = "Something else builds on this. Take that away first."


def refusal_of(outcome: Refusal | Decision | None) -> tuple[str, bool]:
    assert isinstance(outcome, Refusal), outcome
    return outcome.message.text, outcome.stale


@pytest.mark.parametrize(
    ("keys", "key", "sentence", "stale"),
    [
        pytest.param(["9:00 start"], "9:01 start", MOVED, True, id="start twice"),
        pytest.param(["9:00 start", "9:01 close"], "9:02 start", CLOSED, False, id="start when closed"),
        pytest.param([], "9:00 next", NOT_STARTED, False, id="next before the start"),
        pytest.param(["9:00 start", "9:01 close"], "9:02 next", CLOSED, False, id="next when closed"),
        pytest.param([], "9:00 resume", NOT_STARTED, False, id="resume before the start"),
        pytest.param(["9:00 start", "9:01 close"], "9:02 resume", CLOSED, False, id="resume when closed"),
        pytest.param(["9:00 start", "9:01 close"], "9:02 adjust 1", CLOSED, False, id="minutes when closed"),
        pytest.param(
            ["9:00 start", "9:01 adjust -10"],
            "9:02 adjust -1",
            "There are no minutes left to take from this step.",
            False,
            id="fewer than no minutes",
        ),
        pytest.param([], "9:00 began 8:50", NOT_STARTED, False, id="backdate before the start"),
        pytest.param(
            ["9:00 start", "9:10 next"],
            "9:11 began 8:59",
            "The step before began later than that.",
            False,
            id="backdate past the step before",
        ),
        pytest.param(
            ["9:00 start", "9:04 pause", "9:10 next"],
            "9:11 began 9:03",
            "The step before began later than that.",
            False,
            id="backdate into a pause",
        ),
        pytest.param(["9:00 start", "9:10 close"], "9:11 began 8:50", CLOSED, False, id="backdate when closed"),
        pytest.param([], "9:00 gap 8:00-9:00", NOT_STARTED, False, id="a gap before the start"),
        pytest.param(["9:00 start", "9:01 pause"], "9:05 gap 9:02-9:04", NOT_STARTED, False, id="a gap in a pause"),
        pytest.param(["9:00 start", "9:21 next"], "9:22 gap 9:05-9:20", MOVED_ON, False, id="a gap before a step"),
        pytest.param(
            ["9:00 start", "9:21 pause", "9:21 resume"],
            "9:22 gap 9:05-9:20",
            MOVED_ON,
            False,
            id="a gap before a pause",
        ),
        pytest.param(
            ["9:00 start", "9:10 next"],
            "9:21 gap 9:05-9:20",
            MOVED_ON,
            False,
            id="a gap in a step that was left",
        ),
    ],
)
def test_clock_command_is_refused_with_its_sentence(keys: list[str], key: str, sentence: str, stale: bool) -> None:
    day = Day(*keys)
    before = list(day.rows.find(ClockEvent))
    assert refusal_of(day.try_to(key)) == (sentence, stale)
    assert day.rows.find(ClockEvent) == before


@pytest.mark.parametrize(
    ("keys", "key"),
    [
        (["9:00 start", "9:01 pause"], "9:02 pause"),
        ([], "9:02 pause"),
        (["9:00 start"], "9:02 resume"),
        (["9:00 start", "9:01 close"], "9:02 close"),
        (["9:00 start"], "9:02 reopen"),
        (["9:00 start", "9:05 next"], "9:06 began 9:05"),
    ],
)
def test_clock_command_without_effect_changes_nothing(keys: list[str], key: str) -> None:
    day = Day(*keys)
    before = list(day.rows.find(ClockEvent))
    day.press(key)
    assert day.rows.find(ClockEvent) == before


@pytest.mark.parametrize("key", ["start", "next", "pause", "resume", "adjust 1", "gap 9:01-9:02", "close", "reopen"])
def test_same_clock_command_twice_is_stored_once(key: str) -> None:
    keys = {"start": (), "resume": ("9:00 start", "9:01 pause"), "reopen": ("9:00 start", "9:01 close")}
    day = Day(*keys.get(key, ("9:00 start",)))
    word, _, rest = key.partition(" ")
    command = day.command(word, ms("9:05"), rest)
    assert day.send(command, ms("9:05")) is None
    once = list(day.rows.find(ClockEvent))
    assert day.send(command, ms("9:06")) is None
    assert day.rows.find(ClockEvent) == once


@pytest.mark.parametrize(
    ("key", "then"), [("pause", "resume"), ("resume", "pause"), ("close", "reopen"), ("reopen", "close")]
)
def test_repeated_clock_command_that_arrives_late_is_not_stored_again(key: str, then: str) -> None:
    begun = {"resume": ("9:01 pause",), "reopen": ("9:01 close",)}
    day = Day("9:00 start", *begun.get(key, ()))
    command = day.command(key, ms("9:02"))
    assert day.send(command, ms("9:02")) is None
    day.press(f"9:03 {then}")
    after = list(day.rows.find(ClockEvent))
    assert day.send(command, ms("9:04")) is None
    assert day.rows.find(ClockEvent) == after


@pytest.mark.parametrize("phase", ["running", "paused"])
def test_two_windows_that_press_next_move_the_clock_one_step(phase: str) -> None:
    day = Day("9:00 start", "9:05 next", *(["9:06 pause"] if phase == "paused" else []))
    stale = MoveClock(event_id="e", gathering_id=GATHERING, step_id="A card", seen_step="welcome")
    assert refusal_of(day.send(stale, ms("9:07"))) == (MOVED, True)
    stale_back = BackdateStep(gathering_id=GATHERING, step_id="welcome", at=ms("8:58"))
    assert refusal_of(day.send(stale_back, ms("9:07"))) == (MOVED, True)


@pytest.mark.parametrize(
    "command",
    [
        StartClock(event_id="e", gathering_id="nowhere", step_id="welcome", at=0),
        StartClock(event_id="e", gathering_id=GATHERING, step_id="nowhere", at=0),
        MoveClock(event_id="e", gathering_id=GATHERING, step_id="nowhere", seen_step=None),
        AdjustStep(event_id="e", gathering_id=GATHERING, step_id="nowhere", amount_ms=1),
        CloseGathering(event_id="e", gathering_id="nowhere"),
        ReopenGathering(event_id="e", gathering_id="nowhere"),
        PlanGathering(gathering_id="nowhere", programme=()),
        SetNextGathering(gathering_id="nowhere", next_id="n", on="2027-05-01"),
    ],
    ids=lambda command: type(command).__name__,
)
def test_clock_command_on_a_missing_row_says_it_is_gone(command: Command) -> None:
    assert refusal_of(decide(command, day_rows(), ms("9:00"))) == (GONE, True)


# --- fields of an event


def only_event(outcome: Decision | Refusal) -> ClockEvent:
    assert isinstance(outcome, Decision)
    event = outcome.changes[0].after
    assert isinstance(event, ClockEvent)
    return event


def test_clock_event_holds_when_it_took_effect_and_when_it_was_recorded() -> None:
    rows = day_rows()
    start = StartClock(event_id="e", gathering_id=GATHERING, step_id="welcome", at=ms("8:55"))
    event = only_event(decide(start, rows, ms("9:06")))
    assert event == ClockEvent(
        id="e",
        gathering_id=GATHERING,
        seq=1,
        kind="start",
        item_id="welcome",
        step_id="welcome",
        at=ms("8:55"),
        recorded=ms("9:06"),
    )


def test_start_in_the_future_counts_from_now() -> None:
    start = StartClock(event_id="e", gathering_id=GATHERING, step_id="welcome", at=ms("9:30"))
    assert only_event(decide(start, day_rows(), ms("9:00"))).at == ms("9:00")


def test_start_can_be_backdated_after_minutes_were_given_before_it() -> None:
    day = Day()
    day.send(AdjustStep(event_id="e", gathering_id=GATHERING, step_id="welcome", amount_ms=60_000), ms("9:05"))
    day.press("9:06 start 9:00")
    assert day.clock.started_at == ms("9:00")


@pytest.mark.parametrize(
    ("keys", "key", "state"),
    [
        ([], "9:00 start", "open"),
        (["9:00 start"], "9:05 close", "closed"),
        (["9:00 start", "9:05 close"], "9:06 reopen", "open"),
        ([], "9:05 close", "closed"),
    ],
)
def test_state_of_the_gathering_follows_its_clock(keys: list[str], key: str, state: str) -> None:
    day = Day(*keys)
    day.press(key)
    assert day.gathering.state == state


def test_day_closed_before_its_start_can_be_reopened_and_begun() -> None:
    day = Day("9:00 close", "9:05 reopen")
    assert day.clock.phase == "waiting"
    day.press("9:06 start", "9:07 next")
    assert day.spent("9:08") == {"welcome": 1, "A card": 1}


def test_adjustment_takes_no_more_minutes_than_the_step_has() -> None:
    day = Day("9:00 start", "9:01 adjust 2", "9:02 adjust -40")
    assert day.outlook("9:02").budget_ms == 0
    assert day.clock.extra == {"welcome": -10 * 60_000}


def test_step_backdated_to_the_future_begins_now() -> None:
    day = Day("9:00 start", "9:05 next", "9:06 began 9:30")
    assert day.clock.since == ms("9:06")


def test_step_is_backdated_only_up_to_the_next_event() -> None:
    day = Day("9:00 start", "9:05 next", "9:08 pause", "9:09 began 9:30")
    assert day.spent("9:09") == {"welcome": 8, "A card": 0}


def test_gap_that_ends_before_it_begins_takes_no_time() -> None:
    day = Day("9:00 start", "9:20 gap 9:10-9:05")
    assert day.spent("9:20") == {"welcome": 20}


def test_gap_in_the_future_takes_no_time() -> None:
    day = Day("9:00 start", "9:20 gap 9:30-9:40")
    assert day.spent("9:20") == {"welcome": 20}


# --- undo of events that later events depend on


@pytest.mark.parametrize(
    "keys",
    [
        pytest.param(["9:00 start", "9:05 next"], id="the start, when the clock has moved on"),
        pytest.param(["9:00 start", "9:05 next", "9:10 next"], id="a step in the middle"),
        pytest.param(["9:00 start", "9:05 pause", "9:10 resume"], id="a pause that has ended"),
        pytest.param(["9:00 start", "9:05 close", "9:06 reopen"], id="a closing that was reopened"),
        pytest.param(["9:00 start", "9:05 gap 9:01-9:02", "9:06 next"], id="a gap in a step that was left"),
        pytest.param(["9:00 start", "9:05 next", "9:06 adjust 1"], id="a step that was given minutes"),
    ],
)
def test_undo_never_removes_a_clock_event_that_others_follow(keys: list[str]) -> None:
    day = Day(*keys)
    before = [*day.rows.find(ClockEvent), day.gathering]
    # The last entry is of another window and cannot be undone here, so the entry before it comes first.
    day.entries = day.entries[:-1]
    assert refusal_of(day.try_to("9:20 undo"))[0] in (BUILT_ON, "This cannot be taken back: it has been changed since.")
    assert [*day.rows.find(ClockEvent), day.gathering] == before


def test_undo_of_a_backdating_keeps_the_order_of_steps() -> None:
    # The card began at 9:10, was backdated to 9:02, and the computer's clock went back to 9:05 before status.
    day = Day("9:00 start", "9:10 next", "9:10 began 9:02", "9:05 next")
    day.entries = day.entries[:-1]
    assert refusal_of(day.try_to("9:20 undo")) == (BUILT_ON, False)
    assert day.spent("9:06") == {"welcome": 2, "A card": 3, "A status": 1}


# --- programme and next gathering


def programme() -> tuple[ProgrammeItem | ProgrammeStep, ...]:
    return (
        ProgrammeItem(id="new", gathering_id="later", position=1, kind="welcome", title="Velkommen\x1b[2J"),
        ProgrammeStep(id="new step", item_id="new", position=1, kind="plenary", planned_ms=60_000),
    )


def with_later_gathering(**fields: object) -> MemoryRows:
    rows = day_rows()
    values = {"starts_on": "2027-05-04", "ends_on": "2027-05-05", "starts_at": ms("9:00"), "place": "Førde", **fields}
    later = {"id": "later", "network_id": "network", "number": 3, "kind": "last", **values}
    rows.put([msgspec.convert(later, Gathering)])
    return rows


def test_programme_of_a_gathering_is_created_once() -> None:
    rows = with_later_gathering()
    plan = PlanGathering(gathering_id="later", programme=programme())
    assert isinstance(carry_out(rows, plan, 1), Decision)
    (item,) = rows.find(ProgrammeItem, gathering_id="later")
    assert (item.title, len(rows.find(ProgrammeStep, item_id="new"))) == ("Velkommen", 1)
    assert decide(plan, rows, 2) == Decision()
    other = PlanGathering(
        gathering_id="later",
        programme=(ProgrammeItem(id="other", gathering_id="later", position=1, kind="welcome"),),
    )
    assert refusal_of(decide(other, rows, 3)) == ("This gathering has a programme already.", True)


def test_minutes_given_earlier_are_part_of_the_adapted_minutes() -> None:
    """B's card of 3 was given one more; adapted to 2 in all it has 1 planned and 1 given."""
    day = Day("9:00 start")
    day.rows.put(
        [
            ClockEvent(
                id="given",
                gathering_id=GATHERING,
                seq=2,
                kind="adjust",
                item_id="B",
                step_id="B card",
                at=0,
                recorded=0,
                amount_ms=MINUTE,
            )
        ]
    )
    command = AdaptProgramme(gathering_id=GATHERING, seen_step="welcome", minutes={"B card": 2 * MINUTE})
    assert day.send(command, ms("9:01")) is None
    step = day.rows.get(ProgrammeStep, "B card")
    assert step is not None
    assert (step.planned_ms, step.adapted_ms, budget_ms(step, day.clock)) == (3 * MINUTE, MINUTE, 2 * MINUTE)


def test_item_left_out_on_the_day_stays_in_the_plan() -> None:
    """Ten minutes late, and B's ten are taken out: the day ends when it was planned to."""
    day = Day("9:10 start")
    assert day.outlook("9:10").behind_plan_ms == 10 * MINUTE
    command = AdaptProgramme(gathering_id=GATHERING, seen_step="welcome", minutes={}, skipped=("B",))
    assert day.send(command, ms("9:11")) is None
    assert [item.id for item in day.programme.items] == ["welcome", "A", "break", "closing"]
    assert day.outlook("9:11").behind_plan_ms == 0
    day.press("9:12 undo")
    assert day.outlook("9:12").behind_plan_ms == 10 * MINUTE


def test_new_minutes_for_a_step_that_is_left_out_are_ignored() -> None:
    """The step goes with its item, and is changed once."""
    day = Day("9:00 start")
    command = AdaptProgramme(
        gathering_id=GATHERING, seen_step="welcome", minutes={"B card": 2 * MINUTE}, skipped=("B",)
    )
    assert day.send(command, ms("9:01")) is None
    step = day.rows.get(ProgrammeStep, "B card")
    assert step is not None
    assert step.adapted_ms == 0


@pytest.mark.parametrize(
    ("keys", "fields", "sentence"),
    [
        pytest.param(["9:00 start"], {"seen_step": "B card"}, MOVED, id="moved on"),
        pytest.param(["9:00 start", "9:01 close"], {}, CLOSED, id="closed"),
        pytest.param(["9:00 start"], {"skipped": ("nothing",)}, GONE, id="no such item"),
        pytest.param(["9:00 start"], {"minutes": {"nothing": 1}}, GONE, id="no such step"),
        pytest.param(
            ["9:00 start"],
            {"skipped": ("welcome",)},
            "This has begun already: it cannot be taken out of the day.",
            id="begun",
        ),
    ],
)
def test_invalid_adaptation_is_refused_with_its_sentence(
    keys: list[str], fields: dict[str, Any], sentence: str
) -> None:
    day = Day(*keys)
    values: dict[str, Any] = {"seen_step": "welcome", "minutes": {}, **fields}
    assert refusal_of(day.send(AdaptProgramme(gathering_id=GATHERING, **values), ms("9:02")))[0] == sentence


def test_next_gathering_is_created_when_there_is_none() -> None:
    rows = day_rows()
    command = SetNextGathering(gathering_id=GATHERING, next_id="next", on="2027-05-04", place="Florø")
    carry_out(rows, command, 1)
    made = rows.get(Gathering, "next")
    assert made is not None
    assert (made.number, made.kind, made.starts_on, made.ends_on, made.place, made.state) == (
        3,
        "middle",
        "2027-05-04",
        "2027-05-04",
        "Florø",
        "planned",
    )
    assert decide(command, rows, 2) == Decision()


@pytest.mark.parametrize(
    ("on", "place", "expected"),
    [
        # Two days stay two days; the hour is not known for the new date.
        ("2027-05-11", None, ("2027-05-11", "2027-05-12", None, "Førde")),
        ("2027-05-04", "Florø", ("2027-05-04", "2027-05-05", ms("9:00"), "Florø")),
    ],
)
def test_next_gathering_is_moved_when_it_exists(on: str, place: str | None, expected: tuple[object, ...]) -> None:
    rows = with_later_gathering()
    carry_out(rows, SetNextGathering(gathering_id=GATHERING, next_id="unused", on=on, place=place), 1)
    moved = rows.get(Gathering, "later")
    assert moved is not None
    assert (moved.starts_on, moved.ends_on, moved.starts_at, moved.place) == expected
    assert rows.get(Gathering, "unused") is None


def test_next_gathering_that_has_begun_keeps_its_date() -> None:
    rows = with_later_gathering(state="open")
    outcome = decide(SetNextGathering(gathering_id=GATHERING, next_id="n", on="2027-06-01"), rows, 1)
    assert refusal_of(outcome) == ("The next gathering has begun already: its date stays.", False)


# The next one takes two days, and there is one after it on 8 June.
@pytest.mark.parametrize(("on", "fits"), [("2027-06-06", True), ("2027-06-07", False), ("2027-08-01", False)])
def test_next_gathering_must_be_before_the_one_after_it(on: str, fits: bool) -> None:
    rows = with_later_gathering()
    last = Gathering(
        id="last", network_id="network", number=4, kind="last", starts_on="2027-06-08", ends_on="2027-06-08"
    )
    rows.put([last])
    outcome = decide(SetNextGathering(gathering_id=GATHERING, next_id="n", on=on), rows, 1)
    if fits:
        assert isinstance(outcome, Decision)
    else:
        assert refusal_of(outcome) == ("The next gathering must come before those after it.", False)


@pytest.mark.parametrize("on", ["2027-03-03", "2027-03-02", "2027-03-01", "2026-12-31"])
def test_next_gathering_must_be_after_this_one(on: str) -> None:
    rows = day_rows()
    rows.put([msgspec.structs.replace(rows.find(Gathering)[0], ends_on="2027-03-03")])
    outcome = decide(SetNextGathering(gathering_id=GATHERING, next_id="n", on=on), rows, 1)
    assert refusal_of(outcome) == ("The next gathering must come after this one.", False)


def test_events_move_with_a_clock_that_was_set_back() -> None:
    # Welcome from 9:00, A's card from 9:10; at 9:15 the clock was set back to 8:15. What was used stays used.
    day = Day("9:00 start", "9:10 next")
    before = day.spent("9:15")
    day.press("8:15 follow -60")
    assert day.spent("8:15") == before == {"welcome": 10, "A card": 5}
    assert [event.at for event in day.rows.find(ClockEvent)] == [ms("8:00"), ms("8:10")]
    # Another window that saw the same jump does not move it once more.
    again = FollowClock(gathering_id=GATHERING, by_ms=-60 * MINUTE, seen_since=ms("9:10"))
    assert refusal_of(day.send(again, ms("8:16")))[1]
    day.press("8:17 undo")
    assert day.spent("9:15") == before
    day.press("9:20 close")
    assert refusal_of(day.send(again, ms("9:21")))[0].startswith("The gathering is closed.")


def test_step_can_be_entered_earlier_but_not_before_the_last_event() -> None:
    day = Day("9:00 start", "9:10 next")
    move = MoveClock(event_id="lunch", gathering_id=GATHERING, step_id="break", seen_step="A card", at=ms("9:12"))
    assert day.send(move, ms("9:50")) is None
    assert day.spent("9:50") == {"welcome": 10, "A card": 2, "break": 38}
    earlier = MoveClock(event_id="B", gathering_id=GATHERING, step_id="B card", seen_step="break", at=ms("9:05"))
    assert day.send(earlier, ms("9:51")) is None
    assert day.spent("9:51") == {"welcome": 10, "A card": 2, "break": 0, "B card": 39}
