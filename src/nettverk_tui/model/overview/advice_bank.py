"""Advice given earlier, for reuse: its origin, its outcome, and how the factor developed afterwards.

The development is shown beside how often equally low levels rose without advice. It is an observation and no proof:
advice was not given at random, and groups that ask for it might have risen anyway.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

import msgspec

from nettverk_tui.model.core.folding import fold
from nettverk_tui.model.core.records import Advice, Gathering, Group, Network, Project, Rating
from nettverk_tui.model.core.rows import Rows
from nettverk_tui.model.core.values import AdviceOutcome
from nettverk_tui.model.network.plan import gatherings_of

#: The order of outcomes: helped first, then unknown.
_ORDER: Sequence[AdviceOutcome | None] = ("helped", None, "not_tried", "no_change", "dropped", "worse")


class Given(msgspec.Struct, frozen=True, kw_only=True):
    """One piece of advice. Of another network only the year of its origin is known: `letter` is empty.

    `times` is how often the same words were given. `before` and `after` are the receiver's own levels (1 to 4) of the
    factor then and at the next rating; None if it was not rated, and for other networks.
    """

    advice: Advice
    letter: str
    year: str
    #: Whether its network uses the default word for a unit.
    usual_unit: bool = True
    area: str = ""
    times: int = 1
    before: int | None = None
    after: int | None = None


class Step(NamedTuple):
    """From one rating of an item to the group's next: the level (1 to 4) before, whether it had advice, and rose."""

    item: str
    level: int
    advised: bool
    rose: bool


class Tally(NamedTuple):
    """The number of steps, and of those in which the level rose."""

    steps: int
    rose: int


def is_about(factor: str | None, item: str) -> bool:
    """Return whether advice on a factor or category applies to an item; an item id is its category id and a number."""
    return factor is not None and factor in (item, item.rstrip("0123456789"))


def steps_of(ratings: Iterable[Rating], advice: Sequence[Advice], order: Mapping[str, int]) -> Iterator[Step]:
    """Yield the steps of one group, by its own ratings with equal wording; `order` is gathering id to number."""
    by_item: dict[str, list[Rating]] = {}
    for rating in ratings:
        if rating.rater == "group" and rating.level is not None and rating.gathering_id in order:
            by_item.setdefault(rating.item, []).append(rating)
    for item, rated in by_item.items():
        rated.sort(key=lambda rating: order[rating.gathering_id])
        for earlier, later in pairwise(rated):
            if earlier.level is None or later.level is None or earlier.wording_version != later.wording_version:
                continue
            advised = any(
                order[earlier.gathering_id] <= order.get(given.gathering_id or "", -1) < order[later.gathering_id]
                and is_about(given.factor, item)
                for given in advice
            )
            yield Step(item, earlier.level, advised, later.level > earlier.level)


def tallies(steps: Iterable[Step]) -> Mapping[tuple[str, int, bool], Tally]:
    """Count steps by item, level and whether advice was given."""
    found: dict[tuple[str, int, bool], Tally] = {}
    for step in steps:
        key = (step.item, step.level, step.advised)
        before = found.get(key, Tally(0, 0))
        found[key] = Tally(before.steps + 1, before.rose + step.rose)
    return found


def advice_bank(rows: Rows, network: Network, *, with_private: bool = True) -> Sequence[Given]:
    """Return the advice of a network, and of others what may be read across networks; advice that helped first.

    Without `with_private` only advice that the whole network may read.
    """
    own = {group.id for group in rows.find(Group, network_id=network.id)}
    layers = ("network", "across", *(("facilitators", "group") if with_private else ()))
    mine = [advice for id in sorted(own) for advice in rows.find(Advice, group_id=id) if advice.layer in layers]
    others = [advice for advice in rows.find(Advice, layer="across") if advice.group_id not in own]
    times = Counter(fold(advice.text) for advice in (*mine, *others))
    places = _Places(rows)
    seen: set[str] = set()
    found: list[Given] = []
    for advice in (*mine, *others):
        given = places.given(advice, own=advice.group_id in own)
        words = fold(advice.text)
        # Equal advice of other networks is listed once.
        if given is None or (advice.group_id not in own and words in seen):
            continue
        seen.add(words)
        found.append(msgspec.structs.replace(given, times=times[words]))
    return sorted(found, key=lambda given: (_ORDER.index(given.advice.outcome), not given.letter, -given.advice.at))


class _Places:
    """The origins of advice, read once for each group."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._gatherings: dict[str, Sequence[Gathering]] = {}
        self._networks: dict[str, Network | None] = {}

    def given(self, advice: Advice, *, own: bool) -> Given | None:
        group = self._rows.get(Group, advice.group_id)
        if group is None:
            return None
        if group.network_id not in self._gatherings:
            self._gatherings[group.network_id] = gatherings_of(self._rows, group.network_id)
            self._networks[group.network_id] = self._rows.get(Network, group.network_id)
        series, network = self._gatherings[group.network_id], self._networks[group.network_id]
        here = next((gathering for gathering in series if gathering.id == advice.gathering_id), None)
        before, after = self._levels(advice, group, series, here) if own else (None, None)
        project = next(iter(self._rows.find(Project, group_id=group.id)), None)
        return Given(
            advice=advice,
            letter=group.letter if own else "",
            year=here.starts_on[:4] if here is not None else "",
            usual_unit=network is None or not network.unit_word,
            area=project.area if project is not None and own else "",
            before=before,
            after=after,
        )

    def _levels(
        self, advice: Advice, group: Group, series: Sequence[Gathering], here: Gathering | None
    ) -> tuple[int | None, int | None]:
        """Return the lowest item level of the factor then, and that item's level at the next rating."""
        if here is None or advice.factor is None:
            return None, None
        ratings = [
            rating for rating in self._rows.find(Rating, group_id=group.id, rater="group") if rating.level is not None
        ]
        then = [rating for rating in ratings if rating.gathering_id == here.id and is_about(advice.factor, rating.item)]
        lowest = min(then, key=lambda rating: (rating.level or 0, rating.item), default=None)
        if lowest is None:
            return None, None
        later = [gathering.id for gathering in series if gathering.number > here.number]
        same = {
            rating.gathering_id: rating.level
            for rating in ratings
            if rating.item == lowest.item and rating.wording_version == lowest.wording_version
        }
        return lowest.level, next((same[id] for id in later if id in same), None)
