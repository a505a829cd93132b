"""Ctrl+A selects everything in every line and field of the program, and text typed then replaces it."""

import importlib
import pkgutil
from pathlib import Path

import pytest
from textual.binding import Binding

import nettverk_tui.tui
from nettverk_tui.tui.widgets.text_area import CleanTextArea
from tests.support.networks import network_records, store_with
from tests.support.stage import Clock, on_stage


def lines_and_fields() -> list[type[CleanTextArea]]:
    """Every class of the program in which text is written."""
    for module in pkgutil.walk_packages(nettverk_tui.tui.__path__, "nettverk_tui.tui."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    found, waiting = [], [CleanTextArea]
    while waiting:
        one = waiting.pop()
        found.append(one)
        waiting += one.__subclasses__()
    return found


@pytest.mark.parametrize("kind", lines_and_fields(), ids=lambda kind: kind.__name__)
def test_ctrl_a_selects_everything(kind: type[CleanTextArea]) -> None:
    bound = [
        binding.action
        for binding in kind.BINDINGS
        if isinstance(binding, Binding) and "ctrl+a" in binding.key.split(",")
    ]
    assert bound == ["select_all"]


async def test_text_typed_after_ctrl_a_replaces_everything(file: Path, clock: Clock) -> None:
    store_with(file, network_records(2, language="en"), now=clock).close()
    async with on_stage(file, clock=clock, under_way=False) as stage:
        await stage.press("Ctrl+F")
        await stage.type("nothing of this")
        await stage.press("ctrl+a")
        await stage.type("Kontor")
        await stage.see("Kontor")
        await stage.miss("nothing of this")


async def test_palette_takes_ctrl_a(file: Path, clock: Clock) -> None:
    store_with(file, network_records(2, language="en"), now=clock).close()
    async with on_stage(file, clock=clock, under_way=False) as stage:
        await stage.press("F2")
        await stage.type("qqqq")
        await stage.press("ctrl+a")
        await stage.type("settings")
        await stage.miss("qqqq")
        await stage.see("settings")
