"""The demo's days: the third gathering is today for any today, its times are the same, and 2005 stays 2005."""

from datetime import date, datetime, timedelta

import pytest

from nettverk_tui.exchange.demo.calendar import calendar_around, local_date, next_start, round_start
from nettverk_tui.model.core.records import (
    Action,
    Contact,
    Event,
    Gathering,
    GroupMeeting,
    Measurement,
    Member,
    Milestone,
    MilestoneReached,
    Record,
)
from nettverk_tui.model.gathering.outlook import outlook
from tests.exchange.demo_rows import MONDAY, OSLO, Demo, ms


def local(year: int, month: int, day: int, hour: int, minute: int, second: int = 0, *, fold: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, second, tzinfo=OSLO, fold=fold)


MOMENTS = {
    "Monday morning": MONDAY,
    "ten past midnight": local(2026, 11, 24, 0, 10),
    "midnight": local(2026, 11, 24, 0, 0),
    "Sunday": local(2026, 11, 22, 15, 30, 5),
    "Saturday": local(2026, 11, 21, 8, 0),
    "before the clocks go forward": local(2026, 3, 29, 1, 59, 30),
    "after the clocks have gone forward": local(2026, 3, 29, 3, 0, 30),
    "in the hour before the clocks go back": local(2026, 10, 25, 2, 30),
    "in the hour after they have gone back": local(2026, 10, 25, 2, 30, fold=1),
    "leap day": local(2028, 2, 29, 12, 0),
    "New Year": local(2027, 1, 1, 0, 30),
}
WITH_DAYS: tuple[tuple[type[Record], str], ...] = (
    (Contact, "on"),
    (GroupMeeting, "on"),
    (Event, "on"),
    (Measurement, "on"),
    (MilestoneReached, "reached_on"),
    (Milestone, "planned_on"),
    (Member, "from_on"),
    (Member, "to_on"),
    (Action, "due_on"),
    (Contact, "next_on"),
)


def elapsed(demo: Demo) -> list[int]:
    """Milliseconds used in each step of the third gathering, in order."""
    room = demo.room()
    return [room.clock.spent.get(place.step.id, 0) for place in room.programme.places]


@pytest.mark.parametrize("now", MOMENTS.values(), ids=MOMENTS.keys())
def test_third_gathering_is_under_way_with_the_same_times_at_any_moment(now: datetime) -> None:
    demo = Demo("middle", now)
    room, today = demo.room(), now.date().isoformat()
    assert elapsed(demo) == elapsed(Demo("middle"))
    assert room.clock.phase == "paused"
    assert room.clock.last is not None
    assert ms(now) - room.clock.last.at == 50_000
    assert room.gathering.ends_on == today
    assert room.clock.started_at is not None
    assert room.gathering.starts_on == local_date(room.clock.started_at, OSLO).isoformat()
    assert all(event.at <= ms(now) for event in [room.clock.last])
    seen = outlook(room.programme, room.clock, room.gathering, ms(now))
    assert seen.left_ms == 80_000
    assert room.gathering.starts_at is not None
    assert room.gathering.starts_at % 300_000 == 0
    assert local_date(room.gathering.starts_at, OSLO).isoformat() == room.gathering.starts_on
    assert 0 <= room.clock.started_at - room.gathering.starts_at < 7 * 60_000


def test_demo_made_after_midnight_began_the_day_before() -> None:
    third = Demo("middle", MOMENTS["ten past midnight"]).gatherings[3]
    assert (third.starts_on, third.ends_on) == ("2026-11-23", "2026-11-24")


@pytest.mark.parametrize("now", MOMENTS.values(), ids=MOMENTS.keys())
def test_demo_from_the_start_begins_today_within_five_minutes(now: datetime) -> None:
    third = Demo("start", now).gatherings[3]
    assert third.starts_on == third.ends_on == now.date().isoformat()
    assert third.starts_at is not None
    assert -300_000 < third.starts_at - ms(now) < 300_000
    assert local_date(third.starts_at, OSLO) == now.date()


def test_demo_from_the_start_just_before_midnight_begins_the_same_day() -> None:
    now = local(2026, 11, 24, 23, 58)
    third = Demo("start", now).gatherings[3]
    assert third.starts_at == ms(local(2026, 11, 24, 23, 55))


