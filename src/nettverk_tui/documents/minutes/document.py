"""The minutes of a gathering as Markdown, in the language of the translator passed; `from_rows` gives the contents."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta

from nettverk_tui.documents.markdown import (
    Markdown,
    bullets,
    document,
    heading,
    joined,
    labelled,
    table,
    typed,
    typed_lines,
)
from nettverk_tui.documents.minutes.contents import (
    AdviceGiven,
    GroupPart,
    MinutesContents,
    ProgrammeLine,
    Rated,
    Said,
    Task,
)
from nettverk_tui.documents.minutes.from_rows import contents_of
from nettverk_tui.documents.minutes.phrases import DASH, NONE, Phrases
from nettverk_tui.language import Translator, zone_here
from nettverk_tui.model.core.checklist import Text3
from nettverk_tui.model.core.rows import Rows
from nettverk_tui.model.core.text import is_blank
from nettverk_tui.model.network.plan import zone_of
from nettverk_tui.resources import Knowledge

#: The columns of a table: heading, and function that makes a cell.
TaskColumn = tuple[Text3, Callable[[Task], Markdown]]
ItemColumn = tuple[Text3, Callable[[ProgrammeLine], Markdown]]
RatedColumn = tuple[Text3, Callable[[Rated], Markdown]]


def minutes(rows: Rows, gathering_id: str, t: Translator, knowledge: Knowledge) -> str:
    """Return the minutes of a gathering, during the day or after it. Raises LookupError for an unknown gathering."""
    t = t.in_zone(zone_of(rows, gathering_id))
    return markdown_of(contents_of(rows, gathering_id, t.zone), t, knowledge)


def markdown_of(contents: MinutesContents, t: Translator, knowledge: Knowledge) -> str:
    """Return the contents as one Markdown document (CommonMark with tables)."""
    return document(_Writer(contents, t, knowledge).blocks())


class _Writer(Phrases):
    """The blocks of the document, in order; an empty part has no heading either."""

    def section(self, level: int, title: Text3, lines: Iterable[Markdown]) -> Iterator[Markdown]:
        """Yield a heading and a list; nothing if the list is empty."""
        listed = list(lines)
        if listed:
            yield heading(level, self.word(title))
            yield bullets(listed)

    def blocks(self) -> Iterator[Markdown]:
        contents, words = self.contents, self.words
        yield from self.head()
        yield from self.section(2, words.present, map(self.party, contents.present))
        yield from self.section(2, words.apologies, map(self.party, contents.absent))
        yield from self.since_last_time()
        yield from self.programme()
        for part in contents.groups:
            yield from self.group(part)
        yield from self.joint(contents.joint)
        yield from self.section(2, words.statements, map(self.statement, contents.statements))
        yield from self.section(2, words.parked, map(self.parked, contents.parked))
        yield from self.section(2, words.not_held, map(self.not_held, contents.not_held))
        yield from self.next_gathering()
        yield from self.to_do()

    # --- the head

    def head(self) -> Iterator[Markdown]:
        contents, words = self.contents, self.words
        title = [self.word(words.title, number=contents.number)]
        if contents.kind != "middle":
            title.append(self.word(words.title_kind[contents.kind]))
        whole = joined(title)
        if contents.state != "final":
            whole = joined([whole, self.word(words.state[contents.state])], DASH)
        yield heading(1, whole)
        yield joined([typed(contents.network), typed(contents.region)])
        if contents.demo:
            yield self.word(words.demo)
        lines = [
            (words.when, self.when()),
            (words.place, typed(contents.place)),
            (words.chair, typed(contents.chair)),
            (words.minute_taker, typed(contents.minute_taker)),
            (words.recipients, typed_lines(contents.recipients)),
            (words.approved, self.approved()),
        ]
        yield bullets(labelled(self.word(label), text) for label, text in lines if text)

    def when(self) -> Markdown:
        whole = self.whole_time()
        if self.contents.zone or self.contents.starts_at is None:
            return whole
        # Without a recorded place the zone of the times is given.
        zone = zone_here(self.t.zone) or f"{self.t.local(self.contents.starts_at):%Z}"
        return joined([whole, Markdown(f"({zone})")], " ")

    def whole_time(self) -> Markdown:
        contents = self.contents
        starts, ends = contents.starts_at, contents.ended_at
        begin = joined([self.date(contents.starts_on), self.o_clock(starts)])
        if contents.ends_on != contents.starts_on:
            return joined([begin, joined([self.date(contents.ends_on), self.o_clock(ends)])], DASH)
        if starts is None or ends is None:
            return begin
        return Markdown(f"{begin}–{self.t.clock(ends)}")

    def approved(self) -> Markdown:
        at = self.contents.approved_at
        return NONE if at is None else Markdown(self.t.date(self.t.local(at).date()))

    # --- since last time

    def since_last_time(self) -> Iterator[Markdown]:
        contents, words = self.contents, self.words
        if contents.previous is not None:
            previous = contents.previous
            sentence = words.previous_approved if previous.approved else words.previous_not_approved
            yield heading(2, self.word(words.previous))
            yield self.word(sentence, number=previous.number, date=self.date(previous.starts_on))
        if contents.followed_up:
            yield heading(2, self.word(words.followed_up))
            yield self.tasks_table(contents.followed_up, contents.number - 1, (words.standing, self.standing))
        yield from self.section(2, words.earlier_advice, map(self.earlier_advice, contents.earlier_advice))

    # --- the programme

    def programme(self) -> Iterator[Markdown]:
        words, lines = self.words, self.contents.programme
        if not lines:
            return
        columns: list[ItemColumn] = [(words.item, self.item), (words.planned, self.planned)]
        # Without a clock there is nothing to compare with the plan.
        if any(line.held for line in lines):
            columns.append((words.actual, self.actual))
        days: dict[date | None, list[ProgrammeLine]] = {}
        for line in lines:
            days.setdefault(self.day_of(line), []).append(line)
        yield heading(2, self.word(words.programme))
        for on, items in days.items():
            if on is not None:
                yield heading(3, Markdown(self.t.date(on)))
            yield table(
                [self.word(head) for head, _ in columns], ([cell(item) for _, cell in columns] for item in items)
            )

    def day_of(self, line: ProgrammeLine) -> date | None:
        """Return the item's day if there are several; None for one day, though it may run past midnight."""
        at = line.planned_at if line.started_at is None else line.started_at
        if not self.contents.several_days or at is None:
            return None
        on = self.t.local(at).date()
        # An item that was not held has a day of the plan: it moves with the gathering.
        return on if line.started_at is not None else on + timedelta(days=self.contents.moved_days)

    def item(self, line: ProgrammeLine) -> Markdown:
        group = NONE if line.group is None else self.word(self.words.group, letter=typed(line.group))
        title = typed(line.title)
        return joined([group, title], ": ") or self.known(self.knowledge.gatherings.item(line.kind).name)

    def planned(self, line: ProgrammeLine) -> Markdown:
        return self.time_and_minutes(line.planned_at, line.planned_ms)

    def actual(self, line: ProgrammeLine) -> Markdown:
        if not line.held:
            return self.word(self.words.item_not_held)
        return self.time_and_minutes(line.started_at, line.used_ms)

    # --- a group

    def group(self, part: GroupPart) -> Iterator[Markdown]:
        words = self.words
        yield heading(2, joined([self.group_name(part.group), typed(part.municipality)]))
        projects = [
            labelled(self.word(label), typed_lines(text))
            for project in part.projects
            for label, text in ((words.area, project.area), (words.aim, project.aim))
            if not is_blank(text)
        ]
        if projects:
            yield bullets(projects)
        yield from self.section(
            3,
            words.status,
            (labelled(self.word(words.status_field[line.field]), typed_lines(line.text)) for line in part.status),
        )
        yield from self.prerequisites(part.rated)
        yield from self.advice(3, part.said.advice)
        yield from self.section(3, words.actions, map(self.task, part.said.tasks))
        yield from self.section(3, words.decisions, map(self.remark, part.said.decisions))
        yield from self.section(3, words.examples, map(self.remark, part.said.examples))
        yield from self.section(3, words.notes, map(self.remark, part.said.notes))

    def prerequisites(self, rated: Sequence[Rated]) -> Iterator[Markdown]:
        """Yield the ratings in the order of the checklist, but progress last: the others lead to it."""
        if not rated:
            return
        words, checklist = self.words, self.knowledge.checklist
        places = {item.id: (item.outcome, place) for place, item in enumerate(checklist.items)}
        in_order = sorted(rated, key=lambda rating: (places.get(rating.item, (True, len(places))), rating.item))
        yield heading(3, self.word(words.prerequisites))
        columns: list[RatedColumn] = [
            (words.prerequisite, lambda rating: self.factor(rating.item)),
            (words.now, self.answer_now),
        ]
        if any(rating.previous is not None for rating in rated):
            columns.insert(1, (words.previously, lambda rating: self.level(rating.previous)))
            columns.append((words.change, self.change))
        yield table(
            [self.word(head) for head, _ in columns], ([cell(rating) for _, cell in columns] for rating in in_order)
        )
        reasons = [
            labelled(self.factor(rating.item), typed_lines(rating.reason))
            for rating in in_order
            if not is_blank(rating.reason)
        ]
        if reasons:
            yield bullets(reasons)

    # --- what was said

    def advice(self, level: int, advice: Sequence[AdviceGiven]) -> Iterator[Markdown]:
        """Yield the advice the group takes along first, under a heading of its own; the others show their answer."""
        words = self.words
        taken = [piece for piece in advice if piece.answer == "take_along"]
        others = [piece for piece in advice if piece.answer != "take_along"]
        yield from self.section(level, words.advice_taken, map(self.taken, taken))
        yield from self.section(level, words.other_advice if taken else words.advice, map(self.not_taken, others))

    # --- what concerned all, and what comes next

    def joint(self, said: Said) -> Iterator[Markdown]:
        words = self.words
        yield from self.section(2, words.joint, map(self.remark, said.notes))
        yield from self.section(2, words.examples, map(self.remark, said.examples))
        yield from self.section(2, words.joint_decisions, map(self.remark, said.decisions))
        yield from self.advice(2, said.advice)
        yield from self.section(2, words.joint_actions, map(self.task, said.tasks))

    def next_gathering(self) -> Iterator[Markdown]:
        coming = self.contents.next
        if coming is None:
            return
        first = joined([self.date(coming.starts_on), self.o_clock(coming.starts_at)])
        last = NONE if coming.ends_on == coming.starts_on else self.date(coming.ends_on)
        yield heading(2, self.word(self.words.next_gathering))
        yield labelled(
            self.word(self.words.gathering, number=coming.number),
            joined([joined([first, last], DASH), typed(coming.place)]),
        )

    def to_do(self) -> Iterator[Markdown]:
        if self.contents.to_do:
            yield heading(2, self.word(self.words.all_actions))
            yield self.tasks_table(self.contents.to_do, self.contents.number)

    def tasks_table(self, tasks: Sequence[Task], newest: int, *more: TaskColumn) -> Markdown:
        words = self.words
        columns: list[TaskColumn] = [
            (words.whose, lambda task: typed(task.group or "") or self.word(words.whose_joint)),
            (words.what, lambda task: self.task_cell(task, newest=newest)),
            (words.who, lambda task: self.who(task.who)),
            (words.due, self.due),
            *more,
        ]
        return table([self.word(head) for head, _ in columns], ([cell(task) for _, cell in columns] for task in tasks))
