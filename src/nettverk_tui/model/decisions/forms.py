"""Deciding attendance, the status presentation and the factors: forms that are stored field by field."""

from nettverk_tui.model.commands import (
    GiveReason,
    MarkAttendance,
    MarkLeft,
    MarkSeveral,
    Rate,
    SetStatusText,
    ShareRatings,
)
from nettverk_tui.model.core.messages import N_, Message, Refusal
from nettverk_tui.model.core.records import Attendance, Group, Member, Rating, StatusText
from nettverk_tui.model.core.rows import Rows
from nettverk_tui.model.core.text import clean, is_blank
from nettverk_tui.model.core.values import Layer, Rater, StatusField
from nettverk_tui.model.decisions.change import CHANGED, GONE, Change, Deciders, Decision, change, fill_in, row_as_seen
from nettverk_tui.model.decisions.entries import unfit

#: The default layer of a status field (obstacles stay in the group).
STATUS_LAYER: dict[StatusField, Layer] = {
    "done": "network",
    "result": "network",
    "obstacles": "group",
    "question": "network",
}
#: The layer of a rating: the group's own stays in the group until it agrees to share, an adviser's with the advisers.
RATING_LAYER: dict[Rater, Layer] = {"group": "group", "adviser": "facilitators"}


def _attendance(command: MarkAttendance, rows: Rows, now: int) -> Decision | Refusal:
    if (command.member_id is None) == (command.facilitator_id is None):
        raise ValueError("attendance is of one member or of one facilitator")
    who = {"facilitator_id": command.facilitator_id} if command.member_id is None else {"member_id": command.member_id}
    stored = rows.find(Attendance, gathering_id=command.gathering_id, **who)
    if command.presence is None:
        return Decision(tuple(part for row in stored for part in change(row, deleted=True).changes))
    if stored:
        return change(stored[0], presence=command.presence, arrived_at=command.at, left_at=None)
    member = rows.get(Member, command.member_id)
    return fill_in(
        Attendance(
            id=command.attendance_id,
            gathering_id=command.gathering_id,
            group_id=member.group_id if member else None,
            member_id=command.member_id,
            facilitator_id=command.facilitator_id,
            presence=command.presence,
            arrived_at=command.at,
        ),
        rows,
    )


def _several(command: MarkSeveral, rows: Rows, now: int) -> Decision | Refusal:
    if len({(mark.member_id, mark.facilitator_id) for mark in command.marks}) < len(command.marks):
        raise ValueError("one mark for each person")
    changes: tuple[Change, ...] = ()
    for mark in command.marks:
        outcome = _attendance(mark, rows, now)
        if isinstance(outcome, Refusal):
            return outcome
        changes += outcome.changes
    return Decision(changes)


def _left(command: MarkLeft, rows: Rows, now: int) -> Decision | Refusal:
    row = rows.get(Attendance, command.attendance_id)
    if row is None or row.deleted:
        return GONE
    return change(row, left_at=command.at)


def _share(command: ShareRatings, rows: Rows, now: int) -> Decision | Refusal:
    row = row_as_seen(rows, Group, command.group_id, command.seen)
    return row if isinstance(row, Refusal) else change(row, shares_ratings=command.shares)


def _status(command: SetStatusText, rows: Rows, now: int) -> Decision | Refusal:
    stored = rows.find(StatusText, gathering_id=command.gathering_id, group_id=command.group_id, field=command.field)
    layer = command.layer
    if not stored:
        if is_blank(command.text):
            return Decision()
        if command.seen:
            return GONE
        row = StatusText(
            id=command.id,
            gathering_id=command.gathering_id,
            group_id=command.group_id,
            field=command.field,
            text=command.text,
            layer=layer or STATUS_LAYER[command.field],
        )
        return unfit(command.text) or fill_in(row, rows)
    row = stored[0]
    if row.version != command.seen:
        return Decision() if row.text == clean(command.text) else CHANGED
    if is_blank(command.text):
        return change(row, deleted=True)
    return unfit(command.text) or change(row, text=command.text, layer=layer or row.layer)


def _rate(command: Rate, rows: Rows, now: int) -> Decision | Refusal:
    if command.answer == "level" and command.level not in (1, 2, 3, 4):
        return Refusal(Message(N_("A level is 1, 2, 3 or 4; 0 is not rated, x not relevant.")))
    level = command.level if command.answer == "level" else None
    stored = rows.find(
        Rating,
        gathering_id=command.gathering_id,
        group_id=command.group_id,
        item=command.item,
        rater=command.rater,
    )
    if command.answer is None:
        return Decision(tuple(part for row in stored for part in change(row, deleted=True).changes))
    if stored:
        return change(stored[0], answer=command.answer, level=level, wording_version=command.wording_version)
    return fill_in(
        Rating(
            id=command.id,
            gathering_id=command.gathering_id,
            group_id=command.group_id,
            item=command.item,
            rater=command.rater,
            answer=command.answer,
            level=level,
            wording_version=command.wording_version,
            layer=RATING_LAYER[command.rater],
        ),
        rows,
    )


def _reason(command: GiveReason, rows: Rows, now: int) -> Decision | Refusal:
    row = row_as_seen(rows, Rating, command.id, command.seen)
    return row if isinstance(row, Refusal) else change(row, reason=command.reason)


DECIDERS: Deciders = {
    MarkAttendance: _attendance,
    MarkSeveral: _several,
    MarkLeft: _left,
    ShareRatings: _share,
    SetStatusText: _status,
    Rate: _rate,
    GiveReason: _reason,
}
