"""The round of questions and advice: the question, the groups that have spoken, the advice and its answers."""

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
    """One group's round so far, without entries that the room may not see.

    `spoken` are the ids of groups that have given advice; `private` counts the entries for the facilitators.
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
    """Return the round of one group at this gathering."""
    of_round = {"gathering_id": room.gathering.id, "group_id": group.id}
    question = rows.find(StatusText, field="question", **of_round)
    advice = tuple(rows.find(Advice, **of_round))
    actions = tuple(rows.find(Action, **of_round))
    notes = tuple(rows.find(Note, **of_round))
    statements = tuple(rows.find(Statement, **of_round))
    everything: tuple[Said, ...] = (*advice, *actions, *notes, *statements)
    return Round(
        question=question[0].text if question else "",
        advice=visible_to_room(advice),
        actions=visible_to_room(actions),
        notes=visible_to_room(notes),
        statements=visible_to_room(statements),
        spoken=frozenset(given.giver_group_id for given in advice if given.giver_group_id is not None),
        private=len(everything) - len(visible_to_room(everything)),
        advisers_spoke=any(given.giver == "adviser" for given in advice),
    )


def visible_to_room(entries: Iterable[S]) -> tuple[S, ...]:
    """Return the entries that the room may see: all but those for the facilitators."""
    return tuple(entry for entry in entries if entry.layer != "facilitators")


def entries_said(rows: Rows, gathering: Gathering) -> tuple[Said, ...]:
    """Return all entries said at a gathering, in order of time."""
    entries: list[Said] = []
    for kind in (Note, Advice, Action, Statement):
        entries.extend(rows.find(kind, gathering_id=gathering.id))
    return tuple(sorted(entries, key=lambda entry: (entry.at, entry.id)))


#: Number of groups that answer, if there are too many for all to answer.
RESPONDERS = 3


def responders(turns: Iterable[ProgrammeItem], group_id: str | None, in_a_room: int) -> Sequence[str]:
    """Return the ids of the groups that answer this one: the three after it in the order; empty if all can answer.

    Six minutes are too short for thirteen groups. The others write cards.
    """
    groups = [item.group_id for item in turns if item.group_id is not None]
    if group_id not in groups or len(groups) <= in_a_room:
        return ()
    at = groups.index(group_id)
    return [groups[(at + step) % len(groups)] for step in range(1, RESPONDERS + 1)]
