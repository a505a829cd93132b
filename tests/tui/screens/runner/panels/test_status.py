"""The status presentation: four fields, each stored on any way out of it, and never lost."""

import contextlib
from collections.abc import Sequence
from pathlib import Path

import pytest

from nettverk_tui.model.commands import Place, SetStatusText
from nettverk_tui.model.core.records import Measurement, StatusText
from nettverk_tui.store.drafts import Draft
from nettverk_tui.store.store import Store
from tests.support.rooms import TODAY, room_at
from tests.support.stage import Clock, Stage, on_stage


def texts(stage: Stage, group: str = "group-A") -> dict[str, str]:
    return {row.field: row.text for row in stage.store.rows.find(StatusText, gathering_id=TODAY, group_id=group)}


async def test_four_fields_are_filled_in_one_after_the_other(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "status", clock=clock), clock=clock) as stage:
        await stage.press("Enter")
        for text in ("Prøvd ny rutine", "Færre avvik", "Lederen er borte", "Hvordan få med alle?"):
            await stage.type(text)
            await stage.press("Enter")
        await stage.press("Esc")
        await stage.see("Prøvd ny rutine", "Færre avvik", "Lederen er borte", "Hvordan få med alle?")
        assert texts(stage) == {
            "done": "Prøvd ny rutine", "result": "Færre avvik", "obstacles": "Lederen er borte",
            "question": "Hvordan få med alle?",
        }  # fmt: skip
        layers = {row.field: row.layer for row in stage.store.rows.find(StatusText, gathering_id=TODAY)}
        assert layers == {"done": "network", "result": "network", "obstacles": "group", "question": "network"}


@pytest.mark.parametrize(
    "way_out",
    [["Tab"], ["⇧Tab"], ["Enter"], ["Esc"], ["PgDn", "Esc"], ["PgUp", "Esc"], ["F8", "Esc"], ["F4"], ["F5"], ["F6"]],
    ids=lambda keys: keys[0],
)
async def test_field_is_stored_on_any_way_out_of_it(file: Path, clock: Clock, way_out: Sequence[str]) -> None:
    async with on_stage(room_at(file, "status", clock=clock), clock=clock) as stage:
        await stage.press("Enter", "Tab")
        await stage.type("Halvert ventetid")
        assert texts(stage) == {}
        await stage.press(*way_out)
        await stage.look_until(lambda: texts(stage) == {"result": "Halvert ventetid"}, "the field to be stored")
        assert texts(stage, "group-B") == {}


@pytest.mark.parametrize("key", ["F1", "F3"])
async def test_field_keeps_its_text_behind_another_screen(file: Path, clock: Clock, key: str) -> None:
    async with on_stage(room_at(file, "status", clock=clock), clock=clock) as stage:
        await stage.press("Enter", "Tab")
        await stage.type("Halvert")
        await stage.press(key, "Esc")
        await stage.see("[status]", "Halvert")
        await stage.type(" ventetid")
        await stage.press("Esc")
        await stage.look_until(lambda: texts(stage) == {"result": "Halvert ventetid"}, "the field to be stored")


@pytest.mark.parametrize(("key", "shown"), [("PgDn", "[factors]"), ("PgUp", "[card]"), ("F8", "▶ B")])
async def test_clicker_moves_the_clock_and_leaves_the_field_open(
    file: Path, clock: Clock, key: str, shown: str
) -> None:
    """Further letters would be taken for commands; Esc stores and follows."""
    async with on_stage(room_at(file, "status", clock=clock), clock=clock) as stage:
        await stage.press("Enter", "Tab", "Tab", "Tab")
        await stage.type("Hvordan får vi")
        await stage.press(key)
        await stage.see("The clock has moved on. Esc stores the field and follows it.")
        await stage.type(" alle legene med?")
        await stage.press("Esc")
        await stage.see(shown)
        assert texts(stage) == {"question": "Hvordan får vi alle legene med?"}


async def test_text_of_a_group_is_never_shown_or_stored_at_another(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "status", clock=clock), clock=clock) as stage:
        await stage.press("Enter")
        await stage.type("Dette er A")
        await stage.press("F8", "Esc", "PgDn")
        await stage.see("B  Kontor B · Område B", "[status]")
        await stage.miss("Dette er A")
        await stage.press("Enter")
        await stage.type("Dette er B")
        await stage.press("Esc")
        await stage.look_until(lambda: texts(stage, "group-B") == {"done": "Dette er B"}, "B to be stored")
        assert texts(stage) == {"done": "Dette er A"}


