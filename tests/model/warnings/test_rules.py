"""Early warning: five histories that fire and five that do not for each rule, and properties of all rules."""

from datetime import date
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nettverk_tui.language import Translator
from nettverk_tui.model.core.dates.holidays import easter
from nettverk_tui.model.core.records import FollowUpRating
from nettverk_tui.model.core.values import Language
from nettverk_tui.model.warnings import GroupHistory, QuietWeeks, Thresholds, early_warnings
from nettverk_tui.model.warnings import rules as rules_package
from nettverk_tui.model.warnings.rules import ALL_RULES, RULES
from tests.model.group_histories import (
    action,
    again,
    contact,
    event,
    history,
    indicator,
    measured,
    meeting,
    member,
    sheet,
    there,
    whole,
)

DOCS = Path(__file__).parents[3] / "docs"
LIMITS = Thresholds()
CHANGED = event("change_started", "2005-04-01")
FIRST = "ask_first"
THREE = [member("Kari", leader=True), member("Ola", "sykepleier"), member("Eva", "sekretær")]
NURSES = [
    member("Kari", leader=True),
    member("Siv", "sekretær"),
    *(member(name, "sykepleier") for name in ("Ola", "Per", "Eva", "Liv")),
]

#: rule, pasts that fire with their level, pasts that stay silent.
TABLE: dict[str, tuple[list[tuple[GroupHistory, str]], list[GroupHistory]]] = {
    "W1": (
        [
            (history(whole(3, L1=2)), "ask"),
            (history(whole(3, T1=1)), FIRST),
            (history(whole(2, L1=2), whole(3, L1=2)), FIRST),
            (history(whole(3, rater="adviser", L1=2)), "ask"),
            (history(whole(2, T1=1), whole(3, T1=2)), "ask"),
        ],
        [
            history(whole(3, L1=3, T1=3)),
            history(whole(3, R1=1)),
            history(whole(2, L1=1), whole(3, L1=3)),
            history(whole(3, L1="-", T1="x")),
            history(),
        ],
    ),
    "W2": (
        [
            (history(whole(2), whole(3, R1=2)), FIRST),
            (history(whole(2, M1=3), whole(3, M1=2)), "ask"),
            (history(whole(2), whole(3, R1=3, M1=3)), "ask"),
            (history(whole(2, V1=2), whole(3, V1=1)), FIRST),
            (history(whole(1, T2=4), whole(2, T2="-"), whole(3, T2=2)), FIRST),
        ],
        [
            history(whole(2), whole(3, R1=3)),
            history(whole(2), whole(3, R3=1)),
            history(whole(2, R1=1), whole(3, R1=2)),
            history(whole(2), whole(3, rater="adviser", R1=1)),
            history(whole(2), whole(3, wording=2, R1=2)),
        ],
    ),
    "W3": (
        [
            (history(event("leader_change", "2005-04-01")), FIRST),
            (history(member("Kari", leader=True, to_on="2005-04-01"), member("Ola")), FIRST),
            (history(sheet(3, L4=2)), FIRST),
            (history(event("leader_confirmed", "2005-02-01"), event("leader_change", "2005-04-01")), FIRST),
            (history(sheet(3, "adviser", L4=1)), FIRST),
        ],
        [
            history(event("leader_change", "2005-04-01"), event("leader_confirmed", "2005-04-20")),
            history(member("Kari", leader=True, to_on="2005-04-01"), member("Ola", leader=True, from_on="2005-04-01")),
            history(sheet(1, L4=2), sheet(3, L4=4)),
            history(sheet(3, L4=2), event("leader_confirmed", "2005-05-13")),
            history(member("Kari", leader=True, to_on="2005-12-01"), event("member_change", "2005-04-01")),
        ],
    ),
    "W4": (
        [
            (history(THREE, there(3, "Ola", "Eva", absent="Kari")), "ask"),
            (history(THREE, there(3, absent="Kari Ola Eva")), FIRST),
            (history(THREE, there(2, "Kari", absent="Ola"), there(3, "Kari", absent="Ola")), "ask"),
            (history(NURSES, *(there(n, "Kari", "Siv", who) for n, who in enumerate(("Ola", "Per", "Eva"), 1))), "ask"),
            (history(NURSES, there(2, "Kari", "Ola"), there(3, "Per", "Eva", "Kari")), "ask"),
        ],
        [
            history(THREE, there(3, "Kari", "Ola", absent="Eva")),
            history(THREE),
            history(
                NURSES, there(1, "Kari", "Ola", "Liv"), there(2, "Kari", "Ola", "Liv"), there(3, "Kari", "Ola", "Per")
            ),
            history(THREE, there(1, "Kari", "Ola", "Eva")),
            history(
                [*THREE, member("Siv", rotating=True)],
                there(2, "Kari", "Ola", "Eva", absent="Siv"),
                there(3, "Kari", "Ola", "Eva", absent="Siv"),
            ),
        ],
    ),
    "W5": (
        [
            (history(member("Kari"), member("Ola", "sykepleier")), "ask"),
            (history(member("A"), member("B"), member("C")), "ask"),
            (history(member("A", "sekretær"), member("B", "sekretær"), member("C", "sekretær")), "ask"),
            (history(*THREE[:2], member("Eva", "sekretær", to_on="2005-05-01")), "ask"),
            (history(*THREE[:2], member("Eva", "sekretær", from_on="2005-09-01")), "ask"),
        ],
        [
            history(THREE),
            history(),
            history(*THREE, member("Per", "sekretær", to_on="2005-05-01")),
            history(*THREE[:2], member("Eva", "sekretær", to_on="2005-05-20")),
            history(*THREE[:2], member("Eva", "sekretær", from_on="2005-05-13")),
        ],
    ),
    "W6": (
        [
            (history(whole(2), whole(3, R3=3)), "ask"),
            (history(whole(2, L1=2), whole(3, L1=2, R3=2)), "ask"),
            (history(whole(2), whole(3, R3=1)), "ask"),
            (history(whole(2, L1=2), whole(3, R3=3)), "ask"),
            (history(whole(2, rater="adviser"), whole(3, rater="adviser", R3=2)), "ask"),
        ],
        [
            history(whole(2), whole(3, R3=3, L1=3)),
            history(whole(2, R3=2), whole(3, R3=3)),
            history(whole(3, R3=1)),
            history(whole(2), whole(3, R3="-")),
            history(whole(2), whole(3, wording=2, R3=1)),
        ],
    ),
    "W7": (
        [
            (history(today="2005-06-03"), "ask"),
            (history(contact("2005-05-20"), today="2005-06-11"), "ask"),
            (history(today="2005-06-20"), FIRST),
            (history(THREE, there(3, absent="Kari Ola Eva"), contact("2005-04-20")), "ask"),
            (history(today="2005-08-25"), FIRST),
        ],
        [
            history(today="2005-06-02"),
            history(contact("2005-06-01"), today="2005-06-20"),
            history(contact("2005-07-01"), today="2005-08-15"),
            history(held=0),
            history(contact("2005-12-20"), held=5, today="2006-01-12"),
        ],
    ),
    "W8": (
        [
            (history(meeting("2005-04-14")), "ask"),
            (history(), "ask"),
            (history(meeting("2005-05-01", "staff")), "ask"),
            (history(meeting("2005-02-01"), meeting("2005-03-31")), "ask"),
            (history(meeting("2005-06-25"), today="2005-09-04"), "ask"),
        ],
        [
            history(meeting("2005-04-16")),
            history(meeting("2005-05-13")),
            history(held=0),
            history(meeting("2005-06-25"), today="2005-08-25"),
            history(held=1, today="2005-02-17"),
        ],
    ),
    "W9": (
        [
            (history(indicator()), "ask"),
            (history(), "ask"),
            (history(indicator(), measured("after", "2005-05-01")), "ask"),
            (history(indicator(), measured("before"), CHANGED, held=4, today="2005-10-01"), "ask"),
            (history(indicator(), measured("series", "2005-02-01"), CHANGED, held=5, today="2005-12-01"), "ask"),
        ],
        [
            history(indicator(), held=2),
            history(indicator(kind="qualitative")),
            history(indicator(), measured("before"), CHANGED, held=3),
            history(indicator(), measured("before"), measured("after"), CHANGED, held=4),
            history(indicator(), measured("after", change_percent=-30.0), CHANGED, held=5),
        ],
    ),
    "W10": (
        [
            (history(action("2005-04-28")), "ask"),
            (history(action("2005-06-01", moved=2)), "ask"),
            (history(action("2005-06-01", moved=3)), FIRST),
            (history(action(None, due="next_gathering"), today="2005-05-27"), "ask"),
            (history(action(None, moved=2)), "ask"),
        ],
        [
            history(action("2005-04-29")),
            history(action("2005-06-01", moved=1)),
            history(action(None)),
            history(action(None, due="next_gathering"), today="2005-05-26"),
            history(action("2005-05-13")),
        ],
    ),
    "W11": (
        [
            (history(whole(2, L1="-"), whole(3, L1="-")), "ask"),
            (history(sheet(2, T1=3), sheet(3, T1=3)), "ask"),
            (history(whole(1, L1="-"), whole(3, L1="-")), "ask"),
            (history(whole(2, R2=None), whole(3, R2="-")), "ask"),
            (history(whole(2, R3="-", M1="-"), whole(3, R3="-")), "ask"),
        ],
        [
            history(whole(2, L1="-"), whole(3)),
            history(whole(2, L1="x"), whole(3, L1="x")),
            history(whole(3, L1="-")),
            # The first gathering does not ask T1, T2, L1, R1, V1 and R3.
            history(sheet(1, R2=3, M1=3), whole(3, L1="-", T1="-")),
            history(whole(2, rater="adviser", L1="-"), whole(3, rater="adviser", L1="-")),
        ],
    ),
    "W12": (
        [
            (history(state="stalled"), FIRST),
            (history(event("stalled", "2005-04-01"), state="stalled"), FIRST),
            (history(event("stalled", "2005-04-01", cause="fravær"), state="stalled"), FIRST),
            (history(event("stalled", "2005-04-01", text="fravær"), state="stalled", today="2005-12-01"), FIRST),
            (history(event("resumed", "2005-02-01"), event("stalled", "2005-04-01"), state="stalled"), FIRST),
        ],
        [
            history(),
            history(event("stalled", "2005-03-01"), event("resumed", "2005-04-01"), state="resumed"),
            history(event("stalled", "2005-03-01"), state="withdrawn"),
            history(event("stalled", "2005-03-01"), state="completed"),
            history(whole(3, R3=1)),
        ],
    ),
    "W13": (
        [
            (history(whole(3), whole(3, rater="adviser", L1=2)), "ask"),
            (history(whole(3, R1=1), whole(3, rater="adviser")), "ask"),
            (history(sheet(3, L4=4), sheet(3, "adviser", L4=1)), "ask"),
            (history(whole(3, R3=4), sheet(3, "adviser", R3=2)), "ask"),
            (history(sheet(1, L1=2), sheet(3, L1=3), sheet(3, "adviser", L1=1)), "ask"),
        ],
        [
            history(whole(3), whole(3, 3, "adviser")),
            history(whole(3), whole(2, 1, "adviser")),
            history(whole(3, L1="-"), sheet(3, "adviser", L1=1)),
            history(whole(3)),
            history(whole(3, 1, "adviser")),
        ],
    ),
    "W14": (
        [
            (history(meeting("2005-03-28", "staff")), "ask"),
            (history(held=1, today="2005-03-20"), "ask"),
            (history(meeting("2005-05-01")), "ask"),
            (history(meeting("2005-02-01", "staff"), meeting("2005-03-15", "staff")), "ask"),
            (history(meeting("2005-06-20", "staff"), today="2005-09-25"), "ask"),
        ],
        [
            history(meeting("2005-04-05", "staff")),
            history(meeting("2005-05-13", "staff")),
            history(held=0),
            history(held=1, today="2005-03-06"),
            history(meeting("2005-06-20", "staff"), today="2005-09-10"),
        ],
    ),
}


