"""Finding a gathering or a network by its number or a part of its name, and the sentence where that is not enough."""

import pytest

from nettverk_tui.model.core.lookup import FoundGathering, find_gathering, find_network
from nettverk_tui.model.core.messages import Message
from nettverk_tui.model.core.records import Gathering, Network
from nettverk_tui.model.core.rows import MemoryRows


def rows(*names: str) -> MemoryRows:
    """Networks with these names, each with gatherings 1 and 2."""
    found = MemoryRows()
    for name in names:
        found.put([Network(id=name, name=name)])
        found.put(
            Gathering(
                id=f"{name} {number}",
                network_id=name,
                number=number,
                kind="middle",
                starts_on="2027-03-02",
                ends_on="2027-03-02",
            )
            for number in (1, 2)
        )
    return found


def said(message: object) -> str:
    assert isinstance(message, Message), message
    return message.text.format(**message.values)


@pytest.mark.parametrize("part", [None, "Trygg", "trygg LEGE", "bruk", ""])
def test_only_network_is_found_by_any_part_of_its_name(part: str | None) -> None:
    found = find_network(rows("Trygg legemiddelbruk"), part)
    assert isinstance(found, Network)


@pytest.mark.parametrize(("part", "name"), [("nord", "Nordland"), ("vest", "Vestland")])
def test_network_among_several_is_found_by_a_part_only_it_has(part: str, name: str) -> None:
    found = find_network(rows("Nordland", "Vestland"), part)
    assert isinstance(found, Network)
    assert found.name == name


@pytest.mark.parametrize(
    ("names", "part", "offered"),
    [
        (("Nordland", "Vestland"), None, "Nordland, Vestland"),
        (("Nordland", "Vestland", "Oslo"), "land", "Nordland, Vestland"),
        (("Nordland", "Vestland"), "Bergen", "Nordland, Vestland"),
        (("Nordland",), "Bergen", "Nordland"),
    ],
)
def test_ambiguous_network_name_is_answered_with_the_existing_names(
    names: tuple[str, ...], part: str | None, offered: str
) -> None:
    expected = f"Which network? Add --network and a part of one of these names: {offered}."
    assert said(find_network(rows(*names), part)) == expected
    assert said(find_gathering(rows(*names), 1, part)) == expected


def test_lookup_in_an_empty_file_says_there_is_no_network() -> None:
    assert said(find_network(MemoryRows())) == "There is no network here yet."


def test_gathering_is_found_by_its_number() -> None:
    found = find_gathering(rows("Nordland", "Vestland"), 2, "vest")
    assert isinstance(found, FoundGathering)
    assert (found.network.name, found.gathering.id) == ("Vestland", "Vestland 2")
    assert said(find_gathering(rows("Nordland"), 7)) == "Nordland has no gathering 7. It has: 1, 2."
