"""Faults of structured input, each with its place and a sentence of our own, whichever library read it."""

import re
from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from nettverk_tui.model.core.messages import N_, Message
from nettverk_tui.model.core.text import one_line

#: The word for one element of a list, by the key of the list.
NOUNS: Mapping[str, str] = {
    "categories": N_("category {name}"),
    "sources": N_("source {name}"),
    "items": N_("item {name}"),
    "levels": N_("level {name}"),
    "stages": N_("stage {name}"),
    "steps": N_("step {name}"),
    "relays": N_("relay {name}"),
    "gatherings": N_("gathering {name}"),
    "days": N_("day {name}"),
}
_TYPES: Mapping[str, str] = {
    "str": N_("text"),
    "int": N_("a whole number"),
    "float": N_("a number"),
    "bool": N_("true or false"),
    "array": N_("a list"),
    "object": N_("a table"),
    "null": N_("nothing"),
    "time": N_("a time of day"),
    "date": N_("a date"),
    "datetime": N_("a date with a time"),
}
_LONGEST_QUOTE = 40


class Fault(msgspec.Struct, frozen=True):
    """A fault: `where` leads from the outermost place inwards, `message` is the sentence about the innermost key."""

    where: tuple[Message, ...]
    message: Message

    def sentence(self, source: str = "") -> Message:
        """Return the fault as one message: `checklist.toml: item L1: short.nn is missing`."""
        whole = self.message
        for place in (*reversed(self.where), *([Message("{name}", {"name": source})] if source else [])):
            whole = Message(N_("{where}: {rest}"), {"where": place, "rest": whole})
        return whole


def in_english(message: Message) -> str:
    """Return the message in English with its gaps filled, for a log or an exception; screens translate it instead."""
    filled = {key: in_english(value) if isinstance(value, Message) else value for key, value in message.values.items()}
    return message.text.format_map(filled)


def element(list_key: str, name: str | int) -> Message:
    """Return the place of one element of a list: its own name, or its number counted from 1."""
    if list_key in NOUNS:
        return Message(NOUNS[list_key], {"name": name})
    return Message(N_("{list} number {name}"), {"list": list_key, "name": name})


def our_words(error: msgspec.DecodeError, data: object = None) -> Fault:
    """Turn an error of msgspec into a fault with a place and a sentence of our own.

    `data` is the input that was converted: with it an element of a list is named by its `id` or `kind` instead of its
    number, and raw JSON bytes give a line. An error that is not recognised is still a fault with its place.
    """
    text = str(error)
    byte = re.search(r"\(byte (\d+)\)$", text)
    if byte or not isinstance(error, msgspec.ValidationError):
        return _not_json(int(byte[1]) if byte else None, data)
    text, _, path = text.partition(" - at `$")
    where, field = _place(path.removesuffix("`"), data)
    key = re.fullmatch(r"Object (missing required|contains unknown) field `(.*)`", text, re.DOTALL)
    if key:
        name = f"{field}.{key[2]}" if isinstance(field, str) and field else key[2]
        place = where if isinstance(field, str) else (*where, field)
        sentence = N_("{field} is missing") if key[1].startswith("missing") else N_("{field} is not a known key")
        return Fault(place, Message(sentence, {"field": one_line(name)}))
    return Fault(where, _sentence(text, field or Message(N_("the file"))))


def _not_json(byte: int | None, data: object) -> Fault:
    if byte is None:
        return Fault((), Message(N_("the text ends too early")))
    if isinstance(data, bytes):
        return Fault((Message(N_("line {line}"), {"line": data.count(b"\n", 0, byte) + 1}),), Message(_INVALID_JSON))
    return Fault((Message(N_("byte {byte}"), {"byte": byte}),), Message(_INVALID_JSON))


_INVALID_JSON = N_("this is not valid JSON")


