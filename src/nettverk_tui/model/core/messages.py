"""Sentences for people, untranslated: an English text with named gaps, and the values of the gaps."""

from collections.abc import Mapping, Sequence

import msgspec


def N_(text: str) -> str:
    """Mark a text for the catalogs; it is translated where it is shown."""
    return text


class Message(msgspec.Struct, frozen=True):
    """A sentence: `text` is the msgid, `values` fill its gaps; values that are Messages are translated first."""

    text: str
    values: Mapping[str, "str | int | Message"] = {}


def together(sentences: Sequence[Message]) -> Message:
    """Join sentences into one message."""
    first, *rest = sentences
    for sentence in rest:
        first = Message("{first} {second}", {"first": first, "second": sentence})
    return first


class Refusal(msgspec.Struct, frozen=True):
    """The reason why a command was not carried out. `stale`: its author had seen an older state."""

    message: Message
    stale: bool = False
