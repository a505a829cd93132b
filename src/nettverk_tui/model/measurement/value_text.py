"""Read one measured value from a cell: `29 %`, `14/48`, `1,5`, `1.5`, `<5`, or nothing if it is missing.

A cell holds nothing but the value, so the decimal sign may be a comma or a point. Ambiguous numbers, with a thousands
separator or a power of ten, are refused with the form to write instead.
"""

import re

import msgspec

from nettverk_tui.model.core.messages import N_, Message
from nettverk_tui.model.core.text import clean, one_line
from nettverk_tui.model.core.values import IndicatorKind

#: The largest number, near the largest integer that a float holds exactly.
LARGEST = 1e15

_NUMBER = re.compile(r"[+−-]?\d{1,15}(?:[.,]\d{1,30})?(?:e-\d{1,3})?", re.IGNORECASE | re.ASCII)
_GROUPED = re.compile(r"[+−-]?\d{1,3}(?:[ \u00a0\u202f.,'’]\d{3})+(?:[.,]\d+)?", re.ASCII)
_POWER = re.compile(r"[+−-]?\d+(?:[.,]\d+)?e\+?\d+", re.IGNORECASE | re.ASCII)
_BELOW = re.compile(r"(?:<|under|below|mindre enn)\s*(?P<limit>.+)", re.IGNORECASE)
_OVER = re.compile(r"(?P<above>[^/]+?)\s*(?:/|\bav\b|\bof\b)\s*(?P<under>[^/]+)", re.IGNORECASE)
_PERCENT = re.compile(r"\s*(?:%|prosent|percent|per cent|pst\.?)$", re.IGNORECASE)
#: Ways to write a missing value.
_NOTHING = frozenset({"", "-", "–", "—", ".", "…", "na", "n/a", "#n/a", "#i/t", "null", "mangler", "missing"})


class Value(msgspec.Struct, frozen=True):
    """The content of a cell; all None is a missing value. A percentage is kept as written: 29 for 29 %."""

    value: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    below: float | None = None
    percent: bool = False

    @property
    def missing(self) -> bool:
        """Whether there is no value."""
        return self.value is None and self.numerator is None and self.below is None


def is_nothing(text: str) -> bool:
    """Return whether a cell is empty or has a word for *missing*."""
    return clean(text).strip().casefold() in _NOTHING


def read_value(text: str) -> Value | Message:
    """Return the value in a cell, or a message on the fault and the form to write."""
    text = clean(text).strip()
    if is_nothing(text):
        return Value()
    percent = _PERCENT.search(text)
    bare = text[: percent.start()] if percent else text
    below = _BELOW.fullmatch(bare)
    over = _OVER.fullmatch(below["limit"] if below else bare)
    above = read_number(over["above"] if over else below["limit"] if below else bare)
    under = read_number(over["under"]) if over else None
    if isinstance(above, Message):
        return above
    if isinstance(under, Message):
        return under
    if below:
        return Value(below=above, denominator=under, percent=bool(percent))
    if over:
        return Value(numerator=above, denominator=under)
    return Value(value=above, percent=bool(percent))


def read_number(text: str) -> float | Message:
    """Return the number in a text, or a message on the fault."""
    text = clean(text).strip()
    shown = {"text": one_line(text, 30)}
    if _NUMBER.fullmatch(text):
        return float(text.replace(",", ".").replace("−", "-"))
    if _GROUPED.fullmatch(text):
        digits = re.sub(r"[^\d]", "", text)
        return Message(N_("“{text}” has a mark between its thousands: write {digits}."), shown | {"digits": digits})
    if _POWER.fullmatch(text) or re.fullmatch(r"[+−-]?\d{16,}(?:[.,]\d+)?", text, re.ASCII):
        return Message(N_("“{text}” is larger than anything that is counted here: write the number in full."), shown)
    return Message(N_("“{text}” is no number: write digits only, such as 12 or 12,5."), shown)


def fault_of(value: Value, kind: IndicatorKind | None) -> Message | None:
    """Return the reason why an indicator of a kind cannot have a value; None if it can, or the kind is unknown."""
    x, n = value.numerator, value.denominator
    if n is not None and n <= 0:
        return Message(N_("The denominator is zero or less: leave the cell empty where there was nothing to count."))
    if x is not None and x < 0:
        return Message(N_("The numerator is below zero: it counts something."))
    if kind == "proportion":
        if x is not None and n is not None and x > n:
            return Message(
                N_("{numerator} of {denominator} is more than all of them."),
                {"numerator": f"{x:g}", "denominator": f"{n:g}"},
            )
        if value.value is not None and not 0 <= value.value <= 100:
            return Message(N_("A share lies between 0 and 100 per cent."))
    if kind == "count":
        if n is not None:
            return Message(N_("A count has no denominator. Choose a share or a rate for this indicator."))
        if value.value is not None and (value.value < 0 or value.value != int(value.value)):
            return Message(N_("A count is a whole number from zero up."))
    if kind == "measurement" and n is not None:
        return Message(N_("A measurement has no denominator. Choose a share or a rate for this indicator."))
    return None