def _place(path: str, data: object) -> tuple[tuple[Message, ...], str | Message]:
    """Return the list elements along a path, and the keys after the last one; a Message if an element is the end."""
    where: list[Message] = []
    keys: list[str] = []
    for key, index in re.findall(r"\.([^.\[\]]+)|\[(\d+|\.\.\.)\]", path):
        if key:
            keys.append(key)
            data = data.get(key) if isinstance(data, dict) else None
        elif index.isdigit():
            data = data[int(index)] if isinstance(data, list | tuple) and int(index) < len(data) else None
            where.append(element(".".join(keys), _name(data, int(index))))
            keys = []
    if keys or not where:
        return tuple(where), ".".join(keys)
    return tuple(where[:-1]), where[-1]


def _name(data: object, index: int) -> str | int:
    """Return the name of an element: its `id` or `kind`, else its number counted from 1."""
    names = [data.get("id"), data.get("kind")] if isinstance(data, dict) else []
    return next((one_line(name, _LONGEST_QUOTE) for name in names if isinstance(name, str) and name), index + 1)


def _sentence(text: str, field: str | Message) -> Message:
    for pattern, words in _RULES:
        match = re.fullmatch(pattern, text, re.DOTALL)
        if match:
            sentence, values = words(match)
            return Message(sentence, {"field": field, **values})
    return Message(N_("{field} cannot be read"), {"field": field})


_Words = tuple[str, dict[str, Any]]


def _types(match: re.Match[str]) -> _Words:
    return N_("{field} must be {expected}, not {got}"), {"expected": _any_of(match[1]), "got": _any_of(match[2])}


def _any_of(types: str) -> Message:
    first, *others = [
        Message(_TYPES[name]) if name in _TYPES else Message(N_("something else")) for name in types.split(" | ")
    ]
    for other in others:
        first = Message(N_("{one} or {other}"), {"one": first, "other": other})
    return first


def _size(match: re.Match[str]) -> _Words:
    of_text, bound, limit = match[1] == "str", match[2], int(match[3])
    values = {"limit": limit}
    if of_text:
        if bound == "<=":
            return N_("{field} is longer than {limit} characters"), values
        return (
            (N_("{field} is empty"), {}) if limit == 1 else (N_("{field} is shorter than {limit} characters"), values)
        )
    if bound == "<=":
        return N_("{field} has more than {limit} entries"), values
    if bound == ">=":
        return (N_("{field} is empty"), {}) if limit == 1 else (N_("{field} has fewer than {limit} entries"), values)
    return N_("{field} must have exactly {limit} entries"), values


def _bound(match: re.Match[str]) -> _Words:
    sentence = {
        ">=": N_("{field} must be {limit} or more"),
        "<=": N_("{field} must be {limit} or less"),
        ">": N_("{field} must be more than {limit}"),
        "<": N_("{field} must be less than {limit}"),
    }[match[1]]
    return sentence, {"limit": match[2]}


def _pattern(match: re.Match[str]) -> _Words:
    return (N_("{field} is empty") if match[1] == r"'\\S'" else N_("{field} is not written in the right form")), {}


_RULES: list[tuple[str, Callable[[re.Match[str]], _Words]]] = [
    (r"Expected `([^`]+)`, got `([^`]+)`", _types),
    (r"Expected `(\w+)` of length (<=|>=|) ?(\d+)(?:, got \d+)?", _size),
    (r"Expected `\w+` (>=|<=|>|<) (\S+)", _bound),
    (
        r"Expected `\w+` that's a multiple of (\S+)",
        lambda match: (N_("{field} must be a multiple of {limit}"), {"limit": match[1]}),
    ),
    (r"Expected `\w+` matching regex (.+)", _pattern),
    (
        r"Invalid enum value (.+)",
        lambda match: (N_("{field} cannot be {value}"), {"value": one_line(match[1], _LONGEST_QUOTE)}),
    ),
    (r"Invalid RFC3339 encoded \w+", lambda _: (N_("{field} is not a valid date or time"), {})),
]
