"""Line breaks with a hanging indent, which keep together what belongs together."""

import re
from collections.abc import Iterator, Sequence

from rich.cells import cell_len
from textual.content import Content
from textual.geometry import Size
from textual.widgets import Static

#: The start of a line: spaces and leading signs; and in a list of names with meanings, the name and its spaces.
_BEGINNING = re.compile(r" *(?:[▸□✓–·>+*%!?★☐☑=←→○▶] +)*")
_NAME = re.compile(r"\S(?:\S| (?=\S))* {2,}")
_WORDS = re.compile(r"(?P<word>[^ ]+)(?P<air> *)")
#: Things in a row, separated by two spaces or more.
_THINGS = re.compile(r"(?P<word>[^ ]+(?: [^ ]+)*)(?P<air> *)")
#: The largest indent, as a share of the width.
_MOST_OF_WIDTH = 0.5


def hanging(line: Content, width: int) -> Sequence[Content]:
    """Return the line unchanged where it fits in `width` cells, else broken into as many lines as it needs."""
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
    """Yield the start and the end of each line in the text."""
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
    """Yield start, end and end with spaces of each unbroken part: a thing in a row that fits in `room`, or a word."""
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
    """Text of many lines, each broken at the current width."""

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
