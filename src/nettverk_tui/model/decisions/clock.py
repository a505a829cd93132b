"""Deciding commands of the clock: each adds one event, or moves the moment of the last one."""

from datetime import date

from nettverk_tui.model.commands import (
    AdjustStep,
    BackdateStep,
    CloseGathering,
    FollowClock,
    ForgetGap,
    MoveClock,
    PauseClock,
    ReopenGathering,
    ResumeClock,
    SetNextGathering,
    StartClock,
)
from nettverk_tui.model.core.messages import N_, Message, Refusal
from nettverk_tui.model.core.records import ClockEvent, Gathering, ProgrammeStep
from nettverk_tui.model.core.rows import Rows
from nettverk_tui.model.core.values import ClockKind
from nettverk_tui.model.decisions.change import GONE, Change, Deciders, Decision, add, change
from nettverk_tui.model.gathering.timekeeping import Clock, allotted_ms, fold

CLOSED = Refusal(Message(N_("The gathering is closed. Reopen it to go on.")))
MOVED = Refusal(Message(N_("Another window has already moved on.")), stale=True)
_NOT_RUNNING = Refusal(Message(N_("The clock has not been started.")))


def _event(
    id: str,
    gathering_id: str,
    clock: Clock,
    kind: ClockKind,
    now: int,
    *,
    step: ProgrammeStep | None = None,
    at: int | None = None,
    amount_ms: int = 0,
) -> ClockEvent:
    # Even if the clock was set back, no event takes effect before the previous one. Adjusted minutes do not move time.
    taking_effect = now if at is None else at
    if clock.settled_at is not None and kind != "adjust":
        taking_effect = max(taking_effect, clock.settled_at)
    return ClockEvent(
        id=id,
        gathering_id=gathering_id,
        seq=clock.last.seq + 1 if clock.last is not None else 1,
        kind=kind,
        item_id=step.item_id if step else None,
        step_id=step.id if step else None,
        at=taking_effect,
        recorded=now,
        amount_ms=amount_ms,
    )


def clock_of(rows: Rows, gathering_id: str) -> Clock:
    """Return the clock of a gathering, from its stored events."""
    return fold(rows.find(ClockEvent, gathering_id=gathering_id))


def _made_before(rows: Rows, event_id: str) -> bool:
    return rows.get(ClockEvent, event_id) is not None


def _start(command: StartClock, rows: Rows, now: int) -> Decision | Refusal:
    gathering = rows.get(Gathering, command.gathering_id)
    step = rows.get(ProgrammeStep, command.step_id)
    if gathering is None or step is None:
        return GONE
    if _made_before(rows, command.event_id):
        return Decision()
    clock = clock_of(rows, command.gathering_id)
    if clock.phase == "closed":
        return CLOSED
    if clock.phase != "waiting":
        return MOVED
    event = _event(command.event_id, gathering.id, clock, "start", now, step=step, at=min(command.at, now))
    opened = change(gathering, state="open")
    return Decision((Change(None, event), *opened.changes))


def _move(command: MoveClock, rows: Rows, now: int) -> Decision | Refusal:
    step = rows.get(ProgrammeStep, command.step_id)
    if step is None or step.deleted:
        return GONE
    if _made_before(rows, command.event_id):
        return Decision()
    clock = clock_of(rows, command.gathering_id)
    if clock.phase == "closed":
        return CLOSED
    if clock.phase == "waiting":
        return _NOT_RUNNING
    if clock.step_id != command.seen_step:
        return MOVED
    at = None if command.at is None else min(command.at, now)
    return add(_event(command.event_id, command.gathering_id, clock, "go", now, step=step, at=at))


def _pause(command: PauseClock, rows: Rows, now: int) -> Decision | Refusal:
    clock = clock_of(rows, command.gathering_id)
    if clock.phase != "running" or _made_before(rows, command.event_id):
        return Decision()
    return add(_event(command.event_id, command.gathering_id, clock, "pause", now))


def _resume(command: ResumeClock, rows: Rows, now: int) -> Decision | Refusal:
    if _made_before(rows, command.event_id):
        return Decision()
    clock = clock_of(rows, command.gathering_id)
    if clock.phase == "closed":
        return CLOSED
    if clock.phase == "waiting":
        return _NOT_RUNNING
    if clock.phase == "running":
        return Decision()
    return add(_event(command.event_id, command.gathering_id, clock, "resume", now))


def _adjust(command: AdjustStep, rows: Rows, now: int) -> Decision | Refusal:
    step = rows.get(ProgrammeStep, command.step_id)
    if step is None:
        return GONE
    if _made_before(rows, command.event_id):
        return Decision()
    clock = clock_of(rows, command.gathering_id)
    if clock.phase == "closed":
        return CLOSED
    amount = max(command.amount_ms, -(allotted_ms(step) + clock.extra.get(step.id, 0)))
    if amount == 0:
        return Refusal(Message(N_("There are no minutes left to take from this step.")))
    return add(_event(command.event_id, command.gathering_id, clock, "adjust", now, step=step, amount_ms=amount))


