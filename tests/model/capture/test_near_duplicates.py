"""Near-duplicates of an entry are found, except for advice that an action is made from."""

import pytest

from nettverk_tui.model.capture import CaptureKind
from nettverk_tui.model.capture.near_duplicates import near_duplicate
from nettverk_tui.model.core.records import Action, Advice, Note, Said

COMMON = {"gathering_id": "g", "group_id": "group-B", "at": 1}


def note(**fields: object) -> Note:
    return Note(**{"id": "n", "kind": "note", "text": "Ring apoteket hver fredag", **COMMON, **fields})  # type: ignore[arg-type]


def advice() -> Advice:
    return Advice(id="a", text="Ring apoteket hver fredag", giver="unknown", **COMMON)  # type: ignore[arg-type]


def action() -> Action:
    return Action(id="t", text="Ring apoteket hver fredag", **COMMON)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "said", "found"),
    [
        ("note", note(), True),
        ("action", action(), True),
        ("action", note(), True),
        ("advice", advice(), True),
        ("advice", action(), True),
        # An action is what became of the advice.
        ("action", advice(), False),
        ("note", note(layer="facilitators"), False),
        ("note", note(group_id="group-C"), False),
        ("note", note(text="Noe helt annet"), False),
    ],
)
def test_a_near_duplicate_in_the_same_group_is_found(kind: CaptureKind, said: Said, found: bool) -> None:
    assert near_duplicate("ring apoteket hver fredag.", kind, "group-B", [said]) == (said if found else None)


def test_an_action_is_compared_with_actions_and_not_with_the_advice_it_comes_from() -> None:
    assert near_duplicate("Ring apoteket hver fredag", "action", "group-B", [advice(), action()]) == action()
