"""Questions, silent thinking and advice: the group's question on top, who has spoken, and the entries."""

from collections.abc import Sequence
from typing import ClassVar

import msgspec
from textual.binding import BindingType
from textual.content import Content

from nettverk_tui.model.commands import AddAdvice, AnswerAdvice, GiveAdviceAgain
from nettverk_tui.model.core.records import Action, Advice, Group, Rating, Said
from nettverk_tui.model.core.text import one_line
from nettverk_tui.model.core.values import AdviceAnswer
from nettverk_tui.model.gathering.feedback_round import Round, feedback_round, responders
from nettverk_tui.model.gathering.opening_card import OpenAction, overdue_days
from nettverk_tui.store.store import new_id
from nettverk_tui.tui import labels
from nettverk_tui.tui.bindings import Context, bindings
from nettverk_tui.tui.screens.runner.panel import MUTED, Line, Panel, blank, heading, muted, plain, styled, wrapped
from nettverk_tui.tui.screens.runner.panels.entries import said_in_step, said_lines

#: At this level and below, a factor counts as low.
_LOW = 2
_ANSWER_SIGNS = {"take_along": "✓", "already_do": "=", "not_now": "–", None: " "}


class RoundPanel(Panel, inherit_bindings=False):
    """Clarifying questions and silent thinking: the question, large, with the notes under it."""

    context: ClassVar[Context] = "round"
    BINDINGS: ClassVar[list[BindingType]] = list(bindings("round"))
    round: Round | None = None

    def reset(self) -> None:
        self.round = None

    def read(self) -> None:
        if self.group is not None:
            self.round = feedback_round(self.runner.rows, self.room, self.group)

    def lines(self) -> Sequence[Line]:
        if self.round is None:
            return []
        return [*self._question(), *self._step_text(), *self._answering(), blank(), *self._said()]

    def _answering(self) -> list[Line]:
        """Return the groups that answer, if there are too many for all of them to."""
        room, t = self.room, self.t
        turns = (item for item in room.programme.items if item.kind == "relay")
        ids = responders(turns, self.group.id if self.group is not None else None, room.network.groups_per_room)
        letters = [group.letter for id in ids if (group := room.group(id)) is not None]
        words = t("{groups} answer; the others write a card each.", groups=t.listed(letters))
        return [Line(Content.styled(f"  {words}", "$text-accent"))] if letters else []

    def _question(self) -> list[Line]:
        t = self.t
        asked = self.round.question if self.round is not None else ""
        lines = [heading(t("The group asks"))]
        if not asked:
            missing = t("No question has been written down; ask the group what it wants advice on.")
            return [*lines, Line(muted(f"   {missing}"))]
        return [*lines, *styled(wrapped(asked, self.text_width), "bold")]

    def _step_text(self) -> list[Line]:
        if self.place is None or self.place.step.kind == "plenary":
            return []
        text = self.runner.knowledge.relays.step(self.place.step.kind).room.in_language(self.t.language)
        return styled(wrapped(text, self.text_width, indent=2), MUTED)

    def _said(self, *told: type[Said]) -> list[Line]:
        """Return the step's entries of other kinds than `told` above, and the number kept for the facilitators."""
        lines = said_lines(self, [entry for entry in said_in_step(self) if not isinstance(entry, told)])
        private = self.round.private if self.round is not None else 0
        if private:
            words = self.t.plural("{n} for the facilitators (F5)", "{n} for the facilitators (F5)", private)
            lines.append(Line(muted(f"   % {words}")))
        return lines


