"""A field of a form: Enter moves to the next one."""

from nettverk_tui.tui.bindings import Context
from nettverk_tui.tui.widgets.text_area import CleanTextArea


class Field(CleanTextArea):
    """The text of one column of one row, given by `name`. Its owner keeps it at `Changed`, or stores it at its blur."""

    DEFAULT_CSS = """
    Field {
        width: 1fr; height: auto; min-height: 1; max-height: 4; border: none; padding: 0; background: $boost;
        &:focus { background: $surface-lighten-1; }
    }
    """

    def __init__(self, context: Context, name: str, text: str = "", placeholder: str = "") -> None:
        super().__init__(context, text, name=name, placeholder=placeholder)

    def on_mount(self) -> None:
        # A field that is returned to is most often continued.
        self.move_cursor(self.document.end)

    def action_next_field(self) -> None:
        """Move to the next field; after the last one, leave the form."""
        if self is self.screen.query(Field).last():
            self.action_leave()
        else:
            self.screen.focus_next(Field)

    def action_next_line(self) -> None:
        """Move to the next line of the form, which may be no field."""
        self.screen.focus_next()

    def action_previous_field(self) -> None:
        """Move to the previous field."""
        self.screen.focus_previous(Field)