rules = pytest.mark.parametrize("rule", RULES)


def test_no_two_rules_have_the_same_number() -> None:
    assert [rule.id for rule in ALL_RULES] == [f"W{number}" for number in range(1, len(ALL_RULES) + 1)]


def test_every_rule_in_the_package_is_collected() -> None:
    files = Path(rules_package.__path__[0]).glob("*.py")
    assert sum(path.read_text(encoding="utf-8").count("\n@rule(") for path in files) == len(ALL_RULES)


@rules
def test_rule_has_five_histories_that_fire_and_five_that_do_not(rule: str) -> None:
    assert rule in TABLE, f"write ten histories for {rule} in TABLE"
    fire, silent = TABLE[rule]
    assert (len(fire), len(silent)) == (5, 5)


@rules
@pytest.mark.parametrize("language", ["nb", "nn"])
def test_the_words_of_a_rule_are_translated(rule: str, language: Language) -> None:
    messages = [
        message
        for past, _ in TABLE[rule][0]
        for warning in RULES[rule].find(past, LIMITS)
        for message in (warning.fact, warning.source, warning.question)
    ]
    english, translated = Translator("en"), Translator(language)
    assert [said for message in messages if (said := english.message(message)) == translated.message(message)] == []


@rules
@pytest.mark.parametrize("page", ["domain.md", "guide/warnings.en.md", "guide/warnings.nb.md", "guide/warnings.nn.md"])
def test_a_rule_has_a_row_in_the_tables_for_readers(rule: str, page: str) -> None:
    assert f"\n| {rule} | " in (DOCS / page).read_text(encoding="utf-8")


