"""What the page of an indicator says, as commands carry it: the indicator itself, and lines of measurements."""

import msgspec

from nettverk_tui.model.core.records import Measurement
from nettverk_tui.model.core.values import ChartKind, Direction, IndicatorKind, Phase, RuleSet


class IndicatorPage(msgspec.Struct, frozen=True):
    """What is measured, and how it is looked at."""

    name: str
    kind: IndicatorKind = "measurement"
    unit: str = ""
    direction: Direction | None = None
    target: float | None = None
    data_source: str = ""
    baseline_from_on: str | None = None
    baseline_to_on: str | None = None
    chart: ChartKind = "auto"
    rules: RuleSet = "anhoej"


class MeasuredLine(msgspec.Struct, frozen=True):
    """One measurement. `seen` is the version of the row that its author saw, 0 for a new one."""

    id: str
    seen: int = 0
    on: str | None = None
    phase: Phase = "series"
    value: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    below: float | None = None
    change_percent: float | None = None
    text: str = ""
    excluded: bool = False
    new_phase: bool = False

    def as_row(self, indicator_id: str) -> Measurement:
        """The row it becomes."""
        fields = {field: getattr(self, field) for field in self.__struct_fields__ if field != "seen"}
        return Measurement(indicator_id=indicator_id, **fields)


class ImportedSeries(msgspec.Struct, frozen=True):
    """Measurements from a table that go to one indicator; `page` says what it is where it has to be made."""

    group_id: str
    indicator_id: str
    lines: tuple[MeasuredLine, ...]
    page: IndicatorPage | None = None
