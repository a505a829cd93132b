"""Short builders of group histories, for the tests of early warning."""

from collections.abc import Mapping
from typing import Any

import msgspec

from nettverk_tui.model.core.entry_kinds import EventKind
from nettverk_tui.model.core.records import (
    Action,
    Attendance,
    Contact,
    Event,
    FollowUpRating,
    Gathering,
    GroupMeeting,
    Indicator,
    Measurement,
    Member,
    Rating,
)
from nettverk_tui.model.core.values import IndicatorKind, Rater
from nettverk_tui.model.warnings import GroupHistory

#: The days of five gatherings; *today* in the tables is usually the day after the third.
DAYS = ("2005-01-20", "2005-03-10", "2005-05-12", "2005-09-15", "2005-11-24")
STARRED = ("T1", "T2", "L1", "R1", "R2", "R3", "M1", "V1")
TODAY = "2005-05-13"


def gathering(number: int, state: str = "closed") -> Gathering:
    day = DAYS[number - 1]
    raw = {"id": f"g{number}", "network_id": "n", "number": number, "kind": "first" if number == 1 else "middle"}
    return msgspec.convert({**raw, "starts_on": day, "ends_on": day, "state": state}, Gathering)


def history(*rows: Any, held: int = 3, planned: int = 5, today: str = TODAY, state: Any = "active") -> GroupHistory:
    """Return a history of the rows, sorted by kind; nested lists are flattened."""
    flat = [one for row in rows for one in (row if isinstance(row, list) else [row])]

    def of(kind: type) -> tuple[Any, ...]:
        return tuple(sorted((r for r in flat if type(r) is kind), key=lambda r: getattr(r, "on", None) or ""))

    return GroupHistory(
        today=today,
        state=state,
        starred=STARRED,
        outcomes=frozenset({"R3"}),
        held=tuple(gathering(number) for number in range(1, held + 1)),
        planned=planned,
        ratings=of(Rating),
        rechecks=of(FollowUpRating),
        members=of(Member),
        attendance=of(Attendance),
        events=of(Event),
        contacts=of(Contact),
        meetings=of(GroupMeeting),
        actions=of(Action),
        indicators=of(Indicator),
        measurements=of(Measurement),
    )


def again(on: str, item: str, level: int, rater: Rater = "group", wording: int = 1) -> FollowUpRating:
    """Return a follow-up rating by telephone."""
    return FollowUpRating(
        id=f"{on}{item}", group_id="b", item=item, on=on, level=level, rater=rater, wording_version=wording
    )


def sheet(number: int, rater: Rater = "group", wording: int = 1, **levels: int | str | None) -> list[Rating]:
    """Return ratings at one gathering: a level, "-" for not rated, "x" for not relevant, None for no rating."""
    answers: Mapping[Any, Any] = {"-": "not_rated", "x": "not_relevant"}
    return [
        Rating(
            id=f"{rater}{number}{item}",
            gathering_id=f"g{number}",
            group_id="b",
            item=item,
            rater=rater,
            answer=answers.get(value, "level"),
            level=value if isinstance(value, int) else None,
            wording_version=wording,
        )
        for item, value in levels.items()
        if value is not None
    ]


def whole(
    number: int, level: int = 4, rater: Rater = "group", wording: int = 1, **other: int | str | None
) -> list[Rating]:
    """Return ratings of all eight items at one level, with exceptions."""
    return sheet(number, rater, wording, **{**dict.fromkeys(STARRED, level), **other})


def member(id: str, profession: str = "lege", **fields: Any) -> Member:
    kind: Any = "doctor" if profession == "lege" else "coworker"
    return Member(id=id, group_id="b", name=id, profession=profession, staff_kind=kind, **fields)


def there(number: int, *present: str, absent: str = "") -> list[Attendance]:
    """Return the attendance at a gathering; `absent` is a list of words."""
    marks = [*((name, "present") for name in present), *((name, "absent") for name in absent.split())]
    return [
        msgspec.convert(
            {
                "id": f"a{number}{name}",
                "gathering_id": f"g{number}",
                "group_id": "b",
                "member_id": name,
                "presence": how,
            },
            Attendance,
        )
        for name, how in marks
    ]


def event(kind: EventKind, on: str, text: str = "", cause: str = "") -> Event:
    return Event(id=f"e{kind}{on}", group_id="b", kind=kind, on=on, text=text, cause=cause)


def contact(on: str) -> Contact:
    return Contact(id=f"c{on}", group_id="b", on=on)


def meeting(on: str, kind: Any = "group") -> GroupMeeting:
    return GroupMeeting(id=f"m{on}{kind}", group_id="b", on=on, kind=kind)


def action(due_on: str | None, moved: int = 0, **fields: Any) -> Action:
    due: Any = {"due": "date", "due_on": due_on} if due_on else {}
    return Action(
        id=f"x{due_on}{moved}",
        gathering_id="g2",
        group_id="b",
        at=1_110_000_000_000,
        text="Ring",
        times_moved=moved,
        **{**due, **fields},
    )


def indicator(id: str = "i", kind: IndicatorKind = "proportion") -> Indicator:
    return Indicator(id=id, group_id="b", name="Ringer innen to minutter", kind=kind)


def measured(phase: Any, on: str | None = None, id: str = "i", **fields: Any) -> Measurement:
    return Measurement(id=f"v{phase}{on}{id}", indicator_id=id, on=on, phase=phase, value=3.0, **fields)
