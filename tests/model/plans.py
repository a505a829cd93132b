"""Plans of a day, made from lines, for the tests of planning."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec
from hypothesis import strategies as st

from nettverk_tui.model.core.records import ProgrammeItem, ProgrammeStep
from nettverk_tui.model.core.values import ItemKind
from nettverk_tui.model.gathering.day_plan import Plan, PlannedItem
from nettverk_tui.model.gathering.timekeeping import MINUTE

ZONE = ZoneInfo("Europe/Oslo")
DAY = "2027-03-02"


def at(clock: str, day: str = DAY) -> int:
    """`9:00` as UTC milliseconds of that day in Norway."""
    hour, minute = map(int, clock.split(":"))
    moment = datetime.fromisoformat(day).replace(tzinfo=ZONE, hour=hour % 24, minute=minute)
    return int((moment + timedelta(days=hour // 24)).timestamp() * 1000)


def day_of(ms: int) -> str:
    return datetime.fromtimestamp(ms / 1000, UTC).astimezone(ZONE).date().isoformat()


def shown(ms: int | None) -> str:
    local = datetime.fromtimestamp((ms or 0) / 1000, UTC).astimezone(ZONE)
    return "" if ms is None else f"{local.hour}:{local.minute:02}"


def plan(*items: str) -> Plan:
    """Items as `name kind minutes/floor options`: `A relay 30/21`, `lunch break 45/30 11:30 protected`.

    A relay is the turn of the group with its name. Options: a fixed start (`11:30`, or `2027-03-03T9:00`), protected,
    skipped, room2.
    """
    return Plan(tuple(_planned(text, number) for number, text in enumerate(items, start=1)))


def _planned(text: str, number: int) -> PlannedItem:
    name, kind, minutes, *options = text.split()
    planned, _, floor = minutes.partition("/")
    fixed = next((option for option in options if ":" in option), None)
    fixed_at = None
    if fixed is not None:
        day, _, clock = fixed.rpartition("T")
        fixed_at = at(clock, day or DAY)
    item = ProgrammeItem(
        id=name,
        gathering_id="gathering",
        position=number,
        kind=_kind(kind),
        title=name if kind != "relay" else "",
        group_id=name if kind == "relay" else None,
        fixed_start_at=fixed_at,
        protected="protected" in options,
        skipped="skipped" in options,
        room=2 if "room2" in options else 1,
    )
    step = ProgrammeStep(
        id=f"{name}-1",
        item_id=name,
        position=1,
        kind="plenary",
        planned_ms=int(planned) * MINUTE,
        floor_ms=int(floor or planned) * MINUTE,
    )
    return PlannedItem(item, (step,))


def _kind(word: str) -> ItemKind:
    kind: ItemKind = msgspec.convert(word, ItemKind)
    return kind


MORNING = (
    "welcome welcome 15/10",
    "A relay 30/21",
    "B relay 30/21",
    "slack buffer 10/0",
    "C relay 30/21",
    "lunch break 45/30 11:30 protected",
    "D relay 30/21",
    "bus closing 15/10 13:00",
)


MINUTES = st.integers(min_value=0, max_value=120)


DAYS = st.lists(st.tuples(MINUTES, st.none() | st.integers(0, 600)), min_size=1, max_size=12).map(
    lambda items: plan(
        *(
            f"i{n} teaching {minutes}"
            + (f" {9 + fixed // 60}:{fixed % 60:02}" if fixed is not None and fixed < 840 else "")
            for n, (minutes, fixed) in enumerate(items)
        )
    )
)
