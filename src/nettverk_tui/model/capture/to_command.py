"""Turn a parsed line into the command that stores it."""

from collections.abc import Callable, Mapping
from typing import get_args

import msgspec

from nettverk_tui.model.capture.parsed_line import DEFAULT_LAYER, DESCRIBED, CaptureKind, ParsedLine
from nettverk_tui.model.commands import (
    AddAction,
    AddAdvice,
    AddContact,
    AddEvent,
    AddGroupMeeting,
    AddMeasurement,
    AddNote,
    AddStatement,
    Command,
    EditAction,
    EditText,
    KeepRecheck,
    Place,
    ReachMilestone,
)
from nettverk_tui.model.core.entry_kinds import EntryKindName, EntryTable, EventKind, NoteKind
from nettverk_tui.model.core.messages import N_, Message, Refusal
from nettverk_tui.model.core.records import TABLES, Action, Said
from nettverk_tui.model.core.values import DueKind, Giver, Layer

WHICH_GROUP = Message(N_("Which group? Add @ or = and its letter, such as =B."))
_NOTHING = Refusal(Message(N_("There is nothing to store: the line is empty.")))

_NOTES: Mapping[CaptureKind, NoteKind] = {kind: kind for kind in get_args(NoteKind)}
_EVENTS: Mapping[CaptureKind, EventKind] = {kind: kind for kind in get_args(EventKind)}


class Speaker(msgspec.Struct, frozen=True):
    """The giver of advice if the line names none: chosen by a key in the advice step."""

    giver: Giver = "unknown"
    group_id: str | None = None
    facilitator_id: str | None = None


def giver_in(understood: ParsedLine) -> Speaker | None:
    """Who gives the advice where the line says so."""
    if understood.giver is None:
        return None
    return Speaker(understood.giver, understood.giver_group_id, understood.giver_facilitator_id)


class NewEntry(msgspec.Struct, frozen=True, kw_only=True):
    """The input of a command for a new entry. `wording_of` returns the wording version of a factor."""

    parsed: ParsedLine
    id: str
    where: Place
    speaker: Speaker
    new_id: Callable[[], str]
    advice_id: str | None
    wording_of: Callable[[str], int]

    @property
    def text(self) -> str:
        """The text to store."""
        return self.parsed.text

    @property
    def group_id(self) -> str:
        """The group it is about; only for kinds that need one."""
        return self.parsed.group_id or ""

    @property
    def layer(self) -> Layer:
        """The layer: who may read it."""
        return self.parsed.layer or DEFAULT_LAYER.get(self.parsed.kind) or "network"


def command_for(
    parsed: ParsedLine,
    *,
    id: str,
    where: Place,
    speaker: Speaker,
    new_id: Callable[[], str],
    advice_id: str | None = None,
    wording_of: Callable[[str], int] = lambda _item: 1,
) -> Command | Refusal:
    """Return the command for a new entry, or a Refusal; `wording_of` returns the wording version of a factor.

    Continuations and corrections change an existing entry and are not handled here.
    """
    if parsed.obstacle is not None:
        return Refusal(parsed.obstacle)
    kind = DESCRIBED.get(parsed.kind)
    if kind is None:
        return _NOTHING
    if kind.needs_group and not kind.is_said and parsed.group_id is None:
        return Refusal(WHICH_GROUP)
    entry = NewEntry(
        parsed=parsed,
        id=id,
        where=msgspec.structs.replace(where, group_id=parsed.group_id, factor=parsed.factor),
        speaker=speaker,
        new_id=new_id,
        advice_id=advice_id,
        wording_of=wording_of,
    )
    return _COMMANDS[kind.table](entry) or _NOTHING


def command_as(kind: EntryKindName, said: Said, new_id: Callable[[], str]) -> Command | Refusal:
    """Return the command for a copy of an entry as another kind, in the same layer or for fewer readers."""
    layer: Layer = "facilitators" if DEFAULT_LAYER[kind] == "facilitators" else said.layer
    parsed = ParsedLine(kind=kind, text=said.text, layer=layer, group_id=said.group_id, factor=said.factor)
    where = Place(gathering_id=said.gathering_id, group_id=said.group_id, step=said.step, factor=said.factor)
    return command_for(parsed, id=new_id(), where=where, speaker=Speaker(), new_id=new_id)


def edit_for(parsed: ParsedLine, said: Said, seen: int) -> Command | Refusal:
    """Return the command that changes an entry to a parsed line, or a Refusal; its kind and group stay."""
    if parsed.obstacle is not None:
        return Refusal(parsed.obstacle)
    if parsed.kind in ("continuation", "correction"):
        # Its text is the text of another entry.
        return Refusal(Message(N_("There is no previous entry to continue.")))
    if isinstance(said, Action):
        due, due_on = _due(parsed)
        return EditAction(
            id=said.id,
            seen=seen,
            text=parsed.text,
            who=parsed.action_owner(),
            due=due,
            due_on=due_on,
            factor=parsed.factor,
            layer=parsed.layer,
        )
    return EditText(
        table=TABLES[type(said)],
        id=said.id,
        seen=seen,
        text=parsed.text,
        factor=parsed.factor,
        layer=parsed.layer,
        giver=parsed.giver,
        giver_group_id=parsed.giver_group_id,
        giver_facilitator_id=parsed.giver_facilitator_id,
    )


