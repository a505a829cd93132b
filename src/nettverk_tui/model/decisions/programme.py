"""Deciding commands of the programme: the plan, its changes during the day, and the settlement of overruns."""

from collections.abc import Iterable, Mapping, Sequence

from nettverk_tui.model.commands import AdaptProgramme, EditProgramme, PlanGathering, SetStart, SettleOverrun
from nettverk_tui.model.core.messages import N_, Message, Refusal
from nettverk_tui.model.core.records import STAMPS, Gathering, ProgrammeItem, ProgrammeStep, Settlement
from nettverk_tui.model.core.rows import Rows
from nettverk_tui.model.decisions.change import CHANGED, GONE, Deciders, Decision, add, change, row_as_seen
from nettverk_tui.model.decisions.clock import CLOSED, MOVED, clock_of
from nettverk_tui.model.gathering.timekeeping import Clock

_BEGUN = Refusal(Message(N_("This has begun already: it cannot be taken out of the day.")))
_PLAN_STANDS = Refusal(
    Message(N_("The day has begun: the plan stays what it was, only what is to come can be adapted."))
)


def _plan(command: PlanGathering, rows: Rows, now: int) -> Decision | Refusal:
    gathering = rows.get(Gathering, command.gathering_id)
    if gathering is None or gathering.deleted:
        return GONE
    if any(rows.get(type(row), row.id) is not None for row in command.programme):
        return Decision()
    if rows.find(ProgrammeItem, gathering_id=gathering.id):
        return Refusal(Message(N_("This gathering has a programme already.")), stale=True)
    return add(*command.programme)


def _edit(command: EditProgramme, rows: Rows, now: int) -> Decision | Refusal:
    gathering = rows.get(Gathering, command.gathering_id)
    if gathering is None or gathering.deleted:
        return GONE
    clock = clock_of(rows, gathering.id)
    if clock.phase == "closed":
        return CLOSED
    new_items = {row.id for row in command.rows if isinstance(row, ProgrammeItem)}
    changes = []
    for row in command.rows:
        stored = rows.get(type(row), row.id)
        if _gathering_of(row, rows, new_items, command.gathering_id) != gathering.id:
            return GONE
        if stored is None:
            if not row.deleted:
                changes.append(add(row))
            continue
        fields = {field: getattr(row, field) for field in row.__struct_fields__ if field not in STAMPS}
        edited = change(stored, **fields)
        if not edited.changes:
            # A repeated command, or another window did the same.
            continue
        if stored.deleted and not row.deleted:
            return GONE
        if stored.version != row.version:
            return CHANGED
        refused = _against_the_clock(stored, row, rows, clock)
        if refused is not None:
            return refused
        changes.append(edited)
    return _merged(changes)


def _gathering_of(row: ProgrammeItem | ProgrammeStep, rows: Rows, new_items: set[str], gathering_id: str) -> str | None:
    if isinstance(row, ProgrammeItem):
        return row.gathering_id
    if row.item_id in new_items:
        return gathering_id
    item = rows.get(ProgrammeItem, row.item_id)
    return item.gathering_id if item is not None else None


def _against_the_clock(
    stored: ProgrammeItem | ProgrammeStep, row: ProgrammeItem | ProgrammeStep, rows: Rows, clock: Clock
) -> Refusal | None:
    """Return a Refusal if an edit removes items or steps entered already, or replans a day that has begun."""
    if isinstance(stored, ProgrammeItem) and isinstance(row, ProgrammeItem):
        begun = any(step.id in clock.entered for step in rows.find(ProgrammeStep, item_id=stored.id))
        out = (row.deleted, row.skipped, row.room) != (stored.deleted, stored.skipped, stored.room)
        return _BEGUN if begun and (out or row.group_id != stored.group_id) else None
    if isinstance(stored, ProgrammeStep) and isinstance(row, ProgrammeStep):
        if stored.id in clock.entered and row.deleted:
            return _BEGUN
        if clock.started_at is not None and row.planned_ms != stored.planned_ms:
            return _PLAN_STANDS
    return None


def _set_start(command: SetStart, rows: Rows, now: int) -> Decision | Refusal:
    gathering = row_as_seen(rows, Gathering, command.gathering_id, command.seen)
    if isinstance(gathering, Refusal):
        stored = rows.get(Gathering, command.gathering_id)
        same = stored is not None and not stored.deleted and stored.starts_at == command.starts_at
        return Decision() if same else gathering
    if gathering.state == "closed":
        return CLOSED
    return change(gathering, starts_at=command.starts_at)


def _adapt(command: AdaptProgramme, rows: Rows, now: int) -> Decision | Refusal:
    clock = clock_of(rows, command.gathering_id)
    if clock.phase == "closed":
        return CLOSED
    if clock.step_id != command.seen_step:
        return MOVED
    items = [rows.get(ProgrammeItem, id) for id in command.skipped]
    dropped = [step for item in items if item for step in rows.find(ProgrammeStep, item_id=item.id)]
    steps = [rows.get(ProgrammeStep, id) for id in command.minutes]
    if any(row is None or row.deleted for row in (*items, *steps)):
        return GONE
    if any(step.id in clock.entered for step in dropped):
        return _BEGUN
    changes = [change(item, skipped=True) for item in items if item]
    changes += [change(step, adapted_ms=0) for step in dropped]
    changes += _budgets([step for step in steps if step and step not in dropped], command.minutes, clock)
    return _merged(changes)


def _settle(command: SettleOverrun, rows: Rows, now: int) -> Decision | Refusal:
    if rows.get(Settlement, command.id) is not None:
        return Decision()
    item = rows.get(ProgrammeItem, command.item_id)
    if item is None or item.deleted:
        return GONE
    clock = clock_of(rows, command.gathering_id)
    if clock.phase == "closed":
        return CLOSED
    if clock.step_id != command.seen_step:
        return MOVED
    if rows.find(Settlement, gathering_id=command.gathering_id, item_id=item.id):
        return Refusal(Message(N_("This has been settled already; Ctrl+Z takes that back.")), stale=True)
    steps = [rows.get(ProgrammeStep, id) for id in command.minutes]
    if any(step is None or step.deleted for step in steps):
        return GONE
    settlement = Settlement(
        id=command.id, gathering_id=command.gathering_id, item_id=item.id, way=command.way, ms=command.ms
    )
    changes = _budgets([step for step in steps if step is not None], command.minutes, clock)
    return _merged([add(settlement), *changes])


def _budgets(steps: Iterable[ProgrammeStep], minutes: Mapping[str, int], clock: Clock) -> Sequence[Decision]:
    """Return changes of steps to new budgets (ms by step id), minutes given on the way included."""
    return [change(step, adapted_ms=max(minutes[step.id], 0) - clock.extra.get(step.id, 0)) for step in steps]


def _merged(decisions: Iterable[Decision]) -> Decision:
    return Decision(tuple(row_change for decision in decisions for row_change in decision.changes))


DECIDERS: Deciders = {
    PlanGathering: _plan,
    EditProgramme: _edit,
    SetStart: _set_start,
    AdaptProgramme: _adapt,
    SettleOverrun: _settle,
}
