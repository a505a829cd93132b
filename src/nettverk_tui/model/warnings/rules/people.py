"""The rules about people: the leader, attendance, and the members of a group."""

from collections.abc import Iterator, Mapping, Sequence

from nettverk_tui.model.core.messages import N_, Message
from nettverk_tui.model.core.records import Gathering
from nettverk_tui.model.network.warning_thresholds import Thresholds
from nettverk_tui.model.warnings.early_warning import EarlyWarning, SignalLevel
from nettverk_tui.model.warnings.group_history import GroupHistory
from nettverk_tui.model.warnings.rules.rule import RATERS, SOURCE_OF, rule

_ATTENDANCE = Message(N_("attendance"))
_MEMBERS = Message(N_("the members"))


@rule("W3", while_stalled=True)
def leader_uncertain(history: GroupHistory, limits: Thresholds) -> Iterator[EarlyWarning]:
    """Warn of a leader who changed, left or is expected to leave, until an event *leader confirmed*."""
    confirmed = max((event.on for event in history.events if event.kind == "leader_confirmed"), default="")
    changed = [event.on for event in history.events if event.kind == "leader_change" and event.on > confirmed]
    left = [
        member.to_on
        for member in history.members
        if member.leader and member.to_on and confirmed < member.to_on <= history.today
    ]
    source, on, fact = _MEMBERS, "", N_("the leader left")
    if changed:
        source, on, fact = Message(N_("an event")), changed[-1], N_("the leader changed")
    elif left and not any(member.leader for member in history.current_members()):
        on = max(left)
    else:
        for rater in RATERS:
            for gathering, sheet in history.sheets(rater)[::-1]:
                rating = sheet.get("L4")
                if rating is not None and rating.level is not None:
                    if rating.level <= limits.low and gathering.ends_on > confirmed:
                        source, on, fact = SOURCE_OF[rater], gathering.starts_on, N_("a change of leader is expected")
                    break
    if on:
        yield EarlyWarning(
            level="ask_first",
            fact=Message(fact),
            on=on,
            source=source,
            question=Message(N_("Who leads the work now, and do they want it?")),
        )


@rule("W4")
def absence(history: GroupHistory, limits: Thresholds) -> Iterator[EarlyWarning]:  # noqa: ARG001
    """Warn of absence (all, the leader, a member twice running) and new people (a seat twice running, or half)."""
    marked = history.marked_gatherings()
    if not marked:
        return
    last = marked[-1]
    present, absent = history.present(last), history.absent(last)

    def found(subject: str, fact: Message, level: SignalLevel = "ask") -> EarlyWarning:
        question = Message(N_("What kept you, and what would make it possible next time?"))
        return EarlyWarning(
            level=level, fact=fact, on=last.starts_on, source=_ATTENDANCE, question=question, subject=subject
        )

    if absent and not present:
        yield found("all", Message(N_("nobody of the group was there")), "ask_first")
        return
    gone = [member for attendance in absent if (member := history.member(attendance.member_id)) is not None]
    if any(member.leader for member in gone):
        yield found("leader", Message(N_("the leader was not there")))
    earlier = {attendance.member_id for gathering in marked[-2:-1] for attendance in history.absent(gathering)}
    for member in gone:
        if member.id in earlier and not member.rotating and not member.leader:
            who = member.name or member.profession
            yield found(member.id, Message(N_("{who} was absent twice running"), {"who": who}))
    for profession in sorted(_new_in_seat(history, marked)):
        yield found(profession, Message(N_("{who}: a new person two gatherings running"), {"who": profession}))
    seen = {attendance.member_id for gathering in marked[:-1] for attendance in history.present(gathering)}
    new = [attendance for attendance in present if attendance.member_id not in seen]
    if seen and 2 * len(new) >= len(present):
        values: dict[str, str | int | Message] = {"n": len(new), "all": len(present)}
        yield found("faces", Message(N_("{n} of {all} were new"), values))


def _new_in_seat(history: GroupHistory, marked: Sequence[Gathering]) -> set[str]:
    """Return the professions represented by different people at each of the last three gatherings, casefolded."""
    seats: list[Mapping[str, set[str]]] = []
    for gathering in marked[-3:]:
        seat: dict[str, set[str]] = {}
        for attendance in history.present(gathering):
            member = history.member(attendance.member_id)
            profession = (member.profession if member is not None else "") or attendance.profession
            if profession and attendance.member_id:
                seat.setdefault(profession.casefold(), set()).add(attendance.member_id)
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


@rule("W5")
def too_few(history: GroupHistory, limits: Thresholds) -> Iterator[EarlyWarning]:
    """Warn of too few members, or of a missing kind of staff; a group without recorded members is left alone."""
    members = history.current_members()
    if not members:
        return
    kinds = {member.staff_kind for member in members}
    missing = [kind for kind in limits.required if kind not in kinds]
    on = max([member.to_on for member in history.members if member.to_on and member.to_on <= history.today], default="")
    on = on or min([member.from_on for member in members if member.from_on], default=history.first_day())
    if len(members) < limits.fewest_members:
        yield EarlyWarning(
            level="ask",
            fact=Message(N_("members: {n}"), {"n": len(members)}),
            on=on,
            source=_MEMBERS,
            question=Message(N_("Who could join?")),
            subject="few",
        )
    for kind in missing:
        yield EarlyWarning(
            level="ask",
            fact=Message(N_("no doctor in the group") if kind == "doctor" else N_("no co-worker in the group")),
            on=on,
            source=_MEMBERS,
            question=Message(N_("Who could join?")),
            subject=kind,
        )
