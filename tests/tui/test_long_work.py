"""Long work in the app: a line at the foot shows its progress, Esc ends it, and quitting does not wait for it."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from nettverk_tui.exchange.demo.file import make_demo
from nettverk_tui.language import Translator
from nettverk_tui.store import backup
from nettverk_tui.store.progress import Ended, Progress
from nettverk_tui.store.store import Store
from nettverk_tui.tui import long_work
from nettverk_tui.tui.app import NettverkApp
from nettverk_tui.tui.long_work import LongWork, WorkLine
from nettverk_tui.tui.screens.open_file import screen
from nettverk_tui.tui.screens.open_file.screen import OpenFileScreen
from nettverk_tui.tui.widgets.answer_line import AnswerLine
from tests.store.ground import new_store
from tests.support.patience import PATIENCE_SECONDS

T = Translator("en")


class Ticks:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_line_of_long_work_has_name_share_and_time_left() -> None:
    ticks = Ticks()
    work = LongWork("Copying a.db", ticks=ticks)
    work.tell(0.5)
    assert work.line(T) == ""
    ticks.now = 30
    assert work.line(T) == "Copying a.db: 50%, about 0:30 left"
    work.tell(0.01)
    assert work.line(T) == "Copying a.db: 1%"
    work.is_done = True
    assert work.line(T) == ""


def test_line_of_long_work_names_the_key_that_ends_it() -> None:
    ticks = Ticks()
    work = LongWork("Opening a.db", endable=True, ticks=ticks)
    ticks.now = 30
    work.tell(0.75)
    assert work.line(T) == "Opening a.db: 75%, about 0:10 left  Esc ends it"
    work.end()
    with pytest.raises(Ended):
        work.tell(0.8)


# --- in the app


class Held:
    """Work that waits at a quarter until it is released or ended."""

    def __init__(self) -> None:
        self.begun, self.let_go, self.ended = threading.Event(), threading.Event(), threading.Event()

    def hold(self, progress: Progress) -> None:
        self.begun.set()
        try:
            while not self.let_go.wait(0.01):
                progress(0.25)
        except Ended:
            self.ended.set()
            raise


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(long_work, "_AFTER_SECONDS", -1)
    monkeypatch.setattr(long_work, "_LOOK_SECONDS", 0.02)


async def until(pilot: Pilot[None], what: Callable[[], bool]) -> None:
    for _ in range(2000):
        if what():
            return
        await pilot.pause(0.01)
    raise AssertionError


def said(app: NettverkApp) -> list[str]:
    return [str(line.render()) for line in app.screen.query(WorkLine)]


def app_on(store: Store) -> NettverkApp:
    return NettverkApp(T, store, file=store.path, demo=lambda: store.path)


@pytest.mark.usefixtures("at_once")
async def test_copy_shows_its_progress_in_a_line_until_it_is_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = Held()
    monkeypatch.setattr(backup, "copy_if_changed", lambda *given: held.hold(given[-1]))
    app = app_on(new_store(tmp_path / "nettverk.db"))
    async with app.run_test(size=(80, 24)) as pilot:
        app._copy()
        await until(pilot, lambda: bool(said(app)) and said(app)[0].startswith(" Copying nettverk.db: 25%"))
        # It follows to the screen shown next.
        await pilot.press("f1")
        await until(pilot, lambda: bool(said(app)) and len(app.screen_stack) > 2)
        held.let_go.set()
        await until(pilot, lambda: not any(screen.query(WorkLine) for screen in app.screen_stack))


async def test_quitting_ends_the_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    held = Held()
    monkeypatch.setattr(backup, "copy_if_changed", lambda *given: held.hold(given[-1]))
    app = app_on(new_store(tmp_path / "nettverk.db"))
    async with app.run_test(size=(80, 24)) as pilot:
        app._copy()
        await until(pilot, held.begun.is_set)
    assert held.ended.wait(PATIENCE_SECONDS)


@pytest.fixture
def large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Another file, which counts as large."""
    make_demo(tmp_path / "large.db")
    monkeypatch.setattr(screen, "_LARGE", 0)
    return tmp_path / "large.db"


async def test_large_file_is_opened_while_the_screen_answers(tmp_path: Path, large: Path) -> None:
    app = app_on(new_store(tmp_path / "nettverk.db"))
    async with app.run_test(size=(80, 24)) as pilot:
        await open_in(app, pilot, large)
        await until(pilot, lambda: not isinstance(app.screen, OpenFileScreen))
        assert app.store is not None
        assert app.store.path == large
        assert app.store.copy_problem is None
        assert len(backup.copies(large)) == 1


@pytest.mark.usefixtures("at_once")
async def test_escape_ends_the_opening_and_keeps_the_open_file(
    tmp_path: Path, large: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = Held()
    monkeypatch.setattr(backup, "copy_if_changed", lambda *given: held.hold(given[-1]))
    app = app_on(new_store(tmp_path / "nettverk.db"))
    async with app.run_test(size=(80, 24)) as pilot:
        await open_in(app, pilot, large)
        await until(pilot, lambda: bool(said(app)) and "Esc ends it" in said(app)[0])
        await pilot.press("escape")
        await until(pilot, lambda: held.ended.is_set() and not said(app))
        assert isinstance(app.screen, OpenFileScreen)
        assert app.store is not None
        assert app.store.path == tmp_path / "nettverk.db"
        await pilot.press("escape")
        assert not isinstance(app.screen, OpenFileScreen)


async def test_damaged_large_file_is_reported(tmp_path: Path, large: Path) -> None:
    large.write_bytes(large.read_bytes()[: 4096 * 5])
    app = app_on(new_store(tmp_path / "nettverk.db"))
    async with app.run_test(size=(80, 24)) as pilot:
        await open_in(app, pilot, large)
        await until(pilot, lambda: "is damaged" in str(app.screen.query_one("#path-says").render()))


async def open_in(app: NettverkApp, pilot: Pilot[None], path: Path) -> None:
    app.push_screen(OpenFileScreen(path.parent))
    await pilot.pause()
    line = app.screen.query_one(AnswerLine)
    line.set_text(str(path))
    await pilot.press("enter")