def _backdate(command: BackdateStep, rows: Rows, now: int) -> Decision | Refusal:
    events = sorted(rows.find(ClockEvent, gathering_id=command.gathering_id), key=lambda event: event.seq)
    if fold(events).phase == "closed":
        return CLOSED
    timed = [event for event in events if event.kind != "adjust"]
    entries = [event for event in timed if event.kind in ("start", "go")]
    if not entries:
        return _NOT_RUNNING
    entry = entries[-1]
    if entry.step_id != command.step_id:
        return MOVED
    at = timed.index(entry)
    earliest = timed[at - 1].at if at else None
    latest = timed[at + 1].at if at + 1 < len(timed) else now
    if earliest is not None and command.at < earliest:
        return Refusal(Message(N_("The step before began later than that.")))
    return change(entry, at=min(command.at, latest))


def _forget_gap(command: ForgetGap, rows: Rows, now: int) -> Decision | Refusal:
    if _made_before(rows, command.pause_id):
        return Decision()
    clock = clock_of(rows, command.gathering_id)
    if clock.phase != "running":
        return _NOT_RUNNING
    if clock.since is not None and clock.since > command.since:
        return Refusal(Message(N_("The clock has moved on since then: nothing was taken out.")))
    pause = _event(command.pause_id, command.gathering_id, clock, "pause", now, at=min(command.since, now))
    after = fold([*rows.find(ClockEvent, gathering_id=command.gathering_id), pause])
    resume = _event(command.resume_id, command.gathering_id, after, "resume", now, at=min(command.until, now))
    return add(pause, resume)


def _follow(command: FollowClock, rows: Rows, now: int) -> Decision | Refusal:
    events = rows.find(ClockEvent, gathering_id=command.gathering_id)
    clock = fold(events)
    if clock.phase == "closed":
        return CLOSED
    if clock.phase != "running":
        return _NOT_RUNNING
    if clock.since != command.seen_since:
        return Refusal(Message(N_("The clock has moved on since then: nothing was taken out.")), stale=True)
    moved = (change(event, at=event.at + command.by_ms) for event in events)
    return Decision(tuple(row_change for decision in moved for row_change in decision.changes))


def _close(command: CloseGathering, rows: Rows, now: int) -> Decision | Refusal:
    gathering = rows.get(Gathering, command.gathering_id)
    if gathering is None:
        return GONE
    clock = clock_of(rows, command.gathering_id)
    if clock.phase == "closed" or _made_before(rows, command.event_id):
        return Decision()
    event = _event(command.event_id, gathering.id, clock, "close", now)
    return Decision((Change(None, event), *change(gathering, state="closed").changes))


def _reopen(command: ReopenGathering, rows: Rows, now: int) -> Decision | Refusal:
    gathering = rows.get(Gathering, command.gathering_id)
    if gathering is None:
        return GONE
    clock = clock_of(rows, command.gathering_id)
    if clock.phase != "closed" or _made_before(rows, command.event_id):
        return Decision()
    event = _event(command.event_id, gathering.id, clock, "reopen", now)
    return Decision((Change(None, event), *change(gathering, state="open").changes))


def _set_next(command: SetNextGathering, rows: Rows, now: int) -> Decision | Refusal:
    gathering = rows.get(Gathering, command.gathering_id)
    if gathering is None:
        return GONE
    if command.on <= gathering.ends_on:
        return Refusal(Message(N_("The next gathering must come after this one.")))
    series = {other.number: other for other in rows.find(Gathering, network_id=gathering.network_id)}
    after = series.get(gathering.number + 1)
    if after is not None and after.state != "planned":
        return Refusal(Message(N_("The next gathering has begun already: its date stays.")))
    ends_on = _ends_on(after, command.on)
    if any(later.number > gathering.number + 1 and later.starts_on <= ends_on for later in series.values()):
        return Refusal(Message(N_("The next gathering must come before those after it.")))
    place = {} if command.place is None else {"place": command.place}
    if after is not None:
        kept = after.starts_at if command.on == after.starts_on else None
        starts_at = kept if command.starts_at is None else command.starts_at
        return change(after, starts_on=command.on, ends_on=ends_on, starts_at=starts_at, **place)
    return add(
        Gathering(
            id=command.next_id,
            network_id=gathering.network_id,
            number=gathering.number + 1,
            kind="middle",
            starts_on=command.on,
            ends_on=ends_on,
            place=command.place or "",
            starts_at=command.starts_at,
        )
    )


def _ends_on(gathering: Gathering | None, starts_on: str) -> str:
    """Return the last day of a gathering moved to `starts_on`: it keeps its number of days."""
    if gathering is None:
        return starts_on
    length = date.fromisoformat(gathering.ends_on) - date.fromisoformat(gathering.starts_on)
    return (date.fromisoformat(starts_on) + length).isoformat()


DECIDERS: Deciders = {
    StartClock: _start,
    MoveClock: _move,
    PauseClock: _pause,
    ResumeClock: _resume,
    AdjustStep: _adjust,
    BackdateStep: _backdate,
    ForgetGap: _forget_gap,
    FollowClock: _follow,
    CloseGathering: _close,
    ReopenGathering: _reopen,
    SetNextGathering: _set_next,
}
