"""The parts of a parsed line that a screen shows; the screen formats dates and translates."""

from collections.abc import Iterator
from typing import Literal

import msgspec

from nettverk_tui.model.capture.context import CaptureContext
from nettverk_tui.model.capture.parsed_line import CaptureKind, Due, Held, Measured, MentionedPerson, ParsedLine
from nettverk_tui.model.core.entry_kinds import ENTRY_KINDS
from nettverk_tui.model.core.messages import N_, Message
from nettverk_tui.model.core.quantity import number
from nettverk_tui.model.core.text import one_line
from nettverk_tui.model.core.values import Channel, Layer

#: Significant digits that show a value as it was typed, not rounded.
_ALL_DIGITS = 18

PartKind = Literal["kind", "who", "giver", "group", "due", "detail", "factor", "layer", "warning", "obstacle"]


class PreviewPart(msgspec.Struct, frozen=True):
    """One part of the preview.

    A value called `date` is an ISO date, one called `month` its first day; the screen formats them in the user's
    language.
    """

    kind: PartKind
    message: Message


KIND_NAMES: dict[CaptureKind, str] = {
    **{name: kind.name for name, kind in ENTRY_KINDS.items()},
    "continuation": N_("Continues the previous entry"),
    "correction": N_("Corrects the previous entry"),
}
LAYER_NAMES: dict[Layer, str] = {
    "facilitators": N_("facilitators only"),
    "group": N_("group"),
    "network": N_("network"),
    "across": N_("across networks"),
}
CHANNEL_NAMES: dict[Channel, str] = {
    "phone": N_("telephone"),
    "video": N_("video meeting"),
    "email": N_("e-mail"),
    "visit": N_("visit"),
}


def preview(parsed: ParsedLine, context: CaptureContext) -> tuple[PreviewPart, ...]:
    """Return kind, people, due date, factor and layer in reading order, then warnings; nothing for an empty line."""
    if parsed.kind == "empty":
        return ()
    return tuple(_parts(parsed, context))


def _parts(parsed: ParsedLine, context: CaptureContext) -> Iterator[PreviewPart]:
    yield PreviewPart("kind", Message(KIND_NAMES[parsed.kind]))
    yield from _previous(parsed)
    yield from _group(parsed, context)
    yield from _giver(parsed, context)
    if parsed.kind != "advice":
        yield from (PreviewPart("who", _who(who, context)) for who in parsed.who)
    if parsed.due is not None:
        yield PreviewPart("due", _due(parsed.due))
    if parsed.held is not None:
        yield from (PreviewPart("detail", message) for message in _held(parsed.held))
    if parsed.measured is not None:
        yield from (PreviewPart("detail", message) for message in _measured(parsed.measured))
        if parsed.text:
            # The rest of the text is a note to the value.
            yield PreviewPart("detail", Message(N_("note: {text}"), {"text": one_line(parsed.text, 40)}))
    yield from _happened(parsed, context)
    if parsed.factor is not None:
        yield PreviewPart("factor", Message("{factor}", {"factor": parsed.factor}))
    if parsed.level is not None:
        yield PreviewPart("detail", Message(N_("level {level}"), {"level": parsed.level}))
    if parsed.kind == "recheck":
        # A rating for facilitators only is the adviser's.
        own = parsed.layer != "facilitators"
        yield PreviewPart("detail", Message(N_("the group’s own answer") if own else N_("the adviser’s answer")))
    if parsed.layer is not None:
        yield PreviewPart("layer", Message(LAYER_NAMES[parsed.layer]))
    yield from (PreviewPart("warning", message) for message in parsed.warnings)
    if parsed.obstacle is not None:
        yield PreviewPart("obstacle", parsed.obstacle)


def _previous(parsed: ParsedLine) -> Iterator[PreviewPart]:
    """Yield the change of the previous entry, for a continuation or a correction."""
    if parsed.correction is not None:
        yield PreviewPart("detail", Message(N_("{wrong} → {right}"), msgspec.structs.asdict(parsed.correction)))
    if parsed.kind in ("continuation", "correction") and parsed.text:
        yield PreviewPart("detail", Message("{text}", {"text": parsed.text}))


