"""The round of questions and advice: what was asked, who has spoken, what the group answered and takes along."""

import msgspec

from nettverk_tui.model.records import Action, Advice, Gathering, Group, Note, RippleEffect, Said, StatusText
from nettverk_tui.model.room import Room
from nettverk_tui.model.rows import Rows


class Round(msgspec.Struct, frozen=True):
    """One group's round so far. `spoken` are the ids of groups that have given advice."""

    question: str
    advice: tuple[Advice, ...]
    actions: tuple[Action, ...]
    notes: tuple[Note, ...]
    statements: tuple[RippleEffect, ...]
    spoken: frozenset[str]
    advisers_spoke: bool


def feedback_round(rows: Rows, room: Room, group: Group) -> Round:
    """The round of one group at this gathering."""
    here = {"gathering_id": room.gathering.id, "group_id": group.id}
    question = rows.find(StatusText, field="question", **here)
    advice = tuple(rows.find(Advice, **here))
    return Round(
        question=question[0].text if question else "",
        advice=advice,
        actions=tuple(rows.find(Action, **here)),
        notes=tuple(rows.find(Note, **here)),
        statements=tuple(rows.find(RippleEffect, **here)),
        spoken=frozenset(each.giver_group_id for each in advice if each.giver_group_id is not None),
        advisers_spoke=any(each.giver == "adviser" for each in advice),
    )


def all_said(rows: Rows, gathering: Gathering) -> tuple[Said, ...]:
    """Everything said at a gathering, in the order it was said."""
    said: list[Said] = []
    for kind in (Note, Advice, Action, RippleEffect):
        said.extend(rows.find(kind, gathering_id=gathering.id))
    return tuple(sorted(said, key=lambda each: (each.at, each.id)))