class AdvicePanel(RoundPanel, inherit_bindings=False):
    """Advice as it is given. *B: …* in the line names the speaker, as does `g` and a letter; the last one stays."""

    context: ClassVar[Context] = "advice"
    BINDINGS: ClassVar[list[BindingType]] = list(bindings("advice"))
    #: The row answered last: an answer moves the cursor on, and the reason that follows belongs to that row.
    answered = 0

    def reset(self) -> None:
        super().reset()
        self.answered = 0

    def lines(self) -> Sequence[Line]:
        if self.round is None:
            return []
        return [
            *self._question(),
            *self._answering(),
            self._spoken(self.round),
            blank(),
            *self._advice(self.round.advice),
            *self._said(Advice),
        ]

    def _spoken(self, round: Round) -> Line:
        t, parts = self.t, []
        for group in self.room.groups:
            if self.group is not None and group.id == self.group.id:
                continue
            parts.append(self._speaker(group.letter, group.id in round.spoken, self.runner.giver_is(group=group)))
        parts.append(self._speaker(t("adviser"), round.advisers_spoke, self.runner.giver_is(group=None)))
        return Line(Content.assemble(f" {t('Has spoken')}: ", Content("  ").join(parts)))

    @staticmethod
    def _speaker(name: str, spoke: bool, chosen: bool) -> Content:
        sign = "✓" if spoke else "·"
        text = f"{sign} {name}"
        if chosen:
            return Content.styled(f"[{text}]", "bold $text-accent")
        return Content.styled(text, "$text-success" if spoke else MUTED)

    def _advice(self, advice: Sequence[Advice]) -> list[Line]:
        t = self.t
        if not advice:
            return [Line(muted(f"   {t('No advice yet. B: and what B says gives it to B; the last to speak stays.')}"))]
        lines: list[Line] = []
        for row, piece in enumerate(advice):
            sign = _ANSWER_SIGNS[piece.answer]
            lead = Content.assemble((f" {sign} ", "bold"), (f"{labels.giver(piece, self.room, t)}: ", "$text-accent"))
            lines += wrapped(piece.text, self.text_width, row=row, lead=lead)
            about = [t(labels.ANSWERS[piece.answer])]
            about += [f"#{piece.factor}"] if piece.factor else []
            about += [f"«{piece.answer_reason}»"] if piece.answer_reason else []
            lines.append(Line(muted(f"      {' · '.join(about)}")))
        return lines

    def things(self) -> Sequence[Advice]:
        return self.round.advice if self.round is not None else ()

    def chosen(self) -> Advice | None:
        things = self.things()
        return things[self.cursor] if self.cursor < len(things) else None

    def action_answer(self, answer: AdviceAnswer | str) -> None:
        """Store the receiver's answer to the advice under the cursor."""
        advice = self.chosen()
        if advice is None:
            self.runner.tell(self.t("There is no advice to answer yet."))
            return
        given: AdviceAnswer | None = None
        match answer:
            case "take_along" | "already_do" | "not_now":
                given = answer
        self.answered = self.cursor
        if self.runner.send(AnswerAdvice(id=advice.id, seen=advice.version, answer=given, reason=advice.answer_reason)):
            self.action_cursor(1)

    def action_why(self) -> None:
        """Ask for the reason of the answer; only at this key, as no receiver has to defend an answer."""
        advice, given = self.chosen(), self.things()
        if (advice is None or advice.answer is None) and self.answered < len(given):
            advice = given[self.answered]
        if advice is not None:
            self.runner.ask_in_line("why", advice.id, advice.answer_reason)

    def action_make_action(self) -> None:
        """Begin an action based on this advice."""
        advice = self.chosen()
        if advice is None:
            self.runner.tell(self.t("Point at a piece of advice first."))
        else:
            self.runner.begin_line(f"+ {advice.text} ", advice_id=advice.id)

    def action_edit(self) -> None:
        """Bring the advice into the line."""
        advice = self.chosen()
        if advice is not None:
            self.runner.edit_in_line(advice)

    def action_bank(self) -> None:
        """Open the bank of earlier advice, here and across networks; advice on low factors of the group comes first."""
        runner = self.runner
        ratings = runner.rows.find(Rating, gathering_id=runner.gathering_id, rater="group")
        mine = [rating for rating in ratings if self.group is not None and rating.group_id == self.group.id]
        low = [rating.item for rating in mine if rating.level is not None and rating.level <= _LOW]
        screen = self.runner.pages.bank(
            runner.store,
            self.room.network,
            runner.knowledge,
            first=low,
            receiver=self.group.id if self.group is not None else "",
            write=runner.open_line,
        )
        runner.app.push_screen(screen, self._quote)

    def _quote(self, advice: Advice | None) -> None:
        """Store the advice found in the bank as given again, by an adviser."""
        if advice is None:
            return
        where = msgspec.structs.replace(self.runner.place_now(), factor=advice.factor)
        command = AddAdvice(id=new_id(), where=where, text=advice.text, layer="network", giver="adviser")
        if self.runner.send(command):
            self.runner.tell(self.t("Given again: {text}. Ctrl+Z takes it back.", text=one_line(advice.text, 40)))

    def action_giver(self) -> None:
        """Wait for the letter of the group that speaks."""
        letters = " ".join(group.letter for group in self.room.groups if group != self.group)
        self.runner.keyboard.want_letter(self._giver_chosen)
        self.runner.tell(self.t("Who speaks? {letters}, or v for an adviser", letters=letters))

    def _giver_chosen(self, letter: str) -> None:
        group: Group | None = self.room.lettered(letter)
        if (group is not None and group != self.group) or letter.casefold() == "v":
            self._give_to_unknown(group)
            self.runner.choose_giver(group)
        else:
            self.runner.tell(self.t("There is no such group to give advice here."))
        self.draw()

    def _give_to_unknown(self, group: Group | None) -> None:
        """Give advice written down before its giver was known that giver now."""
        advice = self.chosen()
        if advice is not None and advice.giver == "unknown":
            self.runner.send(
                GiveAdviceAgain(
                    id=advice.id,
                    seen=advice.version,
                    giver="adviser" if group is None else "group",
                    giver_group_id=None if group is None else group.id,
                )
            )


class TakeAlongPanel(AdvicePanel, inherit_bindings=False):
    """Taking along: each piece of advice answered or left unanswered, and turned into actions."""

    context: ClassVar[Context] = "take_along"
    BINDINGS: ClassVar[list[BindingType]] = list(bindings("take_along"))

    def lines(self) -> Sequence[Line]:
        if self.round is None:
            return []
        t = self.t
        lines = [heading(t("We take with us"))]
        for action in self.round.actions:
            known = OpenAction(action, overdue_days(action, self.room, self.runner.today))
            lines += wrapped(action.text, self.text_width, lead=Content("  + "))
            tail = labels.action_tail(known, self.room, t, self.runner.today)
            lines += styled(wrapped(tail or t("nobody and no date yet"), self.text_width, indent=5), MUTED)
        if not self.round.actions:
            lines.append(Line(muted(f"   {t('Tab a makes an action of the advice; + writes one: + what @who :when')}")))
        lines.append(
            heading(t("Advice to {letter}: 1 takes along · 2 already does · 3 not now", letter=self._letter()))
        )
        lines += self._advice(self.round.advice) if self.round.advice else [plain(t("No advice was given."))]
        return [*lines, *self._said(Advice, Action)]

    def _letter(self) -> str:
        return self.group.letter if self.group is not None else ""
