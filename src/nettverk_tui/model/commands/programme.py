"""Commands for the programme of a gathering: plan, edit, adapt while it runs, and settle an overrun."""

from nettverk_tui.model.commands.base import Command
from nettverk_tui.model.core.records import ProgrammeItem, ProgrammeStep
from nettverk_tui.model.core.values import Settling


class PlanGathering(Command, frozen=True, kw_only=True):
    """Give a gathering its programme: items and their steps. Refused if it already has one."""

    gathering_id: str
    programme: tuple[ProgrammeItem | ProgrammeStep, ...]


class EditProgramme(Command, frozen=True, kw_only=True):
    """Change rows of a programme.

    Changed rows carry the version that was seen, rows with a new id are added, and removed rows have `deleted` set.
    """

    gathering_id: str
    rows: tuple[ProgrammeItem | ProgrammeStep, ...]


class SetStart(Command, frozen=True, kw_only=True):
    """Set when a gathering begins (UTC milliseconds; None: not known)."""

    gathering_id: str
    seen: int
    starts_at: int | None


class AdaptProgramme(Command, frozen=True, kw_only=True):
    """Give later steps other budgets, and take items out of the day.

    `minutes` are budgets (ms by step id), minutes given on the way included. `seen_step` is the step the author saw.
    """

    gathering_id: str
    seen_step: str | None
    minutes: dict[str, int]
    skipped: tuple[str, ...] = ()


class SettleOverrun(Command, frozen=True, kw_only=True):
    """Settle the overrun of a group's turn.

    `ms` and `seen_step` are the overrun and the step of the clock that the author saw; `minutes` are the resulting new
    budgets (ms by step id).
    """

    id: str
    gathering_id: str
    item_id: str
    way: Settling
    ms: int
    minutes: dict[str, int]
    seen_step: str | None
