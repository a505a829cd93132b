"""Properties of every capture line: nothing raises, nothing is lost, and every parsed line has a preview."""

from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from nettverk_tui.model.capture import (
    DEFAULT_LAYER,
    CaptureContext,
    GroupName,
    IndicatorName,
    PersonName,
    complete,
    preview,
    understand,
)
from nettverk_tui.model.capture.grammar import LONGEST_LINE, RULES
from nettverk_tui.model.capture.to_command import edit_for
from nettverk_tui.model.core.messages import Refusal
from nettverk_tui.model.core.records import Note
from nettverk_tui.model.core.text import clean
from tests.model.capture.capture_table import CASES, capture_context, letters, shown

#: Parts of a line, so that generated lines match the rules and are not only letters.
FRAGMENTS = sorted(
    {case.data["line"] for case in CASES}
    | {word for case in CASES for word in case.data["line"].split(" ")}
    | {"\x1b[31m", "\u202e", "\u200b", "A\u030a", "\ud800", "İ", "ſ", "K", "ﬁ", "ß", "\x00", "\r\n", "9" * 5000, "…"}
)
PLACES = [
    capture_context({}),
    capture_context({"at": "homecare", "step": "peers", "in": "P1", "previous": "Ring apoteket"}),
    capture_context({"focus": "", "step": "take_along", "previous": ""}),
    CaptureContext(today="2027-12-31"),
    CaptureContext(
        today="9999-12-31", step="take_along", groups=(GroupName("", "", ""),), people=(PersonName("", "member", ""),)
    ),
    CaptureContext(today="0001-01-01", indicators=(IndicatorName("i", "g", 0, ""),), group_id="g"),
]
lines = st.one_of(
    st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=5), max_size=8).map(" ".join),
    st.lists(st.sampled_from(FRAGMENTS), max_size=4).map("".join),
    st.text(max_size=80),
)
places = st.sampled_from(PLACES)


@given(lines, places)
@example("+ Ring :+999m", PLACES[4])
@example("+ Ring frist neste mandag", PLACES[4])
@example("møte: i går", PLACES[5])
@settings(deadline=None, max_examples=400)
def test_parsing_any_line_never_raises_and_loses_no_text(line: str, context: CaptureContext) -> None:
    parsed = understand(line, context)
    line = clean(line)
    at = 0
    kept: list[str] = []
    for span in parsed.spans:
        assert at <= span.start <= span.kept_from <= span.end <= len(line)
        kept += line[at : span.start]
        at = span.kept_from
        assert STORED_IN[span.rule](parsed), f"{span.rule} took words and said nothing of it"
    kept += line[at:]
    if parsed.kind == "continuation":
        assert letters(parsed.text) == letters((context.previous or "") + "".join(kept))
    elif parsed.kind != "correction":
        assert letters(parsed.text) == letters("".join(kept))
    assert parsed.text == clean(parsed.text)
    assert set(parsed.rules) <= {rule.name for rule in RULES} | set(STORED_IN)


def is_kind(*kinds: str) -> Any:
    return lambda one: one.kind in kinds


#: Where each rule that takes words from the text puts what they said.
STORED_IN: dict[str, Any] = {
    **{kind: is_kind(kind) for kind in DEFAULT_LAYER},
    "continuation": is_kind("continuation"),
    "correction": lambda one: one.correction,
    "measurement": is_kind("measurement"),
    "milestone": is_kind("milestone"),
    "leading_group": lambda one: one.group_id,
    "private": lambda one: one.layer == "facilitators",
    "layer": lambda one: one.layer,
    "factor": lambda one: one.factor,
    "begins_with_leader": is_kind("leader_change"),
    "giver_before_colon": lambda one: one.giver,
    "next_contact": lambda one: one.held.next_on,
    "agreed": lambda one: one.held.agreed,
    "milestone_number": lambda one: one.milestone_id,
    "level": lambda one: one.level or one.factor,
    "held_on": lambda one: one.held.on,
    "minutes": lambda one: one.held.minutes is not None,
    "hours": lambda one: one.held.outside_hours is not None,
    "channel": lambda one: one.held.channel,
    "indicator_name": lambda one: one.measured.indicator_id,
    "indicator_position": lambda one: one.measured.indicator_id,
    "indicator_words": lambda one: one.measured.indicator_name,
    "phase": lambda one: one.measured.phase != "series",
    "value": lambda one: one.measured.has_value,
    "measured_on": lambda one: one.measured.on,
    "period": lambda one: one.measured.on,
    **dict.fromkeys(("due_date", "due_gathering", "due_at_the_edge"), lambda one: one.due),
    # The sign of a name goes; the name itself stays unless it is stored as the one who does it, or the group.
    **{rule: lambda _: True for rule in ("person", "group", "role", "mention", "unknown", "ambiguous")},
}


