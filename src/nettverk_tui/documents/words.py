"""The fixed words of documents, read from data/documents: all texts in three languages, checked when they are read."""

import string
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Literal, TypeVar, get_args, get_origin, get_type_hints

import msgspec

from nettverk_tui.model.core.checklist import Text3
from nettverk_tui.model.core.faults import Fault, our_words
from nettverk_tui.model.core.messages import N_, Message
from nettverk_tui.model.core.values import (
    ActionState,
    AdviceAnswer,
    AdviceOutcome,
    ParkedState,
    Role,
    StaffKind,
    StatusField,
    Theme,
)
from nettverk_tui.resources import DataFault, data_folder

Change = Literal["up", "down", "same"]


class MinutesWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All fixed words of the minutes; a table in the file is a field here."""

    title: Text3
    title_kind: Mapping[Literal["first", "last"], Text3]
    state: Mapping[Literal["draft", "comment"], Text3]
    approved: Text3
    demo: Text3
    when: Text3
    place: Text3
    chair: Text3
    minute_taker: Text3
    recipients: Text3
    present: Text3
    apologies: Text3
    facilitators: Text3
    guests: Text3
    group: Text3
    leader: Text3
    staff: Mapping[StaffKind, Text3]
    arrived: Text3
    left: Text3
    previous: Text3
    previous_approved: Text3
    previous_not_approved: Text3
    followed_up: Text3
    earlier_advice: Text3
    programme: Text3
    item: Text3
    planned: Text3
    actual: Text3
    item_not_held: Text3
    area: Text3
    aim: Text3
    status: Text3
    status_field: Mapping[StatusField, Text3]
    prerequisites: Text3
    prerequisite: Text3
    previously: Text3
    now: Text3
    change: Text3
    moved: Mapping[Change, Text3]
    advice: Text3
    advice_taken: Text3
    other_advice: Text3
    advice_to: Text3
    advice_to_from: Text3
    a_group: Text3
    an_adviser: Text3
    another_group: Text3
    answer: Mapping[AdviceAnswer, Text3]
    unanswered: Text3
    outcome: Mapping[AdviceOutcome, Text3]
    actions: Text3
    decisions: Text3
    examples: Text3
    notes: Text3
    all_actions: Text3
    whose: Text3
    whose_joint: Text3
    what: Text3
    who: Text3
    due: Text3
    due_by: Text3
    next_gathering_due: Text3
    next_gathering_on: Text3
    standing: Text3
    action_state: Mapping[ActionState, Text3]
    gathering_due: Text3
    since: Text3
    role: Mapping[Role, Text3]
    unknown: Text3
    joint_decisions: Text3
    joint_actions: Text3
    joint: Text3
    statements: Text3
    statement: Text3
    theme: Mapping[Theme, Text3]
    parked: Text3
    parked_state: Mapping[ParkedState, Text3]
    not_held: Text3
    carried_over: Text3
    next_gathering: Text3
    gathering: Text3


class FormWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All fixed words of the paper form."""

    title: Text3
    on: Text3
    how: Text3
    demo: Text3
    status: Text3
    status_field: Mapping[StatusField, Text3]
    last_time: Text3
    factors: Text3
    scale: Text3
    factor: Text3
    last: Text3
    answer: Text3
    reason: Text3
    numbers: Text3
    value: Text3
    share: Text3
    nothing_measured: Text3


Words = TypeVar("Words", MinutesWords, FormWords)


@cache
def minutes_words() -> MinutesWords:
    """Return the words of the minutes, read once per process. Raises DataFault."""
    return parse_words(_shipped("minutes.toml"), MinutesWords, "documents/minutes/document.toml")


@cache
def form_words() -> FormWords:
    """Return the words of the paper form, read once per process. Raises DataFault."""
    return parse_words(_shipped("form.toml"), FormWords, "documents/form.toml")


def _shipped(name: str) -> str:
    return (data_folder() / "documents" / name).read_text(encoding="utf-8")


def parse_words(text: str, kind: type[Words], path: str) -> Words:
    """Parse the words. Raises DataFault with the place of the first fault."""
    raw: dict[str, Any] = {}
    try:
        raw = tomllib.loads(text)
        words = msgspec.convert(raw, kind)
    except tomllib.TOMLDecodeError as error:
        raise DataFault(path, (), Message(N_("this is not valid TOML"))) from error
    except msgspec.ValidationError as error:
        fault = our_words(error, raw)
        raise DataFault(path, fault.where, fault.message) from error
    for fault in words_faults(words):
        raise DataFault(path, fault.where, fault.message)
    return words


def words_faults(words: MinutesWords | FormWords) -> Iterator[Fault]:
    """Yield faults the types cannot express: a closed set with a word missing, a gap that one language lacks."""
    for name, hint in get_type_hints(type(words)).items():
        value = getattr(words, name)
        if get_origin(hint) is None:
            yield from _gap_faults(name, value)
            continue
        for member in get_args(get_args(hint)[0]):
            if member not in value:
                yield Fault((_named(name),), Message(N_("{field} is missing"), {"field": member}))
        for member, text in value.items():
            yield from _gap_faults(f"{name}.{member}", text)


def _gap_faults(name: str, text: Text3) -> Iterator[Fault]:
    if len({frozenset(_gaps(wording)) for wording in text.all()}) > 1:
        yield Fault((_named(name),), Message(N_("the languages do not have the same gaps")))


def _gaps(text: str) -> Iterator[str]:
    return (gap for _, gap, _, _ in string.Formatter().parse(text) if gap is not None)


def _named(name: str) -> Message:
    return Message("{name}", {"name": name})
