"""The advice bank: steps and their outcome, and advice of other networks without their names."""

from typing import Any

import pytest

from nettverk_tui.model.core.records import Advice, Gathering, Group, Network, Rating
from nettverk_tui.model.core.rows import MemoryRows
from nettverk_tui.model.core.values import Rater, RatingAnswer
from nettverk_tui.model.overview.advice_bank import Step, Tally, advice_bank, is_about, steps_of, tallies

ORDER = {"g1": 1, "g2": 2, "g3": 3}


def rated(gathering: str, level: int | None, item: str = "L1", rater: Rater = "group", **more: Any) -> Rating:
    answer: RatingAnswer = "level" if level is not None else "not_rated"
    id = f"{more.get('group_id', 'a')}{gathering}{item}{rater}"
    values: dict[str, Any] = {"group_id": "a", "gathering_id": gathering, "item": item, "rater": rater, **more}
    return Rating(id=id, answer=answer, level=level, **values)


def given(id: str, factor: str | None = "L1", gathering: str | None = "g1", **more: Any) -> Advice:
    values: dict[str, Any] = {"group_id": "a", "at": 1, "giver": "group", "text": f"Råd {id}", **more}
    return Advice(id=id, factor=factor, gathering_id=gathering, **values)


@pytest.mark.parametrize(
    ("factor", "item", "about"),
    [
        ("L1", "L1", True),
        ("L", "L1", True),
        ("L1", "L", False),
        ("L1", "L10", False),
        (None, "L1", False),
        ("T", "L1", False),
    ],
)
def test_advice_on_a_category_applies_to_its_items(factor: str | None, item: str, about: bool) -> None:
    assert is_about(factor, item) is about


def test_step_goes_from_a_rating_to_the_groups_next_one() -> None:
    ratings = [rated("g1", 2), rated("g3", 3), rated("g1", 3, "T1"), rated("g2", 3, "T1"), rated("g3", 2, "T1")]
    assert set(steps_of(ratings, [given("x")], ORDER)) == {
        Step("L1", 2, True, True),
        Step("T1", 3, False, False),
    }
    assert tallies(steps_of(ratings, [], ORDER))["T1", 3, False] == Tally(2, 0)


def test_advisers_unrated_and_reworded_answers_make_no_step() -> None:
    assert not list(steps_of([rated("g1", 2), rated("g2", None)], [], ORDER))
    assert not list(steps_of([rated("g1", 2, rater="adviser"), rated("g2", 3, rater="adviser")], [], ORDER))
    assert not list(steps_of([rated("g1", 2), rated("g2", 3, wording_version=2)], [], ORDER))
    assert not list(steps_of([rated("g1", 2), rated("elsewhere", 3)], [], ORDER))


def test_advice_counts_from_the_gathering_where_it_was_given() -> None:
    ratings = [rated("g1", 2), rated("g2", 2), rated("g3", 3)]
    found = list(steps_of(ratings, [given("x", "L", "g2"), given("y", "T1", "g1")], ORDER))
    assert found == [Step("L1", 2, False, False), Step("L1", 2, True, True)]


@pytest.fixture
def rows() -> MemoryRows:
    rows = MemoryRows()
    gathering: dict[str, Any] = {"kind": "middle", "state": "closed"}
    rows.put(
        [
            Network(id="n", name="Vest"),
            Network(id="o", name="Øst", unit_word="sykehjemmet"),
            Group(id="a", network_id="n", letter="A", unit="Kontor A", position=1),
            Group(id="z", network_id="o", letter="Z", unit="Hemmelig sykehjem", position=1),
            *(
                Gathering(
                    id=f"g{n}",
                    network_id="n",
                    number=n,
                    starts_on=f"2027-0{n}-01",
                    ends_on=f"2027-0{n}-01",
                    **gathering,
                )
                for n in (1, 2)
            ),
            Gathering(id="o1", network_id="o", number=1, starts_on="2021-01-01", ends_on="2021-01-01", **gathering),
            rated("g1", 2),
            rated("g2", 3),
            rated("o1", 1, group_id="z"),
        ]
    )
    return rows


def bank(rows: MemoryRows, **more: bool) -> dict[str, Any]:
    (network,) = (network for network in rows.find(Network) if network.id == "n")
    return {given.advice.id: given for given in advice_bank(rows, network, **more)}


def test_advice_that_helped_comes_first_with_the_change_of_its_factor(rows: MemoryRows) -> None:
    rows.put([given("old"), given("helped", outcome="helped", answer="take_along"), given("worse", outcome="worse")])
    found = bank(rows)
    assert list(found) == ["helped", "old", "worse"]
    assert (found["helped"].before, found["helped"].after, found["helped"].letter) == (2, 3, "A")


def test_advice_of_other_networks_is_permitted_and_names_none_of_them(rows: MemoryRows) -> None:
    rows.put(
        [
            given("shared", group_id="z", gathering="o1", layer="across", text="Bruk et kort"),
            given("kept", group_id="z", gathering="o1", layer="network"),
            given("again", gathering="g2", text="bruk et KORT"),
        ]
    )
    found = bank(rows)
    # The same words were given here too: that one is shown, with its count.
    assert set(found) == {"again"}
    assert found["again"].times == 2
    rows.put([given("other", group_id="z", gathering="o1", layer="across", text="Et annet")])
    other = bank(rows)["other"]
    assert (other.letter, other.year, other.usual_unit, other.area) == ("", "2021", False, "")
    assert (other.before, other.after) == (None, None)


def test_advice_bank_in_a_room_has_only_advice_for_the_network(rows: MemoryRows) -> None:
    rows.put([given("open"), given("group", layer="group"), given("private", layer="facilitators")])
    assert set(bank(rows)) == {"open", "group", "private"}
    assert set(bank(rows, with_private=False)) == {"open"}


def test_steps_are_counted_by_item_level_and_advice(rows: MemoryRows) -> None:
    rows.put([given("x")])

    def counted(group_id: str) -> Any:
        return tallies(steps_of(rows.find(Rating, group_id=group_id), rows.find(Advice, group_id=group_id), ORDER))

    assert counted("a") == {("L1", 2, True): Tally(1, 1)}
    assert counted("z") == {}
