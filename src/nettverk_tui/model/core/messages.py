"""Sentences for people that the model hands on untranslated: an English text with named gaps, and what fills them."""

from collections.abc import Mapping, Sequence

import msgspec


def N_(text: str) -> str:
    """Mark a text for the catalogs; the one who shows it translates it."""
    return text


class Message(msgspec.Struct, frozen=True):
    """`text` is the msgid of the catalogs; values that are Messages themselves are translated first."""

    text: str
    values: Mapping[str, "str | int | Message"] = {}


def together(sentences: Sequence[Message]) -> Message:
    """Sentences one after the other, as one."""
    first, *rest = sentences
    for sentence in rest:
        first = Message("{first} {second}", {"first": first, "second": sentence})
    return first


class Refusal(msgspec.Struct, frozen=True):
    """Why a command was not carried out. `stale`: its author had seen an older state."""

    message: Message
    stale: bool = False
