"""Entries at a gathering of the demo: notes, decisions, statements, advice and actions, and their outcomes."""

from collections.abc import Mapping
from datetime import date, time

import msgspec

from nettverk_tui.exchange.demo.group_shapes import ActionStory, AdviceStory, GroupGathering, GroupWords
from nettverk_tui.exchange.demo.groups import Cast
from nettverk_tui.exchange.demo.programme import DemoDay
from nettverk_tui.exchange.demo.scene import Scene, Speech, place
from nettverk_tui.exchange.demo.shapes import PlenaryWords
from nettverk_tui.model.core.records import Action, Advice, Note, Said, Statement
from nettverk_tui.model.core.values import ActionState, ParkedState

#: The word for the group's leader on the day.
LEADER = "leder"
_AFTERNOON = time(15)


class Turn(msgspec.Struct, frozen=True):
    """One group at one gathering."""

    scene: Scene
    day: DemoDay
    group: Cast
    part: GroupGathering

    @property
    def letter(self) -> str:
        """Return the group's letter."""
        return self.group.story.letter


def say_in_turn(turn: Turn, speech: Speech, casts: Mapping[str, Cast]) -> None:
    """Enter everything from and to a group in its turn."""
    kind, letter = turn.day.story.kind, turn.letter
    for words in turn.part.said:
        entry = _entry(turn.scene, turn.day, words, turn.group.id)
        speech.say(place(kind, words.kind, letter), entry)
    given = [_advice(turn, story, casts) for story in turn.part.advice]
    for advice in given:
        speech.say(place(kind, f"{advice.giver} advice", letter), advice)
    for story in turn.part.actions:
        from_advice = given[story.advice - 1] if story.advice else None
        speech.say(place(kind, "action", letter), _action(turn, story, from_advice))


def say_in_plenary(scene: Scene, day: DemoDay, speech: Speech) -> None:
    """Enter what belongs to no group; at the last gathering also the article's statements without a named speaker."""
    told = scene.story.network
    plenary = list(day.story.said)
    plenary += [
        PlenaryWords(origin=fact.origin, kind="note", where="closing", text=fact.text)
        for fact in told.facts
        if fact.gathering == day.story.number
    ]
    for words in plenary:
        speech.say((words.where, "plenary"), _entry(scene, day, words, None))
    if day.story.kind == "last":
        for ripple in told.ripples:
            statement = GroupWords(
                origin=ripple.origin, kind="statement", text=ripple.text, theme=ripple.theme, ripple=ripple.kind
            )
            speech.say(("reflection", "plenary"), _entry(scene, day, statement, None))


def _entry(scene: Scene, day: DemoDay, words: GroupWords | PlenaryWords, group_id: str | None) -> Said:
    if words.kind == "statement":
        return Statement(
            id=scene.new_id(),
            gathering_id=day.id,
            group_id=group_id,
            at=0,
            text=words.text,
            kind=words.ripple,
            theme=words.theme,
            origin=words.origin,
        )
    state, answer = _settled(scene, day, words)
    return Note(
        id=scene.new_id(),
        gathering_id=day.id,
        group_id=group_id,
        at=0,
        text=words.text,
        layer="facilitators" if words.private else "network",
        kind=words.kind,
        state=state,
        answer=answer,
        origin=words.origin,
    )


def _settled(scene: Scene, day: DemoDay, words: GroupWords | PlenaryWords) -> tuple[ParkedState, str]:
    """Return state and answer of a question: open until the gathering's reflection, or carried over to a later one."""
    if words.settled is not None and scene.reflected(words.settled):
        return "answered", words.answer
    if not scene.reflected(day.story.number):
        return "open", ""
    return words.state, "" if words.settled else words.answer


def _advice(turn: Turn, story: AdviceStory, casts: Mapping[str, Cast]) -> Advice:
    scene, giver = turn.scene, casts.get(story.giver)
    told_at = story.outcome_at or turn.day.story.number + 1
    told = story.outcome is not None and scene.heard(turn.letter, told_at)
    return Advice(
        id=scene.new_id(),
        gathering_id=turn.day.id,
        group_id=turn.group.id,
        factor=story.factor,
        at=0,
        text=story.text,
        giver="group" if giver else "adviser",
        giver_group_id=giver.id if giver else None,
        giver_facilitator_id=None if giver else scene.facilitators[story.giver],
        answer=story.answer,
        answer_reason=story.reason,
        outcome=story.outcome if told else None,
        outcome_gathering_id=scene.days[told_at].id if told else None,
        origin=story.origin,
    )


def _action(turn: Turn, story: ActionStory, advice: Advice | None) -> Action:
    scene = turn.scene
    moves = [move for move in story.moved if scene.knows(move.on)]
    due = moves[-1].to if moves else story.due
    closed_at = _closed_at(turn, story)
    state: ActionState = "open"
    if closed_at is not None:
        state = "done" if story.dropped is None else "dropped"
    return Action(
        id=scene.new_id(),
        gathering_id=turn.day.id,
        group_id=turn.group.id,
        at=0,
        text=story.text,
        who=story.who,
        who_member_id=turn.group.named(story.who),
        who_facilitator_id=scene.facilitators.get(story.who),
        who_role="leader" if story.who == LEADER else None,
        due="date" if due else "next_gathering",
        due_on=scene.calendar.iso(due) if due else None,
        state=state,
        closed_at=closed_at,
        times_moved=len(moves),
        outcome=story.outcome if closed_at is not None else "",
        advice_id=advice.id if advice else None,
        origin=story.origin,
    )


def _closed_at(turn: Turn, story: ActionStory) -> int | None:
    """Return when an action was closed (UTC ms), or None: on a day, or when a later gathering reviewed it."""
    closed = story.done if story.done is not None else story.dropped
    if isinstance(closed, date):
        return turn.scene.calendar.at(closed, _AFTERNOON) if turn.scene.knows(closed) else None
    if closed is None or not turn.scene.heard(turn.letter, closed):
        return None
    return turn.scene.opening(turn.letter, closed)
