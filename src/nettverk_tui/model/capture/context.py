"""The context of the capture line: the names of a network that it can mention. The caller provides it."""

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
    """A person who can be mentioned; `unit` (of the group, or the organisation) distinguishes people of one name."""

    id: str
    kind: Literal["member", "facilitator"]
    name: str
    unit: str = ""
    group_id: str | None = None
    present: bool = False


class FactorName(msgspec.Struct, frozen=True):
    """A critical factor, or a category if `id` and `category` are equal; `names` are its names and aliases."""

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
    """The names that can be mentioned, and the step, group and factor in focus.

    `today` and `next_gathering_on` are ISO dates; `previous` is the text of the last entry. `language` only chooses the
    words that completion offers: the words of all three languages are always read, since participants mix them.
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
    #: The kind of a line without a mark outside a step.
    plain: CaptureKind = "note"
    previous: str | None = None
    next_gathering_on: str | None = None

    def group(self, id: str | None) -> GroupName | None:
        """Return the group with an id, or None."""
        return next((group for group in self.groups if group.id == id), None)


def factor_names(checklist: Checklist) -> tuple[FactorName, ...]:
    """Return all names that may follow `#`: ids, category names in all languages, and aliases."""
    categories = (
        FactorName(category.id, category.id, (*category.name.all(), *category.aliases))
        for category in checklist.categories
    )
    items = (FactorName(item.id, item.category, item.aliases) for item in checklist.items)
    return (*categories, *items)
