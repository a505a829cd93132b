"""The one table of keys: no key has two meanings in one state, and every key acts and has words."""

import re
from collections import Counter
from collections.abc import Callable
from functools import partial
from importlib import import_module
from itertools import chain
from pkgutil import iter_modules
from typing import get_args

import pytest
from textual.actions import parse
from textual.binding import Binding
from textual.keys import _character_to_key

from nettverk_tui.tui import screens
from nettverk_tui.tui.base.form import FormScreen, Maker
from nettverk_tui.tui.base.screen import BaseScreen
from nettverk_tui.tui.bindings import (
    ALWAYS,
    FIXED,
    KEYS,
    PANELS,
    STATES,
    Context,
    Key,
    bindings,
    foot,
    is_key_alone,
    is_text,
    keys_of,
    let_letters_act,
)
from nettverk_tui.tui.screens.advice_bank.screen import AdviceBankScreen
from nettverk_tui.tui.screens.board.screen import BoardScreen
from nettverk_tui.tui.screens.entry_history.screen import EntryHistoryScreen
from nettverk_tui.tui.screens.group_form.screen import GroupFormScreen
from nettverk_tui.tui.screens.group_page.screen import GroupPageScreen
from nettverk_tui.tui.screens.help.screen import HelpScreen
from nettverk_tui.tui.screens.home.screen import HomeScreen
from nettverk_tui.tui.screens.import_table.screen import ImportTableScreen
from nettverk_tui.tui.screens.measurements.lines import MeasurementLines
from nettverk_tui.tui.screens.measurements.screen import MeasurementsScreen
from nettverk_tui.tui.screens.minutes.screen import MinutesScreen
from nettverk_tui.tui.screens.open_file.screen import OpenFileScreen
from nettverk_tui.tui.screens.planner.screen import PlannerScreen
from nettverk_tui.tui.screens.recruitment.screen import RecruitmentScreen
from nettverk_tui.tui.screens.runner.panels.advice import AdvicePanel, RoundPanel, TakeAlongPanel
from nettverk_tui.tui.screens.runner.panels.attendance import AttendancePanel
from nettverk_tui.tui.screens.runner.panels.card import CardPanel
from nettverk_tui.tui.screens.runner.panels.closing import ClosingPanel
from nettverk_tui.tui.screens.runner.panels.factors import FactorsPanel
from nettverk_tui.tui.screens.runner.panels.late import LatePanel
from nettverk_tui.tui.screens.runner.panels.log import LogPanel
from nettverk_tui.tui.screens.runner.panels.plain import PlainPanel
from nettverk_tui.tui.screens.runner.panels.programme import ProgrammePanel
from nettverk_tui.tui.screens.runner.panels.reflection import ReflectionPanel
from nettverk_tui.tui.screens.runner.panels.room_check import RoomCheckPanel
from nettverk_tui.tui.screens.runner.panels.status import StatusPanel
from nettverk_tui.tui.screens.runner.screen import RunnerScreen
from nettverk_tui.tui.screens.search.screen import SearchLine, SearchScreen
from nettverk_tui.tui.screens.settings.screen import SettingsScreen
from nettverk_tui.tui.screens.time_report.screen import TimeReportScreen
from nettverk_tui.tui.screens.timeline.screen import TimelineScreen
from nettverk_tui.tui.screens.today.screen import TodayScreen
from nettverk_tui.tui.widgets.answer_line import AnswerLine
from nettverk_tui.tui.widgets.capture_line import CaptureLine
from nettverk_tui.tui.widgets.field import Field
from nettverk_tui.tui.widgets.text_area import CleanTextArea