def _happened(parsed: ParsedLine, context: CaptureContext) -> Iterator[PreviewPart]:
    """Yield the milestone that was reached, and the new leader."""
    if parsed.milestone_id is not None:
        named = next(milestone for milestone in context.milestones if milestone.id == parsed.milestone_id)
        yield PreviewPart(
            "detail", Message("{number} {name}", {"number": named.position, "name": one_line(named.text, 30)})
        )
    if parsed.leader is not None:
        joins = N_("new leader: {name}") if parsed.leader.member_id else N_("new member and leader: {name}")
        yield PreviewPart("detail", Message(joins, {"name": parsed.leader.name}))


def _group(parsed: ParsedLine, context: CaptureContext) -> Iterator[PreviewPart]:
    """Yield the group if it is not the one in focus."""
    group = context.group(parsed.group_id)
    if group is not None and group.id != context.group_id and parsed.kind not in ("continuation", "correction"):
        yield PreviewPart("group", Message(N_("group {letter}"), {"letter": group.letter}))


def _giver(parsed: ParsedLine, context: CaptureContext) -> Iterator[PreviewPart]:
    if parsed.giver is None:
        return
    group = context.group(parsed.giver_group_id)
    if group is not None:
        yield PreviewPart("giver", Message(N_("from group {letter}"), {"letter": group.letter}))
        return
    names = [who.name for who in parsed.who if who.kind == "facilitator"]
    giver = Message("{name}", {"name": names[0]}) if names else Message(N_("an adviser"))
    yield PreviewPart("giver", Message(N_("from {giver}"), {"giver": giver}))


def _who(who: MentionedPerson, context: CaptureContext) -> Message:
    """Return the name, with the group if another person here has the same first name."""
    group = context.group(who.group_id)
    if who.kind == "unknown":
        return Message(N_("{name} (unknown)"), {"name": who.name})
    if who.kind == "ambiguous":
        return Message(N_("{name} (which one?)"), {"name": who.name})
    if who.kind == "group":
        return Message(N_("group {letter}"), {"letter": who.name})
    if group is None or (who.kind != "role" and not _shares_a_name(who, context)):
        return Message("{name}", {"name": who.name})
    return Message(N_("{name}, group {letter}"), {"name": who.name, "letter": group.letter})


def _shares_a_name(who: MentionedPerson, context: CaptureContext) -> bool:
    first = who.name.split()[:1]
    return sum(person.name.split()[:1] == first for person in context.people) > 1


def _due(due: Due) -> Message:
    if due.kind == "date" and due.on is not None:
        return Message("{date}", {"date": due.on})
    if due.on is None:
        return Message(N_("next gathering"))
    return Message(N_("next gathering, {date}"), {"date": due.on})


def _held(held: Held) -> Iterator[Message]:
    yield Message("{date}", {"date": held.on})
    if held.channel is not None:
        yield Message(CHANNEL_NAMES[held.channel])
    if held.minutes is not None:
        yield Message(N_("{minutes} min"), {"minutes": held.minutes})
    if held.outside_hours is not None:
        yield Message(N_("outside working hours") if held.outside_hours else N_("in working hours"))
    if held.next_on is not None:
        yield Message(N_("next {date}"), {"date": held.next_on})
    if held.agreed:
        yield Message(N_("agreed: {text}"), {"text": held.agreed})


def _measured(measured: Measured) -> Iterator[Message]:
    name = {"name": measured.indicator_name}
    if measured.indicator_id is not None:
        yield Message("{name}", name) if measured.indicator_name else Message(N_("the indicator without a name"))
    elif measured.indicator_name:
        yield Message(N_("new indicator: {name}"), name)
    if measured.has_value:
        yield _value(measured)
    if measured.phase != "series":
        yield Message(N_("before")) if measured.phase == "before" else Message(N_("after"))
    if measured.on is not None:
        on = measured.on
        yield Message("{month}", {"month": on}) if measured.whole_month else Message("{date}", {"date": on})


def _value(measured: Measured) -> Message:
    """Return the value as typed: a share as 14/48, a percentage with its sign, `<5` as such."""
    found = next(known for known in (measured.below, measured.numerator, measured.value) if known is not None)
    shown = number(found, significant=_ALL_DIGITS)
    if measured.denominator is not None:
        shown = Message("{x}/{n}", {"x": shown, "n": number(measured.denominator, significant=_ALL_DIGITS)})
    if measured.percent:
        shown = Message(N_("{number}%"), {"number": shown})
    return Message("<{number}", {"number": shown}) if measured.below is not None else shown
