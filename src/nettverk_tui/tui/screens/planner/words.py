"""The texts of the planner: a line for each item, and a sentence for each problem of the plan."""

from collections.abc import Callable, Sequence

from textual.content import Content

from nettverk_tui.language import Translator
from nettverk_tui.model.core.records import Group, ProgrammeItem
from nettverk_tui.model.core.text import one_line
from nettverk_tui.model.gathering.day_plan import Finding, PlannedItem
from nettverk_tui.model.gathering.feedback_round import responders
from nettverk_tui.model.gathering.timekeeping import LIVE_ROOM, MINUTE, allotted_ms
from nettverk_tui.resources import Knowledge
from nettverk_tui.tui.planned_day import PlannedDay, name_of, short_name

_MUTED = "$foreground-muted"
#: Columns of the time and of the minutes in a line.
_TIME, _MINUTES = 7, 9
#: Least columns of the name, however long the notes are.
_LEAST_NAME = 12


def minutes(ms: int, t: Translator) -> str:
    """Return a time in words: `25 min`, from an hour and a half on `1 h 15 min`; with seconds if there are any."""
    whole = ms // MINUTE
    if ms % MINUTE:
        return t.duration(ms)
    if whole < 90:
        return t("{n} min", n=whole)
    return t("{hours} h {minutes} min", hours=whole // 60, minutes=whole % 60)


def notes_width(day: PlannedDay, t: Translator) -> int:
    """Return the columns of the longest note of the programme; the names have the rest of the line."""
    return max((len(_joined(planned, day, t).plain) for planned in day.plan.items), default=0)


def _joined(planned: PlannedItem, day: PlannedDay, t: Translator) -> Content:
    return Content(" · ").join(_notes(planned, day, t))


def item_line(
    planned: PlannedItem, day: PlannedDay, knowledge: Knowledge, t: Translator, width: int, notes_width: int
) -> Content:
    """Return the line of an item, after the cell of the cursor: when it begins, its name, its minutes and its notes."""
    item, timed = planned.item, day.times.get(planned.item.id)
    entered = [day.clock.entered[step.id] for step in planned.steps if step.id in day.clock.entered]
    live = planned.live
    if entered:
        time = f"{t.clock(min(entered))}"
    elif timed is not None and live:
        time = t.clock(timed.starts_at)
    else:
        time = "–"
    space = max(width - _TIME - _MINUTES - notes_width - 3, _LEAST_NAME)
    name = one_line(name_of(item, day.groups, knowledge, t), space)
    style = _MUTED if not live else "bold" if item.kind == "relay" else ""
    length = minutes(planned.ms, t)
    notes = _joined(planned, day, t)
    return Content.assemble(
        " ", (f"{time:<{_TIME}}", _MUTED), (f"{name:<{space}}", style), (f" {length:>{_MINUTES}}", style), "  ", notes
    )


def _notes(planned: PlannedItem, day: PlannedDay, t: Translator) -> list[Content]:
    item, timed = planned.item, day.times.get(planned.item.id)
    notes: list[Content] = []
    if item.skipped:
        notes.append(Content.styled(t("left out"), _MUTED))
    if item.room != LIVE_ROOM:
        notes.append(Content.styled(t("room {number}", number=item.room), _MUTED))
    if day.entered(item.id):
        notes.append(Content.styled(t("begun"), "$text-success"))
        return notes
    if item.fixed_start_at is not None:
        fixed = t("fixed {time}", time=t.clock(item.fixed_start_at))
        late = timed.late_ms if timed is not None else 0
        late_words = f" +{minutes(late, t)}" if late else ""
        notes.append(Content.styled(fixed + late_words, "bold $text-error" if late else "$text-accent"))
    elif timed is not None and planned.live and timed.latest_at is not None:
        too_late = timed.starts_at > timed.latest_at
        latest = t("latest {time}", time=t.clock(timed.latest_at))
        notes.append(Content.styled(latest, "$text-error" if too_late else _MUTED))
    if item.protected:
        notes.append(Content.styled(t("protected"), _MUTED))
    return notes


def detail(planned: PlannedItem, day: PlannedDay, knowledge: Knowledge, t: Translator) -> str:
    """Return details of the item in hand: its steps with their minutes, the least it can take, the groups answering."""
    parts: list[str] = []
    if len(planned.steps) > 1:
        steps = [
            f"{knowledge.relays.step(step.kind).short.in_language(t.language)} {allotted_ms(step) // MINUTE}"
            for step in planned.steps
        ]
        parts.append(" · ".join(steps))
    else:
        parts.append(knowledge.gatherings.item(planned.item.kind).room.in_language(t.language))
    if planned.floor_ms < planned.ms:
        parts.append(t("at least {minutes}", minutes=minutes(planned.floor_ms, t)))
    answering = responders((turn.item for turn in day.plan.turns), planned.item.group_id, day.network.groups_per_room)
    if answering:
        letters = [day.groups[id].letter for id in answering if id in day.groups]
        parts.append(t("{groups} answer", groups=t.listed(letters)))
    return " – ".join(parts)


def sentence(finding: Finding, day: PlannedDay, knowledge: Knowledge, t: Translator) -> str:
    """Name the problem and a remedy."""
    return _SENTENCES[finding.kind](finding, _Names(day, knowledge, t))


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
