"""The form that sets up a network: its fields read into a plan, and an existing network written into its fields.

    Groups       Bremanger legekontor; legemiddelgjennomgang; Kari Nordmann (lege, leder), Liv Moe (sykepleier)
    Gatherings   12.–13.1.2027 kl. 10, 2.3.2027, 4. mai 2027

Nothing is guessed: text that cannot be read is reported with its field, and not stored.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, time
from typing import TYPE_CHECKING

import msgspec

from nettverk_tui.model.core.messages import N_, Message
from nettverk_tui.model.core.records import Facilitator, Gathering, Member, Network, Project
from nettverk_tui.model.core.rows import Rows
from nettverk_tui.model.core.text import clean, one_line
from nettverk_tui.model.core.values import Language
from nettverk_tui.model.network.plan import (
    NetworkPlan,
    PlannedGathering,
    PlannedGroup,
    PlannedMember,
    gatherings_of,
    groups_of,
    members_of,
)

if TYPE_CHECKING:
    # Dates are imported late: the deciders of commands import this module and do not read dates.
    from nettverk_tui.model.core.dates import Kind, Looking, Written

#: Most characters in one field of the form.
LONGEST_FIELD = 2_000
MOST_EMPLOYEES = 10_000
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#: Words for the roles, as people type them.
LEADER = frozenset({"leder", "leiar", "leader", "gruppeleder", "gruppeleiar"})
WRITER = frozenset({"gruppereferent", "sekretær", "skrivar", "skriver", "writer", "secretary"})
DATA = frozenset({"data", "dataansvarlig", "dataansvarleg"})
_AT = re.compile(
    r"\s*(?:kl\.?|klokken|klokka|at)\s*(?P<hour>[0-9]{1,2})(?:[.:](?P<minute>[0-9]{2}))?\s*\Z", re.IGNORECASE
)
#: Two words or more, each with a capital: a person's name, not an improvement area.
_WHOLE_NAME = re.compile(r"[^\W\d_a-zæøå][\w'’-]*(?: (?:(?:van|von|der|den|de|af|av) )?[^\W\d_a-zæøå][\w'’-]*){1,4}")
#: The sign between the first day and the last, and a first day whose month is written after the last.
_DASH = re.compile(r"\s*(?:–|(?<!\s)-(?!\s)|\s-\s|\s(?:til|to)\s)\s*")
#: Forms whose year or month may be written after the last day.
_YEARLESS: "frozenset[Kind]" = frozenset({"short", "named", "numbered", "week", "month", "feast"})
_DAY_ONLY = re.compile(r"(?P<day>[0-9]{1,2})\.?")


class FieldFault(msgspec.Struct, frozen=True):
    """A fault in one field of the form, such as `name`, `advisers`, `gatherings` or `group-A`."""

    field: str
    message: Message


def read_plan(fields: Mapping[str, str], language: Language, today: date) -> tuple[NetworkPlan, Sequence[FieldFault]]:
    """Read the form; return the plan and the faults. `fields`: name, region, advisers, gatherings, group-A, group-B."""
    faults: list[FieldFault] = []
    cleaned = {name: " ".join(clean(text).split()) for name, text in fields.items()}
    faults += [
        FieldFault(name, Message(N_("More than {most} characters: divide it."), {"most": LONGEST_FIELD}))
        for name, text in cleaned.items()
        if len(text) > LONGEST_FIELD
    ]
    if not cleaned.get("name"):
        faults.append(FieldFault("name", Message(N_("The network needs a name."))))
    groups = []
    for letter in LETTERS:
        text = cleaned.get(f"group-{letter}", "")
        if text:
            groups.append(read_group(letter, text))
            unclear = _parts(text)
            if isinstance(unclear, Message):
                faults.append(FieldFault(f"group-{letter}", unclear))
            else:
                faults += _group_faults(groups[-1])
    gatherings, gathering_faults = read_gatherings(cleaned.get("gatherings", ""), today)
    plan = NetworkPlan(
        name=cleaned.get("name", ""),
        region=cleaned.get("region", ""),
        language=language,
        advisers=tuple(dict.fromkeys(_listed(cleaned.get("advisers", "")))),
        groups=tuple(groups),
        gatherings=tuple(gatherings),
    )
    return plan, [*faults, *gathering_faults]


def _listed(text: str) -> Sequence[str]:
    return [part.strip() for part in re.split(r"[,;]", text) if part.strip()]


def read_group(letter: str, text: str) -> PlannedGroup:
    """Read *unit; area; members*, the last two optional; commas alone are enough where they are not ambiguous."""
    parts = _parts(text)
    unit, area, members = (text, "", "") if isinstance(parts, Message) else parts
    return PlannedGroup(letter, unit, area, tuple(map(_read_member, _members(members))))


def _parts(text: str) -> tuple[str, str, str] | Message:
    """Return unit, area and members, or a Message if the text is ambiguous."""
    unit, *rest = (part.strip() for part in text.split(";", 2))
    if len(rest) == 2:
        return unit, rest[0], rest[1]
    if rest:
        # One semicolon: after it an area, or members, or both separated by commas.
        found = _area_and_members(rest[0])
        return (unit, rest[0], "") if isinstance(found, Message) else (unit, *found)
    first, *others = _members(text) or [""]
    if "(" in first:
        return Message(N_("Nothing stands between the unit and the members: put a semicolon behind the unit."))
    if not others:
        return first, "", ""
    found = _area_and_members(text.partition(",")[2])
    return found if isinstance(found, Message) else (first, *found)


def _area_and_members(text: str) -> tuple[str, str] | Message:
    """Split at commas: a member has brackets or a whole name, an area comes first and begins with a small letter."""
    parts = _members(text)
    is_member = [_is_member(part) for part in parts]
    at = 0 if not parts or is_member[0] else 1
    if all(is_member[at:]) and (at == 0 or parts[0][:1].islower()):
        return ("" if at == 0 else parts[0]), ", ".join(parts[at:])
    # A first part in small letters could be an area: then the next part is the unclear one.
    first = 1 if parts[0][:1].islower() else 0
    open_ones = [part for part, member in zip(parts[first:], is_member[first:], strict=True) if not member]
    unclear = open_ones[0] if open_ones else parts[0]
    words = N_("What is “{text}”, the area or a member? Put semicolons: unit; area; members.")
    return Message(words, {"text": one_line(unclear, 30)})


def _is_member(text: str) -> bool:
    """Whether a part is a whole name, or a name with brackets; *telefon (innringing)* is an area."""
    _, bracket, rest = text.partition("(")
    roles = {word.casefold() for word in _listed(rest.rstrip().removesuffix(")"))} & (LEADER | WRITER | DATA)
    return bool(bracket and (text[:1].isupper() or roles)) or _WHOLE_NAME.fullmatch(text) is not None


def _members(text: str) -> Sequence[str]:
    """Split at commas and semicolons outside brackets."""
    parts, depth = [""], 0
    for character in text:
        depth = max(depth + (character == "(") - (character == ")"), 0)
        if character in ",;" and depth == 0:
            parts.append("")
        else:
            parts[-1] += character
    return [part.strip() for part in parts if part.strip()]


def _read_member(text: str) -> PlannedMember:
    name, _, rest = text.partition("(")
    words = _listed(rest.rstrip().removesuffix(")"))
    folded = {word.casefold() for word in words}
    professions = [word for word in words if word.casefold() not in LEADER | WRITER | DATA]
    return PlannedMember(
        name=name.strip(),
        profession=", ".join(professions),
        leader=bool(folded & LEADER),
        writer=bool(folded & WRITER),
        data=bool(folded & DATA),
    )


def _group_faults(group: PlannedGroup) -> Iterable[FieldFault]:
    field = f"group-{group.letter}"
    if not group.unit:
        yield FieldFault(field, Message(N_("The unit’s name comes first, before the first semicolon.")))
    if any(not member.name for member in group.members):
        yield FieldFault(field, Message(N_("A member has no name before the bracket.")))
    if sum(member.leader for member in group.members) > 1:
        yield FieldFault(field, Message(N_("Two leaders in one group: leave one of them without that word.")))
    names = [member.name.casefold() for member in group.members]
    twice = next((member.name for member in group.members if names.count(member.name.casefold()) > 1), None)
    if twice:
        yield FieldFault(field, Message(N_("{name} stands there twice: tell the two apart."), {"name": twice}))


def read_gatherings(text: str, today: date) -> tuple[Sequence[PlannedGathering], Sequence[FieldFault]]:
    """Read gatherings separated by commas: one day or *first–last*, with `kl. 9.30` after it if the time is known."""
    gatherings: list[PlannedGathering] = []
    faults: list[FieldFault] = []

    def fault(text: str, part: str) -> None:
        faults.append(FieldFault("gatherings", Message(text, {"text": part})))

    for part in _listed(text):
        days, at = part, None
        clock = _AT.search(part)
        if clock is not None:
            days, at = part[: clock.start()], _time(clock)
            if at is None:
                fault(N_("“{text}” has no such time of day."), part)
                continue
        span = read_days(days.strip(), today)
        if span is None:
            fault(N_("“{text}” is no date. Write 2.3.2027, or 12.–13.1.2027 for two days."), part)
            continue
        first, last = span
        if last < first:
            fault(N_("“{text}” ends before it begins."), part)
        elif (last - first).days > 6:
            fault(N_("“{text}” is longer than a week."), part)
        elif gatherings and first.isoformat() <= gatherings[-1].ends_on:
            fault(N_("“{text}” comes before the gathering that stands before it. Put them in order."), part)
        else:
            gatherings.append(PlannedGathering(first.isoformat(), last.isoformat(), at))
    return gatherings, faults


def _time(clock: re.Match[str]) -> str | None:
    try:
        return time(int(clock["hour"]), int(clock["minute"] or 0)).isoformat("minutes")
    except ValueError:
        return None


def read_days(text: str, today: date) -> tuple[date, date] | None:
    """Read one day, or *first–last*; return the first and the last day, or None."""
    from nettverk_tui.model.core.dates import DAYS

    return _first_and_last(text, today, DAYS)


def read_period(text: str, today: date) -> tuple[date, date] | None:
    """Read a period as by `read_days`, with weeks and months too: *januar 2027–desember 2027*, *uke 3–24*."""
    from nettverk_tui.model.core.dates import USUAL

    return _first_and_last(text, today, USUAL - {"length"})


def _first_and_last(text: str, today: date, kinds: "frozenset[Kind]") -> tuple[date, date] | None:
    from nettverk_tui.model.core.dates import whole_date

    single_date = whole_date(text, today, "ahead", kinds)
    if single_date is not None:
        return _edges(single_date, single_date)
    for dash in _DASH.finditer(text):
        begin, last = text[: dash.start()].strip(), whole_date(text[dash.end() :], today, "ahead", kinds)
        if last is None or last.first is None:
            continue
        only = _DAY_ONLY.fullmatch(begin)
        if only is not None:
            try:
                return last.first.replace(day=int(only["day"])), last.first
            except ValueError:
                return None
        first = whole_date(begin, today, "ahead", kinds)
        if first is not None and first.kind in _YEARLESS:
            # The year is written after the last day: the first day is the latest one before that.
            first = whole_date(begin, last.first, "back", kinds)
        if first is not None:
            return _edges(first, last)
    return None


def _edges(first: "Written", last: "Written") -> tuple[date, date] | None:
    return (first.first, last.last) if first.first is not None and last.last is not None else None


def read_day(text: str, today: date, looking: "Looking" = "ahead") -> date | None:
    """Read one day in any form of the capture line, such as `12.1.2027` or `fre 4. desember`; None if it is none."""
    from nettverk_tui.model.core.dates import DAYS, whole_date

    found = whole_date(text, today, looking, DAYS)
    return found.on if found is not None else None


def read_employees(text: str) -> int | Message | None:
    """Read a number of employees; None for an empty field."""
    digits = text.removesuffix(".0").replace(" ", "")
    if not digits:
        return None
    if digits.isascii() and digits.isdigit() and len(digits) < 9 and int(digits) <= MOST_EMPLOYEES:
        return int(digits)
    return Message(N_("“{text}” is no number of employees."), {"text": one_line(text, 20)})


# --- an existing network


def typed_day(day: str | None) -> str:
    """Return a local ISO date as one would type it; empty for None."""
    if day is None:
        return ""
    on = date.fromisoformat(day)
    return f"{on.day}.{on.month}.{on.year}"


def as_typed(rows: Rows, network_id: str, local: Callable[[int], datetime]) -> Mapping[str, str]:
    """Return the fields of the form for an existing network; `local` turns UTC milliseconds into local time."""
    network = rows.get(Network, network_id)
    if network is None:
        return {}
    fields = {
        "name": network.name,
        "region": network.region,
        "advisers": ", ".join(facilitator.name for facilitator in rows.find(Facilitator, network_id=network_id)),
        "gatherings": ", ".join(_typed_gathering(gathering, local) for gathering in gatherings_of(rows, network_id)),
    }
    for group in groups_of(rows, network_id):
        project = rows.find(Project, group_id=group.id)
        members = [typed_member(member) for member in members_of(rows, group.id) if member.name]
        parts = [group.unit, project[0].area if project else "", ", ".join(members)]
        while parts and not parts[-1]:
            parts.pop()
        line = "; ".join(parts)
        # A unit with a comma, or an area that looks like a name, needs all semicolons.
        whole = (*parts, "", "")[:3]
        fields[f"group-{group.letter}"] = line if _parts(line) == whole else line + ";" * (3 - len(parts))
    return fields


def typed_member(member: Member) -> str:
    """Return a member as one would be typed: the name, and in brackets the profession and the roles."""
    roles = [(member.leader, "leder"), (member.writer, "gruppereferent"), (member.data, "data")]
    words = [*_listed(member.profession), *(word for has, word in roles if has)]
    return f"{member.name} ({', '.join(words)})" if words else member.name


def _typed_gathering(gathering: Gathering, local: Callable[[int], datetime]) -> str:
    days = typed_day(gathering.starts_on)
    if gathering.ends_on != gathering.starts_on:
        days = f"{days} – {typed_day(gathering.ends_on)}"
    at = f" kl. {local(gathering.starts_at):%H.%M}" if gathering.starts_at is not None else ""
    return days + at
