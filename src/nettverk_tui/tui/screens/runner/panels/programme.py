"""The whole programme with planned and used minutes: show any step again, or move the clock to it."""

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content

from nettverk_tui.model.gathering.timekeeping import Place, budget_ms
from nettverk_tui.tui.bindings import Context, bindings
from nettverk_tui.tui.labels import PROGRESS_SIGNS, item_name, step_short
from nettverk_tui.tui.screens.runner.panel import Line, Panel, muted


class ProgrammePanel(Panel, inherit_bindings=False):
    """Items in order; the current item, and the one under the cursor, with their steps."""

    context: ClassVar[Context] = "programme"
    BINDINGS: ClassVar[list[BindingType]] = list(bindings("programme"))
    places: tuple[Place, ...] = ()

    def reset(self) -> None:
        here, places = self.room.here, self.room.programme.places
        if here in places:
            self.cursor = places.index(here)

    def read(self) -> None:
        self.places = self.room.programme.places

    def lines(self) -> Sequence[Line]:
        t, room, lines = self.t, self.room, []
        item_id = ""
        for row, place in enumerate(self.places):
            if place.item.id != item_id:
                item_id = place.item.id
                group = room.group(place.item.group_id)
                project = room.projects.get(group.id) if group is not None else None
                name = item_name(place.item, room, self.runner.knowledge, t)
                about = f"  {group.unit}" if group is not None else ""
                about += f" · {project.area}" if project is not None else ""
                if place.step.kind != "plenary":
                    lines.append(Line(Content.assemble(f"  {self._sign(place)} ", (name, "bold"), muted(about))))
            lines.append(self._step(row, place))
        return lines

    def _sign(self, place: Place) -> str:
        return PROGRESS_SIGNS[self.room.progress(place.item)]

    def _step(self, row: int, place: Place) -> Line:
        t, room = self.t, self.room
        plenary = place.step.kind == "plenary"
        name = step_short(place, room, self.runner.knowledge, t)
        lead = f" {self._sign(place)} {name}" if plenary else f"      {name}"
        planned, given = place.step.planned_ms, budget_ms(place.step, room.clock)
        used = room.clock.spent_ms(place.step.id, self.runner.now())
        entered = room.clock.entered.get(place.step.id)
        parts = [t("planned {minutes}", minutes=t.duration(planned))]
        if given != planned:
            parts.append(t("now {minutes}", minutes=t.duration(given)))
        if entered is not None:
            parts.append(t("used {minutes} from {time}", minutes=t.duration(used), time=t.clock(entered)))
        here = room.here is not None and room.here.step.id == place.step.id
        return Line(Content.assemble((f"{lead:<26}", "bold" if here or plenary else ""), muted(" · ".join(parts))), row)

    def action_view(self) -> None:
        """Show the step without moving the clock."""
        if self.cursor < len(self.places):
            self.runner.view(self.places[self.cursor])

    def action_go(self) -> None:
        """Move the clock to the step."""
        if self.cursor < len(self.places):
            self.runner.go_to(self.places[self.cursor])

    def action_edit(self) -> None:
        """Open the editor of the programme; the clock goes on."""
        runner = self.runner
        planner = self.runner.pages.planner(runner.store, runner.gathering_id, runner.knowledge)
        self.app.push_screen(planner, lambda _: runner.reread())

    def action_times(self) -> None:
        """Show how the time was used until now."""
        self.app.push_screen(
            self.runner.pages.times(self.runner.store, self.runner.gathering_id, self.runner.knowledge)
        )
