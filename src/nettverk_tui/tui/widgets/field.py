"""A field of a form, stored whenever it is left."""

from typing import ClassVar

from textual.binding import BindingType
from textual.message import Message

from nettverk_tui.tui.bindings import bindings
from nettverk_tui.tui.widgets.text_area import CleanTextArea


class Field(CleanTextArea, inherit_bindings=False):
    """The text of one column of one row, given by `name`. Its owner stores it at `Left`."""

    BINDINGS: ClassVar[list[BindingType]] = [*CleanTextArea.BINDINGS, *bindings("field")]

    class Left(Message):
        """The field was left, with this text."""

        def __init__(self, field: "Field") -> None:
            super().__init__()
            self.field = field

        @property
        def control(self) -> "Field":
            """The field, for `@on` selectors."""
            return self.field

    class Finished(Left):
        """Escape was pressed: the whole form is left."""

    def __init__(self, name: str, text: str = "", placeholder: str = "") -> None:
        super().__init__(text, name=name, placeholder=placeholder)

    def on_blur(self) -> None:
        self.post_message(self.Left(self))

    def action_next_field(self) -> None:
        """Store, and move to the next field; after the last one, leave the form."""
        if self is self.screen.query(Field).last():
            self.action_leave()
        else:
            self.screen.focus_next(Field)

    def action_previous_field(self) -> None:
        """Store, and move to the previous field."""
        self.screen.focus_previous(Field)

    def action_leave(self) -> None:
        """Store, and leave the form."""
        self.post_message(self.Finished(self))
