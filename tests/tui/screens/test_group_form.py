"""Typing in the paper forms before the day: line by line, and every answer is there on the day."""

from pathlib import Path

from nettverk_tui.model.commands import SetStatusText
from nettverk_tui.model.core.records import Indicator, Measurement, Rating, StatusText
from nettverk_tui.store.store import Store
from tests.support.networks import network_records, store_with
from tests.support.stage import Clock, Stage, on_stage


def network(file: Path, clock: Clock) -> Path:
    store = store_with(file, network_records(2, language="en"), now=clock)
    store.seed([Indicator(id="calls", group_id="group-A", name="Calls", kind="proportion", unit="%", position=2)])
    store.close()
    return file


async def form_of(stage: Stage, letter: str = "A") -> None:
    await stage.press("Tab", "f")
    await stage.see("Form of group A: gathering 2")
    if letter == "B":
        await stage.press("PgDn")
        await stage.see("Form of group B: gathering 2")


def ratings(stage: Stage) -> dict[str, tuple[str, int | None, str]]:
    return {
        rating.item: (rating.answer, rating.level, rating.reason)
        for rating in stage.store.rows.find(Rating)
        if rating.gathering_id == "second"
    }


async def test_form_is_typed_in_from_top_to_bottom(file: Path, clock: Clock) -> None:
    async with on_stage(network(file, clock), clock=clock, under_way=False, size=(80, 40)) as stage:
        await form_of(stage)
        for text in ("Ringt apoteket", "", "Ingen tid", "Hva først?"):
            await stage.type(text)
            await stage.press("Enter")
        for text in ("3", "4 to var syke", "0", "x"):
            await stage.type(text)
            await stage.press("Enter")
        await stage.press("Enter", "Enter", "Enter", "Enter", "Enter")
        await stage.type("14/48 1/3")
        await stage.press("Enter")
        await stage.see("Stored: 14/48 1/3")
        texts = {row.field: row.text for row in stage.store.rows.find(StatusText, gathering_id="second")}
        assert texts == {"done": "Ringt apoteket", "obstacles": "Ingen tid", "question": "Hva først?"}
        assert ratings(stage) == {
            "T1": ("level", 3, ""),
            "T2": ("level", 4, "to var syke"),
            "L1": ("not_rated", None, ""),
            "R1": ("not_relevant", None, ""),
        }
        (measured,) = stage.store.rows.find(Measurement, indicator_id="calls")
        assert (measured.numerator, measured.denominator, measured.on) == (14, 48, "2027-03-01")
        assert stage.store.drafts.all() == []
        await stage.press("Esc", "Enter")
        await stage.see("Gathering 2")


async def test_invalid_answer_stays_in_its_line_with_a_reason(file: Path, clock: Clock) -> None:
    async with on_stage(network(file, clock), clock=clock, under_way=False, size=(80, 40)) as stage:
        await form_of(stage)
        await stage.press("Enter", "Enter", "Enter", "Enter")
        for wrong in ("6", "3,5", "tre", "NaN", "1e400", "٣", "33"):
            await stage.type(wrong)
            await stage.press("Enter")
            await stage.see("Write 1, 2, 3 or 4; 0 for not rated", wrong)
            await stage.press("⇧Tab", *["Back"] * len(wrong))
        assert ratings(stage) == {}
        for _ in range(9):
            await stage.press("Enter")
        await stage.type("masse")
        await stage.press("Enter")
        await stage.see("Calls: ", "masse")
        assert stage.store.rows.find(Measurement, indicator_id="calls") == []
        await stage.press("Esc")
    async with on_stage(file, clock=clock, under_way=False, size=(80, 40)) as stage:
        await form_of(stage)
        await stage.see("masse")


async def test_answer_is_changed_and_removed(file: Path, clock: Clock) -> None:
    async with on_stage(network(file, clock), clock=clock, under_way=False, size=(80, 40)) as stage:
        await form_of(stage)
        await stage.press("Enter", "Enter", "Enter", "Enter")
        await stage.type("3 fordi")
        await stage.press("Enter", "⇧Tab", *["Back"] * 7)
        await stage.type("2")
        await stage.press("Enter")
        assert ratings(stage) == {"T1": ("level", 2, "")}
        await stage.press("⇧Tab", "Back", "Enter")
        assert ratings(stage) == {}


async def test_page_keys_go_to_the_next_form_and_back(file: Path, clock: Clock) -> None:
    async with on_stage(network(file, clock), clock=clock, under_way=False, size=(80, 24)) as stage:
        await form_of(stage)
        await stage.type("Halvt skrevet")
        await stage.press("PgDn")
        await stage.see("Form of group B", "2 of 2")
        await stage.type("B sitt")
        await stage.press("PgUp")
        await stage.see("Form of group A", "Halvt skrevet")
        assert {row.group_id: row.text for row in stage.store.rows.find(StatusText, gathering_id="second")} == {
            "group-A": "Halvt skrevet", "group-B": "B sitt",
        }  # fmt: skip


async def test_half_typed_answer_survives_the_end_of_the_app(file: Path, clock: Clock) -> None:
    async with on_stage(network(file, clock), clock=clock, under_way=False, size=(80, 24)) as stage:
        await form_of(stage)
        await stage.type("Halvt")
        left = [draft.text for draft in stage.store.drafts.all()]
        assert left == ["Halvt"]


async def test_network_without_a_gathering_has_no_form(file: Path, clock: Clock) -> None:
    Store.create(file, now=clock, home=file.parent / "home").close()
    async with on_stage(file, clock=clock) as stage:
        await stage.press("Tab", "f")
        await stage.see("Forms belong to a gathering; there is none here yet.")


async def test_help_says_what_each_line_takes(file: Path, clock: Clock) -> None:
    async with on_stage(network(file, clock), clock=clock, under_way=False) as stage:
        await form_of(stage)
        await stage.press("F1")
        await stage.see("A factor: 1 to 4, 0 for not rated")


async def test_text_of_another_window_is_not_overwritten_without_a_warning(file: Path, clock: Clock) -> None:
    async with on_stage(network(file, clock), clock=clock, under_way=False, size=(80, 40)) as stage:
        await form_of(stage)
        other = Store.open(file, now=clock, home=file.parent / "home")
        for field in ("done", "result"):
            other.apply(
                SetStatusText(id=field, gathering_id="second", group_id="group-A", field=field, text="Deres", seen=0)
            )
        other.close()
        # An untouched line keeps their text; an edited one says so before it replaces theirs.
        await stage.press("Enter")
        await stage.type("Vårt")
        await stage.press("Enter")
        await stage.see("Result so far: ")
        stored = {row.field: row.text for row in stage.store.rows.find(StatusText, gathering_id="second")}
        assert stored == {"done": "Deres", "result": "Deres"}
        await stage.press("⇧Tab", "Enter")
        stored = {row.field: row.text for row in stage.store.rows.find(StatusText, gathering_id="second")}
        assert stored == {"done": "Deres", "result": "Vårt"}