@pytest.mark.parametrize("now", MOMENTS.values(), ids=MOMENTS.keys())
def test_other_dates_are_weekdays_and_those_of_events_are_past(now: datetime) -> None:
    demo, today = Demo("middle", now), now.date()
    for kind, field in WITH_DAYS:
        days = [getattr(row, field) for row in demo.all(kind) if getattr(row, field)]
        assert days
        assert all(date.fromisoformat(day).weekday() < 5 or day == today.isoformat() for day in days), kind
        if field in ("on", "reached_on", "from_on", "to_on"):
            assert all(date.fromisoformat(day) < today for day in days), kind
    days = [(g.number, date.fromisoformat(g.starts_on), date.fromisoformat(g.ends_on)) for g in demo.all(Gathering)]
    assert [number for number, *_ in sorted(days, key=lambda day: day[1])] == [1, 2, 3, 4, 5]
    for number, starts, ends in days:
        assert number == 3 or (starts.weekday() < 5 and ends.weekday() < 5)
        assert ends - starts == timedelta(days=1 if number in (1, 5) else 0) or number == 3


@pytest.mark.parametrize("now", MOMENTS.values(), ids=MOMENTS.keys())
def test_all_dates_move_by_the_same_number_of_days_but_for_weekends(now: datetime) -> None:
    moved, home = Demo("middle", now), Demo("finished")
    shift = now.date() - date(2005, 5, 26)
    for number in (1, 2, 4, 5):
        told = date.fromisoformat(home.gatherings[number].starts_on) + shift
        real = date.fromisoformat(moved.gatherings[number].starts_on)
        assert abs((real - told).days) <= 3
        assert (real <= told) if number < 3 else (real >= told)


@pytest.mark.parametrize("now", MOMENTS.values(), ids=MOMENTS.keys())
def test_moved_action_is_overdue_by_about_two_weeks(now: datetime) -> None:
    (moved,) = [action for action in Demo("middle", now).of("B", Action) if action.times_moved == 2]
    assert moved.due_on is not None
    assert 13 <= (now.date() - date.fromisoformat(moved.due_on)).days <= 15


def test_other_gatherings_begin_at_nine_local_time() -> None:
    demo = Demo("middle", local(2026, 6, 1, 12, 0))
    for number in (2, 4):
        at = demo.gatherings[number].starts_at
        assert at is not None
        wall = datetime.fromtimestamp(at / 1000, tz=OSLO)
        assert (wall.hour, wall.minute) == (9, 0)


def test_finished_year_is_2005_at_any_moment() -> None:
    demo = Demo("finished")
    assert demo.records == Demo("finished", local(2031, 7, 7, 7, 7)).records
    assert [g.starts_on for g in demo.all(Gathering)] == [
        "2005-01-18",
        "2005-03-15",
        "2005-05-26",
        "2005-09-14",
        "2005-11-09",
    ]
    for kind, field in WITH_DAYS:
        for row in demo.all(kind):
            day = getattr(row, field)
            assert day is None or date.fromisoformat(day).weekday() < 5, row
            assert day is None or day not in HOLIDAYS_2005, row


#: Easter, Ascension, Whitsun, and the seventeenth of May.
HOLIDAYS_2005 = {"2005-03-24", "2005-03-25", "2005-03-28", "2005-05-05", "2005-05-16", "2005-05-17"}


def test_two_days_of_a_gathering_are_adjacent() -> None:
    pivot, days = date(2005, 5, 26), [date(2005, 1, 18), date(2005, 1, 19)]
    for ahead in range(7):
        now = MONDAY + timedelta(days=ahead)
        calendar = calendar_around(pivot, ms(now), OSLO, [days])
        first, second = map(calendar.day, days)
        assert second - first == timedelta(days=1)
        assert first.weekday() < second.weekday() < 5


def test_planned_start_is_rounded() -> None:
    assert round_start(ms(local(2026, 11, 23, 9, 3, 40)), OSLO) == ms(local(2026, 11, 23, 9, 0))
    assert round_start(ms(local(2026, 11, 23, 0, 1)), OSLO) == ms(local(2026, 11, 23, 0, 0)), "not the day before"
    assert next_start(ms(local(2026, 11, 23, 9, 0, 1)), OSLO) == ms(local(2026, 11, 23, 9, 5))
    assert next_start(ms(local(2026, 11, 23, 9, 0)), OSLO) == ms(local(2026, 11, 23, 9, 0))
