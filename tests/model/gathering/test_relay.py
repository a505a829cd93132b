"""The relay has the minutes that were decided, and a gathering of any size gets a programme people can sit through."""

import itertools
from collections.abc import Sequence
from typing import get_args

import pytest

from nettverk_tui.model.core.records import Gathering, Group, ProgrammeItem, ProgrammeStep
from nettverk_tui.model.core.text import clean
from nettverk_tui.model.core.values import GatheringKind, ItemKind, Language, StepKind
from nettverk_tui.model.gathering.relay import ItemText, StepText
from nettverk_tui.model.gathering.usual_programme import plan_gathering
from nettverk_tui.resources import load_gatherings, load_relays

LANGUAGES: tuple[Language, ...] = ("nb", "nn", "en")
#: Columns that F1 has for a line in a terminal of 80.
HELP_WIDTH = 76
RIBBON_LABEL = 14


def test_usual_relay_has_these_steps_and_takes_half_an_hour() -> None:
    usual = load_relays().relay("usual")
    assert [(step.kind, step.minutes, step.floor) for step in usual.steps] == [
        ("card", 3, 2),
        ("status", 7, 5),
        ("factors", 4, 3),
        ("questions", 3, 2),
        ("silence", 1, 1),
        ("peers", 6, 4),
        ("advisers", 2, 1),
        ("take_along", 3, 2),
        ("changeover", 1, 1),
    ]
    assert (usual.minutes, usual.floor) == (30, 21)


def test_relay_of_the_last_gathering_has_its_own_steps() -> None:
    last = load_relays().relay("last")
    assert [(step.kind, step.minutes) for step in last.steps] == [
        ("result", 10),
        ("prerequisites", 4),
        ("ripples", 5),
        ("discussion", 6),
        ("continuation", 5),
        ("changeover", 1),
    ]
    assert (last.minutes, last.floor) == (31, 21)


def test_steps_in_which_others_talk_are_not_the_groups_own_time() -> None:
    relays = load_relays()
    uncharged = {step.kind for relay in relays.relays for step in relay.steps if not step.charged}
    assert uncharged == {"questions", "advisers", "discussion", "changeover"}


def test_every_step_and_item_has_words() -> None:
    assert {step.kind for step in load_relays().steps} == set(get_args(StepKind)) - {"plenary"}
    assert {item.kind for item in load_gatherings().items} == set(get_args(ItemKind))


WORDS: list[StepText | ItemText] = [*load_relays().steps, *load_gatherings().items]


@pytest.mark.parametrize("words", WORDS, ids=lambda words: words.kind)
def test_words_of_steps_and_items_fit_their_width(words: StepText | ItemText) -> None:
    for language in LANGUAGES:
        assert len(words.short.in_language(language)) <= RIBBON_LABEL
        assert words.room.in_language(language).endswith(".")
        lines = words.help.in_language(language)
        assert 3 <= len(lines) <= 6
        assert [line for line in lines if len(line) > HELP_WIDTH or clean(line) != line or line[-1] not in ".»’"] == []


@pytest.mark.parametrize("words", WORDS, ids=lambda words: words.kind)
def test_help_of_a_step_has_equally_many_lines_in_three_languages(words: StepText | ItemText) -> None:
    assert len({len(words.help.in_language(language)) for language in LANGUAGES}) == 1
    assert len({words.help.in_language(language) for language in LANGUAGES}) == 3


def test_step_labels_within_a_relay_are_unique() -> None:
    relays = load_relays()
    for relay, language in itertools.product(relays.relays, LANGUAGES):
        labels = [relays.step(step.kind).short.in_language(language) for step in relay.steps]
        assert len(set(labels)) == len(labels)


# Programmes -----------------------------------------------------------------------------------------------------------


def planned(
    kind: GatheringKind, count: int, *, language: Language = "nb", day_starts: Sequence[int] = ()
) -> list[ProgrammeItem | ProgrammeStep]:
    numbers = itertools.count(1)
    gathering = Gathering(
        id="gathering", network_id="n", number=3, kind=kind, starts_on="2005-05-10", ends_on="2005-05-10"
    )
    groups = [Group(id=f"g{n}", network_id="n", letter=chr(65 + n), position=n, unit="x") for n in range(count)]
    return plan_gathering(
        gathering, groups, load_gatherings(), load_relays(), lambda: f"id{next(numbers)}", language, day_starts
    )


def items_of(records: list[ProgrammeItem | ProgrammeStep]) -> list[ProgrammeItem]:
    return [record for record in records if isinstance(record, ProgrammeItem)]


def minutes_of(records: list[ProgrammeItem | ProgrammeStep], item: ProgrammeItem) -> float:
    steps = [record for record in records if isinstance(record, ProgrammeStep) and record.item_id == item.id]
    return sum(step.planned_ms for step in steps) / 60_000


def outline(records: list[ProgrammeItem | ProgrammeStep], clock: int = 600) -> list[str]:
    """Each item as `10:15 g0`, from the start of its day."""
    lines = []
    for item in items_of(records):
        lines.append(f"{clock // 60}:{clock % 60:02d} {item.group_id or item.title or item.kind}")
        clock += int(minutes_of(records, item))
    return lines


