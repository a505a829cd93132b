"""Contacts, meetings, measurements and events between gatherings: for whom they are, and what is refused."""

import math
from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from nettverk_tui.model.commands import (
    AddContact,
    AddEvent,
    AddGroupMeeting,
    AddMeasurement,
    Command,
    KeepRecheck,
    ReachMilestone,
    RemoveHappening,
)
from nettverk_tui.model.core.entry_kinds import EventKind
from nettverk_tui.model.core.messages import Refusal
from nettverk_tui.model.core.records import (
    Contact,
    Event,
    Group,
    GroupMeeting,
    Indicator,
    Measurement,
    Member,
    Milestone,
    MilestoneReached,
    Network,
    R,
)
from nettverk_tui.model.core.rows import MemoryRows
from nettverk_tui.model.core.values import Layer
from nettverk_tui.model.decisions import Decision, decide
from nettverk_tui.model.journal.undo import JournalEntry, row_changes, undo
from tests.model.carrying_out import carry_out, keep
from tests.model.day import day_rows

NOW = 1_000
GONE = "This is no longer there: it was deleted in another window."
NO_VALUE = "A measurement needs a value, such as 29 %, 14/48 or 1,5."
NO_NUMBER = "That is no number to measure with."
NO_SHARE = "The numerator cannot exceed the denominator, and the denominator cannot be zero."


def only(rows: MemoryRows, kind: type[R]) -> R:
    (row,) = rows.find(kind)
    return row


def refusal(outcome: Decision | Refusal) -> tuple[str, bool]:
    assert isinstance(outcome, Refusal), outcome
    return outcome.message.text, outcome.stale


@pytest.mark.parametrize(
    ("command", "kind", "layer"),
    [
        (AddContact(id="1", group_id="group-A", on="2027-01-01", channel="phone"), Contact, "facilitators"),
        (AddContact(id="1", group_id="group-A", on="2027-01-01", channel="phone", layer="network"), Contact, "network"),
        (AddGroupMeeting(id="1", group_id="group-A", on="2027-01-01", kind="group"), GroupMeeting, "group"),
        (
            AddEvent(id="1", group_id="group-A", on="2027-01-01", kind="leader_change", cause="fravær"),
            Event,
            "facilitators",
        ),
    ],
    ids=["contact", "contact for all", "meeting", "event"],
)
def test_record_between_gatherings_has_the_usual_layer(command: Command, kind: Any, layer: Layer) -> None:
    rows = day_rows()
    carry_out(rows, command, NOW)
    assert [row.layer for row in rows.find(kind)] == [layer]


def measure(**fields: Any) -> AddMeasurement:
    values: dict[str, Any] = {
        "id": "m",
        "group_id": "group-A",
        "indicator_id": "i",
        "indicator_name": "Avvik",
        "on": "2027-02-01",
        "phase": "series",
    }
    return AddMeasurement(**{**values, **fields})


@pytest.mark.parametrize(
    ("fields", "kind", "unit"),
    [
        ({"value": 1.5}, "measurement", ""),
        ({"value": 29.0, "percent": True}, "proportion", "%"),
        ({"numerator": 14.0, "denominator": 48.0}, "proportion", "%"),
        ({"below": 5.0}, "measurement", ""),
    ],
)
def test_first_measurement_creates_its_indicator(fields: dict[str, Any], kind: str, unit: str) -> None:
    rows = day_rows()
    carry_out(rows, measure(**fields), NOW)
    indicator, measurement = only(rows, Indicator), only(rows, Measurement)
    assert (indicator.name, indicator.kind, indicator.unit, indicator.position) == ("Avvik", kind, unit, 1)
    assert (measurement.indicator_id, measurement.phase, measurement.on) == ("i", "series", "2027-02-01")
    known = {"value": None, "numerator": None, "denominator": None, "below": None, **fields}
    known.pop("percent", None)
    assert {field: getattr(measurement, field) for field in known} == known


def test_second_indicator_gets_the_next_position() -> None:
    rows = day_rows()
    carry_out(rows, measure(value=1), NOW)
    carry_out(rows, measure(id="n", indicator_id="j", indicator_name="Ventetid", value=2), NOW)
    carry_out(rows, measure(id="o", indicator_id="i", indicator_name="", value=3), NOW)
    assert [(row.id, row.position) for row in rows.find(Indicator)] == [("i", 1), ("j", 2)]
    assert [row.indicator_id for row in rows.find(Measurement)] == ["i", "j", "i"]


