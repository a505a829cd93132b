"""Commands of the programme: the rows they change, refusals, and edits refused once the day has begun."""

import msgspec
import pytest

from nettverk_tui.model.commands import EditProgramme, SetStart, SettleOverrun
from nettverk_tui.model.core.messages import Refusal
from nettverk_tui.model.core.records import Gathering, ProgrammeItem, ProgrammeStep, Settlement
from nettverk_tui.model.decisions import Decision, decide
from nettverk_tui.model.gathering.day_plan import Plan, PlannedItem
from nettverk_tui.model.gathering.plan_edits import (
    changed_rows,
    edited,
    inserted,
    left_out,
    moved,
    with_minutes,
    without,
)
from nettverk_tui.model.gathering.timekeeping import MINUTE
from tests.model.day import GATHERING, Day, ms


def plan(day: Day) -> Plan:
    items = day.rows.find(ProgrammeItem, gathering_id=GATHERING)
    return Plan.of(items, [step for item in items for step in day.rows.find(ProgrammeStep, item_id=item.id)])


def edit(day: Day, after: Plan) -> EditProgramme:
    return EditProgramme(gathering_id=GATHERING, rows=changed_rows(plan(day), after))


def said(outcome: Refusal | Decision | None) -> str:
    return outcome.message.text if isinstance(outcome, Refusal) else ""


@pytest.mark.parametrize("what", ["minutes", "order", "gone", "left out", "new"])
def test_programme_edit_is_one_entry_and_can_be_undone(what: str) -> None:
    day = Day()
    before = plan(day)
    new = ProgrammeItem(id="slack", gathering_id=GATHERING, position=0, kind="buffer")
    step = ProgrammeStep(id="slack-1", item_id="slack", position=1, kind="plenary", planned_ms=5 * MINUTE)
    after = {
        "minutes": with_minutes(before, ["A", "B"], [20 * MINUTE], begun=False),
        "order": moved(before, "break", 1),
        "gone": without(before, "break"),
        "left out": left_out(before, "A", begun=False),
        "new": inserted(before, PlannedItem(new, (step,)), 2),
    }[what]
    assert day.send(edit(day, after), ms("8:00")) is None
    assert [planned.item.id for planned in plan(day).items] == [planned.item.id for planned in after.items]
    assert [planned.ms for planned in plan(day).live] == [planned.ms for planned in after.live]
    day.press("8:01 undo")
    assert [planned.item.id for planned in plan(day).items] == [planned.item.id for planned in before.items]
    assert [planned.ms for planned in plan(day).live] == [planned.ms for planned in before.live]


def test_edit_of_an_outdated_plan_is_refused_and_a_repeated_edit_is_stored_once() -> None:
    day = Day()
    older = edit(day, edited(plan(day), "break", title="Kaffe"))
    assert day.send(older, ms("8:00")) is None
    assert decide(older, day.rows, ms("8:01")) == Decision()
    newer = edit(day, edited(plan(day), "break", title="Te"))
    assert day.send(newer, ms("8:02")) is None
    assert said(day.send(older, ms("8:03"))).startswith("This was changed in another window.")


@pytest.mark.parametrize(
    ("what", "sentence"),
    [
        ("out", "This has begun already: it cannot be taken out of the day."),
        ("gone", "This has begun already: it cannot be taken out of the day."),
        ("room", "This has begun already: it cannot be taken out of the day."),
        ("other group", "This has begun already: it cannot be taken out of the day."),
        ("planned", "The day has begun: the plan stays what it was, only what is to come can be adapted."),
        ("adapted", ""),
        ("title", ""),
        ("later out", ""),
    ],
)
def test_edit_of_a_day_that_has_begun_is_taken_or_refused_with_its_sentence(what: str, sentence: str) -> None:
    day = Day("9:00 start", "9:10 next")
    now = plan(day)
    after = {
        "out": left_out(now, "A", begun=True),
        "gone": without(now, "A"),
        "room": edited(now, "A", room=2),
        "other group": edited(now, "A", group_id="group-B"),
        "planned": with_minutes(now, ["B"], [5 * MINUTE], begun=False),
        "adapted": with_minutes(now, ["B"], [5 * MINUTE], begun=True),
        "title": edited(now, "A", title="Først"),
        "later out": left_out(now, "B", begun=True),
    }[what]
    assert said(day.send(edit(day, after), ms("9:12"))) == sentence


