"""Digits of blocks, as large as there is room for: each dot of a 3 × 5 pattern becomes two cells beside each other."""

_DOTS = {
    "0": "111101101101111",
    "1": "010110010010111",
    "2": "111001111100111",
    "3": "111001111001111",
    "4": "101101111001001",
    "5": "111100111001111",
    "6": "111100111101111",
    "7": "111001001001001",
    "8": "111101111101111",
    "9": "111101111001111",
    "+": "000010111010000",
}
_NARROW = {":": "01010", ".": "00001", " ": "00000"}
_ROWS = 5
#: Overtime is drawn with it: it can be told apart from the back row, and without colour.
OVER = "▒"


def large(text: str, width: int, height: int, dot: str = "█") -> list[str]:
    """Draw the text in at most so many lines and cells, with `dot`; return it as it is where there is no room."""
    columns = sum(4 if sign in _DOTS else 2 for sign in text) - 1
    scale = min(width // (2 * columns), height // _ROWS) if columns > 0 else 0
    if scale < 1 or any(sign not in _DOTS and sign not in _NARROW for sign in text):
        return [text]
    lines = []
    for row in range(_ROWS):
        dots = " ".join(_row(sign, row) for sign in text)
        lines += ["".join((dot if bit == "1" else " ") * 2 * scale for bit in dots)] * scale
    return lines


def _row(sign: str, row: int) -> str:
    return _DOTS[sign][3 * row : 3 * row + 3] if sign in _DOTS else _NARROW[sign][row]