def test_new_indicator_named_in_two_windows_is_created_once() -> None:
    rows = day_rows()
    carry_out(rows, measure(value=1), NOW)
    carry_out(rows, measure(id="n", indicator_id="j", indicator_name="avvik\u200b", value=2), NOW)
    assert only(rows, Indicator).id == "i"
    assert [row.indicator_id for row in rows.find(Measurement)] == ["i", "i"]
    carry_out(rows, measure(id="o", group_id="group-B", indicator_id="k", value=3), NOW)
    assert len(rows.find(Indicator)) == 2


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, NO_VALUE),
        ({"denominator": 48}, NO_VALUE),
        ({"value": math.nan}, NO_NUMBER),
        ({"value": math.inf}, NO_NUMBER),
        ({"below": -math.inf}, NO_NUMBER),
        ({"numerator": 3, "denominator": math.nan}, NO_NUMBER),
        ({"numerator": 3, "denominator": 0}, NO_SHARE),
        ({"numerator": 3, "denominator": -4}, NO_SHARE),
        ({"numerator": 49, "denominator": 48}, NO_SHARE),
    ],
)
def test_invalid_measurement_is_refused_with_its_sentence(fields: dict[str, Any], sentence: str) -> None:
    assert refusal(decide(measure(**fields), day_rows(), NOW)) == (sentence, False)


@pytest.mark.parametrize(
    "fields", [{"value": 0}, {"numerator": 0, "denominator": 1}, {"numerator": 4, "denominator": 4}]
)
def test_measurement_of_none_or_all_is_accepted(fields: dict[str, Any]) -> None:
    assert isinstance(decide(measure(**fields), day_rows(), NOW), Decision)


@pytest.mark.parametrize(
    ("kind", "state"),
    [
        ("stalled", "stalled"),
        ("resumed", "resumed"),
        ("withdrawn", "withdrawn"),
        ("leader_change", "active"),
        ("leader_confirmed", "active"),
        ("member_change", "active"),
        ("change_started", "active"),
    ],
)
def test_event_sets_the_groups_state(kind: EventKind, state: str) -> None:
    rows = day_rows()
    if kind == "resumed":
        stall(rows, "2027-01-20")
    carry_out(rows, AddEvent(id="e", group_id="group-A", kind=kind, on="2027-02-01", cause="Vakt"), NOW)
    group, event = rows.get(Group, "group-A"), rows.get(Event, "e")
    assert group is not None
    assert event is not None
    assert (group.state, event.cause) == (state, "Vakt")


def stall(rows: MemoryRows, on: str) -> None:
    carry_out(rows, AddEvent(id="stop", group_id="group-A", kind="stalled", on=on, cause="Fravær"), NOW)


def resume(on: str) -> AddEvent:
    return AddEvent(id="e", group_id="group-A", kind="resumed", on=on, text="Ny leder")


def test_group_that_has_not_stalled_cannot_resume() -> None:
    rows = day_rows()
    never = refusal(decide(resume("2027-02-01"), rows, NOW))[0]
    assert never == "Group {letter} has not stalled: nothing to resume."
    stall(rows, "2027-01-20")
    early = refusal(decide(resume("2027-01-19"), rows, NOW))[0]
    assert early == "Group {letter} stalled {on}: it cannot have resumed before."
    carry_out(rows, resume("2027-01-20"), NOW)
    again = msgspec.structs.replace(resume("2027-02-02"), id="again")
    assert refusal(decide(again, rows, NOW))[0] == "Group {letter} has resumed already."


def test_group_stalls_once_and_only_while_it_takes_part() -> None:
    rows = day_rows()
    stall(rows, "2027-01-20")
    again = AddEvent(id="again", group_id="group-A", kind="stalled", on="2027-02-01", cause="Ferie")
    assert refusal(decide(again, rows, NOW))[0] == "Group {letter} has stalled already. Write when it resumes."
    carry_out(rows, AddEvent(id="out", group_id="group-A", kind="withdrawn", on="2027-02-01", text="Ut"), NOW)
    assert refusal(decide(again, rows, NOW))[0] == "Group {letter} is no longer in the network."


