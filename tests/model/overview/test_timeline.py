"""A group's timeline: all kinds of entries, newest first, of no other group and not in the future."""

from nettverk_tui.model.core.records import (
    Action,
    Advice,
    Contact,
    Event,
    Group,
    GroupMeeting,
    Indicator,
    Measurement,
    Milestone,
    MilestoneReached,
    Note,
    Rating,
    Record,
    StatusText,
)
from nettverk_tui.model.core.rows import MemoryRows
from nettverk_tui.model.overview.timeline import KINDS, filtered, timeline
from tests.model.group_histories import DAYS, gathering

GROUP = Group(id="b", network_id="n", letter="B", position=1, unit="B")
AT = 1_115_640_000_000  # 9 May 2005

ROWS: list[Record] = [
    gathering(1),
    gathering(3),
    StatusText(id="s", gathering_id="g1", group_id="b", field="done", text="Flytskjema"),
    Note(id="n1", gathering_id="g1", group_id="b", factor="T1", at=AT, text="Lege mangler"),
    Note(id="n2", group_id="b", at=AT, text="Fra kontoret"),
    Advice(id="a", gathering_id="g1", group_id="b", factor="L1", at=AT, text="Spør lederen", giver="adviser"),
    Action(id="x", gathering_id="g3", group_id="b", at=AT, text="Ring"),
    Rating(id="r", gathering_id="g3", group_id="b", item="T2", rater="group", answer="level", level=2, reason="Ferie"),
    Rating(id="q", gathering_id="g3", group_id="b", item="L1", rater="group", answer="level", level=3),
    Contact(id="c", group_id="b", on="2005-02-10", topic="Måling", agreed="Ring igjen", layer="facilitators"),
    GroupMeeting(id="m", group_id="b", on="2005-02-14"),
    Event(id="e", group_id="b", kind="stalled", on="2005-03-01", cause="fravær"),
    Milestone(id="p", network_id="n", position=1, text="Mål satt"),
    MilestoneReached(id="pr", milestone_id="p", group_id="b", reached_on="2005-03-02"),
    Indicator(id="i", group_id="b", name="Ventetid"),
    *(Measurement(id=f"v{number}", indicator_id="i", on="2005-04-01", value=1.0) for number in range(3)),
    Contact(id="later", group_id="b", on="2005-08-01"),
    Contact(id="other", group_id="a", on="2005-02-11"),
]


def test_timeline_has_every_entry_of_the_group_once_newest_first() -> None:
    entries = timeline(MemoryRows(ROWS), GROUP, "2005-06-01")
    ids = [entry.record.id for entry in entries]
    assert sorted(ids) == sorted(["g1", "g3", "s", "n1", "n2", "a", "x", "r", "c", "m", "e", "pr", "v0"])
    assert [entry.on for entry in entries] == sorted((entry.on for entry in entries), reverse=True)
    assert {entry.kind for entry in entries} == set(KINDS) - {"warning"}


def test_entry_has_the_day_of_its_gathering_or_else_the_day_it_was_written() -> None:
    days = {entry.record.id: entry.on for entry in timeline(MemoryRows(ROWS), GROUP, "2005-06-01")}
    assert (days["n1"], days["n2"]) == (DAYS[0], "2005-05-09")


def test_timeline_filters_by_kind_and_category() -> None:
    entries = timeline(MemoryRows(ROWS), GROUP, "2005-06-01")
    assert [entry.record.id for entry in filtered(entries, "between", None)] == ["m", "c"]
    assert {entry.record.id for entry in filtered(entries, None, "T")} == {"n1", "r"}
    assert [entry.record.id for entry in filtered(entries, "advice", "L")] == ["a"]
    assert filtered(entries, "event", "L") == []


def test_contact_shows_its_agreement_and_layer() -> None:
    contact = next(e for e in timeline(MemoryRows(ROWS), GROUP, "2005-06-01") if e.record.id == "c")
    assert (contact.text, contact.layer) == ("Måling · Ring igjen", "facilitators")
