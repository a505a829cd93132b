"""The programme of a gathering: planned, edited, adapted while it runs, and how an overrun was settled."""

from nettverk_tui.model.commands.base import Command
from nettverk_tui.model.core.records import ProgrammeItem, ProgrammeStep
from nettverk_tui.model.core.values import Settling


class PlanGathering(Command, frozen=True, kw_only=True):
    """Give a gathering its programme: items, each with its steps. Refused when it has one already."""

    gathering_id: str
    programme: tuple[ProgrammeItem | ProgrammeStep, ...]


class EditProgramme(Command, frozen=True, kw_only=True):
    """Rows of a programme as its author wants them: changed ones carry the version that was seen, new ones are new, and
    those that are to go have `deleted` set."""

    gathering_id: str
    rows: tuple[ProgrammeItem | ProgrammeStep, ...]


class SetStart(Command, frozen=True, kw_only=True):
    """When a gathering begins (UTC milliseconds; None: not known)."""

    gathering_id: str
    seen: int
    starts_at: int | None


class AdaptProgramme(Command, frozen=True, kw_only=True):
    """Give steps still to come other minutes (`minutes`: ms by step id, what was given on the way included), and take
    items out of the day. `seen_step` is where the clock stood for its author."""

    gathering_id: str
    seen_step: str | None
    minutes: dict[str, int]
    skipped: tuple[str, ...] = ()


class SettleOverrun(Command, frozen=True, kw_only=True):
    """Settle the overrun of a group's turn: `ms` is how large it was for the author, `minutes` the budgets (ms by step
    id) that the way it is settled gives to others, `seen_step` where the clock stood."""

    id: str
    gathering_id: str
    item_id: str
    way: Settling
    ms: int
    minutes: dict[str, int]
    seen_step: str | None
