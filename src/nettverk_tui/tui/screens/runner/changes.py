"""The command that changes a stored entry, built from the line with its new wording."""

import msgspec

from nettverk_tui.model import capture
from nettverk_tui.model.capture.to_command import Speaker, command_for, edit_for
from nettverk_tui.model.commands import Command, ConvertSaid, EditText, Place
from nettverk_tui.model.core.messages import N_, Message, Refusal
from nettverk_tui.model.core.records import TABLES, Action, Said
from nettverk_tui.store.store import new_id
from nettverk_tui.tui.screens.runner.half_written import Editing

_CANNOT_BECOME = Refusal(Message(N_("An entry cannot become that. Esc leaves it as it was.")))


def change_of_last(understood: capture.ParsedLine, last: Said, around: capture.CaptureContext) -> Command:
    """Return the command that continues or corrects the last entry; a name corrected in an action adds a person."""
    command: Command = EditText(table=TABLES[type(last)], id=last.id, seen=last.version, text=understood.text)
    if isinstance(last, Action) and understood.correction is not None:
        wrong, right = understood.correction.wrong, understood.correction.right
        corrected = msgspec.structs.replace(last, text=understood.text, who=last.who.replace(wrong, right, 1))
        again = edit_for(capture.understand(capture.to_line(corrected), around), last, last.version)
        command = command if isinstance(again, Refusal) else again
    return command


def change_of(said: Said, editing: Editing, understood: capture.ParsedLine, place: Place) -> Command | Refusal:
    """Return the command that makes an entry say what the line says, even if that makes it one of another kind."""
    if understood.kind == capture.kind_of(said):
        return edit_for(understood, said, editing.seen)
    into = command_for(understood, id=new_id(), where=place, speaker=Speaker(), new_id=new_id)
    if isinstance(into, Refusal) or understood.kind not in capture.SAID:
        return _CANNOT_BECOME
    return ConvertSaid(table=editing.table, id=editing.id, seen=editing.seen, into=into)
