"""The measurements of a group, by the keys of their page."""

from pathlib import Path
from typing import Any

import pytest
from textual import events

from nettverk_tui.model.core.records import Indicator, Measurement, Record
from tests.support.networks import network_records, store_with
from tests.support.rooms import room_at
from tests.support.stage import Clock, Stage, on_stage


def file_with(path: Path, *extra: Record, clock: Clock) -> Path:
    ground = [record for record in network_records(2) if not isinstance(record, Indicator | Measurement)]
    store = store_with(path, [*ground, *extra], now=clock)
    store.close()
    return path


def waiting(**fields: Any) -> list[Record]:
    """A share with two measurements."""
    return [
        Indicator(**{"id": "i", "group_id": "group-A", "name": "Prescriptions", "kind": "proportion", **fields}),
        Measurement(id="one", indicator_id="i", on="2026-01-12", numerator=14.0, denominator=48.0),
        Measurement(id="two", indicator_id="i", on="2026-02-12", numerator=9.0, denominator=50.0),
    ]


def rows(stage: Stage) -> list[tuple[Any, ...]]:
    found = sorted(stage.store.rows.find(Measurement), key=lambda row: row.on or "")
    return [(row.on, row.numerator, row.denominator, row.value, row.phase) for row in found]


async def open_numbers(stage: Stage) -> None:
    await stage.press("Tab", "m")
    await stage.see("Measurements · Group A")


async def test_first_indicator_and_its_chart_are_made_in_a_few_lines(file: Path, clock: Clock) -> None:
    file_with(file, clock=clock)
    async with on_stage(file, clock=clock, under_way=False) as stage:
        await open_numbers(stage)
        await stage.see("Tab n makes the first indicator")
        await stage.press("Tab", "n")
        await stage.type("Prescriptions")
        await stage.press("Enter")
        await stage.type("share")
        await stage.press(*["Enter"] * 9)
        # The lines are open at once.
        await stage.type("12.1.2026 14/48 before")
        await stage.press("Enter")
        await stage.type("12.2.2026 9/50 after")
        await stage.see("Before 29% (14/48), after 18% (9/50)")
        await stage.press("Esc")
        await stage.see("Stored.")
        assert rows(stage) == [("2026-01-12", 14, 48, None, "before"), ("2026-02-12", 9, 50, None, "after")]
        await stage.press("Ctrl+Z", "Ctrl+Z")
        assert rows(stage) == []


async def test_pasted_columns_of_a_spreadsheet_are_stored(file: Path, clock: Clock) -> None:
    file_with(file, Indicator(id="i", group_id="group-A", name="P", kind="proportion"), clock=clock)
    async with on_stage(file, clock=clock, under_way=False) as stage:
        await open_numbers(stage)
        await stage.press("Enter")
        await stage.paste("2026-01-12\t14\t48\r\n2026-02-12\t9\t50\r\n2026-03-12\t\t\r\n")
        await stage.press("Esc")
        await stage.see("Stored.")
        assert rows(stage) == [
            ("2026-01-12", 14, 48, None, "series"),
            ("2026-02-12", 9, 50, None, "series"),
            ("2026-03-12", None, None, None, "series"),
        ]


async def test_invalid_line_has_its_reason_and_is_kept_after_a_restart(file: Path, clock: Clock) -> None:
    file_with(file, *waiting(), clock=clock)
    async with on_stage(file, clock=clock, under_way=False) as stage:
        await open_numbers(stage)
        await stage.press("Enter")
        await stage.type("12.3.2026 49/48")
        await stage.see("Line 3: 49 of 48 is more than all of them.")
        await stage.press("Esc")
        await stage.see("Esc again: back; the lines stay as they are typed.")
        await stage.press("Esc")
        await stage.see("write measurements")
        assert len(rows(stage)) == 2
    async with on_stage(file, clock=clock, under_way=False) as stage:
        await open_numbers(stage)
        # Half-typed lines are open again.
        await stage.see("12.3.2026 49/48")
        await stage.press("Back")
        await stage.type("9")
        await stage.press("Esc")
        await stage.see("Stored.")
        assert rows(stage)[-1] == ("2026-03-12", 49, 49, None, "series")


async def test_corrected_line_changes_the_same_row(file: Path, clock: Clock) -> None:
    file_with(file, *waiting(), clock=clock)
    async with on_stage(file, clock=clock, under_way=False) as stage:
        await open_numbers(stage)
        await stage.press("Enter", "↑", "End", "Back")
        await stage.type("9")
        await stage.see("1 corrected")
        await stage.press("Esc")
        await stage.see("Stored.")
        two = stage.store.rows.get(Measurement, "two")
        assert two is not None
        assert (two.denominator, two.version) == (59, 2)


async def test_keys_change_the_chart_the_rules_and_the_group(file: Path, clock: Clock) -> None:
    file_with(file, *waiting(), clock=clock)
    async with on_stage(file, clock=clock, under_way=False) as stage:
        await open_numbers(stage)
        for _ in range(3):
            await stage.press("Tab", "c")
        await stage.see("Chart: p")
        await stage.see("p chart of 2 measurements")
        await stage.press("Tab", "r", "Tab", "r")
        await stage.see("Rules: NHS")
        indicator = stage.store.rows.get(Indicator, "i")
        assert indicator is not None
        assert (indicator.chart, indicator.rules) == ("p", "nhs")
        await stage.press("PgDn")
        await stage.see("Measurements · Group B", "Tab n makes the first indicator")
        await stage.press("PgUp")
        await stage.see("Prescriptions")


