"""Helpers: groups that rose before groups that are high, never the receiver, only ratings of the same wording."""

from typing import Any

from nettverk_tui.model.core.records import Group, Rating
from nettverk_tui.model.core.rows import MemoryRows
from nettverk_tui.model.overview.mutual_help import pairs, who_can_help
from tests.model.group_histories import gathering

GROUPS = [Group(id=id, network_id="n", letter=id.upper(), position=number, unit=id) for number, id in enumerate("abcd")]
GATHERINGS = [gathering(number) for number in (1, 2, 3)]


def rated(group: str, number: int, level: int | None, wording: int = 1, **fields: Any) -> Rating:
    raw = {"id": f"{group}{number}", "gathering_id": f"g{number}", "group_id": group, "item": "L1", "rater": "group"}
    answer = "level" if level is not None else "not_rated"
    return Rating(**{**raw, "answer": answer, "level": level, "wording_version": wording, **fields})


def helpers(*ratings: Rating, receiver: int = 0, groups: list[Group] = GROUPS) -> list[tuple[str, int, int | None]]:
    found = who_can_help(MemoryRows(ratings), GATHERINGS, groups, groups[receiver], "L1")
    return [(helper.group.letter, helper.level, helper.rose_from) for helper in found]


def test_groups_that_rose_come_before_groups_that_are_high() -> None:
    ratings = (rated("b", 1, 4), rated("b", 3, 4), rated("d", 1, 2), rated("d", 3, 3), rated("c", 3, 3))
    assert helpers(*ratings) == [("D", 3, 2), ("B", 4, None)]


def test_group_that_fell_again_is_not_named() -> None:
    assert helpers(rated("b", 1, 4), rated("b", 3, 2)) == []


def test_receiver_withdrawn_and_unrated_groups_are_not_named() -> None:
    withdrawn = [*GROUPS[:1], Group(id="b", network_id="n", letter="B", position=1, unit="b", state="withdrawn")]
    assert helpers(rated("a", 3, 4), rated("b", 3, 4), groups=withdrawn) == []
    assert helpers(rated("c", 3, None)) == []


def test_last_answer_with_a_level_counts_when_the_latest_has_none() -> None:
    assert helpers(rated("c", 1, 2), rated("c", 2, 4), rated("c", 3, None)) == [("C", 4, 2)]


def test_answers_to_another_wording_and_of_advisers_do_not_count() -> None:
    assert helpers(rated("c", 1, 1), rated("c", 3, 4, wording=2)) == [("C", 4, None)]
    assert helpers(rated("c", 3, 4, rater="adviser")) == []


def paired(*ratings: Rating, groups: list[Group] = GROUPS) -> list[tuple[str, list[tuple[str, str, str]]]]:
    made = pairs(MemoryRows(ratings), GATHERINGS, groups, ["L1"])
    return [
        (
            "".join(group.letter for group in pair.groups),
            [(help.receiver.letter, help.item, help.helper.group.letter) for help in pair.why],
        )
        for pair in made
    ]


def test_groups_that_can_help_each_other_are_paired() -> None:
    assert paired(rated("a", 3, 2), rated("d", 1, 2), rated("d", 3, 3), rated("b", 3, 4), rated("c", 3, 3)) == [
        ("AD", [("A", "L1", "D")]),
        ("BC", []),
    ]


def test_pairs_hold_every_active_group_and_no_other() -> None:
    five = [*GROUPS, Group(id="e", network_id="n", letter="E", position=5, unit="e")]
    made = paired(rated("e", 3, 1), rated("b", 3, 4), groups=five)
    assert sorted("".join(letters for letters, _ in made)) == list("ABCDE")
    assert any({"B", "E"} <= set(letters) and why == [("E", "L1", "B")] for letters, why in made)
    without = [*five[:4], Group(id="e", network_id="n", letter="E", position=5, unit="e", state="withdrawn")]
    assert sorted("".join(letters for letters, _ in paired(groups=without))) == list("ABCD")
    assert paired(groups=five[:1]) == []
    assert [letters for letters, _ in paired(groups=five[:3])] == ["ABC"]
