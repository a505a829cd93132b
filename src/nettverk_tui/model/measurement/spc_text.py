"""Describe a run chart or control chart in words; the numbers come from `spc`."""

from collections.abc import Iterator, Mapping, Sequence

from nettverk_tui.model.core.messages import N_, Message, together
from nettverk_tui.model.core.quantity import quantity
from nettverk_tui.model.core.values import RuleSet
from nettverk_tui.model.measurement.run_rules import Rule
from nettverk_tui.model.measurement.spc import POINTS_FOR_LIMITS, POINTS_FOR_RUNS, Analysis, Phase

#: The names of the rule sets, shown beside a signal.
RULE_SETS: Mapping[RuleSet, str] = {"anhoej": "Anhøj", "perla": "Perla–Provost", "nhs": "NHS"}

RULES: Mapping[Rule, str] = {
    "outside": N_("outside the limits"),
    "longest_run": N_("a long run"),
    "crossings": N_("few crossings"),
    "shift": N_("a shift"),
    "trend": N_("a trend"),
    "two_of_three": N_("two of three near a limit"),
}


def summary(analysis: Analysis, unit: str) -> Message:
    """Return the signals of a chart rule by rule, and the limits of what it shows."""
    if not any(value is not None for value in analysis.value):
        return Message(N_("Nothing measured yet."))
    return together(list(_said(analysis, unit)))


def places(points: Sequence[int]) -> str:
    """Return indices from 0 as point numbers from 1, neighbours joined: `1, 3–7`."""
    spans: list[tuple[int, int]] = []
    for at in points:
        if spans and spans[-1][1] == at:
            spans[-1] = (spans[-1][0], at + 1)
        else:
            spans.append((at + 1, at + 1))
    return ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in spans)


def _said(analysis: Analysis, unit: str) -> Iterator[Message]:
    yield _shown(analysis, unit)
    if len(analysis.phases) > 1:
        yield Message(N_("Phases: {n}; the numbers are those of the last."), {"n": len(analysis.phases)})
    if analysis.kind == "line":
        yield Message(
            N_("Too few for a run chart, which takes {least} measurements off the median: no signals are looked for."),
            {"least": POINTS_FOR_RUNS},
        )
    else:
        yield from _limits_said(analysis)
        yield _signals_said(analysis)
        yield _what_it_does_not_say(analysis)
    if analysis.excluded:
        yield Message(N_("Left out by choice: {points}."), {"points": places(analysis.excluded)})


def _shown(analysis: Analysis, unit: str) -> Message:
    last = analysis.phases[-1]
    values = [value for value in analysis.value if value is not None]
    numbers: dict[str, str | int | Message] = {"n": len(values), "last": quantity(values[-1], unit)}
    if last.centre is not None:
        numbers["centre"] = quantity(last.centre, unit)
    if analysis.kind in ("line", "run") or last.centre is None:
        if len(values) == 1:
            return Message(N_("One measurement: {last}."), numbers)
        if last.centre is None:
            return Message(N_("Measurements: {n}, last {last}."), numbers)
        return Message(N_("{n} measurements, median {centre}, last {last}."), numbers)
    numbers["kind"] = analysis.kind if analysis.kind != "i" else "I"
    if last.lower is None or last.upper is None:
        return Message(N_("{kind} chart of {n} measurements, mean {centre}, last {last}; no limits."), numbers)
    numbers |= {"lower": quantity(last.lower, unit), "upper": quantity(last.upper, unit)}
    if len(set(analysis.upper[last.first : last.last + 1])) > 1:
        return Message(
            N_("{kind} chart of {n} measurements, mean {centre}, last {last}; limits there {lower} to {upper}."),
            numbers,
        )
    return Message(
        N_("{kind} chart of {n} measurements, mean {centre}, limits {lower} to {upper}, last {last}."), numbers
    )


def _limits_said(analysis: Analysis) -> Iterator[Message]:
    if analysis.kind == "run":
        return
    last = analysis.phases[-1]
    if last.upper is None:
        yield Message(N_("Limits need values that vary."))
    elif last.limits_from < POINTS_FOR_LIMITS:
        yield Message(
            N_("The limits are preliminary: they rest on {n} measurements, fewer than {least}."),
            {"n": last.limits_from, "least": POINTS_FOR_LIMITS},
        )
    if any(phase.large_counts for phase in analysis.phases):
        yield Message(N_("With counts this large the limits become too narrow: look at an I chart too."))


def _signals_said(analysis: Analysis) -> Message:
    outside = [at for at, out in enumerate(analysis.outside) if out]
    beyond = (
        Message(N_("Outside the limits: {points}."), {"points": places(outside)})
        if outside
        else Message(N_("No point is outside the limits."))
    )
    by_rules = together([*_phases_said(analysis)])
    return together([beyond, by_rules]) if analysis.has_limits else by_rules


def _phases_said(analysis: Analysis) -> Iterator[Message]:
    """Return all phases with a signal, or the last one if none has."""
    broken = [phase for phase in analysis.phases if phase.signal]
    for phase in broken or analysis.phases[-1:]:
        said = _runs_said(phase) if analysis.rules == "anhoej" else _rules_said(analysis, phase)
        if len(analysis.phases) > 1:
            said = Message(N_("Phase from point {number}: {said}"), {"number": phase.first + 1, "said": said})
        yield said


def _runs_said(phase: Phase) -> Message:
    runs = phase.runs
    numbers: dict[str, str | int | Message] = {
        "longest": runs.longest,
        "most": runs.longest_max,
        "crossings": runs.crossings,
        "least": runs.crossings_min,
    }
    if phase.signal:
        text = N_(
            "Signal by the Anhøj rules: longest run {longest} (by chance at most {most}), crossings {crossings} "
            "(at least {least})."
        )
    else:
        text = N_(
            "No signal by the Anhøj rules: longest run {longest} (by chance at most {most}), crossings {crossings} "
            "(at least {least})."
        )
    return Message(text, numbers)


def _rules_said(analysis: Analysis, phase: Phase) -> Message:
    name = RULE_SETS[analysis.rules]
    said = [
        Message(N_("{rule} ({points})"), {"rule": Message(RULES[signal.rule]), "points": places(within)})
        for signal in analysis.signals
        if (within := [at for at in signal.points if phase.first <= at <= phase.last])
        and (signal.rule != "outside" or analysis.rules == "nhs")
    ]
    if not said:
        return Message(N_("No signal by the {name} rules."), {"name": name})
    listed = said[0]
    for message in said[1:]:
        listed = Message("{first}, {second}", {"first": listed, "second": message})
    return Message(N_("Signal by the {name} rules: {signals}."), {"name": name, "signals": listed})


def _what_it_does_not_say(analysis: Analysis) -> Message:
    if any(phase.signal for phase in analysis.phases) or any(analysis.outside):
        return Message(N_("That is more than chance explains; what caused it, the chart does not say."))
    return Message(N_("Chance can explain the variation; that is no proof that nothing has changed."))