#: The classes that must have the actions of a context's keys.
DOERS: dict[Context, tuple[type, ...]] = {
    "home": (HomeScreen,),
    "reader": (HelpScreen, MinutesScreen, TimeReportScreen),
    "runner": (RunnerScreen,),
    "card": (CardPanel,),
    "status": (StatusPanel,),
    "factors": (FactorsPanel,),
    "round": (RoundPanel,),
    "advice": (AdvicePanel,),
    "take_along": (TakeAlongPanel,),
    "plain": (PlainPanel,),
    "attendance": (AttendancePanel,),
    "reflection": (ReflectionPanel,),
    "closing": (ClosingPanel,),
    "log": (LogPanel,),
    "programme": (ProgrammePanel,),
    "late": (LatePanel,),
    "room": (RoomCheckPanel,),
    "line": (CaptureLine,),
    "field": (Field,),
    # The keyboard of the page takes the answer; the table has its keys for the foot and the help.
    "question": (),
    "form": (FormScreen,),
    "sheet": (GroupFormScreen, GroupPageScreen),
    "plan": (Field,),
    "maker": (Maker,),
    "path": (AnswerLine,),
    "opening": (OpenFileScreen,),
    "settings": (SettingsScreen,),
    "planner": (PlannerScreen,),
    "answer": (AnswerLine,),
    "trial": (ImportTableScreen,),
    "recruitment": (RecruitmentScreen,),
    "numbers": (MeasurementsScreen,),
    "lines": (MeasurementLines,),
    "board": (BoardScreen,),
    "today": (TodayScreen,),
    "timeline": (TimelineScreen,),
    "bank": (AdviceBankScreen,),
    "history": (EntryHistoryScreen,),
    "search": (SearchLine,),
    "finder": (SearchScreen,),
}
#: A text of each context in which text is written: its keys are those of its context, not of its class.
TEXTS: dict[Context, Callable[[], CleanTextArea]] = {
    "line": CaptureLine,
    "field": partial(Field, "field", "done"),
    "plan": partial(Field, "plan", "name"),
    "path": partial(AnswerLine, "path", context="path"),
    "answer": partial(AnswerLine, "answer"),
    "lines": partial(MeasurementLines, "lines"),
    "search": partial(SearchLine, "search", context="search"),
}
#: Keys that a Nordic keyboard has only with AltGr or as dead keys.
HARD_KEYS = {
    "at", "left_square_bracket", "right_square_bracket", "left_curly_bracket", "right_curly_bracket", "backslash",
    "tilde", "circumflex_accent", "grave_accent", "dollar_sign", "vertical_line",
}  # fmt: skip


def presses(key: Key) -> list[str]:
    return key.key.split(",")


def keys_in_text(context: Context) -> dict[str, list[Binding]]:
    """The bindings of each key in the text of a context, the one that counts first."""
    return TEXTS[context]()._bindings.key_to_bindings


@pytest.mark.parametrize("state", STATES)
def test_no_key_means_two_things_in_one_state(state: str) -> None:
    pressed = Counter(press for key in keys_of(*STATES[state]) for press in presses(key))
    assert [press for press, times in pressed.items() if times > 1] == []


def test_states_cover_every_context_but_that_of_a_question() -> None:
    assert {context for contexts in STATES.values() for context in contexts} == set(get_args(Context)) - {"question"}
    assert set(PANELS) < set(STATES)


def test_question_binds_no_key_that_types_text() -> None:
    """Enter is yes and Escape is no; a letter is no, too, and typed as text."""
    assert {press for key in keys_of("question") for press in presses(key)} == {"enter", "escape"}


#: Pages where Tab opens the menu, and the panels of a gathering.
MENUS = {context for key in KEYS if key.id == "everywhere.menu" for context in key.contexts} | set(PANELS)


@pytest.mark.parametrize("letter", [chr(code) for code in range(32, 127) if not chr(code).isdigit()] + list("æøåÆØÅ"))
def test_letters_and_signs_are_text(letter: str) -> None:
    key = letter if letter.isalnum() else _character_to_key(letter)
    assert is_text(key)
    assert not is_key_alone(key)


@pytest.mark.parametrize("key", KEYS, ids=lambda key: key.id)
def test_key_that_types_text_is_bound_only_in_a_menu(key: Key) -> None:
    written = [press for press in presses(key) if not is_key_alone(press)]
    if written and not set(key.contexts) <= set(FIXED):
        assert set(key.contexts) <= MENUS
        # The menu takes the first that no other entry has; one of them is shown.
        assert key.letter in written


@pytest.mark.parametrize("key", KEYS, ids=lambda key: key.id)
def test_action_of_a_ctrl_key_has_another_way(key: Key) -> None:
    if any(press.startswith("ctrl+") for press in presses(key)):
        others = [press for press in presses(key) if not press.startswith("ctrl+")]
        # Where no menu has it, the palette does: it has a function key, and knows every command by its words.
        palette = next(entry for entry in KEYS if entry.id == "everywhere.palette")
        assert others or set(key.contexts) <= set(palette.contexts)
        assert set(key.contexts) <= MENUS | set(palette.contexts)


def test_label_of_a_menu_key_names_both_keys() -> None:
    labels = {key.id: key.label for key in KEYS}
    assert labels["card.done"] == "Tab d"
    assert labels["log.delete"] == "Tab x"
    assert labels["planner.remove"] == "Tab Del"
    assert (labels["card.one"], labels["runner.undo"], labels["runner.next-step"]) == ("1", "Ctrl+Z", "PgDn")
    assert (labels["line.store"], labels["log.edit"]) == ("Enter", "Enter")