async def test_indicator_is_removed_with_its_measurements_and_restored(file: Path, clock: Clock) -> None:
    file_with(file, *waiting(), clock=clock)
    async with on_stage(file, clock=clock, under_way=False) as stage:
        await open_numbers(stage)
        await stage.press("Tab", "Del")
        await stage.see("Remove Prescriptions with its 2 measurements? Enter: yes")
        await stage.press("Esc")
        await stage.miss("Remove Prescriptions")
        assert len(rows(stage)) == 2
        await stage.press("Tab", "Del", "Enter")
        await stage.see("Tab n makes the first indicator")
        assert rows(stage) == []
        await stage.press("Ctrl+Z", "Ctrl+Z")
        await stage.see("Prescriptions")
        assert len(rows(stage)) == 2


async def test_invalid_line_of_an_indicator_has_its_reason(file: Path, clock: Clock) -> None:
    file_with(file, *waiting(), clock=clock)
    async with on_stage(file, clock=clock, under_way=False) as stage:
        await open_numbers(stage)
        await stage.press("Tab", "e", "Enter")
        await stage.press(*["Back"] * 10)
        await stage.type("weird")
        await stage.see("“weird” is none of these")


@pytest.mark.parametrize("name", ["[/]", "[b", "[@click=app.quit]x[/]"])
async def test_names_on_the_page_are_shown_letter_for_letter(file: Path, clock: Clock, name: str) -> None:
    file_with(file, *waiting(name=name, unit=name), clock=clock)
    async with on_stage(file, clock=clock, under_way=False) as stage:
        await open_numbers(stage)
        await stage.see(f"1 {name}")
        await stage.press("Tab", "Del")
        await stage.see(f"Remove {name} with")


async def test_measurement_of_another_window_is_shown(file: Path, clock: Clock) -> None:
    from nettverk_tui.model.commands import RecordMeasurements
    from nettverk_tui.model.measurement.indicator_values import MeasuredLine
    from nettverk_tui.store.store import Store

    file_with(file, *waiting(), clock=clock)
    other = Store.open(file, now=clock, home=file.parent / "other")
    async with on_stage(file, clock=clock, under_way=False) as stage:
        await open_numbers(stage)
        line = MeasuredLine("three", on="2026-03-12", numerator=5.0, denominator=10.0)
        other.apply(RecordMeasurements(indicator_id="i", lines=(line,)))
        await stage.see("share, 3")
    other.close()


async def test_started_change_is_marked_on_the_chart(file: Path, clock: Clock) -> None:
    measured = [
        Measurement(id=f"m{day}", indicator_id="i", on=f"2026-0{day}-12", value=30.0 + day) for day in range(3, 8)
    ]
    file_with(file, *waiting(), *measured, clock=clock)
    async with on_stage(file, clock=clock, under_way=False) as stage:
        await open_numbers(stage)
        await stage.press("Tab", "s")
        await stage.see("The date, and what was started")
        await stage.type("31.2.2026 x")
        await stage.see("no date")
        await stage.press("Enter")
        await stage.see("Change started »")
        await stage.press(*["Back"] * 11)
        await stage.type("12.4.2026 new routine")
        await stage.press("Enter")
        await stage.see("1 new routine")
        await stage.press("Ctrl+Z", "Ctrl+Z")
        await stage.miss("1 new routine")


async def test_measurements_are_recorded_during_a_status_presentation(file: Path, clock: Clock) -> None:
    room_at(file, "status", "A", clock=clock)
    async with on_stage(file, clock=clock) as stage:
        await stage.press("Tab", "m")
        await stage.see("Measurements · Group A", "1 Avvik i resepter")
        await stage.press("Enter")
        await stage.type("2.2.2026 12")
        await stage.press("Esc", "Esc")
        # The chart beside the status has it.
        await stage.see("Done since last time", "12")
        assert any(row.value == 12 for row in stage.store.rows.find(Measurement))


async def test_chart_is_shown_again_after_a_group_without_measurements(file: Path, clock: Clock) -> None:
    file_with(file, *waiting(), clock=clock)
    async with on_stage(file, clock=clock, under_way=False) as stage:
        await open_numbers(stage)
        await stage.see("12 Jan")
        await stage.press("PgDn")
        await stage.see("Group B", "n makes the first indicator")
        await stage.miss("12 Jan")
        await stage.press("PgUp")
        await stage.see("Group A", "12 Jan")


async def test_wheel_and_click_choose_an_indicator_but_not_while_its_lines_are_written(
    file: Path, clock: Clock
) -> None:
    others = [Indicator(id=f"o{at}", group_id="group-A", name=f"Other {at}", position=at) for at in range(2, 12)]
    file_with(file, *waiting(position=1), *others, clock=clock)
    async with on_stage(file, clock=clock, under_way=False) as stage:
        await open_numbers(stage)
        await stage.see("▸ 1 Prescriptions", "7 Other 7")
        await stage.pilot._post_mouse_events([events.MouseScrollDown], "#numbers-list", offset=(5, 3))
        await stage.see("▸ 2 Other 2")
        await stage.pilot.click("#numbers-list", offset=(5, 4))
        await stage.see("▸ 5 Other 5")
        await stage.press("Enter")
        await stage.miss("Other 4")
        await stage.pilot._post_mouse_events([events.MouseScrollDown], "#numbers-list", offset=(5, 0))
        await stage.pilot.click("#numbers-list", offset=(5, 0))
        await stage.see("▸ 5 Other 5")
        await stage.press("Esc", *["↓"] * 6)
        await stage.see("▸ 11 Other 11", "10 Other 10")
        await stage.press("↓")
        await stage.see("▸ 1 Prescriptions")
