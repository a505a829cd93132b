"""The room: the members of the gathering on its day, earlier and later gatherings, and the place of the clock."""

import msgspec
import pytest

from nettverk_tui.model.core.records import Attendance, Gathering, Network, Note, ProgrammeStep, Project
from nettverk_tui.model.gathering.room import open_parked, read_room
from tests.model.series import at, group_of, member, room_of, series_rows, started


def test_room_has_earlier_and_later_gatherings_in_order() -> None:
    room = room_of(series_rows(), "gathering-2")
    assert [gathering.number for gathering in room.earlier] == [1]
    assert (room.previous and room.previous.number) == 1
    assert (room.following and room.following.number) == 3
    first = room_of(series_rows(), "gathering-1")
    assert (first.previous, first.earlier) == (None, ())
    assert room_of(series_rows()).following is None


def test_groups_are_sorted_by_position() -> None:
    rows = series_rows()
    rows.put([msgspec.structs.replace(group_of(rows, "A"), position=9)])
    room = room_of(rows)
    assert [group.letter for group in room.groups] == ["B", "A"]
    assert (room.lettered("a"), room.lettered("Z")) == (group_of(rows, "A"), None)
    assert (room.group("B"), room.group(None)) == (group_of(rows, "B"), None)


@pytest.mark.parametrize(
    ("from_on", "to_on", "belongs"),
    [
        (None, None, True),
        ("2027-05-04", None, True),
        ("2027-05-05", None, False),
        (None, "2027-05-04", True),
        (None, "2027-05-03", False),
        ("2027-01-12", "2027-12-31", True),
    ],
)
def test_members_are_those_on_the_gatherings_day(from_on: str | None, to_on: str | None, belongs: bool) -> None:
    room = room_of(series_rows(member("kari", from_on=from_on, to_on=to_on)))
    assert [member.id for member in room.members["A"]] == (["kari"] if belongs else [])
    assert room.members["B"] == ()


def test_member_on_either_of_two_days_belongs_to_the_room() -> None:
    rows = series_rows(member("late", from_on="2027-01-13"), member("early", to_on="2027-01-12"))
    assert [member.id for member in room_of(rows, "gathering-1").members["A"]] == ["late", "early"]


def mark(id: str, **fields: object) -> Attendance:
    values = {"id": id, "gathering_id": "gathering-3", "member_id": id, "presence": "present", **fields}
    return msgspec.convert(values, Attendance)


def test_a_member_who_is_not_marked_is_not_present() -> None:
    room = room_of(
        series_rows(
            mark("here"),
            mark("away", presence="absent"),
            mark("left", left_at=at("05-04")),
            mark("before", gathering_id="gathering-2"),
            mark("deleted", deleted=True),
            mark("adviser", member_id=None, facilitator_id="randi"),
        )
    )
    people = ("here", "away", "left", "before", "deleted", "unmarked")
    assert [person for person in people if room.is_present(person)] == ["here"]
    adviser = room.mark_of(facilitator_id="randi")
    assert adviser is not None
    assert adviser.presence == "present"
    assert room.mark_of() is None


def test_room_has_the_current_item_and_step_of_the_clock() -> None:
    assert room_of(series_rows()).here is None
    room = room_of(series_rows(started()))
    assert room.here is not None
    assert (room.here.step.id, room.clock.phase) == ("card-A", "running")


def test_programme_of_the_room_has_no_steps_that_were_left_out() -> None:
    gone = ProgrammeStep(id="gone", item_id="item-A", position=2, kind="status", planned_ms=1, deleted=True)
    assert [place.step.id for place in room_of(series_rows(gone)).programme.places] == ["card-A", "card-B"]


def parked(id: str, **fields: object) -> Note:
    values = {"id": id, "gathering_id": "gathering-3", "at": 1, "text": "Hvem?", "kind": "parked", **fields}
    return msgspec.convert(values, Note)


def test_parked_questions_are_the_unsettled_ones() -> None:
    rows = series_rows(
        parked("open"),
        parked("answered", state="answered"),
        parked("carried", state="carried"),
        parked("note", kind="note"),
        parked("before", gathering_id="gathering-2"),
    )
    room = room_of(rows)
    assert ([note.id for note in open_parked(rows, room.gathering)], room.parked) == (["open"], 1)


def test_group_without_a_project_has_no_project_in_the_room() -> None:
    rows = series_rows(Project(id="project-A", group_id="A", area="x", deleted=True))
    assert set(room_of(rows).projects) == {"B"}


@pytest.mark.parametrize("gathering_id", ["nowhere", "deleted", "orphan"])
def test_there_is_no_room_without_a_gathering(gathering_id: str) -> None:
    day = {"number": 9, "kind": "middle", "starts_on": "2027-09-01", "ends_on": "2027-09-01"}
    rows = series_rows(
        msgspec.convert({"id": "deleted", "network_id": "network", "deleted": True, **day}, Gathering),
        msgspec.convert({"id": "orphan", "network_id": "nowhere", **day}, Gathering),
        Network(id="other", name="Et annet"),
    )
    assert read_room(rows, gathering_id) is None
