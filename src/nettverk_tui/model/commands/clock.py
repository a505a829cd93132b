"""The clock of a gathering."""

from nettverk_tui.model.commands.base import Command


class StartClock(Command, frozen=True, kw_only=True):
    """Begin the day at the first step; `at` may lie in the past (the forgotten start)."""

    event_id: str
    gathering_id: str
    step_id: str
    at: int


class MoveClock(Command, frozen=True, kw_only=True):
    """Leave the step the author saw and enter another: next, back and next group alike.

    `at` is when it happened, where that was not now: the lunch that began while nobody touched a key.
    """

    event_id: str
    gathering_id: str
    step_id: str
    seen_step: str | None
    at: int | None = None


class PauseClock(Command, frozen=True, kw_only=True):
    """Stop the clock."""

    event_id: str
    gathering_id: str


class ResumeClock(Command, frozen=True, kw_only=True):
    """Let the clock run again."""

    event_id: str
    gathering_id: str


class AdjustStep(Command, frozen=True, kw_only=True):
    """Give the running step more or fewer minutes."""

    event_id: str
    gathering_id: str
    step_id: str
    amount_ms: int


class BackdateStep(Command, frozen=True, kw_only=True):
    """The running step really began at `at`: the forgotten *next*."""

    gathering_id: str
    step_id: str
    at: int


class ForgetGap(Command, frozen=True, kw_only=True):
    """Nothing happened from `since` to `until` (the laptop slept, the program was closed): take it out of the step."""

    pause_id: str
    resume_id: str
    gathering_id: str
    since: int
    until: int


class FollowClock(Command, frozen=True, kw_only=True):
    """The computer's clock was set by `by_ms` (below zero: back): what has happened moves with it. `seen_since` is
    since when the running stretch ran for the author, so that two windows do it once."""

    gathering_id: str
    by_ms: int
    seen_since: int | None


class CloseGathering(Command, frozen=True, kw_only=True):
    """End the day; what was not held stays listed."""

    event_id: str
    gathering_id: str


class ReopenGathering(Command, frozen=True, kw_only=True):
    """Go on with a day that was closed."""

    event_id: str
    gathering_id: str


class SetNextGathering(Command, frozen=True, kw_only=True):
    """Date (and when it begins, and where) of the gathering after this one; made if there is none."""

    gathering_id: str
    next_id: str
    on: str
    place: str | None = None
    starts_at: int | None = None
