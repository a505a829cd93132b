"""Who can help whom: risen before strong, never the group itself, never by an answer to another wording."""

from typing import Any

from nettverk_tui.model.core.records import Group, Rating
from nettverk_tui.model.core.rows import MemoryRows
from nettverk_tui.model.overview.helpers import pairs, who_can_help
from tests.model.group_histories import gathering

GROUPS = [
    Group(id=each, network_id="n", letter=each.upper(), position=number, unit=each)
    for number, each in enumerate("abcd")
]
GATHERINGS = [gathering(number) for number in (1, 2, 3)]


def rated(group: str, number: int, level: int | None, wording: int = 1, **fields: Any) -> Rating:
    raw = {"id": f"{group}{number}", "gathering_id": f"g{number}", "group_id": group, "item": "L1", "rater": "group"}
    answer = "level" if level is not None else "not_rated"
    return Rating(**{**raw, "answer": answer, "level": level, "wording_version": wording, **fields})


def helpers(*ratings: Rating, receiver: int = 0, groups: list[Group] = GROUPS) -> list[tuple[str, int, int | None]]:
    found = who_can_help(MemoryRows(ratings), GATHERINGS, groups, groups[receiver], "L1")
    return [(each.group.letter, each.level, each.rose_from) for each in found]


def test_those_that_rose_come_before_those_that_stand_high() -> None:
    ratings = (rated("b", 1, 4), rated("b", 3, 4), rated("d", 1, 2), rated("d", 3, 3), rated("c", 3, 3))
    assert helpers(*ratings) == [("D", 3, 2), ("B", 4, None)]


def test_a_group_that_fell_again_is_no_help() -> None:
    assert helpers(rated("b", 1, 4), rated("b", 3, 2)) == []


def test_the_receiver_the_withdrawn_and_those_who_never_rated_are_not_named() -> None:
    withdrawn = [*GROUPS[:1], Group(id="b", network_id="n", letter="B", position=1, unit="b", state="withdrawn")]
    assert helpers(rated("a", 3, 4), rated("b", 3, 4), groups=withdrawn) == []
    assert helpers(rated("c", 3, None)) == []


def test_a_group_not_rated_last_time_helps_by_its_last_rated_answer() -> None:
    assert helpers(rated("c", 1, 2), rated("c", 2, 4), rated("c", 3, None)) == [("C", 4, 2)]


def test_an_answer_to_another_wording_and_an_adviser_do_not_count() -> None:
    assert helpers(rated("c", 1, 1), rated("c", 3, 4, wording=2)) == [("C", 4, None)]
    assert helpers(rated("c", 3, 4, rater="adviser")) == []


def paired(*ratings: Rating, groups: list[Group] = GROUPS) -> list[tuple[str, list[tuple[str, str, str]]]]:
    made = pairs(MemoryRows(ratings), GATHERINGS, groups, ["L1"])
    return [
        (
            "".join(group.letter for group in pair.groups),
            [(each.receiver.letter, each.item, each.helper.group.letter) for each in pair.why],
        )
        for pair in made
    ]


def test_those_that_can_help_each_other_talk_two_and_two() -> None:
    assert paired(rated("a", 3, 2), rated("d", 1, 2), rated("d", 3, 3), rated("b", 3, 4), rated("c", 3, 3)) == [
        ("AD", [("A", "L1", "D")]),
        ("BC", []),
    ]


def test_pairs_leave_no_group_over_and_have_no_withdrawn_group() -> None:
    five = [*GROUPS, Group(id="e", network_id="n", letter="E", position=5, unit="e")]
    made = paired(rated("e", 3, 1), rated("b", 3, 4), groups=five)
    assert sorted("".join(letters for letters, _ in made)) == list("ABCDE")
    assert any({"B", "E"} <= set(letters) and why == [("E", "L1", "B")] for letters, why in made)
    without = [*five[:4], Group(id="e", network_id="n", letter="E", position=5, unit="e", state="withdrawn")]
    assert sorted("".join(letters for letters, _ in paired(groups=without))) == list("ABCD")
    assert paired(groups=five[:1]) == []
    assert [letters for letters, _ in paired(groups=five[:3])] == ["ABC"]
