"""Recognising Norwegian identity numbers in a text; nothing about them is stored."""

import re

_ELEVEN_DIGITS = re.compile(r"(?<![0-9])([0-9]{6})[ .\u00a0]?([0-9]{5})(?![0-9])")

_FIRST_WEIGHTS = (3, 7, 6, 1, 8, 9, 4, 5, 2, 1)
_SECOND_WEIGHTS = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)

#: From 2032 the first control digit may leave any of these remainders; before, only zero
#: (Skatteetaten, "Nytt fødselsnummer fra 2032"). The second leaves zero as before.
_FIRST_REMAINDERS = frozenset({0, 1, 2, 3})

_D_NUMBER_DAY = 40
#: H-numbers add 40 to the month; made-up people of the population register's test data add 65 or 80.
_MONTH_SHIFTS = (0, 40, 65, 80)
_DAYS_IN_MONTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def looks_like_identity_number(text: str) -> bool:
    """Whether the text has eleven digits that begin with a date and pass both control digits.

    A space or a dot is allowed after the sixth. Birth numbers, D-numbers, H-numbers and the official test series all
    count, by the rule valid from 2032.
    """
    return any(_is_identity_number(match[1] + match[2]) for match in _ELEVEN_DIGITS.finditer(text))


def _is_identity_number(number: str) -> bool:
    digits = [int(digit) for digit in number]
    return (
        _is_date(int(number[0:2]), int(number[2:4]))
        and _remainder(digits, _FIRST_WEIGHTS) in _FIRST_REMAINDERS
        and _remainder(digits, _SECOND_WEIGHTS) == 0
    )


def _is_date(day: int, month: int) -> bool:
    if day > _D_NUMBER_DAY:
        day -= _D_NUMBER_DAY
    return any(1 <= month - shift <= 12 and 1 <= day <= _DAYS_IN_MONTH[month - shift - 1] for shift in _MONTH_SHIFTS)


def _remainder(digits: list[int], weights: tuple[int, ...]) -> int:
    return sum(digit * weight for digit, weight in zip(digits, weights, strict=False)) % 11
