"""The questions that panels ask in the line instead of a dialog, and the command that each answer becomes."""

import re
from datetime import date, time

import msgspec

from nettverk_tui.language import Translator
from nettverk_tui.model import capture
from nettverk_tui.model.commands import (
    AnswerAdvice,
    BackdateStep,
    Command,
    GiveReason,
    MoveAction,
    SetNextGathering,
    SettleAction,
    SettleParked,
    StartClock,
)
from nettverk_tui.model.core.identity import looks_like_identity_number
from nettverk_tui.model.core.messages import N_, Message
from nettverk_tui.model.core.records import Action, Advice, Note, Rating, Record
from nettverk_tui.model.core.rows import Rows
from nettverk_tui.model.core.text import clean, one_line
from nettverk_tui.model.gathering.timekeeping import MINUTE
from nettverk_tui.store.store import new_id
from nettverk_tui.tui.base.interpretation import NO_DATE, due_words, remark_words
from nettverk_tui.tui.screens.runner.interface import QuestionKind, Runner

#: `kl. 9`, `kl 09.30`, `at 9:30`.
_TIME = re.compile(r"\b(?:kl\.?|at)\s*(?P<hour>[01]?\d|2[0-3])(?:[.:](?P<minute>[0-5]\d))?\b", re.IGNORECASE)
#: The words of each question, in one sentence.
QUESTIONS: dict[QuestionKind, str] = {
    "drop": N_("Why dropped? (for the minutes; may be left out)"),
    "move": N_("New date: 6/3, fri, +2w or next gathering"),
    "reason": N_("Why this answer? Enter stores"),
    "why": N_("Why? (for the minutes)"),
    "parked": N_("The answer (for the minutes; may be left out)"),
    "next": N_("Next gathering: date, and time and place if they are known: 6/3 kl. 9 Førde"),
    "ago": N_("It began how many minutes ago?"),
}


class Question(msgspec.Struct, frozen=True):
    """A question that a panel asks in the line instead of an entry; `seen` is the version of its subject."""

    kind: QuestionKind
    id: str
    seen: int = 0


_ABOUT: dict[QuestionKind, type[Record]] = {
    "drop": Action,
    "move": Action,
    "reason": Rating,
    "why": Advice,
    "parked": Note,
}


def seen_version(rows: Rows, kind: QuestionKind, id: str) -> int:
    """Return the version of the question's subject as its author sees it now; 0 if the question is about the day."""
    row = rows.get(_ABOUT[kind], id) if kind in _ABOUT else None
    return row.version if row is not None else 0


def question_words(question: Question, text: str, runner: Runner) -> list[str]:
    """Return the words under the line for a question: its subject, and how the answer is understood."""
    t = runner.t
    warned = looks_like_identity_number(text)
    warning = [t("This looks like a national identity number: leave it out.")] if warned else []
    return [*warning, *_subject(runner.rows, question), *answer_words(question, text, runner.today, t)]


def _subject(rows: Rows, question: Question) -> list[str]:
    """Return the subject of the question in a few words; nothing if it is about the day."""
    for kind in (Action, Advice, Note):
        row = rows.get(kind, question.id)
        if row is not None and row.layer != "facilitators":
            return [f"«{one_line(row.text, 30)}»"]
    rating = rows.get(Rating, question.id)
    return [rating.item] if rating is not None else []


