"""The round of questions and advice: what was asked, who has spoken, what the group answered and takes along."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

import msgspec

from nettverk_tui.model.core.records import (
    Action,
    Advice,
    Gathering,
    Group,
    Note,
    ProgrammeItem,
    Said,
    Statement,
    StatusText,
)
from nettverk_tui.model.core.rows import Rows
from nettverk_tui.model.gathering.room import Room

S = TypeVar("S", bound=Said)


class Round(msgspec.Struct, frozen=True):
    """One group's round so far, as the room may see it.

    `spoken` are the ids of groups that have given advice; `private` counts what was written for the facilitators.
    """

    question: str
    advice: tuple[Advice, ...]
    actions: tuple[Action, ...]
    notes: tuple[Note, ...]
    statements: tuple[Statement, ...]
    spoken: frozenset[str]
    private: int
    advisers_spoke: bool


def feedback_round(rows: Rows, room: Room, group: Group) -> Round:
    """The round of one group at this gathering."""
    here = {"gathering_id": room.gathering.id, "group_id": group.id}
    question = rows.find(StatusText, field="question", **here)
    advice = tuple(rows.find(Advice, **here))
    actions = tuple(rows.find(Action, **here))
    notes = tuple(rows.find(Note, **here))
    statements = tuple(rows.find(Statement, **here))
    everything: tuple[Said, ...] = (*advice, *actions, *notes, *statements)
    return Round(
        question=question[0].text if question else "",
        advice=spoken(advice),
        actions=spoken(actions),
        notes=spoken(notes),
        statements=spoken(statements),
        spoken=frozenset(each.giver_group_id for each in advice if each.giver_group_id is not None),
        private=len(everything) - len(spoken(everything)),
        advisers_spoke=any(each.giver == "adviser" for each in advice),
    )


def spoken(said: Iterable[S]) -> tuple[S, ...]:
    """What may stand on a screen that the room sees: all but what was written for the facilitators."""
    return tuple(each for each in said if each.layer != "facilitators")


def all_said(rows: Rows, gathering: Gathering) -> tuple[Said, ...]:
    """Everything said at a gathering, in the order it was said."""
    said: list[Said] = []
    for kind in (Note, Advice, Action, Statement):
        said.extend(rows.find(kind, gathering_id=gathering.id))
    return tuple(sorted(said, key=lambda each: (each.at, each.id)))


#: So many groups answer where there are too many for all of them to.
RESPONDERS = 3


def responders(turns: Iterable[ProgrammeItem], group_id: str | None, in_a_room: int) -> Sequence[str]:
    """The ids of the groups that answer this one: the three after it in the order; empty where all of them can.

    Six minutes are not shared by thirteen groups. The others write cards.
    """
    groups = [item.group_id for item in turns if item.group_id is not None]
    if group_id not in groups or len(groups) <= in_a_room:
        return ()
    at = groups.index(group_id)
    return [groups[(at + step) % len(groups)] for step in range(1, RESPONDERS + 1)]
