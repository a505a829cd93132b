"""Deciding commands for entries said in the room: add, refile, convert, answer and settle them."""

from collections.abc import Collection
from typing import Any, get_args, get_type_hints

import msgspec

from nettverk_tui.model.commands import (
    ActionOwner,
    AddAction,
    AddAdvice,
    AddNote,
    AddStatement,
    AnswerAdvice,
    Command,
    ConvertSaid,
    DeleteSaid,
    EditAction,
    EditText,
    GiveAdviceAgain,
    MoveAction,
    Place,
    Refile,
    Reword,
    SetOutcome,
    SettleAction,
    SettleParked,
)
from nettverk_tui.model.core.messages import N_, Message, Refusal
from nettverk_tui.model.core.moments import day_of
from nettverk_tui.model.core.records import RECORD_OF, Action, Advice, Gathering, Note, Record, Said, Statement
from nettverk_tui.model.core.rows import Rows
from nettverk_tui.model.core.text import is_blank
from nettverk_tui.model.core.values import Giver, Layer
from nettverk_tui.model.decisions.change import GONE, Change, Deciders, Decision, add, change, row_as_seen

LONGEST_TEXT = 20_000
_OWN_ADVICE = Refusal(Message(N_("A group does not advise itself.")))
_EMPTY = Refusal(Message(N_("There is nothing to store: the line is empty.")))
_TOO_LONG = Refusal(
    Message(N_("The text has more than {most} characters. Divide it; nothing has been cut."), {"most": LONGEST_TEXT})
)


def unfit(text: str) -> Refusal | None:
    """Return a Refusal if a text cannot be stored as an entry."""
    if is_blank(text):
        return _EMPTY
    return _TOO_LONG if len(text) > LONGEST_TEXT else None


def _place_fields(place: Place) -> dict[str, Any]:
    return {
        "gathering_id": place.gathering_id,
        "group_id": place.group_id,
        "step": place.step,
        "factor": place.factor,
    }


def _owner_fields(who: ActionOwner) -> dict[str, Any]:
    return {
        "who": who.word,
        "who_member_id": who.member_id,
        "who_facilitator_id": who.facilitator_id,
        "who_group_id": who.group_id,
        "who_role": who.role,
        "who_unknown": who.unknown,
    }


def _shared_fields(command: AddNote | AddStatement | AddAdvice | AddAction, now: int) -> dict[str, Any]:
    return {
        "id": command.id,
        "at": now,
        "text": command.text,
        "layer": command.layer,
        **_place_fields(command.where),
    }


def _new_entry(command: Command, now: int) -> Said | Refusal:
    """Return the new row of a command that adds an entry."""
    match command:
        case AddNote():
            row: Said = Note(kind=command.kind, **_shared_fields(command, now))
        case AddStatement():
            row = Statement(theme=command.theme, **_shared_fields(command, now))
        case AddAdvice():
            if command.where.group_id is None:
                return Refusal(Message(N_("Advice needs a group to receive it.")))
            row = Advice(
                giver=command.giver,
                giver_group_id=command.giver_group_id,
                giver_facilitator_id=command.giver_facilitator_id,
                **_shared_fields(command, now),
            )
        case AddAction():
            between = command.due == "next_gathering" and command.where.gathering_id is None
            row = Action(
                due=command.due,
                # Entered between gatherings, it is due at the first one that begins after today.
                due_on=day_of(now) if between else command.due_on,
                advice_id=command.advice_id,
                **_owner_fields(command.who),
                **_shared_fields(command, now),
            )
        case _:
            raise TypeError(f"{type(command).__name__} adds no entry")
    return unfit(row.text) or _own_advice(row) or row


def _own_advice(row: Said) -> Refusal | None:
    """Return a Refusal for advice whose giver is also its receiver."""
    own = isinstance(row, Advice) and row.giver == "group" and row.giver_group_id == row.group_id
    return _OWN_ADVICE if own else None


def _add(command: Command, rows: Rows, now: int) -> Decision | Refusal:
    row = _new_entry(command, now)
    if isinstance(row, Refusal):
        return row
    return Decision() if rows.get(type(row), row.id) is not None else add(row)


def _entry_type(table: str) -> type[Said]:
    kind = RECORD_OF[table]
    if not issubclass(kind, Said):
        raise TypeError(f"{table} is no table of entries")
    return kind


def _edit(command: EditText, rows: Rows, now: int) -> Decision | Refusal:
    row = row_as_seen(rows, _entry_type(command.table), command.id, command.seen)
    if isinstance(row, Refusal):
        return row
    new = {"text": command.text, **_filing_fields(command, row)}
    refused = unfit(command.text)
    if isinstance(row, Advice) and command.giver is not None:
        new |= _giver_fields(command, command.giver)
        refused = refused or _own_advice(msgspec.structs.replace(row, **new))
    return refused or change(row, **new)


def _giver_fields(command: EditText | GiveAdviceAgain, giver: Giver) -> dict[str, Any]:
    return {
        "giver": giver,
        "giver_group_id": command.giver_group_id,
        "giver_facilitator_id": command.giver_facilitator_id,
    }


def _edit_action(command: EditAction, rows: Rows, now: int) -> Decision | Refusal:
    row = row_as_seen(rows, Action, command.id, command.seen)
    if isinstance(row, Refusal):
        return row
    # The line says *next gathering*, without the gathering it counts from.
    due_on = row.due_on if command.due == row.due == "next_gathering" else command.due_on
    new = {"text": command.text, "due": command.due, "due_on": due_on, **_owner_fields(command.who)}
    return unfit(command.text) or change(row, **new, **_filing_fields(command, row))


def _filing_fields(command: EditText | EditAction, row: Said) -> dict[str, Any]:
    return {"factor": command.factor or row.factor, "layer": command.layer or row.layer}


