"""Facts of the demo from the 2008 article equal the article and are marked so (the numbers are copied here)."""

import re
from collections import Counter

import pytest

from nettverk_tui.model.core.records import (
    Action,
    Advice,
    Attendance,
    Candidate,
    ClockEvent,
    Contact,
    Continuation,
    Event,
    Facilitator,
    Gathering,
    Group,
    GroupMeeting,
    Member,
    MilestoneReached,
    Network,
    Note,
    ProgrammeItem,
    Project,
    ProjectStage,
    Rating,
    ResourceUse,
    Statement,
    StatusText,
)
from tests.exchange.demo_rows import LETTERS, Demo


@pytest.fixture(scope="module")
def finished() -> Demo:
    return Demo("finished")


TABLE_1 = {
    "A": ("29 %", "64 %"),
    "B": ("76 %", "44 %", "75 %"),
    "C": ("15 %", "6 %"),
    "D": (),
    "E": ("21 %", "22 %", "19 %"),
    "F": (),
}


def test_network_has_the_frame_of_the_article(finished: Demo) -> None:
    (network,) = finished.all(Network)
    assert (network.region, network.from_on, network.to_on) == ("Sogn og Fjordane", "2005-01-01", "2005-11-30")
    assert (network.name, network.groups_per_room, network.demo) == ("Kvalitet i allmennpraksis", 6, True)
    assert network.origin == "article"
    assert len(finished.all(Facilitator)) == 2
    assert len({candidate.municipality for candidate in finished.all(Candidate)}) == 26
    states = Counter(candidate.state for candidate in finished.all(Candidate))
    assert states["chosen"] == 6
    assert states["chosen"] + states["interested"] + states["declined"] == 9


def test_gatherings_of_the_year_are_those_of_the_article(finished: Demo) -> None:
    days = [(g.kind, g.starts_on, g.ends_on, g.state) for g in finished.all(Gathering)]
    assert [kind for kind, *_ in days] == ["first", "middle", "middle", "middle", "last"]
    assert [starts != ends for _, starts, ends, _ in days] == [True, False, False, False, True]
    assert days[0][1].startswith("2005-01")
    assert days[-1][2].startswith("2005-11")
    assert {state for *_, state in days} == {"closed"}


def test_groups_are_the_offices_of_the_article(finished: Demo) -> None:
    groups = finished.all(Group)
    assert [group.letter for group in groups] == list(LETTERS)
    sizes = [group.employees or 0 for group in groups]
    assert (min(sizes), max(sizes)) == (6, 22)
    assert sorted(Counter(group.operating_model for group in groups).values()) == [1, 5]
    assert all(group.staff_meetings for group in groups)
    assert Counter(group.state for group in groups) == {"completed": 5, "resumed": 1}
    assert finished.groups["F"].state == "resumed"


@pytest.mark.parametrize("letter", LETTERS)
def test_every_group_has_a_leading_doctor_coworkers_a_writer_and_one_for_the_data(letter: str) -> None:
    members = [member for member in Demo("finished").of(letter, Member) if member.to_on is None]
    assert 3 <= len(members) <= 5
    assert {member.staff_kind for member in members} == {"doctor", "coworker"}
    assert any(member.leader and member.staff_kind == "doctor" for member in members)
    assert any(member.writer for member in members)
    assert any(member.data for member in members)


@pytest.mark.parametrize("letter", LETTERS)
def test_measurements_equal_table_1_of_the_article(finished: Demo, letter: str) -> None:
    (project,) = finished.of(letter, Project)
    assert project.origin == "article"
    assert project.area
    assert project.aim
    assert project.measures
    assert tuple(re.findall(r"\d+ %", project.result)) == TABLE_1[letter]


def test_remarks_equal_those_of_table_1(finished: Demo) -> None:
    remarks = {letter: finished.of(letter, Project)[0].remark for letter in LETTERS}
    assert {letter for letter, remark in remarks.items() if remark} == {"D", "F"}
    assert "leder" in remarks["D"]
    assert "Tre ledere" in remarks["F"]
    assert "lederen sluttet" in remarks["F"]
    assert "legen i gruppen" in remarks["F"]


