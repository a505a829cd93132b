"""A line of a page that is filled in from top to bottom: Enter goes on, also from the last one."""

from typing import ClassVar

from textual.binding import BindingType

from nettverk_tui.tui.bindings import bindings
from nettverk_tui.tui.widgets.field import Field
from nettverk_tui.tui.widgets.text_area import CleanTextArea


class PlanField(Field, inherit_bindings=False):
    """One line; whoever owns the page hears of every change, and when the line is left."""

    BINDINGS: ClassVar[list[BindingType]] = [*CleanTextArea.BINDINGS, *bindings("plan")]

    def on_mount(self) -> None:
        # Whoever comes back to a line most often goes on with it.
        self.move_cursor(self.document.end)

    def action_next_field(self) -> None:
        self.screen.focus_next()
