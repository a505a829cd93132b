"""Commands for the clock of a gathering."""

from nettverk_tui.model.commands.base import Command


class StartClock(Command, frozen=True, kw_only=True):
    """Begin the day at the first step; `at` may be in the past, for a forgotten start."""

    event_id: str
    gathering_id: str
    step_id: str
    at: int


class MoveClock(Command, frozen=True, kw_only=True):
    """Leave the step the author saw and enter another: next, back and next group alike.

    `at` is the moment it happened, if that was not now: a lunch that began before the key was pressed.
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
    """Move the beginning of the running step to `at`, for a forgotten *next*."""

    gathering_id: str
    step_id: str
    at: int


class ForgetGap(Command, frozen=True, kw_only=True):
    """Take the time from `since` to `until` (the laptop slept, the program was closed) out of the running step."""

    pause_id: str
    resume_id: str
    gathering_id: str
    since: int
    until: int


class FollowClock(Command, frozen=True, kw_only=True):
    """Move the events of the clock by `by_ms` (negative: back), as the computer's clock was set.

    `seen_since` is the beginning of the running stretch that the author saw, so that two windows do it once.
    """

    gathering_id: str
    by_ms: int
    seen_since: int | None


class CloseGathering(Command, frozen=True, kw_only=True):
    """End the day; items that were not held stay listed."""

    event_id: str
    gathering_id: str


class ReopenGathering(Command, frozen=True, kw_only=True):
    """Reopen a day that was closed."""

    event_id: str
    gathering_id: str


class SetNextGathering(Command, frozen=True, kw_only=True):
    """Set date, start and place of the gathering after this one; it is made if there is none."""

    gathering_id: str
    next_id: str
    on: str
    place: str | None = None
    starts_at: int | None = None
