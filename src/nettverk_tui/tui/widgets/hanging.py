"""Lines that are too long go on under their own beginning, and what belongs together is not torn apart."""

import re
from collections.abc import Iterator, Sequence

from rich.cells import cell_len
from textual.content import Content
from textual.geometry import Size
from textual.widgets import Static

#: Air, the signs a line begins with, and in a list of names and what they mean the name with the air behind it.
_BEGINNING = re.compile(r" *(?:[▸□✓–·>+*%!?★☐☑=←→○▶] +)*")
_NAME = re.compile(r"\S(?:\S| (?=\S))* {2,}")
_WORDS = re.compile(r"(?P<word>[^ ]+)(?P<air> *)")
#: Things side by side have two spaces between them.
_THINGS = re.compile(r"(?P<word>[^ ]+(?: [^ ]+)*)(?P<air> *)")
#: A beginning that leaves less than this share of the width for the words is given up.
_MOST_OF_WIDTH = 0.5


def hanging(line: Content, width: int) -> Sequence[Content]:
    """Return the line as it is where it fits in `width` cells, else over as many lines as it needs."""
    if line.cell_length <= width:
        return [line]
    text = line.plain
    match = _BEGINNING.match(text)
    start = match.end() if match is not None else 0
    things = list(_THINGS.finditer(text, start))
    name = None if _is_row(things) else _NAME.match(text, start)
    indent = cell_len(text[:start])
    if name is not None and cell_len(text[: name.end()]) <= width * _MOST_OF_WIDTH:
        indent = cell_len(text[: name.end()])
    if indent > width * _MOST_OF_WIDTH:
        indent = min(2, max(width - 1, 0))
    parts = list(_parts(text, start, things, width, indent))
    return [
        Content.assemble("" if number == 0 else " " * indent, line[begin:end])
        for number, (begin, end) in enumerate(parts)
    ]


def _is_row(things: Sequence[object]) -> bool:
    return len(things) > 2


def _parts(
    text: str, start: int, things: Sequence[re.Match[str]], width: int, indent: int
) -> Iterator[tuple[int, int]]:
    """Where in the text each line begins and ends."""
    begin, end = 0, start
    used = cell_len(text[:start])
    for word_start, word_end, after in _unbroken(text, things, width - indent):
        long = cell_len(text[word_start:word_end])
        if end > begin and used + long > width and end > start:
            yield begin, end
            begin, used = word_start, indent
        while word_start < word_end and used + long > width:
            # A word longer than a line is cut where the line ends.
            cut = word_start + 1
            while cut < word_end and cell_len(text[word_start : cut + 1]) <= width - used:
                cut += 1
            yield begin, cut
            begin = word_start = cut
            used, long = indent, cell_len(text[word_start:word_end])
        end = word_end
        used += cell_len(text[word_start:after])
    yield begin, end


def _unbroken(text: str, things: Sequence[re.Match[str]], room: int) -> Iterator[tuple[int, int, int]]:
    """What is not broken, with the air behind it: a thing in a row of them, where it has room, else a word."""
    row = _is_row(things)
    for thing in things:
        begin, end = thing.span("word")
        if row and cell_len(thing["word"]) <= room:
            yield begin, end, thing.end()
            continue
        for word in _WORDS.finditer(text, begin, end):
            last = word.end("word") == end
            yield word.start("word"), word.end("word"), thing.end() if last else word.end()


class HangingText(Static):
    """Text of many lines, each broken as the window is wide now."""

    def render(self) -> Content:
        content = self.content
        if not isinstance(content, Content):
            content = Content(str(content))
        return _broken(content, self.size.width)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        content = self.content
        return _broken(content if isinstance(content, Content) else Content(str(content)), width).plain.count("\n") + 1


def _broken(content: Content, width: int) -> Content:
    if width <= 0:
        return content
    return Content("\n").join([part for line in content.split("\n", allow_blank=True) for part in hanging(line, width)])
