"""Deciding commands for indicators and measurements: valid indicators, and the values they allow."""

import math
from collections import Counter

import msgspec

from nettverk_tui.model.commands import DescribeIndicator, ImportMeasurements, RecordMeasurements, RemoveIndicator
from nettverk_tui.model.core.messages import N_, Message, Refusal
from nettverk_tui.model.core.records import Group, Indicator, Measurement
from nettverk_tui.model.core.rows import Rows
from nettverk_tui.model.core.text import clean
from nettverk_tui.model.decisions.change import CHANGED, GONE, Change, Deciders, Decision, add, change, row_as_seen
from nettverk_tui.model.measurement.indicator_values import MeasuredLine
from nettverk_tui.model.measurement.value_text import LARGEST, Value, fault_of

_NUMBERS = ("value", "numerator", "denominator", "below", "change_percent")


def _describe(command: DescribeIndicator, rows: Rows, now: int) -> Decision | Refusal:
    page = command.page
    group = rows.get(Group, command.group_id)
    if group is None or group.deleted:
        return GONE
    if not clean(page.name).strip():
        return Refusal(Message(N_("An indicator needs a name.")))
    if page.target is not None and not math.isfinite(page.target):
        return Refusal(Message(N_("That is no number to measure with.")))
    fields = {field: getattr(page, field) for field in page.__struct_fields__}
    others = [indicator for indicator in rows.find(Indicator, group_id=group.id) if indicator.id != command.id]
    if any(indicator.name.casefold() == clean(page.name).strip().casefold() for indicator in others):
        return Refusal(Message(N_("The group has an indicator of that name already.")))
    stored = rows.get(Indicator, command.id)
    if stored is None:
        position = max((indicator.position for indicator in others), default=0) + 1
        return add(Indicator(id=command.id, group_id=group.id, position=position, **fields))
    row = row_as_seen(rows, Indicator, command.id, command.seen)
    return row if isinstance(row, Refusal) else change(row, **fields)


def _remove(command: RemoveIndicator, rows: Rows, now: int) -> Decision | Refusal:
    row = row_as_seen(rows, Indicator, command.id, command.seen)
    if isinstance(row, Refusal):
        return row
    measured = [
        change(measurement, deleted=True).changes for measurement in rows.find(Measurement, indicator_id=row.id)
    ]
    return Decision(
        (*(row_change for changes in measured for row_change in changes), *change(row, deleted=True).changes)
    )


def _record(command: RecordMeasurements, rows: Rows, now: int) -> Decision | Refusal:
    indicator = rows.get(Indicator, command.indicator_id)
    if indicator is None or indicator.deleted:
        return GONE
    return _recorded(command, indicator, rows)


def _import(command: ImportMeasurements, rows: Rows, now: int) -> Decision | Refusal:
    changes: list[Change] = []
    new: Counter[str] = Counter()
    for series in command.series:
        made = Decision()
        indicator = rows.get(Indicator, series.indicator_id)
        if indicator is None and series.page is not None:
            describing = DescribeIndicator(id=series.indicator_id, group_id=series.group_id, seen=0, page=series.page)
            described = _describe(describing, rows, now)
            if isinstance(described, Refusal):
                return described
            made = described
            after = made.changes[0].after
            indicator = after if isinstance(after, Indicator) else None
            # Several new indicators of one group get consecutive positions.
            earlier = new[series.group_id]
            new[series.group_id] += 1
            if indicator is not None and earlier:
                indicator = msgspec.structs.replace(indicator, position=indicator.position + earlier)
                made = Decision((Change(None, indicator),))
        if indicator is None or indicator.deleted:
            return GONE
        recorded = _recorded(RecordMeasurements(indicator_id=indicator.id, lines=series.lines), indicator, rows)
        if isinstance(recorded, Refusal):
            return recorded
        changes += (*made.changes, *recorded.changes)
    return Decision(tuple(changes))


def _recorded(command: RecordMeasurements, indicator: Indicator, rows: Rows) -> Decision | Refusal:
    changes: list[Change] = []
    for line in command.lines:
        fault = _fault(line, indicator)
        if fault is not None:
            return Refusal(fault)
        fields = {field: getattr(line, field) for field in line.__struct_fields__ if field not in ("id", "seen")}
        stored = rows.get(Measurement, line.id)
        if stored is None:
            changes += add(line.as_row(indicator.id)).changes
        elif line.seen and stored.version != line.seen:
            return CHANGED
        elif line.seen or stored.deleted:
            changes += change(stored, deleted=False, **fields).changes
    for id, version in command.removed.items():
        row = row_as_seen(rows, Measurement, id, version)
        if isinstance(row, Refusal):
            return row
        changes += change(row, deleted=True).changes
    return Decision(tuple(changes))


def _fault(line: MeasuredLine, indicator: Indicator) -> Message | None:
    numbers = [number for field in _NUMBERS if (number := getattr(line, field)) is not None]
    if any(not math.isfinite(number) or abs(number) > LARGEST for number in numbers):
        return Message(N_("That is no number to measure with."))
    return fault_of(Value(line.value, line.numerator, line.denominator, line.below), indicator.kind)


DECIDERS: Deciders = {
    DescribeIndicator: _describe,
    RemoveIndicator: _remove,
    RecordMeasurements: _record,
    ImportMeasurements: _import,
}
