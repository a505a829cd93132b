"""Many deaths of one file: the program is started, used, killed and started again, and the file checked in between."""

import json
import random
import re
import shutil
import signal
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from msgspec.structs import replace

from nettverk_tui.model.gathering.room import read_room
from nettverk_tui.model.gathering.timekeeping import Clock
from nettverk_tui.resources import knowledge
from nettverk_tui.store.store import Store, wall_clock
from tests.kills.ledger import SAID, Draft, Ledger, Row, Run, field_name, run_of
from tests.kills.typist import Dead, Typist
from tests.kills.window import Window
from tests.support.networks import network_records, store_with

GATHERING = "second"
_STEP_NAMES = {text.kind: text.short.en for text in knowledge().relays.steps}
#: By how much the screen's time may lag behind: it is drawn twice a second, and read some time later.
_LAG_SECONDS = 3
_SIGNS = ("", "+ ", "! ", "? ", '" ', "* ", "% ", "> ")
_TEXT = "ringe apoteket lage liste møte måle oftere øve sammen spørre pasienten dele ansvar prøve på nytt være"
_WORDS = _TEXT.split(" ")


@dataclass
class Tally:
    """Counts of kills, and of the work between them."""

    kills: int = 0
    in_transaction: int = 0
    #: Commits that had not returned, but were in the file, whole.
    landed: int = 0
    drafts_back: int = 0
    drafts_discarded: int = 0
    undone: int = 0
    entries: int = 0
    #: Deaths before the first key, which come on top.
    starting: int = 0
    points: Counter[str] = field(default_factory=Counter)

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(**{name: value + getattr(other, name) for name, value in vars(self).items()})

    def __str__(self) -> str:
        points = ", ".join(f"{name} {count}" for name, count in self.points.most_common())
        return (
            f"{self.kills} kills in all, {self.in_transaction} of them between BEGIN and the return of COMMIT"
            f" (of these {self.landed} stored whole, {self.in_transaction - self.landed} absent)\n"
            f"    where: {points}\n"
            f"    {self.entries} entries acknowledged and found once; drafts: {self.drafts_back} back,"
            f" {self.drafts_discarded} discarded because stored; {self.undone} undone across a death;"
            f" {self.starting} more kills while the program started"
        )