@pytest.mark.parametrize(("letter", "before", "after"), [("A", 29, 64), ("C", 15, 6)])
def test_before_and_after_are_plain_percentages_that_the_series_leads_to(
    finished: Demo, letter: str, before: int, after: int
) -> None:
    points = finished.measured(letter)
    told = [(m.phase, m.value, m.numerator, m.denominator) for _, m in points if m.origin == "article"]
    assert told == [("before", before, None, None), ("after", after, None, None)]
    series = [m for _, m in points if m.phase == "series"]
    assert {m.origin for m in series} == {"illustrative"}
    shares = [100 * m.numerator / m.denominator for m in series if m.numerator is not None and m.denominator]
    assert len(shares) == len(series) >= 9
    assert round(shares[0]) == before
    assert round(shares[-1]) == after


@pytest.mark.parametrize(("letter", "changes"), [("B", [-76, -44, -75]), ("E", [-21, -22, -19])])
def test_no_value_is_invented_for_what_was_reported_as_a_change(
    finished: Demo, letter: str, changes: list[int]
) -> None:
    reported = [m for i, m in finished.measured(letter) if i.kind == "reported_change"]
    assert [m.change_percent for m in reported if m.change_percent is not None] == changes
    assert all(m.origin == "article" for m in reported if m.change_percent is not None)
    assert all((m.value, m.numerator, m.denominator, m.below) == (None,) * 4 for m in reported)
    others = [(i, m) for i, m in finished.measured(letter) if i.kind != "reported_change"]
    assert {row.origin for pair in others for row in pair} == {"illustrative"}


def test_results_of_groups_d_and_f_are_text_of_the_article(finished: Demo) -> None:
    for letter in "DF":
        told = [(i, m) for i, m in finished.measured(letter) if m.origin == "article"]
        assert [(i.kind, m.value) for i, m in told] == [("qualitative", None)]
        assert told[0][1].text


def test_leaders_change_as_in_the_article(finished: Demo) -> None:
    assert sum(member.leader for member in finished.of("D", Member)) == 2
    changes = [event for event in finished.of("F", Event) if event.kind == "leader_change"]
    assert len(changes) == 2, "three leaders, two changes"
    stop = finished.of("F", Event, kind="stalled")[0]
    assert stop.origin == "article"
    assert "lederen sluttet" in stop.cause
    assert "legen deres skiftet jobb" in stop.cause
    assert finished.of("F", Event, kind="resumed")[0].on > stop.on


def test_one_office_sends_different_doctors_until_its_leader_stays(finished: Demo) -> None:
    rotating = {letter: [m for m in finished.of(letter, Member) if m.rotating] for letter in LETTERS}
    assert {letter for letter, members in rotating.items() if members} == {"B"}
    came = {
        number: {
            member.name
            for mark in finished.at("B", number, Attendance, presence="present")
            if (member := finished.rows.get(Member, mark.member_id)) is not None and member.staff_kind == "doctor"
        }
        for number in range(1, 6)
    }
    assert all(len(doctors) == 1 for doctors in came.values())
    assert len(came[1] | came[2] | came[3]) == 3
    assert came[4] == came[5] == {"Gunnar Høyland"}


def test_continuations_are_those_of_the_article(finished: Demo) -> None:
    kinds = Counter(continuation.kind for continuation in finished.all(Continuation))
    assert (kinds["on_its_own"], kinds["simplified_network"], kinds["new_project"]) == (1, 5, 2)
    assert kinds["experience_transfer"] == 6
    facts = " ".join(note.text for note in finished.all(Note) if note.origin == "article")
    assert "Ett kontor" in facts
    assert "Fem ønsker" in facts
    assert "To av kontorene" in facts


def test_ripple_effects_of_the_article_name_no_group(finished: Demo) -> None:
    told = [statement for statement in finished.all(Statement) if statement.origin == "article"]
    assert {statement.theme for statement in told} >= {"collaboration", "leadership", "learning", "network"}
    assert {statement.group_id for statement in told} == {None}
    assert any(statement.kind == "other_areas" for statement in told)


def test_use_of_resources_of_the_article_has_no_sums(finished: Demo) -> None:
    told = [use for use in finished.all(ResourceUse) if use.origin == "article"]
    assert {use.kind for use in told} == {"group_meetings", "writing", "staff_meetings", "gatherings", "guidance"}
    assert all((use.hours, use.kroner) == (None, None) for use in told)
    assert all(use.text for use in told)


def test_names_ratings_and_entries_of_groups_are_illustrative(finished: Demo) -> None:
    kinds = (Member, Facilitator, Rating, StatusText, Advice, Action, Contact, GroupMeeting, Attendance, ProjectStage)
    for kind in (*kinds, ClockEvent, ProgrammeItem, Group, Gathering, MilestoneReached):
        assert {row.origin for row in finished.all(kind)} == {"illustrative"}
