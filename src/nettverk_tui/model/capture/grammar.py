"""The rules of the capture line, in order, and the line that they parse."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from nettverk_tui.model.capture.context import CaptureContext
from nettverk_tui.model.capture.parse_state import ParseState
from nettverk_tui.model.capture.parsed_line import DATED, DESCRIBED, SAID, CaptureKind, ParsedLine
from nettverk_tui.model.capture.rules import due, events, kinds, leaders, measurement, meetings, mentions
from nettverk_tui.model.core.entry_kinds import ENTRY_KINDS
from nettverk_tui.model.core.identity import looks_like_identity_number
from nettverk_tui.model.core.messages import N_, Message
from nettverk_tui.model.core.text import clean, is_blank

#: The longest line in characters, with room for pasted text; a longer one is refused.
LONGEST_LINE = 20_000


class Rule(NamedTuple):
    """One rule. Without it all others still work."""

    name: str
    apply: Callable[[ParseState], None]


def identity_number(state: ParseState) -> None:
    """Warn of a Norwegian national identity number; the warning does not repeat it."""
    if looks_like_identity_number(state.line):
        state.warn("identity_number", Message(N_("This looks like a national identity number: leave it out.")))


#: In order of precedence: words taken by one rule are not seen by the next.
RULES: tuple[Rule, ...] = (
    Rule("continuation", kinds.continuation),
    Rule("correction", kinds.correction),
    Rule("private", kinds.private),
    *(Rule(kind, kinds.kind_rule(kind)) for kind in ENTRY_KINDS),
    Rule("lettered_group", kinds.lettered_group),
    Rule("begins_with_leader", leaders.begins_with_leader),
    Rule("step", kinds.step),
    Rule("person", mentions.person),
    Rule("group", mentions.group),
    Rule("role", mentions.role),
    Rule("mention", mentions.mention),
    Rule("unknown", mentions.unknown),
    Rule("ambiguous", mentions.ambiguous),
    Rule("factor", mentions.factor),
    Rule("layer", kinds.layer),
    Rule("missed_layer", kinds.missed_layer),
    Rule("chosen_group", mentions.chosen_group),
    Rule("due_date", due.due_date),
    Rule("due_gathering", due.due_gathering),
    Rule("due_at_the_edge", due.due_at_the_edge),
    Rule("impossible_date", due.impossible_date),
    Rule("no_date", due.no_date),
    Rule("past_due", due.past_due),
    Rule("who", mentions.who),
    Rule("giver_before_colon", mentions.giver_before_colon),
    Rule("giver", mentions.giver),
    Rule("next_contact", meetings.next_contact),
    Rule("agreed", events.agreed),
    Rule("held_on", meetings.held_on),
    Rule("milestone_number", events.milestone_number),
    Rule("level", events.level),
    Rule("minutes", meetings.minutes),
    Rule("hours", meetings.hours),
    Rule("channel", meetings.channel),
    Rule("new_leader", leaders.new_leader),
    Rule("indicator_name", measurement.indicator_name),
    Rule("measured_on", measurement.measured_on),
    Rule("phase", measurement.phase),
    Rule("indicator_position", measurement.indicator_position),
    Rule("value", measurement.value),
    Rule("period", measurement.period),
    Rule("indicator_words", measurement.indicator_words),
    Rule("identity_number", identity_number),
)


def understand(line: str, context: CaptureContext, rules: Sequence[Rule] = RULES) -> ParsedLine:
    """Parse a line in its context. Never raises and loses no word: words that no rule takes are the text."""
    if len(line) > LONGEST_LINE:
        return _too_long(line)
    line = clean(line)
    if is_blank(line):
        return ParsedLine(kind="empty", group_id=context.group_id, obstacle=Message(N_("Nothing is written yet.")))
    state = ParseState(line, context, len(line) - len(line.lstrip()))
    for rule in rules:
        rule.apply(state)
    return _result(state)


def _too_long(line: str) -> ParsedLine:
    values: dict[str, str | int | Message] = {"count": len(line), "limit": LONGEST_LINE}
    message = Message(N_("{count} characters are too many for one entry; at most {limit} fit."), values)
    return ParsedLine(kind="note", text=clean(line), layer="network", obstacle=message)


def _result(state: ParseState) -> ParsedLine:
    kind = state.kind = state.kind or "note"
    text = state.text()
    layer = state.layer or state.default_layer
    return ParsedLine(
        kind=kind,
        text=text,
        layer=layer,
        group_id=state.group_id,
        factor=(state.factor or state.context.factor) if kind in SAID else state.factor,
        who=tuple(state.who),
        giver=state.giver,
        giver_group_id=state.giver_group_id,
        giver_facilitator_id=state.giver_facilitator_id,
        due=state.due,
        held=meetings.held(state) if kind in DATED else None,
        measured=measurement.finished(state) if kind == "measurement" else None,
        milestone_id=state.milestone_id,
        level=state.level,
        leader=state.leader,
        correction=state.correction,
        warnings=tuple(state.warnings),
        obstacle=state.obstacle or _obstacle(state, kind, text),
        spans=tuple(state.final_spans()),
        rules=tuple(state.fired),
    )


def _obstacle(state: ParseState, kind: CaptureKind, text: str) -> Message | None:
    """Return the reason why the line cannot be stored that no single rule can see, or None."""
    if kind in SAID and is_blank(text):
        return Message(N_("Nothing is written after the mark yet."))
    described = DESCRIBED.get(kind)
    needs_group = (described is not None and described.needs_group) or state.layer == "group"
    if needs_group and state.group_id is None:
        if state.context.step is None:
            # Between gatherings a group can be chosen in the line only.
            return Message(N_("Which group? Add @ or = and its letter, such as =B."))
        return Message(N_("No group is in focus: choose one first."))
    if kind == "measurement":
        found = measurement.measured(state)
        if not found.has_value:
            return Message(N_("Write a value: 29 %, 14/48, 1,5 or <5."))
        if not found.indicator_name:
            return Message(N_("Write what was measured before the value."))
    return events.obstacle(state, kind, text)
