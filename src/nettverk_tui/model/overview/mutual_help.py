"""Find groups that can help: on a factor low in one group, those that rose on it or are high; and pairs for talks."""

from collections.abc import Mapping, Sequence
from itertools import combinations

import msgspec

from nettverk_tui.model.core.records import Gathering, Group, Rating
from nettverk_tui.model.core.rows import Rows

#: The level from which a group is high, and the level up to which it is low.
_HIGH, _LOW = 4, 2


class Helper(msgspec.Struct, frozen=True):
    """A group that can help: its last level (1 to 4), and the low level it rose from, if any."""

    group: Group
    level: int
    rose_from: int | None


def who_can_help(
    rows: Rows, gatherings: Sequence[Gathering], groups: Sequence[Group], receiver: Group, item: str
) -> Sequence[Helper]:
    """Return the helpers on one item, by the groups' own ratings of their last wording; `gatherings` are in order.

    Groups that were low and rose come first, since they know the way; then groups with a high level. In order of
    letters.
    """
    order = {gathering.id: number for number, gathering in enumerate(gatherings)}
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
    return sorted(found, key=lambda helper: (helper.rose_from is None, helper.group.letter))


def _levels(ratings: Sequence[Rating], order: Mapping[str, int]) -> list[int]:
    rated = sorted(
        (rating for rating in ratings if rating.level is not None and rating.gathering_id in order),
        key=lambda rating: order[rating.gathering_id],
    )
    return [
        rating.level
        for rating in rated
        if rating.level is not None and rating.wording_version == rated[-1].wording_version
    ]


class Help(msgspec.Struct, frozen=True):
    """One factor on which a group can get help from the other of its pair; `low` is the receiver's level (1 to 4)."""

    receiver: Group
    item: str
    low: int
    helper: Helper


class Pair(msgspec.Struct, frozen=True):
    """Two groups to talk with each other, three if the number is odd; `why` is empty for groups that are left over."""

    groups: tuple[Group, ...]
    why: tuple[Help, ...]


def pairs(rows: Rows, gatherings: Sequence[Gathering], groups: Sequence[Group], items: Sequence[str]) -> Sequence[Pair]:
    """Return the groups in pairs, first those that can help each other with most of `items` (ids of factors).

    Greedy: the best pair is taken first, which is good enough for few groups and easy to follow. A factor on which the
    helper rose counts double.
    """
    there = [group for group in groups if group.state not in ("withdrawn", "completed")]
    helps = {
        frozenset((first.id, other.id)): (
            *_helps(rows, gatherings, first, other, items),
            *_helps(rows, gatherings, other, first, items),
        )
        for first, other in combinations(there, 2)
    }
    left, made = list(there), list[Pair]()
    while len(left) > 1:
        one, other = max(
            combinations(left, 2),
            key=lambda two: (_weight(helps[frozenset(group.id for group in two)]), -left.index(two[0])),
        )
        made.append(Pair((one, other), helps[frozenset((one.id, other.id))]))
        left = [group for group in left if group.id not in (one.id, other.id)]
    if left and made:
        # The group left over joins the pair with most help between them.
        joined = max(
            made, key=lambda pair: sum(_weight(helps[frozenset((group.id, left[0].id))]) for group in pair.groups)
        )
        more = tuple(help for group in joined.groups for help in helps[frozenset((group.id, left[0].id))])
        made[made.index(joined)] = Pair((*joined.groups, left[0]), (*joined.why, *more))
    return made


def _weight(helps: Sequence[Help]) -> int:
    return sum(2 if help.helper.rose_from is not None else 1 for help in helps)


def _helps(
    rows: Rows, gatherings: Sequence[Gathering], receiver: Group, helper: Group, items: Sequence[str]
) -> Sequence[Help]:
    """Return the factors on which the receiver is low and the helper can help."""
    order = {gathering.id: number for number, gathering in enumerate(gatherings)}
    found: list[Help] = []
    for item in items:
        levels = _levels(rows.find(Rating, group_id=receiver.id, item=item, rater="group"), order)
        if levels and levels[-1] <= _LOW:
            able = who_can_help(rows, gatherings, [helper], receiver, item)
            found += [Help(receiver, item, levels[-1], helper_found) for helper_found in able]
    return found
