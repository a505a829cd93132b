"""Describe a group's measurements in words; the numbers come from `measures`."""

from collections.abc import Iterable, Sequence

from nettverk_tui.model.core.messages import N_, Message, together
from nettverk_tui.model.core.quantity import number, percent, quantity
from nettverk_tui.model.core.records import Indicator, Measurement
from nettverk_tui.model.measurement import spc_text
from nettverk_tui.model.measurement.measures import (
    BeforeAfter,
    Level,
    Point,
    before_after,
    descriptions,
    interval,
    is_missing,
    is_ratio,
    line_points,
    median,
    points,
    unit,
    useful,
)
from nettverk_tui.model.measurement.spc import analyse_indicator


def summary(indicator: Indicator, measurements: Iterable[Measurement]) -> Message:
    """Return one or two sentences on the measurements, without a verdict or the word *effect*."""
    measurements = tuple(measurements)
    all_points = points(indicator, measurements)
    change = before_after(indicator, measurements)
    sentences = [*_before_after_said(indicator, change), *_line_said(indicator, all_points)]
    if not sentences:
        sentences = [_nothing_said(indicator, measurements)]
    return together([*sentences, *_left_out_said(all_points, change)])


def interval_text(indicator: Indicator, measurements: Iterable[Measurement]) -> Message | None:
    """Return the confidence interval of the difference between before and after in words, or None.

    Shown on request only, not in the summary, because it is easily read as more than it says.
    """
    found = interval(indicator, measurements)
    if found is None:
        return None
    method = "Newcombe" if indicator.kind == "proportion" else "Welch"
    ends: dict[str, str | int | Message] = {
        "low": number(found.low, signed=True, significant=2),
        "high": number(found.high, signed=True, significant=2),
        "method": method,
    }
    if unit(indicator) == "%":
        text = N_(
            "Difference, 95% confidence interval ({method}): {low} to {high} percentage points, if before and after "
            "are independent samples."
        )
    else:
        text = N_(
            "Difference, 95% confidence interval ({method}): {low} to {high}, if before and after are independent "
            "samples."
        )
    return Message(text, ends)


def level_text(indicator: Indicator, level: Level) -> Message | None:
    """Return the level with its basis: `29% (14/48)`, `mean of 3`, or that the denominator is unknown."""
    shown = unit(indicator)
    if level.value is None:
        if not level.bare:
            return None
        ends = {"low": quantity(min(level.bare), shown), "high": quantity(max(level.bare), shown)}
        return Message(N_("{low} to {high} (no denominators)"), ends)
    value = quantity(level.value, shown)
    if level.numerator is not None and level.denominator is not None:
        counts = {"value": value, "numerator": _count(level.numerator), "denominator": _count(level.denominator)}
        return Message(N_("{value} ({numerator}/{denominator})"), counts)
    if is_ratio(indicator):
        return Message(N_("{value} (no denominator)"), {"value": value})
    return Message(N_("{value} (mean of {n})"), {"value": value, "n": level.n}) if level.n > 1 else value


def _before_after_said(indicator: Indicator, change: BeforeAfter) -> list[Message]:
    said = []
    before, after = level_text(indicator, change.before), level_text(indicator, change.after)
    if before and after:
        moved = _change_text(indicator, change)
        both: dict[str, str | int | Message] = {"before": before, "after": after}
        said.append(
            Message(N_("Before {before}, after {after}: {change}."), both | {"change": moved})
            if moved
            else Message(N_("Before {before}, after {after}."), both)
        )
    elif before:
        said.append(Message(N_("Before {before}; not measured after yet."), {"before": before}))
    elif after:
        said.append(Message(N_("After {after}; not measured before."), {"after": after}))
    for on, level in change.follow_up:
        later = level_text(indicator, level)
        if later:
            said.append(Message(N_("Followed up {on}: {value}."), {"on": on or "–", "value": later}))
    said.extend(
        Message(
            N_("Reported relative change {relative}, without the values."), {"relative": percent(reported, signed=True)}
        )
        for reported in change.reported
    )
    return said


def _change_text(indicator: Indicator, change: BeforeAfter) -> Message | None:
    if change.difference is None:
        return None
    shown = unit(indicator)
    difference = (
        Message(N_("{number} percentage points"), {"number": number(change.difference, signed=True, significant=2)})
        if shown == "%"
        else quantity(change.difference, shown, signed=True)
    )
    if change.relative is None:
        return difference
    relative = percent(change.relative, signed=True)
    return Message(N_("{difference}, relative change {relative}"), {"difference": difference, "relative": relative})


def _line_said(indicator: Indicator, all_points: Sequence[Point]) -> list[Message]:
    """Return the text of a run chart or control chart; with fewer points, their number, median and last value."""
    analysis, unsuitable = analyse_indicator(indicator, line_points(all_points))
    if analysis.kind == "line":
        said = _series_said(indicator, all_points)
    else:
        said = [spc_text.summary(analysis, unit(indicator))]
    return [*said, unsuitable] if unsuitable is not None else said


def _series_said(indicator: Indicator, all_points: Sequence[Point]) -> list[Message]:
    series = [point for point in all_points if point.phase == "series"]
    values = useful(series)
    middle = median(series)
    if middle is None:
        return []
    shown = unit(indicator)
    last = quantity(values[-1], shown)
    if len(values) == 1:
        return [Message(N_("One measurement: {last}."), {"last": last})]
    if len(values) == 2:
        first = quantity(values[0], shown)
        return [Message(N_("Two measurements, first {first}, last {last}."), {"first": first, "last": last})]
    return [
        Message(
            N_("{n} measurements, median {median}, last {last}."),
            {"n": len(values), "median": quantity(middle, shown), "last": last},
        )
    ]


def _nothing_said(indicator: Indicator, measurements: Iterable[Measurement]) -> Message:
    if indicator.kind != "qualitative":
        return Message(N_("Nothing measured yet."))
    texts = descriptions(indicator, measurements)
    return Message(N_("In words: {text}"), {"text": texts[-1]}) if texts else Message(N_("To be described in words."))


def _left_out_said(all_points: Sequence[Point], change: BeforeAfter) -> list[Message]:
    said = []
    bare = sum(len(level.bare) for level in (change.before, change.after) if level.numerator is not None)
    if bare:
        said.append(Message(N_("Left out, without a denominator: {n}."), {"n": bare}))
    below = [point.below for point in all_points if point.below is not None]
    if below:
        said.append(Message(N_("Left out, below {limit}: {n}."), {"limit": number(max(below)), "n": len(below)}))
    missing = sum(is_missing(point) for point in all_points)
    if missing:
        said.append(Message(N_("Missing: {n}."), {"n": missing}))
    return said


def _count(value: float) -> Message:
    return number(value, significant=9)
