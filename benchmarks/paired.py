"""Times measured side by side: a machine that is busy is busy for all, so ratios hold where milliseconds do not."""

import os
import statistics
from collections.abc import Callable, Mapping, Sequence

#: As it is for somebody who has installed the program: Python keeps what it has compiled, and does not do it anew.
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}

#: Takes the time of one run, in seconds.
Run = Callable[[], float]


def paired(runs: Mapping[str, Run], rounds: int) -> Mapping[str, Sequence[float]]:
    """Each run once a round, in an order that turns, after one round that does not count."""
    names = list(runs)
    times: dict[str, list[float]] = {name: [] for name in names}
    for number in range(rounds + 1):
        turned = names[number % len(names) :] + names[: number % len(names)]
        for name in turned:
            seconds = runs[name]()
            if number > 0:
                times[name].append(seconds)
    return times


def table(times: Mapping[str, Sequence[float]], against: str) -> str:
    """A Markdown table: median, spread (milliseconds), and the median ratio of pairs of one round."""
    rows = [f"| | median | from–to | against {against} |", "|---|---|---|---|"]
    for name, seconds in times.items():
        ratio = statistics.median(one / other for one, other in zip(seconds, times[against], strict=True))
        middle, least, most = (1000 * each for each in (statistics.median(seconds), min(seconds), max(seconds)))
        rows.append(f"| {name} | {middle:.1f} ms | {least:.1f}–{most:.1f} | {ratio:.2f} |")
    return "\n".join(rows)