def answer_command(question: Question, text: str, runner: Runner) -> Command | Message | None:
    """Return the answer's command; a Message if it was not understood, None if the question's subject is gone."""
    rows, room = runner.rows, runner.room
    if text.startswith("%") or text.casefold().startswith(("privat:", "private:")):
        return Message(N_("The answer goes into the minutes. Write what is private as an entry of its own, with %."))
    match question.kind:
        case "drop":
            action = rows.get(Action, question.id)
            if action is None:
                return None
            return SettleAction(id=action.id, seen=question.seen, state="dropped", outcome=text)
        case "reason":
            rating = rows.get(Rating, question.id)
            return GiveReason(id=rating.id, seen=question.seen, reason=text) if rating is not None else None
        case "why":
            advice = rows.get(Advice, question.id)
            if advice is None:
                return None
            return AnswerAdvice(id=advice.id, seen=question.seen, answer=advice.answer, reason=text)
        case "parked":
            note = rows.get(Note, question.id)
            if note is None:
                return None
            return SettleParked(id=note.id, seen=question.seen, state="answered", answer=text)
        case "move":
            return _move(rows, question, text, room.gathering.id, runner.today)
        case "next":
            return _next_gathering(room.gathering.id, text, runner.today, runner.t)
        case "ago":
            return _started_ago(runner, text)


def _move(rows: Rows, question: Question, text: str, gathering_id: str, today: str) -> Command | Message | None:
    action = rows.get(Action, question.id)
    if action is None:
        return None
    due = capture.date_in(text, today)
    if due is None:
        return NO_DATE
    on = due.on if due.kind == "date" else None
    return MoveAction(id=action.id, seen=question.seen, due=due.kind, due_on=on, gathering_id=gathering_id)


def _next_gathering(gathering_id: str, text: str, today: str, t: Translator) -> Command | Message:
    """Return the command for a date, with time and place if they are known; a Message if there is no date."""
    # Loaded with the first date, not with the room.
    from nettverk_tui.model.core.dates import DAYS, date_at, dates_in

    at = _TIME.search(text)
    typed = " ".join(_TIME.sub(" ", text).split())
    day = date.fromisoformat(today)
    found = date_at(typed, 0, day, "ahead", DAYS, linked=True) or next(dates_in(typed, day, "ahead", DAYS), None)
    if found is None or found.on is None:
        return NO_DATE
    place = f"{typed[: found.start].rstrip(' ,.')} {typed[found.end :].lstrip(' ,.')}".strip(" ,.")
    starts_at = None
    if at is not None:
        starts_at = t.moment(found.on, time(int(at["hour"]), int(at["minute"] or 0)))
    return SetNextGathering(
        gathering_id=gathering_id, next_id=new_id(), on=found.on.isoformat(), place=place or None, starts_at=starts_at
    )


def answer_words(question: Question, text: str, today: str, t: Translator) -> list[str]:
    """Return the words under the line: a date as it is understood, else the question."""
    asked = [t(QUESTIONS[question.kind])]
    if question.kind not in ("move", "next") or not text.strip():
        return asked
    if question.kind == "next":
        made = _next_gathering("", clean(text), today, t)
        if not isinstance(made, SetNextGathering):
            return [t.message(made)] if isinstance(made, Message) else asked
        at = t.o_clock(made.starts_at) if made.starts_at is not None else ""
        from nettverk_tui.model.core.dates import other_weekdays

        odd = [t.message(remark) for remark in other_weekdays(text, date.fromisoformat(today))]
        return [" ".join(filter(None, (t.days(made.on, made.on), at, made.place))), *odd]
    due = capture.date_in(text, today)
    if due is None:
        return [t.message(NO_DATE)]
    on = due.on if due.kind == "date" else None
    return [due_words(MoveAction(id="", seen=0, due=due.kind, due_on=on), t), *remark_words(text, today, t)]


def _started_ago(runner: Runner, text: str) -> Command | Message:
    digits = text.removesuffix("min").strip()
    if not digits.isascii() or not digits.isdigit() or int(digits) > 600:
        return Message(N_("Write how many minutes ago it began, such as 5."))
    room, at = runner.room, runner.now() - int(digits) * MINUTE
    if not room.programme.places:
        return Message(N_("This gathering has no programme yet. F7 makes the usual one."))
    first = room.programme.places[0].step.id
    if room.clock.phase == "waiting":
        return StartClock(event_id=new_id(), gathering_id=room.gathering.id, step_id=first, at=at)
    return BackdateStep(gathering_id=room.gathering.id, step_id=room.clock.step_id or first, at=at)
