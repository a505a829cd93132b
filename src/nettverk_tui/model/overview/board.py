"""The whole network at a glance: factors and progress over gatherings, the flow of advice, and hours."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TypeVar, get_args

import msgspec

from nettverk_tui.model.core.checklist import Checklist, category_level
from nettverk_tui.model.core.records import Action, Advice, Attendance, Gathering, Group, Rating, ResourceUse
from nettverk_tui.model.core.rows import Rows
from nettverk_tui.model.core.values import ResourceKind
from nettverk_tui.model.overview.heat_map import Cell, HeatMap, HeatRow, trend_of

#: Givers of advice that are no group: an adviser, and a giver that was not recorded.
ADVISER, UNKNOWN = "adviser", "unknown"
T = TypeVar("T")


def progress_over_time(
    rows: Rows, gatherings: Sequence[Gathering], groups: Sequence[Group], checklist: Checklist
) -> HeatMap:
    """Return groups × gatherings: the outcome (progress), by each group's own rating."""
    ordered = sorted(groups, key=lambda group: group.letter)
    found = tuple(_progress(group, _by_gathering(rows, group), gatherings, checklist) for group in ordered)
    return HeatMap(tuple(str(gathering.number) for gathering in gatherings), found)


def factors_over_time(rows: Rows, gatherings: Sequence[Gathering], group: Group, checklist: Checklist) -> HeatMap:
    """Return categories × gatherings of one group, by its own ratings; progress last."""
    ratings = _by_gathering(rows, group)
    found = []
    for category in checklist.categories:
        levels = [
            category_level(checklist, category.id, ratings.get(gathering.id, [])).level for gathering in gatherings
        ]
        found.append(HeatRow(category.id, _cells(levels)))
    progress = _progress(group, ratings, gatherings, checklist)
    found += [msgspec.structs.replace(progress, letter=item.id) for item in checklist.outcomes()]
    return HeatMap(tuple(str(gathering.number) for gathering in gatherings), tuple(found))


def _by_gathering(rows: Rows, group: Group) -> Mapping[str, list[Rating]]:
    """Return the ratings of a group by gathering id, read once as a board needs them often."""
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
        [rating for rating in ratings.get(gathering.id, []) if rating.rater == "group" and rating.item == item]
        for gathering in gatherings
    ]
    return HeatRow(group.letter, _cells([same[0].level if same else None for same in own]))


def _cells(levels: Sequence[int | None]) -> tuple[Cell, ...]:
    """Return a cell a level, with its trend since the last rated one."""
    cells, before = [], None
    for level in levels:
        cells.append(Cell(level, trend_of(before, level), int(level is not None)))
        before = level if level is not None else before
    return tuple(cells)


def advice_flow(rows: Rows, groups: Sequence[Group]) -> Mapping[tuple[str, str], int]:
    """Count pieces of advice by giver (a letter, `adviser`, `unknown`) and receiver (a letter)."""
    letters = {group.id: group.letter for group in groups}
    flow: Counter[tuple[str, str]] = Counter()
    for group in groups:
        for advice in rows.find(Advice, group_id=group.id):
            giver = advice.giver if advice.giver != "group" else letters.get(advice.giver_group_id or "", UNKNOWN)
            flow[giver, group.letter] += 1
    return dict(flow)


class Hours(msgspec.Struct, frozen=True):
    """Hours of one kind, of participants and of advisers."""

    kind: ResourceKind
    participants: float = 0.0
    advisers: float = 0.0


def resource_use(rows: Rows, network_id: str) -> Sequence[Hours]:
    """Return the recorded hours by kind; nothing is estimated."""
    found = []
    for kind in get_args(ResourceKind):
        used = [use for use in rows.find(ResourceUse, network_id=network_id, kind=kind) if use.hours]
        hours = [sum(use.hours or 0 for use in used if use.advisers is whose) for whose in (False, True)]
        if any(hours):
            found.append(Hours(kind, *hours))
    return found


class Compared(msgspec.Struct, frozen=True):
    """One group at two gatherings: levels (1 to 4), people present, advice (and taken along), actions (and done)."""

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
    """Compare two gatherings of the groups, by the groups' own ratings; in order of letters.

    Attendance is None if none was marked. `done` are the actions of that gathering that are done by now.
    """
    found = []
    for group in sorted(groups, key=lambda group: group.letter):
        over_time = factors_over_time(rows, two, group, checklist)
        levels = {row.letter: (row.cells[0].level, row.cells[1].level) for row in over_time.rows}
        marks = [rows.find(Attendance, gathering_id=gathering.id, group_id=group.id) for gathering in two]
        advice = [rows.find(Advice, gathering_id=gathering.id, group_id=group.id) for gathering in two]
        actions = [rows.find(Action, gathering_id=gathering.id, group_id=group.id) for gathering in two]
        found.append(
            Compared(
                group.letter,
                levels,
                present=_both(
                    [sum(attendance.presence == "present" for attendance in mark) if mark else None for mark in marks]
                ),
                advice=_both([len(given) for given in advice]),
                taken=_both([sum(advised.answer == "take_along" for advised in given) for given in advice]),
                actions=_both([len(agreed) for agreed in actions]),
                done=_both([sum(action.state == "done" for action in agreed) for agreed in actions]),
            )
        )
    return found


def _both(two: Sequence[T]) -> tuple[T, T]:
    first, second = two
    return first, second
