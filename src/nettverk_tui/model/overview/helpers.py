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
    there = [each for each in groups if each.state not in ("withdrawn", "completed")]
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
            key=lambda two: (_weight(helps[frozenset(each.id for each in two)]), -left.index(two[0])),
        )
        made.append(Pair((one, other), helps[frozenset((one.id, other.id))]))
        left = [each for each in left if each.id not in (one.id, other.id)]
    if left and made:
        # One is left over: it joins those that can do most for it, or it for them.
        joined = max(
            made, key=lambda pair: sum(_weight(helps[frozenset((each.id, left[0].id))]) for each in pair.groups)
        )
        more = tuple(help for each in joined.groups for help in helps[frozenset((each.id, left[0].id))])
        made[made.index(joined)] = Pair((*joined.groups, left[0]), (*joined.why, *more))
    return made


def _weight(helps: Sequence[Help]) -> int:
    return sum(2 if each.helper.rose_from is not None else 1 for each in helps)


def _helps(
    rows: Rows, gatherings: Sequence[Gathering], receiver: Group, helper: Group, items: Sequence[str]
) -> Sequence[Help]:
    """What the one is low on, and the other can help with."""
    order = {each.id: number for number, each in enumerate(gatherings)}
    found: list[Help] = []
    for item in items:
        levels = _levels(rows.find(Rating, group_id=receiver.id, item=item, rater="group"), order)
        if levels and levels[-1] <= _LOW:
            able = who_can_help(rows, gatherings, [helper], receiver, item)
            found += [Help(receiver, item, levels[-1], each) for each in able]
    return found
