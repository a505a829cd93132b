"""The shape of the demo's network.toml and gatherings.toml, and the parts they share with the groups' files.

Dates are those of 2005. Names identify people: a member's first name within the group, a facilitator's anywhere.
"""

import re
from datetime import date, time
from typing import Annotated, Literal

import msgspec

from nettverk_tui.model.core.entry_kinds import NoteKind
from nettverk_tui.model.core.values import (
    CandidateState,
    GatheringKind,
    ItemKind,
    Origin,
    ParkedState,
    ResourceKind,
    RippleKind,
    Theme,
)

Letter = Literal["A", "B", "C", "D", "E", "F"]
Number = Annotated[int, msgspec.Meta(ge=1, le=5)]
#: Minutes and seconds, `12:30`.
Span = Annotated[str, msgspec.Meta(pattern=r"^\d+:[0-5]\d$")]


class StoryPart(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Base of all parts that become records: illustrative unless marked as taken from the article."""

    origin: Origin = "illustrative"


class NetworkStory(StoryPart, frozen=True, kw_only=True):
    name: str
    purpose: str
    region: str
    owner: str
    funders: str
    coordinator: str
    groups_per_room: int
    from_on: date = msgspec.field(name="from")
    to_on: date = msgspec.field(name="to")


class FacilitatorStory(StoryPart, frozen=True, kw_only=True):
    name: str
    organisation: str


class CandidateStory(StoryPart, frozen=True, kw_only=True):
    unit: str
    municipality: str
    state: CandidateState
    reason: str
    three_members: bool = True
    several_professions: bool = True
    whole_period: bool = True
    will_share: bool = True


class Candidates(StoryPart, frozen=True, kw_only=True):
    """`municipalities` is the number invited in all; the offices in those that did not answer have no names."""

    municipalities: int
    interested: tuple[CandidateStory, ...]


class MilestoneStory(StoryPart, frozen=True, kw_only=True):
    text: str
    planned: date


class ResourceStory(StoryPart, frozen=True, kw_only=True):
    kind: ResourceKind
    text: str = ""
    hours: float | None = None
    kroner: float | None = None
    advisers: bool = False
    outside_hours: bool | None = None


class RippleStory(StoryPart, frozen=True, kw_only=True):
    text: str
    theme: Theme | None = None
    kind: RippleKind | None = None


class FactStory(StoryPart, frozen=True, kw_only=True):
    """A later fact: told when the given gathering ended, or known later."""

    text: str
    gathering: Number | None = None
    on: date | None = None


class NetworkFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The content of network.toml."""

    network: NetworkStory
    facilitators: tuple[FacilitatorStory, ...]
    candidates: Candidates
    milestones: tuple[MilestoneStory, ...]
    resources: tuple[ResourceStory, ...]
    ripples: tuple[RippleStory, ...]
    facts: tuple[FactStory, ...]


class StillStand(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A pause of the clock in one step (counted from 1) of an item."""

    step: int
    after: Span
    length: Span


class Adjustment(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Minutes given to one step (counted from 1) while it ran."""

    step: int
    minutes: int


class ItemStory(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One item: `actual` has one time per step, or a single one. `day` and `at` mark the beginning of a new day."""

    kind: ItemKind
    title: str = ""
    group: Letter | None = None
    planned: int | None = None
    actual: Span | tuple[Span, ...] = ()
    fixed: bool = False
    protected: bool = False
    skipped: bool = False
    day: int | None = None
    at: time | None = None
    pause: StillStand | None = None
    adjust: Adjustment | None = None

    @property
    def actual_ms(self) -> tuple[int, ...]:
        """Return the time used in the steps, in milliseconds."""
        return tuple(map(span_ms, (self.actual,) if isinstance(self.actual, str) else self.actual))


class BreakHere(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The present item (counted from 1) of a running gathering, paused `after` some time, `since` a while."""

    item: int
    after: Span
    since: Span


class SpokenPart(StoryPart, frozen=True, kw_only=True):
    """An entry at a gathering; `private` is for the facilitators only.

    A parked question got its state at the gathering itself, or was answered at the one it was `settled`.
    """

    text: str
    private: bool = False
    state: ParkedState = "open"
    answer: str = ""
    settled: Number | None = None


class PlenaryWords(SpokenPart, frozen=True, kw_only=True):
    """Entries in plenary, in the first item of the kind `where`."""

    kind: NoteKind
    where: ItemKind = msgspec.field(name="in")


class Guest(StoryPart, frozen=True, kw_only=True):
    name: str
    profession: str


class GatheringStory(StoryPart, frozen=True, kw_only=True):
    number: Number
    kind: GatheringKind
    on: tuple[date, ...]
    starts: time
    late: Span
    place: str
    chair: str
    minute_taker: str
    recipients: str
    items: tuple[ItemStory, ...]
    said: tuple[PlenaryWords, ...] = ()
    guests: tuple[Guest, ...] = ()
    stands: BreakHere | None = None


class GatheringsFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The content of gatherings.toml."""

    gatherings: tuple[GatheringStory, ...]


def span_ms(span: str) -> int:
    """Return `12:30` in milliseconds."""
    minutes, seconds = map(int, re.findall(r"\d+", span))
    return (minutes * 60 + seconds) * 1000
