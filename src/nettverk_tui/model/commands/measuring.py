"""Indicators and their measurements, from the page of a group's numbers and from imported tables."""

from collections.abc import Mapping
from typing import ClassVar

from nettverk_tui.model.commands.base import Command
from nettverk_tui.model.measurement.indicator_values import ImportedSeries, IndicatorPage, MeasuredLine


class DescribeIndicator(Command, frozen=True, kw_only=True):
    """Make an indicator, or change what it is (`seen` is 0 for a new one)."""

    id: str
    group_id: str
    seen: int
    page: IndicatorPage


class RemoveIndicator(Command, frozen=True, kw_only=True):
    """Take an indicator away, with all that was measured of it."""

    large: ClassVar[bool] = True
    id: str
    seen: int


class RecordMeasurements(Command, frozen=True, kw_only=True):
    """New and corrected measurements of one indicator, and those taken away (id → version seen), as one act."""

    large: ClassVar[bool] = True
    indicator_id: str
    lines: tuple[MeasuredLine, ...] = ()
    removed: Mapping[str, int] = {}


class ImportMeasurements(Command, frozen=True, kw_only=True):
    """Measurements from a table, with the indicators that have to be made for them, as one act."""

    large: ClassVar[bool] = True
    series: tuple[ImportedSeries, ...]
