"""Numbers as messages, rounded for people and independent of language; `measures` computes the numbers.

The decimal sign is in the catalogs: a number is a Message of the parts before and after it.
"""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from nettverk_tui.model.core.messages import N_, Message

_MINUS = "\N{MINUS SIGN}"


def number(value: float, *, signed: bool = False, significant: int = 3) -> Message:
    """Return a number with this many significant digits, but rounded no further than to units: 1234.5 is 1,235."""
    exact = Decimal(repr(float(value)))
    if exact == 0:
        return _joined("0", "")
    if not -4 <= exact.adjusted() < 9:
        return _scientific(exact, exact.adjusted(), significant - 1, signed)
    places = max(0, significant - 1 - exact.adjusted())
    return _fixed(exact, places, signed)


def percent(value: float, *, signed: bool = False) -> Message:
    """Return a percentage, whole from ten upwards: a small office has too few cases for more digits."""
    return Message(N_("{number}%"), {"number": number(value, signed=signed, significant=2)})


def quantity(value: float, unit: str, *, signed: bool = False) -> Message:
    """Return a number with its unit: the user's own word, or `%`."""
    if unit == "%":
        return percent(value, signed=signed)
    written = number(value, signed=signed)
    return Message(N_("{number} {unit}"), {"number": written, "unit": unit}) if unit else written


def tick_labels(ticks: Sequence[Decimal]) -> list[Message]:
    """Return exact labels of an axis, all with the same number of decimals or the same power of ten."""
    largest = max((abs(tick) for tick in ticks), default=Decimal(0))
    finest = min((int(tick.normalize().as_tuple().exponent) for tick in ticks if tick), default=0)
    if largest and (largest.adjusted() >= 9 or finest < -4):
        power = largest.adjusted()
        return [_scientific(tick, power, max(0, power - finest), False) if tick else _joined("0", "") for tick in ticks]
    return [_fixed(tick, max(0, -finest), False, keep_zeros=True) for tick in ticks]


def _fixed(exact: Decimal, places: int, signed: bool, *, keep_zeros: bool = False) -> Message:
    rounded = exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    whole, _, fraction = f"{abs(rounded):f}".partition(".")
    fraction = fraction if keep_zeros else fraction.rstrip("0")
    return _joined(_grouped(_sign(rounded, signed), whole), fraction)


def _scientific(exact: Decimal, power: int, places: int, signed: bool) -> Message:
    mantissa = exact.scaleb(-power).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    whole, _, fraction = f"{abs(mantissa):f}".partition(".")
    fraction = fraction.rstrip("0")
    sign = _sign(mantissa, signed)
    return _joined(sign + whole, f"{fraction}e{power}") if fraction else _joined(f"{sign}{whole}e{power}", "")


def _sign(value: Decimal, signed: bool) -> str:
    return _MINUS if value < 0 else "+" if signed and value > 0 else ""


def _grouped(sign: str, digits: str) -> str | Message:
    """Group digits in threes from 10,000 upwards; the separator depends on the language."""
    if len(digits) <= 4:
        return sign + digits
    first, *groups = f"{int(digits):,}".split(",")
    whole: str | Message = sign + first
    for group in groups:
        whole = Message(N_("{thousands},{rest}"), {"thousands": whole, "rest": group})
    return whole


def _joined(whole: str | Message, fraction: str) -> Message:
    if fraction:
        # The catalogs put the decimal sign of the language between the two.
        return Message(N_("{whole}.{fraction}"), {"whole": whole, "fraction": fraction})
    return whole if isinstance(whole, Message) else Message("{whole}", {"whole": whole})