@pytest.mark.parametrize(
    "make",
    [
        lambda on: AddContact(id="x", group_id="group-A", on=on, channel="phone"),
        lambda on: AddGroupMeeting(id="x", group_id="group-A", on=on, kind="group"),
        lambda on: AddEvent(id="x", group_id="group-A", on=on, kind="leader_change"),
        lambda on: KeepRecheck(id="x", group_id="group-A", item="L1", on=on, level=3),
        lambda on: ReachMilestone(id="x", milestone_id="plan", group_id="group-A", on=on),
    ],
)
def test_record_dated_before_the_network_began_is_refused(make: Callable[[str], Command]) -> None:
    rows = day_rows()
    network = rows.find(Network)[0]
    plan = Milestone(id="plan", network_id=network.id, position=1, text="Første måling")
    rows.put([msgspec.structs.replace(network, from_on="2027-01-10"), plan])
    message = refusal(decide(make("2027-01-09"), rows, NOW))[0]
    assert message.startswith("{on} is before the network began, {began}.")
    assert isinstance(decide(make("2027-01-10"), rows, NOW), Decision)


def test_milestone_is_reached_once_by_a_group() -> None:
    rows = day_rows()
    rows.put([Milestone(id="plan", network_id=rows.find(Network)[0].id, position=1, text="Første måling")])
    reached = ReachMilestone(id="a", milestone_id="plan", group_id="group-A", on="2027-01-10")
    carry_out(rows, reached, NOW)
    assert decide(reached, rows, NOW) == Decision()
    another_day = msgspec.structs.replace(reached, id="b", on="2027-01-12")
    assert refusal(decide(another_day, rows, NOW))[0].startswith("This milestone was reached {on}.")
    carry_out(rows, RemoveHappening(table="milestone_reached", id="a", seen=1), NOW)
    carry_out(rows, another_day, NOW)
    assert only(rows, MilestoneReached).reached_on == "2027-01-12"


def test_removing_an_event_restores_the_state_of_the_remaining_events() -> None:
    rows = day_rows()
    stall(rows, "2027-01-20")
    carry_out(rows, RemoveHappening(table="event", id="stop", seen=1), NOW)
    group = rows.get(Group, "group-A")
    assert group is not None
    assert (group.state, rows.find(Event)) == ("active", [])
    for table in ("action", "network", "nothing"):
        assert refusal(decide(RemoveHappening(table=table, id="x", seen=1), rows, NOW)) == (GONE, True)


def test_event_recorded_late_does_not_override_a_later_one() -> None:
    rows = day_rows()
    stall(rows, "2027-01-20")
    carry_out(rows, resume("2027-02-20"), NOW)
    late = AddEvent(id="late", group_id="group-A", kind="stalled", on="2027-01-25", cause="Ferie")
    carry_out(rows, late, NOW)
    group = rows.get(Group, "group-A")
    assert group is not None
    assert group.state == "resumed"


@pytest.mark.parametrize("level", [0, 5])
def test_follow_up_rating_has_a_level_from_one_to_four(level: int) -> None:
    command = KeepRecheck(id="x", group_id="group-A", item="L1", on="2027-02-01", level=level)
    assert refusal(decide(command, day_rows(), NOW))[0] == "Write the level now, 1 to 4: L1 3."


BETWEEN: list[Command] = [
    AddContact(id="x", group_id="group-A", on="2027-02-01", channel="visit", minutes=45, topic="Mål\x07", next_on="y"),
    AddGroupMeeting(
        id="x", group_id="group-A", on="2027-02-01", kind="staff", minutes=30, outside_hours=True, text="t"
    ),
    measure(id="x", value=1),
    AddEvent(id="x", group_id="group-A", kind="stalled", on="2027-02-01"),
]


@pytest.mark.parametrize("command", BETWEEN, ids=lambda command: type(command).__name__)
def test_same_command_twice_changes_nothing(command: Command) -> None:
    rows = day_rows()
    carry_out(rows, command, NOW)
    assert decide(command, rows, NOW + 1) == Decision()


