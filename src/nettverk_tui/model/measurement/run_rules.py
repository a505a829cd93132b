"""The rules that tell a signal from chance in a series, named after those who published them.

A point on the centre line, and a missing one, neither breaks nor extends a run (for the NHS rules a point on the line
breaks it, as in their own program). All functions take one phase, a missing value as None, and return indices from 0.

- *Anhøj*: an unusually long run, or unusually few crossings, for the number of points (Anhøj and Vingaard Olesen 2014,
  PLoS ONE 9(11):e113825; Anhøj 2015, PLoS ONE 10(3):e0121349).
- *Perla–Provost*: two of their four rules, a shift of six and a trend of five (Perla, Provost and Murray 2011, BMJ
  Quality & Safety 20:46–51).
- *NHS*: outside the limits, a shift and a trend of seven, two of three near a limit (NHS England, Making Data Count).
"""

import math
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby, pairwise
from typing import Literal, NamedTuple

Rule = Literal["outside", "longest_run", "crossings", "shift", "trend", "two_of_three"]

PERLA_SHIFT, PERLA_TREND = 6, 5
NHS_SHIFT = NHS_TREND = 7

#: Above the centre line 1, below it -1, on it 0; None without a value.
Side = Literal[-1, 0, 1]
Sides = Sequence[Side | None]


class Signal(NamedTuple):
    """A rule that was broken, and the indices of the points that broke it."""

    rule: Rule
    points: tuple[int, ...]


class Runs(NamedTuple):
    """Runs and crossings of the `useful` points (not on the centre line), with the limits of chance for both."""

    useful: int
    longest: int
    longest_max: int
    crossings: int
    crossings_min: int

    @property
    def signal(self) -> bool:
        """Whether the longest run is too long, or the crossings are too few."""
        return self.longest > self.longest_max or self.crossings < self.crossings_min


def side(value: float | None, centre: float | None) -> Side | None:
    """Return the side of the centre line a value is on, None without either."""
    if value is None or centre is None:
        return None
    return 1 if value > centre else -1 if value < centre else 0


def runs(sides: Sides) -> Runs:
    """Return the longest run and the crossings of one phase, with their limits (Anhøj and Vingaard Olesen 2014)."""
    lengths = [len(run) for run in _runs_off_the_line(sides)]
    useful = sum(lengths)
    return Runs(
        useful, max(lengths, default=0), longest_run_max(useful), max(0, len(lengths) - 1), crossings_min(useful)
    )


def longest_run_max(useful: int) -> int:
    """Return the longest run that chance explains: log2 n + 3, rounded (Anhøj and Vingaard Olesen 2014)."""
    return round(math.log2(useful)) + 3 if useful > 0 else 0


@lru_cache(maxsize=4096)
def crossings_min(useful: int) -> int:
    """Return the fewest crossings that chance explains (Anhøj and Vingaard Olesen 2014).

    The smallest k with P(X ≤ k) ≥ 0.05, X ~ Binomial(n - 1, ½), in whole numbers so that rounding does not decide it.
    """
    if useful < 2:
        return 0
    chances = useful - 1
    ways, up_to, k = 1, 1, 0
    while 20 * up_to < 1 << chances:
        ways = ways * (chances - k) // (k + 1)
        k += 1
        up_to += ways
    return k


def anhoej(sides: Sides) -> Iterator[Signal]:
    """Yield the signals of a phase by the Anhøj rules."""
    found = runs(sides)
    too_long = [at for run in _runs_off_the_line(sides) if len(run) > found.longest_max for at in run]
    if too_long:
        yield Signal("longest_run", tuple(too_long))
    if found.crossings < found.crossings_min:
        yield Signal("crossings", tuple(at for at, sign in enumerate(sides) if sign))


def perla(values: Sequence[float | None], sides: Sides) -> Iterator[Signal]:
    """Yield the signals of a phase by two of the rules of Perla, Provost and Murray.

    A point on the line within a shift belongs to it, but does not make it longer.
    """
    long = [run for run in _runs_off_the_line(sides) if len(run) >= PERLA_SHIFT]
    shifted = [at for run in long for at in range(run[0], run[-1] + 1) if sides[at] is not None]
    if shifted:
        yield Signal("shift", tuple(shifted))
    trending = _trends_over_ties(values, PERLA_TREND)
    if trending:
        yield Signal("trend", tuple(trending))


def nhs(
    values: Sequence[float | None],
    sides: Sides,
    near: Sequence[bool],
) -> Iterator[Signal]:
    """Yield the signals of a phase by the NHS rules, except *outside*.

    `near` marks values beyond two thirds of the way to a limit, and not beyond it.
    """
    there = [at for at, value in enumerate(values) if value is not None]
    shifted: set[int] = set()
    for value, run in groupby(there, key=lambda at: sides[at]):
        places = list(run)
        if value and len(places) >= NHS_SHIFT:
            shifted.update(places)
    if shifted:
        yield Signal("shift", tuple(sorted(shifted)))
    trending = _strict_trends([(at, value) for at in there if (value := values[at]) is not None], NHS_TREND)
    if trending:
        yield Signal("trend", tuple(trending))
    flagged: set[int] = set()
    for window in zip(there, there[1:], there[2:], strict=False):
        close = [at for at in window if near[at]]
        same_side = sides[window[0]] and len({sides[at] for at in window}) == 1
        if same_side and len(close) >= 2:
            flagged.update(close)
    if flagged:
        yield Signal("two_of_three", tuple(sorted(flagged)))


def _runs_off_the_line(sides: Sides) -> list[list[int]]:
    """Return the indices of the useful points, run by run."""
    useful = [at for at, sign in enumerate(sides) if sign]
    return [list(run) for _, run in groupby(useful, key=lambda at: sides[at])]


def _trends_over_ties(values: Sequence[float | None], least: int) -> list[int]:
    """Return the points of rises and falls through at least so many levels; repeated levels are included."""
    there = ((at, value) for at, value in enumerate(values) if value is not None)
    levels = [(value, [at for at, _ in group]) for value, group in groupby(there, key=lambda place: place[1])]
    members: set[int] = set()
    for first, last in _monotone([value for value, _ in levels]):
        if last - first + 1 >= least:
            members.update(at for _, places in levels[first : last + 1] for at in places)
    return sorted(members)


def _strict_trends(there: Sequence[tuple[int, float]], least: int) -> list[int]:
    """Return the points of rises and falls of at least so many points without repeats."""
    members: set[int] = set()
    for first, last in _monotone([value for _, value in there]):
        if last - first + 1 >= least:
            members.update(at for at, _ in there[first : last + 1])
    return sorted(members)


def _monotone(values: Sequence[float]) -> Iterator[tuple[int, int]]:
    """Yield first and last index of each rising or falling stretch; neighbours share their turning point."""
    first = 0
    for step, group in groupby(side(later, earlier) for earlier, later in pairwise(values)):
        last = first + len(list(group))
        if step:
            yield first, last
        first = last
