"""A small day for tests of the clock: 55 minutes from nine o'clock, with two groups, driven by keys."""

from collections.abc import Callable
from typing import Any

from nettverk_tui.model.commands import (
    AdjustStep,
    BackdateStep,
    CloseGathering,
    Command,
    FollowClock,
    ForgetGap,
    MoveClock,
    PauseClock,
    ReopenGathering,
    ResumeClock,
    StartClock,
)
from nettverk_tui.model.core.messages import Refusal
from nettverk_tui.model.core.records import ClockEvent, Gathering, Group, Network, ProgrammeItem, ProgrammeStep
from nettverk_tui.model.core.rows import MemoryRows
from nettverk_tui.model.core.values import ItemKind, StepKind
from nettverk_tui.model.decisions import Decision
from nettverk_tui.model.gathering.outlook import Outlook, outlook
from nettverk_tui.model.gathering.timekeeping import MINUTE, Clock, Place, Programme, fold
from nettverk_tui.model.journal.undo import JournalEntry, redo, row_changes, undo
from tests.model.carrying_out import carry_out, keep

GATHERING = "gathering"
#: Item, its group, and its steps with their minutes.
_ITEMS: tuple[tuple[str, ItemKind, str | None, tuple[tuple[str, StepKind, int], ...]], ...] = (
    ("welcome", "welcome", None, (("welcome", "plenary", 10),)),
    ("A", "relay", "group-A", (("A card", "card", 3), ("A status", "status", 7))),
    ("break", "break", None, (("break", "plenary", 15),)),
    ("B", "relay", "group-B", (("B card", "card", 3), ("B status", "status", 7))),
    ("closing", "closing", None, (("closing", "plenary", 10),)),
)


def ms(clock: str) -> int:
    """`9:00` or `9:00:30` as milliseconds; the day itself begins at some midnight."""
    hours, minutes, seconds = (*map(int, clock.split(":")), 0)[:3]
    return 1_800_000_000_000 + ((hours * 60 + minutes) * 60 + seconds) * 1000


def day_rows() -> MemoryRows:
    """The gathering before its start."""
    rows = MemoryRows(
        [
            Network(id="network", name="Trygg legemiddelbruk"),
            Gathering(
                id=GATHERING,
                network_id="network",
                number=2,
                kind="middle",
                starts_on="2027-03-02",
                ends_on="2027-03-02",
                starts_at=ms("9:00"),
            ),
            *(
                Group(id=f"group-{letter}", network_id="network", letter=letter, position=1, unit=f"Kontor {letter}")
                for letter in "AB"
            ),
        ]
    )
    for position, (id, kind, group, steps) in enumerate(_ITEMS, start=1):
        rows.put([ProgrammeItem(id=id, gathering_id=GATHERING, position=position, kind=kind, group_id=group)])
        rows.put(
            ProgrammeStep(id=step, item_id=id, position=number, kind=what, planned_ms=minutes * MINUTE)
            for number, (step, what, minutes) in enumerate(steps, start=1)
        )
    return rows


class Day:
    """The day so far; `press("9:00 start", "9:12 next")` plays a part of it."""

    def __init__(self, *keys: str) -> None:
        self.rows = day_rows()
        self.entries: list[JournalEntry] = []
        self.undone: list[JournalEntry] = []
        self._made = 0
        self.press(*keys)

    @property
    def clock(self) -> Clock:
        return fold(self.rows.find(ClockEvent, gathering_id=GATHERING))

    @property
    def gathering(self) -> Gathering:
        gathering = self.rows.get(Gathering, GATHERING)
        assert gathering is not None
        return gathering

    @property
    def programme(self) -> Programme:
        items = self.rows.find(ProgrammeItem, gathering_id=GATHERING)
        return Programme.of(items, (step for item in items for step in self.rows.find(ProgrammeStep, item_id=item.id)))

    def outlook(self, at: str) -> Outlook:
        return outlook(self.programme, self.clock, self.gathering, ms(at))

    def spent(self, at: str) -> dict[str, int]:
        """Whole minutes used in each step that has been entered; nothing is rounded away unseen."""
        used = {step: self.clock.spent_ms(step, ms(at)) for step in self.clock.visited}
        assert all(value % MINUTE == 0 for value in used.values())
        return {step: value // MINUTE for step, value in used.items()}

    # --- keys

    def press(self, *keys: str) -> None:
        """Press these keys; every command must be carried out."""
        for key in keys:
            refused = self.try_to(key)
            assert refused is None, (key, refused)

    def try_to(self, key: str) -> Refusal | None:
        """Press one key: the time, the key's word, and for some a time or a number."""
        at, word, *rest = key.split(" ", 2)
        now = ms(at)
        if word in ("undo", "redo"):
            return self._turn(word, now)
        command = self.command(word, now, rest[0] if rest else "")
        return self.send(command, now)

    def send(self, command: Command, now: int) -> Refusal | None:
        """Carry out one command."""
        outcome = carry_out(self.rows, command, now)
        if isinstance(outcome, Refusal):
            return outcome
        if outcome.changes:
            self._remember(type(command).__name__, outcome)
        return None

    def command(self, word: str, now: int, rest: str = "") -> Command:
        """The command that a key makes on what the clock shows."""
        self._made += 1
        event: dict[str, Any] = {"event_id": f"event-{self._made}", "gathering_id": GATHERING}
        clock, programme = self.clock, self.programme
        here = clock.step_id or ""
        moves: dict[str, Callable[[Clock], Place | None]] = {
            "next": programme.next,
            "back": programme.back,
            "group": programme.next_group,
        }
        if word in moves:
            place = moves[word](clock)
            assert place is not None
            return MoveClock(step_id=place.step.id, seen_step=clock.step_id, **event)
        if word == "jump":
            return MoveClock(step_id=rest, seen_step=clock.step_id, **event)
        if word == "follow":
            return FollowClock(gathering_id=GATHERING, by_ms=int(rest) * MINUTE, seen_since=clock.since)
        if word == "start":
            return StartClock(step_id="welcome", at=ms(rest) if rest else now, **event)
        if word == "began":
            return BackdateStep(gathering_id=GATHERING, step_id=here, at=ms(rest))
        if word == "adjust":
            return AdjustStep(step_id=here, amount_ms=int(rest) * MINUTE, **event)
        if word == "gap":
            since, until = rest.split("-")
            number = self._made
            return ForgetGap(
                pause_id=f"pause-{number}",
                resume_id=f"resume-{number}",
                gathering_id=GATHERING,
                since=ms(since),
                until=ms(until),
            )
        plain = {"pause": PauseClock, "resume": ResumeClock, "close": CloseGathering, "reopen": ReopenGathering}
        return plain[word](**event)

    def _turn(self, word: str, now: int) -> Refusal | None:
        back = word == "undo"
        entry = (self.entries if back else self.undone)[-1]
        outcome = (undo if back else redo)(entry, self.rows)
        if isinstance(outcome, Refusal):
            return outcome
        keep(self.rows, outcome, now)
        (self.undone if back else self.entries).append((self.entries if back else self.undone).pop())
        return None

    def _remember(self, kind: str, decision: Decision) -> None:
        self.undone.clear()
        number = len(self.entries) + 1
        self.entries.append(
            JournalEntry(
                seq=number,
                id=f"entry-{number}",
                hlc=number,
                at=0,
                device="device",
                window="window",
                category="do",
                kind=kind,
                schema_version=1,
                changes=row_changes(decision),
            )
        )
