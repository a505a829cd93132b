"""The laws every change must keep, made by a command, an undo or a redo."""

import msgspec

from nettverk_tui.model.commands import Command, StartClock
from nettverk_tui.model.core.messages import Refusal
from nettverk_tui.model.core.records import Group, Network, ProgrammeItem, ProgrammeStep, Record
from nettverk_tui.model.core.rows import MemoryRows
from nettverk_tui.model.decisions import _DECIDERS, Change, Decision, decide
from nettverk_tui.model.decisions.change import lawful
from tests.model.day import GATHERING, day_rows

BUILT_ON = "Something else builds on this. Take that away first."


def refusal_of(outcome: Refusal | Decision) -> tuple[str, bool]:
    assert isinstance(outcome, Refusal), outcome
    return outcome.message.text, outcome.stale


def test_new_row_with_a_deleted_parent_is_refused() -> None:
    rows = day_rows()
    step = rows.get(ProgrammeStep, "A card")
    assert step is not None
    rows.put([msgspec.structs.replace(step, deleted=True)])
    start = StartClock(event_id="e", gathering_id=GATHERING, step_id="A card", at=0)
    assert refusal_of(decide(start, rows, 1)) == ("What this belongs to has been deleted.", True)


def removed(record: Record) -> Change:
    return Change(record, msgspec.structs.replace(record, deleted=True))


def test_parent_is_deleted_only_together_with_its_children() -> None:
    rows = day_rows()
    item, steps = rows.get(ProgrammeItem, "A"), rows.find(ProgrammeStep, item_id="A")
    assert item is not None
    alone, together = Decision((removed(item),)), Decision((*map(removed, steps), removed(item)))
    assert refusal_of(lawful(alone, rows)) == (BUILT_ON, False)
    assert lawful(together, rows) == together
    rows.put(change.after for change in together.changes)
    assert lawful(alone, rows) == alone


def test_parent_may_be_deleted_when_its_child_moves_away_in_the_same_change() -> None:
    rows = day_rows()
    item = rows.get(ProgrammeItem, "welcome")
    step = rows.get(ProgrammeStep, "welcome")
    assert item is not None
    assert step is not None
    moved = Change(step, msgspec.structs.replace(step, item_id="closing"))
    decision = Decision((moved, removed(item)))
    assert lawful(decision, rows) == decision


def test_child_of_a_deleted_parent_is_not_restored() -> None:
    rows = day_rows()
    item, step = rows.get(ProgrammeItem, "welcome"), rows.get(ProgrammeStep, "welcome")
    assert item is not None
    assert step is not None
    gone_item, gone_step = (msgspec.structs.replace(row, deleted=True) for row in (item, step))
    rows.put([gone_item, gone_step])
    assert refusal_of(lawful(Decision((Change(gone_step, step),)), rows)) == (
        "What this belongs to has been deleted.",
        True,
    )
    both = Decision((Change(gone_item, item), Change(gone_step, step)))
    assert lawful(both, rows) == both


def test_second_live_row_in_a_unique_place_is_refused() -> None:
    rows = day_rows()
    twin = Group(id="twin", network_id="network", letter="A", position=3, unit="Et annet kontor")
    added = Decision((Change(None, twin),))
    assert refusal_of(lawful(added, rows)) == ("Another window has just filled in the same place.", True)
    first = rows.get(Group, "group-A")
    assert first is not None
    rows.put([msgspec.structs.replace(first, letter="C")])
    assert lawful(added, rows) == added


def test_two_new_rows_in_one_unique_place_are_refused() -> None:
    network = Network(id="network", name="Trygg legemiddelbruk")
    twins = (Group(id=id, network_id="network", letter="A", position=1, unit="Kontor A") for id in ("one", "other"))
    decision = Decision(tuple(Change(None, row) for row in (network, *twins)))
    assert refusal_of(lawful(decision, MemoryRows())) == ("Another window has just filled in the same place.", True)


def test_unique_place_is_free_when_its_row_is_deleted_in_the_same_change() -> None:
    group = Group(id="old", network_id="n", letter="A", position=1, unit="Kontor A")
    rows = MemoryRows([Network(id="n", name="Trygg legemiddelbruk"), group])
    twin = msgspec.structs.replace(group, id="twin")
    decision = Decision((removed(group), Change(None, twin)))
    assert lawful(decision, rows) == decision


def test_every_command_has_a_decider() -> None:
    assert set(_DECIDERS) == set(Command.__subclasses__())
