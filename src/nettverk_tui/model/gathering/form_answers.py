"""An answer to a factor typed from a paper form: `3`, `3 two were ill`, `0`, `x`, or empty."""

import re

import msgspec

from nettverk_tui.model.core.messages import N_, Message
from nettverk_tui.model.core.records import Rating
from nettverk_tui.model.core.values import RatingAnswer

_ANSWER = re.compile(r"(?P<sign>[0-4xX])(?:[:;,]?\s+(?P<reason>.*))?", re.DOTALL)


class FormAnswer(msgspec.Struct, frozen=True):
    """An answer; None removes it. `level` (1 to 4) only if the answer is a level."""

    answer: RatingAnswer | None = None
    level: int | None = None
    reason: str = ""


def read_answer(text: str) -> FormAnswer | Message:
    """Read an answer; a Message with the valid forms if it is none."""
    text = text.strip()
    if not text:
        return FormAnswer()
    match = _ANSWER.fullmatch(text)
    if match is None:
        return Message(N_("Write 1, 2, 3 or 4; 0 for not rated, x for not relevant; and behind it why, if you like."))
    sign, reason = match["sign"].lower(), (match["reason"] or "").strip()
    if sign in "1234":
        return FormAnswer("level", int(sign), reason)
    return FormAnswer("not_rated" if sign == "0" else "not_relevant", None, reason)


def as_answered(rating: Rating | None) -> str:
    """Return a stored answer as it would be typed."""
    if rating is None:
        return ""
    sign = {"level": str(rating.level), "not_rated": "0", "not_relevant": "x"}[rating.answer]
    return f"{sign} {rating.reason}".strip()
