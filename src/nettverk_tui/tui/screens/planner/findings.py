"""The findings under the list of the planner: what does not fit and what would help, and what the steps take."""

import textwrap
from collections.abc import Callable, Sequence

from textual.content import Content

from nettverk_tui.language import Translator
from nettverk_tui.model.core.records import Group, ProgrammeItem
from nettverk_tui.model.gathering.day_plan import Finding
from nettverk_tui.resources import Knowledge
from nettverk_tui.tui.planned_day import PlannedDay, short_name
from nettverk_tui.tui.screens.planner.words import minutes


def findings(day: PlannedDay, knowledge: Knowledge, t: Translator, width: int) -> Sequence[Content]:
    """Return the findings of a programme, the serious ones with a sign, in lines of at most `width` columns."""
    if not day.plan.items:
        return []
    found: list[Content] = []
    if not any(finding.serious for finding in day.findings) and day.times:
        found += _wrapped("✓", t("The day fits."), "$text-success", width)
    for finding in day.findings:
        words = _SENTENCES[finding.kind](finding, _Names(day, knowledge, t))
        if finding.serious:
            found += _wrapped("!", words, "$text-error", width)
        else:
            found += _wrapped("·", words, "$foreground-muted", width)
    if day.habits:
        told = [_habit(habit.kind, habit.took_ms, habit.planned_ms, knowledge, t) for habit in day.habits[:3]]
        words = t("{habits}. Tab l plans what it takes.", habits="; ".join(told))
        found += _wrapped("·", words, "$text-accent", width)
    return found


def _wrapped(sign: str, words: str, style: str, width: int) -> Sequence[Content]:
    """Wrap a sentence under its sign, over as many lines as it needs."""
    lines = textwrap.wrap(words, max(width - 4, 20))
    return [Content.styled(f" {sign if not number else ' '} {line}", style) for number, line in enumerate(lines)]


def _habit(kind: str, took_ms: int, planned_ms: int, knowledge: Knowledge, t: Translator) -> str:
    step = next((step for step in knowledge.relays.steps if step.kind == kind), None)
    item = next((item for item in knowledge.gatherings.items if item.kind == kind), None)
    text = step or item
    name = text.name.in_language(t.language) if text is not None else kind
    took, planned = minutes(took_ms, t), minutes(planned_ms, t)
    return t("“{step}” takes {took} here, {planned} were planned", step=name, took=took, planned=planned)


class _Names:
    """The names used within sentences."""

    def __init__(self, day: PlannedDay, knowledge: Knowledge, t: Translator) -> None:
        self.day, self.knowledge, self.t = day, knowledge, t

    def item(self, item: ProgrammeItem | None) -> str:
        return short_name(item, self.day.groups, self.knowledge, self.t) if item is not None else ""

    def groups(self, ids: Sequence[str]) -> str:
        found = [self.day.groups.get(id) for id in ids]
        return self.t.listed([group.letter for group in found if isinstance(group, Group)])

    def fixed(self, item: ProgrammeItem | None) -> str:
        return self.t.o_clock(item.fixed_start_at) if item is not None and item.fixed_start_at is not None else ""


def _late(finding: Finding, names: _Names) -> str:
    t = names.t
    parts = [
        t(
            "{item} is fixed at {time}, but what stands before it lasts {minutes} longer.",
            item=names.item(finding.item),
            time=names.fixed(finding.item),
            minutes=minutes(finding.ms, t),
        )
    ]
    if finding.gives_ms >= finding.ms:
        parts.append(t("Shortening can give {minutes} (Tab m).", minutes=minutes(finding.gives_ms, t)))
    elif finding.gives_ms:
        parts.append(t("Shortening gives {minutes} at most (Tab m).", minutes=minutes(finding.gives_ms, t)))
    if finding.enough:
        either = [names.item(item) for item in finding.enough]
        parts.append(t("Leaving out {items} is enough (Tab x).", items=t(" or ").join(either)))
    if finding.other is None and not names.day.begun:
        parts.append(t("Or begin {minutes} earlier (Tab s).", minutes=minutes(finding.ms, t)))
    if finding.gives_ms < finding.ms and not finding.enough:
        parts.append(
            t("Leave out more than one item, or let {item} begin later (Tab f).", item=names.item(finding.item))
        )
    return " ".join(parts)


def _order(finding: Finding, names: _Names) -> str:
    return names.t(
        "{item} is fixed at {time}, but stands after {other}, fixed at {other_time}. Move one of them (⇧↑, ⇧↓), or "
        "give it another time (Tab f).",
        item=names.item(finding.item),
        time=names.fixed(finding.item),
        other=names.item(finding.other),
        other_time=names.fixed(finding.other),
    )


def _overlap(finding: Finding, names: _Names) -> str:
    return names.t(
        "{other} lasts until {end}, but {item} is fixed at {time}. Shorten {other} by {minutes} (Tab m), or let {item} "
        "begin later (Tab f).",
        other=names.item(finding.other),
        end=names.t.o_clock(finding.at),
        item=names.item(finding.item),
        time=names.fixed(finding.item),
        minutes=minutes(finding.ms, names.t),
    )


def _outside(finding: Finding, names: _Names) -> str:
    day = names.t.day(names.t.local(finding.at).date())
    return names.t(
        "{item} is fixed on {day}, which is no day of this gathering (Tab f).", item=names.item(finding.item), day=day
    )


def _long_day(finding: Finding, names: _Names) -> str:
    t = names.t
    words = t(
        "The day lasts {hours} and ends at {time}: nobody sits so long. Leave out items (Tab x), or share the turns "
        "over rooms (Tab R).",
        hours=minutes(finding.ms, t),
        time=t.clock(finding.at),
    )
    if finding.gives_ms:
        words = f"{words} {t('Shortening gives {minutes} at most (Tab m).', minutes=minutes(finding.gives_ms, t))}"
    return words


def _no_second_day(_: Finding, names: _Names) -> str:
    return names.t("Nothing begins on the second day. Go to what begins it, and fix its start (Tab f): day 2 at 9.")


def _no_pause(finding: Finding, names: _Names) -> str:
    return names.t(
        "{minutes} without a pause when {item} is over. Go to what comes before it, and put one in (Tab a).",
        minutes=minutes(finding.ms, names.t),
        item=names.item(finding.item),
    )


def _spare(finding: Finding, names: _Names) -> str:
    return names.t(
        "{minutes} to spare before {item}.", minutes=minutes(finding.ms, names.t), item=names.item(finding.item)
    )


def _twice(finding: Finding, names: _Names) -> str:
    return names.t(
        "More than one turn for {groups}: leave one out (Tab x), or remove it (Tab Del).",
        groups=names.groups(finding.groups),
    )


def _missing(finding: Finding, names: _Names) -> str:
    return names.t("No turn for {groups}: add it with its letter (Tab a).", groups=names.groups(finding.groups))


def _crowd(finding: Finding, names: _Names) -> str:
    return names.t(
        "{n} groups in one room: at each turn three of them answer, as its line says. Tab R shares them over rooms.",
        n=finding.ms,
    )


_SENTENCES: dict[str, Callable[[Finding, _Names], str]] = {
    "late": _late,
    "order": _order,
    "overlap": _overlap,
    "outside": _outside,
    "long_day": _long_day,
    "no_second_day": _no_second_day,
    "no_pause": _no_pause,
    "spare": _spare,
    "twice": _twice,
    "missing": _missing,
    "crowd": _crowd,
}
