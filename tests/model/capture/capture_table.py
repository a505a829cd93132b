"""The table of capture cases: contexts, expectations, and results in the words of the table."""

import tomllib
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from msgspec.structs import replace

from nettverk_tui.model.capture import (
    DEFAULT_LAYER,
    CaptureContext,
    FactorName,
    GroupName,
    IndicatorName,
    Measured,
    MentionedPerson,
    MilestoneName,
    ParsedLine,
    PersonName,
)
from nettverk_tui.model.capture.grammar import RULES, Rule, understand
from nettverk_tui.model.core.messages import Message

TABLE: dict[str, Any] = tomllib.loads(Path(__file__).with_name("capture_cases.toml").read_text(encoding="utf-8"))
MESSAGES: dict[str, str] = TABLE.pop("messages")
NETWORKS: dict[str, Any] = TABLE.pop("networks")
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


class Case(NamedTuple):
    """One line of the table."""

    topic: str
    language: str
    data: dict[str, Any]

    def __str__(self) -> str:
        return f"{self.topic}-{self.language}-{self.data['line']!r}"


CASES = [
    Case(topic, language, data)
    for topic, languages in TABLE.items()
    for language, rows in languages.items()
    for data in rows
]


def people_of(network: dict[str, Any]) -> Iterator[PersonName]:
    for number, written in enumerate(network["members"]):
        letter, name = written.removesuffix(" -").split(" ", 1)
        unit, present = network["groups"][letter], not written.endswith(" -")
        yield PersonName(f"m{number}", "member", name, unit, f"group {letter}", present)
    for number, name in enumerate(network["facilitators"]):
        yield PersonName(f"f{number}", "facilitator", name, network["organisation"], None, True)


def indicators_of(network: dict[str, Any]) -> Iterator[IndicatorName]:
    positions: Counter[str] = Counter()
    for number, written in enumerate(network["indicators"]):
        letter, name = written.split(" ", 1)
        positions[letter] += 1
        yield IndicatorName(f"i{number}", f"group {letter}", positions[letter], name)


@cache
def room(name: str) -> CaptureContext:
    network = NETWORKS[name]
    return CaptureContext(
        today=network["today"],
        groups=tuple(GroupName(f"group {letter}", letter, unit) for letter, unit in network["groups"].items()),
        people=tuple(people_of(network)),
        factors=tuple(FactorName(id, id[0], tuple(names)) for id, names in network["factors"].items()),
        indicators=tuple(indicators_of(network)),
        milestones=tuple(
            MilestoneName(f"milestone {number}", number, text)
            for number, text in enumerate(network.get("milestones", ()), 1)
        ),
        next_gathering_on=network.get("next"),
    )


def capture_context(data: dict[str, Any]) -> CaptureContext:
    """Return the context of a case."""
    network = data.get("at", "demo")
    focus = data.get("focus", NETWORKS[network]["focus"])
    return replace(
        room(network),
        # If plain text is not a note, no gathering is under way.
        step=data.get("step", None if "plain" in data else "status"),
        group_id=f"group {focus}" if focus else None,
        factor=data.get("in"),
        previous=data.get("previous"),
        plain=data.get("plain", "note"),
    )


def expected(data: dict[str, Any]) -> dict[str, Any]:
    """Return a case with its defaults filled in."""
    network = NETWORKS[data.get("at", "demo")]
    kind = data.get("kind", "note")
    return {
        "kind": kind,
        "text": data.get("text", data["line"]),
        "layer": data.get("layer", DEFAULT_LAYER.get(kind)),
        "group": data.get("group", data.get("focus", network["focus"])),
        "factor": data.get("factor"),
        "who": data.get("who", []),
        "giver": data.get("giver"),
        "due": data.get("due"),
        "held": data.get("held"),
        "measured": data.get("measured"),
        "milestone": data.get("milestone"),
        "level": data.get("level"),
        "leader": data.get("leader"),
        "correction": data.get("correction"),
        "warns": [MESSAGES[name] for name in data.get("warns", [])],
        "stop": MESSAGES[data["stop"]] if "stop" in data else None,
    }


def described(parsed: ParsedLine, context: CaptureContext) -> dict[str, Any]:
    """Return a parsed line in the words of the table."""
    return {
        "kind": parsed.kind,
        "text": parsed.text,
        "layer": parsed.layer,
        "group": letter_of(parsed.group_id),
        "factor": parsed.factor,
        "who": [] if parsed.kind == "advice" else [who_in_words(who) for who in parsed.who],
        "giver": giver_in_words(parsed, context),
        "due": due_in_words(parsed),
        "held": set_fields(parsed.held) if parsed.held else None,
        "measured": measured_in_words(parsed.measured) if parsed.measured else None,
        "milestone": int(parsed.milestone_id.split()[1]) if parsed.milestone_id else None,
        "level": parsed.level,
        "leader": leader_in_words(parsed),
        "correction": [parsed.correction.wrong, parsed.correction.right] if parsed.correction else None,
        "warns": [message.text for message in parsed.warnings],
        "stop": parsed.obstacle.text if parsed.obstacle else None,
    }


def letter_of(group_id: str | None) -> str:
    return (group_id or "").removeprefix("group ")


def who_in_words(who: MentionedPerson) -> str:
    if who.kind == "role":
        return "adviser" if who.role == "adviser" else f"{who.role} of {letter_of(who.group_id)}"
    sign = {"unknown": "?", "ambiguous": "??", "group": "group "}.get(who.kind, "")
    return sign + who.name


def giver_in_words(parsed: ParsedLine, context: CaptureContext) -> str | None:
    if parsed.giver == "group":
        return letter_of(parsed.giver_group_id)
    names = {person.id: person.name for person in context.people}
    return names.get(parsed.giver_facilitator_id or "", parsed.giver)


def due_in_words(parsed: ParsedLine) -> str | None:
    if parsed.due is None:
        return None
    if parsed.due.kind == "next_gathering":
        return f"next {parsed.due.on}" if parsed.due.on else "next"
    assert parsed.due.weekday is not None
    return f"{parsed.due.on} {WEEKDAYS[parsed.due.weekday]}"


def leader_in_words(parsed: ParsedLine) -> str | None:
    """Return the name, with a + before a new member."""
    if parsed.leader is None:
        return None
    return parsed.leader.name if parsed.leader.member_id else f"+{parsed.leader.name}"


def set_fields(struct: Any) -> dict[str, Any]:
    return {name: getattr(struct, name) for name in struct.__struct_fields__ if getattr(struct, name) not in (None, "")}


def measured_in_words(measured: Measured) -> dict[str, Any]:
    fields = set_fields(measured)
    name, known = fields.pop("indicator_name", ""), fields.pop("indicator_id", None)
    if name:
        fields["indicator" if known else "new"] = name
    if fields.pop("whole_month"):
        fields["month"] = True
    if not fields["percent"]:
        del fields["percent"]
    if fields["phase"] == "series":
        del fields["phase"]
    return fields


def read(case: Case, rules: tuple[Rule, ...] = RULES) -> dict[str, Any]:
    context = capture_context(case.data)
    return described(understand(case.data["line"], context, rules), context)


def letters(text: str) -> list[str]:
    return [letter for letter in text if letter.isalnum()]


def shown(message: Message) -> str:
    values = {name: shown(value) if isinstance(value, Message) else value for name, value in message.values.items()}
    return message.text.format_map(values)