class Campaign:
    """One file and its deaths."""

    def __init__(self, folder: Path, seed: int, groups: int = 6) -> None:
        folder.mkdir(parents=True)
        self.folder, self.file = folder, folder / "net æøå.db"
        self.chance = random.Random(seed)
        self.tally = Tally()
        store = store_with(self.file, network_records(groups, language="en", starts_at=wall_clock()))
        room = read_room(store.rows, GATHERING)
        assert room is not None
        self._programme = room.programme
        store.close()
        self.ledger = Ledger(self.file)
        #: Possible drafts of each field: the one acknowledged last, and one that was being written.
        self._drafts: dict[str, list[Draft | None]] = {}
        #: The place where each entry was begun, by its id.
        self._places: dict[str, Mapping[str, str | None]] = {}
        self._typed: set[str] = set()
        self._half_typed = ""
        self._texts = 0

    def die(self, point: str | None) -> None:
        """One run: check the restored state, work until the program dies, check the file.

        `point` is one of `app.POINTS`; without it, the program is killed from outside, at some stroke.
        """
        death = [] if point is None else [point, str(self.chance.randint(1, 3)), str(self.chance.randrange(2**32))]
        with self._run(death) as typist:
            try:
                typist.open_gathering()
                self._check_restored(typist)
                if self.chance.random() < 0.15:
                    self._undo(typist)
                if point is None:
                    typist.kill_after(self.chance.randint(0, 25))
                while True:
                    self._work(typist)
            except Dead:
                assert typist.terminal.gone() == signal.SIGKILL, typist.terminal.written[-3000:]
        run = run_of(typist.diary.read())
        self._settle(run, Tally(kills=1, in_transaction=int(run.in_transaction)), point or "any moment")

    def die_starting(self) -> None:
        """Kill from outside before the first key."""
        with self._run() as typist:
            typist.terminal.read(self.chance.uniform(0.3, 1.2))
            typist.terminal.end()
        self._settle(run_of(typist.diary.read()), Tally(starting=1))

    def finish(self) -> None:
        """One run without a death: everything is restored, and the chain holds from its first link on."""
        with self._run() as typist:
            typist.open_gathering()
            self._check_restored(typist)
        assert self.ledger.check_whole_journal() > len(self.ledger.entries) > 0
        shutil.rmtree(self.folder)

    def _run(self, death: Sequence[str] = ()) -> Window:
        return Window(self.file, self.chance, death=death)

    # --- restored state

    def _check_restored(self, typist: Typist) -> None:
        """The draft in the line, the running step and its time; and no sidecar but the one in use."""
        allowed = self._possible("line")
        typist.see(lambda: typist.line in {draft["text"].strip() if draft is not None else "" for draft in allowed})
        if typist.line:
            self.tally.drafts_back += 1
        self._see_the_clock(typist)
        self._see_the_form(typist)
        assert len({path.name.removesuffix("-journal") for path in self.folder.glob(".*.draft*")}) == 1

    def _possible(self, name: str) -> list[Draft | None]:
        """The possible drafts of a field; a text that has been stored under its id is not offered again."""
        return [None if self._is_stored(draft) else draft for draft in self._drafts.get(name, [None])]

    def _is_stored(self, draft: Draft | None) -> bool:
        return draft is not None and self.ledger.stored_since(draft["id"], draft["at"])

    def _see_the_clock(self, typist: Typist) -> None:
        clock = self._clock(typist)
        step, group = self._step(clock)
        if step is None:
            typist.see(lambda: "▶" not in typist.terminal.text)
            return
        if group is not None:
            typist.see(lambda: f"[{_STEP_NAMES[step['kind']]}]" in typist.terminal.text)
            typist.see(lambda: re.search(rf"▶ ?{group['letter']}\b", typist.terminal.text) is not None)
        typist.see(lambda: ("CLOCK STOPPED" in typist.terminal.text) is (clock.phase == "paused"))

        def lag() -> int:
            return clock.spent_ms(step["id"], wall_clock()) // 1000 - typist.seconds_used()

        typist.see(lambda: 0 <= lag() <= _LAG_SECONDS)

    def _see_the_form(self, typist: Typist) -> None:
        step, group = self._step(self._clock(typist))
        if step is None or group is None or step["kind"] != "status":
            return
        for name in [name for name in self._drafts if name.startswith(f"status:{GATHERING}:{group['id']}:")]:
            beginnings = {draft["text"][:20].strip() if draft is not None else "" for draft in self._possible(name)}
            typist.see(lambda texts=beginnings: any(text in typist.terminal.text for text in texts))  # type: ignore[misc]

    def _clock(self, typist: Typist) -> Clock:
        self.ledger.follow(run_of(typist.diary.read()))
        return self.ledger.clock(GATHERING)

    def _step(self, clock: Clock) -> tuple[Row | None, Row | None]:
        """The running step, and the group whose turn it is."""
        item = self.ledger.row("programme_item", clock.item_id)
        group = self.ledger.row("improvement_group", item["group_id"]) if item is not None else None
        return self.ledger.row("programme_step", clock.step_id), group

    # --- actions

    def _work(self, typist: Typist) -> None:
        """One action that a user might take now."""
        clock = self._clock(typist)
        step, group = self._step(clock)
        kind = step["kind"] if step is not None else ""
        dice = self.chance.random()
        if kind == "":
            typist.pause_or_go_on()
        elif dice < 0.12 and self._programme.next(clock) is not None:
            typist.next_step()
        elif dice < 0.17:
            typist.pause_or_go_on()
        elif dice < 0.22:
            typist.adjust()
        elif dice < 0.3:
            self._undo(typist)
        elif dice < 0.6 and kind == "factors":
            typist.rate()
        elif dice < 0.6 and kind == "status":
            typist.fill_in(self._words())
        else:
            self._enter(typist, group is not None)

    def _words(self) -> str:
        self._texts += 1
        return f"{' '.join(self.chance.sample(_WORDS, self.chance.randint(1, 4)))} q{self._texts}"

    def _enter(self, typist: Typist, has_group: bool) -> None:
        """Go on with the draft, or write something new."""
        typist.to_line()
        if not typist.line:
            words = self._words()
            self._typed.add(words)
            # Advice needs a group to receive it.
            self._half_typed = self.chance.choice(_SIGNS if has_group else _SIGNS[:-1]) + words
        typist.enter(self._half_typed)

    def _undo(self, typist: Typist) -> None:
        """Undo the last command, also one of a killed run, and sometimes redo it."""
        if self.ledger.last_to_undo() is None:
            return
        typist.ask_for_undo()
        self.ledger.follow(run_of(typist.diary.read()))
        target = self.ledger.last_to_undo()
        assert target is not None
        typist.undo()
        turned = self._last(typist)
        assert (turned["category"], turned["target"]) == ("undo", target["id"]), (turned, target, typist.terminal.text)
        self.tally.undone += turned["window"] != target["window"]
        if self.chance.random() < 0.3:
            typist.redo()
            turned = self._last(typist)
            assert (turned["category"], turned["target"]) == ("redo", target["id"]), (turned, typist.terminal.text)

    def _last(self, typist: Typist) -> Row:
        self.ledger.follow(run_of(typist.diary.read()))
        return self.ledger.entries[-1]

    # --- after a death

    def _settle(self, run: Run, death: Tally, point: str = "") -> None:
        landed = self.ledger.settle(run)
        said = self.ledger.said()
        assert len(set(said)) == len(said)
        assert set(said) <= self._typed
        self._places |= run.places
        for entry in run.acknowledged:
            self._check_place(entry)
        self._drafts |= {name: [draft] for name, draft in run.drafts.items()}
        for name, draft in run.half_kept.items():
            self._drafts[name] = [*self._drafts.get(name, [None]), draft]
        death.landed = int(landed)
        death.entries = len(run.acknowledged)
        death.drafts_discarded = sum(map(self._is_stored, self._drafts.get("line", [])))
        if point == "in commit":
            point += ": it had returned" if not run.in_transaction else ": stored" if landed else ": not stored"
        death.points = Counter([point] if point else [])
        self.tally += death
        if self.chance.random() < 0.5:
            self._open_with_the_store()

    def _check_place(self, entry: Row) -> None:
        """Assert that group, step and factor are those of the first key, for any number of deaths before Enter."""
        added = json.loads(entry["payload"])[0]
        if added["table"] in SAID and added["new"]:
            place = self._places[added["id"]]
            assert {name: added["fields"][name][1] for name in place} == place

    def _open_with_the_store(self) -> None:
        """Check the file as another program than the app finds it."""
        store = Store.open(self.file, home=self.folder / "home")
        try:
            adopted = {field_name(draft.field): draft.text for draft in store.drafts.all()}
            room = read_room(store.rows, GATHERING)
        finally:
            store.close()
        for name, possible in self._drafts.items():
            texts = {draft["text"] if draft is not None else None for draft in possible}
            # The screen is where a text that has been stored is no longer offered.
            assert adopted.get(name) in texts | {None for draft in possible if self._is_stored(draft)}
        assert adopted.keys() <= self._drafts.keys()
        assert room is not None
        # The last event carries its stamps.
        assert replace(room.clock, last=None) == replace(self.ledger.clock(GATHERING), last=None)
