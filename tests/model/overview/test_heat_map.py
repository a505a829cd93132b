"""Heat map, board and flow of advice, from rows and without averages."""

from typing import Any

from nettverk_tui.model.core.records import Advice, Gathering, Group, Rating, Record, ResourceUse
from nettverk_tui.model.core.rows import MemoryRows
from nettverk_tui.model.overview.board import advice_flow, factors_over_time, progress_over_time, resource_use
from nettverk_tui.model.overview.heat_map import Cell, heat_map
from nettverk_tui.resources import knowledge

CHECKLIST = knowledge().checklist
GROUPS = [Group(id=f"g{letter}", network_id="n", letter=letter, position=1, unit=letter) for letter in "BA"]
GATHERINGS = [
    Gathering(
        id=f"s{number}", network_id="n", number=number, kind="middle", starts_on="2027-01-01", ends_on="2027-01-01"
    )
    for number in (1, 2, 3)
]


def rated(gathering: int, letter: str, **levels: Any) -> list[Record]:
    """Levels by item; 0 is not rated."""
    return [
        Rating(
            id=f"{gathering}{letter}{item}{level}",
            gathering_id=f"s{gathering}",
            group_id=f"g{letter}",
            item=item,
            rater="group",
            answer="level" if level else "not_rated",
            level=level or None,
        )
        for item, level in levels.items()
    ]


def cells(rows: MemoryRows, **more: Any) -> dict[str, dict[str, Cell]]:
    heat = heat_map(rows, GATHERINGS, GROUPS, CHECKLIST, **more)
    return {row.letter: dict(zip(heat.columns, row.cells, strict=True)) for row in heat.rows}


def test_category_has_the_level_of_its_lowest_starred_item_and_progress_its_own_column() -> None:
    rows = MemoryRows([*rated(1, "A", T1=4, T2=3, R3=4), *rated(2, "A", T1=2, T2=4, T3=1, R1=3, R3=1)])
    found = cells(rows)["A"]
    assert found["T"] == Cell(2, "fallen", 2, 2)
    assert found["R"].level == 3
    assert found["R3"] == Cell(1, "fallen", 1, 1)
    assert found["L"] == Cell(None, None, 0, found["L"].of)


def test_groups_are_sorted_by_letter_or_on_request_by_need() -> None:
    rows = MemoryRows([*rated(1, "A", T1=4), *rated(1, "B", T1=1)])
    heat = heat_map(rows, GATHERINGS, GROUPS, CHECKLIST)
    assert [row.letter for row in heat.rows] == ["A", "B"]
    assert [row.letter for row in sorted(heat.rows, key=lambda row: row.need)] == ["B", "A"]


def test_map_of_items_has_one_column_for_each_item() -> None:
    found = cells(MemoryRows(rated(1, "A", L1=2, T1=0)), items=True)["A"]
    assert found["L1"].level == 2
    assert found["T1"] == Cell(None, None, 0, 1)
    assert "T3" not in found


def test_map_can_leave_out_ratings_of_a_gathering() -> None:
    rows = MemoryRows([*rated(1, "A", T1=4), *rated(2, "A", T1=1)])
    assert cells(rows, without={"gA": "s2"})["A"]["T"].level == 4


def test_progress_is_compared_with_the_last_time_it_was_rated() -> None:
    rows = MemoryRows([*rated(1, "A", R3=3), *rated(2, "A", R3=0), *rated(3, "A", R3=2)])
    (first, _) = progress_over_time(rows, GATHERINGS, GROUPS, CHECKLIST).rows
    assert [(cell.level, cell.trend) for cell in first.cells] == [(3, None), (None, None), (2, "fallen")]
    over_time = factors_over_time(rows, GATHERINGS, GROUPS[1], CHECKLIST)
    assert over_time.rows[-1].letter == "R3"
    assert over_time.rows[-1].cells == first.cells


def test_advice_is_counted_by_giver_and_receiver() -> None:
    def advice(id: str, to: str, **giver: Any) -> Advice:
        return Advice(id=id, group_id=to, at=0, text="Råd", **giver)

    rows = MemoryRows(
        [
            advice("1", "gA", giver="group", giver_group_id="gB"),
            advice("2", "gA", giver="group", giver_group_id="gB"),
            advice("3", "gB", giver="adviser"),
            advice("4", "gB", giver="unknown"),
        ]
    )
    assert advice_flow(rows, GROUPS) == {("B", "A"): 2, ("adviser", "B"): 1, ("unknown", "B"): 1}


def test_resource_use_sums_recorded_hours_only() -> None:
    rows = MemoryRows(
        [
            ResourceUse(id="1", network_id="n", kind="writing", hours=2.5),
            ResourceUse(id="2", network_id="n", kind="writing", hours=1.0, advisers=True),
            ResourceUse(id="3", network_id="n", kind="travel", kroner=900.0),
        ]
    )
    assert [(hours.kind, hours.participants, hours.advisers) for hours in resource_use(rows, "n")] == [
        ("writing", 2.5, 1.0)
    ]