@given(lines, places)
@settings(deadline=None, max_examples=200)
def test_a_name_is_removed_from_the_text_only_if_it_is_stored_elsewhere(line: str, context: CaptureContext) -> None:
    parsed = understand(line, context)
    gone = [span for span in parsed.spans if span.rule in ("person", "group", "role") and span.kept_from == span.end]
    if gone:
        assert parsed.who or parsed.giver or parsed.group_id
        assert len(gone) <= len(parsed.who) + 1


@given(lines, places)
@settings(deadline=None, max_examples=200)
def test_a_cleaned_line_is_parsed_as_the_line_itself(line: str, context: CaptureContext) -> None:
    assert understand(line, context) == understand(clean(line), context)


@given(lines, places)
@settings(deadline=None, max_examples=200)
def test_every_parsed_line_has_a_preview(line: str, context: CaptureContext) -> None:
    parsed = understand(line, context)
    parts = preview(parsed, context)
    assert [part.kind for part in parts[:1]] == ["kind"] * (parsed.kind != "empty")
    assert [part.message for part in parts if part.kind == "warning"] == list(parsed.warnings)
    assert all(shown(part.message) for part in parts)


@given(lines, st.integers(-3, 100), places)
@settings(deadline=None, max_examples=200)
def test_completion_never_raises_and_replaces_the_word_at_the_cursor(
    line: str, cursor: int, context: CaptureContext
) -> None:
    for choice in complete(line, cursor, context):
        assert 0 <= choice.start < choice.end <= len(line)
        assert choice.start < cursor or cursor < 0
        assert choice.insert[0] == line[choice.start]


# --- long lines


@pytest.mark.parametrize(
    "line", ["å" * 10_000, "ord " * 2_500, "+ " + "@Petter " * 1_250, "\n".join(["linje"] * 1_600)]
)
def test_line_of_ten_thousand_characters_is_kept_whole(line: str) -> None:
    parsed = understand(line, capture_context({}))
    assert parsed.obstacle is None
    assert letters(parsed.text) == letters(line)


def test_mark_at_the_end_of_a_long_line_is_read() -> None:
    parsed = understand("+ " + "ord " * 2_500 + "@Åse frist fre", capture_context({}))
    assert parsed.text == ("ord " * 2_500).strip()
    assert [who.name for who in parsed.who] == ["Åse Bjørnøy"]
    assert parsed.due
    assert parsed.due.on == "2026-11-27"


def test_line_that_is_too_long_is_blocked_and_keeps_all_its_text() -> None:
    line = "å" * (LONGEST_LINE + 1)
    parsed = understand(line, capture_context({}))
    assert parsed.text == line
    assert parsed.obstacle
    assert parsed.obstacle.values == {"count": LONGEST_LINE + 1, "limit": LONGEST_LINE}


@pytest.mark.parametrize("line", ["… og mer", "s/Ring/Besøk/"])
def test_an_entry_never_gets_the_text_of_another(line: str) -> None:
    entry = Note(id="n", at=0, text="Denne")
    alone = understand(line, capture_context({}))
    assert alone.obstacle or (alone.text == line and alone.warnings)
    beside = understand(line, capture_context({"previous": "Ring apoteket"}))
    assert isinstance(edit_for(beside, entry, 1), Refusal)


# --- warnings and the preview


def test_a_warning_of_an_identity_number_does_not_repeat_it() -> None:
    parsed = understand("Ring 15867010022", capture_context({}))
    assert [dict(warning.values) for warning in parsed.warnings] == [{}]