@pytest.mark.parametrize(("rule", "number"), [(rule, number) for rule in TABLE for number in range(5)])
def test_history_in_the_table_gives_its_warning(rule: str, number: int) -> None:
    past, level = TABLE[rule][0][number]
    found = list(RULES[rule].find(past, LIMITS))
    assert [warning.level for warning in found] == [level]
    assert found[0].on <= past.today
    assert found[0].rule == rule


@pytest.mark.parametrize(("rule", "number"), [(rule, number) for rule in TABLE for number in range(5)])
def test_history_in_the_table_gives_no_warning(rule: str, number: int) -> None:
    past = TABLE[rule][1][number]
    assert [warning for warning in early_warnings(past, LIMITS) if warning.rule == rule] == []


def test_a_stalled_group_has_warnings_about_leader_guidance_and_the_stop_only() -> None:
    rows = (whole(2), whole(3, 1), event("leader_change", "2005-04-01"), member("Kari"))
    stopped = history(*rows, state="stalled", today="2005-06-20")
    assert {warning.rule for warning in early_warnings(stopped, LIMITS)} == {"W3", "W7", "W12"}
    assert early_warnings(history(*rows, state="withdrawn", today="2005-06-20"), LIMITS) == ()
    assert early_warnings(history(*rows, state="completed", today="2005-06-20"), LIMITS) == ()


