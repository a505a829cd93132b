"""The entries of a gathering in its minutes: advice, actions, notes, statements, parked questions."""

from collections.abc import Iterable

from nettverk_tui.documents.minutes.contents import (
    AdviceGiven,
    Parked,
    Remark,
    ResponsibleCell,
    Said,
    StatementLine,
    Task,
)
from nettverk_tui.documents.minutes.day import GatheringDay, in_order
from nettverk_tui.model.core.entry_kinds import ENTRY_KINDS, MinutesSection
from nettverk_tui.model.core.records import Action, Advice, Facilitator, Group, Note, Statement
from nettverk_tui.model.gathering.opening_card import due_gathering


def said(day: GatheringDay, group: Group | None) -> Said:
    """Return the entries of one group's time or, with None, of no known group's."""
    notes = day.here(Note, group)
    return Said(
        advice=tuple(_advice(day, row) for row in day.here(Advice, group)),
        tasks=tuple(_task(day, row) for row in day.here(Action, group)),
        decisions=_remarks(notes, "decisions"),
        examples=_remarks(notes, "examples"),
        notes=_remarks(notes, "notes"),
    )


def earlier_advice(day: GatheringDay) -> tuple[AdviceGiven, ...]:
    """Return advice from earlier gatherings whose outcome was told at this one, group by group."""
    told = in_order(day.rows.find(Advice, outcome_gathering_id=day.gathering.id))
    advice = (_advice(day, row) for row in told if row.gathering_id != day.gathering.id)
    return tuple(sorted(advice, key=lambda given: day.place_of(given.group)))


def followed_up(day: GatheringDay) -> tuple[Task, ...]:
    """Return actions from earlier gatherings that were not settled when the last of them ended, group by group."""
    rows = [row for gathering in day.earlier for row in in_order(day.rows.find(Action, gathering_id=gathering.id))]
    return _by_group(day, (row for row in rows if row.closed_at is None or row.closed_at > day.since))


def to_do(day: GatheringDay) -> tuple[Task, ...]:
    """Return every action that was open when the gathering ended, group by group, the oldest first."""
    rows = [
        row
        for gathering in (*day.earlier, day.gathering)
        for row in in_order(day.rows.find(Action, gathering_id=gathering.id))
    ]
    return tuple(task for task in _by_group(day, rows) if task.state == "open")


def _by_group(day: GatheringDay, rows: Iterable[Action]) -> tuple[Task, ...]:
    return tuple(sorted((_task(day, row) for row in rows), key=lambda task: day.place_of(task.group)))


def statements(day: GatheringDay) -> tuple[StatementLine, ...]:
    """Return the statements in alphabetical order: the order in time would reveal the speakers."""
    found = day.rows.find(Statement, gathering_id=day.gathering.id)
    return tuple(StatementLine(text=row.text, theme=row.theme) for row in sorted(found, key=lambda row: row.text))


def parked(day: GatheringDay) -> tuple[Parked, ...]:
    """Return this gathering's questions, and earlier ones that were settled at it or still wait for an answer."""
    return tuple(
        Parked(
            text=row.text,
            group=day.letter(row.group_id),
            factor=row.factor,
            state=row.state,
            answer=row.answer,
            number=day.origin(row.gathering_id),
        )
        for gathering in (*day.earlier, day.gathering)
        for row in in_order(day.rows.find(Note, gathering_id=gathering.id, kind="parked"))
        if gathering is day.gathering or row.state in ("open", "carried") or _settled_here(day, row)
    )


def _settled_here(day: GatheringDay, row: Note) -> bool:
    """Return whether a question was answered here; it has no date for that, so the stamp of its last change is used."""
    before_end = day.ends_at is None or row.changed_at <= day.ends_at
    return before_end and row.changed_at > max(row.created_at, day.since)


def _remarks(notes: Iterable[Note], section: MinutesSection) -> tuple[Remark, ...]:
    here = (row for row in notes if ENTRY_KINDS[row.kind].minutes == section)
    return tuple(Remark(text=row.text, factor=row.factor) for row in here)


def _advice(day: GatheringDay, row: Advice) -> AdviceGiven:
    giver = ""
    if row.giver == "adviser":
        facilitator = day.rows.get(Facilitator, row.giver_facilitator_id)
        giver = facilitator.name if facilitator else ""
    elif row.giver == "group":
        giver = day.letter(row.giver_group_id) or ""
    # A later outcome belongs in the minutes of that gathering.
    known_then = row.outcome_gathering_id in (None, day.gathering.id)
    return AdviceGiven(
        text=row.text,
        group=day.letter(row.group_id),
        factor=row.factor,
        from_adviser=row.giver == "adviser",
        from_group=row.giver == "group",
        giver=giver,
        answer=row.answer,
        reason=row.answer_reason,
        outcome=row.outcome if known_then else None,
    )


def _task(day: GatheringDay, row: Action) -> Task:
    closed_later = day.ends_at is not None and row.closed_at is not None and row.closed_at > day.ends_at
    due_at = due_gathering(row, day.gatherings)
    # Several people are kept as typed: the row can refer to only one of them.
    one = "," not in row.who
    return Task(
        text=row.text,
        group=day.letter(row.group_id),
        factor=row.factor,
        who=ResponsibleCell(
            typed=row.who,
            person=day.person(row.who_member_id, row.who_facilitator_id) if one else None,
            group=day.letter(row.who_group_id) if one else None,
            role=row.who_role if one else None,
            unknown=row.who_unknown,
        ),
        due=row.due,
        due_on=row.due_on if row.due == "date" else None,
        due_number=due_at.number if due_at is not None else None,
        state="open" if closed_later else row.state,
        outcome="" if closed_later else row.outcome,
        number=day.origin(row.gathering_id),
    )
