"""The factor sheet of a group: the last answer beside today's, and facts recorded since the last gathering."""

from typing import Any

import msgspec
import pytest

from nettverk_tui.model.core.records import Attendance, Contact, Gathering, GroupMeeting, Indicator, Measurement, Record
from nettverk_tui.model.core.rows import MemoryRows
from nettverk_tui.model.gathering.factor_sheet import FactorRow, Facts, Trend, factor_sheet, facts
from nettverk_tui.resources import load_checklist
from tests.model.series import action, at, group_of, member, rating, room_of, series_rows

CHECKLIST = load_checklist()


def sheet(rows: MemoryRows, gathering_id: str = "gathering-3") -> dict[str, FactorRow]:
    lines = factor_sheet(rows, room_of(rows, gathering_id), group_of(rows), CHECKLIST)
    return {line.item.id: line for line in lines}


def known(*more: Record, gathering_id: str = "gathering-3", today: str = "2027-05-04") -> Facts:
    rows = series_rows(*more)
    return facts(rows, room_of(rows, gathering_id), group_of(rows), today)


def test_middle_gathering_asks_eight_items_with_progress_last() -> None:
    assert list(sheet(series_rows())) == ["T1", "T2", "L1", "R1", "R2", "M1", "V1", "R3"]


@pytest.mark.parametrize(("following", "asked"), [("last", True), ("middle", False), (None, False)])
def test_next_to_last_gathering_asks_about_continuation(following: str | None, asked: bool) -> None:
    rows = series_rows()
    if following is not None:
        day = {"starts_on": "2027-09-01", "ends_on": "2027-09-01", "kind": following, "number": 4}
        rows.put([msgspec.convert({"id": "gathering-4", "network_id": "network", **day}, Gathering)])
    assert ("V6" in sheet(rows)) is asked


def test_before_column_has_the_last_answer_with_a_level() -> None:
    rows = series_rows(
        rating("L1", 4, number=1), rating("L1", None, number=2), rating("T1", 3, number=1), rating("T1", 2, number=2)
    )
    lines = sheet(rows)
    before = {item: lines[item].before for item in ("L1", "T1", "T2")}
    assert {item: row and row.level for item, row in before.items()} == {"L1": 4, "T1": 2, "T2": None}


def test_each_column_has_its_own_rater_group_and_gathering() -> None:
    rows = series_rows(
        rating("L1", 1),
        rating("L1", 2, number=3),
        rating("L1", 3, number=3, rater="adviser"),
        rating("L1", 4, number=2, rater="adviser"),
        rating("T1", 1, number=3, group_id="B"),
    )
    row = sheet(rows)["L1"]
    assert [answer and answer.level for answer in (row.before, row.now, row.adviser)] == [1, 2, 3]
    assert sheet(rows)["T1"].now is None


def test_before_column_ignores_later_answers() -> None:
    rows = series_rows(rating("L1", 1, number=1), rating("L1", 4, number=3))
    before = sheet(rows, "gathering-2")["L1"].before
    assert before is not None
    assert before.level == 1


@pytest.mark.parametrize(
    ("before", "now", "fields", "trend"),
    [
        (3, 4, {}, "risen"),
        (3, 3, {}, "same"),
        (3, 2, {}, "fallen"),
        (None, 2, {}, None),
        (3, None, {}, None),
        (3, 4, {"wording_version": 2}, None),
    ],
)
def test_direction_of_an_answer_is_up_down_or_equal(
    before: int | None, now: int | None, fields: dict[str, Any], trend: Trend | None
) -> None:
    row = sheet(series_rows(rating("L1", before), rating("L1", now, number=3, **fields)))["L1"]
    assert row.trend == trend


# --- facts since the second gathering, 2 March, until the third, 4 May


@pytest.mark.parametrize(
    ("on", "counts"),
    [("2027-03-02", 0), ("2027-03-03", 1), ("2027-05-04", 1), ("2027-05-05", 0), ("2026-12-01", 0)],
)
def test_facts_count_records_after_the_last_gathering_until_today(on: str, counts: int) -> None:
    read = known(
        GroupMeeting(id="m", group_id="A", on=on),
        GroupMeeting(id="s", group_id="A", on=on, kind="staff"),
        Contact(id="c", group_id="A", on=on),
        Indicator(id="i", group_id="A", name="Avvik"),
        Measurement(id="v", indicator_id="i", on=on, value=1),
        GroupMeeting(id="other", group_id="B", on="2027-04-01"),
    )
    assert (read.since, read.group_meetings, read.staff_meetings, read.contacts) == ("2027-03-02", *[counts] * 3)
    assert read.measured is bool(counts)


def test_facts_at_the_first_gathering_count_all_earlier_records() -> None:
    read = known(Contact(id="c", group_id="A", on="2026-12-01"), gathering_id="gathering-1")
    assert (read.since, read.contacts) == (None, 1)


def test_measurement_without_a_date_does_not_count_since_last_time() -> None:
    read = known(Indicator(id="i", group_id="A", name="Avvik"), Measurement(id="v", indicator_id="i", value=1))
    assert not read.measured


def test_facts_count_members_and_doctors_present() -> None:
    read = known(
        member("doctor", staff_kind="doctor"),
        member("absent doctor", staff_kind="doctor"),
        member("nurse"),
        member("gone", to_on="2027-04-01"),
        *(
            Attendance(id=member_id, gathering_id="gathering-3", member_id=member_id, presence="present")
            for member_id in ("doctor", "nurse")
        ),
    )
    assert (read.present, read.members, read.doctors_present, read.doctors) == (2, 3, 1, 2)


@pytest.mark.parametrize(
    ("fields", "done"),
    [
        ({"state": "done", "closed_at": at("03-02", 23)}, 0),
        ({"state": "done", "closed_at": at("03-03", 0)}, 1),
        ({"state": "done", "closed_at": at("05-04", 12)}, 1),
        ({"state": "done", "closed_at": at("05-05", 0)}, 0),
        ({"state": "done"}, 0),
        ({"state": "dropped", "closed_at": at("04-01")}, 0),
        ({"state": "open"}, 0),
        ({"state": "done", "closed_at": at("04-01"), "group_id": "B"}, 0),
    ],
)
def test_facts_count_actions_done_since_last_time(fields: dict[str, Any], done: int) -> None:
    assert known(action("a", number=1, **fields)).actions_done == done


@pytest.mark.parametrize(
    ("fields", "overdue"),
    [
        ({"due": "date", "due_on": "2027-05-03"}, 1),
        ({"due": "date", "due_on": "2027-05-04"}, 0),
        ({"due": "next_gathering", "number": 1}, 1),
        ({"due": "date", "due_on": "2027-05-03", "state": "done", "closed_at": at("04-01")}, 0),
        ({"due": "date", "due_on": "2027-05-03", "number": 3}, 0),
    ],
)
def test_facts_count_the_overdue_actions_of_the_opening_card(fields: dict[str, Any], overdue: int) -> None:
    assert known(action("a", **fields)).actions_overdue == overdue