def test_label_of_a_menu_key_names_one_key_where_letters_act() -> None:
    let_letters_act(True)
    try:
        labels = {key.id: key.label for key in KEYS}
    finally:
        let_letters_act(False)
    assert (labels["card.done"], labels["card.one"]) == ("d", "1")


def test_hints_name_only_keys_that_act_alone() -> None:
    shown = [key for contexts in STATES.values() for key in foot(*contexts)]
    assert [key.id for key in shown if key.alone is None or is_text(key.alone)] == []


def test_ids_of_keys_are_unique() -> None:
    assert len({key.id for key in KEYS}) == len(KEYS)


@pytest.mark.parametrize("context", get_args(Context))
def test_every_key_has_an_action_where_it_is_bound(context: Context) -> None:
    missing = [
        f"{doer.__name__}: {key.action}"
        for doer in DOERS[context]
        for key in keys_of(context)
        if not hasattr(doer, f"action_{parse(key.action)[1]}")
    ]
    assert missing == []


@pytest.mark.parametrize("folder", [module.name for module in iter_modules(screens.__path__)])
def test_folder_of_every_screen_has_its_help_page(folder: str) -> None:
    module = import_module(f"{screens.__name__}.{folder}.screen")
    classes = [thing for thing in vars(module).values() if isinstance(thing, type) and issubclass(thing, BaseScreen)]
    (screen,) = (found for found in classes if found.__module__ == module.__name__)
    # F1 closes the page of help itself.
    assert screen is HelpScreen or hasattr(screen, "help_page") or screen.help is not BaseScreen.help


@pytest.mark.parametrize("context", get_args(Context))
def test_class_of_a_context_binds_exactly_its_keys(context: Context) -> None:
    for doer in DOERS[context]:
        bound = chain(*keys_in_text(context).values()) if context in TEXTS else vars(doer)["BINDINGS"]
        own = [binding for binding in bound if isinstance(binding, Binding) and binding.id]
        assert {binding.id for binding in own} == {key.id for key in keys_of(context)}


@pytest.mark.parametrize("key", KEYS, ids=lambda key: key.id)
def test_every_key_has_words_and_a_name(key: Key) -> None:
    assert key.words
    assert key.label
    assert key.contexts


@pytest.mark.parametrize("key", KEYS, ids=lambda key: key.id)
def test_every_key_is_on_a_nordic_keyboard(key: Key) -> None:
    assert not HARD_KEYS & set(presses(key))
    assert not any(re.match(r"(alt|super|meta)\+", press) for press in presses(key))
    # The keys known from word processors, and no other: terminals and multiplexers take some for themselves.
    assert {press for press in presses(key) if press.startswith("ctrl+")} <= {
        "ctrl+f", "ctrl+s", "ctrl+z", "ctrl+y", "ctrl+q"
    }  # fmt: skip


@pytest.mark.parametrize("context", TEXTS)
def test_text_field_overrides_no_key_of_the_table(context: Context) -> None:
    first = {press: bound[0].action for press, bound in keys_in_text(context).items()}
    assert {press: first[press] for key in keys_of(context) for press in presses(key)} == {
        press: key.action for key in keys_of(context) for press in presses(key)
    }


def test_text_field_leaves_function_and_page_keys_to_the_room() -> None:
    """A clicker sends PageDown during writing; F7 pauses during writing."""
    room = {press for key in keys_of("runner") for press in presses(key) if re.fullmatch(r"f\d+|page\w+", press)}
    taken = {*keys_in_text("line"), *keys_in_text("field")}
    assert {"f7", "f8", "pagedown", "pageup"} <= room
    assert room & taken == set()


def test_hints_are_the_numbered_keys_in_order() -> None:
    shown = foot("advice", "runner")
    assert [key.foot for key in shown] == sorted(key.foot for key in shown if key.foot is not None)
    assert {key.id for key in shown if (key.foot or 0) >= ALWAYS} == {
        "everywhere.menu",
        "runner.next-step",
        "runner.help",
    }


def test_bindings_have_the_keys_and_labels_of_the_table() -> None:
    made = {binding.id: binding for binding in bindings("card")}
    moved = made["card.move"]
    assert (moved.key, moved.action, moved.description, moved.key_display) == ("m", "move", "new date", "m")
    assert made["card.one"].show
    assert not made["card.reopen"].show
