"""Every page in a small window, in bokmål: its last line is whole, also after a resize; a too small one is reported."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

import pytest

from nettverk_tui.exchange.imports.dry_run import Trial, try_out
from nettverk_tui.model.core.records import Group, Network
from nettverk_tui.store.store import new_id
from nettverk_tui.tui import screens
from nettverk_tui.tui.base.screen import BaseScreen
from nettverk_tui.tui.screens.advice_bank.screen import AdviceBankScreen
from nettverk_tui.tui.screens.board.screen import BoardScreen
from nettverk_tui.tui.screens.charter.screen import CharterScreen
from nettverk_tui.tui.screens.entry_history.screen import EntryHistoryScreen
from nettverk_tui.tui.screens.group_form.screen import GroupFormScreen
from nettverk_tui.tui.screens.group_page.screen import GroupPageScreen
from nettverk_tui.tui.screens.help.screen import HelpScreen
from nettverk_tui.tui.screens.home.screen import HomeScreen
from nettverk_tui.tui.screens.import_table.screen import ImportTableScreen
from nettverk_tui.tui.screens.indicator.screen import IndicatorScreen
from nettverk_tui.tui.screens.measurements.screen import MeasurementsScreen
from nettverk_tui.tui.screens.minutes.screen import MinutesScreen
from nettverk_tui.tui.screens.network_form.screen import NetworkScreen
from nettverk_tui.tui.screens.open_file.screen import OpenFileScreen
from nettverk_tui.tui.screens.planner.screen import PlannerScreen
from nettverk_tui.tui.screens.recruitment.screen import RecruitmentScreen
from nettverk_tui.tui.screens.runner.panels import _OVERLAYS
from nettverk_tui.tui.screens.runner.panels.factors import FactorsPanel
from nettverk_tui.tui.screens.runner.panels.status import StatusPanel
from nettverk_tui.tui.screens.runner.screen import RunnerScreen
from nettverk_tui.tui.screens.search.screen import SearchScreen
from nettverk_tui.tui.screens.settings.screen import SettingsScreen
from nettverk_tui.tui.screens.time_report.screen import TimeReportScreen
from nettverk_tui.tui.screens.timeline.screen import TimelineScreen
from nettverk_tui.tui.screens.today.screen import TodayScreen
from tests.support.frames import every_frame
from tests.support.marked import marked_records
from tests.support.networks import store_with
from tests.support.rooms import TODAY, begin
from tests.support.stage import Clock, Stage, on_stage

SIZES = [(60, 20), (40, 12), (80, 24), (40, 12), (60, 20)]
TOO_SMALL = [(39, 12), (40, 11), (20, 5), (9, 3)]


def network(stage: Stage) -> Network:
    return stage.store.rows.find(Network)[0]


def group(stage: Stage) -> Group:
    return stage.store.rows.find(Group)[0]


def trial(stage: Stage) -> Trial:
    table = stage.store.path.with_name("groups.csv")
    table.write_text("letter;unit\nA;Office\n", "utf-8")
    return try_out(table, stage.store.rows, network(stage), date(2027, 1, 12), new_id)


PAGES: dict[str, Callable[[Stage], BaseScreen[Any]]] = {
    "home": lambda _: HomeScreen(),
    "help": lambda stage: HelpScreen(*HomeScreen.help_page.text(stage.app.translator)),
    "minutes": lambda stage: MinutesScreen(stage.store, TODAY, stage.app.knowledge),
    "settings": lambda _: SettingsScreen(),
    "times": lambda stage: TimeReportScreen(stage.store, TODAY, stage.app.knowledge),
    "open_file": lambda stage: OpenFileScreen(stage.store.path.parent),
    "network": lambda stage: NetworkScreen(stage.store, network(stage).id, stage.app.translator),
    "new_network": lambda stage: NetworkScreen(stage.store, None, stage.app.translator),
    "foundation": lambda stage: CharterScreen(stage.store, network(stage), "nb"),
    "recruitment": lambda stage: RecruitmentScreen(stage.store, network(stage).id),
    "group_page": lambda stage: GroupPageScreen(stage.store, group(stage), [group(stage).id]),
    "group_form": lambda stage: GroupFormScreen(stage.store, TODAY, stage.app.knowledge),
    "planner": lambda stage: PlannerScreen(stage.store, TODAY, stage.app.knowledge),
    "numbers": lambda stage: MeasurementsScreen(stage.store, group(stage)),
    "indicator": lambda stage: IndicatorScreen(stage.store, group(stage), None, "nb"),
    "timeline": lambda stage: TimelineScreen(stage.store, group(stage), [group(stage).id], stage.app.knowledge),
    "board": lambda stage: BoardScreen(stage.store, network(stage), stage.app.knowledge),
    "today": lambda stage: TodayScreen(stage.store, network(stage), stage.app.knowledge),
    "search": lambda stage: SearchScreen(stage.store, stage.app.knowledge, None),
    "history": lambda stage: EntryHistoryScreen(stage.store, group(stage), "Gruppe A"),
    "import_table": lambda stage: ImportTableScreen(stage.store, trial(stage), "groups.csv"),
    "bank": lambda stage: AdviceBankScreen(stage.store, network(stage), stage.app.knowledge),
}


@pytest.fixture
def room(file: Path, clock: Clock) -> Path:
    """A day under way in bokmål, with an entry of every kind."""
    store = store_with(file, marked_records(2, language="nb"), now=clock)
    begin(store, "factors", "A", clock)
    store.close()
    return file


@asynccontextmanager
async def page(stage: Stage, name: str) -> AsyncIterator[None]:
    """The page over the gathering, closed afterwards."""
    if name != "runner":
        await stage.app.push_screen(PAGES[name](stage))
    await stage._come_to_rest()
    yield
    if name != "runner":
        stage.app.pop_screen()
        await stage._come_to_rest()


def last(lines: list[str] | tuple[str, ...]) -> str:
    return lines[-1].rstrip()


async def resize(stage: Stage, size: tuple[int, int]) -> None:
    await stage.pilot.resize_terminal(*size)
    await stage.look_until(lambda: stage.app.screen.size == size, f"the window to have {size}")
    await stage._come_to_rest()


async def check_last_lines(room: Path, clock: Clock, names: Sequence[str]) -> None:
    """Assert that a resized page has the last line of one opened at that size, in its first frame already."""
    opened: dict[tuple[str, tuple[int, int]], str] = {}
    for size in sorted(set(SIZES)):
        async with on_stage(room, clock=clock, language="nb", size=size) as stage:
            for name in names:
                async with page(stage, name):
                    opened[name, size] = last(stage.lines)
                    assert last(stage.lines).strip(), name
                    assert not last(stage.lines).endswith("…"), name
    seen: list[tuple[int, str]] = []
    async with on_stage(room, clock=clock, language="nb", size=(80, 24), painted=True) as stage:
        for name in names:
            async with page(stage, name), every_frame(stage.app, lambda lines: seen.append((len(lines), last(lines)))):
                for size in SIZES:
                    seen.clear()
                    await resize(stage, size)
                    expected = opened[name, size]
                    assert last(stage.lines) == expected, name
                    assert {line for height, line in seen if height == size[1]} == {expected}, name
            await resize(stage, (80, 24))


async def test_last_line_is_whole_from_the_first_frame_after_a_resize(room: Path, clock: Clock) -> None:
    await check_last_lines(room, clock, ["runner", "home", "planner", "today"])


@pytest.mark.long
async def test_last_line_of_every_page_is_whole_from_the_first_frame_after_a_resize(room: Path, clock: Clock) -> None:
    await check_last_lines(room, clock, ["runner", *PAGES])


async def test_every_page_in_a_too_small_window_says_the_size_it_needs(room: Path, clock: Clock) -> None:
    async with on_stage(room, clock=clock, language="nb", size=(30, 8)) as stage:
        folders = set()
        for name in ("runner", *PAGES):
            async with page(stage, name):
                assert stage.shows("Vinduet har 30 × 8 tegn. Dette trenger 40 × 12."), name
                folders.add(type(stage.app.screen).__module__.split(".")[-2])
        assert folders == {folder.name for folder in iter_modules(screens.__path__)}


async def test_too_small_window_says_so_and_keys_still_act(room: Path, clock: Clock) -> None:
    async with on_stage(room, clock=clock, language="nb", size=(80, 24)) as stage:
        before = stage.lines
        for size in TOO_SMALL:
            await resize(stage, size)
            assert stage.shows("Vinduet")
        await stage.press("PgUp")
        await resize(stage, (80, 24))
        assert not stage.shows("Vinduet")
        assert stage.shows("[status]")
        await stage.press("PgDn")
        assert stage.lines[4:] == before[4:]


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (40, 12)])
async def test_no_line_of_any_panel_is_wider_than_the_window(room: Path, clock: Clock, size: tuple[int, int]) -> None:
    async with on_stage(room, clock=clock, language="nb", size=size) as stage:
        runner = stage.app.screen
        assert isinstance(runner, RunnerScreen)
        shown = 0
        for place in runner.room.programme.places:
            runner.go_to(place)
            await stage._come_to_rest()
            shown += _check(runner)
        for overlay in _OVERLAYS:
            runner.action_show(overlay)
            await stage._come_to_rest()
            shown += _check(runner)
        assert shown > 100


def _check(runner: RunnerScreen) -> int:
    panel = runner.panel
    room = panel.scrollable_content_region.width
    for line in panel._shown:
        assert line.content.cell_length + (line.row is not None) <= room, line.content.plain
    return len(panel._shown)


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (40, 12)])
async def test_table_of_factors_keeps_its_columns_and_breaks_no_answer(
    room: Path, clock: Clock, size: tuple[int, int]
) -> None:
    async with on_stage(room, clock=clock, language="nb", size=size) as stage:
        runner = stage.app.screen
        assert isinstance(runner, RunnerScreen)
        panel = runner.panel
        assert isinstance(panel, FactorsPanel)
        lines = [(line.row, line.content.plain) for line in panel._shown]
        rows = [text for row, text in lines if row is not None]
        head = lines[0][1]
        assert len(rows) == len(panel.sheet) > 6
        assert len({len(text) for text in rows}) == 1
        # Under each head its column ends where the head does, but for the arrow in the second.
        last_time, now, adviser = _ends(head)
        assert [rows[0][end - 2] for end in (last_time, now - 2, adviser)] == ["2", "2", "2"]
        answers = [f"{level.value} {level.name.nb}" for level in runner.knowledge.scale.levels]
        for answer in (*answers, "0 ikke vurdert", "Tab x ikke relevant"):
            assert any(answer in text for _, text in lines), answer


def _ends(head: str) -> list[int]:
    """The columns where the words of a line end, a cell to the left for the cursor in front of rows."""
    return [at for at in range(1, len(head) + 1) if head[at - 1] != " " and (at == len(head) or head[at] == " ")]


async def test_key_shows_and_hides_the_chart_in_a_narrow_window(room: Path, clock: Clock) -> None:
    async with on_stage(room, clock=clock, language="nb", size=(60, 20)) as stage:
        await stage.press("PgUp")
        panel = stage.app.screen.query_one(StatusPanel)
        await stage.see("4 Spørsmålet vi vil ha råd om")
        await stage.miss("saidA avvik")
        panel.action_chart()
        await stage.see("saidA avvik")
        await stage.miss("1 Gjort siden sist")
        panel.action_chart()
        await stage.see("1 Gjort siden sist")
        await stage.pilot.resize_terminal(80, 24)
        await stage.see("1 Gjort siden sist", "saidA avvik")
