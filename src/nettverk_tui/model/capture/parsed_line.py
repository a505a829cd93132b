"""What the capture line made of what was typed: the values the screen shows before Enter and stores at Enter."""

from collections.abc import Mapping
from typing import Literal

import msgspec

from nettverk_tui.model import commands
from nettverk_tui.model.core.entry_kinds import ENTRY_KINDS, EntryKind, EntryKindName
from nettverk_tui.model.core.messages import Message
from nettverk_tui.model.core.records import RECORD_OF, Said
from nettverk_tui.model.core.values import Channel, DueKind, Giver, Layer, Phase, Role

CaptureKind = EntryKindName | Literal["continuation", "correction", "empty"]

#: What a line can make; a continuation or a correction changes an entry that is there.
DESCRIBED: Mapping[CaptureKind, EntryKind] = dict(ENTRY_KINDS.items())
SAID: frozenset[CaptureKind] = frozenset(name for name, kind in ENTRY_KINDS.items() if kind.is_said)
#: What happened on a day, today where the line has no date.
DATED: frozenset[CaptureKind] = frozenset(name for name, kind in ENTRY_KINDS.items() if kind.dated)
#: What is known of one group: it needs to say which.
OF_A_GROUP: frozenset[CaptureKind] = frozenset(
    name for name, kind in ENTRY_KINDS.items() if kind.needs_group and not kind.is_said
)

#: Who may read an entry unless the line says otherwise (`docs/domain.md` §1.2). A measurement and a milestone have no
#: layer of their own, and a continuation or a correction keeps that of the entry it changes.
DEFAULT_LAYER: dict[CaptureKind, Layer] = {
    name: kind.layer for name, kind in ENTRY_KINDS.items() if kind.layer is not None
}


class Span(msgspec.Struct, frozen=True):
    """A stretch of the line that a rule understood. The text loses `start` to `kept_from` and keeps the rest of it."""

    rule: str
    start: int
    end: int
    kept_from: int


class MentionedPerson(msgspec.Struct, frozen=True):
    """Whom a word with @ named. `word` is what was typed, `name` what to show; *unknown* and *ambiguous* have no id."""

    kind: Literal["member", "facilitator", "group", "role", "unknown", "ambiguous"]
    word: str
    name: str
    id: str | None = None
    group_id: str | None = None
    role: Role | Literal["adviser"] | None = None


class Due(msgspec.Struct, frozen=True):
    """When an action is due; *next_gathering* may not have a date yet. `weekday`: Monday is 0."""

    kind: DueKind
    on: str | None
    weekday: int | None


class Held(msgspec.Struct, frozen=True):
    """What happened on a day, today where no date was written; `agreed` is what a contact came to."""

    on: str
    minutes: int | None = None
    outside_hours: bool | None = None
    channel: Channel | None = None
    next_on: str | None = None
    agreed: str = ""


class Measured(msgspec.Struct, frozen=True):
    """One value of an indicator; a name without an id is a new indicator. `whole_month`: `on` is a month's first day.

    A percentage is kept as written: 29 for 29 %. Exactly one of `value`, `numerator` and `below` is set, and none while
    no number has been understood.
    """

    indicator_id: str | None = None
    indicator_name: str = ""
    value: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    below: float | None = None
    percent: bool = False
    phase: Phase = "series"
    on: str | None = None
    whole_month: bool = False

    @property
    def has_value(self) -> bool:
        return not (self.value is None and self.numerator is None and self.below is None)


class NewLeader(msgspec.Struct, frozen=True):
    """Who leads the group from now on: one of its members, or, without an id, somebody who joins it."""

    name: str
    member_id: str | None = None


class Correction(msgspec.Struct, frozen=True):
    """`wrong` is to become `right` in the previous entry."""

    wrong: str
    right: str


class ParsedLine(msgspec.Struct, frozen=True, kw_only=True):
    """How a line was understood.

    `text` is what will be stored: the line without the marks that were understood; for a continuation or a correction
    the whole new text of the previous entry. `obstacle` says why Enter must not store it yet. `spans` are places in
    `clean(line)`, in order, and `rules` the names of the rules that fired. `group_id` and `factor` are those in focus
    unless the line names others.
    """

    kind: CaptureKind
    text: str = ""
    layer: Layer | None = None
    group_id: str | None = None
    factor: str | None = None
    who: tuple[MentionedPerson, ...] = ()
    giver: Giver | None = None
    giver_group_id: str | None = None
    giver_facilitator_id: str | None = None
    due: Due | None = None
    held: Held | None = None
    measured: Measured | None = None
    milestone_id: str | None = None
    level: int | None = None
    leader: NewLeader | None = None
    correction: Correction | None = None
    warnings: tuple[Message, ...] = ()
    obstacle: Message | None = None
    spans: tuple[Span, ...] = ()
    rules: tuple[str, ...] = ()

    @property
    def record(self) -> type[Said] | None:
        """What something said is stored as; None for what is not said."""
        described = DESCRIBED.get(self.kind)
        record = RECORD_OF[described.table] if described is not None else None
        return record if record is not None and issubclass(record, Said) else None

    def doer(self) -> commands.ActionOwner:
        """Whom an action is for: every name as words, and what the first of them named."""
        if not self.who:
            return commands.ActionOwner()
        first = self.who[0]
        return commands.ActionOwner(
            word=", ".join(who.name for who in self.who),
            member_id=first.id if first.kind == "member" else None,
            facilitator_id=first.id if first.kind == "facilitator" else None,
            group_id=first.group_id if first.kind in ("group", "role") else None,
            role=first.role if first.role != "adviser" else None,
            unknown=any(who.kind in ("unknown", "ambiguous") for who in self.who),
        )
