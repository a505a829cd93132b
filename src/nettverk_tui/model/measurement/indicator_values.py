"""The values of an indicator's form, as commands carry them: the indicator, and lines of measurements."""

import msgspec

from nettverk_tui.model.core.records import Measurement
from nettverk_tui.model.core.values import ChartKind, Direction, IndicatorKind, Phase, RuleSet


class IndicatorPage(msgspec.Struct, frozen=True):
    """The fields of an indicator: its scale, target and chart. Dates are ISO dates."""

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
    """One measurement. `on` is an ISO date; `seen` is the version of the row that was edited, 0 for a new one."""

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
        """Return the row of this measurement."""
        fields = {field: getattr(self, field) for field in self.__struct_fields__ if field != "seen"}
        return Measurement(indicator_id=indicator_id, **fields)


class ImportedSeries(msgspec.Struct, frozen=True):
    """Imported measurements of one indicator; `page` describes it if it is new."""

    group_id: str
    indicator_id: str
    lines: tuple[MeasuredLine, ...]
    page: IndicatorPage | None = None
