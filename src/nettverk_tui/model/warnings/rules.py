"""The fourteen rules (a table in `docs/domain.md` §3): each looks at one past and says what it gives reason to ask.

They read each rater apart, and compare with the last *rated* answer of the same rater to the same wording.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from nettverk_tui.model.core.entry_kinds import EventKind
from nettverk_tui.model.core.messages import N_, Message
from nettverk_tui.model.core.moments import day_of
from nettverk_tui.model.core.records import Event, Gathering, Indicator, Rating
from nettverk_tui.model.core.values import MeetingKind, Rater
from nettverk_tui.model.network.warning_thresholds import Thresholds
from nettverk_tui.model.warnings.early_warning import EarlyWarning, SignalLevel
from nettverk_tui.model.warnings.group_history import GroupHistory

RuleId = Literal["W1", "W2", "W3", "W4", "W5", "W6", "W7", "W8", "W9", "W10", "W11", "W12", "W13", "W14"]
Rule = Callable[[GroupHistory, Thresholds], Iterator[EarlyWarning]]

_RATERS: tuple[Rater, ...] = ("group", "adviser")
_WHOSE: Mapping[Rater, Message] = {
    "group": Message(N_("the group’s own answer")),
    "adviser": Message(N_("the adviser’s answer")),
}
_ATTENDANCE = Message(N_("attendance"))
_ACTION = Message(N_("an action"))
_MEMBERS = Message(N_("the members"))
_GUIDANCE = Message(N_("recorded guidance"))
_MEETINGS = Message(N_("recorded meetings"))
_MEASUREMENTS = Message(N_("measurements"))


class RatedItem(NamedTuple):
    """One item in the last sheet of a rater, or asked about again since, and the level it had the time before."""

    item: str
    level: int
    before: int | None
    on: str

    @property
    def fell(self) -> int:
        """By how many levels; zero where it did not, or where there is nothing to compare with."""
        return max((self.before or 0) - self.level, 0)


def _answers(past: GroupHistory, rater: Rater) -> Sequence[RatedItem]:
    """The last sheet of a rater: what has a level there. What was asked again since counts instead."""
    sheets = past.sheets(rater)
    if not sheets:
        return ()
    gathering, sheet = sheets[-1]
    found = []
    for rating in sheet.values():
        if rating.level is not None:
            earlier = (one.get(rating.item) for _, one in reversed(sheets[:-1]))
            before = next((each.level for each in earlier if each is not None and _comparable(each, rating)), None)
            again = past.asked_again(rating, gathering.starts_on)
            if again is not None and again.level != rating.level:
                found.append(RatedItem(rating.item, again.level, rating.level, again.on))
            else:
                found.append(RatedItem(rating.item, rating.level, before, gathering.starts_on))
    return found


def _comparable(earlier: Rating, now: Rating) -> bool:
    return earlier.level is not None and earlier.wording_version == now.wording_version


# --- what was answered


def vulnerable_factor(past: GroupHistory, limits: Thresholds) -> Iterator[EarlyWarning]:
    """W1. One of the two factors found most vulnerable is low; at once to ask first at the lowest, or twice running."""
    for rater in _RATERS:
        for answer in _answers(past, rater):
            if answer.item not in limits.vulnerable or answer.level > limits.low:
                continue
            twice = answer.before == answer.level
            words = N_("{item} is at {level}, twice running") if twice else N_("{item} is at {level}")
            yield EarlyWarning(
                rule="W1",
                level="ask_first" if twice or answer.level == 1 else "ask",
                fact=Message(words, {"item": answer.item, "level": answer.level}),
                on=answer.on,
                source=_WHOSE[rater],
                question=Message(N_("What would it take to get this back? Who can help?")),
                subject=f"{rater}:{answer.item}",
            )


def weakened_factor(past: GroupHistory, limits: Thresholds) -> Iterator[EarlyWarning]:
    """W2. A factor fell and is low, or two fell; ask first where one fell two levels or to the lowest.

    A single 4 → 3 is an arrow: if each of eight wobbled so 15 % of the time, 73 % of groups would be flagged.
    """
    for rater in _RATERS:
        fallen = [
            each
            for each in _answers(past, rater)
            if each.fell and each.item in past.starred and each.item not in past.outcomes
        ]
        deep = any(each.fell >= 2 or each.level == 1 for each in fallen)
        if not (deep or len(fallen) > 1 or any(each.level <= limits.low for each in fallen)):
            continue
        steps = ", ".join(f"{each.item} {each.before} → {each.level}" for each in fallen)
        yield EarlyWarning(
            rule="W2",
            level="ask_first" if deep else "ask",
            fact=Message(N_("weakened since last time: {steps}"), {"steps": steps}),
            on=max(each.on for each in fallen),
            source=_WHOSE[rater],
            question=Message(N_("What changed since last time?")),
            subject=rater,
        )


def progress_alone(past: GroupHistory, limits: Thresholds) -> Iterator[EarlyWarning]:  # noqa: ARG001
    """W6. Progress fell, and no factor did: something that the checklist does not ask about."""
    for rater in _RATERS:
        fallen = [each for each in _answers(past, rater) if each.fell and each.item in past.starred]
        if not fallen or any(each.item not in past.outcomes for each in fallen):
            continue
        values: dict[str, str | int | Message] = {"before": fallen[0].before or 0, "level": fallen[0].level}
        yield EarlyWarning(
            rule="W6",
            level="ask",
            fact=Message(N_("progress fell from {before} to {level}, and no factor did"), values),
            on=fallen[0].on,
            source=_WHOSE[rater],
            question=Message(N_("What slowed the work, that we do not ask about?")),
            subject=rater,
        )


def left_unrated(past: GroupHistory, limits: Thresholds) -> Iterator[EarlyWarning]:  # noqa: ARG001
    """W11. A factor was not rated at two gatherings running at which the group rated others."""
    sheets = past.sheets("group")[-2:]
    if len(sheets) < 2:
        return
    items = [item for item in past.starred if all(_left_out(gathering, sheet.get(item)) for gathering, sheet in sheets)]
    if items:
        yield EarlyWarning(
            rule="W11",
            level="ask",
            fact=Message(N_("not rated at two gatherings running: {items}"), {"items": ", ".join(items)}),
            on=sheets[-1][0].starts_on,
            source=_WHOSE["group"],
            question=Message(N_("Is it hard to answer, or hard to say?")),
            subject=",".join(items),
        )


def _left_out(gathering: Gathering, rating: Rating | None) -> bool:
    """Whether a factor was asked and got no level. The first gathering asks others: there no answer says nothing."""
    return gathering.kind != "first" if rating is None else rating.answer == "not_rated"


def two_raters_apart(past: GroupHistory, limits: Thresholds) -> Iterator[EarlyWarning]:
    """W13. The group and an adviser see the same factor differently; for the facilitators only."""
    sheets = {gathering.id: (gathering, sheet) for gathering, sheet in past.sheets("adviser")}
    own = past.sheets("group")
    if not own or own[-1][0].id not in sheets:
        return
    gathering, adviser = sheets[own[-1][0].id]
    for item, rating in own[-1][1].items():
        other = adviser.get(item)
        if other is None or rating.level is None or other.level is None or abs(rating.level - other.level) < limits.gap:
            continue
        values: dict[str, str | int | Message] = {"item": item, "own": rating.level, "adviser": other.level}
        yield EarlyWarning(
            rule="W13",
            level="ask",
            fact=Message(N_("{item}: the group says {own}, an adviser {adviser}"), values),
            on=gathering.starts_on,
            source=Message(N_("both answers")),
            question=Message(N_("What does each of you see that the other does not?")),
            subject=item,
        )


# --- who takes part


def leader_uncertain(past: GroupHistory, limits: Thresholds) -> Iterator[EarlyWarning]:
    """W3. The leader changed, left or is expected to, until *leader confirmed*."""
    confirmed = max((each.on for each in past.events if each.kind == "leader_confirmed"), default="")
    changed = [each.on for each in past.events if each.kind == "leader_change" and each.on > confirmed]
    left = [each.to_on for each in past.members if each.leader and each.to_on and confirmed < each.to_on <= past.today]
    source, on, fact = _MEMBERS, "", N_("the leader left")
    if changed:
        source, on, fact = Message(N_("an event")), changed[-1], N_("the leader changed")
    elif left and not any(each.leader for each in past.current_members()):
        on = max(left)
    else:
        for rater in _RATERS:
            for gathering, sheet in past.sheets(rater)[::-1]:
                rating = sheet.get("L4")
                if rating is not None and rating.level is not None:
                    if rating.level <= limits.low and gathering.ends_on > confirmed:
                        source, on, fact = _WHOSE[rater], gathering.starts_on, N_("a change of leader is expected")
                    break
    if on:
        yield EarlyWarning(
            rule="W3",
            level="ask_first",
            fact=Message(fact),
            on=on,
            source=source,
            question=Message(N_("Who leads the work now, and do they want it?")),
        )


def absence(past: GroupHistory, limits: Thresholds) -> Iterator[EarlyWarning]:  # noqa: ARG001
    """W4. Who was not there: the leader, the same member twice, the seat of a profession, half the faces, everybody."""
    marked = past.marked()
    if not marked:
        return
    last = marked[-1]
    present, absent = past.present(last), past.absent(last)

    def found(subject: str, fact: Message, level: SignalLevel = "ask") -> EarlyWarning:
        question = Message(N_("What kept you, and what would make it possible next time?"))
        return EarlyWarning(
            rule="W4", level=level, fact=fact, on=last.starts_on, source=_ATTENDANCE, question=question, subject=subject
        )

    if absent and not present:
        yield found("all", Message(N_("nobody of the group was there")), "ask_first")
        return
    gone = [member for each in absent if (member := past.member(each.member_id)) is not None]
    if any(member.leader for member in gone):
        yield found("leader", Message(N_("the leader was not there")))
    earlier = {each.member_id for one in marked[-2:-1] for each in past.absent(one)}
    for member in gone:
        if member.id in earlier and not member.rotating and not member.leader:
            who = member.name or member.profession
            yield found(member.id, Message(N_("{who} was absent twice running"), {"who": who}))
    for profession in sorted(_new_in_seat(past, marked)):
        yield found(profession, Message(N_("{who}: a new person two gatherings running"), {"who": profession}))
    seen = {each.member_id for one in marked[:-1] for each in past.present(one)}
    new = [each for each in present if each.member_id not in seen]
    if seen and 2 * len(new) >= len(present):
        values: dict[str, str | int | Message] = {"n": len(new), "all": len(present)}
        yield found("faces", Message(N_("{n} of {all} were new"), values))


def _new_in_seat(past: GroupHistory, marked: Sequence[Gathering]) -> set[str]:
    """The professions whose people of last time were all others than the time before, twice running."""
    seats: list[Mapping[str, set[str]]] = []
    for gathering in marked[-3:]:
        seat: dict[str, set[str]] = {}
        for each in past.present(gathering):
            member = past.member(each.member_id)
            profession = (member.profession if member is not None else "") or each.profession
            if profession and each.member_id:
                seat.setdefault(profession.casefold(), set()).add(each.member_id)
        seats.append(seat)
    if len(seats) < 3:
        return set()
    first, second, third = seats
    return {
        profession
        for profession in first.keys() & second.keys() & third.keys()
        if not (first[profession] & second[profession] or second[profession] & third[profession])
        and not first[profession] & third[profession]
    }


def too_few(past: GroupHistory, limits: Thresholds) -> Iterator[EarlyWarning]:
    """W5. Fewer members than a group needs, or a kind of staff is missing. Nobody written down is nobody known."""
    members = past.current_members()
    if not members:
        return
    kinds = {each.staff_kind for each in members}
    missing = [kind for kind in limits.required if kind not in kinds]
    on = max([each.to_on for each in past.members if each.to_on and each.to_on <= past.today], default="")
    on = on or min([each.from_on for each in members if each.from_on], default=past.since())
    if len(members) < limits.fewest_members:
        yield EarlyWarning(
            rule="W5",
            level="ask",
            fact=Message(N_("members: {n}"), {"n": len(members)}),
            on=on,
            source=_MEMBERS,
            question=Message(N_("Who could join?")),
            subject="few",
        )
    for kind in missing:
        yield EarlyWarning(
            rule="W5",
            level="ask",
            fact=Message(N_("no doctor in the group") if kind == "doctor" else N_("no co-worker in the group")),
            on=on,
            source=_MEMBERS,
            question=Message(N_("Who could join?")),
            subject=kind,
        )


# --- what happens between gatherings


def no_guidance(past: GroupHistory, limits: Thresholds) -> Iterator[EarlyWarning]:
    """W7. No guidance recorded for long; a gathering at which somebody of the group was counts as guidance."""
    last = past.last_guidance()
    days = limits.days(last, past.today) if last is not None else 0
    if last is not None and days > limits.guidance_days:
        yield EarlyWarning(
            rule="W7",
            level="ask_first" if days > limits.guidance_first_days else "ask",
            fact=Message(N_("no guidance recorded for {days} days"), {"days": days}),
            on=last,
            source=_GUIDANCE,
            question=Message(N_("Have we talked?")),
        )


def no_group_meeting(past: GroupHistory, limits: Thresholds) -> Iterator[EarlyWarning]:
    """W8. No meeting of the group recorded for long; from the first gathering on where there is none."""
    fact, question = N_("no group meeting recorded for {days} days"), N_("Have you met?")
    yield from _not_met(past, limits, "W8", "group", limits.meeting_days, fact, question)


def not_discussed(past: GroupHistory, limits: Thresholds) -> Iterator[EarlyWarning]:
    """W14. Not discussed at a staff meeting for long, as far as anybody wrote down."""
    fact, question = N_("no staff meeting recorded for {days} days"), N_("Have the others at work heard about it?")
    yield from _not_met(past, limits, "W14", "staff", limits.staff_meeting_days, fact, question)


def _not_met(
    past: GroupHistory, limits: Thresholds, rule: RuleId, kind: MeetingKind, most: int, fact: str, question: str
) -> Iterator[EarlyWarning]:
    last = _last_meeting(past, kind)
    days = limits.days(last, past.today) if last else 0
    if last and days > most:
        yield EarlyWarning(
            rule=rule,
            level="ask",
            fact=Message(fact, {"days": days}),
            on=last,
            source=_MEETINGS,
            question=Message(question),
        )


def _last_meeting(past: GroupHistory, kind: MeetingKind) -> str | None:
    met = [each.on for each in past.meetings if each.kind == kind]
    return max(met, default=past.held[0].ends_on if past.held else None)


def not_measured(past: GroupHistory, limits: Thresholds) -> Iterator[EarlyWarning]:  # noqa: ARG001
    """W9. From the third gathering no value from before; or a change began, and no value after it near the end."""
    if len(past.held) < 3:
        return
    began = max((each.on for each in past.events if each.kind == "change_started"), default=None)

    def found(indicator: Indicator | None, fact: str) -> EarlyWarning:
        name = indicator.name if indicator is not None else ""
        return EarlyWarning(
            rule="W9",
            level="ask",
            fact=Message(fact, {"name": name} if name else {}),
            on=past.held[-1].starts_on,
            source=_MEASUREMENTS,
            question=Message(N_("What is hard about the measuring?")),
            subject=f"{indicator.id if indicator is not None else ''}:{'after' if 'after' in fact else 'before'}",
        )

    if not past.indicators:
        yield found(None, N_("no indicator is written down"))
    for indicator in past.indicators:
        if indicator.kind == "qualitative":
            continue
        before, after = _measured(past, indicator, began)
        if not before:
            yield found(indicator, N_("{name}: no value from before"))
        elif began is not None and not after and len(past.held) >= past.planned - 1:
            yield found(indicator, N_("{name}: a change began, and no value from after it"))


def _measured(past: GroupHistory, indicator: Indicator, began: str | None) -> tuple[bool, bool]:
    """Whether there is a value from before the change, and one from after it; a reported change is both."""
    before = after = False
    for each in past.measurements:
        if each.indicator_id != indicator.id:
            continue
        in_series = each.phase == "series"
        later = began is not None and each.on is not None and each.on >= began
        before |= each.phase == "before" or (in_series and not later) or each.change_percent is not None
        after |= each.phase in ("after", "follow_up") or (in_series and later) or each.change_percent is not None
    return before, after


def overdue_action(past: GroupHistory, limits: Thresholds) -> Iterator[EarlyWarning]:
    """W10. An action is long overdue, or was moved again and again."""
    for action in past.actions:
        on, days = past.due_on(action), past.overdue_days(action)
        late, moved = days > limits.overdue_days, action.times_moved >= limits.moved
        if not (late or moved):
            continue
        values: dict[str, str | int | Message] = {"text": action.text, "days": days, "n": action.times_moved}
        words = N_("«{text}» moved {n} times") if moved else N_("«{text}» {days} days overdue")
        yield EarlyWarning(
            rule="W10",
            level="ask_first" if action.times_moved >= limits.moved_first else "ask",
            fact=Message(words, values),
            # A date that lies ahead is no date of a fact.
            on=on if on is not None and on <= past.today else day_of(action.at),
            source=_ACTION,
            question=Message(N_("Is it still the right thing to do? What stands in the way?")),
            subject=f"{action.id}:{action.times_moved}",
        )


def stalled(past: GroupHistory, limits: Thresholds) -> Iterator[EarlyWarning]:  # noqa: ARG001
    """W12. The group has stopped: why, and what would make it go on."""
    if past.state != "stalled":
        return
    event = _last(past.events, "stalled")
    known = event is not None and (event.cause or event.text)
    fact = (
        Message(N_("stalled: {cause}"), {"cause": known})
        if known
        else Message(N_("stalled, and the cause is not written down"))
    )
    yield EarlyWarning(
        rule="W12",
        level="ask_first",
        fact=fact,
        on=event.on if event is not None else past.since(),
        source=Message(N_("an event")),
        question=Message(N_("What would have to change for the group to go on?")),
        subject="" if known else "cause",
    )


def _last(events: Sequence[Event], kind: EventKind) -> Event | None:
    return next((each for each in reversed(events) if each.kind == kind), None)


RULES: Mapping[RuleId, Rule] = {
    "W1": vulnerable_factor,
    "W2": weakened_factor,
    "W3": leader_uncertain,
    "W4": absence,
    "W5": too_few,
    "W6": progress_alone,
    "W7": no_guidance,
    "W8": no_group_meeting,
    "W9": not_measured,
    "W10": overdue_action,
    "W11": left_unrated,
    "W12": stalled,
    "W13": two_raters_apart,
    "W14": not_discussed,
}
