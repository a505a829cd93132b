"""The story of the demo and its moment: mixed outcomes, and no records of later days."""

import re
from collections import Counter
from datetime import datetime

import msgspec
import pytest

from nettverk_tui.exchange.demo import Variant
from nettverk_tui.model.core.records import (
    Action,
    Advice,
    Attendance,
    ClockEvent,
    Contact,
    Continuation,
    Gathering,
    Measurement,
    Member,
    Note,
    ProgrammeItem,
    Project,
    ProjectStage,
    Rating,
    Record,
    ResourceUse,
    Statement,
    StatusText,
)
from nettverk_tui.model.gathering.opening_card import opening_card
from nettverk_tui.model.gathering.outlook import outlook
from nettverk_tui.resources import load_checklist
from tests.exchange.demo_rows import LETTERS, MONDAY, OSLO, Demo, ms, records

CAPTURED: tuple[type[Record], ...] = (
    Rating,
    StatusText,
    Advice,
    Action,
    Note,
    Attendance,
    ClockEvent,
    Statement,
    ProjectStage,
)
STARS = {item.id for item in load_checklist().starred()}


@pytest.fixture(scope="module")
def middle() -> Demo:
    return Demo("middle")


@pytest.fixture(scope="module")
def start() -> Demo:
    return Demo("start")


@pytest.fixture(scope="module")
def finished() -> Demo:
    return Demo("finished")


@pytest.mark.parametrize("letter", LETTERS)
def test_groups_answer_the_items_asked_at_each_gathering(finished: Demo, letter: str) -> None:
    checklist = load_checklist()
    for number in range(1, 6):
        kind = finished.gatherings[number].kind
        asked = {item.id for item in checklist.asked_at(kind, next_to_last=number == 4)}
        assert set(finished.levels(letter, number)) == asked
        assert set(finished.levels(letter, number, "adviser")) <= asked
        assert {field.field for field in finished.at(letter, number, StatusText)} == (
            set() if number == 1 else {"done", "result", "obstacles", "question"}
        )


def fallen(demo: Demo, letter: str, number: int) -> set[str]:
    """The starred items that a group rated lower than at the gathering before."""
    before, now = demo.levels(letter, number - 1), demo.levels(letter, number)
    pairs = {item: (before.get(item), now.get(item)) for item in STARS}
    return {item for item, (was, is_) in pairs.items() if was is not None and is_ is not None and is_ < was}


def test_every_fall_in_progress_but_one_has_a_weakened_factor_at_or_before_it(finished: Demo) -> None:
    falls = {(letter, n): fallen(finished, letter, n) for letter in LETTERS for n in range(3, 6)}
    progress = {key for key, items in falls.items() if "R3" in items}
    assert progress == {("A", 4), ("B", 3), ("D", 3), ("E", 4), ("F", 3)}
    unannounced = {
        (letter, n) for letter, n in progress if not (falls[letter, n] | falls.get((letter, n - 1), set())) - {"R3"}
    }
    assert unannounced == {("E", 4)}
    assert falls["A", 3] == {"R1"}, "before the fall, not only at it"
    for letter in "BDF":
        assert {"T1", "L1"} <= falls[letter, 3], "the two the article found most vulnerable"


def test_ratings_of_group_c_fall_without_a_fall_in_progress(finished: Demo) -> None:
    falls = {letter: [fallen(finished, letter, n) for n in range(3, 6)] for letter in LETTERS}
    assert all("R3" not in items for items in falls["C"])
    assert sum(map(len, falls["C"])) >= 5
    assert all(falls["C"])


def test_outcomes_of_advice_are_mixed(finished: Demo) -> None:
    outcomes = Counter(advice.outcome for advice in finished.all(Advice))
    assert set(outcomes) == {None, "helped", "no_change", "worse", "not_tried", "dropped"}
    answers = Counter(advice.answer for advice in finished.all(Advice))
    assert set(answers) == {None, "take_along", "already_do", "not_now"}


def test_guidance_is_given_about_every_fortnight(finished: Demo) -> None:
    """The article's mean; gatherings count, and the weeks of summer do not."""
    summer = (datetime(2005, 8, 14, tzinfo=OSLO) - datetime(2005, 7, 4, tzinfo=OSLO)).days
    for letter in LETTERS:
        days = sorted(
            {contact.on for contact in finished.of(letter, Contact)} | {g.starts_on for g in finished.all(Gathering)}
        )
        first, last = (datetime.fromisoformat(day) for day in (days[0], days[-1]))
        assert 12 <= ((last - first).days - summer) / (len(days) - 1) <= 19
        assert not [day for day in days if "2005-07-04" <= day <= "2005-08-14" or "2005-03-21" <= day <= "2005-03-28"]


def test_two_members_named_kari_are_in_different_groups(middle: Demo) -> None:
    karis = [member for member in middle.all(Member) if member.name.startswith("Kari ")]
    assert len({member.group_id for member in karis}) == len(karis) == 2
    assert set("æøå") <= set("".join(member.name.lower() for member in middle.all(Member)))


