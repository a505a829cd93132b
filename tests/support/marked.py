"""A room in which every text names its group: `saidA` of group A, `closedA` where only the facilitators may read it."""

from collections.abc import Iterator
from typing import TypedDict, get_args

import msgspec

from nettverk_tui.model.core.records import (
    Action,
    Advice,
    Contact,
    Event,
    FollowUpRating,
    Group,
    GroupMeeting,
    Indicator,
    Measurement,
    Note,
    Project,
    Rating,
    Record,
    StatusText,
)
from nettverk_tui.model.core.values import Language, Layer, Rater, StatusField, StepKind
from tests.support.networks import MORNING, network_records

_WEEK = 7 * 24 * 3_600_000
_ITEMS = ("L1", "T1", "R1", "M1")
#: The steps of a turn in which entries are written.
_STEPS: tuple[StepKind, ...] = ("card", "status", "factors", "questions", "silence", "peers", "advisers", "take_along")


class Place(TypedDict):
    """The place of an entry."""

    gathering_id: str
    group_id: str


def marked_records(groups: int, *, language: Language = "en") -> list[Record]:
    """As `network_records`, with something of every kind said by every group, last time and today.

    Names are marks too: `fieldA` is the improvement area and `officeA` the unit of group A.
    """
    records = network_records(groups, language=language)
    said = [entry for record in records if isinstance(record, Group) for entry in _said_by(record)]
    return [*map(_named, records), *said]


def _named(record: Record) -> Record:
    replace = msgspec.structs.replace
    match record:
        case Group():
            return replace(record, unit=f"office{record.letter} Kontor", shares_ratings=False)
        case Project():
            return replace(record, area=record.area.replace("Område ", "field"))
        case Rating():
            return replace(record, reason=f"said{_letter(record.group_id)} siste", level=2)
        case Indicator():
            return replace(record, name=f"said{record.id[-1]} avvik")
        case Action() | Advice():
            return replace(record, text=f"said{_letter(record.group_id)} {record.text}")
    return record


def _letter(group_id: str | None) -> str:
    return (group_id or "").removeprefix("group-")


def _said_by(group: Group) -> Iterator[Record]:
    letter, made = group.letter, 0
    said, closed = f"said{letter}", f"closed{letter}"

    def fresh() -> str:
        nonlocal made
        made += 1
        return f"{letter}-marked-{made}"

    for gathering in ("first", "second"):
        at = MORNING - (_WEEK * 7 if gathering == "first" else 0)
        for field in get_args(StatusField):
            text = f"{said} {field} {gathering}"
            yield StatusText(id=fresh(), gathering_id=gathering, group_id=group.id, field=field, text=text)
        for item in _ITEMS[1:] if gathering == "first" else _ITEMS:
            raters: tuple[tuple[Rater, str], ...] = (("group", said), ("adviser", closed))
            for rater, reason in raters:
                yield Rating(
                    id=fresh(), gathering_id=gathering, group_id=group.id, item=item, rater=rater, answer="level",
                    level=2, reason=f"{reason} {item}",
                )  # fmt: skip
        place = Place(gathering_id=gathering, group_id=group.id)
        for step in _STEPS:
            layers: tuple[tuple[str, Layer], ...] = ((said, "network"), (closed, "facilitators"))
            for text, layer in layers:
                yield Note(id=fresh(), at=at, text=f"{text} notat {step}", step=step, layer=layer, **place)
        for answer in ("take_along", None):
            yield Advice(id=fresh(), at=at, text=f"{said} råd", giver="adviser", answer=answer, step="peers", **place)
        who = f"{said}person"
        yield Action(id=fresh(), at=at, text=f"{said} oppgave", who=who, due="next_gathering", **place)
        yield Action(id=fresh(), at=at, text=f"{closed} oppgave", who="Kari", layer="facilitators", **place)
    yield Contact(id=fresh(), group_id=group.id, on="2027-02-10", topic=f"{closed} emne", agreed=f"{closed} avtalt")
    yield Event(id=fresh(), group_id=group.id, kind="stalled", on="2027-02-11", text=f"{closed} stans", cause=closed)
    yield FollowUpRating(id=fresh(), group_id=group.id, item="L1", on="2027-02-12", level=1, reason=f"{closed} igjen")
    yield GroupMeeting(id=fresh(), group_id=group.id, on="2027-02-13", text=f"{closed} møte")
    yield Measurement(id=fresh(), indicator_id=f"indicator-{letter}", on="2027-02-15", value=7)