def _refile(command: Refile, rows: Rows, now: int) -> Decision | Refusal:
    row = row_as_seen(rows, _entry_type(command.table), command.id, command.seen)
    if isinstance(row, Refusal):
        return row
    if isinstance(row, Advice) and command.group_id is None:
        return Refusal(Message(N_("Advice needs a group to receive it.")))
    new = {"group_id": command.group_id, "factor": command.factor, "layer": command.layer}
    return _own_advice(msgspec.structs.replace(row, **new)) or change(row, **new)


def _convert(command: ConvertSaid, rows: Rows, now: int) -> Decision | Refusal:
    new = _new_entry(command.into, now)
    if isinstance(new, Refusal):
        return new
    if rows.get(type(new), new.id) is not None:
        return Decision()
    old = row_as_seen(rows, _entry_type(command.table), command.id, command.seen)
    if isinstance(old, Refusal):
        return old
    # A converted entry keeps its moment.
    added = change(new, at=old.at).changes
    after = added[0].after if added else new
    gone = change(old, deleted=True).changes
    return Decision((Change(None, after), *gone))


def _delete(command: DeleteSaid, rows: Rows, now: int) -> Decision | Refusal:
    row = row_as_seen(rows, _entry_type(command.table), command.id, command.seen)
    return row if isinstance(row, Refusal) else change(row, deleted=True)


def _answer(command: AnswerAdvice, rows: Rows, now: int) -> Decision | Refusal:
    row = row_as_seen(rows, Advice, command.id, command.seen)
    if isinstance(row, Refusal):
        return row
    return change(row, answer=command.answer, answer_reason=command.reason)


def _outcome(command: SetOutcome, rows: Rows, now: int) -> Decision | Refusal:
    row = row_as_seen(rows, Advice, command.id, command.seen)
    if isinstance(row, Refusal):
        return row
    if command.outcome is not None and row.answer in ("already_do", "not_now"):
        return Refusal(Message(N_("The group did not take this along: there is no outcome to tell of.")))
    where = command.gathering_id if command.outcome is not None else None
    return change(row, outcome=command.outcome, outcome_gathering_id=where)


def _giver(command: GiveAdviceAgain, rows: Rows, now: int) -> Decision | Refusal:
    row = row_as_seen(rows, Advice, command.id, command.seen)
    if isinstance(row, Refusal):
        return row
    new = _giver_fields(command, command.giver)
    return _own_advice(msgspec.structs.replace(row, **new)) or change(row, **new)


def _settle_action(command: SettleAction, rows: Rows, now: int) -> Decision | Refusal:
    row = row_as_seen(rows, Action, command.id, command.seen)
    if isinstance(row, Refusal):
        return row
    closed = None if command.state == "open" else now
    if row.state == command.state and row.outcome == command.outcome:
        return Decision()
    return change(row, state=command.state, closed_at=closed, outcome=command.outcome)


def _move_action(command: MoveAction, rows: Rows, now: int) -> Decision | Refusal:
    row = row_as_seen(rows, Action, command.id, command.seen)
    if isinstance(row, Refusal):
        return row
    due_on = command.due_on
    if command.due == "next_gathering" and command.gathering_id is None:
        # Moved between gatherings, it is due at the first one that begins after today.
        due_on = day_of(now)
    elif command.due == "next_gathering" and command.gathering_id != row.gathering_id:
        gathering = rows.get(Gathering, command.gathering_id)
        if gathering is None:
            return GONE
        due_on = gathering.ends_on
    if (row.due, row.due_on) == (command.due, due_on):
        return Decision()
    return change(row, due=command.due, due_on=due_on, state="open", closed_at=None, times_moved=row.times_moved + 1)


def _take_back(command: Reword, rows: Rows, now: int) -> Decision | Refusal:
    kind = RECORD_OF.get(command.table)
    if kind is None:
        return GONE
    row = row_as_seen(rows, kind, command.id, command.seen)
    if isinstance(row, Refusal):
        return row
    if command.field not in words_in(kind):
        return Refusal(Message(N_("Only words, and who may read them, are taken back one by one.")))
    if issubclass(kind, Said) and command.field == "text" and (refused := unfit(command.value)) is not None:
        return refused
    if command.field == "layer" and command.value not in get_args(Layer):
        return Refusal(Message(N_("Only words, and who may read them, are taken back one by one.")))
    return change(row, **{command.field: command.value})


#: Names of fields with free text, in all records.
_WORDS = (
    "text", "answer", "answer_reason", "outcome", "topic", "agreed", "cause", "reason", "content",
    "area", "aim", "measures", "result", "remark",
)  # fmt: skip


def words_in(kind: type[Record]) -> Collection[str]:
    """Return the text fields of a record, and who may read them: each can be undone by itself."""
    hints = get_type_hints(kind)
    return {name for name in _WORDS if hints.get(name) is str} | ({"layer"} & hints.keys())


def _settle_parked(command: SettleParked, rows: Rows, now: int) -> Decision | Refusal:
    row = row_as_seen(rows, Note, command.id, command.seen)
    if isinstance(row, Refusal):
        return row
    if row.kind != "parked":
        return GONE
    return change(row, state=command.state, answer=command.answer)


DECIDERS: Deciders = {
    AddNote: _add,
    AddStatement: _add,
    AddAdvice: _add,
    AddAction: _add,
    EditText: _edit,
    EditAction: _edit_action,
    Refile: _refile,
    ConvertSaid: _convert,
    DeleteSaid: _delete,
    AnswerAdvice: _answer,
    SetOutcome: _outcome,
    GiveAdviceAgain: _giver,
    SettleAction: _settle_action,
    MoveAction: _move_action,
    SettleParked: _settle_parked,
    Reword: _take_back,
}
