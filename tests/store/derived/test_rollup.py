"""The counts over all networks equal a recount after any change."""

import pytest
from msgspec.structs import replace

from nettverk_tui.model.commands import AddAdvice, DeleteSaid, Rate
from nettverk_tui.model.core.records import Gathering, Network
from nettverk_tui.model.decisions import Change, Decision
from nettverk_tui.model.overview.advice_bank import Tally
from nettverk_tui.store.store import Store
from nettverk_tui.store.writer import Act
from tests.store.ground import HERE, done


def rate(store: Store, gathering: str, level: int) -> None:
    done(
        store.apply(
            Rate(
                id=f"r{gathering}",
                gathering_id=gathering,
                group_id="group-A",
                item="L1",
                rater="group",
                answer="level",
                level=level,
            )
        )
    )


@pytest.fixture
def gatherings(store: Store) -> list[str]:
    first = store.rows.get(Gathering, HERE.gathering_id)
    assert first is not None
    network = store.rows.find(Network)[0].id
    later = Gathering(
        id="later",
        network_id=network,
        number=first.number + 5,
        kind="middle",
        starts_on="2028-01-01",
        ends_on="2028-01-01",
    )
    store.seed([later])
    return [first.id, "later"]


def test_rollup_follows_ratings_and_advice(store: Store, gatherings: list[str]) -> None:
    rate(store, gatherings[0], 2)
    assert store.rollup.everywhere() == {}
    rate(store, gatherings[1], 3)
    assert store.rollup.everywhere() == {("L1", 2, False): Tally(1, 1)}
    where = HERE.__class__(gathering_id=gatherings[0], group_id="group-A", factor="L")
    done(store.apply(AddAdvice(id="x", where=where, text="Råd", layer="network", giver="adviser")))
    assert store.rollup.everywhere() == {("L1", 2, True): Tally(1, 1)}
    rate(store, gatherings[1], 1)
    assert store.rollup.everywhere() == {("L1", 2, True): Tally(1, 0)}
    done(store.apply(DeleteSaid(table="advice", id="x", seen=1)))
    assert store.rollup.everywhere() == {("L1", 2, False): Tally(1, 0)}
    done(store.undo())
    assert store.rollup.everywhere() == {("L1", 2, True): Tally(1, 0)}
    assert list(store.rollup.differences()) == []


def test_wrong_count_in_the_rollup_is_found(store: Store, gatherings: list[str]) -> None:
    rate(store, gatherings[0], 2)
    rate(store, gatherings[1], 3)
    store._connection.execute("UPDATE factor_rollup SET rose = 9")
    assert list(store.rollup.differences()) == ["improvement_group group-A"]
    store.rollup.rebuild()
    assert list(store.rollup.differences()) == []


def test_rollup_follows_a_gathering_moved_in_the_order(store: Store, gatherings: list[str]) -> None:
    rate(store, gatherings[0], 2)
    rate(store, gatherings[1], 3)
    later = store.rows.get(Gathering, gatherings[1])
    assert later is not None
    moved = Decision((Change(later, replace(later, number=0)),))
    store.carry_out(lambda _: moved, Act(category="do", kind="Move"))
    assert store.rollup.everywhere() == {("L1", 3, False): Tally(1, 0)}
    assert list(store.rollup.differences()) == []


def test_counts_of_one_network_and_of_the_others_add_up_to_all(store: Store, gatherings: list[str]) -> None:
    rate(store, gatherings[0], 2)
    rate(store, gatherings[1], 3)
    (network,) = store.rows.find(Network)
    everything = {("L1", 2, False): Tally(1, 1)}
    assert store.rollup.everywhere() == everything
    assert (store.rollup.inside(network.id), store.rollup.outside(network.id)) == (everything, {})
    assert (store.rollup.inside("another"), store.rollup.outside("another")) == ({}, everything)
