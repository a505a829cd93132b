"""Dry run of a table's import: its headings show whether it has groups or measurements."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from nettverk_tui.exchange.imports import groups, measurements
from nettverk_tui.exchange.imports.cells import NoHeadings
from nettverk_tui.exchange.imports.groups import Trial as GroupTrial
from nettverk_tui.exchange.imports.measurements import MeasuredTrial
from nettverk_tui.model.core.records import Network
from nettverk_tui.model.core.rows import Rows
from nettverk_tui.model.measurement.measurement_table import Target

Trial = GroupTrial | MeasuredTrial


def try_out(
    path: Path,
    rows: Rows,
    network: Network,
    today: date,
    new_id: Callable[[], str],
    group: str | None = None,
    indicator: str | None = None,
) -> Trial:
    """Return the changes that importing the table would make. Raises CannotRead and OSError.

    `group` and `indicator` apply to rows of measurements that do not name theirs.
    """
    if path.suffix.casefold() in (".csv", ".xlsx"):
        try:
            return measurements.try_out(path, rows, Target(network, group, indicator), today, new_id)
        except NoHeadings:
            # The import of groups reports the fault.
            pass
    return groups.try_out(path, rows, network.id, today, new_id)
