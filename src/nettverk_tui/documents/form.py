"""The paper form of one group: its last answers, and room for new ones. One page to print.

It has only the group's own answers, and nothing of the facilitators' layer.
"""

from collections.abc import Iterator

from nettverk_tui.documents.markdown import Markdown, bullets, document, filled, heading, joined, table, typed
from nettverk_tui.documents.words import FormWords, form_words
from nettverk_tui.language import Translator
from nettverk_tui.model.core.checklist import Text3
from nettverk_tui.model.core.records import Group, Indicator, Measurement, Rating, StatusText
from nettverk_tui.model.core.rows import Rows
from nettverk_tui.model.gathering.factor_sheet import FactorRow, factor_sheet
from nettverk_tui.model.gathering.room import Room
from nettverk_tui.model.measurement.measure_text import summary
from nettverk_tui.model.measurement.measures import is_ratio
from nettverk_tui.resources import Knowledge

_BOXES = "☐ 1 ☐ 2 ☐ 3 ☐ 4 ☐ 0 ☐ x"
#: A line to write on.
_LINE = "\\_" * 60
#: Most indicators that have room on the page.
_INDICATORS = 3


def form(rows: Rows, room: Room, group: Group, t: Translator, knowledge: Knowledge) -> str:
    """Return the form as Markdown, in the language of the translator."""
    return document(_Form(rows, room, group, t, knowledge).blocks())


class _Form:
    def __init__(self, rows: Rows, room: Room, group: Group, t: Translator, knowledge: Knowledge) -> None:
        self.rows, self.room, self.group, self.t, self.knowledge = rows, room, group, t, knowledge
        self.words: FormWords = form_words()

    def word(self, text: Text3, /, **gaps: Markdown | int) -> Markdown:
        return filled(text.in_language(self.t.language), **gaps)

    def blocks(self) -> Iterator[Markdown]:
        words, room = self.words, self.room
        yield heading(1, self.word(words.title, letter=typed(self.group.letter), number=room.gathering.number))
        if room.network.demo:
            yield self.word(words.demo)
        project = room.projects.get(self.group.id)
        days = typed(self.t.days(room.gathering.starts_on, room.gathering.ends_on))
        parts = [
            typed(self.group.unit),
            typed(project.area if project is not None else ""),
            self.word(words.on, days=days),
        ]
        yield joined(parts, " · ")
        yield self.word(words.how)
        yield heading(2, self.word(words.status))
        yield from self.status()
        yield heading(2, self.word(words.factors))
        yield self.word(words.scale)
        heads = [self.word(head) for head in (words.factor, words.last, words.answer, words.reason)]
        yield table(heads, (self.factor(row) for row in self.asked()))
        yield heading(2, self.word(words.numbers))
        yield bullets(self.numbers())

    def status(self) -> Iterator[Markdown]:
        for field, label in self.words.status_field.items():
            before = self.last_time(field)
            last = self.word(self.words.last_time, text=typed(before)) if before else Markdown("")
            yield joined([Markdown(f"**{self.word(label)}**"), last], " · ")
            yield Markdown(_LINE)

    def last_time(self, field: str) -> str:
        previous = self.room.previous
        if previous is None:
            return ""
        found = self.rows.find(StatusText, gathering_id=previous.id, group_id=self.group.id, field=field)
        return found[0].text if found and found[0].layer != "facilitators" else ""

    def asked(self) -> Iterator[FactorRow]:
        """Yield the factors that are asked on paper: not those the program computes."""
        sheet = factor_sheet(self.rows, self.room, self.group, self.knowledge.checklist)
        return (row for row in sheet if row.item.fact is None)

    def factor(self, row: FactorRow) -> list[Markdown]:
        checklist = self.knowledge.checklist
        unit = checklist.unit_word(self.room.network.unit_word, self.room.network.language)
        wording = row.item.wording(self.t.language, unit)
        return [typed(f"{row.item.id} {wording}"), self.level(row.before), Markdown(_BOXES), Markdown("")]

    def level(self, rating: Rating | None) -> Markdown:
        if rating is None or rating.level is None or rating.layer == "facilitators":
            return Markdown("")
        return Markdown(str(rating.level))

    def numbers(self) -> Iterator[Markdown]:
        indicators = sorted(self.rows.find(Indicator, group_id=self.group.id), key=lambda indicator: indicator.position)
        if not indicators:
            yield _written(self.word(self.words.nothing_measured))
        for indicator in indicators[:_INDICATORS]:
            said = summary(indicator, self.rows.find(Measurement, indicator_id=indicator.id))
            blank = self.words.share if is_ratio(indicator) else self.words.value
            name = Markdown(f"**{typed(indicator.name)}**")
            yield joined([name, typed(self.t.message(said)), _written(self.word(blank))], " · ")


def _written(text: Markdown) -> Markdown:
    """Escape our own lines to write on, which Markdown would take for emphasis."""
    return Markdown(text.replace("_", "\\_"))
