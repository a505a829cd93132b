"""Groups × factors: where each group stands by its own ratings, which way it went, and what nobody has rated.

A category stands at its lowest starred item; progress, the outcome, stands apart. Levels are ordinal: there is no mean
of them, neither of a group nor of the network.
"""

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from nettverk_tui.model.core.checklist import Checklist, Item, category_level
from nettverk_tui.model.core.records import Gathering, Group, Rating
from nettverk_tui.model.core.rows import Rows
from nettverk_tui.model.gathering.factor_sheet import Trend


class Cell(msgspec.Struct, frozen=True):
    """No `level`: nobody has rated it. `rated` of the `of` items behind it have a level."""

    level: int | None = None
    trend: Trend | None = None
    rated: int = 0
    of: int = 1


class HeatRow(msgspec.Struct, frozen=True):
    """One group; `gathering` is the number of the one its newest answers are from."""

    letter: str
    cells: tuple[Cell, ...]
    gathering: int | None = None

    @property
    def need(self) -> tuple[int, int, str]:
        """Sorts the groups by how many factors are weak, the weakest first; for the facilitators' eyes only."""
        known = [cell.level for cell in self.cells if cell.level is not None]
        weak, fallen = sum(level <= 2 for level in known), sum(cell.trend == "fallen" for cell in self.cells)
        return (-weak, -fallen, self.letter)


class HeatMap(msgspec.Struct, frozen=True):
    """`columns` are ids of categories, or of items, in the order of the checklist; the outcome last."""

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
    """The newest own ratings of each group, against those of the gathering before, in letter order.

    `items`: a column an item, not a category. `without`: group id → id of a gathering whose answers do not count yet.
    """
    outcomes = checklist.outcomes()
    single = [item for item in checklist.starred() if not item.outcome] if items else []
    columns = [item.id for item in single] if items else [category.id for category in checklist.categories]
    found = []
    for group in sorted(groups, key=lambda each: (each.letter, each.position)):
        by_gathering: dict[str, list[Rating]] = {}
        for rating in rows.find(Rating, group_id=group.id, rater="group"):
            by_gathering.setdefault(rating.gathering_id, []).append(rating)
        asked = [each for each in sorted(gatherings, key=lambda one: one.number) if each.id in by_gathering]
        asked = [each for each in asked if without.get(group.id) != each.id]
        now = by_gathering[asked[-1].id] if asked else []
        before = by_gathering[asked[-2].id] if len(asked) > 1 else []
        cells = [_of_item(item, now, before) for item in single] if items else []
        cells = cells or [_of_category(checklist, column, now, before) for column in columns]
        cells += [_of_item(item, now, before) for item in outcomes]
        found.append(HeatRow(group.letter, tuple(cells), asked[-1].number if asked else None))
    return HeatMap((*columns, *(item.id for item in outcomes)), tuple(found))


def _of_category(checklist: Checklist, id: str, now: Sequence[Rating], before: Sequence[Rating]) -> Cell:
    stands, stood = (category_level(checklist, id, each) for each in (now, before))
    return Cell(stands.level, trend_of(stood.level, stands.level), stands.rated, stands.of - stands.not_relevant)


def _of_item(item: Item, now: Sequence[Rating], before: Sequence[Rating]) -> Cell:
    today, then = (next((each for each in side if each.item == item.id), None) for side in (now, before))
    level = today.level if today is not None else None
    same_words = today is not None and then is not None and today.wording_version == then.wording_version
    stood = then.level if then is not None and same_words else None
    return Cell(level, trend_of(stood, level), int(level is not None), 1)


def trend_of(before: int | None, now: int | None) -> Trend | None:
    """Which way a level went; None where there is nothing to compare."""
    if before is None or now is None:
        return None
    return "same" if now == before else "risen" if now > before else "fallen"
