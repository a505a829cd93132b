"""Every kind of entry, described once: its sign and words, its readers, its table, and where it is shown.

Grammar, preview, completion, help, log, timeline, minutes, search and demo take what they need from `ENTRY_KINDS`.
CONTRIBUTING.md says how to add a kind; `tests/test_entry_kinds.py` fails for one that is not complete.
"""

from collections.abc import Mapping
from typing import Literal, get_args

import msgspec

from nettverk_tui.model.core.messages import N_
from nettverk_tui.model.core.values import GroupState, Layer, StepKind

#: Entries that are stored as notes, and events of a group: the kind is a column of the table.
NoteKind = Literal["note", "decision", "parked", "example"]
EventKind = Literal[
    "leader_change", "leader_confirmed", "member_change", "stalled", "resumed", "withdrawn", "change_started"
]
SaidKind = Literal["advice", "action", "statement"] | NoteKind
OccasionKind = Literal["meeting", "staff_meeting", "contact"]
EntryKindName = SaidKind | OccasionKind | EventKind | Literal["measurement", "milestone", "recheck"]

#: The table that an entry is stored in, by its name in the file.
EntryTable = Literal[
    "note", "advice", "action", "ripple_effect",
    "group_meeting", "contact", "event", "measurement", "milestone_reached", "recheck",
]  # fmt: skip
MinutesSection = Literal["decisions", "examples", "notes", "parked", "advice", "actions", "statements"]
TimelineKind = Literal["said", "advice", "action", "number", "between", "event"]


class EntryKind(msgspec.Struct, frozen=True, kw_only=True):
    """One kind of entry.

    `words` are written before a colon at the beginning of a line (`oppgave:`); those of all three languages are always
    read. `sign` does the same and may be empty. `layer` is who may read it unless the line says otherwise; None if the
    record has no layer.
    """

    #: A msgid, written as at the beginning of a line.
    name: str
    words: tuple[str, ...]
    #: A shorter name for a line that names all of them; a msgid.
    brief: str = ""
    #: The help text of its sign, if the name is not enough; a msgid.
    help: str = ""
    table: EntryTable
    timeline: TimelineKind
    layer: Layer | None = "network"
    sign: str = ""
    #: The sign that panels show before it if it has no sign on the line.
    bullet: str = ""
    #: The key that converts another entry to this kind, if its sign does not.
    conversion_key: str = ""
    #: Whether it is about one group and cannot be stored without one.
    needs_group: bool = False
    #: Whether the line may give the day it happened.
    dated: bool = False
    #: The section of the minutes that repeats it; None if none does.
    minutes: MinutesSection | None = None
    #: The step where the demo writes it, in the relay of a middle gathering and of the last one.
    demo_steps: tuple[StepKind, StepKind] | None = None
    #: The state of its group after an event of this kind.
    state_after: GroupState | None = None

    @property
    def mark(self) -> str:
        """The sign that panels show before the entry."""
        return self.sign or self.bullet

    @property
    def is_said(self) -> bool:
        """Whether it was said in the room: such entries can be edited, refiled and converted."""
        return self.table in SAID_TABLES


#: Entries said in the room, in the order in which a day's entries are listed.
SAID_TABLES: tuple[EntryTable, ...] = ("note", "ripple_effect", "advice", "action")


def _event(name: str, *words: str, layer: Layer = "facilitators", state_after: GroupState | None = None) -> EntryKind:
    return EntryKind(
        name=name,
        words=words,
        table="event",
        timeline="event",
        layer=layer,
        needs_group=True,
        dated=True,
        state_after=state_after,
    )


