"""The texts of the planner: its title, a line for each item under the heading of its day, and details of one item."""

from collections.abc import Sequence

from textual.content import Content

from nettverk_tui.language import Translator
from nettverk_tui.model.core.text import one_line
from nettverk_tui.model.gathering.day_plan import PlannedItem
from nettverk_tui.model.gathering.feedback_round import responders
from nettverk_tui.model.gathering.timekeeping import LIVE_ROOM, MINUTE, allotted_ms
from nettverk_tui.resources import Knowledge
from nettverk_tui.tui.planned_day import PlannedDay, name_of
from nettverk_tui.tui.screens.planner.heads import heads
from nettverk_tui.tui.widgets.long_list import Line

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


def day_title(day: PlannedDay, t: Translator, now: int) -> Content:
    """Return the title: the number of the gathering, its days, and its time on one day; `now` gives the time zone."""
    gathering = day.gathering
    parts = [t.days(gathering.starts_on, gathering.ends_on)]
    times = list(day.times.values())
    if times and gathering.starts_on == gathering.ends_on:
        parts.append(f"{t.clock(times[0].starts_at)}–{t.clock(times[-1].ends_at)}")
    if times:
        parts.append(minutes(sum(timed.planned.ms for timed in times), t))
    if note := t.zone_note(times[0].starts_at if times else now):
        parts.append(note)
    number = t("Programme of gathering {number}", number=gathering.number)
    return Content.assemble((f" {number}", "bold"), f"  {' · '.join(parts)}")


def item_lines(day: PlannedDay, knowledge: Knowledge, t: Translator, width: int) -> Sequence[Line]:
    """Return a line for each item, and a heading for each day of a gathering over several days."""
    over, empty = heads(day, t)
    # The notes have the columns of the longest one, the names the rest.
    notes = max((len(_joined(planned, day, t).plain) for planned in day.plan.items), default=0)
    found: list[Line] = []
    for number, planned in enumerate(day.plan.items):
        if planned.item.id in over:
            found.append((Content.styled(f" {over[planned.item.id].words(t)}", "bold $text-accent"), None))
        found.append((_item_line(planned, day, knowledge, t, width, notes), number))
    return [*found, *((Content.styled(f" {head.words(t)}", "bold $text-accent"), None) for head in empty)]


def _joined(planned: PlannedItem, day: PlannedDay, t: Translator) -> Content:
    return Content(" · ").join(_notes(planned, day, t))


def _item_line(
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


def item_detail(planned: PlannedItem, day: PlannedDay, knowledge: Knowledge, t: Translator) -> str:
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
