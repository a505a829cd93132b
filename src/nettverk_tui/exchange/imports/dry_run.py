"""Trying out the import of a table: its headings say whether it is one of groups or of measurements."""

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
    """What importing the table would do. Raises CannotRead and OSError.

    `group` and `indicator` are those of measurements whose rows do not say it.
    """
    if path.suffix.casefold() in (".csv", ".xlsx"):
        try:
            return measurements.try_out(path, rows, Target(network, group, indicator), today, new_id)
        except NoHeadings:
            # A table of groups says what is wrong with it in its own words.
            pass
    return groups.try_out(path, rows, network.id, today, new_id)
