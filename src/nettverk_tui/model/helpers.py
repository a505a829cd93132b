"""Who can help whom: for a factor that is low in one group, the groups that rose on it or stand high, and why them."""

from collections.abc import Mapping, Sequence

import msgspec

from nettverk_tui.model.records import Gathering, Group, Rating
from nettverk_tui.model.rows import Rows

#: What counts as standing high, and as having been low.
_HIGH, _LOW = 4, 2


class Helper(msgspec.Struct, frozen=True):
    """A group that may know something: its own last level, and the low one it rose from, if it did."""

    group: Group
    level: int
    rose_from: int | None


def who_can_help(
    rows: Rows, gatherings: Sequence[Gathering], groups: Sequence[Group], receiver: Group, item: str
) -> Sequence[Helper]:
    """By the groups' own ratings of one item, of the wording they rated last; `gatherings` are in order.

    Those that were low and rose come first, for they know the way; then those that stand high. In order of letters.
    """
    order = {each.id: number for number, each in enumerate(gatherings)}
    found: list[Helper] = []
    for group in groups:
        if group.id == receiver.id or group.state == "withdrawn":
            continue
        levels = _levels(rows.find(Rating, group_id=group.id, item=item, rater="group"), order)
        if not levels:
            continue
        last, lowest = levels[-1], min(levels)
        rose_from = lowest if lowest <= _LOW < last else None
        if rose_from is not None or last >= _HIGH:
            found.append(Helper(group, last, rose_from))
    return sorted(found, key=lambda each: (each.rose_from is None, each.group.letter))


def _levels(ratings: Sequence[Rating], order: Mapping[str, int]) -> list[int]:
    rated = sorted(
        (each for each in ratings if each.level is not None and each.gathering_id in order),
        key=lambda each: order[each.gathering_id],
    )
    return [
        each.level for each in rated if each.level is not None and each.wording_version == rated[-1].wording_version
    ]