def test_network_has_no_warnings_after_its_last_gathering() -> None:
    past = history(whole(3, L1=1), today="2006-06-01")
    assert early_warnings(past, LIMITS)
    last = msgspec.structs.replace(past.held[-1], kind="last")
    assert early_warnings(msgspec.structs.replace(past, held=(*past.held[:-1], last)), LIMITS) == ()
    under_way = msgspec.structs.replace(last, state="open")
    assert early_warnings(msgspec.structs.replace(past, held=(*past.held[:-1], under_way)), LIMITS)


def test_warnings_are_sorted_ask_first_before_ask() -> None:
    levels = [warning.level for warning in early_warnings(history(whole(2), whole(3, L1=1, R3=2)), LIMITS)]
    assert levels == sorted(levels, key=lambda level: level != "ask_first")
    assert len(set(levels)) == 2


def test_key_of_a_warning_is_stable_while_its_fact_is_unchanged() -> None:
    one, later = (
        early_warnings(history(contact("2005-05-20"), today=day), LIMITS) for day in ("2005-06-11", "2005-06-12")
    )
    worse = early_warnings(history(contact("2005-05-20"), today="2005-06-27"), LIMITS)
    new = early_warnings(history(contact("2005-05-25"), today="2005-06-27"), LIMITS)
    keys = [next(warning.key for warning in found if warning.rule == "W7") for found in (one, later, worse, new)]
    assert keys[0] == keys[1]
    assert len(set(keys)) == 3


