"""The result of parsing a capture line: shown before Enter, and stored at Enter."""

from collections.abc import Mapping
from typing import Literal

import msgspec

from nettverk_tui.model import commands
from nettverk_tui.model.core.entry_kinds import ENTRY_KINDS, EntryKind, EntryKindName
from nettverk_tui.model.core.messages import Message
from nettverk_tui.model.core.records import RECORD_OF, Said
from nettverk_tui.model.core.values import Channel, DueKind, Giver, Layer, Phase, Role

CaptureKind = EntryKindName | Literal["continuation", "correction", "empty"]

#: The kinds that make an entry; a continuation or a correction changes an existing one.
DESCRIBED: Mapping[CaptureKind, EntryKind] = dict(ENTRY_KINDS.items())
SAID: frozenset[CaptureKind] = frozenset(name for name, kind in ENTRY_KINDS.items() if kind.is_said)
#: Kinds with a date, today if the line has none.
DATED: frozenset[CaptureKind] = frozenset(name for name, kind in ENTRY_KINDS.items() if kind.dated)
#: Kinds recorded about one group, which the line or the focus must name.
OF_A_GROUP: frozenset[CaptureKind] = frozenset(
    name for name, kind in ENTRY_KINDS.items() if kind.needs_group and not kind.is_said
)

#: The layer of an entry unless the line names one (`docs/domain.md` §1.2). A measurement and a milestone have no
#: layer of their own, and a continuation or a correction keeps that of the entry it changes.
DEFAULT_LAYER: dict[CaptureKind, Layer] = {
    name: kind.layer for name, kind in ENTRY_KINDS.items() if kind.layer is not None
}


class Span(msgspec.Struct, frozen=True):
    """A stretch that a rule took, as indices of the line; the text loses `start` to `kept_from` and keeps the rest."""

    rule: str
    start: int
    end: int
    kept_from: int


class MentionedPerson(msgspec.Struct, frozen=True):
    """A person, group or role after @: `word` as typed, `name` to show; *unknown* and *ambiguous* have no id."""

    kind: Literal["member", "facilitator", "group", "role", "unknown", "ambiguous"]
    word: str
    name: str
    id: str | None = None
    group_id: str | None = None
    role: Role | Literal["adviser"] | None = None


class Due(msgspec.Struct, frozen=True):
    """The due date of an action (ISO); *next_gathering* may have none yet. `weekday`: Monday is 0."""

    kind: DueKind
    on: str | None
    weekday: int | None


class Held(msgspec.Struct, frozen=True):
    """An event on an ISO date, today by default; `agreed` is the outcome of a contact."""

    on: str
    minutes: int | None = None
    outside_hours: bool | None = None
    channel: Channel | None = None
    next_on: str | None = None
    agreed: str = ""


class Measured(msgspec.Struct, frozen=True):
    """One value of an indicator; a name without an id is a new indicator. `whole_month`: `on` is a month's first day.

    A percentage is kept as written: 29 for 29 %. Exactly one of `value`, `numerator` and `below` is set, none until a
    number has been read.
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
        """Whether a number has been read."""
        return not (self.value is None and self.numerator is None and self.below is None)


class NewLeader(msgspec.Struct, frozen=True):
    """The new leader of a group: one of its members, or, without an id, a new member."""

    name: str
    member_id: str | None = None


class Correction(msgspec.Struct, frozen=True):
    """Replace `wrong` with `right` in the previous entry."""

    wrong: str
    right: str


class ParsedLine(msgspec.Struct, frozen=True, kw_only=True):
    """A parsed capture line.

    `text` is the text to store: the line without the marks; for a continuation or a correction the whole new text of
    the previous entry. `obstacle` is the reason why Enter must not store it yet. `spans` are indices in `clean(line)`,
    in order; `rules` are the names of the rules that applied. `group_id` and `factor` are those in focus unless the
    line names others.
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
        """Return the record type of a said entry, or None for other kinds."""
        described = DESCRIBED.get(self.kind)
        record = RECORD_OF[described.table] if described is not None else None
        return record if record is not None and issubclass(record, Said) else None

    def action_owner(self) -> commands.ActionOwner:
        """Return the owner of an action: all names as words, and the ids of the first one."""
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
