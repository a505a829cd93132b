"""What the capture line knows of the room while it is being typed in; the caller gives it, nothing here looks it up."""

from typing import Literal

import msgspec

from nettverk_tui.model.capture.parsed_line import CaptureKind
from nettverk_tui.model.core.checklist import Checklist
from nettverk_tui.model.core.values import Language, StepKind


class GroupName(msgspec.Struct, frozen=True):
    """A group, by its letter and by the name of its unit."""

    id: str
    letter: str
    unit: str = ""


class PersonName(msgspec.Struct, frozen=True):
    """Somebody who can be named. `unit` tells two of one name apart: the group's unit, or the organisation."""

    id: str
    kind: Literal["member", "facilitator"]
    name: str
    unit: str = ""
    group_id: str | None = None
    present: bool = False


class FactorName(msgspec.Struct, frozen=True):
    """A critical factor, or a category where `id` and `category` are the same; `names` are what it may be called."""

    id: str
    category: str
    names: tuple[str, ...] = ()


class IndicatorName(msgspec.Struct, frozen=True):
    """An indicator of a group; `position` is its number in the group's list."""

    id: str
    group_id: str
    position: int
    name: str
    unit: str = ""


class MilestoneName(msgspec.Struct, frozen=True):
    """A milestone of the network; `position` is its number in the plan."""

    id: str
    position: int
    text: str = ""


class CaptureContext(msgspec.Struct, frozen=True, kw_only=True):
    """Where the line stands. `today` and `next_gathering_on` are ISO dates; `previous` is the last entry's text.

    `language` only chooses the words that completion offers: the words of all three languages are always understood,
    since a room mixes them.
    """

    today: str
    language: Language = "nb"
    step: StepKind | None = None
    group_id: str | None = None
    factor: str | None = None
    groups: tuple[GroupName, ...] = ()
    people: tuple[PersonName, ...] = ()
    factors: tuple[FactorName, ...] = ()
    indicators: tuple[IndicatorName, ...] = ()
    milestones: tuple[MilestoneName, ...] = ()
    #: What a line without a mark is where no step says it.
    plain: CaptureKind = "note"
    previous: str | None = None
    next_gathering_on: str | None = None

    def group(self, id: str | None) -> GroupName | None:
        return next((group for group in self.groups if group.id == id), None)


def factor_names(checklist: Checklist) -> tuple[FactorName, ...]:
    """Everything that may follow `#` for this checklist: ids, the categories' names in all languages, aliases."""
    categories = (
        FactorName(category.id, category.id, (*category.name.all(), *category.aliases))
        for category in checklist.categories
    )
    items = (FactorName(item.id, item.category, item.aliases) for item in checklist.items)
    return (*categories, *items)
