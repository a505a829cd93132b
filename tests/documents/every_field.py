"""A network made from the records' own annotations: every kind of record, every free text in it a marker of its own."""

from collections.abc import Callable, Iterator
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

import msgspec

from nettverk_tui.model.core.records import TABLES, Gathering, Group, Record
from nettverk_tui.model.core.values import Layer

#: A field that holds free text: its record and its name.
Field = tuple[type[Record], str]
#: How a record is tied to others: to all it can name, to those it must name, or to all it can name but at the gathering
#: before. Any other tie is a field: to that one besides those it must name.
EVERY, NONE, EARLIER = "every", "none", "earlier"

#: At most one of these kinds is looked up by the others, and its id is the name of its table.
_ONE_OF_EACH = frozenset({"network", "improvement_group", "member", "facilitator", "gathering"})


class Marked(msgspec.Struct, frozen=True):
    """A record, what its free texts say, and how it is tied."""

    record: Record
    markers: dict[str, str]
    ties: str


@cache
def free_texts() -> list[Field]:
    """Every field of every record that takes free text."""
    return [
        (kind, name)
        for kind in TABLES
        for name, hint in _hints(kind).items()
        if _bare(hint) is str and name != "id" and not _is_date(name)
    ]


def everything(layer: Layer, text: Callable[[str], str] = str) -> list[Marked]:
    """All kinds of records in all variants, those that have a layer in this one. `text` makes a text of a marker."""
    earlier = Gathering(
        id="earlier", network_id="network", number=0, kind="first", starts_on="2026-01-01", ends_on="2026-01-01"
    )
    made = [Marked(earlier, {}, EVERY)]
    for kind, table in TABLES.items():
        variants = [next(_variants(kind, layer))] if table in _ONE_OF_EACH else list(_variants(kind, layer))
        for number, (ties, values) in enumerate(variants, start=1):
            markers = {
                name: f"{table.title().replace('_', '')}{name.title().replace('_', '')}{number}x"
                for of, name in free_texts()
                if of is kind
            }
            id = table if number == 1 else f"{table}-{number}"
            texts = {name: text(marker) for name, marker in markers.items()}
            made.append(Marked(kind(**{"id": id, **values, **texts}), markers, ties))
    return made


def _variants(kind: type[Record], layer: Layer) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every way of being tied with every word of every closed set, each at least once."""
    hints = _hints(kind)
    closed = {name: get_args(_bare(hint)) for name, hint in hints.items() if get_origin(_bare(hint)) is Literal}
    # The step of an entry makes no difference to its place in the minutes.
    closed.pop("step", None)
    if "layer" in closed:
        closed["layer"] = (layer,)
    for ties in _ties(kind):
        for number in range(max(map(len, closed.values()))):
            values: dict[str, Any] = {name: words[number % len(words)] for name, words in closed.items()}
            if ties == NONE:
                values |= dict.fromkeys((name for name in closed if _may_be_missing(hints[name])), None)
            values |= {field.name: _value(field, hints[field.name], ties) for field in _to_fill(kind)}
            if kind is Group:
                values["shares_ratings"] = True
            yield ties, values


def _ties(kind: type[Record]) -> list[str]:
    hints = _hints(kind)
    named = [field for field in msgspec.structs.fields(kind) if _references(hints[field.name])]
    optional = [field.name for field in named if not field.required and field.name != "gathering_id"]
    here = [EVERY, *([NONE] if optional else []), *optional]
    return [*here, EARLIER] if any(field.name == "gathering_id" for field in named) else here


def _to_fill(kind: type[Record]) -> list[msgspec.structs.FieldInfo]:
    """The fields that tie a record to others, and those without a default that hold no free text."""
    hints, texts = _hints(kind), {name for of, name in free_texts() if of is kind}
    return [
        field
        for field in msgspec.structs.fields(kind)
        if _references(hints[field.name])
        or _is_date(field.name)
        or (
            field.required
            and field.name != "id"
            and field.name not in texts
            and get_origin(_bare(hints[field.name])) is not Literal
        )
    ]


def _value(field: msgspec.structs.FieldInfo, hint: Any, ties: str) -> Any:
    table = _references(hint)
    if field.name == "gathering_id":
        return "earlier" if ties == EARLIER else "gathering"
    if table is not None:
        return table if field.required or ties in (EVERY, EARLIER, field.name) else None
    return "2026-11-19" if _is_date(field.name) else 1


def _is_date(name: str) -> bool:
    return name == "on" or name.endswith("_on")


@cache
def _hints(kind: type[Record]) -> dict[str, Any]:
    return get_type_hints(kind, include_extras=True)


def _may_be_missing(hint: Any) -> bool:
    return NoneType in get_args(hint)


def _bare(hint: Any) -> Any:
    """`str` for `str | None`; references stay what they are."""
    if get_origin(hint) in (Union, UnionType):
        (hint,) = (part for part in get_args(hint) if part is not NoneType)
    return hint


def _references(hint: Any) -> str | None:
    bare = _bare(hint)
    if get_origin(bare) is not Annotated:
        return None
    return next((str(meta.extra["references"]) for meta in bare.__metadata__ if meta.extra), None)
