"""A room in the middle of its day: a file whose clock is already at a step, so that a test can begin there."""

from collections.abc import Sequence
from pathlib import Path

from nettverk_tui.model.commands import StartClock
from nettverk_tui.model.core.records import Gathering, ProgrammeItem, ProgrammeStep, Record
from nettverk_tui.model.core.values import Language, StepKind
from nettverk_tui.model.gathering.timekeeping import Programme
from nettverk_tui.store.store import Store
from tests.support.networks import network_records, store_with
from tests.support.stage import Clock

#: The gathering that is about to begin in `network_records`.
TODAY = "second"


def room_at(
    path: Path,
    step: StepKind | None,
    letter: str = "A",
    *,
    clock: Clock,
    groups: int = 3,
    language: Language = "en",
    extra: Sequence[Record] = (),
) -> Path:
    """A new file whose gathering runs, at a group's step; with None it has not begun."""
    store = store_with(path, [*network_records(groups, language=language), *extra], now=clock)
    if step is not None:
        begin(store, step, letter, clock)
    store.close()
    return path


def begin(store: Store, step: StepKind, letter: str, clock: Clock) -> None:
    """Start the clock at that step of that group."""
    command = StartClock(event_id="start", gathering_id=TODAY, step_id=step_id(store, step, letter), at=clock())
    store.apply(command)


def step_id(store: Store, step: StepKind, letter: str) -> str:
    """The id of a group's step, or of the first step of an item (`plenary` and the item's kind as the letter)."""
    gathering = store.rows.get(Gathering, TODAY)
    assert gathering is not None
    items = store.rows.find(ProgrammeItem, gathering_id=gathering.id)
    steps = [step for item in items for step in store.rows.find(ProgrammeStep, item_id=item.id)]
    for place in Programme.of(items, steps).places:
        if place.step.kind == step and letter in ((place.item.group_id or "").removeprefix("group-"), place.item.kind):
            return place.step.id
    raise LookupError(f"{letter}: {step}")
