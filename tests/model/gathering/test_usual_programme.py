"""The usual programme, for more and fewer days and groups than usual; and the order of the groups."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from nettverk_tui.model.core.records import Gathering, Group, Network, ProgrammeItem, ProgrammeStep, Record
from nettverk_tui.model.core.rows import MemoryRows
from nettverk_tui.model.core.values import GatheringKind
from nettverk_tui.model.gathering.timekeeping import MINUTE
from nettverk_tui.model.gathering.usual_programme import day_starts, presenting, usual_programme
from nettverk_tui.resources import knowledge
from tests.support.networks import counter

ZONE = ZoneInfo("Europe/Oslo")


def moment(on: str, at: time) -> int:
    return int(datetime.combine(date.fromisoformat(on), at, ZONE).timestamp() * 1000)


def gathering(kind: GatheringKind, days: int = 1, number: int = 1, **fields: Any) -> Gathering:
    return Gathering(
        id=f"g{number}",
        network_id="n",
        number=number,
        kind=kind,
        starts_on="2027-03-02",
        ends_on=f"2027-03-{1 + days:02}",
        **fields,
    )


def rows(gathering: Gathering, groups: int = 5, *others: Record) -> MemoryRows:
    letters = "ABCDEFGHIJKLMNOPQRST"[:groups]
    return MemoryRows(
        [
            Network(id="n", name="Nettverket"),
            gathering,
            *(
                Group(id=letter, network_id="n", letter=letter, position=at, unit=letter)
                for at, letter in enumerate(letters)
            ),
            *others,
        ]
    )


def programme(of: Gathering, groups: int = 5) -> Sequence[ProgrammeItem | ProgrammeStep]:
    known = knowledge()
    return usual_programme(rows(of, groups), of, known.gatherings, known.relays, counter(), moment)


def items(of: Gathering, groups: int = 5) -> list[ProgrammeItem]:
    return [row for row in programme(of, groups) if isinstance(row, ProgrammeItem)]


def test_second_day_begins_at_its_own_time() -> None:
    made = items(gathering("first", days=2))
    fixed = [item for item in made if item.fixed_start_at is not None]
    assert [(item.kind, item.fixed_start_at) for item in fixed] == [("teaching", moment("2027-03-03", time(9)))]
    assert not any(item.skipped for item in made)


def test_second_days_items_of_a_one_day_gathering_are_left_out_but_for_the_end() -> None:
    # The first day takes 345 minutes, the second 192 with five groups' promises: together more than 480.
    made = items(gathering("first"))
    assert [item.kind for item in made if item.skipped] == ["teaching", "group_work", "break", "reflection"]
    assert [item.kind for item in made if not item.skipped][-2:] == ["promises", "closing"]
    assert all(item.fixed_start_at is None for item in made)


def test_second_days_items_that_fit_into_one_day_are_held_on_it() -> None:
    # The last gathering with two groups: 72 minutes of turns and welcome, and 140 of what usually is the second day.
    made = items(gathering("last", number=5), groups=2)
    assert not any(item.skipped for item in made)


def test_turns_are_shared_over_an_extra_day() -> None:
    made = items(gathering("middle", days=2, number=2), groups=14)
    turns = [item for item in made if item.kind == "relay"]
    (second,) = [item for item in made if item.fixed_start_at is not None]
    assert second.kind == "relay"
    assert turns.index(second) == 7
    assert second.fixed_start_at == moment("2027-03-03", time(9))
    # Few groups need no second day.
    assert not any(item.fixed_start_at for item in items(gathering("middle", days=2, number=2), groups=3))


def test_lunch_is_at_noon_whenever_the_day_begins() -> None:
    # From 8:30: 15 of welcome and 3 × 30 to 10:15, coffee, 3 × 30 from 10:30 to noon, and lunch.
    early = items(gathering("middle", number=2, starts_at=moment("2027-03-02", time(8, 30))), groups=9)
    kinds = [item.kind if item.kind != "break" else item.title or "coffee" for item in early]
    assert kinds == ["welcome", *["relay"] * 3, "coffee", *["relay"] * 3, "Lunsj", *["relay"] * 3, "coffee",
                     "reflection", "promises", "closing"]  # fmt: skip
    # From ten it is the first pause, at 11:45.
    late = items(gathering("middle", number=2, starts_at=moment("2027-03-02", time(10))), groups=3)
    assert [item.title for item in late if item.kind == "break"] == ["Lunsj"]


def test_first_day_begins_at_the_given_time_and_the_others_at_the_usual_one() -> None:
    known = knowledge().gatherings
    said = gathering("first", days=2, starts_at=moment("2027-03-02", time(11, 15)))
    assert list(day_starts(said, known, moment)) == [moment("2027-03-02", time(11, 15)), moment("2027-03-03", time(9))]
    usual = list(day_starts(gathering("first", days=3), known, moment))
    assert usual == [moment("2027-03-02", time(10)), moment("2027-03-03", time(9)), moment("2027-03-04", time(9))]


def test_clock_change_moves_no_start() -> None:
    # The clocks go forward at two in the night to 28 March 2027: nine is nine, 21 hours after eleven.
    two_days = Gathering(
        id="g1", network_id="n", number=1, kind="first", starts_on="2027-03-27", ends_on="2027-03-28",
        starts_at=moment("2027-03-27", time(11)),
    )  # fmt: skip
    first, second = day_starts(two_days, knowledge().gatherings, moment)
    assert second - first == 21 * 60 * MINUTE


def before(order: str) -> list[Record]:
    return [
        gathering("middle", number=2),
        *(
            ProgrammeItem(id=f"turn-{letter}", gathering_id="g2", position=at, kind="relay", group_id=letter)
            for at, letter in enumerate(order)
        ),
    ]


def test_group_that_presented_first_last_time_presents_last() -> None:
    third = gathering("middle", number=3)
    found = presenting(rows(third, 4, *before("CABD")), third)
    assert [group.letter for group in found] == list("ABDC")


def test_new_groups_present_last_and_withdrawn_ones_not_at_all() -> None:
    fourth = gathering("middle", number=4)
    found = presenting(rows(fourth, 4, *before("DXA")), fourth)
    assert [group.letter for group in found] == list("ADBC")


def test_groups_present_by_letter_the_first_time() -> None:
    first = gathering("middle")
    assert [group.letter for group in presenting(rows(first, 3), first)] == list("ABC")