#: All kinds, in the order in which the grammar tries them.
ENTRY_KINDS: Mapping[EntryKindName, EntryKind] = {
    "action": EntryKind(
        name=N_("Action"),
        help=N_("action: + Ring apoteket @Kari :fri"),
        words=("oppgave", "oppgåve", "action", "task"),
        sign="+",
        table="action",
        timeline="action",
        minutes="actions",
        demo_steps=("take_along", "continuation"),
    ),
    "advice": EntryKind(
        name=N_("Advice"),
        words=("råd", "advice"),
        sign=">",
        table="advice",
        timeline="advice",
        needs_group=True,
        minutes="advice",
        demo_steps=("peers", "discussion"),
    ),
    "decision": EntryKind(
        name=N_("Decision"),
        words=("beslutning", "vedtak", "avgjerd", "avgjerelse", "decision"),
        sign="!",
        table="note",
        timeline="said",
        minutes="decisions",
        demo_steps=("take_along", "continuation"),
    ),
    "parked": EntryKind(
        name=N_("Parked question"),
        brief=N_("parked"),
        words=("spørsmål", "parkert", "parkert spørsmål", "question", "parked", "parked question"),
        sign="?",
        table="note",
        timeline="said",
        minutes="parked",
        demo_steps=("questions", "discussion"),
    ),
    "statement": EntryKind(
        name=N_("Statement"),
        help=N_("statement about a ripple effect"),
        words=("utsagn", "utsegn", "sitat", "ringvirkning", "ringverknad", "statement", "quote", "ripple effect"),
        sign='"',
        table="ripple_effect",
        timeline="said",
        minutes="statements",
        demo_steps=("take_along", "ripples"),
    ),
    "example": EntryKind(
        name=N_("Good example"),
        brief=N_("example"),
        words=("eksempel", "godt eksempel", "døme", "godt døme", "example", "good example"),
        sign="*",
        table="note",
        timeline="said",
        minutes="examples",
        demo_steps=("status", "result"),
    ),
    "note": EntryKind(
        name=N_("Note"),
        words=("notat", "merknad", "note"),
        table="note",
        timeline="said",
        bullet="·",
        conversion_key=".",
        minutes="notes",
        demo_steps=("status", "result"),
    ),
    "meeting": EntryKind(
        name=N_("Group meeting"),
        words=("møte", "gruppemøte", "meeting", "group meeting"),
        table="group_meeting",
        timeline="between",
        layer="group",
        needs_group=True,
        dated=True,
    ),
    "staff_meeting": EntryKind(
        name=N_("Staff meeting"),
        words=("fellesmøte", "personalmøte", "staff meeting"),
        table="group_meeting",
        timeline="between",
        layer="group",
        needs_group=True,
        dated=True,
    ),
    "contact": EntryKind(
        name=N_("Guidance contact"),
        words=("kontakt", "veiledning", "rettleiing", "contact", "guidance"),
        table="contact",
        timeline="between",
        layer="facilitators",
        needs_group=True,
        dated=True,
    ),
    "measurement": EntryKind(
        name=N_("Measurement"),
        words=("måling", "measurement"),
        table="measurement",
        timeline="number",
        layer=None,
        needs_group=True,
    ),
    "recheck": EntryKind(
        name=N_("Factor asked again"),
        words=("faktor", "factor"),
        table="recheck",
        timeline="between",
        layer="group",
        needs_group=True,
        dated=True,
    ),
    "milestone": EntryKind(
        name=N_("Milestone reached"),
        words=("milepæl", "milepel", "milestone"),
        table="milestone_reached",
        timeline="event",
        layer=None,
        needs_group=True,
        dated=True,
    ),
    "stalled": _event(
        N_("Stalled"), "stans", "stanset", "stansa", "stoppet", "stoppa", "stalled", state_after="stalled"
    ),
    "resumed": _event(
        N_("Resumed"), "i gang igjen", "gjenopptatt", "teke opp att", "resumed", state_after="resumed"
    ),
    "leader_change": _event(
        N_("Change of leader"),
        "lederskifte", "leiarskifte", "ny leder", "ny leiar", "change of leader", "leader change",
    ),
    "leader_confirmed": _event(
        N_("Leader in place"), "leder på plass", "leiar på plass", "leader in place", "leader confirmed"
    ),
    "member_change": _event(
        N_("Change of members"), "medlemsskifte", "medlemsbytte", "change of members", "member change"
    ),
    "withdrawn": _event(
        N_("Withdrawn"), "trukket seg", "trekt seg", "withdrawn", state_after="withdrawn"
    ),
    "change_started": _event(
        N_("Change started"),
        "endring startet", "endring starta", "endring", "change started",
        # It is marked on the group's chart, which the room sees.
        layer="network",
    ),
}  # fmt: skip

STATE_AFTER: Mapping[EventKind, GroupState] = {
    event: state for event in get_args(EventKind) if (state := ENTRY_KINDS[event].state_after) is not None
}

#: The signs that a line may begin with, escaped for a character class of a regular expression.
SIGNS = "".join(kind.sign for kind in ENTRY_KINDS.values())

#: The kinds that an entry said in the room can be converted to, by their keys.
CONVERSIONS: Mapping[str, EntryKindName] = {
    kind.sign or kind.conversion_key: name for name, kind in ENTRY_KINDS.items() if kind.is_said
}
