"""Closing: the items not held, what is still open, the next gathering. A step, not a condition."""

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content

from nettverk_tui.model.commands import CloseGathering, ReopenGathering
from nettverk_tui.model.core.records import Action, Advice, Said
from nettverk_tui.model.gathering.feedback_round import entries_said
from nettverk_tui.store.store import new_id
from nettverk_tui.tui.bindings import Context, bindings
from nettverk_tui.tui.labels import item_name
from nettverk_tui.tui.screens.runner.panel import Line, Panel, blank, heading, muted, plain

#: Kinds of items that are not missed when they were not held, and closing itself.
_NOTHING_TO_CARRY = frozenset({"break", "buffer", "closing"})


class ClosingPanel(Panel, inherit_bindings=False):
    """The end of the day on one screen."""

    context: ClassVar[Context] = "closing"
    BINDINGS: ClassVar[list[BindingType]] = list(bindings("closing"))
    said: tuple[Said, ...] = ()

    def read(self) -> None:
        self.said = entries_said(self.runner.rows, self.room.gathering)

    def lines(self) -> Sequence[Line]:
        t, room = self.t, self.room
        lines = [heading(t("Before you close"))]
        not_held = [
            item_name(item, room, self.runner.knowledge, t)
            for item in dict.fromkeys(place.item for place in room.programme.planned)
            if not room.programme.held(item.id, room.clock) and item.kind not in _NOTHING_TO_CARRY
        ]
        if not_held:
            lines.append(plain(t("Not held, and carried over: {items}", items=t.listed(not_held))))
        left_early = [
            item_name(item, room, self.runner.knowledge, t)
            for item in room.programme.items
            if room.programme.held(item.id, room.clock)
            and not room.programme.finished(item.id, room.clock)
            and item.kind not in _NOTHING_TO_CARRY
        ]
        if left_early:
            lines.append(plain(t("Begun, but not taken to the end: {items}", items=t.listed(left_early))))
        if not not_held and not left_early:
            lines.append(plain(t("Everything in the programme was held.")))
        actions = [entry for entry in self.said if isinstance(entry, Action)]
        advice = [entry for entry in self.said if isinstance(entry, Advice)]
        nobody = sum(1 for action in actions if not action.who)
        undated = sum(1 for action in actions if action.due is None)
        unknown = [action.who for action in actions if action.who_unknown]
        lines.append(plain(t.plural("{n} action agreed today", "{n} actions agreed today", len(actions))))
        if nobody or undated:
            lacking = t("of them {nobody} without a person, {undated} without a date", nobody=nobody, undated=undated)
            lines.append(plain(lacking))
        if unknown:
            names = t.listed(unknown)
            lines.append(plain(t("Unknown names, to be settled before the minutes are final: {names}", names=names)))
        unanswered = sum(1 for piece in advice if piece.answer is None)
        lines.append(plain(t.plural("{n} piece of advice given", "{n} pieces of advice given", len(advice))))
        if unanswered:
            lines.append(plain(t("of them {n} without an answer; an answer may come later", n=unanswered)))
        if room.parked:
            lines.append(plain(t.plural("{n} parked question is open", "{n} parked questions are open", room.parked)))
        lines += [blank(), self._next_gathering(), blank()]
        if room.clock.phase == "closed":
            closed = t.clock(room.clock.closed_at) if room.clock.closed_at is not None else ""
            lines.append(Line(Content.styled(f" {t('The gathering was closed at {time}.', time=closed)}", "bold")))
            lines.append(plain(t("Tab o reopens it. F3 shows the minutes.")))
        else:
            how = t("Tab c closes the gathering. The minutes are there already: F3.")
            lines.append(Line(Content.styled(f" {how}", "bold")))
        return lines

    def _next_gathering(self) -> Line:
        t, following = self.t, self.room.following
        if following is None:
            return Line(muted(f" {t('No next gathering yet. Tab n sets its date.')}"))
        place = f" · {following.place}" if following.place else ""
        day = t.day(following.starts_on, self.runner.today)
        moves = muted(f"  {t('Tab n moves it')}")
        return Line(Content.assemble(f" {t('Next gathering')}: ", (f"{day}{place}", "bold"), moves))

    def action_next_gathering(self) -> None:
        """Ask for the date in the line."""
        self.runner.ask_in_line("next", self.room.gathering.id)

    def action_close_gathering(self) -> None:
        """Close the day."""
        if self.runner.send(CloseGathering(event_id=new_id(), gathering_id=self.room.gathering.id)):
            self.runner.tell(self.t("The gathering is closed. Ctrl+Z takes it back."))

    def action_reopen(self) -> None:
        """Reopen the gathering after it was closed."""
        self.runner.send(ReopenGathering(event_id=new_id(), gathering_id=self.room.gathering.id))
