"""The page of settings, own keys, and the palette that finds every command by its words."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from nettverk_tui.settings import Settings, load
from nettverk_tui.store.store import Store
from nettverk_tui.tui.app import NettverkApp
from nettverk_tui.tui.bindings import KEYS, STATES, keys_of, use_keys
from tests.support.rooms import room_at
from tests.support.stage import Clock, Stage, on_stage


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("NETTVERK_HOME", str(tmp_path / "settings"))
    yield
    use_keys({})


async def test_chosen_language_applies_at_once_and_after_a_restart(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "peers", clock=clock), clock=clock, under_way=False) as stage:
        await stage.see("Gathering 2")
        await stage.press("Tab", "s")
        await stage.see("Settings", "‹ as the computer ›", "The language of the screens")
        await stage.press("→")
        await stage.see("Innstillinger", "‹ bokmål ›", "Språket på skjermen")
        await stage.press("Esc")
        await stage.see("Samling 2", "åpne")
    assert load().language == "nb"


async def test_chosen_theme_applies_at_once_and_is_saved(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "peers", clock=clock), clock=clock, under_way=False) as stage:
        await stage.press("Tab", "s", "↓", "→")
        await stage.see("textual-light")
        assert stage.app.theme == "textual-light"
    assert load().theme == "textual-light"


async def app_with(settings: Settings, file: Path, clock: Clock) -> NettverkApp:
    store = Store.open(room_at(file, "peers", clock=clock), now=clock, home=file.parent / "home")
    from nettverk_tui.language import Translator
    from tests.support.stage import ZONE

    return NettverkApp(Translator("en", ZONE), store, file=file, demo=lambda: file, settings=settings)


async def test_invalid_settings_are_reported_on_the_list(file: Path, clock: Clock) -> None:
    app = await app_with(Settings(theme="no-such", keys={"runner.nothing": "z"}), file, clock)
    async with app.run_test(size=(100, 24)) as pilot:
        stage = Stage(app, pilot, clock)
        await stage.see("settings.toml: theme cannot be no-such", "There is no key called runner.nothing")


async def test_chosen_keys_work_and_are_shown(file: Path, clock: Clock) -> None:
    app = await app_with(Settings(keys={"runner.next-step": "z", "home.new": "ctrl+n"}), file, clock)
    async with app.run_test(size=(100, 24)) as pilot:
        stage = Stage(app, pilot, clock)
        await stage.see("ctrl+n new network")
        await stage.press("Enter")
        await stage.see("[advice]")
        await stage.press("PgDn")
        await stage.see("[advice]")
        await stage.press("Tab")
        await stage.see("z    next")
        await stage.press("z")
        await stage.see("[advisers]")


@pytest.mark.parametrize(
    ("id", "keys", "said"),
    [
        ("runner.undo", "i", "{id} cannot have {keys}: {other} has it there."),
        ("status.chart", "pagedown", "{id} cannot have {keys}: {other} has it there."),
        ("line.store", "f2", "{id} keeps its key: text is written there."),
        ("no.such", "f2", "There is no key called {id}; docs/keys.md has them all."),
    ],
)
def test_key_that_would_have_two_meanings_is_not_changed(id: str, keys: str, said: str) -> None:
    (problem,) = use_keys({id: keys})
    assert problem.text == said
    assert keys_of(*(key.contexts[0] for key in KEYS)) == list(KEYS)


def test_two_keys_may_be_swapped() -> None:
    assert use_keys({"card.done": "m", "card.move": "d"}) == [] or use_keys({"card.done": "ctrl+d"}) == []


def test_accepted_choice_of_keys_has_no_clash() -> None:
    assert use_keys({"runner.undo": "u,ctrl+z", "runner.redo": "ctrl+y"}) == []
    for contexts in STATES.values():
        keys = [key for entry in keys_of(*contexts) for key in entry.key.split(",")]
        assert len(keys) == len(set(keys))


# --- the palette


async def test_palette_finds_a_command_by_its_words(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "peers", clock=clock), clock=clock, language="nb") as stage:
        await stage.press("F2")
        await stage.see("Søk etter en kommando")
        await stage.type("program")
        await stage.see("program · F6")
        await stage.press("Enter")
        await stage.see("planlagt 15:00")


async def test_palette_has_every_command_of_the_step(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "factors", clock=clock), clock=clock, size=(100, 60)) as stage:
        await stage.press("F2")
        await stage.see("not met · 1", "adviser’s column · Tab v", "one minute more · ⇧→", "minutes · F3")
        await stage.press("Esc")
        await stage.see("[factors]")


async def test_palette_without_hits_says_so_in_the_readers_language(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "peers", clock=clock), clock=clock, language="nb") as stage:
        await stage.press("F2")
        await stage.type("qqqxyz")
        await stage.see("Ingen kommando heter det.")


async def test_ctrl_c_does_not_end_the_app_and_says_so_in_the_readers_language(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "peers", clock=clock), clock=clock, language="nn", under_way=False) as stage:
        await stage.press("ctrl+c")
        (told,) = stage.app._notifications
        assert told.message == "Ctrl og Q avsluttar programmet. Ingenting må lagrast først."
