"""From what the capture line understood to the command that stores it; nothing is understood here."""

from collections.abc import Callable, Mapping
from typing import get_args

import msgspec

from nettverk_tui.model.capture.understood import CaptureKind, Understood
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
from nettverk_tui.model.messages import N_, Message, Refusal
from nettverk_tui.model.records import TABLES, Action, EventKind, Giver, Said

WHICH_GROUP = Message(N_("Which group? Add @ or = and its letter, such as =B."))

EVENT_OF: Mapping[CaptureKind, EventKind] = {kind: kind for kind in get_args(EventKind)}


class Speaker(msgspec.Struct, frozen=True):
    """Who gives advice when the line does not say: chosen by a key in the advice step."""

    giver: Giver = "unknown"
    group_id: str | None = None
    facilitator_id: str | None = None


def command_for(
    understood: Understood,
    *,
    id: str,
    where: Place,
    speaker: Speaker,
    new_id: Callable[[], str],
    advice_id: str | None = None,
    wording_of: Callable[[str], int] = lambda _item: 1,
) -> Command | Refusal:
    """The command for a new entry; `wording_of` gives the version of a factor's wording.

    Continuations and corrections change an entry that is there: they are not made here.
    """
    if understood.obstacle is not None:
        return Refusal(understood.obstacle)
    where = msgspec.structs.replace(where, group_id=understood.group_id, factor=understood.factor)
    text, layer = understood.text, understood.layer or "network"
    match understood.kind:
        case "note" | "decision" | "parked" | "example":
            return AddNote(id=id, where=where, kind=understood.kind, text=text, layer=layer)
        case "statement":
            return AddStatement(id=id, where=where, text=text, layer=layer)
        case "advice":
            said = understood.giver is not None
            return AddAdvice(
                id=id,
                where=where,
                text=text,
                layer=layer,
                giver=understood.giver or speaker.giver,
                giver_group_id=understood.giver_group_id if said else speaker.group_id,
                giver_facilitator_id=understood.giver_facilitator_id if said else speaker.facilitator_id,
            )
        case "action":
            due = understood.due
            return AddAction(
                id=id,
                where=where,
                text=text,
                layer=layer,
                who=understood.doer(),
                due=due.kind if due is not None else None,
                due_on=due.on if due is not None and due.kind == "date" else None,
                advice_id=advice_id,
            )
    return _between(understood, id, new_id, wording_of)


def edit_for(understood: Understood, said: Said, seen: int) -> Command | Refusal:
    """The command that makes an entry say what a line now says; its kind and its group stay."""
    if understood.obstacle is not None:
        return Refusal(understood.obstacle)
    if understood.kind in ("continuation", "correction"):
        # Its text would be that of another entry.
        return Refusal(Message(N_("There is no previous entry to continue.")))
    if isinstance(said, Action):
        due = understood.due
        return EditAction(
            id=said.id,
            seen=seen,
            text=understood.text,
            who=understood.doer(),
            due=due.kind if due is not None else None,
            due_on=due.on if due is not None and due.kind == "date" else None,
            factor=understood.factor,
            layer=understood.layer,
        )
    return EditText(
        table=TABLES[type(said)],
        id=said.id,
        seen=seen,
        text=understood.text,
        factor=understood.factor,
        layer=understood.layer,
        giver=understood.giver,
        giver_group_id=understood.giver_group_id,
        giver_facilitator_id=understood.giver_facilitator_id,
    )


def _between(
    understood: Understood, id: str, new_id: Callable[[], str], wording_of: Callable[[str], int]
) -> Command | Refusal:
    group_id, held, measured = understood.group_id, understood.held, understood.measured
    if group_id is None:
        return Refusal(WHICH_GROUP)
    if understood.kind in ("meeting", "staff_meeting") and held is not None:
        return AddGroupMeeting(
            id=id,
            group_id=group_id,
            on=held.on,
            kind="staff" if understood.kind == "staff_meeting" else "group",
            minutes=held.minutes,
            outside_hours=held.outside_hours,
            text=understood.text,
            layer=understood.layer or "group",
        )
    if understood.kind == "contact" and held is not None:
        return AddContact(
            id=id,
            group_id=group_id,
            on=held.on,
            channel=held.channel or "phone",
            minutes=held.minutes,
            topic=understood.text,
            agreed=held.agreed,
            next_on=held.next_on,
            facilitator_id=next((who.id for who in understood.who if who.kind == "facilitator"), None),
            layer=understood.layer or "facilitators",
        )
    if understood.kind == "measurement" and measured is not None:
        return AddMeasurement(
            id=id,
            group_id=group_id,
            indicator_id=measured.indicator_id or new_id(),
            indicator_name=measured.indicator_name,
            on=measured.on,
            phase=measured.phase,
            value=measured.value,
            numerator=measured.numerator,
            denominator=measured.denominator,
            below=measured.below,
            percent=measured.percent,
            text=understood.text,
        )
    if understood.kind == "milestone" and held is not None and understood.milestone_id is not None:
        return ReachMilestone(id=id, milestone_id=understood.milestone_id, group_id=group_id, on=held.on)
    if understood.kind == "recheck" and held is not None and understood.factor is not None:
        return KeepRecheck(
            id=id,
            group_id=group_id,
            item=understood.factor,
            on=held.on,
            level=understood.level or 0,
            # What only the facilitators may read is their own answer, not the group's.
            rater="adviser" if understood.layer == "facilitators" else "group",
            reason=understood.text,
            wording_version=wording_of(understood.factor),
            layer=understood.layer or "group",
        )
    if held is not None and (event := EVENT_OF.get(understood.kind)) is not None:
        # What stopped a group is a cause; what else is said of an event are its words.
        stalled, leader = event == "stalled", understood.leader
        return AddEvent(
            id=id,
            group_id=group_id,
            kind=event,
            on=held.on,
            text="" if stalled else understood.text,
            cause=understood.text if stalled else "",
            layer=understood.layer,
            leader_id=(leader.member_id or new_id()) if leader is not None else None,
            leader=leader.name if leader is not None else "",
        )
    return Refusal(Message(N_("There is nothing to store: the line is empty.")))
