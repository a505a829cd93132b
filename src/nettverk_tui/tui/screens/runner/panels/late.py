"""Behind the plan: how an overrun is settled, the ways to catch up with their new times, and the time used by each."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.content import Content

from nettverk_tui.model.commands import AdaptProgramme, SettleOverrun
from nettverk_tui.model.core.records import ProgrammeItem
from nettverk_tui.model.core.values import Settling
from nettverk_tui.model.gathering.fair_day import (
    Overrun,
    OwnTime,
    own_times,
    settled_items,
    settlement_budgets,
    unsettled_overruns,
)
from nettverk_tui.model.gathering.timekeeping import MINUTE
from nettverk_tui.store.store import new_id
from nettverk_tui.tui.bindings import Context, bindings
from nettverk_tui.tui.labels import item_name
from nettverk_tui.tui.screens.runner.panel import Line, Panel, blank, heading, muted, plain, wrapped
from nettverk_tui.tui.screens.runner.top import signed

if TYPE_CHECKING:
    from nettverk_tui.model.gathering.catching_up import Lateness, Proposal

#: A remainder that rounds to no minute counts as caught up.
_NOTHING_LEFT_MS = MINUTE // 2


class LatePanel(Panel, inherit_bindings=False):
    """Ways to catch up. Nothing is shortened before the new times are on show and Enter is pressed."""

    context: ClassVar[Context] = "late"
    BINDINGS: ClassVar[list[BindingType]] = list(bindings("late"))
    late: "Lateness | None" = None
    ways: "tuple[Proposal, ...]" = ()
    own: tuple[OwnTime, ...] = ()
    #: Overruns that are not settled yet, each with one way to do it.
    settlements: tuple[tuple[Overrun, Settling], ...] = ()

    def read(self) -> None:
        room, now = self.room, self.runner.now()
        open_ones = unsettled_overruns(
            room.programme, room.clock, settled_items(self.runner.rows, room.gathering.id), now
        )
        self.settlements = tuple((over, way) for over in open_ones for way in over.ways)
        # Loaded when the panel is opened.
        from nettverk_tui.model.gathering.catching_up import lateness, proposals

        self.late = lateness(room.programme, room.clock, room.gathering, now)
        self.ways = tuple(proposals(room.programme, room.clock, room.gathering, now))
        self.own = tuple(own_times(room.programme, room.clock, now))

    def lines(self) -> Sequence[Line]:
        return [*self._overruns(), *self._late(), *self._fair()]

    def _overruns(self) -> Sequence[Line]:
        """Return the overruns: the cost first, then the choice."""
        t, lines = self.t, []
        last = ""
        for row, (over, way) in enumerate(self.settlements):
            name = item_name(over.item, self.room, self.runner.knowledge, t)
            if over.item.id != last:
                last = over.item.id
                words = t("{group} used {minutes} more than it had", group=name, minutes=t.duration(over.ms))
                cost = t("that is {minutes} for each of the others", minutes=t.duration(over.each_ms))
                lines.append(Line(Content.assemble((f" {words}", "bold"), muted(f" · {cost}" if over.each_ms else ""))))
            lines.append(Line(Content.assemble(f" {self._settlement(way):<26}", muted(self._follows(over, way))), row))
        return [*lines, blank()] if lines else []

    def _settlement(self, way: Settling) -> str:
        t = self.t
        if way == "buffer":
            return t("The buffer pays")
        return t("Let it be") if way == "let_be" else t("Give the time to the others")

    def _follows(self, over: Overrun, way: Settling) -> str:
        t = self.t
        if way == "buffer":
            left = max(over.buffer_ms - over.ms, 0)
            return t("leaves {minutes} of it", minutes=t.duration(left))
        if way == "owed":
            gets = t("+{minutes} each: {groups}", minutes=t.duration(over.each_ms), groups=self._names(over.to_come))
            if not over.been_up:
                return gets
            return f"{gets} · {t('{groups} have been up, and get none today', groups=self._names(over.been_up))}"
        return t("nothing changes")

    def _names(self, items: Sequence[ProgrammeItem]) -> str:
        return self.t.listed([item_name(item, self.room, self.runner.knowledge, self.t) for item in items])

    def _late(self) -> Sequence[Line]:
        t = self.t
        if self.room.clock.phase not in ("running", "paused"):
            return [plain(t("The clock has not been started."))]
        if self.late is None:
            return [plain(t("The day is not behind: there is nothing to catch up."))]
        lines = [heading(self._how_late(self.late))]
        for row, way in enumerate(self.ways, start=len(self.settlements)):
            lines.append(self._way(row, way))
            if row == self.cursor:
                lines += [Line(line.content.stylize("$foreground-muted")) for line in self._times(way)]
        if all(way.left_ms > _NOTHING_LEFT_MS for way in self.ways):
            lines += [blank(), *wrapped(t("None of these takes it all. Take one, and look again."), self.text_width)]
        return lines

    def _how_late(self, late: "Lateness") -> str:
        """Return what would be late, from when to when, and by how much."""
        t = self.t
        planned, likely, minutes = t.clock(late.planned_at), t.clock(late.likely_at), t.duration(late.ms)
        if late.item is not None:
            name = item_name(late.item, self.room, self.runner.knowledge, t)
            return t(
                "{item} was to begin {planned} and begins about {likely}: {minutes} late",
                item=name,
                planned=planned,
                likely=likely,
                minutes=minutes,
            )
        return t(
            "The day was to end {planned} and ends about {likely}: {minutes} late",
            planned=planned,
            likely=likely,
            minutes=minutes,
        )

    def _way(self, row: int, way: "Proposal") -> Line:
        t = self.t
        left = (
            t("catches up") if way.left_ms <= _NOTHING_LEFT_MS else t("{minutes} left", minutes=t.duration(way.left_ms))
        )
        saved = t("saves {minutes} · {left}", minutes=t.duration(way.saved_ms), left=left)
        return Line(Content.assemble(f" {self._what(way):<44}", muted(saved if way.saved_ms else "")), row)

    def _what(self, way: "Proposal") -> str:
        t = self.t
        name = item_name(way.item, self.room, self.runner.knowledge, t) if way.item is not None else ""
        if way.kind == "drop_buffer":
            return t("Leave out the buffer")
        if way.kind == "shorten_item":
            return t("Shorten: {item}, to {minutes}", item=name, minutes=t.duration(sum(way.minutes.values())))
        if way.kind == "shorten":
            return t("Shorten all that remains, in proportion")
        if way.kind == "move_group":
            return t("Take {item} another day", item=name)
        return t("End later: ask the room")

    def _times(self, way: "Proposal") -> Sequence[Line]:
        """Return when things would begin, and when the day would end."""
        t = self.t
        starts = [
            f"{item_name(item, self.room, self.runner.knowledge, t)} {t.clock(at)}"
            for item, at in way.starts
            if item.kind != "buffer"
        ]
        ends = [t("ends about {time}", time=t.clock(way.ends_at))] if way.ends_at is not None else []
        return wrapped(" · ".join([*starts, *ends]), self.text_width)

    def _fair(self) -> Sequence[Line]:
        """Return the own time used by each group that has had its turn: the same difference as its overrun."""
        if not self.own:
            return []
        t = self.t
        parts = [
            t(
                "{group} {used} of {had} ({balance})",
                group=item_name(own_time.item, self.room, self.runner.knowledge, t),
                used=t.duration(own_time.used_ms),
                had=t.duration(own_time.had_ms),
                balance=signed(own_time.ms, t),
            )
            for own_time in self.own
        ]
        head = t("Own time used, of what the group had (+ more, − less)")
        return [blank(), heading(head), *wrapped(" · ".join(parts), self.text_width)]

    def _settle(self, over: Overrun, way: Settling) -> None:
        room = self.room
        command = SettleOverrun(
            id=new_id(),
            gathering_id=room.gathering.id,
            item_id=over.item.id,
            way=way,
            ms=over.ms,
            minutes=dict(settlement_budgets(room.programme, room.clock, over, way)),
            seen_step=room.clock.step_id,
        )
        if self.runner.send(command):
            how = self._settlement(way)
            if way == "owed":
                how = f"{how}: {self._follows(over, way)}"
            self.runner.tell(self.t("{how}. Ctrl+Z takes it back.", how=how))

    def action_cursor(self, step: int) -> None:
        super().action_cursor(step)
        self.draw()

    def action_choose(self) -> None:
        """Settle the overrun under the cursor, or give the coming items the minutes shown."""
        if self.cursor < len(self.settlements):
            self._settle(*self.settlements[self.cursor])
            return
        at = self.cursor - len(self.settlements)
        way = self.ways[at] if at < len(self.ways) else None
        if way is None:
            return
        if not way.minutes and not way.skipped:
            self.runner.tell(self.t("Nothing was changed. Say when the day ends, and ask whether that will do."))
            return
        command = AdaptProgramme(
            gathering_id=self.room.gathering.id,
            seen_step=self.room.clock.step_id,
            minutes=dict(way.minutes),
            skipped=way.skipped,
        )
        if self.runner.send(command):
            self.runner.tell(self.t("The times are new. Ctrl+Z takes it back."))
