"""The days on which a gathering was held, and its end, from its clock."""

from datetime import UTC, datetime

import msgspec

from nettverk_tui.model.gathering.days_held import held_days, held_until, moved_days
from tests.model.day import Day, ms


def utc(at: int) -> datetime:
    return datetime.fromtimestamp(at / 1000, UTC)


#: `ms` counts from eight in the morning here.
TODAY = utc(ms("0:00")).date().isoformat()


def days(day: Day, **planned: str) -> tuple[str, str]:
    gathering = msgspec.structs.replace(day.gathering, **planned)
    return held_days(gathering, day.programme, day.clock, utc)


def test_before_it_begins_a_gathering_has_the_days_it_was_planned_for() -> None:
    assert days(Day(), starts_on="2027-03-02", ends_on="2027-03-03") == ("2027-03-02", "2027-03-03")


def test_a_gathering_has_the_day_it_was_held_on_whatever_was_planned() -> None:
    day = Day("9:00 start", "9:10 next", "9:55 close")
    assert days(day, starts_on="2020-05-01", ends_on="2020-05-01") == (TODAY, TODAY)
    assert held_until(day.programme, day.clock) == ms("9:55")


def test_gathering_past_midnight_is_held_on_the_day_it_began() -> None:
    day = Day("15:30 start", "16:10 close")
    assert days(day) == (TODAY, TODAY)


def test_gathering_closed_the_next_morning_ended_when_its_last_step_was_used_up() -> None:
    day = Day("9:00 start", "9:10 jump closing", "33:00 close")
    assert held_until(day.programme, day.clock) == ms("9:20")
    assert days(day) == (TODAY, TODAY)


def test_a_gathering_of_two_days_that_has_begun_keeps_its_second_day() -> None:
    first, last = days(Day("9:00 start"), starts_on="2027-03-02", ends_on="2027-03-03")
    assert first == TODAY
    assert (datetime.fromisoformat(last) - datetime.fromisoformat(first)).days == 1


def test_moved_days_counts_from_the_planned_date() -> None:
    day = Day()
    assert moved_days(msgspec.structs.replace(day.gathering, starts_on="2027-03-02"), "2027-03-05") == 3