def test_third_gathering_is_in_the_break_before_group_b(middle: Demo) -> None:
    room = middle.room()
    assert room.gathering.state == "open"
    assert room.clock.phase == "paused"
    assert room.here is not None
    assert room.here.item.kind == "break"
    following = room.programme.next(room.clock)
    assert following is not None
    assert following.item.group_id == middle.groups["B"].id
    assert following.step.kind == "card"
    held = [
        item.group_id for item in room.programme.items if item.group_id and room.programme.held(item.id, room.clock)
    ]
    assert held == [middle.groups["A"].id, middle.groups["C"].id]
    seen = outlook(room.programme, room.clock, room.gathering, ms(MONDAY))
    assert seen.pace == "on_time"
    assert 0 < (seen.behind_plan_ms or 0) < 15 * 60_000


def test_entries_of_today_are_of_groups_a_and_c(middle: Demo) -> None:
    for kind in (Rating, StatusText, Advice, Action, ProjectStage):
        here = {letter for letter in LETTERS if middle.at(letter, 3, kind)}
        assert here == {"A", "C"}, kind
    for letter in "AC":
        assert set(middle.levels(letter, 3)) == STARS
        answered = [advice for advice in middle.at(letter, 3, Advice) if advice.answer]
        assert len(answered) >= 4
        assert not [advice for advice in middle.at(letter, 3, Advice) if advice.outcome]
        assert middle.at(letter, 3, Note, kind="parked", state="open")
    assert len(middle.all(Attendance)) > len(Demo("start").all(Attendance))


def test_later_gatherings_have_no_records(middle: Demo, start: Demo) -> None:
    for demo in (middle, start):
        later = {demo.gatherings[number].id for number in (4, 5)}
        for kind in CAPTURED:
            assert not [row for gathering_id in later for row in demo.rows.find(kind, gathering_id=gathering_id)]
        assert [demo.gatherings[number].state for number in (4, 5)] == ["planned", "planned"]
        assert not demo.all(Continuation)
        assert not demo.all(ResourceUse)
        assert not [project for project in demo.all(Project) if project.result or project.remark]
        assert not [m for m in demo.all(Measurement) if m.phase == "after" or m.change_percent is not None]
        assert demo.groups["F"].state == "stalled"
        assert "Synnøve Rødland" not in {member.name for member in demo.all(Member)}


def test_demo_from_the_start_has_no_records_of_the_day(start: Demo) -> None:
    third = start.gatherings[3]
    assert third.state == "planned"
    for kind in CAPTURED:
        assert not start.rows.find(kind, gathering_id=third.id)
    assert third.starts_at is not None
    assert 0 <= third.starts_at - ms(MONDAY) < 5 * 60_000
    assert start.rows.find(ProgrammeItem, gathering_id=third.id, kind="relay")


def test_opening_card_of_group_b_shows_the_story(middle: Demo) -> None:
    room = middle.room()
    card = opening_card(middle.rows, room, middle.groups["B"], room.gathering.ends_on)
    assert card.question
    assert card.overdue == 2
    assert [card_action.action.times_moved for card_action in card.actions] == [0, 2, 0]
    moved = card.actions[1]
    assert moved.overdue_days == 13
    assert moved.action.who == "Ingeborg", "the doctor who came last time, and is not here today"
    assert len(card.advice) == 3
    assert len(card.unanswered) == 1
    assert [(rating.item, rating.level) for rating in card.low] == [("R2", 2)]
    assert [(gap.item, gap.own, gap.adviser) for gap in card.gaps if gap.wide] == [("L1", 3, 1)]
    assert [event.kind for event in card.events] == ["change_started", "member_change"]
    series = [m for i, m in middle.measured("B") if i.position == 1]
    assert len(series) >= 10, "enough for a median"


@pytest.mark.parametrize("letter", "DEF")
def test_opening_cards_of_the_other_groups_have_actions_advice_and_contact(middle: Demo, letter: str) -> None:
    room = middle.room()
    card = opening_card(middle.rows, room, middle.groups[letter], room.gathering.ends_on)
    assert card.actions
    assert card.advice
    assert card.last_contact


def test_attendance_of_today_is_recorded(middle: Demo) -> None:
    doctors = {
        letter: [m.name for m in room.members[group.id] if m.staff_kind == "doctor" and room.is_present(m.id)]
        for room in [middle.room()]
        for letter, group in middle.groups.items()
    }
    assert {letter for letter, names in doctors.items() if not names} == {"D", "F"}
    assert doctors["B"] == ["Jonas Lidal"]


def test_private_notes_are_for_the_facilitators_only(middle: Demo) -> None:
    private = [note for note in middle.all(Note) if note.layer != "network"]
    assert len(private) >= 4
    assert {note.layer for note in private} == {"facilitators"}
    assert "Sverre" in " ".join(note.text for note in private)


CALENDAR_WORDS = re.compile(
    r"\b(januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember|(man|tirs|ons|tors|fre|lør|"
    r"søn)dag\w*|våren|sommer\w*|høst\w*|vinter\w*|jula|påske\w*|pinse|ferie\w*|helgen|uke \d+|månedsskiftet)\b",
    re.IGNORECASE,
)


@pytest.mark.parametrize("variant", ["middle", "start"])
def test_no_text_names_a_season_or_month(variant: Variant) -> None:
    for record in records(variant):
        for field, value in msgspec.structs.asdict(record).items():
            if isinstance(value, str) and not field.endswith("_on"):
                assert not CALENDAR_WORDS.search(value), (field, value)
