"""The words under a line that show how it is understood: dates in the reader's language, warnings last."""

from collections.abc import Sequence

import msgspec

from nettverk_tui.language import Translator
from nettverk_tui.model import capture
from nettverk_tui.model.capture.to_command import Speaker
from nettverk_tui.model.commands import MoveAction
from nettverk_tui.model.core.messages import N_, Message
from nettverk_tui.model.core.records import Action, Said

#: The refusal where a date was asked for and none was understood.
NO_DATE = Message(N_("No date was understood. Write 6/3, 6. mars, fri, +2w or 6.3.2027."))


class Interpretation:
    """The interpretation of a line, cached until the line or its context changes."""

    def __init__(self) -> None:
        self._line: tuple[str, capture.CaptureContext] | None = None
        self._understood = capture.ParsedLine(kind="empty")
        self._shown: tuple[object, ...] = ()
        self._words: Sequence[str] = ()

    def of(self, text: str, around: capture.CaptureContext) -> capture.ParsedLine:
        """Return the parsed line, in the context it is written in."""
        if self._line != (text, around):
            self._line, self._understood = (text, around), capture.understand(text, around)
        return self._understood

    def words(self, text: str, t: Translator, around: capture.CaptureContext, speaker: Speaker) -> Sequence[str]:
        """Return the words that show how the line is understood."""
        shown = (text, around, speaker)
        if self._shown != shown:
            self._shown, self._words = shown, understood_words(self.of(text, around), t, around, speaker)
        return self._words


def understood_words(
    understood: capture.ParsedLine, t: Translator, around: capture.CaptureContext, speaker: Speaker
) -> list[str]:
    """Return the parts of the preview; the kind in capitals, so that it is seen without colour."""
    words: list[str] = []
    group, advice = around.group(understood.group_id), understood.kind == "advice"
    for part in capture.preview(understood, around):
        text = with_dates(part.message, t, around.today)
        if part.kind == "kind":
            words.append(text.upper())
            words += [_giver(speaker, t, around)] if advice and understood.giver is None else []
            if group is not None and (advice or group.id == around.group_id):
                words.append(t("to {letter}", letter=group.letter) if advice else group.letter)
        elif part.kind == "factor":
            words.append(f"#{text}")
        elif part.kind in ("warning", "obstacle"):
            words.append(f"⚠ {text}")
        elif not (part.kind == "group" and advice):
            words.append(text)
    return words


def stored_words(
    understood: capture.ParsedLine, t: Translator, around: capture.CaptureContext, speaker: Speaker
) -> str:
    """Return *Stored: action, Kari Nesse, Fri 4 December*; the readers are named only where few may read it."""
    shared = {t(capture.LAYER_NAMES[layer]) for layer in ("network", "group", "across")}
    calm = msgspec.structs.replace(understood, warnings=(), obstacle=None)
    kind, *more = understood_words(calm, t, around, speaker)
    return t("Stored: {what}", what=", ".join([kind.lower(), *(part for part in more if part not in shared)]))


def warned_words(understood: capture.ParsedLine, t: Translator) -> str:
    """Return the first warning of a line that was stored nevertheless; empty without warnings."""
    if not understood.warnings:
        return ""
    return t("Stored. {warning} Space and ↑ bring it back.", warning=t.message(understood.warnings[0]))


def alike_words(understood: capture.ParsedLine, t: Translator, id: str, said: Sequence[Said]) -> str:
    """Return the words that the entry just stored as `id` is very like another one said; empty if it is not."""
    # Loaded with the first entry.
    from nettverk_tui.model.capture.near_duplicates import near_duplicate

    others = [entry for entry in said if entry.id != id]
    found = near_duplicate(understood.text, understood.kind, understood.group_id, others)
    return t("Stored. It is very like “{text}”.", text=found.text[:40]) if found is not None else ""


def _giver(speaker: Speaker, t: Translator, around: capture.CaptureContext) -> str:
    """Return the words on the giver of advice where the line names none."""
    group = around.group(speaker.group_id)
    if group is not None:
        return t("from {giver}", giver=group.letter)
    return t("from an adviser") if speaker.giver == "adviser" else t("giver not said")


#: The values that are ISO dates in messages about a line or a stored entry.
_DATES = frozenset({"date", "on", "began"})


def with_dates(message: Message, t: Translator, today: str) -> str:
    """Return a message as text, with its dates in the reader's language; `today` is an ISO date."""
    values: dict[str, str | int | Message] = {}
    for name, value in message.values.items():
        if name in _DATES and isinstance(value, str):
            values[name] = t.day(value, today)
        elif name == "month" and isinstance(value, str):
            values[name] = " ".join(t.day(value, today).split()[2:])
        else:
            values[name] = value
    return t.message(Message(message.text, values))


def remark_words(text: str, today: str, t: Translator) -> Sequence[str]:
    """Return the warnings about a date typed as an answer: a different weekday beside it, or a date in the past."""
    return [f"⚠ {with_dates(remark, t, today)}" for remark in capture.remarks_on(text, today)]


def due_words(action: Action | MoveAction, t: Translator) -> str:
    """Return *due Fri 4 December 2026* or *due at the next gathering*; empty without a date."""
    if action.due == "next_gathering":
        return t("due at the next gathering")
    return t("due {day}", day=t.days(action.due_on, action.due_on)) if action.due_on is not None else ""


def offered_words(text: str, cursor: int, around: capture.CaptureContext) -> str:
    """Return the names that Tab completes to while the cursor is in an incomplete name; else empty."""
    before = text[:cursor]
    words = before.split()
    if not words or before[-1:].isspace() or words[-1][0] not in "@=#":
        return ""
    offers = capture.complete(text, cursor, around)
    # A complete name needs no offer: the interpretation of the line matters more then.
    if not offers or any(text[offer.start : offer.end] == offer.insert for offer in offers):
        return ""
    return "Tab: " + "  ".join(offer.label for offer in offers[:5])
