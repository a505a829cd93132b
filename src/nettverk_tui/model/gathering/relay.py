"""The templates of a gathering: the timed steps of one group's relay, the items around it, and the texts of both.

The texts and minutes are data; `usual_programme` makes a programme of them, and `timekeeping` runs the clock.
"""

import datetime
from collections.abc import Iterator
from typing import Annotated

import msgspec

from nettverk_tui.model.core.checklist import Line, Text3, repeated_names
from nettverk_tui.model.core.faults import Fault, element
from nettverk_tui.model.core.messages import N_, Message
from nettverk_tui.model.core.values import GatheringKind, ItemKind, Language, StepKind

Minutes = Annotated[int, msgspec.Meta(ge=1, le=600)]
HelpLines = Annotated[tuple[Line, ...], msgspec.Meta(min_length=3, max_length=6)]


class Help(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Help for a step, three to six short lines in each language: what happens, what to say, what to write. No keys."""

    nb: HelpLines
    nn: HelpLines
    en: HelpLines

    def in_language(self, language: Language) -> tuple[str, ...]:
        """Return the lines in one language."""
        return {"nb": self.nb, "nn": self.nn, "en": self.en}[language]


class StepText(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The texts of a step: `short` for the ribbon, `room` is one sentence on what the room does."""

    kind: StepKind
    short: Text3
    name: Text3
    room: Text3
    help: Help


class ItemText(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The texts of an item of the programme that has no steps of its own."""

    kind: ItemKind
    short: Text3
    name: Text3
    room: Text3
    help: Help


class StepTemplate(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A step: planned minutes, its minimum, and whether its time is charged to the group."""

    kind: StepKind
    minutes: Minutes
    floor: Minutes
    charged: bool


class RelayTemplate(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The steps of a group's turn, each of them once."""

    id: str
    name: Text3
    steps: Annotated[tuple[StepTemplate, ...], msgspec.Meta(min_length=1)]

    @property
    def minutes(self) -> int:
        """The planned minutes of all steps."""
        return sum(step.minutes for step in self.steps)

    @property
    def floor(self) -> int:
        """The shortest minutes of all steps."""
        return sum(step.floor for step in self.steps)


class Relays(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All relay templates, and the texts of their steps."""

    relays: tuple[RelayTemplate, ...]
    steps: tuple[StepText, ...]

    def relay(self, id: str) -> RelayTemplate:
        """Return the relay with this id. Raises KeyError for an unknown id."""
        return {relay.id: relay for relay in self.relays}[id]

    def step(self, kind: StepKind) -> StepText:
        """Return the texts of a kind of step. Raises KeyError for `plenary`: such an item has an `ItemText`."""
        return {step.kind: step for step in self.steps}[kind]


class ItemTemplate(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An item of the programme. A `relay` becomes one item for each group, with the minutes of the relay's steps."""

    kind: ItemKind
    minutes: Annotated[int, msgspec.Meta(ge=0, le=600)] = 0
    floor: Annotated[int, msgspec.Meta(ge=0, le=600)] = 0
    per_group: bool = False
    protected: bool = False
    title: Text3 | None = None


class DayTemplate(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One day of a gathering; `starts` is local time. A day with relays gets its pauses by rule."""

    starts: datetime.time
    items: Annotated[tuple[ItemTemplate, ...], msgspec.Meta(min_length=1)]


class Pauses(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The rule for pauses: one after about `sitting` minutes; the first from `lunch_from` on is lunch.

    No pause is inserted if less than `rest` minutes of the day remain.
    """

    sitting: Minutes
    rest: Minutes
    lunch_from: datetime.time
    coffee: ItemTemplate
    lunch: ItemTemplate


class GatheringTemplate(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The default programme of one kind of gathering."""

    kind: GatheringKind
    days: Annotated[tuple[DayTemplate, ...], msgspec.Meta(min_length=1)]
    relay: str | None = None


class Gatherings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The default programmes, the rule for pauses, and the texts of the items."""

    pauses: Pauses
    gatherings: tuple[GatheringTemplate, ...]
    items: tuple[ItemText, ...]

    def gathering(self, kind: GatheringKind) -> GatheringTemplate:
        """Return the programme of a kind of gathering. Raises KeyError if there is none."""
        return {template.kind: template for template in self.gatherings}[kind]

    def item(self, kind: ItemKind) -> ItemText:
        """Return the texts of a kind of item. Raises KeyError if there are none."""
        return {text.kind: text for text in self.items}[kind]


def relays_faults(relays: Relays) -> Iterator[Fault]:
    """Yield faults that the types do not exclude: a repeated step, a floor above its plan, a step without texts."""
    yield from repeated_names("relays", [relay.id for relay in relays.relays])
    yield from repeated_names("steps", [step.kind for step in relays.steps])
    described = {step.kind for step in relays.steps}
    for relay in relays.relays:
        where = element("relays", relay.id)
        for fault in repeated_names("steps", [step.kind for step in relay.steps]):
            yield Fault((where,), fault.message)
        for step in relay.steps:
            place = (where, element("steps", step.kind))
            yield from _floor_faults(place, step.minutes, step.floor)
            if step.kind not in described:
                yield Fault((where,), Message(N_("{field} has no words"), {"field": place[-1]}))


def gatherings_faults(gatherings: Gatherings, relays: Relays) -> Iterator[Fault]:
    """Yield faults that the types do not exclude: kinds without one programme, missing minutes, unknown relays."""
    yield from repeated_names("gatherings", [template.kind for template in gatherings.gatherings])
    yield from repeated_names("items", [text.kind for text in gatherings.items])
    for kind in sorted({"first", "middle", "last"} - {template.kind for template in gatherings.gatherings}):
        yield Fault((), Message(N_("{field} is missing"), {"field": element("gatherings", kind)}))
    described = {text.kind for text in gatherings.items}
    for name, pause in (("coffee", gatherings.pauses.coffee), ("lunch", gatherings.pauses.lunch)):
        yield from _item_faults((Message("{name}", {"name": f"pauses.{name}"}),), pause, described)
    for template in gatherings.gatherings:
        where = element("gatherings", template.kind)
        if template.relay is not None and template.relay not in {relay.id for relay in relays.relays}:
            yield Fault((where,), Message(N_("relay {name} is not in the list"), {"name": template.relay}))
        for number, day in enumerate(template.days, start=1):
            for item in day.items:
                place = (where, element("days", number), element("items", item.kind))
                yield from _item_faults(place, item, described)
                if item.kind == "relay" and template.relay is None:
                    yield Fault(place, Message(N_("the gathering does not say which relay it uses")))


def _item_faults(where: tuple[Message, ...], item: ItemTemplate, described: set[ItemKind]) -> Iterator[Fault]:
    if item.kind == "relay" and (item.minutes or item.floor):
        yield Fault(where, Message(N_("the minutes come from the relay and cannot be given here")))
    if item.kind != "relay" and not item.minutes:
        yield Fault(where, Message(N_("{field} is missing"), {"field": "minutes"}))
    yield from _floor_faults(where, item.minutes, item.floor)
    if item.kind not in described:
        yield Fault(where[:-1], Message(N_("{field} has no words"), {"field": where[-1]}))


def _floor_faults(where: tuple[Message, ...], minutes: int, floor: int) -> Iterator[Fault]:
    if floor > minutes:
        yield Fault(where, Message(N_("the floor is above the planned minutes"), {}))
