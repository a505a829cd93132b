"""The searchable text of each row, with its date, group and layer."""

from collections.abc import Callable, Mapping
from typing import Any, Literal

import msgspec

from nettverk_tui.model.capture import KIND_NAMES as CAPTURE_NAMES
from nettverk_tui.model.core.entry_kinds import ENTRY_KINDS, EntryKindName
from nettverk_tui.model.core.messages import N_
from nettverk_tui.model.core.moments import day_of
from nettverk_tui.model.core.records import (
    Action,
    Advice,
    Candidate,
    Contact,
    Continuation,
    Dismissal,
    Event,
    FlowChart,
    FollowUpRating,
    GroupMeeting,
    Measurement,
    Milestone,
    Note,
    Project,
    Rating,
    Record,
    Statement,
    StatusText,
)
from nettverk_tui.model.core.values import Layer

Kind = EntryKindName | Literal["status", "reason", "answer", "project", "continuation", "recruitment"]


KIND_NAMES: Mapping[str, str] = {
    **{str(kind): name for kind, name in CAPTURE_NAMES.items()},
    "status": N_("Status"),
    "reason": N_("Reason for a level"),
    "answer": N_("Answered"),
    "project": N_("Project"),
    "continuation": N_("How it goes on"),
    "milestone": N_("Milestone"),
    "recruitment": N_("Recruitment"),
}


class SearchableText(msgspec.Struct, frozen=True, kw_only=True):
    """The searchable text of one row.

    `on` is an ISO date, or empty if the row has none; a row of a gathering has that one's first day instead. `parent`
    is the table and id of the row through which group and network are found, if the row itself has neither.
    """

    kind: Kind
    text: str
    on: str = ""
    network_id: str | None = None
    group_id: str | None = None
    gathering_id: str | None = None
    parent: tuple[str, str] | None = None
    factor: str | None = None
    layer: Layer | None = None
    person_id: str | None = None
    #: Words it is also found by: those of its kind, for an event without a text.
    also: str = ""


def words_of(record: Record) -> SearchableText | None:
    """Return the searchable text of a row; None if it has none or is deleted."""
    make = FINDABLE.get(type(record))
    if make is None or record.deleted:
        return None
    words = make(record)
    return words if words.text.strip() or words.also else None


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _note(row: Note) -> SearchableText:
    return SearchableText(kind=row.kind, text=_joined(row.text, row.answer), **_said(row))


def _statement(row: Statement) -> SearchableText:
    return SearchableText(kind="statement", text=row.text, **_said(row))


def _advice(row: Advice) -> SearchableText:
    said = {**_said(row), "person_id": row.giver_facilitator_id}
    return SearchableText(kind="advice", text=_joined(row.text, row.answer_reason), **said)


def _action(row: Action) -> SearchableText:
    said = {**_said(row), "person_id": row.who_member_id or row.who_facilitator_id}
    return SearchableText(kind="action", text=_joined(row.text, row.who, row.outcome), **said)


def _said(row: Note | Statement | Advice | Action) -> dict[str, Any]:
    return {
        "on": day_of(row.at),
        "group_id": row.group_id,
        "gathering_id": row.gathering_id,
        "factor": row.factor,
        "layer": row.layer,
    }


def _status(row: StatusText) -> SearchableText:
    return SearchableText(
        kind="status", text=row.text, group_id=row.group_id, gathering_id=row.gathering_id, layer=row.layer
    )


def _rating(row: Rating) -> SearchableText:
    return SearchableText(
        kind="reason",
        text=row.reason,
        group_id=row.group_id,
        gathering_id=row.gathering_id,
        factor=row.item,
        layer=row.layer,
    )


def _contact(row: Contact) -> SearchableText:
    text = _joined(row.topic, row.agreed)
    return SearchableText(
        kind="contact", text=text, on=row.on, group_id=row.group_id, layer=row.layer, person_id=row.facilitator_id
    )


def _meeting(row: GroupMeeting) -> SearchableText:
    kind: Kind = "staff_meeting" if row.kind == "staff" else "meeting"
    return SearchableText(kind=kind, text=_joined(row.text, row.who), on=row.on, group_id=row.group_id, layer=row.layer)


def _event(row: Event) -> SearchableText:
    return SearchableText(
        kind=row.kind,
        text=_joined(row.text, row.cause),
        on=row.on,
        group_id=row.group_id,
        layer=row.layer,
        also=" ".join(ENTRY_KINDS[row.kind].words),
    )


def _recheck(row: FollowUpRating) -> SearchableText:
    return SearchableText(
        kind="recheck", text=row.reason, on=row.on, group_id=row.group_id, factor=row.item, layer=row.layer
    )


def _answer(row: Dismissal) -> SearchableText:
    return SearchableText(
        kind="answer",
        text=row.text,
        on=row.on,
        network_id=row.network_id,
        group_id=row.group_id,
        layer=row.layer,
    )


def _measurement(row: Measurement) -> SearchableText:
    return SearchableText(kind="measurement", text=row.text, on=row.on or "", parent=("indicator", row.indicator_id))


def _project(row: Project) -> SearchableText:
    text = _joined(row.area, row.aim, row.measures, row.result, row.remark)
    return SearchableText(kind="project", text=text, group_id=row.group_id)


def _flow_chart(row: FlowChart) -> SearchableText:
    return SearchableText(
        kind="project", text=row.content, on=row.discussed_on or "", parent=("project", row.project_id)
    )


def _continuation(row: Continuation) -> SearchableText:
    return SearchableText(kind="continuation", text=row.text, on=row.on or "", group_id=row.group_id)


def _milestone(row: Milestone) -> SearchableText:
    return SearchableText(kind="milestone", text=row.text, on=row.planned_on or "", network_id=row.network_id)


def _candidate(row: Candidate) -> SearchableText:
    # The reason why an office was not chosen is for facilitators only.
    text = _joined(row.unit, row.reason) if row.reason else ""
    return SearchableText(kind="recruitment", text=text, network_id=row.network_id, layer="facilitators")


#: The function that makes the searchable text, by type of record.
FINDABLE: Mapping[type[Record], Callable[[Any], SearchableText]] = {
    Note: _note,
    Statement: _statement,
    Advice: _advice,
    Action: _action,
    StatusText: _status,
    Rating: _rating,
    Contact: _contact,
    GroupMeeting: _meeting,
    Event: _event,
    FollowUpRating: _recheck,
    Dismissal: _answer,
    Measurement: _measurement,
    Project: _project,
    FlowChart: _flow_chart,
    Continuation: _continuation,
    Milestone: _milestone,
    Candidate: _candidate,
}
