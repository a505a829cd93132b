"""How the line is understood, as the words under it: dates in the reader's language, warnings last."""

from nettverk_tui.language import Translator
from nettverk_tui.model import capture
from nettverk_tui.model.messages import Message
from nettverk_tui.model.room import Room


def understood_words(
    understood: capture.Understood, t: Translator, room: Room, around: capture.Surroundings
) -> list[str]:
    """The parts of the preview; the kind in capitals, so that it is seen without colour."""
    words = []
    for part in capture.preview(understood, around):
        text = _with_dates(part.message, t, around.today)
        if part.kind == "kind":
            text = text.upper()
        elif part.kind == "factor":
            text = f"#{text}"
        elif part.kind in ("warning", "obstacle"):
            text = f"⚠ {text}"
        words.append(text)
    group = room.group(understood.group_id)
    if group is not None and words and group.letter not in words[0]:
        words.insert(1, group.letter)
    return words


def _with_dates(message: Message, t: Translator, today: str) -> str:
    values: dict[str, str | int | Message] = {}
    for name, value in message.values.items():
        if name == "date" and isinstance(value, str):
            values[name] = t.day(value, today)
        elif name == "month" and isinstance(value, str):
            values[name] = " ".join(t.day(value, today).split()[2:])
        else:
            values[name] = value
    return t.message(Message(message.text, values))
