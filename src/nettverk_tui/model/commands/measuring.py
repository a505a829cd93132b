"""Commands for indicators and measurements, from the page of a group's numbers and from imported tables."""

from collections.abc import Mapping
from typing import ClassVar

from nettverk_tui.model.commands.base import Command
from nettverk_tui.model.measurement.indicator_values import ImportedSeries, IndicatorPage, MeasuredLine


class DescribeIndicator(Command, frozen=True, kw_only=True):
    """Make an indicator, or change its description (`seen` is 0 for a new one)."""

    id: str
    group_id: str
    seen: int
    page: IndicatorPage


class RemoveIndicator(Command, frozen=True, kw_only=True):
    """Remove an indicator with its measurements."""

    large: ClassVar[bool] = True
    id: str
    seen: int


class RecordMeasurements(Command, frozen=True, kw_only=True):
    """Add, correct and remove (id → version seen) measurements of one indicator, as one act."""

    large: ClassVar[bool] = True
    indicator_id: str
    lines: tuple[MeasuredLine, ...] = ()
    removed: Mapping[str, int] = {}


class ImportMeasurements(Command, frozen=True, kw_only=True):
    """Import measurements from a table, and make the indicators they need, as one act."""

    large: ClassVar[bool] = True
    series: tuple[ImportedSeries, ...]
