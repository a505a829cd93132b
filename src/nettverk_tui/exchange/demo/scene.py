"""The common context of the demo's records: ids, the calendar, and the gatherings held so far."""

from collections.abc import Mapping
from datetime import date

import msgspec

from nettverk_tui.exchange.demo.calendar import Calendar
from nettverk_tui.exchange.demo.programme import DemoDay, NewId, Place, Run
from nettverk_tui.exchange.demo.story import Story
from nettverk_tui.model.core.entry_kinds import ENTRY_KINDS
from nettverk_tui.model.core.records import Said
from nettverk_tui.model.core.values import GatheringKind, StepKind

_SAID = {name: kind.demo_steps for name, kind in ENTRY_KINDS.items() if kind.demo_steps is not None}
#: The step an entry of a kind belongs to, in the relay of a middle gathering and of the last one; advice by its giver.
_MIDDLE: Mapping[str, StepKind] = {
    **{name: middle for name, (middle, _) in _SAID.items()},
    "group advice": "peers",
    "adviser advice": "advisers",
}
_LAST: Mapping[str, StepKind] = {
    **{name: last for name, (_, last) in _SAID.items()},
    "group advice": "discussion",
    "adviser advice": "discussion",
}


class Scene(msgspec.Struct, frozen=True):
    """`days` are the gatherings by number; `whole_year`: the network has ended."""

    story: Story
    calendar: Calendar
    new_id: NewId
    whole_year: bool
    network_id: str
    groups: Mapping[str, str]
    facilitators: Mapping[str, str]
    days: Mapping[int, DemoDay]

    def knows(self, day: date) -> bool:
        """Return whether a day of the story is in the past."""
        return self.calendar.knows(day)

    def heard(self, letter: str, number: int) -> bool:
        """Return whether a group has had its turn at a gathering; at the first all work at the same time."""
        day = self.days.get(number)
        if day is None or day.run is None:
            return False
        return day.story.kind == "first" or (letter, "changeover") in day.run.spans

    def opening(self, letter: str, number: int) -> int:
        """Return when (UTC ms) a group that has had its turn reviewed its actions."""
        run = self.days[number].run
        assert run is not None
        began, ended = run.spans.get((letter, "card")) or run.spans[letter, "result"]
        return (began + ended) // 2

    def reflected(self, number: int) -> bool:
        """Return whether a gathering has gone through its parked questions."""
        run = self.days[number].run
        return run is not None and ("reflection", "plenary") in run.spans


def place(kind: GatheringKind, entry: str, letter: str) -> Place:
    """Return the step a group's entry belongs to in a gathering of this kind."""
    if kind == "first":
        return ("group_work" if entry == "note" else "promises"), "plenary"
    return letter, (_LAST if kind == "last" else _MIDDLE)[entry]


class Speech:
    """The entries of one gathering: those of a step share its time evenly, in the order they were added."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._said: dict[Place, list[Said]] = {}

    def say(self, where: Place, entry: Said) -> None:
        """Add an entry, without its time yet, if its step has been held."""
        if where in self._run.spans:
            self._said.setdefault(where, []).append(msgspec.structs.replace(entry, step=where[1]))

    def entries(self) -> list[Said]:
        """Return all entries with their times, in order: advice before the actions it led to."""
        timed: list[Said] = []
        for where, said in self._said.items():
            began, ended = self._run.spans[where]
            for number, entry in enumerate(said, start=1):
                at = began + (ended - began) * number // (len(said) + 1)
                timed.append(msgspec.structs.replace(entry, at=at))
        return sorted(timed, key=lambda entry: entry.at)
