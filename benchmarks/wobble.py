"""How often the rules about answers flag a group that only wobbles: `python -m benchmarks.wobble [PERCENT] [GROUPS]`.

A group has a steady level on each of the eight items asked every time, drawn once: most often 3 or 4. At every
gathering each answer is that level, but with the given chance one level beside it, up or down alike. Nothing causes it,
so every flag is a false one. Only the rules that read answers are counted: attendance and dates do not wobble.
"""

import random
import sys
from collections import Counter

from nettverk_tui.model.core.records import Gathering, Rating
from nettverk_tui.model.warnings import GroupHistory, Thresholds
from nettverk_tui.model.warnings.rules import RULES

STARRED = ("T1", "T2", "L1", "R1", "R2", "R3", "M1", "V1")
LEVELS, WEIGHTS = (1, 2, 3, 4), (2, 8, 40, 50)
GATHERINGS = 5
READ_ANSWERS: tuple[str, ...] = ("W1", "W2", "W6", "W11")


def _gathering(number: int) -> Gathering:
    day = f"2005-0{number}-15"
    return Gathering(
        id=str(number), network_id="n", number=number, kind="middle", starts_on=day, ends_on=day, state="closed"
    )


def _wobbled(level: int, chance: float, draw: random.Random) -> int:
    if draw.random() >= chance:
        return level
    return min(max(level + draw.choice((-1, 1)), 1), 4)


def _ratings(steady: dict[str, int], number: int, chance: float, draw: random.Random) -> list[Rating]:
    return [
        Rating(
            id=f"{number}{item}",
            gathering_id=str(number),
            group_id="b",
            item=item,
            rater="group",
            answer="level",
            level=_wobbled(level, chance, draw),
        )
        for item, level in steady.items()
    ]


def main(chance: float = 0.10, groups: int = 4000) -> None:
    """Print the share of group-gatherings, from the second on, that each rule flags."""
    draw, limits = random.Random(2005), Thresholds()
    flagged: Counter[str] = Counter()
    looked = 0
    for _ in range(groups):
        steady = dict(zip(STARRED, draw.choices(LEVELS, WEIGHTS, k=len(STARRED)), strict=True))
        # A group that stands low without wobbling is told of its level rightly, and is no false flag.
        standing_low = any(steady[item] <= limits.low for item in limits.vulnerable)
        ratings: list[Rating] = []
        for number in range(1, GATHERINGS + 1):
            ratings += _ratings(steady, number, chance, draw)
            past = GroupHistory(
                today=f"2005-0{number}-16",
                starred=STARRED,
                outcomes=frozenset({"R3"}),
                held=tuple(_gathering(earlier) for earlier in range(1, number + 1)),
                planned=GATHERINGS,
                ratings=tuple(ratings),
            )
            if number == 1 or standing_low:
                continue
            looked += 1
            by_rule = {rule: list(RULES[rule].find(past, limits)) for rule in READ_ANSWERS}
            flagged.update(rule for rule, found in by_rule.items() if found)
            every = [warning for found in by_rule.values() for warning in found]
            flagged["any"] += bool(every)
            flagged["ask first"] += any(warning.level == "ask_first" for warning in every)
    print(f"{chance:.0%} wobble, {looked} group-gatherings")
    for name in (*READ_ANSWERS, "any", "ask first"):
        print(f"{name:>10} {flagged[name] / looked:6.1%}")


if __name__ == "__main__":
    given = dict(enumerate(sys.argv[1:]))
    percent, groups = given.get(0, "10"), given.get(1, "4000")
    main(float(percent) / 100, int(groups))
