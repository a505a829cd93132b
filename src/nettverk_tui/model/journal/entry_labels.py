"""The sentence of a journal entry, made from its kind and rows when it is shown, never stored."""

from collections.abc import Callable

from nettverk_tui.model.core.messages import N_, Message
from nettverk_tui.model.core.records import (
    RECORD_OF,
    Attendance,
    ClockEvent,
    Facilitator,
    Group,
    Indicator,
    Measurement,
    Member,
    ProgrammeItem,
    ProgrammeStep,
    Rating,
    Record,
    Said,
    Settlement,
    StatusText,
)
from nettverk_tui.model.core.rows import Rows
from nettverk_tui.model.core.text import one_line
from nettverk_tui.model.journal.side_changes import side_changes
from nettverk_tui.model.journal.undo import JournalEntry

LONGEST = 40

_SAID: dict[str, str] = {
    "AddNote": N_("entry “{text}”{where}"),
    "AddStatement": N_("statement “{text}”{where}"),
    "AddAdvice": N_("advice “{text}”{where}"),
    "AddAction": N_("action “{text}”{where}"),
    "EditText": N_("new words: “{text}”{where}"),
    "EditAction": N_("changed action “{text}”{where}"),
    "Refile": N_("“{text}” filed elsewhere{where}"),
    "ConvertSaid": N_("“{text}” made into another kind{where}"),
    "DeleteSaid": N_("“{text}” deleted{where}"),
    "AnswerAdvice": N_("answer to “{text}”{where}"),
    "SetOutcome": N_("outcome of “{text}”{where}"),
    "GiveAdviceAgain": N_("giver of “{text}”{where}"),
    "SettleAction": N_("action settled: “{text}”{where}"),
    "MoveAction": N_("new date for “{text}”{where}"),
    "SettleParked": N_("parked question settled: “{text}”{where}"),
}
_PLAIN: dict[str, str] = {
    "TakeBack": N_("digits that were meant as text"),
    "StartClock": N_("start of the day"),
    "PauseClock": N_("pause"),
    "ResumeClock": N_("end of the pause"),
    "CloseGathering": N_("closing of the gathering"),
    "ReopenGathering": N_("reopening of the gathering"),
    "PlanGathering": N_("the usual programme"),
    "AdaptProgramme": N_("new minutes for what is to come"),
    "DescribeNetwork": N_("purpose and plan of the network"),
    "AnswerReadiness": N_("an answer on the go / no-go list"),
    "ImportGroups": N_("the import of groups and members"),
    "ArrangeNetwork": N_("the plan of the network"),
    "SetStart": N_("when the gathering begins"),
    "SetNextGathering": N_("date of the next gathering"),
    "BackdateStep": N_("when the step began"),
    "FollowClock": N_("the times after the computer’s clock was set"),
    "ForgetGap": N_("time taken out of the step"),
}


def label(entry: JournalEntry, rows: Rows) -> Message:
    """Return the sentence of an entry, with its side changes, in words that fit after *Undo:*."""
    what, more = _label(entry, rows), side_changes(entry, rows, _named(entry, rows))
    return what if more is None else Message(N_("{what}, with {more}"), {"what": what, "more": more})


def _named(entry: JournalEntry, rows: Rows) -> Record | None:
    """Return the row that the sentence of `_label` names, or None."""
    if entry.kind in _PLAIN or entry.kind == "MarkSeveral" or not entry.changes:
        return None
    changed = [rows.get(RECORD_OF[row_change.table], row_change.id) for row_change in entry.changes]
    row = changed[0]
    if entry.kind == "DescribeGroup" and not isinstance(row, Group):
        return rows.get(Group, getattr(row, "group_id", None))
    if entry.kind == "AddMeasurement":
        # The indicator that was made with it is reported as a side change.
        return next((row for row in changed if isinstance(row, Measurement)), row)
    return rows.get(ProgrammeItem, row.item_id) if isinstance(row, ProgrammeStep) else row


def _label(entry: JournalEntry, rows: Rows) -> Message:
    if entry.kind in _PLAIN:
        return Message(_PLAIN[entry.kind])
    if not entry.changes:
        return Message(N_("a change"))
    row = rows.get(RECORD_OF[entry.changes[0].table], entry.changes[0].id)
    if entry.kind in _SAID and isinstance(row, Said):
        # The sentence may be shown on a projector: words for the facilitators are not repeated in it.
        private = row.layer == "facilitators"
        text = Message(N_("for the facilitators")) if private else one_line(row.text, LONGEST)
        return Message(_SAID[entry.kind], {"text": text, "where": _where(row.group_id, rows)})
    describe = _OTHERS.get(entry.kind)
    return describe(row, rows) if describe is not None and row is not None else Message(N_("a change"))


def _where(group_id: str | None, rows: Rows) -> Message | str:
    group = rows.get(Group, group_id)
    return Message(N_(" in group {letter}"), {"letter": group.letter}) if group is not None else ""


def _moved(row: Record, rows: Rows) -> Message:
    step = rows.get(ProgrammeStep, row.step_id) if isinstance(row, ClockEvent) else None
    return Message(N_("on to the next step: {step}"), {"step": STEP_NAMES.get(step.kind, Message("")) if step else ""})


