"""How the line is understood, as the words under it: dates in the reader's language, warnings last."""

from nettverk_tui.language import Translator
from nettverk_tui.model import capture
from nettverk_tui.model.capture.entry import Speaker
from nettverk_tui.model.messages import Message
from nettverk_tui.model.room import Room


def understood_words(
    understood: capture.Understood, t: Translator, room: Room, around: capture.Surroundings, speaker: Speaker
) -> list[str]:
    """The parts of the preview; the kind in capitals, so that it is seen without colour."""
    words: list[str] = []
    group, advice = room.group(understood.group_id), understood.kind == "advice"
    for part in capture.preview(understood, around):
        text = _with_dates(part.message, t, around.today)
        if part.kind == "kind":
            words.append(text.upper())
            words += [_giver(speaker, t, room)] if advice and understood.giver is None else []
            if group is not None and (advice or group.id == around.group_id):
                words.append(t("to {letter}", letter=group.letter) if advice else group.letter)
        elif part.kind == "factor":
            words.append(f"#{text}")
        elif part.kind in ("warning", "obstacle"):
            words.append(f"⚠ {text}")
        elif not (part.kind == "group" and advice):
            words.append(text)
    return words


def _giver(speaker: Speaker, t: Translator, room: Room) -> str:
    """Who gives advice when the line does not say."""
    group = room.group(speaker.group_id)
    if group is not None:
        return t("from {giver}", giver=group.letter)
    return t("from an adviser") if speaker.giver == "adviser" else t("giver not said")


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
