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
    of_round = {"gathering_id": room.gathering.id, "group_id": group.id}
    question = rows.find(StatusText, field="question", **of_round)
    advice = tuple(rows.find(Advice, **of_round))
    actions = tuple(rows.find(Action, **of_round))
    notes = tuple(rows.find(Note, **of_round))
    statements = tuple(rows.find(Statement, **of_round))
    everything: tuple[Said, ...] = (*advice, *actions, *notes, *statements)
    return Round(
        question=question[0].text if question else "",
        advice=spoken(advice),
        actions=spoken(actions),
        notes=spoken(notes),
        statements=spoken(statements),
        spoken=frozenset(given.giver_group_id for given in advice if given.giver_group_id is not None),
        private=len(everything) - len(spoken(everything)),
        advisers_spoke=any(given.giver == "adviser" for given in advice),
    )


def spoken(entries: Iterable[S]) -> tuple[S, ...]:
    """What may stand on a screen that the room sees: all but what was written for the facilitators."""
    return tuple(entry for entry in entries if entry.layer != "facilitators")


def all_said(rows: Rows, gathering: Gathering) -> tuple[Said, ...]:
    """Everything said at a gathering, in the order it was said."""
    entries: list[Said] = []
    for kind in (Note, Advice, Action, Statement):
        entries.extend(rows.find(kind, gathering_id=gathering.id))
    return tuple(sorted(entries, key=lambda entry: (entry.at, entry.id)))


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
