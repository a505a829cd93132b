"""The clock's keys: the changes they make to the file, and the words about time that passed unused."""

from collections.abc import Callable

from nettverk_tui.model.commands import (
    AdjustStep,
    Command,
    FollowClock,
    ForgetGap,
    MoveClock,
    PauseClock,
    PlanGathering,
    ResumeClock,
    StartClock,
)
from nettverk_tui.model.core.messages import N_
from nettverk_tui.model.core.records import ProgrammeItem
from nettverk_tui.model.gathering.fair_day import settled_items, unsettled_overruns
from nettverk_tui.model.gathering.outlook import until_next_second
from nettverk_tui.model.gathering.timekeeping import MINUTE, NIGHT_MS, Place, budget_ms
from nettverk_tui.store.store import new_id
from nettverk_tui.tui.labels import item_name
from nettverk_tui.tui.screens.runner.interface import Runner

#: This long (ms) without a tick while the clock runs means that the time was not used by the programme.
GAP_MS = 90_000
#: A clock set back by more than this (ms) was no small correction.
BACK_MS = 5_000
#: This long (ms) over time without a key, there is probably no presentation going on.
SILENCE_MS = 15 * MINUTE
#: A tick this soon after another shows nothing new.
_SHORTEST_TICK_SECONDS = 0.02