def _programme(row: Record, rows: Rows) -> Message:
    item = rows.get(ProgrammeItem, row.item_id) if isinstance(row, ProgrammeStep) else row
    if not isinstance(item, ProgrammeItem):
        return Message(N_("the programme"))
    group = rows.get(Group, item.group_id)
    name = one_line(group.letter if group is not None else item.title, LONGEST)
    return Message(N_("the programme: {item}"), {"item": name}) if name else Message(N_("the programme"))


def _candidate(row: Record, _rows: Rows) -> Message:
    return Message(N_("recruitment of {unit}"), {"unit": one_line(getattr(row, "unit", ""), LONGEST)})


def _described(row: Record, rows: Rows) -> Message:
    group_id = row.id if isinstance(row, Group) else getattr(row, "group_id", None)
    return Message(N_("the page{where}"), {"where": _where(group_id, rows)})


def _settled(row: Record, rows: Rows) -> Message:
    item = rows.get(ProgrammeItem, row.item_id) if isinstance(row, Settlement) else None
    return Message(N_("how the overrun was settled{where}"), {"where": _where(item.group_id if item else None, rows)})


def _adjusted(row: Record, _rows: Rows) -> Message:
    minutes = row.amount_ms // 60_000 if isinstance(row, ClockEvent) else 0
    if minutes > 0:
        return Message(N_("one minute more"))
    return Message(N_("one minute less"))


def _attended(row: Record, rows: Rows) -> Message:
    if not isinstance(row, Attendance):
        return Message(N_("a change"))
    member, adviser = rows.get(Member, row.member_id), rows.get(Facilitator, row.facilitator_id)
    name = row.guest
    if member is not None:
        # A member may have no name.
        name = member.name or member.profession
    elif adviser is not None:
        name = adviser.name
    return Message(N_("attendance of {name}"), {"name": name})


def _rated(row: Record, rows: Rows) -> Message:
    if not isinstance(row, Rating):
        return Message(N_("a change"))
    return Message(N_("rating of {item}{where}"), {"item": row.item, "where": _where(row.group_id, rows)})


def _status(row: Record, rows: Rows) -> Message:
    if not isinstance(row, StatusText):
        return Message(N_("a change"))
    return Message(
        N_("status “{text}”{where}"), {"text": one_line(row.text, LONGEST), "where": _where(row.group_id, rows)}
    )


def _measured(row: Record, rows: Rows) -> Message:
    indicator = rows.get(Indicator, row.indicator_id) if isinstance(row, Measurement) else row
    name = indicator.name if isinstance(indicator, Indicator) else ""
    return Message(N_("measurement of {name}"), {"name": one_line(name, LONGEST)})


def _indicator(row: Record, rows: Rows) -> Message:
    indicator = rows.get(Indicator, row.indicator_id) if isinstance(row, Measurement) else row
    name = indicator.name if isinstance(indicator, Indicator) else ""
    return Message(N_("indicator {name}"), {"name": one_line(name, LONGEST)})


def _shared(row: Record, rows: Rows) -> Message:
    return Message(N_("who may see the ratings{where}"), {"where": _where(row.id, rows)})


def _of_group(text: str) -> Callable[[Record, Rows], Message]:
    def describe(row: Record, rows: Rows) -> Message:
        return Message(text, {"where": _where(getattr(row, "group_id", None), rows)})

    return describe


_OTHERS: dict[str, Callable[[Record, Rows], Message]] = {
    "MoveClock": _moved,
    "AdjustStep": _adjusted,
    "KeepCandidate": _candidate,
    "DescribeGroup": _described,
    "EditProgramme": _programme,
    "SettleOverrun": _settled,
    "MarkAttendance": _attended,
    "MarkLeft": _attended,
    "MarkSeveral": _of_group(N_("attendance{where}")),
    "Rate": _rated,
    "GiveReason": _rated,
    "SetStatusText": _status,
    "AddMeasurement": _measured,
    "RecordMeasurements": _measured,
    "DescribeIndicator": _indicator,
    "ImportMeasurements": lambda row, rows: Message(N_("the import of measurements")),  # noqa: ARG005
    "RemoveIndicator": _indicator,
    "ShareRatings": _shared,
    "AddContact": _of_group(N_("guidance contact{where}")),
    "AddGroupMeeting": _of_group(N_("meeting{where}")),
    "PutAside": _of_group(N_("answer to a line of Today{where}")),
    "AddEvent": _of_group(N_("event{where}")),
    "Reword": _of_group(N_("what it said before{where}")),
    "RemoveHappening": _of_group(N_("taken away{where}")),
    "KeepRecheck": _of_group(N_("factor asked again{where}")),
    "ReachMilestone": _of_group(N_("milestone reached{where}")),
}

STEP_NAMES: dict[str, Message] = {
    "card": Message(N_("opening card")),
    "status": Message(N_("status")),
    "factors": Message(N_("factors")),
    "questions": Message(N_("questions")),
    "silence": Message(N_("silent thinking")),
    "peers": Message(N_("advice")),
    "advisers": Message(N_("advisers")),
    "take_along": Message(N_("what we take along")),
    "changeover": Message(N_("changeover")),
    "result": Message(N_("result")),
    "prerequisites": Message(N_("prerequisites")),
    "ripples": Message(N_("ripple effects")),
    "discussion": Message(N_("questions and advice")),
    "continuation": Message(N_("continuation")),
    "plenary": Message(N_("plenary")),
}