async def test_emptied_field_removes_its_text_and_undo_restores_it(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "status", clock=clock), clock=clock) as stage:
        await stage.press("Enter")
        await stage.type("Bort")
        await stage.press("Esc", "Enter", "⇧Tab", *["Back"] * 4, "Esc")
        await stage.look_until(lambda: texts(stage) == {}, "the field to be empty")
        await stage.press("Ctrl+Z")
        await stage.see("Undo: ")
        await stage.press("Ctrl+Z")
        await stage.see("Bort")
        assert texts(stage) == {"done": "Bort"}


async def test_draft_of_a_field_is_restored_when_the_app_is_opened_again(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "status", clock=clock), clock=clock) as stage:
        await stage.press("Enter", "Tab", "Tab")
        await stage.type("Ingen tid")
        assert texts(stage) == {}
    async with on_stage(file, clock=clock) as stage:
        await stage.see("Ingen tid")
        await stage.press("Enter", "Tab", "Tab")
        await stage.type(" til møter")
        await stage.press("Esc")
        await stage.look_until(lambda: texts(stage) == {"obstacles": "Ingen tid til møter"}, "the field to be stored")


async def test_undo_asks_about_the_draft_of_a_field_before_earlier_entries(file: Path, clock: Clock) -> None:
    """After a kill in the middle of a field, the field is the last change: it is stored before undo names it."""
    path = room_at(file, "card", clock=clock)
    async with on_stage(path, clock=clock) as stage:
        await stage.press("PgDn")
    half = Draft(
        field=f"status:{TODAY}:group-A:result", id="half", text="halvveis", at=clock(), seen=0,
        where=Place(gathering_id=TODAY, group_id="group-A", step="status"),
    )  # fmt: skip
    with contextlib.closing(Store.open(path, now=clock, home=path.parent / "home")) as store:
        store.drafts.keep(half)
    async with on_stage(path, clock=clock) as stage:
        before = stage.store.last_seq()
        await stage.see("halvveis")
        assert texts(stage) == {}
        await stage.press("Ctrl+Z")
        await stage.see("Undo:", "halvveis")
        asked = stage.store.to_undo()
        assert texts(stage) == {"result": "halvveis"}
        await stage.press("Ctrl+Z")
        await stage.look_until(lambda: texts(stage) == {}, "the field to be taken back")
        done, undone = stage.store.since(before)
        assert (done.kind, undone.category, undone.target) == ("SetStatusText", "undo", done.id)
        assert asked is not None
        assert asked.id == done.id
        # Now it is the step's turn, and nothing is stored on the way out of it.
        await stage.press("Ctrl+Z", "Ctrl+Z")
        await stage.see("[card]")
        assert [entry.category for entry in stage.store.since(before)] == ["do", "undo", "undo"]
        await stage.press("Ctrl+Y")
        await stage.see("[status]")


async def test_text_of_last_time_is_shown_beside_the_heading(file: Path, clock: Clock) -> None:
    before = StatusText(id="before", gathering_id="first", group_id="group-A", field="done", text="Kartlagt alt")
    async with on_stage(room_at(file, "status", clock=clock, extra=[before]), clock=clock) as stage:
        await stage.see("1 Done since last time  last: Kartlagt alt")


async def test_field_changed_in_another_window_keeps_both_texts(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "status", clock=clock), clock=clock) as stage:
        await stage.press("Enter")
        await stage.type("Mitt")
        other = Store.open(file, now=clock, home=file.parent / "home")
        other.apply(
            SetStatusText(id="theirs", gathering_id=TODAY, group_id="group-A", field="done", text="Deres", seen=0)
        )
        other.close()
        await stage.press("Esc")
        await stage.see("Mitt", "Deres")
        assert "Deres" in texts(stage)["done"]


async def test_measurement_from_the_line_is_in_the_chart_at_once(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "status", clock=clock), clock=clock) as stage:
        await stage.see("not measured")
        await stage.write("måling: Avvik i resepter 9 % etter")
        await stage.see("after", "9%")
        await stage.miss("not measured")
        values = [row.value for row in stage.store.rows.find(Measurement, indicator_id="indicator-A")]
        assert values == [15, 9]


async def test_group_without_indicators_is_shown_how_to_measure(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "status", clock=clock), clock=clock) as stage:
        await stage.write("måling: ny: Ventetid 14 d")
        await stage.press("Tab", "c")
        await stage.see("Ventetid")
