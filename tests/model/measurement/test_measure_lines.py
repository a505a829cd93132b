"""Measurements as lines: reading, faults, and the row of a corrected line."""

import itertools
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nettverk_tui.model.core.records import Indicator, Measurement
from nettverk_tui.model.core.values import IndicatorKind, Language
from nettverk_tui.model.measurement.measure_lines import Read, in_order, read, written
from tests.model.spoken import english

TODAY = date(2027, 5, 4)


def indicator(kind: IndicatorKind = "proportion") -> Indicator:
    return Indicator(id="i", group_id="g", name="Avvik", kind=kind)


def row(id: str, **fields: Any) -> Measurement:
    return Measurement(**{"id": id, "indicator_id": "i", "version": 3, **fields})


def typed(text: str, *known: Measurement, kind: IndicatorKind = "proportion", language: Language = "nb") -> Read:
    ids = (f"new-{number}" for number in itertools.count())
    return read(text, indicator(kind), known, TODAY, lambda: next(ids), language)


def only(text: str, kind: IndicatorKind = "proportion") -> dict[str, Any]:
    """The fields of the one measurement in a line, without empty ones."""
    found = typed(text, kind=kind)
    assert not found.faults, [english(fault) for fault in found.faults.values()]
    (line,) = found.lines
    fields = {name: getattr(line, name) for name in line.__struct_fields__ if name not in ("id", "seen")}
    return {name: value for name, value in fields.items() if value not in (None, "", False, "series")}


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("12.1.2027 14/48", {"on": "2027-01-12", "numerator": 14, "denominator": 48}),
        ("12.1.2027  14 av 48  før  av hånd", {
            "on": "2027-01-12", "numerator": 14, "denominator": 48, "phase": "before", "text": "av hånd",
        }),
        ("2027-01-12\t14\t48", {"on": "2027-01-12", "numerator": 14, "denominator": 48}),
        ("2027-01-12\t29,5 %", {"on": "2027-01-12", "value": 29.5}),
        ("12. januar 2027 29 % etter", {"on": "2027-01-12", "value": 29, "phase": "after"}),
        ("2027-01 <5", {"on": "2027-01-01", "below": 5}),
        ("12.1.2027 <5/40", {"on": "2027-01-12", "below": 5, "denominator": 40}),
        ("12.1.2027 –", {"on": "2027-01-12"}),
        ("12.1.2027 mangler stengt", {"on": "2027-01-12", "text": "stengt"}),
        ("29 % before", {"value": 29, "phase": "before"}),
        ("12.1.2027 3/9 ny fase holdt utenfor feil skjema", {
            "on": "2027-01-12", "numerator": 3, "denominator": 9, "new_phase": True, "excluded": True,
            "text": "feil skjema",
        }),
        ("3.11.2026 64 % oppfølging", {"on": "2026-11-03", "value": 64, "phase": "follow_up"}),
        ("12.4. 14/48", {"on": "2027-04-12", "numerator": 14, "denominator": 48}),
        ("12.11. 14/48", {"on": "2026-11-12", "numerator": 14, "denominator": 48}),
        ("endring −76 %", {"change_percent": -76}),
    ],
)  # fmt: skip
def test_lines_as_people_write_them_are_read(text: str, fields: dict[str, Any]) -> None:
    assert only(text) == fields


def test_lines_of_a_qualitative_indicator_are_words() -> None:
    assert only("12.1.2027 tryggere på telefonen", "qualitative") == {
        "on": "2027-01-12",
        "text": "tryggere på telefonen",
    }


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("12.1.2027 49/48", "more than all"),
        ("12.1.2027 4/0", "zero"),
        ("31.2.2027 5", "no date"),
        ("29.2.2027 5", "no date"),
        ("12.6.2027 5", "has not been yet"),
        ("12.1.2027 NaN", "no number"),
        ("12.1.2027 1e308", "in full"),
        ("12.1.2027 1 234 567", "thousands"),
        ("12.1.2027 tre", "no number"),
        ("12.1.2027 120 %", "between 0 and 100"),
    ],
)
def test_fault_names_its_line(text: str, told: str) -> None:
    found = typed(f"5.1.2027 3/9\n{text}")
    assert list(found.faults) == [1]
    assert told in english(found.faults[1])
    # The rest is kept.
    assert [line.on for line in found.lines] == ["2027-01-05"]


def test_two_values_on_one_date_are_a_fault() -> None:
    found = typed("12.1.2027 3/9\n12.1.2027 4/9\n12.1.2027 5/9 før\n12.1.2027 6/9 før")
    assert list(found.faults) == [1]
    assert "two values on 12.1.2027" in english(found.faults[1])


# ── Matching lines with rows ──

KNOWN = (
    row("a", on="2027-01-12", numerator=14.0, denominator=48.0),
    row("b", on="2027-02-12", numerator=9.0, denominator=50.0, text="av hånd"),
    row("c", phase="before", value=29.0),
)


def lines(*known: Measurement) -> list[str]:
    return [written(one, "nb") for one in in_order(known)]


def test_unchanged_lines_change_nothing() -> None:
    found = typed("\n".join(lines(*KNOWN)), *KNOWN)
    assert (found.lines, found.removed, found.faults) == ([], {}, {})
    assert [one.id for one in found.measurements] == ["c", "a", "b"]


def test_a_corrected_line_keeps_its_row_and_a_removed_line_removes_it() -> None:
    text = "\n".join(lines(*KNOWN)).replace("14/48", "15/48").replace(lines(KNOWN[2])[0], "")
    found = typed(text, *KNOWN)
    assert [(line.id, line.seen, line.numerator) for line in found.lines] == [("a", 3, 15.0)]
    assert found.removed == {"c": 3}


def test_no_row_is_removed_while_a_line_has_a_fault() -> None:
    text = "\n".join(lines(*KNOWN)).replace("14/48", "14/x")
    found = typed(text, *KNOWN)
    assert list(found.faults) == [1]
    assert found.removed == {}


_MEASUREMENTS = st.builds(
    Measurement,
    id=st.uuids().map(str),
    indicator_id=st.just("i"),
    on=st.none() | st.dates(date(2020, 1, 1), date(2027, 5, 1)).map(str),
    phase=st.sampled_from(["before", "after", "series", "follow_up"]),
    numerator=st.none() | st.integers(0, 50).map(float),
    denominator=st.just(50.0),
    text=st.sampled_from(["", "av hånd", "ny måte", "29 skjema", "[b]"]),
    excluded=st.booleans(),
    new_phase=st.booleans(),
)


@given(st.lists(_MEASUREMENTS, max_size=12, unique_by=lambda one: (one.on, one.phase)), st.sampled_from(["nb", "en"]))
def test_written_lines_are_read_back_equal(known: list[Measurement], language: Language) -> None:
    known = [one if one.numerator is not None else Measurement(id=one.id, indicator_id="i", on=one.on) for one in known]
    known = list({(one.on, one.phase): one for one in known}.values())
    text = "\n".join(written(one, language) for one in in_order(known))
    again = typed(text, language=language)
    assert not again.faults
    fields = ("on", "phase", "numerator", "denominator", "text", "excluded", "new_phase")

    def values(line: Any) -> list[Any]:
        return [getattr(line, field) for field in fields]

    assert sorted(map(repr, map(values, again.lines))) == sorted(map(repr, map(values, known)))
    assert not typed(text, *known, language=language).lines
