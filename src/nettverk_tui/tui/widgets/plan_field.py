"""A line of a form that is filled in from top to bottom: Enter moves on, also from the last line."""

from typing import ClassVar

from textual.binding import BindingType

from nettverk_tui.tui.bindings import bindings
from nettverk_tui.tui.widgets.field import Field
from nettverk_tui.tui.widgets.text_area import CleanTextArea


class PlanField(Field, inherit_bindings=False):
    """One line of a form. It posts every change, and `Left` when the focus leaves it."""

    BINDINGS: ClassVar[list[BindingType]] = [*CleanTextArea.BINDINGS, *bindings("plan")]

    def on_mount(self) -> None:
        # A line that is returned to is most often continued.
        self.move_cursor(self.document.end)

    def action_next_field(self) -> None:
        self.screen.focus_next()
