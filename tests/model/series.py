"""Three gatherings of two groups, the third live: the rows for room, opening card and factors."""

from typing import Any

from nettverk_tui.model.core.records import (
    Action,
    Advice,
    ClockEvent,
    Facilitator,
    Gathering,
    Group,
    Member,
    Network,
    ProgrammeItem,
    ProgrammeStep,
    Project,
    Rating,
    Record,
)
from nettverk_tui.model.core.rows import MemoryRows
from nettverk_tui.model.gathering.room import Room, read_room

DAY = 86_400_000
#: Midnight in UTC on 1 January 2027.
NEW_YEAR = 1_798_761_600_000


def at(on: str, hour: int = 9) -> int:
    """A moment of a day in 2027, `03-02`, in UTC."""
    month, day = map(int, on.split("-"))
    days = sum((31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[: month - 1]) + day - 1
    return NEW_YEAR + days * DAY + hour * 3_600_000


def series_rows(*more: Record) -> MemoryRows:
    rows = MemoryRows([Network(id="network", name="Trygg legemiddelbruk")])
    days = {1: ("2027-01-12", "2027-01-13"), 2: ("2027-03-02", "2027-03-02"), 3: ("2027-05-04", "2027-05-04")}
    # In another order than they are held.
    for number in (3, 1, 2):
        starts_on, ends_on = days[number]
        rows.put(
            [
                Gathering(
                    id=f"gathering-{number}",
                    network_id="network",
                    number=number,
                    kind="first" if number == 1 else "middle",
                    starts_on=starts_on,
                    ends_on=ends_on,
                    state="open" if number == 3 else "closed",
                )
            ]
        )
    for position, letter in enumerate("AB", start=1):
        rows.put(
            [
                Group(id=letter, network_id="network", letter=letter, position=position, unit=f"Kontor {letter}"),
                Project(id=f"project-{letter}", group_id=letter, area=f"Område {letter}"),
                ProgrammeItem(
                    id=f"item-{letter}", gathering_id="gathering-3", position=position, kind="relay", group_id=letter
                ),
                ProgrammeStep(
                    id=f"card-{letter}", item_id=f"item-{letter}", position=1, kind="card", planned_ms=180_000
                ),
            ]
        )
    rows.put([Facilitator(id="randi", network_id="network", name="Randi Berge")])
    rows.put(more)
    return rows


def started(on: str = "05-04", hour: int = 9) -> ClockEvent:
    """The third gathering has begun."""
    moment = at(on, hour)
    return ClockEvent(
        id="start",
        gathering_id="gathering-3",
        seq=1,
        kind="start",
        item_id="item-A",
        step_id="card-A",
        at=moment,
        recorded=moment,
    )


def room_of(rows: MemoryRows, gathering_id: str = "gathering-3") -> Room:
    room = read_room(rows, gathering_id)
    assert room is not None
    return room


def group_of(rows: MemoryRows, letter: str = "A") -> Group:
    group = rows.get(Group, letter)
    assert group is not None
    return group


def said_at(number: int, **fields: Any) -> dict[str, Any]:
    """The fields of an entry of group A at a gathering."""
    return {"gathering_id": f"gathering-{number}", "group_id": "A", "at": at("03-02"), "text": "Sagt", **fields}


def action(id: str, number: int = 2, **fields: Any) -> Action:
    return Action(id=id, **said_at(number, **fields))


def advice(id: str, number: int = 2, **fields: Any) -> Advice:
    return Advice(id=id, **{"giver": "adviser", **said_at(number, **fields)})


def rating(item: str, level: int | None, number: int = 2, **fields: Any) -> Rating:
    values: dict[str, Any] = {
        "id": f"{number}-{item}-{fields.get('rater', 'group')}-{fields.get('group_id', 'A')}",
        "gathering_id": f"gathering-{number}",
        "group_id": "A",
        "item": item,
        "rater": "group",
        "answer": "not_rated" if level is None else "level",
        "level": level,
        **fields,
    }
    return Rating(**values)


def member(id: str, group: str = "A", **fields: Any) -> Member:
    return Member(id=id, group_id=group, name=id.capitalize(), **fields)
