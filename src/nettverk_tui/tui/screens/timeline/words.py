"""The words of a timeline's entries: the kind of each, and the outcome it has had."""

from nettverk_tui.language import Translator
from nettverk_tui.model.capture import kind_of
from nettverk_tui.model.capture.preview import CHANNEL_NAMES, KIND_NAMES
from nettverk_tui.model.core.entry_kinds import ENTRY_KINDS
from nettverk_tui.model.core.messages import N_
from nettverk_tui.model.core.quantity import number
from nettverk_tui.model.core.records import (
    Action,
    Advice,
    Contact,
    Dismissal,
    Event,
    Facilitator,
    FollowUpRating,
    Group,
    GroupMeeting,
    Measurement,
    MilestoneReached,
    Rating,
    Said,
    StatusText,
)
from nettverk_tui.model.core.rows import Rows
from nettverk_tui.model.overview.timeline import TimelineEntry
from nettverk_tui.tui.base.interpretation import due_words
from nettverk_tui.tui.labels import ACTION_STATES, ANSWERS, OUTCOMES, name_of

_FIELDS = {
    "done": N_("Status: done"),
    "result": N_("Status: result"),
    "obstacles": N_("Status: obstacles"),
    "question": N_("Status: the question"),
}


def entry_words(entry: TimelineEntry, rows: Rows, t: Translator, today: str) -> str:
    """Return an entry in one line: its kind, its factor, its text and its outcome."""
    factor = f" #{entry.factor}" if entry.factor else ""
    words = " · ".join(filter(None, (" ".join(entry.text.split()), _outcome(entry, rows, t, today))))
    name = f"{entry_name(entry, t, today)}{factor}"
    return f"{name}: {words}" if words else name


def entry_name(entry: TimelineEntry, t: Translator, today: str) -> str:
    """Return the kind of an entry in words."""
    record = entry.record
    match record:
        case Contact():
            return f"{t(KIND_NAMES['contact'])} ({t(CHANNEL_NAMES[record.channel])})"
        case GroupMeeting():
            return t(KIND_NAMES["staff_meeting" if record.kind == "staff" else "meeting"])
        case Event():
            return name_of(record.kind, t)
        case FollowUpRating():
            return t("Asked again: {level}", level=record.level)
        case Dismissal():
            return t("Put off until {day}", day=t.day(record.until_on, today)) if record.until_on else t("Answered")
        case Said():
            return t(ENTRY_KINDS[kind_of(record)].name)
        case StatusText():
            return t(_FIELDS[record.field])
        case Rating():
            level = record.level if record.level is not None else "–"
            return t("Reason, at {level}", level=level)
        case MilestoneReached():
            return t("Milestone reached")
    if entry.kind == "gathering":
        return t("Gathering {number}", number=entry.number or 0)
    return t(KIND_NAMES["measurement"])


def _outcome(entry: TimelineEntry, rows: Rows, t: Translator, today: str) -> str:
    """Return the outcome of an entry in words: answer, state or next date."""
    record = entry.record
    match record:
        case Advice():
            outcome = [t(OUTCOMES[record.outcome])] if record.answer == "take_along" else []
            return ", ".join([t("from {giver}", giver=_giver(record, rows, t)), t(ANSWERS[record.answer]), *outcome])
        case Action():
            moved = [t("moved ×{n}", n=record.times_moved)] if record.times_moved else []
            due = due_words(record, t) if record.state == "open" else ""
            parts = (record.who, t(ACTION_STATES[record.state]), due, *moved, record.outcome)
            return ", ".join(filter(None, parts))
        case Measurement():
            return _measured(record, t)
        case Contact():
            return t("next {day}", day=t.day(record.next_on, today)) if record.next_on else ""
    return ""


def _measured(one: Measurement, t: Translator) -> str:
    """Return the value as it was written: a share as 14/48, a number, or less than one."""

    def said(value: float) -> str:
        return t.message(number(value))

    if one.numerator is not None and one.denominator is not None:
        return f"{said(one.numerator)}/{said(one.denominator)}"
    if one.below is not None:
        return f"<{said(one.below)}"
    return said(one.value) if one.value is not None else ""


def _giver(advice: Advice, rows: Rows, t: Translator) -> str:
    group = rows.get(Group, advice.giver_group_id)
    facilitator = rows.get(Facilitator, advice.giver_facilitator_id)
    if group is not None:
        return group.letter
    if facilitator is not None:
        return facilitator.name
    return t("an adviser") if advice.giver == "adviser" else t("giver not said")
