"""Who can help whom: for a factor that is low in one group, the groups that rose on it or stand high, and why them; and
from that, pairs for talks two and two."""

from collections.abc import Mapping, Sequence
from itertools import combinations

import msgspec

from nettverk_tui.model.core.records import Gathering, Group, Rating
from nettverk_tui.model.core.rows import Rows

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
    """One factor on which a group can be helped by the other of its pair; `low` is the receiver's level."""

    receiver: Group
    item: str
    low: int
    helper: Helper


class Pair(msgspec.Struct, frozen=True):
    """Groups to talk with each other, two or, where the number is odd, three; `why` is empty where nothing speaks for
    them but that they are left."""

    groups: tuple[Group, ...]
    why: tuple[Help, ...]


def pairs(rows: Rows, gatherings: Sequence[Gathering], groups: Sequence[Group], items: Sequence[str]) -> Sequence[Pair]:
    """The groups in pairs, those first that can help each other with most of `items` (ids of factors).

    Whoever can help most is taken first: a few groups need no better way, and everybody can see why. A factor on which
    the helper rose counts double, for it knows the way.
    """
    there = [group for group in groups if group.state not in ("withdrawn", "completed")]
    helps = {
        frozenset((one.id, other.id)): (
            *_helps(rows, gatherings, one, other, items),
            *_helps(rows, gatherings, other, one, items),
        )
        for one, other in combinations(there, 2)
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
        # One is left over: it joins those that can do most for it, or it for them.
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
    """What the one is low on, and the other can help with."""
    order = {gathering.id: number for number, gathering in enumerate(gatherings)}
    found: list[Help] = []
    for item in items:
        levels = _levels(rows.find(Rating, group_id=receiver.id, item=item, rater="group"), order)
        if levels and levels[-1] <= _LOW:
            able = who_can_help(rows, gatherings, [helper], receiver, item)
            found += [Help(receiver, item, levels[-1], helper_found) for helper_found in able]
    return found
