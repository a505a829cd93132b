"""The rules about what happened to a group: a factor asked again, a milestone, an event, and what was agreed."""

import re

from nettverk_tui.model.capture.parse_state import ParseState
from nettverk_tui.model.capture.parsed_line import CaptureKind
from nettverk_tui.model.capture.rules.meetings import set_held
from nettverk_tui.model.capture.vocabulary import AGREED_WORDS, one_of
from nettverk_tui.model.core.messages import N_, Message
from nettverk_tui.model.core.text import is_blank, one_line

#: Behind the factor, or before it where it is named with #.
_LEVEL = re.compile(r"(?<![\w/.,+-])[1-4](?![\w/]|[.,][0-9])")
_BARE_FACTOR = re.compile(r"\s{0,99}(?P<item>[^\W\d_][0-9]{1,2})(?!\w)[ \t:=]{0,9}")
_NUMBER = re.compile(r"\s{0,99}(?:nr\.?\s|no\.?\s)?(?P<number>[0-9]{1,2})(?![\w/.,-])\.?")
_AGREED = re.compile(rf"(?<!\w){one_of(AGREED_WORDS)}(?:\s?:|\s(?:at|that|to)(?!\w))", re.IGNORECASE)

#: What has to be said with an event, so that it can be understood a year later.
_MUST_SAY: dict[CaptureKind, str] = {
    "stalled": N_("Write what stopped it; no health information, “absence” is enough."),
    "resumed": N_("Write what changed, so that it goes on."),
    "change_started": N_("Write what was changed."),
}


def level(reading: ParseState) -> None:
    """`faktor: L1 3`: the factor that was asked about again, and its level now."""
    if reading.kind != "recheck":
        return
    if reading.factor is None and (bare := _BARE_FACTOR.match(reading.line, reading.begin)):
        item = bare["item"].upper()
        if any(factor.id == item for factor in reading.around.factors):
            reading.factor = item
            reading.take("level", reading.begin, bare.end())
    found = reading.find(_LEVEL)
    if found is not None:
        reading.level = int(found[0])
        reading.take("level", *found.span())


def milestone_number(reading: ParseState) -> None:
    """`milepæl: 3`: which milestone of the plan, by its number or by what its text begins with."""
    if reading.kind != "milestone":
        return
    number = _NUMBER.match(reading.line, reading.begin)
    if number is not None:
        wanted = int(number["number"])
        known = next((milestone for milestone in reading.around.milestones if milestone.position == wanted), None)
        if known is not None:
            reading.milestone_id = known.id
            reading.take("milestone_number", *number.span())
        return
    typed = reading.masked()[reading.begin :].strip(" .,;:").casefold()
    fitting = [
        milestone for milestone in reading.around.milestones if typed and milestone.text.casefold().startswith(typed)
    ]
    if len(fitting) == 1:
        reading.milestone_id = fitting[0].id
        reading.fired["milestone_number"] = None


def agreed(reading: ParseState) -> None:
    """`avtalt: …` in a contact: from there on it is what was agreed, with its dates, and no part of the topic."""
    match = _AGREED.search(reading.line, reading.begin) if reading.kind == "contact" else None
    if match is None or not reading.is_free(*match.span()):
        return
    words = reading.take_rest("agreed", match.start(), match.end())
    if words:
        set_held(reading, agreed=words)


def obstacle(reading: ParseState, kind: CaptureKind, text: str) -> Message | None:
    """Why the line cannot be stored yet, for the kinds above."""
    if kind == "recheck":
        factor = next((name for name in reading.around.factors if name.id == reading.factor), None)
        if factor is None or factor.id == factor.category:
            return Message(N_("Write which factor, and its level now: L1 3."))
        return Message(N_("Write the level now, 1 to 4: L1 3.")) if reading.level is None else None
    if kind == "milestone" and reading.milestone_id is None:
        if not reading.around.milestones:
            return Message(N_("The network has no milestones yet: they are in its plan."))
        names = ", ".join(
            f"{milestone.position} {one_line(milestone.text, 24)}" for milestone in reading.around.milestones[:4]
        )
        return Message(N_("Which milestone? Write its number: {names}."), {"names": names})
    if kind in _MUST_SAY and is_blank(text):
        return Message(_MUST_SAY[kind])
    return None
