"""The rules about work between gatherings: guidance, meetings, measurements, actions, and a group that has stopped."""

from collections.abc import Iterator

from nettverk_tui.model.core.messages import N_, Message
from nettverk_tui.model.core.moments import day_of
from nettverk_tui.model.core.records import Indicator
from nettverk_tui.model.core.values import MeetingKind
from nettverk_tui.model.network.warning_thresholds import Thresholds
from nettverk_tui.model.warnings.early_warning import EarlyWarning
from nettverk_tui.model.warnings.group_history import GroupHistory
from nettverk_tui.model.warnings.rules.rule import rule


@rule("W7", while_stalled=True, section="call")
def no_guidance(history: GroupHistory, limits: Thresholds) -> Iterator[EarlyWarning]:
    """Warn of too many days since recorded guidance; a gathering counts, unless the whole group was absent."""
    last = history.last_guidance()
    days = limits.days(last, history.today) if last is not None else 0
    if last is not None and days > limits.guidance_days:
        yield EarlyWarning(
            level="ask_first" if days > limits.guidance_first_days else "ask",
            fact=Message(N_("no guidance recorded for {days} days"), {"days": days}),
            on=last,
            source=Message(N_("recorded guidance")),
            question=Message(N_("Have we talked?")),
        )


@rule("W8")
def no_group_meeting(history: GroupHistory, limits: Thresholds) -> Iterator[EarlyWarning]:
    """Warn of too many days since the last recorded group meeting, or since the first gathering if there is none."""
    fact, question = N_("no group meeting recorded for {days} days"), N_("Have you met?")
    yield from _not_met(history, limits, "group", limits.meeting_days, fact, question)


@rule("W14")
def not_discussed(history: GroupHistory, limits: Thresholds) -> Iterator[EarlyWarning]:
    """Warn of too many days since the last recorded staff meeting, or since the first gathering if there is none."""
    fact, question = N_("no staff meeting recorded for {days} days"), N_("Have the others at work heard about it?")
    yield from _not_met(history, limits, "staff", limits.staff_meeting_days, fact, question)


def _not_met(
    history: GroupHistory, limits: Thresholds, kind: MeetingKind, most: int, fact: str, question: str
) -> Iterator[EarlyWarning]:
    last = _last_meeting(history, kind)
    days = limits.days(last, history.today) if last else 0
    if last and days > most:
        yield EarlyWarning(
            level="ask",
            fact=Message(fact, {"days": days}),
            on=last,
            source=Message(N_("recorded meetings")),
            question=Message(question),
        )


def _last_meeting(history: GroupHistory, kind: MeetingKind) -> str | None:
    met = [meeting.on for meeting in history.meetings if meeting.kind == kind]
    return max(met, default=history.held[0].ends_on if history.held else None)


@rule("W9", section="measure")
def not_measured(history: GroupHistory, limits: Thresholds) -> Iterator[EarlyWarning]:  # noqa: ARG001
    """Warn of an indicator without a value from before, or, near the end, from after a change that has begun."""
    if len(history.held) < 3:
        return
    began = max((event.on for event in history.events if event.kind == "change_started"), default=None)

    def found(indicator: Indicator | None, fact: str) -> EarlyWarning:
        name = indicator.name if indicator is not None else ""
        return EarlyWarning(
            level="ask",
            fact=Message(fact, {"name": name} if name else {}),
            on=history.held[-1].starts_on,
            source=Message(N_("measurements")),
            question=Message(N_("What is hard about the measuring?")),
            subject=f"{indicator.id if indicator is not None else ''}:{'after' if 'after' in fact else 'before'}",
        )

    if not history.indicators:
        yield found(None, N_("no indicator is written down"))
    for indicator in history.indicators:
        if indicator.kind == "qualitative":
            continue
        before, after = _measured(history, indicator, began)
        if not before:
            yield found(indicator, N_("{name}: no value from before"))
        elif began is not None and not after and len(history.held) >= history.planned - 1:
            yield found(indicator, N_("{name}: a change began, and no value from after it"))


def _measured(history: GroupHistory, indicator: Indicator, began: str | None) -> tuple[bool, bool]:
    """Return whether values exist from before the change, and from after it; a reported change in per cent is both."""
    before = after = False
    for measurement in history.measurements:
        if measurement.indicator_id != indicator.id:
            continue
        in_series = measurement.phase == "series"
        later = began is not None and measurement.on is not None and measurement.on >= began
        before |= measurement.phase == "before" or (in_series and not later) or measurement.change_percent is not None
        after |= (
            measurement.phase in ("after", "follow_up")
            or (in_series and later)
            or measurement.change_percent is not None
        )
    return before, after


@rule("W10", section="overdue")
def overdue_action(history: GroupHistory, limits: Thresholds) -> Iterator[EarlyWarning]:
    """Warn of an action that is overdue by too many days, or was moved too many times."""
    for action in history.actions:
        on, days = history.due_on(action), history.overdue_days(action)
        late, moved = days > limits.overdue_days, action.times_moved >= limits.moved
        if not (late or moved):
            continue
        values: dict[str, str | int | Message] = {"text": action.text, "days": days, "n": action.times_moved}
        words = N_("«{text}» moved {n} times") if moved else N_("«{text}» {days} days overdue")
        yield EarlyWarning(
            level="ask_first" if action.times_moved >= limits.moved_first else "ask",
            fact=Message(words, values),
            # A due date in the future cannot be the date of the fact.
            on=on if on is not None and on <= history.today else day_of(action.at),
            source=Message(N_("an action")),
            question=Message(N_("Is it still the right thing to do? What stands in the way?")),
            subject=f"{action.id}:{action.times_moved}",
        )


@rule("W12", while_stalled=True)
def stalled(history: GroupHistory, limits: Thresholds) -> Iterator[EarlyWarning]:  # noqa: ARG001
    """Warn of a group that has stopped; the fact says so if no cause is recorded."""
    if history.state != "stalled":
        return
    event = next((event for event in reversed(history.events) if event.kind == "stalled"), None)
    known = event is not None and (event.cause or event.text)
    fact = (
        Message(N_("stalled: {cause}"), {"cause": known})
        if known
        else Message(N_("stalled, and the cause is not written down"))
    )
    yield EarlyWarning(
        level="ask_first",
        fact=fact,
        on=event.on if event is not None else history.first_day(),
        source=Message(N_("an event")),
        question=Message(N_("What would have to change for the group to go on?")),
        subject="" if known else "cause",
    )
