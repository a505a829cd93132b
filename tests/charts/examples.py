"""Charts that several tests look at: a year of a proportion, a start with gaps, two levels."""

import datetime
from typing import Any

from nettverk_tui.charts.chart import Chart, indicator_chart
from nettverk_tui.model.core.records import Event, Indicator, Measurement
from nettverk_tui.model.core.values import Layer

#: The middle of each month from January to November 2005.
MONTHLY = [f"2005-{month:02}-15" for month in range(1, 12)]


def indicator(**fields: Any) -> Indicator:
    return Indicator(**{"id": "i", "group_id": "g", "name": "Waiting time", **fields})


def measured(*rows: dict[str, Any]) -> list[Measurement]:
    return [Measurement(**{"id": str(at), "indicator_id": "i", **row}) for at, row in enumerate(rows)]


def change_started(on: str, text: str = "", layer: Layer = "network", **fields: Any) -> Event:
    return Event(
        **{"id": on, "group_id": "g", "kind": "change_started", "on": on, "text": text, "layer": layer, **fields}
    )


def series(*values: float | None, days_apart: int = 7, **fields: Any) -> Chart:
    """A chart of values on a date each, from 3 January 2005."""
    first = datetime.date(2005, 1, 3)
    days = (str(first + datetime.timedelta(days=days_apart * at)) for at in range(len(values)))
    rows = measured(*({"on": on, "value": value} for on, value in zip(days, values, strict=True)))
    return indicator_chart(indicator(**fields), rows)


def year_of_a_proportion() -> Chart:
    """Eleven months with one missing, a median, a target and two changes."""
    pairs = [(12, 80), (11, 75), (9, 71), (10, 83), (8, 79), None, (7, 81), (6, 78), (5, 80), (4, 77), (5, 84)]
    rows = [
        {"on": on, "numerator": pair[0], "denominator": pair[1]} if pair else {"on": on}
        for on, pair in zip(MONTHLY, pairs, strict=True)
    ]
    return indicator_chart(
        indicator(name="Andel resepter med registrerte avvik", kind="proportion", direction="down", target=5.0),
        measured(*rows),
        [change_started("2005-04-20", "ny rutine for fornyelse"), change_started("2005-08-20", "opplæring")],
    )


def start_with_gaps() -> Chart:
    """Six months of a count, one missing and one too small to be shown."""
    rows: list[dict[str, Any]] = [
        {"on": on, "value": value} for on, value in zip(MONTHLY, [48.0, 44.0, None, 41.0, 25.0], strict=False)
    ]
    return indicator_chart(
        indicator(name="Telefoner satt over til lege", kind="count", unit="per dag", direction="down", target=20.0),
        measured(*rows, {"on": MONTHLY[5], "below": 5.0}),
        [change_started("2005-04-20")],
    )


def two_levels() -> Chart:
    """Percentages before and after, neither date nor denominator known."""
    return indicator_chart(
        indicator(
            name="Andel medisinbestillinger fra hjemmesykepleien som stemte",
            kind="proportion",
            direction="up",
            target=60.0,
        ),
        measured({"phase": "before", "value": 29.0}, {"phase": "after", "value": 64.0}),
    )
