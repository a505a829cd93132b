"""The page of a group as it is typed and read: the unit, the state, and the members with their dates.

State    pauset 3.4.2027: lederen sluttet
Member   Kari Nordmann (lege, leder) 12.1.2027–1.6.2027
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise

from nettverk_tui.model.core.messages import N_, Message
from nettverk_tui.model.core.records import Event, Group, Member, Project
from nettverk_tui.model.core.rows import Rows
from nettverk_tui.model.core.text import clean, one_line
from nettverk_tui.model.core.values import GroupState
from nettverk_tui.model.network.form import (
    LONGEST_FIELD,
    FieldFault,
    read_day,
    read_employees,
    read_group,
    typed_day,
    typed_member,
)
from nettverk_tui.model.network.plan import DetailedMember, GroupPage, StateChange

TEXTS = ("unit", "municipality", "area", "operating_model", "staff_meetings")
#: Words for the states of a group; the first is the one we write.
STATES: Mapping[GroupState, tuple[str, ...]] = {
    "active": ("i gang", "active", "aktiv"),
    "stalled": ("pauset", "stalled", "paused", "stoppet", "pause"),
    "resumed": ("i gang igjen", "resumed", "gjenopptatt", "i gang att"),
    "completed": ("fullført", "completed", "ferdig"),
    "withdrawn": ("trukket seg", "withdrawn", "trukke seg", "trukket", "sluttet"),
}
_STATE_OF = {word: state for state, words in STATES.items() for word in words}
_MEMBER = re.compile(r"(?P<who>[^()]*(?:\([^()]*\))?)\s*(?P<dates>.*)\Z")
_DASH = re.compile(r"\s*[-–]\s*")


def read_page(fields: Mapping[str, str], today: date) -> tuple[GroupPage, Sequence[FieldFault]]:
    """Read the page; return it and its faults. `fields`: the TEXTS, employees, state, and `member-<id>` for each."""
    cleaned = {name: " ".join(clean(text).split()) for name, text in fields.items()}
    faults = [
        FieldFault(name, Message(N_("More than {most} characters: divide it."), {"most": LONGEST_FIELD}))
        for name, text in cleaned.items()
        if len(text) > LONGEST_FIELD
    ]
    if not cleaned.get("unit"):
        faults.append(FieldFault("unit", Message(N_("The group needs the name of its unit."))))
    employees = read_employees(cleaned.get("employees", ""))
    if isinstance(employees, Message):
        faults.append(FieldFault("employees", employees))
        employees = None
    state = read_state(cleaned.get("state", ""), today)
    if isinstance(state, Message):
        faults.append(FieldFault("state", state))
        state = StateChange("active")
    members: list[DetailedMember] = []
    for name, text in cleaned.items():
        if name.startswith("member-"):
            member = read_member(name.removeprefix("member-"), text, today)
            if isinstance(member, Message):
                faults.append(FieldFault(name, member))
            else:
                members.append(member)
    faults += _against_each_other(members)
    return (
        GroupPage(
            **{name: cleaned.get(name, "") for name in TEXTS},
            employees=employees,
            state=state,
            members=tuple(members),
        ),
        faults,
    )


def read_state(text: str, today: date) -> StateChange | Message:
    """Read a state with its date and cause: `pauset 3.4.2027: lederen sluttet`."""
    before_colon, _, cause = text.partition(":")
    words = before_colon.split()
    for count in range(len(words), -1, -1):
        state = _STATE_OF.get(" ".join(words[:count]).casefold())
        if state is None:
            continue
        rest = " ".join(words[count:])
        on = read_day(rest, today, "back") if rest else None
        if rest and on is None:
            return Message(N_("“{text}” is no date: write 12.1.2027 or 2027-01-12."), {"text": one_line(rest, 30)})
        return StateChange(state, on.isoformat() if on is not None else None, cause.strip())
    if not words:
        return StateChange("active", None, cause.strip())
    known = ", ".join(words[0] for words in STATES.values())
    return Message(N_("Write one of these: {known}."), {"known": known})


def read_member(id: str, text: str, today: date) -> DetailedMember | Message:
    """Read a member: the name, the words in brackets, and the dates."""
    if not text:
        return DetailedMember(id, None)
    match = _MEMBER.match(text)
    who = match["who"] if match is not None else text
    dates = match["dates"].strip() if match is not None else ""
    if not dates and "(" not in text:
        # Without brackets the dates follow the name.
        digits = re.search(r"\s[-–]?\s*[0-9]", text)
        if digits is not None:
            who, dates = text[: digits.start()], text[digits.start() :].strip()
    people = read_group("A", f"x;;{who}").members
    if len(people) != 1 or not people[0].name:
        return Message(N_("One name on each line, then in brackets what the member is: Kari (doctor, leader)."))
    span = _read_span(dates, today)
    if span is None:
        return Message(
            N_("“{text}” are no dates: write 12.1.2027–1.6.2027, 12.1.2027– or –1.6.2027."), {"text": dates[:30]}
        )
    from_on, to_on = span
    if from_on is not None and to_on is not None and to_on < from_on:
        return Message(
            N_("{name} leaves before joining: look at the two dates."), {"name": one_line(people[0].name, 40)}
        )
    return DetailedMember(id, people[0], from_on, to_on)


def _read_span(text: str, today: date) -> tuple[str | None, str | None] | None:
    if not text:
        return None, None
    single_day = read_day(text, today)
    if single_day is not None:
        return single_day.isoformat(), None
    for dash in _DASH.finditer(text):
        parts = (text[: dash.start()], text[dash.end() :])
        days = [read_day(part, today) if part else None for part in parts]
        if all(day is not None for part, day in zip(parts, days, strict=True) if part):
            first, last = (day.isoformat() if day is not None else None for day in days)
            return first, last
    return None


def _against_each_other(members: Sequence[DetailedMember]) -> Sequence[FieldFault]:
    faults, present = [], [member for member in members if member.who is not None and member.to_on is None]
    leaders = sorted(
        (member for member in members if member.who is not None and member.who.leader),
        key=lambda member: member.from_on or "",
    )
    for earlier, later in pairwise(leaders):
        if earlier.to_on is None or earlier.to_on > (later.from_on or ""):
            message = Message(
                N_("Two leaders at once: take that word from one of them, or write when the first one stopped.")
            )
            faults.append(FieldFault(f"member-{later.id}", message))
    seen: set[str] = set()
    for member in present:
        name = member.who.name.casefold() if member.who is not None else ""
        if name in seen and member.who is not None:
            message = Message(N_("{name} stands there twice: tell the two apart."), {"name": member.who.name})
            faults.append(FieldFault(f"member-{member.id}", message))
        seen.add(name)
    return faults


def page_as_typed(rows: Rows, group: Group) -> Mapping[str, str]:
    """Return the fields of the page for a group, as they would be typed; former members are included."""
    project = next(iter(rows.find(Project, group_id=group.id)), None)
    fields = {
        "unit": group.unit,
        "municipality": group.municipality,
        "area": project.area if project is not None else "",
        "operating_model": group.operating_model,
        "staff_meetings": group.staff_meetings,
        "employees": str(group.employees) if group.employees is not None else "",
        "state": STATES[group.state][0],
    }
    for member in rows.find(Member, group_id=group.id):
        if member.name:
            fields[f"member-{member.id}"] = _with_dates(member)
    return fields


def _with_dates(member: Member) -> str:
    first, last = (typed_day(day) for day in (member.from_on, member.to_on))
    dates = f" {first}–{last}" if first or last else ""
    return f"{typed_member(member)}{dates}"


def history_of(rows: Rows, group_id: str) -> Sequence[Event]:
    """Return the events of a group, oldest first: leaders, pauses, and the like."""
    return sorted(rows.find(Event, group_id=group_id), key=lambda event: event.on)
