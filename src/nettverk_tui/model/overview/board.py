"""The whole network at a glance: factors and progress from gathering to gathering, who advised whom, and the hours."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TypeVar, get_args

import msgspec

from nettverk_tui.model.core.checklist import Checklist, category_level
from nettverk_tui.model.core.records import Action, Advice, Attendance, Gathering, Group, Rating, ResourceUse
from nettverk_tui.model.core.rows import Rows
from nettverk_tui.model.core.values import ResourceKind
from nettverk_tui.model.overview.heat_map import Cell, HeatMap, HeatRow, trend_of

#: Advice that came from an adviser, and advice whose giver nobody wrote down.
ADVISER, UNKNOWN = "adviser", "unknown"
T = TypeVar("T")


def progress_over_time(
    rows: Rows, gatherings: Sequence[Gathering], groups: Sequence[Group], checklist: Checklist
) -> HeatMap:
    """Groups × gatherings: the outcome (progress), by each group's own rating."""
    ordered = sorted(groups, key=lambda each: each.letter)
    found = tuple(_progress(group, _by_gathering(rows, group), gatherings, checklist) for group in ordered)
    return HeatMap(tuple(str(each.number) for each in gatherings), found)


def factors_over_time(rows: Rows, gatherings: Sequence[Gathering], group: Group, checklist: Checklist) -> HeatMap:
    """Categories × gatherings of one group, by its own ratings; progress last."""
    ratings = _by_gathering(rows, group)
    found = []
    for category in checklist.categories:
        levels = [category_level(checklist, category.id, ratings.get(each.id, [])).level for each in gatherings]
        found.append(HeatRow(category.id, _cells(levels)))
    progress = _progress(group, ratings, gatherings, checklist)
    found += [msgspec.structs.replace(progress, letter=item.id) for item in checklist.outcomes()]
    return HeatMap(tuple(str(each.number) for each in gatherings), tuple(found))


def _by_gathering(rows: Rows, group: Group) -> Mapping[str, list[Rating]]:
    """All ratings of a group, read once: a board asks for them many times over."""
    found: dict[str, list[Rating]] = {}
    for rating in rows.find(Rating, group_id=group.id):
        found.setdefault(rating.gathering_id, []).append(rating)
    return found


def _progress(
    group: Group, ratings: Mapping[str, list[Rating]], gatherings: Sequence[Gathering], checklist: Checklist
) -> HeatRow:
    outcome = next(iter(checklist.outcomes()), None)
    item = outcome.id if outcome is not None else ""
    own = [
        [one for one in ratings.get(each.id, []) if one.rater == "group" and one.item == item] for each in gatherings
    ]
    return HeatRow(group.letter, _cells([same[0].level if same else None for same in own]))


def _cells(levels: Sequence[int | None]) -> tuple[Cell, ...]:
    """Each against the last one before it that was rated."""
    cells, before = [], None
    for level in levels:
        cells.append(Cell(level, trend_of(before, level), int(level is not None)))
        before = level if level is not None else before
    return tuple(cells)


def advice_flow(rows: Rows, groups: Sequence[Group]) -> Mapping[tuple[str, str], int]:
    """How many pieces of advice went from whom (a letter, `adviser`, `unknown`) to which group."""
    letters = {group.id: group.letter for group in groups}
    flow: Counter[tuple[str, str]] = Counter()
    for group in groups:
        for advice in rows.find(Advice, group_id=group.id):
            giver = advice.giver if advice.giver != "group" else letters.get(advice.giver_group_id or "", UNKNOWN)
            flow[giver, group.letter] += 1
    return dict(flow)


class Hours(msgspec.Struct, frozen=True):
    """Hours of one kind: the participants', and the advisers'."""

    kind: ResourceKind
    participants: float = 0.0
    advisers: float = 0.0


def resource_use(rows: Rows, network_id: str) -> Sequence[Hours]:
    """The hours that were written down, by kind; nothing is estimated."""
    found = []
    for kind in get_args(ResourceKind):
        used = [each for each in rows.find(ResourceUse, network_id=network_id, kind=kind) if each.hours]
        hours = [sum(each.hours or 0 for each in used if each.advisers is whose) for whose in (False, True)]
        if any(hours):
            found.append(Hours(kind, *hours))
    return found


class Compared(msgspec.Struct, frozen=True):
    """One group at two gatherings: categories and progress at both, who came, what was agreed and what came of it."""

    letter: str
    levels: Mapping[str, tuple[int | None, int | None]]
    present: tuple[int | None, int | None]
    advice: tuple[int, int]
    taken: tuple[int, int]
    actions: tuple[int, int]
    done: tuple[int, int]


def side_by_side(
    rows: Rows, two: tuple[Gathering, Gathering], groups: Sequence[Group], checklist: Checklist
) -> Sequence[Compared]:
    """Two gatherings of the groups beside each other, by the groups' own ratings; in order of letters.

    Attendance is None where nobody was marked. `done` are those of its actions that are done by now.
    """
    found = []
    for group in sorted(groups, key=lambda each: each.letter):
        over_time = factors_over_time(rows, two, group, checklist)
        levels = {row.letter: (row.cells[0].level, row.cells[1].level) for row in over_time.rows}
        marks = [rows.find(Attendance, gathering_id=each.id, group_id=group.id) for each in two]
        advice = [rows.find(Advice, gathering_id=each.id, group_id=group.id) for each in two]
        actions = [rows.find(Action, gathering_id=each.id, group_id=group.id) for each in two]
        found.append(
            Compared(
                group.letter,
                levels,
                present=_both([sum(one.presence == "present" for one in mark) if mark else None for mark in marks]),
                advice=_both([len(each) for each in advice]),
                taken=_both([sum(one.answer == "take_along" for one in each) for each in advice]),
                actions=_both([len(each) for each in actions]),
                done=_both([sum(one.state == "done" for one in each) for each in actions]),
            )
        )
    return found


def _both(two: Sequence[T]) -> tuple[T, T]:
    first, second = two
    return first, second