def test_programme_of_a_middle_gathering_of_six_groups_has_these_items() -> None:
    assert outline(planned("middle", 6)) == [
        "10:00 welcome",
        "10:15 g0",
        "10:45 g1",
        "11:15 g2",
        "11:45 Lunsj",
        "12:30 g3",
        "13:00 g4",
        "13:30 g5",
        "14:00 break",
        "14:15 reflection",
        "14:35 promises",
        "14:47 closing",
    ]


def test_programme_of_a_middle_gathering_of_three_groups_has_these_items() -> None:
    assert outline(planned("middle", 3)) == [
        "10:00 welcome",
        "10:15 g0",
        "10:45 g1",
        "11:15 g2",
        "11:45 Lunsj",
        "12:30 reflection",
        "12:50 promises",
        "12:56 closing",
    ]


def test_programme_has_no_pause_just_before_the_end() -> None:
    assert outline(planned("middle", 2))[-3:] == ["11:15 reflection", "11:35 promises", "11:39 closing"]


def test_six_groups_leave_about_two_hours_for_the_rest() -> None:
    records = planned("middle", 6)
    relays = sum(minutes_of(records, item) for item in items_of(records) if item.kind == "relay")
    rest = sum(minutes_of(records, item) for item in items_of(records) if item.kind != "relay")
    assert relays == 180
    assert 110 <= rest <= 130


@pytest.mark.parametrize("kind", ["middle", "last"])
@pytest.mark.parametrize("count", range(1, 21))
def test_time_between_pauses_is_not_much_longer_than_ninety_minutes(kind: GatheringKind, count: int) -> None:
    records = planned(kind, count, day_starts=(0, 1))
    sitting = 0.0
    for item in items_of(records):
        if item.kind == "break" or item.fixed_start_at:
            sitting = 0
        if item.kind != "break":
            sitting += minutes_of(records, item)
        assert sitting <= 120


@pytest.mark.parametrize("kind", ["middle", "last"])
@pytest.mark.parametrize("count", range(4, 21))
def test_day_has_one_lunch_about_noon(kind: GatheringKind, count: int) -> None:
    lunches = [line for line in outline(planned(kind, count)) if line.endswith("Lunsj")]
    assert len(lunches) == 1
    assert "11:30" <= lunches[0][:5] <= "12:30"


@pytest.mark.parametrize("kind", ["first", "middle", "last"])
@pytest.mark.parametrize("count", [0, 1, 3, 6, 9, 20])
def test_positions_ids_and_times_of_a_programme_are_consistent(kind: GatheringKind, count: int) -> None:
    records = planned(kind, count)
    items = items_of(records)
    assert [item.position for item in items] == list(range(1, len(items) + 1))
    assert len({record.id for record in records}) == len(records)
    assert (items[0].kind, items[-1].kind) == ("welcome", "closing")
    last: ProgrammeItem | None = None
    for record in records:
        if isinstance(record, ProgrammeItem):
            last, position = record, 0
            continue
        position += 1
        assert last is not None
        assert (record.item_id, record.position) == (last.id, position)
        assert 0 < record.floor_ms <= record.planned_ms
        assert (record.kind == "plenary") == (last.kind != "relay")
        assert last.kind == "relay" or not record.charged


def test_groups_have_one_turn_in_the_given_order() -> None:
    order = [item.group_id for item in items_of(planned("last", 5)) if item.kind == "relay"]
    assert order == ["g0", "g1", "g2", "g3", "g4"]


def test_a_relay_has_the_steps_of_its_template() -> None:
    records = planned("middle", 2)
    relay = next(item for item in items_of(records) if item.kind == "relay")
    steps = [record for record in records if isinstance(record, ProgrammeStep) and record.item_id == relay.id]
    assert [(step.kind, step.planned_ms // 60_000, step.floor_ms // 60_000, step.charged) for step in steps] == [
        (step.kind, step.minutes, step.floor, step.charged) for step in load_relays().relay("usual").steps
    ]


def test_the_first_gathering_teaches_and_has_no_relay() -> None:
    kinds = [item.kind for item in items_of(planned("first", 6))]
    assert "relay" not in kinds
    assert kinds.count("group_work") == 3
    assert [kind for kind in kinds if kind in ("promises", "closing")] == ["promises", "closing"]


def test_titles_are_in_the_requested_language() -> None:
    titles = {
        language: {item.title for item in items_of(planned("last", 6, language=language))} for language in LANGUAGES
    }
    assert "Plan for å føre arbeidet vidare" in titles["nn"]
    assert "Lunch" in titles["en"]
    assert "Lunsj" in titles["nb"]


def test_second_day_has_a_fixed_start() -> None:
    second = 1_132_214_400_000
    fixed = [(item.kind, item.fixed_start_at) for item in items_of(planned("last", 6, day_starts=(0, second)))]
    assert [entry for entry in fixed if entry[1] is not None] == [("reflection", second)]
    assert {item.fixed_start_at for item in items_of(planned("last", 6, day_starts=(0,)))} == {None}


def test_lunch_is_protected() -> None:
    assert [item.title for item in items_of(planned("middle", 6)) if item.protected] == ["Lunsj"]


def test_review_of_actions_takes_two_minutes_for_each_group() -> None:
    records = planned("middle", 9)
    promises = next(item for item in items_of(records) if item.kind == "promises")
    assert minutes_of(records, promises) == 18
    assert [step.floor_ms for step in records if isinstance(step, ProgrammeStep) and step.item_id == promises.id] == [
        9 * 60_000
    ]
    assert [item.kind for item in items_of(planned("middle", 0))] == ["welcome", "reflection", "closing"]
