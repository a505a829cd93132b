"""Rows read directly from the pages of a file whose trees are damaged; nothing is changed.

SQLite finds a row by way of other pages, and a damaged one among those hides hundreds of sound ones. Each page with
rows tells where they begin and their values (https://sqlite.org/fileformat2.html, sections 1.6 and 2.1); it does
not tell their table.
"""

import struct
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

Value = None | int | float | str | bytes

_HEADER = 100
_USUAL_SIZE = 4096
_LEAF_OF_A_TABLE = 0x0D
#: Bytes of an integer, by its serial type.
_INTEGERS = (0, 1, 2, 3, 4, 6, 8)


class _Damaged(Exception):
    """The bytes here are not a row."""


class Row(NamedTuple):
    """A row: its rowid, and its values in the order of the columns."""

    number: int
    values: tuple[Value, ...]


class Pages:
    """The pages of one file. A context manager: leaving it closes the file."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("rb")
        self._bytes = path.stat().st_size
        header = self._file.read(_HEADER)
        self.size, reserved = _sizes(header)
        self._usable = self.size - reserved
        self.count = -(-self._bytes // self.size)

    def __enter__(self) -> "Pages":
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def rows(self) -> Iterator[tuple[int, Sequence[Row]]]:
        """Yield the pages with rows: page number, counted from 1, and its sound rows."""
        for number in range(1, self.count + 1):
            rows = self._rows_of(number)
            if rows:
                yield number, rows

    def _page(self, number: int) -> bytes:
        if not 1 <= number <= self.count:
            raise _Damaged
        self._file.seek((number - 1) * self.size)
        page = self._file.read(self.size)
        if len(page) < self.size:
            # The file ends in the middle of the page.
            raise _Damaged
        return page

    def _rows_of(self, number: int) -> Sequence[Row]:
        try:
            page = self._page(number)
        except _Damaged:
            return ()
        start = _HEADER if number == 1 else 0
        if page[start] != _LEAF_OF_A_TABLE:
            return ()
        count = int.from_bytes(page[start + 3 : start + 5], "big")
        first, last = start + 8, start + 8 + 2 * count
        if not count or last > self._usable:
            return ()
        rows = []
        for (cell,) in struct.iter_unpack(">H", page[first:last]):
            try:
                if cell < last:
                    raise _Damaged
                rows.append(self._row(page, cell))
            except (_Damaged, IndexError, struct.error, UnicodeDecodeError, OverflowError):
                continue
        return rows

    def _row(self, page: bytes, at: int) -> Row:
        length, at = _varint(page, at)
        rowid, at = _varint(page, at)
        if length > self._bytes:
            raise _Damaged
        here = self._here(length)
        if at + here > self._usable:
            raise _Damaged
        content = page[at : at + here]
        if here < length:
            content += self._elsewhere(page[at + here : at + here + 4], length - here)
        return Row(_signed(rowid), _values(content))

    def _here(self, length: int) -> int:
        """Return how many bytes of a row are on its page; the others are on overflow pages."""
        most = self._usable - 35
        if length <= most:
            return length
        least = (self._usable - 12) * 32 // 255 - 23
        here = least + (length - least) % (self._usable - 4)
        return here if here <= most else least

    def _elsewhere(self, pointer: bytes, length: int) -> bytes:
        parts, seen = [], set()
        while length > 0:
            number = int.from_bytes(pointer, "big")
            if number in seen:
                raise _Damaged
            seen.add(number)
            page = self._page(number)
            part = page[4 : min(self._usable, 4 + length)]
            parts.append(part)
            length -= len(part)
            pointer = page[:4]
        return b"".join(parts)


def _sizes(header: bytes) -> tuple[int, int]:
    """Return page size and reserved bytes of a page; SQLite's defaults if the header is damaged."""
    if len(header) == _HEADER and header.startswith(b"SQLite format 3\x00"):
        size = int.from_bytes(header[16:18], "big")
        size = 65536 if size == 1 else size
        if size >= 512 and size & (size - 1) == 0 and size - header[20] >= 480:
            return size, header[20]
    return _USUAL_SIZE, 0


def _varint(page: bytes, at: int) -> tuple[int, int]:
    """Return a number of one to nine bytes, and the offset after it."""
    value = 0
    for offset in range(8):
        byte = page[at + offset]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + offset + 1
    return value << 8 | page[at + 8], at + 9


def _signed(value: int) -> int:
    return value - 2**64 if value >= 2**63 else value


def _values(content: bytes) -> tuple[Value, ...]:
    length, at = _varint(content, 0)
    if length > len(content):
        raise _Damaged
    types, body = [], length
    while at < length:
        kind, at = _varint(content, at)
        types.append(kind)
    values: list[Value] = []
    for kind in types:
        value, size = _value(kind, content, body)
        values.append(value)
        body += size
    if at != length or body != len(content):
        raise _Damaged
    return tuple(values)


def _value(kind: int, content: bytes, at: int) -> tuple[Value, int]:
    """Return a value and its length in bytes."""
    if kind == 0:
        return None, 0
    if kind < len(_INTEGERS):
        size = _INTEGERS[kind]
        return int.from_bytes(content[at : at + size], "big", signed=True), size
    if kind == 7:
        return struct.unpack(">d", content[at : at + 8])[0], 8
    if kind in (8, 9):
        return kind - 8, 0
    if kind < 12:
        raise _Damaged
    size = (kind - 12) // 2
    piece = content[at : at + size]
    return (piece.decode("utf-8") if kind % 2 else piece), size
