"""Confidence intervals of a difference between two independent samples of known sizes.

They measure chance only, and no bias: an interval does not make a group comparable that counted other patients the
second time. None where an interval is not defined.
"""

import math
import statistics
from collections.abc import Sequence
from statistics import NormalDist
from typing import NamedTuple

CONFIDENCE = 0.95


class Interval(NamedTuple):
    """From `low` to `high`, in the unit of the difference."""

    low: float
    high: float


def newcombe(
    before: tuple[float, float], after: tuple[float, float], confidence: float = CONFIDENCE
) -> Interval | None:
    """Return the interval of the difference after - before of two proportions, given as (x, n); None if not defined.

    The hybrid score interval without continuity correction, as fractions of one (Newcombe 1998, Statistics in Medicine
    17:873–890, method 10). `confidence` is between 0 and 1.
    """
    (x1, n1), (x2, n2) = before, after
    if not (0 < n1 < math.inf and 0 < n2 < math.inf and 0 <= x1 <= n1 and 0 <= x2 <= n2):
        return None
    p1, p2 = x1 / n1, x2 / n2
    (low1, high1), (low2, high2) = _wilson(x1, n1, confidence), _wilson(x2, n2, confidence)
    difference = p2 - p1
    return Interval(
        difference - math.hypot(p2 - low2, high1 - p1),
        difference + math.hypot(high2 - p2, p1 - low1),
    )


def _wilson(x: float, n: float, confidence: float) -> tuple[float, float]:
    """Return the score interval of one proportion x/n, as fractions of one (Wilson 1927)."""
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    p = x / n
    middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return max(0.0, middle - half), min(1.0, middle + half)


def welch(before: Sequence[float], after: Sequence[float], confidence: float = CONFIDENCE) -> Interval | None:
    """Return the interval of the difference after - before of two means with unequal variances; None if not defined.

    By Welch (1947, Biometrika 34:28–35). It needs two values or more on either side, and values that vary.
    """
    if len(before) < 2 or len(after) < 2:
        return None
    try:
        errors = [statistics.variance(side) / len(side) for side in (before, after)]
        total = math.fsum(errors)
        if not 0 < total < math.inf:
            return None
        # As shares of the total, so that squares of very large or very small variances do not overflow.
        freedom = 1 / sum(
            (error / total) ** 2 / (len(side) - 1) for error, side in zip(errors, (before, after), strict=True)
        )
        half = student_quantile((1 + confidence) / 2, freedom) * math.sqrt(total)
        difference = statistics.mean(after) - statistics.mean(before)
    except OverflowError:
        return None
    interval = Interval(difference - half, difference + half)
    return interval if all(map(math.isfinite, interval)) else None


def student_quantile(chance: float, freedom: float) -> float:
    """Return the quantile of Student's t, by bisection; `chance` is 0.5 to 1, `freedom` 1 or more degrees."""
    low, high = 0.0, 1.0
    while _student_tail(high, freedom) > 1 - chance:
        low, high = high, 2 * high
    while high - low > 1e-13 * high:
        middle = (low + high) / 2
        if middle in (low, high):
            break
        low, high = (middle, high) if _student_tail(middle, freedom) > 1 - chance else (low, middle)
    return (low + high) / 2


def _student_tail(t: float, freedom: float) -> float:
    """Return P(T > t) for t ≥ 0: half an incomplete beta function (Abramowitz and Stegun 1964, 26.7.1)."""
    return _incomplete_beta(freedom / (freedom + t * t), freedom / 2, 0.5) / 2


def _incomplete_beta(x: float, a: float, b: float) -> float:
    """Return the regularized incomplete beta function, by continued fraction (Abramowitz and Stegun 1964, 26.5.8)."""
    if x <= 0 or x >= 1:
        return min(max(x, 0.0), 1.0)
    if x > (a + 1) / (a + b + 2):
        return 1 - _incomplete_beta(1 - x, b, a)
    front = math.exp(
        math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x) - math.log(a)
    )
    tiny = 1e-300
    value, above, below = 1.0, 1.0, 0.0
    for step in range(400):
        m = step // 2
        if step == 0:
            term = 1.0
        elif step % 2 == 0:
            term = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        else:
            term = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        below = 1 / (1 + term * below or tiny)
        above = 1 + term / above or tiny
        value *= above * below
        if step > 0 and abs(above * below - 1) < 1e-15:
            break
    return front * (value - 1)
