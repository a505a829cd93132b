"""A rehearsal goes fast, is thrown away, and leaves everything as it was."""

from pathlib import Path

import pytest

from nettverk_tui.exchange.rehearsal import fast_clock, rehearsal
from nettverk_tui.language import Translator
from nettverk_tui.model.core.lookup import FoundGathering, find_gathering
from nettverk_tui.model.core.records import ClockEvent, Note
from nettverk_tui.store.store import Store
from nettverk_tui.tui.app import NettverkApp
from tests.cli.calling import run
from tests.store.ground import everything_in
from tests.support.networks import MORNING, network_records, store_with
from tests.support.stage import ZONE, Clock, Stage


@pytest.fixture
def planned(tmp_path: Path) -> tuple[Path, FoundGathering]:
    store = store_with(tmp_path / "network" / "nettverk.db", network_records(3, language="en"))
    found = find_gathering(store.rows, 2)
    assert isinstance(found, FoundGathering)
    store.close()
    return store.path, found


@pytest.mark.parametrize(("speed", "after"), [(1, 10_000), (60, 600_000), (120, 1_200_000), (1000, 1_200_000)])
def test_ten_real_seconds_are_multiplied_by_the_speed(speed: int, after: int) -> None:
    ticks = iter([100.0, 100.0, 110.0])
    clock = fast_clock(MORNING, speed, lambda: next(ticks))
    assert clock() == MORNING
    assert clock() == MORNING + after


def test_rehearsal_begins_at_the_planned_time_and_leaves_no_file(planned: tuple[Path, FoundGathering]) -> None:
    path, found = planned
    before = everything_in(path.parent)
    with rehearsal(path, found, 60) as store:
        assert store.path != path
        assert abs(store.now() - MORNING) < 60_000
        folder = store.path.parent
        assert folder.exists()
    assert not folder.exists()
    assert everything_in(path.parent) == before


async def test_entries_of_a_rehearsal_are_thrown_away(planned: tuple[Path, FoundGathering]) -> None:
    path, found = planned
    before = everything_in(path.parent)
    with rehearsal(path, found, 120) as store:
        app = NettverkApp(Translator("en", ZONE), store, file=store.path, demo=lambda: store.path, rehearsal=120)
        app.begin_with(found.gathering.id)
        async with app.run_test(size=(80, 24)) as pilot:
            stage = Stage(app, pilot, Clock())
            await stage.see("REHEARSAL ×120", "not started")
            await stage.press("F7", "PgDn")
            await stage.type("! Prøvd")
            await stage.press("Enter")
            await stage.look_until(
                lambda: [note.text for note in store.rows.find(Note)][-1:] == ["Prøvd"], "the decision"
            )
            await stage.press("Esc", "F1")
            await stage.see("REHEARSAL ×120")
            await stage.press("Esc", "F3")
            await stage.see("REHEARSAL ×120", "Minutes of gathering 2")
            await stage.press("Esc", "Tab", "q")
            await stage.see("REHEARSAL ×120", "Gathering 2")
            for key, title in (
                ("e", "The network"), ("v", "Purpose and plan"), ("r", "Recruitment"), ("g", "Group A"),
                ("p", "Programme of gathering"), ("f", "Form of group"), ("s", "Settings"), ("I", "Import groups"),
                ("i", "guidance contact"),
            ):  # fmt: skip
                await stage.press("Tab", key)
                await stage.see("REHEARSAL ×120", title)
                await stage.press("Esc")
            # Nor does a fast clock reach another file.
            await stage.press("Tab", "o", "Home", *["Del"] * 200)
            await stage.type(str(path))
            await stage.press("Enter")
            await stage.see("A rehearsal opens no other file.")
    assert everything_in(path.parent) == before
    store = Store.open(path, home=path.parent.parent / "elsewhere")
    assert store.rows.find(ClockEvent) == []
    store.close()


def test_gathering_that_has_begun_cannot_be_rehearsed(planned: tuple[Path, FoundGathering]) -> None:
    path, _ = planned
    result = run("rehearse", "--file", path, "--gathering", "1")
    assert result.exit_code == 1
    assert result.stderr == "Gathering 1 has begun already: it can no longer be rehearsed.\n"


@pytest.mark.parametrize("speed", ["0", "121", "-1"])
def test_speed_of_a_rehearsal_is_between_1_and_120(planned: tuple[Path, FoundGathering], speed: str) -> None:
    result = run("rehearse", "--file", planned[0], "--gathering", "2", "--speed", speed)
    assert result.exit_code == 2
    assert "between 1 and 120" in result.stderr
