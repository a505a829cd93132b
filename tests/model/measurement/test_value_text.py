"""A value in a cell: valid forms, refused forms, and values that a kind of indicator cannot have."""

import pytest

from nettverk_tui.model.core.messages import Message
from nettverk_tui.model.core.values import IndicatorKind
from nettverk_tui.model.measurement.value_text import Value, fault_of, read_value
from tests.model.spoken import english


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", Value(12)),
        (" 1,5 ", Value(1.5)),
        ("1.5", Value(1.5)),
        ("−3", Value(-3)),
        ("29 %", Value(29, percent=True)),
        ("29 prosent", Value(29, percent=True)),
        ("14/48", Value(numerator=14, denominator=48)),
        ("14 av 48", Value(numerator=14, denominator=48)),
        ("<5", Value(below=5)),
        ("< 5/40", Value(below=5, denominator=40)),
        ("mindre enn 5", Value(below=5)),
        ("0.1234567890123456", Value(0.1234567890123456)),
        ("5e-05", Value(5e-05)),
        *((nothing, Value()) for nothing in ("", "  ", "-", "–", "NA", "mangler", "#N/A")),
    ],
)
def test_values_as_people_write_them_are_read(text: str, value: Value) -> None:
    assert read_value(text) == value
    assert value.missing == (value == Value())


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("1 234", "write 1234"),
        ("1.234.567", "write 1234567"),
        ("1,234.5", "thousands"),
        ("1e3", "in full"),
        ("1e308", "in full"),
        ("12345678901234567", "in full"),
        ("NaN", "no number"),
        ("inf", "no number"),
        ("tre", "no number"),
        ("٣", "no number"),
        ("=1+1", "no number"),
        ("14/x", "no number"),
        ("<tre", "no number"),
    ],
)
def test_ambiguous_numbers_are_refused_with_advice(text: str, told: str) -> None:
    read = read_value(text)
    assert isinstance(read, Message)
    assert told in english(read)


@pytest.mark.parametrize(
    ("value", "kind", "told"),
    [
        (Value(numerator=5, denominator=4), "proportion", "more than all"),
        (Value(numerator=5, denominator=4), "rate", None),
        (Value(numerator=5, denominator=0), "rate", "zero"),
        (Value(numerator=-1, denominator=4), "rate", "below zero"),
        (Value(101), "proportion", "between 0 and 100"),
        (Value(1.5), "count", "whole"),
        (Value(-1), "count", "whole"),
        (Value(numerator=1, denominator=2), "count", "no denominator"),
        (Value(numerator=1, denominator=2), "measurement", "no denominator"),
        (Value(-1.5), "measurement", None),
        (Value(), "proportion", None),
    ],
)
def test_value_that_the_kind_of_indicator_cannot_have_is_refused(
    value: Value, kind: IndicatorKind, told: str | None
) -> None:
    fault = fault_of(value, kind)
    assert (fault is None) == (told is None)
    if fault is not None and told is not None:
        assert told in english(fault)
