"""Items that need no form of their own: teaching, breaks, group work, changeover, the free steps of the last day."""

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content

from nettverk_tui.model.core.records import Said
from nettverk_tui.model.gathering.timekeeping import budget_ms
from nettverk_tui.tui.bindings import Context, bindings
from nettverk_tui.tui.labels import item_name
from nettverk_tui.tui.screens.runner.panel import Line, Panel, blank, heading, muted, wrapped
from nettverk_tui.tui.screens.runner.panels.entries import said_in_step, said_lines


class PlainPanel(Panel, inherit_bindings=False):
    """The item of now, the next one, and the entries of this item."""

    context: ClassVar[Context] = "plain"
    BINDINGS: ClassVar[list[BindingType]] = list(bindings("plain"))
    said: tuple[Said, ...] = ()

    def read(self) -> None:
        self.said = said_in_step(self)

    def lines(self) -> Sequence[Line]:
        t, place = self.t, self.place
        if place is None:
            return wrapped(t("F7 makes the usual programme for this gathering; Ctrl+Z takes it back."), self.text_width)
        knowledge = self.runner.knowledge
        if place.step.kind == "plenary":
            text = knowledge.gatherings.item(place.item.kind)
            name, room_text = text.name.in_language(t.language), text.room.in_language(t.language)
        else:
            step = knowledge.relays.step(place.step.kind)
            name, room_text = step.name.in_language(t.language), step.room.in_language(t.language)
        lines = [heading(place.item.title or name)]
        lines += wrapped(room_text, self.text_width)
        return [*lines, blank(), *self._coming(), *said_lines(self, self.said)]

    def _coming(self) -> list[Line]:
        t, room = self.t, self.room
        following = room.programme.next(room.clock)
        lines = []
        if following is not None:
            name = item_name(following.item, room, self.runner.knowledge, t)
            group = room.group(following.item.group_id)
            project = room.projects.get(group.id) if group is not None else None
            about = f"  {group.unit}" if group is not None else ""
            about += f" · {project.area}" if project is not None else ""
            lines.append(Line(Content.assemble(f" {t('Next')}: ", (name, "bold"), about)))
        if self.place is not None:
            minutes = budget_ms(self.place.step, room.clock)
            lines.append(Line(muted(f" {t('Planned: {minutes}', minutes=t.duration(minutes))}")))
        return lines
