"""The opening card: one half is read aloud, the other, behind a key, is only for the facilitator."""

from collections.abc import Sequence
from typing import ClassVar

from rich.text import Text
from textual.binding import BindingType
from textual.content import Content
from textual.timer import Timer

from nettverk_tui.model.commands import SetOutcome, SettleAction
from nettverk_tui.model.core.records import Action, Advice, Indicator, Measurement
from nettverk_tui.model.core.text import one_line
from nettverk_tui.model.core.values import ActionState, AdviceOutcome
from nettverk_tui.model.gathering.opening_card import OpeningCard, opening_card
from nettverk_tui.tui import labels
from nettverk_tui.tui.bindings import Context, bindings
from nettverk_tui.tui.screens.runner.panel import MUTED, Line, Panel, blank, heading, muted, plain, styled, wrapped
from nettverk_tui.tui.screens.runner.panels.entries import said_in_step, said_lines

#: The private half hides itself after this time: screens get mirrored, and the person it is about is in the room.
PRIVATE_SECONDS = 30.0


class CardPanel(Panel, inherit_bindings=False):
    """The group's promises, the open ones, and the outcomes of advice."""

    context: ClassVar[Context] = "card"
    BINDINGS: ClassVar[list[BindingType]] = list(bindings("card"))
    card: OpeningCard | None = None
    private = False
    charted = False
    #: The promise that was dropped last.
    _dropped = ""
    _hiding: Timer | None = None

    def reset(self) -> None:
        self.card, self.private, self.charted = None, False, False
        self._dropped = ""

    def read(self) -> None:
        group = self.group
        if group is not None:
            self.card = opening_card(self.runner.rows, self.room, group, self.runner.today)

    def things(self) -> Sequence[Action | Advice]:
        if self.card is None or self.private or self.charted:
            return ()
        return (*(promise.action for promise in self.card.actions), *self.card.advice)

    def lines(self) -> Sequence[Line]:
        if self.card is None:
            return []
        if self.private:
            return self._private_lines(self.card)
        return self._charted() if self.charted else self._aloud(self.card)

    def _charted(self) -> list[Line]:
        """Return the group's first chart in place of the card, until the same key is pressed again."""
        # Drawing loads more than the first screen may wait for.
        from nettverk_tui.charts.chart import indicator_chart
        from nettverk_tui.charts.terminal import render

        t, rows = self.t, self.runner.rows
        indicators = rows.find(Indicator, group_id=self.group.id) if self.group is not None else ()
        first = min(indicators, key=lambda indicator: indicator.position, default=None)
        if first is None:
            return [plain(t("Nothing has been measured yet."))]
        chart = indicator_chart(first, rows.find(Measurement, indicator_id=first.id))
        height = max(self.size.height - 2, 8)
        picture = render(chart, self.text_width, height, "colour", say=t.message, months=t.months)
        return [Line(Content.from_rich_text(Text.from_ansi(line))) for line in picture.split("\n")]

    def _aloud(self, card: OpeningCard) -> list[Line]:
        t, lines = self.t, []
        lines.append(Line(Content.assemble(" ", (t("READ ALOUD"), "reverse"), "  ", muted(self._counts(card)))))
        lines.append(heading(t("Promised and not settled")))
        row = 0
        for promise in card.actions:
            tail = labels.action_tail(promise, self.room, t, self.runner.today)
            sign = {"open": "□", "done": "✓", "dropped": "–"}[promise.action.state]
            lines += wrapped(promise.action.text, self.text_width, row=row, lead=Content(f" {sign} "))
            if tail:
                style = "$text-warning" if promise.overdue else MUTED
                lines += styled(wrapped(tail, self.text_width, indent=4), style)
            row += 1
        if not card.actions:
            lines.append(plain(t("Nothing is open.")))
        if card.settled or card.reached:
            lines += [heading(t("Since last time"))]
        for action in card.settled:
            sign = {"done": "✓", "dropped": "–"}.get(action.state, " ")
            text = " · ".join(filter(None, (action.text, action.outcome)))
            lines += wrapped(text, self.text_width, lead=Content(f" {sign} "))
        for milestone in card.reached:
            reached = t("Milestone reached: {text}", text=milestone.text)
            lines += wrapped(reached, self.text_width, lead=Content(" ★ "))
        if card.advice:
            lines += [heading(t("Advice you took along: what came of it?"))]
            legend = "  ".join(
                f"{n} {t(labels.OUTCOMES[outcome])}" for n, outcome in enumerate(labels.OUTCOME_DIGITS, start=1)
            )
            lines.append(Line(muted(f"     {legend}")))
        for advice in card.advice:
            lines += wrapped(advice.text, self.text_width, row=row, lead=Content(" > "))
            source = t("from {giver}", giver=labels.giver(advice, self.room, t))
            lines.append(Line(muted(f"     {source} · {t(labels.OUTCOMES[advice.outcome])}")))
            row += 1
        if card.question:
            lines += [heading(t("Asked last time"))]
            lines += wrapped(card.question, self.text_width, indent=1)
        return [*lines, *said_lines(self, said_in_step(self))]

    def _counts(self, card: OpeningCard) -> str:
        open_now = sum(promise.action.state == "open" for promise in card.actions)
        return self.t.plural("{n} open action", "{n} open actions", open_now)

    def _private_lines(self, card: OpeningCard) -> list[Line]:
        t, lines = self.t, []
        lines.append(
            Line(Content.assemble(" ", (t("ONLY FOR YOU"), "reverse"), "  ", muted(t("hidden again by itself"))))
        )
        lines.append(plain(t.plural("{n} action overdue", "{n} actions overdue", card.overdue)))
        lines += [
            *self._contacts(card),
            *self._warnings(),
            *self._happenings(card),
            *self._low(card),
            *self._gaps(card),
        ]
        if card.private:
            lines.append(heading(t("Written for the facilitators")))
        for said in card.private:
            lines += wrapped(said.text, self.text_width, indent=1)
        if card.unanswered:
            lines.append(heading(t("Advice nobody answered")))
        for advice in card.unanswered:
            lines += wrapped(advice.text, self.text_width, indent=1)
        return [*lines, blank()]

    def _contacts(self, card: OpeningCard) -> list[Line]:
        """Return when the group was last guided, and what was agreed."""
        t = self.t
        contact = card.last_contact
        if contact is not None:
            lines = [plain(t("Last guidance {day}", day=t.day(contact.on, self.runner.today)))]
        else:
            lines = [plain(t("No guidance recorded: have you talked?"))]
        for one in card.contacts:
            # The subject of the talk stays in the timeline: the leader it is about may sit beside the screen.
            if one.agreed:
                day = t.day(one.on, self.runner.today)
                agreed = t("agreed: {text}", text=one.agreed)
                lines += styled(wrapped(f"{day} · {agreed}", self.text_width, indent=3), MUTED)
        return lines

    def _happenings(self, card: OpeningCard) -> list[Line]:
        """Return the factors that were asked again, and events."""
        t, lines = self.t, list[Line]()
        for again in card.again:
            day = t.day(again.on, self.runner.today)
            factor = f"{again.item} {self.runner.knowledge.checklist.item(again.item).short.in_language(t.language)}"
            asked = t("{day}: {factor} asked again, {level}", day=day, factor=factor, level=again.level)
            lines += wrapped(" · ".join(filter(None, (asked, again.reason))), self.text_width, indent=1)
        for event in card.events:
            text = event.text or event.cause
            what = f"{t.day(event.on, self.runner.today)} · {labels.name_of(event.kind, t)} · {text}"
            lines += wrapped(what, self.text_width, indent=1)
        return lines

    def _low(self, card: OpeningCard) -> list[Line]:
        """Return the factors that the group rated low, the reasons, and who can help."""
        t, lines, checklist = self.t, list[Line](), self.runner.knowledge.checklist
        if card.low:
            lines.append(heading(t("Low last time (the group’s own answer)")))
        for rating in card.low:
            short = checklist.item(rating.item).short.in_language(t.language)
            lines.append(plain(f"{rating.item} {short} · {rating.level}"))
            if rating.reason:
                lines += wrapped(f"«{rating.reason}»", self.text_width, indent=6)
            if helpers := self._helpers(rating.item):
                lines += styled(wrapped(helpers, self.text_width, indent=6), MUTED)
        return lines

    def _gaps(self, card: OpeningCard) -> list[Line]:
        """Return the factors that the group and its adviser answered differently."""
        t, lines, checklist = self.t, list[Line](), self.runner.knowledge.checklist
        if card.gaps:
            lines.append(heading(t("Group and adviser last time")))
        for gap in card.gaps:
            short = checklist.item(gap.item).short.in_language(t.language)
            own = "·" if gap.own is None else gap.own
            adviser = "·" if gap.adviser is None else gap.adviser
            note = f"  {t('far apart')}" if gap.wide else ""
            lines.append(plain(f"{gap.item} {short:<34}{own} / {adviser}{note}"))
        return lines

    def _helpers(self, item: str) -> str:
        """Return the groups that rose on a factor or rated it high before: for the round, or for two and two."""
        from nettverk_tui.model.overview.mutual_help import who_can_help
        from nettverk_tui.tui.warning_labels import helper_words

        if self.group is None:
            return ""
        room = self.room
        return helper_words(who_can_help(self.runner.rows, room.earlier, room.groups, self.group, item), self.t)

    def _warnings(self) -> list[Line]:
        """Return questions suggested by the group's past; only this half of the card shows them."""
        # Shown for some seconds at most: the first screen need not wait for the rules.
        from nettverk_tui.model.warnings import open_warnings
        from nettverk_tui.tui.warning_labels import SIGNS, fact

        if self.group is None:
            return []
        t, checklist, today = self.t, self.runner.knowledge.checklist, self.runner.today
        found = open_warnings(self.runner.rows, self.group, checklist, today)
        lines = [heading(t("What to ask about"))] if found else []
        for warning in found:
            said = fact(warning, t, checklist, today)
            lines += wrapped(said, self.text_width, lead=Content(f" {SIGNS[warning.level]} "))
            lines += styled(wrapped(t.message(warning.question), self.text_width, indent=3), MUTED)
        return [*lines, blank()] if lines else []

    def action_number(self, digit: int) -> None:
        """Act on a digit: on a promise done, a new date or dropped; on advice its outcome."""
        chosen = self.chosen()
        if isinstance(chosen, Advice):
            self.action_outcome(labels.OUTCOME_DIGITS[digit - 1])
        elif not isinstance(chosen, Action) or digit > 3:
            self.runner.tell(self.t("Point at a promise or at a piece of advice first."))
        elif digit == 2:
            self.action_move()
        else:
            self._settle(chosen, "done" if digit == 1 else "dropped")

    def action_settle(self, state: ActionState) -> None:
        """Set a promise done, dropped or open again. *Dropped* asks for the reason in the line."""
        action = self.chosen()
        if not isinstance(action, Action):
            self.runner.tell(self.t("Point at an action first."))
            return
        if state == "dropped":
            self.runner.ask_in_line("drop", action.id)
            return
        self._settle(action, state)

    def _settle(self, action: Action, state: ActionState) -> None:
        """Settle the promise and move on; the same state again opens it."""
        new: ActionState = "open" if action.state == state else state
        if not self.runner.send(SettleAction(id=action.id, seen=action.version, state=new)):
            return
        self.action_cursor(1)
        if new == "dropped":
            self._dropped = action.id
            self.runner.tell(self.t("Dropped: {text}. Tab w: why", text=one_line(action.text, 40)))

    def action_why(self) -> None:
        """Ask for the reason why this promise was dropped, or else the one that was dropped last."""
        chosen = self.chosen()
        known = self.runner.rows.get(Action, self._dropped)
        action = chosen if isinstance(chosen, Action) and chosen.state == "dropped" else known
        if action is None or action.state != "dropped":
            self.runner.tell(self.t("Drop a promise first, then say why."))
        else:
            self.runner.ask_in_line("drop", action.id, action.outcome)

    def action_move(self) -> None:
        """Ask for a new date in the line."""
        action = self.chosen()
        if isinstance(action, Action):
            self.runner.ask_in_line("move", action.id)
        else:
            self.runner.tell(self.t("Point at an action first."))

    def action_outcome(self, outcome: AdviceOutcome) -> None:
        """Store the outcome of the advice."""
        advice = self.chosen()
        if not isinstance(advice, Advice):
            self.runner.tell(self.t("Point at a piece of advice first."))
            return
        command = SetOutcome(
            id=advice.id,
            seen=advice.version,
            outcome=None if advice.outcome == outcome else outcome,
            gathering_id=self.room.gathering.id,
        )
        if self.runner.send(command):
            self.action_cursor(1)

    def action_chart(self) -> None:
        """Show the group's chart, or the card again."""
        self.charted, self.private = not self.charted, False
        self.cursor = 0
        self.draw()
        self.scroll_home(animate=False)

    def action_for_you(self) -> None:
        """Show the private half for a while, or hide it."""
        self.private, self.charted = not self.private, False
        self.cursor = 0
        self.draw()
        self.scroll_home(animate=False)
        self._hide_later()

    def action_cursor(self, step: int) -> None:
        """Move the cursor as in every panel; in the private half, this also keeps that half open."""
        super().action_cursor(step)
        self._hide_later()

    def _hide_later(self) -> None:
        if self._hiding is not None:
            self._hiding.stop()
        self._hiding = self.set_timer(PRIVATE_SECONDS, self._hide) if self.private else None

    def _hide(self) -> None:
        if self.private:
            self.private = False
            self.draw()