def test_thresholds_of_the_network_change_the_warnings() -> None:
    past = history(contact("2005-05-20"), today="2005-06-11")
    assert not list(RULES["W7"].find(past, Thresholds(guidance_days=30)))
    assert list(RULES["W5"].find(history(THREE), Thresholds(fewest_members=4)))
    assert not list(RULES["W5"].find(history(member("A"), member("B"), member("C")), Thresholds(required=())))


def test_quiet_weeks_cover_weeks_of_the_year_and_easter() -> None:
    assert [easter(year) for year in (2005, 2008, 2026, 2038)] == [
        date(2005, 3, 27),
        date(2008, 3, 23),
        date(2026, 4, 5),
        date(2038, 4, 25),
    ]
    quiet = QuietWeeks()
    assert date(2026, 4, 6) in quiet
    assert date(2026, 4, 7) not in quiet
    assert date(2025, 12, 31) in quiet
    assert date(2026, 1, 5) not in quiet
    assert date(2026, 7, 15) in quiet


_levels = st.lists(st.integers(1, 4), min_size=8, max_size=8)


LATER = "2005-05-30"


def test_follow_up_rating_counts_instead_of_the_answer_at_the_gathering() -> None:
    def found(*rows: FollowUpRating) -> dict[str, tuple[str, str]]:
        asked = history(whole(3), whole(3, L1=2), *rows, today="2005-06-01")
        return {
            warning.rule: (warning.level, warning.on)
            for warning in early_warnings(asked, LIMITS)
            if warning.rule in ("W1", "W2")
        }

    there_then = {"W1": ("ask", "2005-05-12")}
    assert found() == there_then
    assert found(again(LATER, "L1", 3)) == {}
    assert found(again(LATER, "L1", 1)) == {"W1": (FIRST, LATER), "W2": (FIRST, LATER)}
    # The same answer again is no new fact, and what others answer, or to other words, is not this answer.
    assert found(again(LATER, "L1", 2)) == there_then
    assert found(again(LATER, "L1", 4, rater="adviser")) == there_then
    assert found(again(LATER, "L1", 4, wording=2)) == there_then
    assert found(again("2005-05-12", "L1", 4)) == there_then


@given(_levels, _levels)
def test_levels_that_did_not_fall_give_no_warning_of_a_fall(first: list[int], second: list[int]) -> None:
    items = ("T1", "T2", "L1", "R1", "R2", "R3", "M1", "V1")
    risen = [max(pair) for pair in zip(first, second, strict=True)]
    before, now = (dict(zip(items, levels, strict=True)) for levels in (first, risen))
    past = history(sheet(2, "group", 1, **before), sheet(3, "group", 1, **now))
    assert not {warning.rule for warning in early_warnings(past, LIMITS)} & {"W2", "W6"}
