"""Joint reflection: the parked questions of the day, each answered, carried or dropped."""

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content

from nettverk_tui.model.commands import SettleParked
from nettverk_tui.model.core.records import Note
from nettverk_tui.model.core.values import ParkedState
from nettverk_tui.model.gathering.feedback_round import visible_to_room
from nettverk_tui.tui import labels
from nettverk_tui.tui.bindings import Context, bindings
from nettverk_tui.tui.screens.runner.panel import Line, heading, muted, wrapped
from nettverk_tui.tui.screens.runner.panels.plain import PlainPanel

_SIGNS = {"open": "?", "answered": "✓", "carried": "→", "dropped": "–"}


class ReflectionPanel(PlainPanel, inherit_bindings=False):
    """Parked questions first, then the other entries of this item."""

    context: ClassVar[Context] = "reflection"
    BINDINGS: ClassVar[list[BindingType]] = list(bindings("reflection"))
    parked: tuple[Note, ...] = ()

    def read(self) -> None:
        super().read()
        began = self.room.clock.started_at
        earlier = [
            note
            for gathering in self.room.earlier
            for note in self.runner.rows.find(Note, gathering_id=gathering.id, kind="parked")
            # Questions settled today stay, so that they can be opened again.
            if note.state == "carried" or (began is not None and note.state != "open" and note.changed_at >= began)
        ]
        today = self.runner.rows.find(Note, gathering_id=self.room.gathering.id, kind="parked")
        self.parked = visible_to_room((*earlier, *today))

    def reset(self) -> None:
        self.read()
        still_open = [row for row, note in enumerate(self.parked) if note.state == "open"]
        self.cursor = still_open[0] if still_open else 0

    def things(self) -> Sequence[Note]:
        return self.parked

    def lines(self) -> Sequence[Line]:
        t = self.t
        lines = [heading(t("Parked questions"))]
        for row, note in enumerate(self.parked):
            lines += wrapped(note.text, self.text_width, row=row, lead=Content(f" {_SIGNS[note.state]} "))
            group = self.room.group(note.group_id)
            about = [t(labels.PARKED[note.state])]
            if note.gathering_id != self.room.gathering.id:
                about = [t("carried from last time")]
            about += [group.letter] if group is not None else []
            about += [f"«{note.answer}»"] if note.answer else []
            lines.append(Line(muted(f"     {' · '.join(about)}")))
        if not self.parked:
            lines.append(Line(muted(f"   {t('Nothing is parked. A line that begins with ? parks a question.')}")))
        return [*lines, Line(Content("")), *super().lines()]

    def line_answered(self) -> None:
        self.action_cursor(1)

    def action_settle(self, state: ParkedState) -> None:
        """Settle a parked question: *answered* asks for the answer in the line, the rest takes one key."""
        note = self.parked[self.cursor] if self.cursor < len(self.parked) else None
        if note is None:
            self.runner.tell(self.t("There is no parked question here."))
        elif state == "answered":
            self.runner.ask_in_line("parked", note.id, note.answer)
        else:
            settled = SettleParked(id=note.id, seen=note.version, state=state, answer=note.answer)
            if self.runner.send(settled):
                self.action_cursor(1)
