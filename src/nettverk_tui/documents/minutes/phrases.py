"""The sentences of the minutes: one line or cell for every part, in one language. No layout of the whole."""

from nettverk_tui.documents.markdown import Markdown, filled, joined, labelled, typed, typed_lines
from nettverk_tui.documents.minutes.contents import (
    AdviceGiven,
    Attendee,
    GroupName,
    MinutesContents,
    Parked,
    Party,
    Person,
    Rated,
    Remark,
    ResponsibleCell,
    StatementLine,
    Task,
)
from nettverk_tui.documents.words import Change, MinutesWords, minutes_words
from nettverk_tui.language import Translator
from nettverk_tui.model.core.checklist import Text3
from nettverk_tui.model.core.text import is_blank
from nettverk_tui.model.gathering.timekeeping import MINUTE
from nettverk_tui.resources import Knowledge

NONE = Markdown("")
DASH = " – "
_QUOTES = "«»“”„\"'‘’"


class Phrases:
    """The phrases of one document in one language. An empty phrase is NONE, and `joined` leaves it out."""

    def __init__(self, contents: MinutesContents, t: Translator, knowledge: Knowledge) -> None:
        self.contents = contents
        self.t = t
        self.knowledge = knowledge
        self.words: MinutesWords = minutes_words()

    def word(self, text: Text3, /, **gaps: Markdown | int) -> Markdown:
        return filled(text.in_language(self.t.language), **gaps)

    def known(self, text: Text3) -> Markdown:
        """Escape a text of the checklist or the scale: a network may have edited it, so it is not our own Markdown."""
        return typed(text.in_language(self.t.language))

    def date(self, on: str) -> Markdown:
        return Markdown(self.t.date(on))

    def o_clock(self, at: int | None) -> Markdown:
        return NONE if at is None else Markdown(self.t.o_clock(at))

    def time_and_minutes(self, at: int | None, ms: int | None) -> Markdown:
        minutes = NONE if ms is None else Markdown(f"{(ms + MINUTE // 2) // MINUTE} min")
        return joined([NONE if at is None else Markdown(self.t.clock(at)), minutes])

    # --- who

    def group_name(self, group: GroupName) -> Markdown:
        return joined([self.word(self.words.group, letter=typed(group.letter)), typed(group.unit)])

    def person(self, person: Person) -> Markdown:
        for known in (person.name, person.profession):
            if not is_blank(known):
                return typed(known)
        return self.word(self.words.staff[person.staff_kind or "coworker"])

    def who(self, who: ResponsibleCell) -> Markdown:
        if who.person is not None:
            return self.person(who.person)
        # The role comes first for the leader of a group: the group is named beside it already.
        if who.role is not None:
            return self.word(self.words.role[who.role])
        if who.group is not None:
            return self.word(self.words.group, letter=typed(who.group))
        name = typed(who.typed)
        return self.word(self.words.unknown, name=name) if name and who.unknown else name

    def attendee(self, attendee: Attendee) -> Markdown:
        person, words = attendee.person, self.words
        details = [typed(person.profession) if not is_blank(person.name) else NONE]
        if person.leader:
            details.append(self.word(words.leader))
        for word, at in ((words.arrived, attendee.arrived_at), (words.left, attendee.left_at)):
            if at is not None:
                details.append(self.word(word, time=self.o_clock(at)))
        return with_details(self.person(person), joined(details))

    def party(self, party: Party) -> Markdown:
        words = self.words
        if party.group is not None:
            name = self.group_name(party.group)
        else:
            name = self.word(words.facilitators if party.facilitators else words.guests)
        return labelled(name, joined(map(self.attendee, party.people)))

    # --- the prerequisites

    def factor(self, id: str) -> Markdown:
        """Return a factor or category by id and name; one that this checklist lacks by its id alone."""
        checklist = self.knowledge.checklist
        for item in checklist.items:
            if item.id == id:
                return joined([typed(id), self.known(item.short)], " ")
        for category in checklist.categories:
            if category.id == id:
                return self.known(category.name)
        return typed(id)

    def level(self, level: int | None) -> Markdown:
        if level is None:
            return NONE
        return joined([Markdown(str(level)), self.known(self.knowledge.scale.level(level).name)], " ")

    def answer_now(self, rated: Rated) -> Markdown:
        scale = self.knowledge.scale
        if rated.answer == "level":
            return self.level(rated.level)
        return self.known(scale.not_rated if rated.answer == "not_rated" else scale.not_relevant)

    def change(self, rated: Rated) -> Markdown:
        if rated.level is None or rated.previous is None:
            return NONE
        moved: Change = "same"
        if rated.level != rated.previous:
            moved = "up" if rated.level > rated.previous else "down"
        return self.word(self.words.moved[moved])

    # --- what was said

    def about(self, text: str, factor: str | None) -> Markdown:
        return with_details(typed_lines(text), self.factor(factor) if factor else NONE)

    def remark(self, remark: Remark) -> Markdown:
        return self.about(remark.text, remark.factor)

    def taken(self, advice: AdviceGiven) -> Markdown:
        return self.given(advice, typed_lines(advice.reason))

    def not_taken(self, advice: AdviceGiven) -> Markdown:
        words = self.words
        answer = words.unanswered if advice.answer is None else words.answer[advice.answer]
        return self.given(advice, joined([self.word(answer), typed_lines(advice.reason)], ": "))

    def given(self, advice: AdviceGiven, answer: Markdown) -> Markdown:
        rest = joined([answer, self.outcome(advice)], "; ")
        giver, text = self.giver(advice, capital=True), joined([self.about(advice.text, advice.factor), rest], DASH)
        return labelled(giver, text) if giver else text

    def earlier_advice(self, advice: AdviceGiven) -> Markdown:
        label, giver = self.giver(advice, capital=True), self.giver(advice)
        if advice.group is not None and giver:
            label = self.word(self.words.advice_to_from, letter=typed(advice.group), giver=giver)
        elif advice.group is not None:
            label = self.word(self.words.advice_to, letter=typed(advice.group))
        text = joined([self.about(advice.text, advice.factor), self.outcome(advice)], DASH)
        return labelled(label, text) if label else text

    def giver(self, advice: AdviceGiven, *, capital: bool = False) -> Markdown:
        """Return the giver; our own word is capitalised at the start of a line, a name stays as typed. NONE if none."""
        words = self.words
        if not (advice.from_adviser or advice.from_group):
            return NONE
        if is_blank(advice.giver):
            giver = self.word(words.an_adviser if advice.from_adviser else words.another_group)
        elif advice.from_adviser:
            return typed(advice.giver)
        else:
            giver = self.word(words.a_group, letter=typed(advice.giver))
        return Markdown(giver[:1].upper() + giver[1:]) if capital else giver

    def outcome(self, advice: AdviceGiven) -> Markdown:
        return NONE if advice.outcome is None else self.word(self.words.outcome[advice.outcome])

    # --- actions

    def task(self, task: Task) -> Markdown:
        due = self.due(task)
        agreed = [self.who(task.who), self.word(self.words.due_by, date=due) if due else NONE]
        closed = NONE if task.state == "open" else self.standing(task)
        return joined([self.about(task.text, task.factor), joined([*agreed, closed])], DASH)

    def standing(self, task: Task) -> Markdown:
        return joined([self.word(self.words.action_state[task.state]), typed(task.outcome)], ": ")

    def task_cell(self, task: Task, *, newest: int) -> Markdown:
        """Return the action, and its gathering if that was before the gathering `newest`."""
        old = task.number is not None and task.number < newest
        return with_details(typed(task.text), self.word(self.words.since, number=task.number or 0) if old else NONE)

    def due(self, task: Task) -> Markdown:
        words, coming = self.words, self.contents.next
        if task.due != "next_gathering":
            return self.date(task.due_on) if task.due_on else NONE
        if task.due_number not in (None, self.contents.number + 1):
            return self.word(words.gathering_due, number=task.due_number)
        on = coming.starts_on if coming else task.due_on
        return self.word(words.next_gathering_on, date=self.date(on)) if on else self.word(words.next_gathering_due)

    # --- what concerned all

    def statement(self, statement: StatementLine) -> Markdown:
        text = typed_lines(statement.text)
        if statement.text.strip()[:1] not in _QUOTES:
            text = self.word(self.words.statement, text=text)
        return with_details(text, self.word(self.words.theme[statement.theme]) if statement.theme else NONE)

    def parked(self, parked: Parked) -> Markdown:
        words = self.words
        details = [
            NONE if parked.group is None else self.word(words.a_group, letter=typed(parked.group)),
            self.factor(parked.factor) if parked.factor else NONE,
            NONE if parked.number is None else self.word(words.since, number=parked.number),
        ]
        settled = joined([self.word(words.parked_state[parked.state]), typed_lines(parked.answer)], ": ")
        return joined([with_details(typed_lines(parked.text), joined(details)), settled], DASH)

    def not_held(self, group: GroupName) -> Markdown:
        goes_on = self.contents.next is not None or self.contents.kind != "last"
        return joined([self.group_name(group), self.word(self.words.carried_over) if goes_on else NONE], DASH)


def with_details(text: Markdown, details: Markdown) -> Markdown:
    """Return the text with the details in parentheses."""
    return Markdown(f"{text} ({details})") if details else text
