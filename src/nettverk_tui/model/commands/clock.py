"""The clock of a gathering, and its programme."""

from nettverk_tui.model.commands.base import Command
from nettverk_tui.model.records import ProgrammeItem, ProgrammeStep


class StartClock(Command, frozen=True, kw_only=True):
    """Begin the day at the first step; `at` may lie in the past (the forgotten start)."""

    event_id: str
    gathering_id: str
    step_id: str
    at: int


class MoveClock(Command, frozen=True, kw_only=True):
    """Leave the step the author saw and enter another: next, back and next group alike."""

    event_id: str
    gathering_id: str
    step_id: str
    seen_step: str | None


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


class AdaptProgramme(Command, frozen=True, kw_only=True):
    """Give steps still to come other minutes (`minutes`: ms by step id, what was given on the way included), and take
    items out of the day. `seen_step` is where the clock stood for its author."""

    gathering_id: str
    seen_step: str | None
    minutes: dict[str, int]
    skipped: tuple[str, ...] = ()


class CloseGathering(Command, frozen=True, kw_only=True):
    """End the day; what was not held stays listed."""

    event_id: str
    gathering_id: str


class ReopenGathering(Command, frozen=True, kw_only=True):
    """Go on with a day that was closed."""

    event_id: str
    gathering_id: str


class PlanGathering(Command, frozen=True, kw_only=True):
    """Give a gathering its programme: items, each with its steps. Refused when it has one already."""

    gathering_id: str
    programme: tuple[ProgrammeItem | ProgrammeStep, ...]


class SetNextGathering(Command, frozen=True, kw_only=True):
    """Date (and when it begins, and where) of the gathering after this one; made if there is none."""

    gathering_id: str
    next_id: str
    on: str
    place: str | None = None
    starts_at: int | None = None