@pytest.mark.parametrize("command", BETWEEN, ids=lambda command: type(command).__name__)
@pytest.mark.parametrize("group", ["nowhere", "group-B"], ids=["unknown group", "deleted group"])
def test_deleted_group_gets_no_records(command: Command, group: str) -> None:
    rows = day_rows()
    rows.put([Group(id="group-B", network_id="network", letter="B", position=2, unit="x", deleted=True)])
    outcome = decide(msgspec.structs.replace(command, group_id=group), rows, NOW)
    assert refusal(outcome)[0] in (GONE, "What this belongs to has been deleted.")
    assert refusal(outcome)[1]


def test_contact_and_meeting_keep_every_typed_field() -> None:
    rows = day_rows()
    for command in BETWEEN[:2]:
        carry_out(rows, command, NOW)
    contact, meeting = only(rows, Contact), only(rows, GroupMeeting)
    assert (contact.channel, contact.minutes, contact.topic, contact.next_on) == ("visit", 45, "Mål", "y")
    assert (meeting.kind, meeting.minutes, meeting.outside_hours, meeting.text) == ("staff", 30, True, "t")


def with_members(*members: Member) -> MemoryRows:
    rows = day_rows()
    rows.put(members)
    return rows


def leads(on: str = "2027-02-01", leader_id: str = "grete", leader: str = "Grete Fjørtoft", id: str = "e") -> AddEvent:
    return AddEvent(
        id=id, group_id="group-A", kind="leader_change", on=on, text=leader, leader_id=leader_id, leader=leader
    )


def leaders(rows: MemoryRows) -> list[str]:
    return [member.name for member in rows.find(Member) if member.leader]


KARI = Member(id="kari", group_id="group-A", name="Kari Nesse", leader=True, profession="lege")
GRETE = Member(id="grete", group_id="group-A", name="Grete Fjørtoft", writer=True)


def test_change_of_leader_leaves_exactly_one_leader() -> None:
    rows = with_members(KARI, GRETE, Member(id="other", group_id="group-B", name="Per Li", leader=True))
    carry_out(rows, leads(), NOW)
    assert leaders(rows) == ["Grete Fjørtoft", "Per Li"]
    assert (only_member(rows, "grete").writer, only_member(rows, "kari").profession) == (True, "lege")


def only_member(rows: MemoryRows, id: str) -> Member:
    member = rows.get(Member, id)
    assert member is not None
    return member


def test_new_leader_from_outside_joins_the_group_from_that_day() -> None:
    rows = with_members(KARI)
    carry_out(rows, leads(), NOW)
    grete = only_member(rows, "grete")
    assert leaders(rows) == ["Grete Fjørtoft"]
    assert (grete.group_id, grete.from_on) == ("group-A", "2027-02-01")


def test_leader_who_joined_in_another_window_is_not_added_twice() -> None:
    rows = with_members(KARI, GRETE)
    carry_out(rows, leads(leader_id="new"), NOW)
    assert leaders(rows) == ["Grete Fjørtoft"]
    assert len(rows.find(Member, group_id="group-A")) == 2


def test_latest_change_of_leader_by_date_decides_the_leader() -> None:
    rows = with_members(KARI, GRETE)
    carry_out(rows, leads("2027-02-01"), NOW)
    carry_out(rows, leads("2027-01-20", "kari", "Kari Nesse", "before"), NOW)
    assert leaders(rows) == ["Grete Fjørtoft"]
    assert len(rows.find(Event, group_id="group-A")) == 2


def test_undo_of_a_change_of_leader_restores_the_earlier_leader() -> None:
    rows = with_members(KARI)
    decision = decide(leads(), rows, NOW)
    assert isinstance(decision, Decision)
    keep(rows, decision, NOW)
    entry = JournalEntry(
        seq=1, id="entry", hlc=1, at=NOW, device="d", window="w", category="do", kind="AddEvent", schema_version=1,
        changes=row_changes(decision),
    )  # fmt: skip
    undone = undo(entry, rows)
    assert isinstance(undone, Decision)
    keep(rows, undone, NOW)
    assert leaders(rows) == ["Kari Nesse"]
    assert [member.name for member in rows.find(Member, group_id="group-A")] == ["Kari Nesse"]
