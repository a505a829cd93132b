"""A typed date is shown with its weekday before Enter, on every page; odd dates are warned of."""

from pathlib import Path

import pytest

from nettverk_tui.language import Translator
from nettverk_tui.model.core.records import Action
from nettverk_tui.model.core.values import Language
from nettverk_tui.tui.base.desk_tasks import moving
from nettverk_tui.tui.screens.runner.questions import Question, answer_words
from tests.support.rooms import room_at
from tests.support.stage import Clock, on_stage
from tests.tui.screens.test_network import empty

#: A Monday.
TODAY = "2026-11-30"
ACTION = Action(id="a", group_id="g", at=0, text="Ring apoteket", due="date", due_on="2026-11-30")

ANSWERS: list[tuple[Language, str, list[str]]] = [
    ("nb", "neste fredag", ["frist fre 11. desember 2026"]),
    ("nn", "fredag neste veke", ["frist fre 11. desember 2026"]),
    ("en", "by next Friday", ["due Fri 11 December 2026"]),
    ("nb", "om tre uker fredag", ["frist fre 25. desember 2026"]),
    ("nb", "fredag 10. desember", ["frist tor 10. desember 2026", "⚠ 10. desember er en torsdag."]),
    ("nn", "fredag 10. desember", ["frist tor 10. desember 2026", "⚠ 10. desember er ein torsdag."]),
    ("en", "Friday 10 December", ["due Thu 10 December 2026", "⚠ 10 December is a Thursday."]),
    ("nb", "27/11", ["frist fre 27. november 2026", "⚠ Den datoen er passert: fre 27. november."]),
    ("nb", "snarest", ["Fant ingen dato. Skriv 6/3, 6. mars, fre, +2u eller 6.3.2027."]),
    ("nb", "neste samling", ["frist neste samling"]),
]


@pytest.mark.parametrize(("language", "typed", "said"), ANSWERS)
def test_new_date_of_an_action_is_shown_while_it_is_typed(language: Language, typed: str, said: list[str]) -> None:
    t = Translator(language)
    assert list(moving(ACTION, TODAY, t).words(typed, len(typed), t))[1:] == said
    assert answer_words(Question("move", "a"), typed, TODAY, t) == said


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("tirsdag 19. januar kl. 9 Førde", "tir 19. januar 2027 kl.\N{NO-BREAK SPACE}09.00 Førde"),
        ("Førde 19.1", "tir 19. januar 2027 Førde"),
        ("på uke 3", "Fant ingen dato. Skriv 6/3, 6. mars, fre, +2u eller 6.3.2027."),
        ("+7u", "man 18. januar 2027"),
        ("om fire uker, Florø", "man 28. desember 2026 Florø"),
        ("", "Neste samling: dato, og tid og sted hvis de er kjent: 6/3 kl. 9 Førde"),
    ],
)
def test_date_of_the_next_gathering_is_shown_while_it_is_typed(typed: str, said: str) -> None:
    assert answer_words(Question("next", "x"), typed, TODAY, Translator("nb"))[:1] == [said]


async def test_form_warns_of_a_weekday_that_does_not_match_its_date(file: Path, clock: Clock) -> None:
    async with on_stage(empty(file, clock), clock=clock) as stage:
        await stage.press("Tab", "n", "Enter", "Enter", "Enter", "Enter")
        await stage.type("onsdag 2. mars 2027 kl. 9")
        await stage.see("1: Tue 2 March 2027 09:00", "2. mars 2027 is a Tuesday.")


async def test_text_after_frist_that_is_no_date_is_warned_of_before_enter(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "card", clock=clock), clock=clock) as stage:
        await stage.press("Space")
        await stage.type("+ Ring apoteket frist snarest")
        await stage.see("“snarest” is no date.")
        await stage.press(*["Back"] * len("snarest"))
        await stage.type("fredag 8.4.2027")
        await stage.see("Thu 8 April", "8.4.2027 is a Thursday.")
