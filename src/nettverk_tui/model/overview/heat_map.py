"""Groups × factors: the level of each group by its own ratings, its trend, and missing ratings.

The level of a category is that of its lowest starred item; progress, the outcome, is separate. Levels are ordinal, so
there is no mean, neither of a group nor of the network.
"""

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from nettverk_tui.model.core.checklist import Checklist, Item, category_level
from nettverk_tui.model.core.records import Gathering, Group, Rating
from nettverk_tui.model.core.rows import Rows
from nettverk_tui.model.gathering.factor_sheet import Trend


class Cell(msgspec.Struct, frozen=True):
    """A level (1 to 4, None if not rated) and its trend; `rated` of the `of` items behind it have a level."""

    level: int | None = None
    trend: Trend | None = None
    rated: int = 0
    of: int = 1


class HeatRow(msgspec.Struct, frozen=True):
    """One group; `gathering` is the number of the gathering of its newest ratings."""

    letter: str
    cells: tuple[Cell, ...]
    gathering: int | None = None

    @property
    def need(self) -> tuple[int, int, str]:
        """The sort key by number of weak factors, most first; for facilitators only."""
        known = [cell.level for cell in self.cells if cell.level is not None]
        weak, fallen = sum(level <= 2 for level in known), sum(cell.trend == "fallen" for cell in self.cells)
        return (-weak, -fallen, self.letter)


class HeatMap(msgspec.Struct, frozen=True):
    """`columns` are ids of categories or items, in the order of the checklist; the outcome last."""

    columns: tuple[str, ...]
    rows: tuple[HeatRow, ...]


def heat_map(
    rows: Rows,
    gatherings: Sequence[Gathering],
    groups: Iterable[Group],
    checklist: Checklist,
    *,
    items: bool = False,
    without: Mapping[str, str] = {},
) -> HeatMap:
    """Return the newest own ratings of each group, with the trend since the gathering before, in order of letters.

    `items`: a column an item instead of a category. `without`: group id to the id of a gathering whose ratings are not
    shown yet.
    """
    outcomes = checklist.outcomes()
    single = [item for item in checklist.starred() if not item.outcome] if items else []
    columns = [item.id for item in single] if items else [category.id for category in checklist.categories]
    found = []
    for group in sorted(groups, key=lambda group: (group.letter, group.position)):
        by_gathering: dict[str, list[Rating]] = {}
        for rating in rows.find(Rating, group_id=group.id, rater="group"):
            by_gathering.setdefault(rating.gathering_id, []).append(rating)
        asked = [
            gathering
            for gathering in sorted(gatherings, key=lambda gathering: gathering.number)
            if gathering.id in by_gathering
        ]
        asked = [gathering for gathering in asked if without.get(group.id) != gathering.id]
        now = by_gathering[asked[-1].id] if asked else []
        before = by_gathering[asked[-2].id] if len(asked) > 1 else []
        cells = [_of_item(item, now, before) for item in single] if items else []
        cells = cells or [_of_category(checklist, column, now, before) for column in columns]
        cells += [_of_item(item, now, before) for item in outcomes]
        found.append(HeatRow(group.letter, tuple(cells), asked[-1].number if asked else None))
    return HeatMap((*columns, *(item.id for item in outcomes)), tuple(found))


def _of_category(checklist: Checklist, id: str, now: Sequence[Rating], before: Sequence[Rating]) -> Cell:
    current, previous = (category_level(checklist, id, ratings) for ratings in (now, before))
    trend = trend_of(previous.level, current.level)
    return Cell(current.level, trend, current.rated, current.of - current.not_relevant)


def _of_item(item: Item, now: Sequence[Rating], before: Sequence[Rating]) -> Cell:
    today, then = (next((rating for rating in side if rating.item == item.id), None) for side in (now, before))
    level = today.level if today is not None else None
    same_words = today is not None and then is not None and today.wording_version == then.wording_version
    previous = then.level if then is not None and same_words else None
    return Cell(level, trend_of(previous, level), int(level is not None), 1)


def trend_of(before: int | None, now: int | None) -> Trend | None:
    """Return the trend from one level to another, None if either is missing."""
    if before is None or now is None:
        return None
    return "same" if now == before else "risen" if now > before else "fallen"
