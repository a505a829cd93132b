"""The modules loaded at the first paint: later screens must not delay the start."""

import ast
import importlib.util
import json
import subprocess
import sys
from pathlib import Path

import pytest

from nettverk_tui.exchange.demo.file import make_demo

RUN = """
import asyncio, json, sys
from pathlib import Path
before = set(sys.modules)
from nettverk_tui.language import Translator
from nettverk_tui.store.store import Store
from nettverk_tui.tui.app import NettverkApp

async def main():
    path = Path(sys.argv[1])
    store = Store.open(path, home=path.parent / "home")
    app = NettverkApp(Translator("nb"), store, file=path, demo=lambda: path, under_way=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        print(json.dumps([type(app.screen).__name__, sorted(set(sys.modules) - before)]))

asyncio.run(main())
"""
#: The number loaded with the packages pinned now, and a few more: raise this when one is added on purpose.
MOST_OURS, MOST = 131, 470


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    path = tmp_path_factory.mktemp("demo") / "demo.db"
    make_demo(path)
    said = subprocess.run([sys.executable, "-c", RUN, str(path)], capture_output=True, text=True, check=True).stdout
    screen, modules = json.loads(said)
    assert screen == "RunnerScreen"
    return set(modules)


@pytest.mark.parametrize(
    "name",
    [
        "click", "openpyxl", "plotext", "sqlite_utils", "tomlkit", "markdown_it", "textual.widgets._markdown",
        "nettverk_tui.documents.minutes.document", "nettverk_tui.exchange.demo",
        "nettverk_tui.store.maintenance.integrity",
        "nettverk_tui.tui.base.form", "nettverk_tui.tui.screens.planner",
        "nettverk_tui.model.gathering.usual_programme", "nettverk_tui.tui.screens.group_form.screen",
        "nettverk_tui.tui.screens.minutes.screen",
        "nettverk_tui.tui.screens.help.screen", "nettverk_tui.tui.screens.runner.help",
        "nettverk_tui.tui.screens.settings.screen", "nettverk_tui.tui.palette",
        "nettverk_tui.model.capture.grammar", "nettverk_tui.model.capture.rules.due", "nettverk_tui.model.core.dates",
    ],
)  # fmt: skip
def test_modules_not_needed_at_first_paint_are_not_loaded(loaded: set[str], name: str) -> None:
    assert [module for module in loaded if module == name or module.startswith(f"{name}.")] == []


def has_code(module: str) -> bool:
    """Return whether there is more in a module than a docstring: the file of a folder often has no more."""
    spec = importlib.util.find_spec(module)
    assert spec is not None
    assert spec.origin is not None
    body = ast.parse(Path(spec.origin).read_text(encoding="utf-8")).body
    return any(not isinstance(statement, ast.Expr) for statement in body)


def test_few_modules_are_loaded_at_first_paint(loaded: set[str]) -> None:
    ours = [module for module in loaded if module.split(".")[0] == "nettverk_tui" and has_code(module)]
    assert len(ours) <= MOST_OURS
    assert len(loaded) <= MOST
