"""Limits of an xlsx file, checked before it is read: a small file may unpack to any size."""

import io
import zipfile
from typing import IO
from xml.parsers import expat

from nettverk_tui.model.core.messages import N_, Message

#: Bytes, files and cells. A sheet of a hundred thousand measurements has some 50 MB and 800,000 cells.
_MOST_UNPACKED, _MOST_FILES, _MOST_CELLS = 100_000_000, 2_000, 1_000_000
#: Elements in sheets and their texts, elements in all the rest (styles, links), and the depth of nesting.
_MOST_ELEMENTS, _MOST_OTHERS, _DEEPEST = 4_000_000, 100_000, 50
#: The largest number of columns in a spreadsheet program.
_MOST_IN_A_ROW = 16_384
_LARGE = ("xl/worksheets/", "xl/sharedStrings")
_PIECE = 65_536


class TooMuch(Exception):
    """The exceeded limit, as a sentence with a gap for the file's `name`; or the file is no spreadsheet at all."""

    def __init__(self, text: str, **values: str | int) -> None:
        super().__init__(text)
        self.message = Message(text, values)


def see_that_it_is_bounded(content: bytes) -> bool:
    """Raise TooMuch if a spreadsheet would take long or much memory to read; also raises zipfile's and expat's errors.

    It reads every part once, in pieces, and keeps nothing. Returns whether there are formulas in it.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        parts = packed.infolist()
        # Python unpacks no more bytes of a part than its header says.
        if len(parts) > _MOST_FILES or sum(part.file_size for part in parts) > _MOST_UNPACKED:
            megabytes = _MOST_UNPACKED // 1_000_000
            raise TooMuch(N_("{name} unpacks to more than {most} MB: is it the right file?"), most=megabytes)
        counted = _Counted()
        for part in parts:
            if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                # Spreadsheet programs use no other compression, and these unpack without limit.
                raise zipfile.BadZipFile(part.filename)
            if part.filename.endswith((".xml", ".rels")):
                with packed.open(part) as opened:
                    counted.look(opened, large=part.filename.startswith(_LARGE))
    return counted.formulas


class _Counted:
    """The number of elements of all parts together."""

    def __init__(self) -> None:
        self._cells = self._in_row = self._elements = self._others = self._depth = 0
        self._large = self.formulas = False

    def look(self, opened: IO[bytes], *, large: bool) -> None:
        """Count the elements of one part."""
        self._large, self._depth = large, 0
        parser = expat.ParserCreate()
        parser.StartElementHandler, parser.EndElementHandler = self._begin, self._end
        parser.StartDoctypeDeclHandler = self._doctype
        while piece := opened.read(_PIECE):
            parser.Parse(piece, False)
        parser.Parse(b"", True)

    def _begin(self, name: str, _: object) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise zipfile.BadZipFile(name)
        if not self._large:
            self._others += 1
            if self._others > _MOST_OTHERS:
                raise TooMuch(
                    N_("{name} has more styles and links than a table of ours: copy its cells into a new file.")
                )
            return
        self._elements += 1
        if name == "row" or name.endswith(":row"):
            self._in_row = 0
        elif name == "c" or name.endswith(":c"):
            self._cells += 1
            self._in_row += 1
        elif name == "f" or name.endswith(":f"):
            self.formulas = True
        if self._in_row > _MOST_IN_A_ROW:
            raise TooMuch(N_("{name} has a row of more than {most} cells: is it the right file?"), most=_MOST_IN_A_ROW)
        if self._cells > _MOST_CELLS or self._elements > _MOST_ELEMENTS:
            raise TooMuch(N_("{name} has more than {most} cells: is it the right file?"), most=_MOST_CELLS)

    def _end(self, _: str) -> None:
        self._depth -= 1

    def _doctype(self, *_: object) -> None:
        # Spreadsheet programs write none, and its entities may expand without limit.
        raise zipfile.BadZipFile("DOCTYPE")
