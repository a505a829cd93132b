"""The demo's records as rows to ask, with ids that count upwards, for the demo's tests."""

from collections.abc import Sequence
from datetime import datetime, tzinfo
from itertools import count
from zoneinfo import ZoneInfo

from nettverk_tui.exchange.demo import Variant, demo_records
from nettverk_tui.model.core.records import Gathering, Group, Indicator, Measurement, R, Rating, Record
from nettverk_tui.model.core.rows import MemoryRows
from nettverk_tui.model.gathering.room import Room, read_room

OSLO = ZoneInfo("Europe/Oslo")
#: A Monday morning.
MONDAY = datetime(2026, 11, 23, 11, 24, 17, tzinfo=OSLO)
LETTERS = "ABCDEF"


def ms(moment: datetime) -> int:
    return round(moment.timestamp() * 1000)


def records(variant: Variant, now: datetime = MONDAY, zone: tzinfo = OSLO) -> list[Record]:
    numbers = count(1)
    return demo_records(variant, ms(now), zone, lambda: f"id-{next(numbers):05}")


class Demo:
    """One variant, and questions to it."""

    def __init__(self, variant: Variant, now: datetime = MONDAY, zone: tzinfo = OSLO) -> None:
        self.records = records(variant, now, zone)
        self.rows = MemoryRows(self.records)
        self.groups = {group.letter: group for group in self.rows.find(Group)}
        self.gatherings = {gathering.number: gathering for gathering in self.rows.find(Gathering)}

    def all(self, kind: type[R]) -> Sequence[R]:
        return self.rows.find(kind)

    def of(self, letter: str, kind: type[R], /, **equal: object) -> Sequence[R]:
        """The rows of one group."""
        return self.rows.find(kind, group_id=self.groups[letter].id, **equal)

    def at(self, letter: str, number: int, kind: type[R], /, **equal: object) -> Sequence[R]:
        """The rows of one group at one gathering."""
        return self.of(letter, kind, gathering_id=self.gatherings[number].id, **equal)

    def levels(self, letter: str, number: int, rater: str = "group") -> dict[str, int | None]:
        """Answers by item; None is not rated or not relevant."""
        return {rating.item: rating.level for rating in self.at(letter, number, Rating, rater=rater)}

    def measured(self, letter: str) -> list[tuple[Indicator, Measurement]]:
        """Everything a group has measured, with its indicator."""
        return [
            (indicator, measurement)
            for indicator in self.of(letter, Indicator)
            for measurement in self.rows.find(Measurement, indicator_id=indicator.id)
        ]

    def room(self, number: int = 3) -> Room:
        room = read_room(self.rows, self.gatherings[number].id)
        assert room is not None
        return room