def test_an_ambiguous_name_is_answered_with_unambiguous_spellings() -> None:
    parsed = understand("+ Ring @Kari", capture_context({"focus": "C"}))
    assert parsed.warnings[0].values == {"name": "Kari", "choices": "@Kari/B, @Kari/A"}


def test_spans_are_indices_of_the_clean_line() -> None:
    parsed = understand("  + Ring A\u030ase @A\u030ase frist fre", capture_context({}))
    line = clean("  + Ring A\u030ase @A\u030ase frist fre")
    assert [(span.rule, line[span.start : span.end]) for span in parsed.spans] == [
        ("action", "+"),
        ("person", "@Åse"),
        ("due_date", "frist fre"),
    ]


def test_the_owner_of_an_action_has_words_and_ids() -> None:
    context = capture_context({})
    assert understand("+ Ring @Åse og @Jørgen", context).action_owner().word == "Åse Bjørnøy, Jørgen Sæther"
    assert understand("+ Ring @Åse og @Jørgen", context).action_owner().member_id == "m1"
    assert understand("+ Ring @Ingunn", context).action_owner().facilitator_id == "f0"
    assert understand("+ Ring @D", context).action_owner().group_id == "group D"
    assert understand("+ Ring @leder", context).action_owner().role == "leader"
    assert understand("+ Ring @Petter", context).action_owner().unknown
    assert understand("+ Ring", context).action_owner().word == ""


PREVIEWS: list[tuple[str, dict[str, Any], list[tuple[str, str]]]] = [
    ("", {}, []),
    ("Vi har møtt", {"in": "L1"}, [("kind", "Note"), ("factor", "L1"), ("layer", "network")]),
    (
        "+ Avklar hvem som leder møtene @Kari :fre",
        {"in": "L1"},
        [
            ("kind", "Action"),
            ("who", "Kari Nordmann, group B"),
            ("due", "2026-11-27"),
            ("factor", "L1"),
            ("layer", "network"),
        ],
    ),
    (
        "+ Ring @Petter til neste samling %gruppe",
        {},
        [
            ("kind", "Action"),
            ("who", "Petter (unknown)"),
            ("due", "next gathering, 2027-01-19"),
            ("layer", "group"),
            ("warning", "Nobody here is called Petter."),
        ],
    ),
    ("> @C Mål", {}, [("kind", "Advice"), ("giver", "from group C"), ("layer", "network")]),
    ("> @Bård Mål", {}, [("kind", "Advice"), ("giver", "from Bård Midtun"), ("layer", "network")]),
    ("> Mål @veileder", {}, [("kind", "Advice"), ("giver", "from an adviser"), ("layer", "network")]),
    (
        "kontakt: @C i går video 20 min neste 1/12",
        {},
        [
            ("kind", "Guidance contact"),
            ("group", "group C"),
            ("detail", "2026-11-22"),
            ("detail", "video meeting"),
            ("detail", "20 min"),
            ("detail", "next 2026-12-01"),
            ("layer", "facilitators only"),
        ],
    ),
    (
        "måling: 1 14/48 mars før",
        {},
        [
            ("kind", "Measurement"),
            ("detail", "Telefoner satt over til lege"),
            ("detail", "14/48"),
            ("detail", "before"),
            ("detail", "2026-03-01"),
        ],
    ),
    (
        "måling: ny: Noe nytt <5,5 % 6/11",
        {},
        [
            ("kind", "Measurement"),
            ("detail", "new indicator: Noe nytt"),
            ("detail", "<5.5%"),
            ("detail", "2026-11-06"),
        ],
    ),
    (
        "s/tolv/elleve/",
        {"previous": "Vi var tolv"},
        [("kind", "Corrects the previous entry"), ("detail", "tolv → elleve"), ("detail", "Vi var elleve")],
    ),
    (
        "+ ",
        {},
        [("kind", "Action"), ("layer", "network"), ("obstacle", "Nothing is written after the mark yet.")],
    ),
]


@pytest.mark.parametrize(("line", "data", "parts"), PREVIEWS)
def test_preview_of_a_line_has_the_parts_of_the_table(
    line: str, data: dict[str, Any], parts: list[tuple[str, str]]
) -> None:
    context = capture_context(data)
    assert [(part.kind, shown(part.message)) for part in preview(understand(line, context), context)] == parts
