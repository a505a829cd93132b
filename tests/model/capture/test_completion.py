"""Completion in the capture line: the choices, their order, and that each refers to what it names."""

from typing import Any

import pytest
from msgspec.structs import replace

from nettverk_tui.model.capture import (
    complete,
    understand,
)
from nettverk_tui.model.capture.completion import Completion
from tests.model.capture.capture_table import capture_context


def inserts(line: str, data: dict[str, Any] | None = None) -> list[str]:
    return [choice.insert for choice in complete(line, len(line), capture_context(data or {}))]


def test_completion_inserts_the_shortest_unambiguous_name() -> None:
    assert inserts("+ Ring @Jør") == ["@Jørgen"]
    assert inserts("+ Ring =jor") == ["=Jørgen"]
    assert inserts("+ Ring @joer") == ["@Jørgen"]
    assert inserts("+ Ring @jrg") == ["@Jørgen"]
    assert inserts("+ Ring @Kari", {"focus": "C"}) == ["@Kari/B", "@Kari/A"]
    assert inserts("+ Ring @Eva", {"focus": "F"}) == ["@Eva", "@Eva/E"]


def test_every_person_can_be_completed_to_that_person() -> None:
    for data in ({}, {"focus": ""}, {"focus": "C"}, {"at": "homecare"}, {"at": "homecare", "focus": "M"}):
        context = capture_context(data)
        offered = [choice.insert for choice in complete("+ x @", 5, context)]
        reached = {understand(f"+ x {insert}", context).who[0].id for insert in offered}
        assert {person.id for person in context.people} <= reached


def test_completion_lists_people_present_first_then_names_that_begin_with_the_word() -> None:
    assert inserts("@ol") == ["@Ola/E", "@Per-Olav", "@Ola"]
    assert inserts("@kr") == ["@Kari", "@Kari/A", "@Ann"]
    assert inserts("@le")[:2] == ["@leder", "@A"]


def test_completion_in_advice_lists_members_of_other_groups_first() -> None:
    assert inserts("@Kari") == ["@Kari", "@Kari/A"]
    assert inserts("> @Kari") == ["@Kari", "@Kari/B"]
    assert understand("> @Kari mål", capture_context({})).giver_group_id == "group A"


def test_completion_never_shortens_what_was_typed() -> None:
    assert inserts("@Ann Kr") == ["@Ann Kristin Vågen"]
    assert inserts("@Ola Han") == ["@Ola Hansen/E", "@Ola Hansen"]


def test_completion_replaces_the_whole_word() -> None:
    assert complete("+ Ring @Jørg i dag", 10, capture_context({})) == [
        Completion(7, 12, "@Jørgen", "Jørgen Sæther · A Øyane legekontor")
    ]


def test_completion_after_a_hash_offers_factors() -> None:
    assert inserts("Bra #led") == ["#L"]
    assert inserts("Bra #L")[:1] == ["#L"]
    assert inserts("Bra #overordn") == ["#L3"]


def test_completion_offers_roles_in_the_language_of_the_screen() -> None:
    context = capture_context({})
    offered = {language: complete("@le", 3, replace(context, language=language)) for language in ("nb", "nn", "en")}
    assert {language: choices[0].insert for language, choices in offered.items()} == {
        "nb": "@leder",
        "nn": "@leiar",
        "en": "@leader",
    }


@pytest.mark.parametrize("line", ["", "kari@x.no", "2=2", "Ring @Åse og så", "a#b", "@Åse\n"])
def test_completion_offers_nothing_outside_a_name(line: str) -> None:
    assert inserts(line) == []