def test_programme_of_a_closed_or_other_gathering_cannot_be_edited() -> None:
    day = Day("9:00 start", "9:50 close")
    assert said(day.send(edit(day, edited(plan(day), "B", title="x")), ms("9:51"))).startswith(
        "The gathering is closed"
    )
    foreign = ProgrammeItem(id="x", gathering_id="another", position=1, kind="buffer")
    lost = ProgrammeStep(id="x-1", item_id="nowhere", position=1, kind="plenary", planned_ms=0)
    for row in (foreign, lost):
        command = EditProgramme(gathering_id=GATHERING, rows=(row,))
        assert said(decide(command, Day().rows, 0)).startswith("This is no longer there")


def test_start_is_moved_only_by_a_window_that_saw_the_current_one() -> None:
    day = Day()
    command = SetStart(gathering_id=GATHERING, seen=1, starts_at=ms("9:30"))
    assert day.send(command, ms("8:00")) is None
    gathering = day.rows.get(Gathering, GATHERING)
    assert gathering is not None
    assert gathering.starts_at == ms("9:30")
    assert decide(command, day.rows, 0) == Decision()
    again = SetStart(gathering_id=GATHERING, seen=1, starts_at=ms("10:00"))
    assert said(day.send(again, ms("8:01"))).startswith("This was changed in another window.")
    day.press("9:00 start", "9:05 close")
    late = SetStart(gathering_id=GATHERING, seen=gathering.version + 2, starts_at=None)
    assert said(day.send(late, ms("9:06")))


def settle(day: Day, **fields: object) -> SettleOverrun:
    values: dict[str, object] = {
        "id": "settlement",
        "gathering_id": GATHERING,
        "item_id": "A",
        "way": "owed",
        "ms": 5 * MINUTE,
        "minutes": {"B status": 12 * MINUTE},
        "seen_step": day.clock.step_id,
    }
    return msgspec.convert(values | fields, SettleOverrun)


def test_overrun_is_settled_once_with_minutes_for_others_and_can_be_undone() -> None:
    day = Day("9:00 start", "9:10 group", "9:25 next")
    command = settle(day)
    assert day.send(command, ms("9:26")) is None
    assert [(settlement.item_id, settlement.way, settlement.ms) for settlement in day.rows.find(Settlement)] == [
        ("A", "owed", 5 * MINUTE)
    ]
    assert {step.id: step.adapted_ms for step in day.rows.find(ProgrammeStep, item_id="B")} == {
        "B card": None,
        "B status": 12 * MINUTE,
    }
    assert decide(command, day.rows, ms("9:27")) == Decision()
    other = settle(day, id="another", way="let_be")
    assert said(day.send(other, ms("9:27"))).startswith("This has been settled already")
    day.press("9:28 undo")
    assert day.rows.find(Settlement) == []
    assert all(step.adapted_ms is None for step in day.rows.find(ProgrammeStep, item_id="B"))


@pytest.mark.parametrize(
    ("keys", "fields", "sentence"),
    [
        (["9:00 start"], {"seen_step": "B card"}, "Another window has already moved on."),
        (["9:00 start", "9:50 close"], {}, "The gathering is closed."),
        (["9:00 start"], {"item_id": "nobody"}, "This is no longer there"),
        (["9:00 start"], {"minutes": {"nothing": 1}}, "This is no longer there"),
    ],
)
def test_invalid_settlement_is_refused_with_its_sentence(
    keys: list[str], fields: dict[str, object], sentence: str
) -> None:
    day = Day(*keys)
    assert said(day.send(settle(day, **fields), ms("9:51"))).startswith(sentence)
