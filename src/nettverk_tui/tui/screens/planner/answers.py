"""The questions the planner asks in its line, how an answer is understood, and what it does."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Literal

import msgspec

from nettverk_tui.language import LANGUAGES, Translator
from nettverk_tui.model.commands import SetStart
from nettverk_tui.model.core.messages import N_, Message
from nettverk_tui.model.core.records import ProgrammeItem, ProgrammeStep
from nettverk_tui.model.core.text import clean, one_line
from nettverk_tui.model.core.values import ItemKind, StepKind
from nettverk_tui.model.gathering.day_plan import Plan, PlannedItem
from nettverk_tui.model.gathering.plan_edits import edited, inserted, with_minutes
from nettverk_tui.model.gathering.plan_text import (
    LONGEST_TITLE,
    Addition,
    TimeOfDay,
    read_addition,
    read_minutes,
    read_time,
)
from nettverk_tui.model.gathering.relay import RelayTemplate
from nettverk_tui.model.gathering.timekeeping import LIVE_ROOM, MINUTE, allotted_ms
from nettverk_tui.resources import Knowledge
from nettverk_tui.store.store import new_id
from nettverk_tui.tui.planned_day import PlannedDay, short_name
from nettverk_tui.tui.screens.planner.words import minutes

QuestionKind = Literal["minutes", "all_minutes", "fixed", "title", "start", "add"]
#: The questions of the line.
QUESTIONS: Mapping[QuestionKind, str] = {
    "minutes": N_("how many minutes"),
    "all_minutes": N_("Minutes for every group’s turn"),
    "fixed": N_("fixed start"),
    "title": N_("title"),
    "start": N_("The gathering begins"),
    "add": N_("Add"),
}


def question_kind(word: str) -> QuestionKind | None:
    """Return the question of that name; None if the line is closed or a draft belongs to something else."""
    return next((question for question in QUESTIONS if question == word), None)


class Edit(msgspec.Struct, frozen=True):
    """The plan after an edit, and the item the cursor goes to."""

    after: Plan
    item_id: str | None = None


def begins_with(what: QuestionKind, day: PlannedDay, planned: PlannedItem | None, t: Translator) -> str:
    """Return the text the line opens with: the present answer."""
    if what == "start":
        return t.clock(day.starts[0])
    if planned is None or what == "add":
        return ""
    if what in ("minutes", "all_minutes"):
        times = [allotted_ms(step) for step in planned.steps]
        return " ".join(f"{ms / MINUTE:g}" for ms in times)
    if what == "title":
        return planned.item.title
    return t.clock(planned.item.fixed_start_at) if planned.item.fixed_start_at is not None else ""


def answered(
    what: QuestionKind, text: str, day: PlannedDay, planned: PlannedItem | None, knowledge: Knowledge, t: Translator
) -> Edit | SetStart | Message:
    """Return the edit or command an answer leads to, or a Message saying why it cannot be read."""
    if what == "start":
        return _start(text, day, t)
    if what == "add":
        return _add(text, day, planned, knowledge, t)
    if planned is None:
        return Message(N_("There is nothing here yet: Enter makes the usual programme."))
    id = planned.item.id
    if what == "fixed":
        at = read_time(text)
        moment = _moment(at, day, day.day_number(id, t), t) if isinstance(at, TimeOfDay) else at
        return moment if isinstance(moment, Message) else Edit(edited(day.plan, id, fixed_start_at=moment), id)
    if what == "title":
        title = " ".join(clean(text).split())
        if len(title) > LONGEST_TITLE:
            return Message(N_("The title is longer than {most} characters."), {"most": LONGEST_TITLE})
        return Edit(edited(day.plan, id, title=title), id)
    ms = read_minutes(text, len(planned.steps))
    if isinstance(ms, Message):
        return ms
    ids = [id] if what == "minutes" else _turns_like(planned, day)
    return Edit(with_minutes(day.plan, ids, ms, begun=day.begun), id)


def _turns_like(planned: PlannedItem, day: PlannedDay) -> Sequence[str]:
    """Return the ids of the turns that have the same number of steps and have not begun, in every room."""
    return [
        turn.item.id
        for turn in day.plan.items
        if turn.item.kind == "relay" and len(turn.steps) == len(planned.steps) and not day.entered(turn.item.id)
    ]


def _moment(at: TimeOfDay, day: PlannedDay, number: int, t: Translator) -> int | Message:
    number = at.day or number
    if not 1 <= number <= len(day.starts):
        return Message(N_("This gathering has no day {number}."), {"number": number})
    first = t.local(day.starts[0]).date()
    return t.moment(first + timedelta(days=number - 1), at.at)


def _start(text: str, day: PlannedDay, t: Translator) -> SetStart | Message:
    at = read_time(text)
    if isinstance(at, Message):
        return at
    starts_at = _moment(TimeOfDay(at.at), day, 1, t) if at is not None else None
    if isinstance(starts_at, Message):
        return starts_at
    return SetStart(gathering_id=day.gathering.id, seen=day.gathering.version, starts_at=starts_at)


def _words(knowledge: Knowledge) -> Mapping[str, ItemKind]:
    return {
        word.in_language(language).casefold(): text.kind
        for text in knowledge.gatherings.items
        for word in (text.short, text.name)
        for language in LANGUAGES
    }


def _addition(text: str, day: PlannedDay, knowledge: Knowledge) -> Addition | Message:
    letters = [group.letter for group in day.groups.values() if group.state != "withdrawn"]
    return read_addition(text, _words(knowledge), letters)


def _add(
    text: str, day: PlannedDay, planned: PlannedItem | None, knowledge: Knowledge, t: Translator
) -> Edit | Message:
    wanted = _addition(text, day, knowledge)
    if isinstance(wanted, Message):
        return wanted
    number = day.day_number(planned.item.id, t) if planned is not None else 1
    fixed = _moment(wanted.at, day, number, t) if wanted.at is not None else None
    if isinstance(fixed, Message):
        return fixed
    group = next((group for group in day.groups.values() if wanted.letter and group.letter == wanted.letter), None)
    item = ProgrammeItem(
        id=new_id(),
        gathering_id=day.gathering.id,
        position=0,
        kind=wanted.kind,
        title=wanted.title,
        group_id=group.id if group is not None else None,
        fixed_start_at=fixed,
        room=planned.item.room if group is not None and planned is not None else LIVE_ROOM,
    )
    new = PlannedItem(item, tuple(_steps(item.id, wanted, day, knowledge)))
    at = day.plan.index(planned.item.id) + 1 if planned is not None else 0
    behind = [place for place, plan_item in enumerate(day.plan.items) if day.entered(plan_item.item.id)]
    after = inserted(day.plan, new, max(at, max(behind, default=-1) + 1))
    if wanted.kind == "relay":
        after = with_minutes(after, [item.id], [wanted.minutes * MINUTE], begun=day.begun)
    return Edit(after, item.id)


def _steps(item_id: str, wanted: Addition, day: PlannedDay, knowledge: Knowledge) -> Sequence[ProgrammeStep]:
    """Return the steps of a new item: a turn has those of its relay. On a day that runs, its planned time is 0."""
    if wanted.kind == "relay":
        template = _relay(day, knowledge)
        parts: Sequence[tuple[StepKind, int, int, bool]] = [
            (step.kind, step.minutes, step.floor, step.charged) for step in template.steps
        ]
    else:
        groups = max(len(day.plan.turns), 1) if wanted.kind == "promises" else 1
        floor = 0 if wanted.kind == "buffer" else wanted.minutes * groups * 2 // 3
        parts = [("plenary", wanted.minutes * groups, floor, False)]
    return [
        ProgrammeStep(
            id=new_id(),
            item_id=item_id,
            position=number,
            kind=kind,
            planned_ms=0 if day.begun else length * MINUTE,
            adapted_ms=length * MINUTE if day.begun else None,
            floor_ms=0 if day.begun else floor * MINUTE,
            charged=charged,
        )
        for number, (kind, length, floor, charged) in enumerate(parts, start=1)
    ]


def _relay(day: PlannedDay, knowledge: Knowledge) -> RelayTemplate:
    template = knowledge.gatherings.gathering(day.gathering.kind)
    return knowledge.relays.relay(template.relay) if template.relay else knowledge.relays.relays[0]


def understood(
    what: QuestionKind, text: str, day: PlannedDay, planned: PlannedItem | None, knowledge: Knowledge, t: Translator
) -> str | Message:
    """Return how an answer is understood so far, or a Message saying why it is not."""
    if what == "add":
        if not text.strip():
            return t("break 15 · lunch 45 at 11.30 · group work: Flow chart 60 · buffer 10 · a group’s letter")
        wanted = _addition(text, day, knowledge)
        if isinstance(wanted, Message):
            return wanted
        group = next((group for group in day.groups.values() if group.letter == wanted.letter), None)
        kind = knowledge.gatherings.item(wanted.kind).name.in_language(t.language)
        name = one_line(wanted.title or (f"{group.letter}  {group.unit}" if group is not None else ""), 40)
        parts = [kind, name, minutes(wanted.minutes * MINUTE, t), _at(wanted.at, t)]
        return " · ".join(part for part in parts if part)
    outcome = answered(what, text, day, planned, knowledge, t)
    if isinstance(outcome, Message):
        return outcome
    if isinstance(outcome, SetStart):
        return t("begins {time}", time=t.o_clock(outcome.starts_at)) if outcome.starts_at is not None else ""
    after = outcome.after.find(planned.item.id) if planned is not None else None
    if after is None:
        return ""
    if what in ("minutes", "all_minutes"):
        return t("{minutes} in all", minutes=minutes(after.ms, t))
    if what == "fixed":
        at = after.item.fixed_start_at
        if at is None:
            return t("no fixed start")
        return t("fixed on {day} {time}", day=t.day(t.local(at).date()), time=t.o_clock(at))
    return short_name(after.item, day.groups, knowledge, t)


def _at(at: TimeOfDay | None, t: Translator) -> str:
    if at is None:
        return ""
    words = f"{at.at.hour:02}.{at.at.minute:02}" if t.language != "en" else f"{at.at.hour:02}:{at.at.minute:02}"
    return t("fixed {time}", time=words)
