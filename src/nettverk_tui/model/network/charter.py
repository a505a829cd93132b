"""The charter of a network as it is typed and read: purpose, owner, period, milestones; and its go / no-go list.

Period       15.1.2027–31.12.2027
Milestones   Invitasjon 1.9.2026; Første samling 12.1.2027; Sluttrapport
"""

from collections.abc import Mapping, Sequence
from datetime import date

from nettverk_tui.model.core.messages import N_, Message
from nettverk_tui.model.core.records import Candidate, Milestone, Network
from nettverk_tui.model.core.rows import Rows
from nettverk_tui.model.core.text import clean, one_line
from nettverk_tui.model.core.values import Language, Secured
from nettverk_tui.model.network.form import LONGEST_FIELD, FieldFault, read_period, typed_day
from nettverk_tui.model.network.plan import Charter, PlannedMilestone

MOST_GROUPS_IN_A_ROOM = 20
#: Fields of the network that are stored as typed.
TEXTS = ("purpose", "owner", "funders", "coordinator")
#: Conditions for starting a network: fields of `Network` and, for each unit, of `Candidate`.
NETWORK_QUESTIONS: Mapping[str, str] = {
    "guidance": N_("Guidance between the gatherings is secured"),
    "coordination": N_("Co-ordination is secured: somebody has the time for it"),
    "continuation": N_("It is settled who goes on when the network ends"),
    "data_access": N_("The groups get at their own data"),
    "expertise": N_("Experts and best practice are at hand"),
}
OFFICE_QUESTIONS: Mapping[str, str] = {
    "backing": N_("leader and staff behind it"),
    "ownership": N_("their own project"),
    "calm": N_("no upheaval is ahead"),
}
#: Conditions that a unit agrees to when it joins: fields of `Candidate`.
CONDITIONS: Mapping[str, str] = {
    "three_members": N_("at least three"),
    "several_professions": N_("several professions"),
    "whole_period": N_("the whole period"),
    "will_share": N_("will share what it learns"),
}
#: Number of words in the longest date.
_MOST_WORDS = 8
_NEXT: Mapping[Secured, Secured] = {"not_asked": "yes", "yes": "no", "no": "not_asked"}


def read_charter(fields: Mapping[str, str], today: date) -> tuple[Charter, Sequence[FieldFault]]:
    """Read the page of a network; return the charter and the faults.

    `fields`: the TEXTS, period, room, zone, milestones, limits, quiet. The zone is not checked here, as that needs the
    computer's tables.
    """
    # Imported late: the deciders of commands import this module, and do not need the warnings.
    from nettverk_tui.model.network.thresholds_text import kept_limits, kept_quiet_weeks, read_limits, read_quiet_weeks

    faults: list[FieldFault] = []
    cleaned = {name: " ".join(clean(text).split()) for name, text in fields.items()}
    faults += [
        FieldFault(name, Message(N_("More than {most} characters: divide it."), {"most": LONGEST_FIELD}))
        for name, text in cleaned.items()
        if len(text) > LONGEST_FIELD
    ]
    period = read_period(cleaned.get("period", ""), today) if cleaned.get("period") else None
    if (fault := _period_fault(cleaned.get("period", ""), period)) is not None:
        faults.append(FieldFault("period", fault))
    room = cleaned.get("room", "")
    if room and not (room.isascii() and room.isdigit() and 1 <= int(room[:4]) <= MOST_GROUPS_IN_A_ROOM):
        message = Message(N_("Write how many groups share a room well: 1 to {most}."), {"most": MOST_GROUPS_IN_A_ROOM})
        faults.append(FieldFault("room", message))
        room = ""
    limits, quiet = read_limits(cleaned.get("limits", "")), read_quiet_weeks(cleaned.get("quiet", ""))
    faults += [
        FieldFault(name, read) for name, read in (("limits", limits), ("quiet", quiet)) if isinstance(read, Message)
    ]
    return (
        Charter(
            **{name: cleaned.get(name, "") for name in TEXTS},
            from_on=period[0].isoformat() if period is not None else None,
            to_on=period[1].isoformat() if period is not None else None,
            groups_per_room=int(room) if room else 6,
            limits="" if isinstance(limits, Message) else kept_limits(limits),
            quiet_weeks="" if isinstance(quiet, Message) else kept_quiet_weeks(quiet),
            zone=cleaned.get("zone", ""),
            milestones=tuple(read_milestones(cleaned.get("milestones", ""), today)),
        ),
        faults,
    )


def _period_fault(text: str, period: tuple[date, date] | None) -> Message | None:
    if text and period is None:
        words = N_("“{text}” is no period. Write 15.1.2027–31.12.2027.")
    elif period is not None and period[1] < period[0]:
        words = N_("“{text}” ends before it begins.")
    else:
        return None
    return Message(words, {"text": one_line(text, 30)})


def read_milestones(text: str, today: date) -> Sequence[PlannedMilestone]:
    """Read milestones separated by semicolons; a date at the end of one is its day."""
    from nettverk_tui.model.core.dates import USUAL, whole_date

    milestones = []
    for part in (" ".join(part.split()) for part in text.split(";")):
        words = part.split(" ")
        # The longest date at its end: `1.9.2026`, `1. september`, `tor 1. oktober 2026`, `uke 3`.
        ends = (" ".join(words[-count:]) for count in range(min(len(words) - 1, _MOST_WORDS), 0, -1))
        for end in ends:
            day = whole_date(end, today, "ahead", USUAL - {"length", "weekday"})
            if day is not None and day.on is not None:
                milestones.append(PlannedMilestone(part.removesuffix(end).rstrip(" ,:"), day.on.isoformat()))
                break
        else:
            if part:
                milestones.append(PlannedMilestone(part))
    return milestones


def charter_as_typed(rows: Rows, network: Network, language: Language) -> Mapping[str, str]:
    """Return the fields of the page for an existing network, as they would be typed."""
    from nettverk_tui.model.network.thresholds_text import thresholds_of, typed_limits, typed_quiet_weeks

    thresholds = thresholds_of(network)
    fields = {name: getattr(network, name) for name in TEXTS}
    fields["period"] = "–".join(typed_day(day) for day in (network.from_on, network.to_on) if day is not None)
    fields["room"] = str(network.groups_per_room)
    fields["zone"] = network.zone
    fields["milestones"] = "; ".join(
        f"{milestone.text} {typed_day(milestone.planned_on)}" if milestone.planned_on is not None else milestone.text
        for milestone in milestones_of(rows, network.id)
    )
    fields["limits"] = typed_limits(thresholds, language)
    fields["quiet"] = typed_quiet_weeks(thresholds.quiet, language)
    return fields


def milestones_of(rows: Rows, network_id: str) -> Sequence[Milestone]:
    """Return the milestones of a network in order."""
    return sorted(rows.find(Milestone, network_id=network_id), key=lambda milestone: milestone.position)


# --- go or no-go


def next_answer(answer: Secured) -> Secured:
    """Return the answer after this one, in the cycle *not asked*, *yes*, *no*."""
    return _NEXT[answer]


def missing(row: Network | Candidate) -> tuple[Sequence[str], Sequence[str]]:
    """Return the questions answered with no, and those not asked yet: fields, in order."""
    questions = NETWORK_QUESTIONS if isinstance(row, Network) else OFFICE_QUESTIONS
    return (
        [field for field in questions if getattr(row, field) == "no"],
        [field for field in questions if getattr(row, field) == "not_asked"],
    )