class Timekeeper:
    """Starts, pauses and moves the clock for the screen; remembers only when it last ticked."""

    def __init__(self, runner: Runner) -> None:
        self.runner = runner
        self._last_tick = runner.store.now()
        #: The command that F9 sends now.
        self._offer: Callable[[], Command] | None = None
        #: True if the offer is about silence; an offer that is certain is not replaced by one that is only likely.
        self._silent = False

    def until_tick(self, usual: float) -> float:
        """Return the seconds until the next tick: at most `usual`, so that one comes when the shown second changes."""
        runner = self.runner
        clock, now = runner.room.clock, runner.now()
        running = clock.phase == "running" and clock.step_id is not None
        counted = clock.spent_ms(clock.step_id, now) if running and clock.step_id is not None else now
        wait = until_next_second(counted) / 1000 / max(runner.nettverk.rehearsal, 1) % usual
        return wait if wait > _SHORTEST_TICK_SECONDS else wait + usual

    def start_or_pause(self) -> None:
        """Start the day, pause it, or go on; a gathering without a programme gets the usual one first."""
        room, id = self.runner.room, self.runner.gathering_id
        if room.clock.phase == "waiting" and not room.programme.places:
            self._plan()
        elif room.clock.phase == "waiting":
            self._start_today(room.programme.places[0])
        elif room.clock.phase == "running":
            self.runner.send(PauseClock(event_id=new_id(), gathering_id=id))
        else:
            self.runner.send(ResumeClock(event_id=new_id(), gathering_id=id))

    def _start_today(self, place: Place) -> None:
        """Start the day; ask first if the gathering begins on a later day."""
        runner, starts_on = self.runner, self.runner.room.gathering.starts_on
        if starts_on <= runner.today:
            self._start(place)
            return
        day = runner.t.day(starts_on, runner.today)
        runner.ask(
            runner.t("The gathering is planned for {day}. Start it now? Enter: yes", day=day),
            lambda: self._start(place),
        )

    def _start(self, place: Place) -> None:
        runner = self.runner
        runner.send(
            StartClock(event_id=new_id(), gathering_id=runner.gathering_id, step_id=place.step.id, at=runner.now())
        )

    def _plan(self) -> None:
        """Make the usual programme for this kind of gathering; `p` in the list, or in the programme, changes it."""
        from nettverk_tui.model.gathering.usual_programme import usual_programme

        room, known, runner = self.runner.room, self.runner.knowledge, self.runner
        programme = usual_programme(
            runner.rows, room.gathering, known.gatherings, known.relays, new_id, runner.t.moment
        )
        runner.send(PlanGathering(gathering_id=room.gathering.id, programme=tuple(programme)))

    def go_to(self, place: Place | None) -> None:
        """Move the clock to a step; the first such key of the day starts the clock."""
        runner = self.runner
        if place is None:
            runner.reread()
            runner.tell(runner.t(self._no_further()))
        elif runner.room.clock.phase == "waiting":
            self._start_today(place)
        elif place.step.position == 1 and (place.item.fixed_start_at or 0) - runner.now() >= NIGHT_MS:
            self._ask_for_the_night(place)
        else:
            self._enter(place)

    def go_to_group(self, place: Place) -> None:
        """Move the clock to a group's turn; ask first if that passes over items, or begins one too early."""
        runner, t = self.runner, self.runner.t
        programme, clock = runner.room.programme, runner.room.clock
        passed = programme.passed_over(clock, place, runner.now()) if clock.phase != "waiting" else ()
        name = item_name(place.item, runner.room, runner.knowledge, t)
        between = [self._with_start(item) for item in passed if item.id != place.item.id]
        if between:
            items = t.listed(between)
            words = t("That passes over {items}. On to {group} all the same? Enter: yes", items=items, group=name)
            runner.ask(words, lambda: self.go_to(place))
        elif passed and (place.item.fixed_start_at or 0) - runner.now() < NIGHT_MS:
            time = t.o_clock(place.item.fixed_start_at or 0)
            words = t("{item} is not to begin before {time}. Begin it now? Enter: yes", item=name, time=time)
            runner.ask(words, lambda: self.go_to(place))
        else:
            self.go_to(place)

    def _with_start(self, item: ProgrammeItem) -> str:
        runner, t = self.runner, self.runner.t
        name = item_name(item, runner.room, runner.knowledge, t)
        return name if item.fixed_start_at is None else f"{name} ({t.o_clock(item.fixed_start_at)})"

    def _enter(self, place: Place) -> None:
        left = self.runner.room.here
        self.runner.send(self._move(place), lambda: self._say_overrun(left, place))

    def _ask_for_the_night(self, place: Place) -> None:
        """Ask to stop the clock if the next item begins tomorrow, or to begin it now if the clock is stopped."""
        runner, t = self.runner, self.runner.t
        at = place.item.fixed_start_at or 0
        name, time = item_name(place.item, runner.room, runner.knowledge, t), t.o_clock(at)
        day = t.day(t.local(at).date(), runner.today)
        if runner.room.clock.phase == "running":
            runner.ask(
                t("{item} begins {day} {time}. Stop the clock until then? Enter: yes", item=name, day=day, time=time),
                lambda: runner.send(PauseClock(event_id=new_id(), gathering_id=runner.gathering_id)),
            )
        else:
            runner.ask(
                t("{item} begins {day} {time}. Begin it now? Enter: yes", item=name, day=day, time=time),
                lambda: self._enter(place),
            )

    def _move(self, place: Place, at: int | None = None) -> MoveClock:
        return MoveClock(
            event_id=new_id(),
            gathering_id=self.runner.gathering_id,
            step_id=place.step.id,
            seen_step=self.runner.room.clock.step_id,
            at=at,
        )

    def _say_overrun(self, left: Place | None, entered: Place) -> None:
        """Report once, in passing, that a turn has ended that took longer than it had; b has the choices."""
        runner = self.runner
        if left is None or left.item.kind != "relay" or left.item.id == entered.item.id:
            return
        room = runner.room
        settled = settled_items(runner.rows, room.gathering.id)
        for over in unsettled_overruns(room.programme, room.clock, settled, runner.now()):
            if over.item.id == left.item.id and over.ms >= MINUTE:
                name, used = item_name(over.item, room, runner.knowledge, runner.t), runner.t.duration(over.ms)
                runner.tell(
                    runner.t(
                        "{group} used {minutes} more than it had. Tab b: how to settle it.", group=name, minutes=used
                    )
                )

    def _no_further(self) -> str:
        if not self.runner.room.programme.places:
            return N_("This gathering has no programme yet. F7 makes the usual one.")
        return N_("This is the end of the programme.")

    def adjust(self, minutes: int) -> None:
        """Give the clock's step `minutes` more, or less if negative."""
        runner, step_id = self.runner, self.runner.room.clock.step_id
        if step_id is None:
            runner.tell(runner.t("The clock has not been started."))
            return
        runner.send(
            AdjustStep(event_id=new_id(), gathering_id=runner.gathering_id, step_id=step_id, amount_ms=minutes * MINUTE)
        )

    # --- unused time: said in the footer, settled by one key, and taken back by u

    def tick(self) -> None:
        """Notice a suspended laptop, a clock that was set, and a pause that was forgotten."""
        now, last = self.runner.now(), self._last_tick
        self._last_tick = now
        if self.runner.room.clock.phase != "running":
            return
        if now - last > GAP_MS:
            self._notice_gap(last, now)
        elif last - now > BACK_MS:
            self._notice_set_back(now - last)
        else:
            self._notice_silence(now)

    def resume(self, last_sign_of_life: int | None) -> None:
        """Notice how long the program was away while the clock ran."""
        clock, now = self.runner.room.clock, self.runner.now()
        if clock.phase == "running" and last_sign_of_life is not None and now - last_sign_of_life > GAP_MS:
            self._notice_gap(max(last_sign_of_life, clock.since or 0), now)

    def _notice_gap(self, since: int, until: int) -> None:
        runner = self.runner
        self._offer, self._silent = lambda: self._gap(since, until), False
        words = runner.t.plural(
            "{n} minute passed while the program was away. F9 takes it out of the step’s time.",
            "{n} minutes passed while the program was away. F9 takes them out of the step’s time.",
            (until - since) // MINUTE,
        )
        runner.tell(words)

    def _gap(self, since: int, until: int) -> Command:
        return ForgetGap(
            pause_id=new_id(), resume_id=new_id(), gathering_id=self.runner.gathering_id, since=since, until=until
        )

    def _notice_set_back(self, by_ms: int) -> None:
        runner, since = self.runner, self.runner.room.clock.since
        command = FollowClock(gathering_id=runner.gathering_id, by_ms=by_ms, seen_since=since)
        self._offer, self._silent = lambda: command, False
        words = runner.t.plural(
            "The computer’s clock was set back by {n} minute. F9 moves the day’s times with it.",
            "The computer’s clock was set back by {n} minutes. F9 moves the day’s times with it.",
            round(-by_ms / MINUTE),
        )
        runner.tell(words)

    def _notice_silence(self, now: int) -> None:
        """Notice that the step is long over time without a key: most often a forgotten pause."""
        runner, room = self.runner, self.runner.room
        here = room.here
        if here is None or room.clock.since is None or (self._offer is not None and not self._silent):
            return
        over = room.clock.spent_ms(here.step.id, now) - budget_ms(here.step, room.clock)
        quiet_since = max(now - over, room.clock.since, runner.nettverk.last_touched)
        if now - quiet_since < SILENCE_MS or here.item.kind == "break":
            return
        following = room.programme.next(room.clock)
        minutes, t = (now - quiet_since) // MINUTE, runner.t
        if following is not None and following.item.kind == "break":
            self._offer, self._silent = lambda: self._move(following, at=quiet_since), True
            name = item_name(following.item, room, runner.knowledge, t)
            words = t(
                "{n} minutes over time without a key. F9: {item} began {time}.",
                n=minutes,
                item=name,
                time=t.o_clock(quiet_since),
            )
        else:
            self._offer, self._silent = lambda: self._gap(quiet_since, now), True
            words = t("{n} minutes over time without a key. F9 takes them out of the step’s time.", n=minutes)
        runner.tell(words)

    def forget_gap(self) -> None:
        """Carry out the offer in the footer."""
        runner, offer = self.runner, self._offer
        if offer is None:
            runner.tell(runner.t("There is no gap to take out."))
        elif runner.send(offer()):
            self._offer = None
