"""The rules for events of a group: a follow-up rating, a milestone, an event, and the outcome of a contact."""

import re

from nettverk_tui.model.capture.parse_state import ParseState
from nettverk_tui.model.capture.parsed_line import CaptureKind
from nettverk_tui.model.capture.rules.meetings import set_held
from nettverk_tui.model.capture.vocabulary import AGREED_WORDS, one_of
from nettverk_tui.model.core.messages import N_, Message
from nettverk_tui.model.core.text import is_blank, one_line

#: After the factor, or before it if that is named with #.
_LEVEL = re.compile(r"(?<![\w/.,+-])[1-4](?![\w/]|[.,][0-9])")
_BARE_FACTOR = re.compile(r"\s{0,99}(?P<item>[^\W\d_][0-9]{1,2})(?!\w)[ \t:=]{0,9}")
_NUMBER = re.compile(r"\s{0,99}(?:nr\.?\s|no\.?\s)?(?P<number>[0-9]{1,2})(?![\w/.,-])\.?")
_AGREED = re.compile(rf"(?<!\w){one_of(AGREED_WORDS)}(?:\s?:|\s(?:at|that|to)(?!\w))", re.IGNORECASE)

#: Events that need a text, so that they make sense a year later.
_MUST_SAY: dict[CaptureKind, str] = {
    "stalled": N_("Write what stopped it; no health information, “absence” is enough."),
    "resumed": N_("Write what changed, so that it goes on."),
    "change_started": N_("Write what was changed."),
}


def level(state: ParseState) -> None:
    """Take factor and level of a follow-up rating: `faktor: L1 3`."""
    if state.kind != "recheck":
        return
    if state.factor is None and (bare := _BARE_FACTOR.match(state.line, state.begin)):
        item = bare["item"].upper()
        if any(factor.id == item for factor in state.context.factors):
            state.factor = item
            state.take("level", state.begin, bare.end())
    found = state.find(_LEVEL)
    if found is not None:
        state.level = int(found[0])
        state.take("level", *found.span())


def milestone_number(state: ParseState) -> None:
    """Take a milestone of the plan, by its number or the beginning of its text: `milepæl: 3`."""
    if state.kind != "milestone":
        return
    number = _NUMBER.match(state.line, state.begin)
    if number is not None:
        wanted = int(number["number"])
        known = next((milestone for milestone in state.context.milestones if milestone.position == wanted), None)
        if known is not None:
            state.milestone_id = known.id
            state.take("milestone_number", *number.span())
        return
    typed = state.masked()[state.begin :].strip(" .,;:").casefold()
    fitting = [
        milestone for milestone in state.context.milestones if typed and milestone.text.casefold().startswith(typed)
    ]
    if len(fitting) == 1:
        state.milestone_id = fitting[0].id
        state.fired["milestone_number"] = None


def agreed(state: ParseState) -> None:
    """Take the outcome of a contact, from `avtalt:` to the end with its dates; it is not part of the topic."""
    match = _AGREED.search(state.line, state.begin) if state.kind == "contact" else None
    if match is None or not state.is_free(*match.span()):
        return
    words = state.take_rest("agreed", match.start(), match.end())
    if words:
        set_held(state, agreed=words)


def obstacle(state: ParseState, kind: CaptureKind, text: str) -> Message | None:
    """Return the reason why a line of the kinds above cannot be stored yet, or None."""
    if kind == "recheck":
        factor = next((name for name in state.context.factors if name.id == state.factor), None)
        if factor is None or factor.id == factor.category:
            return Message(N_("Write which factor, and its level now: L1 3."))
        return Message(N_("Write the level now, 1 to 4: L1 3.")) if state.level is None else None
    if kind == "milestone" and state.milestone_id is None:
        if not state.context.milestones:
            return Message(N_("The network has no milestones yet: they are in its plan."))
        names = ", ".join(
            f"{milestone.position} {one_line(milestone.text, 24)}" for milestone in state.context.milestones[:4]
        )
        return Message(N_("Which milestone? Write its number: {names}."), {"names": names})
    if kind in _MUST_SAY and is_blank(text):
        return Message(_MUST_SAY[kind])
    return None