# --- one command a table; None if the line lacks something required


def _note(entry: NewEntry) -> Command | None:
    kind = _NOTES.get(entry.parsed.kind)
    return AddNote(id=entry.id, where=entry.where, kind=kind, text=entry.text, layer=entry.layer) if kind else None


def _statement(entry: NewEntry) -> Command:
    return AddStatement(id=entry.id, where=entry.where, text=entry.text, layer=entry.layer)


def _advice(entry: NewEntry) -> Command:
    speaker = giver_in(entry.parsed) or entry.speaker
    return AddAdvice(
        id=entry.id,
        where=entry.where,
        text=entry.text,
        layer=entry.layer,
        giver=speaker.giver,
        giver_group_id=speaker.group_id,
        giver_facilitator_id=speaker.facilitator_id,
    )


def _action(entry: NewEntry) -> Command:
    due, due_on = _due(entry.parsed)
    return AddAction(
        id=entry.id,
        where=entry.where,
        text=entry.text,
        layer=entry.layer,
        who=entry.parsed.action_owner(),
        due=due,
        due_on=due_on,
        advice_id=entry.advice_id,
    )


def _due(parsed: ParsedLine) -> tuple[DueKind | None, str | None]:
    due = parsed.due
    if due is None:
        return None, None
    return due.kind, due.on if due.kind == "date" else None


def _meeting(entry: NewEntry) -> Command | None:
    held = entry.parsed.held
    if held is None:
        return None
    return AddGroupMeeting(
        id=entry.id,
        group_id=entry.group_id,
        on=held.on,
        kind="staff" if entry.parsed.kind == "staff_meeting" else "group",
        minutes=held.minutes,
        outside_hours=held.outside_hours,
        text=entry.text,
        layer=entry.layer,
    )


def _contact(entry: NewEntry) -> Command | None:
    held = entry.parsed.held
    if held is None:
        return None
    return AddContact(
        id=entry.id,
        group_id=entry.group_id,
        on=held.on,
        channel=held.channel or "phone",
        minutes=held.minutes,
        topic=entry.text,
        agreed=held.agreed,
        next_on=held.next_on,
        facilitator_id=next((who.id for who in entry.parsed.who if who.kind == "facilitator"), None),
        layer=entry.layer,
    )


def _measurement(entry: NewEntry) -> Command | None:
    measured = entry.parsed.measured
    if measured is None:
        return None
    return AddMeasurement(
        id=entry.id,
        group_id=entry.group_id,
        indicator_id=measured.indicator_id or entry.new_id(),
        indicator_name=measured.indicator_name,
        on=measured.on,
        phase=measured.phase,
        value=measured.value,
        numerator=measured.numerator,
        denominator=measured.denominator,
        below=measured.below,
        percent=measured.percent,
        text=entry.text,
    )


def _milestone(entry: NewEntry) -> Command | None:
    held, milestone_id = entry.parsed.held, entry.parsed.milestone_id
    if held is None or milestone_id is None:
        return None
    return ReachMilestone(id=entry.id, milestone_id=milestone_id, group_id=entry.group_id, on=held.on)


def _recheck(entry: NewEntry) -> Command | None:
    held, factor = entry.parsed.held, entry.parsed.factor
    if held is None or factor is None:
        return None
    return KeepRecheck(
        id=entry.id,
        group_id=entry.group_id,
        item=factor,
        on=held.on,
        level=entry.parsed.level or 0,
        # A rating for facilitators only is the adviser's, not the group's.
        rater="adviser" if entry.layer == "facilitators" else "group",
        reason=entry.text,
        wording_version=entry.wording_of(factor),
        layer=entry.layer,
    )


def _event(entry: NewEntry) -> Command | None:
    held, leader, kind = entry.parsed.held, entry.parsed.leader, _EVENTS.get(entry.parsed.kind)
    if held is None or kind is None:
        return None
    # The text of *stalled* is its cause; that of other events is their text.
    stalled = kind == "stalled"
    return AddEvent(
        id=entry.id,
        group_id=entry.group_id,
        kind=kind,
        on=held.on,
        text="" if stalled else entry.text,
        cause=entry.text if stalled else "",
        layer=entry.layer,
        leader_id=(leader.member_id or entry.new_id()) if leader is not None else None,
        leader=leader.name if leader is not None else "",
    )


_COMMANDS: Mapping[EntryTable, Callable[[NewEntry], Command | None]] = {
    "note": _note,
    "ripple_effect": _statement,
    "advice": _advice,
    "action": _action,
    "group_meeting": _meeting,
    "contact": _contact,
    "measurement": _measurement,
    "milestone_reached": _milestone,
    "recheck": _recheck,
    "event": _event,
}
